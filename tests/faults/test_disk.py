"""Disks that fill up, turn read-only, or are too small for the next record."""

import os
import resource
import shutil
import subprocess
import sys

import crew
import pytest
from ledgers import add, create, note, stamp

from juri_tui.store import Store, StoreFault


def mount(folder, *how):
    done = subprocess.run(["mount", *how, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or not shutil.which("mount"):
        pytest.skip("no mount(8) here")
    mount(folder, "-t", "tmpfs", "-o", "size=1M", "tmpfs")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(store, size):
    """Append until the disk is full; returns (uids that were acknowledged, the uid that was not, the fault)."""
    acknowledged = []
    for n in range(10_000):
        uid = f"w{n}"
        try:
            store.append(uid, stamp(), "operator", 2, lambda news, n=n: note(n, size))
        except StoreFault as fault:
            return acknowledged, uid, fault
        acknowledged.append(uid)
    raise AssertionError("the disk never filled up")


def test_a_full_disk_is_told_and_the_same_uid_is_saved_once_there_is_room(small_disk):
    ballast = small_disk / "foto.jpg"
    ballast.write_bytes(b"x" * 300_000)
    store = create(small_disk / "lomba.juri")
    acknowledged, uid, fault = fill(store, 3000)
    assert fault.code == "full"
    with pytest.raises(StoreFault) as caught:
        store.put_draft("a", "ceria", {"marks": {"isi": "8" * 9000}}, 1)
    assert caught.value.code == "full"
    assert [record.uid for record in store.records(2)] == acknowledged
    ballast.unlink()
    news, refused = store.append(uid, stamp(), "operator", 2, lambda news: note(0))
    assert refused is None
    assert [record.uid for record in news] == [*acknowledged, uid]
    store.close()
    again = Store.open(small_disk / "lomba.juri")
    assert again.verify_chain() is None
    assert [record.uid for record in again.records(2)] == [*acknowledged, uid]
    again.close()
    print(f"full disk: {len(acknowledged)} acknowledged, 0 lost, the refused one saved after space was made")


def test_a_disk_too_full_for_a_new_contest_is_left_as_it_was(small_disk):
    (small_disk / "foto.jpg").write_bytes(b"x" * (1024 * 1024 - 40_000))
    with pytest.raises(StoreFault) as caught:
        create(small_disk / "lomba.juri")
    assert caught.value.code == "full"
    assert [path.name for path in small_disk.iterdir()] == ["foto.jpg"]


def test_a_stick_too_full_for_the_copy_keeps_the_old_copy(small_disk, tmp_path):
    store = create(tmp_path / "lomba.juri")
    store.backup(small_disk / "s.juri")
    good = (small_disk / "s.juri").read_bytes()
    for n in range(20):
        add(store, note(n, 90_000))
    with pytest.raises(StoreFault) as caught:
        store.backup(small_disk / "s.juri", replace=True)
    assert caught.value.code == "full"
    store.close()
    assert (small_disk / "s.juri").read_bytes() == good
    assert [path.name for path in small_disk.iterdir()] == ["s.juri"]


def test_a_write_protected_disk_opens_for_reading_only(small_disk, tmp_path):
    store = create(small_disk / "lomba.juri")
    add(store, note(3))
    store.close()
    mount(small_disk, "-o", "remount,ro")
    with pytest.raises(StoreFault) as caught:
        Store.open(small_disk / "lomba.juri")
    assert caught.value.code == "readonly"
    with pytest.raises(StoreFault) as caught:
        create(small_disk / "baru.juri")
    assert caught.value.code == "readonly"
    store = Store.open(small_disk / "lomba.juri", readonly=True)
    assert len(store.records()) == 3
    assert store.backup(tmp_path / "s.juri")[0] == 3
    store.close()


def test_a_file_that_root_may_not_change_either(tmp_path):
    path = tmp_path / "lomba.juri"
    create(path).close()
    if not shutil.which("chattr") or subprocess.run(["chattr", "+i", str(path)], check=False).returncode:
        pytest.skip("chattr +i is not allowed here")
    try:
        with pytest.raises(StoreFault) as caught:
            Store.open(path)
        assert caught.value.code == "readonly"
        store = Store.open(path, readonly=True)
        assert len(store.records()) == 2
        store.close()
    finally:
        subprocess.run(["chattr", "-i", str(path)], check=True)


def test_no_more_pages_is_a_full_disk_too(tmp_path):
    store = create(tmp_path / "lomba.juri")
    store._writer.execute("PRAGMA max_page_count = 60")
    acknowledged, uid, fault = fill(store, 3000)
    assert fault.code == "full"
    store._writer.execute("PRAGMA max_page_count = 6000")
    news, _refused = store.append(uid, stamp(), "operator", 2, lambda news: note(0))
    assert [record.uid for record in news] == [*acknowledged, uid]
    store.close()


def limited(say, path):
    """A process whose files may not grow beyond 200 kB, as under a quota."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    store = Store.open(path)
    acknowledged, uid, fault = fill(store, 3000)
    for done in acknowledged:
        say(f"0 - {done}")
    say(f"! {fault.code} {uid}")
    os._exit(0)


def test_a_limit_on_the_size_of_files_is_told(tmp_path):
    path = tmp_path / "lomba.juri"
    create(path).close()
    said = crew.hire(limited, path).said()
    assert said[-1][1] in ("io", "full")
    assert len(said) > 5
    store = Store.open(path)
    kept = [record.uid for record in store.records(2)]
    assert kept[: len(said) - 1] == [line[2] for line in said[:-1]]
    assert store.verify_chain() is None
    store.close()
