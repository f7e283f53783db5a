"""Riwayat: everything that happened, in words, newest at the bottom; Enter goes back to a moment."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from textwrap import wrap
from typing import ClassVar

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from juri_tui.commands import HISTORY, bindings
from juri_tui.contest import Contest, state_word
from juri_tui.guidance import local_time
from juri_tui.history import Line, contest_at, is_closed, lines
from juri_tui.history_view import Filter, Moment, Topic, moment, open_, topic_word
from juri_tui.lang import N_, _, _n
from juri_tui.model import Refusal
from juri_tui.records import Record
from juri_tui.screens.asking import AskingScreen
from juri_tui.screens.base import ContestScreen
from juri_tui.screens.pick_kbk import AskKbk
from juri_tui.snapshot import Snapshot
from juri_tui.store_fault import StoreFault
from juri_tui.widgets.header import ContestHeader
from juri_tui.widgets.history_list import HistoryList
from juri_tui.widgets.key_bar import KeyBar
from juri_tui.widgets.notice import Notice
from juri_tui.widgets.running_order import fit
from juri_tui.widgets.scroll import Scroll

ANY = ""
SIDES = 5
"""Cells beside the summary: padding and the scroll bar."""


class HistoryScreen(AskingScreen):
    """Reads only. Marks stay masked until the result is locked, in the lines as in every moment."""

    COMMANDS_OF = "history"
    HELP_TEXT = N_(
        "Semua yang terjadi, satu baris tiap catatan, terbaru di bawah. O, K, dan J menyaring menurut orang, kelompok, "
        "dan jenis. Enter menampilkan acara seperti pada catatan itu; panah kiri dan kanan berjalan dari catatan ke "
        "catatan, Esc kembali. Nilai juri tertutup sampai hasil dikunci."
    )
    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar = bindings(HISTORY)

    def __init__(self) -> None:
        super().__init__()
        self._records: Sequence[Record] = ()
        self._lines: Sequence[Line] = ()
        self._filter = Filter()
        self._seen: tuple[int, bool] | None = None
        self._at = 0
        self._moment: Moment | None = None
        self._words = Content("")

    def compose(self) -> ComposeResult:
        """What is shown, the lines or a moment, what to do next, the keys."""
        yield ContestHeader().data_bind(ContestScreen.snapshot)
        yield Static(id="title")
        yield HistoryList()
        with Scroll(id="moment", can_focus=False):
            yield Static(id="summary")
        yield Notice()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Begins to read."""
        self._title()
        self._hint()
        self.load()

    def on_screen_resume(self) -> None:
        """Catches up with what happened meanwhile."""
        self.load()

    def watch_snapshot(self, _snapshot: Snapshot | None) -> None:
        """Something happened; a history that nobody looks at reads nothing."""
        if self.is_mounted and self.is_current:
            self.load()

    # --- reading -----------------------------------------------------------------------------------------------

    @work(exclusive=True, group="history")
    async def load(self) -> None:
        """Reads the ledger anew where it has grown, away from the screen."""
        now = self.contest
        if self._seen == (now.seq, is_closed(now)):
            return
        try:
            self._records, self._lines = await asyncio.to_thread(self._read, now)
        except StoreFault as fault:
            self.say(fault.words, "fault")
            return
        self._seen = (now.seq, is_closed(now))
        self._list()

    def _read(self, now: Contest) -> tuple[list[Record], list[Line]]:
        records = self.juri.desk.records()[: now.seq]
        return records, lines(records, masked=is_closed(now))

    # --- drawing -----------------------------------------------------------------------------------------------

    def _list(self) -> None:
        self.query_one(HistoryList).tell(self._filter.of(self._lines))
        self._title()

    def _title(self) -> None:
        if self._at:
            return
        title = Content.assemble((_("RIWAYAT"), "bold $accent"))
        count = len(self.query_one(HistoryList).lines)
        words = _n("{count} catatan", count).format(count=count)
        if self._filter:
            words = _("{count} dari {all} catatan").format(count=count, all=len(self._lines))
            words += f" · {self._filter.words(self.contest)}"
        self.query_one("#title", Static).update(Content.assemble(title, (f"  {words}", "$secondary")))

    def _hint(self) -> None:
        if self._at:
            words = _("Seperti inilah acara waktu itu. ← → catatan sebelum dan sesudahnya, Esc kembali ke sekarang.")
        else:
            words = _("Pilih catatan dengan ↑↓, lalu Enter untuk melihat acara seperti saat itu.")
            if is_closed(self.contest):
                words += " " + _("Nilai tertutup sampai hasil dikunci.")
        self.query_one(Notice).hint(words)
        away = ("back", "step(-1)", "step(1)") if self._at else None
        back = ("back",) if self._filter else ()  # before the others: beside the way to the desk not all have room
        self.query_one(KeyBar).offer(away or ("visit", *back, "person", "kbk", "topic"))

    # --- going back --------------------------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Goes to the moment of the line."""
        event.stop()
        self.action_visit()

    def action_visit(self) -> None:
        """Shows the contest as it was at the marked line."""
        marked = self.query_one(HistoryList).marked
        if marked is not None and not self._at:
            self._visit(marked.seq)

    def action_step(self, by: int) -> None:
        """A moment earlier or later, among the lines that are shown."""
        if not self._at:
            return
        shown = [line.seq for line in self.query_one(HistoryList).lines]
        later = [seq for seq in shown if (seq > self._at if by > 0 else seq < self._at)]
        if later:
            self._visit(later[0] if by > 0 else later[-1])

    @work(exclusive=True, group="moment")
    async def _visit(self, seq: int) -> None:
        then = await asyncio.to_thread(contest_at, self._records, seq)
        if isinstance(then, Refusal):
            self.juri.refused(then)
            return
        self._at = seq
        self.set_class(True, "-moment")
        line = next(line for line in self._lines if line.seq == seq)
        when = local_time(then.wall_ns, then)
        words = _("SEPERTI PADA {time}").format(time=when)
        of = _("catatan {seq} dari {all}").format(seq=seq, all=len(self._lines))
        title = Content.assemble((f" {words} ", "bold $background on $accent"), (f"  {of}", "$secondary"))
        self.query_one("#title", Static).update(title)
        self._moment = moment(then, totals=open_(self.contest, self.juri.desk.who))
        self._words = Content.assemble((f"{line.who}: ", "$primary"), line.words)
        self._summarize()
        self.query_one(HistoryList).stand_at(seq)
        self._hint()

    def on_resize(self) -> None:
        """More or less stands side by side."""
        self._summarize()

    def _summarize(self) -> None:
        if self._moment is not None:
            room = self.size.width - SIDES
            self.query_one("#summary", Static).update(_summary(self._moment, self._words, room))

    def action_back(self) -> None:
        """Back to the list; there all lines again."""
        if self._at:
            self._at = 0
            self.set_class(False, "-moment")
            self.query_one(HistoryList).focus()
        elif self._filter:
            self._filter = Filter()
            self._list()
        self._title()
        self._hint()

    # --- filters -----------------------------------------------------------------------------------------------

    @work
    async def action_person(self) -> None:
        """Only lines about or by one person."""
        people = [("operator", _("Operator")), *((juri.id, juri.name) for juri in self.contest.definition.juri)]
        person = await self._chosen(_("Catatan tentang atau oleh siapa?"), people)
        if person is not None:
            self._narrow(replace(self._filter, person=person))

    @work
    async def action_kbk(self) -> None:
        """Only lines about one KBK."""
        rows = [(one, "") for one in self.contest.running_order()]
        ask = AskKbk(_("Catatan tentang kelompok mana?"), rows, other=_("semua"))
        chosen = None if self._at else await self.app.push_screen_wait(ask)
        if chosen is not None:
            self._narrow(replace(self._filter, kbk=chosen))

    @work
    async def action_topic(self) -> None:
        """Only lines of one topic."""
        topics = [(topic.value, topic_word(topic)) for topic in Topic]
        chosen = await self._chosen(_("Catatan jenis apa?"), topics)
        if chosen is not None:
            self._narrow(replace(self._filter, topic=Topic(chosen) if chosen else None))

    async def _chosen(self, title: str, choices: list[tuple[str, str]]) -> str | None:
        if self._at:
            return None
        return await self.choose(title, [*choices, (ANY, _("semua"))])

    def _narrow(self, wanted: Filter) -> None:
        self._filter = wanted
        self._list()
        self._hint()


def _summary(made: Moment, words: Content, room: int) -> Content:
    """A moment: what had just happened, the state, every KBK; in columns where there is room."""
    facts = ((_("Keadaan"), state_word(made.state)), (_("Di panggung"), made.stage or _("tidak ada")))
    label = max(cell_len(name) for name, _value in facts) + 3
    parts = [words, Content("")]
    parts += [Content.assemble((fit(name, label), "$secondary"), (value, "bold")) for name, value in facts]
    parts.append(Content(""))
    total = max((len(row.total) for row in made.rows), default=0)
    name = max((cell_len(row.name) for row in made.rows), default=0) + 3
    told = max((cell_len(row.words) for row in made.rows), default=0)
    beside = name + total + 3 + told <= room
    for row in made.rows:
        head = Content.assemble((f"{row.total:>{total}}   " if total else "", "bold $primary"), (row.name, "bold"))
        if beside:
            parts.append(Content.assemble(head, " " * (name - cell_len(row.name)), (row.words, "$secondary")))
        else:
            indent = " " * (total + 3 if total else 2)
            parts += [head, *(Content.styled(indent + line, "$secondary") for line in wrap(row.words, room - 8))]
    return Content("\n").join(parts)
