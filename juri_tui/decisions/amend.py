"""Another way of counting, or other awards, once presentations were judged: the chair and a second juri agree.

Criteria, scales and phases never change then. As long as nobody has presented and no sheet was sent, the freeze is
taken back instead (`definition.thaw`).
"""

from collections.abc import Collection

from juri_tui.contest import Contest, State
from juri_tui.event_check import event_faults
from juri_tui.lang import _
from juri_tui.model import Event, Refusal
from juri_tui.slot import SlotState
from juri_tui.standing import listed

AMENDABLE = frozenset({"scoring", "award"})
"""The tables of a definition that may still change: method, rounding, ties; awards."""
AMEND = "amend"
"""The code of the refusal of such a change to which the two have not agreed yet."""


def may_thaw(contest: Contest) -> bool:
    """Whether the freeze can still be taken back: nobody has presented and no sheet was sent."""
    untouched = all(slot.state in (SlotState.SCHEDULED, SlotState.NO_SHOW) for slot in contest.slots.values())
    return contest.state in (State.READY, State.RUNNING) and not contest.sheets and untouched


def may_amend(contest: Contest) -> bool:
    """Whether counting and awards may change with consent now: too late to thaw, and the result not locked."""
    return contest.state in (State.RUNNING, State.DELIBERATION) and not may_thaw(contest)


def amends(contest: Contest, event: Event) -> bool:
    """Whether `event` is the definition with another way of counting or other awards, and nothing else."""
    now = contest.definition
    return event != now and event == now.model_copy(update={table: getattr(event, table) for table in AMENDABLE})


def agreeing_to_amend(contest: Contest) -> tuple[str, tuple[str, ...]] | Refusal:
    """The chair, who must agree, and those of whom one more must: another juri, or the witness of a panel of one."""
    chair = contest.definition.ketua()
    if chair is None:
        return Refusal("chair", _("Belum ada ketua dewan juri."))
    holders = (who for who, _name in contest.definition.pin_holders())
    others = tuple(who for who in holders if who != chair.id and who not in contest.absent)
    return (chair.id, others) if others else Refusal("second", _("Tidak ada juri lain yang dapat menyetujui ini."))


def amend_refused(contest: Contest, event: Event, granted_by: Collection[str]) -> Refusal | None:
    """Why counting and awards can not become those of `event`: a fault in them, or consent that is still lacking."""
    known = event_faults(contest.definition)  # an older program may have frozen what this one would refuse
    for fault in [fault for fault in event_faults(event) if fault not in known]:
        return Refusal("faults", _("Aturan itu tidak dapat dipakai: {words}.").format(words=fault.words))
    wanted = agreeing_to_amend(contest)
    if isinstance(wanted, Refusal):
        return wanted
    chair, others = wanted
    if chair in granted_by and set(others) & set(granted_by):
        return None
    names = dict(contest.definition.pin_holders())
    words = _("Aturan diubah sesudah penilaian berjalan: {chair} dan {other} harus menyetujui dengan PIN.")
    other = listed([names[one] for one in others])
    if len(others) > 1:
        other = _("satu dari {who}").format(who=other)
    return Refusal(AMEND, words.format(chair=names[chair], other=other))
