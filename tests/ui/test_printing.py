"""Papers from the screen: what is offered when, written where it says, and never over another file."""

from pathlib import Path

import pytest
from contests import Stagehand
from desks import Keys, program
from frames import frame, same_as_golden, settled, until
from textual.widgets import Input

from juri_tui.contest import Locked
from juri_tui.decisions import result
from juri_tui.desk import OPERATOR
from juri_tui.papers.shelf import shelf
from juri_tui.screens.printing import PrintScreen, _unused

SIZES = [(80, 24), (120, 36)]


async def opened(keys: Keys) -> PrintScreen:
    await keys.press("f9")
    await keys.dialog("PrintScreen")
    screen = keys.pilot.app.screen
    await until(keys.pilot, lambda: screen.has_class("-narrow") or screen.has_class("-wide"), "its size")
    await keys.pilot.pause()
    return screen


@pytest.fixture
def locked(hand: Stagehand, monkeypatch: pytest.MonkeyPatch) -> Stagehand:
    monkeypatch.setattr(Locked, "digest", "42-ABCD-EFGH-IJKL-MNOP-QRST")
    hand.event().lock()
    hand.sit(OPERATOR)
    return hand


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of a test is another each time."""
    monkeypatch.setattr(PrintScreen, "folder", property(lambda _self: Path("/acara/kediri-hasil")))


@pytest.mark.parametrize("size", SIZES)
async def test_before_the_event(hand, size, short) -> None:
    hand.ready()
    async with program(hand.desk, size) as pilot:
        await opened(Keys(pilot, hand))
        await settled(pilot)
        await same_as_golden(pilot, "cetak-siap")


@pytest.mark.parametrize("size", SIZES)
async def test_after_the_lock(locked, size, short) -> None:
    async with program(locked.desk, size) as pilot:
        await opened(Keys(pilot, locked))
        await settled(pilot)
        await same_as_golden(pilot, "cetak-terkunci")


async def test_enter_writes_one(locked) -> None:
    folder = locked.path.with_name("kediri-hasil")
    async with program(locked.desk) as pilot:
        keys = Keys(pilot, locked)
        await opened(keys)
        await keys.press("enter")
        await until(pilot, lambda: "1 berkas tersimpan di" in keys.notice)
        assert [path.name for path in folder.iterdir()] == ["LATIHAN-tata-nilai.txt"]
        assert "✓ 1 berkas tersimpan" in frame(pilot.app)
        await keys.press("down", "enter")
        await until(pilot, lambda: "2 berkas tersimpan di" in keys.notice)
        assert len(list(folder.iterdir())) == 3


async def test_all_at_once_and_again(locked) -> None:
    folder = locked.path.with_name("kediri-hasil")
    async with program(locked.desk) as pilot:
        keys = Keys(pilot, locked)
        await opened(keys)
        await keys.press("a")
        await until(pilot, lambda: "berkas tersimpan di" in keys.notice)
        assert sorted(path.name for path in folder.iterdir()) == [
            "LATIHAN-hasil.json",
            "LATIHAN-naskah-pengumuman.txt",
            "LATIHAN-peringkat.csv",
            "LATIHAN-rekap.csv",
            "LATIHAN-rekap.txt",
            "LATIHAN-tata-nilai.txt",
            "LATIHAN-waktu.csv",
            "lembar-kosong-pemprov.txt",
            "lembar-kosong-swasta.txt",
            "periksa.py",
        ]
        assert "9/9" in keys.text("#progress")
        await keys.press("end")
        assert "▸ Pemeriksa mandiri" in frame(pilot.app)
        await keys.press("a")
        await until(pilot, lambda: not pilot.app.screen._busy)
        assert not pilot.app.screen.query_one("Notice").has_class("-fault"), "the same text again is no other file"


async def test_another_file_is_never_written_over(locked) -> None:
    folder = locked.path.with_name("kediri-hasil")
    folder.mkdir()
    (folder / "LATIHAN-tata-nilai.txt").write_text("punya orang lain")
    async with program(locked.desk) as pilot:
        keys = Keys(pilot, locked)
        await opened(keys)
        await keys.press("a")
        await until(pilot, lambda: "Tekan F untuk folder lain" in keys.notice)
        assert (folder / "LATIHAN-tata-nilai.txt").read_text() == "punya orang lain"
        await keys.press("f")
        await keys.dialog("AskLine")
        assert pilot.app.screen.query_one(Input).value.endswith("kediri-hasil-2")
        await keys.press("enter")
        await keys.dialog("PrintScreen")
        await keys.press("a")
        await until(pilot, lambda: "berkas tersimpan di" in keys.notice)
        assert (folder.with_name("kediri-hasil-2") / "LATIHAN-tata-nilai.txt").read_text() != "punya orang lain"


async def test_a_folder_that_can_not_be_is_said(locked) -> None:
    async with program(locked.desk) as pilot:
        keys = Keys(pilot, locked)
        await opened(keys)
        await keys.press("f")
        await keys.dialog("AskLine")
        pilot.app.screen.query_one(Input).value = str(locked.path / "hasil")
        await keys.press("enter")
        await keys.dialog("PrintScreen")
        await keys.press("enter")
        await until(pilot, lambda: pilot.app.screen.query_one("Notice").has_class("-fault"))
        assert "Tata nilai: " in keys.notice
        await keys.press("f")
        await keys.dialog("AskLine")
        await keys.press("escape")
        await keys.dialog("PrintScreen")


async def test_the_lock_brings_more(hand) -> None:
    hand.event()
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        screen = await opened(keys)
        assert [offer.key for offer in screen._offers] == ["rules", "blank"]
        hand.lock()
        hand.sit(OPERATOR)
        await until(pilot, lambda: len(screen._offers) == 9)
        await until(pilot, lambda: "Naskah pengumuman" in frame(pilot.app))


async def test_what_was_unlocked_meanwhile_is_refused(locked) -> None:
    async with program(locked.desk) as pilot:
        keys = Keys(pilot, locked)
        screen = await opened(keys)
        offers = screen._offers
        locked.sit("pemprov")
        locked.do(result.unlock, "salah baca")
        locked.sit(OPERATOR)
        await until(pilot, lambda: len(screen._offers) == 2)
        for offer in offers[2:]:
            assert (await screen._save(offer, locked.path.parent)).code in ("state", "not-locked")
        assert [offer.key for offer in shelf(locked.desk.contest)] == ["rules", "blank"]


async def test_the_palette_knows_the_three_rooms_by_name(locked) -> None:
    async with program(locked.desk) as pilot:
        keys = Keys(pilot, locked)
        screen = await opened(keys)
        found = {command.title: command.callback for command in pilot.app.get_system_commands(screen)}
        assert {"simpan semua  (A)", "pengumuman  (F7)", "riwayat  (F8)", "cetak  (F9)"} <= set(found)
        await found["riwayat  (F8)"]()
        await keys.dialog("HistoryScreen")


def test_an_unused_folder(tmp_path) -> None:
    assert _unused(tmp_path / "a") == tmp_path / "a"
    (tmp_path / "a").mkdir()
    (tmp_path / "a-2").mkdir()
    assert _unused(tmp_path / "a") == tmp_path / "a-3"
