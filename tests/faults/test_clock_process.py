"""The clock in real processes: killed, stopped, resized, side by side, and with the wall clock moved."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import crew
import pytest
from clock_on_stage import LEAST, SMALL, Truth, contest, errors, right_within, shown, sit

from juri_tui.clock import system_clock
from juri_tui.decisions import clock
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.model import Refusal
from juri_tui.pins import REHEARSAL_PASSPHRASE
from juri_tui.records import SlotStepped
from juri_tui.recovery import RecoveryCase, recovery
from juri_tui.slot import SECOND, SlotState
from juri_tui.widgets.block_digits import draw

if TYPE_CHECKING:
    from faults.terminal import Terminal

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="a pty, /proc and CLOCK_BOOTTIME are needed: Linux only"
)


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
    truth, terminal = truth_of(path), terminal_of(*LEAST)
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
    truth, terminal = truth_of(path), terminal_of(*LEAST)
    sit(terminal, path, " ".join(f"{name}={value}" for name, value in env.items()))
    right_within(terminal, truth, 2)
    terminal.read(1.5)  # a first look at the clocks of the machine, to compare with
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
    operator, *stages = places = [terminal_of(*size) for size in (LEAST, SMALL, SMALL)]
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


@pytest.mark.slow  # tenths of a second in a real terminal: true only where nothing else runs
@pytest.mark.parametrize("role", ["panggung", "operator"])
def test_any_size_while_running(tmp_path, terminal_of, truth_of, role) -> None:
    path = contest(tmp_path / "c.juri")
    truth, terminal = truth_of(path), terminal_of(80, 24)
    if role == "operator":
        sit(terminal, path)
    else:
        terminal.run(f"panggung {path}")
        terminal.sees("Paparan")
    for columns, rows in ((20, 5), (300, 80), (40, 10), (120, 36), (20, 5), LEAST):
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
