"""stage."""

from juri_tui.screens.base import ContestScreen


class StageScreen(ContestScreen):
    """To be built."""

    COMMANDS_OF = "stage"
