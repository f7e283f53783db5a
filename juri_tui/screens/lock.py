"""The question who is there: a passphrase or a PIN before a screen opens."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from juri_tui import pins
from juri_tui.desk import OPERATOR
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.records import Record
from juri_tui.widgets.answered_once import AnsweredOnce
from juri_tui.widgets.dialogs import style
from juri_tui.widgets.key_line import KeyLine
from juri_tui.widgets.steady import steady

if TYPE_CHECKING:
    from juri_tui.app import JuriApp


class LockScreen(AnsweredOnce[bool], ModalScreen[bool]):
    """Asks `who` (the operator or a juri id) for the secret; True once this person sits at the desk.

    `prove_only` asks a second person, who does not sit down; `ask` does something else with who and secret, and gives
    a Refusal or what was done. `act` is what Enter does, in a word or two.
    """

    CSS = style("LockScreen")
    BINDINGS: ClassVar = [Binding("escape", "give_up", show=False)]

    def __init__(
        self,
        who: str,
        *,
        prove_only: bool = False,
        why: str = "",
        ask: Callable[[str, str], Record | Refusal | None] | None = None,
        act: str = "",
    ) -> None:
        super().__init__()
        self._act = act or (_("setuju") if prove_only or ask else _("buka"))
        self._who, self._prove_only, self._why, self._ask = who, prove_only, why, ask
        self._asking = False

    @property
    def _app(self) -> "JuriApp":
        return cast("JuriApp", self.app)

    def compose(self) -> ComposeResult:
        """Who is asked for what, and in a rehearsal the answer."""
        contest = self._app.desk.contest
        operator = self._who == OPERATOR
        holders = dict(contest.definition.pin_holders())
        name = _("Operator") if operator else holders[self._who]
        with Vertical():
            yield Static(Content(name), classes="title")
            yield Static(
                Content(self._why or (_("Kata sandi operator") if operator else _("PIN enam angka"))), classes="body"
            )
            yield steady(Input(password=True, max_length=64 if operator else 6), self.app)
            if contest.rehearsal:
                place = 0 if operator else 1 + list(holders).index(self._who)
                secret = pins.REHEARSAL_PASSPHRASE if operator else pins.rehearsal_pin(place)
                yield Static(Content(_("LATIHAN: ketik {secret}").format(secret=secret)), classes="rehearsal")
            yield Static("", id="fault")
            yield KeyLine(_("Enter {act}   Esc batal").format(act=self._act))

    @work
    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Checks the secret away from the screen; a wrong one is said, and can be typed again."""
        if self._asking or not event.value.strip():
            return  # a held Enter is one try, and an empty field is none
        self._asking = True
        desk = self._app.desk
        ask = self._ask or (desk.prove if self._prove_only else desk.sit)
        refused = await self._app.at_desk(partial(ask, self._who, event.value))
        self._asking = False
        if not self.is_active:
            return
        if not isinstance(refused, Refusal):
            self.dismiss(True)
            return
        self.query_one(Input).value = ""
        self.query_one("#fault", Static).update(Content(f"▲ {refused.words}"))

    def action_give_up(self) -> None:
        """Leaves the door closed."""
        if not self._asking:
            self.dismiss(False)
