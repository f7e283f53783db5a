"""The lines of the history as a list: time and actor beside the sentence, which hangs where it needs more lines."""

from collections.abc import Sequence
from textwrap import wrap

from rich.cells import cell_len
from textual.content import Content
from textual.widgets.option_list import Option

from juri_tui.history import Line
from juri_tui.lang import _
from juri_tui.text import long_date, time_text
from juri_tui.widgets.paged_list import PagedList
from juri_tui.widgets.running_order import fit

NARROW = 100
"""Below so many cells the actor stands before the sentence instead of in a column of its own."""
WHO = 26
NARROWEST = 24


class HistoryList(PagedList):
    """Newest at the bottom, where it stays as long as the reader stays there."""

    DEFAULT_CSS = """
    HistoryList { height: 1fr; border: none; padding: 0 1; background: $background;
        scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    HistoryList:focus { border: none; background-tint: $background 0%; }
    HistoryList > .option-list--option-highlighted,
    HistoryList:focus > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()
        self._entries: list[Content] = []
        self._wide = 0
        self._pointed: int | None = None

    @property
    def marked(self) -> Line | None:
        """The line on which the reader stands."""
        return self.lines[self.highlighted] if self.highlighted is not None and self.lines else None

    def tell(self, lines: Sequence[Line]) -> None:
        """Shows these lines; the reader stays at his line, at the end he follows it."""
        if tuple(lines) == self.lines:
            return
        marked = self.marked
        at_end = marked is None or marked == self.lines[-1]
        self.lines = tuple(lines)
        self._fill()
        last = len(self.lines) - 1
        place = next((place for place, line in enumerate(self.lines) if marked and line.seq >= marked.seq), last)
        self._mark(last if at_end else place)

    def stand_at(self, seq: int) -> None:
        """Goes to the line of this record, or to the next one that is shown."""
        self._mark(next((place for place, line in enumerate(self.lines) if line.seq >= seq), len(self.lines) - 1))

    def on_resize(self) -> None:
        """Wraps to the new width; the reader stays at his line."""
        if self.scrollable_content_region.width != self._wide:
            place = self.highlighted
            self._fill()
            self._mark(place)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Moves the pointer along, so that the reader's line does not hang on a colour."""
        super().watch_highlighted(highlighted)
        left, self._pointed = self._pointed, highlighted
        for place in {left, highlighted} - {None}:
            if place is not None and place < self.option_count:
                self.replace_option_prompt_at_index(place, _pointed(self._entries[place], place == highlighted))

    def _mark(self, place: int | None) -> None:
        self.highlighted = place if self.lines else None
        self.scroll_to_highlight()

    def _fill(self) -> None:
        self._wide = self.scrollable_content_region.width
        digits = len(str(self.lines[-1].seq)) if self.lines else 1
        self._entries, day = [], None
        for line in self.lines:
            head = long_date(line.at.date()) if line.at.date() != day else ""
            day = line.at.date()
            self._entries.append(entry(line, self._wide - 2, digits, head))
        self.clear_options()
        self._pointed = None
        self.add_options([Option(_pointed(made, False)) for made in self._entries])


def _pointed(made: Content, here: bool) -> Content:
    """The entry with the pointer before it, or with the room for it."""
    first, *more = made.split("\n")
    return Content("\n").join([Content.assemble(("▸ " if here else "  ", "bold $accent"), first)]
                              + [Content.assemble("  ", line) for line in more])  # fmt: skip


def entry(line: Line, width: int, digits: int, day: str = "") -> Content:
    """One line of the history in `width` cells; `day` stands above the first line of a day."""
    time = time_text(line.at)
    indent = digits + 2 + cell_len(time) + 2
    beside = width >= NARROW
    words = line.words if beside else _("{who}: {words}").format(who=line.who, words=line.words)
    indent += WHO + 2 if beside else 0
    first, *more = wrap(words, max(NARROWEST, width - indent - 1), break_on_hyphens=False) or [""]
    parts: list[Content] = [Content.styled(day, "bold $accent")] if day else []
    who = (fit(line.who, WHO) + "  ", "$primary") if beside else ("", "")
    parts.append(Content.assemble((f"{line.seq:>{digits}}  ", "$secondary"), (f"{time}  ", "bold"), who, first))
    parts += [Content(" " * indent + rest) for rest in more]
    return Content("\n").join(parts)
