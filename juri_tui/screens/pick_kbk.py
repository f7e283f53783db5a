"""Which KBK: the one that a juri marks now, or one that a question is about. The keys are the numbers of the KBK."""

from collections.abc import Sequence
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
from juri_tui.model import Kbk
from juri_tui.widgets.answered_once import AnsweredOnce
from juri_tui.widgets.dialogs import style
from juri_tui.widgets.key_line import KeyLine
from juri_tui.widgets.pointed_list import PointedList

OTHER = 0
"""The key of the answer that is no KBK: no number is 0."""


class _Numbers:
    """Digits as they are typed, and which of some numbers they name: 1 and then 4 is 14 where there is one."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._known = [str(number) for number in numbers]
        self._typed = ""
        self.at_once = all(number < 10 for number in numbers)

    def place(self, character: str | None) -> int | None:
        """The place of the number that is typed by now; None where it is none, or not yet."""
        if not character or not (character.isascii() and character.isdigit()):
            return None
        tries = (self._typed + character, character)
        self._typed = next((text for text in tries if any(known.startswith(text) for known in self._known)), "")
        return self._known.index(self._typed) if self._typed in self._known else None


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
        self._numbers = _Numbers([choice.kbk.number for choice in choices])

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
        place = self._numbers.place(event.character)
        if place is not None:
            event.stop()
            self.query_one(PointedList).highlighted = place
            if self._numbers.at_once:
                self._take(self._choices[place])

    def _take(self, choice: Choice) -> None:
        if choice.open and self.is_active:
            self.dismiss(choice.kbk.id)

    def action_give_up(self) -> None:
        """Takes none."""
        if self.is_active:
            self.dismiss(None)


class AskKbk(AnsweredOnce[str | None], ModalScreen[str | None]):
    """A question about one of these KBK, each with what is said of it; None where it was left with Escape.

    `other` is one more answer, the empty id, under the key 0.
    """

    CSS = style("AskKbk")
    BINDINGS: ClassVar = [Binding("escape", "give_up", show=False)]

    def __init__(self, title: str, rows: Sequence[tuple[Kbk, str]], body: str = "", other: str = "") -> None:
        super().__init__()
        self._title, self._body = title, body
        self._answers = [(kbk.number, kbk.id, _entry(kbk, words)) for kbk, words in rows]
        if other:
            self._answers.append((OTHER, "", Content.assemble((f"{OTHER:>2}  ", "bold $accent"), other)))
        self._numbers = _Numbers([number for number, _id, _entry in self._answers])

    def compose(self) -> ComposeResult:
        """Title, body, the list, the keys."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            if self._body:
                yield Static(Content(self._body), classes="body")
            yield PointedList()
            yield KeyLine(_("↑↓ lalu Enter, atau nomornya   Esc batal"))

    def on_mount(self) -> None:
        """Points at the first."""
        entries = [[entry] for _number, _id, entry in self._answers]
        self.query_one(PointedList).show(entries, [True] * len(entries), 0 if entries else None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Gives the one pointed at back."""
        self._take(event.option_index)

    def on_key(self, event: events.Key) -> None:
        """A digit takes the KBK of that number at once, while no number has two digits; else it points at it."""
        place = self._numbers.place(event.character)
        if place is not None:
            event.stop()
            self.query_one(PointedList).highlighted = place
            if self._numbers.at_once:
                self._take(place)

    def _take(self, place: int) -> None:
        if self.is_active:
            self.dismiss(self._answers[place][1])

    def action_give_up(self) -> None:
        """Takes none."""
        if self.is_active:
            self.dismiss(None)


def _entry(kbk: Kbk, words: str = "") -> Content:
    """Number, name and office, and what is said of it."""
    return Content.assemble(
        (f"{kbk.number:>2}  ", "bold $accent"),
        (kbk.name, "bold"),
        f" · {kbk.unit}" if kbk.unit else "",
        (f" · {words}" if words else "", "$secondary"),
    )


def _lines(choice: Choice) -> list[Content]:
    return [_entry(choice.kbk), Content.styled(f"      {choice.sign} {choice.words}", "$secondary")]
