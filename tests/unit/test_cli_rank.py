"""`juri rank` from files to output: exit codes, formats, bad input; one clear line each, never a traceback."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sheets import adjust, event, ranked

from juri_tui.cli_rank import rank, rank_command
from juri_tui.model import Cut
from juri_tui.rank_table import ranking_csv, step_words, table_text, width

EVENT = """format = 1
[event]
name = "Gelar Budaya Kerja"
[scoring]
ties = ["criterion:hasil", "chair"]
[[criterion]]
name = "Hasil"
[[juri]]
name = "Ani"
[[juri]]
name = "Budi"
[[kbk]]
name = "Ceria"
unit = "Dispenda"
[[kbk]]
name = "=1+1"
id = "-melati"
[[award]]
name = "@Juara I"
place = 1
"""
SCORES = (
    "juri;kbk;criterion;score\nani;ceria;hasil;87,5\nbudi;ceria;hasil;88\nani;-melati;hasil;80\nbudi;-melati;hasil;81\n"
)


@pytest.fixture
def files(tmp_path: Path):
    def write(**texts: str | bytes) -> dict[str, Path]:
        paths = {}
        for name, text in (
            {"event": EVENT.replace('name = "Hasil"', 'name = "Hasil"\nstep = "0.5"'), "scores": SCORES} | texts
        ).items():
            paths[name] = tmp_path / {"event": "e.toml", "scores": "s.csv", "adjustments": "a.csv"}[name]
            paths[name].write_bytes(text if isinstance(text, bytes) else text.encode())
        return paths

    return write


def run(paths: dict[str, Path], form="json"):
    return rank(paths["event"], paths["scores"], paths.get("adjustments"), form)


def test_json_of_a_complete_contest(files):
    code, out, err = run(files())
    assert (code, err) == (0, "")
    result = json.loads(out)
    assert [(row["place"], row["name"], row["total"], row["awards"]) for row in result["standings"]] == [
        (1, "Ceria", "87.75", ["@Juara I"]), (2, "=1+1", "80.50", []),
    ]  # fmt: skip
    assert result["complete"] is True


def test_incomplete_is_printed_with_exit_code_1(files):
    code, out, err = run(files(scores=SCORES[: SCORES.index("budi;-melati")]))
    assert (code, err) == (1, "")
    assert json.loads(out)["complete"] is False


def test_decisions_reach_the_result(files):
    code, out, _err = run(
        files(adjustments="kbk;points;reason;kind\nceria;-10,5;lewat waktu;\n-melati;;sakit;no_show\n")
    )
    rows = json.loads(out)["standings"]
    assert code == 0
    assert [(row["kbk"], row["total"], row["status"]) for row in rows] == [
        ("ceria", "77.25", "performed"), ("-melati", None, "no_show"),
    ]  # fmt: skip
    assert rows[0]["adjustments"] == [{"kind": "points", "points": "-10.5", "reason": "lewat waktu"}]


def test_csv_can_not_become_a_formula(files):
    code, out, err = run(files(), "csv")
    assert (code, err) == (0, "")
    assert list(csv.reader(io.StringIO(out))) == [
        ["place", "number", "kbk", "name", "unit", "total", "total_exact", "awards", "decided_by", "status"],
        ["1", "1", "ceria", "Ceria", "Dispenda", "87.75", "351/4", "'@Juara I", "total", "performed"],
        ["2", "2", "'-melati", "'=1+1", "", "80.50", "161/2", "", "total", "performed"],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_every_start_of_a_formula_is_escaped(start):
    definition = event(juri="a", kbk="p")
    kbk = definition.kbk[0].model_copy(update={"name": f"{start}A1", "unit": f"{start}B"})
    definition = definition.model_copy(update={"kbk": (kbk,)})
    row = list(csv.reader(io.StringIO(ranking_csv(ranked(definition, p="5"), definition))))[1]
    assert row[3:5] == [f"'{start}A1", f"'{start}B"]


def test_csv_of_those_without_a_place_and_of_shared_places():
    definition = event(juri="a b", kbk="p q r", places="fractional", method="median")
    result = ranked(definition, p="5 | 5", q="5 | 5", r="- | -")
    rows = list(csv.reader(io.StringIO(ranking_csv(result, definition))))[1:]
    assert [row[0] for row in rows] == ["1.5", "1.5", ""]
    assert rows[2][5:] == ["", "", "", "", "waiting"]


def test_csv_warnings_go_to_standard_error(files):
    code, out, err = run(
        files(
            event=EVENT.replace("[scoring]", '[scoring]\nmethod = "median"').replace(
                "[[juri]]", 'step = "0.5"\n[[juri]]', 1
            )
        ),
        "csv",
    )
    assert (code, out.count("\n"), err.count("\n")) == (0, 3, 1)
    assert err.startswith("* ")


def test_the_table_is_aligned_for_people(files):
    code, out, err = run(files(scores=SCORES[: SCORES.index("budi;-melati")]), "table")
    assert (code, err) == (1, "")
    assert out == (
        "Gelar Budaya Kerja\n"
        "\n"
        "Peringkat  No.  KBK    Instansi  Nilai  Ditentukan oleh\n"
        "---------  ---  -----  --------  -----  ---------------\n"
        "        1    1  Ceria  Dispenda  87,75  nilai akhir\n"
        "        2    2  =1+1             80,00  nilai akhir\n"
        "\n"
        "* Sementara: masih ada nilai yang belum masuk.\n"
    )


def test_the_table_names_reasons_steps_and_shared_places():
    definition = event("x y", juri="a", kbk="p q r s t", places="fractional", ties=("criterion:x",))
    out = [adjust("r", None, "no_show", "sakit")]
    text = table_text(ranked(definition, *out, p="5 4", q="5 4", r="1 1", s="4 5", t="- -"), definition)
    assert "      1,5    1  P     9,00  peringkat bersama" in text
    assert "        3    4  S     9,00  X" in text
    assert "        -    5  T        -  belum dinilai" in text
    assert "        -    3  R        -  tidak hadir: sakit" in text


def test_a_table_without_notes_ends_with_its_last_row():
    definition = event(juri="a", kbk="p")
    assert table_text(ranked(definition, p="5"), definition).endswith("\n        1    1  P     5,00  nilai akhir\n")


def test_the_table_shows_who_goes_on():
    definition = event(juri="a", kbk="p q", cut=Cut(top=1))
    text = table_text(ranked(definition, p="5", q="6"), definition)
    assert "Nilai  Lolos  Ditentukan oleh\n" in text
    assert "        1    2  Q     6,00  ya     nilai akhir\n" in text
    assert "        2    1  P     5,00         nilai akhir\n" in text


def test_a_table_with_warnings_only():
    definition = event(juri="a", kbk="p", method="median")
    assert table_text(ranked(definition, p="5"), definition).count("\n* ") == 1


@pytest.mark.parametrize(
    "step", ["total", "skating", "majority", "untrimmed", "panel", "countback", "chair", "shared", "criterion:x"]
)
def test_every_step_has_a_name(step):
    assert step_words(step, event())


def test_width_counts_cells():
    assert width("abc") == 3
    assert width("漢字") == 4
    assert width("e\u0301") == 1
    assert width("a\u200db") == 2


BAD_SCORES = [
    (b"", 1, "kosong"),
    (SCORES.encode("utf-16"), 1, "simpan sebagai CSV UTF-8"),
    (SCORES.encode("utf-16-le"), 1, "CSV UTF-8"),
    (SCORES.encode().replace(b"87,5", b"87\x00"), 2, "NUL"),
    ("juri;kbk;criterion;score\nani;ceria;hasil;é".encode("latin-1"), 2, "simpan sebagai CSV UTF-8"),
    (b"juri;kbk;criterion;score\n" + b"9" * 10_000_000, 2, "terlalu panjang"),
    (b"juri;kbk;criterion;score\nani;ceria;hasil;NaN\n", 2, "“NaN”"),
    (b"juri;kbk;criterion;score\nani;ceria;hasil;" + b"9" * 50_000, 2, "bukan nilai"),
]


@pytest.mark.parametrize(("scores", "line", "words"), BAD_SCORES)
def test_bad_scores_one_clear_line(files, scores, line, words):
    paths = files(scores=scores)
    code, out, err = run(paths)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith(f"{paths['scores']}:{line}:")
    assert words in err
    assert len(err) < 400


def test_bom_is_read(files):
    assert run(files(scores=b"\xef\xbb\xbf" + SCORES.encode()))[0] == 0


def test_missing_files_and_directories_of_all_three_at_once(files, tmp_path):
    code, out, err = rank(tmp_path / "none.toml", tmp_path, tmp_path / "none.csv", "json")
    assert (code, out) == (2, "")
    starts = [line.split(": ")[0] for line in err.splitlines()]
    assert starts == [f"{tmp_path / 'none.toml'}:1:1", f"{tmp_path}:1:1", f"{tmp_path / 'none.csv'}:1:1"]


def test_faults_of_both_csv_files_are_told_together(files):
    paths = files(scores="juri,kbk,hasil\nani,ceria,x\nani,budi,1\n", adjustments="kbk,points,reason\nceria,1,\n")
    code, _out, err = run(paths)
    assert code == 2
    assert [line.split(": ")[0].rsplit("/")[-1] for line in err.splitlines()] == ["s.csv:2:3", "s.csv:3:2", "a.csv:2:3"]


def test_faults_of_the_event_file(files):
    paths = files(event=EVENT.replace("ties", "tise"))
    code, out, err = run(paths)
    assert (code, out) == (2, "")
    assert err.startswith(f"{paths['event']}:5:")


def test_equal_totals_with_skating(files):
    skating = EVENT.replace("[scoring]", '[scoring]\nmethod = "skating"')
    paths = files(event=skating, scores="juri,kbk,hasil\nani,ceria,5\nani,-melati,5\nbudi,ceria,5\nbudi,-melati,6\n")
    code, out, err = run(paths)
    assert (code, out) == (2, "")
    assert err.startswith(f"{paths['scores']}:1:1: ")
    assert "Ani" in err
    assert "Ceria" in err
    assert "Budi" not in err


def test_control_characters_in_a_file_name_are_shown_as_question_marks(tmp_path):
    _code, _out, err = rank(tmp_path / "a\x1b[31mb.toml", tmp_path, None, "json")
    assert "\x1b" not in err
    assert "a?[31mb.toml:1:1" in err


def test_the_command(files):
    paths = files(scores=SCORES[: SCORES.index("budi;-melati")])
    result = CliRunner().invoke(
        rank_command, [str(paths["event"]), "--scores", str(paths["scores"]), "--format", "json"]
    )
    assert result.exit_code == 1
    assert json.loads(result.stdout)["standings"][1]["name"] == "=1+1"
    assert result.stderr == ""
    result = CliRunner().invoke(rank_command, [str(paths["event"]), "--scores", str(paths["scores"])])
    assert "\x1b" not in result.stdout
    assert result.stdout.startswith("Gelar Budaya Kerja\n")
    result = CliRunner().invoke(rank_command, [str(paths["event"]), "--scores", "none.csv", "--adjustments", "no.csv"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 2


@pytest.mark.parametrize("arguments", [[], ["e.toml"], ["e.toml", "--scores", "s.csv", "--format", "xml"]])
def test_wrong_usage(arguments):
    assert CliRunner().invoke(rank_command, arguments).exit_code == 2
