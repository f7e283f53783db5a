"""Papan: what the audience sees, as large as the hall needs it."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from juri_tui.board_view import Picture, picture
from juri_tui.commands import BOARD, bindings
from juri_tui.contest import Contest
from juri_tui.desk import Role
from juri_tui.lang import N_, _
from juri_tui.screens.base import ContestScreen
from juri_tui.snapshot import Snapshot
from juri_tui.widgets.header import ContestHeader
from juri_tui.widgets.notice import Notice
from juri_tui.widgets.spotlight import Spotlight
from juri_tui.widgets.standings_table import StandingsTable

CLOCK_S = 10.0


class BoardScreen(ContestScreen):
    """The audience board; needs nobody's hand."""

    COMMANDS_OF = "board"
    HELP_TEXT = N_(
        "Papan untuk penonton. Peringkat muncul setelah semua nilai suatu KBK masuk. "
        "Operator memilih mode papan di Meja Operator."
    )
    CSS_PATH = "board.tcss"
    BINDINGS: ClassVar = bindings(BOARD)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Picture | None = None
        self._of: Contest | None = None
        self._due = self._drawing = False

    def compose(self) -> ComposeResult:
        """Header, title, rows, footnote."""
        yield ContestHeader().data_bind(ContestScreen.snapshot)
        yield Static(id="title")
        yield StandingsTable()
        yield Spotlight()
        yield Static(id="empty")
        with Horizontal(id="below"):
            yield Static(id="footnote")
            yield Static(id="page")
        yield Notice()
        if self.juri.desk.role is not Role.BOARD:
            yield self.key_bar()

    def on_mount(self) -> None:
        """Expected times move on although nothing is written."""
        self.set_interval(CLOCK_S, self.refresh_picture)

    def on_screen_resume(self) -> None:
        """Catches up: a board that nobody sees computes nothing."""
        self.refresh_picture()

    def watch_snapshot(self, snapshot: Snapshot | None) -> None:
        """Follows the contest; drafts and heartbeats change nothing here."""
        if snapshot is not None and self.is_mounted and snapshot.contest is not self._of:
            self.refresh_picture()

    @work
    async def refresh_picture(self) -> None:
        """Shows what the audience may see now; an equal picture touches nothing.

        It is made in a thread: half a second at 300 KBK would hold up the clock in the header. What comes meanwhile is
        looked at once that is done, so pictures never queue.
        """
        self._due = True
        while self._due and not self._drawing and self.snapshot is not None and self.is_active:
            self._due, self._drawing, self._of = False, True, self.snapshot.contest
            try:
                made = await asyncio.to_thread(picture, self._of, self.juri.desk.now())
            finally:
                self._drawing = False
            if made != self._shown and self.is_attached:
                self._shown = made
                self._show(made)

    def _show(self, made: Picture) -> None:
        beside = f"  ·  {made.status}" if made.status and made.rows else ""
        heading = Content.assemble((made.title, "bold $accent"), (beside, "bold"))
        self.query_one("#title", Static).update(heading)
        below = "  ·  ".join(filter(None, (made.scale, made.footnote)))
        self.query_one("#footnote", Static).update(Content(below))
        name = self.contest.definition.event.name if self.contest.event else ""
        told = [Content.styled(name, "bold"), Content.styled(made.status, "$secondary")]
        self.query_one("#empty", Static).update(Content("\n\n").join(told))
        self.set_class(not made.rows, "-empty")
        self.set_class(made.spot is not None, "-spot")
        self.query_one(Spotlight).show(made.spot)
        self.query_one(StandingsTable).show(made.rows)

    def on_standings_table_page_turned(self, event: StandingsTable.PageTurned) -> None:
        """Tells which page this is where there are several."""
        words = _("halaman {page} dari {pages}").format(page=event.page, pages=event.pages) if event.pages > 1 else ""
        self.query_one("#page", Static).update(Content(words))

    def action_page(self, pages: int) -> None:
        """Turns a page."""
        self.query_one(StandingsTable).turn(pages)
