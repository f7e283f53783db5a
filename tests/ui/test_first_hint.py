"""The hint of a screen comes once on a machine, goes with a key that it names, and never hides what matters."""

from pathlib import Path

import pytest
from desks import Keys
from frames import frame, settled, until
from seat import performed, to_sheet
from textual.pilot import Pilot

from juri_tui.app import JuriApp
from juri_tui.commands import SCREENS
from juri_tui.desk import Desk, Role
from juri_tui.hints import HINTS, KEPT, read_hints, remember
from juri_tui.widgets.first_hint import FirstHint
from juri_tui.widgets.key_bar import KeyBar
from juri_tui.widgets.notice import Notice

SENTENCE = HINTS["operator"].sentence


def shown(pilot: Pilot) -> bool:
    return bool(pilot.app.screen.query(FirstHint))


async def gone(pilot: Pilot, home: Path, name: str) -> None:
    await until(pilot, lambda: not shown(pilot) and name in read_hints(home), "the hint goes, for ever")


@pytest.mark.parametrize("key", sorted({"space", "enter", "escape"}))
async def test_a_key_that_the_hint_names_sends_it_away_for_ever(hand, tmp_path, key) -> None:
    hand.ready().arm("ceria")
    async with JuriApp(hand.desk, home=tmp_path).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: SENTENCE in frame(pilot.app))
        await pilot.press("down")
        assert shown(pilot), "a key that it does not name says nothing about having read it"
        await pilot.press(key)
        await gone(pilot, tmp_path, "operator")
        kinds = Keys(pilot, hand).kinds
    assert ("slot_started" in kinds) == (key == "space"), "the key does its own work all the same"
    assert (tmp_path / KEPT).read_text() == "operator\n"
    async with JuriApp(Desk(hand.path, Role.OPERATOR, hand.clock), home=tmp_path).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert SENTENCE not in frame(pilot.app)


async def test_each_screen_has_its_own_and_a_click_is_enough(hand, tmp_path) -> None:
    remember(tmp_path, "operator")
    async with JuriApp(hand.desk, home=tmp_path).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert not shown(pilot)
        await pilot.press("s")
        await until(pilot, lambda: HINTS["setup"].sentence in frame(pilot.app))
        await pilot.click(FirstHint)
        await gone(pilot, tmp_path, "setup")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_clock_next_step_and_keys_stay_in_sight(hand, tmp_path, size) -> None:
    hand.ready().arm("ceria").time("slot_started")
    async with JuriApp(hand.desk, home=tmp_path).run_test(size=size) as pilot:
        await until(pilot, lambda: shown(pilot))
        await settled(pilot)
        screen = pilot.app.screen
        hint = screen.query_one(FirstHint).region
        assert hint.height == 1
        for widget in (screen.query_one("BigClock"), screen.query_one(Notice), screen.query_one(KeyBar)):
            assert widget.region.height >= 1
            assert not widget.region.overlaps(hint)
        assert "Paparan berjalan" in frame(pilot.app)


async def test_the_sheet_of_a_juri_says_when_marks_are_sent(hand, tmp_path) -> None:
    app = JuriApp(Desk(performed(hand).path, Role.JURI, hand.clock), home=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: HINTS["cover"].sentence in frame(app))
        await to_sheet(pilot)
        await until(pilot, lambda: HINTS["sheet"].sentence in frame(app))
        await pilot.press("1", "6", "enter")
        await gone(pilot, tmp_path, "sheet")
        assert read_hints(tmp_path) == {"cover", "sheet"}


async def test_the_audience_never_sees_one(hand, tmp_path) -> None:
    for role in (Role.BOARD, Role.STAGE):
        async with JuriApp(Desk(hand.path, role, hand.clock), home=tmp_path).run_test() as pilot:
            await settled(pilot)
            assert not shown(pilot)


@pytest.mark.parametrize("broken", ["folder", "file", "noise"])
async def test_a_broken_folder_does_not_matter(hand, tmp_path, broken) -> None:
    home = tmp_path / "home"
    if broken == "file":
        home.write_text("no folder")
    elif broken == "noise":
        home.mkdir()
        (home / KEPT).write_bytes(b"\xff\x00operatorr\n" * 10_000)
    async with JuriApp(hand.desk, home=home).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: not shown(pilot))
        await pilot.press("f5")
        await pilot.press("f2")
        await settled(pilot)
        assert not shown(pilot), "within one run it does not come back"


def test_every_hint_is_of_a_screen_and_names_keys_that_it_has() -> None:
    for name, hint in HINTS.items():
        keys = {key for command in SCREENS[name] for key in command.keys.split(",")}
        keys |= set("123456789") if name == "cover" else {"enter", "f1"}  # lists and fields take those by themselves
        assert hint.keys <= keys, name
