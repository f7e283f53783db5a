"""Below the size that a screen is made for: what it needs, instead of a picture with pieces missing."""

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from juri_tui.lang import _

LEAST = (80, 24)
"""Columns and lines of the smallest terminal in which every screen has all that it does."""


class TooSmall(Static):
    """Covers the screen while the terminal is smaller; keys go on doing their work.

    It lies above on a layer of its own (`small`), so what it covers keeps its place and the focus.
    """

    DEFAULT_CSS = """
    TooSmall {
        layer: small; width: 1fr; height: 1fr; padding: 0 1; display: none;
        background: $background; color: $text-warning;
    }
    TooSmall.-on { display: block; }
    """

    def measure(self, size: Size) -> None:
        """The screen has this size now: is it enough?"""
        width, height = size
        self.set_class(width < LEAST[0] or height < LEAST[1], "-on")
        needs = _("Layar ini {width} x {height}; perlu paling kecil {least} x {high}.")
        words = needs.format(width=width, height=height, least=LEAST[0], high=LEAST[1])
        help_ = _("Perbesar jendela, atau kecilkan huruf (Ctrl dan −). Waktu lomba tetap dihitung.")
        self.update(Content.assemble((f"▲ {words}", "bold"), "\n", (help_, "$foreground")))
