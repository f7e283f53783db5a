"""Beranda: the contests on this machine, and the rehearsal. Imports neither the store nor the model."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static

from juri_tui.commands import HOME, bindings
from juri_tui.lang import N_, _
from juri_tui.recent import Described
from juri_tui.widgets.big_letters import big_lines
from juri_tui.widgets.dialogs import AskChoice, AskLine
from juri_tui.widgets.key_bar import KeyBar
from juri_tui.widgets.notice import Notice
from juri_tui.widgets.pointed_list import PointedList

HELP_TEXT = N_(
    "Acara yang ada di komputer ini, yang terakhir dipakai paling atas. Pilih dengan ↑↓ lalu Enter. "
    "Untuk mencoba dulu tanpa risiko, tekan D: latihan Kediri 2016. N membuat acara baru dari sebuah rubrik."
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a contest begins: the rubrics as (name, words), and what makes one of name, rubric and passphrase.

    `create` gives the path, or why it could not. Both take some tenths of a second and import the model.
    """

    rubrics: Callable[[], list[tuple[str, str]]]
    create: Callable[[str, str, str], Path | str]


class HomeScreen(Screen[None]):
    """The recent contests; what each is appears as soon as it has been read."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar = bindings(HOME)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012

    def __init__(self, paths: Sequence[Path], describe: Callable[[Path], Described], begin: Beginning) -> None:
        super().__init__()
        self._paths, self._describe, self._begin = tuple(paths), describe, begin
        self._rows: list[Sequence[Content]] = []
        self._asking = False

    def compose(self) -> ComposeResult:
        """Name of the program, the contests or what to do without any, the keys."""
        with Vertical(id="page"):
            yield Static(Content("\n".join(big_lines("JURI"))), id="name")
            yield Static(Content(_("Menilai lomba langsung dari terminal")), id="motto")
            if self._paths:
                yield Static(Content(_("ACARA TERAKHIR")), id="heading", classes="title")
                yield PointedList()
            else:
                yield Static(_empty(), id="empty")
        yield Notice(_("Pilih acara lalu tekan Enter.") if self._paths else _("Tekan D untuk mencoba latihan."))
        yield KeyBar(HOME)

    def on_mount(self) -> None:
        """Reads the contests after the first frame has been painted."""
        if self._paths:
            self._rows = [_two_lines(Content.styled(path.stem, "bold"), Content(path.name)) for path in self._paths]
            self._show(0)
            self.query_one(PointedList).focus()
        else:
            self.query_one(KeyBar).offer(("demo", "begin"))
        self.call_after_refresh(self._read)

    @work(thread=True)
    def _read(self) -> None:
        for place, path in enumerate(self._paths):
            if not self.is_running:
                return
            self.app.call_from_thread(partial(self._tell, place, path, self._describe(path)))

    def _tell(self, place: int, path: Path, described: Described) -> None:
        if self.is_mounted:
            self._rows[place] = _row(path, described)
            self._show(self.query_one(PointedList).highlighted)

    def _show(self, pointed: int | None) -> None:
        self.query_one(PointedList).show(self._rows, [True] * len(self._rows), pointed)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Opens the contest."""
        self.app.exit(self._paths[event.option_index])

    def action_open_contest(self) -> None:
        """Opens the contest that is marked."""
        if self._paths:
            self.app.exit(self._paths[self.query_one(PointedList).highlighted or 0])

    def action_demo(self) -> None:
        """Opens the rehearsal."""
        self.app.exit("demo")

    def action_begin(self) -> None:
        """Asks for name, rubric and passphrase, and opens the new contest."""
        if not self._asking:
            self._asking = True
            self.run_worker(self._new())

    async def _new(self) -> None:
        try:
            made = await self._made()
        finally:
            self._asking = False
        if isinstance(made, Path):
            self.app.exit(made)
        elif made:
            self.query_one(Notice).show(made, "fault")

    async def _made(self) -> Path | str | None:
        """The new contest; why it could not be made; or None where the person left."""
        title = _("Acara baru")
        name = await self.app.push_screen_wait(AskLine(title, _("Nama acara, seperti pada kepala setiap berkas.")))
        if not name:
            return None
        known = await asyncio.to_thread(self._begin.rubrics)
        body = _("Kriteria dan cara penilaian; semuanya dapat diubah nanti di Persiapan.")
        rubric = await self.app.push_screen_wait(AskChoice(title, known, body))
        if not rubric:
            return None
        body = _("Kata sandi operator. Simpan di amplop tertutup.")
        passphrase = await self.app.push_screen_wait(AskLine(title, body, secret=True))
        if not passphrase:
            return None
        again = await self.app.push_screen_wait(AskLine(title, _("Ulangi kata sandi."), secret=True))
        if again != passphrase:
            return _("Kedua kata sandi tidak sama. Tekan N untuk mengulang.") if again else None
        return await asyncio.to_thread(self._begin.create, name, rubric, passphrase)


def _row(path: Path, described: Described) -> Sequence[Content]:
    """Two lines: the name; state, day and file."""
    if described.fault:
        return _two_lines(Content.styled(path.name, "bold"), Content.styled(f"▲ {described.fault}", "$text-error"))
    parts = [Content.styled(described.state.upper(), "$accent"), Content(described.day), Content(path.name)]
    if described.rehearsal:
        parts.insert(0, Content.styled(_("LATIHAN"), "bold $warning"))
    below = Content.styled(" · ", "$secondary").join([part for part in parts if part.plain])
    return _two_lines(Content.styled(described.name, "bold"), below)


def _two_lines(first: Content, second: Content) -> Sequence[Content]:
    return first, Content.assemble("  ", second), Content("")


def _empty() -> Content:
    """What to do on a machine without any contest."""
    return Content("\n\n").join(
        [
            Content.styled(_("Belum ada acara di komputer ini."), "bold"),
            Content.assemble(("D", "bold $accent"), "  ", _("mencoba latihan: Gelar Budaya Kerja, Kota Kediri 2016")),
            Content.assemble(("N", "bold $accent"), "  ", _("membuat acara baru dari sebuah rubrik")),
        ]
    )
