"""scoresheet."""

from juri_tui.screens.base import ContestScreen


class ScoresheetScreen(ContestScreen):
    """To be built."""

    COMMANDS_OF = "sheet"
