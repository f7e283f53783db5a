"""What a change of the definition changed: each field by its name, from what to what."""

from collections.abc import Iterator, Mapping
from typing import Any

from juri_tui.lang import _
from juri_tui.model import Event
from juri_tui.setup_fields import ITEMS, NOUNS, SECTIONS, TABLES, Field, Kind
from juri_tui.text import parse_number as number
from juri_tui.text import quoted, shown

LONGEST = 60
"""Characters of a value in a sentence; the definition itself keeps it whole."""


def changes(old: Event, new: Event) -> list[str]:
    """One phrase for each field, row or entry that differs, in the order of the event file."""
    before, now = _raw(old), _raw(new)
    names = {table: section.name for section in SECTIONS for table in section.tables[:1]}
    return [
        words
        for table, was in before.items()
        if was != now[table]
        for words in _table(table, _(names.get(table, NOUNS.get(table, table))).capitalize(), was, now[table])
    ]


def _raw(event: Event) -> dict[str, Any]:
    return event.model_dump(mode="json", by_alias=True)


def _table(table: str, name: str, was: Any, now: Any) -> Iterator[str]:
    """The differences of two values of one table: of a single one its fields, of a list row by row."""
    if isinstance(was, list) or isinstance(now, list):
        yield from _rows(table, was or [], now or [])
    elif was is None or now is None:
        yield _("{name} ditambahkan").format(name=name) if was is None else _("{name} dihapus").format(name=name)
    else:
        yield from _fields(table, name, was, now)


def _rows(table: str, was: list[Any], now: list[Any]) -> Iterator[str]:
    old, new = _keyed(was), _keyed(now)
    for key, row in new.items():
        if key not in old:
            yield _("{name} ditambahkan").format(name=_named(table, row, now))
    for key, row in old.items():
        if key not in new:
            yield _("{name} dihapus").format(name=_named(table, row, was))
    for key, row in new.items():
        if key in old and old[key] != row:
            yield from _fields(table, _named(table, old[key], was), old[key], row)
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield _("urutan {rows}").format(rows=_(NOUNS.get(table, table)))


def _keyed(rows: list[Any]) -> dict[str, Any]:
    """Rows by what tells them apart; of those that are called the same, the second, the third .. by its place."""
    made: dict[str, Any] = {}
    for place, row in enumerate(rows):
        key = str(row.get("id") or row.get("name") or row.get("stage") or row.get("from"))
        made[f"{key}\n{place}" if key in made else key] = row
    return made


def _named(table: str, row: Mapping[str, Any], rows: list[Any]) -> str:
    """A row as people find it: KBK by number and name, the rest by place and name."""
    place = row.get("number") or rows.index(row) + 1
    what = {"kbk": "KBK", "juri": _("Juri")}.get(table, _(NOUNS.get(table, table)).capitalize())
    name = row.get("name")
    return f"{what} {place}" + (f" ({quoted(str(name))})" if name else "")


def _fields(table: str, name: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    known = {field.key: field for field in TABLES.get(table, ())}
    for key, new in now.items():
        old = was.get(key)
        if old == new:
            continue
        field = known.get(key, Field(key, key))
        inner = f"{table}.{key}"
        label = field.label_text().lower()
        if inner in TABLES:
            yield from (f"{name} · {words}" for words in _rows(inner, old or [], new or []))
        else:
            whose = name.partition(" (")[0] if key == "name" else name
            yield f"{whose} · {label}: {_value(inner, field, old)} → {_value(inner, field, new)}"


def _value(inner: str, field: Field, value: Any) -> str:
    if isinstance(value, list):
        return _plain(inner, value)
    if value in (None, ""):
        return _(field.empty) if field.empty else "–"
    for key, words in field.choices:
        if key == ("true" if value is True else str(value)):
            return _(words).partition(": ")[0]
    if field.kind is Kind.NUMBER:
        return shown(number(str(value)))
    if field.kind is Kind.LENGTH:
        return _("{n} detik").format(n=value)
    return quoted(str(value).replace("\n", " / "), LONGEST)


def _plain(inner: str, values: list[Any]) -> str:
    """A list of plain values, such as the members of a KBK."""
    if not values:
        return "–"
    unit = Field("", "", ITEMS[inner].kind) if inner in ITEMS else Field("", "")
    return quoted(", ".join(_value("", unit, value) for value in values), LONGEST)
