"""Which KBK a juri marks now: all of them in running order, the likely one already pointed at."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from juri_tui.form import Choice
from juri_tui.lang import _
from juri_tui.widgets.answered_once import AnsweredOnce
from juri_tui.widgets.dialogs import style
from juri_tui.widgets.key_line import KeyLine
from juri_tui.widgets.pointed_list import PointedList


class PickKbk(AnsweredOnce[str | None], ModalScreen[str | None]):
    """The id of the chosen KBK; None where the juri hands the terminal back. Digits are the numbers of the KBK."""

    CSS = (
        style("PickKbk")
        + """
    PickKbk PointedList { max-height: 60vh; }
    """
    )
    BINDINGS: ClassVar = [Binding("escape,f10", "give_up", show=False)]

    def __init__(self, title: str, choices: tuple[Choice, ...], first: str | None, back: str) -> None:
        super().__init__()
        self._title, self._choices, self._first, self._back = title, choices, first, back

    def compose(self) -> ComposeResult:
        """The juri's name, the list, the keys."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            if any(choice.open for choice in self._choices):
                yield Static(Content(_("Kelompok mana yang Anda nilai?")), classes="body")
            else:
                yield Static(Content(_("Sekarang tidak ada lembar yang dapat diisi.")), classes="body")
            yield PointedList()
            keys = _("Enter pilih   ↑↓ pindah   Esc {back}").format(back=self._back)
            yield KeyLine(keys)

    def on_mount(self) -> None:
        """Shows the list, and points at the likely one."""
        places = [place for place, choice in enumerate(self._choices) if choice.kbk.id == self._first]
        rows = [_lines(choice) for choice in self._choices]
        self.query_one(PointedList).show(rows, [choice.open for choice in self._choices], places[0] if places else None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Takes the one pointed at."""
        self._take(self._choices[event.option_index])

    def on_key(self, event: events.Key) -> None:
        """A digit takes the KBK of that number at once, while no number has two digits; else it points at it."""
        wanted = [choice for choice in self._choices if str(choice.kbk.number) == event.character]
        if wanted:
            event.stop()
            self.query_one(PointedList).highlighted = self._choices.index(wanted[0])
            if all(choice.kbk.number < 10 for choice in self._choices):
                self._take(wanted[0])

    def _take(self, choice: Choice) -> None:
        if choice.open and self.is_active:
            self.dismiss(choice.kbk.id)

    def action_give_up(self) -> None:
        """Takes none."""
        if self.is_active:
            self.dismiss(None)


def _lines(choice: Choice) -> list[Content]:
    kbk = choice.kbk
    name = Content.assemble(
        (f"{kbk.number:>2}  ", "bold $accent"), (kbk.name, "bold"), f" · {kbk.unit}" if kbk.unit else ""
    )
    return [name, Content.styled(f"      {choice.sign} {choice.words}", "$secondary")]
