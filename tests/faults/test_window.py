"""The window of a juri who types: made tiny and huge, and closed. The sheet comes back, and the draft is kept."""

import os
import sys
import threading
import time

import pytest
from clock_on_stage import contest, sit

from juri_tui.pins import rehearsal_pin

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a pty and /proc are needed: Linux only")
SIZES = ((20, 5), (400, 100), (20, 5), (80, 24))


def resize(terminal, columns, rows):
    """The window gets this size; its picture begins anew."""
    terminal.shell.setwinsize(rows, columns)
    terminal.screen.resize(rows, columns)
    terminal.screen.reset()


def ended(pid, seconds):
    """Whether the process is gone within so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        threading.Event().wait(0.02)
    return False


def test_a_sheet_outlives_every_size_and_its_draft_the_window(tmp_path, terminal_of, truth_of) -> None:
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
    terminal.types("16,5")
    for columns, rows in SIZES:
        resize(terminal, columns, rows)
        terminal.sees("F9 kirim", "16,5") if columns >= 80 else terminal.read(0.5)
        assert terminal.pids(), f"it died at {columns} x {rows}"
    terminal.types("17")
    terminal.sees("Tersimpan otomatis", "17")
    (pid,) = terminal.pids()
    terminal.close_window()
    assert ended(pid, 5), "it outlived its window"
    assert truth_of(path).drafted() == {("swasta", "ceria"): 2}


def test_the_console_outlives_every_size(tmp_path, terminal_of) -> None:
    path = contest(tmp_path / "c.juri")
    terminal = terminal_of(80, 24)
    sit(terminal, path)
    for columns, rows in SIZES:
        resize(terminal, columns, rows)
        terminal.sees("URUTAN TAMPIL") if columns >= 80 else terminal.read(0.5)
        assert terminal.pids(), f"it died at {columns} x {rows}"
    terminal.press("space")
    terminal.sees("JEDA")
