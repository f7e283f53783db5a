"""The cover: who sits down, who does not, and what happens to a sheet that was left lying open."""

import pytest
from contests import Stagehand
from desks import program
from frames import frame, until
from seat import at, performed, station, to_sheet, typed
from textual.widgets import Static

from juri_tui.app import JuriApp
from juri_tui.decisions import definition, result
from juri_tui.screens.cover import CoverScreen
from juri_tui.screens.help import HelpScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.pick_kbk import PickKbk
from juri_tui.screens.scoresheet import ScoresheetScreen
from juri_tui.slot import SECOND

WIDE = (120, 36)


async def test_before_the_freeze_nobody_sits_down(hand: Stagehand) -> None:
    async with station(hand).run_test(size=WIDE) as pilot:
        await at(pilot, CoverScreen)
        await pilot.press("1")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CoverScreen)
        assert "Aturan belum dibekukan" in frame(pilot.app)


async def test_what_each_has_left_is_shown_and_no_mark(hand: Stagehand) -> None:
    performed(hand).mark("swasta", "melati")
    async with station(hand).run_test(size=WIDE) as pilot:
        await at(pilot, CoverScreen)
        shown = frame(pilot.app)
        assert "belum dikirim: 2 KBK Melati" in shown
        assert "tidak ada yang tertunda; 2 kelompok lagi akan dinilai" in shown
        assert "81,5" not in shown


async def test_the_cover_follows_what_is_sent_elsewhere(hand: Stagehand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await at(pilot, CoverScreen)
        assert frame(pilot.app).count("belum dikirim: 2 KBK Melati") == 2
        hand.mark("swasta", "melati")
        await until(pilot, lambda: frame(pilot.app).count("belum dikirim: 2 KBK Melati") == 1)


async def test_a_wrong_pin_is_said_counted_and_throttled(hand: Stagehand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await at(pilot, CoverScreen)
        await pilot.press("1")
        await at(pilot, LockScreen)
        await pilot.press("enter", "enter", "enter")  # an empty field is no try
        for _try in range(5):
            await pilot.press(*"999999", "enter", "enter", "enter")
            await until(pilot, lambda: "PIN salah" in frame(pilot.app))
            await pilot.pause()
        await pilot.press(*"111111", "enter")
        await until(pilot, lambda: "Coba lagi" in frame(pilot.app))
        assert pilot.app.desk.who is None
        hand.clock.advance(16 * SECOND)
        await pilot.press(*"111111", "enter")
        await at(pilot, PickKbk)


async def test_a_held_enter_at_the_pin_opens_once(hand: Stagehand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await at(pilot, CoverScreen)
        await pilot.press("1")
        await at(pilot, LockScreen)
        await pilot.press(*"111111", "enter", "enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PickKbk | ScoresheetScreen))
        assert len(pilot.app.screen_stack) == 2


async def test_an_idle_sheet_locks_itself_and_keeps_the_draft(hand: Stagehand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await typed(pilot, "16")
        await pilot.press("1")
        hand.clock.advance(179 * SECOND)
        await pilot.pause(1.2)
        assert pilot.app.screen is sheet
        hand.clock.advance(2 * SECOND)
        await at(pilot, CoverScreen)
        assert pilot.app.desk.who is None
        assert "Terkunci karena tidak dipakai" in frame(pilot.app)
        again = await to_sheet(pilot)
        assert dict(again.form.marks) == {"masalah": "16"}


async def test_an_idle_question_locks_too(hand: Stagehand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await to_sheet(pilot)
        await typed(pilot, "1,5")
        hand.clock.advance(200 * SECOND)
        await at(pilot, CoverScreen)
        await until(pilot, lambda: pilot.app.desk.who is None)
        assert pilot.app.desk.who is None


async def test_a_juri_station_has_no_palette_and_no_way_out_while_somebody_sits(hand: Stagehand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await pilot.press("ctrl+p", "ctrl+q", "f2", "f4", "f6")
        await pilot.pause()
        assert pilot.app.screen is sheet
        await pilot.press("f10")
        await at(pilot, CoverScreen)
        assert "F2" not in frame(pilot.app)
        await pilot.press("ctrl+p", "f2", "f4")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CoverScreen)


async def test_the_shared_terminal_goes_back_by_passphrase_only(hand: Stagehand) -> None:
    performed(hand)
    async with JuriApp(hand.desk).run_test(size=WIDE) as pilot:
        await pilot.press("f3")
        await at(pilot, CoverScreen)
        assert hand.desk.who is None
        await pilot.press("ctrl+q", "ctrl+p")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CoverScreen)
        assert "F2 kembali ke Meja Operator (kata sandi)" in frame(pilot.app)
        await pilot.press("f2")
        await at(pilot, LockScreen)
        await pilot.press(*"salah", "enter")
        await until(pilot, lambda: "Kata sandi salah" in frame(pilot.app))
        await pilot.press(*"latihan", "enter")
        await until(pilot, lambda: pilot.app.current_mode == "operator")


async def test_a_running_clock_is_warned_of(hand: Stagehand) -> None:
    hand.ready().arm("ceria").time("slot_started")
    async with JuriApp(hand.desk).run_test(size=WIDE) as pilot:
        await pilot.press("f3")
        await at(pilot, CoverScreen)
        shown = frame(pilot.app)
        assert "Jam KBK Ceria sedang berjalan. Dari layar ini jam tidak dapat dijeda." in shown
        assert "1 KBK Ceria · Paparan · sisa 30:00" in shown


@pytest.mark.parametrize(("stage", "first"), [("running", "2 KBK Melati"), ("armed", "1 KBK Ceria")])
async def test_the_kbk_pointed_at(hand: Stagehand, stage: str, first: str) -> None:
    """Who is on the stage; but one who only gets ready is not yet marked while another still waits for its sheet."""
    hand.ready().present("ceria").arm("melati")
    if stage == "running":
        hand.time("slot_started")
    async with station(hand).run_test(size=WIDE) as pilot:
        await at(pilot, CoverScreen)
        await pilot.press("1")
        await at(pilot, LockScreen)
        await pilot.press(*"111111", "enter")
        await at(pilot, PickKbk)
        pointed = next(line for line in frame(pilot.app).splitlines() if "▸" in line and "KBK" in line)
        assert " ".join(pointed.split()).find(f"▸ {first}") >= 0


async def test_who_is_out_can_not_be_picked(hand: Stagehand) -> None:
    performed(hand).do(definition.set_status, "melati", "withdrawn", "mengundurkan diri")
    async with station(hand).run_test(size=WIDE) as pilot:
        await at(pilot, CoverScreen)
        await pilot.press("1")
        await at(pilot, LockScreen)
        await pilot.press(*"111111", "enter")
        await at(pilot, PickKbk)
        await pilot.press("1", "2")
        assert isinstance(pilot.app.screen, PickKbk)
        await pilot.press("escape")
        await at(pilot, CoverScreen)
        assert pilot.app.desk.who is None


async def test_after_the_end_nobody_sits_down(hand: Stagehand) -> None:
    hand.event().sit("pemprov")
    hand.do(result.open_deliberation)
    async with station(hand).run_test(size=WIDE) as pilot:
        await at(pilot, CoverScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert "Penilaian sudah ditutup" in frame(pilot.app)
        assert "semua nilai sudah terkirim" in frame(pilot.app)


async def test_in_front_of_a_juri_no_key_is_offered_that_leads_nowhere(hand: Stagehand) -> None:
    performed(hand)
    async with program(hand.desk, WIDE) as pilot:
        await pilot.press("f3")
        await to_sheet(pilot)
        assert frame(pilot.app).splitlines()[-1].split("   ")[-2:] == ["F10 selesai", "F1 bantuan"]
        await pilot.press("f1")
        await at(pilot, HelpScreen)
        caps = [cap.content.plain for cap in pilot.app.screen.query(".cap").results(Static)]
        assert caps == ["F9", "F8", "F7", "F10", "T", "PgDn", "PgUp", "F1"]
