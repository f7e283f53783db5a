"""The footer shows the way back and the key of the next step; leaving Sidang asks nobody for the chair's PIN."""

import re

import pytest
from chair import CHAIR, Chair
from contests import Stagehand
from desks import program
from frames import frame, until
from textual.widgets import Input

from juri_tui.commands import EVERYWHERE, OFFICE, OPERATOR
from juri_tui.contest import Contest
from juri_tui.guidance import guidance, offered
from juri_tui.pins import REHEARSAL_PASSPHRASE
from juri_tui.screens.deliberation import DeliberationScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.widgets.key_bar import LIMIT, Key


async def answered(pilot, secret: str, kind: str) -> None:
    """Types a secret, and waits for the screen behind the question."""
    await until(pilot, lambda: isinstance(pilot.app.screen, LockScreen), "asked")
    pilot.app.screen.query_one(Input).value = secret
    await pilot.press("enter")
    await until(pilot, lambda: type(pilot.app.screen).__name__ == kind, kind)


@pytest.mark.parametrize(("key", "room"), [("f2", "OperatorScreen"), ("f7", "CeremonyScreen")])
async def test_leaving_sidang_asks_for_the_passphrase_alone(hand: Stagehand, key: str, room: str) -> None:
    hand.event()
    async with program(hand.desk) as pilot:
        await pilot.press("f6")
        await answered(pilot, CHAIR, "DeliberationScreen")
        await until(pilot, lambda: pilot.app.screen.seated)
        await pilot.press(key)
        await answered(pilot, REHEARSAL_PASSPHRASE, room)
        for _moment in range(30):
            assert not isinstance(pilot.app.screen, LockScreen), frame(pilot.app)
            await pilot.pause(0.01)
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, LockScreen), "who comes back is asked")


async def test_who_gives_up_at_the_door_stays_before_the_cover(hand: Stagehand) -> None:
    hand.event()
    async with program(hand.desk) as pilot:
        chair = Chair(pilot)
        await pilot.press("f6")
        await chair.sits()
        await pilot.press("f2")
        await chair.on(LockScreen)
        await pilot.press("escape")
        await chair.on(DeliberationScreen)
        await pilot.pause(0.1)
        assert len(pilot.app.screen_stack) == 1
        assert "SIDANG DEWAN JURI" in chair.text


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("key", ["f4", "f6", "f7", "f8", "f9"])
async def test_where_one_stands_for_long_the_way_back_is_shown(
    hand: Stagehand, key: str, size: tuple[int, int]
) -> None:
    hand.event().lock()
    hand.sit("operator")
    async with program(hand.desk, size) as pilot:
        await pilot.press(key)
        if key == "f6":
            await answered(pilot, CHAIR, "DeliberationScreen")
        await until(pilot, lambda: type(pilot.app.screen).__name__ != "OperatorScreen", key)
        await until(pilot, lambda: "F2 meja operator   F1 bantuan" in frame(pilot.app), "the way back")
        assert sum(one.display for one in pilot.app.screen.query(Key)) <= LIMIT


async def test_a_filter_and_a_moment_of_the_history_show_how_they_are_left(hand: Stagehand) -> None:
    async with program(hand.ready().desk, (80, 24)) as pilot:
        await pilot.press("f8")
        await until(pilot, lambda: "O orang" in frame(pilot.app))
        await pilot.press("o", "1")
        await until(pilot, lambda: "Enter lihat saat itu   Esc kembali" in frame(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: "Esc kembali   ←" in frame(pilot.app))
        assert "F2 meja operator   F1 bantuan" in frame(pilot.app)


def named(contest: Contest, hand: Stagehand) -> set[str]:
    """The keys that the line above the footer names."""
    return set(re.findall(r"\b(F\d+|[A-Z])\b(?=[ .);,:]|$)", guidance(contest, hand.desk.now())))


def test_the_key_of_the_next_step_stands_in_the_footer(hand: Stagehand) -> None:
    caps = {command.action: command.cap for command in (*OPERATOR, *EVERYWHERE, *OFFICE)}

    def holds() -> None:
        shown = {caps[action] for action in offered(hand.desk.contest)[: LIMIT - 1]}
        assert named(hand.desk.contest, hand) & set(caps.values()) <= shown, guidance(
            hand.desk.contest, hand.desk.now()
        )

    holds()
    hand.ready()
    holds()
    for kbk in hand.desk.contest.order:
        hand.present(kbk)
        holds()
        hand.judge(kbk)
        holds()
    hand.lock()
    holds()
