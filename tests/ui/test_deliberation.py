"""The chair's screen: who may look, what is still missing, and how it looks."""

import pytest
from chair import Chair, sidang, tied
from clocks import ManualClock
from contests import Stagehand
from events import kediri
from frames import frame, same_as_golden, still, until

from juri_tui.app import JuriApp
from juri_tui.contest import State
from juri_tui.decisions import definition, result
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.screens.deliberation import DeliberationScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.slot import SECOND
from juri_tui.widgets.chair_panes import Ranking
from juri_tui.widgets.digest import digest_lines

SIZES = [(80, 24), (120, 36)]
TOTALS = ("88,00", "82,25", "81,00", "76,75")


# --- who may look ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_cover_shows_no_number(hand, size) -> None:
    hand.event().lock()
    async with sidang(hand).run_test(size=size) as pilot:
        chair = Chair(pilot)
        await chair.on(LockScreen)
        await chair.press("escape")
        await chair.sees("SIDANG DEWAN JURI")
        await still(pilot)
        await same_as_golden(pilot, "sidang-tertutup")
        assert not any(total in chair.text for total in TOTALS)
        await chair.press("k", "b", "u")
        await chair.on(LockScreen)
        assert chair.contest.state is State.LOCKED
        await chair.press("escape")
        await chair.back()
        await chair.press("enter")
        await chair.pin("999999")
        await chair.sees("PIN salah.")
        await chair.sits()
        await chair.sees("88,00")


async def test_an_unwatched_sidang_covers_itself(hand) -> None:
    hand.event().lock()
    async with sidang(hand).run_test(size=(120, 36)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.sees("88,00")
        hand.clock.advance(179 * SECOND)
        await pilot.pause(1.1)
        assert chair.contest is not None
        assert "88,00" in chair.text
        hand.clock.advance(2 * SECOND)
        await chair.sees("Terkunci setelah 3 menit")
        assert not any(total in chair.text for total in TOTALS)


async def test_an_unwatched_detail_goes_before_the_cover_comes(hand) -> None:
    hand.event().lock()
    async with sidang(hand).run_test(size=(120, 36)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.press("i")
        await chair.sees("Rincian nilai")
        await chair.press("3")
        await chair.sees("Juri Pemprov Jatim 18 · Juri Swasta 17,5")
        hand.clock.advance(181 * SECOND)
        await chair.sees("Terkunci setelah 3 menit")
        assert len(chair.app.screen_stack) == 1
        assert "17,5" not in chair.text
        assert chair.app.desk.who is None
        await chair.press("enter")
        await chair.sits()
        await chair.sees("88,00")


@pytest.mark.parametrize(("key", "room"), [("f8", "HistoryScreen"), ("f9", "PrintScreen")])
async def test_the_other_rooms_of_the_chair_lock_too(hand, key, room) -> None:
    hand.event().lock()
    async with sidang(hand).run_test(size=(120, 36)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.sees("88,00")
        await chair.press(key)
        await until(pilot, lambda: type(chair.app.screen).__name__ == room)
        hand.clock.advance(181 * SECOND)
        await chair.sees("Terkunci setelah 3 menit")
        assert type(chair.app.screen) is DeliberationScreen
        assert chair.app.desk.who is None
        assert not any(total in chair.text for total in TOTALS)
        await chair.press(key)
        await chair.on(LockScreen)


async def test_before_the_audience_the_chair_only_gets_up(hand) -> None:
    hand.event().lock()
    async with sidang(hand).run_test(size=(120, 36)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.sees("88,00")
        await chair.press("f4")
        await until(pilot, lambda: type(chair.app.screen).__name__ == "BoardScreen")
        hand.clock.advance(181 * SECOND)
        await until(pilot, lambda: chair.app.desk.who is None)
        assert type(chair.app.screen).__name__ == "BoardScreen"


async def test_a_total_is_taken_apart_down_to_the_marks(hand) -> None:
    hand.event().lock()
    async with sidang(hand).run_test(size=(120, 36)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.sees("88,00")
        await chair.press("i")
        await chair.sees("Rincian nilai")
        await chair.press("3")
        await chair.sees("Juri Pemprov Jatim 18 · Juri Swasta 17,5")
        await chair.press("enter")
        await chair.sees("88,00")


async def test_leaving_covers_it_again(hand) -> None:
    hand.event()
    hand.desk.close()
    desk = Desk(hand.path, Role.OPERATOR, hand.clock)
    desk.claim_console()
    desk.sit(OPERATOR, "latihan")
    async with JuriApp(desk).run_test(size=(120, 36)) as pilot:
        chair = Chair(pilot)
        await chair.press("f6")
        await chair.sits()
        await chair.press("s")
        await chair.sees("88,00")
        await chair.press("f4")
        await chair.sees("Dewan juri bersidang")
        await chair.press("f6")
        await chair.on(LockScreen)
        assert "88,00" not in chair.text
        await chair.press("escape")
        await chair.sees("SIDANG DEWAN JURI")
        assert "88,00" not in chair.text
        assert not str(chair.app.screen.query_one(Ranking).content)


async def test_an_event_without_a_chair(tmp_path) -> None:
    event = kediri()
    panel = tuple(juri.model_copy(update={"role": "anggota"}) for juri in event.juri)
    hand = Stagehand(tmp_path / "k.juri", event.model_copy(update={"juri": panel}), ManualClock())
    async with sidang(hand).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "belum menetapkan ketua" in frame(pilot.app))
        await pilot.press("enter", "k")
        assert isinstance(pilot.app.screen, DeliberationScreen)


# --- before the sidang -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_before_the_sidang_completeness_and_no_totals(hand, size) -> None:
    hand.ready().present("ceria").judge("ceria").present("melati").mark("pemprov", "melati")
    hand.do(definition.set_status, "cp-joss", "withdrawn", "sakit")
    async with sidang(hand).run_test(size=size) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.sees("menunggu nilai Juri Swasta")
        await still(pilot)
        await same_as_golden(pilot, "sidang-menunggu")
        assert "82,25" not in chair.text
        await chair.press("enter")
        await chair.sees("Selesaikan di Meja Operator")
        await chair.press("s")
        await chair.sees("Sidang belum dapat dibuka.")
        assert chair.contest.state is State.RUNNING


# --- how it looks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_frames_of_the_sidang(hand, size) -> None:
    tied(hand)
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=size) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.sees("2 hal perlu diputuskan")
        await until(pilot, lambda: bool(pilot.app.screen.query_one(Ranking)._sure))
        await still(pilot)
        await same_as_golden(pilot, "sidang-memutuskan")


@pytest.mark.parametrize("size", SIZES)
async def test_frames_of_the_locked_result(hand, size) -> None:
    hand.event().lock()
    async with sidang(hand).run_test(size=size) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.sees("SIDIK HASIL")
        await chair.sees("Tekan T")
        kept = frame(pilot.app).replace(chair.contest.locked.digest, "SIDIK")
        assert "SIDIK" in kept
        assert "○ Juri Swasta" in kept
        assert TOTALS[0] in kept
        await chair.press("pagedown", "pagedown", "pagedown")
        await chair.sees("SEBERAPA KUAT PERINGKAT INI")
        await chair.press("pageup", "pageup", "pageup")
        await chair.sees(TOTALS[0])


@pytest.mark.parametrize("name", ["[bold red]KBK[/]", "[@click=app.leave]x[/]", "KBK \\[", "日本語の組", "A" * 120])
async def test_hostile_names_are_only_text(tmp_path, name) -> None:
    event = kediri()
    kbk = tuple(one.model_copy(update={"name": name, "unit": name}) for one in event.kbk[:2])
    juri = tuple(one.model_copy(update={"name": name}) for one in event.juri)
    criteria = (event.criterion[0].model_copy(update={"name": name}), *event.criterion[1:])
    award = tuple(one.model_copy(update={"name": f"{name[:100]} {n}"}) for n, one in enumerate(event.award))
    event = event.model_copy(
        update={"kbk": (*kbk, *event.kbk[2:]), "juri": juri, "criterion": criteria, "award": award}
    )
    hand = tied(Stagehand(tmp_path / "k.juri", event, ManualClock()))
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=(80, 24)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        assert name[:9] in chair.text
        for keys in (("n", "1", "escape"), ("c", "1", "1", "escape"), ("enter", "escape"), ("k",)):
            await chair.press(*keys)
            await pilot.pause()
            while not isinstance(chair.app.screen, DeliberationScreen):
                await chair.press("escape")
            await chair.back()
        assert chair.contest.state is State.DELIBERATION


def test_a_digest_is_read_in_pairs() -> None:
    assert digest_lines("42-ABCD-EFGH-IJKL-MNOP-QRST") == ("42-ABCD", "EFGH-IJKL", "MNOP-QRST")
