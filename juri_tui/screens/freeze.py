"""Freezing the rules: their code, the zero report, and each juri's PIN, shown once and to that juri alone."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from juri_tui.contest import Contest
from juri_tui.lang import N_, _, _n
from juri_tui.widgets.answered_once import AnsweredOnce
from juri_tui.widgets.dialogs import style


class FreezeScreen(AnsweredOnce[bool], ModalScreen[bool]):
    """First what is frozen, then the slips one by one; True once all juri have theirs."""

    HEAD: ClassVar = N_("Bekukan aturan")
    FIRST: ClassVar = -1
    CSS = (
        style("FreezeScreen")
        + """
    FreezeScreen #pin { text-style: bold; color: $accent; text-align: center; width: 1fr; margin: 1 0; }
    FreezeScreen #slip { height: auto; }
    """
    )
    BINDINGS: ClassVar = [
        Binding("enter", "next", show=False),
        Binding("space", "show", show=False),
        Binding("escape", "give_up", show=False),
    ]

    def __init__(self, contest: Contest, pins: Mapping[str, str]) -> None:
        super().__init__()
        self._contest = contest
        holders = dict(contest.definition.pin_holders())
        self._slips = [(holders[who], pin) for who, pin in pins.items()]
        self._place = self.FIRST
        self._open = False

    def compose(self) -> ComposeResult:
        """One text that changes with each key."""
        with Vertical():
            yield Static(Content(_(self.HEAD)), classes="title")
            yield Static(id="slip", classes="body")
            yield Static(id="pin")
            yield Static(id="next", classes="keys")

    def on_mount(self) -> None:
        """Begins with what is frozen."""
        self._show()

    def _show(self) -> None:
        self.query_one("#pin", Static).display = self._place >= 0 and self._open
        if self._place < 0:
            words, keys = self._rules(), _("Enter lanjut ke PIN juri   Esc batal")
        else:
            name, pin = self._slips[self._place]
            self.query_one("#pin", Static).update(Content(" ".join(pin)))
            if self._open:
                code = _("Kode aturan: {code}").format(code=self._contest.rules_code)
                told = _("PIN {juri}. Catat sekarang: PIN ini tidak ditampilkan lagi.").format(juri=name)
                words = Content(f"{told}\n{code}")
                keys = _("Enter sembunyikan dan lanjut")
            else:
                words = Content(_("Hanya {juri} yang boleh melihat layar ini.").format(juri=name))
                keys = _("Spasi tampilkan PIN   Esc batal") if self.FIRST < 0 else _("Spasi tampilkan PIN")
        self.query_one("#slip", Static).update(words)
        self.query_one("#next", Static).update(Content(keys))

    def _rules(self) -> Content:
        event = self._contest.definition
        lines = [
            Content.assemble((f"{_('Kode aturan'):<16}", "$secondary"), (self._contest.rules_code, "bold")),
            Content.assemble((f"{_('Kriteria'):<16}", "$secondary"), str(len(event.criterion))),
            Content.assemble((f"{_('Juri'):<16}", "$secondary"), str(len(event.juri))),
            Content.assemble((f"{_('Kelompok'):<16}", "$secondary"), str(len(event.kbk))),
            Content.assemble(
                (f"{_('Laporan nol'):<16}", "$secondary"),
                _n("{n} lembar nilai tersimpan", len(self._contest.sheets)).format(n=len(self._contest.sheets)),
            ),
            Content(""),
            Content(
                _("Sesudah ini kriteria, bobot, dan waktu tidak berubah lagi. Ketua dewan juri menyetujui dengan PIN.")
            ),
        ]
        if self._contest.board_mode == "langsung":
            words = _("▲ Papan: penonton melihat seluruh peringkat sebelum sidang. M di Meja Operator mengubahnya.")
            lines += [Content(""), Content.styled(words, "$text-warning")]
        return Content("\n").join(lines)

    def action_show(self) -> None:
        """Shows the PIN of the juri who stands here."""
        if self._place >= 0:
            self._open = True
            self._show()

    def action_next(self) -> None:
        """Hides it, and goes on to the next juri; a slip that was not shown is not passed over."""
        if self._place >= 0 and not self._open:
            return
        self._place, self._open = self._place + 1, False
        if self._place == len(self._slips):
            self.dismiss(True)
            return
        self._show()

    def action_give_up(self) -> None:
        """Nothing is frozen; new PINs are made the next time."""
        self.dismiss(False)


class SlipsScreen(FreezeScreen):
    """New PINs alone, after the freeze; they are valid already, so nobody leaves before each was seen."""

    HEAD = N_("PIN baru")
    FIRST = 0

    def action_give_up(self) -> None:
        """The slips stay until each juri has his."""
