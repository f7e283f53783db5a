"""The large clock: digits as tall as the room, painted line by line. It shows a text, and knows nothing of time."""

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from juri_tui.clockface import Band, Face
from juri_tui.widgets.block_digits import draw


class BigClock(Widget):
    """Digits scaled to the widget. The band is a class (`-warn` ..), so that the stylesheet colours it."""

    DEFAULT_CSS = """
    BigClock { width: 1fr; height: 1fr; min-height: 1; color: $text; }
    BigClock.-warn { color: $text-warning; }
    BigClock.-danger { color: $text-error; }
    BigClock.-time, BigClock.-over { color: $text-error; text-style: bold; }
    BigClock.-resting { color: $text-muted; }
    """
    text: var[str] = var("")
    _style = Style.null()

    def show(self, text: str, band: Band | None = None, resting: bool = False) -> None:
        """Shows `text` in the colour of `band`; `resting` where no clock runs."""
        self.text = text
        for each in Band:
            self.set_class(each is band and not resting, f"-{each.value}")
        self.set_class(resting, "-resting")

    def watch_text(self, old: str, new: str) -> None:
        """Repaints the columns in which the two pictures differ: mostly those of the last digit."""
        before, after = draw(old, *self.size), draw(new, *self.size)
        changed = [x for a, b in zip(before, after, strict=True) for x in range(len(a)) if a[x] != b[x]]
        if changed:
            self.refresh(Region(min(changed), 0, max(changed) - min(changed) + 1, self.size.height))

    def show_face(self, face: Face) -> None:
        """Shows the face of a slot."""
        self.show(face.text, face.band, resting=face.repaint_ns is None and not face.paused)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The whole picture in one style: finding it for each line again cost more than all the blocks."""
        self._style = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the picture."""
        lines = draw(self.text, self.size.width, self.size.height)
        text = lines[y] if y < len(lines) else " " * self.size.width
        return Strip([Segment(text, self._style)], self.size.width)
