"""How every screen looks in each of its states: golden frames at three sizes in two languages, and what holds in all.

A scene is played once for each language; the sizes and the themes are gone through in one run of the program. With
JURI_GOLDEN=write the frames are rewritten: look at the difference before it is kept.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from frames import frame, same_as_golden, settled, until
from gallery import EVERY
from test_contrast import faults
from textual.pilot import Pilot

from juri_tui import lang
from juri_tui.theme import THEMES
from juri_tui.widgets.key_bar import LIMIT, Key
from juri_tui.widgets.notice import Notice
from juri_tui.widgets.too_small import LEAST, TooSmall

SMALL, WIDE, HUGE = (80, 24), (120, 36), (200, 60)
CRAMPED = (60, 20)
LONG_WORDS = ("persiapan", "operator", "lembar", "sidang", "berhalangan", "riwayat")
"""Screens that are full of words: in English, too, they have to fit the smallest size."""


@pytest.fixture(autouse=True)
def lasting_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was just said stays: a frame does not depend on how quick the machine is."""
    monkeypatch.setattr(Notice, "LINGER_S", 3600.0)


@pytest.fixture
def english() -> Iterator[None]:
    lang.use("en")
    yield
    lang.use("id")


async def resized(pilot: Pilot, size: tuple[int, int]) -> None:
    await pilot.resize_terminal(*size)
    await settled(pilot)


async def looks_right(pilot: Pilot) -> None:
    """Every word can be read in each theme; the themes change colours alone; the bar has at most six keys."""
    told, before = frame(pilot.app), pilot.app.theme
    assert sum(key.display for key in pilot.app.screen.query(Key)) <= LIMIT
    faint = []
    for theme in THEMES:
        pilot.app.theme = theme.name
        await pilot.pause()
        await until(pilot, lambda: frame(pilot.app) == told, f"the same text in {theme.name}")
        faint += [f"{theme.name}: {fault}" for fault in sorted(faults(pilot.app))]
    pilot.app.theme = before
    assert not faint, "\n".join(faint)


async def says_what_it_needs(pilot: Pilot) -> None:
    """Below the least size every screen tells the size that it needs; the stage has digits for any."""
    await resized(pilot, CRAMPED)
    shown = frame(pilot.app)
    assert max(map(len, shown.splitlines())) <= CRAMPED[0]
    if pilot.app.screen_stack[-1].query(TooSmall) or len(pilot.app.screen_stack) > 1:
        opaque = pilot.app.screen.styles.background.a == 1
        assert opaque or f"{LEAST[0]} x {LEAST[1]}" in shown, shown


@pytest.mark.parametrize("name", EVERY)
async def test_every_scene_at_every_size(tmp_path: Path, name: str) -> None:
    async with EVERY[name](tmp_path, SMALL) as pilot:
        for size in (SMALL, WIDE, HUGE):
            await resized(pilot, size)
            await same_as_golden(pilot, f"layar/id/{name}")
            # A question is the same box on every larger screen.
            if size == SMALL or len(pilot.app.screen_stack) == 1:
                await looks_right(pilot)
        await says_what_it_needs(pilot)
        # What a larger screen left behind must not take room on the small one.
        await resized(pilot, WIDE)
        await resized(pilot, SMALL)
        await same_as_golden(pilot, f"layar/id/{name}")


@pytest.mark.parametrize("name", EVERY)
async def test_every_scene_in_english(tmp_path: Path, name: str, english: None) -> None:
    async with EVERY[name](tmp_path, WIDE) as pilot:
        await same_as_golden(pilot, f"layar/en/{name}")
        if name.startswith(LONG_WORDS):
            await resized(pilot, SMALL)
            await same_as_golden(pilot, f"layar/en/{name}")


@pytest.mark.parametrize("name", [name for name in EVERY if name.startswith("panggung")])
async def test_the_stage_on_a_very_small_screen(tmp_path: Path, name: str) -> None:
    async with EVERY[name](tmp_path, (20, 5)) as pilot:
        await same_as_golden(pilot, f"layar/id/{name}")
