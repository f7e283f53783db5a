"""F and E: the second disk is chosen and changed while the event runs, and a copy is made on the spot."""

from pathlib import Path

import pytest
from contests import Stagehand
from desks import Keys, program
from frames import frame, until
from textual.widgets import Input

from juri_tui import second_disk, volume
from juri_tui.screens import disk_keys
from juri_tui.second_disk import Chosen


@pytest.fixture
def stick(tmp_path: Path, monkeypatch) -> Path:
    """A disk of its own that is plugged in."""
    folder = tmp_path / "USB KBK"
    folder.mkdir()
    monkeypatch.setattr(disk_keys, "sticks", lambda: [folder, tmp_path / "mati"])
    monkeypatch.setattr(disk_keys, "free_bytes", room)
    monkeypatch.setattr(second_disk, "_apart", lambda place, _contest: place.name.startswith("USB"))
    return folder


def room(place: Path) -> int:
    if place.name == "mati":
        raise OSError(5, "Input/output error")
    return 7 * 10**9


async def typed(keys: Keys, folder: Path) -> None:
    await keys.dialog("AskLine")
    keys.pilot.app.screen.query_one(Input).value = str(folder)
    await keys.press("enter")


@pytest.mark.parametrize("room_key", ["", "s"])
async def test_a_plugged_in_disk_is_one_key_away(hand: Stagehand, stick: Path, room_key: str) -> None:
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        if room_key:
            await keys.press(room_key)
            await keys.dialog("SetupScreen")
        await keys.press("f")
        await keys.dialog("AskChoice")
        await until(pilot, lambda: "1  USB KBK · sisa 7 GB" in frame(pilot.app))
        assert "mati" not in frame(pilot.app), "a disk that does not answer is not offered"
        assert "tanpa disk" not in frame(pilot.app)
        await keys.press("1")
        await until(pilot, lambda: "Cadangan disimpan di" in frame(pilot.app))
        assert hand.desk.mirror() == Chosen(stick, apart=True)
        await until(pilot, lambda: list(stick.glob("*.cadangan.juri")))


async def test_a_folder_that_will_not_do_is_asked_again(hand: Stagehand, stick: Path, tmp_path: Path) -> None:
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("f")
        await keys.dialog("AskChoice")
        await keys.press("2")
        await typed(keys, tmp_path / "tidak-ada")
        await keys.dialog("AskChoice")
        await until(pilot, lambda: "folder ini tidak ada" in frame(pilot.app))
        await keys.press("2")
        await typed(keys, tmp_path)
        await until(pilot, lambda: "di disk yang sama" in frame(pilot.app))
        assert hand.desk.mirror() == Chosen(tmp_path, apart=False)
        await keys.press("f")
        await keys.dialog("AskChoice")
        await until(pilot, lambda: "Sekarang: " in frame(pilot.app))
        await keys.press("3")
        await until(pilot, lambda: "Tanpa disk cadangan" in frame(pilot.app))
        assert hand.desk.mirror() is None
        await keys.press("f")
        await keys.dialog("AskChoice")
        await keys.press("escape")
        await keys.dialog("OperatorScreen")


async def test_a_copy_on_the_spot(hand: Stagehand, stick: Path, tmp_path: Path) -> None:
    hand.ready()
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("e")
        await keys.dialog("AskChoice")
        await keys.press("1")
        await until(pilot, lambda: "Salinan: " in frame(pilot.app))
        assert len(list(stick.glob("kediri-*.cadangan.juri"))) == 1
        assert hand.desk.mirror() is None, "a copy is no choice"
        await keys.press("e")
        await keys.dialog("AskChoice")
        await keys.press("2")
        await typed(keys, tmp_path / "tidak-ada")
        await until(pilot, lambda: "folder ini tidak ada" in keys.notice)


async def test_who_only_reads_chooses_no_disk(hand: Stagehand, stick: Path) -> None:
    from desks import reopened

    second = reopened(hand)
    assert not second.console
    async with program(second) as pilot:
        await Keys(pilot, hand, second).refuses("f", words="hanya membaca")
        assert second.mirror() is None


def test_the_mounts_that_can_be_plugged_in(tmp_path: Path) -> None:
    table = tmp_path / "mounts"
    table.write_text(
        "/dev/sda1 / ext4 rw 0 0\n"
        "/dev/sdb1 /media/ani/USB\\040KBK vfat rw 0 0\n"
        "/dev/sdc1 /run/media/ani/STIK exfat rw 0 0\n"
        "/dev/sdc1 /run/media/ani/STIK exfat rw 0 0\n"
        "//kantor/bagi /mnt/kantor cifs rw 0 0\n"
        "/dev/sdd1 /mnt/cadangan ext4 rw 0 0\n"
        "proc /proc proc rw 0 0\n"
        "/dev/sde1 /mnt/kotak/dalam ext4 rw 0 0\n"
        "rusak\n"
    )
    found = [str(path) for path in volume.sticks(table)]
    assert found == ["/media/ani/USB KBK", "/mnt/cadangan", "/run/media/ani/STIK"]
    assert volume.sticks(tmp_path / "tidak-ada") == []
