"""operator."""

from juri_tui.screens.base import ContestScreen


class OperatorScreen(ContestScreen):
    """To be built."""

    COMMANDS_OF = "operator"
