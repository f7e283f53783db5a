"""A write-ahead log that was cut or flipped: what is left is an exact prefix, and the journal tells what is missing."""

import random

import crew
import pytest
from ledgers import create

from juri_tui.store import Store, sqlite_version
from juri_tui.verify import verify


@pytest.fixture(scope="module")
def crashed(tmp_path_factory):
    """File, log and journal of a process that died with 30 acknowledged records in the log."""
    folder = tmp_path_factory.mktemp("crashed")
    path = folder / "lomba.juri"
    create(path).close()
    stick = folder / "usb"
    stick.mkdir()
    said = crew.hire(crew.write, path, "w", 30, 100, stick).said()
    assert len(said) == 30
    log = path.with_name("lomba.juri-wal").read_bytes()
    assert len(log) > 30 * 4096
    return path.read_bytes(), log, stick, [(int(seq), own) for seq, own, _uid in said]


def damage(crashed, folder, log):
    """Open the file with this log; returns how many acknowledged records are missing, all of them reported."""
    main, _log, stick, said = crashed
    path = folder / "lomba.juri"
    for old in folder.iterdir():
        old.unlink()
    path.write_bytes(main)
    path.with_name("lomba.juri-wal").write_bytes(log)
    store = Store.open(path)
    kept = [(record.seq, record.hash) for record in store.records(2)]
    assert store.verify_chain() is None
    store.close()
    assert kept == said[: len(kept)]
    missing = len(said) - len(kept)
    found = [(finding.code, finding.seq) for finding in verify(path, journal=stick)]
    assert found == ([("journal", len(kept) + 3)] if missing else [])
    return missing


def run(crashed, folder, samples, seed):
    chance = random.Random(seed)
    log = crashed[1]
    assert damage(crashed, folder, log) == 0
    cut = [damage(crashed, folder, log[:place]) for place in chance.sample(range(len(log)), samples)]
    flipped = []
    for place in [*range(32), *chance.sample(range(32, len(log)), samples)]:
        changed = bytearray(log)
        changed[place] ^= 1 << chance.randrange(8)
        flipped.append(damage(crashed, folder, bytes(changed)))
    lossy = sum(1 for missing in cut + flipped if missing)
    print(
        f"log damage (SQLite {sqlite_version()}): {len(cut)} cuts, {len(flipped)} flips, always an exact prefix; "
        f"{lossy} lost records, {lossy} reported by the journal"
    )
    assert lossy > samples


def test_an_exact_prefix_and_the_journal_names_the_rest(crashed, tmp_path):
    run(crashed, tmp_path, 60, seed=1)


@pytest.mark.slow
def test_an_exact_prefix_at_2000_places(crashed, tmp_path):
    run(crashed, tmp_path, 1000, seed=2)
