"""The ceremony: two keys to an award, nothing told before its turn, and the board of the hall goes along."""

import pytest
from contests import Stagehand
from desks import Keys, program
from frames import frame, same_as_golden, settled, until

from juri_tui.app import JuriApp
from juri_tui.ceremony_view import LIT_NS, Spot, Winner
from juri_tui.contest import Locked, State
from juri_tui.decisions import result
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.screens.ask_sure import AskSure
from juri_tui.widgets.spotlight import Spotlight, arranged

SIZES = [(80, 24), (120, 36)]
NAMES = ("Melati", "Ceria", "Berlian", "JOSS")


@pytest.fixture
def locked(hand: Stagehand, monkeypatch: pytest.MonkeyPatch) -> Stagehand:
    """The demo judged and locked, the operator at the desk."""
    monkeypatch.setattr(Locked, "digest", "42-ABCD-EFGH-IJKL-MNOP-QRST")  # the real one is another each time
    hand.event().lock()
    hand.sit(OPERATOR)
    return hand


async def opened(keys: Keys) -> None:
    """F7, and the screen has found its size."""
    await keys.press("f7")
    await keys.dialog("CeremonyScreen")
    screen = keys.pilot.app.screen
    await until(keys.pilot, lambda: screen.has_class("-narrow") or screen.has_class("-wide"), "its size")
    await keys.pilot.pause()


async def begun(keys: Keys) -> None:
    """F7, and the first name said after the question."""
    await opened(keys)
    await keys.press("space")
    await until(keys.pilot, lambda: isinstance(keys.pilot.app.screen, AskSure), "the question")
    await keys.pilot.pause()
    await keys.writes("y", kind="award_called")


@pytest.mark.parametrize("size", SIZES)
async def test_two_keys_to_an_award(locked, size) -> None:
    async with program(locked.desk, size) as pilot:
        keys = Keys(pilot, locked)
        await opened(keys)
        await settled(pilot)
        await same_as_golden(pilot, "pengumuman-awal")
        await keys.press("space")
        await keys.dialog("AskSure")
        assert "kunci hasil tidak dapat dibuka" in frame(pilot.app)
        await keys.press("enter")
        await keys.dialog("CeremonyScreen")
        assert locked.desk.contest.state is State.LOCKED, "Enter is the safe answer"
        await keys.press("space")
        await keys.dialog("AskSure")
        await keys.writes("y", kind="award_called")
        await settled(pilot)
        await same_as_golden(pilot, "pengumuman-disebut")
        assert not any(name in frame(pilot.app) for name in NAMES), "nothing is told before its turn"
        await keys.writes("space", kind="award_revealed")
        await settled(pilot)
        await same_as_golden(pilot, "pengumuman-tampil")
        assert locked.desk.contest.state is State.ANNOUNCED
        assert not any(name in frame(pilot.app) for name in ("Ceria", "CERIA", "Berlian", "BERLIAN"))
        for _award in ("Juara II", "Juara I"):
            await keys.writes("enter", kind="award_called")
            await keys.writes("enter", kind="award_revealed")
        assert locked.desk.contest.revealed == ("Juara III", "Juara II", "Juara I")
        await keys.refuses("space", words="Semua penghargaan sudah diumumkan")


async def test_a_held_key_is_one_step(locked) -> None:
    async with program(locked.desk) as pilot:
        keys = Keys(pilot, locked)
        await begun(keys)
        before = len(keys.kinds)
        await keys.pilot.press("space", "space", "space")
        await until(pilot, lambda: len(keys.kinds) > before)
        await pilot.pause(0.1)
        assert keys.kinds[before:] == ["award_revealed"]


async def test_undo_takes_back_one_after_the_other(locked) -> None:
    async with program(locked.desk) as pilot:
        keys = Keys(pilot, locked)
        await begun(keys)
        await keys.writes("u", kind="award_called")
        assert locked.desk.contest.called == ""
        await keys.refuses("u", words="Belum ada yang disebut")
        await keys.press("space")
        await keys.dialog("AskSure")
        await keys.writes("y", kind="award_called")
        await keys.writes("space", kind="award_revealed")
        await keys.writes("u", kind="award_revealed")
        assert locked.desk.contest.revealed == ()
        assert "Melati" not in frame(pilot.app)
        await keys.writes("space", kind="award_called")


@pytest.mark.parametrize("size", SIZES)
async def test_the_script_is_hidden_until_asked_and_when_one_comes_back(locked, size) -> None:
    async with program(locked.desk, size) as pilot:
        keys = Keys(pilot, locked)
        await opened(keys)
        assert not any(name in frame(pilot.app) for name in NAMES)
        await keys.press("n")
        await settled(pilot)
        await same_as_golden(pilot, "pengumuman-naskah")
        assert "nomor urut 3, KBK Berlian, dari RSUD Gambiran" in frame(pilot.app)
        assert "88,00" not in frame(pilot.app)
        await keys.press("v")
        assert "88,00" in frame(pilot.app)
        await keys.press("f2")
        await keys.dialog("OperatorScreen")
        await opened(keys)
        assert not any(name in frame(pilot.app) for name in NAMES)


async def test_before_the_lock_there_is_nothing_to_say(hand) -> None:
    hand.event()
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await opened(keys)
        assert "setelah hasil dikunci" in keys.notice
        await keys.refuses("space", words="setelah hasil dikunci")
        await keys.refuses("n", words="Naskah tersedia setelah hasil dikunci")


async def test_the_chair_announces_too_and_stays_seated(locked) -> None:
    async with JuriApp(Desk(locked.path, Role.KETUA, locked.clock)).run_test(size=(120, 36)) as pilot:
        keys = Keys(pilot, locked, pilot.app.desk)
        await keys.dialog("LockScreen")
        await keys.type("111111")
        await keys.dialog("DeliberationScreen")
        await until(pilot, lambda: pilot.app.screen.seated and not pilot.app.screen._busy)
        await begun(keys)
        assert keys.desk.records()[-1].actor == "ketua:pemprov"
        await keys.press("f6")
        await keys.dialog("DeliberationScreen")


async def test_nobody_gets_there_past_the_passphrase(locked) -> None:
    locked.desk.leave()
    async with program(locked.desk) as pilot:
        keys = Keys(pilot, locked)
        await keys.dialog("LockScreen")
        await keys.press("f7")
        assert pilot.app.current_mode == "operator"


async def test_from_the_cover_of_a_juri_the_passphrase_is_asked(locked) -> None:
    async with program(locked.desk) as pilot:
        keys = Keys(pilot, locked)
        await keys.press("f3")
        await keys.dialog("CoverScreen")
        await keys.press("f7")
        await keys.dialog("LockScreen")
        assert "Operator" in frame(pilot.app)
        await keys.press("escape")
        await keys.dialog("CoverScreen")
        await keys.press("f7")
        await keys.dialog("LockScreen")
        await keys.type("latihan")
        await keys.dialog("CeremonyScreen")


async def test_all_that_was_announced_at_once_stands_here(locked) -> None:
    locked.sit("pemprov")
    locked.do(result.announce)
    locked.sit(OPERATOR)
    async with program(locked.desk) as pilot:
        keys = Keys(pilot, locked)
        await opened(keys)
        assert all(name in frame(pilot.app) for name in NAMES[:3])
        assert "Favorit: tidak diberikan" in frame(pilot.app)
        await keys.refuses("space", words="Seluruh hasil sudah diumumkan")


# --- the board of the hall -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [*SIZES, (200, 60)])
async def test_the_board_goes_along(locked, size) -> None:
    async with JuriApp(Desk(locked.path, Role.BOARD, locked.clock)).run_test(size=size) as pilot:
        locked.do(result.call, "Juara III")
        await until(pilot, lambda: "diraih oleh" in frame(pilot.app))
        await settled(pilot)
        await same_as_golden(pilot, "papan-disebut")
        locked.do(result.reveal, "Juara III")
        light = pilot.app.screen.query_one(Spotlight)
        await until(pilot, lambda: light.spot and light.spot.winners)
        await pilot.pause()
        await settled(pilot)
        await same_as_golden(pilot, "papan-pemenang")
        locked.clock.advance(LIT_NS)
        pilot.app.screen.refresh_picture()
        await until(pilot, lambda: "PENGUMUMAN" in frame(pilot.app) and "Satpol PP" in frame(pilot.app))


HOSTILE = ["[bold red]KBK[/]", "[@click=app.leave]x[/]", "日本語の組", "x\u0301" * 30, "A" * 120, ""]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("room", [(20, 5), (76, 20), (116, 32), (196, 56)])
@pytest.mark.parametrize("count", [0, 1, 2, 5, 40])
def test_an_award_fits_every_room(name, room, count) -> None:
    from rich.cells import cell_len

    winners = tuple(Winner(n, name, name) for n in range(1, count + 1))
    lines = arranged(Spot(name, winners, shared=count > 1), *room)
    assert len(lines) <= room[1]
    assert all(cell_len(text) <= room[0] for text, _style in lines)
    if count == 40 and room[1] < 40:
        assert "lainnya" in lines[-1][0]
