"""What could not be saved: all of it waits and is said, and F12 does it once, in the order of asking."""

import threading
from collections.abc import Callable

import pytest
from contests import Stagehand
from desks import Keys, program
from frames import frame, until

from juri_tui.acts import Act
from juri_tui.model import Refusal
from juri_tui.records import Record
from juri_tui.store import Store
from juri_tui.store_fault import StoreFault


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Fills the disk, and empties it again."""
    append = Store.append

    def switch(on: bool) -> None:
        def refuse(*_args: object, **_more: object) -> None:
            raise StoreFault("full")

        monkeypatch.setattr(Store, "append", refuse if on else append)

    return switch


async def test_each_thing_that_was_not_saved_waits_and_f12_does_them_in_order(
    hand: Stagehand, full: Callable[[bool], None]
) -> None:
    """The second one takes the place of the first on the line above the keys, but not in the waiting."""
    hand.ready().arm("ceria")
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        full(True)
        await keys.refuses("space", words="BELUM TERSIMPAN")
        await keys.press("down", "shift+down")
        await keys.dialog("AskChoice")
        await keys.press("1")
        await until(pilot, lambda: "BELUM TERSIMPAN: 2 perintah belum tercatat" in frame(pilot.app))
        await keys.press("f12")
        await until(pilot, lambda: not pilot.app.retrying)
        assert "BELUM TERSIMPAN: 2 perintah belum tercatat" in frame(pilot.app)
        full(False)
        await keys.writes("f12", kind="order_changed", count=2)
        assert keys.kinds[-2] == "slot_started"
        await until(pilot, lambda: "BELUM TERSIMPAN" not in frame(pilot.app))


async def test_what_waits_is_said_until_it_is_saved_and_a_refusal_is_said_after_the_rest(
    hand: Stagehand, full: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.ready().arm("ceria")
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        full(True)
        await keys.refuses("space", words="BELUM TERSIMPAN")
        await keys.press("space")  # the same again: nothing seems to have come of the first
        await keys.press("down", "shift+down")
        await keys.dialog("AskChoice")
        await keys.press("1")
        await until(pilot, lambda: "BELUM TERSIMPAN: 3 perintah" in frame(pilot.app))
        full(False)
        gate, do = threading.Event(), hand.desk.do

        def slowly(act: Act) -> Record | Refusal:
            assert gate.wait(5)
            return do(act)

        monkeypatch.setattr(hand.desk, "do", slowly)
        await keys.press("f12")
        await keys.press("f12")
        assert pilot.app.retrying
        assert "BELUM TERSIMPAN: 3 perintah" in frame(pilot.app), "while it is tried it is not saved"
        gate.set()
        await until(pilot, lambda: not pilot.app.retrying)
        assert keys.kinds[-2:] == ["slot_started", "order_changed"], "the clock was started once"
        await until(pilot, lambda: "Keadaan sudah berubah" in keys.notice)
        assert pilot.app.unsaved == ()
