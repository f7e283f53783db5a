"""The closed set of things that can happen in a contest.

A record says who did what, when. Its payload is one of the classes below; `kind` names it in the past tense. `seal`
says by which bytes and hash a record is kept.
"""

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from juri_tui.model import Event, Stamp
from juri_tui.payload import Notes as Notes
from juri_tui.payload import Payload as Payload
from juri_tui.payload import Prose
from juri_tui.seal import canonical
from juri_tui.slot import Source

# --- the definition ------------------------------------------------------------------------------------------------


class ContestCreated(Payload):
    """The first record of every file. A rehearsal stays one for ever; `speed` multiplies its clock."""

    kind: Literal["contest_created"] = "contest_created"
    rehearsal: bool
    speed: Annotated[int, Field(ge=1, le=600)] = 1
    program: str


class DefinitionSet(Payload):
    """The whole definition, as it is from now on; once frozen with the `reason`, and who agreed to another panel."""

    kind: Literal["definition_set"] = "definition_set"
    event: Event
    reason: str = ""
    granted_by: tuple[str, ...] = ()


class OrderDrawn(Payload):
    """The draw: who got which number. Seeded draws can be repeated from `seed`; typed ones come from paper."""

    kind: Literal["order_drawn"] = "order_drawn"
    numbers: dict[str, int]
    seed: str | None


class OrderChanged(Payload):
    """Another running order of the same numbers."""

    kind: Literal["order_changed"] = "order_changed"
    order: tuple[str, ...]
    reason: str


class RulesFrozen(Payload):
    """From here on the rules stand; `rules` is their code (kode aturan)."""

    kind: Literal["rules_frozen"] = "rules_frozen"
    rules: str


class RulesThawed(Payload):
    """The freeze taken back before any sheet was sent."""

    kind: Literal["rules_thawed"] = "rules_thawed"
    reason: str


class JudgingOpened(Payload):
    """The first draft was opened before the first presentation was armed."""

    kind: Literal["judging_opened"] = "judging_opened"


# --- the clock -----------------------------------------------------------------------------------------------------

# fmt: off
SlotKind = Literal[
    "slot_armed", "slot_started", "slot_paused", "slot_resumed", "slot_ended", "slot_advanced", "slot_finished",
    "slot_aborted", "slot_no_show", "slot_adjusted", "slot_corrected", "slot_disarmed", "slot_undone",
    "timer_recovered",
]
# fmt: on


class SlotStepped(Payload):
    """One timer command (`slot.Command`). `elapsed_ns` is what it implies for the phase; replay must find the same."""

    kind: SlotKind
    slot: str
    kbk: str
    ns: int = 0
    reason: str = ""
    source: Source | None = None
    elapsed_ns: int | None = None


class SlotReasonGiven(Payload):
    """Why the clock was paused, ended or aborted; said after the key press. `about` is that record's uid."""

    kind: Literal["slot_reason_given"] = "slot_reason_given"
    slot: str
    about: str
    reason: str


class SpeakerMarked(Payload):
    """From now on `member` of the KBK on the stage speaks (empty: nobody); `undone` takes the last mark back."""

    kind: Literal["speaker_marked"] = "speaker_marked"
    slot: str
    kbk: str
    member: str
    undone: bool = False


class ScheduleShifted(Payload):
    """The rest of the plan moved by `seconds`."""

    kind: Literal["schedule_shifted"] = "schedule_shifted"
    seconds: int


class StageLineSet(Payload):
    """One line for the stage, such as "Mohon disimpulkan"; empty takes it away."""

    kind: Literal["stage_line_set"] = "stage_line_set"
    text: str


class BreakStarted(Payload):
    """A break begins; the stage counts it down."""

    kind: Literal["break_started"] = "break_started"
    name: str
    seconds: int


class BreakEnded(Payload):
    """The break is over."""

    kind: Literal["break_ended"] = "break_ended"


# --- marks ---------------------------------------------------------------------------------------------------------


class SheetSent(Payload):
    """A juri's marks of one KBK: criterion id -> exact decimal as text, or "abstained".

    `marks` and `notes` are None where the reader may not see them (another juri's process). `by` tells who typed.
    """

    kind: Literal["sheet_sent"] = "sheet_sent"
    juri: str
    kbk: str
    marks: dict[str, str] | None
    notes: Notes | None = Notes()
    by: Literal["juri", "paper"] = "juri"


class SheetConfirmed(Payload):
    """A second person read a sheet that the operator had typed from paper, and said whether it is right."""

    kind: Literal["sheet_confirmed"] = "sheet_confirmed"
    juri: str
    kbk: str
    about: int
    accepted: bool
    second: str


class SheetCorrected(Payload):
    """Marks changed after sending, with the reason and the second person; the old ones stay in their record."""

    kind: Literal["sheet_corrected"] = "sheet_corrected"
    juri: str
    kbk: str
    marks: dict[str, str] | None
    reason: str
    second: str


class JuriRecused(Payload):
    """A juri declared a conflict of interest (berhalangan menilai) for one KBK."""

    kind: Literal["juri_recused"] = "juri_recused"
    juri: str
    kbk: str
    reason: str


class JuriAbsent(Payload):
    """A juri is not there (any more): no sheet of his is awaited for KBK that he has not marked."""

    kind: Literal["juri_absent"] = "juri_absent"
    juri: str
    absent: bool
    reason: str


class KbkStatusSet(Payload):
    """A KBK takes part, or does not: `active` takes it back in."""

    kind: Literal["kbk_status_set"] = "kbk_status_set"
    kbk: str
    status: Literal["active", "no_show", "withdrawn", "disqualified"]
    reason: str


# --- the result ----------------------------------------------------------------------------------------------------


class DeliberationOpened(Payload):
    """The panel confers (sidang); the board holds its last picture."""

    kind: Literal["deliberation_opened"] = "deliberation_opened"


class DeliberationClosed(Payload):
    """Back to the event."""

    kind: Literal["deliberation_closed"] = "deliberation_closed"
    reason: str


class DeductionDecided(Payload):
    """The chair's decision on points: `topic` is `overtime:SLOT` for a proposal, else a name of its own.

    A later decision on the same topic replaces it; "0" waives. `points` is signed: deductions are negative. `over_s` is
    the overtime that an overtime decision was about: once the clock is corrected, it has to be decided again.
    """

    kind: Literal["deduction_decided"] = "deduction_decided"
    kbk: str
    topic: str
    points: str
    reason: str
    over_s: int | None = None


class TieDecided(Payload):
    """The order that the chair gave to KBK that stay equal: kbk id -> 1, 2, ..; equal numbers stay tied."""

    kind: Literal["tie_decided"] = "tie_decided"
    order: dict[str, int]
    reason: str


class PlaceDecided(Payload):
    """The jury put a KBK on a place of the ranking other than the computed one; 0 takes that back."""

    kind: Literal["place_decided"] = "place_decided"
    kbk: str
    place: int
    reason: str


class AwardDecided(Payload):
    """Who gets an award that the juri decide."""

    kind: Literal["award_decided"] = "award_decided"
    award: str
    kbk: str
    reason: str


class ResultLocked(Payload):
    """The result itself, whole: what every later screen and paper shows."""

    kind: Literal["result_locked"] = "result_locked"
    result: dict[str, Any] | None


class ResultUnlocked(Payload):
    """The lock taken back before the announcement; signatures are void."""

    kind: Literal["result_unlocked"] = "result_unlocked"
    reason: str


class ResultSigned(Payload):
    """A juri signed the result of this digest with the PIN."""

    kind: Literal["result_signed"] = "result_signed"
    juri: str
    digest: str


class AwardCalled(Payload):
    """An award was named on the stage; who gets it is still to be said. `undone` takes the name back."""

    kind: Literal["award_called"] = "award_called"
    award: str
    undone: bool = False


class AwardRevealed(Payload):
    """One award was read out; `undone` takes the last one back."""

    kind: Literal["award_revealed"] = "award_revealed"
    award: str
    undone: bool = False


class ResultAnnounced(Payload):
    """The result is public. From here on only an erratum may be added."""

    kind: Literal["result_announced"] = "result_announced"


class ProvisionalExported(Payload):
    """The chair took marks and ranking out of the contest before the lock, as they were after record `until`."""

    kind: Literal["provisional_exported"] = "provisional_exported"
    until: int


class ErratumNoted(Payload):
    """What was found wrong after the announcement; the result stays as it was read out."""

    kind: Literal["erratum_noted"] = "erratum_noted"
    text: Prose
    reason: str = ""


# --- the house -----------------------------------------------------------------------------------------------------


class BoardModeSet(Payload):
    """What the audience sees from now on."""

    kind: Literal["board_mode_set"] = "board_mode_set"
    mode: Literal["langsung", "kemajuan", "tersembunyi", "ditahan", "resmi"]


class PinReset(Payload):
    """A new PIN or passphrase for `who`, granted by `granted_by` together."""

    kind: Literal["pin_reset"] = "pin_reset"
    who: str
    granted_by: tuple[str, ...]


class ConsoleTaken(Payload):
    """An operator took over the console from another one."""

    kind: Literal["console_taken"] = "console_taken"
    reason: str


class NoteWritten(Payload):
    """A note of the event (catatan acara)."""

    kind: Literal["note_written"] = "note_written"
    text: Prose


# fmt: off
AnyPayload = Annotated[
    ContestCreated | DefinitionSet | OrderDrawn | OrderChanged | RulesFrozen | RulesThawed | JudgingOpened
    | SlotStepped | SlotReasonGiven | SpeakerMarked | ScheduleShifted | StageLineSet | BreakStarted | BreakEnded
    | SheetSent | SheetConfirmed | SheetCorrected | JuriRecused | JuriAbsent | KbkStatusSet | DeliberationOpened
    | DeliberationClosed | DeductionDecided | TieDecided | AwardDecided | ResultLocked | ResultUnlocked | ResultSigned
    | AwardCalled | AwardRevealed | ResultAnnounced | ErratumNoted | BoardModeSet | PinReset | ConsoleTaken
    | NoteWritten | ProvisionalExported | PlaceDecided,
    Field(discriminator="kind"),
]
# fmt: on
_PAYLOADS: TypeAdapter[AnyPayload] = TypeAdapter(AnyPayload)


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that happened, as the ledger keeps it. `hash` covers everything else and the record before."""

    seq: int
    uid: str
    at: Stamp
    actor: str
    payload: AnyPayload
    hash: str

    @property
    def kind(self) -> str:
        """The payload's kind."""
        return self.payload.kind


def payload_json(payload: Payload) -> str:
    """The canonical JSON of a payload, without its kind (the ledger keeps that in a column of its own)."""
    return canonical(payload.model_dump(mode="json", by_alias=True, exclude={"kind"}))


def parse_payload(kind: str, text: str) -> AnyPayload:
    """The payload of a stored record; raises pydantic.ValidationError where it is none of this version's kinds."""
    return _PAYLOADS.validate_json(text[:1] + f'"kind":{json.dumps(kind)}' + ("," if text != "{}" else "") + text[1:])
