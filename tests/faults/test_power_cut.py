"""The power fails at any moment of a writer's life: with synchronous=FULL nothing acknowledged is lost."""

import itertools
import random

import crew
import pytest
import tracer
from ledgers import create
from powercut import OPTIONS, Disk, Event, applied, events_of, torn

from juri_tui.store import Store, StoreFault

APPENDS, TIDY = 24, 9


def replay(tmp_path, work, states, seed):
    """Cut the power of a traced writer in `states` ways; returns (states, states that lost an acknowledged record)."""
    path = tmp_path / "lomba.juri"
    create(path).close()
    disk = Disk({path.name: path.read_bytes()})
    log = tmp_path / "log"
    tracer.run(work, (path, "w", APPENDS, 300, None, TIDY), OPTIONS, log)
    events = list(events_of(log, path))
    assert sum(event.what == "say" for event in events) == APPENDS
    assert {"create", "write", "sync", "cut"} <= {event.what for event in events}
    chance = random.Random(seed)
    # As many cuts after every event: nothing unsynced survives, all of it does, or some.
    ways = [way for _event, way in zip(range(-(-states // len(events))), itertools.cycle(WAYS), strict=False)]
    room = tmp_path / "next"
    room.mkdir()
    lost = done = 0
    said: list[tuple[int, str]] = []
    for event in events:
        if event.what == "say":
            seq, own_hash, _uid = event.name.split()
            said.append((int(seq), own_hash))
        disk.take(event)
        for how in ways:
            done += 1
            lost += not holds(room, disk.after_power_cut(chance, how), path.name, said)
    return done, lost


WAYS = ("nothing", "some", "everything", "some", "some")


def holds(room, files, name, said):
    """Whether the next start finds a whole ledger with everything that was said."""
    for old in room.iterdir():
        old.unlink()
    for other, content in files.items():
        (room / other).write_bytes(content)
    try:
        store = Store.open(room / name, readonly=True)
    except StoreFault:
        return False
    try:
        kept = [(record.seq, record.hash) for record in store.records(2)]
        return store.verify_chain() is None and kept[: len(said)] == said
    finally:
        store.close()


def test_nothing_is_lost_with_synchronous_full(tmp_path):
    done, lost = replay(tmp_path, crew.write, 500, seed=1)
    print(f"power cut, synchronous=FULL: {lost} of {done} states lost an acknowledged record")
    assert done >= 500
    assert lost == 0


def test_the_replayer_catches_synchronous_normal(tmp_path):
    done, lost = replay(tmp_path, crew.write_normal, 300, seed=1)
    print(f"power cut, synchronous=NORMAL: {lost} of {done} states lost an acknowledged record (it must lose)")
    assert lost > done // 4


@pytest.mark.slow
def test_nothing_is_lost_in_2000_states(tmp_path):
    done, lost = replay(tmp_path, crew.write, 2000, seed=2)
    print(f"power cut, synchronous=FULL: {lost} of {done} states lost an acknowledged record")
    assert done >= 2000
    assert lost == 0


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
