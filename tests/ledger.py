"""A ledger in memory: decisions and folding without a file, for tests of the core."""

from clocks import ManualClock
from contests import MARKS
from events import kediri

from juri_tui import records as r
from juri_tui.contest import Contest
from juri_tui.decisions import clock, definition, sheets
from juri_tui.fold import fold
from juri_tui.model import Event, Refusal
from juri_tui.records import Notes, Record, SlotStepped
from juri_tui.seal import GENESIS, chain_hash
from juri_tui.slot import SECOND


class Ledger:
    """Records in a list, the contest folded from them, and a clock that stands until it is advanced."""

    def __init__(self, event: Event | None = None, speed: int = 1) -> None:
        self.ticking = ManualClock()
        self.records: list[Record] = []
        self.contest = Contest()
        self.write(r.ContestCreated(rehearsal=True, speed=speed, program="test"))
        self.write(r.DefinitionSet(event=event or kediri()))

    def write(self, payload: r.AnyPayload) -> Record:
        seq = len(self.records) + 1
        prev = self.records[-1].hash if self.records else GENESIS
        at, uid = self.ticking.now(), f"uid-{seq}"
        made = chain_hash(prev, seq, uid, at, "operator", payload.kind, r.payload_json(payload))
        record = Record(seq, uid, at, "operator", payload, made)
        self.records.append(record)
        self.contest = fold([record], self.contest)
        return record

    def ask(self, decide, *args, **kwargs) -> Record | Refusal:
        """One decision; what is refused changes nothing."""
        answer = decide(self.contest, *args, **kwargs)
        return answer if isinstance(answer, Refusal) else self.write(answer)

    def do(self, decide, *args, **kwargs) -> Record:
        """One decision that must be taken."""
        answer = self.ask(decide, *args, **kwargs)
        assert isinstance(answer, Record), answer
        return answer

    def refused(self, decide, *args, **kwargs) -> str:
        """The code of the refusal of a decision that must not be taken; it has words for people."""
        answer = self.ask(decide, *args, **kwargs)
        assert isinstance(answer, Refusal), answer
        assert answer.words
        assert "{" not in answer.words
        return answer.code

    # --- whole scenes ----------------------------------------------------------------------------------------------

    def ready(self) -> "Ledger":
        self.do(definition.draw_typed, {kbk.id: n for n, kbk in enumerate(self.contest.definition.kbk, start=1)})
        self.do(definition.freeze)
        return self

    def arm(self, kbk: str) -> Record:
        return self.do(clock.arm, kbk, self.ticking.now())

    def time(self, kind: str, **more) -> Record:
        return self.do(clock.command, SlotStepped(kind=kind, slot="", kbk="", **more), self.ticking.now())

    def present(self, kbk: str, seconds: int = 1781, questions: int = 570) -> None:
        self.arm(kbk)
        self.time("slot_started")
        self.ticking.advance(seconds * SECOND)
        self.time("slot_ended")
        self.time("slot_advanced")
        self.time("slot_started")
        self.ticking.advance(questions * SECOND)
        self.time("slot_ended")
        self.time("slot_finished")

    def marks(self, juri: str, kbk: str) -> dict[str, str]:
        ids = [criterion.id for criterion in self.contest.definition.criterion]
        return dict(zip(ids, MARKS[juri, kbk].split(), strict=True))

    def judge(self, kbk: str) -> None:
        for juri in ("pemprov", "swasta"):
            self.do(sheets.send, juri, kbk, self.marks(juri, kbk), Notes())

    def event(self, **overtime: int) -> "Ledger":
        """Everything up to the last sheet; `overtime` maps a KBK id (- as _) to the seconds that it presented."""
        self.ready()
        for kbk in self.contest.order:
            self.present(kbk, overtime.get(kbk.replace("-", "_"), 1781))
            self.judge(kbk)
        return self
