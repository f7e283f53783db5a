"""The bottom line: at most six keys that matter on this screen, in words, each also a button for the mouse."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from juri_tui.commands import EVERYWHERE, Command

LIMIT = 6


class Key(Static):
    """One key of the bar; a click does what the key does."""

    def __init__(self, command: Command) -> None:
        self.command = command
        super().__init__(Content.assemble((command.cap_text(), "bold $accent"), " ", command.label_text()))

    async def on_click(self) -> None:
        """Runs the command."""
        await self.screen.run_action(self.command.action)


class KeyBar(Horizontal):
    """The keys of a screen's commands; `extra` adds commands of everywhere (help is always last)."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; background: $panel; }
    KeyBar Key { width: auto; margin-right: 3; }
    KeyBar Key:hover { text-style: reverse; }
    """

    def __init__(self, commands: Sequence[Command]) -> None:
        self.commands = commands
        super().__init__()

    def compose(self) -> ComposeResult:
        """The keys of the bar, help last."""
        shown = [command for command in self.commands if command.bar][: LIMIT - 1]
        for command in (*self.commands, EVERYWHERE[0]):
            key = Key(command)
            key.display = command in shown or command is EVERYWHERE[0]
            yield key

    def offer(self, actions: Sequence[str]) -> None:
        """Shows the keys of these actions instead: those that make sense now, at most five; help stays."""
        for key in self.query(Key):
            key.display = key.command.action in actions[: LIMIT - 1] or key.command is EVERYWHERE[0]
