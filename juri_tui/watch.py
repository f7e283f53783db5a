"""When to look at the contest file again."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from juri_tui.store_fault import StoreFault

LOOK_S = 0.1


class Watch:
    """Asks `seen` ten times a second, in a thread of its own: there it costs far less than on the event loop.

    `seen` gives another value once there may be something new; while it raises StoreFault there always is.
    """

    def __init__(self, seen: Callable[[], object]) -> None:
        self._ask, self._seen = seen, object()
        self._closing = threading.Event()
        self._thread = ThreadPoolExecutor(1, "watch")

    async def moved(self) -> bool:
        """Waits until there is something new; False once it was closed."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._moved)

    def _moved(self) -> bool:
        while not self._closing.wait(LOOK_S):
            try:
                before, self._seen = self._seen, self._ask()
            except StoreFault:
                self._seen = object()
                return True
            if self._seen != before:
                return True
        return False

    def close(self) -> None:
        """Ends the waiting; a disk that does not answer holds this up."""
        self._closing.set()
        self._thread.shutdown(wait=True)
