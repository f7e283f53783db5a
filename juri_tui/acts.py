"""What is asked for at the desk, and what comes of it besides a record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from juri_tui import records as r
from juri_tui.contest import Contest
from juri_tui.model import Refusal, Stamp
from juri_tui.payload import cleaned
from juri_tui.records import AnyPayload


@dataclass(frozen=True, slots=True)
class Act:
    """One thing asked for: its own id, when, by whom, and the decision. Doing it twice writes it once."""

    uid: str
    at: Stamp
    actor: str
    decide: Callable[[Contest], AnyPayload | Refusal]

    def said(self, contest: Contest) -> AnyPayload | Refusal:
        """What is decided, its words as a record may hold them; TextFault where it may not."""
        made = self.decide(contest)
        return made if isinstance(made, Refusal) else cleaned(made)


@dataclass(frozen=True, slots=True)
class Unsaved(Refusal):
    """Not saved: the disk or another program stands in the way. `act` can be done again without doing it twice."""

    act: Act


@dataclass(frozen=True, slots=True)
class Draft:
    """What a juri has typed and not sent: marks as typed, notes, and the wall clock (ns) of the last saved change."""

    marks: Mapping[str, str]
    notes: r.Notes
    saved_ns: int
