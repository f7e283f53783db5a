"""The keys of a question in words, below it; a click on one of them is the key."""

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

GAP = "   "
KEYS = {"Enter": "enter", "Esc": "escape", "F9": "f9"}
"""The caps that can be clicked, as Textual names their keys; they are the same in every language."""


def key_at(words: str, x: int) -> str:
    """The key whose cap and words stand at cell `x`; empty where there is none."""
    begin = 0
    for part in words.split(GAP):
        end = begin + cell_len(part)
        if begin <= x < end:
            return KEYS.get(part.strip().partition(" ")[0], "")
        begin = end + len(GAP)
    return ""


class KeyLine(Static):
    """Such as "Enter lanjut   Esc batal": three blanks between the keys."""

    def __init__(self, words: str) -> None:
        self._words = words
        super().__init__(Content(words), classes="keys")

    def on_click(self, event: Click) -> None:
        """Presses the key under the mouse."""
        at = event.get_content_offset(self)
        key = key_at(self._words, at.x) if at is not None and at.y == 0 else ""
        if key:
            self.app.simulate_key(key)
