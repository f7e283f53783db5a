"""deliberation."""

from juri_tui.screens.base import ContestScreen


class DeliberationScreen(ContestScreen):
    """To be built."""

    COMMANDS_OF = "deliberation"
