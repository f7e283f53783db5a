"""From a key to its paint, on the sheet and on the operator's screen; 100 KBK and 15 juri, nearly all sheets sent.

    python bench/keys.py [--keys 200] [--limit-ms 16]

The real program runs on a pseudo-terminal of 120x36. A key is written to it as a keyboard would; the time ends when the
bytes have arrived after which the screen, as the emulator pyte reads it, shows what this key does: the digit in the
field, the pointer on the next row. What else is painted meanwhile (the clock of the stage ticks all the time, the words
beside the sheet follow the pointer) does not count. The picture is made afterwards, from the bytes and the moment at
which each of them came. Exit 1 where the p95 of one kind of key is above the limit.

Printed with it: the CPU time of the program (all its threads) per key, all that the key brought about included. It says
the same on a busy machine, where the times only say how busy it was.
"""

import argparse
import fcntl
import os
import pty
import random
import re
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from itertools import cycle, islice
from pathlib import Path

import pyte

from juri_tui import pins
from juri_tui.clock import system_clock
from juri_tui.decisions import clock, definition
from juri_tui.desk import OPERATOR, Desk, Role, create_contest
from juri_tui.event_file import load
from juri_tui.model import Event
from juri_tui.pins import REHEARSAL_PASSPHRASE, rehearsal_pin
from juri_tui.records import Notes, Record, SlotStepped

KBK, JURI = 100, 15
COLUMNS, ROWS = 120, 36
WAIT_S = 10.0
QUIET_S, LONGEST_S = 0.04, 0.5
STEPS = ("slot_started", "slot_ended", "slot_advanced", "slot_started", "slot_ended", "slot_finished")
Key = tuple[str, bytes, Callable[[list[str]], bool]]
"""The kind of key, its bytes, and whether the screen shows what it does."""


def event_of() -> Event:
    """The packaged event with as many KBK and juri as a province has."""
    with as_file(files("juri_tui") / "data" / "kediri-2016.toml") as path:
        event = load(path)
    if not isinstance(event, Event):
        raise SystemExit("the packaged event is broken")
    kbk, juri = event.kbk[0], event.juri[0]
    return event.model_copy(
        update={
            "kbk": tuple(
                kbk.model_copy(update={"id": f"k{n}", "number": n, "name": f"KBK nomor {n}", "planned": None})
                for n in range(1, KBK + 1)
            ),
            "juri": tuple(
                juri.model_copy(update={"id": f"j{n}", "name": f"Juri {n}", "role": "anggota" if n > 1 else "ketua"})
                for n in range(1, JURI + 1)
            ),
        }
    )


def taken(answer: object) -> None:
    """Every step of the setup must be taken."""
    if not isinstance(answer, Record):
        raise SystemExit(f"not taken: {answer}")


def prepare(path: Path) -> None:
    """All but the last KBK have performed and are judged by all; the last one is on the stage, its clock running."""
    pins.COST = 2**4  # what is measured is not how long a PIN takes
    event = event_of()
    create_contest(path, event, system_clock().now(), REHEARSAL_PASSPHRASE, rehearsal=True)
    desk = Desk(path, Role.OPERATOR, system_clock())
    desk.claim_console()
    desk.sit(OPERATOR, REHEARSAL_PASSPHRASE)
    taken(desk.act(definition.draw_typed, {kbk.id: kbk.number for kbk in event.kbk}))
    taken(desk.act(definition.freeze))
    for kbk in event.kbk:
        taken(desk.act(clock.arm, kbk.id, desk.now()))
        for kind in STEPS if kbk.number < KBK else STEPS[:1]:
            step = SlotStepped(kind=kind, slot="", kbk="", reason="uji")  # type: ignore[arg-type]
            taken(desk.act(clock.command, step, desk.now()))
    for place, juri in enumerate(event.juri, start=1):
        desk.sit(juri.id, rehearsal_pin(place))
        for kbk in event.kbk[:-1]:
            marks = {criterion.id: str(random.randint(0, int(criterion.max))) for criterion in event.criterion}
            taken(desk.send(juri.id, kbk.id, marks, Notes()))
    desk.close()


class Program:
    """`juri open FILE --as ROLE` in a terminal of its own, and the picture of it."""

    def __init__(self, path: Path, role: str) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        looks = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "JURI_ASCII": "0"}
        environment = {**os.environ, **looks, "JURI_HOME": str(path.parent)}
        command = [sys.executable, "-m", "juri_tui", "open", str(path), "--as", role]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)

    def _arrived(self, seconds: float) -> list[tuple[float, bytes]]:
        """What comes until nothing has come for so long, each piece with its moment (s); not yet in the picture."""
        pieces: list[tuple[float, bytes]] = []
        while select.select([self.master], [], [], seconds)[0]:
            try:
                data = os.read(self.master, 1 << 16)
            except OSError:  # Linux: the program has closed its end
                return pieces
            pieces.append((time.perf_counter(), data))
            if pieces[-1][0] - pieces[0][0] > LONGEST_S:
                break
        return pieces

    def rest(self, seconds: float) -> None:
        """Takes in what is painted, until nothing comes for so long."""
        for _moment, data in self._arrived(seconds):
            self._stream.feed(data)

    def press(self, keys: bytes, shown: Callable[[list[str]], bool]) -> float:
        """Writes a key; the milliseconds until the screen shows it."""
        begun = time.perf_counter()
        os.write(self.master, keys)
        found = None
        while time.perf_counter() < begun + WAIT_S:
            for moment, data in self._arrived(QUIET_S):
                self._stream.feed(data)
                if found is None and shown(self.screen.display):
                    found = 1000 * (moment - begun)
            if found is not None:
                return found
        raise SystemExit(f"{keys!r} was never shown:\n" + "\n".join(self.screen.display))

    def cpu_ms(self) -> float:
        """All CPU time of the program so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """Ends the program; what it still paints is read, or it would wait for a reader."""
        self.process.terminate()
        while self.process.poll() is None:
            self.rest(0.1)
        os.close(self.master)


def says(words: str) -> Callable[[list[str]], bool]:
    """Whether these words stand on the screen."""
    return lambda lines: any(words in line for line in lines)


def row_says(sign: str, words: str) -> Callable[[list[str]], bool]:
    """Whether the row with this pointer reads so (a regular expression)."""
    wanted = re.compile(rf"^ *{sign}.*\b{words}(\s|$)")
    return lambda lines: any(wanted.search(line) for line in lines)


def to_sheet(program: Program) -> None:
    """The last KBK's sheet of juri 2, the one that is still to be filled in."""
    program.press(b"", says("SERAHKAN TERMINAL"))
    program.press(b"2", says("PIN enam angka"))
    program.press(rehearsal_pin(2).encode() + b"\r", says("Kelompok mana"))
    program.press(b"\r", says("Kriteria"))
    program.rest(1.0)


def sheet_keys() -> Iterator[Key]:
    """Digits, Enter to the next row, and the arrows back to the first."""
    names = [re.escape(criterion.name) for criterion in event_of().criterion]
    while True:
        for place in range(len(names) - 1):
            mark = str(random.randint(10, 19)) if place < 4 else str(random.randint(5, 9))
            for end in range(1, len(mark) + 1):
                yield "digit", mark[end - 1 :][:1].encode(), row_says("▸", rf"{names[place]} +{mark[:end]}")
            yield "Enter", b"\r", row_says("▸", names[place + 1])
        for place in reversed(range(len(names) - 1)):
            yield "up", b"\x1b[A", row_says("▸", names[place])


def desk_keys() -> Iterator[Key]:
    """Up and down in the running order."""
    numbers = [*range(KBK - 1, KBK - 31, -1), *range(KBK - 29, KBK + 1)]
    keys = [("up", b"\x1b[A")] * 30 + [("down", b"\x1b[B")] * 30
    for (name, key), number in cycle(zip(keys, numbers, strict=True)):
        yield name, key, row_says("›", f"{number}")


def measure(program: Program, keys: Iterator[Key], count: int) -> dict[str, list[float]]:
    """So many keys, one after the other as a quick person presses them; by kind, rising."""
    found: dict[str, list[float]] = {}
    for kind, key, shown in islice(keys, count):
        program.rest(random.uniform(0.05, 0.15))
        found.setdefault(kind, []).append(program.press(key, shown))
    return {kind: sorted(times) for kind, times in found.items()}


def main() -> None:
    """Measures both screens and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--limit-ms", type=float, default=16)
    chosen = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.juri"
        prepare(path)
        for name, role in (("sheet", "juri"), ("operator", "operator")):
            program = Program(path, role)
            try:
                if role == "juri":
                    to_sheet(program)
                else:
                    program.press(b"", says("Kata sandi"))
                    program.press(REHEARSAL_PASSPHRASE.encode() + b"\r", says("Spasi jeda"))
                    program.rest(1.0)
                before = program.cpu_ms()
                found = measure(program, sheet_keys() if role == "juri" else desk_keys(), chosen.keys)
                cost = (program.cpu_ms() - before) / chosen.keys
            finally:
                program.close()
            print(f"{name}, {COLUMNS}x{ROWS}, {KBK} KBK x {JURI} juri: {cost:.1f} ms of CPU for each key")
            for kind, times in found.items():
                p95 = times[max(0, int(0.95 * len(times)) - 1)]
                good &= p95 <= chosen.limit_ms
                told = f"p50 {statistics.median(times):.1f} ms, p95 {p95:.1f}, max {times[-1]:.1f}"
                print(f"  {kind:<6} {told} ({len(times)} keys)", flush=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
