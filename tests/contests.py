"""Contests in every state, made through the desk as people make them, for tests that need one."""

from pathlib import Path

from juri_tui.decisions import clock, definition, result
from juri_tui.desk import OPERATOR, Desk, Role, create_contest
from juri_tui.model import Refusal
from juri_tui.pins import REHEARSAL_PASSPHRASE, rehearsal_pin
from juri_tui.records import Notes, Record, SlotStepped
from juri_tui.slot import SECOND

MARKS = {
    ("pemprov", "ceria"): "16 17 16 15.5 8 9",
    ("swasta", "ceria"): "17 16.5 17 16 8.5 8",
    ("pemprov", "melati"): "16 17 17.5 16 7.5 8",
    ("swasta", "melati"): "15 16 17 16 8 8",
    ("pemprov", "berlian"): "18 18 17.5 18 9 8.5",
    ("swasta", "berlian"): "17.5 17 17 18 8.5 9",
    ("pemprov", "cp-joss"): "15 15.5 16 15 7 8",
    ("swasta", "cp-joss"): "16 15 15.5 16 7.5 7",
}
"""Marks in the order of the criteria: masalah proses solusi hasil standar penyajian."""


class Stagehand:
    """Drives one contest of two juri and four KBK at the desk; every step asserts that it was taken."""

    def __init__(self, path: Path, event, ticking, speed: int = 1) -> None:
        self.path, self.clock = path, ticking
        create_contest(path, event, ticking.now(), REHEARSAL_PASSPHRASE, rehearsal=True, speed=speed)
        self.desk = Desk(path, Role.OPERATOR, ticking)
        self.desk.claim_console()
        self.sit(OPERATOR)

    def sit(self, who: str) -> None:
        """Somebody sits down, with the rehearsal's secrets."""
        juri = [one.id for one in self.desk.contest.definition.juri]
        secret = REHEARSAL_PASSPHRASE if who == OPERATOR else rehearsal_pin(juri.index(who) + 1)
        assert self.desk.sit(who, secret) is None

    def do(self, decide, *args, **kwargs) -> Record:
        """One decision that must be taken."""
        done = self.desk.act(decide, *args, **kwargs)
        assert not isinstance(done, Refusal), done
        return done

    def ready(self) -> "Stagehand":
        """Drawn in the order of the file, and frozen."""
        numbers = {kbk.id: place for place, kbk in enumerate(self.desk.contest.definition.kbk, start=1)}
        self.do(definition.draw_typed, numbers)
        self.do(definition.freeze)
        return self

    def arm(self, kbk: str) -> "Stagehand":
        """Calls a KBK to the stage."""
        self.do(clock.arm, kbk, self.desk.now())
        return self

    def time(self, kind: str, **more) -> "Stagehand":
        """One timer command for the slot on the stage."""
        self.do(clock.command, SlotStepped(kind=kind, slot="", kbk="", **more), self.desk.now())
        return self

    def present(self, kbk: str) -> "Stagehand":
        """A whole presentation: 29:41 of presentation, 9:30 of questions."""
        self.arm(kbk).time("slot_started")
        self.clock.advance((29 * 60 + 41) * SECOND)
        self.time("slot_ended").time("slot_advanced").time("slot_started")
        self.clock.advance((9 * 60 + 30) * SECOND)
        return self.time("slot_ended").time("slot_finished")

    def mark(self, juri: str, kbk: str) -> Record:
        """A juri sends the sheet of MARKS; the operator sits down again."""
        event = self.desk.contest.definition
        marks = dict(zip([c.id for c in event.criterion], MARKS[juri, kbk].split(), strict=True))
        self.sit(juri)
        sent = self.desk.send(juri, kbk, marks, Notes(catatan="baik"))
        assert isinstance(sent, Record), sent
        self.sit(OPERATOR)
        return sent

    def judge(self, kbk: str) -> "Stagehand":
        """Both juri send."""
        for juri in ("pemprov", "swasta"):
            self.mark(juri, kbk)
        return self

    def event(self) -> "Stagehand":
        """Everything up to the last sheet."""
        self.ready()
        for kbk in self.desk.contest.order:
            self.present(kbk).judge(kbk)
        return self

    def lock(self) -> "Stagehand":
        """Sidang and lock by the chair."""
        self.sit("pemprov")
        self.do(result.open_deliberation)
        self.do(result.lock)
        return self
