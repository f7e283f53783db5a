"""The field of one mark: digits, a comma or a point, and the keys that go on to the next one."""

from collections.abc import Callable

from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

LONGEST = 12
DOWN, UP, HERE = 1, -1, 0
_DIRECTIONS = {"enter": DOWN, "down": DOWN, "tab": DOWN, "up": UP, "shift+tab": UP}
_NUMERALS = "0123456789,."


def pass_on(event: events.Key, sender: Input) -> None:
    """Gives a key that was typed ahead to the widget that has the focus by now.

    A whole burst ("16 Enter 17") may stand in this field's queue before its Enter has moved the focus; without this the
    17 would land behind the 16.
    """
    event.stop()
    event.prevent_default()
    target = sender.screen.focused
    if target is not None:
        late = events.Key(event.key, event.character)
        late._set_forwarded()
        target.post_message(late)


class ScoreField(Input):
    """Takes what a person types for a mark, and hands it over when Enter, an arrow or Tab leaves the field.

    `leave(direction, by_enter)` is called while the key is handled, not by a message: the next key may already wait.
    `say` gets what a key that means nothing here should have been. `abstain` is asked for by T, or by a dash where no
    mark is below zero. While `asking` is set, keys do nothing: a question about this field is open.
    """

    DEFAULT_CSS = """
    ScoreField { width: 8; height: 1; border: none; padding: 0 1; background: $panel; color: $foreground; }
    ScoreField:focus { border: none; background: $accent; color: $background; text-style: bold; }
    ScoreField:focus > .input--cursor { background: $background; color: $accent; }
    ScoreField:focus > .input--selection { background: $background 30%; color: $background; }
    """

    # The field is always as wide: what is typed must not make Textual arrange the whole screen anew at each digit.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(
        self,
        value: str,
        *,
        negative: bool,
        leave: Callable[[int, bool], None],
        abstain: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        self._leave, self._abstain, self._say = leave, abstain, say
        self._signs = "-" if negative else ""
        self.asking = False
        super().__init__(
            value, restrict=rf"{'-?' if negative else ''}[0-9.,]*", max_length=LONGEST, select_on_focus=True
        )

    async def on_key(self, event: events.Key) -> None:
        """Handles a key at once and whole: nothing typed ahead may land in the wrong field."""
        if self.screen.focused is not self:
            pass_on(event, self)
        elif self.asking and event.key not in ("f1", "f10"):
            event.stop()
            event.prevent_default()
        elif event.key in _DIRECTIONS:
            event.stop()
            event.prevent_default()
            self._leave(_DIRECTIONS[event.key], event.key == "enter")
        elif event.is_printable and event.character not in (*_NUMERALS, *self._signs):
            event.stop()
            event.prevent_default()
            if event.character in ("t", "T", "-", "–"):
                self._abstain()
            else:
                self._say(event.character or "")

    def restricted(self) -> None:
        """A character too many is not worth a bell in a hall."""

    def on_blur(self) -> None:
        """Whatever was typed is taken over where the mouse went elsewhere, not where only the window did."""
        if not self.asking and self.app.app_focus and self.screen.is_active:
            self._leave(HERE, False)
