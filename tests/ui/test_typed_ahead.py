"""Keys that come faster than the screen can follow: one answers the question, the rest close nothing below it."""

from collections.abc import Awaitable, Callable

import pytest
from contests import Stagehand
from desks import Keys, program
from frames import until
from textual import events
from textual.pilot import Pilot

from juri_tui.decisions import clock


async def ahead(pilot: Pilot, *keys: str) -> None:
    """The terminal hands over all of these keys at once."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await pilot.pause(0.1)


async def choice(keys: Keys) -> None:
    await keys.press("p")
    await keys.dialog("AskChoice")


async def line(keys: Keys) -> None:
    await keys.press("c")
    await keys.dialog("AskLine")


async def help_of_the_screen(keys: Keys) -> None:
    await keys.press("f1")
    await keys.dialog("HelpScreen")


@pytest.mark.parametrize(
    ("opened", "typed"),
    [
        (choice, ("1", "1", "1")),
        (choice, ("escape", "escape", "escape")),
        (line, ("escape", "escape", "escape")),
        (help_of_the_screen, ("escape", "escape", "escape")),
    ],
)
async def test_a_question_is_answered_once(
    hand: Stagehand, opened: Callable[[Keys], Awaitable[None]], typed: tuple[str, ...]
) -> None:
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        hand.ready().do(clock.arm, "ceria", hand.desk.now())
        await keys.shown()
        before = len(keys.kinds)
        await opened(keys)
        await ahead(pilot, *typed)
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "OperatorScreen")
        assert len(keys.kinds) - before == (typed[0] == "1"), "one answer, one record"
        await keys.writes("space", kind="slot_started")


async def test_a_sheet_read_back_is_left_once(hand: Stagehand) -> None:
    hand.ready().present("ceria")
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("f3")
        await keys.dialog("CoverScreen")
        await keys.press("1")
        await keys.dialog("LockScreen")
        await keys.type("111111")
        await keys.dialog("PickKbk")
        await keys.press("1")
        await keys.dialog("ScoresheetScreen")
        await ahead(pilot, "f10", "f10", "f10")
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "CoverScreen")
