"""Persiapan makes a rehearsal of the definition beside the contest, and asks first."""

import pytest
from contests import Stagehand
from desks import Keys, program
from frames import until

from juri_tui.clock import system_clock
from juri_tui.desk import Desk, Role


@pytest.mark.parametrize("answer", ["y", "escape"])
async def test_l_copies_the_definition_and_nothing_else(hand: Stagehand, answer: str) -> None:
    hand.ready().present("ceria").judge("ceria")
    async with program(hand.desk, (120, 36)) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("s", "l")
        await keys.dialog("AskSure")
        await keys.press(answer)
        if answer == "escape":
            await keys.dialog("SetupScreen")
            assert len(list(hand.path.parent.glob("*.juri"))) == 1
            return
        await until(pilot, lambda: "Latihan dibuat" in keys.notice)
    copy = Desk(hand.path.with_name("kediri-latihan.juri"), Role.BOARD, system_clock())
    try:
        assert copy.contest.rehearsal
        assert not copy.contest.sheets
        assert copy.contest.definition.criterion == hand.desk.contest.definition.criterion
    finally:
        copy.close()
