"""What the screens with a clock have in common: when they are painted."""

from juri_tui.screens.base import ContestScreen
from juri_tui.widgets.pulse import Pulse


class PulseScreen(ContestScreen):
    """Painted when something has happened, in another size, and at each change of what `moment` sees.

    A subclass says how to `paint`, what the picture depends on, and what becomes of a picture that failed.
    """

    pulse: Pulse

    def on_mount(self) -> None:
        """Begins to paint."""
        self.pulse = Pulse(self, self.paint, self.failed, self._seen)
        self.pulse.start()

    def watch_snapshot(self) -> None:
        """Something happened in the contest."""
        self.again()

    def on_resize(self) -> None:
        """More or less fits."""
        self.again()

    def again(self) -> None:
        """Paints anew, as far as there is something to paint on."""
        if self.is_mounted:
            self.pulse.beat()

    def paint(self) -> int | None:
        """Paints this very moment; returns the real ns until the picture changes, None where it stands."""
        raise NotImplementedError

    def _seen(self) -> object:
        self.looked()
        return self.moment()

    def looked(self) -> None:
        """Called at every look at the moment, at least twice a second."""

    def moment(self) -> object:
        """All that the picture depends on beside the snapshot."""
        raise NotImplementedError

    def failed(self, fault: Exception) -> None:
        """A picture failed; the next beat tries again."""
        raise NotImplementedError
