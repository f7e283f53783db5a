"""The command line: what each command says and with which code it ends. Screens are not opened here."""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri

from juri_tui import cli, click_words
from juri_tui.decisions import result
from juri_tui.desk import Desk, Role

EVENT = Path(cli.__file__).parent / "data" / "kediri-2016.toml"


@pytest.fixture
def opened(monkeypatch):
    """Catches what would be shown on the screen."""
    shown = []
    monkeypatch.setattr(cli, "need_terminal", lambda: None)
    monkeypatch.setattr(cli, "show", lambda *args: shown.append(args))
    return shown


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock()).event().lock()
    hand.desk.close()
    return hand.path


def test_the_version(run) -> None:
    assert run("--version") == (0, f"juri, version {cli.__version__}\n", "")


@pytest.mark.parametrize("words", [("history",), ("rehearse",), ("verify",), ("export", "--to", "hasil")])
def test_an_event_file_is_told_from_a_contest(run, opened, tmp_path: Path, words: tuple[str, ...]) -> None:
    unnamed = shutil.copy(EVENT, tmp_path / "acara.txt")
    for path in (EVENT, unnamed):
        code, out, err = run(*words, path)
        assert (code, out, opened) == (2, "", [])
        assert "Ini berkas acara (TOML), belum acara." in err
        assert err.endswith(f"juri rehearse memakai berkas .juri; buat dengan: juri new {path}\n")
    other = tmp_path / "surat.txt"
    other.write_text("judul = 'Surat'")
    assert "Ini bukan berkas lomba juri-tui" in run(*words, other)[2]
    assert "tidak ada di sini" in run(*words, tmp_path / "tidak-ada.toml")[2]
    with pytest.raises(SystemExit):
        cli.seated(EVENT, "operator", None, None)


def test_a_setting_that_is_unknown_is_told_on_stderr_and_the_command_goes_on(run, monkeypatch) -> None:
    monkeypatch.setenv("JURI_THEME", "gelap")
    monkeypatch.setenv("JURI_LANG", "jv")
    code, out, err = run("check", EVENT)
    assert code == 0
    assert "benar." in out
    assert err.splitlines() == [
        "JURI_LANG: “jv” tidak dikenal; yang boleh: id, en. Dipakai id.",
        "JURI_THEME: “gelap” tidak dikenal; yang boleh: aula, kertas, proyektor. Dipakai aula.",
    ]


def test_usage_faults_end_with_two(run) -> None:
    code, out, err = run("tidak-ada")
    assert (code, out) == (2, "")
    assert "tidak-ada" in err


@pytest.mark.parametrize("words", [(), ("demo",), ("papan",), ("panggung",), ("open",), ("rehearse",)])
def test_a_screen_needs_a_terminal(run, locked: Path, words: tuple[str, ...]) -> None:
    file = (locked,) if words in (("open",), ("rehearse",)) else ()
    if words in (("papan",), ("panggung",)):
        (locked.parent / "home").mkdir()
        shutil.copy(locked, locked.parent / "home")
    code, out, err = run(*words, *file)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "terminal" in err
    assert not list(locked.parent.rglob("*-latihan*")), "nothing is made that nobody sees"


@pytest.mark.parametrize(
    ("words", "typed", "told"),
    [
        (("open",), "", "Belum disebut: 'FILE'."),
        (("open", "x", "--apa"), "", "Pilihan '--apa' tidak ada."),
        (("open", "x", "--as", "tamu"), "", "'tamu' bukan salah satu dari 'operator'"),
        (("demo", "--speed", "0"), "", "0 di luar 1<=x<=600."),
        (("check",), "", "Pemakaian: juri check"),
        (("new", EVENT), "satu dua\nlain sekali\n", "Keliru: dua isian itu tidak sama."),
    ],
)
def test_the_library_of_the_command_line_speaks_indonesian(run, words, typed: str, told: str) -> None:
    code, _out, err = run(*words, typed=typed)
    assert code in (2, 130)
    assert told in err
    assert not set(re.findall(r"[A-Za-z]+", err)) & {"Error", "Usage", "Missing", "Try", "Invalid", "such"}, err


def test_the_help_speaks_indonesian_and_the_table_holds_sentences_of_the_library(run) -> None:
    out = run("--help")[1]
    assert "Pemakaian:" in out
    assert "Menampilkan keterangan ini." in out
    source = "".join(path.read_text(encoding="utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    assert [words for words in click_words.WORDS if f'"{words}"' not in source] == []


def test_check_says_what_is_right(run) -> None:
    code, out, _err = run("check", EVENT)
    assert code == 0
    assert out.endswith("benar. 4 kelompok, 2 juri, 6 kriteria.\n")


def test_check_names_every_fault_with_its_line_and_writes_nothing(run, tmp_path: Path) -> None:
    broken = tmp_path / "acara.toml"
    text = (
        EVENT.read_text(encoding="utf-8").replace('step = "0.5"', 'step = "0.3"', 1).replace("format = 1", "format = 2")
    )
    broken.write_text(text, encoding="utf-8")
    code, out, err = run("check", broken)
    lines = err.splitlines()
    assert (code, out, len(lines)) == (2, "", 2)
    for line in lines:
        number = int(line.removeprefix(f"{broken}:").split(":")[0])
        assert any(word in text.splitlines()[number - 1] for word in ("format", "step", "criterion"))
    assert run("new", broken)[0] == 2
    assert not (tmp_path / "home").exists() or not list((tmp_path / "home").glob("*.juri"))


def test_new_makes_a_contest_once(run, tmp_path: Path) -> None:
    code, out, _err = run("new", EVENT, typed="rahasia kami\nrahasia kami\n")
    path = tmp_path / "home" / "kediri-2016.juri"
    assert (code, path.exists(), str(path) in out) == (0, True, True)
    desk = Desk(path, Role.OPERATOR, ManualClock())
    assert desk.sit("operator", "rahasia kami") is None
    assert not desk.contest.rehearsal
    desk.close()
    before = path.read_bytes()
    code, _out, err = run("new", EVENT, typed="lain sekali\nlain sekali\n")
    assert (code, path.read_bytes()) == (3, before)
    assert "tidak ada yang ditimpa" in err


def test_new_refuses_a_short_passphrase_and_a_file_that_is_not_there(run, tmp_path: Path) -> None:
    target = tmp_path / "a.juri"
    assert run("new", EVENT, "--file", target, typed="abc\nabc\n")[0] == 3
    assert run("new", tmp_path / "tidak.toml")[0] == 2
    code, _out, err = run("new", EVENT, "--file", tmp_path / "tidak" / "a.juri")
    assert (code, "Folder itu tidak ada" in err, "sandi" in err) == (2, True, False), "said before anything is asked"
    assert not target.exists()


def test_leaving_a_question_ends_with_130(run) -> None:
    assert run("new", EVENT, typed="")[0] == 130


def test_the_demo_is_made_once_and_resumed_unless_new(run, opened, tmp_path: Path) -> None:
    run("demo", "--speed", "60")
    run("demo")
    run("demo", "--new")
    run("demo", "--speed", "60")
    (tmp_path / "home" / "kediri-2016-latihan-9.juri").write_text("rusak")
    run("demo", "--speed", "1")
    paths = [args[0].name for args in opened]
    first, second = "kediri-2016-latihan.juri", "kediri-2016-latihan-2.juri"
    assert paths == [first, first, second, first, second], "each goes on with the newest one of its speed"
    desk = Desk(opened[0][0], Role.BOARD, ManualClock())
    assert (desk.contest.rehearsal, desk.contest.speed) == (True, 60)
    desk.close()


def test_rehearse_copies_the_definition_and_nothing_else(run, opened, locked: Path) -> None:
    assert run("rehearse", locked)[0] == 0
    desk = Desk(opened[0][0], Role.BOARD, ManualClock())
    assert opened[0][0].name == "kediri-latihan.juri"
    assert desk.contest.rehearsal
    assert not desk.contest.sheets
    desk.close()


def test_board_and_stage_open_the_latest_contest(run, opened, locked: Path) -> None:
    assert run("papan")[0] == 2
    run("demo")
    run("papan")
    run("panggung", locked)
    assert [(args[0].name, args[1]) for args in opened[1:]] == [
        ("kediri-2016-latihan.juri", "papan"),
        ("kediri.juri", "panggung"),
    ]


def test_export_writes_the_locked_result(run, locked: Path, tmp_path: Path) -> None:
    code, out, _err = run("export", locked, "--to", tmp_path / "hasil")
    assert code == 0
    assert len(out.splitlines()) == 6
    whole = json.loads((tmp_path / "hasil" / "LATIHAN-hasil.json").read_text(encoding="utf-8"))
    rows = list(csv.DictReader((tmp_path / "hasil" / "LATIHAN-peringkat.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["kbk"] for row in rows] == ["berlian", "ceria", "melati", "cp-joss"]
    assert {row["digest"] for row in rows} == {whole["digest"]}
    recap = (tmp_path / "hasil" / "LATIHAN-rekap.txt").read_text(encoding="utf-8")
    assert f"Sidik hasil {whole['digest']}" in recap
    assert run("export", locked, "--to", tmp_path / "hasil")[0] == 0, "the same papers again are no conflict"


def test_export_overwrites_nothing(run, locked: Path, tmp_path: Path) -> None:
    folder = tmp_path / "hasil"
    folder.mkdir()
    (folder / "LATIHAN-waktu.csv").write_text("punya orang lain")
    assert run("export", locked, "--to", folder)[0] == 3
    assert [path.name for path in folder.iterdir()] == ["LATIHAN-waktu.csv"]


def test_export_before_the_lock_needs_the_chair(run, tmp_path: Path) -> None:
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock()).event()
    hand.desk.close()
    folder = tmp_path / "hasil"
    assert run("export", hand.path, "--to", folder)[0] == 1
    assert run("export", hand.path, "--to", folder, "--sementara", typed="222222\n")[0] == 3
    for more in ((), ("--at", "20")):
        code, _out, err = run("export", hand.path, "--to", folder, "--sementara", *more, typed="111111\n")
        assert (code, "sesudah sidang dibuka" in err) == (1, True), "not even the chair sees marks before the sidang"
    assert not folder.exists()
    hand.desk = Desk(hand.path, Role.KETUA, hand.clock)
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    hand.desk.close()
    assert run("export", hand.path, "--to", folder, "--sementara", typed="111111\n")[0] == 0
    assert (folder / "LATIHAN-SEMENTARA-peringkat.csv").exists()
    told = run("history", hand.path, "--kind", "provisional_exported")[1]
    assert "Nilai dan peringkat sementara sampai catatan" in told
    assert "diekspor oleh Juri Pemprov Jatim" in told
    assert run("export", hand.path, "--to", tmp_path / "lama", "--sementara", "--at", "20", typed="111111\n")[0] == 0
    assert "sampai catatan 20 diekspor" in run("history", hand.path, "--kind", "provisional_exported")[1]
    assert run("export", hand.path, "--to", tmp_path / "kosong", "--sementara", "--kosong", typed="111111\n")[0] == 0
    assert run("history", hand.path, "--kind", "provisional_exported")[1].count("diekspor") == 2


def test_blank_sheets_need_nobody(run, tmp_path: Path) -> None:
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock())
    hand.desk.close()
    assert run("export", hand.path, "--to", tmp_path / "kosong", "--kosong")[0] == 0
    text = (tmp_path / "kosong" / "lembar-kosong-swasta.txt").read_text(encoding="utf-8")
    assert text.count("LEMBAR PENILAIAN   LATIHAN") == 4
    assert all(kbk.name in text and kbk.unit in text for kbk in kediri().kbk)


@pytest.mark.parametrize("content", [b"", b"bukan acara", b"SQLite format 3\x00" + bytes(100)])
def test_a_file_that_is_no_contest_is_refused_as_what_it_is(run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "aneh.juri"
    path.write_bytes(content)
    code, out, err = run("export", path, "--to", tmp_path / "x")
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert (err.count("aneh.juri"), "database" in err) == (1, False), err
    assert path.read_bytes() == content


def test_a_fault_of_the_program_is_written_down(run, monkeypatch, tmp_path: Path) -> None:
    def broken(_path: Path) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "read_event", broken)
    code, out, err = run("check", EVENT)
    assert (code, out) == (70, "")
    assert "ZeroDivisionError" in err
    assert "Traceback" not in err
    assert "ZeroDivisionError" in (tmp_path / "home" / "kesalahan.txt").read_text(encoding="utf-8")


def test_the_language_is_a_setting() -> None:
    words = {}
    for language in ("id", "en", "xx"):
        done = subprocess.run(
            [sys.executable, "-m", "juri_tui", "--help"],
            env={"JURI_LANG": language, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
        )
        words[language] = done.stdout
    assert "Menilai lomba" in words["id"]
    assert words["xx"] == words["id"]


def test_the_digest_of_the_export_is_that_of_the_lock(locked: Path, run, tmp_path: Path) -> None:
    desk = Desk(locked, Role.BOARD, ManualClock())
    digest = desk.contest.locked.digest
    assert result.result_of(desk.contest) == desk.contest.locked.result
    desk.close()
    run("export", locked, "--to", tmp_path / "hasil")
    assert digest in (tmp_path / "hasil" / "LATIHAN-hasil.json").read_text(encoding="utf-8")


def test_a_lock_that_can_not_be_is_said_in_one_line(run, locked, monkeypatch) -> None:
    monkeypatch.setenv("JURI_LOCK_OPERATOR", "sebentar")
    monkeypatch.setattr(cli, "need_terminal", lambda: None)
    code, _out, err = run("open", locked)
    assert code == 2
    assert err.startswith("JURI_LOCK_OPERATOR: ")
    assert err.count("\n") == 1
