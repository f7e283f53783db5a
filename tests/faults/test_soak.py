"""A whole large contest at the ledger: 8 juri x 60 KBK, every process killed again and again, until all is sent."""

import random
import subprocess
import sys
import threading
from pathlib import Path

import crew
import pytest
from ledgers import create

import juri_tui
from juri_tui.records import SheetSent
from juri_tui.store import Store
from juri_tui.verify import verify

STRANGER = Path(juri_tui.__file__).parent / "data" / "periksa.py"


def soak(tmp_path, juri, kbk, seed):
    """Every juri's process sends its sheets in order and goes on where it was killed; returns how often it was."""
    chance = random.Random(seed)
    path, stick = tmp_path / "lomba.juri", tmp_path / "usb"
    stick.mkdir()
    create(path).close()
    waiting, kills, acknowledged = set(range(juri)), 0, {}
    while waiting:
        hands = {one: crew.hire(crew.judge, path, f"j{one}", kbk, stick) for one in waiting}
        hands["tidy"] = crew.hire(crew.checkpoint, path)
        threading.Event().wait(chance.uniform(0.1, 0.5))
        for hand in hands.values():
            hand.kill()
        for one, hand in hands.items():
            said = hand.said()
            acknowledged |= {line[2]: (int(line[0]), line[1]) for line in said if line[0] not in ("!", "0", "done")}
            if ["done"] in said:
                waiting.discard(one)
            else:
                kills += 1
    store = Store.open(path)
    sheets = [record for record in store.records() if isinstance(record.payload, SheetSent)]
    store.close()
    found = {(record.payload.juri, record.payload.kbk): record.payload.marks for record in sheets}
    assert found == {(f"j{j}", f"k{k}"): crew.marks(f"j{j}", k) for j in range(juri) for k in range(kbk)}
    assert len(sheets) == juri * kbk
    assert {record.uid: (record.seq, record.hash) for record in sheets}.items() >= acknowledged.items()
    # The definition of this ledger is a smaller one, so only what is said about bytes is asked for.
    assert {finding.code for finding in verify(path, journal=stick)} <= {"record"}
    done = subprocess.run([sys.executable, str(STRANGER), str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    print(f"soak: {juri} juri x {kbk} KBK, {kills} kills, {len(sheets)} sheets, each once; journal and stranger agree")
    return kills


def test_a_small_contest_survives_its_kills(tmp_path):
    assert soak(tmp_path, 3, 12, seed=1) > 0


@pytest.mark.slow
def test_a_large_contest_survives_its_kills(tmp_path):
    assert soak(tmp_path, 8, 60, seed=2) > 20
