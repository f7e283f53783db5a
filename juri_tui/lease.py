"""Who holds the operator's console: one process at a time, proven again inside every write."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from juri_tui.model import Stamp

QUIET_NS = 15 * 10**9
"""A holder that gave no sign of life for so long may be replaced by one confirming key."""

BEAT_WAIT_MS = 500
"""What no key asked for (a sign of life) waits no longer than this for a locked file: a key may wait behind it."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The holder of the console: its own id, boot and process, and its last sign of life."""

    uid: str
    boot: str
    pid: int
    boot_ns: int
    wall_ns: int

    def as_live(self) -> dict[str, Any]:
        """For the live table."""
        return asdict(self)

    @classmethod
    def from_live(cls, value: dict[str, Any] | None) -> "Lease | None":
        """From the live table; None where nobody holds the console."""
        return cls(**value) if value else None


class Claim(StrEnum):
    """What a process that wants the console finds: free to take, quiet (one key), or held (passphrase)."""

    FREE = "free"
    QUIET = "quiet"
    HELD = "held"


def claim(held: Lease | None, me: str, now: Stamp, alive: bool) -> Claim:
    """How the console may be taken; `alive` tells whether the holder's process runs (True where nobody can tell)."""
    if held is None or held.uid == me or (held.boot == now.boot and not alive):
        return Claim.FREE
    away = now.boot_ns - held.boot_ns if held.boot == now.boot else abs(now.wall_ns - held.wall_ns)
    return Claim.QUIET if away > QUIET_NS else Claim.HELD


def released(before: dict[str, Any] | None, me: str) -> dict[str, Any]:
    """The live table's fact once `me` has left: nobody holds the console, or whoever has taken it over meanwhile."""
    held = Lease.from_live(before)
    return {} if held is None or held.uid == me else held.as_live()
