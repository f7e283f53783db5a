"""When to paint a clock: at the change of its second, and twice a second in case that was missed. Never counts."""

import asyncio
import math
from collections.abc import Callable

from textual.dom import DOMNode

from juri_tui.model import Stamp

WATCHDOG_S = 0.5
SHORTEST_S = 0.01
_LATE_S = 0.001
"""An alarm may ring a little early; painting one millisecond behind the boundary shows the new second for certain."""


class Pulse:
    """Calls `paint`, which paints this very moment and returns the real ns until its picture changes (None: it stands).

    `now` reads the competition clock: unlike the alarms of an event loop it counts sleep, so a picture that a sleeping
    machine has missed is painted at the next look. `looked` is called at every look, twice a second or more often.
    What either raises is handed to `failed`, and the next look paints again: one bad picture must not stop a clock on a
    stage.

    One alarm serves both the change and the watchdog, for a clock costs what waking up costs; and it is the event
    loop's, because a timer of Textual is a task that hands its call to another one.
    """

    def __init__(
        self,
        owner: DOMNode,
        paint: Callable[[], int | None],
        failed: Callable[[Exception], None],
        now: Callable[[], Stamp],
        looked: Callable[[], None] = lambda: None,
    ) -> None:
        self._owner, self._paint, self._failed, self._now, self._looked = owner, paint, failed, now, looked
        self._alarm: asyncio.TimerHandle | None = None
        self._rung = asyncio.Event()
        self._started = False
        self._painted_ns: int = 0
        self._due_ns: float = 0

    def start(self) -> None:
        """Paints now, and from now on until the owner goes."""
        self._started = True
        self.beat()
        self._owner.run_worker(self._run())

    def beat(self) -> None:
        """Paints now, and aims at the next change; before `start` it only paints."""
        self._look_round()
        self._painted_ns = self._due_ns = now = self._now().boot_ns
        wait_ns: float | None = None
        try:
            wait_ns = self._paint()
        except Exception as fault:  # noqa: BLE001  (told to the owner, and tried again)
            self._failed(fault)
        else:
            self._due_ns = math.inf if wait_ns is None else now + wait_ns
        if self._started:
            self._aim(wait_ns)

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

    def _aim(self, wait_ns: float | None) -> None:
        """The next look: when so much time has passed, but twice a second at least."""
        if self._alarm is not None:
            self._alarm.cancel()
        wait = WATCHDOG_S if wait_ns is None else min(WATCHDOG_S, max(SHORTEST_S, wait_ns / 1e9 + _LATE_S))
        self._alarm = asyncio.get_running_loop().call_later(wait, self._rung.set)

    def _look(self) -> None:
        """Paints what is due, and what the alarm has missed: a blocked loop, a machine that slept, a failed picture."""
        now = self._now().boot_ns
        if self._painted_ns <= now < self._due_ns:
            self._look_round()
            self._aim(self._due_ns - now)
        else:
            self.beat()

    def _look_round(self) -> None:
        try:
            self._looked()
        except Exception as fault:  # noqa: BLE001  (told to the owner; the clock goes on)
            self._failed(fault)
