"""Reads the large digits of a clock back from the cells of a terminal, as a person does: by their seven strokes."""

from collections.abc import Sequence

UPPER, LOWER = set("▀█"), set("▄█")
DIGITS = {
    "abcdef": "0",
    "abdeg": "2",
    "abcdg": "3",
    "bcfg": "4",
    "acdfg": "5",
    "acdefg": "6",
    "abc": "7",
    "abcdefg": "8",
    "abcdfg": "9",
}


def read_blocks(lines: Sequence[str]) -> str:
    """The text of the clock that stands in blocks on these lines, "+01:05" for instance; empty where none does."""
    width = max(map(len, lines), default=0)
    dots = [[sign in half for sign in line.ljust(width)] for line in lines for half in (UPPER, LOWER)]
    rows = [y for y, row in enumerate(dots) if any(row)]
    if not rows:
        return ""
    dots = dots[rows[0] : rows[-1] + 1]
    filled = [any(row[x] for row in dots) for x in range(width)]
    text, start = "", None
    for x in range(width + 1):
        if x < width and filled[x]:
            start = x if start is None else start
        elif start is not None:
            text += _sign([row[start:x] for row in dots])
            start = None
    return text


def _sign(dots: list[list[bool]]) -> str:
    """One sign; a bar is a 1, two points are a colon, and what touches neither top nor bottom is a plus."""
    height, width = len(dots), len(dots[0])
    middle = width // 2
    if not any(dots[0]):
        rows = [y for y, row in enumerate(dots) if any(row)]
        return ":" if rows[-1] - rows[0] + 1 > len(rows) else "+"
    if width < height // 3:
        return "1"
    quarter = height // 4
    strokes = {
        "a": dots[0][middle],
        "b": dots[quarter][-1],
        "c": dots[height - 1 - quarter][-1],
        "d": dots[-1][middle],
        "e": dots[height - 1 - quarter][0],
        "f": dots[quarter][0],
        "g": dots[height // 2][middle] or dots[(height - 1) // 2][middle],
    }
    return DIGITS.get("".join(name for name, there in strokes.items() if there), "?")
