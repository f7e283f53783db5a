"""A slot and a clock that a test steps by hand."""

from clocks import ManualClock

from juri_tui.model import Phase, Refusal
from juri_tui.slot import Command, Kind, Slot, elapsed_ns, remaining_ns
from juri_tui.timer import step

TALK = Phase(id="paparan", name="Paparan", length=1800)
QUESTIONS = Phase(id="tanya-jawab", name="Tanya jawab", length=600, kind="questions")


class Stage:
    """A slot and its clock; `do` insists that a command is taken, `refused` that it is not."""

    def __init__(self, *phases: Phase, speed: int = 1) -> None:
        self.clock = ManualClock()
        self.speed = speed
        self.slot = Slot("melati-1", "melati", 1, phases or (TALK, QUESTIONS))

    def do(self, kind: Kind, ns: int = 0, reason: str = "", uid: str = "") -> Slot:
        moved = step(self.slot, Command(kind, ns, reason, uid=uid), self.clock.now(), self.speed)
        assert isinstance(moved, Slot), moved
        self.slot = moved
        return moved

    def refused(self, kind: Kind, ns: int = 0, reason: str = "") -> str:
        refusal = step(self.slot, Command(kind, ns, reason), self.clock.now(), self.speed)
        assert isinstance(refusal, Refusal)
        assert refusal.words.endswith(".")
        return refusal.code

    @property
    def elapsed(self) -> int | None:
        return elapsed_ns(self.slot, self.clock.now(), self.speed)

    @property
    def remaining(self) -> int | None:
        return remaining_ns(self.slot, self.clock.now(), self.speed)


def running(ns: int = 0) -> Stage:
    stage = Stage()
    stage.do(Kind.ARM)
    stage.do(Kind.START)
    stage.clock.advance(ns)
    return stage
