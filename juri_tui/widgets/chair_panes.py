"""The two panes of the chair's screen: sentences that hang under their place, and the list of decisions.

Both wrap their text themselves and tell their height in lines. Left to find it out ("auto"), Textual 8.2.8 may keep the
height of the text before: what asks for a new layout twice before it is idle is measured only once.
"""

from collections.abc import Sequence
from textwrap import wrap
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from juri_tui.deliberation_view import Came, Item, PlaceRow, Topic
from juri_tui.lang import _
from juri_tui.widgets.paged_list import PagedList
from juri_tui.widgets.put import lines_of

INDENT = 5
NAME_WIDTH = 48
NARROWEST = 20


class Ranking(Static):
    """Each place with its reason, wrapped to the width of the pane; before the sidang who is complete."""

    DEFAULT_CSS = "Ranking { height: 1; }"

    def __init__(self) -> None:
        super().__init__("")
        self._rows: tuple[PlaceRow, ...] = ()
        self._below: tuple[str, ...] = ()
        self._sure: tuple[str, ...] = ()
        self._made = Content("")

    def tell(self, rows: Sequence[PlaceRow], below: Sequence[str] = ()) -> None:
        """Shows these rows, and remarks below them."""
        self._rows, self._below, self._sure = tuple(rows), tuple(below), ()
        self._fill()

    def sure(self, sentences: Sequence[str]) -> None:
        """Adds how sure the first place is, once that is known."""
        if self._rows:
            self._sure = tuple(sentences)
            self._fill()

    def complete(self, came: Sequence[Came]) -> None:
        """Shows who is complete instead."""
        self._rows = ()
        self._put(_came(came))

    def on_resize(self) -> None:
        """Wraps to the new width."""
        if self._rows:
            self._fill()
        else:
            self._put(self._made)

    def _fill(self) -> None:
        room = max(NARROWEST, self.size.width - INDENT)
        name = min(NAME_WIDTH, max((cell_len(row.name) for row in self._rows), default=0))
        total = max((len(row.total) for row in self._rows), default=0)
        parts = [_place(row, room, name, total) for row in self._rows]
        parts += [Content.styled(words, "$warning") for words in self._below]
        if self._sure:
            lines = [Content.styled(_("SEBERAPA KUAT PERINGKAT INI"), "bold $accent")]
            for words in self._sure:
                lines.append(Content("\n    ".join(wrap(f"  · {words}", room))))
            parts.append(Content("\n").join(lines))
        self._put(Content("\n\n").join(parts))

    def _put(self, made: Content) -> None:
        self._made = made
        self.update(made)
        self.styles.height = lines_of(made, self.size.width or NARROWEST)


def _place(row: PlaceRow, room: int, name: int, total: int) -> Content:
    blanks = " " * max(0, name - cell_len(row.name))
    lines = [
        Content.assemble(
            (f"{row.place:>3}  ", "bold $accent"),
            (row.name + blanks, "bold"),
            (f"   {row.total:>{total}}", "bold $primary"),
        )
    ]
    told = [(row.reason, "$foreground"), (row.juri, "$secondary")]
    told += [(words, "$secondary") for words in row.decided]
    told += [(f"▲ {words}", "$warning") for words in row.far]
    told += [(f"● {' · '.join(row.awards)}", "bold $success")] if row.awards else []
    for words, colour in told:
        lines += [Content.styled(" " * INDENT + line, colour) for line in wrap(words, room)]
    return Content("\n").join(lines)


def _came(found: Sequence[Came]) -> Content:
    lines = [Content.styled(_("KELENGKAPAN NILAI"), "bold $accent"), Content("")]
    wide = min(NAME_WIDTH, max((cell_len(came.name) for came in found), default=0))
    for came in found:
        sign = ("✓ ", "bold $success") if came.done else ("○ ", "bold $warning")
        blanks = " " * max(0, wide - cell_len(came.name))
        lines.append(Content.assemble(sign, (came.name + blanks, "bold"), (f"   {came.words}", "$secondary")))
    lines += [Content(""), Content.styled(_("Peringkat baru terlihat setelah sidang dibuka."), "$secondary")]
    return Content("\n").join(lines)


class Decisions(PagedList, inherit_bindings=False):
    """What is missing or to be decided; Enter on a line decides it. Page keys are the ranking's."""

    BINDINGS: ClassVar = [
        Binding("down", "cursor_down", show=False),
        Binding("up", "cursor_up", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("enter", "select", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[Item, ...] = ()
        self._wide = 0

    def tell(self, items: Sequence[Item]) -> None:
        """Shows these items and marks the first that can be decided here."""
        if self.items != tuple(items):
            self.items = tuple(items)
            self._fill()
            first = next((place for place, item in enumerate(items) if item.topic is not Topic.MISSING), 0)
            self.highlighted = first if items else None

    def on_resize(self) -> None:
        """Wraps to the new width; the marked line stays marked."""
        if self.scrollable_content_region.width != self._wide:
            marked = self.highlighted
            self._fill()
            self.highlighted = marked

    @property
    def marked(self) -> Item | None:
        """The item on the marked line."""
        return self.items[self.highlighted] if self.highlighted is not None and self.items else None

    def _fill(self) -> None:
        self._wide = self.scrollable_content_region.width
        places = range(len(self.items))
        self.clear_options()
        self.add_options([Option(self._line(place)) for place in places])
        self.styles.height = sum(lines_of(self._line(place), self._wide or NARROWEST) for place in places)

    def _line(self, place: int) -> Content:
        return _item(self.items[place], max(NARROWEST, self._wide - 4), place == self.highlighted)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Moves the pointer along: the colour alone says nothing."""
        super().watch_highlighted(highlighted)
        for place in range(min(len(self.items), self.option_count)):
            self.replace_option_prompt_at_index(place, self._line(place))


def _item(item: Item, room: int, here: bool) -> Content:
    sign, colour = ("✓", "$success") if item.settled else ("●", "$accent") if item.needed else ("○", "$secondary")
    if item.topic is Topic.MISSING:
        sign, colour = "▲", "$warning"
    pointer = ("› " if here else "  ", "bold $accent")
    return Content.assemble(pointer, (f"{sign} ", f"bold {colour}"), "\n    ".join(wrap(item.words, room)))
