"""What Meja Operator says, and with which sign: no success where time ran out, no refusal that is true no more."""

import pytest
from contests import Stagehand
from desks import Keys, program
from frames import frame, until

from juri_tui.guidance import owed
from juri_tui.slot import SECOND
from juri_tui.store import Store
from juri_tui.store_fault import StoreFault

MINUTE = 60 * SECOND


async def test_a_refusal_goes_with_the_next_success(hand: Stagehand) -> None:
    hand.ready().arm("ceria")
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.refuses("enter", words="Waktu belum dijalankan. Tekan Spasi untuk memulai.")
        await keys.writes("space", kind="slot_started")
        await until(pilot, lambda: "Paparan berjalan" in keys.notice, keys.notice)
        assert "belum dijalankan" not in frame(pilot.app)
        assert "✓ Waktu dimulai." in frame(pilot.app)


async def test_a_fault_outlives_a_success(hand: Stagehand) -> None:
    hand.ready().arm("ceria")
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        pilot.app.screen.say("Jam dinding mundur.", "fault")
        await keys.writes("space", kind="slot_started")
        await pilot.pause(0.05)
        assert "Jam dinding mundur." in keys.notice


async def test_why_a_key_was_refused_is_not_there_for_who_comes_back(hand: Stagehand) -> None:
    hand.ready()
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("s")
        await keys.dialog("SetupScreen")
        await keys.refuses("r", words="Aturan sudah dibekukan")
        await keys.press("f2")
        await keys.dialog("OperatorScreen")
        pilot.app.screen.say("Jam dinding mundur.", "fault")
        await keys.press("s")
        await keys.dialog("SetupScreen")
        assert "▲ Aturan sudah dibekukan" not in frame(pilot.app)
        assert keys.notice.startswith("▸ ")
        await keys.press("f2")
        await keys.dialog("OperatorScreen")
        assert "Jam dinding mundur." in keys.notice, "a fault stays"


async def test_overtime_bears_no_sign_of_success(hand: Stagehand) -> None:
    hand.ready().arm("ceria").time("slot_started")
    async with program(hand.desk) as pilot:
        hand.clock.advance(31 * MINUTE)
        await until(pilot, lambda: "▲ LEWAT 1 MENIT" in frame(pilot.app))
        assert "✓ LEWAT" not in frame(pilot.app)


async def test_a_refusal_behind_a_question_stands_in_its_line(hand: Stagehand, monkeypatch) -> None:
    """No toast over the question: what could not be saved is said where it is always said."""
    hand.ready()

    def full(*_args, **_more):
        raise StoreFault("full")

    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("c")
        await keys.dialog("AskLine")
        monkeypatch.setattr(Store, "append", full)
        pilot.app.screen_stack[0].call("ceria", "")
        await until(pilot, lambda: "Disk penuh" in keys.notice, keys.notice)
        assert not pilot.app.screen.query("Toast")
        assert not list(pilot.app._notifications)


@pytest.mark.parametrize(("left", "asked"), [(0, False), (-95, False), (60, False), (61, True), (900, True)])
def test_only_an_early_end_is_asked_for_its_reason(hand: Stagehand, left: int, asked: bool) -> None:
    hand.ready().arm("ceria").time("slot_started")
    hand.clock.advance((30 * 60 - left) * SECOND)
    hand.time("slot_ended")
    assert (owed(hand.desk.contest) is not None) is asked
    assert owed(hand.desk.contest, every=True) is not None, "and may be given for any"


async def test_a_reason_may_be_given_for_a_usual_end_too(hand: Stagehand) -> None:
    hand.ready().arm("ceria").time("slot_started")
    hand.clock.advance(30 * MINUTE)
    hand.time("slot_ended")
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        assert "belum diberi alasan" not in frame(pilot.app)
        await keys.press("a")
        await keys.dialog("AskLine")
        await keys.type("juri meminta")
        await until(pilot, lambda: keys.kinds[-1] == "slot_reason_given")


async def test_the_end_after_midnight_is_on_the_screen_with_its_day(hand: Stagehand) -> None:
    hand.ready()
    async with program(hand.desk) as pilot:
        await until(pilot, lambda: "Perkiraan selesai" in frame(pilot.app))
        assert "Rabu" not in frame(pilot.app)
        hand.clock.advance(13 * 60 * MINUTE)
        await until(pilot, lambda: "Perkiraan selesai Rabu 0" in frame(pilot.app))
