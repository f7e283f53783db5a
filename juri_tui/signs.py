"""Signs for terminals whose font or locale knows only ASCII: one filter over all that is painted, cell for cell."""

import locale
import os
import sys
import unicodedata
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_ASCII = str.maketrans(
    "✓✗●◐○◆■▲▼▶▸›·–—−…≈±×↑↓←→“”„‘’❚━═█▀▄▔▁▂▃▅▆▇░▒▓",
    'Vx*~o*#^v>>>----.~+x^v<>"""\'\'|==#"_-___###:%#',
)
_BOX, _LEFT_PARTS = range(0x2500, 0x2580), range(0x2589, 0x2590)


class _Table(dict[int, str]):
    """What a character becomes; worked out when it is first met."""

    def __init__(self, encoding: str) -> None:
        super().__init__({code: chr(to) for code, to in _ASCII.items()})
        self._encoding = encoding

    def __missing__(self, code: int) -> str:
        self[code] = found = self._find(chr(code), code)
        return found

    def _find(self, char: str, code: int) -> str:
        if code < 0x80:
            return char
        if code in _LEFT_PARTS:
            return "|"
        if code in _BOX:
            return {"─": "-", "│": "|"}.get(char, "+")
        if unicodedata.category(char)[0] in "SP":
            return "*" * cell_len(char)
        try:
            char.encode(self._encoding)
        except UnicodeEncodeError:
            return "?" * cell_len(char)
        return char


class AsciiSigns(LineFilter):
    """Paints signs, borders, bars and big digits with ASCII; letters stay, as far as `encoding` knows them."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._table = _Table(encoding)
        self._told = lru_cache(4096)(self._tell)

    def _tell(self, text: str) -> str:
        return set_cell_size(text.translate(self._table), cell_len(text))

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  (the base class names it)
        """The same segments, none wider or narrower than before."""
        return [
            segment if segment.control or segment.text.isascii() else Segment(self._told(segment.text), segment.style)
            for segment in segments
        ]


def terminal_encoding() -> str:
    """What the terminal can show: the locale's encoding; on Windows, where that says nothing, the console's."""
    if sys.platform == "win32":
        return getattr(sys.__stdout__, "encoding", None) or "utf-8"
    return locale.getencoding()


def ascii_wanted(encoding: str) -> bool:
    """JURI_ASCII=1 or 0 decides; without it, whether `encoding` is anything but UTF-8."""
    chosen = os.environ.get("JURI_ASCII", "")
    return chosen == "1" if chosen in ("0", "1") else encoding.lower().replace("-", "").replace("_", "") != "utf8"
