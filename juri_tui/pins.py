"""PINs and passphrases: made, hashed, checked, and throttled. The store keeps hashes only.

A PIN keeps the curious out for the day; it is no protection against somebody who has the file (six digits fall to an
offline search in hours).
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from juri_tui.lang import _n
from juri_tui.model import Refusal

FREE_ATTEMPTS = 5
FIRST_WAIT_S = 15
LONGEST_WAIT_S = 3600
REHEARSAL_PASSPHRASE = "latihan"
COST = 2**15
"""The work factor n of scrypt: about 0.1 s and 32 MiB for each check."""
_R, _P = 8, 1
_MAXMEM = 64 * 1024 * 1024


def make_pin() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(10**6):06d}"


def make_passphrase() -> str:
    """Three groups of four letters that nobody mistakes for others when reading them aloud or from paper."""
    return "-".join("".join(secrets.choice("abcdefghkmnprstuvwxyz") for _place in range(4)) for _group in range(3))


def rehearsal_pin(place: int) -> str:
    """The PIN of the n-th juri (from 1) of a rehearsal: 111111, 222222, .., 101010 for the tenth."""
    return (str(place) * 6)[:6] if place < 10 else (f"{place:02d}" * 3)[:6]


def hash_secret(text: str) -> str:
    """scrypt of a PIN or passphrase, with its own salt; about 0.1 s."""
    salt = secrets.token_bytes(16)
    return f"scrypt${COST}${_R}${_P}${salt.hex()}${_scrypt(text, salt, COST, _R, _P).hex()}"


def matches(text: str, kept: str) -> bool:
    """Whether `text` is what `kept` was made of; about 0.1 s."""
    _name, n, r, p, salt, made = kept.split("$")
    return hmac.compare_digest(_scrypt(text, bytes.fromhex(salt), int(n), int(r), int(p)), bytes.fromhex(made))


def _scrypt(text: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(text.strip().encode(), salt=salt, n=n, r=r, p=p, maxmem=_MAXMEM, dklen=32)


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong attempts in a row, and until when (wall clock, ns) nobody may try again."""

    wrong: int = 0
    until_ns: int = 0


def begin_attempt(before: Attempts, now_ns: int) -> Attempts | Refusal:
    """Counts an attempt before it is checked, or refuses it while the wait lasts.

    Five are free; after each further one the wait doubles from 15 seconds. A wall clock that was set back can make a
    wait no longer than the longest one.
    """
    left = min(before.until_ns - now_ns, LONGEST_WAIT_S * 10**9)
    if left > 0:
        seconds = -(-left // 10**9)
        words = _n("Terlalu banyak percobaan. Coba lagi {seconds} detik lagi.", seconds)
        return Refusal("wait", words.format(seconds=seconds))
    wrong = before.wrong + 1
    over = wrong - FREE_ATTEMPTS
    wait = min(FIRST_WAIT_S * 2 ** min(over, 20), LONGEST_WAIT_S) if over >= 0 else 0
    return Attempts(wrong, now_ns + wait * 10**9 if wait else 0)
