"""The juri's screens under hostile names: each is only a name."""

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri
from frames import frame
from seat import at, station, to_sheet, typed

from juri_tui.model import Event
from juri_tui.screens.cover import CoverScreen
from juri_tui.screens.pick_kbk import PickKbk
from juri_tui.screens.readback import ReadBackScreen
from juri_tui.screens.scoresheet import ScoresheetScreen

HOSTILE = (
    "Tim [/] Rocket", "[@click=app.quit]klik[/]", "العربية", "👩‍👩‍👧 keluarga", "$accent", "a" * 120
)  # fmt: skip


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
