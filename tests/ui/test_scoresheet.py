"""The score sheet under a hurried juri's fingers: what is taken, refused in words, saved, and sent."""

import pytest
from frames import frame, until
from seat import at, draft_of, performed, station, to_sheet, typed
from textual import events

from juri_tui.records import Notes
from juri_tui.screens.ask_sure import AskSure
from juri_tui.screens.cover import CoverScreen
from juri_tui.screens.scoresheet import ScoresheetScreen

SIZES = [(80, 24), (120, 36)]
WIDE = (120, 36)


def marks(sheet: ScoresheetScreen) -> dict[str, str]:
    return dict(sheet.form.marks)


def faults(sheet: ScoresheetScreen) -> list[str]:
    return [row.fault for row in sheet.table.rows if row.fault]


def pointed(sheet: ScoresheetScreen) -> int | None:
    """The row that the next digit goes to; None while a note has the keys."""
    return sheet.table.at if sheet.focused is sheet.table else None


# --- cells -----------------------------------------------------------------------------------------------------------


async def test_comma_and_point_are_the_same(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await typed(pilot, "17,5", "17.5", " 16")
        assert marks(sheet) == {"masalah": "17.5", "proses": "17.5", "solusi": "16"}
        assert [row.value for row in sheet.table.rows][:3] == ["17,5", "17,5", "16"]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("21", "21 di luar rentang. Masalah & analisis (input) dinilai 0 sampai 20."),
        ("17,3", "misalnya 17 atau 17,5"),
        (",5", "Ketik angka 0 sampai 20"),
        ("1,7,", "Ketik angka 0 sampai 20"),
        ("99999999999999", "Ketik angka 0 sampai 20"),
        ("", "Belum diisi. Ketik 0 sampai 20"),
    ],
)
async def test_what_is_no_mark_is_refused_where_it_stands(hand, keys, words) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await typed(pilot, keys)
        assert len(faults(sheet)) == 1
        assert words in faults(sheet)[0]
        assert pointed(sheet) == 0
        assert marks(sheet) == {}
        await typed(pilot, "18")
        assert (marks(sheet), faults(sheet)) == ({"masalah": "18"}, [])


async def test_letters_are_not_typed_and_told(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await pilot.press("1", "o", "b", "7")
        assert sheet.table.rows[0].value == "17"
        await pilot.press("x")
        assert "Ketik angka saja" in faults(sheet)[0]


async def test_a_point_in_the_wrong_place_is_recognised(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await typed(pilot, "175")
        assert "Maksudnya 17,5?" in faults(sheet)[0]


async def test_keys_typed_ahead_do_not_land_in_the_field_before(hand) -> None:
    """A whole burst may wait before the first Enter has moved the focus."""
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        for key in ("1", "6", "enter", "1", "7", "enter", "1", "7", "comma", "5", "enter"):
            character = "," if key == "comma" else key if len(key) == 1 else "\r"
            pilot.app.post_message(events.Key(key, character))
        await until(pilot, lambda: len(marks(sheet)) == 3)
        assert marks(sheet) == {"masalah": "16", "proses": "17", "solusi": "17.5"}


async def test_a_held_enter_runs_nowhere(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await pilot.press("1", "6", *["enter"] * 60)
        assert marks(sheet) == {"masalah": "16"}
        assert pointed(sheet) == 1
        assert pilot.app.screen is sheet


async def test_a_held_digit_is_refused(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await typed(pilot, "5" * 40)
        assert faults(sheet)
        assert marks(sheet) == {}


async def test_arrows_move_through_cells_and_notes_and_stop_at_the_ends(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await pilot.press("up", "up")
        assert pointed(sheet) == 0
        await pilot.press("1", "6", "down", "up")
        assert pointed(sheet) == 0
        assert marks(sheet) == {"masalah": "16"}
        await pilot.press(*["down"] * 20)
        assert sheet.focused is sheet.notes.fields["catatan"]
        await pilot.press("up", "up", "up")
        assert pointed(sheet) == 5


async def test_an_emptied_cell_is_open_again(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await typed(pilot, "16")
        await pilot.press("up", "delete", "down")
        assert marks(sheet) == {}
        await until(pilot, lambda: (kept := draft_of(hand)) is not None and kept.marks == {})


async def test_a_click_into_another_field_takes_the_cell_over(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await pilot.press("1", "6")
        await pilot.click(sheet.table, offset=(20, 6))
        await pilot.pause()
        assert marks(sheet) == {"masalah": "16"}


@pytest.mark.parametrize("key", ["t", "minus"])
async def test_t_is_about_one_criterion_and_says_so(hand, key) -> None:
    performed(hand)
    async with station(hand).run_test(size=(80, 24)) as pilot:
        sheet = await to_sheet(pilot)
        hint = "▸ Ketik 0 sampai 20, naik setiap 0,5, lalu Enter. T: kosongkan kriteria ini."
        assert hint in frame(pilot.app).splitlines()[-2]
        await pilot.press(key)
        await at(pilot, AskSure)
        assert "Hanya kriteria ini tidak Anda nilai" in frame(pilot.app)
        await pilot.press("y")
        await at(pilot, ScoresheetScreen)
        assert marks(sheet) == {"masalah": "abstained"}
        assert pointed(sheet) == 1


async def test_a_decimal_slip_is_asked_about_and_enter_is_the_safe_answer(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await typed(pilot, "1,5")
        await at(pilot, AskSure)
        assert "Maksudnya 15?" in frame(pilot.app)
        await pilot.press("1", "8")  # typed without looking: answers nothing
        assert isinstance(pilot.app.screen, AskSure)
        await pilot.press("enter")
        await pilot.pause()
        assert marks(sheet) == {}
        assert pointed(sheet) == 0
        await typed(pilot, "1,5")
        await at(pilot, AskSure)
        await pilot.press("y")
        await until(pilot, lambda: marks(sheet) == {"masalah": "1.5"})
        assert pointed(sheet) == 1
        await pilot.press("up", "enter")  # what was confirmed once is not asked again
        assert pilot.app.screen is sheet


async def test_the_first_marks_ever_are_not_asked_about(hand) -> None:
    hand.ready().present("ceria")
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await typed(pilot, "3", "18")
        assert marks(sheet) == {"masalah": "3", "proses": "18"}


async def test_abstaining_is_asked_and_is_not_zero(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await pilot.press("t")
        await at(pilot, AskSure)
        await pilot.press("enter")
        await pilot.pause()
        assert marks(sheet) == {}
        await pilot.press("-")
        await at(pilot, AskSure)
        await pilot.press("y")
        await until(pilot, lambda: marks(sheet) == {"masalah": "abstained"})
        assert sheet.table.rows[0].value == "–"
        await typed(pilot, "16")
        assert sheet.form.most() == 20
        await pilot.press("up", "up", "enter")  # the dash itself is no mistake
        assert faults(sheet) == []


async def test_own_marks_beside_and_totals(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await to_sheet(pilot)
        await typed(pilot, "16", "17")
        shown = frame(pilot.app)
        assert "Sementara  33 dari 40" in shown
        assert "Total Anda sebelumnya: 1 KBK Ceria 81,5" in shown
        assert "Nilai Anda: 1 KBK Ceria 16" in shown
        assert "13–16,5" in shown


async def test_why_it_can_not_be_sent_takes_one_line_and_goes_with_the_next_cell(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=(80, 24)) as pilot:
        await to_sheet(pilot)
        await typed(pilot, "16")
        await pilot.press("f9")
        await until(pilot, lambda: "▲ Belum dapat dikirim" in frame(pilot.app))
        assert frame(pilot.app).splitlines()[-2].endswith("Proses & kerja sama anggota dan 4 lagi.")
        await typed(pilot, "17")
        await until(pilot, lambda: "▸ Ketik 0 sampai 20" in frame(pilot.app))
        await typed(pilot, "17", "16", "8")
        await pilot.press("f9")
        await until(pilot, lambda: "Belum dinilai: Penyajian & tanya jawab." in frame(pilot.app))
        await typed(pilot, "8")
        await until(pilot, lambda: "▸ Semua kriteria terisi. F9" in frame(pilot.app))
        assert "Belum dapat dikirim" not in frame(pilot.app)


# --- drafts ----------------------------------------------------------------------------------------------------------


async def test_every_accepted_cell_is_in_the_file_at_once(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await to_sheet(pilot)
        for count, (cell, kept) in enumerate([("16", "16"), ("17,5", "17.5")], start=1):
            await typed(pilot, cell)
            await until(pilot, lambda: "Tersimpan otomatis" in frame(pilot.app))
            await until(pilot, lambda count=count: len(draft_of(hand).marks) == count)
            assert kept in draft_of(hand).marks.values()


async def test_a_draft_comes_back_cell_by_cell(hand) -> None:
    """As after a kill: another process wrote it, this one only reads the file."""
    performed(hand).sit("pemprov")
    hand.desk.save_draft("pemprov", "melati", {"masalah": "16", "solusi": "17.5"}, Notes(saran="lebih singkat"))
    hand.desk.leave()
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        assert [row.value for row in sheet.table.rows] == ["16", "", "17,5", "", "", ""]
        assert sheet.notes.fields["saran"].text == "lebih singkat"
        assert pointed(sheet) == 1


async def test_notes_are_kept_when_left_and_after_a_pause(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        await pilot.click(sheet.notes.fields["keunggulan"])
        await pilot.press(*"rapi", "enter")
        await until(pilot, lambda: (kept := draft_of(hand)) is not None and kept.notes.keunggulan == "rapi")
        await pilot.press(*"data")
        await until(pilot, lambda: draft_of(hand).notes.saran == "data")  # nobody left the field


async def test_a_note_that_a_terminal_would_obey_is_refused(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        sheet.notes.fields["saran"].text = "a\u202eb"
        await pilot.press("f9")
        await pilot.pause()
        assert "U+202E" in frame(pilot.app)
        assert sheet.form.notes.saran == ""


async def test_a_draft_that_can_not_be_saved_is_told_and_kept(hand, monkeypatch) -> None:
    performed(hand)
    app = station(hand)
    async with app.run_test(size=WIDE) as pilot:
        sheet = await to_sheet(pilot)
        lock = hand.desk._store._writer
        lock.execute("BEGIN IMMEDIATE")  # another program holds the file
        monkeypatch.setattr("juri_tui.store.BUSY_MS", 50)
        await typed(pilot, "16")
        await until(pilot, lambda: "BELUM TERSIMPAN" in frame(app))
        assert sheet.table.rows[0].value == "16"
        lock.execute("ROLLBACK")
        await pilot.press("f12")
        await until(pilot, lambda: "Tersimpan otomatis" in frame(app))
        assert draft_of(hand).marks == {"masalah": "16"}


async def test_the_last_cell_survives_a_sheet_that_closes_at_once(hand) -> None:
    performed(hand)
    async with station(hand).run_test(size=WIDE) as pilot:
        await to_sheet(pilot)
        await pilot.press("1", "6", "f10")
        await at(pilot, CoverScreen)
        assert pilot.app.desk.who is None
        assert draft_of(hand).marks == {"masalah": "16"}
