"""A disk that answers nothing at all: the clocks go on, the old picture says since when, and it comes back."""

import threading

import pytest
from contests import Stagehand
from desks import Keys, program
from frames import frame, until

from juri_tui import cli, watch
from juri_tui.app import JuriApp
from juri_tui.slot import SECOND
from juri_tui.store import Store
from juri_tui.store_fault import StoreFault


@pytest.fixture
def hanging(monkeypatch):
    """Every look at the file hangs until the disk answers again."""
    monkeypatch.setattr(watch, "SILENT_S", 0.3)
    gone, back = threading.Event(), threading.Event()
    version = Store.version

    def look(store: Store) -> int:
        if gone.is_set():
            back.wait(20)
        return version(store)

    monkeypatch.setattr(Store, "version", look)
    yield gone, back
    gone.clear()
    back.set()


async def test_a_disk_that_hangs_leaves_the_clock_and_says_since_when(hand: Stagehand, hanging) -> None:
    gone, back = hanging
    hand.ready().arm("ceria").time("slot_started")
    async with program(hand.desk) as pilot:
        await until(pilot, lambda: "  0 %" in frame(pilot.app))
        gone.set()
        await until(pilot, lambda: "data terakhir" in frame(pilot.app))
        hand.clock.advance(61 * SECOND)
        await until(pilot, lambda: "  3 %" in frame(pilot.app))
        gone.clear()
        back.set()
        await until(pilot, lambda: "data terakhir" not in frame(pilot.app))


async def test_a_quiet_file_is_no_silent_one(hand: Stagehand, monkeypatch) -> None:
    monkeypatch.setattr(watch, "SILENT_S", 0.5)
    hand.ready()
    async with program(hand.desk) as pilot:
        await pilot.pause(2.5)
        assert pilot.app.snapshot.stale_ns == 0


async def test_leaving_hands_on_what_the_stick_lacks(hand: Stagehand, monkeypatch) -> None:
    monkeypatch.setattr(hand.desk, "close", lambda: "CADANGAN TERTUNDA di /media/usb")
    async with program(hand.desk) as pilot:
        await Keys(pilot, hand).press("ctrl+q")
    assert pilot.app.farewell == "CADANGAN TERTUNDA di /media/usb"


def test_the_command_says_it_when_the_screen_is_gone(hand: Stagehand, run, monkeypatch) -> None:
    hand.desk.close()

    def left(app: JuriApp) -> None:
        app.farewell = "CADANGAN TERTUNDA di /media/usb"
        app.desk.close()

    monkeypatch.setattr(JuriApp, "run", left)
    monkeypatch.setattr(cli, "need_terminal", lambda: None)
    code, _out, err = run("open", hand.path)
    assert (code, err) == (0, "CADANGAN TERTUNDA di /media/usb\n")


async def test_a_file_that_is_locked_at_the_end_still_lets_go(hand: Stagehand, monkeypatch) -> None:
    def busy() -> str:
        raise StoreFault("busy")

    monkeypatch.setattr(hand.desk, "close", busy)
    async with program(hand.desk) as pilot:
        await Keys(pilot, hand).press("ctrl+q")
    assert pilot.app.farewell == ""
