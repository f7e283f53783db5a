"""Two consoles on one file, in real processes: the one that was stopped comes back to a console that is not its own."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from clock_on_stage import Truth, contest, sit

if TYPE_CHECKING:
    from faults.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a pty and /proc are needed: Linux only")
QUIET_S = 16
"""A console that gave no sign of life for so long (s) is taken with one key."""


def test_a_console_that_was_stopped_gives_way_and_takes_nothing_along_when_it_leaves(
    tmp_path: Path, terminal_of: Callable[[int, int], "Terminal"], truth_of: Callable[[Path], Truth]
) -> None:
    path = contest(tmp_path / "c.juri", started=False)
    first, second, truth = terminal_of(80, 24), terminal_of(80, 24), truth_of(path)
    sit(first, path, "set +m;")  # else the shell would take the terminal from a program that is stopped
    sit(second, path)
    second.sees("HANYA MEMBACA")
    (pid,) = first.pids()
    os.kill(pid, signal.SIGSTOP)
    try:
        threading.Event().wait(QUIET_S)
        second.press("o")
        second.sees("tidak memberi tanda")
        second.press("1")
        second.sees("Konsol operator sekarang di layar ini")
        second.press("space")
        second.sees("Waktu dimulai")
        first.shell.send(" ")  # typed at the console that stands still
    finally:
        os.kill(pid, signal.SIGCONT)
    first.sees("hanya membaca")
    first.press("ctrl+q")
    first.ends()
    second.press_anew("space")
    second.sees("Waktu dijeda")
    assert [record.kind for record in truth.records("slot_started")] == ["slot_started"]
    assert [record.kind for record in truth.records("slot_paused")] == ["slot_paused"]
    assert len(truth.records("console_taken")) == 1
