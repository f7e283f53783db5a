"""Who may sit at the console: the passphrase at the door, and the lock of a console that nobody touches."""

import time
from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from desks import program
from events import kediri
from frames import frame, until

from juri_tui.app import JuriApp
from juri_tui.desk import OPERATOR, Desk, Role, create_contest
from juri_tui.settings import IdleLocks
from juri_tui.slot import SECOND


@pytest.fixture
def real(tmp_path: Path) -> tuple[Desk, ManualClock]:
    """A real contest whose operator has not said who he is."""
    ticking = ManualClock()
    path = tmp_path / "asli.juri"
    create_contest(path, kediri(), ticking.now(), "rahasia")
    desk = Desk(path, Role.OPERATOR, ticking)
    desk.claim_console()
    return desk, ticking


async def test_a_real_contest_asks_for_the_passphrase_until_it_is_right(real: tuple[Desk, ManualClock]) -> None:
    desk, _ticking = real
    async with program(desk) as pilot:
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "LockScreen")
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert type(pilot.app.screen).__name__ == "LockScreen"
        await pilot.press(*"salah", "enter")
        await pilot.pause(0.2)
        assert type(pilot.app.screen).__name__ == "LockScreen"
        await pilot.press(*"rahasia", "enter")
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "OperatorScreen")
        assert desk.who == OPERATOR


async def test_a_console_that_nobody_touches_locks_itself(real: tuple[Desk, ManualClock]) -> None:
    desk, ticking = real
    assert desk.sit(OPERATOR, "rahasia") is None
    async with program(desk) as pilot:
        ticking.advance(89 * SECOND)
        await pilot.pause(1.1)
        assert desk.who == OPERATOR
        await pilot.press("down")
        ticking.advance(89 * SECOND)
        await pilot.pause(1.1)
        assert desk.who == OPERATOR, "a key begins the 90 seconds anew"
        ticking.advance(SECOND)
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "LockScreen")
        assert desk.who is None
        await pilot.press(*"rahasia", "enter")
        await until(pilot, lambda: desk.who == OPERATOR)


async def test_a_rehearsal_never_locks_itself(hand: Stagehand) -> None:
    async with program(hand.desk) as pilot:
        hand.clock.advance(600 * SECOND)
        await pilot.pause(1.1)
        assert type(pilot.app.screen).__name__ == "OperatorScreen"


@pytest.mark.parametrize(("key", "room"), [("f8", "HistoryScreen"), ("f9", "PrintScreen"), ("s", "SetupScreen")])
async def test_the_other_rooms_of_the_operator_lock_too(real: tuple[Desk, ManualClock], key: str, room: str) -> None:
    desk, ticking = real
    assert desk.sit(OPERATOR, "rahasia") is None
    async with program(desk) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: type(pilot.app.screen).__name__ == room)
        ticking.advance(91 * SECOND)
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "LockScreen")
        assert desk.who is None
        await pilot.press(*"rahasia", "enter")
        await until(pilot, lambda: type(pilot.app.screen).__name__ == room)


async def test_before_the_audience_the_seat_locks_without_a_question(real: tuple[Desk, ManualClock]) -> None:
    desk, ticking = real
    assert desk.sit(OPERATOR, "rahasia") is None
    async with program(desk) as pilot:
        await pilot.press("f4")
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "BoardScreen")
        ticking.advance(91 * SECOND)
        await until(pilot, lambda: desk.who is None)
        assert type(pilot.app.screen).__name__ == "BoardScreen"
        await pilot.press("f2")
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "LockScreen")
        assert desk.who is None, "whoever comes back says who he is"


async def test_a_way_asked_for_again_while_the_seat_is_left_asks_once(
    real: tuple[Desk, ManualClock], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ticking = real
    assert desk.sit(OPERATOR, "rahasia") is None
    async with program(desk) as pilot:
        await pilot.press("f3")
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "CoverScreen")
        leave = desk.leave

        def slowly() -> None:
            time.sleep(0.1)
            leave()

        monkeypatch.setattr(desk, "leave", slowly)
        await pilot.press("f2", "f2", "f8")
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "LockScreen")
        await pilot.app.at_desk(desk.now)  # behind all that was asked of the desk before
        await pilot.pause(0.1)
        assert [type(screen).__name__ for screen in pilot.app.screen_stack] == ["CoverScreen", "LockScreen"]
        await pilot.press(*"rahasia", "enter")
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "OperatorScreen")


async def test_the_time_until_the_lock_is_a_setting(real: tuple[Desk, ManualClock]) -> None:
    desk, ticking = real
    assert desk.sit(OPERATOR, "rahasia") is None
    app = JuriApp(desk, IdleLocks(operator_ns=300 * SECOND))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(0.5)  # the seat is taken, and that was the last touch
        ticking.advance(299 * SECOND)
        await pilot.pause(1.1)
        assert desk.who == OPERATOR
        ticking.advance(2 * SECOND)
        await until(pilot, lambda: type(app.screen).__name__ == "LockScreen")
        await until(pilot, lambda: "5 menit tanpa tombol" in frame(app))
