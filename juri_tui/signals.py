"""Signals that ask the program to go: the terminal is put back, the file let go of, and the clock runs on.

Textual alone would die of them without putting the terminal back. Windows knows none of these but SIGTERM, and its
event loop takes no handlers: there the console window itself puts things right.
"""

import asyncio
import signal
from collections.abc import Callable

ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT")


def leave_upon(loop: asyncio.AbstractEventLoop, leave: Callable[[], object]) -> None:
    """Calls `leave` when a signal asks the program to end, as far as this system tells it."""
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, leave)
        except (NotImplementedError, RuntimeError):  # Windows; or not the main thread (tests)
            return
