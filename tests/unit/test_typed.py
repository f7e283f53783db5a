"""A mark while it is typed, key by key."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juri_tui.widgets.typed import LONGEST, Typed

EDITS = ("left", "right", "home", "end", "backspace", "delete")


def after(*keys: str, begin: Typed | None = None, signed: bool = False) -> Typed:
    typed = begin or Typed()
    for key in keys:
        typed = typed.edit(key) or typed.insert(key, signed)
    return typed


@pytest.mark.parametrize(
    ("keys", "text", "at"),
    [
        ("1 7 , 5", "17,5", 4),
        ("1 5 left 7 ,", "17,5", 3),
        ("1 7 home 2", "217", 1),
        ("1 7 home right right right end backspace", "1", 1),
        ("1 7 5 left left delete", "15", 1),
        ("1 delete", "1", 1),
        ("home backspace", "", 0),
        ("1 7 home backspace", "17", 0),
        ("1 x 7", "17", 2),
        ("- 1", "1", 1),
    ],
)
def test_keys(keys: str, text: str, at: int) -> None:
    assert after(*keys.split()) == Typed(text, at)


def test_a_sign_stands_in_front_where_marks_may_be_below_zero() -> None:
    assert after("1", "-", signed=True).text == "1"
    assert after("1", "home", "-", signed=True) == Typed("-1", 1)
    assert after("-", "-", "5", signed=True).text == "-5"


def test_what_is_entered_anew_is_replaced_by_the_first_digit_and_kept_by_an_arrow() -> None:
    begin = Typed.of("17,5")
    assert begin.insert("1") == Typed("1", 1)
    assert begin.insert("x") == begin
    assert begin.edit("left") == Typed("17,5", 3)
    assert begin.edit("backspace") == begin.edit("delete") == Typed()
    assert begin.edit("f9") is None
    assert not Typed.of("").whole


def test_a_dash_for_abstained_gives_way_to_a_mark() -> None:
    assert Typed.of("–").insert("8") == Typed("8", 1)
    assert after("end", "8", begin=Typed.of("–")).text == "–", "it is no number that could go on"


def test_a_held_digit_ends_at_the_longest_mark() -> None:
    assert after(*"5" * 40) == Typed("5" * LONGEST, LONGEST)


@given(st.lists(st.sampled_from([*"0123456789,.-x ", "12,5", *EDITS]), max_size=60), st.booleans())
def test_whatever_is_typed_it_stays_a_number_and_the_cursor_in_it(keys: list[str], signed: bool) -> None:
    typed = after(*keys, signed=signed)
    assert re.fullmatch(r"-?[0-9.,]*" if signed else r"[0-9.,]*", typed.text)
    assert len(typed.text) <= LONGEST
    assert 0 <= typed.at <= len(typed.text)
