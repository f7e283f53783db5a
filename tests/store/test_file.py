"""What the store makes of files: ours, foreign, newer, damaged, tampered, write-protected, on a network."""

import shutil
import sqlite3
import time

import pytest
from ledgers import add, create, meddle, note, rows

from juri_tui.store import Store, StoreFault, examine, restore
from juri_tui.volume import free_bytes, network_kind


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


PRAGMAS = {
    "busy_timeout": 5000,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "journal_mode": "wal",
    "synchronous": 2,
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
    "wal_autocheckpoint": 0,
    "application_id": 0x4A555249,
    "user_version": 1,
    "query_only": 0,
}


class TestPragmas:
    def test_the_writing_connection_has_them_all(self, path):
        store = Store.open(path)
        assert {name: store._writer.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS} == PRAGMAS
        assert store._writer.isolation_level is None
        store.close()

    @pytest.mark.parametrize("readonly", [True, False])
    def test_reading_connections_can_not_write(self, path, readonly):
        store = Store.open(path, readonly=readonly)
        found = {name: store._reader.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
        assert {name: found[name] for name in ("query_only", "trusted_schema", "busy_timeout", "mmap_size")} == {
            "query_only": 1,
            "trusted_schema": 0,
            "busy_timeout": 5000,
            "mmap_size": 0,
        }
        store.close()

    def test_a_pragma_that_does_not_hold_is_a_fault(self, path, monkeypatch):
        monkeypatch.setattr("juri_tui.store._PRAGMAS", {"page_size": 1})
        assert fault_of(path) == "io"


INSERT = "INSERT INTO ledger SELECT {}, 'n', 0, 'b', 0, 'x', 'k', '{{}}', hash, hash FROM ledger WHERE seq = {}"


class TestTriggers:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE ledger SET actor = 'x' WHERE seq = 3",
            "DELETE FROM ledger WHERE seq = 39",
            "DELETE FROM ledger",
            INSERT.format("41", 39),
            INSERT.format("0", 39),
            INSERT.format("40", 38),
            INSERT.format("NULL", 39),
            "REPLACE INTO ledger SELECT 39, 'n', 0, 'b', 0, 'x', 'k', '{}', prev, hash FROM ledger WHERE seq=39",
            "REPLACE INTO ledger SELECT 40, 'u39', 0, 'b', 0, 'x', 'k', '{}', hash, hash FROM ledger WHERE seq=39",
        ],
    )
    @pytest.mark.parametrize("recursive", ["ON", "OFF"])
    def test_nothing_but_growth_at_the_end(self, path, statement, recursive):
        before = rows(path, "SELECT * FROM ledger")
        db = sqlite3.connect(path, isolation_level=None)
        db.execute(f"PRAGMA recursive_triggers = {recursive}")
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            db.execute(statement)
        db.close()
        assert rows(path, "SELECT * FROM ledger") == before


class TestOpen:
    def test_what_is_not_there(self, tmp_path):
        assert fault_of(tmp_path / "tiada.juri") == "missing"
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("content", [b"", b"halo", b"x" * 5000, b"SQLite format 3\0" + b"\0" * 4080])
    def test_what_is_no_contest(self, tmp_path, content):
        path = tmp_path / "x.juri"
        path.write_bytes(content)
        assert fault_of(path) == "foreign"
        assert path.read_bytes() == content

    def test_another_program_s_database_and_a_folder(self, tmp_path):
        db = sqlite3.connect(tmp_path / "lain.db")
        db.execute("CREATE TABLE ledger (seq)")
        db.close()
        before = (tmp_path / "lain.db").read_bytes()
        assert fault_of(tmp_path / "lain.db") == "foreign"
        assert (tmp_path / "lain.db").read_bytes() == before
        assert fault_of(tmp_path) == "foreign"

    def test_a_newer_program_s_file(self, path):
        meddle(path, "PRAGMA user_version = 2")
        assert fault_of(path) == "newer"
        assert fault_of(path, readonly=True) == "newer"

    def test_a_truncated_file(self, path):
        whole = path.read_bytes()
        for size in range(4096, len(whole), 4096):
            path.write_bytes(whole[:size])
            assert fault_of(path) in ("damaged", "foreign", "io")

    def test_flipped_bytes_are_refused_or_caught_by_the_chain(self, path):
        whole = path.read_bytes()
        hashes = [row.hash for row in examine(path).rows]
        caught = 0
        for place in range(100, len(whole), 97):
            flipped = bytearray(whole)
            flipped[place] ^= 0x20
            path.write_bytes(flipped)
            try:
                store = Store.open(path)
            except StoreFault:
                caught += 1
                continue
            try:
                broken, same = store.verify_chain(), [r.hash for r in store.records()]
            except StoreFault:
                caught += 1
                continue
            finally:
                store.close()
            if broken is not None:
                caught += 1
            else:
                # Only bytes that hold nothing (free space in a page) may change without being seen.
                assert same == hashes
        print(f"flipped bytes: {caught} of {len(range(100, len(whole), 97))} seen, the others in empty space")
        assert caught > 100

    @pytest.mark.parametrize(
        "statement",
        [
            "DROP TRIGGER ledger_no_update",
            "DROP VIEW standing",
            "DROP INDEX ledger_kind",
            "CREATE TABLE extra (x)",
            "CREATE TRIGGER more AFTER INSERT ON drafts BEGIN DELETE FROM secrets; END",
            "ALTER TABLE drafts ADD COLUMN more TEXT",
        ],
    )
    def test_other_tables_or_triggers_than_ours(self, path, statement):
        db = sqlite3.connect(path, isolation_level=None)
        db.execute(statement)
        db.close()
        assert fault_of(path) == "tampered"
        assert fault_of(path, readonly=True) == "tampered"
        assert examine(path).schema

    def test_a_trigger_made_harmless_under_its_own_name(self, path):
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("DROP TRIGGER ledger_no_update")
        db.execute("CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT 1; END")
        db.close()
        assert fault_of(path) == "tampered"

    def test_sqlite_utils_transform_is_noticed(self, path):
        import sqlite_utils

        db = sqlite_utils.Database(path)
        db["ledger"].transform()
        db.close()
        assert fault_of(path) == "tampered"

    def test_a_record_of_no_known_kind(self, path):
        meddle(path, "UPDATE ledger SET kind = 'result_bought' WHERE seq = 5")
        store = Store.open(path)
        with pytest.raises(StoreFault) as caught:
            store.records()
        assert caught.value.code == "unreadable"
        assert "5" in caught.value.words
        assert [record.seq for record in store.readable()[0]] == [1, 2, 3, 4]
        assert store.readable()[1] == (5, "result_bought")
        assert store.verify_chain() == 5
        store.close()

    def test_opens_within_a_blink(self, path):
        started = time.perf_counter()
        Store.open(path).close()
        assert time.perf_counter() - started < 0.5


class TestWriteProtected:
    def test_of_a_file_that_may_not_be_written_only_the_reading_opens(self, path, monkeypatch):
        monkeypatch.setattr("juri_tui.store.is_writable", lambda _path: False)
        assert fault_of(path) == "readonly"
        store = Store.open(path, readonly=True)
        assert len(store.records()) == 39
        assert store.changed() is False
        store.close()
        assert [one.name for one in path.parent.iterdir()] == [path.name]

    def test_a_log_that_lies_beside_it_is_read_too(self, path, monkeypatch):
        writer = Store.open(path)
        add(writer, note(40))
        monkeypatch.setattr("juri_tui.store.is_writable", lambda _path: False)
        store = Store.open(path, readonly=True)
        assert len(store.records()) == 40
        store.close()
        writer.close()


class TestNetwork:
    MOUNTS = (
        "/dev/sda1 / ext4 rw 0 0\n"
        "server:/x /mnt/bagi nfs4 rw 0 0\n"
        "//s/x /mnt/bagi/dalam\\040sini cifs rw 0 0\n"
        "/dev/sdb1 /mnt/bagi/usb vfat rw 0 0\n"
        "user@h: /mnt/ssh fuse.sshfs rw 0 0\n"
        "/dev/sdc1 /mnt/ntfs fuseblk rw 0 0\n"
        "old /mnt/twice nfs rw 0 0\n"
        "/dev/sdd1 /mnt/twice ext4 rw 0 0\n"
    )

    @pytest.mark.parametrize(
        ("place", "kind"),
        [
            ("/home/x.juri", None),
            ("/mnt/bagi/x.juri", "nfs4"),
            ("/mnt/bagian/x.juri", None),
            ("/mnt/bagi/dalam sini/x.juri", "cifs"),
            ("/mnt/bagi/usb/x.juri", None),
            ("/mnt/ssh/a/b.juri", "fuse.sshfs"),
            ("/mnt/ntfs/x.juri", None),
            ("/mnt/twice/x.juri", None),
        ],
    )
    def test_the_deepest_and_latest_mount_counts(self, tmp_path, place, kind):
        from pathlib import Path

        mounts = tmp_path / "mounts"
        mounts.write_text(self.MOUNTS)
        assert network_kind(Path(place), mounts) == kind
        assert network_kind(Path(place), tmp_path / "no such list") is None

    def test_open_create_and_restore_refuse(self, path, tmp_path, monkeypatch):
        monkeypatch.setattr("juri_tui.store.network_kind", lambda _path: "nfs4")
        assert fault_of(path) == "network"
        with pytest.raises(StoreFault):
            create(tmp_path / "baru.juri")
        with pytest.raises(StoreFault):
            restore(path, tmp_path / "baru.juri")
        assert not (tmp_path / "baru.juri").exists()

    def test_free_space(self, path):
        assert free_bytes(path) == pytest.approx(shutil.disk_usage(path.parent).free, rel=0.2)
