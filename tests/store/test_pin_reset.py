"""New secrets and sheets from paper: two people each time, recorded, and nobody alone."""

from pathlib import Path

import pytest
from clocks import ManualClock
from contests import MARKS, Stagehand
from events import kediri
from real import PASSPHRASE, Real

from juri_tui.contest import Contest
from juri_tui.decisions import result, secret
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.model import Refusal
from juri_tui.records import Notes, Record
from juri_tui.store import Store, StoreFault


@pytest.fixture
def real(tmp_path: Path):
    made = Real(tmp_path / "nyata.juri")
    yield made
    made.desk.close()


@pytest.mark.parametrize(
    ("who", "granted"),
    [
        ("swasta", (OPERATOR, "pemprov")),
        ("pemprov", (OPERATOR, "swasta")),
        (OPERATOR, ("pemprov", "swasta")),
    ],
)
def test_two_together_give_a_new_secret(real: Real, who: str, granted: tuple[str, str]) -> None:
    signed = real.desk.contest.signed
    made = real.reset(who, *reversed(granted))
    assert isinstance(made, str)
    assert real.desk.prove(who, made) is None
    assert isinstance(real.desk.prove(who, real.secrets[who]), Refusal), "the old one opens nothing any more"
    record = real.desk.records()[-1]
    assert (record.kind, record.payload.who, record.payload.granted_by) == ("pin_reset", who, granted)
    assert record.actor == (OPERATOR if OPERATOR in granted else "ketua:pemprov")
    assert real.desk.contest.signed == signed
    raw = real.path.read_bytes() if real.desk.close() is None else b""
    assert made.encode() not in raw


@pytest.mark.parametrize(
    ("who", "granted"),
    [
        ("swasta", (OPERATOR,)),
        ("swasta", (OPERATOR, "swasta")),
        ("swasta", ("pemprov", "swasta")),
        ("pemprov", (OPERATOR, "pemprov")),
        ("pemprov", ("pemprov", "swasta")),
        (OPERATOR, (OPERATOR, "pemprov")),
        (OPERATOR, ("pemprov",)),
        ("hantu", (OPERATOR, "pemprov")),
        ("swasta", (OPERATOR, "pemprov", "swasta")),
    ],
)
def test_nobody_else_does(real: Real, who: str, granted: tuple[str, ...]) -> None:
    before = len(real.desk.records())
    refused = real.reset(who, *granted)
    assert isinstance(refused, Refusal)
    assert refused.words
    assert len(real.desk.records()) == before
    assert all(real.desk.prove(one, kept) is None for one, kept in real.secrets.items())


def test_both_secrets_must_be_right(real: Real) -> None:
    for wrong in (OPERATOR, "pemprov"):
        granted = {OPERATOR: PASSPHRASE, "pemprov": real.pins["pemprov"]} | {wrong: "salah"}
        refused = real.desk.reset_secret("swasta", granted)
        assert refused.code == "wrong-secret"
    assert real.desk.records()[-1].kind == "rules_frozen"


def test_a_new_pin_forgives_the_wrong_attempts_before(real: Real) -> None:
    for _ in range(5):
        real.desk.prove("swasta", "000000")
    assert real.desk.prove("swasta", "000000").code == "wait"
    made = real.reset("swasta", OPERATOR, "pemprov")
    assert real.desk.prove("swasta", made) is None


def test_a_reset_that_is_not_saved_says_so_and_leaves_the_old_secret(real: Real, monkeypatch) -> None:
    def full(*_args, **_kwargs) -> None:
        raise StoreFault("full")

    for step in ("append", "put_secret"):
        with monkeypatch.context() as patch:
            patch.setattr(Store, step, full)
            refused = real.reset("swasta", OPERATOR, "pemprov")
        assert refused.words.startswith("BELUM TERSIMPAN")
        assert real.desk.prove("swasta", real.pins["swasta"]) is None


def test_a_reset_after_the_lock_voids_no_signature(tmp_path: Path) -> None:
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock()).event().lock()
    hand.do(result.sign, "pemprov")
    signed = hand.desk.contest.signed
    store = Store.open(hand.path)
    reset = secret.r.PinReset(who="swasta", granted_by=(OPERATOR, "pemprov"))
    store.append("u", hand.clock.now(), OPERATOR, 0, lambda _news: reset)
    store.close()
    assert hand.desk.refresh().signed == signed
    hand.desk.close()


def test_a_rehearsal_keeps_its_pins(tmp_path: Path) -> None:
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock())
    assert hand.desk.reset_secret("swasta", {OPERATOR: "latihan", "pemprov": "111111"}).code == "rehearsal"
    hand.desk.close()


def contest_of(*roles: str) -> Contest:
    juri = tuple(one.model_copy(update={"role": role}) for one, role in zip(kediri().juri, roles, strict=False))
    return Contest(event=kediri().model_copy(update={"juri": juri}))


def test_who_may_grant_without_a_chair_or_another_juri() -> None:
    assert secret.wanted_for(contest_of("anggota", "anggota"), "swasta").code == "chair"
    assert secret.wanted_for(contest_of("ketua"), "pemprov").code == "second"
    assert secret.wanted_for(contest_of("ketua"), OPERATOR).code == "second"
    assert secret.wanted_for(contest_of("ketua", "anggota"), "hantu").code == "unknown"


# --- sheets from paper ---------------------------------------------------------------------------------------------


@pytest.fixture
def hand(tmp_path: Path):
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock()).ready().present("ceria")
    yield hand
    hand.desk.close()


def marks(juri: str) -> dict[str, str]:
    return dict(zip([c.id for c in kediri().criterion], MARKS[juri, "ceria"].split(), strict=True))


def test_a_typed_sheet_counts_once_a_second_person_has_read_it(hand: Stagehand) -> None:
    typed = hand.desk.type_paper("swasta", "ceria", marks("swasta"), Notes(catatan="baik"))
    assert (typed.actor, typed.payload.by) == (OPERATOR, "paper")
    expects = [hand.desk.contest.expects(one, "ceria") for one in kediri().juri]
    assert expects == [True, True], "nothing counts yet"
    assert hand.desk.confirm_paper("swasta", "ceria", True, "swasta", "000000").code == "wrong-secret"
    done = hand.desk.confirm_paper("swasta", "ceria", True, "swasta", "222222")
    assert (done.actor, done.payload.about) == ("juri:swasta", typed.seq)
    assert [hand.desk.contest.expects(one, "ceria") for one in kediri().juri] == [True, False]


def test_a_rejected_sheet_is_typed_again(hand: Stagehand) -> None:
    hand.desk.type_paper("swasta", "ceria", marks("swasta"), Notes())
    assert hand.desk.type_paper("swasta", "ceria", marks("swasta"), Notes()).code == "sent"
    hand.desk.confirm_paper("swasta", "ceria", False, "pemprov", "111111")
    assert isinstance(hand.desk.type_paper("swasta", "ceria", marks("swasta"), Notes()), Record)


def test_the_chairs_own_sheet_is_read_by_somebody_else(hand: Stagehand) -> None:
    hand.desk.type_paper("pemprov", "ceria", marks("pemprov"), Notes())
    assert hand.desk.confirm_paper("pemprov", "ceria", True, "pemprov", "111111").code == "second"
    confirmed = hand.desk.confirm_paper("pemprov", "ceria", True, "swasta", "222222")
    assert isinstance(confirmed, Record), confirmed


def test_only_the_operator_at_the_console_types(hand: Stagehand) -> None:
    hand.desk.sit("swasta", "222222")
    assert hand.desk.type_paper("swasta", "ceria", marks("swasta"), Notes()).code == "role"
    second = Desk(hand.path, Role.OPERATOR, hand.clock)
    second.sit(OPERATOR, "latihan")
    assert second.type_paper("swasta", "ceria", marks("swasta"), Notes()).code == "role"
    second.close()
