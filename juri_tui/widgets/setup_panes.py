"""The two lists of Persiapan: the sections with their sign, and the rows of what is open."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets.option_list import Option

from juri_tui.setup_fields import Kind
from juri_tui.setup_view import DONE, LOOK, TODO, Row, SectionLine
from juri_tui.widgets.paged_list import PagedList

LABEL = 24
_COLOURS = {DONE: "bold $success", TODO: "bold $warning", LOOK: "bold $warning"}
_HERE, _LEFT, _ELSEWHERE = Content.styled("▸ ", "bold $accent"), Content.styled("› ", "$text-muted"), Content("  ")


class SetupList(PagedList):
    """One line each, a pointer at the marked one; it is › while the keys go to the other list."""

    DEFAULT_CSS = """
    SetupList {
        height: 1fr; padding: 0; border: none; background: $background; text-wrap: nowrap; text-overflow: ellipsis;
        scrollbar-size-vertical: 1; scrollbar-color: $panel; scrollbar-background: $background;
    }
    SetupList:focus { border: none; background-tint: $background 0%; }
    SetupList > .option-list--option-highlighted { background: $background; color: $foreground; text-style: none; }
    SetupList:focus > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
    """

    def __init__(self, *, id: str) -> None:
        self._entries: list[Content] = []
        self._pointed: int | None = None
        super().__init__(id=id)

    def tell(self, lines: Sequence[Content], marked: int) -> None:
        """Shows these lines; the marked one keeps its place as far as there is one."""
        if list(lines) != self._entries:
            self._entries, self._pointed = list(lines), None
            self.clear_options()
            self.add_options(Option(Content.assemble(_ELSEWHERE, line)) for line in self._entries)
        self.highlighted = min(marked, len(self._entries) - 1) if self._entries else None

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Moves the pointer along: two lines change, however long the list is."""
        super().watch_highlighted(highlighted)
        before, self._pointed = self._pointed, highlighted
        self._point(before)
        self._point(highlighted)

    def watch_has_focus(self, has_focus: bool) -> None:
        """The keys come here, or go elsewhere."""
        super().watch_has_focus(has_focus)
        self._point(self._pointed)

    def _point(self, place: int | None) -> None:
        if place is not None and place < self.option_count:
            sign = _ELSEWHERE if place != self._pointed else _HERE if self.has_focus else _LEFT
            self.replace_option_prompt_at_index(place, Content.assemble(sign, self._entries[place]))


def section_content(line: SectionLine) -> Content:
    """A section of the left side."""
    return Content.assemble(
        (f"{line.sign} ", _COLOURS.get(line.sign, "$text-muted")),
        line.section.name_text(),
        (f"  {line.count}" if line.count else "", "$text-muted"),
    )


def row_contents(rows: Sequence[Row]) -> list[Content]:
    """The rows with their labels in one column."""
    width = min(LABEL, max((cell_len(row.label) for row in rows), default=0))
    return [_row(row, width) for row in rows]


def _row(row: Row, width: int) -> Content:
    entry = isinstance(row.path[-1], int)
    blanks = " " * max(0, width - cell_len(row.label))
    label = blanks + row.label if entry else row.label + blanks
    opens = "  ›" if row.kind in (Kind.ROW, Kind.LIST) else ""
    value = (row.value, "$foreground") if row.given else (row.value, "$text-muted")
    return Content.assemble((label, "bold $accent" if entry else "$secondary"), "  ", value, (opens, "$text-muted"))
