"""The line above the keys: what to do next, what was just done, or what went wrong and what to do about it."""

from functools import partial

from textual.content import Content
from textual.widgets import Static

from juri_tui.widgets.put import put_lines

SIGNS = {"hint": "▸", "done": "✓", "cue": "▲", "fault": "▲", "refusal": "▲"}


class Notice(Static):
    """One line (a fault may take three). A hint comes back when what was said has been read."""

    DEFAULT_CSS = """
    Notice { height: auto; max-height: 3; padding: 0 1; color: $text-muted; }
    Notice.-hint { color: $text; }
    Notice.-done { color: $text-success; }
    Notice.-cue { color: $text-warning; text-style: bold; }
    Notice.-fault { color: $text-error; text-style: bold; background: $error-muted; }
    """
    LINGER_S = 6.0

    def __init__(self, hint: str = "") -> None:
        self._hint = hint
        self._until = 0
        self._refused = False
        super().__init__()

    def on_mount(self) -> None:
        """Begins with the hint."""
        self.show(self._hint, "hint")

    def hint(self, words: str) -> None:
        """Sets what to do next; shown at once unless something else was just said."""
        if words == self._hint:
            return
        self._hint = words
        if self.has_class("-hint"):
            self.show(words, "hint")

    def show(self, words: str, kind: str) -> None:
        """Shows `words` as `hint`, `done`, `cue` (a mark of the clock was crossed), `fault`, or `refusal` of a key."""
        self._until += 1
        self._refused = kind == "refusal"
        look = "fault" if self._refused else kind
        if not self.has_class(f"-{look}"):
            self.set_classes(f"-{look}")
        put_lines(self, Content(f"{SIGNS[kind]} {words}" if words else ""))
        if kind != "hint":
            linger = 2 * self.LINGER_S if look == "fault" else self.LINGER_S
            self.set_timer(linger, partial(self._fade, self._until))

    def granted(self) -> None:
        """A key was granted what it asked: why another one was refused before is true no more; a fault stays."""
        if self._refused:
            self.rest()

    def rest(self) -> None:
        """Nothing is wrong any more: shows what to do next."""
        self.show(self._hint, "hint")

    def _fade(self, shown: int) -> None:
        if shown == self._until:
            self.rest()
