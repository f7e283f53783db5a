"""Papers that go to a stick which hangs hold up themselves, and neither the clock nor a signature."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from contests import Stagehand
from desks import Keys, program
from frames import frame, until

from juri_tui.desk import Desk, Role
from juri_tui.papers.export import write
from juri_tui.pins import rehearsal_pin
from juri_tui.screens import deliberation_flows, printing


@pytest.fixture
def back(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """What is written hangs until the stick answers again."""
    answers = threading.Event()

    def hang(papers: object, folder: Path) -> list[Path]:
        assert answers.wait(20)
        return write(papers, folder)

    for module in (printing, deliberation_flows):
        monkeypatch.setattr(module, "write", hang)
    yield answers
    answers.set()


async def test_the_clock_starts_while_a_paper_waits_for_the_stick(hand: Stagehand, back: threading.Event) -> None:
    hand.ready().arm("ceria")
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("f9")
        await keys.dialog("PrintScreen")
        await keys.press("enter", "f2")
        await keys.dialog("OperatorScreen")
        await keys.writes("space", kind="slot_started")
        back.set()
        await keys.press("f9")
        await until(pilot, lambda: "✓ 1 berkas tersimpan" in frame(pilot.app))


async def test_a_decision_is_taken_while_the_export_waits_for_the_stick(hand: Stagehand, back: threading.Event) -> None:
    hand.event().lock()
    desk = Desk(hand.path, Role.KETUA, hand.clock)
    assert desk.sit("pemprov", rehearsal_pin(1)) is None
    async with program(desk) as pilot:
        keys = Keys(pilot, hand, desk)
        await keys.dialog("DeliberationScreen")
        await keys.press("e")
        await keys.dialog("AskLine")
        await keys.press("enter")
        await keys.dialog("DeliberationScreen")
        await pilot.app.at_desk(desk.now)  # the desk is free
        assert not hand.path.with_name("kediri-hasil").exists()
        back.set()
        await until(pilot, lambda: "Tersimpan di" in frame(pilot.app))
