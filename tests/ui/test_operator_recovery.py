"""The console after a crash, a power cut or a full disk, and beside a second one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from contests import Stagehand
from desks import Keys, program, reopened
from frames import frame, until

from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.model import Stamp
from juri_tui.opening import Broken
from juri_tui.slot import SECOND, SlotState, Source, elapsed_ns
from juri_tui.store import Store
from juri_tui.store_fault import StoreFault
from juri_tui.widgets.big_clock import BigClock

MINUTE = 60 * SECOND


@pytest.fixture
def running(hand: Stagehand) -> Stagehand:
    """Ceria presents since ten minutes; the console has just given a sign of life."""
    hand.ready().arm("ceria").time("slot_started")
    hand.clock.advance(10 * MINUTE)
    hand.desk.beat()
    return hand


def elapsed(desk: Desk) -> int:
    """Elapsed whole seconds of the phase on the stage."""
    slot = desk.contest.live
    assert slot is not None
    found = elapsed_ns(slot, desk.now())
    assert found is not None
    return found // SECOND


# --- case 1: the same boot -------------------------------------------------------------------------------------------


async def test_away_on_the_same_boot_the_clock_ran_on(running: Stagehand) -> None:
    running.desk.close()
    running.clock.advance(37 * SECOND)
    desk = reopened(running)
    async with program(desk) as pilot:
        keys = Keys(pilot, running, desk)
        words = "Program tertutup paling lama 00:37 (menit:detik); waktu tetap berjalan."
        await until(pilot, lambda: words in frame(pilot.app))
        assert pilot.app.screen.query_one(BigClock).text == "19:23"
        before = keys.kinds
        await keys.press("1")
        await pilot.pause(0.05)
        assert "Program tertutup" not in frame(pilot.app)
        assert keys.kinds == before


async def test_away_can_be_counted_as_a_stoppage(running: Stagehand) -> None:
    running.desk.close()
    running.clock.advance(37 * SECOND)
    desk = reopened(running)
    async with program(desk) as pilot:
        keys = Keys(pilot, running, desk)
        await until(pilot, lambda: "Program tertutup" in frame(pilot.app))
        running.clock.advance(20 * SECOND)  # the operator thinks; that is no stoppage
        await keys.writes("2", kind="slot_resumed", count=2)
        slot = desk.contest.live
        assert slot is not None
        assert slot.run.paused_ns == 37 * SECOND
        assert slot.state is SlotState.RUNNING
        assert elapsed(desk) == 600 + 21


async def test_in_the_next_phase_nobody_is_asked_about_the_time_away_any_more(running: Stagehand) -> None:
    running.desk.close()
    running.clock.advance(37 * SECOND)
    desk = reopened(running)
    async with program(desk) as pilot:
        keys = Keys(pilot, running, desk)
        await until(pilot, lambda: "Program tertutup" in frame(pilot.app))
        await keys.writes("enter", kind="slot_ended")
        assert "Program tertutup" in frame(pilot.app), "a correction is still lawful"
        await keys.writes("enter", kind="slot_advanced")
        await until(pilot, lambda: "KBK Ceria: akhir Paparan pukul 09.10.38 belum diberi alasan." in frame(pilot.app))
        await keys.writes("1", kind="slot_reason_given")


async def test_away_can_be_corrected(running: Stagehand) -> None:
    running.desk.close()
    running.clock.advance(37 * SECOND)
    desk = reopened(running)
    async with program(desk) as pilot:
        keys = Keys(pilot, running, desk)
        await until(pilot, lambda: "Program tertutup" in frame(pilot.app))
        await keys.press("3")
        await keys.dialog("AskLine")


async def test_a_correction_left_half_way_is_asked_for_again(running: Stagehand) -> None:
    running.desk.close()
    running.clock.advance(37 * SECOND)
    desk = reopened(running)
    async with program(desk) as pilot:
        keys = Keys(pilot, running, desk)
        await until(pilot, lambda: "Program tertutup" in frame(pilot.app))
        await keys.press("3")
        await keys.dialog("AskLine")
        await keys.press("escape")
        await until(pilot, lambda: "Program tertutup" in frame(pilot.app))
        await keys.writes("2", kind="slot_resumed", count=2)


async def test_a_program_that_ends_at_once_was_there_meanwhile(running: Stagehand) -> None:
    running.desk.close()
    running.clock.advance(37 * SECOND)
    desk = reopened(running)
    async with program(desk) as pilot:
        opened = desk.now()
        await until(pilot, lambda: desk.heartbeat() == opened, "a sign of life upon opening")


async def test_a_quick_restart_asks_nothing(running: Stagehand) -> None:
    running.desk.close()
    running.clock.advance(2 * SECOND)
    desk = reopened(running)
    async with program(desk) as pilot:
        await pilot.pause(0.2)
        assert "Program tertutup" not in frame(pilot.app)
        assert pilot.app.screen.query_one(BigClock).text == "19:58"


# --- cases 2 to 4: another boot --------------------------------------------------------------------------------------


async def test_a_power_cut_is_bridged_and_said(running: Stagehand) -> None:
    running.desk.close()
    running.clock.reboot(90 * SECOND)
    desk = reopened(running)
    async with program(desk) as pilot:
        keys = Keys(pilot, running, desk)
        await until(pilot, lambda: keys.kinds[-1] == "timer_recovered")
        assert (keys.last.source, keys.last.ns) == (Source.WALL, 690 * SECOND)
        await until(pilot, lambda: "Komputer mati 01:30" in frame(pilot.app))
        await until(pilot, lambda: pilot.app.screen.query_one(BigClock).text == "18:30")
        assert "±2 detik" in keys.text("#numbers")
        await keys.press("1")
        await pilot.pause(0.05)
        assert "Komputer mati" not in frame(pilot.app)


@pytest.mark.parametrize(("gap", "asked"), [(90 * SECOND, False), (3600 * SECOND, True)])
async def test_a_power_cut_leaves_the_console_to_be_taken_and_its_clock_with_it(
    running: Stagehand, gap: int, asked: bool
) -> None:
    """Nobody left: the file still names the program of the boot before, so one key confirms that it is gone."""
    running.clock.reboot(gap)
    desk = reopened(running)
    assert not desk.console
    async with program(desk) as pilot:
        keys = Keys(pilot, running, desk)
        await keys.press("o")
        await keys.dialog("AskChoice")
        await keys.press("1")
        if asked:
            await keys.dialog("RecoveryScreen")
            await pilot.press("1")
        await until(pilot, lambda: keys.kinds[-1] == "timer_recovered")
        assert keys.last.source is (Source.OPERATOR if asked else Source.WALL)
        assert elapsed(desk) == (600 if asked else 692), "two keys came a second each after the cut"
        await until(pilot, lambda: asked or "Komputer mati 01:32" in frame(pilot.app))


@pytest.mark.parametrize(
    ("gap", "key", "expected"),
    [(3600 * SECOND, "1", 600), (3600 * SECOND, "3", 4230), (-3600 * SECOND, "1", 600)],
)
async def test_a_long_or_backward_gap_is_asked(running: Stagehand, gap: int, key: str, expected: int) -> None:
    running.desk.close()
    running.clock.reboot(gap)
    desk = reopened(running)
    async with program(desk) as pilot:
        keys = Keys(pilot, running, desk)
        await keys.dialog("RecoveryScreen")
        assert "10:00" in frame(pilot.app)
        assert ("waktu mati ikut dihitung" in frame(pilot.app)) == (gap > 0)
        running.clock.advance(30 * SECOND)  # thinking counts too, where the time away does
        await pilot.press(key)
        await until(pilot, lambda: keys.kinds[-1] == "timer_recovered")
        assert keys.last.source is Source.OPERATOR
        assert elapsed(desk) == expected


async def test_elapsed_time_can_be_typed_and_the_question_left(running: Stagehand) -> None:
    running.desk.close()
    running.clock.reboot(3600 * SECOND)
    desk = reopened(running)
    async with program(desk) as pilot:
        keys = Keys(pilot, running, desk)
        await keys.dialog("RecoveryScreen")
        await pilot.press("escape")
        await keys.dialog("OperatorScreen")
        assert pilot.app.screen.query_one(BigClock).text == "--:--"
        assert "Tekan Enter untuk menetapkan waktu terpakai" in keys.notice
        await keys.refuses("space", words="Tetapkan dahulu waktu terpakai")
        await keys.press("enter")
        await keys.dialog("RecoveryScreen")
        await keys.press("2")
        await keys.dialog("AskLine")
        await keys.type("besok")
        await keys.dialog("RecoveryScreen")
        assert "bukan lama waktu" in frame(pilot.app)
        await keys.press("2")
        await keys.dialog("AskLine")
        await keys.type("12.30")
        await until(pilot, lambda: keys.kinds[-1] == "timer_recovered")
        assert elapsed(desk) == 750


async def test_a_sign_of_life_that_can_not_be_read_ends_nothing_and_is_asked_for_again(
    running: Stagehand, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.desk.close()
    running.clock.reboot(3600 * SECOND)
    desk = reopened(running)

    def refuse() -> Stamp:
        raise StoreFault("busy")

    with monkeypatch.context() as patch:
        patch.setattr(desk, "heartbeat", refuse)
        async with program(desk) as pilot:
            keys = Keys(pilot, running, desk)
            await until(pilot, lambda: "dikunci program lain" in keys.notice)
            await keys.refuses("enter", words="dikunci program lain")
            assert type(pilot.app.screen).__name__ == "OperatorScreen"
            patch.undo()
            await keys.press("enter")
            await keys.dialog("RecoveryScreen")


async def test_a_paused_clock_is_still_paused(running: Stagehand) -> None:
    running.time("slot_paused").desk.close()
    running.clock.reboot(3600 * SECOND)
    desk = reopened(running)
    async with program(desk) as pilot:
        keys = Keys(pilot, running, desk)
        before = keys.kinds
        await pilot.pause(0.2)
        assert pilot.app.screen.query_one(BigClock).text == "20:00"
        assert keys.kinds == before
        await keys.writes("space", kind="slot_resumed")


# --- a disk that does not take it ------------------------------------------------------------------------------------


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Makes the disk full, and empty again."""
    append = Store.append

    def switch(on: bool) -> None:
        def refuse(*_args: object, **_more: object) -> None:
            raise StoreFault("full")

        monkeypatch.setattr(Store, "append", refuse if on else append)

    return switch


async def test_what_is_not_saved_moves_nothing_and_f12_tries_again(
    hand: Stagehand, full: Callable[[bool], None]
) -> None:
    hand.ready().arm("ceria")
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        full(True)
        await keys.refuses("space", words="BELUM TERSIMPAN")
        pressed = hand.clock.now()
        await until(pilot, lambda: "BELUM TERSIMPAN: perintah terakhir" in frame(pilot.app))
        assert hand.desk.contest.live.state is SlotState.ARMED
        hand.clock.advance(30 * SECOND)
        await pilot.press("f12")
        await until(pilot, lambda: pilot.app.unsaved)
        full(False)
        await keys.press("f12")
        await until(pilot, lambda: keys.kinds[-1] == "slot_started")
        assert hand.desk.records()[-1].at == pressed, "it began when Space was pressed"
        await until(pilot, lambda: "BELUM TERSIMPAN" not in frame(pilot.app).splitlines()[1])


async def test_a_disk_that_fails_stops_and_stays_said(running: Stagehand, monkeypatch: pytest.MonkeyPatch) -> None:
    """F12 can not help any more: what was not saved is said until the program is opened again."""

    def broken(*_args: object, **_more: object) -> None:
        raise StoreFault("io", "SQLITE_IOERR_FSYNC")

    async with program(running.desk) as pilot:
        keys = Keys(pilot, running)
        with monkeypatch.context() as patch:
            patch.setattr(Store, "append", broken)
            await keys.refuses("space", words="BELUM TERSIMPAN")
        await until(pilot, lambda: "disk gagal sesudah catatan" in frame(pilot.app))
        await keys.refuses("f12", words="Hanya membaca")
        assert pilot.app.unsaved
        assert "BELUM TERSIMPAN: perintah terakhir" in frame(pilot.app)


async def test_a_file_that_can_not_be_read_leaves_the_last_picture_marked(
    running: Stagehand, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with program(running.desk) as pilot:

        def refuse(*_args: object) -> None:
            raise StoreFault("io")

        with monkeypatch.context() as patch:
            patch.setattr(Store, "changed", refuse)
            await until(pilot, lambda: "data terakhir 09.10.00" in frame(pilot.app))
        await until(pilot, lambda: "data terakhir" not in frame(pilot.app))


async def test_a_low_disk_and_a_broken_chain_are_said(
    running: Stagehand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Desk, "disk_warning", lambda _desk: "Sisa disk hanya 12 MB.")
    running.desk.broken = Broken(3, "chain")
    async with program(running.desk) as pilot:
        await until(pilot, lambda: "Sisa disk hanya 12 MB." in frame(pilot.app))
        assert "rantai catatan putus di catatan 3" in frame(pilot.app)


async def test_the_console_of_another_role_is_not_asked(running: Stagehand) -> None:
    stage = Desk(running.path, Role.STAGE, running.clock)
    async with program(stage) as pilot:
        await until(pilot, lambda: pilot.app.screen.query_one(BigClock).text == "20:00")
        assert stage.who != OPERATOR
