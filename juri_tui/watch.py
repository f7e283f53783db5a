"""When to look at the contest file again."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from juri_tui.store_fault import StoreFault

LOOK_S = 0.1
CONSOLE_LOOK_S = 0.25
"""How often the operator's process looks: it shows what it wrote itself at once, and its clock runs all day."""
SILENT_S = 3.0
"""A file that has not answered for so long (seconds) is shown as one that can not be read."""


class Watch:
    """Asks `seen` every `every_s` seconds, in a thread of its own: there it costs far less than on the event loop.

    `seen` gives another value once there may be something new; while it raises StoreFault there always is, and so there
    is after a time in which it did not answer at all, and after news that could not be read (`again`).
    """

    def __init__(self, seen: Callable[[], object], every_s: float = LOOK_S) -> None:
        self._ask, self._seen, self._every_s = seen, object(), every_s
        self._closing, self._unread = threading.Event(), threading.Event()
        self._answered = time.monotonic()
        self._thread = ThreadPoolExecutor(1, "watch")

    async def moved(self) -> bool:
        """Waits until there is something new; False once it was closed."""
        if self.closed:
            return False
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._moved)

    def _moved(self) -> bool:
        while not self._closing.wait(self._every_s):
            try:
                before, self._seen = self._seen, self._ask()
            except StoreFault:
                self._seen, self._answered = object(), time.monotonic()
                return True
            silent, self._answered = self.silent, time.monotonic()
            if self._seen != before or silent or self._unread.is_set():
                self._unread.clear()
                return True
        return False

    def again(self) -> None:
        """What was new could not be read, so it still is."""
        self._unread.set()

    @property
    def closed(self) -> bool:
        """Whether nobody shall look any more."""
        return self._closing.is_set()

    @property
    def silent(self) -> bool:
        """Whether the file has not answered for some seconds."""
        return time.monotonic() - self._answered > SILENT_S

    def close(self) -> None:
        """Ends the waiting; a disk that does not answer holds this up."""
        self._closing.set()
        self._thread.shutdown(wait=True)
