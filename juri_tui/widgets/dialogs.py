"""Small questions: a line of text, a secret, one of several answers. The clock ticks on behind all of them."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from juri_tui.lang import _
from juri_tui.text import TextFault
from juri_tui.widgets.answered_once import AnsweredOnce
from juri_tui.widgets.key_line import KeyLine
from juri_tui.widgets.pointed_list import PointedList
from juri_tui.widgets.steady import steady


def style(name: str, box: str = "Vertical") -> str:
    """The look that all small questions share: one box in the middle, the screen behind still readable."""
    return f"""
    {name} {{ align: center middle; background: $background 60%; }}
    {name} > {box} {{
        width: 72; max-width: 95%; height: auto; max-height: 90%;
        padding: 1 3; background: $surface; border: round $accent;
    }}
    {name} .title {{ text-style: bold; color: $accent; }}
    {name} .body {{ margin: 1 0; }}
    {name} .keys {{ margin-top: 1; color: $text-muted; }}
    {name} .rehearsal {{ color: $warning; }}
    {name} #fault {{ color: $text-error; text-style: bold; }}
    {name} Input {{ margin-top: 1; }}
    {name} Input:focus {{ border: tall $accent; background-tint: $background 0%; }}
    {name} PointedList {{ max-height: 14; margin-top: 1; }}
    {name} PointedList:focus > .option-list--option-highlighted {{ text-style: bold; }}
    """


class AskLine(AnsweredOnce[str | None], ModalScreen[str | None]):
    """Asks for one line; None where it was left with Escape. `secret` hides what is typed.

    `read` raises TextFault where the line can not be taken: that is said below it, and the line stays to be mended.
    """

    CSS = style("AskLine")
    BINDINGS: ClassVar = [Binding("escape", "dismiss_none", show=False)]

    def __init__(
        self,
        title: str,
        body: str = "",
        value: str = "",
        *,
        secret: bool = False,
        required: bool = True,
        read: Callable[[str], object] = str,
    ) -> None:
        super().__init__()
        self._title, self._body, self._value = title, body, value
        self._secret, self._required, self._read = secret, required, read

    def compose(self) -> ComposeResult:
        """Title, body, field, keys."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            if self._body:
                yield Static(Content(self._body), classes="body")
            yield steady(Input(self._value, password=self._secret), self.app)
            fault = Static("", id="fault")
            fault.display = False
            yield fault
            yield KeyLine(_("Enter lanjut   Esc batal"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Gives the line back; an empty one only where that is an answer."""
        typed = event.value.strip()
        if not typed and self._required:
            return
        try:
            self._read(typed)
        except TextFault as fault:
            place = self.query_one("#fault", Static)
            place.display = True
            place.update(Content(f"▲ {fault}"))
        else:
            self.dismiss(typed)

    def action_dismiss_none(self) -> None:
        """Leaves without an answer."""
        self.dismiss(None)


class AskChoice(AnsweredOnce[str | None], ModalScreen[str | None]):
    """Asks for one of (key, words); digits choose at once. None where it was left with Escape."""

    CSS = style("AskChoice")
    BINDINGS: ClassVar = [Binding("escape", "dismiss_none", show=False)]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]], body: str = "") -> None:
        super().__init__()
        self._title, self._choices, self._body = title, choices, body

    def compose(self) -> ComposeResult:
        """Title, body, numbered choices, keys."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            if self._body:
                yield Static(Content(self._body), classes="body")
            yield PointedList()
            yield KeyLine(_("↑↓ lalu Enter, atau angkanya   Esc batal"))

    def on_mount(self) -> None:
        """Points at the first."""
        entries = [
            [Content(f"{place}  {words}" if place < 10 else f"   {words}")]
            for place, (_key, words) in enumerate(self._choices, start=1)
        ]
        self.query_one(PointedList).show(entries, [True] * len(entries), 0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Gives the chosen key back."""
        self.dismiss(self._choices[event.option_index][0])

    def on_key(self, event: object) -> None:
        """A digit chooses at once."""
        digit = getattr(event, "character", None) or ""
        if digit.isascii() and digit.isdigit() and 0 < int(digit) <= min(9, len(self._choices)):
            self.dismiss(self._choices[int(digit) - 1][0])

    def action_dismiss_none(self) -> None:
        """Leaves without an answer."""
        self.dismiss(None)
