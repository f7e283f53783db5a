"""What a screen is given to show: one frozen value, made by the desk's process, handed down by `data_bind`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from juri_tui.contest import Contest


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The contest as it is, and what stands beside the ledger.

    `drafted`: (juri, KBK) -> filled cells of a draft. `console`: this process holds the operator's console.
    `who`: who sits here. `stale_ns`: since when (wall clock) the file could not be read; 0 while all is well.
    """

    contest: Contest
    drafted: Mapping[tuple[str, str], int] = field(default_factory=dict)
    console: bool = False
    who: str | None = None
    stale_ns: int = 0
