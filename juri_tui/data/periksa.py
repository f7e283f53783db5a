#!/usr/bin/env python3
"""Checks a juri-tui contest file without juri-tui: python3 periksa.py CONTEST.juri [DIGEST]

Needs nothing but Python 3.9 with its own sqlite3. It recomputes the chain of records and prints the digest (sidik) of
the result that stands, to be compared with the signed paper. Exit 0: whole (and equal to DIGEST); 1: not; 2: no such
contest. Work on a copy. The chain: SHA-256 of "juri-tui/1", newline, the hash of the record before (64 zeros before the
first), newline, and canonical JSON of {actor, at, kind, payload, seq, uid}.
"""

import hashlib
import json
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

COLUMNS = "seq, uid, wall_ns, boot, boot_ns, actor, kind, payload, prev, hash"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def canonical(value: object) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return unicodedata.normalize("NFC", text)


def own_hash(row: Any) -> str:
    seq, uid, wall_ns, boot, boot_ns, actor, kind, payload, prev, _hash = row
    record = {
        "actor": actor,
        "at": {"boot": boot, "boot_ns": boot_ns, "wall_ns": wall_ns},
        "kind": kind,
        "payload": json.loads(payload),
        "seq": seq,
        "uid": uid,
    }
    return hashlib.sha256(f"juri-tui/1\n{prev}\n{canonical(record)}".encode()).hexdigest()


def digest(row: Any) -> str:
    bits = int(row[9][:25], 16)
    letters = "".join(LETTERS[(bits >> (5 * place)) & 31] for place in range(19, -1, -1))
    return "-".join([str(row[0])] + [letters[start : start + 4] for start in range(0, 20, 4)])


def faults(rows: Any) -> Iterator[str]:
    prev = "0" * 64
    for expected, row in enumerate(rows, start=1):
        if row[0] != expected:
            yield f"record {expected} is missing: {row[0]} stands in its place"
            return
        if canonical(json.loads(row[7])) != row[7]:
            yield f"record {expected}: its text is not canonical"
        if row[8] != prev or row[9] != own_hash(row):
            yield f"record {expected} does not follow from the one before: it was changed, or one was"
            return
        prev = row[9]


def main(arguments: list[str]) -> int:
    if not arguments or not Path(arguments[0]).is_file():
        print(__doc__)
        return 2
    try:
        db = sqlite3.connect(f"{Path(arguments[0]).absolute().as_uri()}?mode=ro", uri=True)
        rows = db.execute(f"SELECT {COLUMNS} FROM ledger ORDER BY seq").fetchall()
        db.close()
        found = list(faults(rows))
    except (sqlite3.Error, ValueError) as error:
        print(f"not a whole contest file: {error}")
        return 2
    print(f"{len(rows)} records, {'chain whole' if not found else 'NOT WHOLE'}")
    print("\n".join(found))
    turns = [row for row in rows if row[6] in ("result_locked", "result_unlocked")]
    if not turns or turns[-1][6] == "result_unlocked":
        print("no result is locked")
        return 1 if found or len(arguments) > 1 else 0
    own = digest(turns[-1])
    print(f"digest of the locked result: {own}")
    if len(arguments) > 1 and arguments[1].strip().upper() != own:
        print(f"the paper says {arguments[1].strip()}: DIFFERENT")
        return 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
