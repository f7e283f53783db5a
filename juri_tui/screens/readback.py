"""Reading back before sending: every mark in digits and in words, the total large, and two keys."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Center, Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from juri_tui.commands import READBACK, bindings
from juri_tui.desk import Unsaved
from juri_tui.form import Form, read_back, total_text, total_words
from juri_tui.lang import N_, _
from juri_tui.model import Refusal
from juri_tui.records import Record
from juri_tui.screens.base import ContestScreen
from juri_tui.widgets.big_letters import big_lines
from juri_tui.widgets.header import ContestHeader
from juri_tui.widgets.notice import Notice
from juri_tui.widgets.press import Press
from juri_tui.widgets.scroll import Scroll

HELD_NS = 700_000_000
"""An Enter that follows the key before it sooner than this belongs to a held key, and sends nothing."""


class ReadBackScreen(ContestScreen):
    """Shows a form as it would be sent. `sent` is its record once it was; until then the draft stays what it is."""

    CSS_PATH = "readback.tcss"
    COMMANDS_OF = "readback"
    HELP_TEXT = N_(
        "Bacalah setiap nilai dengan angka dan dengan kata. Enter mengirim; setelah itu nilai hanya dapat diubah lewat "
        "koreksi di sidang. Esc kembali ke lembar tanpa mengirim."
    )
    HEADLINE = N_("Baca ulang sebelum mengirim")
    HINT = N_("Periksa setiap baris. Enter mengirim, Esc kembali untuk memperbaiki.")
    ANSWERS: tuple[tuple[str, str, str], ...] = ((N_("Enter"), N_("Kirim"), "send"), (N_("Esc"), N_("Kembali"), "back"))
    BINDINGS: ClassVar = [*bindings(READBACK), ("up", "scroll(-1)", "up"), ("down", "scroll(1)", "down")]

    def __init__(self, form: Form, send: Callable[[], Record | Refusal]) -> None:
        super().__init__()
        self.form = form
        self._send = send
        self.sent: Record | None = None
        self._unsaved: Unsaved | None = None
        self._busy = False
        self._last_key_ns = self._since_ns = 0

    def compose(self) -> ComposeResult:
        """Head, KBK, lines, total, notes, the two keys."""
        kbk = self.contest.definition.kbk_by_id(self.form.kbk)
        yield ContestHeader(clock=True).data_bind(ContestScreen.snapshot)
        with Center(), Vertical(id="back"):
            yield Static(Content(_(self.HEADLINE)), classes="title")
            unit = f" · {kbk.unit}" if kbk.unit else ""
            yield Static(Content.assemble((f"{kbk.number}  {kbk.name}", "bold $accent"), unit), id="kbk")
            with Scroll(id="lines", can_focus=False):
                for line in read_back(self.form):
                    with Horizontal(classes="line"):
                        yield Static(Content(str(line.place)), classes="place")
                        yield Static(Content(line.name), classes="name")
                        yield Static(Content(line.digits), classes="digits")
                        yield Static(Content(line.words), classes="words")
                for title, text in self._notes():
                    with Horizontal(classes="note"):
                        yield Static(Content(title), classes="title-of-note")
                        yield Static(Content(text), classes="text-of-note")
            with Horizontal(id="total"):
                total, most = total_text(self.form.total()), total_text(self.form.most())
                yield Static(Content("\n".join(big_lines(total.replace("−", "-")))), id="total-big")
                words = _("total {total} dari {most}\n{words}").format(
                    total=total, most=most, words=total_words(self.form)
                )
                yield Static(Content(words), id="total-words")
            with Horizontal(id="answers"):
                for cap, words, action in self.ANSWERS:
                    yield Press(_(cap), _(words), f"screen.{action}", strong=action == "send")
        yield Notice(_(self.HINT))

    def _notes(self) -> list[tuple[str, str]]:
        notes = self.form.notes
        titled = ((_("Keunggulan"), notes.keunggulan), (_("Saran"), notes.saran), (_("Catatan"), notes.catatan))
        return [(title, text) for title, text in titled if text]

    def on_mount(self) -> None:
        """Counts from now on which keys are deliberate."""
        self.follow()
        self._last_key_ns = self.juri.desk.now().boot_ns

    def on_key(self) -> None:
        """Remembers the time of every key; one that a finger still holds from the screen before sends nothing."""
        now = self.juri.desk.now().boot_ns
        self._since_ns, self._last_key_ns = now - self._last_key_ns, now

    def action_send_now(self) -> None:
        """Enter sends, once it is a key press of its own."""
        if self._since_ns >= HELD_NS:
            self.action_send()

    def action_scroll(self, lines: int) -> None:
        """Moves the lines where there are more than fit."""
        self.query_one("#lines").scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Back to the sheet; nothing is sent."""
        if self.is_active and not self._busy and not self.juri.retrying:
            self.dismiss()

    def on_unmount(self) -> None:
        """What was read back may be changed from now on: F12 must not send it as it was."""
        if self._unsaved is not None:
            self.juri.withdraw(self._unsaved)

    def action_send(self) -> None:
        """Sends once. What could not be saved stays here, and F12 tries the same sheet again."""
        if not self._busy and self.sent is None:
            self._busy = True
            self._go()

    @work
    async def _go(self) -> None:
        again = self._unsaved
        answer = await self.ask(self._send if again is None else partial(self.juri.desk.do, again.act))
        if isinstance(answer, Unsaved):
            self._unsaved = answer
        elif again is not None and isinstance(answer, Record):
            self._close(answer)
            return
        self.taken(answer)

    def taken(self, answer: Record | Refusal) -> None:
        """What the desk answered: the record of the sheet, or why it was not taken."""
        self._busy = False
        if isinstance(answer, Record) and self.sent is None:
            self.sent = answer
            self.dismiss()

    def retried(self, answer: Record | None) -> None:
        """F12 got the sheet through, or something else that was waiting: only Enter sends what was never sent."""
        if answer is not None and self._unsaved is not None and answer.uid == self._unsaved.act.uid:
            self._close(answer)

    @work
    async def _close(self, sent: Record) -> None:
        await self.juri.at_desk(partial(self.juri.desk.drop_draft, self.form.juri, self.form.kbk))
        self.taken(sent)
