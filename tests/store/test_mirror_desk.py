"""The desk with a second disk: every receipt has its witness, nobody waits for the stick, the line tells how it is."""

import shutil
import threading
import time
from pathlib import Path

import pytest
from clocks import ManualClock
from contests import MARKS, Stagehand
from events import kediri
from ledgers import meddle

from juri_tui import journal, second_disk, standby
from juri_tui.decisions import clock, definition, result
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.journal import read_journals
from juri_tui.lease import Claim
from juri_tui.model import Refusal
from juri_tui.records import Notes, Record
from juri_tui.store import Store, StoreFault, examine
from juri_tui.verify import verify


@pytest.fixture
def hand(tmp_path: Path):
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock())
    yield hand
    hand.desk.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def quick(monkeypatch) -> None:
    monkeypatch.setattr(second_disk, "RETRY_S", 0.05)
    monkeypatch.setattr(journal, "_RETRY_S", 0.05)


def settles(there, what: str = "") -> None:
    """Waits for what a thread brings about."""
    pause = threading.Event()
    for _attempt in range(600):
        if there():
            return
        pause.wait(0.01)
    raise AssertionError(f"never happened: {what}")


def copy_of(stick: Path) -> list[str]:
    """The kinds of the records in the standby copy; empty while there is none."""
    found = list(stick.glob("*.cadangan.juri"))
    return [row.kind for row in examine(found[0]).rows] if found else []


def witnessed(stick: Path, contest: Path) -> dict[int, set[str]]:
    return read_journals(stick, examine(contest).rows[0].hash)


def test_without_a_stick_nothing_is_said(hand: Stagehand) -> None:
    hand.ready()
    assert hand.desk.mirror_status() is None


def test_every_record_is_witnessed_and_copied(hand: Stagehand, stick: Path) -> None:
    assert hand.desk.set_mirror(stick) is None
    hand.ready()
    records = hand.desk.records()
    settles(lambda: set(witnessed(stick, hand.path)) == {2, 3, 4}, "the journal")
    assert witnessed(stick, hand.path) == {record.seq: {record.hash} for record in records[1:]}, (
        "and the last one from before, which vouches for the rest"
    )
    settles(lambda: copy_of(stick), "the copy")
    status = hand.desk.mirror_status()
    assert status.good
    settles(lambda: "✓ 09.00.00" in hand.desk.mirror_status().words, "the line")


def test_the_file_remembers_the_stick(hand: Stagehand, stick: Path) -> None:
    hand.desk.set_mirror(stick)
    hand.desk.close()
    again = Desk(hand.path, Role.OPERATOR, hand.clock)
    assert again.mirror_status() is None, "who holds no console yet makes no copies"
    again.claim_console()
    settles(lambda: again.mirror_status().good)
    again.sit(OPERATOR, "latihan")
    hand.desk = again
    hand.ready()
    again.close()
    assert set(witnessed(stick, hand.path)) == {2, 3, 4}
    assert copy_of(stick)[-1] == "rules_frozen", "leaving makes the last copy"


def test_a_juris_process_keeps_a_journal_and_no_copy(hand: Stagehand, stick: Path) -> None:
    hand.ready().present("ceria")
    hand.desk.set_mirror(stick)
    settles(lambda: copy_of(stick))
    station = Desk(hand.path, Role.JURI, hand.clock)
    station.sit("swasta", "222222")
    marks = dict(zip([c.id for c in kediri().criterion], MARKS["swasta", "ceria"].split(), strict=True))
    sent = station.send("swasta", "ceria", marks, Notes())
    assert isinstance(sent, Record)
    settles(lambda: witnessed(stick, hand.path).get(sent.seq) == {sent.hash}, "the juri's witness")
    assert station.mirror_status().good, "a stick that needs a moment is not late"
    station.close()
    assert len(list(stick.glob("*.cadangan.juri"))) == 1
    assert list(stick.glob("*.jurnal")), "of the station; the operator has written nothing yet"


def test_what_others_write_is_copied_by_the_console(hand: Stagehand, stick: Path, monkeypatch) -> None:
    monkeypatch.setattr(standby.Mirror.__init__, "__kwdefaults__", {"copies": True, "every_s": 0.05, "wall_ns": int})
    hand.ready().present("ceria")
    hand.desk.set_mirror(stick)
    settles(lambda: copy_of(stick))
    station = Desk(hand.path, Role.JURI, hand.clock)
    station.sit("swasta", "222222")
    marks = dict(zip([c.id for c in kediri().criterion], MARKS["swasta", "ceria"].split(), strict=True))
    assert isinstance(station.send("swasta", "ceria", marks, Notes()), Record)
    station.close()
    hand.desk.refresh()
    settles(lambda: copy_of(stick)[-1] == "sheet_sent", "the copy of the juri's sheet")


def test_a_lock_is_copied_at_once(hand: Stagehand, stick: Path) -> None:
    hand.event()
    hand.desk.set_mirror(stick)
    settles(lambda: copy_of(stick))
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    started = time.monotonic()
    hand.do(result.lock)
    settles(lambda: copy_of(stick)[-1] == "result_locked", "the copy of the lock")
    assert time.monotonic() - started < standby.EVERY_S / 2


def pulled_out(_file: int) -> None:
    raise OSError(5, "Input/output error")


def test_a_dead_stick_delays_no_act_and_is_caught_up(hand: Stagehand, stick: Path) -> None:
    hand.desk.set_mirror(stick)
    settles(lambda: hand.desk.mirror_status().seq == 2, "the first copy")
    settles(lambda: set(witnessed(stick, hand.path)) == {2}, "the first line")
    away = stick.with_name("laci")
    stick.rename(away)
    pulled = pytest.MonkeyPatch()
    pulled.setattr(journal.os, "fsync", pulled_out)
    started = time.monotonic()
    hand.ready()
    assert time.monotonic() - started < 1
    settles(lambda: not hand.desk.mirror_status().good, "the line says so")
    words = hand.desk.mirror_status().words
    assert words.startswith("CADANGAN TERTUNDA")
    assert "usb" in words
    pulled.undo()
    away.rename(stick)
    settles(lambda: set(witnessed(stick, hand.path)) == {2, 3, 4}, "caught up")


def test_a_stick_that_comes_later_witnesses_what_was_written_before(hand: Stagehand, stick: Path) -> None:
    hand.desk.set_mirror(stick)
    hand.desk.close()
    shutil.rmtree(stick)
    again = Desk(hand.path, Role.OPERATOR, hand.clock)
    again.claim_console()
    again.sit(OPERATOR, "latihan")
    hand.desk = again
    hand.ready()
    settles(lambda: not again.mirror_status().good)
    assert "tidak terpasang" in again.mirror_status().words
    stick.mkdir()
    settles(lambda: set(witnessed(stick, hand.path)) == {3, 4})
    settles(lambda: copy_of(stick)[-1:] == ["rules_frozen"])


def test_an_empty_mount_point_is_no_stick(hand: Stagehand, stick: Path) -> None:
    hand.desk.set_mirror(stick)
    hand.desk.close()
    shutil.rmtree(stick)
    stick.mkdir()
    store = Store.open(hand.path)
    store.put_live("mirror", {"folder": str(stick), "apart": True})  # it was on a disk of its own
    store.close()
    again = Desk(hand.path, Role.OPERATOR, hand.clock)
    again.claim_console()
    settles(lambda: not again.mirror_status().good)
    again.close()
    assert list(stick.iterdir()) == []


def test_a_hanging_stick_never_holds_an_act(hand: Stagehand, stick: Path, monkeypatch) -> None:
    hand.desk.set_mirror(stick)
    settles(lambda: hand.desk.mirror_status().seq == 2)
    plugged = threading.Event()
    monkeypatch.setattr(journal.os, "fsync", lambda _file: plugged.wait(20))
    started = time.monotonic()
    hand.do(clock.stage_line, "Mohon tenang")
    assert time.monotonic() - started < 0.5
    settles(lambda: not hand.desk.mirror_status().good)
    assert "lambat" in hand.desk.mirror_status().words
    plugged.set()
    settles(lambda: hand.desk.mirror_status().good)


def test_only_a_folder_that_can_be_written_is_taken(hand: Stagehand, tmp_path: Path) -> None:
    refused = hand.desk.set_mirror(tmp_path / "tidak-ada")
    assert isinstance(refused, Refusal)
    (tmp_path / "berkas").write_text("x")
    assert isinstance(hand.desk.set_mirror(tmp_path / "berkas"), Refusal)
    assert hand.desk.mirror_status() is None


def test_a_choice_that_can_not_be_saved_says_so(hand: Stagehand, stick: Path, monkeypatch) -> None:
    def full(*_args) -> None:
        raise StoreFault("full")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "put_live", full)
        refused = hand.desk.set_mirror(stick)
    assert refused.words.startswith("BELUM TERSIMPAN")


def test_the_missing_tail_is_found_by_the_journal(hand: Stagehand, stick: Path, tmp_path: Path) -> None:
    hand.ready()
    hand.desk.set_mirror(stick)
    old = Store.open(hand.path, readonly=True)
    old.backup(tmp_path / "kemarin.juri")
    old.close()
    hand.do(clock.stage_line, "Mohon tenang")
    settles(lambda: 5 in witnessed(stick, hand.path))
    assert verify(hand.path, stick) == []
    assert [one.seq for one in verify(tmp_path / "kemarin.juri", stick)] == [5]


def test_a_full_disk_is_told_before_it_is_full(hand: Stagehand, monkeypatch) -> None:
    assert hand.desk.disk_warning() == ""
    monkeypatch.setattr(second_disk, "free_bytes", lambda _path: 150 * 10**6)
    assert "150 MB" in hand.desk.disk_warning()

    def gone(_path: Path) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(second_disk, "free_bytes", gone)
    assert "disk tidak menjawab dengan benar" in hand.desk.disk_warning()


# --- a broken chain ------------------------------------------------------------------------------------------------


@pytest.fixture
def broken(hand: Stagehand) -> Stagehand:
    hand.ready()
    hand.desk.close()
    meddle(hand.path, "UPDATE ledger SET actor = 'operatoR' WHERE seq = 3")
    return hand


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.KETUA])
def test_a_broken_chain_opens_read_only_and_says_where(broken: Stagehand, role: Role) -> None:
    desk = Desk(broken.path, role, broken.clock)
    assert desk.broken_at == 3
    assert "catatan 3" in desk.read_only()
    assert desk.claim_console(take_over=True) is Claim.HELD
    assert not desk.console
    assert desk.contest.drawn, "what can be read is shown"
    before = len(desk.records())
    who, secret = (OPERATOR, "latihan") if role is Role.OPERATOR else ("pemprov", "111111")
    assert desk.sit(who, secret) is None
    act = (definition.thaw, "x") if role is Role.OPERATOR else (result.open_deliberation,)
    refused = desk.act(*act)
    assert "catatan 3" in refused.words
    desk.sit("pemprov", "111111")
    assert desk.save_draft("pemprov", "ceria", {}, Notes()).code == "broken"
    assert len(desk.refresh().order) == 4
    assert len(desk.records()) == before
    desk.close()


def test_a_broken_chain_is_never_mirrored(hand: Stagehand, stick: Path) -> None:
    hand.desk.set_mirror(stick)
    hand.ready()
    hand.desk.close()
    good = {path.name: path.read_bytes() for path in stick.iterdir()}
    meddle(hand.path, "UPDATE ledger SET actor = 'operatoR' WHERE seq = 3")
    desk = Desk(hand.path, Role.OPERATOR, hand.clock)
    desk.claim_console(take_over=True)
    assert desk.mirror_status() is None
    desk.close()
    assert {path.name: path.read_bytes() for path in stick.iterdir()} == good


def test_a_juri_does_not_verify_what_he_may_not_read(broken: Stagehand) -> None:
    station = Desk(broken.path, Role.JURI, broken.clock)
    assert station.broken_at is None
    station.close()


def unlawful(path: Path) -> None:
    """A record that the chain covers and no program would have written."""
    store = Store.open(path)
    wrong = clock.r.SlotStepped(kind="slot_started", slot="ceria-1", kbk="ceria", elapsed_ns=5)
    store.append("u", ManualClock().now(), OPERATOR, 0, lambda _news: wrong)
    store.close()


def test_a_record_that_can_not_have_happened_is_named(hand: Stagehand) -> None:
    hand.ready()
    board = Desk(hand.path, Role.BOARD, hand.clock)
    hand.desk.close()
    unlawful(hand.path)
    with pytest.raises(StoreFault, match="#5"):
        board.refresh()
    board.close()
    with pytest.raises(StoreFault, match="#5"):
        Desk(hand.path, Role.BOARD, hand.clock)
    desk = Desk(hand.path, Role.OPERATOR, hand.clock)
    assert desk.broken_at == 5
    assert desk.contest.seq == 4
    desk.close()


def test_another_stick_takes_over(hand: Stagehand, stick: Path, tmp_path: Path) -> None:
    hand.desk.set_mirror(stick)
    other = tmp_path / "usb2"
    other.mkdir()
    settles(lambda: copy_of(stick))
    assert hand.desk.set_mirror(other) is None
    hand.ready()
    settles(lambda: set(witnessed(other, hand.path)) == {2, 3, 4}, "the new one witnesses")
    assert set(witnessed(stick, hand.path)) == {2}
