"""The console's looks at the clocks of the machine: they go on whatever happens, and each thing is seen to once."""

import sqlite3
import time
from contextlib import closing

import pytest
from contests import Stagehand
from desks import Keys, program, reopened
from frames import frame, until
from real import PASSPHRASE, Real
from textual.pilot import Pilot

from juri_tui.clock import ClockEvent, ClockEventKind, Reading
from juri_tui.desk import OPERATOR
from juri_tui.lease import Claim
from juri_tui.screens import console_seat
from juri_tui.screens.operator import OperatorScreen
from juri_tui.slot import SECOND
from juri_tui.widgets.big_clock import BigClock


@pytest.fixture
def running(hand: Stagehand) -> Stagehand:
    """The first KBK presents, ten minutes in."""
    hand.ready().arm("ceria").time("slot_started")
    hand.clock.advance(600 * SECOND)
    return hand


def console(pilot: Pilot) -> OperatorScreen:
    """The operator's screen, below whatever is asked above it."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, OperatorScreen)
    return screen


def names(pilot: Pilot) -> list[str]:
    """The screens that lie above each other."""
    return [type(screen).__name__ for screen in pilot.app.screen_stack]


async def test_a_seat_that_locks_itself_asks_once_however_often_the_moment_is_looked_at(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key, a record and the watchdog may look within one step of the loop; a desk may take its time to be left."""
    real = Real(tmp_path / "asli.juri")
    assert real.desk.sit(OPERATOR, PASSPHRASE) is None
    leave = real.desk.leave

    def slowly() -> None:
        time.sleep(0.1)
        leave()

    monkeypatch.setattr(real.desk, "leave", slowly)
    async with program(real.desk) as pilot:
        await until(pilot, lambda: not console(pilot)._busy)
        real.clock.advance(91 * SECOND)
        console(pilot).pulse.beat()
        console(pilot).pulse.beat()
        await until(pilot, lambda: names(pilot)[-1] == "LockScreen")
        await pilot.pause(0.3)
        assert names(pilot) == ["OperatorScreen", "LockScreen"]


@pytest.mark.hears_clocks
async def test_a_sleep_after_which_the_seat_locks_itself_is_noted_all_the_same(tmp_path) -> None:
    real = Real(tmp_path / "asli.juri")
    assert real.desk.sit(OPERATOR, PASSPHRASE) is None
    async with program(real.desk) as pilot:
        await until(pilot, lambda: not console(pilot)._busy)
        for _look in range(42):
            real.clock.advance(2 * SECOND)
            console(pilot).pulse.beat()
        await until(pilot, lambda: not console(pilot)._busy)
        console(pilot)._disk_ns = real.clock.boot_ns  # the disk was looked at just now: nothing holds up the lock
        real.clock.sleep(9 * SECOND)
        await until(pilot, lambda: names(pilot)[-1] == "LockScreen")
        assert [record.payload.text for record in real.desk.records() if record.kind == "note_written"] == [
            "Komputer tertidur 9,0 detik; waktu lomba tetap berjalan."
        ]


async def test_a_look_that_fails_is_said_and_stops_no_clock(
    running: Stagehand, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with program(running.desk) as pilot:
        keys = Keys(pilot, running)
        await until(pilot, lambda: console(pilot).query_one(BigClock).text == "20:00")

        def fail() -> None:
            raise ValueError("a bad look")

        with monkeypatch.context() as patch:
            patch.setattr(running.clock, "read", fail)
            for left in ("19:57", "19:54"):
                running.clock.advance(3 * SECOND)
                await until(pilot, lambda left=left: console(pilot).query_one(BigClock).text == left)
            await until(pilot, lambda: "Gambar layar gagal (ValueError)" in keys.notice)
        running.clock.advance(2 * SECOND)
        await until(pilot, lambda: console(pilot).query_one(BigClock).text == "19:52")


@pytest.mark.hears_clocks
async def test_a_look_that_failed_hides_no_step_of_the_clock(
    running: Stagehand, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with program(running.desk) as pilot:
        await until(pilot, lambda: not console(pilot)._busy)
        read, failed = running.clock.read, []

        def fail() -> Reading:
            failed.append(1)
            raise OSError("no clock today")

        with monkeypatch.context() as patch:
            patch.setattr(running.clock, "read", fail)
            running.clock.set_wall(60 * SECOND)
            await until(pilot, lambda: len(failed) > 1)
        assert running.clock.read() == read()
        await until(pilot, lambda: "bergeser 60,0 detik" in frame(pilot.app))


@pytest.mark.hears_clocks
async def test_a_held_key_is_no_stall_and_a_stall_is_told_once(
    running: Stagehand, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[ClockEvent] = []
    words = console_seat.event_words

    def tell(event: ClockEvent) -> str:
        told.append(event)
        return words(event)

    monkeypatch.setattr(console_seat, "event_words", tell)
    async with program(running.desk) as pilot:
        await until(pilot, lambda: not console(pilot)._busy)
        for press in range(60):  # ten seconds with a finger on the arrow
            running.clock.advance(SECOND // 6)
            await pilot.press("down" if press % 2 else "up")
        assert told == []
        running.clock.advance(7 * SECOND)
        for _press in range(5):
            await pilot.press("down")
        await until(pilot, lambda: told)
        await pilot.pause(0.6)
        assert told == [ClockEvent(ClockEventKind.STALL, 7 * SECOND)]


@pytest.mark.hears_clocks
@pytest.mark.parametrize("keys", [("plus",), ("f4",), ("f4", "f2"), ("f8",), ("f1",)])
async def test_the_looks_go_on_behind_every_other_screen(running: Stagehand, keys: tuple[str, ...]) -> None:
    """Behind a question, the board, the history; and after coming back."""
    async with program(running.desk) as pilot:
        for key in keys:
            before = pilot.app.screen
            await pilot.press(key)
            await until(pilot, lambda before=before: pilot.app.screen is not before)
        running.clock.set_wall(60 * SECOND)
        await until(pilot, lambda: running.desk.records()[-1].kind == "note_written")
        assert "bergeser 60,0 detik" in running.desk.records()[-1].payload.text
        await pilot.pause(0.6)
        assert [record.kind for record in running.desk.records()].count("note_written") == 1


async def test_a_second_console_asks_for_the_lease_and_writes_nothing(
    running: Stagehand, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.desk.beat()
    second = reopened(running)
    found: list[Claim] = []
    claim = second.claim_console

    def count(*args: bool, **more: Claim) -> Claim:
        found.append(claim(*args, **more))
        return found[-1]

    monkeypatch.setattr(second, "claim_console", count)
    async with program(second) as pilot:
        await until(pilot, lambda: found)
        before = running.desk._store.version()
        await until(pilot, lambda: len(found) > 3)
        assert running.desk._store.version() == before, "another connection sees no commit"
        assert set(found) == {Claim.HELD}
        running.clock.advance(5 * SECOND)
        running.desk.beat()
        assert running.desk._store.version() != before, "the holder's sign of life is one"


async def test_no_key_waits_behind_what_nobody_asked_for(running: Stagehand) -> None:
    """The second console asks for the lease all the time; another program holds the file."""
    running.desk.beat()
    second = reopened(running)
    async with program(second) as pilot:
        await until(pilot, lambda: not console(pilot)._busy)
        with closing(sqlite3.connect(running.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await until(pilot, lambda: console(pilot)._busy)
            pressed = time.monotonic()
            await pilot.press("f3")
            await until(pilot, lambda: pilot.app.current_mode == "sheet")
            assert time.monotonic() - pressed < 2.5
            other.execute("ROLLBACK")
