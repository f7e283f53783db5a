"""The draw: number by number before everybody's eyes, or typed as it was drawn on paper."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static

from juri_tui.contest import Contest
from juri_tui.lang import _
from juri_tui.widgets.answered_once import AnsweredOnce
from juri_tui.widgets.big_clock import BigClock
from juri_tui.widgets.dialogs import style
from juri_tui.widgets.header import rehearsal_badge
from juri_tui.widgets.key_line import KeyLine
from juri_tui.widgets.scroll import Scroll
from juri_tui.widgets.steady import steady

EVERY_S = 2.5
"""Seconds between two numbers while nobody presses a key."""


class DrawReveal(AnsweredOnce[None], ModalScreen[None]):
    """Shows a draw that is already recorded: one number after the other, Space holds, Enter shows the next at once."""

    CSS_PATH = "draw.tcss"
    BINDINGS: ClassVar = [
        Binding("enter,right,down", "next", show=False),
        Binding("space", "hold", show=False),
        Binding("escape", "all", show=False),
    ]

    def __init__(self, contest: Contest) -> None:
        super().__init__()
        self._kbk = sorted(contest.definition.kbk, key=lambda kbk: kbk.number)
        self._seed = contest.seed or ""
        self._badge = rehearsal_badge(contest)
        self.revealed = 0
        self.holding = False
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The last number large, its KBK below, the list of those before."""
        title = [Content(_("UNDIAN NOMOR URUT TAMPIL")), self._badge]
        yield Static(Content("   ").join([part for part in title if part]), classes="title")
        with Horizontal():
            with Vertical(id="now"):
                yield BigClock()
                yield Static(id="name")
                yield Static(id="unit")
            with Scroll(id="before", can_focus=False):
                yield Static(id="list")
        yield Static(id="keys")

    def on_mount(self) -> None:
        """Begins with the first number after a breath."""
        self._show()
        self._timer = self.set_interval(EVERY_S, self._tick)

    def _tick(self) -> None:
        if not self.holding:
            self._forward()

    def _forward(self) -> None:
        self.revealed = min(len(self._kbk), self.revealed + 1)
        self._show()

    def action_next(self) -> None:
        """The next number at once; after the last one the screen closes."""
        if self.revealed == len(self._kbk):
            self.dismiss(None)
            return
        self._forward()
        if self._timer is not None:
            self._timer.reset()

    def action_hold(self) -> None:
        """Holds, or goes on."""
        self.holding = not self.holding
        self._show()

    def action_all(self) -> None:
        """Shows all that are left; pressed again it closes."""
        if self.revealed == len(self._kbk):
            self.dismiss(None)
        self.revealed = len(self._kbk)
        self._show()

    def _show(self) -> None:
        shown = self._kbk[: self.revealed]
        last = shown[-1] if shown else None
        self.query_one(BigClock).show(str(last.number) if last else "-")
        self.query_one("#name", Static).update(Content(last.name if last else ""))
        self.query_one("#unit", Static).update(Content(last.unit if last else ""))
        lines = []
        for kbk in shown:
            lines.append(Content.assemble((f"{kbk.number:>3}  ", "bold $accent"), kbk.name))
            lines += [Content.styled(f"     {kbk.unit}", "$secondary")] if kbk.unit else []
        self.query_one("#list", Static).update(Content("\n").join(lines))
        self.query_one("#before").scroll_end(animate=False)
        if self.revealed == len(self._kbk):
            words = _("Semua nomor terundi. Kode undian {seed}.   Enter tutup").format(seed=self._seed)
        elif self.holding:
            words = _("Ditahan.   Spasi lanjut   Enter nomor berikutnya   Esc tampilkan semua")
        else:
            words = _("Spasi tahan   Enter nomor berikutnya   Esc tampilkan semua")
        self.query_one("#keys", Static).update(Content(words))


class DrawTyped(AnsweredOnce[dict[str, int] | None], ModalScreen[dict[str, int] | None]):
    """The numbers as drawn on paper: one field for each KBK; Enter goes on, the last Enter gives them back."""

    CSS = (
        style("DrawTyped")
        + """
    DrawTyped VerticalScroll { height: auto; max-height: 14; }
    DrawTyped Horizontal { height: 1; }
    DrawTyped Input { width: 8; height: 1; margin: 0; border: none; padding: 0 1; background: $panel; }
    DrawTyped Input:focus { border: none; background: $accent; color: $background; }
    DrawTyped .kbk { width: 1fr; }
    """
    )
    BINDINGS: ClassVar = [
        Binding("escape", "give_up", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, contest: Contest) -> None:
        super().__init__()
        self._kbk = contest.running_order()

    def compose(self) -> ComposeResult:
        """One row for each KBK."""
        with Vertical():
            yield Static(Content(_("Hasil undian kertas")), classes="title")
            yield Static(
                Content(_("Ketik nomor urut setiap kelompok, 1 sampai {n}.").format(n=len(self._kbk))), classes="body"
            )
            with Scroll(can_focus=False):
                for place, kbk in enumerate(self._kbk):
                    with Horizontal():
                        yield Static(Content(f"{kbk.name} · {kbk.unit}" if kbk.unit else kbk.name), classes="kbk")
                        field = Input(restrict="[0-9]*", max_length=4, id=f"number-{place}")
                        yield steady(field, self.app)
            yield Static("", id="fault")
            yield KeyLine(_("Enter lanjut   ↑↓ pindah   Esc batal"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The next field; from the last one all numbers, unless one is missing or comes twice."""
        fields = list(self.query(Input))
        place = fields.index(event.input)
        if place + 1 < len(fields):
            fields[place + 1].focus()
            return
        numbers = [int(field.value or 0) for field in fields]
        wrong = next((p for p, n in enumerate(numbers) if not 1 <= n <= len(numbers) or n in numbers[:p]), None)
        if wrong is None:
            self.dismiss({kbk.id: number for kbk, number in zip(self._kbk, numbers, strict=True)})
            return
        fields[wrong].value = ""
        fields[wrong].focus()
        words = _("Nomor {kbk} belum benar: setiap nomor 1 sampai {n} dipakai satu kali.")
        self.query_one("#fault", Static).update(Content("▲ " + words.format(kbk=self._kbk[wrong].name, n=len(numbers))))

    def action_give_up(self) -> None:
        """Leaves everything as it was."""
        self.dismiss(None)
