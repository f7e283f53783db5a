"""Why a KBK has its place, in one sentence; and a total taken apart down to the single marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from juri_tui.lang import _
from juri_tui.model import Event, Mark
from juri_tui.panel import SCALE, SMALL_PANEL, Rule, Sheet, aggregate, clip_range, known, read_sheets, rule_of, shares
from juri_tui.standing import Adjustment, Cells, OwnTotal, Standing, Standings, TieBreak, exact_or_short, listed
from juri_tui.text import fraction_text, round_half_up, shown

# --- one sentence ---------------------------------------------------------------------------------------------------


def explain(standings: Standings, event: Event, kbk: str) -> str:
    """Why this KBK has its place, or has none, in one sentence of the language spoken."""
    row = standings.of(kbk)
    if row.place is None:
        return _without_place(row)
    if standings.computed is not None:
        return _ruled(row, standings.computed, event)
    place = shown(row.place, 0 if row.place.denominator == 1 else 1)
    start = _("Peringkat {place}") if standings.complete else _("Peringkat sementara {place}")
    start = start.format(place=place)
    if row.tie is not None:
        reason = _shared(row, row.tie, event) if row.tie.step == "shared" else _told_apart(row, row.tie, event)
    elif row.majority is not None:
        words = _("{count} dari {panel} juri menempatkannya pada peringkat {column} atau lebih baik")
        seen = row.majority
        reason = words.format(count=seen.count, panel=seen.panel, column=seen.column)
    else:
        reason = _by_total(standings, row, known(row.total), event)
    return f"{start}: {reason}"


def _ruled(row: Standing, computed: Standings, event: Event) -> str:
    """A place that the juri set, or that moved because of it; always with what the marks say."""
    marks = explain(computed, event, row.kbk)
    if not row.ruled and row.place == computed.of(row.kbk).place:
        return marks
    place = known(row.place)
    words = _("Peringkat {place}: ditetapkan juri: {reason}. Menurut hitungan: {marks}")
    if not row.ruled:
        words = _("Peringkat {place}: bergeser karena ketetapan juri. Menurut hitungan: {marks}")
    shown_place = shown(place, 0 if place.denominator == 1 else 1)
    return words.format(place=shown_place, reason=row.ruled.rstrip("."), marks=marks)


def _without_place(row: Standing) -> str:
    words = {
        "waiting": _("Belum berperingkat: belum ada nilai"),
        "performed": _("Belum berperingkat: nilai yang masuk belum cukup"),
        "not_rankable": _("Tidak dapat diperingkat: nilai juri kurang dari kuorum"),
        "no_show": _("Tidak diperingkat: tidak hadir"),
        "withdrawn": _("Tidak diperingkat: mengundurkan diri"),
        "disqualified": _("Tidak diperingkat: didiskualifikasi"),
    }[row.status]
    reasons = [decision.reason for decision in row.adjustments if decision.kind == row.status]
    return f"{words} ({reasons[0]})" if reasons else words


def number(value: Fraction, digits: int, other: Fraction | None = None) -> str:
    """A number for a sentence: at most so many decimals, more where they are needed to differ from `other`."""
    for size in range(digits, 10):
        text = fraction_text(value, size)
        if other is None or other == value or text != fraction_text(other, size):
            return shown(Decimal(text))
    return exact_or_short(value)


def _by_total(standings: Standings, row: Standing, own: Fraction, event: Event) -> str:
    words = _("jumlah peringkat {total}") if event.scoring.method == "rank_sum" else _("nilai {total}")
    total = words.format(total=number(own, event.scoring.display_digits))
    position = standings.rows.index(row)
    above = standings.rows[position - 1] if position else None
    below = standings.rows[position + 1] if position + 1 < len(standings.rows) else None
    rival = above or below
    if rival is None or rival.total is None:
        return total
    gap = number(abs(rival.total - own), event.scoring.display_digits, Fraction(0))
    words = _("{total}, unggul {gap} atas {rival}") if above is None else _("{total}, terpaut {gap} dari {rival}")
    return words.format(total=total, gap=gap, rival=rival.name)


def _names(event: Event, kbk: tuple[str, ...], without: str) -> str:
    return listed([event.kbk_by_id(each).name for each in kbk if each != without])


def _same(row: Standing, tie: TieBreak, event: Event) -> str:
    words = _("nilai sama {total} dengan {rivals}")
    if row.total is None:
        words = _("hasil skating sama dengan {rivals}")
    elif event.scoring.method == "rank_sum":
        words = _("jumlah peringkat sama {total} dengan {rivals}")
    total = "" if row.total is None else number(row.total, event.scoring.display_digits)
    return words.format(total=total, rivals=_names(event, tie.tied, row.kbk))


def _shared(row: Standing, tie: TieBreak, event: Event) -> str:
    same = _same(row, tie, event)
    if set(tie.among) == set(tie.tied):
        return _("{same}; tidak ada aturan yang membedakan, jadi peringkat bersama").format(same=same)
    words = _("{same}; tidak ada aturan yang membedakannya dari {rivals}, jadi peringkat bersama")
    return words.format(same=same, rivals=_names(event, tie.among, row.kbk))


def _told_apart(row: Standing, tie: TieBreak, event: Event) -> str:
    """`nilai 87,25 sama dengan Berlian; unggul pada kriteria Hasil & dampak (90,5 > 88)`."""
    own = tie.values[row.kbk]
    others = [tie.values[kbk] for kbk in tie.among if kbk != row.kbk]
    lower, higher = [v for v in others if v < own], [v for v in others if v > own]
    if not higher:
        words, compared = _("{same}; unggul {where}{compared}"), (own, max(lower), " > ")
    elif not lower:
        words, compared = _("{same}; kalah {where}{compared}"), (own, min(higher), " < ")
    else:
        words, compared = _("{same}; berada di tengah {where}{compared}"), (own, min(higher), " < ")
    where, pair = _where(row, tie.step, event, compared[0], compared[1])
    digits = event.scoring.display_digits
    left, right = number(pair[0], digits, pair[1]), number(pair[1], digits, pair[0])
    numbers = "" if tie.step == "chair" else f" ({left}{compared[2]}{right})"
    return words.format(same=_same(row, tie, event), where=where, compared=numbers)


def _where(
    row: Standing, step: str, event: Event, own: tuple[Fraction, ...], rival: tuple[Fraction, ...]
) -> tuple[str, tuple[Fraction, Fraction]]:
    """In what the step told them apart, in words, and the two numbers that differed."""
    if step.startswith("criterion:"):
        criterion = event.criterion_by_id(step.removeprefix("criterion:"))
        return _("pada kriteria {criterion}").format(criterion=criterion.name), (own[0], rival[0])
    if step == "chair":
        reason = next(decision.reason for decision in row.adjustments if decision.kind == "chair")
        words = _("menurut keputusan ketua, urutan {order}: {reason}")
        return words.format(order=number(-own[0], 0), reason=reason), (own[0], rival[0])
    if step == "countback":
        place = next(index for index, pair in enumerate(zip(own, rival, strict=True)) if pair[0] != pair[1])
        return _("pada banyaknya peringkat {place} dari juri").format(place=place + 1), (own[place], rival[place])
    words = {
        "majority": _("menurut jumlah juri yang menempatkannya lebih tinggi"),
        "untrimmed": _("pada rata-rata biasa tanpa pemangkasan"),
        "panel": _("pada nilai sebelum tambahan dan pengurangan"),
    }[step]
    return words, (own[0], rival[0])


# --- a total taken apart ----------------------------------------------------------------------------------------------

Use = Literal["counted", "dropped", "clipped", "advisory", "missing"]


@dataclass(frozen=True, slots=True)
class MarkUse:
    """What one mark did: counted as it is, dropped by trimming or the median, pulled in by clipping, advisory, missing.

    `value`: what entered the panel score; None where nothing did.
    """

    juri: str
    mark: Mark | None
    weight: Decimal
    use: Use
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class CriterionUse:
    """One criterion of a total: its marks, the exact panel score, after rounding, and times its share.

    `guarded`: the method's guard spoke (too few marks). `rounded` and `weighted` are after their stages.
    """

    criterion: str
    marks: tuple[MarkUse, ...]
    guarded: bool
    exact: Fraction | None
    rounded: Fraction | None
    share: Fraction
    weighted: Fraction | None


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A total down to the single marks. `panel` and `adjusted` are None where a criterion has no mark, `total` without
    a place and with skating; with rank methods the places of `juri` make the total, not the criteria."""

    kbk: str
    criteria: tuple[CriterionUse, ...]
    panel: Fraction | None
    adjustments: tuple[Adjustment, ...]
    adjusted: Fraction | None
    total: Fraction | None
    juri: Mapping[str, OwnTotal]


def unfold(standings: Standings, event: Event, cells: Cells, kbk: str) -> Unfolded:
    """The standings' total of this KBK taken apart; KeyError where there is no such KBK."""
    row = standings.of(kbk)
    sheets = read_sheets(event, cells, [kbk])[kbk]
    rule = rule_of(event, standings.panel)
    parts = tuple(
        _criterion(event, cells, kbk, rule, sheets, index, share) for index, share in enumerate(shares(event))
    )
    weighted = [part.weighted for part in parts]
    total = None if None in weighted else sum((value for value in weighted if value is not None), Fraction(0))
    points = sum((Fraction(d.points) for d in row.adjustments if d.kind == "points" and d.points), Fraction(0))
    return Unfolded(
        kbk=kbk,
        criteria=parts,
        panel=total,
        adjustments=row.adjustments,
        adjusted=None if total is None else total + points,
        total=row.total,
        juri=row.juri,
    )


def _criterion(
    event: Event, cells: Cells, kbk: str, rule: Rule, sheets: Mapping[str, Sheet], index: int, share: Fraction
) -> CriterionUse:
    criterion = event.criterion[index].id
    given = {j: mark for j in rule.weights if (mark := sheets[j].marks[index]) is not None}
    used = _used(rule, given)
    marks = []
    for juri in event.juri:
        if juri.criteria is not None and criterion not in juri.criteria:
            continue
        use, value = used.get(juri.id, ("missing", None))
        if juri.id not in rule.weights and sheets[juri.id].marks[index] is not None:
            use = "advisory"
        marks.append(MarkUse(juri.id, cells.get((juri.id, kbk, criterion)), juri.weight, use, value))
    if not given:
        return CriterionUse(criterion, tuple(marks), False, None, None, share, None)
    weights = None if rule.plain else [rule.weights[juri] for juri in given]
    numerator, denominator, guarded = aggregate(rule, list(given.values()), weights)
    exact = Fraction(numerator, denominator * SCALE)
    rounded = round_half_up(exact, rule.digits["criterion"]) if "criterion" in rule.digits else exact
    weighted = share * rounded
    if "weighted" in rule.digits:
        weighted = round_half_up(weighted, rule.digits["weighted"])
    return CriterionUse(criterion, tuple(marks), guarded, exact, rounded, share, weighted)


def _used(rule: Rule, given: Mapping[str, int]) -> dict[str, tuple[Use, Fraction | None]]:
    """Juri -> what became of his mark, and what entered the panel score (one copy each is dropped)."""
    used: dict[str, tuple[Use, Fraction | None]] = {j: ("counted", Fraction(m, SCALE)) for j, m in given.items()}
    by_mark = sorted(given, key=lambda juri: given[juri])
    dropped: list[str] = []
    if rule.method == "median":
        beside = (len(given) - 1) // 2
        dropped = by_mark[:beside] + by_mark[len(given) - beside :]
    elif rule.method == "trimmed_mean" and len(given) >= 2 * rule.trim + 2:
        dropped = by_mark[: rule.trim] + by_mark[len(given) - rule.trim :]
    elif rule.method == "clipped_mean" and len(given) >= SMALL_PANEL:
        low, high, unit = clip_range(rule, list(given.values()))
        for juri, mark in given.items():
            inside = min(max(mark * unit, low), high)
            if inside != mark * unit:
                used[juri] = ("clipped", Fraction(inside, unit * SCALE))
    used.update(dict.fromkeys(dropped, ("dropped", None)))
    return used
