"""The rows of the board as a widget that repaints only what changed, and turns its pages by itself."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from juri_tui.board_view import BoardRow
from juri_tui.widgets.standings_rows import Layout, choose, paint


class StandingsTable(Widget):
    """Shows `BoardRow`s as large as they fit; more rows than fit become pages, turned every `PAGE_S` seconds."""

    PAGE_S = 10.0
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "standings--place",
        "standings--name",
        "standings--office",
        "standings--bar",
        "standings--leader",
        "standings--total",
        "standings--up",
        "standings--down",
        "standings--new",
        "standings--note",
        "standings--dim",
    }
    DEFAULT_CSS = """
    StandingsTable { height: 1fr; }
    StandingsTable .standings--place { color: $accent; text-style: bold; }
    StandingsTable .standings--name { color: $foreground; text-style: bold; }
    StandingsTable .standings--office { color: $secondary; }
    StandingsTable .standings--bar { color: $primary; }
    StandingsTable .standings--leader { color: $accent; }
    StandingsTable .standings--total { color: $foreground; text-style: bold; }
    StandingsTable .standings--up { color: $success; text-style: bold; }
    StandingsTable .standings--down { color: $error; text-style: bold; }
    StandingsTable .standings--new { color: $accent; }
    StandingsTable .standings--note { color: $accent; }
    StandingsTable .standings--dim { color: $secondary; }
    """

    class PageTurned(Message):
        """Another page is shown, or there are more or fewer of them; both count from 1."""

        def __init__(self, page: int, pages: int) -> None:
            self.page, self.pages = page, pages
            super().__init__()

    def __init__(self) -> None:
        super().__init__()
        self.painted_rows = 0
        self._rows: tuple[BoardRow, ...] = ()
        self._layout: Layout = choose((), 1, 1)
        self._page = 0
        self._told = (0, 0)
        self._cache: dict[BoardRow, list[Strip]] = {}
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        """Begins to turn pages."""
        self._timer = self.set_interval(self.PAGE_S, self._turn_by_itself)

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-len(self._rows) // self._layout.per_page))

    def show(self, rows: Sequence[BoardRow]) -> None:
        """Shows these rows; lines of rows that stay as they were are not painted again."""
        before, old = self._visible(), self._layout
        self._rows = tuple(rows)
        self._arrange()
        if self._layout != old:
            return
        after = self._visible()
        for place in range(max(len(before), len(after))):
            if before[place : place + 1] != after[place : place + 1]:
                pitch = self._layout.pitch
                self.refresh(Region(0, place * pitch, self.size.width, pitch))

    def turn(self, pages: int) -> None:
        """Turns so many pages on (or back), round and round; the next page by itself comes a whole while later."""
        if self._timer is not None:
            self._timer.reset()
        self._page = (self._page + pages) % self.pages
        self.refresh()
        self._tell()

    def on_resize(self) -> None:
        """Another room: another layout."""
        self._arrange()

    def notify_style_update(self) -> None:
        """Another theme: every line in new colours."""
        self._cache = {}
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line of the page, from the cache where its row has not changed."""
        layout = self._layout
        place, line = divmod(y, layout.pitch)
        visible = self._visible()
        if place >= len(visible) or line >= layout.lines:
            return Strip.blank(self.size.width, self.rich_style)
        row = visible[place]
        if row not in self._cache:
            self.painted_rows += 1
            self._cache[row] = [
                Strip([Segment(text, self.get_component_rich_style(f"standings--{style}")) for text, style in pieces])
                for pieces in paint(row, layout)
            ]
        return self._cache[row][line]

    def _visible(self) -> tuple[BoardRow, ...]:
        start = self._page * self._layout.per_page
        return self._rows[start : start + self._layout.per_page]

    def _arrange(self) -> None:
        layout = choose(self._rows, *self.size)
        if layout != self._layout:
            self._layout, self._cache = layout, {}
            self.refresh()
        else:
            kept = set(self._rows)
            self._cache = {row: lines for row, lines in self._cache.items() if row in kept}
        self._page = min(self._page, self.pages - 1)
        self._tell()

    def _turn_by_itself(self) -> None:
        if self.pages > 1:
            self.turn(1)

    def _tell(self) -> None:
        if self._told != (self._page, self.pages):
            self._told = (self._page, self.pages)
            self.post_message(self.PageTurned(self._page + 1, self.pages))
