"""One criterion of the sheet: number, name, field, range; and below it, in words, why a mark was not taken."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from juri_tui.lang import _
from juri_tui.model import Criterion
from juri_tui.text import shown
from juri_tui.widgets.put import put
from juri_tui.widgets.score_field import ScoreField


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


class CriterionRow(Vertical):
    """Shows one criterion and holds its field; `leave(row, direction, by_enter)` and the rest as the field has them."""

    DEFAULT_CSS = """
    CriterionRow { height: auto; }
    CriterionRow Horizontal { height: auto; }
    CriterionRow .sign { width: 2; height: 1; color: $accent; }
    CriterionRow .place { width: 2; text-align: right; color: $text-muted; }
    CriterionRow .name { width: 1fr; margin: 0 1; height: auto; max-height: 2; }
    CriterionRow .of { width: 5; margin-right: 1; text-align: right; color: $text-muted; }
    CriterionRow .weight { width: 6; text-align: right; color: $text-muted; }
    CriterionRow .fault { display: none; margin-left: 5; height: auto; color: $text-error; }
    CriterionRow.-fault .fault { display: block; }
    CriterionRow .name.-here { text-style: bold; color: $accent; }
    CriterionRow.-fault ScoreField { background: $error; color: $background; }
    CriterionRow.-fault ScoreField:focus > .input--selection { background: $background 10%; }
    """

    def __init__(
        self,
        place: int,
        criterion: Criterion,
        text: str,
        *,
        weighted: bool,
        leave: Callable[["CriterionRow", int, bool], None],
        abstain: Callable[["CriterionRow"], None],
    ) -> None:
        self.place, self.criterion, self.accepted = place, criterion, text
        self._weighted = weighted
        self.field = ScoreField(
            text,
            negative=criterion.min < 0,
            leave=lambda direction, by_enter: leave(self, direction, by_enter),
            abstain=lambda: abstain(self),
            say=self._mistyped,
        )
        super().__init__()

    def compose(self) -> ComposeResult:
        """The row, and the line for what is wrong."""
        criterion = self.criterion
        with Horizontal():
            yield Static("", classes="sign")
            yield Static(Content(str(self.place)), classes="place")
            yield Static(Content(criterion.name), classes="name")
            yield self.field
            yield Static(Content(shown(criterion.max)), classes="of")
            if self._weighted:
                weight = "" if criterion.weight == 1 else f"×{shown(criterion.weight)}"
                yield Static(Content(weight), classes="weight")
        yield Static("", classes="fault")

    def on_mount(self) -> None:
        """Shows whether the cell was filled before."""
        self._sign()

    def accept(self, text: str) -> None:
        """Shows the cell as accepted: the mark as people read it, or nothing where it was emptied."""
        self.accepted = text
        self.field.value = text
        self.refuse("")
        self._sign()

    def refuse(self, words: str) -> None:
        """Says below the field why it can not be taken; an empty text takes that away."""
        self.set_class(bool(words), "-fault")
        put(self.query_one(".fault", Static), Content(f"▲ {words}" if words else ""), layout=True)

    def on_input_changed(self, event: ScoreField.Changed) -> None:
        """What was said about the last try is over once the juri types again."""
        event.stop()
        self.refuse("")
        self._sign()

    def on_descendant_focus(self) -> None:
        """Points at the row."""
        self._sign()

    def on_descendant_blur(self) -> None:
        """Takes the pointer away."""
        self._sign()

    def _sign(self) -> None:
        done = "✓" if self.accepted and self.field.value == self.accepted else ""
        here = self.field.has_focus
        self.query_one(".name").set_class(here, "-here")
        put(self.query_one(".sign", Static), Content("▸" if here else done))

    def _mistyped(self, _char: str) -> None:
        words = _("Ketik angka saja, misalnya {high}. T bila tidak menilai kriteria ini.")
        self.refuse(words.format(high=shown(self.criterion.max)))
