"""What a running or paused clock is worth after the program, or the machine, was away. Pure.

The decision is only proposed here; whatever crosses a boot becomes a `recover` command, so that replay needs no
heartbeat.
"""

from dataclasses import dataclass
from enum import StrEnum

from juri_tui.model import Stamp
from juri_tui.slot import SECOND, Slot, SlotState, elapsed_ns
from juri_tui.timer import RECOVERY_UNCERTAIN_NS

BRIDGE_NS = 15 * 60 * SECOND
"""Up to this gap of the wall clock a power cut is bridged; beyond it, or backwards, a person must say."""


class RecoveryCase(StrEnum):
    """none: no clock to recover; exact: same boot; bridged: by the wall clock; ask: the operator; paused: as it was."""

    NONE = "none"
    EXACT = "exact"
    BRIDGED = "bridged"
    ASK = "ask"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Recovery:
    """What to do with the clock of a slot found at opening.

    `elapsed_ns`: the value to go on with, None where a person must say. `known_ns`: the last elapsed time that is
    certain. `away_ns`: real time since then; across boots the gap of the wall clock, negative where it ran backwards.
    """

    case: RecoveryCase
    elapsed_ns: int | None = None
    known_ns: int = 0
    away_ns: int = 0
    uncertain_ns: int = 0


def recovery(slot: Slot, now: Stamp, heartbeat: Stamp | None, speed: int = 1) -> Recovery:
    """The case of `slot` at `now`; `heartbeat` is the last sign of life that was written, if any.

    The heartbeat counts only on the boot of the slot's last command and after it; otherwise that command is the last
    thing known. What the heartbeat's elapsed time was follows exactly from the slot. While a clock is lost, no
    heartbeat may be written: it would erase the last known moment.
    """
    if slot.state not in (SlotState.RUNNING, SlotState.PAUSED):
        return Recovery(RecoveryCase.NONE)
    # While a clock runs, its last command is on the boot of its anchor: on any other it would have been refused.
    seen = slot.commands[-1].at
    if heartbeat is not None and heartbeat.boot == seen.boot and heartbeat.boot_ns > seen.boot_ns:
        seen = heartbeat
    known = elapsed_ns(slot, seen, speed)
    assert known is not None, "the last sign of life is on the boot of the clock"
    same_boot = seen.boot == now.boot
    away = now.boot_ns - seen.boot_ns if same_boot else now.wall_ns - seen.wall_ns
    if slot.state is SlotState.PAUSED:
        return Recovery(RecoveryCase.PAUSED, known, known, away)
    if same_boot:
        return Recovery(RecoveryCase.EXACT, elapsed_ns(slot, now, speed), known, max(0, away))
    if 0 <= away <= BRIDGE_NS:
        return Recovery(RecoveryCase.BRIDGED, known + speed * away, known, away, RECOVERY_UNCERTAIN_NS)
    return Recovery(RecoveryCase.ASK, None, known, away)
