"""One award as large as the room allows: its name alone, or with who got it. For the hall, so the last row reads it."""

from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from juri_tui.ceremony_view import Spot, Winner
from juri_tui.lang import _
from juri_tui.widgets.big_letters import big_height, big_lines, big_width
from juri_tui.widgets.running_order import fit

BIGGEST = 4
MARGIN = 2
_Line = tuple[str, str]


class Spotlight(Static):
    """Shows a `Spot` in the middle of its room."""

    DEFAULT_CSS = "Spotlight { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__("")
        self.spot: Spot | None = None
        self._empty = ""

    def show(self, spot: Spot | None, empty: str = "") -> None:
        """Shows this award; where there is none, the words `empty`."""
        if (spot, empty) != (self.spot, self._empty):
            self.spot, self._empty = spot, empty
            self._fill()

    def on_resize(self) -> None:
        """Another room: other letters."""
        self._fill()

    def _fill(self) -> None:
        width, height = self.size
        if width <= 2 * MARGIN:
            return
        lines = [(fit_short(self._empty, width), "$secondary")]
        if self.spot is not None:
            lines = arranged(self.spot, width - 2 * MARGIN, height)
        above = max(0, (height - len(lines)) // 2)
        made = [Content.assemble(" " * ((width - cell_len(text)) // 2), (text, style)) for text, style in lines]
        self.update(Content("\n").join([*([Content("")] * above), *made]))


def arranged(spot: Spot, width: int, height: int) -> list[_Line]:
    """The lines of an award, as large as they fit into `width` cells and `height` lines; (text, style)."""
    for scale in range(BIGGEST, -1, -1):
        for spaced in (True, False):
            lines = list(_lines(spot, scale, width, spaced))
            if len(lines) <= height and all(cell_len(text) <= width for text, _style in lines):
                return lines
    return _crowd(spot, width, height)


def _lines(spot: Spot, scale: int, width: int, spaced: bool) -> Iterator[_Line]:
    """The award with letters of this size, or one size smaller than those of its winners."""
    empty: list[_Line] = [("", "")] if spaced else []
    yield from _large(spot.award.upper(), scale if not spot.winners else max(0, scale - 1), width, "bold $accent")
    yield from empty
    yield "━" * min(width, 40), "$accent"
    if spot.shared:
        yield _("juara bersama").upper(), "bold $secondary"
    if not spot.winners:
        yield from empty
        yield _("diraih oleh …"), "$secondary"
    for winner in spot.winners:
        yield from empty
        yield from _large(winner.name.upper() if scale else winner.name, scale, width, "bold $foreground")
        # The office is read from the back row too; the dot between cannot be drawn large.
        office = beside(winner).upper().replace(" · ", " - ") if scale > 1 else ""
        if office and (big_width(office, scale - 1) or width + 1) <= width:
            yield from _large(office, scale - 1, width, "$secondary")
        else:
            yield fit_short(beside(winner), width), "$secondary"


def _large(text: str, scale: int, width: int, style: str) -> Iterator[_Line]:
    """The text in big letters where it can be drawn; a name too wide for them stands in one line."""
    wide = big_width(text, scale) if scale else None
    if wide is None:
        yield fit_short(text, width), style
        return
    for line in big_lines(text, scale)[: big_height(scale)]:
        yield line, style


def _crowd(spot: Spot, width: int, height: int) -> list[_Line]:
    """More winners than fit with two lines each: one line each, and how many more there are."""
    head: list[_Line] = [(fit_short(spot.award.upper(), width), "bold $accent"), ("", "")]
    room = max(1, height - len(head))
    rows = [fit_short(f"{winner.name} · {beside(winner)}", width) for winner in spot.winners]
    if len(rows) > room:
        left = len(rows) - (room - 1)
        rows = [*rows[: room - 1], _("dan {count} lainnya").format(count=left)]
    return [*head, *((row, "bold $foreground") for row in rows)]


def beside(winner: Winner) -> str:
    """Number and office, as they always stand with the name."""
    return " · ".join(filter(None, (_("no. {number}").format(number=winner.number), winner.unit)))


def fit_short(text: str, width: int) -> str:
    """The text, cut with … only where it is too long."""
    return fit(text, min(width, cell_len(text)))
