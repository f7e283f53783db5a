"""A list whose page keys do nothing while it has no room on the screen (Textual 8.2.8 raises KeyError there)."""

from textual.widgets import OptionList


class PagedList(OptionList):
    """The base of all our lists: one that is hidden may still have the focus."""

    def action_page_down(self) -> None:
        """Down one page, where there is one."""
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]

    def action_page_up(self) -> None:
        """Up one page."""
        if self.scrollable_content_region:
            super().action_page_up()  # type: ignore[no-untyped-call]
