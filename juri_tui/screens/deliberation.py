"""Sidang: the chair's screen. Completeness, the ranking with its reasons, decisions, the lock, signatures."""

from collections.abc import Awaitable, Callable
from functools import partial
from textwrap import wrap
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from juri_tui.commands import DELIBERATION, bindings
from juri_tui.contest import Contest, State
from juri_tui.decisions import result
from juri_tui.deliberation_view import (
    Item,
    PlaceRow,
    Topic,
    completeness,
    items,
    next_step,
    places,
    unsigned,
)
from juri_tui.lang import N_, _
from juri_tui.model import Refusal
from juri_tui.screens import deliberation_flows as flows
from juri_tui.screens.base import ContestScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.snapshot import Snapshot
from juri_tui.widgets.header import ContestHeader
from juri_tui.widgets.key_bar import KeyBar
from juri_tui.widgets.notice import Notice

INDENT = 5
"""Cells before everything that belongs to a place."""
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
        self._items: tuple[Item, ...] | None = None
        self._drawn: tuple[Contest, bool, tuple[int, int]] | None = None
        self._list_width = 0
        self._busy = False
        self._asked = False

    def compose(self) -> ComposeResult:
        """The cover, or ranking and decisions."""
        yield ContestHeader().data_bind(ContestScreen.snapshot)
        yield Static(id="cover")
        with Container(id="body"):
            with VerticalScroll(id="ranking", can_focus=True):
                yield Static(id="places")
            with Vertical(id="side"):
                yield Static(id="asked", classes="title")
                yield OptionList(id="items")
                yield Static(id="state")
        yield Notice()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Shows what there is."""
        self._draw()

    def on_screen_resume(self) -> None:
        """Asks who is there, once each time somebody comes; the cover says how to ask again."""
        if not self.seated and not self._asked:
            self._asked = True
            self.action_confirm()

    def on_resize(self) -> None:
        """Sentences wrap elsewhere; the panes know their size after the next layout."""
        self.call_after_refresh(self._draw)

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
        wide = (self.query_one("#places").size.width, self.query_one("#items").size.width)
        if self._drawn == (contest, seated, wide):
            return
        self._drawn = (contest, seated, wide)
        self.call_after_refresh(self._draw)  # what was hidden has its width only after the next layout
        self.set_class(not seated, "-cover")
        if not seated:
            self._hide(contest)
            return
        self._asked = False
        step = next_step(contest)
        room = max(20, wide[0] - INDENT)
        self.query_one("#places", Static).update(_ranking(places(contest), contest, room))
        self._list(items(contest))
        self.query_one("#state", Static).update(_state(contest))
        self.query_one(Notice).hint(step.words)
        self.query_one(KeyBar).offer(step.actions)

    def _hide(self, contest: Contest) -> None:
        """Forgets everything that stood here before."""
        chair = contest.definition.ketua()
        self.query_one("#places", Static).update("")
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
        self.query_one(KeyBar).offer(("confirm",))

    def _list(self, found: tuple[Item, ...]) -> None:
        """The list of decisions; the selected line stays where its item is still there."""
        box = self.query_one("#items", OptionList)
        if found == self._items and box.size.width == self._list_width:
            return
        self._list_width = box.size.width
        self._items = found
        box.clear_options()
        box.add_options([Option(_item(item, max(20, box.scrollable_content_region.width - 2))) for item in found])
        first = next((place for place, item in enumerate(found) if item.topic is not Topic.MISSING), 0)
        box.highlighted = first if found else None
        self.query_one("#asked").display = box.display = bool(found)
        waiting = all(item.topic is Topic.MISSING for item in found)
        self.query_one("#asked", Static).update(Content(_("MASIH DITUNGGU") if waiting else _("KEPUTUSAN")))
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
        self.say(f"{words}  {next_step(self.contest).words}", "done")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Decides the selected item."""
        self._decide((self._items or ())[event.option_index])

    def action_confirm(self) -> None:
        """Decides the selected item; on the cover asks for the PIN."""
        box = self.query_one("#items", OptionList)
        if not self.seated:
            self._begin(_open)
        elif box.highlighted is not None and self._items:
            self._decide(self._items[box.highlighted])

    def _decide(self, item: Item) -> None:
        flow = {Topic.OVERTIME: flows.overtime, Topic.TIE: flows.tie, Topic.AWARD: flows.award}.get(item.topic)
        if flow is None:
            self.say(_("{words} Selesaikan di Meja Operator atau Lembar Nilai.").format(words=item.words), "fault")
        else:
            self._begin(partial(flow, item=item))

    def action_open_session(self) -> None:
        """Opens the sidang."""
        self._begin(_open_session)

    def action_deduct(self) -> None:
        """Points by hand."""
        self._begin(flows.deduct)

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


def _item(item: Item, room: int) -> Content:
    sign, colour = ("✓", "$success") if item.settled else ("▸", "$accent") if item.needed else ("○", "$secondary")
    if item.topic is Topic.MISSING:
        sign, colour = "▲", "$warning"
    return Content.assemble((f"{sign} ", f"bold {colour}"), "\n  ".join(wrap(item.words, room)))


def _ranking(rows: tuple[PlaceRow, ...], contest: Contest, room: int) -> Content:
    """Each place with its reason; before the sidang who is complete."""
    if not rows:
        return _came(contest)
    parts: list[Content] = []
    width = min(48, max(cell_len(row.name) for row in rows))
    wide = max(len(row.total) for row in rows)
    for row in rows:
        name = row.name + " " * (width - cell_len(row.name))
        lines = [
            Content.assemble(
                (f"{row.place:>3}  ", "bold $accent"), (name, "bold"), (f"   {row.total:>{wide}}", "bold $primary")
            ),
        ]
        told = [(row.reason, "$foreground"), (row.juri, "$text-muted")]
        told += [(words, "$secondary") for words in row.decided]
        told += [(f"▲ {words}", "$warning") for words in row.far]
        told += [(f"● {' · '.join(row.awards)}", "bold $success")] if row.awards else []
        for words, colour in told:
            lines += [Content.styled(" " * INDENT + line, colour) for line in wrap(words, room)]
        parts.append(Content("\n").join(lines))
    if contest.unlocked_for:
        words = _("Kunci pernah dibuka: {reasons}").format(reasons=" · ".join(contest.unlocked_for))
        parts.append(Content.styled(words, "$warning"))
    return Content("\n\n").join(parts)


def _came(contest: Contest) -> Content:
    """Who is complete, before the sidang."""
    lines = [Content.styled(_("KELENGKAPAN NILAI"), "bold $accent"), Content("")]
    for came in completeness(contest):
        sign = ("✓ ", "bold $success") if came.done else ("○ ", "bold $warning")
        lines.append(Content.assemble(sign, (came.name, "bold"), (f"   {came.words}", "$text-muted")))
    lines += [Content(""), Content.styled(_("Peringkat baru terlihat setelah sidang dibuka."), "$text-muted")]
    return Content("\n").join(lines)


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
