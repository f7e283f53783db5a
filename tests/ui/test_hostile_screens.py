"""Hostile names on every screen: nothing crashes, nothing is markup, nothing reaches the terminal as a command."""

import pytest
from clocks import ManualClock
from contests import Stagehand
from desks import program
from frames import frame, until
from test_hostile_text import HOSTILE, hostile_event

from juri_tui.app import JuriApp
from juri_tui.decisions import result
from juri_tui.desk import Desk, Role
from juri_tui.records import Notes, Record

MODES = ("operator", "sheet", "board", "stage", "deliberation")


def play(hand: Stagehand, count: int) -> None:
    """The first `count` KBK perform and are judged."""
    event = hand.desk.contest.definition
    for kbk in event.kbk[:count]:
        hand.present(kbk.id)
        for juri in event.juri:
            hand.sit(juri.id)
            marks = {one.id: str(one.max) for one in event.criteria_of(juri.id)}
            assert isinstance(hand.desk.send(juri.id, kbk.id, marks, Notes(catatan=kbk.name)), Record)
        hand.sit("operator")


@pytest.fixture
def hand(tmp_path) -> Stagehand:
    return Stagehand(tmp_path / "a.juri", hostile_event(), ManualClock()).ready()


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_every_mode_shows_them_while_the_event_runs(hand: Stagehand, size: tuple[int, int]) -> None:
    play(hand, 5)
    hand.arm("k6").time("slot_started")
    async with program(hand.desk, size) as pilot:
        for mode in MODES:
            pilot.app.switch_mode(mode)
            await pilot.pause()
            await pilot.pause()
            shown = frame(pilot.app)
            assert "\x1b" not in shown, mode
            if mode in ("operator", "board"):
                assert "[/] Rocket" in shown, mode
            assert isinstance(pilot.app, JuriApp)


async def test_the_chair_s_screen_and_the_official_board_show_them(hand: Stagehand) -> None:
    play(hand, len(HOSTILE))
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with program(hand.desk, (160, 50)) as pilot:
        pilot.app.switch_mode("deliberation")
        await until(pilot, lambda: "[/] Rocket" in frame(pilot.app), "the ranking")
        hand.do(result.decide_tie, {f"k{n}": n for n in range(1, 15)}, HOSTILE[1])
        hand.do(result.lock)
        await pilot.pause()
        hand.do(result.announce)
        pilot.app.switch_mode("board")
        await until(pilot, lambda: "[/] Rocket" in frame(pilot.app), "the official board")
        assert "\x1b" not in frame(pilot.app)


@pytest.mark.parametrize("role", [Role.JURI, Role.BOARD, Role.STAGE, Role.KETUA])
async def test_every_role_opens(hand: Stagehand, role: Role) -> None:
    play(hand, 1)
    hand.arm("k2")
    hand.desk.close()
    async with program(Desk(hand.path, role, hand.clock)) as pilot:
        assert "\x1b" not in frame(pilot.app)
