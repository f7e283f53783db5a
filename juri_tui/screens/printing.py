"""Cetak: every paper that can be written now; Enter writes one, A all of them, into one folder."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from juri_tui.commands import PRINT, bindings
from juri_tui.contest import Contest
from juri_tui.lang import N_, _, _n
from juri_tui.model import Refusal
from juri_tui.pace import aside
from juri_tui.papers.export import Paper, write
from juri_tui.papers.shelf import Offer, shelf
from juri_tui.screens.asking import AskingScreen
from juri_tui.screens.base import ContestScreen
from juri_tui.snapshot import Snapshot
from juri_tui.store_fault import StoreFault
from juri_tui.widgets.header import ContestHeader
from juri_tui.widgets.key_bar import KeyBar
from juri_tui.widgets.notice import Notice
from juri_tui.widgets.pointed_list import PointedList

BAR = 30


class PrintScreen(AskingScreen):
    """Papers are made from the ledger, and nothing that lies in the folder is ever written over."""

    COMMANDS_OF = "print"
    HELP_TEXT = N_(
        "Berkas yang dapat disimpan sekarang. Sebelum hasil dikunci: tata nilai, laporan nol, lembar kosong. "
        "Sesudahnya juga naskah MC dan semua berkas hasil. Enter menyimpan satu, A semuanya. Berkas yang sudah ada "
        "tidak pernah ditimpa; bila isinya lain, pilih folder lain dengan F."
    )
    CSS_PATH = "printing.tcss"
    BINDINGS: ClassVar = bindings(PRINT)

    def __init__(self) -> None:
        super().__init__()
        self._offers: tuple[Offer, ...] = ()
        self._folder: Path | None = None
        self._written: dict[str, int] = {}
        self._busy = False
        self._drawn: Contest | None = None

    def compose(self) -> ComposeResult:
        """The list, the progress, where it goes."""
        yield ContestHeader().data_bind(ContestScreen.snapshot)
        yield Static(id="title")
        yield PointedList()
        yield Static(id="progress")
        yield Static(id="where")
        yield Notice()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Shows what there is."""
        self._draw()
        self.query_one(PointedList).focus()

    def watch_snapshot(self, _snapshot: Snapshot | None) -> None:
        """The lock brings more papers."""
        if self.is_mounted and self.contest is not self._drawn:
            self._draw()

    @property
    def folder(self) -> Path:
        """Where papers go: beside the contest file, unless another folder was typed."""
        path = self.juri.desk.path
        return self._folder or path.with_name(f"{path.stem}-hasil")

    # --- drawing -----------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        contest = self._drawn = self.contest
        marked = self.query_one(PointedList).highlighted or 0
        found = shelf(contest)
        if [offer.key for offer in found] != [offer.key for offer in self._offers]:
            self._written = {}
        self._offers = found
        entries = [self._entry(offer) for offer in found]
        self.query_one(PointedList).show(entries, [True] * len(found), min(marked, len(found) - 1))
        words = _n("{count} berkas dapat disimpan", len(found)).format(count=len(found))
        if contest.locked is not None:
            words += " · " + _("sidik {digest}").format(digest=contest.locked.digest)
        title = Content.assemble((_("CETAK"), "bold $accent"), (f"  {words}", "$secondary"))
        self.query_one("#title", Static).update(title)
        where = Content.assemble((_("Folder  "), "$secondary"), (str(self.folder), "bold"))
        self.query_one("#where", Static).update(where)
        self.query_one(Notice).hint(_("Pilih berkas dengan ↑↓, lalu Enter; A menyimpan semuanya."))
        self.query_one(KeyBar).offer(("write", "write_all", "folder"))

    def _entry(self, offer: Offer) -> list[Content]:
        written = self._written.get(offer.key, 0)
        done = "  ✓ " + _n("{count} berkas tersimpan", written).format(count=written) if written else ""
        return [
            Content.assemble((offer.title, "bold"), (done, "$text-success")),
            Content.styled(f"    {offer.preview}", "$secondary"),
        ]

    def _progress(self, done: int, of: int, title: str) -> None:
        full = BAR * done // of
        bar = Content.assemble(
            ("━" * full, "bold $accent"), ("━" * (BAR - full), "$panel"), (f"  {done}/{of}  {title}", "$secondary")
        )
        self.query_one("#progress", Static).update(bar)

    # --- commands ----------------------------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Writes the chosen paper."""
        event.stop()
        self._write((self._offers[event.option_index],))

    def action_write(self) -> None:
        """Writes the chosen paper."""
        place = self.query_one(PointedList).highlighted
        if place is not None:
            self._write((self._offers[place],))

    def action_write_all(self) -> None:
        """Writes all of them, one after the other."""
        self._write(self._offers)

    @work
    async def _write(self, offers: tuple[Offer, ...]) -> None:
        """Writes these papers, away from the screen; what can not be written is said, and the rest waits."""
        if self._busy:
            return
        self._busy = True
        folder, count = self.folder, 0
        try:
            for done, offer in enumerate(offers):
                self._progress(done, len(offers), offer.title)
                written = await self._save(offer, folder)
                if isinstance(written, Refusal):
                    self.juri.refused(Refusal(written.code, f"{offer.title}: {written.words}"))
                    return
                self._written[offer.key] = len(written)
                count += len(written)
                self._draw()
            self._progress(len(offers), len(offers), offers[-1].title)
            words = _n("{count} berkas tersimpan di {folder}", count)
            self.say(words.format(count=count, folder=folder), "done")
        finally:
            self._busy = False

    async def _save(self, offer: Offer, folder: Path) -> list[Path] | Refusal:
        """Makes one paper at the desk, of all that was asked before; its folder may be on a stick that hangs."""
        desk = self.juri.desk
        papers = await self.juri.at_desk(lambda: offer.make(desk.contest, desk.now()))
        return papers if isinstance(papers, Refusal) else await aside(partial(_written, papers, folder))

    @work
    async def action_folder(self) -> None:
        """Asks for another folder."""
        typed = await self.line(_("Simpan berkas ke folder"), value=str(_unused(self.folder)))
        if typed is None:
            return
        self._folder = Path(typed).expanduser()
        self._written = {}
        self.query_one("#progress", Static).update("")
        self._draw()


def _written(papers: Iterable[Paper], folder: Path) -> list[Path] | Refusal:
    """The files of one paper, or why they could not be written."""
    try:
        return write(papers, folder)
    except StoreFault as fault:
        if fault.code != "exists":
            return Refusal(fault.code, fault.words)
        words = _("{name} sudah ada di folder itu dengan isi lain; tidak ditimpa. Tekan F untuk folder lain.")
        return Refusal(fault.code, words.format(name=fault.detail))


def _unused(folder: Path) -> Path:
    """This folder while it is not there; else the first of NAME-2, NAME-3 .. that is not."""
    found, count = folder, 1
    while found.exists():
        count += 1
        found = folder.with_name(f"{folder.name}-{count}")
    return found
