"""A contest whose clock runs, the truth about it, and what a terminal shows of it: for the tests of real processes."""

import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from block_reader import read_blocks
from contests import Stagehand
from events import kediri

from juri_tui.clock import system_clock
from juri_tui.clockface import clock_text
from juri_tui.desk import Desk, Role
from juri_tui.pins import REHEARSAL_PASSPHRASE
from juri_tui.slot import SECOND, Slot, elapsed_ns, remaining_ns

if TYPE_CHECKING:
    from faults.terminal import Terminal

LEAST = (80, 24)
"""The smallest terminal that the operator's screen takes; its clock stands in blocks."""
SMALL = (16, 5)
"""The stage in a terminal so small that its clock stands in plain digits."""
DIGITS = re.compile(r"(?<![\d.:])\d\d:\d\d(?![\d.:])")


# --- the contest, and what is true of it -----------------------------------------------------------------------------


def contest(path: Path, *, started: bool = True) -> Path:
    """A rehearsal with its first KBK called, and its clock started a moment ago."""
    hand = Stagehand(path, kediri(), system_clock()).ready().arm("ceria")
    if started:
        hand.time("slot_started")
    hand.desk.close()
    return path


class Truth:
    """What this process, with its own clock, reads from the ledger."""

    def __init__(self, path: Path) -> None:
        self._desk = Desk(path, Role.BOARD, system_clock())

    def slot(self) -> Slot:
        slot = self._desk.refresh().last_slot
        assert slot is not None
        return slot

    def text(self) -> str:
        return clock_text(self.left())

    def left(self) -> int:
        left = remaining_ns(self.slot(), self._desk.now())
        assert left is not None
        return left

    def elapsed(self) -> int:
        elapsed = elapsed_ns(self.slot(), self._desk.now())
        assert elapsed is not None
        return elapsed

    def records(self, kind: str) -> list[object]:
        return [record.payload for record in self._desk.records() if record.kind == kind]

    def drafted(self) -> dict[tuple[str, str], int]:
        return self._desk.drafted()

    def close(self) -> None:
        self._desk.close()


def sit(terminal: "Terminal", path: Path, before: str = "") -> None:
    """Opens the operator's screen and gives the passphrase."""
    terminal.shell.send(f"{before} {sys.executable} -m juri_tui open --as operator {path}\r")
    terminal.sees("Kata sandi")
    terminal.types(REHEARSAL_PASSPHRASE)
    terminal.sees("URUTAN TAMPIL")


def shown(terminal: "Terminal") -> str:
    """The clock, in blocks or in plain digits."""
    blocks = read_blocks(terminal.screen.display)
    if blocks:
        return blocks
    found = DIGITS.search(terminal.text())
    return found.group() if found else ""


def right_within(terminal: "Terminal", truth: Truth, seconds: float) -> float:
    """How long it takes until the right second stands on the screen."""
    begun = time.monotonic()
    while shown(terminal) != truth.text():
        assert time.monotonic() - begun < seconds, f"{shown(terminal)} instead of {truth.text()}:\n{terminal.text()}"
        terminal.read(0.01)
    return time.monotonic() - begun


def errors(terminal: "Terminal", truth: Truth, seconds: float) -> list[float]:
    """How far (s) each new second that was painted meanwhile was from the true one: late is positive."""
    end, last, found = time.monotonic() + seconds, shown(terminal), []
    while time.monotonic() < end:
        terminal.read(0.005)
        text, left = shown(terminal), truth.left()
        if text != last and DIGITS.fullmatch(text):  # else the terminal has given only a part of the picture yet
            last = text
            minutes, rest = map(int, text.split(":"))
            found.append((minutes * 60 + rest) - left / SECOND)
    return found
