"""Backups, restores, and the rare faults of disks and colleagues."""

import os
import stat
import sys

import pytest
from ledgers import add, create, meddle, note, rows

from juri_tui.store import Store, StoreFault, restore
from juri_tui.volume import network_kind


@pytest.fixture
def path(tmp_path):
    made = create(tmp_path / "lomba.juri")
    for n in range(3, 40):
        add(made, note(n, size=500))
    made.close()
    return made.path


def fault_of(path, **how):
    with pytest.raises(StoreFault) as caught:
        Store.open(path, **how).close()
    assert caught.value.words
    return caught.value.code


def examine_rows(path):
    return rows(path, "SELECT seq FROM ledger")


class TestCopies:
    def test_a_backup_is_whole_and_readable_from_a_locked_stick(self, path, tmp_path):
        store = Store.open(path)
        add(store, note(40))
        tail = store.backup(tmp_path / "salinan.juri")
        assert tail == (40, store.records()[-1].hash)
        with pytest.raises(StoreFault) as caught:
            store.backup(tmp_path / "salinan.juri")
        assert caught.value.code == "exists"
        with pytest.raises(StoreFault):
            store.backup(path, replace=True)
        add(store, note(41))
        assert store.backup(tmp_path / "salinan.juri", replace=True)[0] == 41
        store.close()
        assert sorted(one.name for one in tmp_path.iterdir()) == ["lomba.juri", "salinan.juri"]
        copy = Store.open(tmp_path / "salinan.juri", readonly=True)
        assert len(copy.records()) == 41
        copy.close()

    @pytest.mark.skipif(sys.platform == "win32", reason="on Windows the folder decides who may read")
    def test_contest_and_copies_are_for_their_owner_alone(self, tmp_path):
        before = os.umask(0)
        try:
            store = create(tmp_path / "lomba.juri")
            add(store, note(3))
            store.backup(tmp_path / "salinan.juri")
            restore(tmp_path / "salinan.juri", tmp_path / "kembali.juri").close()
            found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
            store.close()
        finally:
            os.umask(before)
        assert {"lomba.juri", "lomba.juri-wal", "lomba.juri-shm", "salinan.juri", "kembali.juri"} <= set(found)
        assert set(found.values()) == {0o600}, found

    def test_a_backup_while_another_process_s_writes_go_on(self, path, tmp_path):
        import threading

        store, writer, stop = Store.open(path), Store.open(path), threading.Event()

        def write():
            n = 40
            while not stop.is_set():
                add(writer, note(n, size=2000))
                n += 1

        thread = threading.Thread(target=write)
        thread.start()
        tails = [store.backup(tmp_path / "s.juri", replace=True)[0] for _ in range(20)]
        stop.set()
        thread.join()
        assert tails == sorted(tails)
        assert tails[-1] > tails[0] >= 39
        writer.close()
        store.close()

    def test_a_broken_ledger_is_not_copied_over_a_good_copy(self, path, tmp_path):
        store = Store.open(path)
        store.backup(tmp_path / "s.juri")
        store.close()
        good = (tmp_path / "s.juri").read_bytes()
        meddle(path, 'UPDATE ledger SET payload = \'{"text":"lain"}\' WHERE seq = 20')
        store = Store.open(path)
        with pytest.raises(StoreFault) as caught:
            store.backup(tmp_path / "s.juri", replace=True)
        assert caught.value.code == "tampered"
        assert "20" in caught.value.words
        store.close()
        assert (tmp_path / "s.juri").read_bytes() == good
        assert not list(tmp_path.glob(".*"))

    def test_restore_makes_a_working_contest_and_overwrites_nothing(self, path, tmp_path):
        store = Store.open(path)
        store.backup(tmp_path / "s.juri")
        store.close()
        again = restore(tmp_path / "s.juri", tmp_path / "pulih.juri")
        assert add(again, note(40)) == 40
        assert again.verify_chain() is None
        again.close()
        with pytest.raises(StoreFault) as caught:
            restore(tmp_path / "s.juri", tmp_path / "pulih.juri")
        assert caught.value.code == "exists"

    def test_restore_beside_a_stale_log_refuses(self, path, tmp_path):
        store = Store.open(path)
        store.backup(tmp_path / "s.juri")
        add(store, note(40, size=9000))
        os.link(path.with_name("lomba.juri-wal"), tmp_path / "kept-wal")
        stale = (tmp_path / "kept-wal").read_bytes()
        store.close()
        target = tmp_path / "pulih.juri"
        (tmp_path / "pulih.juri-wal").write_bytes(stale)
        with pytest.raises(StoreFault) as caught:
            restore(tmp_path / "s.juri", target)
        assert caught.value.code == "exists"
        assert "pulih.juri-wal" in caught.value.words
        assert not target.exists()

    def test_no_hard_links_as_on_a_usb_stick(self, path, tmp_path, monkeypatch):
        def no_links(*_paths):
            raise OSError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", no_links)
        store = Store.open(path)
        store.backup(tmp_path / "s.juri")
        (tmp_path / "t.juri").write_text("milik orang")
        monkeypatch.setattr("juri_tui.store.Path.exists", lambda _self: False)
        with pytest.raises(StoreFault) as caught:
            store.backup(tmp_path / "t.juri")
        assert caught.value.code == "exists"
        store.close()
        assert (tmp_path / "t.juri").read_text() == "milik orang"
        assert len(examine_rows(tmp_path / "s.juri")) == 39


class TestRareFaults:
    """What a disk, an old SQLite or a colleague in another thread may do; each ends in words, never in a traceback."""

    def test_the_disk_refuses_when_a_file_gets_its_name(self, path, tmp_path, monkeypatch):
        def refuse(*_paths, **_how):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("juri_tui.store.publish", refuse)
        with pytest.raises(StoreFault) as caught:
            create(tmp_path / "baru.juri")
        assert caught.value.code == "full"
        store = Store.open(path)
        with pytest.raises(StoreFault) as caught:
            store.backup(tmp_path / "s.juri")
        assert caught.value.code == "full"
        store.close()
        assert [one.name for one in tmp_path.iterdir()] == ["lomba.juri"]

    def test_another_program_takes_the_name_at_the_last_moment(self, path, tmp_path, monkeypatch):
        store = Store.open(path)
        (tmp_path / "s.juri").write_text("milik orang")
        real = type(path).exists
        monkeypatch.setattr("juri_tui.store.Path.exists", lambda self: self.name != "s.juri" and real(self))
        with pytest.raises(StoreFault) as caught:
            store.backup(tmp_path / "s.juri")
        assert caught.value.code == "exists"
        store.close()
        assert (tmp_path / "s.juri").read_text() == "milik orang"

    def test_windows_has_no_folders_to_sync(self, path, tmp_path, monkeypatch):
        from types import SimpleNamespace

        monkeypatch.setattr("juri_tui.publish.sys", SimpleNamespace(platform="win32"))
        store = Store.open(path)
        store.backup(tmp_path / "s.juri")
        store.close()
        assert len(examine_rows(tmp_path / "s.juri")) == 39

    def test_a_share_of_windows_is_a_network_disk(self):
        from pathlib import PureWindowsPath

        class Share(PureWindowsPath):
            def absolute(self):
                return self

            def resolve(self):
                return self

        assert network_kind(Share("\\\\server\\bagi\\x.juri")) == "unc"

    def test_sqlite_without_strict_tables(self, path, monkeypatch):
        monkeypatch.setattr("juri_tui.store._OLDEST_SQLITE", (99, 0, 0))
        assert fault_of(path) == "newer"

    @pytest.mark.parametrize(("name", "answer"), [("journal_mode = WAL", "delete"), ("query_only", 0)])
    def test_a_setting_that_sqlite_does_not_take(self, path, monkeypatch, name, answer):
        from juri_tui import tables

        real = tables.pragma
        monkeypatch.setattr(tables, "pragma", lambda db, asked: answer if asked == name else real(db, asked))
        assert fault_of(path) == "io"

    def test_a_thread_that_hangs_in_its_write_costs_the_others_a_message(self, path, monkeypatch):
        import threading

        monkeypatch.setattr("juri_tui.store.BUSY_MS", 100)
        store = Store.open(path)
        inside, leave = threading.Event(), threading.Event()

        def hang(before):
            inside.set()
            leave.wait(10)
            return {}

        thread = threading.Thread(target=store.update_live, args=("x", hang))
        thread.start()
        inside.wait(10)
        with pytest.raises(StoreFault) as caught:
            store.put_secret("a", "x")
        assert caught.value.code == "busy"
        leave.set()
        thread.join()
        store.put_secret("a", "x")
        store.close()
