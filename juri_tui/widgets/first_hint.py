"""One quiet line above the next step: what to know about this screen, until one of its keys was pressed."""

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from juri_tui.hints import AWAY, HINTS
from juri_tui.lang import _


class FirstHint(Static):
    """The hint of a screen that was never opened on this machine. A click sends it away too."""

    DEFAULT_CSS = """
    FirstHint { height: auto; max-height: 2; padding: 0 1; background: $boost; color: $text-muted; }
    """

    class Read(Message):
        """The person has seen the hint of this screen."""

        def __init__(self, hint: "FirstHint", screen: str) -> None:
            self.hint, self.screen = hint, screen
            super().__init__()

    def __init__(self, screen: str) -> None:
        self._hint, self._screen_name = HINTS[screen], screen
        super().__init__(Content.assemble("· ", self._hint.words(), "   ", (_("Esc tutup"), "bold $accent")))

    def pressed(self, key: str) -> None:
        """A key of the screen: one that the hint names, or Escape, ends it."""
        if key in self._hint.keys or key == AWAY:
            self.post_message(self.Read(self, self._screen_name))

    def on_click(self) -> None:
        """Read, by the mouse."""
        self.post_message(self.Read(self, self._screen_name))
