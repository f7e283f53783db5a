"""The operator's key for a new PIN, and the slips on which each juri alone sees his own."""

from collections.abc import Mapping
from functools import partial

from textual import work

from juri_tui.decisions.secret import wanted_for
from juri_tui.desk import OPERATOR
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.screens.asking import AskingScreen, writes
from juri_tui.screens.freeze import SlipsScreen
from juri_tui.screens.lock import LockScreen


class PinKeys(AskingScreen):
    """N: a new PIN for a juri who lost his, or who never got one."""

    @writes
    @work
    async def action_new_pin(self) -> None:
        """N: who needs it, then the two who agree, then the slip."""
        holders = self.contest.definition.pin_holders()
        who = await self.choose(_("PIN baru untuk siapa?"), holders, _("PIN yang lama langsung tidak berlaku."))
        if who is None:
            return
        pairs = wanted_for(self.contest, who)
        if isinstance(pairs, Refusal):
            self.juri.refused(pairs)
            return
        pair = await self._pair(pairs)
        granted: dict[str, str] = {}
        for one in pair or ():
            if not await self._agrees(one, granted):
                return
        if pair:
            made = await self.juri.at_desk(partial(self.juri.desk.reset_secret, who, granted))
            if isinstance(made, Refusal):
                self.juri.refused(made)
            else:
                await self.hand_out({who: made})

    async def _pair(self, pairs: tuple[tuple[str, ...], ...]) -> tuple[str, ...] | None:
        """The two who are asked; where there is a choice, the operator says which juri."""
        if len(pairs) == 1:
            return pairs[0]
        names = dict(self.contest.definition.pin_holders())
        second = await self.choose(_("Juri mana yang menyetujui?"), [(pair[1], names[pair[1]]) for pair in pairs])
        return next((pair for pair in pairs if pair[1] == second), None)

    async def _agrees(self, who: str, granted: dict[str, str]) -> bool:
        desk = self.juri.desk

        def prove(one: str, secret: str) -> Refusal | None:
            granted[one] = secret
            return desk.prove(one, secret)

        why = _("Kata sandi operator untuk PIN baru.") if who == OPERATOR else _("PIN Anda: tanda setuju PIN baru.")
        return await self.app.push_screen_wait(LockScreen(who, why=why, ask=prove)) is True

    async def hand_out(self, pins: Mapping[str, str]) -> None:
        """Shows new PINs one by one, each to the juri alone."""
        if pins:
            await self.app.push_screen_wait(SlipsScreen(self.juri.desk.contest, pins))
