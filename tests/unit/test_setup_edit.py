"""Changes of a definition: each goes through the event file's own check, and leaves everything else as it was."""

import datetime as dt
from dataclasses import replace
from functools import partial

import pytest
from events import kediri
from hypothesis import given
from hypothesis import strategies as st

from juri_tui.contest import Contest
from juri_tui.decisions.definition import freeze
from juri_tui.event_check import event_faults
from juri_tui.event_file import parse
from juri_tui.model import Event, Refusal
from juri_tui.rubrics import load_rubric
from juri_tui.setup_edit import (
    add,
    edited,
    event_of,
    fresh,
    move,
    placeholder,
    prefilled,
    put,
    raw_of,
    remove,
    typed,
    value_at,
    with_draw,
    with_rubric,
    written,
)
from juri_tui.setup_fields import Kind


def after(edit, event: Event | None = None) -> Event:
    made = edited(event or kediri(), edit)
    assert isinstance(made, Event), made
    return made


def words(edit, event: Event | None = None) -> str:
    refused = edited(event or kediri(), edit)
    assert isinstance(refused, Refusal), "it was taken"
    return refused.words


def at(path, value):
    return partial(put, path=path, value=value)


def plus(path, first):
    return lambda raw: add(raw, path, fresh(raw, path, first))


def test_nothing_changed_is_nothing_changed() -> None:
    assert after(lambda raw: raw) == kediri()
    full = kediri().model_copy(update={"breaks": (), "cut": None})
    assert parse(written(raw_of(full))) == full


@given(st.text(max_size=60))
def test_any_text_is_taken_cleaned_or_refused_in_words(text: str) -> None:
    made = edited(kediri(), at(("kbk", 1, "solution"), text))
    if isinstance(made, Refusal):
        assert made.words.startswith("kbk ke-2, solusi: ")
    else:
        assert made.kbk[0] == kediri().kbk[0]
        assert len(made.kbk[1].solution) <= len(text) * 3


def test_characters_that_a_terminal_obeys_are_refused_with_their_position() -> None:
    for sign, code in (("\x1b", "U+001B"), ("\x7f", "U+007F"), ("\u202e", "U+202E")):
        assert f"{code} pada posisi 2" in words(at(("kbk", 0, "name"), f"A{sign}[31m"))


def test_a_value_goes_where_it_belongs() -> None:
    assert after(at(("event", "place"), " Aula  Besar ")).event.place == "Aula Besar"
    assert after(at(("event", "date"), None)).event.date is None
    assert after(at(("kbk", 1, "members", 0), "Budi")).kbk[1].members[0] == "Budi"
    assert after(at(("criterion", 0, "levels", 1, "text"), "x\ny")).criterion[0].levels[1].text == "x\ny"
    assert after(at(("scoring", "quorum"), 2)).scoring.quorum == 2
    assert "wajib diisi" in words(at(("event", "name"), ""))
    assert words(at(("phase", 0, "warn", 0), None)).startswith("tahap ke-1, peringatan ke-1: “” bukan lama waktu")


def test_an_eleventh_member_is_refused_with_the_reason() -> None:
    event = kediri()
    for n in range(len(event.kbk[0].members), 10):
        event = after(plus(("kbk", 0, "members"), f"Anggota {n}"), event)
    assert words(plus(("kbk", 0, "members"), "Budi"), event) == "kbk ke-1, anggota: paling banyak 10, sekarang 11"


def test_many_faults_are_cut() -> None:
    raw = raw_of(kediri())
    for row in raw["criterion"]:
        row["step"] = "0"
    refused = event_of(raw)
    assert isinstance(refused, Refusal)
    assert refused.words.count(";") == 2
    assert refused.words.endswith("(+3 lagi)")


def test_the_cut_comes_and_goes_as_a_whole() -> None:
    event = after(at(("cut", "top"), 2))
    assert event.cut is not None
    assert event.cut.top == 2
    event = after(at(("cut", "ties"), "chain"), event)
    assert after(at(("cut", "top"), None), event).cut is None


def test_an_award_has_one_ground() -> None:
    event = after(at(("award", 0, "min"), "75"))
    assert (event.award[0].place, str(event.award[0].min)) == (None, "75")
    assert after(at(("award", 0, "decision"), True), event).award[0].min is None
    assert "isi tepat satu" in words(at(("award", 0, "min"), None), event)


def test_the_weight_follows_the_role_unless_it_was_chosen() -> None:
    event = after(at(("juri", 1, "role"), "pendamping"))
    assert event.juri[1].weight == 0
    assert after(at(("juri", 1, "role"), "anggota"), event).juri[1].weight == 1
    chosen = after(at(("juri", 1, "weight"), "2"))
    assert "bobotnya harus 0, bukan 2" in words(at(("juri", 1, "role"), "pendamping"), chosen)


def test_a_new_chair_makes_the_old_one_a_member() -> None:
    """In one step: between two there would be two chairs, or none."""
    event = after(at(("juri", 1, "role"), "ketua"))
    assert [juri.role for juri in event.juri] == ["anggota", "ketua"]
    assert [juri.role for juri in after(at(("juri", 1, "role"), "ketua"), event).juri] == ["anggota", "ketua"]


@pytest.mark.parametrize(
    ("path", "first"),
    [
        (("kbk",), "KBK Baru"), (("juri",), "Juri Baru"), (("criterion",), "Kriteria Baru"), (("phase",), "Yel-yel"),
        (("break",), "ISHOMA"), (("official",), "Ibu Sri"), (("award",), "Harapan"), (("criterion", 0, "levels"), "3"),
        (("scoring", "rounding"), "final"), (("kop", "lines"), "DINAS"), (("phase", 0, "warn"), "2m"),
        (("scoring", "ties"), "panel"), (("juri", 1, "criteria"), "hasil"), (("kbk", 3, "members"), "Budi"),
    ],
)  # fmt: skip
def test_every_list_takes_a_new_entry_and_gives_it_back(path, first) -> None:
    before = len(value_at(raw_of(kediri()), path) or [])
    event = after(plus(path, first))
    assert len(value_at(raw_of(event), path)) == before + 1
    assert after(partial(remove, path=(*path, before)), event) == kediri()


def test_new_rows_take_what_is_free() -> None:
    event = after(plus(("kbk",), "KBK Ceria"))
    assert [(kbk.id, kbk.number) for kbk in event.kbk][-1] == ("kbk-ceria", 5)
    assert after(plus(("award",), "Harapan I")).award[-1].place == 4
    without = after(partial(remove, path=("award", 1)))
    assert after(plus(("award",), "Juara II"), without).award[-1].place == 2
    nothing = kediri().model_copy(update={"award": ()})
    assert after(plus(("award",), "Juara I"), nothing).award[0].place == 1


def test_what_others_need_can_not_be_removed() -> None:
    assert "“hasil” tidak ada di [[criterion]]" in words(partial(remove, path=("criterion", 3)))
    one = kediri().model_copy(update={"kbk": kediri().kbk[:1]})
    assert words(partial(remove, path=("kbk", 0)), one) == "kbk: wajib ada: [[kbk]]"


def test_rows_move_within_their_list() -> None:
    assert [p.id for p in after(partial(move, path=("phase", 1), by=-1)).phase] == ["tanya-jawab", "paparan"]
    assert after(partial(move, path=("phase", 0), by=-1)) == kediri()
    assert after(partial(move, path=("phase", 1), by=1)) == kediri()
    moved = after(partial(move, path=("kbk", 0, "members", 1), by=-1))
    assert moved.kbk[0].members[:2] == kediri().kbk[0].members[1::-1]


def test_weights_may_be_on_their_way_to_a_hundred() -> None:
    scoring = {**raw_of(kediri())["scoring"], "total": "percent"}
    event = after(lambda raw: {**raw, "scoring": scoring})
    assert [fault.code for fault in event_faults(event)] == ["percent_sum"]
    refused = freeze(Contest(event=event))
    assert isinstance(refused, Refusal), "rules with such a fault are never frozen"
    assert (refused.code, "tepat 100, bukan 6" in refused.words) == ("faults", True)
    for n, weight in enumerate(("20", "20", "20", "20", "10", "10")):
        event = after(at(("criterion", n, "weight"), weight), event)
    assert event_faults(event) == []
    event = after(at(("criterion", 0, "weight"), "19,74"), event)
    assert [fault.code for fault in event_faults(event)] == ["percent_sum"]
    assert "harus di bawah" in words(at(("criterion", 0, "max"), "-5"), event), "another fault is never kept"
    assert "di atas 0" in words(
        lambda raw: put(put(raw, ("criterion", 0, "min"), "-9"), ("criterion", 0, "max"), "0"), event
    )


def test_a_rubric_replaces_criteria_and_scoring_alone() -> None:
    criteria, scoring = load_rubric("pdca-1000")
    event = after(partial(with_rubric, rubric=(criteria, scoring)))
    assert (event.criterion, event.scoring) == (criteria, scoring)
    assert (event.kbk, event.juri, event.phase) == (kediri().kbk, kediri().juri, kediri().phase)
    bound = after(plus(("juri", 1, "criteria"), "hasil"))
    assert "“hasil” tidak ada di [[criterion]]" in words(partial(with_rubric, rubric=(criteria, scoring)), bound)


def test_a_placeholder_is_a_definition_without_a_fault() -> None:
    event = placeholder("Gelar", load_rubric("qcc-100"))
    assert event_of(raw_of(event)) == event
    assert [juri.name for juri in event.juri] == ["Juri 1", "Juri 2", "Juri 3"]
    assert event.ketua() is None


def test_an_import_keeps_the_draw() -> None:
    drawn = kediri()
    numbers = {"ceria": 4, "melati": 2, "berlian": 1, "cp-joss": 3}
    rows = tuple(kbk.model_copy(update={"number": numbers[kbk.id]}) for kbk in drawn.kbk)
    contest = Contest(event=drawn.model_copy(update={"kbk": rows}), drawn=True)
    late = after(plus(("kbk",), "Anggrek"))
    made = with_draw(late, contest)
    assert {kbk.id: kbk.number for kbk in made.kbk} == {**numbers, "anggrek": 5}
    assert with_draw(late, replace(contest, drawn=False)) == late


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.LINE, " a ", "a"), (Kind.BLOCK, "", ""), (Kind.NUMBER, "2,5", "2,5"), (Kind.NUMBER, " ", None),
        (Kind.WHOLE, "12", 12), (Kind.WHOLE, "1,5", "1,5"), (Kind.WHOLE, "٣", "٣"), (Kind.CHOICE, "true", True),
        (Kind.CHOICE, "mean", "mean"), (Kind.REFERENCE, "", None), (Kind.DAY, "25-10-2016", "2016-10-25"),
        (Kind.DAY, "5/1/2016", "2016-01-05"), (Kind.DAY, "2016-10-25", "2016-10-25"), (Kind.DAY, "besok", "besok"),
        (Kind.LENGTH, "30 menit", "30m"), (Kind.LENGTH, "1 jam 30 menit", "1h30m"), (Kind.LENGTH, "90detik", "90s"),
        (Kind.LENGTH, "30", "30"), (Kind.CLOCK, "09.00", "09.00"),
    ],
)  # fmt: skip
def test_what_a_person_types(kind: Kind, text: str, value: object) -> None:
    assert typed(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.NUMBER, "2.5", "2,5"), (Kind.LINE, "a.b", "a.b"), (Kind.DAY, dt.date(2016, 1, 5), "05-01-2016"),
        (Kind.CLOCK, dt.time(9, 0), "09.00"), (Kind.CLOCK, dt.time(9, 0, 5), "09.00.05"), (Kind.LINE, None, ""),
        (Kind.WHOLE, 3, "3"),
    ],
)  # fmt: skip
def test_a_field_opens_with_what_can_be_typed_back(kind: Kind, value: object, text: str) -> None:
    assert prefilled(kind, value) == text


def test_what_is_not_there_is_none() -> None:
    raw = raw_of(kediri())
    assert value_at(raw, ("kbk", 9, "name")) is None
    assert value_at(raw, ("kbk", 0, "name", 0)) is None
    assert value_at(raw, ("event", "name", "x")) is None
