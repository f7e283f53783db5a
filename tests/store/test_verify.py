"""The tamper matrix: what somebody may do to a file, and who notices: our verifier, and the one without our code."""

import hashlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from ledgers import add, create, event, meddle, note, sheet

import juri_tui
from juri_tui.contest import Contest
from juri_tui.decisions.result import result_of
from juri_tui.fold import fold
from juri_tui.journal import Journal
from juri_tui.records import ResultLocked, ResultUnlocked
from juri_tui.seal import digest, receipt
from juri_tui.store import Store
from juri_tui.verify import verify

STRANGER = Path(juri_tui.__file__).parent / "data" / "periksa.py"


@pytest.fixture
def judged(tmp_path):
    store = create(tmp_path / "lomba.juri")
    for juri in "ab":
        for kbk, mark in (("ceria", "81.5"), ("melati", "79")):
            add(store, sheet(juri, kbk, mark))
    add(store, ResultLocked(result=result_of(fold(store.records(), Contest()))))
    yield store
    store.close()


def codes(store, **more):
    return [(finding.code, finding.seq) for finding in verify(store.path, **more)]


def stranger(*arguments):
    """Exit code and words of the verifier that ships beside an export, run without our package."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(STRANGER), *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout


class TestWhole:
    def test_nothing_to_say(self, judged):
        lock = judged.records()[-1]
        own = digest(lock.seq, lock.hash)
        assert codes(judged) == []
        assert codes(judged, digest=own) == []
        assert codes(judged, digest=own.lower().replace("-", " - ")) == []
        assert codes(judged, digest=own.partition("-")[2]) == []
        assert codes(judged, digest=own.partition("-")[2], seq=lock.seq) == []
        assert stranger(judged.path, own) == (0, f"7 records, chain whole\n\ndigest of the locked result: {own}\n")

    def test_a_receipt_is_enough_to_find_a_sheet(self, judged):
        sent = judged.records()[3]
        assert codes(judged, digest=receipt(sent.seq, sent.hash)) == []
        assert codes(judged, digest=receipt(sent.seq, "f" * 64)) == [("digest", 4)]
        assert codes(judged, digest=f"{sent.seq}-AB") == [("digest", 4)]

    def test_before_the_lock_there_is_no_result_to_compare(self, tmp_path):
        store = create(tmp_path / "x.juri")
        assert codes(store, digest="AAAA-AAAA") == [("digest", 0)]
        assert stranger(store.path)[0] == 0
        assert stranger(store.path, "7-AAAA")[0] == 1
        store.close()

    def test_an_unlocked_result_is_none(self, judged):
        lock = judged.records()[-1]
        own = digest(lock.seq, lock.hash)
        add(judged, ResultUnlocked(reason="r"))
        assert codes(judged, digest=own) == [("digest", lock.seq)], "a true paper of a result that no longer stands"
        assert "no result is locked" in stranger(judged.path)[1]
        assert codes(judged, digest="AAAA-AAAA") == [("digest", 0)]

    def test_both_hash_alike_whatever_the_text(self, tmp_path):
        store = create(tmp_path / "x.juri")
        for text in ("Céria e\u0301", '“kutip” \\ " / \u2028', "🏆 ﷽", "a\nb\tc", "\u200d", "ﬁ"):
            add(store, note(1).model_copy(update={"text": text}), actor=f"juri:{text[:1]}")
        assert codes(store) == []
        assert stranger(store.path)[0] == 0
        store.close()

    def test_the_stranger_is_short_and_needs_nothing_of_ours(self):
        text = STRANGER.read_text()
        assert len(text.splitlines()) < 100
        assert "juri_tui" not in text.replace("juri-tui", "")


class TestTampered:
    MARK = "payload = replace(payload, '81.5', '99.5')"

    @pytest.mark.parametrize(
        ("statement", "broken"),
        [
            (f"UPDATE ledger SET {MARK} WHERE seq = 3", 3),
            ("UPDATE ledger SET actor = 'juri:b' WHERE seq = 4", 4),
            ("UPDATE ledger SET wall_ns = wall_ns + 1 WHERE seq = 5", 5),
            ("UPDATE ledger SET boot = 'x' WHERE seq = 5", 5),
            ("UPDATE ledger SET uid = 'x' WHERE seq = 6", 6),
            ("UPDATE ledger SET prev = hash WHERE seq = 6", 6),
            ("DELETE FROM ledger WHERE seq = 4", 4),
            ("DELETE FROM ledger WHERE seq = 1", 1),
            ("UPDATE ledger SET seq = 100 WHERE seq = 7", 7),
            ("UPDATE ledger SET payload = payload || ' ' WHERE seq = 3", 3),
        ],
    )
    def test_one_change_breaks_the_chain_at_its_record(self, judged, statement, broken):
        judged.close()
        meddle(judged.path, statement)
        assert ("chain", broken) in codes(judged)
        code, words = stranger(judged.path)
        assert code == 1
        assert f"record {broken}" in words
        again = Store.open(judged.path, readonly=True)
        assert again.verify_chain() == broken
        again.close()

    def test_a_dropped_trigger_is_named(self, judged):
        judged.close()
        db = sqlite3.connect(judged.path)
        db.execute("DROP TRIGGER ledger_no_update")
        db.close()
        (found,) = verify(judged.path)
        assert found.code == "schema"
        assert "ledger_no_update" in found.words

    def test_a_cut_tail_is_whole_by_itself_and_only_the_journal_or_the_paper_tells(self, judged, tmp_path):
        records = judged.records()
        journal = Journal(tmp_path, "lomba", records[0].hash)
        for record in records:
            journal.note(record.seq, record.hash)
        journal.close()
        judged.close()
        assert codes(judged, journal=tmp_path) == []
        meddle(judged.path, "DELETE FROM ledger WHERE seq >= 6")
        assert codes(judged) == []
        assert stranger(judged.path)[0] == 0
        assert codes(judged, journal=tmp_path) == [("journal", 6)]
        assert codes(judged, journal=journal.path) == [("journal", 6)]
        printed = digest(7, records[-1].hash)
        assert codes(judged, digest=printed) == [("digest", 7)]
        assert stranger(judged.path, printed)[0] == 1

    def test_a_chain_computed_anew_needs_the_journal_or_the_paper(self, judged, tmp_path):
        records = judged.records()
        journal = Journal(tmp_path, "lomba", records[0].hash)
        journal.note(3, records[2].hash)
        journal.close()
        printed = digest(7, records[-1].hash)
        judged.close()
        meddle(judged.path, f"UPDATE ledger SET {self.MARK} WHERE seq = 3")
        recompute(judged.path)
        # The lock still says what the marks were: the forger must change it too.
        assert codes(judged) == [("result", 7)]
        assert codes(judged, journal=tmp_path) == [("result", 7), ("journal", 3)]
        assert stranger(judged.path)[0] == 0
        assert stranger(judged.path, printed)[0] == 1
        assert ("digest", 7) in codes(judged, digest=printed)

    def test_a_record_that_this_program_would_not_write(self, judged):
        judged.close()
        meddle(judged.path, "UPDATE ledger SET kind = 'result_bought' WHERE seq = 7")
        recompute(judged.path)
        assert codes(judged) == [("record", 7)]

    def test_an_empty_ledger_and_no_ledger_at_all(self, judged, tmp_path):
        judged.close()
        meddle(judged.path, "DELETE FROM ledger")
        assert codes(judged) == [("empty", None)]
        assert [f.code for f in verify(tmp_path / "tiada.juri")] == ["file"]
        assert stranger(tmp_path / "tiada.juri")[0] == 2
        (tmp_path / "x.juri").write_bytes(b"halo" * 500)
        assert stranger(tmp_path / "x.juri")[0] == 2
        assert stranger()[0] == 2

    def test_a_journal_of_another_contest_or_none(self, judged, tmp_path):
        assert codes(judged, journal=tmp_path / "tiada") == [("journal", None)]
        (tmp_path / "kosong").mkdir()
        assert codes(judged, journal=tmp_path / "kosong") == [("journal", None)]


def recompute(path):
    """The forger computes the whole chain anew, from what the format says."""
    db = sqlite3.connect(path)
    made, prev = [], "0" * 64
    for seq, uid, wall, boot, boot_ns, actor, kind, payload in db.execute(
        "SELECT seq, uid, wall_ns, boot, boot_ns, actor, kind, payload FROM ledger ORDER BY seq"
    ):
        at = {"boot": boot, "boot_ns": boot_ns, "wall_ns": wall}
        record = {"actor": actor, "at": at, "kind": kind, "payload": json.loads(payload), "seq": seq, "uid": uid}
        text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        own = hashlib.sha256(f"juri-tui/1\n{prev}\n{text}".encode()).hexdigest()
        made.append(f"UPDATE ledger SET prev = '{prev}', hash = '{own}' WHERE seq = {seq}")
        prev = own
    db.close()
    meddle(path, *made)


def test_the_event_of_these_tests_is_lawful():
    assert event().ketua() is not None
