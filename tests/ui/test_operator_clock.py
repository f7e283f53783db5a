"""Meja Operator where time gets ahead of it: keys upon an old picture, marks long past, fast rehearsals."""

from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from desks import Keys, program, reopened
from events import kediri
from frames import frame, until

from juri_tui.app import BEAT_S
from juri_tui.lease import QUIET_NS as LEASE_NS
from juri_tui.screens.recovery import QUIET_NS as QUESTION_NS
from juri_tui.slot import SECOND, SlotState
from juri_tui.widgets.big_clock import BigClock
from juri_tui.widgets.header import clock_line

MINUTE = 60 * SECOND
OVERTAKEN = "Keadaan sudah berubah"


@pytest.fixture
def running(hand: Stagehand) -> Stagehand:
    """Ceria presents."""
    return hand.ready().arm("ceria").time("slot_started")


# --- a picture that is old by now ------------------------------------------------------------------------------------


async def test_a_second_key_before_the_first_is_shown_is_refused(running: Stagehand) -> None:
    """Enter after Space would end what the screen still shows running; it is asked again instead."""
    async with program(running.desk) as pilot:
        keys = Keys(pilot, running)
        running.clock.advance(SECOND)
        pilot.app.screen.action_advance()
        pilot.app.screen.action_proceed()
        await until(pilot, lambda: OVERTAKEN in keys.notice)
        assert running.desk.contest.live.state is SlotState.PAUSED


async def test_undo_pressed_twice_before_the_first_is_shown_takes_one_back(hand: Stagehand) -> None:
    hand.ready().present("ceria")
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        for _press in range(2):
            hand.clock.advance(SECOND)
            pilot.app.screen.action_undo()
        await until(pilot, lambda: OVERTAKEN in keys.notice)
        assert hand.desk.contest.live.state is SlotState.ENDED


@pytest.mark.parametrize(
    ("key", "typed", "reason"), [("plus", "", "1"), ("k", "+30", "1"), ("l", "95", "")], ids=["give", "correct", "late"]
)
async def test_an_answer_to_a_question_that_was_overtaken_is_refused(
    hand: Stagehand, key: str, typed: str, reason: str
) -> None:
    hand.ready().arm("ceria")
    if key != "l":
        hand.time("slot_started")
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press(key)
        await keys.dialog("AskLine" if typed else "AskChoice")
        hand.time("slot_started" if key == "l" else "slot_paused")
        before = keys.kinds
        if typed:
            await keys.type(typed)
        else:
            await keys.press("1")
        if reason:
            await keys.dialog("AskChoice")
            await pilot.pause(0.05)
            await keys.press(reason)
        await until(pilot, lambda: OVERTAKEN in keys.notice)
        assert keys.kinds == before


# --- signs of life ---------------------------------------------------------------------------------------------------


async def test_signs_of_life_come_often_enough_for_a_restart_to_ask_nothing(
    running: Stagehand, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert BEAT_S * SECOND < QUESTION_NS < LEASE_NS
    monkeypatch.setattr("juri_tui.app.BEAT_S", 0.05)
    async with program(running.desk) as pilot:
        for _beat in range(2):
            running.clock.advance(5 * SECOND)
            await until(pilot, lambda: running.desk.heartbeat() == running.clock.now())


# --- marks -----------------------------------------------------------------------------------------------------------


async def test_a_mark_long_past_is_said_but_not_rung_and_each_minute_over_is_a_mark(
    running: Stagehand, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[str] = []
    async with program(running.desk) as pilot:
        keys = Keys(pilot, running)
        monkeypatch.setattr(pilot.app, "bell", lambda: rung.append("bell"))
        running.clock.advance(26 * MINUTE)
        await until(pilot, lambda: "▲ 5 MENIT LAGI" in keys.text("#standing"))
        assert rung == []
        running.clock.advance(5 * MINUTE)
        await until(pilot, lambda: "LEWAT 1 MENIT" in keys.text("#standing"))
        assert rung == ["bell"], "the limit was a minute ago"


# --- rehearsals that run faster --------------------------------------------------------------------------------------


@pytest.fixture
def fast(tmp_path: Path) -> Stagehand:
    """Ceria is called in a rehearsal in which a real second is ten of the contest."""
    return Stagehand(tmp_path / "cepat.juri", kediri(), ManualClock(), speed=10).ready().arm("ceria")


async def test_a_fast_rehearsal_counts_ten_seconds_in_one(fast: Stagehand) -> None:
    async with program(fast.desk) as pilot:
        keys = Keys(pilot, fast)
        clock = pilot.app.screen.query_one(BigClock)
        await keys.press("l")
        await keys.dialog("AskLine")
        await keys.type("1.35")
        await until(pilot, lambda: clock.text == "14:10")
        fast.clock.advance(SECOND)
        pilot.app.screen.pulse.beat()
        assert clock.text == "14:00"
        fast.clock.advance(26 * SECOND)
        await until(pilot, lambda: clock.text == "09:40")
        await keys.writes("space", kind="slot_paused")
        assert (keys.last.elapsed_ns, clock.text) == (1230 * SECOND, "09:30")
        assert clock_line(fast.desk.contest, fast.clock.now()) == "Paparan · sisa 09:30  ❚❚ JEDA"
        fast.clock.advance(3 * SECOND)
        await until(pilot, lambda: "jeda 00:30" in keys.text("#numbers"))
        await keys.writes("space", kind="slot_resumed")
        assert "batas 09.01.30" in keys.text("#numbers"), "57 real seconds from 09.00.33"
        fast.clock.advance(58 * SECOND)
        await until(pilot, lambda: "Waktu Paparan habis" in keys.notice)
        await until(pilot, lambda: clock.text == "+00:10")


async def test_time_away_from_a_fast_rehearsal_is_a_stoppage_ten_times_as_long(fast: Stagehand) -> None:
    fast.time("slot_started")
    fast.clock.advance(60 * SECOND)
    fast.desk.beat()
    fast.desk.close()
    fast.clock.advance(37 * SECOND)
    desk = reopened(fast)
    async with program(desk) as pilot:
        keys = Keys(pilot, fast, desk)
        await until(pilot, lambda: "Program tertutup paling lama 00:37" in frame(pilot.app))
        await keys.writes("2", kind="slot_resumed", count=2)
        assert desk.contest.live.run.paused_ns == 370 * SECOND
        assert keys.last.elapsed_ns == 610 * SECOND, "the second until the key was no stoppage"
