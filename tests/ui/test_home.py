"""Beranda: what lies on this machine, read after the first frame; and what to do where there is nothing."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri
from frames import frame, same_as_golden, still, until
from textual.widgets import Input

from juri_tui.doctor import Check, machine_line
from juri_tui.event_dump import dump
from juri_tui.home import HomeApp
from juri_tui.recent import Described, describe, recent
from juri_tui.screens.help import HelpScreen
from juri_tui.screens.home import HomeScreen
from juri_tui.widgets.dialogs import AskChoice, AskLine

SIZES = [(80, 24), (120, 36)]


def made(folder: Path, name: str, title: str = "", state: str = "Persiapan") -> None:
    """A contest file, closed."""
    event = kediri()
    if title:
        event = event.model_copy(update={"event": event.event.model_copy(update={"name": title, "date": None})})
    hand = Stagehand(folder / f"{name}.juri", event, ManualClock())
    if state == "terkunci":
        hand.event().lock()
    if state == "Siap":
        hand.ready()
    hand.desk.close()


def aged(folder: Path, *names: str) -> None:
    for age, name in enumerate(names):
        os.utime(folder / f"{name}.juri", (1_000_000 - age, 1_000_000 - age))


@pytest.mark.parametrize("size", SIZES)
async def test_recent_contests_with_their_state(tmp_path, size) -> None:
    made(tmp_path, "kediri", state="terkunci")
    made(tmp_path, "malang", "Gelar Budaya Kerja Kota Malang dengan nama yang panjang sekali")
    (tmp_path / "rusak.juri").write_bytes(b"bukan basis data" * 100)
    (tmp_path / "catatan.txt").write_text("bukan acara")
    aged(tmp_path, "kediri", "malang", "rusak")
    async with HomeApp(tmp_path).run_test(size=size) as pilot:
        await until(pilot, lambda: "▲" in frame(pilot.app))
        await still(pilot)
        await same_as_golden(pilot, "beranda")
        await pilot.press("down", "enter")
    assert pilot.app.return_value == tmp_path / "malang.juri"


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_machine_offers_the_rehearsal(tmp_path, size) -> None:
    async with HomeApp(tmp_path).run_test(size=size) as pilot:
        await still(pilot)
        await same_as_golden(pilot, "beranda-kosong")
        await pilot.press("enter")
        await pilot.press("d")
    assert pilot.app.return_value == "demo"


async def test_help_and_leaving(tmp_path) -> None:
    async with HomeApp(tmp_path).run_test() as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        assert "F3" not in frame(pilot.app), "no contest is open: its screens are no use here"
        await pilot.press("escape", "ctrl+q")
    assert pilot.app.return_value is None


async def test_the_first_frame_does_not_wait_for_the_files(tmp_path) -> None:
    """The list stands and opens a contest while a file on a slow disk is still being read."""
    (tmp_path / "a.juri").touch()
    gate = threading.Event()

    def slow(_path: Path) -> Described:
        gate.wait(5)
        return Described("baru dibaca", "sidang")

    async with HomeApp(tmp_path, slow).run_test() as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await pilot.pause()
        assert "baru dibaca" not in frame(pilot.app)
        gate.set()
        await until(pilot, lambda: "baru dibaca" in frame(pilot.app))
        await pilot.press("enter")
    assert pilot.app.return_value == tmp_path / "a.juri"


@pytest.mark.parametrize(
    ("checks", "line"),
    [
        ([Check("jam", True, "berjalan.")], "✓ Mesin ini siap.  Rincian: juri doctor"),
        (
            [Check("jam", True, "berjalan."), Check("disk", False, "3 MB kosong."), Check("huruf", False, "ASCII.")],
            "▲ disk: 3 MB kosong. (+1 lagi)  Rincian: juri doctor",
        ),
    ],
)
async def test_what_the_machine_lacks_stands_in_one_line(tmp_path, checks, line) -> None:
    """Computed beside the screen: a disk that hangs keeps nobody from choosing."""
    gate = threading.Event()

    def slow() -> tuple[bool, str]:
        gate.wait(5)
        return machine_line(checks)

    async with HomeApp(tmp_path, examine=slow).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Belum ada acara" in frame(pilot.app))
        assert "juri doctor" not in frame(pilot.app)
        gate.set()
        await until(pilot, lambda: line in frame(pilot.app))
        await pilot.press("d")
    assert pilot.app.return_value == "demo"


@pytest.mark.parametrize("name", ["[bold]x[/]", "[@click=app.leave]x[/]", "日本語" * 30])
async def test_hostile_names_are_only_text(tmp_path, name) -> None:
    (tmp_path / "a.juri").touch()
    described = Described(name, "sidang", "25 Okt 2016", rehearsal="LATIHAN")
    async with HomeApp(tmp_path, lambda _path: described).run_test() as pilot:
        await until(pilot, lambda: name[:9] in frame(pilot.app))


def test_the_latest_comes_first_and_a_folder_that_is_none_is_empty(tmp_path) -> None:
    for age, name in enumerate(("neu", "alt")):
        (tmp_path / f"{name}.juri").touch()
        os.utime(tmp_path / f"{name}.juri", (1000 - age, 1000 - age))
    assert [path.stem for path in recent(tmp_path)] == ["neu", "alt"]
    assert recent(tmp_path / "nicht") == []
    (tmp_path / "alt.juri-wal").touch()
    assert [path.stem for path in recent(tmp_path)] == ["alt", "neu"], "what was written last may stand in the log"


def test_what_a_file_is(tmp_path) -> None:
    made(tmp_path, "kediri", state="Siap")
    found = describe(tmp_path / "kediri.juri")
    assert found == Described("Gelar Budaya Kerja", "Siap", "25 Okt 2016", rehearsal="LATIHAN")
    (tmp_path / "leer.juri").touch()
    assert describe(tmp_path / "leer.juri").fault


def test_the_home_screen_imports_neither_model_nor_store() -> None:
    code = (
        "import sys, juri_tui.home; "
        "print([m for m in ('pydantic', 'sqlite3', 'pysqlite3', 'sqlite_utils', 'juri_tui.desk') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_a_new_contest_from_a_rubric(tmp_path) -> None:
    async with HomeApp(tmp_path).run_test() as pilot:
        await pilot.press("n", "n")
        for text in ("Gelar Budaya Kerja", None, "rahasia-1", "rahasia-1"):
            kind = AskLine if text else AskChoice
            await until(pilot, lambda kind=kind: isinstance(pilot.app.screen, kind))
            if text:
                pilot.app.screen.query_one(Input).value = text
            await pilot.press("enter" if text else "1")
            await pilot.pause()
        await until(pilot, lambda: not pilot.app.is_running)
    assert pilot.app.return_value == tmp_path / "gelar-budaya-kerja.juri"
    found = describe(tmp_path / "gelar-budaya-kerja.juri")
    assert found == Described("Gelar Budaya Kerja", "Persiapan", "", rehearsal="")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (("A", "1", "rahasia-1", "rahasia-2"), "tidak sama"),
        (("A", "1", "abc", "abc"), "paling sedikit 6 karakter"),
        (("A\x1bB", "1", "rahasia-1", "rahasia-1"), "U+001B"),
    ],
)
async def test_a_new_contest_that_can_not_be_made_says_why(tmp_path, answers, words) -> None:
    async with HomeApp(tmp_path).run_test() as pilot:
        await pilot.press("n")
        for text in answers:
            kind = AskChoice if text == "1" else AskLine
            await until(pilot, lambda kind=kind: isinstance(pilot.app.screen, kind))
            if text != "1":
                pilot.app.screen.query_one(Input).value = text
            await pilot.press("1" if text == "1" else "enter")
            await pilot.pause()
        await until(pilot, lambda: words in frame(pilot.app))
    assert list(tmp_path.glob("*.juri")) == []


async def test_leaving_the_questions_makes_nothing(tmp_path) -> None:
    async with HomeApp(tmp_path).run_test() as pilot:
        for asked in range(4):
            await pilot.press("n")
            for kind in (AskLine, AskChoice, AskLine, AskLine)[:asked]:
                await until(pilot, lambda kind=kind: isinstance(pilot.app.screen, kind))
                if kind is AskLine:
                    pilot.app.screen.query_one(Input).value = "rahasia-1"
                await pilot.press("1" if kind is AskChoice else "enter")
                await pilot.pause()
            await until(pilot, lambda: not isinstance(pilot.app.screen, HomeScreen))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen) and not pilot.app.screen._asking)
    assert list(tmp_path.iterdir()) == []


async def test_a_new_contest_from_an_event_file(tmp_path) -> None:
    source = tmp_path / "gelar.toml"
    source.write_text(dump(kediri()), encoding="utf-8")
    async with HomeApp(tmp_path).run_test() as pilot:
        await pilot.press("f")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskLine))
        for typed in (str(source), "rahasia-kita", "rahasia-kita"):
            asked = pilot.app.screen
            asked.query_one(Input).value = typed
            await pilot.press("enter")
            await until(pilot, lambda asked=asked: pilot.app.screen is not asked)
        await until(pilot, lambda: pilot.app.return_value is not None)
    made = pilot.app.return_value
    assert made == tmp_path / "gelar.juri"
    assert describe(made).name == kediri().event.name
    assert not describe(made).rehearsal


async def test_an_event_file_with_a_fault_is_refused_before_a_passphrase(tmp_path) -> None:
    source = tmp_path / "salah.toml"
    source.write_text("format = 1\n[event]\nnama = 'x'\n", encoding="utf-8")
    async with HomeApp(tmp_path).run_test(size=(120, 36)) as pilot:
        await pilot.press("f")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskLine))
        pilot.app.screen.query_one(Input).value = str(source)
        await pilot.press("enter")
        await until(pilot, lambda: "salah.toml" in frame(pilot.app) and isinstance(pilot.app.screen, HomeScreen))
        assert "wajib ada: [[juri]] (+4 lagi)" in frame(pilot.app)
    assert not list(tmp_path.glob("*.juri"))
