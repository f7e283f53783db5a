"""How the operator's keys ask and act: small questions, reasons, and timer commands stamped at the key press."""

from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import TypeVar

from textual import work

from juri_tui.decisions import clock
from juri_tui.granting import with_chair
from juri_tui.guidance import usual_reasons
from juri_tui.lang import _
from juri_tui.model import Refusal, Stamp
from juri_tui.records import AnyPayload, Record, SlotKind, SlotStepped
from juri_tui.rights import CHAIR
from juri_tui.screens.base import ContestScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.slot import SECOND, Kind, Source
from juri_tui.store_fault import StoreFault
from juri_tui.text import TextFault, clean_block, clean_line, signed_seconds
from juri_tui.widgets.dialogs import AskChoice, AskLine

HELD_NS = 700_000_000
"""A key that comes again within this time of its last coming is the same press: terminals report no repeat."""
OWN_WORDS = "own"
AskingT = TypeVar("AskingT", bound="AskingScreen")


def writes(action: Callable[[AskingT], object]) -> Callable[[AskingT], None]:
    """A key that leads to a record: a process that only reads says so at once, and asks nothing first."""

    @wraps(action)
    def guarded(self: AskingT) -> None:
        words = self.juri.desk.read_only()
        if words:
            self.refuse(words)
        else:
            action(self)

    return guarded


class AskingScreen(ContestScreen):
    """A screen whose keys ask small questions."""

    _pressed: tuple[str, int] = ("", -SECOND)

    def held(self, key: str, at: Stamp) -> bool:
        """Whether this press is only the repeat of a key held down; the window slides along with it."""
        last, when = self._pressed
        self._pressed = (key, at.boot_ns)
        return key == last and 0 <= at.boot_ns - when < HELD_NS

    async def choose(self, title: str, choices: Sequence[tuple[str, str]], body: str = "") -> str | None:
        """One of several answers, or None."""
        return await self.app.push_screen_wait(AskChoice(title, choices, body))

    async def line(
        self,
        title: str,
        body: str = "",
        value: str = "",
        *,
        required: bool = True,
        read: Callable[[str], object] = clean_line,
    ) -> str | None:
        """A cleaned line that `read` takes, or None; what it refuses (TextFault) is said there, and can be mended."""
        typed = await self.app.push_screen_wait(AskLine(title, body, value, required=required, read=read))
        return None if typed is None else clean_block(typed)

    async def seconds(self, title: str, hint: str, lawful: Callable[[int], Refusal | None]) -> int | None:
        """A signed length, typed until it is one and `lawful` has nothing against it; None where it was left."""

        def read(typed: str) -> None:
            refusal = lawful(signed_seconds(typed))
            if refusal is not None:
                raise TextFault(refusal.words)

        typed = await self.line(title, hint, read=read)
        return None if typed is None else signed_seconds(typed)

    async def reason(self, title: str, usual: Sequence[str]) -> str | None:
        """A reason: one of the usual ones, or typed; None where the question was left."""
        choices = [(words, words) for words in usual]
        chosen = await self.choose(title, [*choices, (OWN_WORDS, _("alasan lain, ketik sendiri"))])
        return await self.line(title) if chosen == OWN_WORDS else chosen

    async def reason_of(self, kind: Kind, title: str) -> str | None:
        """The reason of a timer command."""
        return await self.reason(title, usual_reasons(kind))

    @work
    async def command(
        self,
        kind: SlotKind,
        at: Stamp,
        *,
        seen: int | None = None,
        ns: int = 0,
        reason: str = "",
        source: Source | None = None,
        done: str = "",
    ) -> None:
        """One timer command for the slot on the stage, as it was at `at`; refused where the screen showed another."""
        wanted = SlotStepped(kind=kind, slot="", kbk="", ns=ns, reason=reason, source=source)
        told = await self.ask(partial(self.juri.desk.act, clock.command, wanted, at, seen), done)
        if kind == "slot_finished" and isinstance(told, Record):
            await self.juri.at_desk(self._checkpoint)

    def _checkpoint(self) -> None:
        try:
            self.juri.desk.checkpoint()
        except StoreFault:
            return  # somebody was reading; the next KBK, or the end, folds the log

    async def ask_or_chair(self, done: str, decide: Callable[..., AnyPayload | Refusal], *args: object) -> None:
        """Asks for a decision; where it is the chair's, for the PIN as well, and it is taken in the chair's name."""
        desk, chair = self.juri.desk, self.contest.definition.ketua()
        answer = await self.juri.at_desk(partial(desk.act, decide, *args))
        if isinstance(answer, Refusal) and answer.code == CHAIR and chair is not None:

            def granted(_who: str, pin: str) -> Record | Refusal:
                return with_chair(desk, pin, decide, *args)

            if not await self.app.push_screen_wait(LockScreen(chair.id, why=answer.words, ask=granted)):
                return
        elif isinstance(answer, Refusal):
            self.juri.refused(answer)
            return
        self.say(done, "done")

    def refuse(self, words: str) -> None:
        """Says why a key did nothing."""
        self.juri.refused(Refusal("key", words))
