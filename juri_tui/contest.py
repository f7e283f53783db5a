"""A contest as it stands after some records: one immutable snapshot, made by folding.

`fold` is the only way to make a `Contest`; whatever a screen shows or a paper prints is computed from one. Whether a
thing may happen is decided before it becomes a record (see `decisions`), so folding never refuses.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from juri_tui import records as r
from juri_tui.model import Absence, Event, Juri, Kbk, Mark, Refusal
from juri_tui.records import GENESIS, Record
from juri_tui.scoring import Adjustment
from juri_tui.slot import Command, Kind, Slot, SlotState
from juri_tui.timer import give_reason, replan, step


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


@dataclass(frozen=True, slots=True)
class Locked:
    """The locked result: what it says, and the record that says it."""

    seq: int
    hash: str
    result: Mapping[str, Any] | None

    @property
    def digest(self) -> str:
        """Sidik hasil, as signatures and papers name it."""
        return r.digest(self.seq, self.hash)


@dataclass(frozen=True, slots=True)
class Contest:
    """Everything that is true after record `seq`. Mappings are never changed in place."""

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
    slots: Mapping[str, Slot] = field(default_factory=dict)
    shift_s: int = 0
    stage_line: str = ""
    pause: tuple[str, int, int] | None = None
    sheets: Mapping[tuple[str, str], Sheet] = field(default_factory=dict)
    recused: Mapping[tuple[str, str], str] = field(default_factory=dict)
    absent: Mapping[str, str] = field(default_factory=dict)
    out: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    decided: Mapping[str, Decided] = field(default_factory=dict)
    chair: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    awarded: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    locked: Locked | None = None
    unlocked_for: tuple[str, ...] = ()
    signed: Mapping[str, int] = field(default_factory=dict)
    revealed: tuple[str, ...] = ()
    errata: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    board_mode: str = "langsung"
    held: "Contest | None" = None

    @property
    def definition(self) -> Event:
        """The event; every contest has one from its second record on."""
        if self.event is None:
            raise ValueError("this ledger holds no definition")
        return self.event

    @property
    def live(self) -> Slot | None:
        """The slot on the stage now: armed, running, paused or between phases."""
        return next((slot for slot in self.slots.values() if slot.live), None)

    @property
    def last_slot(self) -> Slot | None:
        """The slot that was armed last, live or not."""
        return next(reversed(self.slots.values()), None) if self.slots else None

    def slot_of(self, kbk: str) -> Slot | None:
        """The latest attempt of a KBK."""
        return next((slot for slot in reversed(self.slots.values()) if slot.kbk == kbk), None)

    def running_order(self) -> tuple[Kbk, ...]:
        """The KBK in the order of performance."""
        return tuple(self.definition.kbk_by_id(kbk) for kbk in self.order)

    def status(self, kbk: str) -> tuple[str, str]:
        """(`active` | `no_show` | `withdrawn` | `disqualified`, the reason). A later attempt replaces a no-show."""
        if kbk in self.out:
            return self.out[kbk]
        slot = self.slot_of(kbk)
        if slot is not None and slot.state is SlotState.NO_SHOW:
            return "no_show", slot.commands[-1].command.reason
        return "active", ""

    def performed(self, kbk: str) -> bool:
        """Whether a slot of this KBK is done."""
        slot = self.slot_of(kbk)
        return slot is not None and slot.state is SlotState.DONE

    def expects(self, juri: Juri, kbk: str) -> bool:
        """Whether a sheet of this juri for this KBK is still awaited."""
        sheet = self.sheets.get((juri.id, kbk))
        settled = (sheet is not None and sheet.accepted) or (juri.id, kbk) in self.recused or juri.id in self.absent
        return not settled and self.status(kbk)[0] == "active"

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

    def adjustments(self) -> tuple[Adjustment, ...]:
        """Statuses, decided points and tie orders for scoring."""
        made = []
        for kbk in self.definition.kbk:
            status, reason = self.status(kbk.id)
            if status != "active":
                made.append(Adjustment(status, kbk.id, None, reason))  # type: ignore[arg-type]
        made += [Adjustment("points", d.kbk, d.points, d.reason) for d in self.decided.values() if d.points]
        made += [Adjustment("chair", kbk, Decimal(rank), reason) for kbk, (rank, reason) in self.chair.items()]
        return tuple(made)


def _mark(text: str) -> Mark:
    return Absence.ABSTAINED if text == Absence.ABSTAINED else Decimal(text)


# --- folding -------------------------------------------------------------------------------------------------------


def fold(news: Iterable[Record], contest: Contest | None = None) -> Contest:
    """The contest after `news`, which follow the records of `contest` without a gap."""
    now = contest or Contest()
    for record in news:
        now = _FOLDS.get(type(record.payload), _unchanged)(now, record, record.payload)
        now = replace(now, seq=record.seq, hash=record.hash, wall_ns=record.at.wall_ns)
    return now


def _unchanged(contest: Contest, _record: Record, _payload: Any) -> Contest:
    return contest


def _created(contest: Contest, _record: Record, payload: r.ContestCreated) -> Contest:
    return replace(contest, rehearsal=payload.rehearsal, speed=payload.speed)


def _defined(contest: Contest, _record: Record, payload: r.DefinitionSet) -> Contest:
    ids = {kbk.id for kbk in payload.event.kbk}
    kept = tuple(kbk for kbk in contest.order if kbk in ids)
    late = tuple(kbk.id for kbk in sorted(payload.event.kbk, key=lambda k: k.number) if kbk.id not in kept)
    mode = payload.event.board.mode if contest.event is None else contest.board_mode
    return replace(contest, event=payload.event, order=kept + late, board_mode=mode)


def _drawn(contest: Contest, _record: Record, payload: r.OrderDrawn) -> Contest:
    event = contest.definition
    numbered = tuple(kbk.model_copy(update={"number": payload.numbers.get(kbk.id, kbk.number)}) for kbk in event.kbk)
    order = tuple(kbk.id for kbk in sorted(numbered, key=lambda k: k.number))
    return replace(
        contest, event=event.model_copy(update={"kbk": numbered}), order=order, drawn=True, seed=payload.seed
    )


def _reordered(contest: Contest, _record: Record, payload: r.OrderChanged) -> Contest:
    return replace(contest, order=payload.order)


def _frozen(contest: Contest, _record: Record, payload: r.RulesFrozen) -> Contest:
    return replace(contest, state=State.READY, rules=payload.rules)


def _thawed(contest: Contest, _record: Record, _payload: r.RulesThawed) -> Contest:
    return replace(contest, state=State.SETUP, rules="")


def _judging(contest: Contest, _record: Record, _payload: r.JudgingOpened) -> Contest:
    return replace(contest, state=State.RUNNING)


def _stepped(contest: Contest, record: Record, payload: r.SlotStepped) -> Contest:
    slot = contest.slots.get(payload.slot) or next_slot(contest, payload.kbk)
    moved = step(replan(slot, contest.definition.phase), command_of(payload, record.uid), record.at, contest.speed)
    state = State.RUNNING if contest.state is State.READY else contest.state
    return replace(contest, slots=_moved(contest, moved, record), state=state, pause=None)


def _moved(contest: Contest, slot: Slot | Refusal, record: Record) -> dict[str, Slot]:
    if isinstance(slot, Refusal):
        raise ValueError(f"record {record.seq} is not lawful: {slot.words}")
    others = {key: other for key, other in contest.slots.items() if key != slot.id or record.kind != "slot_armed"}
    return {**others, slot.id: slot}


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


def _reasoned(contest: Contest, record: Record, payload: r.SlotReasonGiven) -> Contest:
    told = give_reason(contest.slots[payload.slot], payload.about, payload.reason)
    return replace(contest, slots=_moved(contest, told, record))


def _shifted(contest: Contest, _record: Record, payload: r.ScheduleShifted) -> Contest:
    return replace(contest, shift_s=contest.shift_s + payload.seconds)


def _lined(contest: Contest, _record: Record, payload: r.StageLineSet) -> Contest:
    return replace(contest, stage_line=payload.text)


def _pausing(contest: Contest, record: Record, payload: r.BreakStarted) -> Contest:
    return replace(contest, pause=(payload.name, payload.seconds, record.at.wall_ns))


def _unpaused(contest: Contest, _record: Record, _payload: r.BreakEnded) -> Contest:
    return replace(contest, pause=None)


def _void(contest: Contest) -> Contest:
    """Signatures name one result; a change after them makes them void."""
    return replace(contest, signed={})


def _sent(contest: Contest, record: Record, payload: r.SheetSent) -> Contest:
    sheet = Sheet(
        payload.juri,
        payload.kbk,
        payload.marks,
        payload.notes,
        payload.by,
        payload.by == "juri",
        record.seq,
        record.hash,
    )
    return replace(contest, sheets={**contest.sheets, (payload.juri, payload.kbk): sheet})


def _confirmed(contest: Contest, _record: Record, payload: r.SheetConfirmed) -> Contest:
    key = (payload.juri, payload.kbk)
    sheets = dict(contest.sheets)
    if payload.accepted:
        sheets[key] = replace(sheets[key], accepted=True)
    else:
        del sheets[key]
    return replace(contest, sheets=sheets)


def _corrected(contest: Contest, _record: Record, payload: r.SheetCorrected) -> Contest:
    key = (payload.juri, payload.kbk)
    old = contest.sheets[key]
    sheet = replace(old, marks=payload.marks, corrected=old.corrected + 1)
    return _void(replace(contest, sheets={**contest.sheets, key: sheet}))


def _recused(contest: Contest, _record: Record, payload: r.JuriRecused) -> Contest:
    return _void(replace(contest, recused={**contest.recused, (payload.juri, payload.kbk): payload.reason}))


def _absent(contest: Contest, _record: Record, payload: r.JuriAbsent) -> Contest:
    absent = {juri: why for juri, why in contest.absent.items() if juri != payload.juri}
    if payload.absent:
        absent[payload.juri] = payload.reason
    return _void(replace(contest, absent=absent))


def _status(contest: Contest, _record: Record, payload: r.KbkStatusSet) -> Contest:
    out = {kbk: status for kbk, status in contest.out.items() if kbk != payload.kbk}
    if payload.status != "active" or contest.status(payload.kbk)[0] == "no_show":
        out[payload.kbk] = (payload.status, payload.reason)
    return _void(replace(contest, out=out))


def _deliberating(contest: Contest, _record: Record, _payload: r.DeliberationOpened) -> Contest:
    return replace(_held(contest), state=State.DELIBERATION)


def _held(contest: Contest) -> Contest:
    if contest.board_mode == "ditahan":
        return contest
    return replace(contest, board_mode="ditahan", held=replace(contest, held=None))


def _resumed(contest: Contest, _record: Record, _payload: r.DeliberationClosed) -> Contest:
    mode = contest.held.board_mode if contest.held else contest.board_mode
    return replace(contest, state=State.RUNNING, board_mode=mode, held=None)


def _deducted(contest: Contest, _record: Record, payload: r.DeductionDecided) -> Contest:
    made = Decided(payload.kbk, payload.topic, Decimal(payload.points), payload.reason, payload.over_s)
    return _void(replace(contest, decided={**contest.decided, payload.topic: made}))


def _tied(contest: Contest, _record: Record, payload: r.TieDecided) -> Contest:
    order = {kbk: (rank, payload.reason) for kbk, rank in payload.order.items()}
    return _void(replace(contest, chair={**contest.chair, **order}))


def _award(contest: Contest, _record: Record, payload: r.AwardDecided) -> Contest:
    return _void(replace(contest, awarded={**contest.awarded, payload.award: (payload.kbk, payload.reason)}))


def _lock(contest: Contest, record: Record, payload: r.ResultLocked) -> Contest:
    lock = Locked(record.seq, record.hash, payload.result)
    return replace(contest, state=State.LOCKED, locked=lock, signed={})


def _unlock(contest: Contest, _record: Record, payload: r.ResultUnlocked) -> Contest:
    why = (*contest.unlocked_for, payload.reason)
    return _void(replace(contest, state=State.DELIBERATION, locked=None, unlocked_for=why))


def _signed(contest: Contest, record: Record, payload: r.ResultSigned) -> Contest:
    return replace(contest, signed={**contest.signed, payload.juri: record.seq})


def _revealed(contest: Contest, _record: Record, payload: r.AwardRevealed) -> Contest:
    shown = contest.revealed[:-1] if payload.undone else (*contest.revealed, payload.award)
    return replace(contest, revealed=shown, state=State.ANNOUNCED, board_mode="resmi")


def _announced(contest: Contest, _record: Record, _payload: r.ResultAnnounced) -> Contest:
    return replace(contest, state=State.ANNOUNCED, board_mode="resmi")


def _erratum(contest: Contest, _record: Record, payload: r.ErratumNoted) -> Contest:
    return replace(contest, errata=(*contest.errata, payload.text))


def _board(contest: Contest, _record: Record, payload: r.BoardModeSet) -> Contest:
    if payload.mode == "ditahan":
        return _held(contest)
    return replace(contest, board_mode=payload.mode, held=None)


def _note(contest: Contest, _record: Record, payload: r.NoteWritten) -> Contest:
    return replace(contest, notes=(*contest.notes, payload.text))


_FOLDS: Mapping[type, Callable[[Contest, Record, Any], Contest]] = {
    r.ContestCreated: _created,
    r.DefinitionSet: _defined,
    r.OrderDrawn: _drawn,
    r.OrderChanged: _reordered,
    r.RulesFrozen: _frozen,
    r.RulesThawed: _thawed,
    r.JudgingOpened: _judging,
    r.SlotStepped: _stepped,
    r.SlotReasonGiven: _reasoned,
    r.ScheduleShifted: _shifted,
    r.StageLineSet: _lined,
    r.BreakStarted: _pausing,
    r.BreakEnded: _unpaused,
    r.SheetSent: _sent,
    r.SheetConfirmed: _confirmed,
    r.SheetCorrected: _corrected,
    r.JuriRecused: _recused,
    r.JuriAbsent: _absent,
    r.KbkStatusSet: _status,
    r.DeliberationOpened: _deliberating,
    r.DeliberationClosed: _resumed,
    r.DeductionDecided: _deducted,
    r.TieDecided: _tied,
    r.AwardDecided: _award,
    r.ResultLocked: _lock,
    r.ResultUnlocked: _unlock,
    r.ResultSigned: _signed,
    r.AwardRevealed: _revealed,
    r.ResultAnnounced: _announced,
    r.ErratumNoted: _erratum,
    r.BoardModeSet: _board,
    r.NoteWritten: _note,
}
"""How each payload moves a contest; PinReset and ConsoleTaken are history only."""
