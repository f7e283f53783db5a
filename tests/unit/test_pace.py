"""What a disk may hold up runs aside: its answer and its fault arrive, and nobody waits for it who does not want to."""

import asyncio
import threading

import pytest

from juri_tui.pace import aside


async def test_the_answer_and_the_fault_arrive() -> None:
    assert await aside(lambda: threading.current_thread().name) == "aside"
    with pytest.raises(ZeroDivisionError):
        await aside(lambda: 1 // 0)


async def test_who_no_longer_waits_is_not_told() -> None:
    gate = threading.Event()
    waiting = asyncio.create_task(aside(gate.wait))
    await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    gate.set()
    await asyncio.sleep(0.05)


def test_a_loop_ends_without_what_hangs() -> None:
    gate, ended = threading.Event(), threading.Event()

    def hang() -> None:
        gate.wait(20)
        ended.set()

    async def ask() -> None:
        asking = asyncio.create_task(aside(hang))
        await asyncio.sleep(0.01)
        asking.cancel()

    asyncio.run(ask())
    assert not ended.is_set()
    gate.set()
    assert ended.wait(5), "and what comes of it later disturbs nobody"
