"""The second medium: journal, standby copy, and what happens when it is slow, full or gone."""

import os
import threading
import time

import pytest
from ledgers import add, create, note, sheet

from juri_tui.journal import Journal, read_journals
from juri_tui.records import ResultLocked
from juri_tui.standby import Mirror, Standby
from juri_tui.store import Store, StoreFault

CONTEST = "c" * 64


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


class TestJournal:
    def test_every_acknowledged_record_is_on_the_stick_when_wait_says_so(self, stick):
        journal = Journal(stick, "lomba", CONTEST)
        for seq in range(1, 20):
            journal.note(seq, f"hash {seq}")
            assert journal.wait(seq)
            assert read_journals(stick, CONTEST)[seq] == {f"hash {seq}"}
        assert journal.kept == 19
        assert not journal.late
        journal.close()

    def test_a_stick_that_is_gone_holds_nobody_and_is_caught_up_later(self, stick):
        journal = Journal(stick, "lomba", CONTEST)
        away = stick.with_name("away")
        stick.rename(away)
        journal.note(1, "hash 1")
        journal.wait(1)
        started = time.perf_counter()
        journal.note(2, "hash 2")
        assert journal.wait(2) is False
        assert time.perf_counter() - started < 0.5
        assert journal.late
        assert journal.fault
        away.rename(stick)
        assert journal_settles(journal)
        assert not journal.fault
        assert read_journals(stick, CONTEST) == {1: {"hash 1"}, 2: {"hash 2"}}
        journal.close()

    def test_an_empty_mount_point_on_another_disk_is_no_stick(self, stick, monkeypatch):
        journal = Journal(stick, "lomba", CONTEST)
        monkeypatch.setattr("juri_tui.journal._device", lambda _folder: -1)
        journal.note(1, "hash 1")
        assert journal.wait(1) is False
        assert list(stick.iterdir()) == []
        journal.close()

    def test_a_slow_stick_costs_a_receipt_two_seconds_at_most(self, stick, monkeypatch):
        plugged = threading.Event()
        monkeypatch.setattr(os, "fsync", lambda _file: plugged.wait(20))
        journal = Journal(stick, "lomba", CONTEST)
        started = time.perf_counter()
        journal.note(1, "hash 1")
        assert journal.wait(1) is False
        assert 1.9 < time.perf_counter() - started < 3
        assert journal.late
        plugged.set()
        assert journal_settles(journal)
        journal.close()

    def test_torn_lines_and_other_contests_are_passed_over(self, stick):
        path = stick / "x.jurnal"
        path.write_bytes(
            b'{"contest":"' + CONTEST.encode() + b'"}\n{"hash":"h1","seq":1}\n{"hash":"h2","se'
            b'\n{"contest":"other"}\n{"hash":"zz","seq":1}\n\xff\xfe\n[1]\n'
            b'{"contest":"' + CONTEST.encode() + b'"}\n{"hash":"h3","seq":3}\n'
        )
        assert read_journals(path, CONTEST) == {1: {"h1"}, 3: {"h3"}}
        assert read_journals(stick, CONTEST) == {1: {"h1"}, 3: {"h3"}}

    def test_close_writes_what_is_left(self, stick):
        journal = Journal(stick, "lomba", CONTEST)
        for seq in range(1, 200):
            journal.note(seq, "h")
        journal.close()
        assert len(read_journals(stick, CONTEST)) == 199


def journal_settles(journal):
    deadline = time.monotonic() + 5
    while journal.late and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    return not journal.late


class TestStandby:
    def test_copies_at_once_then_not_before_its_time_but_for_urgent_ones(self, stick):
        made = []

        def copy(target):
            made.append(time.monotonic())
            return len(made), "h"

        standby = Standby(stick / "s.juri", copy, every_s=0.5)
        standby.touch()
        assert standby.wait(0.4)
        standby.touch()
        assert not standby.wait(0.2)
        assert standby.wait(2)
        assert made[1] - made[0] >= 0.5
        standby.touch(urgent=True)
        assert standby.wait(0.3)
        assert standby.seq == 3
        standby.close()

    def test_a_copy_that_fails_is_tried_again_and_told(self, stick):
        answers = [StoreFault("full"), StoreFault("full"), (7, "h")]

        def copy(target):
            answer = answers.pop(0)
            if isinstance(answer, StoreFault):
                raise answer
            return answer

        standby = Standby(stick / "s.juri", copy, every_s=0.05)
        standby.touch()
        assert standby.wait(3)
        assert (standby.seq, standby.fault, standby.late) == (7, "", False)
        standby.close()

    def test_close_makes_the_last_copy_and_gives_up_on_a_dead_stick(self, stick):
        made = []
        standby = Standby(stick / "s.juri", lambda target: (made.append(target), (1, "h"))[1], every_s=60)
        standby.touch()
        assert standby.wait(1)
        standby.touch()
        standby.close()
        assert len(made) == 2

        def dead(target):
            raise StoreFault("missing")

        standby = Standby(stick / "s.juri", dead, every_s=60)
        standby.touch()
        started = time.perf_counter()
        standby.close()
        assert time.perf_counter() - started < 2
        assert standby.late


class TestMirror:
    def test_a_receipt_has_its_witness_and_a_lock_its_copy(self, tmp_path, stick):
        store = create(tmp_path / "lomba.juri")
        mirror = Mirror(store, stick)
        assert mirror.standby.wait(5)
        add(store, sheet("a", "ceria", "80"))
        assert mirror.acknowledge(store.records()[-1]) is True
        add(store, ResultLocked(result={}))
        assert mirror.acknowledge(store.records()[-1]) is True
        assert mirror.standby.wait(5)
        status = mirror.status()
        assert (status.good, status.seq) == (True, 4)
        mirror.close()
        copy = Store.open(mirror.standby.target, readonly=True)
        assert [record.hash for record in copy.records()] == [record.hash for record in store.records()]
        copy.close()
        assert read_journals(stick, store.records()[0].hash) == {r.seq: {r.hash} for r in store.records(1)}
        store.close()

    def test_a_missing_stick_says_so_and_holds_no_receipt(self, tmp_path, stick):
        store = create(tmp_path / "lomba.juri")
        stick.rmdir()
        mirror = Mirror(store, stick)
        add(store, note(3))
        assert mirror.acknowledge(store.records()[-1]) is False
        assert not mirror.status().good
        assert "usb" in mirror.status().words
        mirror.close()
        store.close()

    def test_a_copy_with_more_records_than_the_ledger_is_never_overwritten(self, tmp_path, stick):
        store = create(tmp_path / "lomba.juri")
        store.backup(tmp_path / "lama.juri")
        add(store, note(3))
        mirror = Mirror(store, stick)
        assert mirror.standby.wait(5)
        mirror.close()
        store.close()
        better = mirror.standby.target
        kept = better.read_bytes()
        (tmp_path / "lomba.juri").unlink()
        (tmp_path / "lama.juri").rename(tmp_path / "lomba.juri")
        restored = Store.open(tmp_path / "lomba.juri")
        second = Mirror(restored, stick)
        assert second.standby.wait(5)
        assert second.standby.target != better
        second.close()
        # Once more: now there is a copy of this very ledger, and it is kept up to date.
        add(restored, note(30))
        third = Mirror(restored, stick)
        assert third.standby.wait(5)
        assert third.standby.target == second.standby.target
        third.close()
        restored.close()
        assert better.read_bytes() == kept

    def test_something_else_under_the_copy_s_name_is_left_alone(self, tmp_path, stick):
        store = create(tmp_path / "lomba.juri")
        name = f"lomba-{store.records()[0].hash[:8]}.cadangan.juri"
        (stick / name).write_text("bukan lomba")
        mirror = Mirror(store, stick)
        assert mirror.standby.wait(5)
        mirror.close()
        store.close()
        assert (stick / name).read_text() == "bukan lomba"

    def test_a_juri_s_process_keeps_a_journal_only(self, tmp_path, stick):
        store = create(tmp_path / "lomba.juri")
        mirror = Mirror(store, stick, copies=False)
        add(store, note(3))
        assert mirror.acknowledge(store.records()[-1])
        assert mirror.status().seq == 3
        mirror.close()
        store.close()
        assert [path.suffix for path in stick.iterdir()] == [".jurnal"]

    def test_a_stick_that_dies_in_the_middle_is_told(self, tmp_path, stick, monkeypatch):
        store = create(tmp_path / "lomba.juri")
        mirror = Mirror(store, stick, every_s=0.05)
        assert mirror.standby.wait(5)

        def dead(_target, *, replace):
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(store, "backup", dead)
        mirror.follow(urgent=True)
        assert not mirror.standby.wait(0.3)
        assert not mirror.status().good
        assert "(EIO)" in mirror.status().words
        mirror.close()
        store.close()

    def test_a_slow_stick_is_told_while_it_is_slow(self, tmp_path, stick, monkeypatch):
        plugged = threading.Event()
        store = create(tmp_path / "lomba.juri")
        mirror = Mirror(store, stick, copies=False)
        monkeypatch.setattr("juri_tui.journal.os.fsync", lambda _file: plugged.wait(20))
        monkeypatch.setattr("juri_tui.journal.PATIENCE_S", 0.05)
        mirror.journal.note(3, "h")
        assert mirror.status().good, "a stick that needs a moment is not late"
        assert not mirror.journal.wait(3, 0.1)
        assert not mirror.status().good
        assert mirror.status().seq == 0
        plugged.set()
        assert mirror.journal.wait(3, 5)
        assert mirror.status().good
        mirror.close()
        store.close()
