"""Writes a definition as the text of an event file, which loads equal again."""

import datetime as dt
from decimal import Decimal

from pydantic import BaseModel

from juri_tui.model import Event
from juri_tui.text import decimal_text, length_written

_LENGTHS = {"length", "warn", "grace", "step"}  # whole seconds; the step of a criterion is a Decimal
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}


def dump(event: Event) -> str:
    """The event file of `event`; empty texts and lists are left out, all other values stand there, defaults too."""
    blocks = [f"format = {event.format}"]
    for name, field in Event.model_fields.items():
        value, key = getattr(event, name), field.alias or name
        if isinstance(value, BaseModel):
            blocks.append("\n".join([f"[{key}]", *_pairs(value)]))
        elif isinstance(value, tuple):
            blocks += ["\n".join([f"[[{key}]]", *_pairs(row)]) for row in value]
    return "\n\n".join(blocks) + "\n"


def _pairs(table: BaseModel) -> list[str]:
    pairs = []
    for name, field in type(table).model_fields.items():
        value, key = getattr(table, name), field.alias or name
        left_out = value is None or (value == field.default and not value and not isinstance(value, Decimal))
        if not left_out:
            pairs.append(f"{key} = {_value(key, value)}")
    return pairs


def _value(key: str, value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(key, item) for item in value) + "]"
    if isinstance(value, BaseModel):
        return "{ " + ", ".join(_pairs(value)) + " }"
    if isinstance(value, str | Decimal):
        text = value if isinstance(value, str) else decimal_text(value)
        return '"' + "".join(_ESCAPES.get(char, char) for char in text) + '"'
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bool):
        return "true"
    return _length(value) if key in _LENGTHS and isinstance(value, int) else str(value)


def _length(seconds: int) -> str:
    return f'"{length_written(seconds)}"'
