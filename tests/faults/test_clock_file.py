"""The clock over a file that can not be written: a full disk, a lock that somebody holds."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import crew
import pytest
from clock_on_stage import LEAST, contest, errors, right_within, sit

from juri_tui.clock import system_clock
from juri_tui.slot import SECOND, SlotState, remaining_ns

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="a pty, /proc and CLOCK_BOOTTIME are needed: Linux only"
)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if not shutil.which("mount"):
        pytest.skip("no mount(8) here")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2M", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """Leaves no room."""
    ballast = disk / "foto.jpg"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return ballast


def test_a_full_disk_on_start_and_on_end(small_disk, terminal_of, truth_of) -> None:
    path = contest(small_disk / "c.juri", started=False)
    truth, terminal = truth_of(path), terminal_of(120, 30)
    sit(terminal, path)
    terminal.sees("Tekan Spasi untuk memulai")
    ballast = fill(small_disk)
    pressed = system_clock().now()
    terminal.press("space")
    terminal.sees("BELUM TERSIMPAN", "Disk penuh", "F12")
    assert truth.slot().state is SlotState.ARMED, "nothing moves"
    assert truth.elapsed() == 0
    ballast.unlink()
    terminal.press("f12")
    terminal.sees("Paparan berjalan", seconds=3)
    assert "BELUM TERSIMPAN" not in terminal.text()
    late = truth.slot().run.started.boot_ns - pressed.boot_ns
    assert 0 <= late < SECOND // 2, "it started with the key, not with the try that got through"

    ballast = fill(small_disk)
    terminal.read(0.8)
    ended = system_clock().now()
    terminal.press("enter")
    terminal.sees("BELUM TERSIMPAN", "Disk penuh")
    first = terminal.text()
    terminal.read(2)
    assert terminal.text() != first, "the clock goes on"
    assert truth.slot().state is SlotState.RUNNING
    assert remaining_ns(truth.slot(), system_clock().now()) < remaining_ns(truth.slot(), ended) - SECOND
    ballast.unlink()
    terminal.press("f12")
    terminal.sees("membuka Tanya jawab", seconds=3)
    late = truth.slot().runs[0].ended.boot_ns - ended.boot_ns
    assert 0 <= late < SECOND // 2


def hold(say, path):
    """Holds the lock of the file until it is killed."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    say("holding")
    threading.Event().wait(60)


def test_a_locked_file_stops_no_clock_and_the_key_counts_when_it_was_pressed(tmp_path, terminal_of, truth_of) -> None:
    path = contest(tmp_path / "c.juri")
    truth, terminal = truth_of(path), terminal_of(*LEAST)
    sit(terminal, path)
    right_within(terminal, truth, 2)
    holder = crew.hire(hold, path)
    holder.first_word()
    pressed = system_clock().now()
    terminal.press("space")
    found = errors(terminal, truth, 4)
    print(f"locked for 5 s: {len(found)} seconds painted meanwhile, at most {max(found):.3f} s late")
    assert len(found) >= 3, "the clock keeps painting"
    terminal.sees("BELUM TERSIMPAN", "dikunci", seconds=9)
    waited = (system_clock().now().boot_ns - pressed.boot_ns) / SECOND
    print(f"the message came {waited:.1f} s after the key")
    assert waited < 7, "no sign of life holds up a key"
    assert truth.slot().state is SlotState.RUNNING
    holder.kill()
    holder.said()
    terminal.press("f12")
    terminal.sees("JEDA")
    late = truth.slot().commands[-1].at.boot_ns - pressed.boot_ns
    assert 0 <= late < SECOND // 2
