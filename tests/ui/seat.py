"""A juri at the terminal, as a test plays him: keys, and waiting for what they bring."""

from contests import Stagehand
from frames import settled, until
from textual.pilot import Pilot

from juri_tui.app import JuriApp
from juri_tui.desk import Desk, Role
from juri_tui.pins import rehearsal_pin
from juri_tui.screens.cover import CoverScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.pick_kbk import PickKbk
from juri_tui.screens.scoresheet import ScoresheetScreen
from juri_tui.slot import SECOND


def station(hand: Stagehand) -> JuriApp:
    """A process opened `--as juri`."""
    return JuriApp(Desk(hand.path, Role.JURI, hand.clock))


def performed(hand: Stagehand) -> Stagehand:
    """Ceria is judged by both, Melati has performed and nobody has sent a sheet for it."""
    hand.ready().present("ceria").judge("ceria").present("melati")
    return hand


async def at(pilot: Pilot, kind: type) -> None:
    """Waits until a screen of this kind is on top."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    await settled(pilot)


async def to_sheet(pilot: Pilot, place: int = 1, kbk: str = "enter") -> ScoresheetScreen:
    """Name, PIN, KBK (`enter`: the one pointed at, else its number), until the sheet is there and the draft back."""
    await at(pilot, CoverScreen)
    await pilot.press(str(place))
    await at(pilot, LockScreen)
    await pilot.press(*rehearsal_pin(place), "enter")
    await at(pilot, PickKbk)
    await pilot.press(kbk)
    await at(pilot, ScoresheetScreen)
    sheet = pilot.app.screen
    assert isinstance(sheet, ScoresheetScreen)
    await until(pilot, lambda: sheet.opened)
    await pilot.pause()
    return sheet


async def typed(pilot: Pilot, *cells: str) -> None:
    """Each cell and its Enter, as quickly as the keys come."""
    for cell in cells:
        await pilot.press(*cell, "enter")
    await pilot.pause()


def wait_a_moment(hand: Stagehand, seconds: int = 2) -> None:
    """Time passes for the program: the next key is a press of its own."""
    hand.clock.advance(seconds * SECOND)


def draft_of(hand, juri: str = "pemprov", kbk: str = "melati"):
    """The draft as another process finds it in the file."""
    desk = Desk(hand.path, Role.JURI, hand.clock)
    try:
        assert desk.sit(juri, rehearsal_pin(1 if juri == "pemprov" else 2)) is None
        return desk.draft(juri, kbk)
    finally:
        desk.close()
