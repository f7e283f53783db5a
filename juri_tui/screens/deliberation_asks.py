"""The small questions behind the chair's decisions: one of several, a line, a number, signed points, a KBK."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from juri_tui.contest import Contest
from juri_tui.decisions import result
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.screens.pick_kbk import AskKbk
from juri_tui.text import shown
from juri_tui.widgets.dialogs import AskChoice, AskLine

if TYPE_CHECKING:
    from juri_tui.screens.deliberation import DeliberationScreen


async def choose(
    screen: "DeliberationScreen", title: str, choices: list[tuple[str, str]], body: str = ""
) -> str | None:
    """One of several answers; None where the question was left."""
    return await screen.app.push_screen_wait(AskChoice(title, choices, body))


async def line(screen: "DeliberationScreen", title: str, body: str = "", value: str = "") -> str | None:
    """A line of text; None where the question was left."""
    return await screen.app.push_screen_wait(AskLine(title, body, value))


def signed_points(contest: Contest, kbk: str, slot: str, typed: str) -> Decimal | Refusal:
    """Signed points; a minus of any kind is one. An overtime only takes away: there a number alone is meant so."""
    text = typed.strip().replace("−", "-").replace("–", "-")
    if slot and text[:1] not in ("+", "-"):
        text = f"-{text}"
    found = result.accept_points(contest, kbk, text, slot)
    if isinstance(found, Decimal) and text[:1] not in ("+", "-"):
        words = _("Tulis dengan tandanya: −{points} mengurangi, +{points} menambah.")
        return Refusal("sign", words.format(points=shown(found)))
    return found


async def number(
    screen: "DeliberationScreen", title: str, body: str, accept: Callable[[str], Decimal | Refusal]
) -> Decimal | None:
    """A number that `accept` takes; what it refuses is said, and asked again."""
    said, value = body, ""
    while True:
        typed = await line(screen, title, said, value)
        if typed is None:
            return None
        taken = accept(typed)
        if isinstance(taken, Decimal):
            return taken
        said, value = f"{body}\n▲ {taken.words}", typed


async def which_kbk(screen: "DeliberationScreen", title: str) -> str | None:
    """One of the KBK that take part, by its number."""
    active = [kbk for kbk in screen.contest.running_order() if screen.contest.status(kbk.id)[0] == "active"]
    return await screen.app.push_screen_wait(AskKbk(title, [(kbk, "") for kbk in active]))
