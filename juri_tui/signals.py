"""Signals that ask the program to go: the terminal is put back, the file let go of, and the clock runs on.

Textual alone would die of them without putting the terminal back. Windows knows none of these but SIGTERM; there the
console window itself puts things right.
"""

import asyncio
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT")
LOOK_S = 1.0
PATIENCE_S = 2.0
"""So long (seconds) the program may take to leave by itself: a locked file or a dead stick would hold it for longer."""
LEAVE_S = 10.0
"""So long (seconds) letting go of the file and of the second disk may take when nobody is in a hurry."""
RESTORE_S = 0.5
INTERRUPTED = 130


def listen(app: "App[Any]") -> None:
    """Ends this program when a signal asks for it or its terminal is gone; one without a terminal hears nothing."""
    if not app.is_headless:
        leave = partial(app.call_later, app.exit)
        leave_upon(asyncio.get_running_loop(), leave, partial(_put_back, app))
        end_with_terminal(leave)
        go_on_once(app)


def go_on_once(app: "App[Any]") -> None:
    """Lets a program that was stopped (SIGSTOP) and goes on take its terminal once, not a second time.

    Textual begins anew upon SIGCONT, which is right after a stop that it was asked for. After any other it would read
    the keys with two threads, which wait for each other when the program ends, and take the terminal as it stands now
    for the one to put back. Some send SIGCONT together with SIGTERM, so a program that is leaving begins nothing.
    """
    number = getattr(signal, "SIGCONT", None)
    begin = signal.getsignal(number) if number is not None else None
    if number is None or not callable(begin):
        return

    def goes_on(number: int, frame: FrameType | None) -> None:
        driver: Any = app._driver
        if driver is None or not app._running:
            return
        before, asked = driver.attrs_before, driver._must_signal_resume
        if not asked and driver._key_thread is not None:
            driver.exit_event.set()
            driver._key_thread.join()
            driver.exit_event.clear()
            driver.write("\x1b[<u")  # what is asked of the keyboard again is put back once
            driver.close()
        begin(number, frame)
        if not asked:
            driver.attrs_before = before

    signal.signal(number, goes_on)


def _put_back(app: "App[Any]") -> None:
    if app._driver is not None:
        app._driver.stop_application_mode()
        app._driver.close()  # only now all of that has been written


def leave_upon(loop: asyncio.AbstractEventLoop, leave: Callable[[], object], put_back: Callable[[], object]) -> None:
    """Calls `leave` on the loop when a signal asks the program to end, as far as this system tells it.

    Where that does not end the process soon, `put_back` restores the terminal and it ends hard: nothing is lost by
    that, for what was acknowledged is in the ledger, and a dead process frees the console.
    """

    def asked(_number: int, _frame: FrameType | None) -> None:
        if loop.is_closed():
            sys.exit(INTERRUPTED)
        # Not by the loop's own handler: a terminal that takes no more output (Ctrl+S) holds up the loop itself.
        threading.Thread(target=_end_soon, args=(put_back,), name="end", daemon=True).start()
        loop.call_soon_threadsafe(leave)

    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, asked)


def _end_soon(put_back: Callable[[], object]) -> None:
    threading.Event().wait(PATIENCE_S)
    # Even this may wait for ever for a terminal that takes nothing.
    last = threading.Thread(target=put_back, name="put-back", daemon=True)
    last.start()
    last.join(RESTORE_S)
    os._exit(INTERRUPTED)


@contextmanager
def within_reason(app: "App[Any]") -> Iterator[None]:
    """Ends the process where what is done inside never ends: a disk that hangs answers nobody, not even at the end."""
    done = threading.Event()

    def watch() -> None:
        if not done.wait(LEAVE_S):
            os._exit(INTERRUPTED)

    if not app.is_headless:
        threading.Thread(target=watch, name="leave", daemon=True).start()
    try:
        yield
    finally:
        done.set()


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
