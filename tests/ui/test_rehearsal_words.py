"""A rehearsal says on each of its screens that it is one, and how fast its clock runs."""

from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from desks import Keys, program
from events import kediri
from frames import frame, until
from seat import at, performed, station, to_sheet, typed, wait_a_moment

from juri_tui.desk import Desk, Role
from juri_tui.recent import describe
from juri_tui.screens.draw import DrawReveal
from juri_tui.screens.readback import ReadBackScreen
from juri_tui.screens.receipt import ReceiptScreen

FAST = "LATIHAN ×60"


@pytest.fixture
def fast(tmp_path: Path) -> Stagehand:
    """A rehearsal whose clock runs sixty times as fast."""
    return Stagehand(tmp_path / "kediri-latihan.juri", kediri(), ManualClock(), speed=60)


async def test_another_speed_stands_in_every_header(fast: Stagehand) -> None:
    async with program(fast.ready().desk, (80, 24)) as pilot:
        for key in ("f8", "f9", "f7", "f3"):
            assert FAST in frame(pilot.app).splitlines()[0]
            await pilot.press(key)
            await pilot.pause()
        assert FAST in frame(pilot.app).splitlines()[0]
    async with program(Desk(fast.path, Role.BOARD, fast.clock), (80, 24)) as pilot:
        assert FAST in frame(pilot.app).splitlines()[0]
    assert describe(fast.path).rehearsal == "LATIHAN ×60"


async def test_at_the_usual_speed_no_factor_is_named(hand: Stagehand) -> None:
    async with program(hand.ready().desk, (80, 24)) as pilot:
        assert " LATIHAN " in frame(pilot.app)
        assert "×" not in frame(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_draw_that_does_not_count_says_so(fast: Stagehand, size: tuple[int, int]) -> None:
    async with program(fast.desk, size) as pilot:
        keys = Keys(pilot, fast)
        await keys.press("d")
        await keys.dialog("AskChoice")
        await keys.press("1")
        await at(pilot, DrawReveal)
        assert f"UNDIAN NOMOR URUT TAMPIL    {FAST}" in frame(pilot.app)


async def test_a_receipt_that_does_not_count_says_so(hand: Stagehand) -> None:
    performed(hand)
    async with station(hand).run_test(size=(80, 24)) as pilot:
        await to_sheet(pilot)
        await typed(pilot, "16", "17", "17", "16", "8", "8")
        await pilot.press("f9")
        await at(pilot, ReadBackScreen)
        wait_a_moment(hand)
        await pilot.press("enter")
        await at(pilot, ReceiptScreen)
        await until(pilot, lambda: "LATIHAN" in frame(pilot.app))
