"""The standby copy: the whole contest on a second medium, some seconds old at most, whole after every lock.

A thread of its own copies on change, at most every ten seconds, and at once when asked. Nobody waits for it.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from juri_tui.journal import Journal
from juri_tui.lang import _, _n
from juri_tui.publish import COPY
from juri_tui.records import Record
from juri_tui.store import Store, StoreFault, examine

EVERY_S = 10.0
"""Seconds between two copies."""
CLOSE_S = 3.0
"""How long leaving a contest may wait for the stick, in seconds."""


@dataclass(frozen=True, slots=True)
class MirrorStatus:
    """How the second medium does. `seq` is the last record in the copy, `wall_ns` when it was made (0: not yet).

    `words` are for the operator's screen.
    """

    good: bool
    seq: int
    words: str
    wall_ns: int = 0


class Standby:
    """Keeps one copy in `folder` up to date by `copy(target)`, which returns (seq, hash) of the copy's last record."""

    def __init__(self, target: Path, copy: Callable[[Path], tuple[int, str]], every_s: float = EVERY_S) -> None:
        self.target = target
        self.seq = 0
        self.fault = ""
        self._copy = copy
        self._every_s = every_s
        self._wake = threading.Condition()
        self._wanted = 0
        self._done = 0
        self._urgent = False
        self._closing = False
        self._last = -every_s
        self._thread = threading.Thread(target=self._run, name="juri-standby", daemon=True)
        self._thread.start()

    @property
    def late(self) -> bool:
        """Whether there is something that the copy does not hold yet."""
        return self._done < self._wanted

    def touch(self, *, urgent: bool = False) -> None:
        """There is something new; returns at once. `urgent` (a lock, the end) does not wait for the ten seconds."""
        with self._wake:
            self._wanted += 1
            self._urgent |= urgent
            self._wake.notify_all()

    def wait(self, timeout: float) -> bool:
        """Whether the copy holds everything, after at most `timeout` seconds."""
        with self._wake:
            return self._wake.wait_for(lambda: not self.late, timeout)

    def end(self) -> None:
        """Begin the last copy, if one is due; returns at once."""
        with self._wake:
            self._closing = True
            self._wake.notify_all()

    def close(self, timeout: float = EVERY_S) -> None:
        """Make the last copy, for at most `timeout` seconds; where that was too short it stays `late`."""
        self.end()
        self._thread.join(timeout)

    def _run(self) -> None:
        while self._awaited():
            with self._wake:
                wanted, self._urgent = self._wanted, False
            try:
                seq, _hash = self._copy(self.target)
            except StoreFault as fault:
                # The folder of a stick that was pulled out is simply not there.
                words = _("tidak terpasang") if fault.code in ("missing", "folder") else fault.words
                self._finish(self._done, self.seq, words)
            else:
                self._finish(wanted, seq, "")

    def _awaited(self) -> bool:
        """Wait until a copy is due: True; False at the end, when nothing is left or the last try failed."""
        with self._wake:
            self._wake.wait_for(lambda: self.late or self._closing)
            rest = self._last + self._every_s - time.monotonic()
            self._wake.wait_for(lambda: self._urgent or self._closing, max(0.0, rest))
            due = self.late and not (self._closing and self.fault)
            self._last = time.monotonic()
            return due

    def _finish(self, done: int, seq: int, fault: str) -> None:
        with self._wake:
            self._done, self.seq, self.fault = done, seq, fault
            self._wake.notify_all()


class Mirror:
    """Journal and standby copy of one contest in one folder, usually a USB stick. One for each writing process.

    Only the operator's process makes copies (`copies`); every process that writes keeps its journal.
    """

    def __init__(
        self,
        store: Store,
        folder: Path,
        *,
        copies: bool = True,
        every_s: float = EVERY_S,
        wall_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self._store, self._wall_ns, self._copied_ns = store, wall_ns, 0
        rows = store.records()
        contest = rows[0].hash
        self.folder = folder
        self.journal = Journal(folder, store.path.stem, contest)
        # The last record vouches for all before it: also for what an earlier process could not write any more.
        self.journal.note(rows[-1].seq, rows[-1].hash)
        self.standby: Standby | None = None
        if copies:
            target = _free_place(folder, f"{store.path.stem}-{contest[:8]}", {r.seq: r.hash for r in rows})
            self.standby = Standby(target, self._copy, every_s)
            self.standby.touch()

    def _copy(self, target: Path) -> tuple[int, str]:
        try:
            tail = self._store.backup(target, replace=True)
        except OSError as error:  # a stick that dies under our hands may refuse even to say whether a file is there
            raise StoreFault.of_os(error) from error
        self._copied_ns = self._wall_ns()
        return tail

    def acknowledge(self, record: Record) -> bool:
        """Witness a record that is in the ledger; False after two seconds at most: saved, but the backup is late."""
        self.journal.note(record.seq, record.hash)
        self.follow(urgent=record.kind in ("result_locked", "result_announced"))
        return self.journal.wait(record.seq)

    def follow(self, *, urgent: bool = False) -> None:
        """There is something new in the ledger, written by whomever: have it copied."""
        if self.standby is not None:
            self.standby.touch(urgent=urgent)

    def status(self) -> MirrorStatus:
        """How the second medium does now."""
        fault = self.journal.fault or (self.standby.fault if self.standby else "")
        seq = self.standby.seq if self.standby else self.journal.kept
        if fault:
            words = _("CADANGAN TERTUNDA: pasang kembali disk cadangan {folder} ({reason})")
            return MirrorStatus(False, seq, words.format(folder=self.folder, reason=fault), self._copied_ns)
        if self.journal.slow:
            return MirrorStatus(False, seq, _("Cadangan tertunda: disk cadangan lambat"), self._copied_ns)
        return MirrorStatus(True, seq, _("Cadangan sampai catatan {seq}").format(seq=seq), self._copied_ns)

    def close(self, timeout: float = CLOSE_S) -> str:
        """The last line and the last copy, both within `timeout` seconds; words about what is lacking then, or none."""
        end = time.monotonic() + timeout
        if self.standby is not None:
            self.standby.end()
        self.journal.close(timeout)
        if self.standby is not None:
            self.standby.close(max(0.0, end - time.monotonic()))
        return lacking(self.folder, self.journal.pending, self.standby)


def lacking(folder: Path, lines: int, standby: Standby | None) -> str:
    """What the second disk still lacks, in one line; empty where it has everything."""
    parts = [_n("{n} baris jurnal belum tertulis", lines).format(n=lines)] if lines else []
    if standby is not None and standby.late:
        parts.append(_("salinan baru sampai catatan {seq}").format(seq=standby.seq))
    if not parts:
        return ""
    words = _("CADANGAN TERTUNDA di {folder}: {what}. Semua ada di berkas acara; pasang disk itu, lalu buka lagi.")
    return words.format(folder=folder, what=", ".join(parts))


def _free_place(folder: Path, stem: str, known: dict[int, str]) -> Path:
    """Where the copy goes: never over a copy that holds records which this ledger does not have."""
    count = 1
    while True:
        target = folder / (f"{stem}{COPY}" if count == 1 else f"{stem}-{count}{COPY}")
        if not target.exists() or _is_older(target, known):
            return target
        count += 1


def _is_older(target: Path, known: dict[int, str]) -> bool:
    try:
        rows = examine(target).rows
    except StoreFault:
        return False
    return not rows or known.get(rows[-1].seq) == rows[-1].hash
