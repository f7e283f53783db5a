"""When to paint a clock: at the change of its second, and twice a second in case that was missed. Never counts."""

import asyncio
import math
from collections.abc import Callable
from time import monotonic

from textual.dom import DOMNode

WATCHDOG_S = 0.5
SHORTEST_S = 0.01
_LATE_S = 0.001
"""A timer may fire a little early; painting one millisecond behind the boundary shows the new second for certain."""


class Pulse:
    """Calls `paint`, which paints this very moment and returns the real ns until its picture changes (None: it stands).

    Where `seen`, which tells what the picture depends on, is still the same and no change is due, a look leaves the
    picture alone. Whatever either raises is handed to `failed`, and the next look paints again: one bad picture must
    not stop a clock on a stage.

    One alarm serves both the change and the watchdog, for a clock costs what waking up costs; and it is the event
    loop's, because a timer of Textual is a task that hands its call to another one.
    """

    def __init__(
        self,
        owner: DOMNode,
        paint: Callable[[], int | None],
        failed: Callable[[Exception], None],
        seen: Callable[[], object] = object,
    ) -> None:
        self._owner, self._paint, self._failed, self._see = owner, paint, failed, seen
        self._alarm: asyncio.TimerHandle | None = None
        self._rung = asyncio.Event()
        self._started = False
        self._seen: object = None
        self._due = math.inf

    def start(self) -> None:
        """Paints now, and from now on until the owner goes."""
        self._started = True
        self.beat()
        self._owner.run_worker(self._run())

    def beat(self) -> None:
        """Paints now, and aims at the next change; before `start` it only paints."""
        seen, self._seen, self._due = self._looked(), None, math.inf
        try:
            wait = self._paint()
        except Exception as fault:  # noqa: BLE001  (told to the owner, and tried again)
            self._failed(fault)
        else:
            self._seen = seen
            self._due = math.inf if wait is None else monotonic() + wait / 1e9
        if self._started:
            self._aim()

    async def _run(self) -> None:
        """Looks whenever the alarm rings; it ends with the owner."""
        try:
            while await self._rung.wait():
                self._rung.clear()
                self._look()
        finally:
            self._started = False
            if self._alarm is not None:
                self._alarm.cancel()

    def _aim(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        wait = min(WATCHDOG_S, max(SHORTEST_S, self._due - monotonic() + _LATE_S))
        self._alarm = asyncio.get_running_loop().call_later(wait, self._rung.set)

    def _look(self) -> None:
        """Paints what is due, and what the alarm has missed: a blocked loop, a machine that slept, a failed picture."""
        if self._seen is None or monotonic() >= self._due or self._looked() != self._seen:
            self.beat()
        else:
            self._aim()

    def _looked(self) -> object:
        try:
            return self._see()
        except Exception as fault:  # noqa: BLE001  (told to the owner; the picture is painted, or fails, by itself)
            self._failed(fault)
            return None
