"""The power fails at any moment: of a writer's life, of the making of a contest, of a backup, of the standby copy.

Nothing acknowledged is lost, and what has a name is whole. The self-tests run the same replay over writers that are
careless on purpose; it must catch every one of them.
"""

import itertools
import random

import crew
import pytest
import tracer
from ledgers import add, create, note
from powercut import OPTIONS, Disk, Event, applied, events_of, torn, whole

from juri_tui.store import Store, StoreFault

APPENDS, TIDY = 24, 9
WAYS = ("nothing", "some", "everything", "some", "some")


def traced(folder, work, arguments, log):
    """The folder as it was before `work`, and what `work` did in it."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    tracer.run(work, arguments, OPTIONS, log)
    return Disk(before), list(events_of(log, folder, before))


def replay(disk, events, room, states, seed, holds):
    """Cut the power in about `states` ways, as often after every event, and oftener after an acknowledgement.

    Returns (states, those that do not hold). `holds(room, said)` looks at what the next start finds in `room`, knowing
    the lines that had been said.
    """
    chance = random.Random(seed)
    ways = [way for _event, way in zip(range(-(-states // len(events))), itertools.cycle(WAYS), strict=False)]
    room.mkdir()
    lost = done = 0
    said = []
    for event in events:
        if event.what == "say":
            said.append(event.name.split())
        disk.take(event)
        for how in [*ways, *WAYS] if event.what == "say" else ways:
            for old in room.iterdir():
                old.unlink()
            for name, content in disk.after_power_cut(chance, how).items():
                (room / name).write_bytes(content)
            done += 1
            lost += not holds(room, said)
    return done, lost


# --- appending -------------------------------------------------------------------------------------------------------


def writing(tmp_path, work, states, seed):
    """The power fails while records are appended and the log is folded."""
    folder = tmp_path / "lomba"
    folder.mkdir()
    create(folder / "lomba.juri").close()
    disk, events = traced(folder, work, (folder / "lomba.juri", "w", APPENDS, 300, None, TIDY), tmp_path / "log")
    assert sum(event.what == "say" for event in events) == APPENDS
    assert {"create", "write", "sync", "cut"} <= {event.what for event in events}
    return replay(disk, events, tmp_path / "next", states, seed, keeps_all)


def keeps_all(room, said):
    """A whole ledger with everything that was said."""
    try:
        store = Store.open(room / "lomba.juri", readonly=True)
    except StoreFault:
        return False
    try:
        kept = [(record.seq, record.hash) for record in store.records(2)]
        return store.verify_chain() is None and kept[: len(said)] == [(int(seq), own) for seq, own, _uid in said]
    finally:
        store.close()


def test_nothing_is_lost_with_synchronous_full(tmp_path):
    done, lost = writing(tmp_path, crew.write, 300, seed=1)
    print(f"power cut, synchronous=FULL: {lost} of {done} states lost an acknowledged record")
    assert done >= 500
    assert lost == 0


def test_the_replayer_catches_synchronous_normal(tmp_path):
    done, lost = writing(tmp_path, crew.write_normal, 300, seed=1)
    print(f"power cut, synchronous=NORMAL: {lost} of {done} states lost an acknowledged record (it must lose)")
    assert lost > done // 4


@pytest.mark.slow
def test_nothing_is_lost_in_2000_states(tmp_path):
    done, lost = writing(tmp_path, crew.write, 2000, seed=2)
    print(f"power cut, synchronous=FULL: {lost} of {done} states lost an acknowledged record")
    assert done >= 2000
    assert lost == 0


# --- a new contest ---------------------------------------------------------------------------------------------------


def founding(tmp_path, work, states, seed):
    """The power fails while a contest is made."""
    folder = tmp_path / "lomba"
    folder.mkdir()
    disk, events = traced(folder, work, (folder / "lomba.juri",), tmp_path / "log")
    assert [event.name for event in events if event.what == "say"] == ["made"]
    tried = set()

    def is_whole_or_can_be_made(room, said):
        """The contest is there and whole; or it was never acknowledged, is not there, and can be made now."""
        path = room / "lomba.juri"
        if path.exists():
            return records_of(path) == 2
        left = frozenset(room.iterdir())
        if left not in tried:  # making one takes its time: once for each kind of litter
            tried.add(left)
            create(path).close()
        return not said

    done, lost = replay(disk, events, tmp_path / "next", states, seed, is_whole_or_can_be_made)
    assert len(tried) > 1
    return done, lost


def records_of(path):
    """How many records a whole contest has; None where it is damaged."""
    try:
        store = Store.open(path, readonly=True)
    except StoreFault:
        return None
    try:
        return len(store.records()) if store.verify_chain() is None else None
    finally:
        store.close()


def test_a_new_contest_is_whole_or_not_there(tmp_path):
    done, lost = founding(tmp_path, crew.found, 400, seed=3)
    print(f"power cut while a contest is made: {lost} of {done} states damaged, or lost after the acknowledgement")
    assert done >= 400
    assert lost == 0


def test_the_replayer_catches_a_contest_that_is_made_carelessly(tmp_path):
    done, lost = founding(tmp_path, crew.found_carelessly, 200, seed=3)
    print(f"the same without a sync of file and folder: {lost} of {done} states damaged or lost (it must lose)")
    assert lost > 0


@pytest.mark.slow
def test_a_new_contest_is_whole_or_not_there_in_2000_states(tmp_path):
    done, lost = founding(tmp_path, crew.found, 2000, seed=4)
    print(f"power cut while a contest is made: {lost} of {done} states damaged, or lost after the acknowledgement")
    assert lost == 0


# --- copies ----------------------------------------------------------------------------------------------------------


def copying(tmp_path, work, states, seed):
    """The power fails while an older copy is replaced; `work` says how many records the new one has."""
    path, target = tmp_path / "lomba.juri", tmp_path / "usb" / "s.juri"
    target.parent.mkdir()
    store = create(path)
    store.backup(target)
    add(store, note(3, 3000))
    store.close()
    disk, events = traced(target.parent, work, (path, target), tmp_path / "log")
    assert any(event.what == "say" for event in events)

    def is_old_or_new(room, said):
        found = records_of(room / target.name)
        return found is not None and found >= max([2, *(int(count) for (count,) in said)])

    return replay(disk, events, tmp_path / "next", states, seed, is_old_or_new)


@pytest.mark.parametrize("work", [crew.copy_once, crew.stand_by])
def test_a_copy_is_the_old_one_or_the_acknowledged_one(tmp_path, work):
    done, lost = copying(tmp_path, work, 300, seed=5)
    print(f"power cut, {work.__name__}: {lost} of {done} states left no whole copy, or an older one than was said")
    assert done >= 300
    assert lost == 0


def test_the_replayer_catches_a_copy_that_is_made_carelessly(tmp_path):
    done, lost = copying(tmp_path, crew.copy_carelessly, 200, seed=5)
    print(f"the same without a sync of file and folder: {lost} of {done} states lost (it must lose)")
    assert lost > 0


@pytest.mark.slow
@pytest.mark.parametrize("work", [crew.copy_once, crew.stand_by])
def test_a_copy_is_the_old_one_or_the_acknowledged_one_in_2000_states(tmp_path, work):
    done, lost = copying(tmp_path, work, 2000, seed=6)
    print(f"power cut, {work.__name__}: {lost} of {done} states left no whole copy, or an older one than was said")
    assert lost == 0


# --- the disk itself -------------------------------------------------------------------------------------------------


def test_the_replayer_forgets_tears_and_keeps_what_it_should():
    disk = Disk({"a": b"old"})
    disk.take(Event("write", "a", 0, b"new"))
    chance = random.Random(0)
    assert disk.after_power_cut(chance, "nothing") == {"a": b"old"}
    assert disk.after_power_cut(chance, "everything") == {"a": b"new"}
    disk.take(Event("sync", "a"))
    assert disk.after_power_cut(chance, "nothing") == {"a": b"new"}
    disk.take(Event("create", "b"))
    assert "b" not in disk.after_power_cut(chance, "nothing")
    disk.take(Event("sync folder", "."))
    assert disk.after_power_cut(chance, "nothing")["b"] == b""
    assert applied(b"abcdef", [Event("cut", "a", 2), Event("write", "a", 4, b"x")]) == b"ab\0\0x"
    pieces = {len(torn(Event("write", "a", 0, bytes(2048)), chance).data) for _ in range(200)}
    assert pieces <= {0, 512, 1024, 1536, 2048}
    assert {512, 2048} < pieces


def test_a_name_is_the_old_file_or_the_new_one_until_the_folder_is_synced():
    disk, chance = Disk({"a": b"old"}), random.Random(0)
    for event in (Event("create", "t"), Event("write", "t", 0, b"new"), Event("sync", "t")):
        disk.take(event)
    disk.take(Event("rename", "t", target="a"))
    assert disk.after_power_cut(chance, "nothing") == {"a": b"old"}
    assert disk.after_power_cut(chance, "everything") == {"a": b"new"}
    found = {tuple(sorted(disk.after_power_cut(chance, "some").items())) for _ in range(100)}
    assert found == {(("a", b"old"),), (("a", b"new"),), (("a", b"old"), ("t", b"new"))}
    disk.take(Event("link", "a", target="c"))
    disk.take(Event("remove", "a"))
    disk.take(Event("sync folder", "."))
    assert disk.after_power_cut(chance, "nothing") == {"c": b"new"}


def test_a_call_that_was_interrupted_in_the_log_is_put_together():
    log = ["7 fsync(3</a> <unfinished ...>", '8 write(4</b>, "x", 1) = 1', "7 <... fsync resumed>) = 0"]
    assert list(whole(log)) == ['8 write(4</b>, "x", 1) = 1', "7 fsync(3</a>) = 0"]
