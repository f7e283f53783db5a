"""The text of a screen as it was painted, to read in a test and to compare with a golden frame."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from textual._context import visible_screen_stack
from textual.app import App
from textual.pilot import Pilot
from textual.strip import Strip

GOLDEN = Path(__file__).parents[1] / "golden"


def strips(app: App[None]) -> list[Strip]:
    """The lines of the screen as they stand, with the screens that shine through behind a question."""
    behind = app._background_screens
    if behind:
        visible_screen_stack.set(list(behind))
        app.screen.refresh()
    return app.screen._compositor.render_strips(app.size)


def frame(app: App[None]) -> str:
    """What stands on the screen now, line by line, without blanks at the ends."""
    return "\n".join(strip.text.rstrip() for strip in strips(app)) + "\n"


async def until(pilot: Pilot, there: Callable[[], object], what: str = "") -> None:
    """Waits for what workers, timers and polls bring about; fails with the screen as it is after some seconds."""
    end = time.monotonic() + 8
    while not there():
        assert time.monotonic() < end, f"never happened: {what or there}\n{frame(pilot.app)}"
        await pilot.pause(0.01)


async def same_as_golden(pilot: Pilot, name: str) -> None:
    """Waits until the screen is tests/golden/NAME-WxH.txt; with JURI_GOLDEN=write the settled frame becomes it."""
    width, height = pilot.app.size
    kept = GOLDEN / f"{name}-{width}x{height}.txt"
    if os.environ.get("JURI_GOLDEN") == "write":
        await pilot.pause(0.6)  # clocks look twice a second whether they have something new to show
        await settled(pilot)
        kept.write_text(frame(pilot.app), encoding="utf-8")
    golden = kept.read_text(encoding="utf-8")
    await until(pilot, lambda: frame(pilot.app) == golden, f"{kept.name}: look, then JURI_GOLDEN=write")


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
