"""What the clock shows and says: digits, bands, cues, and what overtime would cost. Pure.

State (what is legal) is the slot's; the band is only a matter of the remaining time. Each band has a word and a sign
besides its colour.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from juri_tui.lang import _
from juri_tui.model import Overtime, Phase, Stamp
from juri_tui.slot import (
    LIVE,
    SECOND,
    PhaseRun,
    Slot,
    SlotState,
    not_before,
    paused_total,
    remaining_ns,
    run_elapsed,
)

SOUND_WITHIN_NS = 2 * SECOND
"""A mark crossed longer ago than this (real time) is shown, not sounded: no burst after a wake-up."""
MINUTE = 60


# --- digits --------------------------------------------------------------------------------------------------------


def shown_seconds(remaining_ns: int) -> int:
    """The whole seconds on display: the ceiling, so that 30:00 stands at the start and 0 exactly at the limit."""
    return -(-remaining_ns // SECOND)


def clock_text(remaining_ns: int) -> str:
    """30:00 · 00:01 · 00:00 · +00:01 · 1:01:01 · +1:40:00. A plus sign means over the limit."""
    seconds = shown_seconds(remaining_ns)
    minutes, secs = divmod(abs(seconds), MINUTE)
    hours, minutes = divmod(minutes, 60)
    sign = "+" if seconds < 0 else ""
    return f"{sign}{hours}:{minutes:02d}:{secs:02d}" if hours else f"{sign}{minutes:02d}:{secs:02d}"


def until_next_second(remaining_ns: int, speed: int = 1) -> int:
    """Real ns until the display changes while the clock runs, 1 to a second: when to paint next."""
    return -(-(remaining_ns - (shown_seconds(remaining_ns) - 1) * SECOND) // speed)


# --- bands ---------------------------------------------------------------------------------------------------------


class Band(StrEnum):
    """How pressing the time is. `time` is over the limit within the grace, `over` beyond it."""

    NORMAL = "normal"
    WARN = "warn"
    DANGER = "danger"
    TIME = "time"
    OVER = "over"


BAND_SIGNS = {Band.NORMAL: "▶", Band.WARN: "▲", Band.DANGER: "▲▲", Band.TIME: "■", Band.OVER: "■■"}


def warnings(phase: Phase) -> tuple[int, ...]:
    """The warnings of a phase in seconds before the limit, the earliest first, each once."""
    return tuple(sorted(set(phase.warn), reverse=True))


def band(remaining_ns: int, warn: tuple[int, ...], grace: int = 0) -> Band:
    """The band of a remaining time; `warn` as `warnings` gives it, `grace` in seconds. Thresholds are inclusive.

    The first warning begins `warn`, the last one `danger`; a single one is only `warn`.
    """
    if remaining_ns <= 0:
        return Band.OVER if -remaining_ns // SECOND > grace else Band.TIME
    if len(warn) > 1 and remaining_ns <= warn[-1] * SECOND:
        return Band.DANGER
    if warn and remaining_ns <= warn[0] * SECOND:
        return Band.WARN
    return Band.NORMAL


def _left_words(seconds: int) -> str:
    if seconds % MINUTE:
        return _("{n} DETIK LAGI").format(n=seconds)
    return _("{n} MENIT LAGI").format(n=seconds // MINUTE)


def band_words(remaining_ns: int, warn: tuple[int, ...]) -> str:
    """The words of the stage: which warning was last passed, "WAKTU HABIS" from the limit on, else nothing."""
    if remaining_ns <= 0:
        return _("WAKTU HABIS")
    passed = [seconds for seconds in warn if remaining_ns <= seconds * SECOND]
    return _left_words(passed[-1]) if passed else ""


@dataclass(frozen=True, slots=True)
class Face:
    """All that a clock shows of a slot at one moment.

    `remaining_ns`, `band` and `text` are None, None and "--:--" while the elapsed time is lost. `paused` overlays any
    band. `words` say the state where it is not simply running, else the band. `repaint_ns`: real ns until the digits
    change, None while they stand still.
    """

    state: SlotState
    phase: Phase
    remaining_ns: int | None
    text: str
    band: Band | None
    sign: str
    words: str
    paused: bool
    repaint_ns: int | None


def face(slot: Slot, now: Stamp, overtime: Overtime, speed: int = 1) -> Face:
    """The face of the current phase of `slot` at `now`."""
    left = remaining_ns(slot, now, speed)
    paused = slot.state is SlotState.PAUSED
    if left is None:
        return Face(slot.state, slot.phase, None, "--:--", None, "?", _("WAKTU TERPUTUS"), paused, None)
    warn = warnings(slot.phase)
    shade = band(left, warn, overtime.grace)
    running = slot.state is SlotState.RUNNING
    return Face(
        state=slot.state,
        phase=slot.phase,
        remaining_ns=left,
        text=clock_text(left),
        band=shade,
        sign="❚❚" if paused else BAND_SIGNS[shade],
        words=band_words(left, warn) if running else _state_word(slot.state),
        paused=paused,
        repaint_ns=until_next_second(left, speed) if running else None,
    )


def _state_word(state: SlotState) -> str:
    return {
        SlotState.SCHEDULED: _("BELUM TAMPIL"),
        SlotState.ARMED: _("BERSIAP"),
        SlotState.PAUSED: _("JEDA"),
        SlotState.ENDED: _("TAHAP SELESAI"),
        SlotState.DONE: _("SELESAI TAMPIL"),
        SlotState.ABORTED: _("DIHENTIKAN"),
        SlotState.NO_SHOW: _("TIDAK HADIR"),
    }[state]


# --- cues ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """What one process saw of the clock at one moment; two of them in a row tell which marks were crossed."""

    slot: str
    phase_index: int
    state: SlotState
    commands: int
    remaining_ns: int | None


@dataclass(frozen=True, slots=True)
class Cue:
    """A mark that was crossed: its remaining seconds (0 at the limit, negative beyond), and whether it may sound."""

    mark: int
    words: str
    sound: bool


def look(slot: Slot, now: Stamp, speed: int = 1) -> Look:
    """What to remember for the next call of `cues`."""
    return Look(slot.id, slot.phase_index, slot.state, len(slot.commands), remaining_ns(slot, now, speed))


def cues(before: Look | None, after: Look, warn: tuple[int, ...], speed: int = 1) -> tuple[Cue, ...]:
    """The marks crossed downward from one look to the next, the earliest first: warnings, 0, each minute over.

    Nothing fires upon the first look, in another slot or phase, once the phase has ended, or when a command was undone
    in between. Time given lifts the remaining time above a mark again, and so re-arms it.
    """
    if before is None or before.remaining_ns is None or after.remaining_ns is None:
        return ()
    if (before.slot, before.phase_index) != (after.slot, after.phase_index) or after.commands < before.commands:
        return ()
    if before.state not in LIVE or after.state not in (SlotState.RUNNING, SlotState.PAUSED):
        return ()
    high, low = before.remaining_ns, after.remaining_ns
    minutes = range(max(0, -(high // SECOND) // MINUTE), -(low // SECOND) // MINUTE + 1)
    marks = [*warn, *(-MINUTE * minute for minute in minutes)]
    return tuple(
        Cue(mark, _mark_words(mark), sound=mark * SECOND - low < SOUND_WITHIN_NS * speed)
        for mark in marks
        if high > mark * SECOND >= low
    )


def _mark_words(mark: int) -> str:
    if mark > 0:
        return _left_words(mark)
    return _("LEWAT {n} MENIT").format(n=-mark // MINUTE) if mark else _("WAKTU HABIS")


# --- times and overtime --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PhaseTimes:
    """One row of the time log, in ns except `over_s`: whole seconds past the limit, negative below it.

    `used_ns` and `over_s` are None while the elapsed time is lost. `base_ns` is what the clock measured; used = base +
    corrected. `uncertain_ns`: used may be off by so much either way.
    """

    phase: Phase
    started: Stamp | None
    ended: Stamp | None
    planned_ns: int
    granted_ns: int
    paused_ns: int
    corrected_ns: int
    used_ns: int | None
    over_s: int | None
    uncertain_ns: int


def _times(phase: Phase, run: PhaseRun, now: Stamp, speed: int) -> PhaseTimes:
    used = run_elapsed(run, now, speed)
    return PhaseTimes(
        phase=phase,
        started=run.started,
        ended=run.ended,
        planned_ns=run.planned_ns,
        granted_ns=run.granted_ns,
        paused_ns=paused_total(run, now, speed),
        corrected_ns=run.corrected_ns,
        used_ns=used,
        over_s=None if used is None else (used - run.planned_ns - run.granted_ns) // SECOND,
        uncertain_ns=run.uncertain_ns,
    )


def times(slot: Slot, now: Stamp, speed: int = 1) -> tuple[PhaseTimes, ...]:
    """The time log of a slot: one row for each phase that was armed."""
    now = not_before(slot, now)
    return tuple(_times(phase, run, now, speed) for phase, run in zip(slot.phases, slot.runs, strict=False))


def overtime_phase(phases: tuple[Phase, ...], overtime: Overtime) -> str | None:
    """The id of the phase whose overtime counts: the named one, else the first presentation, if any."""
    if overtime.phase is not None:
        return overtime.phase
    return next((phase.id for phase in phases if phase.kind == "presentation"), None)


def penalty(over_s: int, overtime: Overtime) -> Decimal:
    """Points for so many whole seconds over: none within the grace, then `points` per started step, up to the cap."""
    if over_s <= overtime.grace:
        return Decimal(0)
    return min(overtime.cap, overtime.points * math.ceil((over_s - overtime.grace) / overtime.step))


def proposal(over_s: int, overtime: Overtime, uncertain_s: int = 0) -> Decimal | None:
    """The deduction to put before the chair; None where the uncertainty straddles a threshold and a ruling is needed.

    `over_s` may be negative (below the limit): the uncertainty counts there too.
    """
    least, most = penalty(over_s - uncertain_s, overtime), penalty(over_s + uncertain_s, overtime)
    return least if least == most else None


@dataclass(frozen=True, slots=True)
class Overrun:
    """The overtime of a slot: whole seconds over (0 where none), its uncertainty, and the points proposed.

    `points` None: the uncertainty straddles a threshold, only a ruling can tell. `least` and `most` bound it.
    """

    phase: Phase
    over_s: int
    uncertain_s: int
    points: Decimal | None
    least: Decimal
    most: Decimal


def overrun(slot: Slot, overtime: Overtime) -> Overrun | None:
    """What the rules propose for a slot, once the phase that counts has ended; None before, or where only recorded."""
    if overtime.mode == "record":
        return None
    counted = overtime_phase(slot.phases, overtime)
    for phase, run in zip(slot.phases, slot.runs, strict=False):
        if phase.id == counted and run.ended is not None:
            over = (run.base_ns + run.corrected_ns - run.planned_ns - run.granted_ns) // SECOND
            doubt = run.uncertain_ns // SECOND
            return Overrun(
                phase=phase,
                over_s=max(0, over),
                uncertain_s=doubt,
                points=proposal(over, overtime, doubt),
                least=penalty(over - doubt, overtime),
                most=penalty(over + doubt, overtime),
            )
    return None
