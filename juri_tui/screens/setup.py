"""Persiapan: the whole definition, section by section. Every change is kept at once, so it can be left at any time."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from juri_tui.commands import SETUP, bindings
from juri_tui.contest import Contest, State
from juri_tui.lang import N_, _
from juri_tui.screens.base import ContestScreen
from juri_tui.screens.disk_keys import DiskKeys
from juri_tui.screens.setup_flows import SetupFlows
from juri_tui.seal import rules_code
from juri_tui.setup_edit import Path
from juri_tui.setup_fields import SECTIONS, Kind
from juri_tui.setup_view import (
    Row,
    SectionLine,
    all_well,
    check_words,
    heading,
    next_step,
    rows_of,
    section_lines,
    section_of,
    settled,
    up,
)
from juri_tui.snapshot import Snapshot
from juri_tui.widgets.header import ContestHeader
from juri_tui.widgets.notice import Notice
from juri_tui.widgets.setup_panes import SetupList, row_contents, section_content


class SetupScreen(SetupFlows, DiskKeys):
    """Sections on the left, the rows of the one that is open on the right; `place` is where one stands."""

    COMMANDS_OF = "setup"
    CSS_PATH = "setup.tcss"
    AUTO_FOCUS = "#sections"
    BINDINGS: ClassVar = bindings(SETUP)
    HELP_TEXT: ClassVar[str] = N_(
        "Seluruh isi acara, bagian demi bagian: ✓ lengkap, ○ masih ada yang kurang, ▲ perlu dilihat, · boleh kosong. "
        "Pilih bagian dengan ↑↓, Enter masuk, Enter lagi mengubah satu nilai; setiap perubahan langsung tersimpan. "
        "Undian (D) dan pembekuan aturan (B) ada di Meja Operator (F2)."
    )

    def __init__(self) -> None:
        super().__init__()
        self.place: Path = (SECTIONS[0].id,)
        self.rows: tuple[Row, ...] = ()
        self._drawn: tuple[Contest, Path] | None = None

    def compose(self) -> ComposeResult:
        """Header, sections and rows, what the check says, what to do next, the keys."""
        yield ContestHeader().data_bind(ContestScreen.snapshot)
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield SetupList(id="sections")
                yield Static(id="code")
            with Vertical(id="right"):
                yield Static(id="heading", classes="title")
                yield SetupList(id="rows")
                yield Static(id="lacking")
        yield Static(id="check")
        yield Notice()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Shows what there is."""
        self._draw()

    def watch_snapshot(self, _snapshot: Snapshot | None) -> None:
        """Follows the contest."""
        if self.is_mounted:
            self._draw()

    # --- painting --------------------------------------------------------------------------------------------------

    def _draw(self, marked: int | None = None) -> None:
        contest = self.contest
        event = contest.definition
        self.place = settled(event, self.place)
        if self._drawn == (contest, self.place) and marked is None:
            return
        same_place = self._drawn is not None and self._drawn[1] == self.place
        self._drawn = (contest, self.place)
        lines, here = section_lines(event), section_of(self.place)
        self._list("#sections").tell([section_content(line) for line in lines], SECTIONS.index(here))
        before = self._list("#rows").highlighted or 0
        self.rows = rows_of(event, self.place)
        self._list("#rows").tell(row_contents(self.rows), before if same_place and marked is None else marked or 0)
        self.query_one("#heading", Static).update(Content(heading(event, self.place)))
        self.query_one("#lacking", Static).update(_lacking(lines[SECTIONS.index(here)], _checked(contest)[:1]))
        self.query_one("#code", Static).update(Content(_("Kode aturan") + "\n" + rules_code(event)))
        self.query_one("#check", Static).update(_check(contest))
        self.query_one(Notice).hint(next_step(contest))

    def _list(self, name: str) -> SetupList:
        return self.query_one(name, SetupList)

    def row(self) -> Row | None:
        """The marked row; none while the sections have the focus."""
        marked = self._list("#rows").highlighted
        return self.rows[marked] if self._list("#rows").has_focus and marked is not None and self.rows else None

    # --- going about -----------------------------------------------------------------------------------------------

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The arrows on the left show another section."""
        if event.option_list.id == "sections" and section_of(self.place) is not SECTIONS[event.option_index]:
            self._go((SECTIONS[event.option_index].id,))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: into the section, into the row, or the question for the value."""
        if event.option_list.id == "sections":
            self.action_inside()
        elif event.option_index < len(self.rows):  # a click may come late, when the rows are others already
            self._list("#rows").focus()
            self._open(self.rows[event.option_index])

    def _go(self, place: Path, marked: int = 0) -> None:
        self.place = place
        self._draw(marked)

    def _open(self, row: Row) -> None:
        if row.kind in (Kind.ROW, Kind.LIST):
            self._go(row.path)
        else:
            self.begin(partial(self.change, row))

    def action_inside(self) -> None:
        """From the sections to the rows, and into a row that opens."""
        row = self.row()
        if row is None:
            self._list("#rows").focus()
        elif row.kind in (Kind.ROW, Kind.LIST):
            self._go(row.path)

    def action_outside(self) -> None:
        """Back to what this lies in, at last to the sections."""
        around = up(self.place) if self._list("#rows").has_focus else None
        if around is None:
            self._list("#sections").focus()
            return
        left, rows = self.place, rows_of(self.contest.definition, around)
        self._go(around, next((n for n, row in enumerate(rows) if row.path == left), 0))

    def action_edit(self) -> None:
        """Enter where no list has the focus."""
        self._list("#rows").focus()

    def stand(self, place: Path, marked: int = 0) -> None:
        """Goes to a place, the keys on its rows."""
        self._list("#rows").focus()
        self._go(place, marked)


def _lacking(line: SectionLine, below: tuple[str, ...]) -> Content:
    """What the section lacks; not what the line of the check `below` says anyway."""
    return Content("\n").join([Content(f"{line.sign} {words}") for words in line.words if words not in below])


def _checked(contest: Contest) -> tuple[str, ...]:
    """What the line of the check has to say: before the freeze; after it nobody can change that."""
    return check_words(contest.definition) if contest.state is State.SETUP else ()


def _check(contest: Contest) -> Content:
    """What the rubric check says, in one line: the first thing, and how many more."""
    words = _checked(contest)
    if contest.state is not State.SETUP:
        return Content("")
    if not words:
        return Content.assemble(("✓ ", "bold $success"), (all_well(contest.definition), "$text-muted"))
    more = " " + _("(+{n} lagi)").format(n=len(words) - 1) if len(words) > 1 else ""
    return Content.assemble(("▲ ", "bold $warning"), (words[0] + more, "$text-warning"))
