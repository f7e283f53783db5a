"""The bar of what scrolls: it shows the text that stands there, however late the bar itself gets ready."""

import asyncio

import pytest
from frames import frame, settled, until
from textual.app import App
from textual.scrollbar import ScrollBar
from textual.widgets import OptionList, Static

from juri_tui.widgets.paged_list import PagedList
from juri_tui.widgets.true_bar import Scroll

MANY, MORE = [f"baris {n}" for n in range(43)], [f"baris {n}" for n in range(87)]


class Text(App[None]):
    def compose(self):
        with Scroll():
            yield Static("\n".join(MANY))

    def grow(self) -> None:
        self.query_one(Static).update("\n".join(MORE))


class Lines(App[None]):
    def compose(self):
        yield PagedList(*MANY)

    def grow(self) -> None:
        self.query_one(OptionList).set_options(MORE)


@pytest.mark.parametrize("made", [Text, Lines])
async def test_what_grows_before_its_bar_is_ready_has_the_right_bar(made, monkeypatch: pytest.MonkeyPatch) -> None:
    async with made().run_test(size=(40, 20)) as pilot:
        pilot.app.grow()
        await settled(pilot)
        right = frame(pilot.app)
    ready, mounts = asyncio.Event(), ScrollBar._pre_process

    async def late(bar: ScrollBar) -> bool:
        await ready.wait()
        return await mounts(bar)

    monkeypatch.setattr(ScrollBar, "_pre_process", late)
    async with made().run_test(size=(40, 20)) as pilot:
        try:
            await settled(pilot)
            early = frame(pilot.app)
            pilot.app.grow()
            await settled(pilot)
        finally:
            ready.set()
        assert early != right, "a long thumb, painted before its bar is mounted"
        await until(pilot, lambda: frame(pilot.app) == right, "the short thumb of a long text")
