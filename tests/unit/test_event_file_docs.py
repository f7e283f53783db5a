"""The reference of the event file names every key with its default and its choices, and its examples load."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from juri_tui.event_check import TIE_STEPS
from juri_tui.event_file import parse
from juri_tui.model import Event, Level, RoundingStep

TEXT = (Path(__file__).parents[2] / "docs" / "event-file.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n?)*)", TEXT, re.MULTILINE))
EXAMPLES = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)


def rows(section: str) -> dict[str, tuple[str, str]]:
    """key -> (type, default) of the tables in a section."""
    cells = [line.split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return {row[0].strip("| `"): (row[1], row[2]) for row in cells}


def tables() -> Iterator[tuple[str, type[BaseModel]]]:
    yield "The top of the file", Event
    for name, field in Event.model_fields.items():
        models = [inner for inner in (field.annotation, *get_args(field.annotation)) if isinstance(inner, type)]
        for model in models:
            if issubclass(model, BaseModel):
                many = get_origin(field.annotation) is tuple
                key = field.alias or name
                yield f"`[[{key}]]`" if many else f"`[{key}]`", model


def choices(field: FieldInfo) -> tuple[str, ...]:
    return get_args(field.annotation) if get_origin(field.annotation) is Literal else ()


@pytest.mark.parametrize(("heading", "model"), list(tables()), ids=str)
def test_every_key_is_documented_with_its_choices_and_default(heading: str, model: type[BaseModel]) -> None:
    documented = rows(SECTIONS[heading])
    inner = {"criterion": Level, "scoring": RoundingStep}.get(heading.strip("`[]"))
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    for name, field in (inner.model_fields if inner else {}).items():
        fields[field.alias or name] = field
    assert set(documented) == set(fields)
    for key, field in fields.items():
        kind, default = documented[key]
        assert all(f'"{choice}"' in kind for choice in choices(field) if key != "format"), key
        made = key in ("id", "format") or (key == "name" and "id" in fields) or key in ("number", "weight")
        if field.is_required() and not made:
            assert default == "required", key
        if isinstance(field.default, Decimal):
            assert default == f"`{field.default}`", key
        elif isinstance(field.default, str) and field.default:
            assert default == f'`"{field.default}"`', key
        elif field.default == "":
            assert default == "empty", key


def test_every_tie_step_is_documented() -> None:
    steps = SECTIONS["`[scoring]`"].split("The steps of `ties`:")[1]
    assert re.findall(r"`([a-z:A-Z]+)`", steps) == ["criterion:ID", *TIE_STEPS]


@pytest.mark.parametrize("example", EXAMPLES, ids=["smallest", "complete"])
def test_the_examples_load(example: str) -> None:
    assert isinstance(parse(example), Event)


def test_the_complete_example_uses_every_key() -> None:
    used = set(re.findall(r"^([a-z_]+) = ", EXAMPLES[1], re.MULTILINE))
    known = {
        field.alias or name
        for heading, model in tables()
        if model is not Event
        for name, field in model.model_fields.items()
    }
    assert used == known | {"format"}
