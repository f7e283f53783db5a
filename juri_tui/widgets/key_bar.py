"""The bottom line: at most six keys that matter on this screen, in words, each also a button for the mouse."""

from collections.abc import Mapping, Sequence
from typing import cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from juri_tui.commands import EVERYWHERE, Command

LIMIT = 6
SPACE = 3


class Key(Static):
    """One key of the bar; a click does what the key does."""

    def __init__(self, command: Command) -> None:
        self.command = command
        super().__init__(self._words(command.label_text()))

    def _words(self, label: str) -> Content:
        words = Content.assemble((self.command.cap_text(), "bold $accent"), " ", label)
        self.cells = words.cell_length
        return words

    def say(self, label: str) -> None:
        """Names what the key does now; empty: as always."""
        self.update(self._words(label or self.command.label_text()))

    async def on_click(self) -> None:
        """Runs the command."""
        await self.screen.run_action(self.command.action)


class KeyBar(Horizontal):
    """The keys that matter now, as many as fit, help always last; the least urgent ones go first.

    So does `back`, the way to another screen, unless it `stays`.
    """

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; background: $panel; }
    KeyBar Key { width: auto; margin-right: 3; }
    KeyBar Key:hover { text-style: reverse; }
    """

    def __init__(self, commands: Sequence[Command], back: Command | None = None, *, stays: bool = True) -> None:
        self.commands = commands
        ways = (back,) if back else ()
        self._last = (*ways, EVERYWHERE[0]) if stays else (EVERYWHERE[0],)
        self._spare = () if stays else ways
        self._offered: Sequence[str] = [command.action for command in commands if command.bar]
        self._labels: Mapping[str, str] = {}
        super().__init__()

    def compose(self) -> ComposeResult:
        """All keys; which of them are seen is a matter of what is offered and of the room."""
        for command in (*self.commands, *self._spare, *self._last):
            yield Key(command)

    def on_mount(self) -> None:
        """Begins with the usual keys."""
        self._fit()

    def on_resize(self) -> None:
        """More or fewer keys fit."""
        self._fit()

    def offer(self, actions: Sequence[str], labels: Mapping[str, str] | None = None) -> None:
        """Shows the keys of these actions instead: those that make sense now, the most urgent one first.

        `labels` says what some of them do at this moment (by action), where that changes.
        """
        labels = labels or {}
        if (tuple(actions), labels) == (tuple(self._offered), self._labels):
            return
        for key in self.query(Key):
            if labels.get(key.command.action) != self._labels.get(key.command.action):
                key.say(labels.get(key.command.action, ""))
        self._offered, self._labels = actions, labels
        self._fit()

    def _fit(self) -> None:
        keys = {key.command.action: key for key in self.query(Key)}
        last = [keys[command.action] for command in self._last]
        room = self.size.width - sum(key.cells for key in last) - SPACE * (len(last) - 1)
        shown = list(last)
        wanted = [*self._offered, *(command.action for command in self._spare)]
        for key in [keys[action] for action in wanted if keys[action] not in last][: LIMIT - len(last)]:
            room -= key.cells + SPACE
            if room >= 0 or not self.size.width:
                shown.append(key)
        for key in keys.values():
            key.display = key in shown
        urgent = [*(keys[action] for action in wanted), *keys.values()]
        self.sort_children(key=lambda key: (key in last, urgent.index(cast("Key", key))))
