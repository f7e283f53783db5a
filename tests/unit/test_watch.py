"""The look-out for new records: it wakes for something new, while the file is out of reach, and for the end."""

import asyncio
import time

from juri_tui.store_fault import StoreFault
from juri_tui.watch import LOOK_S, Watch


async def test_it_wakes_only_for_something_new() -> None:
    seen = [1]
    watch = Watch(lambda: seen[0])
    assert await watch.moved(), "the first look is always news"
    waiting = asyncio.create_task(watch.moved())
    await asyncio.sleep(4 * LOOK_S)
    assert not waiting.done()
    seen[0] = 2
    assert await asyncio.wait_for(waiting, 2)
    watch.close()


async def test_a_file_out_of_reach_is_news_each_time_and_so_is_its_return() -> None:
    answers = iter([1, StoreFault("io"), StoreFault("io"), 1])

    def ask() -> int:
        answer = next(answers)
        if isinstance(answer, StoreFault):
            raise answer
        return answer

    watch = Watch(ask)
    assert [await watch.moved() for _look in range(4)] == [True] * 4
    watch.close()


async def test_news_that_could_not_be_read_are_news_again_once() -> None:
    watch = Watch(lambda: 1)
    assert await watch.moved()
    watch.again()
    assert await asyncio.wait_for(watch.moved(), 2)
    waiting = asyncio.create_task(watch.moved())
    await asyncio.sleep(4 * LOOK_S)
    assert not waiting.done()
    watch.close()


async def test_closing_ends_the_wait() -> None:
    watch = Watch(lambda: 1)
    await watch.moved()
    waiting = asyncio.create_task(watch.moved())
    await asyncio.sleep(0)
    begun = time.monotonic()
    await asyncio.to_thread(watch.close)
    assert not await waiting
    assert time.monotonic() - begun < 2
