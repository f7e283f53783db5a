"""Meja Operator as it looks: golden frames, a hundred KBK, and names that want to be more than text."""

from pathlib import Path

import pytest
from clocks import MORNING_NS, ManualClock
from contests import Stagehand
from desks import Keys, program
from events import kediri
from frames import frame, same_as_golden

from juri_tui.slot import SECOND

MINUTE = 60 * SECOND


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_frames(hand: Stagehand, size: tuple[int, int]) -> None:
    async with program(hand.desk, size) as pilot:
        await pilot.pause(0.1)
        await same_as_golden(pilot, "operator-setup")
        hand.clock.advance(30 * MINUTE)
        hand.ready().present("ceria").mark("pemprov", "ceria")
        keys = Keys(pilot, hand)
        await keys.shown()
        await pilot.pause(0.6)
        await same_as_golden(pilot, "operator-between")
        hand.arm("melati").time("slot_started")
        hand.clock.advance(16 * MINUTE)
        hand.time("slot_paused")
        hand.clock.advance(44 * SECOND)
        await keys.shown()
        await pilot.pause(0.6)
        await same_as_golden(pilot, "operator-paused")


async def test_many_kbk_and_juri_fit_by_scrolling(tmp_path: Path) -> None:
    event = kediri()
    first, panel = event.kbk[0], event.juri[0]
    many = event.model_copy(
        update={
            "kbk": tuple(
                first.model_copy(update={"id": f"k{n}", "number": n, "name": f"KBK Kelompok {n}", "planned": None})
                for n in range(1, 101)
            ),
            "juri": tuple(
                panel.model_copy(update={"id": f"j{n}", "name": f"Juri {n}", "role": "anggota" if n else "ketua"})
                for n in range(15)
            ),
        }
    )
    big = Stagehand(tmp_path / "big.juri", many, ManualClock())
    async with program(big.desk, (80, 24)) as pilot:
        keys = Keys(pilot, big)
        for _step in range(60):
            await pilot.press("down")
        assert "Kelompok 61" in frame(pilot.app)
        await pilot.resize_terminal(120, 36)
        await pilot.pause(0.1)
        assert frame(pilot.app).count("Kelompok 61") == 2
        assert keys.kinds == ["contest_created", "definition_set"]


HOSTILE = ["Tim [/] Rocket", "[@click=app.quit]x[/]", "[bold", "=1+1", "A" * 120, "日本語チーム", "$accent", "\\[red]"]


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_are_only_text(tmp_path: Path, name: str) -> None:
    event = kediri()
    kbk = tuple(k.model_copy(update={"name": name, "unit": name, "title": name}) for k in event.kbk)
    juri = tuple(j.model_copy(update={"name": name}) for j in event.juri)
    phase = tuple(p.model_copy(update={"name": name}) for p in event.phase)
    info = event.event.model_copy(update={"name": name, "place": name})
    hostile = event.model_copy(update={"kbk": kbk, "juri": juri, "phase": phase, "event": info})
    hand = Stagehand(tmp_path / "x.juri", hostile, ManualClock(MORNING_NS))
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        for key in ("d", "b", "j", "t"):
            await keys.press(key)
            await pilot.pause(0.05)
            await pilot.press("escape")
            await keys.dialog("OperatorScreen")
        hand.ready().arm("ceria").time("slot_started")
        await keys.shown()
        assert name[:6] in frame(pilot.app)
        assert "\x1b" not in frame(pilot.app)
        await keys.press("f5")
        await keys.dialog("StageScreen")
        await pilot.pause(0.05)
        assert name[:6] in frame(pilot.app)
