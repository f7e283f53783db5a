"""What somebody agreed to is what stood before him: another sheet, or another result, since then is refused."""

from chair import CHAIR, OTHER, Chair, sidang
from contests import Stagehand
from frames import frame, until
from seat import at, performed, wait_a_moment

from juri_tui import granting
from juri_tui.app import JuriApp
from juri_tui.decisions import result
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.pins import REHEARSAL_PASSPHRASE
from juri_tui.records import Notes, Record
from juri_tui.screens.cover import CoverScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.paper import CheckScreen
from juri_tui.screens.pick_kbk import PickKbk

WIDE = (120, 36)
TYPED = {"masalah": "15", "proses": "16", "solusi": "17", "hasil": "16", "standar": "8", "penyajian": "8"}


async def test_a_paper_sheet_that_was_typed_anew_meanwhile_is_not_counted(hand: Stagehand) -> None:
    """The juri has found the first one wrong elsewhere; what the chair still looks at is not what would count."""
    performed(hand)
    assert isinstance(hand.desk.type_paper("swasta", "melati", TYPED, Notes()), Record)
    station = Desk(hand.path, Role.JURI, hand.clock)
    async with JuriApp(station).run_test(size=WIDE) as pilot:
        await at(pilot, CoverScreen)
        await pilot.press("2")
        await at(pilot, LockScreen)
        await pilot.press(*OTHER, "enter")
        await at(pilot, PickKbk)
        await pilot.press("2")
        await at(pilot, CheckScreen)
        assert isinstance(hand.desk.confirm_paper("swasta", "melati", False, "pemprov", CHAIR), Record)
        assert isinstance(hand.desk.type_paper("swasta", "melati", {**TYPED, "hasil": "1"}, Notes()), Record)
        wait_a_moment(hand)
        await pilot.press("enter")
        await until(pilot, lambda: "sudah diketik ulang" in frame(pilot.app))
        assert not hand.desk.refresh().sheets["swasta", "melati"].accepted


async def test_a_correction_from_another_screen_is_not_taken_back(hand: Stagehand) -> None:
    hand.event()
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=(200, 60)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.press("c")
        await chair.picks("2")
        await chair.picks("4")
        await chair.picks("1")
        marks = dict(hand.desk.contest.sheets["swasta", "cp-joss"].marks)
        other = {**marks, "hasil": "3"}
        granted = (hand.desk, "swasta", "cp-joss", other, "salah baca", OPERATOR, REHEARSAL_PASSPHRASE)
        assert isinstance(granting.correct(*granted), Record)
        await chair.types("17")
        await chair.types("salah tulis")
        await chair.picks("1")
        await chair.pin(REHEARSAL_PASSPHRASE)
        await chair.sees("sudah dikoreksi sejak ditampilkan")
        assert hand.desk.refresh().sheets["swasta", "cp-joss"].marks == other


async def test_only_the_digest_that_was_read_is_signed(hand: Stagehand) -> None:
    hand.event().lock()
    async with sidang(hand).run_test(size=(200, 60)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.press("t")
        await chair.picks("2")
        await chair.on(LockScreen)
        hand.do(result.unlock, "salah baca")
        hand.do(result.deduct, "berlian", "-10", "dari layar lain")
        hand.do(result.lock)
        await chair.pin(OTHER)
        await chair.sees("Hasil dikunci ulang sejak ditampilkan")
        assert hand.desk.refresh().signed == {}
