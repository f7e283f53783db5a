"""A list that is hidden, and has the focus all the same, survives its page keys."""

from textual.app import App, ComposeResult

from juri_tui.widgets.paged_list import PagedList


class Lists(App[None]):
    def compose(self) -> ComposeResult:
        yield PagedList(*(f"baris {place}" for place in range(50)))


async def test_page_keys_without_room_do_nothing_and_with_room_turn_pages() -> None:
    async with Lists().run_test(size=(40, 10)) as pilot:
        found = pilot.app.query_one(PagedList)
        found.styles.height = 0
        await pilot.pause()
        found.highlighted = 1
        found._clear_caches()
        found.action_page_down()
        found.action_page_up()
        assert found.highlighted == 1
        found.styles.height = 10
        await pilot.pause()
        await pilot.press("pagedown")
        assert found.highlighted is not None
        assert found.highlighted > 5
        await pilot.press("pageup")
        assert found.highlighted < 5
