"""The SQL of the contest file: what is read from its tables and written to them, on a connection that is given."""

import json
from typing import Any, NamedTuple, Protocol

from pydantic import ValidationError

from juri_tui import schema
from juri_tui.chain import Row, first_broken
from juri_tui.model import Stamp
from juri_tui.records import Payload, Record, parse_payload, payload_json
from juri_tui.seal import GENESIS, chain_hash
from juri_tui.store_fault import StoreFault


class Answer(Protocol):
    """The rows of one statement."""

    def fetchone(self) -> Any:
        """The next row, None behind the last."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""


class Database(Protocol):
    """As much of a connection as this module uses."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Answer:
        """Run one statement."""


class Unreadable(NamedTuple):
    """A record that this program can not read: written by a newer one, or damaged."""

    seq: int
    kind: str


_ROWS = "SELECT seq, uid, wall_ns, boot, boot_ns, actor, kind, payload, prev, hash FROM ledger ORDER BY seq"

_RECORDS = """
SELECT seq, uid, wall_ns, boot, boot_ns, actor, kind, payload, hash FROM ledger WHERE seq > :after ORDER BY seq
"""

# What a juri may not see is taken out by SQLite itself: it never becomes an object of this process. The reason of a
# correction goes too, because it likes to say "78 harusnya 87".
_BLIND = """
SELECT seq, uid, wall_ns, boot, boot_ns, actor, kind,
  CASE
    WHEN NOT json_valid(payload) THEN ''
    WHEN EXISTS (SELECT 1 FROM ledger WHERE kind = 'result_announced') THEN payload
    WHEN kind = 'result_locked' THEN json_set(payload, '$.result', NULL)
    WHEN kind = 'sheet_sent' AND json_extract(payload, '$.juri') IS NOT :seat
      THEN json_set(payload, '$.marks', NULL, '$.notes', NULL)
    WHEN kind = 'sheet_corrected' AND json_extract(payload, '$.juri') IS NOT :seat
      THEN json_set(payload, '$.marks', NULL, '$.reason', '')
    ELSE payload
  END,
  hash
FROM ledger WHERE seq > :after ORDER BY seq
"""


# --- the ledger ------------------------------------------------------------------------------------------------------


def all_rows(db: Database) -> list[Row]:
    """The whole ledger, unread."""
    return [Row(*row) for row in db.execute(_ROWS).fetchall()]


def records_behind(db: Database, after: int, seat: str | None) -> list[Record]:
    """The records behind seq `after`, in order; for a seat, without what that juri may not see."""
    records, unreadable = readable_behind(db, after, seat)
    if unreadable is not None:
        raise StoreFault("unreadable", f"#{unreadable.seq} {unreadable.kind}")
    return records


def readable_behind(db: Database, after: int, seat: str | None) -> tuple[list[Record], Unreadable | None]:
    """Like `records_behind`, up to the first record that is none of this version's kinds, and which one that is."""
    if seat is None:
        rows = db.execute(_RECORDS, {"after": after}).fetchall()
    else:
        rows = db.execute(_BLIND, {"after": after, "seat": seat}).fetchall()
    records: list[Record] = []
    for seq, uid, wall_ns, boot, boot_ns, actor, kind, payload, own_hash in rows:
        try:
            parsed = parse_payload(kind, payload)
        except ValidationError:
            return records, Unreadable(seq, kind)
        records.append(Record(seq, uid, Stamp(wall_ns, boot, boot_ns), actor, parsed, own_hash))
    return records, None


def has_uid(db: Database, uid: str) -> bool:
    """Whether a record with this uid was written before."""
    return db.execute("SELECT 1 FROM ledger WHERE uid = ?", (uid,)).fetchone() is not None


def insert_record(db: Database, uid: str, at: Stamp, actor: str, payload: Payload) -> Record:
    """Write the next record; the caller holds the write transaction."""
    last = db.execute("SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1").fetchone()
    seq, prev = (last[0] + 1, last[1]) if last else (1, GENESIS)
    text = payload_json(payload)
    own = chain_hash(prev, seq, uid, at, actor, payload.kind, text)
    db.execute(
        "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (seq, uid, at.wall_ns, at.boot, at.boot_ns, actor, payload.kind, text, prev, own),
    )
    return Record(seq, uid, at, actor, parse_payload(payload.kind, text), own)


# --- drafts, secrets, live -------------------------------------------------------------------------------------------


def put_draft(db: Database, juri: str, kbk: str, draft: dict[str, Any], wall_ns: int) -> None:
    """Keep a draft with the count of its filled cells, so that nobody must open it to count them."""
    filled = sum(value not in ("", None) for value in draft.get("marks", {}).values())
    db.execute(
        "INSERT INTO drafts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " draft = excluded.draft, filled = excluded.filled, wall_ns = excluded.wall_ns",
        (juri, kbk, json.dumps(draft, ensure_ascii=False), filled, wall_ns),
    )


def get_draft(db: Database, juri: str, kbk: str) -> dict[str, Any] | None:
    """The draft of this juri for this KBK."""
    return _object(db.execute("SELECT draft FROM drafts WHERE juri = ? AND kbk = ?", (juri, kbk)).fetchone())


def filled_drafts(db: Database) -> dict[tuple[str, str], int]:
    """Filled cells by (juri, kbk)."""
    return {(juri, kbk): filled for juri, kbk, filled in db.execute("SELECT juri, kbk, filled FROM drafts").fetchall()}


def put_secret(db: Database, who: str, text: str) -> None:
    """Keep a hashed secret."""
    db.execute("INSERT INTO secrets VALUES (?, ?) ON CONFLICT DO UPDATE SET secret = excluded.secret", (who, text))


def get_secret(db: Database, who: str) -> str | None:
    """The hashed secret of `who`."""
    row = db.execute("SELECT secret FROM secrets WHERE who = ?", (who,)).fetchone()
    return None if row is None else str(row[0])


def put_live(db: Database, name: str, value: dict[str, Any]) -> None:
    """Keep a passing fact."""
    db.execute(
        "INSERT INTO live VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        (name, json.dumps(value, ensure_ascii=False)),
    )


def get_live(db: Database, name: str) -> dict[str, Any] | None:
    """The passing fact under `name`."""
    return _object(db.execute("SELECT value FROM live WHERE name = ?", (name,)).fetchone())


def all_live(db: Database) -> dict[str, dict[str, Any]]:
    """All passing facts by name."""
    return {name: json.loads(value) for name, value in db.execute("SELECT name, value FROM live").fetchall()}


def _object(row: tuple[str] | None) -> dict[str, Any] | None:
    if row is None:
        return None
    made: dict[str, Any] = json.loads(row[0])
    return made


# --- the file itself -------------------------------------------------------------------------------------------------


def lay_out(db: Database) -> None:
    """Make the tables, triggers and views of a new file, and mark it as ours."""
    for statement in schema.STATEMENTS:
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {schema.VERSION}")


def refuse_foreign(db: Database) -> None:
    """Raises StoreFault `foreign` for what is no contest, `newer` for one of a later program."""
    if pragma(db, "application_id") != schema.APPLICATION_ID:
        raise StoreFault("foreign")
    version = int(pragma(db, "user_version"))
    if version > schema.VERSION:
        raise StoreFault("newer", f"{version} > {schema.VERSION}")


def changed_schema(db: Database) -> list[str]:
    """The names of tables, indexes, triggers and views that are not as this program makes them."""
    rows = db.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return schema.differences(frozenset((kind, name, sql) for kind, name, sql in rows))


def broken_structure(db: Database) -> list[str]:
    """SQLite's own complaints about the pages of the file; empty where it has none."""
    return [str(row[0]) for row in db.execute("PRAGMA quick_check(10)").fetchall() if row[0] != "ok"]


def refuse_unsound(db: Database) -> None:
    """Raises StoreFault `damaged` where SQLite finds broken pages, `tampered` for other tables than ours."""
    if faults := broken_structure(db):
        raise StoreFault("damaged", faults[0])
    if changed := changed_schema(db):
        raise StoreFault("tampered", ", ".join(changed))


def believed_tail(db: Database) -> tuple[int, str]:
    """Seq and hash of the last record of a file that is whole (0 and GENESIS of an empty one), else StoreFault."""
    refuse_unsound(db)
    rows = all_rows(db)
    if (broken := first_broken(rows)) is not None:
        raise StoreFault("tampered", f"#{broken}")
    return (rows[-1].seq, rows[-1].hash) if rows else (0, GENESIS)


def pragma(db: Database, name: str) -> Any:
    """The value of a pragma; None where this build of SQLite does not have it."""
    row = db.execute(f"PRAGMA {name}").fetchone()
    return None if row is None else row[0]
