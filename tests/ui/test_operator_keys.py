"""A key that is held down is one key."""

import pytest
from contests import Stagehand
from desks import program, reopened
from frames import frame, until

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


@pytest.mark.parametrize(("opens", "held"), [("plus", "1"), ("j", "2"), ("plus", "enter"), ("m", "enter")])
async def test_a_key_held_down_answers_one_question_and_not_the_next(hand: Stagehand, opens: str, held: str) -> None:
    """The second question, or the screen behind the first, is answered by a press of its own."""
    hand.ready().arm("ceria").time("slot_started").time("slot_paused")  # the pause still owes its reason
    async with program(hand.desk, (80, 24)) as pilot:
        before = [record.kind for record in hand.desk.records()]
        hand.clock.advance(SECOND)
        await pilot.press(opens)
        await pilot.pause(0.05)
        for _repeat in range(30):
            hand.clock.advance(SECOND // 30)
            await pilot.press(held)
        await pilot.pause(0.05)
        news = [record.kind for record in hand.desk.records()][len(before) :]
        assert news == (["board_mode_set"] if opens == "m" else [])
        hand.clock.advance(SECOND)
        if opens != "m":
            await pilot.press("1")
            await until(pilot, lambda: len(hand.desk.records()) == len(before) + 1, "pressed anew it answers")


async def test_a_digit_held_down_answers_what_the_crash_asked_and_no_reason_behind_it(hand: Stagehand) -> None:
    hand.ready().arm("ceria").time("slot_started")
    hand.clock.advance(600 * SECOND)
    hand.time("slot_paused").time("slot_resumed")  # the pause still owes its reason
    hand.desk.close()
    hand.clock.advance(37 * SECOND)
    desk = reopened(hand)
    async with program(desk) as pilot:
        await until(pilot, lambda: "Program tertutup paling lama 00:37" in frame(pilot.app))
        before = len(desk.records())
        for _repeat in range(30):
            hand.clock.advance(SECOND // 30)
            await pilot.press("1")
        await until(pilot, lambda: "Program tertutup" not in frame(pilot.app))
        await pilot.app.at_desk(desk.now)
        assert len(desk.records()) == before
        hand.clock.advance(SECOND)
        await pilot.press("1")
        await until(pilot, lambda: desk.records()[-1].kind == "slot_reason_given")
