"""The screens of a contest by name: which role may open which, and who has to sit there."""

from collections.abc import Mapping

from juri_tui.contest import Contest
from juri_tui.desk import OPERATOR, Role
from juri_tui.screens.base import ContestScreen
from juri_tui.screens.board import BoardScreen
from juri_tui.screens.ceremony import CeremonyScreen
from juri_tui.screens.cover import CoverScreen
from juri_tui.screens.deliberation import DeliberationScreen
from juri_tui.screens.history import HistoryScreen
from juri_tui.screens.operator import OperatorScreen
from juri_tui.screens.printing import PrintScreen
from juri_tui.screens.setup import SetupScreen
from juri_tui.screens.stage import StageScreen

ROOMS: Mapping[str, type[ContestScreen]] = {
    "operator": OperatorScreen,
    "sheet": CoverScreen,
    "board": BoardScreen,
    "stage": StageScreen,
    "deliberation": DeliberationScreen,
    "ceremony": CeremonyScreen,
    "history": HistoryScreen,
    "print": PrintScreen,
    "setup": SetupScreen,
}
_KEPT = ("operator", "setup", "ceremony", "history", "print")
SEATS: Mapping[Role, tuple[str, ...]] = {
    Role.OPERATOR: tuple(ROOMS),
    Role.KETUA: ("deliberation", "sheet", "board", "stage", "ceremony", "history", "print"),
    Role.JURI: ("sheet",),
    Role.BOARD: ("board",),
    Role.STAGE: ("stage",),
}
"""The screens that each role may open, its own first."""


def keeper(role: Role, room: str, contest: Contest) -> str | None:
    """Who has to sit before this screen, by passphrase or PIN; None where it is open, or asks by itself."""
    if room not in _KEPT:
        return None
    chair = contest.definition.ketua()
    return OPERATOR if role is Role.OPERATOR else chair.id if chair else None
