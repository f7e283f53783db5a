"""A list of several-line entries with a pointer at the chosen one, so that it does not hang on a colour."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from juri_tui.widgets.paged_list import PagedList

_HERE, _ELSEWHERE = Content.styled("▸ ", "bold $accent"), Content("  ")


class PointedList(PagedList):
    """Each entry is the lines of one choice; `usable[i]` tells whether it can be chosen."""

    DEFAULT_CSS = """
    PointedList {
        height: auto; padding: 0; border: none; background: transparent;
        scrollbar-size-vertical: 1; scrollbar-color: $panel; scrollbar-background: $background;
    }
    PointedList:focus { border: none; background-tint: $background 0%; }
    PointedList > .option-list--option-highlighted,
    PointedList:focus > .option-list--option-highlighted {
        background: $panel; color: $foreground; text-style: none;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        self._entries: list[Sequence[Content]] = []
        self._usable: list[bool] = []
        super().__init__(id=id)

    def show(self, entries: Sequence[Sequence[Content]], usable: Sequence[bool], pointed: int | None) -> None:
        """Shows these entries; does nothing where they are what is shown."""
        if list(entries) == self._entries and list(usable) == self._usable:
            return
        self._entries, self._usable = list(entries), list(usable)
        self.clear_options()
        self.add_options(
            Option(self._prompt(place, place == pointed), disabled=not can) for place, can in enumerate(self._usable)
        )
        self.highlighted = pointed

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Moves the pointer along."""
        super().watch_highlighted(highlighted)
        for place in range(min(len(self._entries), self.option_count)):
            self.replace_option_prompt_at_index(place, self._prompt(place, place == highlighted))

    def _prompt(self, place: int, here: bool) -> Content:
        first, *others = self._entries[place]
        return Content("\n").join([Content.assemble(_HERE if here else _ELSEWHERE, first), *others])
