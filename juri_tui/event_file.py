"""Reads an event file (TOML): the whole definition of a contest, or every fault in it with its line.

The text becomes plain values (`toml_text`), what the author may leave out is filled in here, the model checks each
field, and `event_check` what the fields demand of each other. A field that is broken is put aside for that last step,
so one slip does not hide the others.
"""

import re
from decimal import Decimal
from pathlib import Path as FilePath

from pydantic import ValidationError

from juri_tui.event_check import event_faults
from juri_tui.event_dump import dump
from juri_tui.event_repair import Table, broken_things, is_echo, repaired, stand_in
from juri_tui.fault_words import fault_text, label
from juri_tui.faults import Fault
from juri_tui.files import read_text
from juri_tui.lang import _
from juri_tui.model import Event
from juri_tui.text import slug
from juri_tui.toml_lines import Path, TomlLines
from juri_tui.toml_text import Toml, WrittenBadly, read_toml

__all__ = ["dump", "is_event_file", "load", "parse"]

_NAMED = ("phase", "criterion", "juri", "kbk")
_LENGTHS = {"phase": ("length", "warn"), "overtime": ("grace", "step"), "break": ("length",)}
_ID = re.compile(r"[a-z0-9-]{1,40}")


def load(path: FilePath) -> Event | list[Fault]:
    """The definition in the file at `path`, or its faults in the order of their lines; never raises for a bad file."""
    text = read_text(path)
    return [text] if isinstance(text, Fault) else parse(text, keys=True)


def is_event_file(path: FilePath) -> bool:
    """Whether a file is meant as an event file, right or wrong: a text called *.toml, or one with tables of ours."""
    text = read_text(path)
    if isinstance(text, Fault):
        return False
    toml = read_toml(text)
    return path.suffix.lower() == ".toml" or (isinstance(toml, Toml) and not {"event", *_NAMED}.isdisjoint(toml.root))


def parse(text: str, *, keys: bool = False) -> Event | list[Fault]:
    """The definition in a TOML text, or its faults in the order of their lines.

    With `keys` each fault names its field as the text writes it, too: for who has the text before the eyes.
    """
    toml = read_toml(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    if isinstance(toml, Fault):
        return [toml]
    root = _filled(toml.root)
    wrong: list[tuple[Path, str]] = []
    if "format" not in root:
        wrong.append((("format",), _("format: wajib diisi (format = 1)")))
    event = None
    try:
        event = _event(root)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            # Two kinds are only the echo of another error: in the same table, and in the rows of this one.
            if error["type"] != "default_factory_not_called" and not (error["type"] == "too_short" and error["input"]):
                wrong.append((tuple(error["loc"]), fault_text(error, keys=keys)))
    paths = [path for path, _text in wrong]
    broken = broken_things(root, paths)
    for problem in event_faults(_event(repaired(root, paths))):
        if not is_echo(problem.path, problem.needs, broken):
            wrong.append((problem.path, f"{label(problem.path, keys=keys)}: {problem.words}"))
    return event if event is not None and not wrong else _placed(wrong, toml.lines)


def _event(root: Table) -> Event:
    return Event.model_validate(root, by_alias=True, by_name=False)


def _placed(wrong: list[tuple[Path, str]], lines: TomlLines) -> list[Fault]:
    faults = set[Fault]()
    for path, text in wrong:
        place = lines.at(path)
        faults.add(Fault(place.line, place.column, text))
    return sorted(faults)


def _filled(root: Table) -> Table:
    """A copy of the file's values, with ids made from names and numbers from positions where the author gave none."""
    filled = {key: _copied(value) for key, value in root.items()}
    version = filled.get("format")
    if isinstance(version, bool | Decimal):  # for Python, true and 1.0 equal 1
        filled["format"] = WrittenBadly(str(version).lower())
    for name in _NAMED:
        _name_rows(_rows(filled.get(name)))
    for position, row in _rows(filled.get("kbk")):
        row.setdefault("number", position + 1)
    for name, keys in _LENGTHS.items():
        table = filled.get(name)
        for row in [table] if isinstance(table, dict) else [row for _position, row in _rows(table)]:
            row.update({key: _with_unit(row[key]) for key in keys if key in row})
    return filled


def _copied(value: object) -> object:
    if isinstance(value, dict):
        return dict(value)
    return tuple(_copied(item) for item in value) if isinstance(value, tuple) else value


def _rows(table: object) -> list[tuple[int, Table]]:
    """The rows that really are tables, with their positions; whatever else stands there is the model's to refuse."""
    items = table if isinstance(table, tuple) else ()
    return [(position, row) for position, row in enumerate(items) if isinstance(row, dict)]


def _with_unit(value: object) -> object:
    """A bare 30 may mean minutes to one author and seconds to another: it goes on as text, which needs a unit."""
    if isinstance(value, tuple):
        return tuple(_with_unit(item) for item in value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _name_rows(rows: list[tuple[int, Table]]) -> None:
    taken = {str(row["id"]) for _position, row in rows if "id" in row}
    for position, row in rows:
        given, name = row.get("id"), row.get("name")
        if "id" in row:
            usable = isinstance(given, str) and _ID.fullmatch(given)
            row.setdefault("name", given if usable else stand_in(position))
        elif isinstance(name, str):
            made = slug(name, taken)
            row["id"] = made
            taken.add(made)
        else:
            row["id"] = stand_in(position)
