"""How the rows of the board are drawn in the room that there is: one line, a block, or big letters. Pure.

A painted line is a list of (text, name of its style); the widget turns the names into colours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rich.cells import cell_len, set_cell_size

from juri_tui.board_view import BoardRow
from juri_tui.lang import _
from juri_tui.widgets.big_letters import big_height, big_lines, big_width

Piece = tuple[str, str]
MARGIN = 2
SPACE = 3
BIGGEST = 4
LARGEST_GAP = 3
SHORTEST_NAME = 10
_BLOCKS = " ▏▎▍▌▋▊▉█"


@dataclass(frozen=True, slots=True)
class Layout:
    """How every row of a page is drawn; widths in cells.

    `scale`: 0 one line or a block, from 1 on big letters of that size. `lines` of one row, `gap` empty lines after it,
    `per_page` rows on a page. `place`, `name`, `total` and `move` are the widths of these columns; `office` that of
    number and office.
    """

    width: int
    scale: int
    lines: int
    gap: int
    per_page: int
    place: int
    name: int
    total: int
    move: int
    office: int

    @property
    def pitch(self) -> int:
        """Lines from one row to the next."""
        return self.lines + self.gap


def office_text(row: BoardRow) -> str:
    """Number and office, as they always stand beside the name."""
    return " · ".join(filter(None, (_("no. {number}").format(number=row.number), row.unit)))


def move_text(row: BoardRow) -> str:
    """▲2, ▼1, or that the row is new."""
    if row.new:
        return _("baru")
    return "" if not row.move else f"{'▲' if row.move > 0 else '▼'}{abs(row.move)}"


def choose(rows: Sequence[BoardRow], width: int, height: int) -> Layout:
    """The largest layout in which all rows fit on one page; else single lines and as many pages as it takes."""
    return next((layout for layout in _big(rows, width, height)), None) or _small(rows, width, height)


def _gap(count: int, lines: int, height: int) -> int:
    """Empty lines between rows, as far as they fit; negative where the rows themselves do not."""
    return min(LARGEST_GAP, (height - count * lines) // max(1, count - 1)) if count * lines <= height else -1


def _big(rows: Sequence[BoardRow], width: int, height: int) -> Iterator[Layout]:
    for scale in range(BIGGEST, 0, -1):
        lines = big_height(scale) + scale
        gap = _gap(len(rows), lines, height)
        widths = [[big_width(text, scale) for text in (row.place, row.name, row.total)] for row in rows]
        if gap < 0 or not rows or any(wide is None for three in widths for wide in three):
            continue
        place, name, total = (max(three[column] or 0 for three in widths) for column in range(3))
        move = max(cell_len(move_text(row)) for row in rows)
        if 2 * MARGIN + place + name + total + move + 3 * SPACE <= width:
            office = _office(rows, width - 2 * MARGIN - place - SPACE)
            yield Layout(width, scale, lines, gap, len(rows), place, name, total, move, office)


def _office(rows: Sequence[BoardRow], room: int) -> int:
    """The width of number and office, leaving the better half of the room to the bars."""
    return min(max(cell_len(office_text(row)) for row in rows), max(12, room * 45 // 100))


def _small(rows: Sequence[BoardRow], width: int, height: int) -> Layout:
    def widest(texts: Sequence[str]) -> int:
        return max((cell_len(text) for text in texts), default=0)

    place, total = widest([row.place for row in rows]), widest([row.total for row in rows])
    move = widest([move_text(row) for row in rows])
    name = widest([row.name for row in rows])
    left = width - 2 * MARGIN - place - total - move - 3 * SPACE
    if _gap(len(rows), 2, height) >= 0:
        office = _office(rows, left) if rows else 0
        gap = _gap(len(rows), 2, height)
        return Layout(width, 0, 2, gap, max(1, len(rows)), place, min(name, left), total, move, office)
    office = min(widest([office_text(row) for row in rows]), left * 30 // 100)
    # Who has no total yet tells how far he is in that room; the names make room for it.
    told = widest([row.note for row in rows if _tells(row)])
    name = min(name, left * 55 // 100, max(SHORTEST_NAME, left + total + move - office - told))
    gap = max(0, min(1, _gap(len(rows), 1, height)))
    return Layout(width, 0, 1, gap, max(1, height // (1 + gap)), place, name, total, move, office)


# --- painting ------------------------------------------------------------------------------------------------------


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` cells; a cut one ends with …"""
    if cell_len(text) <= width:
        return set_cell_size(text, max(0, width))
    return set_cell_size(text, width - 1) + "…" if width > 0 else ""


def right(text: str, width: int) -> str:
    """`text` at the right end of `width` cells."""
    return " " * max(0, width - cell_len(text)) + fit(text, min(width, cell_len(text)))


def bar_text(length: Fraction, width: int) -> str:
    """A bar of `length` (0 to 1) of `width` cells, to an eighth of a cell; anything above 0 shows."""
    eighths = max(1 if length > 0 else 0, int(length * width * 8))
    full, part = divmod(eighths, 8)
    return ("█" * full + (_BLOCKS[part] if part else ""))[:width].ljust(max(0, width))


def paint(row: BoardRow, layout: Layout) -> list[list[Piece]]:
    """The lines of one row, each `layout.width` cells wide."""
    if layout.scale:
        return _paint_big(row, layout)
    return _paint_line(row, layout) if layout.lines == 1 else _paint_block(row, layout)


def _names(row: BoardRow) -> tuple[str, str]:
    """The styles of place and name."""
    return ("dim", "dim") if row.dim else ("place", "name")


def _move(row: BoardRow, width: int) -> Piece:
    style = "new" if row.new else "up" if row.move > 0 else "down"
    return right(move_text(row), width), style


def _bar_or_note(row: BoardRow, width: int) -> list[Piece]:
    """The bar; where there is none the note in words, and beside a bar both."""
    if row.bar is None:
        return [(fit(row.note, width), "dim" if row.dim else "note")]
    note = row.note if row.note and cell_len(row.note) + 10 < width else ""
    if row.note and not note:
        return [(fit(row.note, width), "note")]
    room = width - (cell_len(note) + 2 if note else 0)
    bar: list[Piece] = [(bar_text(row.bar, room), "leader" if row.place == "1" else "bar")]
    return [*bar, ("  " + note, "note")] if note else bar


def _tells(row: BoardRow) -> bool:
    """Whether a row has words instead of bar and total."""
    return row.bar is None and not row.total and not move_text(row)


def _paint_line(row: BoardRow, layout: Layout) -> list[list[Piece]]:
    place, name = _names(row)
    used = 2 * MARGIN + layout.place + layout.name + layout.office + layout.total + layout.move + 5 * 2
    head: list[Piece] = [
        (" " * MARGIN + right(row.place, layout.place) + "  ", place),
        (fit(row.name, layout.name) + "  ", name),
        (fit(office_text(row), layout.office) + "  ", "office"),
    ]
    if _tells(row):
        room = layout.width - MARGIN - sum(cell_len(text) for text, _style in head)
        return [_whole([*head, *_bar_or_note(row, max(0, room))], layout.width)]
    tail: list[Piece] = [("  " + right(row.total, layout.total) + "  ", "total"), _move(row, layout.move)]
    return [_whole([*head, *_bar_or_note(row, max(0, layout.width - used)), *tail], layout.width)]


def _paint_block(row: BoardRow, layout: Layout) -> list[list[Piece]]:
    place, name = _names(row)
    indent = MARGIN + layout.place + SPACE
    room = layout.width - indent - MARGIN - layout.total - layout.move - 2 * SPACE
    first: list[Piece] = [
        (" " * MARGIN + right(row.place, layout.place) + " " * SPACE, place),
        (fit(row.name, room), name),
        (" " * SPACE + right(row.total, layout.total), "total"),
        (" " * SPACE, "total"),
        _move(row, layout.move),
    ]
    width = layout.width - indent - layout.office - 2 - MARGIN
    second: list[Piece] = [(" " * indent, "office"), (fit(office_text(row), layout.office) + "  ", "office")]
    return [_whole(first, layout.width), _whole([*second, *_bar_or_note(row, width)], layout.width)]


def _paint_big(row: BoardRow, layout: Layout) -> list[list[Piece]]:
    place, name = _names(row)
    room = layout.width - 2 * MARGIN - layout.place - layout.total - layout.move - 3 * SPACE
    big = zip(*(big_lines(text, layout.scale) for text in (row.place, row.name, row.total)), strict=True)
    made: list[list[Piece]] = []
    for line, (first, second, third) in enumerate(big):
        pieces: list[Piece] = [
            (" " * MARGIN + first.rjust(layout.place) + " " * SPACE, place),
            (second.ljust(room), name),
            (" " * SPACE + third.rjust(layout.total) + " " * SPACE, "total"),
        ]
        made.append(_whole([*pieces, _move(row, layout.move)] if line == 0 else pieces, layout.width))
    indent = MARGIN + layout.place + SPACE
    width = layout.width - indent - layout.office - 2 - MARGIN
    below: list[Piece] = [(" " * indent, "office"), (fit(office_text(row), layout.office) + "  ", "office")]
    bar = _bar_or_note(row, width)
    made.append(_whole([*below, *bar], layout.width))
    # Large letters go with a thick bar; words stand on its first line alone.
    thick: list[Piece] = [(" " * (indent + layout.office + 2), "office"), *((text, style) for text, style in bar[:1])]
    return [*made, *([_whole(thick if row.bar is not None else [], layout.width)] * (layout.scale - 1))]


def _whole(pieces: list[Piece], width: int) -> list[Piece]:
    """The pieces cut or filled to the width of the line."""
    made: list[Piece] = []
    left = width
    for text, style in pieces:
        cells = cell_len(text)
        if cells > left:
            text, cells = set_cell_size(text, left), left
        made.append((text, style))
        left -= cells
    return [*made, (" " * left, "name")] if left else made
