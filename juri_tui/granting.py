"""What the operator may do only with somebody else's consent: the PIN of the chair, or of another juri, in the act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Concatenate, ParamSpec

from juri_tui.acts import Act
from juri_tui.contest import Contest, State
from juri_tui.decisions import sheets
from juri_tui.decisions.definition import set_definition
from juri_tui.desk import OPERATOR, Desk
from juri_tui.lang import _
from juri_tui.model import Event, Refusal
from juri_tui.opening import new_id
from juri_tui.records import AnyPayload, Record
from juri_tui.rights import RIGHTS, Right, guarded, only
from juri_tui.store_fault import StoreFault

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Redefined:
    """A definition that was kept: its record, and the new PINs by juri, to be shown once.

    `lacking` says which of them could not be made; the key for a new PIN makes it later.
    """

    record: Record
    pins: Mapping[str, str]
    lacking: str = ""


def with_chair(
    desk: Desk,
    pin: str,
    decide: Callable[Concatenate[Contest, P], AnyPayload | Refusal],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Record | Refusal:
    """A decision of the chair, who proves with the PIN at the operator's console and does not sit down."""
    chair = desk.contest.definition.ketua()
    if desk.who != OPERATOR or not desk.console or chair is None:
        return only(Right.OPERATOR)
    if RIGHTS[decide] not in (Right.EITHER, Right.KETUA):
        return only(RIGHTS[decide])
    actor = f"ketua:{chair.id}"
    wanted = guarded(lambda contest: decide(contest, *args, **kwargs), actor)
    return desk.prove(chair.id, pin) or desk.do(Act(new_id(), desk.now(), actor, wanted))


def correct(
    desk: Desk,
    juri: str,
    kbk: str,
    marks: Mapping[str, str],
    reason: str,
    second: str,
    secret: str,
    seen: Mapping[str, str] | None = None,
) -> Record | Refusal:
    """The chair who sits here corrects a sent sheet (see `sheets.correct`); the second person proves it in the act."""
    chair = desk.contest.definition.ketua()
    if chair is None or desk.who != chair.id:
        return only(Right.KETUA)
    wanted = partial(sheets.correct, juri=juri, kbk=kbk, marks=marks, reason=reason, second=second, seen=seen)
    return desk.prove(second, secret) or desk.do(Act(new_id(), desk.now(), f"ketua:{chair.id}", wanted))


def redefine(
    desk: Desk, event: Event, reason: str = "", granted: Mapping[str, str] | None = None
) -> Redefined | Refusal:
    """Keeps a definition, and gives everybody a new PIN who judges for the first time or in another one's place.

    `granted` holds the PIN of whoever agrees to another panel. It is recorded first: from then on the old PIN of a
    seat that changed hands opens nothing.
    """
    for who, pin in (granted or {}).items():
        refused = desk.prove(who, pin)
        if refused:
            return refused
    before = desk.contest
    done = desk.act(set_definition, event, reason, tuple(granted or ()))
    if isinstance(done, Refusal):
        return done
    fresh = () if before.state is State.SETUP else before.newcomers(event)
    for who in fresh:
        for kbk in event.kbk:
            desk.drop_draft(who, kbk.id)  # what somebody else had typed there is nobody's any more
    if before.rehearsal:
        moved = before.definition.pin_holders() != event.pin_holders()
        return Redefined(done, {}, _known_pins(desk) if moved else "")
    made = {who: desk.doors.renew(who) for who in fresh}
    failed = [answer.words for answer in made.values() if isinstance(answer, Refusal)]
    words = _("PIN baru belum tersimpan. Buat dengan N (PIN juri) di Meja Operator.") if failed else ""
    return Redefined(done, {who: pin for who, pin in made.items() if isinstance(pin, str)}, words)


def _known_pins(desk: Desk) -> str:
    """Those of a rehearsal go by the place of the juri; words where they could not be kept."""
    try:
        desk.issue_pins()
    except StoreFault as fault:
        return fault.words
    return ""
