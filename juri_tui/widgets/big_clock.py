"""The large clock: digits as tall as the room, painted line by line. It shows a text, and knows nothing of time."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from juri_tui.clockface import Band, Face
from juri_tui.widgets.block_digits import draw


class BigClock(Widget):
    """Digits scaled to the widget. The band is a class (`-warn` ..), so that the stylesheet colours it.

    It has no border and no padding, only a margin: its lines are made without the widget's cache of styled lines.
    """

    DEFAULT_CSS = """
    BigClock { width: 1fr; height: 1fr; min-height: 1; color: $text; }
    BigClock.-warn { color: $text-warning; }
    BigClock.-danger { color: $text-error; }
    BigClock.-time, BigClock.-over { color: $text-error; text-style: bold; }
    BigClock.-resting { color: $text-muted; }
    """
    text: var[str] = var("")

    def show(self, text: str, band: Band | None = None, resting: bool = False) -> None:
        """Shows `text` in the colour of `band`; `resting` where no clock runs."""
        self.text = text
        for each in Band:
            self.set_class(each is band and not resting, f"-{each.value}")
        self.set_class(resting, "-resting")

    def watch_text(self, old: str, new: str) -> None:
        """Repaints the part in which the two pictures differ: mostly the last digit."""
        before, after = draw(old, *self.size), draw(new, *self.size)
        lines = [y for y, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
        if lines:
            pairs = {(before[y], after[y]) for y in lines}  # a large digit is a few lines, each many times
            columns = [x for a, b in pairs for x in range(self.size.width) if a[x] != b[x]]
            left, top = min(columns), lines[0]
            self.refresh(Region(left, top, max(columns) - left + 1, lines[-1] - top + 1))

    def show_face(self, face: Face) -> None:
        """Shows the face of a slot."""
        self.show(face.text, face.band, resting=face.repaint_ns is None and not face.paused)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The picture in one style: styling each line as other widgets are styled cost more than all the blocks."""
        style, background = self.rich_style, self.background_colors[1]
        filters = self.get_line_filters()
        lines = draw(self.text, *self.size)
        made = []
        for y in crop.line_range:
            strip = _strip(lines[y], style)
            for each in filters:
                strip = strip.apply_filter(each, background)
            made.append(strip.crop(crop.x, crop.right))
        return made


@lru_cache(maxsize=512)
def _strip(line: str, style: Style) -> Strip:
    """A line in one style; kept, because it keeps what is made of it: the cuts, and the text for the terminal."""
    return Strip([Segment(line, style)], len(line))
