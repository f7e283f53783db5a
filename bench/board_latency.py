"""How soon the audience board follows: from the moment a send is acknowledged to its paint in another process.

    python bench/board_latency.py [--sends 60] [--limit-ms 150]

Opens `juri papan` on a pseudo-terminal of 120x36, sends the last sheet of one KBK after the other from this process,
and waits for the new count in what the board writes to its terminal. Exit 1 where p95 is above the limit.
"""

import argparse
import fcntl
import os
import pty
import random
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from importlib.resources import as_file, files
from pathlib import Path

from juri_tui.clock import system_clock
from juri_tui.decisions import clock, definition
from juri_tui.desk import OPERATOR, Desk, Role, create_contest
from juri_tui.event_file import load
from juri_tui.model import Event, Kbk
from juri_tui.pins import REHEARSAL_PASSPHRASE, rehearsal_pin
from juri_tui.records import Notes, Record, SlotStepped

WAIT_S = 10.0
STEPS = ("slot_started", "slot_ended", "slot_advanced", "slot_started", "slot_ended", "slot_finished")


def event_of(count: int) -> Event:
    """The packaged event with so many KBK."""
    with as_file(files("juri_tui") / "data" / "kediri-2016.toml") as path:
        event = load(path)
    if not isinstance(event, Event):
        raise SystemExit("the packaged event is broken")
    kbk = tuple(Kbk(id=f"k-{n}", name=f"KBK nomor {n}", unit=f"Kantor {n}", number=n) for n in range(1, count + 1))
    return event.model_copy(update={"kbk": kbk})


def taken(answer: object) -> None:
    """Every step of the setup must be taken."""
    if not isinstance(answer, Record):
        raise SystemExit(f"not taken: {answer}")


def performed(path: Path, count: int) -> Desk:
    """A rehearsal in which all have performed and the first juri has sent everything; the second juri sits."""
    event = event_of(count)
    create_contest(path, event, system_clock().now(), REHEARSAL_PASSPHRASE, rehearsal=True)
    desk = Desk(path, Role.OPERATOR, system_clock())
    desk.claim_console()
    desk.sit(OPERATOR, REHEARSAL_PASSPHRASE)
    taken(desk.act(definition.draw_typed, {kbk.id: kbk.number for kbk in event.kbk}))
    taken(desk.act(definition.freeze))
    for kbk in event.kbk:
        taken(desk.act(clock.arm, kbk.id, desk.now()))
        for kind in STEPS:
            taken(desk.act(clock.command, SlotStepped(kind=kind, slot="", kbk=""), desk.now()))  # type: ignore[arg-type]
    desk.sit(event.juri[0].id, rehearsal_pin(1))
    for kbk in event.kbk:
        send(desk, 0, kbk.id)
    desk.sit(event.juri[1].id, rehearsal_pin(2))
    return desk


def send(desk: Desk, juri: int, kbk: str) -> None:
    """One sheet with marks by chance."""
    event = desk.contest.definition
    marks = {c.id: str(random.randint(0, int(c.max))) for c in event.criterion}
    taken(desk.send(event.juri[juri].id, kbk, marks, Notes()))


class Board:
    """`juri papan` in a process and a terminal of its own."""

    def __init__(self, path: Path) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        command = [sys.executable, "-m", "juri_tui", "papan", str(path)]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        self.tail = b""

    def painted(self, words: bytes) -> float:
        """When (monotonic, s) the board had written these words."""
        end = time.perf_counter() + WAIT_S
        while words not in self.tail:
            ready, _w, _x = select.select([self.master], [], [], max(0, end - time.perf_counter()))
            if not ready:
                raise SystemExit(f"the board did not show {words!r} within {WAIT_S} s")
            self.tail = (self.tail + os.read(self.master, 65536))[-200_000:]
        moment = time.perf_counter()
        self.tail = b""
        return moment

    def close(self) -> None:
        """Ends the board."""
        self.process.terminate()
        self.process.wait(10)
        os.close(self.master)


def measure(sends: int) -> list[float]:
    """Milliseconds from each acknowledged send to its paint."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.juri"
        desk = performed(path, sends)
        board = Board(path)
        try:
            board.painted(f"SEMENTARA, 0 dari {sends} KBK".encode())
            found = []
            for done, kbk in enumerate(desk.contest.order, start=1):
                time.sleep(random.uniform(0.15, 0.45))  # so that sends and polls do not march in step
                send(desk, 1, kbk)
                begun = time.perf_counter()
                found.append(1000 * (board.painted(f"SEMENTARA, {done} dari {sends} KBK".encode()) - begun))
            return found
        finally:
            board.close()
            desk.close()


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sends", type=int, default=60)
    parser.add_argument("--limit-ms", type=float, default=150)
    chosen = parser.parse_args()
    found = sorted(measure(chosen.sends))
    p95 = found[max(0, int(0.95 * len(found)) - 1)]
    print(f"{len(found)} sends: p50 {statistics.median(found):.0f} ms, p95 {p95:.0f} ms, max {found[-1]:.0f} ms")
    sys.exit(1 if p95 > chosen.limit_ms else 0)


if __name__ == "__main__":
    main()
