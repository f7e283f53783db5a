"""How records are sealed: canonical bytes, the chain of hashes, and the short codes that people compare.

The hash of a record covers all of it and the hash of the record before: SHA-256 of `juri-tui/1`, a newline, the
previous hash in hex (64 zeros before the first), a newline, and the canonical JSON of {actor, at, kind, payload, seq,
uid}. Canonical JSON: sorted keys, no blanks, NFC, UTF-8, integers as the only numbers; decimals travel as text.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

from juri_tui.model import Event, Stamp

GENESIS = "0" * 64
"""The previous hash of the first record."""
_DOMAIN = b"juri-tui/1\n"


def _nfc(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_nfc(key): _nfc(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_nfc(item) for item in value]
    if isinstance(value, float):
        raise TypeError(f"a record holds no binary floats: {value!r}")
    return value


def canonical(value: Any) -> str:
    """Canonical JSON of plain data: sorted keys, no blanks, NFC. Raises TypeError for a float."""
    return json.dumps(_nfc(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def chain_hash(prev: str, seq: int, uid: str, at: Stamp, actor: str, kind: str, payload: str) -> str:
    """The hash of a record, hex, from its parts; `payload` is its canonical JSON text."""
    head = canonical(
        {"actor": actor, "at": {"boot": at.boot, "boot_ns": at.boot_ns, "wall_ns": at.wall_ns}, "kind": kind}
    )
    tail = canonical({"seq": seq, "uid": uid})
    body = f'{head[:-1]},"payload":{payload},{tail[1:]}'
    return hashlib.sha256(_DOMAIN + prev.encode() + b"\n" + body.encode()).hexdigest()


_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def digest(seq: int, record_hash: str) -> str:
    """What people compare (sidik): the seq and the first 20 base32 characters of the hash, in groups of four."""
    bits = int(record_hash[:25], 16)
    letters = "".join(_BASE32[(bits >> (5 * place)) & 31] for place in range(19, -1, -1))
    return f"{seq}-" + "-".join(letters[start : start + 4] for start in range(0, 20, 4))


def receipt(seq: int, record_hash: str) -> str:
    """The receipt of one sheet: its seq and the first 8 base32 characters of its hash."""
    return "-".join(digest(seq, record_hash).split("-")[:3])


RULES = frozenset({"criterion", "scoring", "phase", "overtime", "award", "cut"})
"""The tables of a definition that the freeze closes."""


def rules_code(event: Event) -> str:
    """Kode aturan: 20 base32 characters over criteria, scoring, phases, overtime, awards; no people, no names."""
    rules = event.model_dump(mode="json", by_alias=True, include=set(RULES))
    return digest(0, hashlib.sha256(canonical(rules).encode()).hexdigest()).partition("-")[2]
