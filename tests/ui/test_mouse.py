"""What the keyboard does, the mouse does: rows, the words below a question."""

import pytest
from contests import Stagehand
from desks import Keys, program
from frames import frame, settled, until

from juri_tui.screens.operator import OperatorScreen
from juri_tui.store import Store
from juri_tui.store_fault import StoreFault
from juri_tui.widgets.header import ContestHeader
from juri_tui.widgets.key_line import KeyLine, key_at
from juri_tui.widgets.running_order import RunningOrder, SheetMatrix


@pytest.mark.parametrize("kind", [RunningOrder, SheetMatrix])
async def test_a_click_on_a_row_chooses_the_kbk(hand: Stagehand, kind: type) -> None:
    async with program(hand.ready().desk, (120, 36)) as pilot:
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, OperatorScreen)
        for place, name in ((2, "berlian"), (0, "ceria")):
            await pilot.click(kind, offset=(3, 2 + place))
            await until(pilot, lambda name=name: screen.selected().id == name, name)
        await pilot.click(kind, offset=(3, 2 + 4))
        await pilot.pause()
        assert screen.selected().id == "ceria", "below the last row there is nobody"


async def test_the_words_below_a_question_are_buttons(hand: Stagehand) -> None:
    async with program(hand.ready().desk, (120, 36)) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("c")
        await keys.dialog("AskLine")
        await pilot.press(*"mik")
        await pilot.click(KeyLine, offset=(2, 0))
        await until(pilot, lambda: keys.kinds[-1] == "note_written")
        await keys.press("c")
        await keys.dialog("AskLine")
        await pilot.click(KeyLine, offset=(18, 0))
        await until(pilot, lambda: isinstance(pilot.app.screen, OperatorScreen))
        assert keys.kinds.count("note_written") == 1


@pytest.mark.parametrize(
    ("x", "key"), [(0, "enter"), (11, "enter"), (12, ""), (14, ""), (15, "escape"), (23, "escape"), (24, ""), (99, "")]
)
def test_each_key_has_its_words_and_the_gap_has_none(x: int, key: str) -> None:
    assert key_at("Enter lanjut   Esc batal", x) == key
    assert key_at("↑↓ lalu Enter, atau angkanya   Esc batal", 3) == ""


async def test_a_click_on_what_was_not_saved_tries_again(hand: Stagehand, monkeypatch: pytest.MonkeyPatch) -> None:
    hand.ready()
    async with program(hand.desk, (80, 24)) as pilot:
        keys = Keys(pilot, hand)
        with monkeypatch.context() as broken:
            broken.setattr(Store, "append", full)
            await keys.press("c")
            await keys.dialog("AskLine")
            await keys.type("mikrofon")
            await until(pilot, lambda: "BELUM TERSIMPAN: perintah" in frame(pilot.app))
        await settled(pilot)
        await pilot.click(ContestHeader, offset=(5, 1))
        await until(pilot, lambda: keys.kinds[-1] == "note_written")


def full(*_args: object, **_more: object) -> None:
    raise StoreFault("full", "/")
