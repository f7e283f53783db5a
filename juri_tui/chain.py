"""The rows of the ledger as they lie in the file, and the check that each follows from the one before."""

from collections.abc import Iterable
from typing import NamedTuple

from juri_tui.model import Stamp
from juri_tui.seal import GENESIS, chain_hash


class Row(NamedTuple):
    """One row of the table `ledger`, unread: `payload` is the text that was hashed."""

    seq: int
    uid: str
    wall_ns: int
    boot: str
    boot_ns: int
    actor: str
    kind: str
    payload: str
    prev: str
    hash: str


def first_broken(rows: Iterable[Row]) -> int | None:
    """The seq at which the chain does not hold, None where it is whole.

    A gap counts at the seq that should stand there; a changed, swapped or inserted row at its own.
    """
    prev = GENESIS
    for expected, row in enumerate(rows, start=1):
        stamp = Stamp(row.wall_ns, row.boot, row.boot_ns)
        own = chain_hash(row.prev, row.seq, row.uid, stamp, row.actor, row.kind, row.payload)
        if row.seq != expected or row.prev != prev or row.hash != own:
            return expected
        prev = row.hash
    return None
