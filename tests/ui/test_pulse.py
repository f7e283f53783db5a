"""The pulse of a clock: one alarm, which goes on whatever its owner does, and ends with its owner."""

import asyncio
import time

import pytest
from clocks import SECOND, ManualClock
from textual.app import App, ComposeResult
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from juri_tui.widgets import pulse as pulse_module
from juri_tui.widgets.pulse import Pulse

HOUR_NS = 3600 * SECOND


class Beating(Static):
    """Counts its pictures."""

    def on_mount(self) -> None:
        self.pictures = self.looks = 0
        self.faults: list[Exception] = []
        self.bad_look = False
        self.clock = ManualClock()
        self.pulse = Pulse(self, self._paint, self.faults.append, self.clock.now, self._see)
        self.pulse.start()

    def _paint(self) -> int:
        self.pictures += 1
        return HOUR_NS

    def _see(self) -> None:
        self.looks += 1
        if self.bad_look:
            raise ValueError("a bad look")


class OneBeating(App[None]):
    def compose(self) -> ComposeResult:
        yield Beating()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty looks a second, so that a test is short."""
    monkeypatch.setattr(pulse_module, "WATCHDOG_S", 0.05)


async def ticks(beating: Beating, looks: int = 3) -> None:
    """So many looks more."""
    wanted = beating.looks + looks
    async with asyncio.timeout(5):
        while beating.looks < wanted:
            await asyncio.sleep(0.01)


@pytest.mark.usefixtures("quick")
async def test_a_picture_is_left_alone_until_its_time_has_come() -> None:
    async with OneBeating().run_test() as pilot:
        beating = pilot.app.query_one(Beating)
        await ticks(beating)
        before = beating.pictures
        await ticks(beating, 5)
        assert beating.pictures == before
        beating.clock.advance(HOUR_NS - 1)
        await ticks(beating, 5)
        assert beating.pictures == before
        beating.clock.advance(1)  # the machine slept: no alarm has rung, but the clock went on
        await ticks(beating, 5)
        assert beating.pictures == before + 1


@pytest.mark.usefixtures("quick")
async def test_a_clock_that_ran_back_behind_its_picture_is_painted() -> None:
    async with OneBeating().run_test() as pilot:
        beating = pilot.app.query_one(Beating)
        await ticks(beating)
        before = beating.pictures
        beating.clock.advance(-HOUR_NS // 2)
        await ticks(beating, 5)
        assert beating.pictures == before + 1


@pytest.mark.usefixtures("quick")
async def test_a_look_that_fails_is_handed_on_and_stops_nothing() -> None:
    async with OneBeating().run_test() as pilot:
        beating = pilot.app.query_one(Beating)
        await ticks(beating)
        beating.bad_look, before = True, beating.pictures
        await ticks(beating, 5)
        beating.clock.advance(HOUR_NS)
        await ticks(beating)
        assert {str(fault) for fault in beating.faults} == {"a bad look"}
        assert beating.pictures == before + 1
        beating.bad_look = False


@pytest.mark.usefixtures("quick")
async def test_it_ends_with_its_owner_and_leaves_no_alarm() -> None:
    async with OneBeating().run_test() as pilot:
        beating = pilot.app.query_one(Beating)
        await ticks(beating)
        await beating.remove()
        alarm, before = beating.pulse._alarm, beating.looks
        assert alarm is not None
        assert alarm.cancelled()
        beating.pulse.beat()
        assert beating.pulse._alarm is alarm, "whoever paints once more sets no new one"
        await asyncio.sleep(0.2)
        assert beating.looks == before + 1


@pytest.mark.usefixtures("quick")
async def test_who_beats_often_puts_no_look_off_for_ever() -> None:
    """A key held down paints again and again: that is a look each time, and the watchdog goes on after it."""
    async with OneBeating().run_test() as pilot:
        beating = pilot.app.query_one(Beating)
        for _repeat in range(20):
            before = beating.looks
            beating.pulse.beat()
            assert beating.looks > before
            await asyncio.sleep(0.01)
        await ticks(beating)


@pytest.mark.usefixtures("quick")
async def test_it_goes_on_below_another_screen() -> None:
    async with OneBeating().run_test() as pilot:
        beating = pilot.app.query_one(Beating)
        for above in (ModalScreen(), Screen()):
            await pilot.app.push_screen(above)
            await ticks(beating)
            await pilot.app.pop_screen()
            await ticks(beating)


@pytest.mark.usefixtures("quick")
async def test_a_loop_that_was_blocked_looks_at_once() -> None:
    async with OneBeating().run_test() as pilot:
        beating = pilot.app.query_one(Beating)
        await ticks(beating)
        before = beating.looks
        time.sleep(0.3)
        await asyncio.sleep(0.02)
        assert beating.looks > before
