"""The receipt of a sheet: a code to compare with the recap, and the request to hand the terminal back."""

from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from juri_tui.lang import _, _n
from juri_tui.model import Kbk
from juri_tui.widgets.answered_once import AnsweredOnce
from juri_tui.widgets.big_letters import big_lines
from juri_tui.widgets.header import rehearsal_badge

if TYPE_CHECKING:
    from juri_tui.app import JuriApp
    from juri_tui.desk import Desk

STAYS_S = 10
DEAF_NS = 1_000_000_000
"""Keys within so long after it came up belong to the screen before."""


class ReceiptScreen(AnsweredOnce[None], ModalScreen[None]):
    """Shows the code for ten seconds, or until any key. It knows the code and the KBK, and no mark."""

    CSS_PATH = "receipt.tcss"

    def __init__(self, code: str, kbk: Kbk, note: str = "") -> None:
        super().__init__()
        self._code, self._kbk, self._note = code, kbk, note
        self._left, self._opened = STAYS_S, 0

    def compose(self) -> ComposeResult:
        """Sent, the code, what to do, and how long it stays."""
        kbk = self._kbk
        with Vertical():
            badge = rehearsal_badge(self._desk.contest)
            if badge:
                yield Static(badge, id="rehearsal")
            yield Static(Content(_("✓ Nilai terkirim")), id="done")
            yield Static(Content(f"{kbk.number}  {kbk.name} · {kbk.unit}".rstrip(" ·")), id="kbk")
            yield Static(Content(_("Kode tanda terima")), classes="small")
            yield Static(Content("\n".join(big_lines(self._code))), id="code")
            yield Static(Content(self._code), classes="small")
            yield Static(Content(self._note or _("Serahkan terminal kepada panitia.")), id="hand")
            yield Static("", id="left", classes="small")

    def on_mount(self) -> None:
        """Begins to count down."""
        self._opened = self._now()
        self.set_interval(1.0, self._count)
        self._show()

    @property
    def _desk(self) -> "Desk":
        return cast("JuriApp", self.app).desk

    def _now(self) -> int:
        return self._desk.now().boot_ns

    def _show(self) -> None:
        words = _n("Layar ini tertutup sendiri dalam {seconds} detik, atau tekan sembarang tombol.", self._left)
        self.query_one("#left", Static).update(Content(words.format(seconds=self._left)))

    def _count(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._show()
        elif self.is_active:
            self.dismiss()

    def on_key(self, event: events.Key) -> None:
        """Any key closes it, but not one that was still meant for the screen before."""
        event.stop()
        if self._now() - self._opened >= DEAF_NS and self.is_active:
            self.dismiss()

    def on_click(self) -> None:
        """So does a click."""
        if self.is_active:
            self.dismiss()
