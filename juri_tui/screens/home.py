"""Beranda: the contests on this machine, and the rehearsal. Imports neither the store nor the model."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
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
from juri_tui.widgets.too_small import TooSmall

HELP_TEXT = N_(
    "Acara yang ada di komputer ini, yang terakhir dipakai paling atas. Pilih dengan ↑↓ lalu Enter. "
    "Untuk mencoba dulu tanpa risiko, tekan D: latihan Kediri 2016. N membuat acara baru dari sebuah rubrik."
)


Examine = Callable[[], tuple[bool, str]]
"""Whether this machine is fit for a contest, and one line that says so, or what is missing."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a contest begins: the rubrics as (name, words), and what makes one of name, rubric and passphrase.

    `create` gives the path, or why it could not; `faults` says what is wrong with an event file (empty: nothing), and
    `create_from` makes a contest of one. All take some tenths of a second and import the model.
    """

    rubrics: Callable[[], list[tuple[str, str]]]
    create: Callable[[str, str, str], Path | str]
    faults: Callable[[Path], str]
    create_from: Callable[[Path, str], Path | str]


class HomeScreen(Screen[None]):
    """The recent contests; what each is appears as soon as it has been read."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar = bindings(HOME)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012

    def __init__(
        self,
        paths: Sequence[Path],
        describe: Callable[[Path], Described],
        begin: Beginning,
        examine: Examine | None = None,
    ) -> None:
        super().__init__()
        self._paths, self._describe, self._begin, self._examine = tuple(paths), describe, begin, examine
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
        yield Static("", id="machine")
        yield Notice(_("Pilih acara lalu tekan Enter.") if self._paths else _("Tekan D untuk mencoba latihan."))
        yield KeyBar(HOME)
        yield TooSmall()

    def on_mount(self) -> None:
        """Reads the contests after the first frame has been painted."""
        if self._paths:
            self._rows = [_two_lines(Content.styled(path.stem, "bold"), Content(path.name)) for path in self._paths]
            self._show(0)
            self.query_one(PointedList).focus()
        else:
            self.query_one(KeyBar).offer(("demo", "begin", "from_file"))
        self.call_after_refresh(self._read)
        if self._examine is not None:
            self.call_after_refresh(self._look_around, self._examine)

    def on_resize(self, event: Resize) -> None:
        """Another size, perhaps too small a one."""
        self.query_one(TooSmall).measure(event.size)

    @work(thread=True)
    def _look_around(self, examine: Examine) -> None:
        """What `juri doctor` says of this machine, in one line."""
        good, words = examine()
        if self.is_running:
            self.app.call_from_thread(self._tell_machine, good, words)

    def _tell_machine(self, good: bool, words: str) -> None:
        style, sign = ("$text-success", "✓") if good else ("$text-warning", "▲")
        more = Content.styled(_("Rincian: juri doctor"), "$secondary")
        for line in self.query("#machine").results(Static):  # none is there once a contest was chosen
            line.update(Content.assemble((f"{sign} {words}", style), "  ", more))

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
        self._start(self._made)

    def action_from_file(self) -> None:
        """Asks for an event file and a passphrase, and opens the new contest."""
        self._start(self._loaded)

    def _start(self, flow: Callable[[], Awaitable[Path | str | None]]) -> None:
        if not self._asking:
            self._asking = True
            self.run_worker(self._new(flow))

    async def _new(self, flow: Callable[[], Awaitable[Path | str | None]]) -> None:
        try:
            made = await flow()
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
        return await self._with_passphrase(title, partial(self._begin.create, name, rubric))

    async def _loaded(self) -> Path | str | None:
        """The contest of an event file; what is wrong with the file is said before anything else is asked."""
        title = _("Acara baru dari berkas acara")
        typed = await self.app.push_screen_wait(AskLine(title, _("Jalur berkas TOML yang dibaca.")))
        if not typed:
            return None
        source = Path(typed).expanduser()
        wrong = await asyncio.to_thread(self._begin.faults, source)
        return wrong or await self._with_passphrase(title, partial(self._begin.create_from, source))

    async def _with_passphrase(self, title: str, create: Callable[[str], Path | str]) -> Path | str | None:
        """Asks for the passphrase twice and makes the contest."""
        body = _("Kata sandi operator. Simpan di amplop tertutup.")
        passphrase = await self.app.push_screen_wait(AskLine(title, body, secret=True))
        if not passphrase:
            return None
        again = await self.app.push_screen_wait(AskLine(title, _("Ulangi kata sandi."), secret=True))
        if again != passphrase:
            return _("Kedua kata sandi tidak sama. Ulangi dari awal.") if again else None
        return await asyncio.to_thread(create, passphrase)


def _row(path: Path, described: Described) -> Sequence[Content]:
    """Two lines: the name; state, day and file."""
    if described.fault:
        return _two_lines(Content.styled(path.name, "bold"), Content.styled(f"▲ {described.fault}", "$text-error"))
    parts = [Content.styled(described.state.upper(), "$accent"), Content(described.day), Content(path.name)]
    if described.rehearsal:
        parts.insert(0, Content.styled(described.rehearsal, "bold $warning"))
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
            Content.assemble(("F", "bold $accent"), "  ", _("membuat acara baru dari berkas acara (TOML)")),
        ]
    )
