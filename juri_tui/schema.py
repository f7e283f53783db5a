"""The tables of a contest file, exactly as SQLite must report them at every open.

`ledger` is the truth and only grows; `drafts`, `secrets` and `live` may change; the views are for people who open the
file with `sqlite-utils` or Datasette and read no Python. The statements are compared with `sqlite_master` character by
character, so a changed statement needs a new `VERSION`.
"""

APPLICATION_ID = 0x4A555249
"""`JURI` in ASCII: how a contest file is told from any other SQLite file."""
VERSION = 1
"""The `user_version` of files that this program writes; newer ones are refused."""

_AT = "strftime('%Y-%m-%dT%H:%M:%SZ', {}wall_ns / 1000000000, 'unixepoch')"

# No CHECK (json_valid(..)): with trusted_schema off, SQLite 3.40 refuses JSON functions in a schema. For the same
# reason this program reads the tables and leaves the views to other tools, which trust the schema.
_TABLES = {
    "ledger": """CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  wall_ns INTEGER NOT NULL,
  boot TEXT NOT NULL,
  boot_ns INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  prev TEXT NOT NULL CHECK (length(prev) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT""",
    "drafts": """CREATE TABLE drafts (
  juri TEXT NOT NULL,
  kbk TEXT NOT NULL,
  draft TEXT NOT NULL,
  filled INTEGER NOT NULL,
  wall_ns INTEGER NOT NULL,
  PRIMARY KEY (juri, kbk)
) STRICT""",
    "secrets": """CREATE TABLE secrets (
  who TEXT NOT NULL PRIMARY KEY,
  secret TEXT NOT NULL
) STRICT""",
    "live": """CREATE TABLE live (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT""",
}

_INDEXES = {
    "ledger_kind": "CREATE INDEX ledger_kind ON ledger (kind, seq)",
}

# The uid is checked here as well, because INSERT OR REPLACE from a connection without recursive_triggers would delete
# the older record without asking `ledger_no_delete`.
_TRIGGERS = {
    "ledger_no_update": """CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger only grows: no record is changed'); END""",
    "ledger_no_delete": """CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger only grows: no record is deleted'); END""",
    "ledger_in_order": """CREATE TRIGGER ledger_in_order BEFORE INSERT ON ledger
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM ledger)
  OR NEW.prev IS NOT coalesce(
    (SELECT hash FROM ledger ORDER BY seq DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000')
  OR EXISTS (SELECT 1 FROM ledger WHERE uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'the ledger only grows at its end'); END""",
}

_LAST_DEFINITION = "(SELECT max(seq) FROM ledger WHERE kind = 'definition_set')"

_VIEWS = {
    "kbk": f"""CREATE VIEW kbk AS
SELECT
  json_extract(k.value, '$.id') AS id,
  coalesce(
    (SELECT n.value FROM ledger AS d, json_each(d.payload, '$.numbers') AS n
      WHERE d.kind = 'order_drawn' AND d.seq > l.seq AND n.key = json_extract(k.value, '$.id')
      ORDER BY d.seq DESC LIMIT 1),
    json_extract(k.value, '$.number')) AS number,
  json_extract(k.value, '$.name') AS name,
  json_extract(k.value, '$.unit') AS unit,
  json_extract(k.value, '$.title') AS title,
  coalesce(
    (SELECT json_extract(s.payload, '$.status') FROM ledger AS s
      WHERE s.kind = 'kbk_status_set' AND json_extract(s.payload, '$.kbk') = json_extract(k.value, '$.id')
      ORDER BY s.seq DESC LIMIT 1),
    'active') AS status,
  json_extract(k.value, '$.members') AS members
FROM ledger AS l, json_each(l.payload, '$.event.kbk') AS k
WHERE l.seq = {_LAST_DEFINITION}
ORDER BY number""",
    "juri": f"""CREATE VIEW juri AS
SELECT
  json_extract(j.value, '$.id') AS id,
  json_extract(j.value, '$.name') AS name,
  json_extract(j.value, '$.institution') AS institution,
  json_extract(j.value, '$.title') AS title,
  json_extract(j.value, '$.role') AS role,
  json_extract(j.value, '$.weight') AS weight,
  json_extract(j.value, '$.criteria') AS criteria
FROM ledger AS l, json_each(l.payload, '$.event.juri') AS j
WHERE l.seq = {_LAST_DEFINITION}""",
    "criterion": f"""CREATE VIEW criterion AS
SELECT
  json_extract(c.value, '$.id') AS id,
  json_extract(c.value, '$.name') AS name,
  json_extract(c.value, '$.group') AS "group",
  json_extract(c.value, '$.weight') AS weight,
  json_extract(c.value, '$.min') AS min,
  json_extract(c.value, '$.max') AS max,
  json_extract(c.value, '$.step') AS step
FROM ledger AS l, json_each(l.payload, '$.event.criterion') AS c
WHERE l.seq = {_LAST_DEFINITION}""",
    "sheet": f"""CREATE VIEW sheet AS
WITH sent AS (
  SELECT max(seq) AS seq, json_extract(payload, '$.juri') AS juri, json_extract(payload, '$.kbk') AS kbk
  FROM ledger WHERE kind = 'sheet_sent' GROUP BY 2, 3
), answer AS (
  SELECT json_extract(payload, '$.about') AS about, json_extract(payload, '$.accepted') AS accepted
  FROM ledger WHERE kind = 'sheet_confirmed'
), correction AS (
  SELECT seq, json_extract(payload, '$.juri') AS juri, json_extract(payload, '$.kbk') AS kbk,
    json_extract(payload, '$.marks') AS marks
  FROM ledger WHERE kind = 'sheet_corrected'
)
SELECT
  s.juri AS juri,
  s.kbk AS kbk,
  s.seq AS seq,
  {_AT.format("l.")} AS sent_at,
  json_extract(l.payload, '$.by') AS typed_by,
  json_extract(l.payload, '$.by') = 'juri' OR EXISTS (SELECT 1 FROM answer WHERE about = s.seq AND accepted)
    AS accepted,
  (SELECT count(*) FROM correction AS c WHERE c.juri = s.juri AND c.kbk = s.kbk AND c.seq > s.seq) AS corrections,
  coalesce(
    (SELECT c.marks FROM correction AS c WHERE c.juri = s.juri AND c.kbk = s.kbk AND c.seq > s.seq
      ORDER BY c.seq DESC LIMIT 1),
    json_extract(l.payload, '$.marks')) AS marks,
  json_extract(l.payload, '$.notes') AS notes
FROM sent AS s JOIN ledger AS l ON l.seq = s.seq
WHERE NOT EXISTS (SELECT 1 FROM answer WHERE about = s.seq AND NOT accepted)
ORDER BY s.seq""",
    "score": """CREATE VIEW score AS
SELECT s.juri AS juri, s.kbk AS kbk, m.key AS criterion, m.value AS mark, s.accepted AS accepted
FROM sheet AS s, json_each(s.marks) AS m""",
    "time_log": f"""CREATE VIEW time_log AS
SELECT
  seq,
  {_AT.format("")} AS at,
  json_extract(payload, '$.slot') AS slot,
  json_extract(payload, '$.kbk') AS kbk,
  kind,
  json_extract(payload, '$.elapsed_ns') / 1000000000 AS elapsed_s,
  json_extract(payload, '$.reason') AS reason
FROM ledger
WHERE kind GLOB 'slot_*' OR kind = 'timer_recovered'
ORDER BY seq""",
    "standing": """CREATE VIEW standing AS
SELECT
  json_extract(s.value, '$.place') AS place,
  json_extract(s.value, '$.number') AS number,
  json_extract(s.value, '$.name') AS name,
  json_extract(s.value, '$.unit') AS unit,
  json_extract(s.value, '$.total') AS total,
  json_extract(s.value, '$.status') AS status,
  json_extract(s.value, '$.awards') AS awards,
  json_extract(s.value, '$.decided_by') AS decided_by
FROM ledger AS l, json_each(l.payload, '$.result.standings') AS s
WHERE l.seq = (SELECT max(seq) FROM ledger WHERE kind IN ('result_locked', 'result_unlocked'))
  AND l.kind = 'result_locked'""",
    "history": f"""CREATE VIEW history AS
SELECT seq, {_AT.format("")} AS at, actor, kind, payload
FROM ledger
ORDER BY seq""",
}

STATEMENTS: tuple[str, ...] = (
    *_TABLES.values(),
    *_INDEXES.values(),
    *_TRIGGERS.values(),
    *_VIEWS.values(),
)
"""What makes a new file, in this order."""

EXPECTED: frozenset[tuple[str, str, str]] = frozenset(
    (kind, name, sql)
    for kind, group in (("table", _TABLES), ("index", _INDEXES), ("trigger", _TRIGGERS), ("view", _VIEWS))
    for name, sql in group.items()
)
"""(type, name, sql) of everything that `sqlite_master` must list, besides the indexes that SQLite makes itself."""


def differences(found: frozenset[tuple[str, str, str]]) -> list[str]:
    """The names that are missing, changed or too many in a file, sorted; empty where it is as it should be."""
    return sorted({name for _kind, name, _sql in found ^ EXPECTED})
