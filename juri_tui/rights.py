"""Who may ask for which decision. A decision that is not in the table can not be asked for at all."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from juri_tui import records as r
from juri_tui.contest import Contest, State
from juri_tui.decisions import clock, definition, result, seat, sheets
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.records import AnyPayload

Decision = Callable[[Contest], AnyPayload | Refusal]
CHAIR = "ketua"
"""The code of the refusal of what only the chair may decide now; asked again with the PIN it may be granted."""


class Role(StrEnum):
    """What a process was opened as (`juri open --as`)."""

    OPERATOR = "operator"
    JURI = "juri"
    KETUA = "ketua"
    BOARD = "papan"
    STAGE = "panggung"


class Right(StrEnum):
    """Who may ask for a decision."""

    OPERATOR = "operator"
    OWN = "own"
    KETUA = "ketua"
    EITHER = "either"


RIGHTS: Mapping[Callable[..., Any], Right] = {
    definition.set_definition: Right.OPERATOR,
    definition.draw: Right.OPERATOR,
    definition.draw_typed: Right.OPERATOR,
    definition.reorder: Right.OPERATOR,
    definition.freeze: Right.OPERATOR,
    definition.thaw: Right.OPERATOR,
    definition.set_status: Right.EITHER,
    definition.set_absent: Right.EITHER,
    clock.arm: Right.OPERATOR,
    clock.no_show: Right.OPERATOR,
    clock.command: Right.OPERATOR,
    clock.give_reason: Right.OPERATOR,
    clock.mark_speaker: Right.OPERATOR,
    clock.shift: Right.OPERATOR,
    clock.stage_line: Right.OPERATOR,
    clock.start_break: Right.OPERATOR,
    clock.end_break: Right.OPERATOR,
    sheets.send: Right.OWN,
    sheets.recuse: Right.OWN,
    result.open_deliberation: Right.KETUA,
    result.close_deliberation: Right.KETUA,
    result.deduct: Right.KETUA,
    result.decide_tie: Right.KETUA,
    result.decide_award: Right.KETUA,
    result.decide_place: Right.KETUA,
    result.export_provisional: Right.KETUA,
    result.lock: Right.KETUA,
    result.unlock: Right.KETUA,
    result.sign: Right.OWN,
    result.call: Right.EITHER,
    result.reveal: Right.EITHER,
    result.announce: Right.KETUA,
    result.note_erratum: Right.EITHER,
    result.set_board: Right.EITHER,
    result.write_note: Right.OPERATOR,
    seat.take_console: Right.OPERATOR,
}


def only(right: Right) -> Refusal:
    """The refusal of somebody who may not ask for this."""
    who = {
        Right.OPERATOR: _("operator"),
        Right.OWN: _("juri yang bersangkutan"),
        Right.KETUA: _("ketua dewan juri"),
        Right.EITHER: _("operator atau ketua dewan juri"),
    }[right]
    return Refusal("role", _("Ini hanya dapat dilakukan oleh {who}.").format(who=who))


def reserved(contest: Contest, wanted: AnyPayload) -> bool:
    """Whether this belongs to the chair alone, in the state in which the contest is.

    In a sidang everything that moves the result; from the first presentation on also who is disqualified, or no more.
    """
    conferring = contest.state is State.DELIBERATION
    if isinstance(wanted, r.JuriAbsent):
        return conferring
    if isinstance(wanted, r.KbkStatusSet):
        judged = "disqualified" in (wanted.status, contest.status(wanted.kbk)[0])
        return conferring or (judged and contest.state is State.RUNNING)
    return False


def guarded(decide: Decision, actor: str) -> Decision:
    """The decision, refused to everybody but the chair where it is `reserved` at the moment it is taken."""

    def decided(contest: Contest) -> AnyPayload | Refusal:
        made = decide(contest)
        if isinstance(made, Refusal) or actor.startswith("ketua:") or not reserved(contest, made):
            return made
        return Refusal(CHAIR, _("Ini diputuskan ketua dewan juri, dengan PIN."))

    return decided
