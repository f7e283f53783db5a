"""Sidang: the chair's screen. Completeness, the ranking with its reasons, decisions, the lock, signatures."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from juri_tui.commands import DELIBERATION, bindings
from juri_tui.contest import Contest, State
from juri_tui.decisions import result
from juri_tui.deliberation_view import (
    Item,
    Topic,
    completeness,
    items,
    next_step,
    places,
    robustness,
    unsigned,
)
from juri_tui.lang import N_, _
from juri_tui.model import Refusal
from juri_tui.screens import deliberation_flows as flows
from juri_tui.screens.base import ContestScreen
from juri_tui.screens.erratum import note_erratum
from juri_tui.screens.lock import LockScreen
from juri_tui.settings import ATTENDED, PUBLIC, idle_words
from juri_tui.snapshot import Snapshot
from juri_tui.widgets.chair_panes import Decisions, Ranking
from juri_tui.widgets.header import ContestHeader
from juri_tui.widgets.key_bar import KeyBar
from juri_tui.widgets.notice import Notice
from juri_tui.widgets.scroll import Scroll

Flow = Callable[["DeliberationScreen"], Awaitable[None]]


class DeliberationScreen(ContestScreen):
    """Opens for the chair alone, by PIN; whoever else looks sees a cover without a single number."""

    COMMANDS_OF = "deliberation"
    HELP_TEXT = N_(
        "Sidang dewan juri, hanya untuk ketua. Sebelum sidang dibuka terlihat apa yang masih ditunggu; sesudahnya "
        "peringkat dengan alasannya, dan apa yang harus diputuskan. Lalu hasil dikunci, ditandatangani setiap juri, "
        "dan diumumkan."
    )
    CSS_PATH = "deliberation.tcss"
    BINDINGS: ClassVar = bindings(DELIBERATION)

    def __init__(self) -> None:
        super().__init__()
        self._drawn: tuple[Contest, bool] | None = None
        self._busy = False
        self._asked = False

    def compose(self) -> ComposeResult:
        """The cover, or ranking and decisions."""
        yield ContestHeader().data_bind(ContestScreen.snapshot)
        yield Static(id="cover")
        with Container(id="body"):
            with Scroll(id="ranking", can_focus=True):
                yield Ranking()
            with Vertical(id="side"):
                yield Static(id="asked", classes="title")
                yield Decisions()
                yield Static(id="state")
        yield Notice()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Shows what there is."""
        self._draw()
        self.set_interval(1.0, self.lock_when_idle)

    async def lock_when_idle(self) -> None:
        """Some minutes without a key: the totals go behind the cover, and the chair proves with the PIN again."""
        app, limit = self.juri, self.juri.idle.juri_ns
        idle = app.desk.now().boot_ns - app.touched_ns >= limit
        if not idle or not self.seated or app.current_mode in ATTENDED:
            return
        await app.at_desk(app.desk.leave)
        if app.current_mode in PUBLIC:
            return
        # What lies open above: a total taken apart, a question. It goes, and with it what it was asked for.
        self._asked = True
        self.workers.cancel_node(app.screen_stack[0])
        while len(app.screen_stack) > 1:
            await app.pop_screen()
        if app.screen is not self:
            await app.switch_mode("deliberation")
        words = _("Terkunci setelah {length} tanpa tombol. Tekan Enter dan ketik PIN ketua.")
        self.say(words.format(length=idle_words(limit)), "done")

    def on_screen_resume(self) -> None:
        """Asks who is there, once each time somebody comes; the cover says how to ask again."""
        first, self._asked = not self._asked, True
        if first and not self.seated:
            self.action_confirm()

    def on_screen_suspend(self) -> None:
        """Another screen, not only a question above this one: who comes next is asked."""
        if self.app.current_mode != "deliberation":
            self._asked = False

    def watch_snapshot(self, _snapshot: Snapshot | None) -> None:
        """Follows the contest, and who sits here."""
        if self.is_mounted:
            self._draw()

    @property
    def seated(self) -> bool:
        """Whether the chair sits here."""
        chair = self.contest.definition.ketua()
        return chair is not None and self.snapshot is not None and self.snapshot.who == chair.id

    # --- drawing -----------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        contest, seated = self.contest, self.seated
        if self._drawn == (contest, seated):
            return
        self._drawn = (contest, seated)
        self.set_class(not seated, "-cover")
        if not seated:
            self._hide(contest)
            return
        step = next_step(contest)
        rows = places(contest)
        if rows:
            opened = _("Kunci pernah dibuka: {reasons}").format(reasons=" · ".join(contest.unlocked_for))
            self.query_one(Ranking).tell(rows, [opened] if contest.unlocked_for else [])
            self._weigh(contest)
        else:
            self.query_one(Ranking).complete(completeness(contest))
        self._list(items(contest))
        self.query_one("#state", Static).update(_state(contest))
        self.query_one(Notice).hint(step.words)
        self.query_one(KeyBar).offer(step.actions)

    @work(thread=True, exclusive=True, group="weigh")
    def _weigh(self, contest: Contest) -> None:
        """Finds out how sure the first place is, beside everything else: with many KBK that takes its time."""
        self.app.call_from_thread(self._weighed, contest, robustness(contest))

    def _weighed(self, contest: Contest, sentences: tuple[str, ...]) -> None:
        if self._drawn == (contest, True):
            self.query_one(Ranking).sure(sentences)

    def _hide(self, contest: Contest) -> None:
        """Forgets everything that stood here before."""
        chair = contest.definition.ketua()
        self.query_one(Ranking).tell(())
        self._list(())
        self.query_one("#state", Static).update("")
        if chair is None:
            words = Content(_("Acara ini belum menetapkan ketua dewan juri."))
        else:
            words = Content.assemble(
                (_("SIDANG DEWAN JURI"), "bold $accent"),
                "\n\n",
                _("Hanya untuk ketua: {name}").format(name=chair.name),
                "\n\n",
                _("Tekan Enter, lalu ketik PIN."),
            )
        self.query_one("#cover", Static).update(words)
        self.query_one(Notice).hint(_("Tekan Enter untuk membuka sidang dengan PIN ketua."))
        self.query_one(KeyBar).offer(())

    def _list(self, found: tuple[Item, ...]) -> None:
        """The list of decisions under its name; both are gone where there is nothing."""
        box, name = self.query_one(Decisions), self.query_one("#asked", Static)
        name.display = box.display = bool(found)
        waiting = all(item.topic is Topic.MISSING for item in found)
        name.update(Content(_("MASIH DITUNGGU") if waiting else _("KEPUTUSAN")))
        box.tell(found)
        if found:
            box.focus()

    # --- commands ----------------------------------------------------------------------------------------------

    def _begin(self, flow: Flow) -> None:
        """Runs one flow of questions at a time, and only for the chair."""
        if self._busy:
            return
        self._busy = True
        self.run_worker(self._guarded(flow if self.seated else _open))

    async def _guarded(self, flow: Flow) -> None:
        try:
            await flow(self)
        finally:
            self._busy = False

    async def ask(self, wanted: Callable[[], Any], done: str = "") -> Any:
        """What the desk answers; what was done is said together with the next step."""
        answer = await super().ask(wanted, done)
        if not isinstance(answer, Refusal):
            self.done(done or _("Tersimpan."))
        return answer

    def done(self, words: str) -> None:
        """Says what was done, and what comes next."""
        self.say(f"{words}  {next_step(self.juri.desk.contest).words}", "done")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Decides the selected item."""
        self._decide(self.query_one(Decisions).items[event.option_index])

    def action_confirm(self) -> None:
        """Decides the selected item; on the cover asks for the PIN."""
        marked = self.query_one(Decisions).marked
        if not self.seated:
            self._begin(_open)
        elif marked is not None:
            self._decide(marked)

    def _decide(self, item: Item) -> None:
        flow = {Topic.OVERTIME: flows.overtime, Topic.TIE: flows.tie, Topic.AWARD: flows.award}.get(item.topic)
        if flow is None:
            self.say(_("{words} Selesaikan di Meja Operator atau Lembar Nilai.").format(words=item.words), "fault")
        else:
            self._begin(partial(flow, item=item))

    def action_open_session(self) -> None:
        """Opens the sidang."""
        self._begin(_open_session)

    def action_unfold(self) -> None:
        """A total taken apart."""
        self._begin(flows.unfolded)

    def action_deduct(self) -> None:
        """Points by hand."""
        self._begin(flows.deduct)

    def action_decide_place(self) -> None:
        """Sets a place on top of the computed ranking."""
        self._begin(flows.decide_place)

    def action_lock(self) -> None:
        """Locks the result."""
        self._begin(flows.lock)

    def action_unlock(self) -> None:
        """Opens the lock."""
        self._begin(flows.unlock)

    def action_sign(self) -> None:
        """A juri signs."""
        self._begin(flows.sign)

    def action_resume_event(self) -> None:
        """Back to the event."""
        self._begin(flows.resume)

    def action_correct_sheet(self) -> None:
        """Corrects a sent mark."""
        self._begin(flows.correct)

    def action_announce(self) -> None:
        """Makes the result public."""
        self._begin(flows.announce)

    def action_erratum(self) -> None:
        """Notes what was wrong in what was announced."""
        self._begin(note_erratum)

    def action_scroll(self, pages: int) -> None:
        """Turns a page of the ranking."""
        ranking = self.query_one("#ranking", Scroll)
        move = ranking.scroll_page_down if pages > 0 else ranking.scroll_page_up
        move(animate=False)

    def action_export(self) -> None:
        """Writes the papers."""
        self._begin(flows.export)


async def _open(screen: DeliberationScreen) -> None:
    """Asks the chair's PIN."""
    chair = screen.contest.definition.ketua()
    if chair is not None:
        await screen.app.push_screen_wait(LockScreen(chair.id, why=_("Sidang dibuka dengan PIN ketua dewan juri.")))


async def _open_session(screen: DeliberationScreen) -> None:
    await screen.ask(partial(screen.juri.desk.act, result.open_deliberation), _("Sidang dibuka."))


# --- words in colour ------------------------------------------------------------------------------------------------


def _state(contest: Contest) -> Content:
    """Below the decisions: the digest and who has signed."""
    if contest.locked is None or contest.state not in (State.LOCKED, State.ANNOUNCED):
        return Content("")
    waiting = unsigned(contest)
    lines = [
        Content.styled(_("SIDIK HASIL"), "bold $accent"),
        Content.styled(contest.locked.digest, "bold"),
        Content(""),
    ]
    lines.append(Content.styled(_("TANDA TANGAN"), "bold $accent"))
    for juri in contest.definition.juri:
        if juri.id in contest.signed:
            lines.append(Content.assemble(("✓ ", "bold $success"), juri.name))
        elif juri.id in waiting:
            lines.append(Content.assemble(("○ ", "$warning"), juri.name))
    return Content("\n").join(lines)
