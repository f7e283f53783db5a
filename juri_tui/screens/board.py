"""Papan: what the audience sees, as large as the hall needs it."""

from typing import ClassVar

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
        "Operator memilih mode papan di Meja Operator dengan tombol M."
    )
    CSS_PATH = "board.tcss"
    BINDINGS: ClassVar = bindings(BOARD)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Picture | None = None
        self._of: Contest | None = None

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

    def refresh_picture(self) -> None:
        """Shows what the audience may see now; an equal picture touches nothing."""
        if self.snapshot is None or not self.is_active:
            return
        self._of = self.snapshot.contest
        made = picture(self._of, self.juri.desk.now())
        if made != self._shown:
            self._shown = made
            self._show(made)

    def _show(self, made: Picture) -> None:
        heading = Content.assemble((made.title, "bold $accent"), (f"  ·  {made.status}" if made.status else "", "bold"))
        self.query_one("#title", Static).update(heading)
        below = "  ·  ".join(filter(None, (made.scale, made.footnote)))
        self.query_one("#footnote", Static).update(Content(below))
        self.query_one("#empty", Static).update(Content(made.status))
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
