"""How a row of the score sheet is drawn: number, name, field, range, weight; why a mark was not taken. Pure."""

from dataclasses import dataclass, field, replace

from rich.cells import cell_len
from textual.content import Content

from juri_tui.model import Criterion
from juri_tui.text import shown
from juri_tui.widgets.running_order import fit
from juri_tui.widgets.typed import Typed

SIGN, PLACE, FIELD, OF, WEIGHT = 2, 2, 8, 5, 6
INDENT = SIGN + PLACE + 1
NAME_LINES = 2


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One criterion: what was `accepted`, what stands in its field, and the `fault` of the last try, in words."""

    place: int
    criterion: Criterion
    accepted: str = ""
    typed: Typed = field(default_factory=Typed)
    fault: str = ""

    @property
    def value(self) -> str:
        """What stands in the field."""
        return self.typed.text

    def taken(self, text: str) -> "MarkRow":
        """With its cell accepted: the mark as people read it, or nothing where it was emptied."""
        return replace(self, accepted=text, typed=Typed.of(text), fault="")

    def lines(self, width: int, here: bool, weighted: bool) -> list[Content]:
        """The lines of this row in so many cells; `here`: the pointer stands on it."""
        room = max(4, width - INDENT - 1 - FIELD - OF - 1 - (WEIGHT if weighted else 0))
        names = Content(self.criterion.name).wrap(room)[:NAME_LINES]
        sign = "▸" if here else "✓" if self.accepted and self.value == self.accepted else ""
        style = "bold $accent" if here else ""
        first = Content.assemble(
            (f"{sign:<{SIGN}}", "$accent"),
            (f"{self.place:>{PLACE}} ", "$text-muted"),
            (_filled(names[0].plain, room), style),
            " ",
            self._field(here),
            (f"{shown(self.criterion.max):>{OF}} ", "$text-muted"),
            (self._weight().rjust(WEIGHT) if weighted else "", "$text-muted"),
        )
        more = [Content.assemble(" " * INDENT, (name.plain, style)) for name in names[1:]]
        if not self.fault:
            return [first, *more]
        told = Content(f"▲ {self.fault}").wrap(max(1, width - INDENT))
        return [first, *more, *(Content.assemble(" " * INDENT, (line.plain, "$text-error")) for line in told)]

    def _weight(self) -> str:
        return "" if self.criterion.weight == 1 else f"×{shown(self.criterion.weight)}"

    def _field(self, here: bool) -> Content:
        """The field: dark, or bright with its cursor where the pointer stands; red where the mark was refused."""
        ground = "$error" if self.fault else "$accent" if here else "$panel"
        inner = FIELD - 2
        if not here:
            ink = "$background" if self.fault else "$foreground"
            return Content.styled(f" {fit(self.value, inner)} ", f"{ink} on {ground}")
        begin = max(0, self.typed.at + 1 - inner)
        seen = self.value[begin : begin + inner]
        cursor = 1 + self.typed.at - begin
        made = Content.styled(f" {seen:<{inner}} ", f"bold $background on {ground}")
        if self.typed.whole:
            made = made.stylize(f"on $background {10 if self.fault else 30}%", 1, 1 + len(seen))
        return made.stylize("$accent on $background", cursor, cursor + 1)


def _filled(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))
