"""The total so far, and this juri's own totals before: to keep one measure."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from juri_tui.form import Form, total_text
from juri_tui.lang import _, _n
from juri_tui.widgets.put import put, put_lines


class Totals(Vertical):
    """Two lines below the rows."""

    DEFAULT_CSS = """
    Totals { height: auto; margin: 1 0; padding-left: 5; }
    Totals #total { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Totals #before { height: auto; color: $text-muted; }
    """

    def compose(self) -> ComposeResult:
        """The total, and those before."""
        yield Static("", id="total")
        yield Static("", id="before")

    def show(self, form: Form, before: str) -> None:
        """Shows the total of the cells filled so far; `before` lists the earlier totals, already in words."""
        left = len(form.missing())
        name = _("Sementara") if left else _("Total")
        of = _("dari {most}").format(most=total_text(form.most()))
        open_cells = _("   {left} belum diisi").format(left=left) if left else ""
        total = (total_text(form.total()), "bold $accent")
        made = Content.assemble(f"{name}  ", total, f" {of}", (open_cells, "$secondary"))
        if not form.most():
            made = Content.styled(_n("{left} kriteria belum diisi", left).format(left=left), "$secondary")
        put(self.query_one("#total", Static), made)
        words = _("Total Anda sebelumnya: {totals}").format(totals=before) if before else ""
        put_lines(self.query_one("#before", Static), Content(words))
