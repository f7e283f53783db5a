"""The clock in real processes: killed, stopped, resized; its wall clock moved, its file locked, its disk full."""

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import crew
import pytest
from contests import Stagehand
from events import kediri

from juri_tui.clock import system_clock
from juri_tui.clockface import clock_text
from juri_tui.decisions import clock
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.model import Refusal
from juri_tui.pins import REHEARSAL_PASSPHRASE
from juri_tui.records import SlotStepped
from juri_tui.recovery import RecoveryCase, recovery
from juri_tui.slot import SECOND, Slot, SlotState, elapsed_ns, remaining_ns
from juri_tui.widgets.block_digits import draw

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="a pty, /proc and CLOCK_BOOTTIME are needed: Linux only"
)
if sys.platform == "linux":
    from faults.terminal import Terminal

PLAIN = (80, 14)
"""The operator's screen in a terminal so low that its clock stands in plain digits."""
SMALL = (16, 5)
"""The same for the stage."""
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

    def close(self) -> None:
        self._desk.close()


@pytest.fixture
def truth_of() -> Iterator[Callable[[Path], Truth]]:
    opened: list[Truth] = []

    def look(path: Path) -> Truth:
        opened.append(Truth(path))
        return opened[-1]

    yield look
    for truth in opened:
        truth.close()


@pytest.fixture
def terminal_of(tmp_path: Path) -> Iterator[Callable[[int, int], "Terminal"]]:
    opened: list[Terminal] = []

    def open_one(columns: int, rows: int) -> Terminal:
        opened.append(Terminal(tmp_path, columns, rows))
        opened[-1].sees("$")
        return opened[-1]

    yield open_one
    for terminal in opened:
        terminal.close()


def sit(terminal: "Terminal", path: Path, before: str = "") -> None:
    """Opens the operator's screen and gives the passphrase."""
    terminal.shell.send(f"{before} {sys.executable} -m juri_tui open --as operator {path}\r")
    terminal.sees("Kata sandi")
    terminal.types(REHEARSAL_PASSPHRASE)
    terminal.sees("URUTAN TAMPIL")


def shown(terminal: "Terminal") -> str:
    """The clock in plain digits."""
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
        if text != last:
            last = text
            minutes, rest = map(int, text.split(":"))
            found.append((minutes * 60 + rest) - left / SECOND)
    return found


# --- kill -9 ---------------------------------------------------------------------------------------------------------


def console(say, path):
    """The operator's process without its picture: says what it found, then beats, pauses, resumes."""
    desk = Desk(path, Role.OPERATOR, system_clock())
    desk.claim_console()
    desk.sit(OPERATOR, REHEARSAL_PASSPHRASE)
    slot, now, seen = desk.contest.live, desk.now(), desk.heartbeat()
    found = recovery(slot, now, seen)
    say(f"opened {now.boot_ns} {found.elapsed_ns} {found.case} {int(desk.console)}")
    while True:
        desk.beat()
        kind = "slot_paused" if desk.contest.live.state is SlotState.RUNNING else "slot_resumed"
        done = desk.act(clock.command, SlotStepped(kind=kind, slot="", kbk=""), desk.now())
        assert not isinstance(done, Refusal), done
        say(f"did {done.seq} {done.at.boot_ns} {kind}")
        threading.Event().wait(0.02)


def stamps(path: Path) -> list[tuple[int, int, str]]:
    """Seq, boot clock and kind of the timer's records."""
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    rows = db.execute(
        "SELECT seq, boot_ns, kind FROM ledger WHERE kind IN ('slot_started', 'slot_paused', 'slot_resumed')"
        " ORDER BY seq"
    ).fetchall()
    db.close()
    return rows


def worth(rows: list[tuple[int, int, str]], boot_ns: int) -> int:
    """The elapsed time by the stamps alone, without the timer."""
    elapsed, since = 0, 0
    for _seq, at, kind in rows:
        elapsed, since = (elapsed + at - since, 0) if kind == "slot_paused" else (elapsed, at)
    return elapsed + boot_ns - since if since else elapsed


def kill_rounds(path: Path, rounds: int, seed: int) -> int:
    """Kills the console again and again; each next one must go on with the exact time. Returns the acknowledged."""
    chance = random.Random(seed)
    acknowledged = 0
    for turn in range(rounds):
        before = stamps(path)
        hand = crew.hire(console, path)
        hand.first_word()
        threading.Event().wait(chance.uniform(0, 0.2))
        hand.kill()
        (opened, *did) = hand.said()
        boot_ns, elapsed, case, free = int(opened[1]), int(opened[2]), opened[3], opened[4]
        assert elapsed == worth(before, boot_ns), f"round {turn}, seed {seed}"
        assert case == (RecoveryCase.PAUSED if before[-1][2] == "slot_paused" else RecoveryCase.EXACT)
        assert free == "1", "the console of a process that was killed is free at once"
        said = {(int(seq), int(at), kind) for _did, seq, at, kind in did}
        assert said <= set(stamps(path)), f"round {turn}, seed {seed}: an acknowledged command is lost"
        acknowledged += len(said)
    return acknowledged


def test_20_kills_leave_the_time_exact(tmp_path: Path) -> None:
    acknowledged = kill_rounds(contest(tmp_path / "c.juri"), 20, seed=5)
    print(f"kill -9: 20 rounds of the operator's process, {acknowledged} commands acknowledged, 0 ns off")
    assert acknowledged > 20


@pytest.mark.slow
def test_200_kills_leave_the_time_exact(tmp_path: Path) -> None:
    acknowledged = kill_rounds(contest(tmp_path / "c.juri"), 200, seed=602)
    print(f"kill -9: 200 rounds of the operator's process, {acknowledged} commands acknowledged, 0 ns off")


def test_a_killed_and_a_stopped_program_show_the_right_second_again(tmp_path, terminal_of, truth_of) -> None:
    path = contest(tmp_path / "c.juri")
    truth, terminal = truth_of(path), terminal_of(*PLAIN)
    sit(terminal, path)
    right_within(terminal, truth, 2)
    terminal.kill()
    terminal.shell.send("stty sane\r")
    away = truth.elapsed()
    terminal.read(1)
    sit(terminal, path, "set +m;")  # else the shell would take the terminal from a program that is stopped
    right_within(terminal, truth, 2)
    assert truth.elapsed() - away > SECOND
    assert truth.records("timer_recovered") == [], "on the same boot nothing is guessed"

    (pid,) = terminal.pids()
    terminal.read(1.5)  # a first look at the clocks of the machine, to compare with
    os.kill(pid, signal.SIGSTOP)
    terminal.read(7)
    assert shown(terminal) != truth.text(), "it did stand still"
    os.kill(pid, signal.SIGCONT)
    took = right_within(terminal, truth, 0.5)
    print(f"SIGSTOP 7 s: the right second stood there {took:.3f} s after SIGCONT")
    terminal.sees("Program tertahan", seconds=3)


# --- the wall clock is moved -----------------------------------------------------------------------------------------


def faketime() -> str:
    """The library that moves the wall clock of one process; skips where it is missing."""
    for folder in Path("/usr/lib").glob("*/faketime"):
        library = folder / "libfaketimeMT.so.1"
        if library.exists():
            return str(library)
    pytest.skip("libfaketime is not installed here (Debian: apt-get install faketime)")


def set_wall(file: Path, step: str) -> None:
    """Moves it, at once: the library reads the file at each question."""
    file.with_suffix(".new").write_text(f"{step}\n", encoding="ascii")
    file.with_suffix(".new").replace(file)


def test_a_step_of_the_wall_clock_moves_no_second_and_is_told(tmp_path, terminal_of, truth_of) -> None:
    library, wall = faketime(), tmp_path / "wall"
    set_wall(wall, "+0")
    env = {
        "LD_PRELOAD": library,
        "FAKETIME_TIMESTAMP_FILE": str(wall),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    # The canary: only the wall clock moves, or this test would prove nothing.
    ask = "import time; print(time.time() - {wall}, time.clock_gettime(time.CLOCK_BOOTTIME) - {boot})"
    set_wall(wall, "+1h")
    asked = [sys.executable, "-c", ask.format(wall=time.time(), boot=time.clock_gettime(time.CLOCK_BOOTTIME))]
    told = subprocess.run(asked, env={**os.environ, **env}, capture_output=True, text=True, check=True).stdout.split()
    assert float(told[0]) == pytest.approx(3600, abs=5)
    assert float(told[1]) == pytest.approx(0, abs=5)
    set_wall(wall, "+0")

    path = contest(tmp_path / "c.juri")
    truth, terminal = truth_of(path), terminal_of(*PLAIN)
    sit(terminal, path, " ".join(f"{name}={value}" for name, value in env.items()))
    right_within(terminal, truth, 2)
    found = []
    for step, words in (("+1h", "Jam komputer bergeser 3.600,0"), ("-1h", "Jam komputer bergeser 7.200,0")):
        set_wall(wall, step)
        found += errors(terminal, truth, 2.5)
        terminal.sees(words, "waktu lomba tidak berubah", seconds=3)
    print(f"wall clock +1 h, then -2 h: seconds painted {min(found):.3f} to {max(found):.3f} s from the true ones")
    assert len(found) >= 4
    assert sorted(abs(error) for error in found)[len(found) // 2] <= 0.1
    before = truth.elapsed()
    terminal.press("space")
    terminal.sees("JEDA")
    paused = truth.slot()
    assert paused.state is SlotState.PAUSED
    assert 0 <= paused.run.base_ns - before <= SECOND // 10 + SECOND // 5, "the key, its way through a pty, and 0.1 s"
    notes = " ".join(note.text for note in truth.records("note_written"))
    assert "bergeser 3.600,0" in notes
    assert "bergeser 7.200,0" in notes


# --- many screens, many sizes ----------------------------------------------------------------------------------------


def test_two_stages_and_the_operator_show_the_same_second(tmp_path, terminal_of, truth_of) -> None:
    path = contest(tmp_path / "c.juri")
    truth = truth_of(path)
    operator, *stages = places = [terminal_of(*size) for size in (PLAIN, SMALL, SMALL)]
    for stage in stages:
        stage.run(f"panggung {path}")
    sit(operator, path)
    for place in places:
        right_within(place, truth, 5)
    end, compared, last = time.monotonic() + 5, 0, ""
    while time.monotonic() < end:
        for place in places:
            place.read(0.005)
        text, since = truth.text(), -truth.left() % SECOND
        if text != last and SECOND // 5 < since < SECOND * 4 // 5:
            assert [shown(place) for place in places] == [text] * 3
            last, compared = text, compared + 1
    assert compared >= 4
    stages[0].kill()
    for place in (operator, stages[1]):
        right_within(place, truth, 1.5)


def painted(terminal: "Terminal", text: str) -> bool:
    """Whether the stage shows these digits, as large as this terminal takes them beside its four other lines."""
    screen = terminal.screen
    lines = [line.rstrip() for line in screen.display]
    for margin in (0, 2, 4):
        for rows in range(screen.lines - 1, max(0, screen.lines - 5), -1):
            block = [line.rstrip() for line in draw(text, screen.columns - 2 * margin, rows) if line.strip()]
            block = [" " * margin + line for line in block]
            if any(lines[top : top + len(block)] == block for top in range(len(lines))):
                return True
    return False


def in_mid_second(terminal: "Terminal", truth: Truth) -> str:
    """The true text, once its second is a third over and all of it has been read from the terminal."""
    while True:
        terminal.read(0.02)
        if SECOND // 3 < -truth.left() % SECOND < SECOND * 2 // 3:
            return truth.text()


@pytest.mark.parametrize("role", ["panggung", "operator"])
def test_any_size_while_running(tmp_path, terminal_of, truth_of, role) -> None:
    path = contest(tmp_path / "c.juri")
    truth, terminal = truth_of(path), terminal_of(80, 24)
    if role == "operator":
        sit(terminal, path)
    else:
        terminal.run(f"panggung {path}")
        terminal.sees("Paparan")
    for columns, rows in ((20, 5), (300, 80), (40, 10), (120, 36), (20, 5), PLAIN):
        terminal.shell.setwinsize(rows, columns)
        terminal.screen.resize(rows, columns)
        terminal.screen.reset()
        if role == "panggung":
            terminal.read(1)
            text = in_mid_second(terminal, truth)
            assert painted(terminal, text), f"{columns} x {rows}, {text}:\n{terminal.text()}"
        else:
            terminal.read(0.2)  # it only has to live: a console of 20 x 5 is of no use to anybody
    if role == "operator":
        right_within(terminal, truth, 3)
    assert terminal.pids(), "it lives"


# --- a file that can not be written ----------------------------------------------------------------------------------


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
    terminal.sees("Paparan berjalan")
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
    terminal.sees("membuka Tanya jawab")
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
    truth, terminal = truth_of(path), terminal_of(*PLAIN)
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
    print(f"the message came {(system_clock().now().boot_ns - pressed.boot_ns) / SECOND:.1f} s after the key")
    assert truth.slot().state is SlotState.RUNNING
    holder.kill()
    holder.said()
    terminal.press("f12")
    terminal.sees("JEDA")
    late = truth.slot().commands[-1].at.boot_ns - pressed.boot_ns
    assert 0 <= late < SECOND // 2
