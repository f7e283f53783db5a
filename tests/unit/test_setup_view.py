"""What Persiapan shows: every field of the model has its row, and what is lacking is said before it hurts."""

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Literal, get_args, get_origin

import pytest
from events import kediri
from pydantic import BaseModel

from juri_tui.contest import Contest, State
from juri_tui.decisions.definition import set_definition
from juri_tui.event_check import TIE_STEPS
from juri_tui.event_file import parse
from juri_tui.lang import _
from juri_tui.model import Event, Level, Refusal, RoundingStep
from juri_tui.rubrics import load_rubric
from juri_tui.seal import rules_code
from juri_tui.setup_edit import add, edited, placeholder, put, raw_of
from juri_tui.setup_fields import ITEMS, NOUNS, SECTIONS, TABLES, Kind
from juri_tui.setup_view import (
    Row,
    all_well,
    check_words,
    choices,
    closed,
    field_at,
    heading,
    in_words,
    list_for,
    next_step,
    rows_of,
    section_lines,
    section_of,
    settled,
    summary,
    table_of,
    up,
)


def fields_of_model() -> dict[str, set[str]]:
    """The keys of each table of the event file, as the model has them."""
    found = {"criterion.levels": {"from", "text"}, "scoring.rounding": set(RoundingStep.model_fields)}
    for name, field in Event.model_fields.items():
        for inner in (field.annotation, *get_args(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                found[field.alias or name] = {one.alias or key for key, one in inner.model_fields.items()} - {"id"}
    return found


def test_every_field_of_the_model_can_be_edited() -> None:
    assert {table: {field.key for field in fields} for table, fields in TABLES.items()} == fields_of_model()
    assert {table for section in SECTIONS for table in section.tables} == {t for t in TABLES if "." not in t}
    assert set(Level.model_fields) == {"from_", "text"}


def test_every_choice_of_the_model_is_offered_and_no_other() -> None:
    models: dict[str, type[BaseModel]] = {"scoring.rounding": RoundingStep}
    for name, field in Event.model_fields.items():
        for inner in (field.annotation, *get_args(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                models[field.alias or name] = inner
    for table, model in models.items():
        for key, field in model.model_fields.items():
            if get_origin(field.annotation) is Literal:
                offered = next(one for one in TABLES[table] if one.key == key)
                assert tuple(value for value, _words in offered.choices) == get_args(field.annotation), (table, key)
    assert {key for key, _words in ITEMS["scoring.ties"].choices} == set(TIE_STEPS)


def full() -> Event:
    """The complete example of the reference, which uses every key."""
    from test_event_file_docs import EXAMPLES

    event = parse(EXAMPLES[1])
    assert isinstance(event, Event)
    return event


def places(event: Event) -> list[tuple[str | int, ...]]:
    """Every place that can be reached by Enter."""
    found, waiting = [], [(section.id,) for section in SECTIONS]
    while waiting:
        place = waiting.pop()
        found.append(place)
        waiting += [row.path for row in rows_of(event, place) if row.kind in (Kind.ROW, Kind.LIST)]
    return found


@pytest.mark.parametrize("event", [kediri(), full(), placeholder("-", load_rubric("icc-100"))], ids=str)
def test_every_place_has_its_way_back_and_its_words(event: Event) -> None:
    reached = places(event)
    assert len(reached) == len(set(reached))
    for place in reached:
        around = up(place)
        assert (around in reached) if around else len(place) == 1
        assert heading(event, place).startswith(section_of(place).name_text().upper())
        assert settled(event, place) == place
        for row in rows_of(event, place):
            assert row.label
            assert row.value
            if row.kind not in (Kind.ROW, Kind.LIST):
                assert field_at(row.path).kind is row.kind


def test_a_place_that_is_gone_leaves_what_is_around_it() -> None:
    assert settled(kediri(), ("kbk", 9, "members")) == ("kbk",)
    assert settled(kediri(), ("kbk", 0, "members", 99)) == ("kbk", 0, "members")
    assert settled(kediri(), ("break",)) == ("break",)


def rows(event: Event, *place: str | int) -> dict[str, str]:
    return {row.label: row.value for row in rows_of(event, place)}


def test_values_are_written_as_people_read_them() -> None:
    event = full()
    acara = rows(event, "event")
    assert acara["Tanggal"] == "Selasa, 25 Oktober 2016"
    assert acara["Jam mulai"] == "09.00"
    assert acara["Zona waktu"] == "WIB: Asia/Jakarta"
    assert rows(event, "phase") == {
        "1": "Paparan · 30 menit",
        "2": "Tanya jawab · 10 menit",
        "Istirahat": "1 istirahat",
    }
    assert rows(event, "break") == {"1": "ISHOMA · KBK Ceria · 60 menit"}
    assert rows(event, "phase", 0)["Peringatan"] == "5 menit, 1 menit"
    assert rows(event, "overtime")["Kelonggaran"] == "30 detik"
    assert rows(event, "overtime")["Untuk tahap"] == "Paparan"
    scoring = rows(event, "scoring")
    assert scoring["Bila nilai sama"] == "3 langkah"
    assert scoring["Lolos ke tingkat berikut"] == "1"
    assert scoring["Nilai sama di batas"] == "semua lolos"
    assert rows(event, "scoring", "ties")["1"] == "nilai kriteria Hasil & dampak"
    assert rows(event, "scoring", "rounding") == {"1": "nilai setiap kriteria · 2"}
    assert rows(event, "criterion")["2"] == "Hasil & dampak · nilai 0–10 · bobot 60"
    assert rows(event, "criterion", 1, "levels")["1"] == "8,5 · Sasaran terlampaui."
    assert rows(event, "juri", 1)["Menilai kriteria"] == "1 kriteria"
    assert rows(event, "juri")["1"] == "Juri Pemprov Jatim · ketua dewan juri · Pemerintah Provinsi Jawa Timur"
    assert rows(event, "kbk") == {"1": "KBK Ceria · Dispenda · 2 anggota", "2": "KBK Melati · Satpol PP · 0 anggota"}
    assert rows(event, "award") == {
        "1": "Juara I · peringkat 1",
        "2": "Gold · nilai mulai 75",
        "3": "Hasil Terbaik · terbaik dalam Hasil & dampak",
        "4": "Favorit · diputuskan juri",
    }
    assert rows(event, "award", 3)["Diputuskan juri"] == "ya, dewan juri yang memutuskan"
    assert rows(event, "official") == {"1": "Nama Ketua Panitia · ketua panitia"}


def test_what_is_empty_says_what_that_means() -> None:
    event = kediri()
    assert rows(event, "scoring")["Kuorum juri"] == "separuh juri yang dihitung, dibulatkan ke atas"
    assert rows(event, "scoring")["Lolos ke tingkat berikut"] == "tidak ditentukan"
    assert "Nilai sama di batas" not in rows(event, "scoring")
    assert rows(event, "juri", 0)["Menilai kriteria"] == "semua"
    assert not next(row for row in rows_of(event, ("juri", 0)) if row.label == "NIP").given
    assert rows(event, "juri", 0, "criteria") == {}


def test_lengths_and_odd_values() -> None:
    event = kediri()
    length, clock = field_at(("phase", 0, "length")), field_at(("event", "start"))
    assert in_words(event, length, "90s") == "1 menit 30 detik"
    assert in_words(event, length, "0s") == "0 detik"
    assert in_words(event, clock, dt.time(9, 0, 5)) == "09.00.05"
    assert in_words(event, field_at(("event", "zone")), "Asia/Tokyo") == "Asia/Tokyo"
    assert in_words(event, field_at(("kbk", 0, "problem")), "a\nb") == "a / b"
    assert summary(event, "juri", {"name": "A", "role": "anggota", "institution": ""}) == "A · anggota"


def test_references_are_offered_by_name() -> None:
    event = kediri()
    assert choices(event, field_at(("overtime", "phase"))) == (("paparan", "Paparan"), ("tanya-jawab", "Tanya jawab"))
    ties = dict(choices(event, ITEMS["scoring.ties"]))
    assert ties["criterion:hasil"] == "nilai kriteria Hasil & dampak (output)"
    assert ties["chair"] == "ketua dewan juri memutuskan"
    hostile = event.model_copy(update={"phase": (event.phase[0].model_copy(update={"name": "{name} [bold]x[/]"}),)})
    assert choices(hostile, field_at(("overtime", "phase"))) == (("paparan", "{name} [bold]x[/]"),)


def signs(event: Event) -> dict[str, str]:
    return {line.section.id: line.sign for line in section_lines(event)}


def said_of(event: Event, section: str) -> tuple[str, ...]:
    return next(line.words for line in section_lines(event) if line.section.id == section)


def test_a_complete_event_has_only_good_signs() -> None:
    assert set(signs(kediri()).values()) == {"✓"}
    assert [line.count for line in section_lines(kediri())][:4] == ["", "4", "2", "6"]


def test_a_new_contest_says_what_is_lacking() -> None:
    event = placeholder("Gelar", load_rubric("budaya-kerja"))
    found = signs(event)
    assert {section for section, sign in found.items() if sign == "○"} == {"event", "kbk", "juri"}
    assert found["kop"] == "·"
    assert said_of(event, "event") == ("Belum diisi: tempat, tanggal.",)
    assert said_of(event, "kbk") == (
        "Belum diberi nama: KBK 1, KBK 2, KBK 3 dan 1 lagi.",
        "Belum ada instansi: KBK 1, KBK 2, KBK 3 dan 1 lagi.",
    )
    assert said_of(event, "juri") == (
        "Belum diberi nama: Juri 1, Juri 2, Juri 3.",
        "Belum ada ketua dewan juri: pilih seorang juri, lalu Peran.",
    )
    assert said_of(event, "kop") == ("Boleh dibiarkan kosong.",)
    assert signs(event.model_copy(update={"award": ()}))["award"] == "·"


def changed(event: Event, *edits) -> Event:
    for edit in edits:
        made = edited(event, edit)
        assert isinstance(made, Event), made
        event = made
    return event


def test_the_check_speaks() -> None:
    assert check_words(kediri()) == ()
    assert all_well(kediri()) == "Rubrik diperiksa: tidak ada yang janggal. Nilai tertinggi 100."
    weights = ["20", "20", "20", "20", "10", "9,74"]
    edits = [partial(put, path=("criterion", n, "weight"), value=weight) for n, weight in enumerate(weights)]
    percent = changed(kediri(), partial(put, path=("scoring", "total"), value="percent"), *edits)
    assert check_words(percent) == ("Bobot berjumlah 99,74, seharusnya 100.",)
    assert signs(percent)["scoring"] == "▲"
    heavier = changed(kediri(), partial(put, path=("criterion", 5, "max"), value="9,5"))
    assert check_words(heavier)[0].startswith("Nilai tertinggi seluruhnya 99,5")
    assert signs(heavier)["criterion"] == "▲"


def contest(event: Event, state: State = State.SETUP) -> Contest:
    return Contest(event=event, state=state, rules="" if state is State.SETUP else rules_code(event))


def test_one_next_step() -> None:
    bare = placeholder("Gelar", load_rubric("budaya-kerja"))
    assert next_step(contest(bare)) == "Sebelum aturan dibekukan, isi dulu: tanggal, tempat, ketua dewan juri."
    unnamed = changed(kediri(), partial(put, path=("kbk", 0, "name"), value="KBK 1"))
    assert next_step(contest(unnamed)) == "Lengkapi bagian Kelompok: ↑↓ memilih, Enter membuka."
    assert "D undian, lalu B bekukan aturan" in next_step(contest(kediri()))
    assert "dengan alasan" in next_step(contest(kediri(), State.RUNNING))
    assert "dengan PIN ketua" in next_step(contest(kediri(), State.DELIBERATION))
    assert "hanya dapat dibaca" in next_step(contest(kediri(), State.LOCKED))


def test_what_is_closed_is_what_the_decision_would_refuse() -> None:
    """The early word and the decision itself agree, table by table."""
    tables = {"event": ("event", "place"), "kop": ("kop", "logo"), "board": ("board", "mode"),
              "criterion": ("criterion", 0, "name"), "phase": ("phase", 0, "name"), "overtime": ("overtime", "mode"),
              "scoring": ("scoring", "display_digits"), "cut": ("cut", "top"), "award": ("award", 0, "name"),
              "juri": ("juri", 0, "name"), "kbk": ("kbk", 0, "name"), "official": ("official", 0, "name")}  # fmt: skip
    values = {"board": "kemajuan", "overtime": "record", "scoring": 3, "cut": 2}
    for state in (State.SETUP, State.READY, State.RUNNING, State.DELIBERATION, State.ANNOUNCED):
        for table, path in tables.items():
            event = changed(kediri(), partial(put, path=path, value=values.get(table, "x")))
            early, late = (
                closed(contest(kediri(), state), path),
                set_definition(contest(kediri(), state), event, "alasan"),
            )
            asked = isinstance(late, Refusal) and late.code in ("grant", "amend")  # not closed: somebody has to agree
            assert early == (late if isinstance(late, Refusal) and not asked else None), (state, table)


def test_where_a_new_row_goes() -> None:
    event = kediri()
    listed = {row.label: row for row in rows_of(event, ("kop",))}
    assert list_for(("kop",), listed["Pejabat"]) == ("official",)
    assert list_for(("kop",), listed["Berkas logo"]) is None
    assert list_for(("kop",), None) is None
    assert list_for(("kbk",), None) == ("kbk",)
    assert list_for(("kbk", 0), None) is None
    assert list_for(("kbk",), rows_of(event, ("kbk",))[1]) == ("kbk",)
    assert list_for(("kbk", 0, "members"), None) == ("kbk", 0, "members")
    assert list_for(("phase",), Row(("break",), "", "", Kind.LIST)) == ("break",)


def test_the_way_is_told_in_names() -> None:
    event = changed(kediri(), lambda raw: add(raw, ("break",), {"after": "ceria", "name": "ISHOMA", "length": "60m"}))
    assert heading(event, ("kbk", 2, "members")) == "KELOMPOK › KBK Berlian › Anggota"
    assert heading(event, ("break", 0)) == "TAHAP WAKTU › Istirahat › ISHOMA"
    assert heading(event, ("criterion", 0, "levels", 1)).endswith(" › Tingkat › tingkat 2")
    assert table_of(("criterion", 0, "levels", 1)) == "criterion.levels"


def test_every_list_has_a_noun_and_every_label_is_short_enough() -> None:
    assert set(NOUNS) >= {
        table for table in TABLES if table not in ("event", "kop", "overtime", "board", "scoring", "cut")
    }
    for fields in TABLES.values():
        for field in fields:
            assert len(_(field.label)) <= 24, field.label
            if field.kind is Kind.LIST:
                assert any(name.endswith(f".{field.key}") for name in NOUNS), field.key


def test_a_raw_row_knows_its_decimal() -> None:
    event = kediri().model_copy(
        update={"criterion": tuple(c.model_copy(update={"max": Decimal("9.5")}) for c in kediri().criterion)}
    )
    assert raw_of(event)["criterion"][0]["max"] == "9.5"
    assert rows(event, "criterion", 0)["Nilai tertinggi"] == "9,5"
