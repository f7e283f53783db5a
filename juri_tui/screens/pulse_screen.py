"""What the screens with a clock have in common: when they are painted."""

from juri_tui.screens.base import ContestScreen
from juri_tui.widgets.pulse import Pulse


class PulseScreen(ContestScreen):
    """Painted when something has happened, in another size, and when the time has come that `paint` told.

    A subclass says how to `paint`, and what becomes of a picture that failed.
    """

    pulse: Pulse

    def on_mount(self) -> None:
        """Begins to paint."""
        self.pulse = Pulse(self, self.paint, self.failed, self.juri.desk.now, self.looked)
        self.pulse.start()

    def watch_snapshot(self) -> None:
        """Something happened in the contest."""
        self.again()

    def on_resize(self) -> None:
        """More or less fits; painted once the screen has the classes of its new size, which come after this."""
        self.call_later(self.again)

    def again(self) -> None:
        """Paints anew, as far as there is something to paint on."""
        if self.is_mounted:
            self.pulse.beat()

    def paint(self) -> int | None:
        """Paints this very moment; returns the real ns until the picture changes, None where it stands."""
        raise NotImplementedError

    def looked(self) -> None:
        """Called at every look at the clock, at least twice a second."""

    def failed(self, fault: Exception) -> None:
        """A picture failed; the next beat tries again."""
        raise NotImplementedError
