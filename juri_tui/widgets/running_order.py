"""Who performs when, and who has sent a sheet for whom: two lists of the same KBK side by side. Never a mark."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from juri_tui.clockface import overtime_phase, times
from juri_tui.contest import Contest
from juri_tui.lang import _
from juri_tui.model import Juri, Kbk, Stamp
from juri_tui.schedule import Row, RowState, Schedule
from juri_tui.slot import SECOND, SlotState
from juri_tui.text import length_text, time_text

TIME_CELLS = 7
SHORTEST = 24
"""In fewer cells there is no room for a name beside an office."""
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


def beside(kbk: Kbk, room: int) -> tuple[str, str]:
    """Name and office in so many cells together: the office gives way first, yet keeps a third of the room."""
    name = fit(kbk.name, min(cell_len(kbk.name), room - min(cell_len(kbk.unit), room // 3)))
    return name, fit(kbk.unit, min(cell_len(kbk.unit), room - cell_len(name)))


def titled_in(kbk: Kbk, cells: int) -> str:
    """Number, name and office in so many cells, whatever has to be shortened; with too few the end is missing."""
    if cells < SHORTEST:
        whole = f"{kbk.number} {kbk.name}"
        return fit(whole, min(cells, cell_len(whole)))
    name, unit = beside(kbk, cells - len(f"{kbk.number}  · "))
    return f"{kbk.number} {name} · {unit}" if unit else f"{kbk.number} {name}"


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


@dataclass(frozen=True, slots=True)
class Plan:
    """How a list looks: every KBK and its line, and the lines above and below them."""

    rows: Sequence[Kbk]
    line: Callable[[Kbk], Content]
    head: Sequence[Content] = ()
    foot: Sequence[Content] = ()


class Listing(Widget):
    """Rows that scroll with the cursor. Each is drawn once, and only the lines that become others are painted."""

    table: Table | None = None

    class Chosen(Message):
        """Somebody clicked the row of a KBK."""

        def __init__(self, kbk: str) -> None:
            self.kbk = kbk
            super().__init__()

    def __init__(self, *, id: str) -> None:
        self._seen: dict[int, Kbk] = {}
        self._drawn_of: object = None
        self._plan = Plan((), lambda _kbk: Content(""))
        self._around: tuple[list[Strip], list[Strip]] = [], []
        self._drawn: dict[tuple[str, bool], Strip] = {}
        self._lines: list[Strip] = []
        super().__init__(id=id)

    def show(self, table: Table) -> None:
        """Shows another moment."""
        self.table = table
        self._paint()

    def on_resize(self) -> None:
        """More or fewer rows fit."""
        self._paint()

    def on_click(self, event: Click) -> None:
        """The row under the mouse is chosen, as with the arrows."""
        at = event.get_content_offset(self)
        kbk = self._seen.get(at.y) if at is not None else None
        if kbk is not None:
            self.post_message(self.Chosen(kbk.id))

    def notify_style_update(self) -> None:
        """Another theme: every line in new colours."""
        super().notify_style_update()
        self._drawn_of = None
        self._paint()

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        if y < len(self._lines):
            return self._lines[y]
        return Strip.blank(self.size.width, self.visual_style.rich_style)

    def _paint(self) -> None:
        if self.table is None or not self.size.width:
            return
        old, self._lines = self._lines, self._arranged(self.table)
        for y in range(self.size.height):
            if old[y : y + 1] != self._lines[y : y + 1]:
                self.refresh(Region(0, y, self.size.width, 1))

    def _arranged(self, table: Table) -> list[Strip]:
        """The lines as they fill the list; where only the cursor has moved, the rows are those that were there."""
        drawn_of = (table.contest.seq, table.schedule, table.drafted, self.size.width, self.classes)
        if drawn_of != self._drawn_of:
            self._drawn_of, self._drawn = drawn_of, {}
            self._plan = plan = self.plan(table, self.size.width)
            self._around = [self._strip(line) for line in plan.head], [self._strip(line) for line in plan.foot]
        (above, below), rows, height = self._around, self._plan.rows, self.size.height
        focus = next((place for place, kbk in enumerate(rows) if kbk.id == table.cursor), 0)
        seen = [rows[place] for place in window(len(rows), focus, max(1, height - len(above) - len(below)))]
        self._seen = dict(enumerate(seen, start=len(above)))
        return [*above, *(self._row(kbk, kbk.id == table.cursor) for kbk in seen), *below][:height]

    def _row(self, kbk: Kbk, here: bool) -> Strip:
        if (kbk.id, here) not in self._drawn:
            line = self._plan.line(kbk)
            self._drawn[kbk.id, here] = self._strip(self.pointed(line) if here else line)
        return self._drawn[kbk.id, here]

    def _strip(self, line: Content) -> Strip:
        width, style = self.size.width, self.visual_style
        return Visual.to_strips(self, line, width, 1, style)[0].adjust_cell_length(width, style.rich_style)

    def pointed(self, line: Content) -> Content:
        """The line of the KBK that the arrows stand on."""
        return line.stylize("on $panel")

    @abstractmethod
    def plan(self, table: Table, width: int) -> Plan:
        """How the list looks in so many cells, wherever the cursor stands."""


class RunningOrder(Listing):
    """The running order: state, number, name, office, and the time: used, real or expected (≈)."""

    def plan(self, table: Table, width: int) -> Plan:
        """Title, rows; behind each row the sheets where the matrix beside it has no room."""
        contest = table.contest
        every = contest.running_order()
        digits = max((len(str(kbk.number)) for kbk in every), default=1)
        sheets = 0
        if self.has_class("-dots"):
            sheets = len(contest.definition.juri) if len(contest.definition.juri) <= 6 else 5
        room = max(8, width - 4 - digits - TIME_CELLS - (sheets + 1 if sheets else 0))
        name = min(max((cell_len(short(kbk)) for kbk in every), default=4) + 2, max(8, room * 3 // 5))
        states = {row.kbk: row for row in table.schedule.rows}

        def line(kbk: Kbk) -> Content:
            row = states[kbk.id]
            sign, style = self._sign(row)
            live = row.state is RowState.LIVE
            time = self._time(table, row)
            cells = max(TIME_CELLS, cell_len(time) + 1)
            parts: list[str | tuple[str, str]] = [
                (f" {sign} ", style),
                (f"{kbk.number:>{digits}} ", "bold" if live else "$secondary"),
                (fit(short(kbk), name - 1), "bold" if live else ""),
                (f" {fit(kbk.unit, room - name - (cells - TIME_CELLS))}", "$secondary"),
                (f"{time:>{cells}}", "" if live else "$secondary"),
            ]
            if sheets:
                parts += [" ", *self._dots(table, kbk.id, sheets)]
            return Content.assemble(*parts)

        head = [Content.styled(fit(_("URUTAN TAMPIL"), width), "bold $secondary"), Content("")]
        return Plan(every, line, head)

    def pointed(self, line: Content) -> Content:
        """The pointer stands in the first cell."""
        return super().pointed(Content.assemble(("›", "bold $accent"), line[1:]))

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

    def plan(self, table: Table, width: int) -> Plan:
        """Title, juri, one row for each KBK, the legend."""
        contest = table.contest
        juri = contest.definition.juri
        names = [one.name.removeprefix("Juri ") for one in juri]
        longest = max((cell_len(f"{kbk.number} {short(kbk)}") for kbk in contest.running_order()), default=6)
        label = max(6, min(longest + 1, width // 2))
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
        if counted:
            label = max(6, min(longest + 1, width - len(f"{len(juri)}/{len(juri)}")))
        title = Content.styled(fit(_("NILAI MASUK"), width), "bold $secondary")
        above = "" if counted else " " * label + "".join(f"{h:^{column}}" for h in heads)

        def line(kbk: Kbk) -> Content:
            signs = [sheet_sign(contest, table.drafted, one, kbk.id) for one in juri]
            told = [(f"{sign:^{column}}", sign_style(sign)) for sign in signs]
            if counted:
                told = [(f"{signs.count(SENT)}/{len(signs)}", "")]
            return Content.assemble(fit(f"{kbk.number} {short(kbk)}", label - 1), " ", *told)

        head = [title, Content.styled(above, "$secondary")]
        return Plan(contest.running_order(), line, head, [Content(""), *legend])
