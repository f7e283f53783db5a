"""A contest as it stands after some records: one immutable snapshot, made by `fold.fold`.

Whatever a screen shows or a paper prints is computed from one of these.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from juri_tui import records as r
from juri_tui.clockface import overrun
from juri_tui.lang import _
from juri_tui.model import Absence, Event, Juri, Kbk, Mark, Stamp, same_name
from juri_tui.override import Ruled
from juri_tui.schedule import RunningBreak, Schedule, Shift, project
from juri_tui.scoring import Adjustment, Cells, standings
from juri_tui.seal import GENESIS, digest, rules_code
from juri_tui.slot import Command, Kind, Slot, SlotState
from juri_tui.speaking import Shares, Spoken, shares


class State(StrEnum):
    """How far a contest is; the value is the word on the screens."""

    SETUP = "persiapan"
    READY = "siap"
    RUNNING = "berlangsung"
    DELIBERATION = "sidang"
    LOCKED = "terkunci"
    ANNOUNCED = "diumumkan"


KINDS: Mapping[str, Kind] = {
    "slot_armed": Kind.ARM,
    "slot_started": Kind.START,
    "slot_paused": Kind.PAUSE,
    "slot_resumed": Kind.RESUME,
    "slot_ended": Kind.END,
    "slot_advanced": Kind.NEXT,
    "slot_finished": Kind.FINISH,
    "slot_aborted": Kind.ABORT,
    "slot_no_show": Kind.NO_SHOW,
    "slot_adjusted": Kind.ADJUST,
    "slot_corrected": Kind.CORRECT,
    "slot_disarmed": Kind.DISARM,
    "slot_undone": Kind.UNDO,
    "timer_recovered": Kind.RECOVER,
}
"""The timer command that each kind of timer record tells of."""


def state_word(state: State) -> str:
    """The state of a contest as the screens name it."""
    return {
        State.SETUP: _("PERSIAPAN"),
        State.READY: _("SIAP"),
        State.RUNNING: _("BERLANGSUNG"),
        State.DELIBERATION: _("SIDANG"),
        State.LOCKED: _("TERKUNCI"),
        State.ANNOUNCED: _("DIUMUMKAN"),
    }[state]


def rehearsal_word(contest: "Contest") -> str:
    """What every screen of a rehearsal bears, with its speed where the clock does not run as in earnest; else empty."""
    if not contest.rehearsal:
        return ""
    return _("LATIHAN") if contest.speed == 1 else _("LATIHAN ×{speed}").format(speed=contest.speed)


def mode_word(mode: str) -> str:
    """What the audience sees, as the screens name it."""
    return {
        "langsung": _("langsung"),
        "kemajuan": _("kemajuan"),
        "tersembunyi": _("tersembunyi"),
        "ditahan": _("ditahan"),
        "resmi": _("resmi"),
    }[mode]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one juri sent for one KBK. `marks` is None where this process may not see them.

    `accepted` is False for a sheet typed from paper until a second person has confirmed it. `seq` and `hash` are those
    of the record that sent it; `corrected` counts the corrections since.
    """

    juri: str
    kbk: str
    marks: Mapping[str, str] | None
    notes: r.Notes | None
    by: str
    accepted: bool
    seq: int
    hash: str
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """Points that the chair decided: signed, with the reason."""

    kbk: str
    topic: str
    points: Decimal
    reason: str
    over_s: int | None = None

    @property
    def slot(self) -> str:
        """The slot whose overtime this is about; empty for points by hand."""
        return self.topic.removeprefix("overtime:") if self.over_s is not None else ""


@dataclass(frozen=True, slots=True)
class TieOrder:
    """The order that the chair gave to one tied group (KBK -> rank, 1 first), with the reason."""

    order: Mapping[str, int]
    reason: str


@dataclass(frozen=True, slots=True)
class Erratum:
    """What was found wrong after the announcement, why it came about, and when it was noted (wall clock)."""

    text: str
    reason: str
    wall_ns: int


@dataclass(frozen=True, slots=True)
class Amended:
    """Rules of counting or awards changed after the freeze: from what to what, the old and the new code, who agreed."""

    before: Event
    after: Event
    code_before: str
    code_after: str
    granted_by: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Locked:
    """The locked result: what it says, and the record that says it."""

    seq: int
    hash: str
    result: Mapping[str, Any] | None

    @property
    def digest(self) -> str:
        """Sidik hasil, as signatures and papers name it."""
        return digest(self.seq, self.hash)


@dataclass(frozen=True, slots=True)
class Contest:
    """Everything that is true after record `seq`. Mappings are never changed in place.

    `rested`: the KBK after whose turn a break was held; `named`: every name (`name_key`) that a KBK bore since the
    freeze -> that KBK; `called`: the award just named on the stage; `revealed_ns`: when the last one was read out (wall
    clock), 0 for none; `public`: announced as a whole.
    """

    seq: int = 0
    hash: str = GENESIS
    wall_ns: int = 0
    rehearsal: bool = False
    speed: int = 1
    event: Event | None = None
    state: State = State.SETUP
    drawn: bool = False
    seed: str | None = None
    order: tuple[str, ...] = ()
    rules: str = ""
    amended: tuple[Amended, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    slots: Mapping[str, Slot] = field(default_factory=dict)
    spoken: Mapping[str, tuple[Spoken, ...]] = field(default_factory=dict)
    shifts: tuple[Shift, ...] = ()
    stage_line: str = ""
    pause: RunningBreak | None = None
    pause_name: str = ""
    rested: frozenset[str] = frozenset()
    sheets: Mapping[tuple[str, str], Sheet] = field(default_factory=dict)
    recused: Mapping[tuple[str, str], str] = field(default_factory=dict)
    absent: Mapping[str, str] = field(default_factory=dict)
    out: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    decided: Mapping[str, Decided] = field(default_factory=dict)
    chair: Mapping[frozenset[str], TieOrder] = field(default_factory=dict)
    awarded: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    ruled: Mapping[str, Ruled] = field(default_factory=dict)
    locked: Locked | None = None
    unlocked_for: tuple[str, ...] = ()
    signed: Mapping[str, int] = field(default_factory=dict)
    called: str = ""
    revealed: tuple[str, ...] = ()
    revealed_ns: int = 0
    public: bool = False
    errata: tuple[Erratum, ...] = ()
    notes: tuple[str, ...] = ()
    resets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    board_mode: str = "langsung"
    held: "Contest | None" = None

    @property
    def definition(self) -> Event:
        """The event; every contest has one from its second record on."""
        if self.event is None:
            raise ValueError("this ledger holds no definition")
        return self.event

    @property
    def rules_code(self) -> str:
        """Kode aturan as every paper names it: the frozen one, before the freeze that of the rules as they are."""
        return self.rules or rules_code(self.definition)

    @property
    def live(self) -> Slot | None:
        """The slot on the stage now: armed, running, paused or between phases."""
        return next((slot for slot in self.slots.values() if slot.live), None)

    @property
    def last_slot(self) -> Slot | None:
        """The slot that was armed last, live or not."""
        return list(self.slots.values())[-1] if self.slots else None

    def slot_of(self, kbk: str) -> Slot | None:
        """The latest attempt of a KBK."""
        return next((slot for slot in reversed(list(self.slots.values())) if slot.kbk == kbk), None)

    def running_order(self) -> tuple[Kbk, ...]:
        """The KBK in the order of performance."""
        return tuple(self.definition.kbk_by_id(kbk) for kbk in self.order)

    def shares(self, slot: Slot, now: Stamp, phase: int | None = None) -> Shares | None:
        """Who of the KBK spoke how long in this slot (in one phase of it); None where nobody was marked in it."""
        marks = [one for one in self.spoken.get(slot.id, ()) if phase is None or one.phase == phase]
        return shares(marks, slot, now, self.speed, phase) if marks else None

    def status(self, kbk: str) -> tuple[str, str]:
        """(`active` | `no_show` | `withdrawn` | `disqualified`, the reason). A later attempt replaces a no-show."""
        if kbk in self.out:
            return self.out[kbk]
        slot = self.slot_of(kbk)
        if slot is not None and slot.state is SlotState.NO_SHOW:
            return "no_show", slot.commands[-1].command.reason
        return "active", ""

    def newcomers(self, event: Event) -> tuple[str, ...]:
        """Who would hold a PIN in `event` for the first time, or in another person's place: each gets a new one."""
        before = dict(self.definition.pin_holders())
        return tuple(who for who, name in event.pin_holders() if who not in before or not same_name(before[who], name))

    def performed(self, kbk: str) -> bool:
        """Whether a slot of this KBK is done."""
        slot = self.slot_of(kbk)
        return slot is not None and slot.state is SlotState.DONE

    def expects(self, juri: Juri, kbk: str) -> bool:
        """Whether a sheet of this juri for this KBK is still awaited."""
        sheet = self.sheets.get((juri.id, kbk))
        if self.status(kbk)[0] != "active":
            return False
        if sheet is not None:  # one typed from paper is awaited until it was checked, even where the juri has left
            return not sheet.accepted
        return (juri.id, kbk) not in self.recused and juri.id not in self.absent

    def unchecked(self) -> tuple[tuple[Juri, Kbk], ...]:
        """Sheets typed from paper that no second person has checked yet, in running order."""
        return tuple(
            (juri, kbk)
            for kbk in self.running_order()
            for juri in self.definition.juri
            if (juri.id, kbk.id) in self.sheets and self.expects(juri, kbk.id)
        )

    def missing(self) -> tuple[tuple[Juri, Kbk], ...]:
        """Sheets of counting juri that are still awaited, in running order."""
        counting = [juri for juri in self.definition.juri if juri.weight > 0]
        return tuple((juri, kbk) for kbk in self.running_order() for juri in counting if self.expects(juri, kbk.id))

    def cells(self) -> dict[tuple[str, str, str], Mark]:
        """All cells for scoring; needs a process that may see marks (raises ValueError in a blind one)."""
        made: dict[tuple[str, str, str], Mark] = {}
        for juri in self.definition.juri:
            criteria = self.definition.criteria_of(juri.id)
            for kbk in self.definition.kbk:
                sheet = self.sheets.get((juri.id, kbk.id))
                if (juri.id, kbk.id) in self.recused:
                    made.update({(juri.id, kbk.id, c.id): Absence.RECUSED for c in criteria})
                elif sheet is not None and sheet.accepted:
                    if sheet.marks is None:
                        raise ValueError("marks are hidden from this process")
                    made.update({(juri.id, kbk.id, c): _mark(text) for c, text in sheet.marks.items()})
                elif juri.id in self.absent:
                    made.update({(juri.id, kbk.id, c.id): Absence.ABSENT for c in criteria})
        return made

    def stale(self, decided: Decided) -> bool:
        """Whether a decision on overtime was about another time than the clock says since it was corrected."""
        if not decided.slot:
            return False
        over = overrun(self.slots[decided.slot], self.definition.overtime)
        return over is None or over.over_s != decided.over_s

    def schedule(self, now: Stamp) -> Schedule:
        """Plan, expectation and lateness of the whole order at `now`."""
        out = [kbk for kbk in self.order if self.status(kbk)[0] != "active"]
        slots = self.slots.values()
        return project(self.definition, self.order, slots, out, self.shifts, self.pause, now, self.speed, self.rested)

    def awards(self) -> dict[str, tuple[str, str]]:
        """Award -> (KBK, reason), as the juri decided; a KBK that left the contest keeps none."""
        there = {award.name for award in self.definition.award if award.decision}
        return {
            award: given
            for award, given in self.awarded.items()
            if award in there and self.status(given[0])[0] == "active"
        }

    def _settled(self) -> tuple[Adjustment, ...]:
        """Statuses and decided points."""
        made = []
        for kbk in self.definition.kbk:
            status, reason = self.status(kbk.id)
            if status != "active":
                made.append(Adjustment(status, kbk.id, None, reason))  # type: ignore[arg-type]
        standing = (decided for decided in self.decided.values() if not self.stale(decided))
        made += [Adjustment("points", d.kbk, d.points, d.reason) for d in standing if d.points]
        return tuple(made)

    def tied(self, cells: Cells | None = None) -> tuple[tuple[str, ...], ...]:
        """The groups whose tie comes before the chair: all steps of the rules before that one left them equal."""
        event, steps = self.definition, self.definition.scoring.ties
        if "chair" not in steps:
            return ()
        before = event.scoring.model_copy(update={"ties": steps[: steps.index("chair")]})
        event = event.model_copy(update={"scoring": before})
        found = standings(event, self.cells() if cells is None else cells, self._settled())
        groups = [(row.kbk, *row.shared_with) for row in found.rows if row.place is not None and row.shared_with]
        return tuple({frozenset(group): group for group in reversed(groups)}.values())[::-1]

    def adjustments(self, cells: Cells | None = None) -> tuple[Adjustment, ...]:
        """Statuses, decided points and tie orders for scoring `cells` (all that there are, unless given).

        An order holds for the group that the chair saw, and for no other: after a change that ties other KBK it rests.
        """
        groups = self.tied(cells) if self.chair else ()
        orders = [self.chair[frozenset(group)] for group in groups if frozenset(group) in self.chair]
        return self._settled() + tuple(
            Adjustment("chair", kbk, Decimal(rank), tie.reason) for tie in orders for kbk, rank in tie.order.items()
        )


@lru_cache(4096)  # a contest knows few different marks
def _mark(text: str) -> Mark:
    return Absence.ABSTAINED if text == Absence.ABSTAINED else Decimal(text)


def next_slot(contest: Contest, kbk: str) -> Slot:
    """The slot in which this KBK would be armed: one that was disarmed, else a new attempt."""
    last = contest.slot_of(kbk)
    if last is not None and last.state is SlotState.SCHEDULED:
        return last
    attempt = 1 if last is None else last.attempt + 1
    return Slot(f"{kbk}-{attempt}", kbk, attempt, contest.definition.phase)


def command_of(payload: r.SlotStepped, uid: str = "") -> Command:
    """The timer command that a record tells of."""
    return Command(KINDS[payload.kind], payload.ns, payload.reason, payload.source, uid)
