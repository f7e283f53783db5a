"""`juri insight`: exit codes, words and JSON from files, and silence about a contest that is not locked."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from clocks import ManualClock
from contests import MARKS, Stagehand
from events import kediri

from juri_tui import cli_insight
from juri_tui.cli import juri
from juri_tui.cli_insight import insight_command
from juri_tui.decisions import result
from juri_tui.desk import Desk
from juri_tui.store_fault import StoreFault

EVENT = Path(cli_insight.__file__).parent / "data" / "kediri-2016.toml"
HEADER = "juri,kbk,masalah,proses,solusi,hasil,standar,penyajian"


@pytest.fixture
def scores(tmp_path: Path) -> Path:
    lines = [HEADER, *(",".join([*cell, *marks.split()]) for cell, marks in MARKS.items())]
    path = tmp_path / "nilai.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(*arguments: object):
    return CliRunner().invoke(insight_command, [str(argument) for argument in arguments])


def test_the_group_knows_it() -> None:
    done = CliRunner().invoke(juri, ["insight", "--help"])
    assert done.exit_code == 0
    assert "--adjustments" in done.output


def test_words_of_a_complete_contest(scores: Path) -> None:
    done = run(EVENT, "--scores", scores)
    assert (done.exit_code, done.stderr) == (0, "")
    blocks = done.stdout.split("\n\n")
    assert blocks[0] == "Gelar Budaya Kerja"
    assert blocks[1].startswith("Kedua juri, masing-masing sendiri, menempatkan KBK Berlian di peringkat 1.\n")
    assert blocks[2].splitlines()[0] == (
        "3 KBK Berlian · RSUD Gambiran: tanpa satu juri peringkat 1; tanpa satu kriteria peringkat 1"
    )
    assert "\x1b" not in done.stdout
    assert "    Juri Pemprov Jatim " in done.stdout, "each total down to the marks"


def test_json_has_the_statistics_as_well(scores: Path) -> None:
    done = run(EVENT, "--scores", scores, "--json")
    made = json.loads(done.stdout)
    assert (done.exit_code, made["complete"], made["robustness"]["first"]) == (0, True, ["berlian"])
    assert made["statistics"]["limits"] == ["two_juri"]


def test_an_incomplete_contest_tells_what_can_still_happen(scores: Path) -> None:
    lines = scores.read_text(encoding="utf-8").splitlines()
    scores.write_text("\n".join(line for line in lines if line[:10] != "swasta,cp-") + "\n", encoding="utf-8")
    done = run(EVENT, "--scores", scores)
    assert done.exit_code == 1
    assert "Masih dapat menjadi peringkat 1: KBK Berlian dan KBK CP JOSS." in done.stdout
    assert "4 KBK CP JOSS · Puskesmas Campurejo: nilai akhir 38,25 sampai 88,25, peringkat 1-4" in done.stdout


def test_adjustments_are_heard(scores: Path, tmp_path: Path) -> None:
    decisions = tmp_path / "adj.csv"
    decisions.write_text("kbk,points,reason,kind\nberlian,,protes,disqualified\n", encoding="utf-8")
    done = run(EVENT, "--scores", scores, "--adjustments", decisions, "--json")
    assert json.loads(done.stdout)["robustness"]["first"] == ["ceria"]


def test_every_fault_of_every_file(scores: Path, tmp_path: Path) -> None:
    scores.write_text(f"{HEADER}\nnobody,ceria,1,1,1,1,1,1\npemprov,ceria,99,1,1,1,1,1\n", encoding="utf-8")
    done = run(EVENT, "--scores", scores, "--adjustments", tmp_path / "tidak-ada.csv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == [
        f"{scores}:2:1",
        f"{scores}:3:3",
        f"{tmp_path / 'tidak-ada.csv'}:1:1",
    ]


def test_equal_totals_with_skating_are_a_fault(tmp_path: Path) -> None:
    event, scores = tmp_path / "e.toml", tmp_path / "s.csv"
    event.write_text(
        'format = 1\nevent.name = "E"\nscoring.method = "skating"\n[[criterion]]\nid = "x"\n[[juri]]\nid = "a"\n'
        '[[kbk]]\nid = "p"\n[[kbk]]\nid = "q"\n',
        encoding="utf-8",
    )
    scores.write_text("juri,kbk,x\na,p,9\na,q,9\n", encoding="utf-8")
    done = run(event, "--scores", scores)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{scores}:1:1: Juri a memberi jumlah nilai yang sama")


def test_what_does_not_go_together_is_said(tmp_path: Path) -> None:
    alone = run(EVENT)
    assert (alone.exit_code, alone.stdout) == (2, "")
    assert alone.stderr.endswith("tambahkan --scores NILAI.csv\n")
    mixed = run(tmp_path / "x.juri", "--adjustments", "adj.csv")
    assert (mixed.exit_code, mixed.stderr.count("\n")) == (2, 1)
    assert "--adjustments hanya untuk berkas acara" in mixed.stderr


# --- contest files --------------------------------------------------------------------------------------------------


@pytest.fixture
def hand(tmp_path: Path):
    made = Stagehand(tmp_path / "lomba.juri", kediri(), ManualClock())
    yield made
    made.desk.close()


def test_until_the_lock_not_a_word_about_marks(hand: Stagehand) -> None:
    """Also with all sheets in, and in the sidang itself; then the lock opens it, and unlocking closes it again."""
    path = hand.path
    closed = (1, "", f"{path}: hasil belum dikunci; nilai juri masih tertutup.\n")

    def ending(*more: str) -> tuple[int, str, str]:
        done = run(path, *more)
        return done.exit_code, done.stdout, done.stderr

    assert ending() == closed
    hand.event()
    assert ending("--json") == closed
    hand.lock()
    code, out, err = ending("--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["robustness"]["first"] == ["berlian"]
    hand.do(result.unlock, "salah ketik")
    assert ending() == closed
    hand.do(result.lock)
    hand.do(result.announce)
    code, out, _err = ending()
    assert (code, out.splitlines()[0]) == (0, "Gelar Budaya Kerja")


def test_a_file_that_is_no_contest_is_one_line(tmp_path: Path) -> None:
    other = tmp_path / "catatan.juri"
    other.write_text("bukan lomba", encoding="utf-8")
    done = run(other)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert run(tmp_path / "tidak-ada.juri").exit_code == 2


def test_a_contest_that_is_busy_is_not_a_bad_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_arguments: object) -> Desk:
        raise StoreFault("busy")

    monkeypatch.setattr(cli_insight, "Desk", busy)
    assert run(tmp_path / "x.juri").exit_code == 3
