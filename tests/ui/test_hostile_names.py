"""Fourteen hostile names on every screen in each of its states: no crash, no command to the terminal, no markup."""

import unicodedata
from pathlib import Path

import pytest
import scenes
from events import kediri
from frames import frame
from gallery import EVERY
from test_hostile_text import HOSTILE

from juri_tui.model import Event

STEERS = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


def called(name: str) -> Event:
    """The demo event in which everything that a person may name bears this name."""
    event = kediri()

    def renamed(things, *fields: str):
        return tuple(one.model_copy(update={field: name for field in fields if getattr(one, field)}) for one in things)

    return event.model_copy(
        update={
            "event": event.event.model_copy(update={"name": name, "place": name, "organiser": name}),
            "kbk": tuple(
                kbk.model_copy(update={"members": (name, name)})
                for kbk in renamed(event.kbk, "name", "unit", "title", "problem", "solution")
            ),
            "juri": renamed(event.juri, "name", "institution", "title"),
            "criterion": renamed(event.criterion, "name", "description", "group"),
            "phase": renamed(event.phase, "name"),
            "award": renamed(event.award, "name"),
            "official": renamed(event.official, "name", "title"),
        }
    )


async def shown(monkeypatch: pytest.MonkeyPatch, folder: Path, place: str, name: str, size: tuple[int, int]) -> str:
    monkeypatch.setattr(scenes, "kediri", lambda: called(name))
    async with EVERY[place](folder, size) as pilot:
        picture = frame(pilot.app)
        assert pilot.app._exception is None
    assert {char for char in picture if unicodedata.category(char) in STEERS} <= {"\n"}, picture
    return picture


@pytest.mark.parametrize(("turn", "place"), list(enumerate(scenes.SCENES)))
async def test_a_hostile_name_on_each_screen(monkeypatch, tmp_path, turn, place) -> None:
    await shown(monkeypatch, tmp_path, place, HOSTILE[turn % len(HOSTILE)], (80, 24))


@pytest.mark.parametrize("name", HOSTILE)
async def test_the_name_is_shown_as_it_is(monkeypatch, tmp_path, name) -> None:
    picture = await shown(monkeypatch, tmp_path, "persiapan", name, (200, 60))
    assert name[:20] in picture


@pytest.mark.slow
@pytest.mark.parametrize("place", scenes.SCENES)
async def test_every_hostile_name_on_each_screen(monkeypatch, tmp_path, place) -> None:
    for turn, name in enumerate(HOSTILE):
        (folder := tmp_path / str(turn)).mkdir()
        await shown(monkeypatch, folder, place, name, (120, 36))
    print(f"{len(HOSTILE)} hostile names on {place}: no crash, nothing steers the terminal")


@pytest.mark.slow
@pytest.mark.parametrize(("turn", "place"), list(enumerate(EVERY)))
async def test_a_hostile_name_on_each_screen_in_every_state(monkeypatch, tmp_path, turn, place) -> None:
    await shown(monkeypatch, tmp_path, place, HOSTILE[turn % len(HOSTILE)], (120, 36))
