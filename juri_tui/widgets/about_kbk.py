"""Who performs: number, name and office together, the title, and where there is room problem, solution and members."""

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from juri_tui.lang import _
from juri_tui.model import Kbk
from juri_tui.speaking import shares_words
from juri_tui.widgets.put import put

if TYPE_CHECKING:
    from juri_tui.app import JuriApp

EVERY_S = 1.0


def told_of(kbk: Kbk) -> list[tuple[str, str]]:
    """(title, words) of what a KBK tells about itself."""
    told = ((_("Masalah"), kbk.problem), (_("Solusi"), kbk.solution), (_("Anggota"), ", ".join(kbk.members)))
    return [(title, words) for title, words in told if words]


class AboutKbk(Vertical):
    """The head of a sheet; `whose` stands on its right."""

    DEFAULT_CSS = """
    AboutKbk { height: auto; padding: 0 2 1 2; }
    AboutKbk #whose { height: 1; }
    AboutKbk #kbk { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    AboutKbk #juri { width: auto; max-width: 50%; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    AboutKbk #kbk-title { height: auto; max-height: 2; }
    AboutKbk #spoken { display: none; height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    AboutKbk #spoken.-shown { display: block; }
    AboutKbk .about-more { display: none; height: auto; max-height: 2; }
    """

    def __init__(self, kbk: Kbk, whose: str) -> None:
        self._kbk, self._whose = kbk, whose
        super().__init__()

    def compose(self) -> ComposeResult:
        """Name and juri, title, the rest."""
        kbk = self._kbk
        unit = f" · {kbk.unit}" if kbk.unit else ""
        with Horizontal(id="whose"):
            yield Static(Content.assemble((f"{kbk.number}  {kbk.name}", "bold $accent"), unit), id="kbk")
            yield Static(Content(self._whose), id="juri")
        yield Static(Content(kbk.title), id="kbk-title")
        yield Static(id="spoken")
        for title, words in told_of(kbk):
            yield Static(Content.assemble((f"{title:<9}", "$secondary"), words), classes="about-more")

    def on_mount(self) -> None:
        """Begins to follow who speaks."""
        self._follow()
        self.set_interval(EVERY_S, self._follow)

    def _follow(self) -> None:
        """How the speaking was shared, where the operator marked it: evidence for the juri, and nothing more."""
        app = cast("JuriApp", self.app)
        contest = app.snapshot.contest if app.snapshot else app.desk.contest
        slot = contest.slot_of(self._kbk.id)
        found = contest.shares(slot, app.desk.now()) if slot else None
        line = self.query_one("#spoken", Static)
        line.set_class(found is not None, "-shown")
        if found is not None:
            put(line, Content.assemble((_("Berbicara"), "$secondary"), "  ", shares_words(found)))
