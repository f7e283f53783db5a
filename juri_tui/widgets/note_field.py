"""A note beside the marks: a few wrapped lines of words; Enter and the arrows go on like in a mark's field."""

from collections.abc import Callable

from textual import events
from textual.widgets import TextArea

from juri_tui.text import BLOCK_LIMIT, TextFault, clean_block
from juri_tui.widgets.mark_table import DOWN, HERE, UP


class NoteField(TextArea):
    """`leave(direction)` is called when Enter, Tab or an arrow beyond the first or last line leaves the field.

    `changed()` is called after each keystroke that changed the text, so that it can be kept soon. Text longer than a
    note may be, or with characters that a terminal would obey, stays in the field and is told by `fault`.
    """

    DEFAULT_CSS = """
    NoteField { height: 1; margin-bottom: 1; border: none; padding: 0 1; background: $panel; color: $foreground; }
    NoteField:focus { height: 2; margin-bottom: 0; border: none; background: $panel-lighten-1; }
    NoteField .text-area--cursor-line { background: transparent; }
    """

    def __init__(self, text: str, leave: Callable[[int], None], changed: Callable[[], None]) -> None:
        self._leave, self._kept_changed = leave, changed
        super().__init__(text, soft_wrap=True, show_line_numbers=False, compact=True, tab_behavior="focus")

    @property
    def fault(self) -> str:
        """Why this text can not be taken; empty where it can."""
        try:
            clean_block(self.text, BLOCK_LIMIT)
        except TextFault as fault:
            return str(fault)
        return ""

    @property
    def cleaned(self) -> str:
        """The text as it is kept; empty where it can not be taken."""
        return "" if self.fault else clean_block(self.text, BLOCK_LIMIT)

    async def on_key(self, event: events.Key) -> None:
        """Enter goes on: a person who fills in a form does not expect it to stay."""
        line = self.wrapped_document.location_to_offset(self.cursor_location).y
        directions = {"enter": DOWN, "tab": DOWN, "shift+tab": UP}
        if line == 0:
            directions["up"] = UP
        if line == self.wrapped_document.height - 1:
            directions["down"] = DOWN
        if event.key in directions:
            event.stop()
            event.prevent_default()
            self._leave(directions[event.key])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  (Textual's)
        """F6 and F7 belong to the screen; a text area would take them to select."""
        return action not in ("select_line", "select_all")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tells that there is something to keep."""
        event.stop()
        self._kept_changed()

    def on_blur(self) -> None:
        """What was typed is kept when the field is left, by key or by mouse."""
        self._leave(HERE)
