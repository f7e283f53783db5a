"""The marks of a sheet as one widget: keys, paste and mouse land in the right row, and little is painted."""

from frames import frame, settled, until
from seat import performed, station, to_sheet, typed
from textual import events
from textual.strip import Strip
from textual.widgets import Static

from juri_tui.screens.scoresheet import ScoresheetScreen
from juri_tui.widgets.mark_table import MarkTable

WIDE = (120, 36)


def row_of(app, place: int) -> str:
    rows = frame(app).partition("Kriteria")[2].splitlines()
    return next(line for line in rows if f" {place} " in line[:7])


async def test_keys_edit_within_a_mark(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await pilot.press("1", "5", "left", "7", "end", "backspace", "comma", "5", "enter")
        assert dict(sheet.form.marks) == {"masalah": "17.5"}
        await pilot.press("up", "left", "backspace", "enter")
        assert dict(sheet.form.marks)["masalah"] == "17.5", "17,5 without its comma is refused"
        assert sheet.table.rows[0].value == "175"


async def test_a_pasted_number_is_typed_and_other_text_is_not(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        for text in ("", "  ", "abc", "17,5\nrest"):
            pilot.app.post_message(events.Paste(text))
            await pilot.pause()
        assert sheet.table.row.value == "17,5"


async def test_a_click_goes_where_it_points_and_takes_the_mark_along(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await pilot.press("1", "6")
        await pilot.click(sheet.table, offset=(45, 4))
        assert (sheet.table.at, dict(sheet.form.marks)) == (2, {"masalah": "16"})
        assert row_of(pilot.app, 3).lstrip().startswith("▸")
        await pilot.press("9", "9")
        await pilot.click(sheet.table, offset=(20, 0))
        assert sheet.table.at == 2, "a mark out of range is put right first"
        assert sheet.table.row.fault


async def test_a_key_typed_ahead_goes_on_into_the_note(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await pilot.press(*["down"] * 5)
        for key in ("down", "a", "b"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: sheet.notes.fields["keunggulan"].text == "ab")
        assert sheet.table.row.value == ""


async def test_the_pointer_leaves_with_the_focus(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await typed(pilot, "16")
        assert row_of(pilot.app, 2).lstrip().startswith("▸")
        assert row_of(pilot.app, 1).lstrip().startswith("✓")
        await pilot.click(sheet.notes.fields["saran"])
        assert "▸" not in row_of(pilot.app, 2)


async def test_a_move_paints_two_rows_and_arranges_nothing(hand, monkeypatch) -> None:
    """What made an arrow take four frames: a field for each row, restyled and arranged anew."""
    performed(hand)
    drawn: list[int] = []
    painted = MarkTable._painted

    def counted(self: MarkTable, place: int) -> list[Strip]:
        if place not in self._strips:
            drawn.append(place)
        return painted(self, place)

    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await pilot.press("down", "down")
        await pilot.pause(0.1)
        arranged: list[object] = []
        sheet.screen_layout_refresh_signal.subscribe(sheet, arranged.append, immediate=True)
        monkeypatch.setattr(MarkTable, "_painted", counted)
        await pilot.press("up")
        await pilot.pause(0.1)
        assert set(drawn) == {1, 2}
        assert arranged == []


async def test_a_low_screen_scrolls_to_the_row(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=(80, 24)) as pilot:
        sheet = await to_sheet(pilot)
        form = sheet.query_one("#form")
        form.styles.max_height = 6
        await settled(pilot)
        await pilot.press(*["down"] * 8)
        await until(pilot, lambda: form.scroll_y > 0)
        await pilot.press(*["up"] * 8)
        await until(pilot, lambda: form.scroll_y == 0 and "▸  1" in frame(pilot.app))


async def test_a_resize_draws_the_rows_for_the_new_width(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=(80, 24)) as pilot:
        sheet = await to_sheet(pilot)
        await typed(pilot, "17,3")
        for width, height in ((200, 60), (80, 24), (120, 36)):
            await pilot.resize_terminal(width, height)
            await settled(pilot)
            assert "▲ 17,3 tidak sesuai langkah" in frame(pilot.app)
            fault = 1 if width == 200 else 2
            assert sheet.table.size.height == (2 if height >= 32 else 1) * 6 + fault
            assert all(row_of(pilot.app, place) for place in range(1, 7))


async def test_the_cover_below_does_not_repaint_the_sheet(hand) -> None:
    """Textual paints all of the upper screen when a lower one changes: the lower clock must stand still."""
    hand.ready().present("ceria").judge("ceria").arm("melati").time("slot_started")
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        assert isinstance(sheet, ScoresheetScreen)
        below = pilot.app.screen_stack[-2]
        heads = below.query(".header").results(Static)
        before = [head.content for head in heads]
        hand.clock.advance(5 * 10**9)
        await until(pilot, lambda: "29:55" in frame(pilot.app))
        await pilot.pause(0.6)
        assert [head.content for head in below.query(".header").results(Static)] == before
