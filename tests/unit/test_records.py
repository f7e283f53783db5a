"""Records: canonical bytes, the hash by its definition, and what people compare."""

import hashlib
import json
from typing import get_args

import pytest
from events import kediri
from hypothesis import given
from hypothesis import strategies as st

from juri_tui import records as r
from juri_tui.model import Stamp
from juri_tui.seal import GENESIS, canonical, chain_hash, digest, receipt, rules_code

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def reference_hash(prev: str, seq: int, uid: str, at: Stamp, actor: str, kind: str, payload: dict) -> str:
    """The definition, word for word, by other means than the program's."""
    body = {
        "actor": actor,
        "at": {"wall_ns": at.wall_ns, "boot": at.boot, "boot_ns": at.boot_ns},
        "kind": kind,
        "payload": payload,
        "seq": seq,
        "uid": uid,
    }
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"juri-tui/1\n" + prev.encode("ascii") + b"\n" + text.encode("utf-8")).hexdigest()


@given(st.integers(1, 10**6), TEXT, TEXT)
def test_hash_is_the_one_defined(seq: int, uid: str, note: str) -> None:
    import unicodedata

    at = Stamp(1_477_360_800_000_000_000, "boot", 5)
    payload = r.NoteWritten(text=unicodedata.normalize("NFC", note))
    uid = unicodedata.normalize("NFC", uid)
    made = chain_hash(GENESIS, seq, uid, at, "operator", payload.kind, r.payload_json(payload))
    assert made == reference_hash("0" * 64, seq, uid, at, "operator", "note_written", {"text": payload.text})


def test_hash_covers_every_part() -> None:
    at = Stamp(1, "b", 2)
    base = ("0" * 64, 1, "u", at, "operator", "note_written", '{"text":"a"}')
    others = [
        ("1" * 64, *base[1:]),
        (base[0], 2, *base[2:]),
        (*base[:2], "v", *base[3:]),
        (*base[:3], Stamp(2, "b", 2), *base[4:]),
        (*base[:3], Stamp(1, "c", 2), *base[4:]),
        (*base[:3], Stamp(1, "b", 3), *base[4:]),
        (*base[:4], "ketua:x", *base[5:]),
        (*base[:5], "erratum_noted", base[6]),
        (*base[:6], '{"text":"b"}'),
    ]
    hashes = {chain_hash(*parts) for parts in (base, *others)}
    assert len(hashes) == len(others) + 1


@given(TEXT)
def test_canonical_text_survives_and_is_composed(text: str) -> None:
    import unicodedata

    again = json.loads(canonical({"t": [text, 1]}))
    assert again == {"t": [unicodedata.normalize("NFC", text), 1]}


def test_canonical_sorts_and_wastes_no_blank() -> None:
    assert canonical({"b": 1, "a": ("x", None)}) == '{"a":["x",null],"b":1}'
    assert canonical({"e\u0301": 1}) == '{"é":1}'


def test_binary_floats_never_enter_a_record() -> None:
    with pytest.raises(TypeError, match=r"0\.1"):
        canonical({"mark": 0.1})


EXAMPLES = [
    r.ContestCreated(rehearsal=True, speed=60, program="0.1.0"),
    r.DefinitionSet(event=kediri()),
    r.OrderDrawn(numbers={"a": 1}, seed=None),
    r.JudgingOpened(),
    r.SlotStepped(kind="timer_recovered", slot="a-1", kbk="a", ns=5, source="wall", elapsed_ns=7),
    r.SheetSent(juri="j", kbk="a", marks={"c": "17.5"}, notes=r.Notes(saran="x\ny")),
    r.SheetSent(juri="j", kbk="a", marks=None, notes=None),
    r.DeductionDecided(kbk="a", topic="overtime:a-1", points="-2", reason="lewat", over_s=91),
    r.ResultLocked(result={"standings": [{"place": "1.5"}]}),
]


@pytest.mark.parametrize("payload", EXAMPLES, ids=lambda payload: payload.kind)
def test_a_payload_reads_back_equal_and_in_the_same_bytes(payload: r.AnyPayload) -> None:
    text = r.payload_json(payload)
    again = r.parse_payload(payload.kind, text)
    assert again == payload
    assert r.payload_json(again) == text
    assert "kind" not in json.loads(text)


def test_every_kind_has_one_payload_class() -> None:
    union = get_args(get_args(r.AnyPayload)[0])
    kinds = [kind for payload in union for kind in get_args(payload.model_fields["kind"].annotation)]
    assert len(kinds) == len(set(kinds))
    assert len(get_args(r.SlotKind)) == 14
    assert set(get_args(r.SlotKind)) < set(kinds)


def test_digest_is_the_head_of_the_hash_in_base32() -> None:
    import base64

    whole = hashlib.sha256(b"x").hexdigest()
    letters = base64.b32encode(bytes.fromhex(whole)).decode()[:20]
    assert digest(42, whole) == "42-" + "-".join(letters[i : i + 4] for i in range(0, 20, 4))
    assert receipt(42, whole) == f"42-{letters[:4]}-{letters[4:8]}"


def test_rules_code_speaks_of_rules_and_not_of_people() -> None:
    event = kediri()
    code = rules_code(event)
    renamed = event.model_copy(
        update={
            "juri": tuple(j.model_copy(update={"name": "Lain"}) for j in event.juri),
            "kbk": event.kbk[:2],
            "event": event.event.model_copy(update={"place": "Aula"}),
        }
    )
    assert rules_code(renamed) == code
    for field, value in (
        ("criterion", event.criterion[:-1]),
        ("phase", event.phase[:1]),
        ("award", event.award[:1]),
        ("scoring", event.scoring.model_copy(update={"ties": ()})),
        ("overtime", event.overtime.model_copy(update={"grace": 31})),
    ):
        assert rules_code(event.model_copy(update={field: value})) != code
