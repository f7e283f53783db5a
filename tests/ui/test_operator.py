"""Meja Operator: every key does what it says, a key held down is one press, and nothing is said that is not saved."""

import pytest
from contests import Stagehand
from desks import Keys, program
from frames import frame, until

from juri_tui.slot import SECOND, SlotState
from juri_tui.widgets.big_clock import BigClock

MINUTE = 60 * SECOND


@pytest.fixture
def ready(hand: Stagehand) -> Stagehand:
    """Drawn and frozen, 09.30 at the event."""
    hand.clock.advance(30 * MINUTE)
    return hand.ready()


async def test_one_kbk_needs_space_and_enter_alone(ready: Stagehand) -> None:
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.writes("enter", kind="slot_armed")
        assert "Spasi untuk memulai Paparan 30:00" in keys.notice or "dipanggil" in keys.notice
        await keys.writes("space", kind="slot_started")
        await keys.writes("space", kind="slot_paused")
        await keys.writes("space", kind="slot_resumed")
        await keys.writes("enter", kind="slot_ended")
        await keys.writes("enter", kind="slot_advanced")
        await keys.writes("space", kind="slot_started")
        await keys.writes("enter", kind="slot_ended")
        await keys.writes("enter", kind="slot_finished")
        assert ready.desk.contest.performed("ceria")
        await keys.writes("enter", kind="slot_armed")
        live = ready.desk.contest.live
        assert live is not None
        assert live.kbk == "melati"


async def test_a_command_bears_the_moment_of_its_key(ready: Stagehand) -> None:
    ready.arm("ceria")
    async with program(ready.desk) as pilot:
        at = ready.clock.advance(SECOND)
        await pilot.press("space")
        ready.clock.advance(5 * SECOND)
        await until(pilot, lambda: ready.desk.records()[-1].kind == "slot_started")
        assert ready.desk.records()[-1].at == at


async def test_space_held_down_is_one_toggle(ready: Stagehand) -> None:
    ready.arm("ceria")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        before = len(keys.kinds)
        for _repeat in range(12):
            ready.clock.advance(SECOND * 2 // 5)  # the window slides: 4.8 s of repeats are still one press
            await pilot.press("space")
        await keys.shown()
        assert keys.kinds[before:] == ["slot_started"]
        ready.clock.advance(SECOND * 7 // 10 - 1)
        await pilot.press("space")
        await keys.shown()
        assert keys.kinds[before:] == ["slot_started"]
        ready.clock.advance(SECOND * 7 // 10)
        await pilot.press("space")
        await until(pilot, lambda: keys.kinds[before:] == ["slot_started", "slot_paused"])


@pytest.mark.parametrize("key", ["enter", "u", "x"])
async def test_other_keys_held_down_act_once(ready: Stagehand, key: str) -> None:
    ready.arm("ceria").time("slot_started")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        before = len(keys.kinds)
        for _repeat in range(8):
            ready.clock.advance(SECOND // 30)
            await pilot.press(key)
        await keys.shown()
        await pilot.pause(0.05)
        assert len(keys.kinds) == before + 1


async def test_keys_that_make_no_sense_now_say_what_does(ready: Stagehand) -> None:
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.refuses("space", words="Tekan Enter untuk memanggil")
        await keys.refuses("plus", words="Belum ada kelompok di panggung")
        await keys.refuses("u", words="Tidak ada")
        await keys.refuses("a", words="Semua jeda dan akhir sudah beralasan")
        await keys.writes("enter", kind="slot_armed")
        await keys.refuses("enter", words="Tekan Spasi untuk memulai")
        await keys.refuses("k", words="Tidak dapat mengoreksi")


async def test_time_is_given_with_a_reason(ready: Stagehand) -> None:
    ready.arm("ceria").time("slot_started")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.press("plus")
        await keys.dialog("AskChoice")
        await keys.press("2")
        await pilot.pause(0.05)
        await keys.writes("1", kind="slot_adjusted")
        assert (keys.last.ns, keys.last.reason) == (2 * MINUTE, "permintaan ketua dewan juri")
        assert "tambahan 02:00" in keys.text("#numbers")


async def test_time_is_taken_by_typing_and_left_by_escape(ready: Stagehand) -> None:
    ready.arm("ceria").time("slot_started")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.press("plus", "escape")
        await keys.press("plus", "5")
        await keys.dialog("AskLine")
        await keys.type("-1.30")
        await keys.dialog("AskChoice")
        await keys.press("5")
        await keys.dialog("AskLine")
        before = len(keys.kinds)
        await keys.type("rapat")
        await until(pilot, lambda: len(keys.kinds) == before + 1)
        assert (keys.last.ns, keys.last.reason) == (-90 * SECOND, "rapat")


async def test_a_forgotten_start_counts_from_the_key_press(ready: Stagehand) -> None:
    ready.arm("ceria")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        pressed = ready.clock.advance(SECOND)
        await pilot.press("l")
        await keys.dialog("AskLine")
        ready.clock.advance(20 * SECOND)  # typing takes its time
        await keys.type("1.35")
        await until(pilot, lambda: keys.kinds[-1] == "slot_started")
        record = ready.desk.records()[-1]
        assert (record.at, record.payload.ns) == (pressed, 95 * SECOND)
        await until(pilot, lambda: pilot.app.screen.query_one(BigClock).text == "28:05")


@pytest.mark.parametrize(("typed", "words"), [("besok", "bukan lama waktu"), ("-5", "tidak boleh kurang dari nol")])
async def test_a_late_start_that_can_not_be_is_refused(ready: Stagehand, typed: str, words: str) -> None:
    ready.arm("ceria")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.press("l")
        await keys.dialog("AskLine")
        await keys.type(typed)
        await until(pilot, lambda: words in frame(pilot.app))
        assert ready.desk.contest.live.state is SlotState.ARMED
        field = pilot.app.screen.query_one("Input")
        assert field.value == typed, "what was typed stays to be mended"
        field.value = "95"
        await keys.writes("enter", kind="slot_started")


async def test_elapsed_time_is_corrected_with_a_reason(ready: Stagehand) -> None:
    ready.arm("ceria").time("slot_started")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.press("k")
        await keys.dialog("AskLine")
        await keys.type("+30")
        await keys.dialog("AskChoice")
        await keys.writes("4", kind="slot_corrected")
        assert (keys.last.ns, keys.last.reason) == (30 * SECOND, "lupa menekan tombol")


async def test_a_pause_asks_for_its_reason_and_blocks_nothing(ready: Stagehand) -> None:
    ready.arm("ceria").time("slot_started")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        strip = pilot.app.screen.query_one("QuestionStrip")
        assert not strip.display
        await keys.writes("space", kind="slot_paused")
        assert strip.display
        assert "belum diberi alasan" in frame(pilot.app)
        await keys.writes("space", kind="slot_resumed")
        assert strip.display, "it stays until it is answered"
        await keys.writes("2", kind="slot_reason_given")
        assert keys.last.reason == "permintaan juri"
        assert not strip.display
        before = keys.kinds
        await keys.press("2")
        assert keys.kinds == before


async def test_the_last_digit_asks_for_other_words(ready: Stagehand) -> None:
    ready.arm("ceria").time("slot_started")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.writes("x", kind="slot_aborted")
        await keys.press("5")
        await keys.dialog("AskLine")
        await keys.type("banjir")
        await until(pilot, lambda: keys.kinds[-1] == "slot_reason_given")
        assert keys.last.reason == "banjir"


async def test_an_end_at_the_limit_is_not_asked_about_but_a_takes_a_reason(ready: Stagehand) -> None:
    ready.arm("ceria").time("slot_started")
    ready.clock.advance(30 * MINUTE)
    ready.time("slot_ended")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        assert not pilot.app.screen.query_one("QuestionStrip").display
        await keys.press("a")
        await keys.dialog("AskLine")
        await keys.type("dihentikan juri")
        await until(pilot, lambda: keys.kinds[-1] == "slot_reason_given")


async def test_an_answer_can_be_clicked(ready: Stagehand) -> None:
    ready.arm("ceria").time("slot_started").time("slot_paused")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await pilot.pause()
        before = len(keys.kinds)
        await pilot.click("Answer")
        await until(pilot, lambda: len(keys.kinds) == before + 1)
        assert keys.last.reason == "kendala teknis"


async def test_undo_walks_back_also_from_done(ready: Stagehand) -> None:
    ready.present("ceria")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.writes("u", kind="slot_undone")
        assert ready.desk.contest.live.state is SlotState.ENDED
        await keys.writes("u", kind="slot_undone")
        assert ready.desk.contest.live.state is SlotState.RUNNING


async def test_who_is_absent_withdraws_or_is_back(ready: Stagehand) -> None:
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.press("t")
        await keys.dialog("AskChoice")
        await keys.press("1")
        await pilot.pause(0.05)
        await keys.writes("1", kind="slot_no_show")
        assert ready.desk.contest.status("ceria")[0] == "no_show"
        assert "memanggil nomor 2" in keys.notice or "Status" in keys.notice
        await keys.press("down")
        assert pilot.app.screen.selected().id == "berlian"
        await keys.press("t")
        await keys.dialog("AskChoice")
        await keys.press("2")
        await pilot.pause(0.05)
        await keys.writes("1", kind="kbk_status_set")
        assert ready.desk.contest.status("berlian") == ("withdrawn", "permintaan kelompok")


async def test_the_running_order_changes_with_a_reason(ready: Stagehand) -> None:
    ready.present("ceria")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.refuses("shift+up", words="sudah tampil")
        await keys.press("shift+down")
        await keys.dialog("AskChoice")
        await keys.writes("1", kind="order_changed")
        assert ready.desk.contest.order == ("ceria", "berlian", "melati", "cp-joss")
        assert [kbk.number for kbk in ready.desk.contest.running_order()] == [1, 3, 2, 4]


async def test_the_keys_of_the_house(ready: Stagehand) -> None:
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)

        async def chosen(key: str, *digits: str, kind: str) -> None:
            before = len(keys.kinds)
            await keys.press(key)
            for digit in digits:
                await keys.dialog("AskChoice")
                await keys.press(digit)
                await pilot.pause(0.05)
            await until(pilot, lambda: len(keys.kinds) > before, kind)
            assert keys.kinds[-1] == kind
            await keys.shown()

        await chosen("j", "2", "1", kind="juri_absent")
        assert ready.desk.contest.absent == {"swasta": "sakit"}
        await chosen("j", "2", "1", kind="juri_absent")
        assert ready.desk.contest.absent == {}
        await chosen("p", "1", kind="stage_line_set")
        assert "Mohon disimpulkan" in keys.text("#standing")
        await chosen("m", "2", kind="board_mode_set")
        assert ready.desk.contest.board_mode == "kemajuan"
        await chosen("g", "2", kind="schedule_shifted")
        assert keys.last.seconds == 600
        await chosen("g", "5", kind="schedule_shifted")
        assert keys.last.seconds == -600
        await chosen("i", "2", kind="break_started")
        assert "Istirahat sampai" in keys.text("#late")
        await keys.writes("i", kind="break_ended")
        await keys.press("c")
        await keys.dialog("AskLine")
        await keys.type("listrik padam")
        await until(pilot, lambda: keys.kinds[-1] == "note_written")


async def test_a_sign_that_no_record_holds_is_refused_in_words(ready: Stagehand) -> None:
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.press("c")
        await keys.dialog("AskLine")
        pilot.app.screen.query_one("Input").value = "a\u202eb"
        await pilot.press("enter")
        await until(pilot, lambda: "U+202E" in frame(pilot.app))
        assert "note_written" not in keys.kinds


async def test_the_clock_goes_on_behind_a_question(ready: Stagehand) -> None:
    ready.arm("ceria").time("slot_started")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.press("plus")
        await keys.dialog("AskChoice")
        ready.clock.advance(60 * SECOND)
        clock = pilot.app.screen_stack[0].query_one(BigClock)
        await until(pilot, lambda: clock.text == "28:59")


async def test_a_picture_that_fails_stops_no_clock(ready: Stagehand, monkeypatch: pytest.MonkeyPatch) -> None:
    ready.arm("ceria").time("slot_started")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        with monkeypatch.context() as patch:
            patch.setattr("juri_tui.screens.operator.guidance", lambda *_: 1 // 0)
            pilot.app.screen.again()
            await until(pilot, lambda: "ZeroDivisionError" in keys.notice)
        ready.clock.advance(60 * SECOND)
        await until(pilot, lambda: pilot.app.screen.query_one(BigClock).text == "29:00")
        await keys.writes("space", kind="slot_paused")


async def test_bells_ring_once_a_mark_unless_muted(ready: Stagehand, monkeypatch: pytest.MonkeyPatch) -> None:
    ready.arm("ceria").time("slot_started")
    rung: list[str] = []
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        monkeypatch.setattr(pilot.app, "bell", lambda: rung.append("bell"))
        ready.clock.advance(25 * MINUTE)
        await until(pilot, lambda: rung)
        await until(pilot, lambda: "5 MENIT LAGI" in frame(pilot.app))
        await pilot.pause(0.6)
        assert len(rung) == 1
        await keys.press("w")
        assert len(rung) == 2
        await keys.press("v")
        ready.clock.advance(4 * MINUTE)
        await until(pilot, lambda: "1 MENIT LAGI" in frame(pilot.app))
        assert len(rung) == 2


@pytest.mark.hears_clocks
async def test_steps_of_the_computer_clock_are_told_and_noted(ready: Stagehand) -> None:
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await pilot.pause(1.1)
        ready.clock.set_wall(3600 * SECOND)
        await until(pilot, lambda: "Jam komputer bergeser 3.600" in keys.notice or keys.kinds[-1] == "note_written")
        await until(pilot, lambda: keys.kinds[-1] == "note_written")
        assert ready.desk.heartbeat().wall_ns == ready.clock.wall_ns
