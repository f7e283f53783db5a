"""A signal ends every role within three seconds, whatever holds it up, and the terminal is as it was found."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import crew
import pytest
from clock_on_stage import Truth, contest, sit

from juri_tui.pins import REHEARSAL_PASSPHRASE, rehearsal_pin
from juri_tui.volume import sticks

if TYPE_CHECKING:
    from faults.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a pty and /proc are needed: Linux only")
AT_MOST_S = 3.0
FIRST_WORDS = {
    "operator": "Kata sandi",
    "juri": "SERAHKAN TERMINAL",
    "ketua": "PIN",
    "papan": "PAPAN PERINGKAT",
    "panggung": "Ceria",
}


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another process holds the write lock, and is stopped."""
    holder = crew.hire(crew.hold_the_lock, path)
    holder.first_word()
    holder.kill(signal.SIGSTOP)
    try:
        yield
    finally:
        holder.kill()
        holder.said()


def ended_after(terminal: "Terminal", how: signal.Signals = signal.SIGTERM, *, reading: bool = True) -> float:
    """How long (s) the program takes to end once it is told to."""
    (pid,) = terminal.pids()
    os.kill(pid, how)
    begun = time.monotonic()
    while terminal.pids():
        assert time.monotonic() - begun < 30, terminal.text()
        if reading:
            terminal.read(0.01)
        else:
            threading.Event().wait(0.01)
    return time.monotonic() - begun


def restored(terminal: "Terminal", before: str) -> None:
    """The terminal is as it was before the program."""
    terminal.ends()
    assert terminal.settings() == before
    assert terminal.raw.rindex(b"\x1b[?1049l") > terminal.raw.rindex(b"\x1b[?1049h")
    assert terminal.raw.rindex(b"\x1b[?25h") > terminal.raw.rindex(b"\x1b[?25l")


@pytest.mark.parametrize("role", FIRST_WORDS)
def test_every_role_ends_with_a_dialog_open_and_the_file_locked(tmp_path, terminal_of, role) -> None:
    path = contest(tmp_path / "c.juri")
    terminal = terminal_of(80, 24)
    before = terminal.settings()
    terminal.run(f"open {path} --as {role}")
    terminal.sees(FIRST_WORDS[role])
    if role in ("papan", "panggung"):
        terminal.press("f1")
    with locked(path):
        if role in ("operator", "ketua"):
            terminal.types("000000")  # the attempt is counted before it is checked, and waits for the lock
        terminal.read(0.2)
        took = ended_after(terminal)
    print(f"SIGTERM, --as {role}, file locked: ended after {took:.2f} s")
    assert took < AT_MOST_S
    restored(terminal, before)


def test_a_juri_is_told_of_the_lock_and_the_draft_before_it_is_kept(
    tmp_path: Path, terminal_of: Callable[[int, int], "Terminal"], truth_of: Callable[[Path], Truth]
) -> None:
    path = contest(tmp_path / "c.juri")
    terminal = terminal_of(80, 24)
    before = terminal.settings()
    terminal.run(f"open {path} --as juri")
    terminal.sees("SERAHKAN TERMINAL")
    terminal.press("2")
    terminal.sees("PIN enam angka")
    terminal.types(rehearsal_pin(2))
    terminal.sees("Kelompok mana yang Anda nilai?")
    terminal.press("enter")
    terminal.sees("F9 kirim")
    terminal.types("16")
    terminal.sees("Tersimpan otomatis")
    with locked(path):
        for mark in ("17", "15", "12"):
            terminal.types(mark)  # each of them would wait for five seconds
        took = ended_after(terminal, signal.SIGHUP)
    print(f"SIGHUP, half-typed sheet, file locked: ended after {took:.2f} s")
    assert took < AT_MOST_S
    restored(terminal, before)
    assert truth_of(path).drafted() == {("swasta", "ceria"): 1}


def test_what_was_typed_at_the_last_moment_is_kept(tmp_path, terminal_of, truth_of) -> None:
    path = contest(tmp_path / "c.juri")
    terminal = terminal_of(80, 24)
    terminal.run(f"open {path} --as juri")
    terminal.sees("SERAHKAN TERMINAL")
    terminal.press("2")
    terminal.sees("PIN enam angka")
    terminal.types(rehearsal_pin(2))
    terminal.sees("Kelompok mana yang Anda nilai?")
    terminal.press("enter")
    terminal.sees("F9 kirim")
    terminal.types("16")
    terminal.types("17")
    terminal.kill(signal.SIGTERM)
    assert truth_of(path).drafted() == {("swasta", "ceria"): 2}


def test_a_terminal_that_takes_no_more_output_holds_nothing_up(tmp_path, terminal_of) -> None:
    """As after Ctrl+S, or when the other end of a connection hangs: the program waits to paint, for ever."""
    path = contest(tmp_path / "c.juri")
    terminal = terminal_of(200, 60)
    sit(terminal, path)
    for columns in (*range(100, 200), 150):  # nobody reads what this paints
        terminal.shell.setwinsize(60, columns)
        threading.Event().wait(0.02)
    took = ended_after(terminal, reading=False)
    print(f"SIGTERM, terminal takes nothing: ended after {took:.2f} s")
    assert took < AT_MOST_S


@pytest.mark.parametrize("shell", ["set +m;", ""], ids=["goes on by itself", "brought back with fg"])
def test_a_program_that_was_stopped_reads_its_keys_once_and_puts_the_terminal_back(
    tmp_path, terminal_of, truth_of, shell
) -> None:
    path = contest(tmp_path / "c.juri")
    terminal = terminal_of(80, 24)
    before = terminal.settings()
    sit(terminal, path, shell)
    (pid,) = terminal.pids()
    os.kill(pid, signal.SIGSTOP)
    terminal.read(1)
    if shell:
        os.kill(pid, signal.SIGCONT)
    else:
        terminal.shell.send("fg\r")
    terminal.sees("URUTAN TAMPIL")
    terminal.read(1)
    terminal.press("c")
    terminal.sees("Catatan acara")
    terminal.types("Lampu aula padam, dilanjutkan pukul 10")
    terminal.sees("Catatan disimpan")
    assert [note.text for note in truth_of(path).records("note_written")] == ["Lampu aula padam, dilanjutkan pukul 10"]
    terminal.press("ctrl+q")
    restored(terminal, before)


def test_the_home_screen_ends_and_puts_the_terminal_back(tmp_path, terminal_of, monkeypatch) -> None:
    terminal = terminal_of(80, 24)
    before = terminal.settings()
    terminal.run("")
    terminal.sees("F1")
    assert ended_after(terminal) < AT_MOST_S
    restored(terminal, before)


def test_a_disk_that_hangs_does_not_keep_who_wants_to_leave(tmp_path, terminal_of) -> None:
    path = contest(tmp_path / "c.juri")
    code = (
        "import sys, threading\n"
        "from juri_tui import cli, signals\n"
        "from juri_tui.desk import Desk\n"
        "Desk.seen = lambda self: threading.Event().wait()\n"
        "signals.LEAVE_S = 1.0\n"
        f"sys.argv = ['juri', 'open', '--as', 'panggung', {str(path)!r}]\n"
        "cli.main()\n"
    )
    (tmp_path / "hangs.py").write_text(code, encoding="utf-8")
    terminal = terminal_of(80, 24)
    before = terminal.settings()
    terminal.shell.send(f"{sys.executable} $JURI_HOME/hangs.py\r")
    terminal.sees("Ceria")
    terminal.press("ctrl+q")
    restored(terminal, before)


def test_a_stick_that_hangs_while_it_is_copied_to_does_not_keep_who_wants_to_leave(tmp_path, terminal_of) -> None:
    path = contest(tmp_path / "c.juri")
    code = (
        "import sys, threading\n"
        "from juri_tui import cli\n"
        "from juri_tui.desk import Desk\n"
        "Desk.copy_to = lambda self, folder: threading.Event().wait()\n"
        f"sys.argv = ['juri', 'open', '--as', 'operator', {str(path)!r}]\n"
        "cli.main()\n"
    )
    (tmp_path / "hangs.py").write_text(code, encoding="utf-8")
    terminal = terminal_of(80, 24)
    before = terminal.settings()
    terminal.shell.send(f"{sys.executable} $JURI_HOME/hangs.py\r")
    terminal.sees("Kata sandi")
    terminal.types(REHEARSAL_PASSPHRASE)
    terminal.sees("URUTAN TAMPIL")
    terminal.press("e")
    terminal.sees("Salinan sekarang", "folder lain")
    terminal.press(str(len(sticks()) + 1))
    terminal.sees("Jalur folder")
    terminal.types(str(tmp_path))
    terminal.sees("Menyalin ke")
    terminal.press("ctrl+q")
    restored(terminal, before)
