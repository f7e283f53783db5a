"""A kill, a full disk or a broken disk at the K-th system call of a writer: nothing acknowledged is lost."""

import crew
import pytest
import tracer
from ledgers import add, create, note

from juri_tui.store import Store

APPENDS = 5
# So many calls the appends consist of; later ones never come.
LAST = {"pwrite64": 39, "fdatasync": 7}


def inject(tmp_path, call, fault, place):
    """One run; returns (acknowledged, faults told, whether the process died, whether the fault came at all)."""
    path = tmp_path / f"{call}-{fault.replace('=', '-')}-{place}.juri".replace("+", "p")
    create(path).close()
    log = tmp_path / "log"
    options = ["-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={place}"]
    said = tracer.run(crew.write, (path, "w", APPENDS), options, log)
    text = log.read_text()
    acknowledged = {line[2]: (int(line[0]), line[1]) for line in said if line[0] != "!"}
    told = [line for line in said if line[0] == "!"]
    store = Store.open(path)
    assert store.verify_chain() is None, (call, fault, place)
    kept = {record.uid: (record.seq, record.hash) for record in store.records(2)}
    store.close()
    lost = {uid: one for uid, one in acknowledged.items() if kept.get(uid) != one}
    assert not lost, (call, fault, place, lost)
    died = "+++ killed by SIGKILL +++" in text
    if not died:
        # Alive to the end: every append was either acknowledged or told as not saved, and nothing else is there.
        named = set(acknowledged) | {line[2] for line in told}
        assert named in ({f"w-{n}" for n in range(APPENDS)}, {"open"})
    return len(acknowledged), told, died, died or "(INJECTED)" in text


def sweep(tmp_path, places):
    runs = struck = acknowledged = died = told = 0
    for call, fault in (
        ("pwrite64", "signal=KILL"),
        ("fdatasync", "signal=KILL"),
        ("pwrite64", "error=ENOSPC"),
        ("pwrite64", "error=EIO"),
        ("fdatasync", "error=EIO"),
    ):
        for place in places(LAST[call]):
            count, faults, dead, came = inject(tmp_path, call, fault, place)
            runs, struck, acknowledged = runs + 1, struck + came, acknowledged + count
            died, told = died + dead, told + len(faults)
            # The second sync is that of the folder; SQLite goes on without it.
            assert faults or dead or not came or (call, place) == ("fdatasync", 2), (call, fault, place)
    print(
        f"system calls: {runs} runs, {struck} struck ({died} killed, {told} faults told), "
        f"{acknowledged} acknowledged, 0 lost"
    )
    assert struck > runs // 2
    assert died > 0
    assert told > 0


def test_a_fault_at_sampled_system_calls(tmp_path):
    sweep(tmp_path, lambda last: range(2, last + 1, max(2, last // 6)))


@pytest.mark.slow
def test_a_fault_at_every_system_call(tmp_path):
    sweep(tmp_path, lambda last: range(1, last + 1))


def test_a_disk_that_stays_full_never_acknowledges(tmp_path):
    count, told, died, came = inject(tmp_path, "pwrite64", "error=ENOSPC", "20+")
    assert came
    assert not died
    assert count < APPENDS
    assert {line[1] for line in told} == {"full"}
    # Both tries of each append that was not saved were told.
    assert len(told) == 2 * (APPENDS - count)


def test_a_disk_that_stays_broken_never_acknowledges(tmp_path):
    count, told, died, came = inject(tmp_path, "fdatasync", "error=EIO", "2+")
    assert came
    assert not died
    assert count < APPENDS
    assert {line[1] for line in told} == {"io"}


def strike(work, arguments, calls, folder):
    """Kill `work` at every one of its `calls`; yields after each, until one run came through."""
    for call in calls:
        for place in range(1, 60):
            options = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={place}"]
            said = tracer.run(work, arguments, options, folder / "log")
            yield said
            if "KILL" not in (folder / "log").read_text():
                break


def test_a_new_contest_is_whole_or_not_there(tmp_path):
    path = tmp_path / "lomba" / "lomba.juri"
    path.parent.mkdir()
    outcomes = {"whole": 0, "not there": 0}
    for said in strike(crew.found, (path,), ("fsync", "link", "unlink"), tmp_path):
        if path.exists():
            store = Store.open(path)
            assert len(store.records()) == 2
            assert store.verify_chain() is None
            store.close()
            outcomes["whole"] += 1
        else:
            assert not said
            outcomes["not there"] += 1
        for left in path.parent.iterdir():
            left.unlink()
    print(f"killed while a contest was made: {outcomes}")
    assert min(outcomes.values()) > 0


def test_a_copy_is_the_old_one_or_the_new_one(tmp_path):
    path, target = tmp_path / "lomba.juri", tmp_path / "usb" / "s.juri"
    target.parent.mkdir()
    store = create(path)
    store.backup(target)
    old = target.read_bytes()
    add(store, note(3))
    outcomes = {2: 0, 3: 0}
    for said in strike(crew.back_up, (path, target), ("fsync", "rename"), tmp_path):
        copy = Store.open(target, readonly=True)
        outcomes[len(copy.records())] += 1
        assert len(copy.records()) == 3 or not said
        assert copy.verify_chain() is None
        copy.close()
        target.write_bytes(old)
    store.close()
    print(f"killed while a copy was made: {outcomes[2]} old and whole, {outcomes[3]} new and whole")
    assert min(outcomes.values()) > 0
