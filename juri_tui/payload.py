"""What every record says is one of these; and the border through which its words pass, whoever decided them.

No decision cleans its own text and none can forget to: `cleaned` looks at every text of a payload before it is written.
What is read back from a ledger is left as it stands there.
"""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict

from juri_tui.text import clean_block, clean_line

PROSE = "prose"
Prose = Annotated[str, PROSE]
"""A text that may break its lines; every other text of a payload is one line."""


class Payload(BaseModel):
    """Base of what a record says; `kind` tells the classes apart and is not part of the payload's own JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: str


class Notes(BaseModel):
    """What a juri writes beside the marks: for the committee, and strengths and advice for the KBK."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    catatan: Prose = ""
    keunggulan: Prose = ""
    saran: Prose = ""


_Said = TypeVar("_Said", bound=BaseModel)


def cleaned(said: _Said) -> _Said:
    """The same with every text in NFC and within its limit; raises TextFault for a sign that no record may hold.

    The definition inside a payload was cleaned when it was made, and a locked result is computed from such parts.
    """
    changed: dict[str, Any] = {}
    for name, field in type(said).model_fields.items():
        value = getattr(said, name)
        made = _text(value, PROSE in field.metadata)
        if made != value:
            changed[name] = made
    return said.model_copy(update=changed) if changed else said


def _text(value: object, prose: bool) -> object:
    if isinstance(value, str):
        return clean_block(value) if prose else clean_line(value)
    if isinstance(value, Notes):
        return cleaned(value)
    if isinstance(value, tuple):
        return tuple(_text(one, prose) for one in value)
    if isinstance(value, Mapping) and all(isinstance(one, str | int) for one in value.values()):
        return {clean_line(key): _text(one, prose) for key, one in value.items()}
    return value
