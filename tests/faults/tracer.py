"""strace, attached to a writer that waits: faults put into its system calls, or a log of what it wrote and synced."""

import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import crew
import pytest


def attach(hand: crew.Hand, options: Sequence[str], log: Path) -> subprocess.Popen[str]:
    """Trace the process of `hand`, which is still waiting; skips, with the reason, where tracing is forbidden."""
    if sys.platform != "linux" or not shutil.which("strace"):
        pytest.skip("strace is not installed (Debian: apt install strace)")
    command = ["strace", "-f", *options, "-o", str(log), "-p", str(hand.pid)]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    said = tracer.stderr.readline()
    if "attached" not in said:
        hand.kill()
        hand.said()
        tracer.communicate()
        pytest.skip(f"strace may not attach here: {said.strip()}")
    return tracer


def run(work, arguments, options: Sequence[str], log: Path) -> list[list[str]]:
    """Let `work` run under strace from its first act on; returns what it said."""
    hand = crew.hire(work, *arguments, wait=True)
    # The fork server answers with the pid before the child waits; give its interpreter the moment it needs.
    threading.Event().wait(0.05)
    tracer = attach(hand, options, log)
    hand.go.set()
    said = hand.said()
    tracer.communicate(timeout=60)
    return said


def unescaped(text: str) -> bytes:
    """The bytes of a string that `strace -xx` printed."""
    return bytes.fromhex(text.replace("\\x", ""))


CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
