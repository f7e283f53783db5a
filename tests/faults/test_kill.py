"""Processes killed at any moment, stopped while they hold the lock, racing for the same end of the ledger."""

import random
import signal
import sqlite3
import threading
import time

import crew
import pytest
from ledgers import create, note, rows, stamp

from juri_tui.store import Store, StoreFault

ROUNDS_PER_FILE = 5
"""A fresh ledger after so many rounds, so that reading it does not become the test."""


def kill_rounds(folder, rounds, seed):
    """Kill three writers and a checkpointer again and again; returns (acknowledged, longest reopen in s)."""
    chance = random.Random(seed)
    total, slowest = 0, 0.0
    for turn in range(rounds):
        path = folder / f"lomba-{turn // ROUNDS_PER_FILE}.juri"
        if turn % ROUNDS_PER_FILE == 0:
            create(path).close()
            acknowledged = {}
        work = [(f"r{turn}w{n}", 10_000, 100, None, 0, 0.002) for n in range(3)]
        hands = [crew.hire(crew.write, path, *one, wait=True) for one in work]
        hands.append(crew.hire(crew.checkpoint, path, wait=True))
        for hand in hands:
            hand.go.set()
        for hand in hands:
            hand.first_word()
        # Some die first, so that the others recover from them while they go on writing.
        chance.shuffle(hands)
        for hand in hands:
            threading.Event().wait(chance.choice([0, 0, 0.005, 0.03, 0.06]))
            hand.kill()
        said = [line for hand in hands for line in hand.said() if line[0] not in ("!", "0")]
        acknowledged |= {uid: (int(seq), own_hash) for seq, own_hash, uid in said}
        total += len(said)
        started = time.perf_counter()
        store = Store.open(path)
        slowest = max(slowest, time.perf_counter() - started)
        assert store.verify_chain() is None
        kept = {record.uid: (record.seq, record.hash) for record in store.records()}
        store.close()
        lost = {uid: line for uid, line in acknowledged.items() if kept.get(uid) != line}
        assert not lost, f"round {turn}, seed {seed}: lost {lost}"
    return total, slowest


def test_nothing_acknowledged_is_lost_in_30_kills(tmp_path):
    acknowledged, slowest = kill_rounds(tmp_path, 30, seed=2016)
    print(f"kill -9: 30 rounds, {acknowledged} acknowledged, 0 lost, reopened in at most {slowest:.3f} s")
    assert acknowledged > 300
    assert slowest < 1


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_in_300_kills(tmp_path):
    acknowledged, slowest = kill_rounds(tmp_path, 300, seed=45)
    print(f"kill -9: 300 rounds, {acknowledged} acknowledged, 0 lost, reopened in at most {slowest:.3f} s")
    assert slowest < 1


def test_2000_sends_of_four_processes_all_arrive(tmp_path):
    path = tmp_path / "lomba.juri"
    create(path).close()
    started = time.perf_counter()
    hands = [crew.hire(crew.write, path, f"w{n}", 500) for n in range(4)]
    said = [line for hand in hands for line in hand.said()]
    took = time.perf_counter() - started
    faults = [line for line in said if line[0] == "!"]
    store = Store.open(path)
    kept = {record.uid for record in store.records()}
    assert store.verify_chain() is None
    store.close()
    print(f"4 processes x 500 sends: {len(kept) - 2}/2000 in {took:.1f} s, {len(faults)} faults on the way")
    assert faults == []
    assert len(kept) == 2002


def test_a_deferred_transaction_would_have_failed(tmp_path):
    """The canary of BEGIN IMMEDIATE: read first and write then, and SQLite refuses at once in spite of its timeout."""
    path = tmp_path / "lomba.juri"
    store = create(path)
    db = sqlite3.connect(path, timeout=5, isolation_level=None)
    db.execute("BEGIN")
    db.execute("SELECT max(seq) FROM ledger").fetchone()
    store.put_live("x", {})
    started = time.perf_counter()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        db.execute("INSERT INTO live VALUES ('y', '{}')")
    assert time.perf_counter() - started < 1
    db.close()
    store.close()


def test_a_stopped_lock_holder_costs_a_message_and_no_record(tmp_path):
    path = tmp_path / "lomba.juri"
    store = create(path)
    holder = crew.hire(crew.hold_the_lock, path)
    holder.first_word()
    holder.kill(signal.SIGSTOP)
    started = time.perf_counter()
    with pytest.raises(StoreFault) as caught:
        store.append("mine", stamp(), "juri:a", 2, lambda news: note(1))
    waited = time.perf_counter() - started
    assert caught.value.code == "busy"
    assert waited < 6
    assert len(store.records()) == 2
    holder.kill(signal.SIGCONT)
    news, refused = store.append("mine", stamp(), "juri:a", 2, lambda news: note(1))
    assert refused is None
    assert [record.uid for record in news] == ["mine"]
    holder.said()
    store.close()
    print(f"lock holder stopped: message after {waited:.2f} s, same uid saved once he let go")


def test_a_killed_lock_holder_holds_nothing(tmp_path):
    path = tmp_path / "lomba.juri"
    store = create(path)
    holder = crew.hire(crew.hold_the_lock, path)
    holder.first_word()
    holder.kill()
    holder.said()
    started = time.perf_counter()
    store.append("mine", stamp(), "juri:a", 2, lambda news: note(1))
    assert time.perf_counter() - started < 1
    store.close()


def test_two_that_send_the_same_uid_write_it_once(tmp_path):
    path = tmp_path / "lomba.juri"
    create(path).close()
    hands = [crew.hire(crew.write, path, "same", 50) for _ in range(3)]
    said = [line for hand in hands for line in hand.said()]
    assert len(said) == 150
    assert len({tuple(line) for line in said}) == 50
    assert rows(path, "SELECT count(*) FROM ledger") == [(52,)]
