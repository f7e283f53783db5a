"""A question that a held key or a digit typed ahead can not answer: Y says yes, Enter and Escape go back."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from juri_tui.widgets.answered_once import AnsweredOnce
from juri_tui.widgets.dialogs import style
from juri_tui.widgets.press import Press


class AskSure(AnsweredOnce[bool], ModalScreen[bool]):
    """True for `yes` (key Y), False for `no` (Enter or Escape: the safe answer is the one that comes by itself)."""

    CSS = style("AskSure") + "AskSure .answers { height: 1; margin-top: 1; }"
    BINDINGS: ClassVar = [
        Binding("y,Y", "answer(True)", show=False),
        Binding("enter,escape", "answer(False)", show=False),
    ]

    def __init__(self, title: str, body: str, yes: str, no: str) -> None:
        super().__init__()
        self._title, self._body, self._yes, self._no = title, body, yes, no

    def compose(self) -> ComposeResult:
        """The question, and both answers as keys that can also be clicked."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            yield Static(Content(self._body), classes="body")
            with Horizontal(classes="answers"):
                yield Press("Enter", self._no, "screen.answer(False)", strong=True)
                yield Press("Y", self._yes, "screen.answer(True)")

    def action_answer(self, yes: bool) -> None:
        """Gives the answer; a second one on its way to a closed question is nothing."""
        if self.is_active:
            self.dismiss(yes)
