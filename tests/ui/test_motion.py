"""JURI_MOTION=0: nothing blinks, flashes or glides; what stands on the screen stands still."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from contests import Stagehand
from desks import program
from frames import settled, strips
from gallery import EVERY
from rich.segment import Segment
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

WIDE = (120, 36)
BLINK_S = 0.5
"""How long a cursor of Textual stands in one state; twice as long where its timer was set back meanwhile."""
FIELDS = ("kata-sandi", "operator-catatan", "operator-palet", "undian-kertas", "lembar-catatan")
PICTURES = ("panggung-nol", "papan")
"""The limit on the stage, and the bars of the board."""


@pytest.mark.parametrize(("chosen", "level"), [("0", "none"), ("1", "full"), ("", "full")])
async def test_the_setting(hand: Stagehand, monkeypatch: pytest.MonkeyPatch, chosen: str, level: str) -> None:
    monkeypatch.setenv("JURI_MOTION", chosen)
    async with program(hand.desk) as pilot:
        assert pilot.app.animation_level == level


def painted(app: App[None]) -> list[Sequence[Segment]]:
    """Text and colours as they stand: a cursor that blinks is another colour, not another text."""
    return [list(strip) for strip in strips(app)]


async def changes(pilot: Pilot) -> bool:
    """Whether anything looks different within the time in which a cursor blinks."""
    await settled(pilot)
    before = painted(pilot.app)
    for _part in range(10):
        await pilot.pause(BLINK_S / 4)
        if painted(pilot.app) != before:
            return True
    return False


@pytest.mark.parametrize("name", [*FIELDS, *PICTURES])
async def test_nothing_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("JURI_MOTION", "0")
    async with EVERY[name](tmp_path, WIDE) as pilot:
        fields = [*pilot.app.screen.query(Input), *pilot.app.screen.query(TextArea)]
        assert bool(fields) == (name in FIELDS)
        assert not any(field.cursor_blink for field in fields)
        assert not await changes(pilot)
        assert not pilot.app._animator._animations


async def test_with_motion_a_cursor_blinks(tmp_path: Path) -> None:
    """That a cursor standing still is seen at all."""
    async with EVERY["kata-sandi"](tmp_path, WIDE) as pilot:
        assert await changes(pilot)
