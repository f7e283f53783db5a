"""Sheets from paper: typed by the operator, counted only once a second person has found them right."""

import pytest
from frames import frame, until
from seat import at, performed, station, typed, wait_a_moment

from juri_tui.app import JuriApp
from juri_tui.pins import REHEARSAL_PASSPHRASE
from juri_tui.records import Notes
from juri_tui.screens.cover import CoverScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.paper import CheckScreen, PaperSheet
from juri_tui.screens.pick_kbk import PickKbk
from juri_tui.screens.readback import ReadBackScreen
from juri_tui.screens.receipt import ReceiptScreen
from juri_tui.store import Store
from juri_tui.store_fault import StoreFault
from juri_tui.widgets.dialogs import AskChoice

WIDE = (120, 36)
ALL = ("15", "16", "17", "16", "8", "8")


async def type_paper(pilot, hand) -> None:
    await pilot.press("f3")
    await at(pilot, CoverScreen)
    await pilot.press("f6")
    await at(pilot, AskChoice)
    await pilot.press("1")
    await at(pilot, LockScreen)
    await pilot.press(*REHEARSAL_PASSPHRASE, "enter")
    await at(pilot, AskChoice)
    await pilot.press("2")
    await at(pilot, PickKbk)
    assert "81,5" not in frame(pilot.app)
    assert "82," not in frame(pilot.app)
    await pilot.press("enter")
    await at(pilot, PaperSheet)
    await until(pilot, lambda: pilot.app.screen.opened)
    await typed(pilot, *ALL)
    assert "sebelumnya" not in frame(pilot.app)
    assert "belum tersimpan sampai dikirim" in frame(pilot.app)
    await pilot.press("f9")
    await at(pilot, ReadBackScreen)
    wait_a_moment(hand)
    await pilot.press("enter")
    await at(pilot, ReceiptScreen)
    assert "Belum dihitung sampai diperiksa" in frame(pilot.app)
    wait_a_moment(hand)
    await pilot.press("space")
    await at(pilot, CoverScreen)


@pytest.mark.parametrize(("second", "pin", "verdict"), [("1", "222222", "enter"), ("2", "111111", "x")])
async def test_typed_by_the_operator_and_checked_by_a_second_person(hand, second, pin, verdict) -> None:
    performed(hand)
    async with JuriApp(hand.desk).run_test(size=WIDE) as pilot:
        await type_paper(pilot, hand)
        sheet = hand.desk.contest.sheets[("swasta", "melati")]
        assert (sheet.by, sheet.accepted) == ("paper", False)
        await pilot.press("f6")
        await at(pilot, AskChoice)
        assert "Periksa: Juri Swasta, 2 KBK Melati" in frame(pilot.app)
        await pilot.press("1")
        await until(pilot, lambda: "Siapa yang memeriksa?" in frame(pilot.app))
        wait_a_moment(hand)
        await pilot.press(second)
        await at(pilot, LockScreen)
        await pilot.press(*pin, "enter")
        await at(pilot, CheckScreen)
        assert "tujuh belas" in frame(pilot.app)
        wait_a_moment(hand)
        await pilot.press(verdict)
        if verdict == "enter":
            await at(pilot, ReceiptScreen)
            assert hand.desk.contest.sheets[("swasta", "melati")].accepted
        else:
            await until(pilot, lambda: "Tidak sesuai" in frame(pilot.app))
            assert ("swasta", "melati") not in hand.desk.contest.sheets
        await until(pilot, lambda: hand.desk.who is None)


async def test_the_juri_checks_at_the_own_station(hand) -> None:
    performed(hand).desk.type_paper("swasta", "melati", dict(zip(
        ("masalah", "proses", "solusi", "hasil", "standar", "penyajian"), ALL, strict=True)), Notes())  # fmt: skip
    async with station(hand).run_test(size=WIDE) as pilot:
        await at(pilot, CoverScreen)
        await pilot.press("2")
        await at(pilot, LockScreen)
        await pilot.press(*"222222", "enter")
        await at(pilot, PickKbk)
        await pilot.press("2")
        await at(pilot, CheckScreen)
        wait_a_moment(hand)
        await pilot.press("enter")
        await at(pilot, ReceiptScreen)
        assert hand.desk.refresh().sheets[("swasta", "melati")].accepted


async def test_a_station_without_papers_says_so(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await at(pilot, CoverScreen)
        await pilot.press("f6")
        await until(pilot, lambda: "Tidak ada lembar kertas" in frame(pilot.app))


async def test_a_file_that_can_not_be_read_after_the_check_ends_nothing(hand, monkeypatch) -> None:
    performed(hand).desk.type_paper("swasta", "melati", dict(zip(
        ("masalah", "proses", "solusi", "hasil", "standar", "penyajian"), ALL, strict=True)), Notes())  # fmt: skip
    app = station(hand)
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, CoverScreen)
        await pilot.press("f6")
        await at(pilot, AskChoice)
        await pilot.press("1")
        await until(pilot, lambda: "Siapa yang memeriksa?" in frame(app))
        wait_a_moment(hand)
        await pilot.press("1")
        await at(pilot, LockScreen)
        await pilot.press(*"222222", "enter")
        await at(pilot, CheckScreen)

        def refuse(_store: Store, after: int = 0) -> None:
            raise StoreFault("busy", str(after))

        with monkeypatch.context() as patch:
            patch.setattr(Store, "records", refuse)
            await pilot.press("escape")
            await at(pilot, CoverScreen)
            await pilot.app.at_desk(app.desk.now)  # behind the leaving
            assert app.desk.who is None
