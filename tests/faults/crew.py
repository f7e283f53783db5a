"""Processes that write, checkpoint, hold locks, and get killed; what they acknowledge travels through a pipe.

They come from a fork server that has imported the store already, so that a round costs milliseconds.
"""

import ctypes
import functools
import multiprocessing
import os
import signal
import sqlite3
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

from ledgers import create, note, stamp

from juri_tui import publish as publish_module
from juri_tui import store as store_module
from juri_tui.journal import Journal
from juri_tui.records import SheetSent
from juri_tui.standby import Standby
from juri_tui.store import Store, StoreFault

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["__main__", "crew"])


@functools.cache
def start_server() -> None:
    """Start the fork server so that it finds what it shall preload: Python 3.11 does not hand it our sys.path."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(place for place in sys.path if place)
    try:
        forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


@dataclass
class Hand:
    """One process and what it said so far: `seq hash uid` for each acknowledged record, `! code uid` for a fault."""

    process: Any
    pipe: int
    go: Any

    @property
    def pid(self) -> int:
        return self.process.pid

    def said(self) -> list[list[str]]:
        """Everything until the process ended, line by line."""
        text = b""
        while chunk := os.read(self.pipe, 65536):
            text += chunk
        os.close(self.pipe)
        self.process.join()
        self.process.close()
        return [line.split() for line in text.decode().splitlines()]

    def first_word(self) -> None:
        """Wait until it has said something, without taking it off the pipe."""
        import select

        select.select([self.pipe], [], [], 30)

    def kill(self, how: int = signal.SIGKILL) -> None:
        with suppress(ProcessLookupError):  # it was done before
            os.kill(self.process.pid, how)


def hire(work: Any, *arguments: Any, wait: bool = False) -> Hand:
    """Start `work(say, *arguments)`; with `wait` it begins when `go.set()` is called."""
    start_server()
    reader, writer = CONTEXT.Pipe(duplex=False)
    go = CONTEXT.Event()
    if not wait:
        go.set()
    process = CONTEXT.Process(target=_begin, args=(writer, go, work, arguments), daemon=True)
    process.start()
    writer.close()
    pipe = os.dup(reader.fileno())
    reader.close()
    return Hand(process, pipe, go)


def _begin(writer: Any, go: Any, work: Any, arguments: tuple[Any, ...]) -> None:
    if hasattr(ctypes.CDLL(None), "prctl"):
        # Let any tracer attach where the kernel allows only parents to (Yama).
        ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)
    go.wait(60)
    work(lambda line: os.write(writer.fileno(), line.encode() + b"\n"), *arguments)


# --- what they do -----------------------------------------------------------------------------------------------------


def write(
    say: Any,
    path: Path,
    name: str,
    count: int,
    size: int = 100,
    journal: Path | None = None,
    tidy: int = 0,
    pause: float = 0.0,
) -> None:
    """Append `count` records, saying each one that was acknowledged and each fault; a fault is tried once more.

    With `journal` it dies like a crash at the end; with `tidy` it checkpoints after so many records; `pause` (s) lets
    others have the lock: SQLite's is not fair, and a writer without any pause keeps the others waiting for seconds.
    """
    try:
        store = Store.open(path)
    except StoreFault as fault:
        say(f"! {fault.code} open")
        return
    witness = Journal(journal, "lomba", store.records()[0].hash) if journal else None
    after = 2
    for n in range(count):
        uid = f"{name}-{n}"
        for _try in range(2):
            try:
                news, _refused = store.append(uid, stamp(n), name, after, lambda _news, n=n: note(n, size))
            except StoreFault as fault:
                say(f"! {fault.code} {uid}")
                continue
            made = next(record for record in news if record.uid == uid)
            after = made.seq
            if witness:
                witness.note(made.seq, made.hash)
                witness.wait(made.seq)
            say(f"{made.seq} {made.hash} {uid}")
            break
        threading.Event().wait(pause)
        if tidy and n % tidy == tidy - 1:
            store.checkpoint()
    if journal:
        os._exit(0)  # as a kill would: the log stays as it is


def write_normal(say: Any, *arguments: Any) -> None:
    """Like `write`, with the synchronous=NORMAL that many programs use: the replayer must find what it loses."""
    store_module._PRAGMAS = {**store_module._PRAGMAS, "synchronous": 1}
    write(say, *arguments)


def marks(juri: str, kbk: int) -> dict[str, str]:
    """What this juri gives this KBK."""
    return {"isi": str(60 + (7 * int(juri[1:]) + kbk) % 40), "gaya": str(50 + (kbk * kbk) % 50)}


def judge(say: Any, path: Path, juri: str, count: int, journal: Path) -> None:
    """Send one sheet for each of `count` KBK, with a draft before it; every uid is fixed.

    The last one that is there is sent once more: its acknowledgement may have died with the process before.
    """
    store = Store.open(path, seat=juri)
    before = store.records()
    witness = Journal(journal, "lomba", before[0].hash)
    done = sum(record.actor == f"juri:{juri}" for record in before)
    for kbk in range(max(0, done - 1), count):
        uid, given = f"{juri}-k{kbk}", marks(juri, kbk)
        store.put_draft(juri, f"k{kbk}", {"marks": given}, 1)
        payload = SheetSent(juri=juri, kbk=f"k{kbk}", marks=given)
        news, _refused = store.append(uid, stamp(kbk), f"juri:{juri}", 0, lambda _news, sent=payload: sent)
        made = next(record for record in news if record.uid == uid)
        witness.note(made.seq, made.hash)
        witness.wait(made.seq)
        say(f"{made.seq} {made.hash} {uid}")
        store.drop_draft(juri, f"k{kbk}")
        threading.Event().wait(0.01)
    say("done")


def found(say: Any, path: Path) -> None:
    """Make a new contest."""
    create(path).close()
    say("made")


def back_up(say: Any, path: Path, target: Path) -> None:
    """Copy a contest over its older copy."""
    Store.open(path).backup(target, replace=True)
    say("made")


def copy_once(say: Any, path: Path, target: Path) -> None:
    """Copy a contest over its older copy; say how many records the copy has."""
    seq, _hash = Store.open(path).backup(target, replace=True)
    say(str(seq))


def stand_by(say: Any, path: Path, target: Path) -> None:
    """Keep a standby copy while records are written; say how many records it has each time that it has them all."""
    store = Store.open(path)
    standby = Standby(target, lambda place: store.backup(place, replace=True), every_s=0.0)
    for n in range(3):
        store.append(f"s{n}", stamp(n), "operator", 2, lambda _news, n=n: note(n))
        standby.touch()
        if standby.wait(30):
            say(str(standby.seq))


def carelessly(work: Any, say: Any, *arguments: Any) -> None:
    """Like `work`, but nothing of what gets a name is synced: the replayer must find what that loses."""
    publish_module._sync = lambda _path: None
    work(say, *arguments)


def found_carelessly(say: Any, path: Path) -> None:
    """Make a new contest without care."""
    carelessly(found, say, path)


def copy_carelessly(say: Any, path: Path, target: Path) -> None:
    """Copy without care."""
    carelessly(copy_once, say, path, target)


def checkpoint(say: Any, path: Path) -> None:
    """Move the log into the file again and again, as the operator's process does."""
    store = Store.open(path)
    say("0 - checkpointer")
    while True:
        store.checkpoint()
        threading.Event().wait(0.05)


def hold_the_lock(say: Any, path: Path) -> None:
    """Take the write lock; let go two seconds of its own running time later."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    say("holding")
    threading.Event().wait(2)
    db.execute("ROLLBACK")
    db.close()
