"""Somebody at the chair's screen, for tests: types, chooses, proves, and waits for what comes."""

from contests import MARKS, Stagehand
from frames import frame, until
from textual.widgets import Input

from juri_tui.app import JuriApp
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.records import Notes
from juri_tui.screens.deliberation import DeliberationScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.pick_kbk import AskKbk
from juri_tui.slot import SECOND
from juri_tui.widgets.chair_panes import Decisions
from juri_tui.widgets.dialogs import AskChoice, AskLine

CHAIR, OTHER = "111111", "222222"


class Chair:
    """Somebody at the chair's screen, who types and waits for what comes."""

    def __init__(self, pilot) -> None:
        self.pilot, self.app = pilot, pilot.app

    @property
    def contest(self):
        return self.app.desk.contest

    @property
    def text(self) -> str:
        return frame(self.app)

    @property
    def decisions(self) -> Decisions:
        return self.app.screen.query_one(Decisions)

    async def sees(self, words: str) -> None:
        await until(self.pilot, lambda: words in self.text)

    async def on(self, kind: type) -> None:
        await until(self.pilot, lambda: type(self.app.screen) is kind)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def types(self, text: str, kind: type = AskLine) -> None:
        """Answers a question for a line: what stood in it goes."""
        await self.on(kind)
        self.app.screen.query_one(Input).value = text
        await self.press("enter")

    async def picks(self, digit: str) -> None:
        await until(self.pilot, lambda: type(self.app.screen) in (AskChoice, AskKbk))
        await self.press(digit)

    async def pin(self, secret: str) -> None:
        await self.types(secret, LockScreen)

    async def sits(self) -> None:
        await self.pin(CHAIR)
        await self.on(DeliberationScreen)
        await until(self.pilot, lambda: self.app.screen.seated)
        await until(self.pilot, lambda: not self.app.screen._busy)

    async def back(self) -> None:
        await self.on(DeliberationScreen)
        await until(self.pilot, lambda: not self.app.screen._busy)


def sidang(hand: Stagehand) -> JuriApp:
    return JuriApp(Desk(hand.path, Role.KETUA, hand.clock))


def send(hand: Stagehand, juri: str, kbk: str, marks: str) -> None:
    """A sheet with marks of our own."""
    ids = [criterion.id for criterion in hand.desk.contest.definition.criterion]
    hand.sit(juri)
    hand.desk.send(juri, kbk, dict(zip(ids, marks.split(), strict=True)), Notes())
    hand.sit(OPERATOR)


def tied(hand: Stagehand) -> Stagehand:
    """Ceria and Melati end equal in everything; Melati's presentation was 1:31 over its limit."""
    hand.ready()
    for kbk in hand.desk.contest.order:
        if kbk == "melati":
            hand.arm(kbk).time("slot_started")
            hand.clock.advance((30 * 60 + 91) * SECOND)
            hand.time("slot_ended").time("slot_advanced").time("slot_started").time("slot_ended").time("slot_finished")
        else:
            hand.present(kbk)
        for juri in ("pemprov", "swasta"):
            send(hand, juri, kbk, MARKS[juri, "ceria" if kbk == "melati" else kbk])
    return hand
