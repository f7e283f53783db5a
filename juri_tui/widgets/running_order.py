"""Who performs when, and who has sent a sheet for whom: two lists of the same KBK side by side. Never a mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.widgets import Static

from juri_tui.clockface import overtime_phase, times
from juri_tui.contest import Contest
from juri_tui.lang import _
from juri_tui.model import Juri, Kbk, Stamp
from juri_tui.schedule import Row, RowState, Schedule
from juri_tui.slot import SECOND, SlotState
from juri_tui.text import length_text, time_text
from juri_tui.widgets.put import put

TIME_CELLS = 7
SENT, PAPER, DRAFT, OPEN, NONE = "●", "◆", "◐", "○", "–"


@dataclass(frozen=True, slots=True)
class Table:
    """What both lists show at one moment; `cursor` is the KBK that the arrows stand on."""

    contest: Contest
    schedule: Schedule
    drafted: Mapping[tuple[str, str], int]
    now: Stamp
    cursor: str | None = None


def short(kbk: Kbk) -> str:
    """The name without the word that all of them begin with."""
    return kbk.name.removeprefix("KBK ") or kbk.name


def fit(text: str, cells: int) -> str:
    """A text in exactly so many cells; where it is too long it ends in an ellipsis."""
    if cells <= 0:
        return ""
    return set_cell_size(text, cells) if cell_len(text) <= cells else set_cell_size(text, cells - 1) + "…"


def window(count: int, focus: int, room: int) -> range:
    """Which of `count` rows to show in `room` lines so that row `focus` is among them, near the middle."""
    if count <= room:
        return range(count)
    start = min(max(0, focus - room // 2), count - room)
    return range(start, start + max(0, room))


def sheet_sign(contest: Contest, drafted: Mapping[tuple[str, str], int], juri: Juri, kbk: str) -> str:
    """Whether this juri has sent, is filling in, or owes the sheet; never what stands in it."""
    sheet = contest.sheets.get((juri.id, kbk))
    if sheet is not None:
        return SENT if sheet.accepted else PAPER
    if not contest.expects(juri, kbk):
        return NONE
    return DRAFT if drafted.get((juri.id, kbk)) else OPEN


def sign_style(sign: str) -> str:
    """The colour beside the sign."""
    return {SENT: "$text-success", DRAFT: "$text-warning", PAPER: "$text-warning"}.get(sign, "$secondary")


class Listing(Static):
    """A title over rows that scroll with the cursor."""

    table: Table | None = None

    def show(self, table: Table) -> None:
        """Shows another moment."""
        self.table = table
        self._paint()

    def on_resize(self) -> None:
        """More or fewer rows fit."""
        self._paint()

    def _paint(self) -> None:
        if self.table is not None and self.size.width:
            made = Content("\n").join(self.lines(self.table, self.size.width, self.size.height))
            put(self, made)

    def lines(self, table: Table, width: int, height: int) -> Sequence[Content]:
        """All lines of the list, at most `height`."""
        raise NotImplementedError

    def rows(self, table: Table, room: int) -> list[Kbk]:
        """The KBK that fit, the cursor among them."""
        kbk = table.contest.running_order()
        focus = next((place for place, one in enumerate(kbk) if one.id == table.cursor), 0)
        return [kbk[place] for place in window(len(kbk), focus, room)]


class RunningOrder(Listing):
    """The running order: state, number, name, office, and the time: used, real or expected (≈)."""

    def lines(self, table: Table, width: int, height: int) -> Sequence[Content]:
        """Title, rows; behind each row the sheets where the matrix beside it has no room."""
        contest = table.contest
        every = contest.running_order()
        digits = max((len(str(kbk.number)) for kbk in every), default=1)
        dots = self.has_class("-dots")
        sheets = 0
        if dots:
            sheets = len(contest.definition.juri) if len(contest.definition.juri) <= 6 else 5
        room = max(8, width - 4 - digits - TIME_CELLS - (sheets + 1 if sheets else 0))
        name = min(max((cell_len(short(kbk)) for kbk in every), default=4) + 2, max(8, room * 3 // 5))
        made = [Content.styled(fit(_("URUTAN TAMPIL"), width), "bold $secondary"), Content("")]
        rows = {row.kbk: row for row in table.schedule.rows}
        for kbk in self.rows(table, height - 2):
            row = rows[kbk.id]
            sign, style = self._sign(row)
            parts: list[str | tuple[str, str]] = [
                ("›" if kbk.id == table.cursor else " ", "bold $accent"),
                (f"{sign} ", style),
                (f"{kbk.number:>{digits}} ", "bold" if row.state is RowState.LIVE else "$secondary"),
                (fit(short(kbk), name), "bold" if row.state is RowState.LIVE else ""),
                (fit(kbk.unit, room - name), "$secondary"),
                (f"{self._time(table, row):>{TIME_CELLS}}", "" if row.state is RowState.LIVE else "$secondary"),
            ]
            if sheets:
                parts += [" ", *self._dots(table, kbk.id, sheets)]
            line = Content.assemble(*parts)
            made.append(line.stylize("on $boost") if kbk.id == table.cursor else line)
        return made

    @staticmethod
    def _sign(row: Row) -> tuple[str, str]:
        if row.state is RowState.LIVE:
            return "▶", "bold $accent"
        if row.state is RowState.DONE:
            return "✓", "$text-success"
        return ("✗", "$text-error") if row.state is RowState.OUT else ("·", "$secondary")

    @staticmethod
    def _time(table: Table, row: Row) -> str:
        contest, zone = table.contest, table.schedule.zone
        if row.state is RowState.OUT:
            words = {"no_show": _("absen"), "withdrawn": _("mundur"), "disqualified": _("gugur")}
            return words.get(contest.status(row.kbk)[0], "")
        slot = contest.slot_of(row.kbk)
        if row.state is RowState.DONE and slot is not None:
            counted = overtime_phase(slot.phases, contest.definition.overtime)
            log = times(slot, table.now, contest.speed)
            own = next((t for t, phase in zip(log, slot.phases, strict=False) if phase.id == counted), log[0])
            return length_text((own.used_ns or 0) // SECOND)
        if row.state is RowState.LIVE:
            armed = slot is not None and slot.state is SlotState.ARMED and row.started is None
            return _("siap") if armed else _clock(row.started, zone)
        return f"≈{_clock(row.expected, zone)}" if row.expected else ""

    @staticmethod
    def _dots(table: Table, kbk: str, cells: int) -> list[tuple[str, str]]:
        signs = [sheet_sign(table.contest, table.drafted, juri, kbk) for juri in table.contest.definition.juri]
        if len(signs) == cells:
            return [(sign, sign_style(sign)) for sign in signs]
        return [(f"{signs.count(SENT)}/{len(signs)}".rjust(cells), "$secondary")]


def _clock(moment: datetime | None, zone: ZoneInfo) -> str:
    return time_text(moment.astimezone(zone), seconds=False) if moment else ""


class SheetMatrix(Listing):
    """Who has sent a sheet for whom."""

    def lines(self, table: Table, width: int, height: int) -> Sequence[Content]:
        """Title, juri, one row for each KBK, the legend."""
        contest = table.contest
        juri = contest.definition.juri
        names = [one.name.removeprefix("Juri ") for one in juri]
        longest = max((cell_len(short(kbk)) for kbk in contest.running_order()), default=6)
        label = max(6, min(longest + 3, width // 2))
        column = (width - label) // max(1, len(juri))
        legend = [Content.styled(_("● terkirim  ◐ sedang diisi  ○ belum"), "$secondary")]
        if cell_len(legend[0].plain) > width:
            legend = [Content.styled(text, "$secondary") for text in (_("● terkirim  ○ belum"), _("◐ sedang diisi"))]
        if column < 6:
            column = max(2, min(4, column))
            heads = [str(place) for place in range(1, len(juri) + 1)]
            told = [f"{place} {name}" for place, name in enumerate(names, start=1)]
            legend += [Content.styled(fit(text, width), "$secondary") for text in told]
        else:
            column = min(column, 12)
            first = [name.split()[0] for name in names]
            told_apart = len(set(first)) == len(first)
            heads = [
                fit(word if told_apart and cell_len(name) >= column else name, column - 1).strip()
                for name, word in zip(names, first, strict=True)
            ]
        counted = label + column * len(juri) > width
        made = [Content.styled(fit(_("NILAI MASUK"), width), "bold $secondary")]
        made.append(
            Content("")
            if counted
            else Content.styled(" " * label + "".join(f"{h:^{column}}" for h in heads), "$secondary")
        )
        room = max(1, height - 3 - len(legend))
        for kbk in self.rows(table, room):
            signs = [sheet_sign(contest, table.drafted, one, kbk.id) for one in juri]
            parts: list[str | tuple[str, str]] = [fit(f"{kbk.number} {short(kbk)}", label)]
            if counted:
                parts.append(f"{signs.count(SENT)}/{len(signs)}")
            else:
                parts += [(f"{sign:^{column}}", sign_style(sign)) for sign in signs]
            line = Content.assemble(*parts)
            made.append(line.stylize("on $boost") if kbk.id == table.cursor else line)
        return [*made, Content(""), *legend][:height]
