"""Lists of KBK: the keys are the numbers that people call them by, whatever line they stand on."""

from pathlib import Path

import pytest
from chair import Chair, sidang
from clocks import ManualClock
from contests import Stagehand
from desks import Keys, program
from events import kediri
from frames import frame, settled, until

from juri_tui.decisions import definition, result
from juri_tui.screens.deliberation import DeliberationScreen
from juri_tui.screens.history import HistoryScreen
from juri_tui.screens.pick_kbk import AskKbk, _Numbers
from juri_tui.widgets.dialogs import AskLine
from juri_tui.widgets.pointed_list import PointedList

LAST_FIRST = ["cp-joss", "ceria", "melati", "berlian"]


@pytest.fixture
def shuffled(hand: Stagehand) -> Stagehand:
    """Number 4 has performed first; the others follow in the order of their numbers."""
    hand.ready()
    hand.do(definition.reorder, LAST_FIRST, "penyaji terlambat")
    for kbk in LAST_FIRST:
        hand.present(kbk).judge(kbk)
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    return hand


async def test_in_sidang_a_digit_is_the_number_of_the_kbk(shuffled: Stagehand) -> None:
    async with sidang(shuffled).run_test(size=(80, 24)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.press("n")
        await chair.on(AskKbk)
        await settled(pilot)
        lines = [line for line in frame(pilot.app).splitlines() if "│" in line and "KBK" in line]
        assert [line.split("│")[1].strip("▸ ")[:8] for line in lines] == [
            "4  KBK C",
            "1  KBK C",
            "2  KBK M",
            "3  KBK B",
        ]
        await chair.press("1")
        await chair.on(AskLine)
        await chair.sees("1 KBK Ceria · Dispenda")
        await chair.press("escape")
        await chair.back()
        for key, title in (("i", "Rincian nilai"), ("p", "Tetapkan peringkat untuk")):
            await chair.press(key)
            await chair.sees(title)
            await chair.press("2")
            await chair.sees("2 KBK Melati · Satpol PP")
            await chair.press("escape")
            await chair.back()


async def test_a_correction_names_the_kbk_by_its_number(shuffled: Stagehand) -> None:
    async with sidang(shuffled).run_test(size=(80, 24)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.press("c")
        await chair.picks("2")
        await chair.on(AskKbk)
        await chair.press("4")
        await chair.sees("4 KBK CP JOSS · Puskesmas Campurejo")
        await chair.press("escape")
        await chair.on(DeliberationScreen)


async def test_the_history_is_narrowed_by_the_number(shuffled: Stagehand) -> None:
    shuffled.sit("operator")
    async with program(shuffled.desk) as pilot:
        keys = Keys(pilot, shuffled)
        await keys.press("f8")
        await keys.dialog("HistoryScreen")
        await keys.press("k")
        await keys.dialog("AskKbk")
        await keys.press("1")
        await keys.dialog("HistoryScreen")
        await until(pilot, lambda: "1 KBK Ceria" in keys.text("#title"))
        await keys.press("k")
        await keys.dialog("AskKbk")
        await keys.press("0")
        await keys.dialog("HistoryScreen")
        screen = pilot.app.screen
        assert isinstance(screen, HistoryScreen)
        assert "KBK" not in keys.text("#title"), "0 is all of them"


async def test_among_ten_and_more_the_digits_point_and_enter_takes(tmp_path: Path) -> None:
    event = kediri()
    kbk = [
        event.kbk[0].model_copy(update={"id": f"k{n}", "number": n, "name": f"KBK Regu {n}", "planned": None})
        for n in range(1, 15)
    ]
    hand = Stagehand(tmp_path / "a.juri", event.model_copy(update={"kbk": tuple(kbk)}), ManualClock())
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("f8", "k")
        await keys.dialog("AskKbk")
        await keys.press("1", "4")
        assert pilot.app.screen.query_one(PointedList).highlighted == 13
        await keys.press("enter")
        await keys.dialog("HistoryScreen")
        await until(pilot, lambda: "14 KBK Regu 14" in keys.text("#title"))


def test_digits_that_name_no_number_begin_anew() -> None:
    numbers = _Numbers([3, 12, 1, 20])
    assert [numbers.place(key) for key in "12"] == [2, 1]
    assert [numbers.place(key) for key in "13"] == [2, 0]
    assert [numbers.place(key) for key in "2091"] == [None, 3, None, 2]
    assert [numbers.place(key) for key in ("", None, "x", "²")] == [None] * 4
    assert not numbers.at_once
    assert _Numbers([3, 0]).at_once
