"""From the full sheet to the receipt: what is read back, sent, told, wiped; and the other keys of the sheet."""

import threading

import pytest
from frames import frame, same_as_golden, settled, until
from seat import at, draft_of, performed, station, to_sheet, typed, wait_a_moment

from juri_tui.acts import Act
from juri_tui.app import JuriApp
from juri_tui.model import Refusal
from juri_tui.records import Record
from juri_tui.screens.ask_sure import AskSure
from juri_tui.screens.cover import CoverScreen
from juri_tui.screens.pick_kbk import PickKbk
from juri_tui.screens.readback import ReadBackScreen
from juri_tui.screens.receipt import ReceiptScreen
from juri_tui.screens.scoresheet import ScoresheetScreen
from juri_tui.slot import SECOND
from juri_tui.store import Store
from juri_tui.store_fault import StoreFault
from juri_tui.widgets.mark_table import MarkTable

SIZES = [(80, 24), (120, 36)]
WIDE = (120, 36)


# --- sending ---------------------------------------------------------------------------------------------------------

ALL = ("16", "17", "17,5", "16", "7,5", "8")


async def test_f9_says_what_is_missing_and_goes_there(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await typed(pilot, "16")
        await pilot.press("down", "down", "f9")
        await pilot.pause()
        assert "Belum dinilai: Proses & kerja sama anggota dan 4 lagi." in frame(pilot.app)
        assert sheet.focused is sheet.table
        assert sheet.table.at == 1


async def test_f9_before_the_end_of_the_performance(hand) -> None:
    hand.ready().arm("ceria").time("slot_started")
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await typed(pilot, *ALL)
        await pilot.press("f9")
        await pilot.pause()
        assert "KBK Ceria belum selesai tampil" in frame(pilot.app)
        assert pilot.app.screen is sheet
        assert "1 KBK Ceria · Paparan · sisa 30:00" in frame(pilot.app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_way_of_one_sheet(hand, size) -> None:
    """Cover, PIN, KBK, half a sheet, read-back, receipt, cover: golden frames of each."""
    performed(hand)
    app = JuriApp(hand.desk)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f3")
        await at(pilot, CoverScreen)
        await settled(pilot)
        await same_as_golden(pilot, "lembar-sampul")
        await pilot.press("1")
        await pilot.pause()
        await settled(pilot)
        await same_as_golden(pilot, "lembar-pin")
        await pilot.press(*"111111", "enter")
        await at(pilot, PickKbk)
        await settled(pilot)
        await same_as_golden(pilot, "lembar-pilih")
        await pilot.press("2")
        await at(pilot, ScoresheetScreen)
        await until(pilot, lambda: app.screen.opened)
        await typed(pilot, "16", "17")
        await until(pilot, lambda: "Tersimpan otomatis" in frame(app))
        await typed(pilot, "17,3")
        await settled(pilot)
        await same_as_golden(pilot, "lembar-isi")
        await typed(pilot, *ALL[2:])
        await pilot.press(*"Anggota merata.", "f9")
        await at(pilot, ReadBackScreen)
        await settled(pilot)
        await same_as_golden(pilot, "lembar-baca-ulang")
        wait_a_moment(hand)
        await pilot.press("enter")
        await at(pilot, ReceiptScreen)
        shown = frame(app)
        sent = app.desk.contest.sheets[("pemprov", "melati")]
        assert f"{sent.seq}-" in shown
        assert app.desk.who is None
        wait_a_moment(hand)
        await pilot.press("space")
        await at(pilot, CoverScreen)


async def test_what_was_sent_is_what_was_typed(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await to_sheet(pilot)
        await typed(pilot, *ALL)
        await pilot.press("f9")
        await at(pilot, ReadBackScreen)
        shown = frame(pilot.app)
        assert "17,5   tujuh belas koma lima" in shown
        assert "total 82 dari 100" in shown
        assert "delapan puluh dua" in shown
        wait_a_moment(hand)
        await pilot.press("enter")
        await at(pilot, ReceiptScreen)
        sent = hand.desk.refresh().sheets[("pemprov", "melati")]
        assert sent.marks == {
            "masalah": "16", "proses": "17", "solusi": "17.5", "hasil": "16", "standar": "7.5", "penyajian": "8"
        }  # fmt: skip
        assert draft_of(hand) is None


async def test_a_finger_that_stays_on_the_keys_sends_nothing(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await to_sheet(pilot)
        await typed(pilot, *ALL)
        await pilot.press("f9")
        await at(pilot, ReadBackScreen)
        for _repeat in range(30):
            hand.clock.advance(SECOND // 30)
            await pilot.press("enter")
        await pilot.pause()
        assert ("pemprov", "melati") not in hand.desk.refresh().sheets
        await pilot.press("escape")
        await at(pilot, ScoresheetScreen)


async def test_f12_sends_nothing_that_was_not_sent_before(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await to_sheet(pilot)
        await typed(pilot, *ALL)
        await pilot.press("f9")
        await at(pilot, ReadBackScreen)
        wait_a_moment(hand)
        await pilot.press("f12")
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, ReadBackScreen)
        assert ("pemprov", "melati") not in hand.desk.refresh().sheets


async def test_a_send_that_can_not_be_saved_stays_and_f12_gets_it_through(hand, monkeypatch) -> None:
    performed(hand)
    app = station(hand)
    async with app.run_test(size=WIDE) as pilot:
        await to_sheet(pilot)
        await typed(pilot, *ALL)
        await pilot.press("f9")
        await at(pilot, ReadBackScreen)
        wait_a_moment(hand)
        hand.desk._store._writer.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr("juri_tui.store.BUSY_MS", 50)
        await pilot.press("enter")
        await until(pilot, lambda: "BELUM TERSIMPAN" in frame(app))
        assert isinstance(app.screen, ReadBackScreen)
        hand.desk._store._writer.execute("ROLLBACK")
        assert len(draft_of(hand).marks) == 6
        await pilot.press("f12")
        await at(pilot, ReceiptScreen)
        assert ("pemprov", "melati") in hand.desk.refresh().sheets
        assert draft_of(hand) is None


async def read_back_in_vain(pilot, hand, monkeypatch) -> None:
    """A full sheet, read back and sent while the disk is full."""
    await to_sheet(pilot)
    await typed(pilot, *ALL)
    await pilot.press("f9")
    await at(pilot, ReadBackScreen)
    wait_a_moment(hand)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", refuse)
        await pilot.press("enter")
        await until(pilot, lambda: "BELUM TERSIMPAN: perintah terakhir" in frame(pilot.app))
    wait_a_moment(hand)


def refuse(*_args: object, **_more: object) -> None:
    raise StoreFault("full")


async def test_what_was_taken_back_to_change_it_is_not_sent_by_f12(hand, monkeypatch) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await read_back_in_vain(pilot, hand, monkeypatch)
        await pilot.press("escape")
        await at(pilot, ScoresheetScreen)
        await until(pilot, lambda: "BELUM TERSIMPAN" not in frame(pilot.app))
        await pilot.press("f12")
        await pilot.app.at_desk(hand.desk.now)
        assert ("pemprov", "melati") not in hand.desk.refresh().sheets
        assert len(draft_of(hand).marks) == 6


async def test_enter_again_sends_the_same_sheet_once(hand, monkeypatch) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await read_back_in_vain(pilot, hand, monkeypatch)
        await pilot.press("enter")
        await at(pilot, ReceiptScreen)
        assert ("pemprov", "melati") in hand.desk.refresh().sheets
        assert draft_of(hand) is None
        assert pilot.app.unsaved == ()


async def test_nobody_leaves_while_f12_tries_to_send(hand, monkeypatch) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await read_back_in_vain(pilot, hand, monkeypatch)
        gate, do = threading.Event(), pilot.app.desk.do

        def slowly(act: Act) -> Record | Refusal:
            assert gate.wait(5)
            return do(act)

        monkeypatch.setattr(pilot.app.desk, "do", slowly)
        await pilot.press("f12", "escape", "enter")
        assert isinstance(pilot.app.screen, ReadBackScreen)
        gate.set()
        await at(pilot, ReceiptScreen)
        kinds = [record.kind for record in hand.desk.records()]
        assert kinds.count("sheet_sent") == 3, "two for the first KBK, and this one"


async def test_f12_upon_something_else_that_was_waiting_is_no_receipt(hand, monkeypatch) -> None:
    """On one shared terminal the operator's last command may still wait when a juri reads back."""
    performed(hand).arm("berlian")
    app = JuriApp(hand.desk)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.current_mode == "operator")
        with monkeypatch.context() as patch:
            patch.setattr(Store, "append", refuse)
            await pilot.press("space")
            await until(pilot, lambda: "BELUM TERSIMPAN: perintah terakhir" in frame(app))
        await pilot.press("f3")
        await to_sheet(pilot)
        await typed(pilot, *ALL)
        await pilot.press("f9")
        await at(pilot, ReadBackScreen)
        await pilot.press("f12")
        await until(pilot, lambda: hand.desk.records()[-1].kind == "slot_started")
        await until(pilot, lambda: "BELUM TERSIMPAN" not in frame(app))
        assert isinstance(app.screen, ReadBackScreen)
        assert len(draft_of(hand).marks) == 6
        wait_a_moment(hand)
        await pilot.press("enter")
        await at(pilot, ReceiptScreen)
        assert ("pemprov", "melati") in hand.desk.refresh().sheets


async def test_the_receipt_goes_by_itself(hand, monkeypatch) -> None:
    monkeypatch.setattr("juri_tui.screens.receipt.STAYS_S", 1)
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await to_sheet(pilot)
        await typed(pilot, *ALL)
        await pilot.press("f9")
        await at(pilot, ReadBackScreen)
        wait_a_moment(hand)
        await pilot.press("enter")
        await at(pilot, ReceiptScreen)
        await pilot.press("enter")  # the finger is still on it
        assert isinstance(pilot.app.screen, ReceiptScreen)
        await at(pilot, CoverScreen)


async def test_nothing_of_a_sheet_is_left_behind(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await to_sheet(pilot)
        await typed(pilot, *ALL)
        await pilot.press("f9")
        await at(pilot, ReadBackScreen)
        wait_a_moment(hand)
        await pilot.press("enter")
        await at(pilot, ReceiptScreen)
        assert "17,5" not in frame(pilot.app)
        wait_a_moment(hand)
        await pilot.press("space")
        await at(pilot, CoverScreen)
        assert "17,5" not in frame(pilot.app)
        assert not pilot.app.query(MarkTable)
        assert all(sheet.marks is None for sheet in pilot.app.desk.contest.sheets.values())
        assert all(sheet.marks is None for sheet in pilot.app.snapshot.contest.sheets.values())


# --- the other keys --------------------------------------------------------------------------------------------------


async def test_recusing_wants_a_reason_and_a_yes(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await to_sheet(pilot)
        await typed(pilot, "16")
        await pilot.press("f8")
        await pilot.pause()
        await pilot.press("enter", *"kerabat", "enter")
        await at(pilot, AskSure)
        await pilot.press("enter")
        await at(pilot, ScoresheetScreen)
        assert hand.desk.refresh().recused == {}
        await pilot.press("f8")
        await pilot.pause()
        await pilot.press(*"kerabat", "enter")
        await at(pilot, AskSure)
        await pilot.press("y")
        await at(pilot, PickKbk)
        assert hand.desk.refresh().recused == {("pemprov", "melati"): "kerabat"}
        assert draft_of(hand) is None
        assert "Anda berhalangan menilai" in frame(pilot.app)


async def test_another_kbk_and_back(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await to_sheet(pilot)
        await typed(pilot, "16")
        await pilot.press("f7")
        await at(pilot, PickKbk)
        assert "draf 1 dari 6" in frame(pilot.app)
        await pilot.press("3")
        await at(pilot, ScoresheetScreen)
        assert "KBK Berlian" in frame(pilot.app)
        await pilot.press("f10")
        await at(pilot, CoverScreen)


async def test_the_keys_work_from_a_note_too(hand) -> None:
    """A text area has bindings of its own on F6 and F7."""
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await pilot.click(sheet.notes.fields["saran"])
        await pilot.press("f7")
        await at(pilot, PickKbk)


async def test_the_keys_of_the_bar_can_be_clicked(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        caps = [str(key.render()) for key in sheet.query("Key")]
        assert [cap.split()[0] for cap in caps][:4] == ["F9", "F8", "F7", "F10"]
        assert caps[-1].startswith("F1 ")
        await pilot.click(sheet.query("Key")[3])
        await at(pilot, CoverScreen)
