"""What stands beside the field: the criterion in words and its levels, or what a note is for and who performs."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from juri_tui.form import levels_of
from juri_tui.lang import _
from juri_tui.model import Criterion
from juri_tui.widgets.put import lines_of, put
from juri_tui.widgets.scroll import Scroll


class Beside(Scroll, can_focus=False):
    """One text that follows the focus."""

    DEFAULT_CSS = """
    Beside { padding: 0 2; background: $surface; }
    Beside Static { height: auto; min-height: 100%; }
    """

    def compose(self):  # type: ignore[no-untyped-def]
        """The text."""
        yield Static("", id="beside-words")

    def show_criterion(self, criterion: Criterion, before: str) -> None:
        """What the criterion means, what its levels are, and what this juri gave for it before."""
        parts = [Content.styled(criterion.name, "bold $accent")]
        if criterion.group:
            parts.append(Content.styled(criterion.group, "$secondary"))
        if before:
            parts.append(Content.assemble((_("Nilai Anda:"), "$secondary"), " ", before))
        if criterion.description:
            parts += [Content(""), Content(criterion.description)]
        for span, words in levels_of(criterion):
            parts += [Content(""), Content.assemble((span, "bold"), "  ", words)]
        self._put(parts)

    def show_words(self, title: str, words: str, more: Sequence[tuple[str, str]]) -> None:
        """A title with a sentence, and titled texts below."""
        parts = [Content.styled(title, "bold $accent"), Content(words)]
        for name, text in more:
            parts += [Content(""), Content.styled(name, "bold"), Content(text)]
        self._put(parts)

    def _put(self, parts: list[Content]) -> None:
        place, made = self.query_one("#beside-words", Static), Content("\n").join(parts)
        width, seen = place.content_size.width, self.scrollable_content_region.height
        # As long as all of it is seen, before and after, nothing moves: no need to arrange the screen anew.
        fits = isinstance(place.content, Content) and all(lines_of(one, width) <= seen for one in (place.content, made))
        put(place, made, layout=not (width and fits))
        if self.scroll_y:
            self.scroll_home(animate=False)
