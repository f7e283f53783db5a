"""The store against a list in memory: whatever happens in whatever order, both say the same."""

import importlib.util
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from ledgers import create, note, sheet, stamp

import juri_tui
from juri_tui.chain import Row, first_broken
from juri_tui.model import Refusal, Stamp
from juri_tui.records import (
    ResultAnnounced,
    ResultLocked,
    SheetCorrected,
    SheetSent,
    parse_payload,
    payload_json,
)
from juri_tui.seal import canonical, chain_hash
from juri_tui.store import Store

JURI = st.sampled_from(["a", "b"])
KBK = st.sampled_from(["ceria", "melati"])
MARK = st.integers(0, 400).map(lambda quarter: str(quarter / 4))
HOSTILE = st.text(
    st.characters(codec="utf-8") | st.sampled_from('\0\x1b"\\/\u2028\u202e\u200d\ufeffe\u0301ﬁ𝒳🏆'), max_size=30
)


def blind(payload, seat):
    """What a juri of this seat may know of a payload before the announcement."""
    if isinstance(payload, SheetSent) and payload.juri != seat:
        return payload.model_copy(update={"marks": None, "notes": None})
    if isinstance(payload, SheetCorrected) and payload.juri != seat:
        return payload.model_copy(update={"marks": None, "reason": ""})
    if isinstance(payload, ResultLocked):
        return payload.model_copy(update={"result": None})
    return payload


class StoreMachine(RuleBasedStateMachine):
    """Two processes' stores on one file; the model is a list of (uid, payload) and a dict of drafts."""

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.lives = 0
        self.store = create(self.folder / "lomba.juri")
        self.other = Store.open(self.store.path)
        self.written = [(record.uid, record.payload) for record in self.store.records()]
        self.drafts = {}
        self.known = 0

    def append(self, store, uid, payload, after):
        news, refused = store.append(uid, stamp(len(self.written)), "x", after, lambda _news: payload)
        if isinstance(payload, Refusal):
            assert refused == payload
        elif uid not in [one for one, _payload in self.written]:
            self.written.append((uid, payload))
        assert [(one.uid, one.payload) for one in news] == self.written[after:]

    @rule(juri=JURI, kbk=KBK, mark=MARK, second=st.booleans(), data=st.data())
    def send(self, juri, kbk, mark, second, data):
        after = data.draw(st.integers(0, len(self.written)))
        store = self.other if second else self.store
        self.append(store, f"u{len(self.written)}", sheet(juri, kbk, mark, text="baik"), after)

    @rule(data=st.data(), second=st.booleans())
    def retry(self, data, second):
        uid, payload = data.draw(st.sampled_from(self.written))
        self.append(self.other if second else self.store, uid, payload, 0)

    @rule(juri=JURI, kbk=KBK, mark=MARK)
    def correct(self, juri, kbk, mark):
        fix = SheetCorrected(juri=juri, kbk=kbk, marks={"isi": mark}, reason=f"bukan {mark}", second="a")
        self.append(self.other, f"u{len(self.written)}", fix, len(self.written))

    @rule(mark=MARK)
    def lock(self, mark):
        self.append(self.store, f"u{len(self.written)}", ResultLocked(result={"total": mark}), 0)

    @precondition(lambda self: len(self.written) > 12)
    @rule()
    def announce(self):
        self.append(self.store, f"u{len(self.written)}", ResultAnnounced(), 0)

    @rule()
    def refuse(self):
        self.append(self.store, "refused", Refusal("no", "tidak"), 0)

    @rule()
    def fault_of_the_program(self):
        with pytest.raises(ZeroDivisionError):
            self.store.append("never", stamp(), "x", 0, lambda _news: note(1 // 0))

    @rule(juri=JURI, kbk=KBK, mark=MARK, drop=st.booleans())
    def draft(self, juri, kbk, mark, drop):
        if drop:
            self.store.drop_draft(juri, kbk)
            self.drafts.pop((juri, kbk), None)
        else:
            self.drafts[juri, kbk] = {"marks": {"isi": mark, "gaya": ""}}
            self.other.put_draft(juri, kbk, self.drafts[juri, kbk], 1)

    @rule()
    def checkpoint(self):
        assert self.store.checkpoint()

    @rule()
    def reopen(self):
        self.store.close()
        self.store = Store.open(self.other.path)

    @rule()
    def crash(self):
        """Both processes die: the next ones find the bytes as they are now, log and all."""
        self.lives += 1
        found = self.folder / f"life-{self.lives}"
        found.mkdir()
        for ending in ("", "-wal"):
            shutil.copy(f"{self.store.path}{ending}", found)
        self.store.close()
        self.other.close()
        self.store = Store.open(found / self.store.path.name)
        self.other = Store.open(self.store.path)

    @invariant()
    def both_say_what_the_model_says(self):
        records = self.store.records()
        assert [(record.uid, record.payload) for record in records] == self.written
        assert [record.seq for record in records] == list(range(1, len(self.written) + 1))
        assert self.other.records() == records
        assert self.store.verify_chain() is None
        assert {key: self.store.draft(*key) for key in self.store.drafted()} == self.drafts

    @invariant()
    def a_seat_sees_its_own_only(self):
        announced = any(isinstance(payload, ResultAnnounced) for _uid, payload in self.written)
        seat = Store.open(self.store.path, seat="a", readonly=True)
        expected = [payload if announced else blind(payload, "a") for _uid, payload in self.written]
        assert [record.payload for record in seat.records()] == expected
        seat.close()

    def teardown(self):
        self.store.close()
        self.other.close()
        shutil.rmtree(self.folder)


TestStoreMachine = StoreMachine.TestCase
TestStoreMachine.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)


@pytest.mark.slow
class TestStoreMachineLong(StoreMachine.TestCase):
    settings = settings(max_examples=150, stateful_step_count=50, deadline=None)


def stranger():
    """The verifier that ships beside exports, as a module."""
    path = Path(juri_tui.__file__).parent / "data" / "periksa.py"
    spec = importlib.util.spec_from_file_location("periksa", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PERIKSA = stranger()


@settings(deadline=None)
@given(text=HOSTILE, actor=HOSTILE, uid=HOSTILE, wall_ns=st.integers(-(2**62), 2**62))
def test_hostile_text_hashes_alike_here_and_with_the_stranger(text, actor, uid, wall_ns):
    payload = payload_json(note(1).model_copy(update={"text": text}))
    at = Stamp(wall_ns, "boot", 5)
    own = chain_hash("0" * 64, 1, uid, at, actor, "note_written", payload)
    row = Row(1, uid, wall_ns, "boot", 5, actor, "note_written", payload, "0" * 64, own)
    assert first_broken([row]) is None
    assert list(PERIKSA.faults([row])) == []
    assert payload_json(parse_payload("note_written", payload)) == payload
    assert canonical({"b": text, "a": [text]}) == PERIKSA.canonical({"a": [text], "b": text})
