"""What a running clock costs, and how late its second is painted: the operator's and the stage's process, for real.

    python bench/clock.py [--seconds 20] [--late 30] [--limit-percent 1] [--limit-ms 50]

First nothing else runs: CPU time of each process while the clock runs, from /proc/PID/stat (all its threads), in
percent of one core. Then one busy loop per core: from the true boundary of each second, by the ledger's own numbers, to
the moment when the terminal had received the new digits. The reader waits for a core like everybody else, so this is an
upper bound. Exit 1 where a limit is missed. Linux only.
"""

import argparse
import fcntl
import os
import pty
import re
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path

import pyte
from block_reader import read_blocks
from board_latency import event_of, taken

from juri_tui.clock import system_clock
from juri_tui.decisions import clock, definition
from juri_tui.desk import OPERATOR, Desk, Role, create_contest
from juri_tui.pins import REHEARSAL_PASSPHRASE
from juri_tui.records import SlotStepped
from juri_tui.slot import SECOND, Slot, limit_ns

WAIT_S = 30.0
DIGITS = re.compile(r"(?<![\d.:])(\d\d):(\d\d)(?![\d.:])")


def running(path: Path) -> Slot:
    """A rehearsal with the first KBK presenting; its slot."""
    event = event_of(12)
    create_contest(path, event, system_clock().now(), REHEARSAL_PASSPHRASE, rehearsal=True)
    desk = Desk(path, Role.OPERATOR, system_clock())
    desk.claim_console()
    desk.sit(OPERATOR, REHEARSAL_PASSPHRASE)
    taken(desk.act(definition.draw_typed, {kbk.id: kbk.number for kbk in event.kbk}))
    taken(desk.act(definition.freeze))
    taken(desk.act(clock.arm, event.kbk[0].id, desk.now()))
    taken(desk.act(clock.command, SlotStepped(kind="slot_started", slot="", kbk=""), desk.now()))
    slot = desk.contest.live
    desk.close()
    if slot is None:
        raise SystemExit("nobody is on the stage")
    return slot


@dataclass
class Place:
    """One process in a terminal of its own, and the picture that it has painted."""

    name: str
    process: "subprocess.Popen[bytes]"
    master: int
    screen: pyte.Screen
    stream: pyte.ByteStream

    @classmethod
    def open(cls, name: str, path: Path, columns: int, rows: int) -> "Place":
        """Starts `juri open --as NAME`; the operator's passphrase is typed."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        command = [sys.executable, "-m", "juri_tui", "open", "--as", name, str(path)]
        process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        screen = pyte.Screen(columns, rows)
        place = cls(name, process, master, screen, pyte.ByteStream(screen))
        if name == "operator":
            place.until("Kata sandi")
            os.write(master, REHEARSAL_PASSPHRASE.encode() + b"\r")
        return place

    def take(self, seconds: float) -> int | None:
        """Waits so long for something painted; the boot clock (ns) of its arrival, None where nothing came."""
        ready, _w, _x = select.select([self.master], [], [], seconds)
        if not ready:
            return None
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return None  # it has ended
        moment = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
        self.stream.feed(data)
        return moment

    def until(self, words: str) -> None:
        """Waits until these words stand on the screen."""
        end = time.monotonic() + WAIT_S
        while words not in "\n".join(self.screen.display):
            self.take(0.1)
            if time.monotonic() > end:
                raise SystemExit(f"{self.name} never showed {words!r}:\n" + "\n".join(self.screen.display))

    def seconds(self) -> int | None:
        """The remaining seconds that stand on the screen, in blocks or in plain digits."""
        found = DIGITS.search(read_blocks(self.screen.display) or "\n".join(self.screen.display))
        return None if found is None else 60 * int(found[1]) + int(found[2])

    def cpu_s(self) -> float:
        """All CPU time of the process so far, in s."""
        if self.process.poll() is not None:
            raise SystemExit(f"{self.name} has ended:\n" + "\n".join(self.screen.display))
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """Ends it."""
        self.process.terminate()
        while self.process.poll() is None:
            self.take(0.1)
        os.close(self.master)


def drain(places: list[Place], seconds: float) -> None:
    """Reads what they paint, as a terminal would."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        ready, _w, _x = select.select([place.master for place in places], [], [], left)
        for place in places:
            if place.master in ready:
                place.take(0)


def idle_cost(path: Path, seconds: float) -> dict[str, float]:
    """Percent of one core of each process while the clock runs and nobody touches anything."""
    places = [Place.open("operator", path, 120, 36), Place.open("panggung", path, 120, 36)]
    try:
        drain(places, 6)
        before, begun = [place.cpu_s() for place in places], time.monotonic()
        drain(places, seconds)
        took = time.monotonic() - begun
        return {place.name: 100 * (place.cpu_s() - old) / took for place, old in zip(places, before, strict=True)}
    finally:
        for place in places:
            place.close()


def lateness(path: Path, slot: Slot, name: str, size: tuple[int, int], count: int) -> list[float]:
    """Milliseconds from the true change of each second to its arrival at the terminal, under load on every core."""
    anchor = slot.run.anchor
    if anchor is None:
        raise SystemExit("the clock does not run")
    spinning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _core in range(os.cpu_count() or 1)]
    place = Place.open(name, path, *size)
    found: list[float] = []
    try:
        drain([place], 8)
        last, end = place.seconds(), time.monotonic() + 2 * count
        while len(found) < count:
            moment = place.take(3)
            if moment is None or time.monotonic() > end:
                raise SystemExit(f"{name} stood still for 3 s:\n" + "\n".join(place.screen.display))
            shown = place.seconds()
            if shown is not None and shown != last:
                true = anchor.boot_ns + limit_ns(slot) - slot.run.base_ns - shown * SECOND
                found.append((moment - true) / 1e6)
                last = shown
    finally:
        place.close()
        for loop in spinning:
            loop.kill()
            loop.wait()
    return sorted(found)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--late", type=int, default=30)
    parser.add_argument("--limit-percent", type=float, default=1)
    parser.add_argument("--limit-ms", type=float, default=50)
    chosen = parser.parse_args()
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.juri"
        slot = running(path)
        if chosen.seconds:
            for name, percent in idle_cost(path, chosen.seconds).items():
                print(f"{name}: {percent:.2f} % of a core while the clock runs")
                missed |= percent > chosen.limit_percent
        for name, size in (("operator", (80, 24)), ("panggung", (16, 5))) if chosen.late else ():
            found = lateness(path, slot, name, size, chosen.late)
            p95 = found[max(0, int(0.95 * len(found)) - 1)]
            told = f"p50 {statistics.median(found):.0f} ms, p95 {p95:.0f} ms, max {found[-1]:.0f} ms"
            print(f"{name}: the second is painted late by {told} ({len(found)} seconds, all cores busy)")
            missed |= p95 > chosen.limit_ms
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
