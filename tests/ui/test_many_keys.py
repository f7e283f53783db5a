"""Keys at random on every screen: no exception, a ledger that folds to what is shown, and nothing decided unasked.

A record that matters is written by its own question only, so whatever answers the questions is never pressed here:
without it, no result may be locked or announced, no winner shown, no sheet sent, however long somebody leans on them.
"""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from contests import Stagehand
from desks import program
from frames import until
from scenes import locked, stagehand
from seat import performed
from textual.app import App
from textual.screen import ModalScreen

from juri_tui.commands import EVERYWHERE, OF_JURI, OFFICE, SCREENS
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.fold import fold
from juri_tui.home import HomeApp
from juri_tui.pins import REHEARSAL_PASSPHRASE, rehearsal_pin
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.printing import PrintScreen
from juri_tui.screens.readback import ReadBackScreen
from juri_tui.slot import SECOND

SHORT, LONG = 300, 10_000
PLAIN = (
    *(str(digit) for digit in range(10)),
    *("comma", "full_stop", "minus", "plus", "space", "enter", "escape", "escape", "tab", "shift+tab", "backspace"),
    *("up", "down", "left", "right", "pageup", "pagedown", "home", "end", "x", "é"),
)
CONFIRMED = frozenset({"result_locked", "announced", "award_revealed", "sheet_sent", "sheet_corrected"})
"""Kinds of records that must not come without their question."""


def keys_of(name: str) -> list[str]:
    """All keys of a screen, and those that any field takes; not those that lead to another screen or close this one."""
    own = [key for command in SCREENS[name] for key in command.keys.split(",")]
    help_keys = EVERYWHERE[0].keys.split(",")
    away = [key for command in (*EVERYWHERE[1:], *OFFICE) for key in command.keys.split(",")]
    if name in OF_JURI:  # nothing leads out of there but the one key that closes the program
        return [*own, *(key for key in away if key != "ctrl+q"), *help_keys, *PLAIN, "f12", "ctrl+p", "ctrl+a"]
    return [*(key for key in own if key not in away), *help_keys, *PLAIN]


def at_desk(room: str, make: Callable[[Path], Stagehand]):
    def opened(folder: Path) -> tuple[Stagehand, Desk, str]:
        hand = make(folder)
        return hand, hand.desk, room

    return opened


def as_role(role: Role, room: str, make: Callable[[Path], Stagehand]):
    def opened(folder: Path) -> tuple[Stagehand, Desk, str]:
        hand = make(folder)
        return hand, Desk(hand.path, role, hand.clock), room

    return opened


def judged(folder: Path) -> Stagehand:
    return stagehand(folder).event()


PLACES = {
    "operator": at_desk("operator", lambda folder: stagehand(folder).ready()),
    "setup": at_desk("setup", stagehand),
    "cover": as_role(Role.JURI, "sheet", lambda folder: performed(stagehand(folder))),
    "sheet": as_role(Role.JURI, "sheet", lambda folder: performed(stagehand(folder))),
    "board": as_role(Role.BOARD, "board", judged),
    "stage": as_role(Role.STAGE, "stage", lambda folder: stagehand(folder).ready().arm("ceria").time("slot_started")),
    "deliberation": as_role(Role.KETUA, "deliberation", judged),
    "ceremony": at_desk("ceremony", locked),
    "history": at_desk("history", judged),
    "print": at_desk("print", locked),
}


def answers_yes(app: App, key: str) -> bool:
    """Whether this key would confirm: Enter on the read-back."""
    return isinstance(app.screen, ReadBackScreen) and key == "enter"


async def let_in(pilot, desk: Desk) -> bool:
    """Types the secret where one is asked for to open the place; True where it was."""
    screen = pilot.app.screen
    if not isinstance(screen, LockScreen) or screen._prove_only or screen._ask:
        return False
    secret = REHEARSAL_PASSPHRASE
    if screen._who != OPERATOR:
        secret = rehearsal_pin([juri.id for juri in desk.contest.definition.juri].index(screen._who) + 1)
    await pilot.press(*secret, "enter")
    await pilot.pause(0.05)
    return True


async def play(folder: Path, name: str, presses: int, seed: int) -> set[str]:
    """Opens the place, presses, and looks at what was written: the kinds of records."""
    hand, desk, room = PLACES[name](folder)
    dice, keys = random.Random(seed), keys_of(name)
    before = len(hand.desk.records())
    async with program(desk, dice.choice([(80, 24), (120, 36)])) as pilot:
        app = pilot.app
        for _press in range(presses):
            hand.clock.advance(dice.choice([SECOND // 30, SECOND, 20 * SECOND]))
            if await let_in(pilot, desk):
                continue
            if app.current_mode != room and not isinstance(app.screen, ModalScreen):
                app.switch_mode(room)
                await pilot.pause()
            key = dice.choice(keys)
            if not answers_yes(app, key):
                await pilot.press(key)
        assert app.is_running
        assert app.return_code is None or not app.return_code
        await until(pilot, lambda: app.snapshot.contest.seq == desk.refresh().seq, "the last record is shown")
        assert fold(desk.records()) == desk.contest
        written = {record.kind for record in desk.records()[before:]}
        assert not written & CONFIRMED, written
        return written


@pytest.fixture(autouse=True)
def nothing_outside(tmp_path: Path, monkeypatch) -> None:
    """What is saved goes to the folder of the test, whatever is typed as another one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(PrintScreen, "folder", property(lambda _self: tmp_path / "hasil"))


@pytest.mark.parametrize("name", PLACES)
async def test_keys_at_random(tmp_path: Path, name: str) -> None:
    written = await play(tmp_path, name, SHORT, seed=len(name))
    if name == "operator":
        assert len(written) >= 2, "the keys have reached the desk"


@pytest.mark.slow
@pytest.mark.parametrize("name", PLACES)
async def test_ten_thousand_keys_at_random(tmp_path: Path, name: str) -> None:
    await play(tmp_path, name, LONG, seed=2016)


@pytest.mark.parametrize("presses", [SHORT, pytest.param(LONG, marks=pytest.mark.slow)])
async def test_keys_at_random_at_home(tmp_path: Path, presses: int) -> None:
    """Nothing lies in the folder, so no key may open anything but the rehearsal and a new contest."""
    made: list[str] = []
    dice = random.Random(7)
    keys = [key for key in keys_of("home") if key != "d"]
    app = HomeApp(tmp_path)
    app._create = lambda name, rubric, passphrase: made.append(name) or "tidak dibuat"
    async with app.run_test(size=(80, 24)) as pilot:
        for _press in range(presses):
            await pilot.press(dice.choice(keys))
        assert app.is_running
        assert app.return_value is None
    assert not list(tmp_path.glob("*.juri"))


def test_every_screen_is_played() -> None:
    assert set(PLACES) | {"home", "readback", "check"} == set(SCREENS)
