"""Writes pictures (SVG, and PNG where it can) of every screen in its main state; a second run gives the same bytes.

    python docs/screens/make.py [--to FOLDER] [NAME ...]

The scenes are those of the tests; NAME may be any of tests/ui/gallery.py, --to another folder than this file's. A PNG
needs rsvg-convert (Debian: librsvg2-bin) or the Python package cairosvg, and the font DejaVu Sans Mono.

Each picture is made from the painted cells: letters as text in whatever monospaced font the reader has,
block signs as rectangles, so that big digits have no gaps in any font.
"""

import argparse
import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

import textual._wait
from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from juri_tui import pins

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SIZE = (120, 36)
# A cell in px: the advance of DejaVu Sans Mono, the font that this is drawn for, at 14 px; other fonts are stretched.
WIDE, HIGH, FONT = 8.43, 18, 14
BASE = 13
MARGIN = 12
_PARTS = dict(zip("▏▎▍▌▋▊▉", range(1, 8), strict=True))
_LOW = dict(zip("▁▂▃▄▅▆▇", range(1, 8), strict=True))


def block(sign: str) -> tuple[float, float, float, float] | None:
    """Where a block sign is ink: (left, top, width, height) in parts of the cell; None for any other sign."""
    if sign == "█":
        return 0, 0, 1, 1
    if sign in "▀▔":
        return 0, 0, 1, 1 / 2 if sign == "▀" else 1 / 8
    if sign in _LOW:
        return 0, 1 - _LOW[sign] / 8, 1, _LOW[sign] / 8
    return (0, 0, _PARTS[sign] / 8, 1) if sign in _PARTS else None


def number(value: float) -> str:
    """As short as it can be written."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def rectangle(x: float, y: float, width: float, height: float, colour: str) -> str:
    """A rectangle of cells: `x` and `width` in cells, `y` and `height` in lines."""
    left, top, wide, high = MARGIN + x * WIDE, MARGIN + y * HIGH, width * WIDE, height * HIGH
    return (
        f'<rect x="{number(left)}" y="{number(top)}" width="{number(wide)}" height="{number(high)}" fill="{colour}"/>'
    )


def band(start: int, end: int, y: int, size: tuple[int, int], colour: str) -> list[str]:
    """A coloured ground of one line; at the edges of the screen it goes on through the margin."""
    left, right = MARGIN / WIDE * (start == 0), MARGIN / WIDE * (end == size[0])
    above, below = MARGIN / HIGH * (y == 0), MARGIN / HIGH * (y == size[1] - 1)
    return [rectangle(start - left, y - above, end - start + left + right, 1 + above + below, colour)]


def picture(strips: Iterable[Strip], size: tuple[int, int], background: str, title: str) -> str:
    """The painted lines as SVG."""
    grounds: list[str] = []
    inks: list[str] = []
    for y, strip in enumerate(strips):
        x = since = 0
        before = background
        for text, style, _control in [*strip, ("", None, None)]:
            ink, ground = colours(style, background)
            if ground != before or not text:
                grounds += band(since, x, y, size, before) if before != background else []
                since, before = x, ground
            inks += painted(text, x, y, ink, bold=bool(style and style.bold))
            x += cell_len(text)
    width, height = (number(n) for n in (2 * MARGIN + size[0] * WIDE, 2 * MARGIN + size[1] * HIGH))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
            f' role="img" shape-rendering="crispEdges">',
            f"<title>{escape(title)}</title>",
            "<style>text{font:" + f"{FONT}px 'DejaVu Sans Mono','Cascadia Mono',Menlo,Consolas,monospace"
            ";white-space:pre}.b{font-weight:bold}</style>",
            f'<rect width="{width}" height="{height}" rx="6" fill="{background}"/>',
            *grounds,
            *inks,
            "</svg>\n",
        ]
    )


def colours(style: Style | None, background: str) -> tuple[str, str]:
    """Ink and ground of a segment as #rrggbb."""
    ink = style.color.get_truecolor().hex if style and style.color else "#808080"
    ground = style.bgcolor.get_truecolor().hex if style and style.bgcolor else background
    return (ground, ink) if style and style.reverse else (ink, ground)


def painted(text: str, x: int, y: int, ink: str, *, bold: bool) -> list[str]:
    """Runs of the same block sign as one rectangle each, what lies between as words."""
    made: list[str] = []
    run, since = "", x
    for sign in [*text, ""]:
        same = bool(run) and (sign == run[0] if block(run[0]) else bool(sign) and not block(sign))
        if run and not same:
            shape = block(run[0])
            if shape:
                left, top, width, height = shape
                made.append(rectangle(since + left, y + top, len(run) - 1 + width, height, ink))
            else:
                made += words(run, since, y, ink, bold=bold)
            since += cell_len(run)
            run = ""
        run += sign
    return made


def words(text: str, x: int, y: int, ink: str, *, bold: bool) -> list[str]:
    """Text, each piece between two blanks or more at a place of its own: so that no font drifts far."""
    made = []
    while text.strip():
        blanks = len(text) - len(text.lstrip(" "))
        x, text = x + blanks, text[blanks:]
        piece = text.split("  ")[0].rstrip(" ")
        cells = cell_len(piece)
        kind = ' class="b"' if bold else ""
        made.append(
            f'<text xml:space="preserve" x="{number(MARGIN + x * WIDE)}" y="{number(MARGIN + y * HIGH + BASE)}"'
            f' textLength="{number(cells * WIDE)}" fill="{ink}"{kind}>{escape(piece, quote=False)}</text>'
        )
        x, text = x + cells, text[len(piece) :]
    return made


def as_png(svg: Path) -> bool:
    """The picture once more as PNG, of twice the size; whether there is something that can make it."""
    png = svg.with_suffix(".png")
    if shutil.which("rsvg-convert"):
        subprocess.run(["rsvg-convert", "--zoom", "2", "--output", png, svg], check=True)
        return True
    try:
        import cairosvg
    except ImportError:
        return False
    cairosvg.svg2png(url=str(svg), write_to=str(png), scale=2)
    return True


async def make(names: list[str], folder: Path) -> None:
    """Plays the scenes and writes their pictures."""
    from frames import strips
    from gallery import EVERY
    from scenes import SCENES

    textual._wait.SLEEP_GRANULARITY, textual._wait.SLEEP_IDLE = 0.002, 0.001
    pins.COST = 2**4
    for name in names or SCENES:
        with tempfile.TemporaryDirectory() as place:
            async with EVERY[name](Path(place), SIZE) as pilot:
                ground = pilot.app.get_css_variables()["background"].lower()
                svg = folder / f"{name}.svg"
                svg.write_text(picture(strips(pilot.app), SIZE, ground, name), encoding="utf-8")
        print(f"{svg.name}{' and .png' if as_png(svg) else ', no PNG: rsvg-convert is not here'}", file=sys.stderr)


if __name__ == "__main__":
    for setting in ("NO_COLOR", "JURI_ASCII", "JURI_THEME", "JURI_LANG"):
        os.environ.pop(setting, None)
    sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "ui")]
    asked = argparse.ArgumentParser(description="Draws the screens.")
    asked.add_argument("--to", type=Path, default=HERE)
    asked.add_argument("names", nargs="*", metavar="NAME")
    chosen = asked.parse_args()
    asyncio.run(make(chosen.names, chosen.to))
