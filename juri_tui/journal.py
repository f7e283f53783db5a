"""The acknowledgement journal: a second, tiny witness of what was saved, on another disk.

A cut or damaged write-ahead log loses its last commits without a sign, and SQLite calls the file sound. So each
process that writes keeps one file in the mirror folder and adds one synced JSON line (seq, hash) for every record that
was acknowledged. Lines are written by a thread of their own: a slow or missing stick never holds a receipt.
"""

import json
import os
import secrets
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from juri_tui.files import reason_words

SUFFIX = ".jurnal"
PATIENCE_S = 2.0
"""How long a receipt waits for the stick, in seconds; then the screen says that the backup is late."""
_RETRY_S = 1.0


class Journal:
    """Adds acknowledged records to one file of this process. `contest` is the hash of the ledger's first record."""

    def __init__(self, folder: Path, name: str, contest: str) -> None:
        self.path = folder / f"{name}-{contest[:8]}-{os.getpid()}-{secrets.token_hex(3)}{SUFFIX}"
        self._contest = contest
        self._device = _device(folder)
        self._wake = threading.Condition()
        self._pending: list[tuple[int, str]] = []
        self._since = time.monotonic()
        self._kept = 0
        self._noted = 0
        self._fault = ""
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="juri-journal", daemon=True)
        self._thread.start()

    def note(self, seq: int, own_hash: str) -> None:
        """Have this record written; returns at once."""
        with self._wake:
            if not self._pending:
                self._since = time.monotonic()
            self._pending.append((seq, own_hash))
            self._noted = max(self._noted, seq)
            self._wake.notify_all()

    def wait(self, seq: int, timeout: float = PATIENCE_S) -> bool:
        """Whether the record is on the stick, after at most `timeout` seconds; at once where the stick is failing."""
        with self._wake:
            self._wake.wait_for(lambda: self._kept >= seq or bool(self._fault), timeout)
            return self._kept >= seq

    @property
    def kept(self) -> int:
        """The highest seq that is on the stick."""
        return self._kept

    @property
    def late(self) -> bool:
        """Whether something was acknowledged that is not on the stick yet."""
        return self._kept < self._noted

    @property
    def slow(self) -> bool:
        """Whether something has been waiting for the stick for longer than a receipt may."""
        return self.late and time.monotonic() - self._since > PATIENCE_S

    @property
    def fault(self) -> str:
        """What the operating system says is wrong with the stick; empty where it works."""
        return self._fault

    @property
    def pending(self) -> int:
        """How many acknowledged records are not on the stick yet."""
        with self._wake:
            return len(self._pending)

    def close(self, timeout: float = PATIENCE_S) -> None:
        """Write what is left, for at most `timeout` seconds; what was not written is `pending`."""
        with self._wake:
            self._closing = True
            self._wake.notify_all()
        self._thread.join(timeout)

    def _run(self) -> None:
        file: BinaryIO | None = None
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._pending or self._closing)
                batch = list(self._pending)
            if not batch:
                break
            try:
                file = file or self._begin()
                file.write(b"".join(_line({"hash": own, "seq": seq}) for seq, own in batch))
                os.fsync(file.fileno())
            except OSError as error:
                _close(file)
                file = None
                if self._failed(error):
                    return
            else:
                self._succeeded(batch)
        _close(file)

    def _begin(self) -> BinaryIO:
        # An unmounted stick leaves an empty folder of the laptop's own disk behind: that is no second witness.
        if _device(self.path.parent) != self._device:
            raise FileNotFoundError(2, "the mirror folder is on another disk now")
        file = self.path.open("ab", buffering=0)
        # The newline ends a line that was torn by the last fault.
        file.write(b"\n" + _line({"contest": self._contest}))
        return file

    def _succeeded(self, batch: list[tuple[int, str]]) -> None:
        with self._wake:
            del self._pending[: len(batch)]
            self._since = time.monotonic()
            self._kept = max(self._kept, *(seq for seq, _hash in batch))
            self._fault = ""
            self._wake.notify_all()

    def _failed(self, error: OSError) -> bool:
        """Remember the fault and wait before the next try; True where there is no time for one."""
        with self._wake:
            self._fault = reason_words(error)
            self._wake.notify_all()
            return self._closing or self._wake.wait_for(lambda: self._closing, _RETRY_S)


def _line(value: dict[str, object]) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def _close(file: BinaryIO | None) -> None:
    if file is not None:
        # Everything that counts was synced before; a stick that is gone may refuse even this.
        with suppress(OSError):
            file.close()


def _device(folder: Path) -> int | None:
    try:
        return folder.stat().st_dev
    except OSError:
        return None


def read_journals(place: Path, contest: str) -> dict[int, set[str]]:
    """seq -> the hashes acknowledged for it, from one journal or all in a folder; other contests' lines are left out.

    Torn lines are passed over: what was acknowledged was synced whole. Raises OSError.
    """
    found: dict[int, set[str]] = {}
    for path in sorted(place.glob(f"*{SUFFIX}")) if place.is_dir() else [place]:
        for seq, own in _acknowledged(path.read_bytes().split(b"\n"), contest):
            found.setdefault(seq, set()).add(own)
    return found


def _acknowledged(lines: Iterable[bytes], contest: str) -> Iterable[tuple[int, str]]:
    ours = False
    for line in lines:
        try:
            value = json.loads(line)
        except ValueError:
            continue
        match value:
            case {"contest": str(named)}:
                ours = named == contest
            case {"seq": int(seq), "hash": str(own)} if ours:
                yield seq, own
