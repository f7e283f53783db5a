"""WCAG AA over what is really painted: every word on every screen, in every theme, against the ground behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from frames import settled
from rich.segment import Segment
from scenes import SCENES, WIDE
from textual.app import App
from textual.screen import ModalScreen

from juri_tui.theme import THEMES

TEXT, LARGE = 4.5, 3.0
LARGE_SIGNS = frozenset("█▀▄▌▍▋▉▏━ ")
"""Bars and the dots of letters many cells high: AA asks 3:1 of large text and of graphics."""
FRAMES = frozenset("─│╭╮╰╯▔▁▂▃▅▆▇▊▎ ")
"""Borders, the track of a bar, the ends of a scrollbar: nothing is to be read there."""


def luminance(red: int, green: int, blue: int) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [part / 255 for part in (red, green, blue)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """1 to 21."""
    high, low = sorted((luminance(*one), luminance(*other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((0x77, 0x77, 0x77), (255, 255, 255)) == pytest.approx(4.48, abs=0.005)


def painted(app: App) -> Iterator[Segment]:
    """What stands on the screen; above a question only the question, as the screen behind is dimmed on purpose."""
    screen = app.screen
    box = screen.children[0].region if isinstance(screen, ModalScreen) else screen.region
    strips = screen._compositor.render_strips(app.size)
    for strip in strips[box.y : box.bottom]:
        yield from strip.crop(box.x, box.right)


def needed(text: str) -> float:
    """The contrast that this text must have, 0 where there is nothing to read."""
    signs = set(text)
    return 0 if signs <= FRAMES else LARGE if signs <= LARGE_SIGNS else TEXT


def faults(app: App) -> set[str]:
    """Every piece of text that is too faint, with its colours."""
    found = set()
    for text, style, _control in painted(app):
        if not needed(text):
            continue
        assert style is not None
        assert style.color is not None, text
        assert style.bgcolor is not None, text
        assert not style.dim, f"{text!r} is dimmed: how far is up to the terminal"
        ink, ground = style.color.get_truecolor(), style.bgcolor.get_truecolor()
        got = contrast(ink, ground)
        if got < needed(text):
            found.add(f"{got:.2f} {ink.hex} on {ground.hex} {text.strip()!r}")
    return found


@pytest.mark.parametrize("name", SCENES)
async def test_every_word_can_be_read(tmp_path: Path, name: str) -> None:
    found = []
    async with SCENES[name](tmp_path, WIDE) as pilot:
        for theme in THEMES:
            pilot.app.theme = theme.name
            await settled(pilot)
            found += [f"{name}, {theme.name}: {fault}" for fault in sorted(faults(pilot.app))]
    assert not found, "\n".join(found)
