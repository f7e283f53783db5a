"""When to paint a clock: at the change of its second, and twice a second in case that was missed. Never counts."""

from collections.abc import Callable

from textual.dom import DOMNode
from textual.timer import Timer

WATCHDOG_S = 0.5
SHORTEST_S = 0.01
_LATE_S = 0.001
"""A timer may fire a little early; painting one millisecond behind the boundary shows the new second for certain."""


class Pulse:
    """Calls `paint`, which paints this very moment and returns the real ns until its picture changes (None: it stands).

    `seen` tells what the picture depends on: where it is still the same, the watchdog leaves the picture alone.
    Whatever `paint` raises is handed to `failed`, and the next beat paints again: one bad picture must not stop a
    clock on a stage.
    """

    def __init__(
        self,
        owner: DOMNode,
        paint: Callable[[], int | None],
        failed: Callable[[Exception], None],
        seen: Callable[[], object] = object,
    ) -> None:
        self._owner, self._paint, self._failed, self._see = owner, paint, failed, seen
        self._next: Timer | None = None
        self._seen: object = None

    def start(self) -> None:
        """Paints now, and from now on until the owner goes."""
        self._owner.set_interval(WATCHDOG_S, self._watch)
        self.beat()

    def _watch(self) -> None:
        """Paints what the one-shot has missed: a blocked loop, a machine that slept, a picture that failed."""
        if self._seen is None or self._looked() != self._seen:
            self.beat()

    def _looked(self) -> object:
        try:
            return self._see()
        except Exception as fault:  # noqa: BLE001  (told to the owner; the picture is painted, or fails, by itself)
            self._failed(fault)
            return None

    def beat(self) -> None:
        """Paints now, and aims at the next change."""
        if self._next is not None:
            self._next.stop()
            self._next = None
        self._seen = None
        seen = self._looked()
        try:
            wait = self._paint()
        except Exception as fault:  # noqa: BLE001  (told to the owner, and tried again)
            self._failed(fault)
            return
        self._seen = seen
        if wait is not None:
            self._next = self._owner.set_timer(max(SHORTEST_S, wait / 1e9 + _LATE_S), self.beat)
