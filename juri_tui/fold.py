"""From records to a contest: `fold` is the only way to make a `Contest`.

Whether a thing may happen was decided before it became a record (`decisions`), so folding never refuses. Replaying a
ledger that says what could not have happened raises ValueError, naming the record.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from juri_tui import records as r
from juri_tui.contest import Amended, Contest, Decided, Erratum, Locked, Sheet, State, TieOrder, command_of, next_slot
from juri_tui.model import Event, Refusal, name_key
from juri_tui.override import Ruled
from juri_tui.records import Record
from juri_tui.schedule import RunningBreak, Shift
from juri_tui.seal import rules_code
from juri_tui.slot import Slot, elapsed_ns
from juri_tui.speaking import marked, settled
from juri_tui.timer import give_reason, replan, step


def fold(news: Iterable[Record], contest: Contest | None = None) -> Contest:
    """The contest after `news`, which follow the records of `contest` without a gap."""
    now = contest or Contest()
    for record in news:
        now = _FOLDS.get(type(record.payload), _unchanged)(now, record, record.payload)
        now = replace(now, seq=record.seq, hash=record.hash, wall_ns=record.at.wall_ns)
    return now


def believed(news: Iterable[Record], contest: Contest | None = None) -> tuple[Contest, int | None]:
    """`fold` as far as it goes, and the seq of the first record that says what could not have happened, or None."""
    now = contest or Contest()
    for record in news:
        try:
            now = fold([record], now)
        except (ValueError, LookupError, ArithmeticError):
            return now, record.seq
    return now, None


def _unchanged(contest: Contest, _record: Record, _payload: Any) -> Contest:
    return contest


def _created(contest: Contest, _record: Record, payload: r.ContestCreated) -> Contest:
    return replace(contest, rehearsal=payload.rehearsal, speed=payload.speed)


def _defined(contest: Contest, _record: Record, payload: r.DefinitionSet) -> Contest:
    ids = {kbk.id for kbk in payload.event.kbk}
    kept = tuple(kbk for kbk in contest.order if kbk in ids)
    late = tuple(kbk.id for kbk in sorted(payload.event.kbk, key=lambda k: k.number) if kbk.id not in kept)
    mode = payload.event.board.mode if contest.event is None else contest.board_mode
    named = _named(payload.event, contest.named) if contest.rules else contest.named
    # A seat that changed hands got a new PIN, which the recap tells like any other; a rehearsal keeps its own.
    fresh = contest.newcomers(payload.event) if contest.rules and not contest.rehearsal else ()
    resets = (*contest.resets, *((who, ("operator", *payload.granted_by)) for who in fresh))
    made = replace(contest, event=payload.event, order=kept + late, board_mode=mode, named=named, resets=resets)
    return _amended(contest, made, payload) if contest.rules else made


def _amended(before: Contest, made: Contest, payload: r.DefinitionSet) -> Contest:
    """Other rules than were frozen: the code moves along, the change is remembered, signatures are void."""
    old, new = rules_code(before.definition), rules_code(payload.event)
    if old == new:
        return made
    change = Amended(before.definition, payload.event, before.rules, new, payload.granted_by, payload.reason)
    return _void(replace(made, rules=new, amended=(*made.amended, change)))


def _named(event: Event, before: Mapping[str, str]) -> Mapping[str, str]:
    """Every name with the KBK that bore it first."""
    return {**{name_key(kbk.name): kbk.id for kbk in event.kbk}, **before}


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
    return replace(contest, state=State.READY, rules=payload.rules, named=_named(contest.definition, {}))


def _thawed(contest: Contest, _record: Record, _payload: r.RulesThawed) -> Contest:
    """Nothing was presented: what was called and undone is forgotten, a no-show stays as what it says of the KBK."""
    stayed = {slot.kbk: contest.status(slot.kbk) for slot in contest.slots.values()}
    out = {**contest.out, **{kbk: status for kbk, status in stayed.items() if status[0] == "no_show"}}
    return replace(contest, state=State.SETUP, rules="", amended=(), named={}, slots={}, spoken={}, recused={}, out=out)


def _judging(contest: Contest, _record: Record, _payload: r.JudgingOpened) -> Contest:
    return replace(contest, state=State.RUNNING)


_NEW_SCENE = ("slot_armed", "slot_advanced", "slot_ended", "slot_aborted")


def _stepped(contest: Contest, record: Record, payload: r.SlotStepped) -> Contest:
    slot = contest.slots.get(payload.slot) or next_slot(contest, payload.kbk)
    moved = step(replan(slot, contest.definition.phase), command_of(payload, record.uid), record.at, contest.speed)
    if isinstance(moved, Slot) and elapsed_ns(moved, record.at, contest.speed) != payload.elapsed_ns:
        raise ValueError(f"record {record.seq} does not say the elapsed time that replay finds")
    state = State.RUNNING if contest.state is State.READY else contest.state
    slots = _moved(contest, moved, record)
    spoken = contest.spoken
    if payload.slot in spoken:
        marks = settled(spoken[payload.slot], slots[payload.slot], record.at, contest.speed)
        spoken = {**spoken, payload.slot: marks}
    out = dict(contest.out)
    if payload.kind in ("slot_armed", "slot_no_show") and out.get(payload.kbk, ("",))[0] in ("no_show", "active"):
        del out[payload.kbk]  # a later attempt replaces a no-show
    pause = None if slots[payload.slot].live else contest.pause  # who will not come is also told during a break
    line = "" if payload.kind in _NEW_SCENE else contest.stage_line  # it was for those who stood there
    return replace(contest, slots=slots, spoken=spoken, state=state, pause=pause, out=out, stage_line=line)


def _moved(contest: Contest, slot: Slot | Refusal, record: Record) -> dict[str, Slot]:
    if isinstance(slot, Refusal):
        raise ValueError(f"record {record.seq} is not lawful: {slot.words}")
    last = record.kind in ("slot_armed", "slot_no_show")  # U is for the slot that was called, or missed, last
    others = {key: other for key, other in contest.slots.items() if key != slot.id or not last}
    return {**others, slot.id: slot}


def _reasoned(contest: Contest, record: Record, payload: r.SlotReasonGiven) -> Contest:
    told = give_reason(contest.slots[payload.slot], payload.about, payload.reason)
    return replace(contest, slots=_moved(contest, told, record))


def _spoke(contest: Contest, record: Record, payload: r.SpeakerMarked) -> Contest:
    marks = contest.spoken.get(payload.slot, ())
    if payload.undone:
        made = marks[:-1]
    else:
        made = marked(marks, contest.slots[payload.slot], payload.member, record.at, contest.speed)
    return replace(contest, spoken={**contest.spoken, payload.slot: made})


def _shifted(contest: Contest, record: Record, payload: r.ScheduleShifted) -> Contest:
    return replace(contest, shifts=(*contest.shifts, Shift(record.at.wall_ns, payload.seconds)))


def _lined(contest: Contest, _record: Record, payload: r.StageLineSet) -> Contest:
    return replace(contest, stage_line=payload.text)


def _pausing(contest: Contest, record: Record, payload: r.BreakStarted) -> Contest:
    pause = RunningBreak(record.at, payload.seconds)
    last = contest.last_slot
    rested = contest.rested if last is None else contest.rested | {last.kbk}
    return replace(contest, pause=pause, pause_name=payload.name, rested=rested)


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
    made = TieOrder(payload.order, payload.reason)
    return _void(replace(contest, chair={**contest.chair, frozenset(payload.order): made}))


def _placed(contest: Contest, _record: Record, payload: r.PlaceDecided) -> Contest:
    ruled = {kbk: one for kbk, one in contest.ruled.items() if kbk != payload.kbk}
    if payload.place:
        ruled[payload.kbk] = Ruled(payload.place, payload.reason)
    return _void(replace(contest, ruled=ruled))


def _award(contest: Contest, _record: Record, payload: r.AwardDecided) -> Contest:
    return _void(replace(contest, awarded={**contest.awarded, payload.award: (payload.kbk, payload.reason)}))


def _lock(contest: Contest, record: Record, payload: r.ResultLocked) -> Contest:
    lock = Locked(record.seq, record.hash, payload.result)
    return replace(contest, state=State.LOCKED, locked=lock, signed={})


def _unlock(contest: Contest, _record: Record, payload: r.ResultUnlocked) -> Contest:
    why = (*contest.unlocked_for, payload.reason)
    return _void(replace(contest, state=State.DELIBERATION, locked=None, unlocked_for=why, called=""))


def _signed(contest: Contest, record: Record, payload: r.ResultSigned) -> Contest:
    return replace(contest, signed={**contest.signed, payload.juri: record.seq})


def _called(contest: Contest, _record: Record, payload: r.AwardCalled) -> Contest:
    return replace(contest, called="" if payload.undone else payload.award, board_mode="resmi")


def _revealed(contest: Contest, record: Record, payload: r.AwardRevealed) -> Contest:
    shown = contest.revealed[:-1] if payload.undone else (*contest.revealed, payload.award)
    when = 0 if payload.undone else record.at.wall_ns
    return replace(contest, called="", revealed=shown, revealed_ns=when, state=State.ANNOUNCED, board_mode="resmi")


def _announced(contest: Contest, _record: Record, _payload: r.ResultAnnounced) -> Contest:
    return replace(contest, state=State.ANNOUNCED, called="", revealed_ns=0, public=True, board_mode="resmi")


def _erratum(contest: Contest, record: Record, payload: r.ErratumNoted) -> Contest:
    return replace(contest, errata=(*contest.errata, Erratum(payload.text, payload.reason, record.at.wall_ns)))


def _board(contest: Contest, _record: Record, payload: r.BoardModeSet) -> Contest:
    if payload.mode == "ditahan":
        return _held(contest)
    return replace(contest, board_mode=payload.mode, held=None)


def _reset(contest: Contest, _record: Record, payload: r.PinReset) -> Contest:
    return replace(contest, resets=(*contest.resets, (payload.who, payload.granted_by)))


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
    r.SpeakerMarked: _spoke,
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
    r.PlaceDecided: _placed,
    r.AwardDecided: _award,
    r.ResultLocked: _lock,
    r.ResultUnlocked: _unlock,
    r.ResultSigned: _signed,
    r.AwardCalled: _called,
    r.AwardRevealed: _revealed,
    r.ResultAnnounced: _announced,
    r.ErratumNoted: _erratum,
    r.BoardModeSet: _board,
    r.NoteWritten: _note,
    r.PinReset: _reset,
}
"""How each payload moves a contest; ConsoleTaken and ProvisionalExported are history only."""
