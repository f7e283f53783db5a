"""Screens that are answered once: what is typed ahead of them closes nothing that lies below."""

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class AnsweredOnce(Screen[ScreenResultType]):
    """A screen that leaves once, however many keys it still had waiting.

    Keys that come quickly wait at the screen that was on top when they came. Textual's `dismiss` takes away whatever
    lies on top by then: the second "1" of a hurried "11" took the screen below, or ended the program.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leaves with `result`; nothing happens where it has left already."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
