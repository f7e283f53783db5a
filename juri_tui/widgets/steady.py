"""A field whose cursor stands still where nothing may move."""

from typing import Any, TypeVar

from textual.app import App
from textual.widgets import Input, TextArea

FieldT = TypeVar("FieldT", bound=Input | TextArea)


def steady(field: FieldT, app: App[Any]) -> FieldT:
    """The same field; its cursor blinks only where the program may move things (JURI_MOTION)."""
    field.cursor_blink = app.animation_level != "none"
    return field
