"""What the screens at which a juri sits have in common: one line on top that says where one is and how the clock stands."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from juri_tui.clockface import face
from juri_tui.contest import Contest
from juri_tui.lang import _
from juri_tui.model import Stamp
from juri_tui.screens.base import ContestScreen

TICK_S = 0.2


def clock_line(contest: Contest, now: Stamp) -> str:
    """The clock on the stage in one line: KBK, phase, and what is left; empty while nothing is on."""
    slot = contest.live
    if slot is None:
        return ""
    seen = face(slot, now, contest.definition.overtime, contest.speed)
    kbk = contest.definition.kbk_by_id(slot.kbk)
    words = "" if not seen.words else f" · {seen.words}"
    left = _("sisa {clock}") if seen.remaining_ns is None or seen.remaining_ns > 0 else _("lewat {clock}")
    return f"{kbk.number} {kbk.name} · {seen.phase.name} · {left.format(clock=seen.text)}{words}"


class JuriScreen(ContestScreen):
    """A screen of the juri's side; its head keeps the clock in sight."""

    HEAD: ClassVar[str] = ""
    DEFAULT_CSS = """
    JuriScreen #head { dock: top; height: 1; padding: 0 1; background: $panel; }
    JuriScreen #head-title { width: 1fr; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
    JuriScreen #head-rehearsal { width: auto; padding: 0 2; color: $warning; text-style: bold; }
    JuriScreen #head-clock { width: 1fr; text-align: right; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def head_title(self) -> str:
        """What stands at the left of the head."""
        return _("Lembar nilai")

    def compose_head(self) -> ComposeResult:
        """The line on top."""
        with Horizontal(id="head"):
            yield Static(Content(self.head_title()), id="head-title")
            yield Static(Content(_("LATIHAN") if self.contest.rehearsal else ""), id="head-rehearsal")
            yield Static("", id="head-clock")

    def on_mount(self) -> None:
        """Begins to follow the clock."""
        self._clock_shown = ""
        self.set_interval(TICK_S, self._tick)
        self._tick()

    def _tick(self) -> None:
        line = clock_line(self.contest, self.juri.desk.now())
        if line != self._clock_shown:
            self._clock_shown = line
            self.query_one("#head-clock", Static).update(Content(line))
