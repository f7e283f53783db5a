"""Small ledgers for tests of the store: records as a contest writes them, without the desk that decides on them."""

import sqlite3
from pathlib import Path
from typing import Any

from juri_tui.model import Criterion, Event, EventInfo, Juri, Kbk, Stamp
from juri_tui.records import ContestCreated, DefinitionSet, Notes, NoteWritten, Payload, SheetSent
from juri_tui.store import Store

SENTINEL = "73.25"
"""A mark that stands nowhere else."""


def stamp(n: int = 0) -> Stamp:
    """A moment n seconds after 25 October 2016, 09.00 WIB."""
    return Stamp(1_477_360_800_000_000_000 + n * 10**9, "boot-1", n * 10**9)


def event() -> Event:
    """Two juri, two KBK, two criteria."""
    return Event(
        event=EventInfo(name="Gelar"),
        criterion=(Criterion(id="isi", name="Isi"), Criterion(id="gaya", name="Gaya")),
        juri=(Juri(id="a", name="A", role="ketua"), Juri(id="b", name="B")),
        kbk=(Kbk(id="ceria", name="Ceria", number=1), Kbk(id="melati", name="Melati", number=2)),
    )


def create(path: Path) -> Store:
    """A new ledger: created, defined."""
    created = ContestCreated(rehearsal=False, program="test")
    return Store.create(
        path, [("u1", stamp(), "operator", created), ("u2", stamp(1), "operator", DefinitionSet(event=event()))]
    )


def add(store: Store, payload: Payload, uid: str = "", actor: str = "operator") -> int:
    """Append without asking anything; returns the seq of the last record."""
    after = store.records()[-1].seq
    news, refused = store.append(uid or f"u{after + 1}", stamp(after), actor, after, lambda _news: payload)
    assert refused is None
    return news[-1].seq


def note(n: int, size: int = 0) -> NoteWritten:
    """A record that is only there to be counted."""
    return NoteWritten(text=f"catatan {n} {'x' * size}")


def sheet(juri: str, kbk: str, isi: str, gaya: str = "80", text: str = "") -> SheetSent:
    """A sent sheet of the two criteria."""
    return SheetSent(juri=juri, kbk=kbk, marks={"isi": isi, "gaya": gaya}, notes=Notes(catatan=text))


def meddle(path: Path, *statements: str) -> None:
    """Change a ledger as somebody with the sqlite3 shell would who knows of the triggers."""
    db = sqlite3.connect(path, isolation_level=None)
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        db.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        db.execute(statement)
    for _name, sql in triggers:
        db.execute(sql)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """What any other program reads from the file."""
    db = sqlite3.connect(path)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()
