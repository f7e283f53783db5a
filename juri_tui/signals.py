"""Signals that ask the program to go: the terminal is put back, the file let go of, and the clock runs on.

Textual alone would die of them without putting the terminal back. Windows knows none of these but SIGTERM, and its
event loop takes no handlers: there the console window itself puts things right.
"""

import asyncio
import os
import select
import signal
import threading
from collections.abc import Callable

ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT")
LOOK_S = 1.0
PATIENCE_S = 3.0
INTERRUPTED = 130


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


def hung_up(terminal: int = 0) -> bool:
    """Whether the terminal behind a file descriptor is gone although no signal said so; False where nobody can tell.

    A program that goes on reading from it would keep a core busy for ever, and the operator's console with it.
    """
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(terminal, 0)
    return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _terminal, event in poll.poll(0))


def end_with_terminal(leave: Callable[[], object], terminal: int = 0) -> None:
    """Watches the terminal in a thread of its own: calls `leave` once it is gone, and ends the process if that fails.

    Textual's writer dies with the terminal, and the program may then wait for it for ever. Nothing is lost by ending
    hard: what was acknowledged is in the ledger, and a dead process frees the console.
    """

    def watch() -> None:
        pause = threading.Event()
        while not hung_up(terminal):
            pause.wait(LOOK_S)
        leave()
        pause.wait(PATIENCE_S)
        os._exit(INTERRUPTED)

    threading.Thread(target=watch, name="terminal", daemon=True).start()
