"""Two consoles at one file: the second only reads, and takes over by one key, by the passphrase, or by itself."""

import pytest
from contests import Stagehand
from desks import Keys, program, reopened
from frames import frame, until

from juri_tui.slot import SECOND

MINUTE = 60 * SECOND


@pytest.fixture
def running(hand: Stagehand) -> Stagehand:
    """Ceria presents since ten minutes; the console has just given a sign of life."""
    hand.ready().arm("ceria").time("slot_started")
    hand.clock.advance(10 * MINUTE)
    hand.desk.beat()
    return hand


async def test_a_second_console_only_reads_until_it_takes_over(running: Stagehand) -> None:
    second = reopened(running)
    assert not second.console
    async with program(second) as pilot:
        keys = Keys(pilot, running, second)
        assert "HANYA MEMBACA" in frame(pilot.app)
        await keys.refuses("space", words="hanya membaca")
        assert "slot_paused" not in keys.kinds
        await keys.press("o")
        await keys.dialog("LockScreen")
        await keys.type("latihan")
        await until(pilot, lambda: second.console)
        await until(pilot, lambda: "HANYA MEMBACA" not in frame(pilot.app))
        await keys.writes("space", kind="slot_paused")
        running.desk.beat()
        assert not running.desk.console, "the first one notices, and reads"


async def test_a_quiet_console_is_taken_with_one_key(running: Stagehand) -> None:
    second = reopened(running)
    running.clock.advance(16 * SECOND)
    async with program(second) as pilot:
        keys = Keys(pilot, running, second)
        await keys.press("o")
        await keys.dialog("AskChoice")
        await keys.press("1")
        await until(pilot, lambda: second.console)
        await until(pilot, lambda: "Program tertutup paling lama 00:18 (menit:detik); waktu" in frame(pilot.app))
        await keys.refuses("o", words="sudah ada di layar ini")


async def test_a_quiet_console_whose_holder_comes_back_before_the_key_needs_the_passphrase(running: Stagehand) -> None:
    second = reopened(running)
    running.clock.advance(16 * SECOND)
    async with program(second) as pilot:
        keys = Keys(pilot, running, second)
        await keys.press("o")
        await keys.dialog("AskChoice")
        running.desk.beat()
        await keys.press("1")
        await keys.dialog("LockScreen")
        assert running.desk.console
        assert not second.console
        await keys.type("latihan")
        await until(pilot, lambda: keys.kinds[-1] == "console_taken")
        assert keys.last.reason == "konsol lain masih dipakai"


async def test_a_console_that_was_left_is_taken_by_itself(running: Stagehand) -> None:
    second = reopened(running)
    async with program(second) as pilot:
        running.desk.close()
        await until(pilot, lambda: second.console)


async def test_a_console_that_the_power_cut_took_is_told_from_one_that_is_used(running: Stagehand) -> None:
    running.clock.reboot(90 * SECOND)
    desk = reopened(running)
    async with program(desk) as pilot:
        await until(
            pilot, lambda: "konsol yang terakhir tidak memberi tanda lagi. O mengambil alih." in frame(pilot.app)
        )
