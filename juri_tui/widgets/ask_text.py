"""Two quiet boxes: a text of several lines to write, and something to read."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from juri_tui.lang import _
from juri_tui.widgets.answered_once import AnsweredOnce
from juri_tui.widgets.dialogs import style
from juri_tui.widgets.key_line import KeyLine
from juri_tui.widgets.scroll import Scroll
from juri_tui.widgets.steady import steady


class AskText(AnsweredOnce[str | None], ModalScreen[str | None]):
    """Asks for a text of several lines; F9 gives it back, Escape leaves it as it was (None)."""

    CSS = style("AskText") + "AskText TextArea { height: 8; margin-top: 1; border: none; background: $panel; }"
    BINDINGS: ClassVar = [
        Binding("f9", "keep", show=False, priority=True),
        Binding("escape", "give_up", show=False, priority=True),
    ]

    def __init__(self, title: str, body: str = "", value: str = "") -> None:
        super().__init__()
        self._title, self._body, self._value = title, body, value

    def compose(self) -> ComposeResult:
        """Title, body, the text, keys."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            if self._body:
                yield Static(Content(self._body), classes="body")
            field = TextArea(self._value, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
            yield steady(field, self.app)
            yield KeyLine(_("F9 simpan   Enter baris baru   Esc batal"))

    def action_keep(self) -> None:
        """Gives the text back."""
        self.dismiss(self.query_one(TextArea).text.strip())

    def action_give_up(self) -> None:
        """Leaves without an answer."""
        self.dismiss(None)


class Tell(AnsweredOnce[None], ModalScreen[None]):
    """Something to read, as long as it takes; Enter or Escape closes it."""

    CSS = style("Tell") + "Tell VerticalScroll { height: auto; max-height: 14; margin: 1 0; }"
    BINDINGS: ClassVar = [Binding("escape,enter", "dismiss", show=False)]

    def __init__(self, title: str, body: Content) -> None:
        super().__init__()
        self._title, self._body = title, body

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            with Scroll():
                yield Static(self._body)
            yield KeyLine(_("Enter tutup"))
