"""The list of all commands by name, with its own words in the language spoken."""

from textual.command import CommandList, CommandPalette, SearchIcon
from textual.content import Content
from textual.widgets import Input
from textual.widgets.option_list import Option

from juri_tui.lang import _
from juri_tui.widgets.steady import steady


class Palette(CommandPalette):
    """Textual's palette; what it says by itself is said in the language spoken, with signs that every font has."""

    DEFAULT_CSS = """
    Palette { background: $background 60%; }
    Palette > Vertical { max-width: 84; background: $surface; }
    Palette #--input { border: none; padding: 1 2 0 2; background: $surface; }
    Palette SearchIcon { color: $accent; }
    Palette CommandList {
        border: none; padding: 1 1 1 2; background: $surface;
        scrollbar-size-vertical: 1; scrollbar-color: $panel-lighten-2; scrollbar-background: $surface;
    }
    Palette CommandList > .option-list--option-highlighted { background: $panel; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__(placeholder=_("Cari perintah …"), id="--command-palette")

    def on_mount(self) -> None:
        """The sign before the field, and how its cursor stands."""
        self.query_one(SearchIcon).icon = "▸"
        steady(self.query_one(Input), self.app)

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()
        if search_value:
            self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, self._say_no_matches)

    def _say_no_matches(self) -> None:
        words = Content.styled(_("Tidak ada perintah seperti itu."), "$text-muted")
        self.query_one(CommandList).add_option(Option(words, disabled=True, id=self._NO_MATCHES))
        self._list_visible = True
