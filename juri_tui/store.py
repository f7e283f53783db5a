"""The ledger on disk: one contest, one SQLite file. The only module that imports SQLite.

Every write is one short `BEGIN IMMEDIATE .. COMMIT` on the writing connection, synced before it is acknowledged; every
read is finished at once on a second connection that can not write, so a reader never waits for a writer that hangs.
Both may be used from any thread. The file itself is never opened by other means while this process holds it: closing
such a handle would drop SQLite's locks.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the one library that sqlite-utils chose

from juri_tui import tables
from juri_tui.chain import Row, first_broken
from juri_tui.model import Refusal, Stamp
from juri_tui.publish import is_writable, leftovers, publish, refuse_folder, refuse_unlikely, unfinished
from juri_tui.records import Payload, Record
from juri_tui.store_fault import StoreFault
from juri_tui.volume import network_kind

__all__ = ["BUSY_MS", "Examination", "Store", "StoreFault", "examine", "restore", "sqlite_version"]

BUSY_MS = 5000
"""How long a write waits for another process before it is refused as `busy`, in ms."""
_CHECKPOINT_MS = 200
_UNREAD = -1
"""No version of a file: another one stands there, whichever it is."""
_OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables
Fact = dict[str, Any]

_PRAGMAS: dict[str, int | str] = {
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "synchronous": 2,
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
    "wal_autocheckpoint": 0,
}


@dataclass(frozen=True, slots=True)
class Examination:
    """What lies in a file, believed or not: SQLite's own complaints, changed schema names, and the ledger's rows."""

    structure: list[str]
    schema: list[str]
    rows: list[Row]


class Store:
    """An open contest file. Every method raises StoreFault where the file does not do what it should."""

    def __init__(self, path: Path, reader: sqlite3.Connection, writer: sqlite3.Connection | None, seat: str | None):
        self.path = path
        self.seat = seat
        self._reader = reader
        self._writer = writer
        self._read_lock = threading.Lock()
        self._write_lock = threading.Lock()
        self._version = self.version()

    @classmethod
    def create(cls, path: Path, first: Sequence[tuple[str, Stamp, str, Payload]]) -> "Store":
        """A new file with its first records (uid, at, actor, payload), whole or not at all; nothing is overwritten."""
        if path.exists() or leftovers(path):
            raise StoreFault("exists", path.name)
        _refuse_network(path)
        refuse_folder(path)
        with unfinished(path) as made:
            with _told(), closing(_connect(made, "mode=rw")) as db:
                tables.lay_out(db)
                _be_careful(db)
                db.execute("BEGIN IMMEDIATE")
                for uid, at, actor, payload in first:
                    tables.insert_record(db, uid, at, actor, payload)
                db.execute("COMMIT")
            publish(made, path)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, seat: str | None = None, readonly: bool = False) -> "Store":
        """An existing file, checked: ours, of a version we know, sound, with exactly our tables and triggers.

        `seat` is a juri's id: records and drafts of other juri then arrive without marks. `readonly` never writes.
        """
        refuse_unlikely(path)
        _refuse_network(path)
        with _told():
            reader = _reader(path, readonly=readonly)
            writer = None
            try:
                tables.refuse_foreign(reader)
                tables.refuse_unsound(reader)
                if not readonly:
                    writer = _connect(path, "mode=rw")
                    _be_careful(writer)
                return cls(path, reader, writer, seat)
            except BaseException:
                for connection in (writer, reader):
                    if connection is not None:
                        connection.close()
                raise

    # --- reading -----------------------------------------------------------------------------------------------------

    def records(self, after: int = 0) -> list[Record]:
        """The records behind seq `after`, in order; with a seat, without what that juri may not see.

        Once `result_announced` is among them nothing is hidden any more: read again from 0.
        """
        with self._read() as db:
            return tables.records_behind(db, after, self.seat)

    def readable(self) -> tuple[list[Record], tables.Unreadable | None]:
        """All records, as far as this program can read them, and the first that it can not read."""
        with self._read() as db:
            return tables.readable_behind(db, 0, self.seat)

    def changed(self) -> bool:
        """Whether anybody (this process too) has committed something since the last call; takes microseconds."""
        before, self._version = self._version, self.version()
        return before != self._version

    def unread(self) -> None:
        """What was committed could not be read, or not be believed: the next `changed` says True."""
        self._version = _UNREAD

    def version(self) -> int:
        """A number that is another one after every commit of anybody; takes microseconds."""
        with self._read_lock, _told():
            return int(self._reader.execute("PRAGMA data_version").fetchone()[0])

    def verify_chain(self) -> int | None:
        """The seq of the first record that does not follow from the one before; None where the chain is whole.

        Raises PermissionError with a seat, because the check reads every mark.
        """
        if self.seat is not None:
            raise PermissionError("a juri's process does not read the marks that the chain covers")
        with self._read() as db:
            return first_broken(tables.all_rows(db))

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._read_lock, _told():
                yield self._reader
        except StoreFault:
            self.unread()
            raise

    # --- writing -----------------------------------------------------------------------------------------------------

    def append(
        self,
        uid: str,
        at: Stamp,
        actor: str,
        after: int,
        decide: Callable[[list[Record]], Payload | Refusal],
        guard: Callable[[dict[str, dict[str, Any]]], Refusal | None] | None = None,
    ) -> tuple[list[Record], Refusal | None]:
        """Decide on the newest state and write one record, in one transaction.

        `decide` gets the records behind `after` and returns the payload or a Refusal; `guard` may refuse first by the
        table `live` (the console lease). Returns the records behind `after`, the new one among them, and the refusal.
        A uid that is in the ledger already writes nothing: to try again after a fault is always safe. Whatever
        `decide` raises takes the transaction back.
        """
        news = self.records(after)
        with self._write() as db:
            news += tables.records_behind(db, news[-1].seq if news else after, self.seat)
            if tables.has_uid(db, uid):
                return news, None
            refusal = guard(tables.all_live(db)) if guard else None
            if refusal is not None:
                return news, refusal
            decision = decide(news)
            if isinstance(decision, Refusal):
                return news, decision
            made = tables.insert_record(db, uid, at, actor, decision)
        return [*news, made], None

    @contextmanager
    def _write(self, wait_ms: int | None = None) -> Iterator[sqlite3.Connection]:
        if self._writer is None:
            raise StoreFault("readonly")
        wait_ms = BUSY_MS if wait_ms is None else wait_ms
        if not self._write_lock.acquire(timeout=wait_ms / 1000):
            raise StoreFault("busy")
        try:
            with _told():
                self._writer.execute(f"PRAGMA busy_timeout = {wait_ms}")
                self._writer.execute("BEGIN IMMEDIATE")
                try:
                    yield self._writer
                    self._writer.execute("COMMIT")
                finally:
                    # Some faults end the transaction by themselves; whatever is still open is taken back.
                    if self._writer.in_transaction:
                        self._writer.execute("ROLLBACK")
        finally:
            self._write_lock.release()

    # --- drafts: typed, not sent -------------------------------------------------------------------------------------

    def put_draft(self, juri: str, kbk: str, draft: dict[str, Any], wall_ns: int) -> None:
        """Keep what a juri has typed so far. The cells stand under `marks`; empty ones do not count as filled."""
        self._refuse_other(juri)
        with self._write() as db:
            tables.put_draft(db, juri, kbk, draft, wall_ns)

    def draft(self, juri: str, kbk: str) -> dict[str, Any] | None:
        """What this juri has typed for this KBK; None where there is nothing."""
        self._refuse_other(juri)
        with self._read() as db:
            return tables.get_draft(db, juri, kbk)

    def drop_draft(self, juri: str, kbk: str) -> None:
        """Forget a draft; nothing happens where there is none."""
        self._refuse_other(juri)
        with self._write() as db:
            db.execute("DELETE FROM drafts WHERE juri = ? AND kbk = ?", (juri, kbk))

    def drafted(self) -> dict[tuple[str, str], int]:
        """Who has a draft for whom, and how many cells of it are filled; never what is in them."""
        with self._read() as db:
            return tables.filled_drafts(db)

    def _refuse_other(self, juri: str) -> None:
        if self.seat not in (None, juri):
            raise PermissionError(f"the seat of {self.seat} has no business with a draft of {juri}")

    # --- secrets and passing facts -----------------------------------------------------------------------------------

    def put_secret(self, who: str, text: str) -> None:
        """Keep the hashed PIN or passphrase of `who`."""
        with self._write() as db:
            tables.put_secret(db, who, text)

    def secret(self, who: str) -> str | None:
        """The hashed PIN or passphrase of `who`; None where there is none."""
        with self._read() as db:
            return tables.get_secret(db, who)

    def put_live(self, key: str, value: dict[str, Any], wait_ms: int | None = None) -> None:
        """Keep a passing fact: a heartbeat, a seat, a lease. `wait_ms`: how long another process may be waited for."""
        self.update_live(key, lambda _before: value, wait_ms)

    def live(self, key: str) -> dict[str, Any] | None:
        """The passing fact under `key`; None where there is none."""
        with self._read() as db:
            return tables.get_live(db, key)

    def update_live(self, key: str, change: Callable[[Fact | None], Fact], wait_ms: int | None = None) -> Fact:
        """Read, change and write one passing fact in one transaction, unless it stays; returns the new value."""
        with self._write(wait_ms) as db:
            before = tables.get_live(db, key)
            if (value := change(before)) != before:
                tables.put_live(db, key, value)
        return value

    # --- upkeep ------------------------------------------------------------------------------------------------------

    def checkpoint(self) -> bool:
        """Move the write-ahead log into the file; False where somebody was reading or writing: try again later."""
        with _told(), closing(_connect(self.path, "mode=rw", _CHECKPOINT_MS)) as db:
            _be_careful(db)
            busy, _frames, _moved = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy

    def backup(self, target: Path, *, replace: bool = False) -> tuple[int, str]:
        """A verified copy of the whole file under another name; returns seq and hash of its last record.

        It is made under a temporary name on its own connection, checked (structure, schema, chain), synced, and then
        named. It has no write-ahead log of its own, so it can be read from a write-protected stick.
        """
        if target.exists() and (not replace or target.samefile(self.path)):
            raise StoreFault("exists", target.name)
        refuse_folder(target)
        with unfinished(target) as made:
            with (
                _told(),
                closing(_reader(self.path, readonly=True)) as source,
                closing(_connect(made, "mode=rw")) as copy,
            ):
                # Synced once, before it gets its name, instead of page by page on a slow stick.
                copy.execute("PRAGMA synchronous = OFF")
                source.backup(copy, pages=-1)
                copy.execute("PRAGMA journal_mode = DELETE")
                tail = tables.believed_tail(copy)
            publish(made, target, replace=replace)
        return tail

    def close(self) -> None:
        """Let go of the file; may be called twice."""
        for lock, connection in ((self._write_lock, self._writer), (self._read_lock, self._reader)):
            if connection is not None:
                with lock, _told():
                    connection.close()


def restore(source: Path, target: Path) -> Store:
    """A contest file made from a backup, by SQLite and never by copying bytes; nothing is overwritten."""
    _refuse_network(target)
    with closing(Store.open(source, readonly=True)) as kept:
        kept.backup(target)
    return Store.open(target)


def examine(path: Path) -> Examination:
    """Read a file that may have been tampered with; raises StoreFault only where it is no ledger at all."""
    refuse_unlikely(path)
    with _told(), closing(_reader(path, readonly=True)) as db:
        tables.refuse_foreign(db)
        structure = tables.broken_structure(db)
        return Examination(structure, tables.changed_schema(db), tables.all_rows(db))


def sqlite_version() -> str:
    """The version of the SQLite library in use, for `juri doctor`."""
    return str(sqlite3.sqlite_version)


# --- connections -----------------------------------------------------------------------------------------------------


@contextmanager
def _told() -> Iterator[None]:
    """Turns what SQLite says about the file into a StoreFault; faults of this program stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        fault = StoreFault.of_sqlite(getattr(error, "sqlite_errorcode", 0), getattr(error, "sqlite_errorname", ""))
        if fault is None:
            raise
        raise fault from error


def _connect(path: Path, mode: str, busy_ms: int = BUSY_MS) -> sqlite3.Connection:
    """A connection without any implicit transaction; `mode` is the query of SQLite's URI (`mode=rw` never creates)."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreFault("newer", f"SQLite {sqlite3.sqlite_version} < 3.37")
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=busy_ms / 1000,
        isolation_level=None,
        check_same_thread=False,
    )


def _be_careful(db: sqlite3.Connection) -> None:
    """Everything that durability rests on, asserted after it is set."""
    if (mode := tables.pragma(db, "journal_mode = WAL")) != "wal":
        raise StoreFault("io", f"journal_mode {mode}")
    _assert_pragmas(db, _PRAGMAS)


def _assert_pragmas(db: sqlite3.Connection, wanted: Mapping[str, int | str]) -> None:
    for name, value in wanted.items():
        db.execute(f"PRAGMA {name} = {value}")
        # A build without a feature answers with nothing; then there is nothing to turn off either.
        if (found := tables.pragma(db, name)) not in (value, None):
            raise StoreFault("io", f"{name} {found}")


def _reader(path: Path, *, readonly: bool) -> sqlite3.Connection:
    """A connection that can not write. With `readonly` a write-protected medium will do."""
    if not readonly and not is_writable(path):
        raise StoreFault("readonly", path.name)
    mode = "mode=rw" if is_writable(path) else "mode=ro"
    if mode == "mode=ro" and not leftovers(path):
        # A write-ahead log needs a place for its index. Nobody can write here, so there is none, and nothing to lock.
        mode += "&immutable=1"
    db = _connect(path, mode)
    try:
        _assert_pragmas(db, {"trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0, "query_only": 1})
    except BaseException:
        db.close()
        raise
    return db


def _refuse_network(path: Path) -> None:
    if kind := network_kind(path):
        raise StoreFault("network", kind)
