"""Where a record stands: the contest before and after it, and the names of those it speaks of."""

from dataclasses import dataclass

from juri_tui.contest import Contest
from juri_tui.lang import _
from juri_tui.model import Event
from juri_tui.records import Record


@dataclass(frozen=True, slots=True)
class Scene:
    """A record between the contest before and after it; `masked` hides what is closed until the lock."""

    record: Record
    before: Contest
    after: Contest
    masked: bool

    def kbk(self, kbk: str) -> str:
        """Number and name of a KBK; only the name before the draw."""
        found = next((one for one in self.after.definition.kbk if one.id == kbk), None)
        if found is None:
            return kbk
        return f"{found.number} {found.name}" if self.after.drawn else found.name

    def juri(self, juri: str) -> str:
        """The name of a juri; of the operator the role."""
        return person(self.after.event, juri)

    def why(self, reason: str) -> str:
        """A reason as the end of a sentence."""
        return _(" Alasan: {reason}.").format(reason=reason.rstrip(".")) if reason else ""


def person(event: Event | None, who: str) -> str:
    """The name behind `operator`, the witness, or a juri's id."""
    if who == "operator":
        return _("Operator")
    return dict(event.pin_holders()).get(who, who) if event else who


def actor(event: Event | None, who: str) -> str:
    """The actor of a record (`operator`, `juri:ID`, `ketua:ID`) in words."""
    role, _colon, name = who.partition(":")
    if not name:
        return person(event, role)
    return _("{name} (ketua)").format(name=person(event, name)) if role == "ketua" else person(event, name)
