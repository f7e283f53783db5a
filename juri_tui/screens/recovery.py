"""After the program, or the machine, was away: what the clock is worth, asked where nobody but a person can tell."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from juri_tui.contest import Contest
from juri_tui.guidance import local_time
from juri_tui.lang import _
from juri_tui.model import Stamp
from juri_tui.recovery import Recovery, RecoveryCase, recovery
from juri_tui.slot import SECOND, Slot, Source
from juri_tui.text import TextFault, length_text, signed_seconds
from juri_tui.widgets.answered_once import AnsweredOnce
from juri_tui.widgets.dialogs import AskLine, style
from juri_tui.widgets.key_line import KeyLine
from juri_tui.widgets.pointed_list import PointedList

QUIET_NS = 6 * SECOND
"""Away for less than this is less than the heartbeat can tell."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The elapsed time from which the clock goes on, at this moment, and who said so."""

    elapsed_ns: int
    source: Source
    at: Stamp


def question(found: Recovery) -> str:
    """What happened to a clock that runs on, for the strip above the keys; empty where nobody needs to know."""
    away = length_text(found.away_ns // SECOND)
    if found.case is RecoveryCase.EXACT and found.away_ns >= QUIET_NS:
        return _("Program tertutup paling lama {away} (menit:detik); waktu tetap berjalan.").format(away=away)
    if found.case is RecoveryCase.BRIDGED:
        return _("Komputer mati {away}; waktu dilanjutkan menurut jam dinding, ketelitian ±2 detik.").format(away=away)
    return ""


def answers() -> tuple[str, ...]:
    """What may be done about it, by digit."""
    return _("biarkan"), _("anggap jeda"), _("koreksi waktu")


class RecoveryScreen(AnsweredOnce[Answer | None], ModalScreen[Answer | None]):
    """Asks how much time was used, where the machine was off for too long, or its wall clock runs backwards."""

    CSS = style("RecoveryScreen")
    BINDINGS: ClassVar = [Binding("escape", "give_up", show=False)]

    def __init__(self, contest: Contest, slot: Slot, heartbeat: Stamp | None, now: Callable[[], Stamp]) -> None:
        super().__init__()
        self._contest, self._slot, self._now = contest, slot, now
        self._heartbeat = heartbeat
        self.found = recovery(slot, now(), heartbeat, contest.speed)

    def compose(self) -> ComposeResult:
        """What is known, and the ways on."""
        known = length_text(self.found.known_ns // SECOND)
        seen = local_time(self._now().wall_ns - self.found.away_ns, self._contest)
        if self.found.away_ns < 0:
            gap = _("Jam dinding komputer mundur; lamanya mati tidak diketahui.")
        else:
            gap = _("Menurut jam dinding komputer mati selama {away}.").format(
                away=length_text(self.found.away_ns // SECOND)
            )
        name = self._contest.definition.kbk_by_id(self._slot.kbk).name
        with Vertical():
            yield Static(Content(_("Berapa waktu yang sudah terpakai?")), classes="title")
            told = _("{kbk} · {phase}. Terakhir diketahui {seen}: {known} terpakai.")
            told = told.format(kbk=name, phase=self._slot.phase.name, seen=seen, known=known)
            yield Static(Content(f"{told}\n{gap}"), classes="body")
            yield PointedList()
            yield Static("", id="fault")
            yield KeyLine(_("Jam tidak dihitung sampai ini dijawab.   Esc nanti saja"))

    def on_mount(self) -> None:
        """Points at the first way."""
        entries = [[Content(f"{place}  {words}")] for place, words in enumerate(self._ways(), start=1)]
        self.query_one(PointedList).show(entries, [True] * len(entries), 0)

    def _ways(self) -> list[str]:
        known = length_text(self.found.known_ns // SECOND)
        made = [
            _("lanjutkan dari {known}: selama mati dianggap jeda").format(known=known),
            _("ketik waktu terpakai"),
        ]
        if self.found.away_ns >= 0:
            made.append(_("waktu mati ikut dihitung: {all}").format(all=length_text(self._bridged() // SECOND)))
        return made

    def _bridged(self) -> int:
        return self.found.known_ns + self._contest.speed * self.found.away_ns

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Takes the chosen way."""
        self._take(event.option_index)

    def on_key(self, event: object) -> None:
        """A digit chooses at once."""
        digit = getattr(event, "character", None) or ""
        if digit.isascii() and digit.isdigit() and 0 < int(digit) <= len(self._ways()):
            self._take(int(digit) - 1)

    def _take(self, way: int) -> None:
        at = self._now()
        if way == 1:
            self._type()
        elif way == 0:
            self.dismiss(Answer(self.found.known_ns, Source.OPERATOR, at))
        else:
            fresh = recovery(self._slot, at, self._heartbeat, self._contest.speed)
            self.dismiss(Answer(fresh.known_ns + self._contest.speed * fresh.away_ns, Source.OPERATOR, at))

    @work
    async def _type(self) -> None:
        hint = _("Menit.detik, misalnya 12.30; menurut catatan waktu Anda pada saat ini.")
        typed = await self.app.push_screen_wait(AskLine(_("Waktu terpakai"), hint))
        if typed is None:
            return
        at = self._now()
        try:
            seconds = signed_seconds(typed)
        except TextFault as fault:
            self.query_one("#fault", Static).update(Content(f"▲ {fault}"))
            return
        if seconds < 0:
            self.query_one("#fault", Static).update(Content("▲ " + _("Waktu tidak boleh kurang dari nol.")))
            return
        self.dismiss(Answer(seconds * SECOND, Source.OPERATOR, at))

    def action_give_up(self) -> None:
        """Leaves the clock unsettled; Enter asks again."""
        self.dismiss(None)
