"""Any key in any order: no exception, and only records that somebody could have wanted."""

import random

import pytest
from contests import Stagehand
from desks import program

from juri_tui.fold import fold
from juri_tui.slot import SECOND

KEYS = [
    *("space", "enter", "plus", "u", "l", "k", "t", "x", "a", "d", "b", "j", "p", "m", "c", "i", "g", "o", "v", "w"),
    *("up", "down", "shift+up", "shift+down", "escape", "escape", "escape", "1", "2", "3", "4", "5", "tab", "f1", "q"),
]


async def mash(hand: Stagehand, count: int, seed: int) -> None:
    """`count` random keys; the clock moves on a little between them."""
    choice = random.Random(seed)
    async with program(hand.desk, (80, 24)) as pilot:
        for _key in range(count):
            await pilot.press(choice.choice(KEYS))
            hand.clock.advance(choice.choice([SECOND // 30, SECOND, 20 * SECOND]))
        assert pilot.app.is_running
        # Whatever was written can be read again, and says what the desk believed.
        assert fold(hand.desk.records()) == hand.desk.contest


async def test_random_keys(hand: Stagehand) -> None:
    await mash(hand.ready(), 250, seed=7)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
async def test_ten_thousand_random_keys(hand: Stagehand, seed: int) -> None:
    await mash(hand.ready(), 2000, seed)


@pytest.mark.parametrize("key", ["space", "enter", "u", "x", "1", "plus", "t", "shift+down", "m"])
async def test_a_key_held_down_writes_one_record_at_most(hand: Stagehand, key: str) -> None:
    hand.ready().arm("ceria").time("slot_started")
    async with program(hand.desk, (80, 24)) as pilot:
        before = len(hand.desk.records())
        for _repeat in range(30):
            hand.clock.advance(SECOND // 30)
            await pilot.press(key)
        await pilot.pause(0.05)
        assert len(hand.desk.records()) - before <= 1
