"""Running the program at a contest: opening it, waiting for what it does, and reading back what it wrote."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from contests import Stagehand
from frames import until
from textual.pilot import Pilot

from juri_tui.app import JuriApp
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.pins import REHEARSAL_PASSPHRASE
from juri_tui.slot import SECOND


@asynccontextmanager
async def program(desk: Desk, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Pilot]:
    """The program at this desk, painted once."""
    app = JuriApp(desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield pilot


class Keys:
    """Presses keys one second apart by the clock of the contest, and waits until each has done what it does."""

    def __init__(self, pilot: Pilot, hand: Stagehand, desk: Desk | None = None) -> None:
        self.pilot, self.hand, self.desk = pilot, hand, desk or hand.desk

    @property
    def kinds(self) -> list[str]:
        """The kinds of all records so far."""
        return [record.kind for record in self.desk.records()]

    @property
    def last(self):
        """The payload of the last record."""
        return self.desk.records()[-1].payload

    async def press(self, *keys: str) -> None:
        """Each key a second after the one before."""
        for key in keys:
            self.hand.clock.advance(SECOND)
            await self.pilot.press(key)
            await self.pilot.pause()

    async def writes(self, *keys: str, kind: str, count: int = 1) -> None:
        """These keys write `count` records, the last of this kind."""
        before = len(self.kinds)
        await self.press(*keys)
        await until(self.pilot, lambda: len(self.kinds) >= before + count, f"{kind} by {keys}; {self.kinds[-3:]}")
        await self.shown()
        assert self.kinds[before:][-1] == kind
        assert len(self.kinds) == before + count

    async def refuses(self, *keys: str, words: str) -> None:
        """These keys write nothing, and the screen says why."""
        before = self.kinds
        await self.press(*keys)
        await until(self.pilot, lambda: words in self.notice, f"“{words}”, but “{self.notice}”")
        assert self.kinds == before

    async def shown(self) -> None:
        """The screen shows the contest as it stands at the desk."""
        app = self.pilot.app
        await until(self.pilot, lambda: app.snapshot and app.snapshot.contest.seq == self.desk.contest.seq, "snapshot")
        await self.pilot.pause()

    async def dialog(self, name: str) -> None:
        """Waits for a dialog of this class."""
        await until(self.pilot, lambda: type(self.pilot.app.screen).__name__ == name, name)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Types a line and Enter."""
        named = {":": "colon", "+": "plus", "-": "minus", ".": "full_stop", " ": "space", ",": "comma"}
        await self.pilot.press(*(named.get(sign, sign) for sign in text), "enter")
        await self.pilot.pause()

    @property
    def notice(self) -> str:
        """The line above the keys."""
        base = next(screen for screen in self.pilot.app.screen_stack if screen.query("Notice"))
        return str(base.query_one("Notice").content)

    def text(self, name: str) -> str:
        """The text of a widget of the screen below all dialogs."""
        return str(self.pilot.app.screen_stack[0].query_one(name).content)


def reopened(hand: Stagehand) -> Desk:
    """Another process at the same file, the operator sitting there."""
    desk = Desk(hand.path, Role.OPERATOR, hand.clock)
    desk.claim_console()
    assert desk.sit(OPERATOR, REHEARSAL_PASSPHRASE) is None
    return desk
