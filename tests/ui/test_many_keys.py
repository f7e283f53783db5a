"""Keys at random and keys held down on every screen: no exception, and no record but those that the keys mean.

Every record is traced to the key that wrote it and to the screen on which that key was pressed (`LAWFUL`). What
needs a question was written by the question's answer, never by the screen behind it. Y, which alone answers the
questions that matter, is never pressed: without it no result is locked or announced, no winner shown, no sheet sent,
nobody recused, however long somebody leans on the keyboard. A key held down writes one record at most.
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
from textual.pilot import Pilot
from textual.screen import ModalScreen

from juri_tui.ceremony_view import next_step
from juri_tui.commands import EVERYWHERE, OF_JURI, OFFICE, SCREENS
from juri_tui.decisions import result
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.fold import fold
from juri_tui.home import HomeApp
from juri_tui.pins import REHEARSAL_PASSPHRASE, rehearsal_pin
from juri_tui.records import Notes
from juri_tui.screens.ask_sure import AskSure
from juri_tui.screens.cover import CoverScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.pick_kbk import PickKbk
from juri_tui.screens.printing import PrintScreen
from juri_tui.screens.readback import ReadBackScreen
from juri_tui.screens.scoresheet import ScoresheetScreen
from juri_tui.slot import SECOND

SHORT, LONG = 300, 10_000
HELD, OFTEN = 200, 12
"""A held key comes so many times; one turn in so many is a held key."""
REPEAT_NS = SECOND // 30
PLAIN = (
    *(str(digit) for digit in range(10)),
    *("comma", "full_stop", "minus", "plus", "space", "enter", "escape", "escape", "tab", "shift+tab", "backspace"),
    *("up", "down", "left", "right", "pageup", "pagedown", "home", "end", "x", "é"),
)
ASKED = frozenset({"AskChoice", "AskLine"})
HERE = frozenset({"OperatorScreen"})
LAWFUL: dict[str, dict[str, frozenset[str]]] = {
    "operator": {
        **dict.fromkeys(("slot_armed", "slot_paused", "slot_resumed", "slot_ended", "slot_advanced"), HERE),
        **dict.fromkeys(("slot_finished", "slot_aborted"), HERE),
        **dict.fromkeys(("slot_undone", "break_ended", "console_taken", "speaker_marked"), HERE),
        "slot_started": HERE | {"AskLine"},
        "slot_reason_given": HERE | {"AskLine"},
        "order_drawn": frozenset({"AskChoice", "DrawTyped"}),
        **dict.fromkeys(
            (
                *("slot_adjusted", "slot_corrected", "slot_no_show", "kbk_status_set", "juri_absent", "order_changed"),
                *("schedule_shifted", "stage_line_set", "break_started", "board_mode_set", "note_written"),
                "rules_thawed",
            ),
            ASKED,
        ),
    },
    "setup": {"definition_set": ASKED | {"AskText", "SetupScreen"}},
    "deliberation": {
        "deliberation_opened": frozenset({"DeliberationScreen"}),
        **dict.fromkeys(("deliberation_closed", "deduction_decided", "tie_decided", "award_decided"), ASKED),
    },
    "reveals": {
        **dict.fromkeys(("award_called", "award_revealed"), frozenset({"CeremonyScreen"})),
        "erratum_noted": ASKED,
    },
}
"""Kind of record -> the screens on which the key may have been pressed that wrote it; all else may write nothing."""


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


def revealing(folder: Path) -> Stagehand:
    """The first award was read out."""
    hand = locked(folder)
    first = next_step(hand.desk.contest)
    assert first is not None
    hand.do(result.call, first.award)
    hand.do(result.reveal, first.award)
    return hand


def filled(hand: Stagehand) -> Stagehand:
    """Every cell of the sheets for Melati is there, and only the last key is missing."""
    criteria = [criterion.id for criterion in hand.desk.contest.definition.criterion]
    for juri in ("pemprov", "swasta"):
        hand.sit(juri)
        hand.desk.save_draft(juri, "melati", dict.fromkeys(criteria, "8"), Notes())
    hand.sit(OPERATOR)
    return hand


PLACES = {
    "operator": at_desk("operator", lambda folder: stagehand(folder).ready()),
    "setup": at_desk("setup", stagehand),
    "cover": as_role(Role.JURI, "sheet", lambda folder: performed(stagehand(folder))),
    "sheet": as_role(Role.JURI, "sheet", lambda folder: performed(stagehand(folder))),
    "board": as_role(Role.BOARD, "board", judged),
    "stage": as_role(Role.STAGE, "stage", lambda folder: stagehand(folder).ready().arm("ceria").time("slot_started")),
    "deliberation": as_role(Role.KETUA, "deliberation", judged),
    "readback": as_role(Role.JURI, "sheet", lambda folder: filled(performed(stagehand(folder)))),
    "ceremony": at_desk("ceremony", locked),
    "reveals": at_desk("ceremony", revealing),
    "history": at_desk("history", judged),
    "print": at_desk("print", locked),
}


def sends(app: App, key: str) -> bool:
    """Whether this key would confirm: Enter on the read-back."""
    return isinstance(app.screen, ReadBackScreen) and key == "enter"


def towards(app: App, name: str) -> str:
    """The key that leads to the place from where one has come; empty where one is there."""
    ways = {CoverScreen: "1", PickKbk: "enter", ScoresheetScreen: "f9", AskSure: "escape"}
    return next((key for kind, key in ways.items() if isinstance(app.screen, kind)), "") if name == "readback" else ""


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


class Player:
    """Presses keys, and knows which of them wrote what."""

    def __init__(self, pilot: Pilot, hand: Stagehand, desk: Desk, place: str) -> None:
        self.pilot, self.hand, self.desk, self.place = pilot, hand, desk, place
        self.seq = desk.refresh().seq
        self.kinds: set[str] = set()

    async def wrote(self) -> list[str]:
        """The kinds of what has come since the last look, once everything asked for is done."""
        await self.pilot.pause()
        await self.pilot.app.at_desk(lambda: None)
        if self.desk.contest.seq == self.seq:
            return []
        news = [record.kind for record in self.desk.records()[self.seq :]]
        self.seq += len(news)
        self.kinds |= set(news)
        return news

    async def press(self, key: str) -> None:
        """One key; whatever it wrote must be lawful from where it was pressed."""
        where = type(self.pilot.app.screen).__name__
        await self.pilot.press(key)
        for kind in await self.wrote():
            assert where in LAWFUL.get(self.place, {}).get(kind, ()), f"{kind} by {key} on {where}"

    async def hold(self, key: str) -> None:
        """One key held down: it comes again and again, quicker than anybody presses."""
        for _burst in range(HELD // 20):
            if sends(self.pilot.app, key):
                break  # the first one of them may be meant; what a held one does there is in test_sheet_sent
            self.hand.clock.advance(REPEAT_NS * 20)
            await self.pilot.press(*[key] * 20)
        held = await self.wrote()
        assert len(held) <= 1, f"{held} by holding {key}"
        assert set(held) <= set(LAWFUL.get(self.place, {})), f"{held} by holding {key}"


async def play(folder: Path, name: str, presses: int, seed: int) -> set[str]:
    """Opens the place, presses so many keys, and looks at what was written: the kinds of records."""
    hand, desk, room = PLACES[name](folder)
    dice, keys = random.Random(seed), keys_of(name if name in SCREENS else room)
    async with program(desk, dice.choice([(80, 24), (120, 36)])) as pilot:
        app, player = pilot.app, Player(pilot, hand, desk, name)
        pressed = 0
        while pressed < presses:
            hand.clock.advance(dice.choice([SECOND // 30, SECOND, 20 * SECOND]))
            if await let_in(pilot, desk):
                continue
            if app.current_mode != room and not isinstance(app.screen, ModalScreen):
                app.switch_mode(room)
                await pilot.pause()
            key = towards(app, name) or dice.choice(keys)
            if dice.randrange(OFTEN * HELD // 20) == 0 and not towards(app, name):
                hand.clock.advance(SECOND)
                await player.hold(key)
                pressed += HELD
            elif not sends(app, key):
                await player.press(key)
            pressed += 1
        assert app.is_running
        assert app.return_code is None or not app.return_code
        await until(pilot, lambda: app.snapshot.contest.seq == desk.refresh().seq, "the last record is shown")
        assert fold(desk.records()) == desk.contest
        return player.kinds


@pytest.fixture(autouse=True)
def nothing_outside(tmp_path: Path, monkeypatch) -> None:
    """What is saved goes to the folder of the test, whatever is typed as another one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(PrintScreen, "folder", property(lambda _self: tmp_path / "hasil"))


@pytest.mark.parametrize("name", PLACES)
async def test_keys_at_random(tmp_path: Path, name: str) -> None:
    written = await play(tmp_path, name, SHORT, seed=len(name) + 1)
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
        pressed = 0
        while pressed < presses:
            times = HELD if dice.randrange(OFTEN * HELD // 20) == 0 else 1
            await pilot.press(*[dice.choice(keys)] * times)
            pressed += times
        assert app.is_running
        assert app.return_value is None
    assert not list(tmp_path.glob("*.juri"))


def test_every_screen_is_played() -> None:
    assert set(PLACES) - {"reveals"} | {"home", "check"} == set(SCREENS)
