"""Persiapan by its keys: what is typed is kept at once or refused in words, and nothing is lost by leaving."""

from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri
from frames import same_as_golden, settled, until
from preparing import setup
from textual.widgets import Input, TextArea

from juri_tui.contest import State
from juri_tui.decisions import result
from juri_tui.desk import Desk, Role
from juri_tui.event_file import load
from juri_tui.lease import Claim
from juri_tui.pins import rehearsal_pin
from juri_tui.rubrics import load_rubric
from juri_tui.setup_edit import placeholder

SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def bare(tmp_path: Path) -> Stagehand:
    """A new contest from a rubric."""
    return Stagehand(tmp_path / "baru.juri", placeholder("Gelar", load_rubric("budaya-kerja")), ManualClock())


@pytest.mark.parametrize("size", SIZES)
async def test_the_sections_at_a_glance(hand: Stagehand, size) -> None:
    async with setup(hand, size) as keys:
        await settled(keys.pilot)
        await same_as_golden(keys.pilot, "persiapan-acara")


@pytest.mark.parametrize("size", SIZES)
async def test_a_new_contest_says_what_is_lacking(bare: Stagehand, size) -> None:
    async with setup(bare, size) as keys:
        await keys.section(2)
        await settled(keys.pilot)
        await same_as_golden(keys.pilot, "persiapan-baru")


@pytest.mark.parametrize("size", SIZES)
async def test_a_row_and_its_question(hand: Stagehand, size) -> None:
    async with setup(hand, size) as keys:
        await keys.section(3)
        await keys.press("down", "enter", "down", "down", "down", "enter")
        await keys.dialog("AskLine")
        await settled(keys.pilot)
        await same_as_golden(keys.pilot, "persiapan-tanya")


async def test_a_whole_new_contest_is_filled_in(bare: Stagehand) -> None:
    """From the rubric to a definition that can be frozen, with keys alone; every answer is a record at once."""
    async with setup(bare) as keys:
        assert "isi dulu: tanggal, tempat, ketua dewan juri" in keys.notice
        await keys.section(0)
        await keys.press("down", "down", "down", "enter")
        await keys.answers("Balai Kota")
        await keys.free()
        await keys.press("down", "enter")
        await keys.answers("25-10-2016")
        await keys.free()
        await keys.section(2)
        await keys.press("enter", "enter")
        await keys.answers("Ibu Sri")
        await keys.free()
        await keys.press("down", "down", "enter")
        await keys.dialog("AskChoice")
        await keys.press("1")
        await keys.free()
        assert (keys.event.event.place, str(keys.event.event.date)) == ("Balai Kota", "2016-10-25")
        assert (keys.event.juri[0].name, keys.event.juri[0].role) == ("Ibu Sri", "ketua")
        assert keys.kinds == ["contest_created", *["definition_set"] * 5]
        assert bare.desk.prove("juri-1", rehearsal_pin(1)) is None
        bare.ready()
    again = Desk(bare.path, Role.BOARD, bare.clock)
    assert again.contest.state is State.READY
    assert again.contest.definition.juri[0].name == "Ibu Sri"
    again.close()


async def test_what_is_refused_can_be_put_right(hand: Stagehand) -> None:
    """The reason stands above what was typed, and nothing was written."""
    async with setup(hand) as keys:
        await keys.section(0)
        await keys.press("down", "down", "down", "down", "enter")
        await keys.answers("30 Februari")
        await keys.says("“30 Februari” bukan tanggal")
        await keys.dialog("AskLine")
        assert keys.pilot.app.screen.query_one(Input).value == "30 Februari"
        await keys.answers("1-11-2016")
        await keys.free()
        assert str(keys.event.event.date) == "2016-11-01"
        assert keys.kinds.count("definition_set") == 2
        await keys.press("enter")
        await keys.dialog("AskLine")
        await keys.press("escape")
        await keys.free()
        assert keys.kinds.count("definition_set") == 2, "leaving is no change, and so is the same value"
        await keys.press("enter")
        await keys.answers("2016-11-01")
        await keys.free()
        assert keys.kinds.count("definition_set") == 2


async def test_members_come_and_go_and_eleven_are_refused(hand: Stagehand) -> None:
    async with setup(hand) as keys:
        await keys.section(1)
        await keys.press("enter", "down", "down", "enter")
        for n in range(5, 11):
            await keys.press("n")
            await keys.answers(f"Anggota {n}")
            await keys.free()
        assert len(keys.event.kbk[0].members) == 10
        await keys.press("n")
        await keys.answers("Anggota 11")
        await keys.says("paling banyak 10, sekarang 11")
        await keys.press("escape")
        await keys.free()
        await keys.press("delete")
        await keys.dialog("AskSure")
        await keys.press("enter")
        await keys.free()
        assert len(keys.event.kbk[0].members) == 10, "Enter is the safe answer"
        await keys.press("backspace")
        await keys.dialog("AskSure")
        await keys.press("y")
        await keys.free()
        assert keys.event.kbk[0].members[-1] == "Anggota 9"
        await keys.press("shift+up")
        await keys.free()
        assert keys.event.kbk[0].members[-2:] == ("Anggota 9", "Anggota 8")


async def test_rows_are_added_opened_moved_and_left(hand: Stagehand) -> None:
    async with setup(hand) as keys:
        await keys.section(4)
        await keys.press("n")
        await keys.answers("Yel-yel")
        await keys.free()
        assert [phase.id for phase in keys.event.phase] == ["paparan", "tanya-jawab", "yel-yel"]
        assert keys.text("#heading") == "TAHAP WAKTU › Yel-yel", "a new row is open at once"
        await keys.press("escape")
        assert keys.screen.row().value.startswith("Yel-yel")
        await keys.press("shift+up")
        await keys.free()
        await keys.press("shift+up")
        await keys.free()
        assert [phase.id for phase in keys.event.phase] == ["yel-yel", "paparan", "tanya-jawab"]
        await keys.press("shift+up", "right", "left", "left")
        assert keys.screen.query_one("#sections").has_focus
        await keys.press("n")
        await keys.answers("Penutup")
        await keys.free()
        assert keys.event.phase[-1].name == "Penutup"


async def test_choices_references_and_texts(hand: Stagehand) -> None:
    async with setup(hand) as keys:
        await keys.section(5)
        await keys.press("down", "enter")
        await keys.dialog("AskChoice")
        await keys.press("3")
        await keys.free()
        assert keys.event.overtime.phase is None
        await keys.section(6)
        await keys.press("down", "down", "down", "down", "down", "n")
        await keys.dialog("AskChoice")
        await keys.says("nilai kriteria Masalah")
        await keys.press("1")
        await keys.free()
        assert keys.event.scoring.ties[-1] == "criterion:masalah"
        await keys.section(3)
        await keys.press("enter", "down", "enter")
        await keys.dialog("AskText")
        keys.pilot.app.screen.query_one(TextArea).text = "Satu\nDua"
        await keys.press("f9")
        await keys.free()
        assert keys.event.criterion[0].description == "Satu\nDua"
        await keys.press("enter")
        await keys.dialog("AskText")
        await keys.press("escape")
        await keys.free()
        await keys.section(0)
        await keys.press("down", "down", "down", "down", "down", "down", "enter")
        await keys.dialog("AskChoice")
        await keys.press("4")
        await keys.answers("Asia/Tokyo")
        await keys.free()
        assert keys.event.event.zone == "Asia/Tokyo"


async def test_keys_that_have_nothing_to_do_say_so(hand: Stagehand) -> None:
    async with setup(hand) as keys:
        await keys.refuses("n", words="tidak ada baris")
        await keys.refuses("delete", words="Pilih satu baris")
        await keys.section(0)
        await keys.press("end")
        assert keys.screen.row().label == "Pemenang maju ke", "there are more rows than sections"
        await keys.press("left", "enter", "left")
        await keys.press("shift+down")
        await keys.free()
        await keys.section(1)
        await keys.press("enter", *["down"] * 7, "enter")
        await keys.free()
        await until(keys.pilot, lambda: "tombol D di Meja Operator" in keys.notice)
        await keys.press("k")
        await keys.dialog("Tell")
        await keys.press("enter", "f2")
        await until(keys.pilot, lambda: keys.pilot.app.current_mode == "operator")


async def test_weights_on_their_way_to_a_hundred(hand: Stagehand) -> None:
    async with setup(hand) as keys:
        await keys.section(6)
        await keys.press("down", "down", "down", "enter")
        await keys.dialog("AskChoice")
        await keys.press("2")
        await keys.free()
        await keys.says("Bobot berjumlah 6, seharusnya 100.")
        await keys.press("f2")
        await until(keys.pilot, lambda: keys.pilot.app.current_mode == "operator")
        await keys.refuses("b", words="Perbaiki dulu di Persiapan")


async def test_after_the_freeze_names_alone_and_with_a_reason(hand: Stagehand) -> None:
    hand.ready()
    async with setup(hand) as keys:
        await keys.section(3)
        await keys.refuses("n", words="Aturan sudah dibekukan")
        await keys.refuses("r", words="Aturan sudah dibekukan")
        await keys.refuses("delete", words="Aturan sudah dibekukan")
        await keys.section(1)
        await keys.press("enter", "enter")
        await keys.answers("KBK Ceria Baru")
        await keys.dialog("AskChoice")
        await keys.press("1")
        await keys.free()
        assert keys.last.reason == "perbaikan salah ketik"
        assert keys.event.kbk[0].name == "KBK Ceria Baru"
        await keys.press("enter")
        await keys.answers("Lagi")
        await keys.dialog("AskChoice")
        await keys.press("escape")
        await keys.free()
        assert keys.event.kbk[0].name == "KBK Ceria Baru", "without a reason nothing changes"
        await keys.section(2)
        await keys.press("delete")
        await keys.dialog("AskSure")
        await keys.press("y")
        await until(keys.pilot, lambda: "tidak boleh dihapus" in keys.notice, keys.notice)


async def test_a_late_juri_of_a_rehearsal_has_a_pin(hand: Stagehand) -> None:
    hand.ready()
    async with setup(hand) as keys:
        await keys.section(2)
        await keys.press("n")
        await keys.answers("Juri Pengganti")
        await keys.dialog("AskChoice")
        await keys.press("3")
        await keys.dialog("LockScreen")
        await keys.says("Perubahan dewan juri harus disetujui")
        await keys.answers("000000", "LockScreen")
        await keys.says("PIN salah")
        await keys.answers(rehearsal_pin(1), "LockScreen")
        await keys.free()
        await until(keys.pilot, lambda: hand.desk.prove("juri-pengganti", rehearsal_pin(3)) is None)


async def test_once_the_sidang_is_open_nothing_else_changes(hand: Stagehand) -> None:
    hand.event()
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    hand.sit("operator")
    async with setup(hand) as keys:
        assert "dengan PIN ketua dan PIN juri kedua" in keys.notice
        await keys.section(0)
        await keys.refuses("enter", words="sudah masuk sidang juri")
        await keys.refuses("i", words="sudah masuk sidang juri")


async def test_a_rubric_is_chosen(hand: Stagehand) -> None:
    async with setup(hand) as keys:
        await keys.press("r")
        await keys.says("pdca-1000 · 10 kriteria, nilai tertinggi 1.000")
        await keys.press("4")
        await keys.dialog("AskSure")
        await keys.press("y")
        await keys.free()
        assert keys.event.criterion == load_rubric("pdca-1000")[0]
        await keys.press("r")
        await keys.dialog("AskChoice")
        await keys.press("escape")
        await keys.free()


async def test_a_file_goes_out_and_comes_back(hand: Stagehand, tmp_path: Path) -> None:
    async with setup(hand) as keys:
        await keys.press("e")
        await keys.answers(str(tmp_path / "acara.toml"))
        await until(keys.pilot, lambda: "Ditulis" in keys.notice)
        assert load(tmp_path / "acara.toml") == keys.event
        for path, words in (
            (tmp_path / "acara.toml", "sudah ada; tidak ada"),
            (tmp_path / "x" / "y", "tidak dapat ditulis"),
        ):
            await keys.free()
            await keys.press("e")
            await keys.answers(str(path))
            await keys.says(words)
        await keys.free()
        text = (tmp_path / "acara.toml").read_text(encoding="utf-8")
        (tmp_path / "acara.toml").write_text(text.replace("Balai Kota Kediri", "Aula"), encoding="utf-8")
        await keys.press("i")
        await keys.answers(str(tmp_path / "acara.toml"))
        await keys.dialog("AskSure")
        await keys.press("y")
        await keys.free()
        assert keys.event.event.place == "Aula"
        (tmp_path / "acara.toml").write_text(text.replace("format = 1", "format = 2"), encoding="utf-8")
        await keys.press("i")
        await keys.answers(str(tmp_path / "acara.toml"))
        await keys.dialog("Tell")
        assert "acara.toml:1:1: format" in keys.shows
        await keys.press("enter")
        await keys.free()
        await keys.press("i")
        await keys.dialog("AskLine")
        await keys.press("escape")
        await keys.free()


@pytest.mark.parametrize("name", ["[bold]x[/]", "[@click=app.leave]x[/]", "{name}", "日本語" * 30, "\u0301" * 20 + "a"])
async def test_hostile_names_are_only_text(tmp_path: Path, name: str) -> None:
    event = kediri()
    kbk = (event.kbk[0].model_copy(update={"name": name, "unit": name, "members": (name,) * 10}), *event.kbk[1:])
    criterion = (event.criterion[0].model_copy(update={"name": name, "description": name}), *event.criterion[1:])
    hand = Stagehand(tmp_path / "a.juri", event.model_copy(update={"kbk": kbk, "criterion": criterion}), ManualClock())
    async with setup(hand, (80, 24)) as keys:
        await keys.section(1)
        assert name[:6] in keys.shows
        await keys.press("enter", "down", "down", "enter", "down", "delete")
        await keys.dialog("AskSure")
        assert name[:6] in keys.shows
        await keys.press("escape")
        await keys.free()
        await keys.section(6)
        await keys.press(*["down"] * 5, "n")
        await keys.dialog("AskChoice")
        assert name[:6] in keys.shows


async def test_a_read_only_console_is_told(hand: Stagehand, monkeypatch: pytest.MonkeyPatch) -> None:
    async with setup(hand) as keys:
        monkeypatch.setattr(hand.desk, "claim_console", lambda *_asked, **_how: Claim.HELD)
        hand.desk.console = False
        await keys.section(0)
        await keys.press("enter")
        await keys.answers("Nama lain")
        await keys.says("Layar ini hanya membaca")
        assert keys.event.event.name == "Gelar Budaya Kerja"
