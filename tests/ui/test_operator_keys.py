"""A key that is held down is one key."""

import pytest
from contests import Stagehand
from desks import program

from juri_tui.slot import SECOND


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
