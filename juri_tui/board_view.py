"""What the audience may see: one frozen picture of the contest, by the mode of the board. Pure.

No total and no place leaves here before every counting sheet of that KBK is in: the marks of the others are left out
before anything is computed. A single juri's marks are never shown: where only one of several juri marked a KBK, its
place is shown and its total is not. The official picture comes from the lock record alone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from juri_tui.ceremony_view import Spot, lit
from juri_tui.contest import Contest, State
from juri_tui.lang import N_, _
from juri_tui.model import Kbk, Stamp
from juri_tui.panel import RANK_METHODS
from juri_tui.schedule import instant
from juri_tui.scoring import standings
from juri_tui.standing import Cells
from juri_tui.text import day_time, shown

CLOSE = Fraction(1, 4)
"""Totals whose spread is less than this share of the highest one lie close: bars from 0 would all look alike."""
STATUS = {
    "no_show": N_("tidak hadir"),
    "withdrawn": N_("mengundurkan diri"),
    "disqualified": N_("didiskualifikasi"),
    "not_rankable": N_("nilai tidak cukup untuk peringkat"),
}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One KBK on the board.

    `place` and `total` as people read them, empty where they are not (yet) shown; `bar` is the length of the bar, 0 to
    1, None for no bar; `move`: places won (positive) or lost since the KBK before came in, `new`: it is the last that
    came in; `note`: words instead of a total, or the awards; `dim` for those who are out or still wait.
    """

    kbk: str
    number: int
    name: str
    unit: str
    place: str = ""
    total: str = ""
    bar: Fraction | None = None
    move: int = 0
    new: bool = False
    note: str = ""
    dim: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole board: title, what kind of picture it is in words, rows, where bars begin (in words), a footnote.

    `spot`: an award that fills the board alone while it is read out.
    """

    mode: str
    title: str
    status: str
    rows: tuple[BoardRow, ...]
    scale: str = ""
    footnote: str = ""
    spot: Spot | None = None


def picture(contest: Contest, now: Stamp) -> Picture:
    """What the board shows at `now`. Needs a process that may see marks (ValueError in a blind one, mode langsung)."""
    if contest.event is None:
        return Picture("tersembunyi", _("PAPAN PERINGKAT"), "", ())
    mode = contest.board_mode
    made = Picture(mode, _("PAPAN PERINGKAT"), "", ())
    if mode == "langsung":
        return _live(contest, now, made)
    if mode == "kemajuan":
        return _progress(contest, now, made)
    if mode == "ditahan" and contest.held is not None:
        held = picture(contest.held, Stamp(contest.held.wall_ns, "", 0))
        words = _("Dewan juri bersidang") if contest.state is State.DELIBERATION else _("Papan ditahan")
        return replace(held, mode=mode, status=" · ".join(filter(None, (words, held.status))))
    if mode == "resmi" and contest.locked is not None and contest.locked.result is not None:
        return replace(_official(contest, contest.locked.result, made), spot=lit(contest, now))
    return replace(made, status=_("Peringkat belum ditampilkan."))


# --- langsung ------------------------------------------------------------------------------------------------------


def complete(contest: Contest) -> tuple[str, ...]:
    """The KBK taking part whose counting sheets are all in (or will never come), in running order."""
    waiting = {kbk.id for _juri, kbk in contest.missing()}
    ready = (kbk for kbk in contest.order if contest.performed(kbk) and kbk not in waiting)
    return tuple(kbk for kbk in ready if _active(contest, kbk))


def _active(contest: Contest, kbk: str) -> bool:
    return contest.status(kbk)[0] == "active"


def _last(contest: Contest, done: Sequence[str]) -> str:
    """The KBK whose last sheet came in last; empty where none is done."""
    arrived = {kbk: sheet.seq for (_juri, kbk), sheet in sorted(contest.sheets.items(), key=lambda one: one[1].seq)}
    return max(done, key=lambda kbk: arrived.get(kbk, 0), default="")


def _places(contest: Contest, cells: Cells, visible: Collection[str]) -> dict[str, tuple[Fraction, Fraction | None]]:
    """KBK -> place and total among the visible ones alone, best first; who can not be ranked is left out."""
    seen = {key: mark for key, mark in cells.items() if key[1] in visible}
    found = standings(contest.definition, seen, contest.adjustments(seen))
    return {row.kbk: (row.place, row.total) for row in found.rows if row.place is not None}


def _alone(contest: Contest, kbk: str) -> bool:
    """Whether the total of this KBK is one juri's own total although there are several counting juri."""
    counting = [juri.id for juri in contest.definition.juri if juri.weight > 0]
    given = [juri for juri in counting if (juri, kbk) in contest.sheets and (juri, kbk) not in contest.recused]
    return len(counting) > 1 and len(given) < 2


def _live(contest: Contest, now: Stamp, made: Picture) -> Picture:
    done = complete(contest)
    cells = contest.cells()
    places = _places(contest, cells, set(done))
    last = _last(contest, done)
    before = _places(contest, cells, set(done) - {last})
    totals = {kbk: total for kbk, (_place, total) in places.items() if not _alone(contest, kbk)}
    ruled = contest.definition.scoring.method not in RANK_METHODS
    bars, scale = _bars({kbk: total for kbk, total in totals.items() if total is not None} if ruled else {})
    digits = contest.definition.scoring.display_digits
    rows = []
    for kbk, (place, _total) in places.items():
        total = totals.get(kbk)
        row = _row(contest.definition.kbk_by_id(kbk))
        rows.append(
            replace(
                row,
                place=place_text(place),
                total="" if total is None else shown(total, digits),
                bar=bars.get(kbk),
                move=int(before[kbk][0] - place) if kbk in before else 0,
                new=kbk == last and len(places) > 1,
                note="" if kbk in totals else _("dinilai satu juri: nilai belum ditampilkan"),
            )
        )
    rest = [kbk for kbk in contest.running_order() if kbk.id not in places]
    rows += _waiting(contest, rest, now)
    active = [kbk for kbk in contest.order if _active(contest, kbk)]
    words = _("SEMENTARA, {done} dari {all} KBK").format(done=len(done), all=len(active))
    return replace(
        made,
        status=words,
        rows=tuple(rows),
        scale=scale,
        footnote=_("Resmi setelah dikunci dewan juri"),
    )


def _bars(totals: Mapping[str, Fraction]) -> tuple[dict[str, Fraction], str]:
    """How long each bar is (0 to 1), and in words where they begin if that is not 0."""
    top, low = max(totals.values(), default=Fraction(0)), min(totals.values(), default=Fraction(0))
    if top <= 0:
        return {}, ""
    spread = top - low
    start = floor(low - spread) if 0 < spread < CLOSE * top else 0
    lengths = {kbk: max(Fraction(0), (total - start) / (top - start)) for kbk, total in totals.items()}
    words = _("Batang mulai dari {start}, bukan 0").format(start=shown(Decimal(start)))
    return lengths, words if start else ""


def place_text(place: Fraction) -> str:
    """A place as people read it: 1, or 1,5 where places are shared by their mean."""
    return shown(place, 0 if place.denominator == 1 else 1)


# --- those without a place -----------------------------------------------------------------------------------------


def _row(kbk: Kbk) -> BoardRow:
    return BoardRow(kbk.id, kbk.number, kbk.name, kbk.unit)


def _waiting(contest: Contest, rest: Sequence[Kbk], now: Stamp) -> list[BoardRow]:
    """Rows without a place, in running order, those who are out last."""
    expected = _expected(contest, now)
    rows = [replace(_row(kbk), place="–", note=_progress_of(contest, kbk, expected), dim=True) for kbk in rest]
    return sorted(rows, key=lambda row: not _active(contest, row.kbk))


def _expected(contest: Contest, now: Stamp) -> dict[str, str]:
    """KBK -> the time of day at which it is expected on the stage."""
    found = contest.schedule(now)
    today = instant(now.wall_ns).astimezone(found.zone)
    return {
        row.kbk: day_time(row.expected.astimezone(found.zone), today) for row in found.rows if row.expected is not None
    }


def _progress_of(contest: Contest, kbk: Kbk, expected: Mapping[str, str]) -> str:
    """How far a KBK is, in words; never what it got."""
    status = contest.status(kbk.id)[0]
    if status != "active":
        return _(STATUS[status])
    if contest.live is not None and contest.live.kbk == kbk.id:
        return _("sedang tampil")
    if contest.performed(kbk.id):
        counting = [juri for juri in contest.definition.juri if juri.weight > 0]
        came = sum(not contest.expects(juri, kbk.id) for juri in counting)
        if came == len(counting):
            unplaced = STATUS["not_rankable"]
            return _(unplaced) if contest.board_mode == "langsung" else _("sudah tampil, nilai lengkap")
        return _("sudah tampil, nilai masuk {came} dari {all}").format(came=came, all=len(counting))
    waiting = [other for other in contest.order if _waits(contest, other)]
    words = _("tampil berikutnya") if waiting[:1] == [kbk.id] else _("belum tampil")
    return _("{words}, sekitar {time}").format(words=words, time=expected[kbk.id]) if kbk.id in expected else words


def _waits(contest: Contest, kbk: str) -> bool:
    on_stage = contest.live is not None and contest.live.kbk == kbk
    return _active(contest, kbk) and not contest.performed(kbk) and not on_stage


def _progress(contest: Contest, now: Stamp, made: Picture) -> Picture:
    """Who has performed and how many sheets are in: no place, no total."""
    rows = _waiting(contest, contest.running_order(), now)
    live = contest.live.kbk if contest.live else ""
    rows = [replace(row, place=_sign(contest, row.kbk, live), dim=not _active(contest, row.kbk)) for row in rows]
    active = [kbk for kbk in contest.order if _active(contest, kbk)]
    done = sum(contest.performed(kbk) for kbk in active)
    words = _("{done} dari {all} KBK sudah tampil").format(done=done, all=len(active))
    return replace(made, title=_("JALANNYA ACARA"), status=words, rows=tuple(rows))


def _sign(contest: Contest, kbk: str, live: str) -> str:
    if kbk == live:
        return "▶"
    if contest.performed(kbk):
        return "●" if kbk in complete(contest) else "◐"
    return "○" if _active(contest, kbk) else "–"


# --- resmi ---------------------------------------------------------------------------------------------------------


def _official(contest: Contest, result: Mapping[str, Any], made: Picture) -> Picture:
    """The locked result: all of it once it was announced as a whole, else only who got an award that was read out."""
    whole = contest.state is State.ANNOUNCED and contest.public
    digits = contest.definition.scoring.display_digits
    visible: list[tuple[Mapping[str, Any], Sequence[str]]] = []
    for row in result["standings"]:
        awards = [award for award in row["awards"] if whole or award in contest.revealed]
        if whole or awards:
            visible.append((row, awards))
    totals = {row["kbk"]: Fraction(row["total_exact"]) for row, _awards in visible if row["total_exact"] is not None}
    bars, scale = _bars(totals if result["method"] not in RANK_METHODS else {})
    rows = []
    for row, given in visible:
        placed = row["place"] is not None
        rows.append(
            BoardRow(
                row["kbk"],
                row["number"],
                row["name"],
                row["unit"],
                place=place_text(Fraction(row["place"])) if placed else "–",
                total=shown(totals[row["kbk"]], digits) if row["kbk"] in totals else "",
                bar=bars.get(row["kbk"]),
                note=" · ".join(given) if placed else _(STATUS.get(row["status"], "")),
                dim=not placed,
            )
        )
    if not rows:
        return replace(made, title=_("PENGUMUMAN"), status=_("Hasil resmi segera diumumkan."))
    digest = contest.locked.digest if contest.locked and whole else ""
    return replace(
        made,
        title=_("HASIL RESMI") if whole else _("PENGUMUMAN"),
        rows=tuple(rows),
        scale=scale,
        footnote=_("Sidik hasil {digest}").format(digest=digest) if digest else "",
    )
