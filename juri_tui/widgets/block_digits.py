"""Clock digits painted with blocks, as large as the room allows. Pure: text in, lines of text out.

A cell of a terminal is about twice as tall as wide, so with half blocks it holds two square dots, one above the other.
Digits are strokes on a grid of such dots, as on a station clock, and scale to any size; where not even the smallest
fits, the plain text stands in the middle.
"""

import re
from functools import lru_cache

SMALLEST = 5
"""Dots that a digit is high at least: below it strokes run together."""
WIDEST, NARROWEST = 0.62, 0.42
"""Width of a digit as a part of its height: as wide as looks good, and as narrow as can still be read."""
_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_STROKES = {
    "0": "abcdef",
    "1": "i",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
    "-": "g",
}
_NARROW_PLUS = "\ue02b"
"""Stands for a plus that is written, not drawn."""
Dots = set[tuple[int, int]]


@lru_cache(maxsize=512)
def draw(text: str, columns: int, rows: int) -> tuple[str, ...]:
    """`rows` lines of `columns` cells with `text` in the middle; digits, `:`, `.`, `+`, `-` and blanks only.

    Other signs, and a room that is too small, give the plain text (cut to the room). Where only a plus of blocks is too
    wide, a plain one stands before the digits.
    """
    size = _largest(re.sub(r"\d", "0", text), columns, rows)
    if size is None and text.startswith("+"):
        narrow = _NARROW_PLUS + text[1:]
        return tuple(line.replace(_NARROW_PLUS, "+") for line in draw(narrow, columns, rows))
    if size is None:
        line = text[:columns].center(columns)
        return tuple(line if row == (rows - 1) // 2 else " " * columns for row in range(rows))
    height, width = size
    stroke = _stroke(height)
    left = (columns - _total(text, width, stroke)) // 2
    top = (2 * rows - height) // 2
    signs = [_rows(sign, _width(sign, width, stroke), height, stroke, top % 2) for sign in text]
    gap = " " * _gap(stroke)
    lines = [(" " * left + gap.join(parts)).ljust(columns) for parts in zip(*signs, strict=True)]
    above = [" " * columns] * (top // 2)
    return (*above, *lines, *[" " * columns] * (rows - len(above) - len(lines)))


@lru_cache(maxsize=128)
def _rows(sign: str, width: int, height: int, stroke: int, down: int) -> tuple[str, ...]:
    """One sign as lines of blocks, `down` (0 or 1) dots below the top of its first cell; drawn once for each size."""
    if sign == _NARROW_PLUS:
        lines = (height + down + 1) // 2
        return tuple(sign if line == lines // 2 else " " for line in range(lines))
    dots = {(x, y + down) for x, y in _sign(sign, width, height, stroke)}
    return tuple(
        "".join(_BLOCKS[(x, y) in dots, (x, y + 1) in dots] for x in range(width)) for y in range(0, height + down, 2)
    )


@lru_cache(maxsize=128)
def _largest(text: str, columns: int, rows: int) -> tuple[int, int] | None:
    """Height and width in dots of the largest digits that fit; None where none do. All digits are equally wide."""
    if not text or any(sign not in _STROKES and sign not in f":.+ {_NARROW_PLUS}" for sign in text):
        return None
    for height in range(2 * rows, SMALLEST - 1, -1):
        stroke = _stroke(height)
        # Between its two strokes a digit is open, or a 0 would be a block.
        for width in range(max(3, round(height * WIDEST)), max(2 * stroke, round(height * NARROWEST) - 1), -1):
            if _total(text, width, stroke) <= columns:
                return height, width
    return None


def _stroke(height: int) -> int:
    return max(1, round(height * 0.15))


def _gap(stroke: int) -> int:
    return max(1, round(stroke * 0.8))


def _width(sign: str, width: int, stroke: int) -> int:
    if sign == _NARROW_PLUS:
        return 1
    if sign in ":. ":
        return stroke
    return max(3, round(width * 0.75)) if sign in "+-" else width


def _total(text: str, width: int, stroke: int) -> int:
    return sum(_width(sign, width, stroke) for sign in text) + _gap(stroke) * (len(text) - 1)


def _box(x: int, y: int, width: int, height: int) -> Dots:
    return {(x + dx, y + dy) for dx in range(width) for dy in range(height)}


def _sign(sign: str, width: int, height: int, stroke: int) -> Dots:
    """The dots of one sign, from its own top left corner."""
    middle = (height - stroke) // 2
    if sign == ":":
        upper = min(middle // 2 + stroke // 2, (height - 1) // 2 - stroke)  # never so low that the two points touch
        return _box(0, upper, stroke, stroke) | _box(0, height - upper - stroke, stroke, stroke)
    if sign == ".":
        return _box(0, height - stroke, stroke, stroke)
    if sign == "+":
        bar = max(1, stroke * 2 // 3)
        arm, across = (width - bar) // 2, (height - bar) // 2
        return _box(0, across, 2 * arm + bar, bar) | _box(arm, across - arm, bar, 2 * arm + bar)
    strokes = {
        "a": _box(0, 0, width, stroke),
        "b": _box(width - stroke, 0, stroke, middle + stroke),
        "c": _box(width - stroke, middle, stroke, height - middle),
        "d": _box(0, height - stroke, width, stroke),
        "e": _box(0, middle, stroke, height - middle),
        "f": _box(0, 0, stroke, middle + stroke),
        "g": _box(0, middle, width, stroke),
        "i": _box((width - stroke) // 2, 0, stroke, height),
    }
    dots: Dots = set().union(*(strokes[name] for name in _STROKES.get(sign, "")))
    if stroke > 1 and sign in "0689":
        dots -= {(0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1)}  # softer corners
    return dots
