"""The program: one snapshot, polled from the file, handed down to the screens; which screen this process may show."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual import events, work
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.reactive import reactive
from textual.screen import Screen

from juri_tui.commands import EVERYWHERE, OF_JURI, OFFICE, SCREENS, Command
from juri_tui.desk import Desk, Role, Unsaved
from juri_tui.hints import HINTS, read_hints, remember
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.records import Record
from juri_tui.rooms import ROOMS, SEATS, keeper
from juri_tui.screens.asking import HELD_NS, AskingScreen
from juri_tui.screens.base import ContestScreen
from juri_tui.screens.help import HelpScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.pick_kbk import AskKbk
from juri_tui.settings import IdleLocks
from juri_tui.signals import listen, within_reason
from juri_tui.snapshot import Snapshot
from juri_tui.store_fault import StoreFault
from juri_tui.theme import dress
from juri_tui.watch import CONSOLE_LOOK_S, LOOK_S, Watch
from juri_tui.widgets.dialogs import AskChoice
from juri_tui.widgets.first_hint import FirstHint
from juri_tui.widgets.notice import Notice
from juri_tui.widgets.palette import Palette

T = TypeVar("T")
BEAT_S = 5.0
DOUBT_S = 2.0


class JuriApp(App[None]):
    """One process at one contest. `home` is the folder that remembers which hints were read; without it none comes."""

    TITLE = "juri"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar = [
        *(Binding(command.keys, command.action.removeprefix("app."), show=False) for command in (*EVERYWHERE, *OFFICE)),
        Binding("ctrl+q", "leave", show=False, priority=True),
        Binding("f12", "retry", show=False, priority=True),
    ]
    snapshot: reactive[Snapshot | None] = reactive(None, repaint=False)
    unsaved: reactive[tuple[Unsaved, ...]] = reactive((), repaint=False)

    def __init__(self, desk: Desk, idle: IdleLocks | None = None, home: Path | None = None) -> None:
        self.desk = desk
        self.home = home
        self.read_hints = read_hints(home) if home else frozenset(HINTS)
        self.idle = idle or IdleLocks()
        self.retrying = False
        self.crash: Exception | None = None
        self.farewell = ""
        self.touched_ns = desk.now().boot_ns
        self.opened = desk.clock.read()
        self._pressed: tuple[str, int, Screen[Any] | None] = "", 0, None
        self._writer = ThreadPoolExecutor(1, "desk")
        self._reader = ThreadPoolExecutor(1, "poll")
        self._watch = Watch(desk.seen, CONSOLE_LOOK_S if desk.role is Role.OPERATOR else LOOK_S)
        super().__init__()
        dress(self)

    MODES: ClassVar = {
        name: partial(lambda screen: screen().data_bind(JuriApp.snapshot), screen) for name, screen in ROOMS.items()
    }

    def on_mount(self) -> None:
        """Opens the role's own screen and begins to follow the file."""
        listen(self)
        self.snapshot = self._snapshot()
        self.switch_mode(SEATS[self.desk.role][0])
        self.follow()
        if self.desk.role is Role.OPERATOR:
            self.keep_beating()
        self.set_interval(DOUBT_S, self._doubt)

    def _fatal_error(self) -> None:
        """Ends without Textual's picture of the fault, which shows local values: a PIN may be among them."""
        self.crash = self._exception
        self._close_messages_no_wait()

    async def on_event(self, event: events.Event) -> None:
        """Remembers when somebody last touched the keyboard or the mouse: an unwatched seat locks itself."""
        if isinstance(event, events.Key | events.MouseDown):
            self.touched_ns = self.desk.now().boot_ns
        if isinstance(event, events.Key) and not event.is_forwarded:  # what nobody wanted comes back here
            if self._held_over(event.key):
                return
            for hint in self.screen.query(FirstHint):
                hint.pressed(event.key)
        await super().on_event(event)

    def _held_over(self, key: str) -> bool:
        """Whether a key still held down from another screen reaches one on which a single key decides something."""
        now = self.desk.now().boot_ns
        last, when, where = self._pressed
        again = key == last and 0 <= now - when < HELD_NS
        self._pressed = key, now, where if again else self.screen
        return again and where is not self.screen and isinstance(self.screen, AskChoice | AskKbk | AskingScreen)

    @work
    async def on_first_hint_read(self, event: FirstHint.Read) -> None:
        """A hint goes, and does not come again; a slow disk keeps nobody waiting."""
        await event.hint.remove()
        if self.home and event.screen not in self.read_hints:
            self.read_hints |= {event.screen}
            await asyncio.to_thread(remember, self.home, event.screen)

    # --- the snapshot ----------------------------------------------------------------------------------------------

    def _snapshot(self) -> Snapshot:
        desk = self.desk
        return Snapshot(desk.contest, desk.drafted(), desk.console, desk.who)

    @work
    async def follow(self) -> None:
        """Takes over what has been written; a file that can not be read leaves the last picture, marked stale."""
        while await self._watch.moved():
            await self._follow()

    async def _follow(self) -> None:
        """One look at the file; looks come one after the other, so an older one never replaces a newer one."""
        if not self._watch.closed:
            self.snapshot = await asyncio.get_running_loop().run_in_executor(self._reader, self._read)

    def _read(self) -> Snapshot | None:
        try:
            self.desk.refresh()
            fresh = self._snapshot()
        except StoreFault:
            self._watch.again()
            return self._stale()
        return self.snapshot if fresh == self.snapshot else fresh

    def _stale(self) -> Snapshot | None:
        """The last picture, marked with the time since when it is old."""
        old = self.snapshot
        return old if old is None or old.stale_ns else replace(old, stale_ns=self.desk.now().wall_ns)

    def _doubt(self) -> None:
        """A file that does not even say that it can not be read: a disk that hangs. The clocks go on."""
        if self._watch.silent:
            self.snapshot = self._stale()

    async def at_desk(self, wanted: Callable[[], T]) -> T:
        """Runs one thing at the desk, after all that was asked for before; what it changed is shown at once."""
        # In this context, because a screen that was closed meanwhile finds its program nowhere else; and to its end,
        # for who asked may be gone before: leaving waits for what was typed, not the other way round.
        task = asyncio.get_running_loop().run_in_executor(self._writer, copy_context().run, wanted)
        answer = await asyncio.shield(task)
        await self._follow()
        return answer

    @work
    async def keep_beating(self) -> None:
        """Beats every few seconds, however long each takes; keys are answered meanwhile."""
        while True:
            await asyncio.sleep(BEAT_S)
            await self.beat()

    async def beat(self) -> None:
        """Keeps the console and the clock's last sign of life."""
        await self.at_desk(self._beat)

    def _beat(self) -> None:
        try:
            self.desk.beat()
        except StoreFault:
            return  # the poll shows that the file can not be reached; the next beat tries again

    # --- what was refused ------------------------------------------------------------------------------------------

    def refused(self, refusal: Refusal) -> None:
        """Says on the screen why something was not done; what was not saved can be tried again with F12."""
        words = refusal.words
        if isinstance(refusal, Unsaved):
            if all(refusal.act.uid != one.act.uid for one in self.unsaved):
                self.unsaved = (*self.unsaved, refusal)
            words = _("{words}  F12 coba simpan lagi").format(words=words)
        # A toast would cover the question that stands open; the line above the keys stays in sight behind it.
        for screen in reversed(self.screen_stack):
            if isinstance(screen, ContestScreen):
                screen.say(words, "refusal")
                return

    def withdraw(self, waiting: Unsaved) -> None:
        """Waits no more for this to be saved."""
        self.unsaved = tuple(one for one in self.unsaved if one.act.uid != waiting.act.uid)

    @work
    async def action_retry(self) -> None:
        """Does again what could not be saved, one thing after the other, none of it twice; what still waits is said."""
        if self.retrying:
            return
        self.retrying = True
        try:
            await self._retry()
        finally:
            self.retrying = False

    async def _retry(self) -> None:
        refused: Refusal | None = None
        done: Record | None = None
        while self.unsaved:
            waiting = self.unsaved[0]
            answer = await self.at_desk(partial(self.desk.do, waiting.act))
            if isinstance(answer, Refusal) and (isinstance(answer, Unsaved) or answer.code == "broken"):
                self.refused(answer)
                return
            self.withdraw(waiting)
            if isinstance(answer, Refusal):
                refused = refused or answer
            else:
                done = answer
                self._retried(answer)
        if refused is not None:
            self.refused(refused)
        elif done is None:
            self._retried(None)

    def _retried(self, answer: Record | None) -> None:
        if isinstance(self.screen, ContestScreen):
            self.screen.retried(answer)

    # --- going about -----------------------------------------------------------------------------------------------

    @work
    async def action_seat(self, name: str) -> None:
        """Goes to another screen of this role; some ask for the passphrase (or PIN) when somebody else sat here."""
        if name not in SEATS[self.desk.role] or name == self.current_mode or len(self.screen_stack) > 1:
            return
        who = keeper(self.desk.role, name, self.desk.contest)
        stays = self.desk.role is Role.KETUA and who is not None
        if (self.current_mode in ("sheet", "deliberation") and not stays) or (name == "sheet" and self.desk.who):
            await self.at_desk(self.desk.leave)
        # Where something lies above the screen by now, the key was pressed again, and this was asked already.
        if (
            who
            and self.desk.who != who
            and (len(self.screen_stack) > 1 or not await self.push_screen_wait(LockScreen(who)))
        ):
            return
        for notice in self.screen.query(Notice):  # why a key was refused is nothing to come back to
            notice.granted()
        self.switch_mode(name)

    def action_help(self) -> None:
        """Explains the screen."""
        if isinstance(self.screen, ContestScreen):
            self.push_screen(HelpScreen(self.screen.COMMANDS_OF, self.screen.HELP_TEXT, self._everywhere(self.screen)))

    def action_command_palette(self) -> None:
        """Opens the list of all commands by name."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def _everywhere(self, screen: ContestScreen) -> list[Command]:
        """The commands besides those of the screen that lead somewhere in this process."""
        office = () if screen.COMMANDS_OF in OF_JURI else OFFICE
        above = (
            screen is not self.screen_stack[0]
        )  # what lies on another screen is closed before anybody goes elsewhere
        away = {f"app.seat('{name}')" for name in ROOMS if above or name not in SEATS[self.desk.role]}
        return [
            command
            for command in (*EVERYWHERE, *office)
            if command.action not in away and self.check_action(command.action.removeprefix("app."), ())
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  (Textual's)
        """No palette and no way out while a juri sits here; on a shared terminal not even from the cover."""
        if action not in ("leave", "command_palette") or self.current_mode != "sheet":
            return True
        return action == "leave" and self.desk.role is Role.JURI and len(self.screen_stack) == 1

    def action_leave(self) -> None:
        """Closes the program."""
        self.exit()

    async def on_unmount(self) -> None:
        """Lets go of the file; a running clock runs on."""
        with within_reason(self), suppress(StoreFault):  # nothing is lost by a fault: the write-ahead log has it all
            self._watch.close()
            self._reader.shutdown(wait=True)
            self._writer.shutdown(wait=True)
            self.farewell = self.desk.close()

    def get_system_commands(self, screen: Screen[object]):  # type: ignore[no-untyped-def]
        """All commands of this screen by name, for the palette; none where a juri sits."""
        if not isinstance(screen, ContestScreen) or screen.COMMANDS_OF in OF_JURI:
            return
        for command in SCREENS[screen.COMMANDS_OF]:
            title = f"{command.label_text()}  ({command.cap_text()})"
            yield SystemCommand(title, command.help_text(), partial(screen.run_action, command.action))
        for command in self._everywhere(screen):
            title = f"{command.label_text()}  ({command.cap_text()})"
            yield SystemCommand(title, command.help_text(), partial(self.run_action, command.action))
