"""The cover between two juri: who is next, what each has left to send. Nothing that anybody marked is on it."""

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from juri_tui import commands
from juri_tui.commands import COVER, EVERYWHERE, bindings
from juri_tui.desk import Role
from juri_tui.form import choices, first_choice, judging_closed, to_do_words
from juri_tui.lang import N_, _
from juri_tui.model import Juri, Refusal
from juri_tui.screens.base import ContestScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.paper import check_with, leave, paper
from juri_tui.screens.pick_kbk import PickKbk
from juri_tui.screens.receipt import ReceiptScreen
from juri_tui.screens.scoresheet import Outcome, ScoresheetScreen
from juri_tui.snapshot import Snapshot
from juri_tui.widgets.header import ContestHeader
from juri_tui.widgets.key_bar import KeyBar
from juri_tui.widgets.notice import Notice
from juri_tui.widgets.pointed_list import PointedList


class CoverScreen(ContestScreen):
    """Where the terminal waits to be handed to a juri, and where it comes back to."""

    CSS_PATH = "cover.tcss"
    COMMANDS_OF = "cover"
    HELP_TEXT = N_(
        "Layar ini diserahkan kepada juri. Juri memilih namanya, mengetik PIN-nya, memilih kelompok, lalu menilai. "
        "Setelah nilai terkirim atau F10 ditekan, layar ini kembali; tidak ada nilai yang tertinggal."
    )
    BINDINGS = bindings(COVER)

    def compose(self) -> ComposeResult:
        """Head, the invitation, the names, the keys."""
        yield ContestHeader(clock=True).data_bind(ContestScreen.snapshot)
        with Center(), Vertical(id="cover"):
            yield Static(Content(_("SERAHKAN TERMINAL KEPADA JURI")), id="invitation")
            yield Static(Content(self._event_line()), id="event")
            yield PointedList(id="names")
        yield Notice()
        yield self.key_bar()

    def key_bar(self) -> KeyBar:
        """The keys of the cover; on the operator's terminal also the way back."""
        if self.juri.desk.role is Role.JURI:
            return super().key_bar()
        back = EVERYWHERE[1]
        words = commands.Command(
            back.action, back.keys, back.cap, N_("kembali ke Meja Operator (kata sandi)"), back.help, bar=True
        )
        return KeyBar((*COVER, words))

    def on_mount(self) -> None:
        """Shows the names, and keeps an eye on a sheet left open."""
        self._show_names()
        self.query_one(PointedList).focus()
        self.set_interval(1.0, self.lock_when_idle)

    def watch_snapshot(self, _snapshot: Snapshot | None) -> None:
        """What is left to send changes with every sheet."""
        if self.is_mounted:
            self._show_names()

    def _event_line(self) -> str:
        event = self.contest.definition.event
        return " · ".join(part for part in (event.name, event.place) if part)

    def _show_names(self) -> None:
        names = self.query_one(PointedList)
        panel = self.contest.definition.juri
        rows = [self._row(place, juri) for place, juri in enumerate(panel, start=1)]
        pointed = 0 if names.highlighted is None else min(names.highlighted, len(rows) - 1)
        names.show(rows, [True] * len(rows), pointed)
        self.query_one(Notice).hint(self._next_step())

    def _row(self, place: int, juri: Juri) -> list[Content]:
        named = [(f"{place:>2}  " if place < 10 else "    ", "bold $accent"), (juri.name, "bold")]
        if juri.role == "ketua":
            named.append((f" · {_('ketua dewan juri')}", "$foreground"))
        if juri.institution:
            named.append((f" · {juri.institution}", "$secondary"))  # last: where it is too long, it is cut
        return [
            Content.assemble(*named),
            Content.styled(f"      {to_do_words(self.contest, juri)}", "$secondary"),
            Content(""),
        ]

    def _next_step(self) -> str:
        closed = judging_closed(self.contest)
        if closed:
            return closed
        live = self.contest.live
        shared = self.juri.desk.role is Role.OPERATOR
        if shared and live is not None and live.run.anchor is not None:
            name = self.contest.definition.kbk_by_id(live.kbk).name
            return _("Jam {kbk} sedang berjalan. Dari layar ini jam tidak dapat dijeda.").format(kbk=name)
        return _("Juri: tekan angka di depan nama Anda, atau pilih dengan ↑↓ lalu Enter.")

    # --- a juri sits down ------------------------------------------------------------------------------------------

    @work(exclusive=True)
    async def action_paper(self) -> None:
        """F6: types or checks a sheet from paper."""
        await paper(self)
        await self.juri.at_desk(self._leave)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a name."""
        self._serve(self.contest.definition.juri[event.option_index])

    def on_key(self, event: events.Key) -> None:
        """A digit in front of a name chooses it."""
        if event.is_printable and event.character in tuple("123456789"):
            event.stop()
            self.choose(int(event.character or "0"))

    def choose(self, place: int) -> None:
        """The juri at this place of the list (from 1)."""
        panel = self.contest.definition.juri
        if 0 < place <= len(panel):
            self._serve(panel[place - 1])

    def _serve(self, juri: Juri) -> None:
        if not self.is_active:
            return
        closed = judging_closed(self.contest)
        if closed:
            self.say(closed, "fault")
        else:
            self.serve(juri)

    @work(exclusive=True)
    async def serve(self, juri: Juri) -> None:
        """PIN, KBK, sheet, until the juri has sent or hands the terminal back; then nobody sits here any more."""
        given: list[str] = []

        def sit(who: str, pin: str) -> Refusal | None:
            given[:] = [pin]
            return self.juri.desk.sit(who, pin)

        if not await self.juri.push_screen_wait(LockScreen(juri.id, ask=sit, act=_("buka"))):
            return
        receipt = await self._judge(juri, given.pop())
        await self.juri.at_desk(self._leave)
        if receipt is not None:
            await self.juri.push_screen_wait(receipt)

    async def _judge(self, juri: Juri, pin: str) -> ReceiptScreen | None:
        kbk = await self._pick(juri)
        while kbk is not None:
            marked = self.contest.definition.kbk_by_id(kbk)
            if (juri.id, kbk) in self.juri.desk.contest.sheets:
                return await check_with(self, juri, marked, juri.id, pin)
            sheet = ScoresheetScreen(juri.id, kbk)
            await self.juri.push_screen_wait(sheet)
            if sheet.outcome is not Outcome.OTHER:
                return ReceiptScreen(sheet.receipt, marked) if sheet.receipt else None
            kbk = await self._pick(juri)
        return None

    async def _pick(self, juri: Juri) -> str | None:
        contest = self.juri.desk.contest
        drafted = self.snapshot.drafted if self.snapshot else {}
        rows = choices(contest, juri.id, drafted)
        return await self.juri.push_screen_wait(
            PickKbk(juri.name, rows, first_choice(contest, juri.id), _("serahkan terminal"))
        )

    def _leave(self) -> None:
        leave(self.juri.desk)

    # --- left alone ------------------------------------------------------------------------------------------------

    async def lock_when_idle(self) -> None:
        """Closes what a juri left open; the draft keeps every accepted cell."""
        idle = self.juri.desk.now().boot_ns - self.juri.touched_ns
        if self.juri.current_mode != "sheet" or self.is_active or idle < self.juri.idle.juri_ns:
            return
        self.workers.cancel_node(self)
        while self.juri.screen is not self:
            await self.juri.pop_screen()
        await self.juri.at_desk(self._leave)
        self.say(_("Terkunci karena tidak dipakai. Draf tersimpan; pilih nama untuk melanjutkan."), "done")
