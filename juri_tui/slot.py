"""One presentation under the clock: what a slot holds, and what can be read from it. `timer.step` moves it.

Nothing here counts ticks. A slot holds the commands that were given, each with its `Stamp`; the elapsed time is derived
from them whenever somebody asks. All lengths are integer nanoseconds of competition time; in a rehearsal one real
second is `speed` of them. The clock never stops by itself, and no state follows from time alone.

Three ledgers stay apart in every phase: *granted* (the chair gives or takes time: moves the limit), *paused* (stoppage)
and *corrected* (an operator's error found later: moves the elapsed time).
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from juri_tui.model import Phase, Stamp

SECOND = 1_000_000_000


class SlotState(StrEnum):
    """What is legal now; which colour the clock has is another matter (`clockface.Band`)."""

    SCHEDULED = "scheduled"
    ARMED = "armed"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    DONE = "done"
    ABORTED = "aborted"
    NO_SHOW = "no_show"


LIVE = frozenset({SlotState.ARMED, SlotState.RUNNING, SlotState.PAUSED, SlotState.ENDED})
"""The states in which a slot holds the stage."""


class Kind(StrEnum):
    """The closed set of timer commands."""

    ARM = "arm"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    NEXT = "next"
    FINISH = "finish"
    ABORT = "abort"
    NO_SHOW = "no_show"
    ADJUST = "adjust"
    CORRECT = "correct"
    DISARM = "disarm"
    UNDO = "undo"
    RECOVER = "recover"


class Source(StrEnum):
    """Where a recovered elapsed time comes from: bridged by the wall clock, or answered by the operator."""

    WALL = "wall"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Command:
    """One timer command as data.

    `ns` means: for start, pause and resume how long ago it really happened (>= 0); for adjust and correct the signed
    change; for recover the elapsed time from which the clock goes on; for all others nothing. `reason` is required by
    adjust and correct, and may follow later for the rest (`give_reason`). `source` belongs to recover. `uid` is the
    id of the record, so that a reason can name the command that it explains.
    """

    kind: Kind
    ns: int = 0
    reason: str = ""
    source: Source | None = None
    uid: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """A command that took effect: when, in which phase, and the elapsed time of that phase right after it."""

    command: Command
    at: Stamp
    phase_index: int
    elapsed_ns: int


@dataclass(frozen=True, slots=True)
class PhaseRun:
    """How one phase went; lengths in ns of competition time.

    elapsed = base + corrected + (now - anchor while running); limit = planned + granted. `uncertain_ns` is how far
    off the elapsed time may be, either way, after crossing a boot. While paused, `paused_at` and `pause_base_ns` say
    since when, and how long the stoppage already was then; it enters `paused_ns` when it is over.
    """

    planned_ns: int
    base_ns: int = 0
    corrected_ns: int = 0
    granted_ns: int = 0
    paused_ns: int = 0
    uncertain_ns: int = 0
    anchor: Stamp | None = None
    paused_at: Stamp | None = None
    pause_base_ns: int = 0
    started: Stamp | None = None
    ended: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One KBK, one attempt: its phases (frozen when armed), where it stands, and the commands that brought it there.

    `runs[i]` belongs to `phases[i]`; a run exists from the arming of its phase on. `commands` holds what was not
    undone; `revision` counts every change, undo included, so that a stale view can be told. ValueError without phases.
    """

    id: str
    kbk: str
    attempt: int
    phases: tuple[Phase, ...]
    state: SlotState = SlotState.SCHEDULED
    phase_index: int = 0
    runs: tuple[PhaseRun, ...] = ()
    commands: tuple[Applied, ...] = ()
    revision: int = 0

    def __post_init__(self) -> None:
        """A slot without a phase has no clock."""
        if not self.phases:
            raise ValueError("a slot needs at least one phase")

    @property
    def phase(self) -> Phase:
        """The phase that is armed, running or last ended; the first one before that."""
        return self.phases[self.phase_index]

    @property
    def run(self) -> PhaseRun:
        """The run of the current phase; an untouched one where the slot was never armed."""
        return self.runs[self.phase_index] if self.runs else PhaseRun(planned_ns=self.phase.length * SECOND)

    @property
    def live(self) -> bool:
        """Whether this slot holds the stage (armed and not yet done)."""
        return self.state in LIVE


EXPLAINED_LATER = frozenset({Kind.PAUSE, Kind.END, Kind.ABORT})
"""The commands that act on the key press and are asked for their reason afterwards."""


# --- reading -------------------------------------------------------------------------------------------------------


def between(start: Stamp, now: Stamp) -> int:
    """Real ns from `start` to `now`, never negative; across boots only the wall clock can tell."""
    if start.boot == now.boot:
        return max(0, now.boot_ns - start.boot_ns)
    return max(0, now.wall_ns - start.wall_ns)


def run_elapsed(run: PhaseRun, now: Stamp, speed: int = 1) -> int | None:
    """Elapsed ns of one phase; None while it runs on the clock of another boot and was not recovered."""
    settled = run.base_ns + run.corrected_ns
    if run.anchor is None:
        return settled
    return None if run.anchor.boot != now.boot else settled + speed * between(run.anchor, now)


def not_before(slot: Slot, at: Stamp) -> Stamp:
    """`at`, or the stamp of the last command where `at` lies before it on the same boot: time never runs back."""
    if not slot.commands or slot.commands[-1].at.boot != at.boot:
        return at
    return replace(at, boot_ns=max(at.boot_ns, slot.commands[-1].at.boot_ns))


def elapsed_ns(slot: Slot, now: Stamp, speed: int = 1) -> int | None:
    """Elapsed ns of the current phase (0 before its start); None where only `recover` can tell (see `lost`)."""
    return run_elapsed(slot.run, not_before(slot, now), speed)


implied_elapsed = elapsed_ns
"""The elapsed ns that a record carries: of the slot *after* the command, at its stamp. Replay must reproduce it."""


def limit_ns(slot: Slot) -> int:
    """The limit of the current phase: planned + granted."""
    return slot.run.planned_ns + slot.run.granted_ns


def remaining_ns(slot: Slot, now: Stamp, speed: int = 1) -> int | None:
    """What is left of the current phase, negative in overtime; None where the elapsed time is lost."""
    elapsed = elapsed_ns(slot, now, speed)
    return None if elapsed is None else limit_ns(slot) - elapsed


def paused_total(run: PhaseRun, now: Stamp, speed: int = 1) -> int:
    """All stoppage of one phase in ns, the one under way included."""
    if run.paused_at is None:
        return run.paused_ns
    return run.paused_ns + run.pause_base_ns + speed * between(run.paused_at, now)


def lost(slot: Slot, now: Stamp) -> bool:
    """Whether the clock runs on another boot's time: no elapsed time, no cues, until a `recover`."""
    return slot.run.anchor is not None and slot.run.anchor.boot != now.boot


def unexplained(slot: Slot) -> tuple[Applied, ...]:
    """The pauses, ends and aborts that still want their reason."""
    return tuple(
        applied for applied in slot.commands if applied.command.kind in EXPLAINED_LATER and not applied.command.reason
    )
