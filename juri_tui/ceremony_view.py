"""The announcement: which awards are read out in which order, who gets them, and what the MC reads. Pure.

Everything comes from the locked result. Who gets an award leaves here before its turn for the MC's script alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from juri_tui.contest import Contest, State
from juri_tui.lang import _
from juri_tui.model import Award, Stamp
from juri_tui.slot import SECOND
from juri_tui.text import long_date, shown

LIT_NS = 30 * SECOND
"""For so long the board shows nothing but the award that was read out last; then all that were."""


@dataclass(frozen=True, slots=True)
class Winner:
    """Who gets an award; `total` as papers show it, empty where the method gives none."""

    number: int
    name: str
    unit: str
    total: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One award to be read out, and who gets it; `shared`: one that is meant for a single KBK goes to several."""

    award: str
    winners: tuple[Winner, ...]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """The award of this moment: with no winners only its name was said."""

    award: str
    winners: tuple[Winner, ...] = ()
    shared: bool = False


# --- the order -----------------------------------------------------------------------------------------------------


def steps(contest: Contest) -> tuple[Step, ...]:
    """The awards that were given, in the order of reading: the others first, then places from the lowest up.

    Empty without a locked result, and in a process that may not see it.
    """
    given: dict[str, list[Winner]] = {}
    for row in _rows(contest):
        for award in dict.fromkeys(row["awards"]):
            given.setdefault(award, []).append(_winner(contest, row))
    defined = {award.name: award for award in contest.definition.award} if given else {}
    order = list(defined)

    def turn(name: str) -> tuple[bool, int]:
        place = defined[name].place if name in defined else None
        if place is not None:
            return True, -place
        return False, order.index(name) if name in defined else len(order)

    return tuple(_step(name, given[name], defined.get(name)) for name in sorted(given, key=turn))


def _rows(contest: Contest) -> tuple[Mapping[str, Any], ...]:
    result = contest.locked.result if contest.locked else None
    return tuple(result["standings"]) if result else ()


def _winner(contest: Contest, row: Mapping[str, Any]) -> Winner:
    exact = row["total_exact"]
    digits = contest.definition.scoring.display_digits
    return Winner(row["number"], row["name"], row["unit"], "" if exact is None else shown(Fraction(exact), digits))


def _step(name: str, winners: list[Winner], award: Award | None) -> Step:
    single = award is not None and award.min is None
    return Step(name, tuple(sorted(winners, key=lambda one: one.number)), single and len(winners) > 1)


def next_step(contest: Contest) -> Step | None:
    """The award whose turn it is; None once all are read out, or there are none."""
    return next((step for step in steps(contest) if step.award not in contest.revealed), None)


def not_given(contest: Contest) -> tuple[str, ...]:
    """The awards of the rules that nobody got: a place that was skipped, or one that the juri left out."""
    given = {step.award for step in steps(contest)}
    return tuple(dict.fromkeys(award.name for award in contest.definition.award if award.name not in given))


# --- the moment ----------------------------------------------------------------------------------------------------


def spot(contest: Contest) -> Spot | None:
    """The award of the moment: the one just named, else the one read out last; None before the first."""
    if contest.called:
        return Spot(contest.called)
    last = contest.revealed[-1] if contest.revealed else ""
    return next((Spot(one.award, one.winners, one.shared) for one in steps(contest) if one.award == last), None)


def lit(contest: Contest, now: Stamp) -> Spot | None:
    """What fills the board at `now`: an award that was named, or for a while the one read out last."""
    fresh = 0 <= now.wall_ns - contest.revealed_ns < LIT_NS
    return spot(contest) if contest.called or fresh else None


def next_words(contest: Contest) -> str:
    """The one thing to do next, as a sentence that names its key; never who gets what."""
    if contest.public:
        return _("Seluruh hasil sudah diumumkan. F9 menyimpan berkas hasil.")
    if contest.state not in (State.LOCKED, State.ANNOUNCED):
        return _("Pengumuman dibuka setelah hasil dikunci. F6 membuka sidang juri.")
    if contest.called:
        return _("{award} sudah disebut. Tekan Spasi untuk menampilkan pemenangnya.").format(award=contest.called)
    step = next_step(contest)
    if step is not None:
        return _("Tekan Spasi untuk menyebut {award}; papan ikut menampilkannya.").format(award=step.award)
    if contest.revealed:
        return _("Semua penghargaan sudah diumumkan. Ketua membuka seluruh hasil di F6; F9 menyimpan berkas.")
    return _("Tidak ada penghargaan dalam hasil ini. Ketua mengumumkan seluruh hasil di F6.")


# --- the script of the MC ------------------------------------------------------------------------------------------


def script(contest: Contest, *, totals: bool = False) -> str:
    """The text for the MC (naskah pengumuman), in the order of reading; empty before the lock. It tells everything."""
    found = steps(contest)
    if contest.locked is None or not found:
        return ""
    info = contest.definition.event
    where = [info.name, info.place, long_date(info.date) if info.date else ""]
    title = _("NASKAH PENGUMUMAN")
    lines = [f"{title} · {_('LATIHAN')}" if contest.rehearsal else title, " · ".join(filter(None, where)), ""]
    for count, step in enumerate(found, start=1):
        lines.append(f"{count}. {step.award.upper()}" + (f" ({_('juara bersama')})" if step.shared else ""))
        lines += [f"   {winner_words(winner, totals=totals)}" for winner in step.winners]
        lines.append("")
    if not_given(contest):
        lines += [_("Tidak diberikan: {awards}.").format(awards=", ".join(not_given(contest))), ""]
    lines += [*override_words(contest), ""] if override_words(contest) else []
    lines.append(_("Sidik hasil {digest}").format(digest=contest.locked.digest))
    lines += [_("Kode aturan: {code}").format(code=contest.rules_code), ""]
    return "\n".join(lines)


def override_words(contest: Contest) -> list[str]:
    """One sentence for each place of the locked result that the juri set on top of the computed one."""
    result = contest.locked.result if contest.locked else None
    names = {row["kbk"]: f"{row['number']} {row['name']}" for row in result["standings"]} if result else {}
    words = _("Peringkat {place} {kbk} ditetapkan juri (menurut hitungan peringkat {computed}): {reason}")
    return [
        words.format(place=one["place"], kbk=names[one["kbk"]], computed=one["computed_place"], reason=one["reason"])
        for one in (result or {}).get("overrides", ())
    ]


def winner_words(winner: Winner, *, totals: bool = False) -> str:
    """Number, name and office in one breath, as they are read out."""
    words = _("nomor urut {number}, {name}").format(number=winner.number, name=winner.name)
    if winner.unit:
        words += _(", dari {unit}").format(unit=winner.unit)
    if totals and winner.total:
        words += _(", dengan nilai akhir {total}").format(total=winner.total)
    return words
