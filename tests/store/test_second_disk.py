"""Choosing the second disk, changing it while the event runs, copies now, and leaving with a stick that hangs."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri
from test_mirror_desk import copy_of, settles, witnessed

from juri_tui import journal, second_disk
from juri_tui.decisions import clock
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.model import Refusal
from juri_tui.second_disk import Chosen
from juri_tui.store import Store, StoreFault, examine


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


# --- which folder --------------------------------------------------------------------------------------------------


def test_each_folder_that_will_not_do_has_its_own_line(hand: Stagehand, stick: Path, monkeypatch) -> None:
    refused = hand.desk.set_mirror(stick / "lain")
    assert "tidak ada" in refused.words
    (stick / "berkas").write_text("x")
    assert "tidak ada" in hand.desk.set_mirror(stick / "berkas").words
    monkeypatch.setattr(second_disk, "temporary", lambda _path: Path("/proc/uji"))
    refused = hand.desk.set_mirror(stick)
    assert "tidak dapat ditulisi" in refused.words
    assert "\n" not in refused.words
    assert hand.desk.mirror() is None
    assert [path.name for path in stick.iterdir()] == ["berkas"]


def test_trying_a_folder_leaves_nothing_there(hand: Stagehand, stick: Path) -> None:
    assert hand.desk._second.refuses(stick) is None
    assert list(stick.iterdir()) == []


def test_the_choice_is_remembered_and_can_be_taken_back(hand: Stagehand, stick: Path) -> None:
    hand.desk.set_mirror(stick)
    assert hand.desk.mirror() == Chosen(stick, apart=False)
    assert hand.desk.set_mirror(None) is None
    assert hand.desk.mirror() is None
    assert hand.desk.mirror_status() is None
    hand.ready()
    hand.desk.close()
    assert set(witnessed(stick, hand.path)) <= {2}
    again = Desk(hand.path, Role.OPERATOR, hand.clock)
    again.claim_console()
    assert again.mirror_status() is None
    again.close()


def test_the_same_disk_is_taken_and_said(hand: Stagehand, stick: Path) -> None:
    hand.desk.set_mirror(stick)
    settles(lambda: "disk yang sama" in hand.desk.mirror_status().words)


def test_the_other_processes_follow_the_choice(hand: Stagehand, stick: Path, tmp_path: Path) -> None:
    hand.ready().present("ceria")
    station = Desk(hand.path, Role.JURI, hand.clock)
    assert station.mirror_status() is None
    hand.desk.set_mirror(stick)
    station.refresh()
    settles(lambda: station.mirror_status() is not None and station.mirror_status().good)
    settles(lambda: len(list(stick.glob("*.jurnal"))) == 2, "one journal for each process")
    hand.desk.set_mirror(None)
    station.refresh()
    assert station.mirror_status() is None
    station.close()


# --- a copy now ----------------------------------------------------------------------------------------------------


def test_a_copy_now_is_whole_and_named_by_the_time(hand: Stagehand, stick: Path) -> None:
    hand.ready()
    made = hand.desk.copy_to(stick)
    assert isinstance(made, Path)
    assert made.name.startswith("kediri-2016")
    assert made.name.endswith(".cadangan.juri")
    assert [row.hash for row in examine(made).rows] == [record.hash for record in hand.desk.records()]
    second = hand.desk.copy_to(stick)
    assert isinstance(second, Refusal), "in the same second, under the same name"
    assert second.code == "exists"
    assert "tidak ada" in hand.desk.copy_to(stick / "lain").words


# --- leaving -------------------------------------------------------------------------------------------------------


@pytest.fixture
def hanging(hand: Stagehand, stick: Path, monkeypatch):
    """A stick that swallows every sync, journal and copy alike, until the end of the test."""
    hand.desk.set_mirror(stick)
    settles(lambda: hand.desk.mirror_status().seq == 2)
    settles(lambda: set(witnessed(stick, hand.path)) == {2})
    plugged = threading.Event()
    monkeypatch.setattr(journal.os, "fsync", lambda _file: plugged.wait(30))
    hand.ready()
    yield hand
    plugged.set()


def test_leaving_a_hanging_stick_takes_three_seconds_and_says_what_it_lacks(hanging: Stagehand, stick: Path) -> None:
    begun = time.monotonic()
    words = hanging.desk.close()
    assert time.monotonic() - begun < 4
    assert "CADANGAN TERTUNDA" in words
    assert "2 baris jurnal" in words
    assert "salinan baru sampai catatan 2" in words
    assert str(stick) in words
    assert "\n" not in words
    assert hanging.desk.close() == "", "said once"


def test_what_was_pending_is_vouched_for_at_the_next_opening(hanging: Stagehand, stick: Path, monkeypatch) -> None:
    hanging.desk.close()
    monkeypatch.undo()
    monkeypatch.setattr("juri_tui.pins.COST", 2**4)
    again = Desk(hanging.path, Role.OPERATOR, hanging.clock)
    again.claim_console()
    settles(lambda: 4 in witnessed(stick, hanging.path), "the last record vouches for all before it")
    settles(lambda: copy_of(stick)[-1] == "rules_frozen")
    assert again.close() == ""


def test_a_stick_that_never_came_is_said_too(hand: Stagehand, stick: Path) -> None:
    hand.desk.set_mirror(stick)
    hand.desk.close()
    for path in stick.iterdir():
        path.unlink()
    stick.rmdir()
    again = Desk(hand.path, Role.OPERATOR, hand.clock)
    again.claim_console()
    again.sit(OPERATOR, "latihan")
    hand.desk = again
    hand.ready()
    begun = time.monotonic()
    assert "2 baris jurnal" in again.close()
    assert time.monotonic() - begun < 1, "nobody waits for what is not there"


def test_a_good_stick_has_everything_and_nothing_is_said(hand: Stagehand, stick: Path) -> None:
    hand.desk.set_mirror(stick)
    hand.ready()
    assert hand.desk.close() == ""
    assert copy_of(stick)[-1] == "rules_frozen"


def test_a_locked_file_does_not_keep_the_program_open(hand: Stagehand) -> None:
    holder = sqlite3.connect(hand.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    with pytest.raises(StoreFault) as caught:
        hand.desk.close()
    assert caught.value.code == "busy"
    assert time.monotonic() - begun < 2
    holder.execute("ROLLBACK")
    holder.close()
    with pytest.raises(sqlite3.ProgrammingError):
        hand.desk._store.version()
    hand.desk = Desk(hand.path, Role.BOARD, hand.clock)


# --- looking while a write waits -----------------------------------------------------------------------------------


def test_the_screen_looks_on_while_a_write_waits_for_a_hanging_program(hand: Stagehand) -> None:
    hand.ready()
    other = Store.open(hand.path)
    holder = sqlite3.connect(hand.path, isolation_level=None)
    answers: list[object] = []
    waiting = threading.Thread(target=lambda: answers.append(hand.desk.act(clock.stage_line, "Mohon tenang")))
    note = clock.r.NoteWritten(text="dari proses lain")
    other.append("other", hand.clock.now(), OPERATOR, 0, lambda _news: note)
    holder.execute("BEGIN IMMEDIATE")
    waiting.start()
    settles(hand.desk._store._write_lock.locked, "the write waits")
    begun = time.monotonic()
    assert hand.desk.refresh().notes == ("dari proses lain",)
    hand.desk.drafted()
    hand.desk.records()
    hand.desk.heartbeat()
    hand.desk.seen()
    assert time.monotonic() - begun < 0.5
    assert waiting.is_alive()
    holder.execute("ROLLBACK")
    holder.close()
    waiting.join()
    assert hand.desk.contest.stage_line == "Mohon tenang"
    assert hand.desk.contest.notes == ("dari proses lain",), "and nothing that was seen is unseen"
    other.close()


def test_what_a_look_found_first_is_not_taken_back_by_the_act(hand: Stagehand, monkeypatch) -> None:
    hand.ready()
    other = Store.open(hand.path)
    append = Store.append

    def slow(store: Store, *arguments: object) -> object:
        """Between this commit and its receipt another process writes, and the screen looks."""
        done = append(store, *arguments)
        note = clock.r.NoteWritten(text="sesudahnya")
        append(other, "other", hand.clock.now(), OPERATOR, 0, lambda _news: note)
        looked = threading.Thread(target=hand.desk.refresh)
        looked.start()
        looked.join(3)
        assert not looked.is_alive()
        return done

    monkeypatch.setattr(Store, "append", slow)
    hand.do(clock.stage_line, "Mohon tenang")
    assert (hand.desk.contest.seq, hand.desk.contest.notes) == (6, ("sesudahnya",))
    other.close()
