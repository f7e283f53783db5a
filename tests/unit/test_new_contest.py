"""How a contest begins: from a rubric, by command or by questions, and the event file to fill in."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from clocks import ManualClock
from test_event_file_docs import tables

from juri_tui import new_contest, rubrics
from juri_tui.contest import State
from juri_tui.decisions.definition import freeze, lacking
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.event_file import load, parse
from juri_tui.model import Event, Refusal
from juri_tui.new_contest import create, from_rubric, weak
from juri_tui.rubric_check import check_rubric
from juri_tui.store_fault import StoreFault

TEMPLATE = (files("juri_tui") / "data" / "templat.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("rubric", rubrics.names())
def test_a_contest_from_each_rubric_lacks_people_alone(rubric: str) -> None:
    event = from_rubric("Gelar", rubric)
    assert isinstance(event, Event)
    assert (event.criterion, event.scoring) == rubrics.load_rubric(rubric)
    assert lacking(event) == ["tanggal", "tempat", "ketua dewan juri"]
    assert {warning.code for warning in check_rubric(event)} <= {"few_juri"}


def test_names_and_passphrases_that_are_none() -> None:
    unknown = from_rubric("Gelar", "pdca")
    assert isinstance(unknown, Refusal)
    assert "yang ada: budaya-kerja, icc-100" in unknown.words
    hostile = from_rubric("A\x1b[31mB", "pdca-10")
    assert isinstance(hostile, Refusal)
    assert "U+001B" in hostile.words
    assert weak("     abc  ")
    assert weak("rahasia") is None


def test_a_contest_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for refused in (create(tmp_path, "", "pdca-10", "rahasia"), create(tmp_path, "Gelar", "pdca-10", "abc")):
        assert isinstance(refused, Refusal)
    first, second = (create(tmp_path, "Gelar Baru", "pdca-10", "rahasia") for _time in range(2))
    assert (first, second) == (tmp_path / "gelar-baru.juri", tmp_path / "gelar-baru-2.juri")
    desk = Desk(first, Role.OPERATOR, ManualClock())
    assert (desk.contest.state, desk.contest.rehearsal) == (State.SETUP, False)
    assert desk.sit(OPERATOR, "rahasia") is None
    assert isinstance(freeze(desk.contest), Refusal)
    desk.close()

    def full(*_args: object, **_more: object) -> None:
        raise StoreFault("full", "/")

    monkeypatch.setattr(new_contest, "create_contest", full)
    refused = create(tmp_path, "Lain", "pdca-10", "rahasia")
    assert isinstance(refused, Refusal)
    assert refused.words.startswith("lain.juri: ")


def test_rubrics_are_described_with_what_they_add_up_to() -> None:
    assert dict(rubrics.described())["pdca-1000"] == "pdca-1000 · 10 kriteria, nilai tertinggi 1.000"


# --- the template --------------------------------------------------------------------------------------------------


def test_the_template_loads_as_it_is_and_with_every_remark_taken_in() -> None:
    event = parse(TEMPLATE)
    assert isinstance(event, Event)
    assert check_rubric(event) == []
    opened = re.sub(r"^# (?=\[|[a-z_]+ = )", "", TEMPLATE, flags=re.MULTILINE)
    whole = parse(opened)
    assert isinstance(whole, Event), whole
    assert whole.cut is not None
    assert whole.breaks[0].name == "ISHOMA"
    assert [award.name for award in whole.award] == ["Juara I", "Juara II", "Gold", "Hasil Terbaik", "Favorit"]


def test_the_template_names_every_key() -> None:
    named = set(re.findall(r"^(?:# )?([a-z_]+) = ", TEMPLATE, re.MULTILINE))
    known = {
        field.alias or name
        for heading, model in tables()
        if model is not Event
        for name, field in model.model_fields.items()
    }
    assert named == known | {"format"}


def test_the_command_template_prints_or_writes_and_never_overwrites(run, tmp_path: Path) -> None:
    assert run("template", "--toml") == (0, TEMPLATE, "")
    target = tmp_path / "acara.toml"
    code, out, _err = run("template", "--to", target)
    assert code == 0
    assert f"juri check {target}" in out
    assert isinstance(load(target), Event)
    target.write_text("milik saya")
    code, _out, err = run("template", "--to", target)
    assert (code, target.read_text()) == (3, "milik saya")
    assert "tidak ada yang ditimpa" in err
    assert run("template", "--to", tmp_path / "tidak" / "ada.toml")[0] == 3


# --- juri new ------------------------------------------------------------------------------------------------------


def test_new_from_a_rubric_asks_for_the_name(run, tmp_path: Path) -> None:
    code, out, _err = run("new", "--rubric", "budaya-kerja", typed="Gelar Baru\nrahasia\nrahasia\n")
    path = tmp_path / "home" / "gelar-baru.juri"
    assert code == 0
    assert str(path) in out
    assert "Persiapan" in out
    desk = Desk(path, Role.BOARD, ManualClock())
    assert desk.contest.definition.event.name == "Gelar Baru"
    desk.close()
    assert run("new", "--rubric", "budaya-kerja", "--name", "Gelar Baru")[0] == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("new",), "salah satu"),
        (("new", "a.toml", "--rubric", "pdca-10"), "salah satu"),
        (("new", "a.toml", "--name", "A"), "hanya bersama --rubric"),
        (("new", "--rubric", "pdca", "--name", "A"), "tidak dikenal"),
        (("new", "--rubric", "pdca-10", "--name", "A\u202eB"), "U+202E"),
    ],
)
def test_new_says_what_is_wrong_before_it_asks_for_secrets(run, arguments, words) -> None:
    code, _out, err = run(*arguments)
    assert code == 2
    assert words in err


def test_a_short_passphrase_makes_nothing(run, tmp_path: Path) -> None:
    code, _out, err = run("new", "--rubric", "pdca-10", "--name", "A", typed="abc\nabc\n")
    assert (code, list((tmp_path / "home").glob("*.juri"))) == (3, [])
    assert "paling sedikit 6" in err
