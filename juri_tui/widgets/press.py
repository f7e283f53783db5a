"""A key drawn as a button: its cap and what it does. A click does the same as the key."""

from textual.content import Content
from textual.widgets import Static


class Press(Static):
    """Shows `cap` and `words`; a click runs `action` of the screen. `strong` marks the one obvious next step."""

    DEFAULT_CSS = """
    Press { width: auto; height: auto; padding: 0 2; margin-right: 2; background: $panel; color: $foreground; }
    Press.-strong { background: $accent; color: $background; text-style: bold; }
    Press:hover { text-style: reverse; }
    """

    def __init__(self, cap: str, words: str, action: str, *, strong: bool = False) -> None:
        self._action = action
        super().__init__(Content(f"{cap}  {words}"), classes="-strong" if strong else "")

    async def on_click(self) -> None:
        """Does what the key does."""
        await self.run_action(self._action)
