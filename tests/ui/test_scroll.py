"""The bar of what scrolls: it fits the text that stands there, however late the bar itself gets ready."""

import asyncio

import pytest
from frames import frame, settled, until
from textual.app import App
from textual.scrollbar import ScrollBar
from textual.widgets import Static

from juri_tui.widgets.scroll import Scroll


class Text(App[None]):
    def compose(self):
        with Scroll():
            yield Static("\n".join("0" * 43))

    def grow(self) -> None:
        self.query_one(Static).update("\n".join("0" * 87))


async def test_what_grows_before_its_bar_is_ready_has_the_right_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Text().run_test(size=(40, 20)) as pilot:
        pilot.app.grow()
        await settled(pilot)
        right = frame(pilot.app)
    ready, mounts = asyncio.Event(), ScrollBar._pre_process

    async def late(bar: ScrollBar) -> bool:
        await ready.wait()
        return await mounts(bar)

    monkeypatch.setattr(ScrollBar, "_pre_process", late)
    async with Text().run_test(size=(40, 20)) as pilot:
        try:
            await settled(pilot)
            early = frame(pilot.app)
            pilot.app.grow()
            await settled(pilot)
        finally:
            ready.set()  # the program can not end before its bar has begun
        assert early != right, "a long thumb, painted before its bar is mounted"
        await until(pilot, lambda: frame(pilot.app) == right, "the short thumb of a long text")
