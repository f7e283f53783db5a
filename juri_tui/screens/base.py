"""What all screens of a contest have in common: the snapshot, the notice line, the key bar, and the way to the desk."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, cast

from textual import work
from textual.reactive import Reactive, reactive
from textual.widget import Widget

from juri_tui.commands import EVERYWHERE, OF_JURI, SCREENS
from juri_tui.contest import Contest
from juri_tui.desk import Role
from juri_tui.hints import HINTS
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.records import AnyPayload, Record
from juri_tui.snapshot import Snapshot
from juri_tui.widgets.answered_once import AnsweredOnce
from juri_tui.widgets.first_hint import FirstHint
from juri_tui.widgets.key_bar import KeyBar
from juri_tui.widgets.notice import Notice
from juri_tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from juri_tui.app import JuriApp

P = ParamSpec("P")
HOMES = {Role.OPERATOR: "operator", Role.KETUA: "deliberation"}
"""The screen from which the others are opened, by role."""
STAYING = ("deliberation", "ceremony", "board", "history", "print")
"""Screens before which somebody stands for long, or that no other key leaves: the way back is always in the footer."""


class ContestScreen(AnsweredOnce[None]):
    """A screen of a contest. Subclasses name their row in `commands.SCREENS`, and show `snapshot` when it changes."""

    COMMANDS_OF: ClassVar[str] = ""
    HELP_TEXT: ClassVar[str] = ""
    NEEDS_ROOM: ClassVar[bool] = True
    DEFAULT_CSS = "ContestScreen { layers: default small; overflow: hidden; }"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (160, "-huge")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012

    # What changes paints itself: neither a record nor the focus moving on is a reason to paint all of the screen.
    snapshot: reactive[Snapshot | None] = reactive(None, repaint=False)
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    @property
    def juri(self) -> "JuriApp":
        """The program this screen belongs to."""
        return cast("JuriApp", self.app)

    @property
    def contest(self) -> Contest:
        """The contest as this screen shows it."""
        return self.snapshot.contest if self.snapshot else self.juri.desk.contest

    def key_bar(self) -> KeyBar:
        """The key bar of this screen's commands, with the way back to the screen that this process opened first.

        Where the own keys are many and Esc is one of them, the way back takes what room is left. In front of a juri
        there is none: the sheet is closed first (F10), and the cover behind it says how to go on.
        """
        own, home = SCREENS[self.COMMANDS_OF], HOMES.get(self.juri.desk.role, "")
        home = "" if self.COMMANDS_OF in OF_JURI else home
        back = next((command for command in EVERYWHERE if command.action == f"app.seat('{home}')"), None)
        return KeyBar(own, None if home == self.COMMANDS_OF else back, stays=self.COMMANDS_OF in STAYING)

    def on_mount(self) -> Coroutine[Any, Any, None] | None:
        """Ready for too small a terminal; on the first opening on this machine also the one thing to know."""
        if self.NEEDS_ROOM:
            self.mount(small := TooSmall())
            small.measure(self.app.size)
        if self.COMMANDS_OF in HINTS and self.COMMANDS_OF not in self.juri.read_hints:
            self.mount(FirstHint(self.COMMANDS_OF), before=self.query_one(Notice))
        return None

    def on_resize(self) -> None:
        """Another size, perhaps too small a one."""
        for small in self.query(TooSmall):
            small.measure(self.app.size)

    def say(self, words: str, kind: str = "hint") -> None:
        """Shows one line above the keys: a `hint`, `done`, or a `fault`."""
        for notice in self.query(Notice):  # none is there once the screen has been closed
            notice.show(words, kind)

    def follow(self) -> None:
        """Takes the snapshot from the program; for a screen that was pushed, and so has no parent to bind it."""
        self.watch(self.juri, "snapshot", self._take_snapshot)

    def _take_snapshot(self, snapshot: Snapshot | None) -> None:
        self.snapshot = snapshot

    def retried(self, answer: Record | None) -> None:
        """F12 got through what could not be saved before; None where nothing was waiting."""
        if answer is not None:
            self.say(_("Tersimpan."), "done")

    @work
    async def act(
        self, decide: Callable[Concatenate[Contest, P], AnyPayload | Refusal], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Asks the desk for a decision without waiting here, and says what came of it."""
        await self.ask(partial(self.juri.desk.act, decide, *args, **kwargs))

    async def ask(self, wanted: Callable[[], Any], done: str = "") -> Any:
        """What the desk answers, in the order of asking; a refusal is said, `done` is said where it was granted."""
        answer = await self.juri.at_desk(wanted)
        if isinstance(answer, Refusal):
            self.juri.refused(answer)
        elif done or isinstance(answer, Record):
            self.say(done or _("Tersimpan."), "done")
        return answer
