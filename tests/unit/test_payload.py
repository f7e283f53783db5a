"""The border of the ledger: no payload, whatever decided it, holds a text that a terminal or a paper would obey."""

from typing import Any, get_args

import pytest
from events import kediri
from pydantic import BaseModel

from juri_tui import records as r
from juri_tui.acts import Act
from juri_tui.contest import Contest
from juri_tui.decisions.definition import need_reason
from juri_tui.model import Event, Refusal, Stamp
from juri_tui.payload import PROSE, Notes, cleaned
from juri_tui.text import BLOCK_LIMIT, LINE_LIMIT, TextFault

CLASSES: list[type[BaseModel]] = list(get_args(get_args(r.AnyPayload)[0]))
HOSTILE = ("\x1b[31mmerah", "kanan\u202ekiri", "nol\x00", "pribadi\ue000")
SPECIAL = ("kind", "event", "result", "marks", "by", "status", "mode", "source")
"""Not free text: the kind, closed words, and what was cleaned or computed before."""


def texts() -> list[tuple[type[BaseModel], str]]:
    """Every field of every payload that a person's words could get into."""
    found = []
    for one in (*CLASSES, Notes):
        for name, field in one.model_fields.items():
            if name not in SPECIAL and "str" in str(field.annotation):
                found.append((one, name))
    return found


def said(kind: type[BaseModel], name: str, text: Any) -> BaseModel:
    """A payload that holds this text there; the rest is whatever may stand there."""
    field = kind.model_fields[name]
    shape = str(field.annotation)
    value: Any = (text,) if shape.startswith("tuple") else {text: 1} if shape.startswith("dict") else text
    return kind.model_construct(**{**dict.fromkeys(kind.model_fields, ""), name: value})


def test_the_walk_finds_the_reasons() -> None:
    """A canary: where it finds nothing, the tests below prove nothing."""
    found = [(kind.__name__, name) for kind, name in texts()]
    for wanted in ("KbkStatusSet", "JuriAbsent", "OrderChanged", "RulesThawed", "JuriRecused", "SheetCorrected"):
        assert (wanted, "reason") in found
    assert ("DefinitionSet", "reason") in found
    assert ("Notes", "catatan") in found
    assert len(found) > 60


@pytest.mark.parametrize(("kind", "name"), texts())
def test_no_text_of_any_payload_gets_past(kind: type[BaseModel], name: str) -> None:
    for text in HOSTILE:
        with pytest.raises(TextFault):
            cleaned(said(kind, name, text))
    limit = BLOCK_LIMIT if PROSE in kind.model_fields[name].metadata else LINE_LIMIT
    with pytest.raises(TextFault):
        cleaned(said(kind, name, "a" * (limit + 1)))
    made = getattr(cleaned(said(kind, name, "  e\u0301\u200b  b ")), name)
    assert made in ("é b", ("é b",), {"é b": 1})


def test_only_prose_breaks_its_lines() -> None:
    assert cleaned(r.NoteWritten(text="satu\ndua")).text == "satu\ndua"
    with pytest.raises(TextFault):
        cleaned(r.RulesThawed(reason="satu\ndua"))


def test_notes_inside_a_sheet_are_cleaned_and_marks_stay() -> None:
    sheet = r.SheetSent(juri="a", kbk="b", marks={"c": "8.5"}, notes=Notes(catatan=" baik  sekali "))
    assert cleaned(sheet) == sheet.model_copy(update={"notes": Notes(catatan="baik sekali")})
    with pytest.raises(TextFault):
        cleaned(sheet.model_copy(update={"notes": Notes(saran="\x1b[2J")}))


def test_what_is_clean_is_the_same_object() -> None:
    one = r.DefinitionSet(event=kediri(), reason="salah tulis")
    assert cleaned(one) is one
    assert isinstance(one.event, Event)


def test_every_act_passes_the_border() -> None:
    """The desk asks an act, never its decision: none can forget."""
    act = Act("u", Stamp(0, "b", 0), "operator", lambda _contest: r.StageLineSet(text="  a   b "))
    assert act.said(Contest()) == r.StageLineSet(text="a b")
    refused = Refusal("x", "y")
    assert Act("u", Stamp(0, "b", 0), "operator", lambda _contest: refused).said(Contest()) is refused


@pytest.mark.parametrize("reason", ["", "  ", "\u200b", "\ufeff \u00ad"])
def test_a_reason_that_nobody_can_read_is_none(reason: str) -> None:
    answer = need_reason(reason)
    assert answer is not None
    assert answer.code == "reason"
