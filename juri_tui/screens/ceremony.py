"""Pengumuman: award by award from the lowest up, one key each; what comes next stays hidden from whoever looks on."""

from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from juri_tui.ceremony_view import Step, next_step, next_words, not_given, script, spot, steps
from juri_tui.commands import CEREMONY, bindings
from juri_tui.contest import Contest, State
from juri_tui.decisions import result
from juri_tui.deliberation_view import unsigned
from juri_tui.lang import N_, _
from juri_tui.model import Refusal
from juri_tui.records import Record
from juri_tui.screens.ask_sure import AskSure
from juri_tui.screens.asking import AskingScreen
from juri_tui.screens.base import ContestScreen
from juri_tui.screens.erratum import note_erratum
from juri_tui.snapshot import Snapshot
from juri_tui.standing import listed
from juri_tui.widgets.header import ContestHeader
from juri_tui.widgets.key_bar import KeyBar
from juri_tui.widgets.notice import Notice
from juri_tui.widgets.scroll import Scroll
from juri_tui.widgets.spotlight import Spotlight

INDENT = "  "


class CeremonyScreen(AskingScreen):
    """For the operator beside the MC. Winners stand here only once the board has shown them, or in the MC's script."""

    COMMANDS_OF = "ceremony"
    HELP_TEXT = N_(
        "Pengumuman pemenang dari juara terbawah ke atas. Spasi sekali menyebut penghargaan di papan, Spasi lagi "
        "menampilkan pemenangnya. Yang belum diumumkan tidak tampak di layar ini; hanya naskah MC (N) memuat semuanya. "
        "U menarik kembali yang terakhir."
    )
    CSS_PATH = "ceremony.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar = bindings(CEREMONY)

    def __init__(self) -> None:
        super().__init__()
        self._drawn: Contest | None = None
        self._busy = False
        self._totals = False

    def compose(self) -> ComposeResult:
        """The list of awards; beside it what the board shows, or the script."""
        yield ContestHeader().data_bind(ContestScreen.snapshot)
        with Horizontal(id="body"):
            with Scroll(id="order", can_focus=False):
                yield Static(id="awards")
            yield Spotlight()
            with Scroll(id="paper", can_focus=False):
                yield Static(id="script")
        yield Notice()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Shows what there is."""
        self._draw()

    def watch_snapshot(self, _snapshot: Snapshot | None) -> None:
        """Follows the contest."""
        if self.is_mounted and self.contest is not self._drawn:
            self._draw()

    def on_screen_suspend(self) -> None:
        """Whoever comes back finds the script closed."""
        self._open_script(False)

    # --- drawing -----------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        self._drawn = contest = self.contest
        lines, here = _awards(contest)
        self.query_one("#awards", Static).update(Content("\n").join(lines))
        self.query_one("#order").scroll_to(y=max(0, here - 4), animate=False)
        self.query_one(Spotlight).show(None if contest.public else spot(contest), _instead(contest))
        self.query_one(Notice).hint(next_words(contest))
        self.query_one(KeyBar).offer(_offered(contest))
        if self.has_class("-script"):
            self._open_script(True)

    def _open_script(self, open_: bool) -> None:
        """Shows the script, or forgets it."""
        text = script(self.contest, totals=self._totals) if open_ else ""
        self.set_class(bool(text), "-script")
        self.query_one("#script", Static).update(_script(text))

    # --- commands ----------------------------------------------------------------------------------------------

    def action_forward(self) -> None:
        """The next award, or who gets the one that was named."""
        if not self.held("forward", self.juri.desk.now()):
            self._one(forward=True)

    def action_undo(self) -> None:
        """Takes the last one back."""
        if not self.held("undo", self.juri.desk.now()):
            self._one(forward=False)

    @work
    async def _one(self, forward: bool) -> None:
        """One step on or back at a time."""
        if self._busy:
            return
        self._busy = True
        try:
            await (self._forward() if forward else self._back())
        finally:
            self._busy = False

    async def _forward(self) -> None:
        contest, desk = self.contest, self.juri.desk
        step = next_step(contest)
        if step is None or contest.public:
            self.refuse(next_words(contest))
        elif contest.called:
            await self._told(partial(desk.act, result.reveal, contest.called))
        elif contest.state is not State.LOCKED or await self._sure(contest):
            await self._told(partial(desk.act, result.call, step.award))

    async def _back(self) -> None:
        contest, desk = self.contest, self.juri.desk
        if contest.called:
            await self._told(partial(desk.act, result.call, contest.called, undone=True))
        elif contest.revealed:
            await self._told(partial(desk.act, result.reveal, contest.revealed[-1], undone=True))
        else:
            self.refuse(_("Belum ada yang disebut."))

    async def _told(self, wanted: partial[Record | Refusal]) -> None:
        """Asks the desk; the list tells what was done, so that the next step stays in sight."""
        answer = await self.juri.at_desk(wanted)
        if isinstance(answer, Refusal):
            self.juri.refused(answer)

    async def _sure(self, contest: Contest) -> bool:
        """Before the first name: from the first winner on the lock stays."""
        body = _(
            "Papan menampilkan setiap penghargaan. Sesudah pemenang pertama tampil, kunci hasil tidak dapat dibuka."
        )
        waiting = [contest.definition.juri_by_id(juri).name for juri in unsigned(contest)]
        if waiting:
            body += "\n" + _("Belum menandatangani: {names}.").format(names=listed(waiting))
        question = AskSure(_("Mulai pengumuman?"), body, _("mulai pengumuman"), _("belum, kembali"))
        return await self.app.push_screen_wait(question)

    def action_script(self) -> None:
        """Opens or closes the MC's script."""
        open_ = not self.has_class("-script")
        self._open_script(open_)
        if open_ and not self.has_class("-script"):
            self.refuse(_("Naskah tersedia setelah hasil dikunci."))
        self.query_one("#paper").scroll_home(animate=False)

    @work(exclusive=True, group="erratum")
    async def action_erratum(self) -> None:
        """Notes what was wrong in what was read out."""
        await note_erratum(self)

    def action_totals(self) -> None:
        """Writes the totals into the script, or leaves them out."""
        self._totals = not self._totals
        if self.has_class("-script"):
            self._open_script(True)

    def action_read(self, pages: int) -> None:
        """Scrolls the script, or the list where it is closed."""
        pane = self.query_one("#paper" if self.has_class("-script") else "#order")
        pane.scroll_relative(y=pages * max(1, pane.size.height // 2), animate=False)


# --- words in colour ------------------------------------------------------------------------------------------------


def _awards(contest: Contest) -> tuple[list[Content], int]:
    """The awards in their order, winners only of those read out; and the line of the one whose turn it is."""
    lines = [Content.styled(_("PENGUMUMAN"), "bold $accent"), Content("")]
    due, here = next_step(contest), 0
    for step in steps(contest):
        told = contest.public or step.award in contest.revealed
        current = due is not None and step.award == due.award and not contest.public
        here = len(lines) if current or told else here
        lines.append(_award(step.award, told, current, called=contest.called == step.award))
        if told:
            lines += _winners(step)
        lines += [Content("")] if told else []
    if contest.locked and (contest.public or due is None):
        lines += [Content.styled(f"– {award}: {_('tidak diberikan')}", "$secondary") for award in not_given(contest)]
    return lines, here


def _instead(contest: Contest) -> str:
    """What stands where no award is lit."""
    if contest.public:
        return _("Seluruh hasil sudah diumumkan.")
    if contest.state in (State.LOCKED, State.ANNOUNCED):
        return _("Belum ada yang disebut.")
    return _("Hasil belum dikunci.")


def _award(award: str, told: bool, current: bool, *, called: bool) -> Content:
    if told:
        return Content.assemble(("✓ ", "bold $success"), (award, "bold"))
    if current:
        return Content.assemble(("▸ ", "bold $accent"), (award + (" …" if called else ""), "bold $accent"))
    return Content.styled(f"○ {award}", "$secondary")


def _winners(step: Step) -> list[Content]:
    made = [Content.styled(INDENT + _("juara bersama"), "$secondary")] if step.shared else []
    for winner in step.winners:
        made.append(Content(f"{INDENT}{winner.number} {winner.name}"))
        made += [Content.styled(f"{INDENT}  {winner.unit}", "$secondary")] if winner.unit else []
    return made


def _offered(contest: Contest) -> tuple[str, ...]:
    if contest.public:
        return "script", "erratum"
    if contest.state not in (State.LOCKED, State.ANNOUNCED):
        return ()
    undo = ("undo",) if contest.called or contest.revealed else ()
    return ("forward", *undo, "script") if next_step(contest) else (*undo, "script")


def _script(text: str) -> Content:
    """The script with its headings in bold."""
    lines = text.splitlines()
    return Content("\n").join(
        [Content.styled(line, "bold $accent" if not place else "bold") if _heading(place, line) else Content(line)
         for place, line in enumerate(lines)]
    )  # fmt: skip


def _heading(place: int, line: str) -> bool:
    return not place or line[:1].isdigit()
