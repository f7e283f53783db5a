"""A terminal that goes away without a signal: the program ends, instead of keeping a core and the console for ever."""

import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri

from juri_tui.signals import hung_up

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")


def test_a_terminal_is_there_until_it_is_not() -> None:
    master, slave = pty.openpty()
    assert not hung_up(slave)
    os.close(master)
    assert hung_up(slave)
    os.close(slave)


def test_a_stage_whose_terminal_vanished_ends(tmp_path: Path) -> None:
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock())
    hand.desk.close()
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "juri_tui", "open", str(hand.path), "--as", "panggung"]
    # No session of its own: the kernel then has nobody to send SIGHUP to.
    stage = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "TERM": "xterm-256color"}
    )
    os.close(slave)
    painted = b""
    end = time.monotonic() + 20
    while b"\x1b[?1049h" not in painted:
        assert time.monotonic() < end
        painted += os.read(master, 65536)
    os.close(master)
    try:
        assert stage.wait(timeout=10) is not None
    finally:
        stage.kill()
        stage.wait()
