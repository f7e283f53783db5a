"""The console's looks at the clocks of the machine: they go on whatever happens, and each thing is seen to once."""

import time

import pytest
from contests import Stagehand
from desks import program
from frames import until
from real import PASSPHRASE, Real
from textual.pilot import Pilot

from juri_tui.desk import OPERATOR
from juri_tui.screens.operator import OperatorScreen
from juri_tui.slot import SECOND


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
