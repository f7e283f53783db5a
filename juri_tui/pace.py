"""How a process with a screen shares its time: what is painted goes first, and what a disk holds up holds up nobody."""

import asyncio
import gc
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from typing import TypeVar

T = TypeVar("T")
SWITCH_S = 0.001


def paint_first() -> None:
    """Lets no other work of this process hold up a key; to be called once the contest has been read.

    A thread that saves or reads gives way after SWITCH_S (Python's own 5 ms were felt at every Enter), and what is
    there now stays: to search a day of records for garbage held up a key for 0.1 s.
    """
    sys.setswitchinterval(SWITCH_S)
    gc.freeze()


async def aside(work: Callable[[], T]) -> T:
    """Runs what a disk may hold up for ever, in a thread that nobody waits for at the end of the process.

    `asyncio.to_thread` would do but for that: its threads are waited for, and who leaves while a stick hangs would wait
    with them.
    """
    loop, context = asyncio.get_running_loop(), copy_context()
    done: asyncio.Future[T] = loop.create_future()

    def settle(answer: T | None, fault: Exception | None) -> None:
        if done.done():
            return  # whoever asked is gone
        if fault is not None:
            done.set_exception(fault)
        else:
            done.set_result(answer)  # type: ignore[arg-type]

    def run() -> None:
        answer, fault = None, None
        try:
            answer = context.run(work)
        except Exception as error:  # noqa: BLE001  (told to whoever waits, as a call would)
            fault = error
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(settle, answer, fault)

    threading.Thread(target=run, name="aside", daemon=True).start()
    return await done
