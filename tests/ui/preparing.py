"""Somebody at Persiapan, as a test plays the operator: keys, answers, and waiting for what they bring."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from contests import Stagehand
from desks import Keys, program
from frames import frame, until
from textual.widgets import Input


class Setup(Keys):
    """Somebody at Persiapan."""

    @property
    def screen(self):
        return self.pilot.app.screen_stack[0]

    @property
    def event(self):
        return self.hand.desk.contest.definition

    @property
    def shows(self) -> str:
        return frame(self.pilot.app)

    async def press(self, *keys: str) -> None:
        """Keys, the clock standing: nothing here asks for the time, and the golden frames show it."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def section(self, place: int) -> None:
        """The n-th section (from 0), the keys on its rows."""
        self.screen.query_one("#sections").focus()
        await self.press("home", *["down"] * place, "enter")

    async def answers(self, text: str, kind: str = "AskLine") -> None:
        """Fills a question in: what stood in it goes."""
        await self.dialog(kind)
        self.pilot.app.screen.query_one(Input).value = text
        await self.press("enter")

    async def says(self, words: str) -> None:
        await until(self.pilot, lambda: words in self.shows, f"“{words}” in\n{self.shows}")

    async def free(self) -> None:
        """The last question is closed, and what it changed is shown."""
        await until(self.pilot, lambda: not self.screen._busy and len(self.pilot.app.screen_stack) == 1)
        await self.shown()


@asynccontextmanager
async def setup(hand: Stagehand, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Setup]:
    async with program(hand.desk, size) as pilot:
        keys = Setup(pilot, hand)
        await keys.press("s")
        await until(pilot, lambda: pilot.app.current_mode == "setup")
        await pilot.pause()
        yield keys
