"""A place for more lines than the screen has, whose bar tells the truth about what is above and below."""

from textual.containers import VerticalScroll


class Scroll(VerticalScroll):
    """As its base, and paints its bar anew once that is mounted.

    Textual 8.2.8 passes over `refresh` of a widget that is not mounted yet, but paints the bar of a place whose content
    has just outgrown it: what changed between that picture and the mounting would never be seen.
    """

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """Asks the bar itself, which listens from its mounting on."""
        if shown:
            self.vertical_scrollbar.call_later(self.vertical_scrollbar.refresh)
