"""Which member of a KBK speaks how long by the competition clock: evidence on "no one man show", never a score.

A mark says from when on somebody speaks. It holds what the clock of its phase had *run* by then, so that a pause counts
for nobody; a correction found later shifts all marks of the phase alike. Whatever happens to the clock, the shares of a
phase and what was not marked add up to its elapsed time, to the nanosecond.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from juri_tui.lang import _
from juri_tui.model import Stamp
from juri_tui.slot import SECOND, PhaseRun, Slot, between, not_before, run_elapsed
from juri_tui.text import length_text

SECOND_THOUGHT_NS = 3 * SECOND
"""The same key again within this time takes the mark back; later it says that this member has ended."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """From `ran_ns` of phase `phase` on `member` speaks; empty: nobody of the group. `at` is the key press."""

    phase: int
    ran_ns: int
    member: str
    at: Stamp


@dataclass(frozen=True, slots=True)
class Shares:
    """ns of speaking by member, in the order in which they first spoke, and ns in which nobody was marked."""

    members: tuple[tuple[str, int], ...]
    unmarked_ns: int

    @property
    def total_ns(self) -> int:
        """All of it: the elapsed time."""
        return self.unmarked_ns + sum(ns for _member, ns in self.members)

    def of(self, member: str) -> int:
        """ns of one member; 0 who never spoke."""
        return dict(self.members).get(member, 0)

    def percent(self, ns: int) -> int:
        """A length as whole percent of all, rounded half up; 0 of nothing."""
        return (200 * ns + self.total_ns) // (2 * self.total_ns) if self.total_ns > 0 else 0


def ran_ns(run: PhaseRun, now: Stamp, speed: int = 1) -> int | None:
    """What the clock of a phase has run, corrections left out; None where the elapsed time is lost."""
    elapsed = run_elapsed(run, now, speed)
    return None if elapsed is None else elapsed - run.corrected_ns


def marked(marks: Sequence[Spoken], slot: Slot, member: str, at: Stamp, speed: int = 1) -> tuple[Spoken, ...]:
    """The marks with one more, of this moment; ValueError where the clock can not tell the moment."""
    ran = ran_ns(slot.run, not_before(slot, at), speed)
    if ran is None:
        raise ValueError("nobody can be marked on a clock that is lost")
    return (*marks, Spoken(slot.phase_index, ran, member, at))


def settled(marks: Sequence[Spoken], slot: Slot, at: Stamp, speed: int = 1) -> tuple[Spoken, ...]:
    """The marks after a timer command: none of a phase that has not begun, none later than its clock has run."""
    kept = []
    for mark in marks:
        run = slot.runs[mark.phase] if mark.phase < len(slot.runs) else None
        if run is not None and run.started is not None:
            ran = ran_ns(run, not_before(slot, at), speed)
            kept.append(mark if ran is None else replace(mark, ran_ns=min(mark.ran_ns, ran)))
    return tuple(kept)


def speaker(marks: Sequence[Spoken], slot: Slot) -> str:
    """Who is marked as speaking in the current phase; empty for nobody."""
    return marks[-1].member if marks and marks[-1].phase == slot.phase_index else ""


def second_thought(marks: Sequence[Spoken], slot: Slot, member: str, at: Stamp) -> bool:
    """Whether marking this member again takes the mark just made back."""
    last = marks[-1] if marks else None
    if last is None or speaker(marks, slot) != member or last.at.boot != at.boot:
        return False
    return between(last.at, at) <= SECOND_THOUGHT_NS


def shares(marks: Sequence[Spoken], slot: Slot, now: Stamp, speed: int = 1, phase: int | None = None) -> Shares | None:
    """Who spoke how long in one phase, or in all that have begun; None while the clock is lost."""
    told: dict[str, int] = {}
    unmarked = 0
    for index, run in enumerate(slot.runs):
        if phase is not None and phase != index:
            continue
        elapsed = run_elapsed(run, not_before(slot, now), speed)
        if elapsed is None:
            return None
        member, begun = "", 0
        for mark in [one for one in marks if one.phase == index]:
            ended = min(max(begun, mark.ran_ns + run.corrected_ns), elapsed)
            told[member] = told.get(member, 0) + ended - begun
            member, begun = mark.member, ended
        told[member] = told.get(member, 0) + elapsed - begun
        unmarked += told.pop("", 0)
    return Shares(tuple(told.items()), unmarked)


# --- in words ------------------------------------------------------------------------------------------------------


def shares_words(found: Shares, *, lengths: bool = False) -> str:
    """Such as "Ani 42 % · Budi 33 % · tidak dicatat 25 %", the longest first; with `lengths` each with its time."""
    rows = sorted(found.members, key=lambda row: -row[1])
    rows += [(_("tidak dicatat"), found.unmarked_ns)] if found.unmarked_ns else []
    return " · ".join(
        f"{name} " + (f"{length_text(ns // SECOND)} " if lengths else "") + f"{found.percent(ns)} %"
        for name, ns in rows
    )
