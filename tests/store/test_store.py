"""The store's own promises: order, one transaction, one uid once, blindness, drafts, secrets, live."""

import sqlite3
import threading
import time

import pytest
from ledgers import SENTINEL, add, create, event, note, rows, sheet, stamp

from juri_tui.chain import first_broken
from juri_tui.model import Refusal
from juri_tui.records import (
    ContestCreated,
    DefinitionSet,
    NoteWritten,
    ResultAnnounced,
    ResultLocked,
    SheetCorrected,
)
from juri_tui.store import Store, StoreFault, sqlite_version


@pytest.fixture
def store(tmp_path):
    made = create(tmp_path / "lomba ? #1 %41.juri")
    yield made
    made.close()


class TestCreate:
    def test_first_records_are_read_back_as_they_were_given(self, store):
        first, second = store.records()
        assert (first.seq, first.uid, first.at, first.actor) == (1, "u1", stamp(), "operator")
        assert first.payload == ContestCreated(rehearsal=False, program="test")
        assert second.payload == DefinitionSet(event=event())
        assert store.verify_chain() is None

    def test_nothing_but_the_file_is_left(self, store):
        store.close()
        assert [path.name for path in store.path.parent.iterdir()] == [store.path.name]

    def test_an_existing_file_is_never_overwritten(self, tmp_path):
        path = tmp_path / "surat.juri"
        path.write_text("isi penting")
        with pytest.raises(StoreFault) as caught:
            create(path)
        assert caught.value.code == "exists"
        assert path.read_text() == "isi penting"

    def test_a_stale_log_beside_a_new_name_is_not_played_back(self, tmp_path):
        (tmp_path / "lomba.juri-wal").write_bytes(b"x" * 4096)
        with pytest.raises(StoreFault) as caught:
            create(tmp_path / "lomba.juri")
        assert caught.value.code == "exists"
        assert not (tmp_path / "lomba.juri").exists()

    def test_a_first_record_that_can_not_be_written_leaves_nothing(self, tmp_path):
        again = [("same", stamp(), "operator", note(1)), ("same", stamp(), "operator", note(2))]
        with pytest.raises(sqlite3.IntegrityError):
            Store.create(tmp_path / "lomba.juri", again)
        assert list(tmp_path.iterdir()) == []

    def test_a_missing_folder_is_a_fault_and_no_traceback(self, tmp_path):
        with pytest.raises(StoreFault):
            create(tmp_path / "tiada" / "lomba.juri")


class TestAppend:
    def test_decides_on_everything_that_is_new(self, store):
        other = Store.open(store.path)
        add(other, note(3))
        other.close()
        seen = []

        def decide(news):
            seen.extend(record.seq for record in news)
            return note(4)

        news, refused = store.append("mine", stamp(9), "operator", 2, decide)
        assert seen == [3]
        assert [record.seq for record in news] == [3, 4]
        assert news[-1].payload == note(4)
        assert refused is None

    def test_a_refusal_writes_nothing_and_brings_the_news(self, store):
        news, refused = store.append("mine", stamp(), "operator", 1, lambda news: Refusal("no", "tidak"))
        assert [record.seq for record in news] == [2]
        assert refused == Refusal("no", "tidak")
        assert len(store.records()) == 2

    def test_the_same_uid_writes_once_and_is_not_decided_again(self, store):
        add(store, note(3), uid="once")
        news, refused = store.append("once", stamp(), "operator", 2, lambda news: pytest.fail("decided twice"))
        assert [record.uid for record in news] == ["once"]
        assert refused is None
        assert len(store.records()) == 3

    def test_what_decide_raises_takes_the_transaction_back(self, store):
        def decide(news):
            raise RuntimeError("fault of the program")

        with pytest.raises(RuntimeError):
            store.append("mine", stamp(), "operator", 2, decide)
        assert len(store.records()) == 2
        assert add(store, note(3)) == 3

    def test_guard_sees_the_live_table_in_the_same_transaction(self, store):
        store.put_live("console", {"uid": "other"})

        def guard(live):
            return Refusal("lease", "konsol lain") if live["console"]["uid"] != "me" else None

        def append(uid):
            return store.append(uid, stamp(), "operator", 2, lambda news: note(1), guard)

        assert append("x")[1] == Refusal("lease", "konsol lain")
        store.put_live("console", {"uid": "me"})
        assert append("y")[1] is None
        assert [record.uid for record in store.records(2)] == ["y"]

    def test_threads_of_one_process_do_not_lose_each_other(self, store):
        def work(name):
            for n in range(25):
                store.append(f"{name}-{n}", stamp(), name, 2, lambda news: note(len(news)))

        threads = [threading.Thread(target=work, args=(f"t{n}",)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        made = store.records(2)
        assert len(made) == 100
        # Every decision saw all that was there: the n-th record counted n before it.
        assert [record.payload for record in made] == [note(n) for n in range(100)]
        assert store.verify_chain() is None

    def test_a_readonly_store_refuses_every_write(self, store):
        board = Store.open(store.path, readonly=True)
        for write in (
            lambda: board.append("x", stamp(), "papan", 2, lambda news: note(1)),
            lambda: board.put_draft("a", "ceria", {}, 1),
            lambda: board.put_live("x", {}),
            lambda: board.put_secret("x", "y"),
        ):
            with pytest.raises(StoreFault) as caught:
                write()
            assert caught.value.code == "readonly"
        assert [record.seq for record in board.records()] == [1, 2]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            board._reader.execute("DELETE FROM live")
        board.close()

    def test_the_reader_does_not_wait_for_a_writer_that_hangs(self, store):
        holder = sqlite3.connect(store.path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        stuck = threading.Thread(target=add, args=(store, note(3)))
        stuck.start()
        started = time.perf_counter()
        assert len(store.records()) == 2
        assert store.drafted() == {}
        assert time.perf_counter() - started < 1
        holder.execute("ROLLBACK")
        holder.close()
        stuck.join()
        assert len(store.records()) == 3


class TestChanged:
    def test_moves_with_any_commit_and_rests_otherwise(self, store):
        other = Store.open(store.path)
        assert store.changed() is False
        add(other, note(3))
        assert store.changed() is True
        assert store.changed() is False
        add(store, note(4))
        assert other.changed() is True
        other.close()


class TestMutable:
    def test_drafts_count_filled_cells_only(self, store):
        draft = {"marks": {"isi": "80", "gaya": "", "lain": None}, "notes": {"catatan": "baik"}}
        store.put_draft("a", "ceria", draft, 5)
        assert store.draft("a", "ceria") == draft
        assert store.drafted() == {("a", "ceria"): 1}
        store.put_draft("a", "ceria", {"marks": {"isi": "81", "gaya": "7"}}, 6)
        assert store.drafted() == {("a", "ceria"): 2}
        store.drop_draft("a", "ceria")
        store.drop_draft("a", "ceria")
        assert store.draft("a", "ceria") is None
        assert store.drafted() == {}

    def test_drafts_outlive_the_process(self, store):
        store.put_draft("a", "ceria", {"marks": {"isi": "80"}}, 5)
        store.close()
        again = Store.open(store.path)
        assert again.draft("a", "ceria") == {"marks": {"isi": "80"}}
        again.close()

    def test_secrets_are_replaced(self, store):
        assert store.secret("a") is None
        store.put_secret("a", "hash 1")
        store.put_secret("a", "hash 2")
        assert store.secret("a") == "hash 2"

    def test_live_counts_every_attempt_of_two_processes(self, store):
        other = Store.open(store.path)

        def count(before):
            return {"n": (before or {"n": 0})["n"] + 1}

        def work(one):
            for _ in range(50):
                one.update_live("attempts:a", count)

        threads = [threading.Thread(target=work, args=(one,)) for one in (store, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.live("attempts:a") == {"n": 100}
        assert store.live("nobody") is None
        other.close()

    def test_a_change_that_fails_writes_nothing(self, store):
        store.put_live("x", {"n": 1})
        with pytest.raises(ZeroDivisionError):
            store.update_live("x", lambda before: {"n": 1 // 0})
        assert store.live("x") == {"n": 1}


class TestBlind:
    @staticmethod
    def contest(store):
        secret = f"catatan {SENTINEL}"
        add(store, sheet("a", "ceria", "61"))
        add(store, sheet("b", "ceria", SENTINEL, text=secret))
        add(
            store,
            SheetCorrected(juri="b", kbk="ceria", marks={"isi": SENTINEL}, reason=f"{SENTINEL} harusnya 2", second="a"),
        )
        store.put_draft("b", "melati", {"marks": {"isi": SENTINEL}}, 1)
        add(store, ResultLocked(result={"standings": [{"total": SENTINEL}]}))

    @staticmethod
    def everything(store):
        """All that SQLite hands to this process while it reads and writes as a seat does."""
        handed = []

        def spy(cursor, row):
            handed.append(repr(row))
            return row

        store._reader.row_factory = spy
        if store._writer is not None:
            store._writer.row_factory = spy
        records = store.records()
        store.records(after=3)
        store.drafted()
        store.draft("a", "melati")
        store.changed()
        if store._writer is not None:
            store.append("seat", stamp(), "juri:a", 0, lambda news: Refusal("no", repr(news)))
        return records, "\n".join(handed)

    def test_no_value_of_another_juri_enters_the_process(self, store):
        self.contest(store)
        seat = Store.open(store.path, seat="a")
        records, handed = self.everything(seat)
        assert SENTINEL not in handed
        assert "'a'" in handed or '"a"' in handed
        own, others, corrected, locked = (record.payload for record in records[2:])
        assert own.marks == {"isi": "61", "gaya": "80"}
        assert others.marks is None
        assert others.notes is None
        assert corrected.marks is None
        assert corrected.reason == ""
        assert locked.result is None
        seat.close()

    def test_the_same_probe_finds_the_marks_without_a_seat(self, store):
        self.contest(store)
        assert self.everything(store)[1].count(SENTINEL) >= 4

    def test_an_empty_seat_sees_nobody(self, store):
        self.contest(store)
        seat = Store.open(store.path, seat="", readonly=True)
        assert all(record.payload.marks is None for record in seat.records() if record.kind == "sheet_sent")
        seat.close()

    def test_hashes_stay_those_of_the_whole_record(self, store):
        self.contest(store)
        seat = Store.open(store.path, seat="a")
        assert [record.hash for record in seat.records()] == [record.hash for record in store.records()]
        seat.close()

    def test_the_announcement_opens_everything(self, store):
        self.contest(store)
        add(store, ResultAnnounced())
        seat = Store.open(store.path, seat="a")
        assert [record.payload for record in seat.records()] == [record.payload for record in store.records()]
        seat.close()

    def test_drafts_of_others_and_the_chain_are_refused(self, store):
        seat = Store.open(store.path, seat="a")
        for look in (
            lambda: seat.draft("b", "ceria"),
            lambda: seat.put_draft("b", "ceria", {}, 1),
            lambda: seat.drop_draft("b", "ceria"),
            seat.verify_chain,
        ):
            with pytest.raises(PermissionError):
                look()
        seat.put_draft("a", "ceria", {"marks": {"isi": "1"}}, 1)
        assert seat.draft("a", "ceria") == {"marks": {"isi": "1"}}
        seat.close()


class TestUpkeep:
    def test_checkpoint_empties_the_log_or_says_later(self, store):
        add(store, note(3))
        log = store.path.with_name(store.path.name + "-wal")
        assert log.stat().st_size > 0
        reader = sqlite3.connect(store.path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM ledger").fetchone()
        assert store.checkpoint() is False
        reader.execute("COMMIT")
        reader.close()
        assert store.checkpoint() is True
        assert log.stat().st_size == 0
        assert len(store.records()) == 3

    def test_sqlite_itself_never_checkpoints_while_we_write(self, store):
        log = store.path.with_name(store.path.name + "-wal")
        for n in range(30):
            add(store, note(n, size=150_000))
        # 1000 pages is where SQLite's own checkpoint would begin and the log start over.
        assert log.stat().st_size > 1000 * 4096 + 30 * 4096

    def test_close_may_be_called_twice(self, store):
        store.close()
        store.close()

    def test_two_libraries_of_sqlite_are_not_mixed(self):
        from sqlite_utils.utils import sqlite3 as chosen

        import juri_tui.store as module

        assert module.sqlite3 is chosen
        assert sqlite_version() == chosen.sqlite_version

    def test_other_programs_can_read_every_record(self, store):
        add(store, NoteWritten(text="Kelompok “Céria”"))
        assert rows(store.path, "SELECT kind, payload FROM ledger WHERE seq = 3") == [
            ("note_written", '{"text":"Kelompok “Céria”"}')
        ]
        assert first_broken([]) is None
