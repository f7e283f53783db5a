"""Before the event: the draw, seeded or from paper, and the freeze with the chair."""

import time
from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from desks import Keys, program
from events import kediri
from frames import frame, until

from juri_tui.desk import OPERATOR, Desk, Role, create_contest
from juri_tui.model import Refusal
from juri_tui.screens.freeze import FreezeScreen


async def test_the_draw_is_recorded_then_revealed(hand: Stagehand) -> None:
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        assert "Tekan D" in keys.notice
        await keys.press("d")
        await keys.dialog("AskChoice")
        await keys.press("1")
        await keys.dialog("DrawReveal")
        assert keys.last.kind == "order_drawn"
        assert keys.last.seed
        reveal = pilot.app.screen
        await keys.press("space")
        assert (reveal.holding, reveal.revealed) == (True, 0)
        first, *others = (kbk.name for kbk in hand.desk.contest.running_order())
        await keys.press("enter")
        assert first in frame(pilot.app)
        assert not any(name in frame(pilot.app) for name in others), "nothing is told before its number"
        await keys.press("escape")
        assert all(name in frame(pilot.app) for name in others)
        await keys.press("enter")
        await keys.dialog("OperatorScreen")
        assert "Tekan B" in keys.notice


async def test_the_draw_goes_on_by_itself_unless_held(hand: Stagehand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("juri_tui.screens.draw.EVERY_S", 0.02)
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("d")
        await keys.dialog("AskChoice")
        await keys.press("1")
        await keys.dialog("DrawReveal")
        await until(pilot, lambda: pilot.app.screen.revealed == 4)


async def test_numbers_drawn_on_paper_are_typed(hand: Stagehand) -> None:
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("d")
        await keys.dialog("AskChoice")
        await keys.press("2")
        await keys.dialog("DrawTyped")
        await keys.press("2", "enter", "1", "enter", "4", "enter", "4", "enter")
        assert "belum benar" in str(pilot.app.screen.query_one("#fault").content)
        assert keys.kinds[-1] == "definition_set"
        await keys.press("3")  # the field in question has the focus
        await keys.press("enter")
        await until(
            pilot, lambda: keys.kinds[-1] == "order_drawn" or type(pilot.app.screen).__name__ == "OperatorScreen"
        )
        assert hand.desk.contest.order == ("melati", "ceria", "cp-joss", "berlian")


async def test_the_freeze_shows_each_slip_once_and_needs_the_chair(hand: Stagehand) -> None:
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("b")
        await keys.dialog("FreezeScreen")
        assert "Kode aturan" in frame(pilot.app)
        assert "penonton melihat seluruh peringkat" in frame(pilot.app), "the board shows it unless told otherwise"
        assert "1 1 1 1 1 1" not in frame(pilot.app)
        await keys.press("enter", "enter")
        assert "1 1 1 1 1 1" not in frame(pilot.app), "only when the juri stands here"
        await keys.press("space")
        assert "1 1 1 1 1 1" in frame(pilot.app)
        await keys.press("enter")
        assert "1 1 1 1 1 1" not in frame(pilot.app)
        await keys.press("space", "enter")
        await keys.dialog("LockScreen")
        assert "rules_frozen" not in keys.kinds
        await keys.type("999999")
        await pilot.pause(0.1)
        assert "rules_frozen" not in keys.kinds
        await keys.type("111111")
        await until(pilot, lambda: keys.kinds[-1] == "rules_frozen")
        assert hand.desk.who == OPERATOR


async def test_the_freeze_asked_for_again_while_the_pins_are_made_shows_valid_slips_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, ticking = tmp_path / "asli.juri", ManualClock()
    create_contest(path, kediri(), ticking.now(), "rahasia")
    desk = Desk(path, Role.OPERATOR, ticking)
    desk.claim_console()
    assert desk.sit(OPERATOR, "rahasia") is None
    made: list[dict[str, str] | Refusal] = []
    issue = desk.issue_pins

    def slowly() -> dict[str, str] | Refusal:
        time.sleep(0.3)
        made.append(issue())
        return made[-1]

    monkeypatch.setattr(desk, "issue_pins", slowly)
    async with program(desk) as pilot:
        await pilot.press("b")
        await pilot.press("b")
        await until(pilot, lambda: len(made) == 2 and isinstance(pilot.app.screen, FreezeScreen))
        assert [type(screen).__name__ for screen in pilot.app.screen_stack] == ["OperatorScreen", "FreezeScreen"]
        assert [pin for _name, pin in pilot.app.screen._slips] == list(made[-1].values())


async def test_a_freeze_is_taken_back_with_a_reason(hand: Stagehand) -> None:
    hand.ready()
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("b")
        await keys.dialog("AskChoice")
        await keys.writes("1", kind="rules_thawed")
