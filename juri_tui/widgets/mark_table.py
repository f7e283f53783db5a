"""All marks of a sheet in one widget, so that a key paints two rows: nothing is handed from field to field."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from juri_tui.lang import _
from juri_tui.model import Criterion
from juri_tui.text import shown
from juri_tui.widgets.mark_lines import MarkRow
from juri_tui.widgets.typed import NUMERALS, Typed

DOWN, UP, HERE = 1, -1, 0
_DIRECTIONS = {"enter": DOWN, "down": DOWN, "tab": DOWN, "up": UP, "shift+tab": UP}


class CriterionHead(Horizontal):
    """What the columns of the rows are."""

    DEFAULT_CSS = """
    CriterionHead { height: 1; color: $text-muted; }
    CriterionHead .name { width: 1fr; margin-left: 5; }
    CriterionHead .mark { width: 8; padding-left: 1; }
    CriterionHead .of { width: 5; margin-right: 1; text-align: right; }
    CriterionHead .weight { width: 6; text-align: right; }
    """

    def __init__(self, weighted: bool) -> None:
        self._weighted = weighted
        super().__init__()

    def compose(self) -> ComposeResult:
        """The names of the columns."""
        yield Static(Content(_("Kriteria")), classes="name")
        yield Static(Content(_("Nilai")), classes="mark")
        yield Static(Content(_("dari")), classes="of")
        if self._weighted:
            yield Static(Content(_("bobot")), classes="weight")


class MarkTable(Widget, can_focus=True):
    """One row for each criterion, `at` the one that is typed into.

    `leave(direction, by_enter)` is called while the key is handled, not by a message: the next key may already wait. It
    is also called when the focus or the mouse goes elsewhere. `abstain` is asked for by T, or by a dash where no mark
    is below zero. `arrived` is told when another row is pointed at. While `asking` is set, keys do nothing: a question
    about this row is open.
    """

    DEFAULT_CSS = "MarkTable { width: 1fr; height: auto; }"

    def __init__(
        self,
        criteria: Sequence[Criterion],
        *,
        weighted: bool,
        leave: Callable[[int, bool], None],
        abstain: Callable[[], None],
        arrived: Callable[[], object],
    ) -> None:
        self.rows = [MarkRow(place, criterion) for place, criterion in enumerate(criteria, start=1)]
        self.at = 0
        self.asking = False
        self._weighted, self._leave, self._abstain, self._arrived = weighted, leave, abstain, arrived
        self._strips: dict[int, list[Strip]] = {}
        self._look = (0, False)
        super().__init__()

    @property
    def row(self) -> MarkRow:
        """The row that is pointed at."""
        return self.rows[self.at]

    # --- what the screen does with it ------------------------------------------------------------------------------

    def go(self, place: int) -> None:
        """Points at a row; what is typed next replaces its mark."""
        old, self.at = self.at, place
        self._put(old, self.rows[old])
        self.enter()
        if self.screen.focused is self:
            self._arrived()
        else:
            self.focus(scroll_visible=False)

    def enter(self) -> None:
        """What is typed next replaces the mark of the row that is pointed at."""
        self._put(self.at, replace(self.row, typed=Typed.of(self.row.value)))
        self._scroll()

    def accept(self, place: int, text: str) -> None:
        """Shows a cell as accepted: the mark as people read it, or nothing where it was emptied."""
        self._put(place, self.rows[place].taken(text))

    def refuse(self, place: int, words: str) -> None:
        """Says below a row why its mark can not be taken."""
        self._put(place, replace(self.rows[place], fault=words))

    # --- keys and the mouse ----------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Handles a key at once and whole: nothing typed ahead may land in the wrong row."""
        edited = self.row.typed.edit(event.key)
        if self.screen.focused is not self:
            self._pass_on(event)
        elif self.asking and event.key in ("f1", "f10"):
            return
        elif not self.asking and event.key in _DIRECTIONS:
            self._leave(_DIRECTIONS[event.key], event.key == "enter")
        elif not self.asking and edited is not None:
            self._type(edited)
        elif not self.asking and event.is_printable:
            self._take(event.character or "")
        elif not self.asking:
            return
        event.stop()
        event.prevent_default()

    def _pass_on(self, event: events.Key) -> None:
        """Gives a key that was typed ahead to the widget that has the focus by now: it waited here meanwhile."""
        target = self.screen.focused
        if target is not None:
            late = events.Key(event.key, event.character)
            late._set_forwarded()
            target.post_message(late)

    def _take(self, character: str) -> None:
        signed = self.row.criterion.min < 0
        if character in NUMERALS or (signed and character == "-"):
            self._type(self.row.typed.insert(character, signed))
        elif character in ("t", "T", "-", "–"):
            self._abstain()
        else:
            words = _("Ketik angka saja, misalnya {high}. T: kosongkan kriteria ini.")
            self.refuse(self.at, words.format(high=shown(self.row.criterion.max)))

    def _type(self, typed: Typed) -> None:
        """What was said about the last try is over once another mark is typed."""
        changed = typed.text != self.row.value
        self._put(self.at, replace(self.row, typed=typed, fault="" if changed else self.row.fault))

    def on_paste(self, event: events.Paste) -> None:
        """Pastes a number."""
        event.stop()
        for first in event.text.split()[:1] if not self.asking else ():
            self._type(self.row.typed.insert(first, self.row.criterion.min < 0))

    def on_click(self, event: events.Click) -> None:
        """Goes to the row that was clicked, as an arrow would."""
        place = self._found(event.y)[0]
        if not self.asking and place != self.at:
            self._leave(place - self.at, False)

    def on_focus(self) -> None:
        """Points at the row."""
        self.enter()
        self._arrived()

    def on_blur(self) -> None:
        """Whatever was typed is taken over where the focus went elsewhere, not where only the window lost it."""
        self._put(self.at, self.row)
        if not self.asking and self.app.app_focus and self.screen.is_active:
            self._leave(HERE, False)

    # --- what is painted -------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Another width: other lines."""
        self.refresh()
        self._follow()

    def notify_style_update(self) -> None:
        """Another theme: every line in new colours."""
        self._strips = {}
        super().notify_style_update()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  (Textual's)
        """All rows in this width."""
        return sum(len(self._lines(place, width)) for place in range(len(self.rows)))

    def render_line(self, y: int) -> Strip:
        """One line, from the cache where its row has not changed."""
        place, line = self._found(y)
        return self._painted(place)[line]

    def _lines(self, place: int, width: int) -> list[Content]:
        """The lines of a row, with the empty one below it where the screen is tall."""
        lines = self.rows[place].lines(width, place == self.at and self.has_focus, self._weighted)
        return [*lines, Content("")] if self.screen.has_class("-tall") else lines

    def _painted(self, place: int) -> list[Strip]:
        look = width, _tall = self.size.width, self.screen.has_class("-tall")
        if look != self._look:  # a line may be painted before the news of a new size has come
            self._look, self._strips = look, {}
        if place not in self._strips:
            style = self.visual_style
            made = [Visual.to_strips(self, line, width, 1, style)[0] for line in self._lines(place, width)]
            self._strips[place] = [strip.adjust_cell_length(width, style.rich_style) for strip in made]
        return self._strips[place]

    def _found(self, y: int) -> tuple[int, int]:
        """The row at a line, and which of its lines; below the last row the end of it."""
        for place in range(len(self.rows)):
            if y < len(self._painted(place)):
                return place, y
            y -= len(self._painted(place))
        return len(self.rows) - 1, len(self._painted(len(self.rows) - 1)) - 1

    def _region(self, place: int) -> Region:
        above = sum(len(self._painted(before)) for before in range(place))
        return Region(0, above, self.size.width, len(self._painted(place)))

    def _put(self, place: int, row: MarkRow) -> None:
        """Paints a row anew; the screen is arranged anew only where it takes another number of lines."""
        self.rows[place] = row
        if not self.size.width:
            return
        before = len(self._painted(place))
        del self._strips[place]
        region = self._region(place)
        if region.height == before:
            self.refresh(region)
        else:
            self.refresh(layout=True)
            self._follow()

    def _follow(self) -> None:
        """Keeps the row that is pointed at in sight once the screen is arranged anew."""
        if self.has_focus or self.asking:
            self.call_after_refresh(self._scroll)

    def _scroll(self) -> None:
        """Brings the row that is pointed at into sight."""
        if self.size.width and isinstance(self.parent, Widget):
            region = self._region(self.at).translate(self.virtual_region.offset)
            self.parent.scroll_to_region(region, animate=False, center=True)
