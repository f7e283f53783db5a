"""F1: this screen in plain words, and every key of it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from juri_tui.commands import SCREENS, Command
from juri_tui.lang import _
from juri_tui.widgets.answered_once import AnsweredOnce
from juri_tui.widgets.dialogs import style
from juri_tui.widgets.key_line import KeyLine
from juri_tui.widgets.scroll import Scroll


class HelpScreen(AnsweredOnce[None], ModalScreen[None]):
    """What one sees here, and what each key does. Any of Escape, F1 and Enter closes it."""

    CSS = (
        style("HelpScreen", box="VerticalScroll")
        + """
        HelpScreen > VerticalScroll {
            scrollbar-size-vertical: 1; scrollbar-color: $panel-lighten-2; scrollbar-background: $surface;
        }
        HelpScreen .command { height: auto; }
        HelpScreen .command Static { width: 1fr; }
        HelpScreen .command .cap { width: 11; }
        """
    )
    BINDINGS: ClassVar = [Binding("escape,f1,enter,question_mark", "dismiss", show=False)]

    def __init__(self, commands: str, words: str, everywhere: Sequence[Command]) -> None:
        """`everywhere`: the commands below those of the screen that lead somewhere from here."""
        super().__init__()
        self._commands, self._words, self._everywhere = commands, words, everywhere

    def compose(self) -> ComposeResult:
        """The words, then the keys."""
        with Scroll():
            yield Static(Content(_("Bantuan")), classes="title")
            if self._words:
                yield Static(Content(_(self._words)), classes="body")
            for command in (*SCREENS[self._commands], *self._everywhere):
                with Horizontal(classes="command"):
                    yield Static(Content.styled(command.cap_text(), "bold $accent"), classes="cap")
                    yield Static(Content(command.help_text()))
            yield KeyLine(_("Esc tutup"))
