"""The juri's screens under hostile names and under keys pressed at random: no exception, nothing sent unasked."""

import random

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri
from frames import frame
from seat import at, station, to_sheet, typed

from juri_tui.model import Event
from juri_tui.pins import rehearsal_pin
from juri_tui.screens.cover import CoverScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.pick_kbk import PickKbk
from juri_tui.screens.readback import ReadBackScreen
from juri_tui.screens.scoresheet import ScoresheetScreen
from juri_tui.slot import SECOND

HOSTILE = (
    "Tim [/] Rocket", "[@click=app.quit]klik[/]", "العربية", "👩‍👩‍👧 keluarga", "$accent", "a" * 120
)  # fmt: skip
KEYS = (
    [str(digit) for digit in range(10)]
    + ["comma", "full_stop", "minus", "t", "y", "x", "k", "space", "question_mark"]
    + ["enter", "up", "down", "tab", "shift+tab", "left", "right", "backspace", "delete", "home", "end"]
    + ["pageup", "pagedown", "escape", "f1", "f2", "f3", "f4", "f6", "f7", "f9", "f12", "ctrl+p", "ctrl+a"]
)


def named(event: Event, name: str) -> Event:
    """Every name and text of the event is the hostile one."""
    texts = {"name": name}
    whole = {
        "kbk": tuple(k.model_copy(update={**texts, "unit": name, "title": name, "problem": name}) for k in event.kbk),
        "juri": tuple(j.model_copy(update={**texts, "institution": name}) for j in event.juri),
        "criterion": tuple(c.model_copy(update={**texts, "description": name}) for c in event.criterion),
        "phase": tuple(p.model_copy(update=texts) for p in event.phase),
    }
    return event.model_copy(update=whole)


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_is_only_a_name(tmp_path, name) -> None:
    hand = Stagehand(tmp_path / "h.juri", named(kediri(), name), ManualClock())
    hand.ready().present("ceria")
    shown = []
    async with station(hand).run_test(size=(120, 36)) as pilot:
        await at(pilot, CoverScreen)
        shown.append(frame(pilot.app))
        await to_sheet(pilot)
        shown.append(frame(pilot.app))
        await typed(pilot, "16", "17", "17", "16", "8", "8")
        await pilot.press("f9")
        await at(pilot, ReadBackScreen)
        shown.append(frame(pilot.app))
        await pilot.press("escape")
        await at(pilot, ScoresheetScreen)
        await pilot.press("f7")
        await at(pilot, PickKbk)
        shown.append(frame(pilot.app))
        await pilot.press("escape")
        await at(pilot, CoverScreen)
    assert all(name[:8] in one for one in shown)
    assert not any("\x1b" in one for one in shown)


async def play(hand: Stagehand, presses: int, seed: int) -> None:
    """Keys at random into an open sheet; whenever the cover comes back, the same juri sits down again."""
    dice = random.Random(seed)
    async with station(hand).run_test(size=(100, 30)) as pilot:
        await at(pilot, CoverScreen)
        for _press in range(presses):
            hand.clock.advance(SECOND // 20)
            screen = pilot.app.screen
            if isinstance(screen, CoverScreen):
                await pilot.press("1")
            elif isinstance(screen, LockScreen):
                await pilot.press(*rehearsal_pin(1), "enter")
            else:
                await pilot.press(dice.choice(KEYS))
    contest = hand.desk.refresh()
    assert dict(contest.sheets) == {}


async def test_keys_at_random_send_nothing(hand) -> None:
    hand.ready().present("ceria")
    await play(hand, 400, seed=2016)


@pytest.mark.slow
async def test_ten_thousand_keys_at_random(hand) -> None:
    hand.ready().present("ceria")
    await play(hand, 10_000, seed=1)
