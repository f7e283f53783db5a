"""The sheets before anybody is ranked: who takes part, who has the marks for a place, whose marks count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from juri_tui.lang import _
from juri_tui.model import Event, Juri
from juri_tui.panel import (
    RANK_METHODS,
    SMALL_PANEL,
    Rule,
    Sheets,
    own_totals,
    panel_scores,
    read_sheets,
    rule_of,
    shares,
)
from juri_tui.standing import Adjustment, Cells, Status, listed

OUT: Mapping[str, Status] = {
    "no_show": "no_show",
    "withdrawn": "withdrawn",
    "disqualified": "disqualified",
}
"""The decisions that take a KBK out of the ranking, and the status that they leave it."""

Scores = Mapping[str, Mapping[str, Fraction | None]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything about the KBK taking part before they are ranked, in file order.

    `status` names those who are out as well; `panel`: the juri that count (rank methods: those left); `ranked`: who has
    the marks for a place; `scores`: KBK -> criterion -> panel score; `own`: KBK -> juri -> own total (rank methods:
    with adjustments); `bonus`: the sum of each KBK's points.
    """

    panel: tuple[str, ...]
    rule: Rule
    share: Sequence[Fraction]
    sheets: Sheets
    status: Mapping[str, Status]
    ranked: Sequence[str]
    scores: Scores
    own: Scores
    bonus: Mapping[str, Fraction]
    complete: bool
    warnings: tuple[str, ...]


def marks(juri: Juri, criterion: str) -> bool:
    """Whether this juri marks this criterion at all."""
    return juri.criteria is None or criterion in juri.criteria


def quorums(event: Event) -> list[int]:
    """For each criterion how many marks of counting juri a KBK needs to be ranked, at least 1."""
    needed = []
    for criterion in event.criterion:
        markers = sum(juri.weight > 0 and marks(juri, criterion.id) for juri in event.juri)
        wanted = (markers + 1) // 2 if event.scoring.quorum is None else min(event.scoring.quorum, markers)
        needed.append(max(1, wanted))
    return needed


def tally(event: Event, cells: Cells, adjustments: Sequence[Adjustment]) -> Tally:
    """Read the sheets, leave out who is out, check the quorum, and make panel scores and own totals."""
    out = {decision.kbk: OUT[decision.kind] for decision in adjustments if decision.kind in OUT}
    taking_part = [kbk.id for kbk in event.kbk if kbk.id not in out]
    counting = tuple(juri.id for juri in event.juri if juri.weight > 0)
    sheets = read_sheets(event, cells, taking_part)
    needed = quorums(event)
    states = {kbk: _state(sheets, kbk, counting, needed) for kbk in taking_part}
    status = {kbk: state for kbk, (state, _placed) in states.items()}
    hopeless = [kbk for kbk, state in status.items() if state == "not_rankable"]
    warnings = []
    if hopeless:
        words = _("Tidak dapat diperingkat karena kuorum tidak tercapai: {kbk}")
        warnings.append(words.format(kbk=names_of(event, hopeless)))
    panel, ranked = counting, [kbk for kbk, (_state_, placed) in states.items() if placed]
    if event.scoring.method in RANK_METHODS:
        panel, ranked, said = _whole_panel(event, sheets, counting, ranked, needed)
        warnings += said
    rule = rule_of(event, panel)
    scores, guarded = _panel_scores(event, rule, sheets)
    share = shares(event)
    bonus = _bonus(event, adjustments)
    return Tally(
        panel=panel,
        rule=rule,
        share=share,
        sheets=sheets,
        status=status | out,
        ranked=ranked,
        scores=scores,
        own=_own(event, sheets, share, bonus),
        bonus=bonus,
        complete=not any(sheets[k][j].open for k in taking_part if k not in hopeless for j in counting),
        warnings=(*warnings, *_guard_warnings(event, guarded)),
    )


def names_of(event: Event, kbk: Sequence[str]) -> str:
    """The names of these KBK as people list them."""
    return listed([event.kbk_by_id(each).name for each in kbk])


def _state(sheets: Sheets, kbk: str, counting: Sequence[str], needed: Sequence[int]) -> tuple[Status, bool]:
    """The status of a KBK taking part, and whether it has the marks for a place."""
    own = [sheets[kbk][juri] for juri in counting]
    given = [len(column) - column.count(None) for column in zip(*(sheet.marks for sheet in own), strict=True)]
    still_open = [0] * len(needed)
    for sheet in own:
        for index in sheet.open:
            still_open[index] += 1
    if not own or any(g + o < n for g, o, n in zip(given, still_open, needed, strict=True)):
        return "not_rankable", False
    return "performed" if any(given) else "waiting", all(g >= n for g, n in zip(given, needed, strict=True))


def _whole_panel(
    event: Event, sheets: Sheets, counting: tuple[str, ...], ranked: list[str], needed: Sequence[int]
) -> tuple[tuple[str, ...], list[str], list[str]]:
    """With rank methods: the juri whose sheets are whole for every KBK to be ranked, who is ranked, and warnings."""
    panel = tuple(juri for juri in counting if all(sheets[kbk][juri].whole for kbk in ranked))
    said = []
    for juri in counting:
        if juri not in panel:
            missing = names_of(event, [kbk for kbk in ranked if not sheets[kbk][juri].whole])
            said.append(
                _("Juri {juri} tidak ikut dihitung untuk semua KBK: nilainya tidak lengkap untuk {kbk}").format(
                    juri=event.juri_by_id(juri).name, kbk=missing
                )
            )
    markers = [sum(marks(event.juri_by_id(juri), criterion.id) for juri in panel) for criterion in event.criterion]
    if any(left < quorum for left, quorum in zip(markers, needed, strict=True)):
        said.append(_("Juri yang tersisa kurang dari kuorum; tidak ada peringkat"))
        return panel, [], said
    return panel, ranked, said


def _panel_scores(event: Event, rule: Rule, sheets: Sheets) -> tuple[Scores, dict[str, list[str]]]:
    """KBK -> criterion -> panel score, and criterion -> the KBK for which the guard of the method spoke."""
    ids = [criterion.id for criterion in event.criterion]
    scores: dict[str, dict[str, Fraction | None]] = {}
    guarded: dict[str, list[str]] = {}
    for kbk, of_kbk in sheets.items():
        row, spoke = panel_scores(rule, of_kbk, len(ids))
        scores[kbk] = dict(zip(ids, row, strict=True))
        for index in spoke:
            guarded.setdefault(ids[index], []).append(kbk)
    return scores, guarded


def _guard_warnings(event: Event, guarded: Mapping[str, list[str]]) -> list[str]:
    least, words = SMALL_PANEL, _("Nilai tengah dari kurang dari {least} nilai, kriteria {criterion}: {kbk}")
    if event.scoring.method == "trimmed_mean":
        least = 2 * event.scoring.trim + 2
        words = _("Kurang dari {least} nilai, tidak dipangkas (rata-rata biasa), kriteria {criterion}: {kbk}")
    elif event.scoring.method == "clipped_mean":
        words = _("Kurang dari {least} nilai, tidak dibatasi (rata-rata biasa), kriteria {criterion}: {kbk}")
    return [
        words.format(least=least, criterion=criterion.name, kbk=names_of(event, guarded[criterion.id]))
        for criterion in event.criterion
        if criterion.id in guarded
    ]


def _bonus(event: Event, adjustments: Sequence[Adjustment]) -> dict[str, Fraction]:
    bonus = {kbk.id: Fraction(0) for kbk in event.kbk}
    for decision in adjustments:
        if decision.kind == "points" and decision.points is not None:
            bonus[decision.kbk] += Fraction(decision.points)
    return bonus


def _own(event: Event, sheets: Sheets, share: Sequence[Fraction], bonus: Mapping[str, Fraction]) -> Scores:
    """KBK -> juri -> own total; with rank methods a bonus or deduction goes into every juri's total."""
    own = {kbk: own_totals(share, of_kbk) for kbk, of_kbk in sheets.items()}
    if event.scoring.method not in RANK_METHODS:
        return own
    return {
        kbk: {juri: None if total is None else total + bonus[kbk] for juri, total in of_kbk.items()}
        for kbk, of_kbk in own.items()
    }
