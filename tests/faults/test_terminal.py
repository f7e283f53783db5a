"""The real program in a real terminal: it leaves the terminal as it found it, and a kill -9 costs nothing."""

import csv
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from contests import MARKS
from events import kediri

from juri_tui.clock import system_clock
from juri_tui.contest import State
from juri_tui.desk import Desk, Role
from juri_tui.slot import SECOND, elapsed_ns, remaining_ns

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a pty and /proc are needed: Linux only")
if sys.platform == "linux":
    from terminal import APART_S, Terminal

CONTEST = "kediri-2016-latihan.juri"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JURI_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def terminal(home: Path) -> Iterator["Terminal"]:
    terminal = Terminal(home)
    terminal.sees("$")
    yield terminal
    terminal.close()


def look(home: Path) -> Desk:
    return Desk(home / CONTEST, Role.BOARD, system_clock())


def prepare(terminal: "Terminal") -> None:
    terminal.sees("Tekan D")
    terminal.press("d", "2")
    terminal.sees("Hasil undian kertas")
    for number in "1234":
        terminal.types(number)
    terminal.sees("Tekan B")
    terminal.press("b")
    terminal.sees("Kode aturan")
    terminal.press("enter")
    for juri in ("Juri Pemprov Jatim", "Juri Swasta"):
        terminal.sees(f"Hanya {juri}")
        terminal.press("space")
        terminal.sees("Catat sekarang")
        terminal.press("enter")
    terminal.sees("Ketua dewan juri menyetujui")
    terminal.types("111111")
    terminal.sees("Tekan Enter untuk memanggil nomor 1")


def start(terminal: "Terminal", number: int) -> None:
    terminal.sees(f"memanggil nomor {number}")
    terminal.press_anew("enter")
    terminal.sees("Tekan Spasi untuk memulai Paparan")
    terminal.press_anew("space")
    terminal.sees("Paparan berjalan")


def finish(terminal: "Terminal") -> None:
    for key, words in (
        ("enter", "membuka Tanya jawab"),
        ("enter", "memulai Tanya jawab"),
        ("space", "Tanya jawab berjalan"),
        ("enter", "menutup penampilan"),
        ("enter", "Menunggu nilai"),
    ):
        terminal.press_anew(key)
        terminal.sees(words)


def open_sheet(terminal: "Terminal", juri: str, kbk: str) -> None:
    terminal.sees("SERAHKAN TERMINAL KEPADA JURI", "2 Juri Swasta")
    terminal.press({"pemprov": "1", "swasta": "2"}[juri])
    terminal.sees("PIN enam angka")
    terminal.types({"pemprov": "111111", "swasta": "222222"}[juri])
    terminal.sees("Kelompok mana yang Anda nilai?")
    terminal.press("enter")
    terminal.sees("F9 kirim", kediri().kbk_by_id(kbk).name)


def send(terminal: "Terminal") -> None:
    terminal.sees("Semua kriteria terisi")
    terminal.press("f9")
    terminal.sees("Baca ulang sebelum mengirim")
    terminal.read(APART_S)  # an Enter that comes with this screen belongs to the screen before
    terminal.press("enter")
    terminal.sees("Kode tanda terima")
    terminal.sees("dalam 9 detik")  # for a second it takes every key for one that was meant for the screen before
    terminal.press("space")


def judge(terminal: "Terminal", kbk: str, juri: str) -> None:
    open_sheet(terminal, juri, kbk)
    for mark in MARKS[juri, kbk].split():
        terminal.types(mark)
    send(terminal)


def back(terminal: "Terminal") -> None:
    terminal.sees("SERAHKAN TERMINAL KEPADA JURI", "2 Juri Swasta")
    terminal.press("f2")
    terminal.sees("Kata sandi operator")
    terminal.types("latihan")
    terminal.sees("URUTAN TAMPIL")


def test_the_terminal_is_left_as_it_was_found(terminal: "Terminal", home: Path) -> None:
    before = terminal.settings()
    terminal.run("demo")
    prepare(terminal)
    start(terminal, 1)
    terminal.press("f3")
    open_sheet(terminal, "swasta", "ceria")
    terminal.types("16")
    terminal.press("f10")
    back(terminal)
    terminal.press("ctrl+q")
    terminal.ends()
    terminal.shell.send("echo ended-$?-$((1 + 1))\r")
    terminal.sees("ended-0-2")
    assert terminal.settings() == before
    assert terminal.raw.rindex(b"\x1b[?1049l") > terminal.raw.rindex(b"\x1b[?1049h")
    assert terminal.raw.rindex(b"\x1b[?25h") > terminal.raw.rindex(b"\x1b[?25l")
    for mode in (b"1000", b"1003", b"1006"):
        assert terminal.raw.rfind(b"\x1b[?" + mode + b"l") > terminal.raw.rfind(b"\x1b[?" + mode + b"h"), mode
    desk = look(home)
    assert desk.drafted() == {("swasta", "ceria"): 1}
    desk.close()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_restores_the_terminal_and_the_clock_runs_on(terminal: "Terminal", home: Path, how) -> None:
    before = terminal.settings()
    terminal.run("demo")
    prepare(terminal)
    start(terminal, 1)
    terminal.kill(how)
    assert terminal.settings() == before
    assert terminal.raw.rindex(b"\x1b[?1049l") > terminal.raw.rindex(b"\x1b[?1049h")
    desk = look(home)
    assert desk.contest.live is not None
    assert desk.contest.live.state == "running"
    desk.close()


def shown_remaining(terminal: "Terminal") -> str:
    """The one-line clock of the header of the score sheet."""
    found = re.search(r"sisa (\d\d:\d\d)", terminal.text())
    assert found, terminal.text()
    return found.group(1)


def test_a_kill_in_the_middle_costs_nothing_and_the_ranking_is_right(terminal: "Terminal", home: Path) -> None:
    terminal.run("demo")
    prepare(terminal)
    start(terminal, 1)
    finish(terminal)
    terminal.press("f3")
    for juri in ("pemprov", "swasta"):
        judge(terminal, "ceria", juri)
    back(terminal)
    start(terminal, 2)
    terminal.press("f3")
    open_sheet(terminal, "pemprov", "melati")
    half = MARKS["pemprov", "melati"].split()[:3]
    for mark in half:
        terminal.types(mark)
    terminal.sees("Tersimpan otomatis")
    desk = look(home)
    end = time.monotonic() + 10
    while desk.drafted() != {("pemprov", "melati"): 3}:
        assert time.monotonic() < end, f"{desk.drafted()}\n{terminal.text()}"
        terminal.read()
    before = elapsed_ns(desk.contest.live, desk.now())
    desk.close()
    terminal.shell.send("7")
    terminal.kill()
    away = time.monotonic()

    terminal.read(1)  # a quick machine would be back sooner
    terminal.shell.send("stty sane\r")
    terminal.run("demo")
    terminal.sees("Paparan berjalan")
    desk = look(home)
    slot = desk.contest.live
    away = time.monotonic() - away
    assert away > 1
    assert elapsed_ns(slot, desk.now()) - before >= away * SECOND, "the time away counts"
    terminal.press("f3")
    open_sheet(terminal, "pemprov", "melati")
    terminal.sees(half[2].replace(".", ","), "sisa")
    minutes, seconds = map(int, shown_remaining(terminal).split(":"))
    truth = remaining_ns(slot, desk.now())
    assert abs(minutes * 60 + seconds - -(-truth // SECOND)) <= 1
    desk.close()
    for mark in MARKS["pemprov", "melati"].split()[3:]:
        terminal.types(mark)
    terminal.press("f10")
    back(terminal)
    finish(terminal)
    terminal.press("f3")
    open_sheet(terminal, "pemprov", "melati")
    send(terminal)
    judge(terminal, "melati", "swasta")
    back(terminal)
    for number, kbk in ((3, "berlian"), (4, "cp-joss")):
        start(terminal, number)
        finish(terminal)
        terminal.press("f3")
        for juri in ("pemprov", "swasta"):
            judge(terminal, kbk, juri)
        back(terminal)
    terminal.press("f6")
    terminal.sees("Sidang dibuka dengan PIN")
    terminal.types("111111")
    terminal.sees("Tekan S")
    terminal.press("s")
    terminal.sees("88,00")
    terminal.press("k")
    terminal.sees("Kunci hasil ini?")
    terminal.press("enter")
    terminal.sees("PIN ketua sekali lagi")
    terminal.types("111111")
    terminal.sees("SIDIK")
    desk = look(home)
    assert desk.contest.state is State.LOCKED
    digest = desk.contest.locked.digest
    desk.close()
    terminal.kill(signal.SIGTERM)
    terminal.shell.send(
        f"{sys.executable} -m juri_tui export $JURI_HOME/{CONTEST} --to $JURI_HOME/hasil; echo done-$?\r"
    )
    terminal.sees("done-0")
    rows = list(csv.DictReader((home / "hasil" / "LATIHAN-peringkat.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["kbk"], row["total"], row["digest"]) for row in rows] == [
        ("berlian", "88.00", digest),
        ("ceria", "82.25", digest),
        ("melati", "81.00", digest),
        ("cp-joss", "76.75", digest),
    ]


def test_a_fault_of_the_program_shows_no_secret_and_one_key_goes_on(terminal: "Terminal", home: Path) -> None:
    code = (
        "import sys\n"
        "from juri_tui.screens.lock import LockScreen\n"
        "def broken(self, event):\n"
        "    typed = event.value\n"
        "    raise ZeroDivisionError('while checking')\n"
        "LockScreen.on_input_submitted = broken\n"
        "from juri_tui import cli\n"
        "sys.argv = ['juri', 'demo']\n"
        "cli.main()\n"
    )
    (home / "broken.py").write_text(code, encoding="utf-8")
    terminal.shell.send(f"{sys.executable} $JURI_HOME/broken.py\r")
    terminal.sees("Tekan D")
    terminal.press("f6")
    terminal.sees("Sidang dibuka dengan PIN")
    terminal.types("739164")
    terminal.sees("ZeroDivisionError", "Tekan Enter untuk membuka lagi")
    assert b"739164" not in terminal.raw
    assert "739164" not in (home / "kesalahan.txt").read_text(encoding="utf-8")
    terminal.press("enter")
    terminal.sees("Tekan D")
