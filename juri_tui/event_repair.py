"""Goes on behind a broken field of an event file, so that one slip does not hide the other faults.

A broken value is left out, or a stand-in takes its place where a value must be; what the stand-in itself would be
blamed for is named by `broken_things` and not reported.
"""

import re

from juri_tui.model import DAY
from juri_tui.toml_lines import Path

Table = dict[str, object]


def stand_in(position: int) -> str:
    """The id or name of a row that has none."""
    return f"tanpa-nama-{position + 1}"


def repaired(root: Table, paths: list[Path]) -> Table:
    """The values of a file without those at `paths`; only for finding further faults."""
    tables = dict(root)
    for path in paths:
        name, table = str(path[0]), tables.get(str(path[0]))
        if isinstance(table, dict) and len(path) > 1:
            table.pop(str(path[1]), None)
        elif isinstance(table, tuple) and len(path) > 1:
            if isinstance(row := table[int(path[1])], dict):
                row.pop(str(path[2]), None)
        else:
            tables.pop(name, None)
    for name, value in list(tables.items()):
        if isinstance(value, tuple):
            tables[name] = tuple(_completed(name, position, row) for position, row in enumerate(value))
    for name in ("criterion", "juri", "kbk"):
        tables.setdefault(name, (_completed(name, 0, None),))
    event = tables.get("event")
    return {**tables, "event": {"name": stand_in(0), **(event if isinstance(event, dict) else {})}}


def _completed(table: str, position: int, row: object) -> Table:
    """A row with stand-ins, each different from every other, for the values that it must have."""
    name = stand_in(position)
    must: dict[str, Table] = {
        "phase": {"id": name, "name": name, "length": DAY},
        "criterion": {"id": name, "name": name},
        "juri": {"id": name, "name": name},
        "kbk": {"id": name, "name": name, "number": 900_000_000 + position},
        "official": {"name": name, "role": "saksi"},
        "break": {"after": name, "name": name, "length": 60},
        "award": {"name": name},
    }
    return {**must[table], **(row if isinstance(row, dict) else {})}


def broken_things(root: Table, paths: list[Path]) -> set[Path | str]:
    """What no other fault may rest on: broken spots, their fields ("kbk.number"), ids as written ("kbk:Ceria")."""
    broken: set[Path | str] = set()
    for path in paths:
        table = str(path[0])
        spot = _spot(path)
        key = str(spot[-1]) if isinstance(spot[-1], str) and len(spot) > 1 else ""
        broken |= {spot, f"{table}.{key}" if key else table}
        rows = root.get(table)
        if isinstance(rows, tuple) and key in ("id", "name"):
            broken |= {f"{table}.id", f"{table}:{rows[int(path[1])].get('id')}"}
    return broken


def is_echo(path: Path, needs: frozenset[str | Path], broken: set[Path | str]) -> bool:
    """Whether a fault at `path` that rests on `needs` may only be an echo of what is broken anyway."""
    tables = {re.split("[.:]", need)[0] for need in needs if isinstance(need, str)}
    return bool(broken & {path[:2], _spot(path), *needs, *tables})


def _spot(path: Path) -> Path:
    """The field that a path lies in: ("kbk", 1, "members", 3) is ("kbk", 1, "members")."""
    return path[:3] if len(path) > 1 and isinstance(path[1], int) else path[:2]
