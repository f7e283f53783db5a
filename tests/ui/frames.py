"""The text of a screen as it was painted, to read in a test and to compare with a golden frame."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

GOLDEN = Path(__file__).parents[1] / "golden"


def frame(app: App[None]) -> str:
    """What stands on the screen now, line by line, without blanks at the ends."""
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


def same_as_golden(app: App[None], name: str) -> None:
    """Compares with tests/golden/NAME-WxH.txt; with JURI_GOLDEN=write the frame becomes the golden one."""
    width, height = app.size
    kept = GOLDEN / f"{name}-{width}x{height}.txt"
    now = frame(app)
    if os.environ.get("JURI_GOLDEN") == "write":
        kept.write_text(now, encoding="utf-8")
    assert now == kept.read_text(encoding="utf-8"), f"{kept.name} differs; look, then JURI_GOLDEN=write"


async def until(pilot: Pilot, condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Waits for what a worker or a poll brings; fails with the screen as it is after `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, frame(pilot.app)
        await pilot.pause(0.01)


async def still(pilot: Pilot) -> None:
    """Waits until the screen has come to rest: layouts and polls are done."""
    before = ""
    while before != frame(pilot.app):
        before = frame(pilot.app)
        await pilot.pause(0.15)


async def settled(pilot: Pilot) -> None:
    """Waits until the screen has stopped changing: sizes and what is arranged by them come one after the other."""
    before, same = "", 0
    for _attempt in range(200):
        now = frame(pilot.app)
        same = same + 1 if now == before else 0
        if same == 3:
            return
        before = now
        await pilot.pause(0.01)
