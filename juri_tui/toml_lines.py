"""Where each key of a TOML text stands, and how its numbers are written: what `tomllib` reads but does not keep."""

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""The way to a value: keys and, in lists, positions from 0: ("kbk", 1, "name")."""

_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_BLANKS = re.compile(r"[ \t]*")
_SKIP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})' r"|'''.*?'''(?:'{0,2})" r'|"(?:[^"\\]|\\.)*"' r"|'[^']*'", re.DOTALL
)
_SCALAR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[^\s,\]}#]+|[^\s,\]}#]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, from 1; `written` is the text of a number, date or boolean in the file, else ""."""

    line: int
    column: int
    written: str = ""


@dataclass(slots=True)
class TomlLines:
    """The places of all keys, tables and list items of one TOML text."""

    places: dict[Path, Place] = field(default_factory=dict)

    def at(self, path: Path) -> Place:
        """The place of `path`; where it is not in the text, that of the nearest thing around it, at last line 1."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(1, 1))


def toml_lines(text: str) -> TomlLines:
    """The index of a text that `tomllib` has already read without complaint (so nothing is checked again here)."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found = TomlLines()
        self.rows: dict[Path, int] = {}  # how many [[header]] of each name came so far
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def scan(self) -> TomlLines:
        table: Path = ()
        self._skip(_SKIP)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_SKIP)
        return self.found

    def _skip(self, pattern: re.Pattern[str]) -> None:
        self.at += len(self._match(pattern))

    def _match(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise ValueError(f"not TOML at character {self.at}")
        return match.group()

    def _mark(self, path: Path, start: int, written: str = "") -> None:
        line = bisect_right(self.line_starts, start)
        self.found.places.setdefault(path, Place(line, start - self.line_starts[line - 1] + 1, written))

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip(_BLANKS)
            raw = self._match(_KEY)
            self.at += len(raw)
            keys.append(tomllib.loads(f"key = {raw}")["key"] if raw[0] in "\"'" else raw)
            self._skip(_BLANKS)
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def _header(self) -> Path:
        start = self.at
        width = 2 if self.text.startswith("[[", start) else 1
        self.at += width
        path: Path = ()
        for key in self._keys():
            if path in self.rows:  # a header inside the last row of a list of tables
                path = (*path, self.rows[path] - 1)
            path = (*path, key)
            self._mark(path, start)
        if width == 2:
            self.rows[path] = self.rows.get(path, 0) + 1
            path = (*path, self.rows[path] - 1)
            self._mark(path, start)
        self.at += width
        return path

    def _pair(self, table: Path) -> None:
        start = self.at
        path = table
        for key in self._keys():
            path = (*path, key)
            self._mark(path, start)
        self.at += 1  # the equals sign
        self._skip(_BLANKS)
        self._value(path)

    def _value(self, path: Path) -> None:
        opening = self.text[self.at]
        if opening in "[{":
            self.at += 1
            self._items(path, "]" if opening == "[" else "}")
        elif opening in "\"'":
            self._skip(_STRING)
        else:
            written = self._match(_SCALAR)
            place = self.found.places[path]
            self.found.places[path] = Place(place.line, place.column, written)
            self.at += len(written)

    def _items(self, path: Path, closing: str) -> None:
        count = 0
        self._skip(_SKIP)
        while self.text[self.at] != closing:
            if closing == "]":
                self._mark((*path, count), self.at)
                self._value((*path, count))
                count += 1
            else:
                self._pair(path)
            self._skip(_SKIP)
            if self.text[self.at] == ",":
                self.at += 1
                self._skip(_SKIP)
        self.at += 1
