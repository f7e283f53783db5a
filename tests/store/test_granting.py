"""What the operator does only with somebody else's PIN: another panel, and what belongs to the chair."""

from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri
from real import PASSPHRASE, Real

from juri_tui.contest import State
from juri_tui.decisions import definition, result, sheets
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.granting import Redefined, correct, redefine, with_chair
from juri_tui.model import Juri, Refusal
from juri_tui.records import Notes, Record
from juri_tui.store import StoreFault


@pytest.fixture
def real(tmp_path: Path):
    made = Real(tmp_path / "nyata.juri")
    made.desk.sit(OPERATOR, PASSPHRASE)
    yield made
    made.desk.close()


@pytest.fixture
def hand(tmp_path: Path):
    made = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock())
    yield made
    made.desk.close()


def renamed(desk: Desk, place: int, name: str):
    event = desk.contest.definition
    rows = list(event.juri)
    rows[place] = rows[place].model_copy(update={"name": name})
    return event.model_copy(update={"juri": tuple(rows)})


def code(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.code


# --- other rules ---------------------------------------------------------------------------------------------------


def counted(desk: Desk, method: str):
    event = desk.contest.definition
    return event.model_copy(update={"scoring": event.scoring.model_copy(update={"method": method})})


def test_rules_change_with_both_pins_and_neither_alone(hand: Stagehand) -> None:
    hand.event()
    wanted = counted(hand.desk, "median")
    assert code(redefine(hand.desk, wanted, "juknis")) == "amend"
    assert code(redefine(hand.desk, wanted, "juknis", {"pemprov": "111111"})) == "amend"
    wrong = {"pemprov": "111111", "swasta": "111111"}
    assert code(redefine(hand.desk, wanted, "juknis", wrong)) == "wrong-secret"
    assert hand.desk.contest.amended == ()
    made = redefine(hand.desk, wanted, "juknis", {"pemprov": "111111", "swasta": "222222"})
    assert isinstance(made, Redefined)
    assert made.record.payload.granted_by == ("pemprov", "swasta")
    assert len(hand.desk.contest.amended) == 1


# --- a correction --------------------------------------------------------------------------------------------------


def test_a_correction_is_proved_by_the_second_person_in_the_act(hand: Stagehand) -> None:
    hand.event()
    marks = {**hand.desk.contest.sheets["swasta", "ceria"].marks, "masalah": "20"}

    def asked(second: str, secret: str) -> Record | Refusal:
        return correct(hand.desk, "swasta", "ceria", marks, "salah tulis", second, secret)

    assert code(asked("operator", "latihan")) == "role", "the operator sits here, not the chair"
    hand.sit("swasta")
    assert code(asked("operator", "latihan")) == "role"
    hand.sit("pemprov")
    assert code(asked("operator", "tebakan")) == "wrong-secret"
    assert code(asked("swasta", "222222")) == "second", "whose marks they are"
    with pytest.raises(KeyError):
        hand.desk.act(sheets.correct, "swasta", "ceria", marks, "salah tulis", "operator")
    made = asked("operator", "latihan")
    assert isinstance(made, Record)
    assert (made.actor, made.payload.second) == ("ketua:pemprov", "operator")


# --- another panel -------------------------------------------------------------------------------------------------


def test_who_takes_a_seat_gets_a_pin_and_the_old_one_is_dead(real: Real) -> None:
    wanted = renamed(real.desk, 1, "Pak Joko")
    made = redefine(real.desk, wanted, "sakit", {"pemprov": real.pins["pemprov"]})
    assert isinstance(made, Redefined)
    assert set(made.pins) == {"swasta"}
    assert code(real.desk.prove("swasta", real.pins["swasta"])) == "wrong-secret"
    assert real.desk.prove("swasta", made.pins["swasta"]) is None
    assert real.desk.prove("pemprov", real.pins["pemprov"]) is None
    assert made.record.payload.granted_by == ("pemprov",)
    assert real.desk.contest.resets == (("swasta", (OPERATOR, "pemprov")),), "the recap tells it"


def test_what_the_one_before_had_typed_is_gone(real: Real) -> None:
    real.desk.sit("swasta", real.pins["swasta"])
    real.desk.save_draft("swasta", "ceria", {"masalah": "17"}, Notes())
    real.desk.sit(OPERATOR, PASSPHRASE)
    assert real.desk.drafted()
    redefine(real.desk, renamed(real.desk, 1, "Pak Joko"), "sakit", {"pemprov": real.pins["pemprov"]})
    assert real.desk.drafted() == {}


def test_a_juri_who_comes_late_gets_a_pin(real: Real) -> None:
    event = real.desk.contest.definition
    late = event.model_copy(update={"juri": (*event.juri, Juri(id="baru", name="Ibu Baru"))})
    made = redefine(real.desk, late, "susulan", {"pemprov": real.pins["pemprov"]})
    assert isinstance(made, Redefined)
    assert real.desk.prove("baru", made.pins["baru"]) is None


def test_without_the_right_pin_nothing_happens(real: Real) -> None:
    wanted, before = renamed(real.desk, 1, "Pak Joko"), len(real.desk.records())
    assert code(redefine(real.desk, wanted, "sakit")) == "grant"
    assert code(redefine(real.desk, wanted, "sakit", {"pemprov": "000000"})) == "wrong-secret"
    assert code(redefine(real.desk, wanted, "sakit", {"swasta": real.pins["swasta"]})) == "grant"
    assert len(real.desk.records()) == before
    assert real.desk.prove("swasta", real.pins["swasta"]) is None


def test_a_spelling_keeps_the_pin(real: Real) -> None:
    made = redefine(real.desk, renamed(real.desk, 1, "JURI SWASTA"), "salah ketik")
    assert isinstance(made, Redefined)
    assert made.pins == {}
    assert real.desk.prove("swasta", real.pins["swasta"]) is None


def test_a_pin_that_could_not_be_made_is_said(real: Real, monkeypatch: pytest.MonkeyPatch) -> None:
    full = Refusal("full", "penuh")
    monkeypatch.setattr(real.desk.doors, "renew", lambda _who: full)
    made = redefine(real.desk, renamed(real.desk, 1, "Pak Joko"), "sakit", {"pemprov": real.pins["pemprov"]})
    assert isinstance(made, Redefined)
    assert (made.pins, "Buat dengan N" in made.lacking) == ({}, True)


def test_a_rehearsal_keeps_its_known_pins(hand: Stagehand, monkeypatch: pytest.MonkeyPatch) -> None:
    event = hand.ready().desk.contest.definition
    late = event.model_copy(update={"juri": (*event.juri, Juri(id="baru", name="Ibu Baru"))})
    made = redefine(hand.desk, late, "susulan", {"pemprov": "111111"})
    assert isinstance(made, Redefined)
    assert made.pins == {}
    assert hand.desk.prove("baru", "333333") is None

    def refused() -> None:
        raise StoreFault("full")

    monkeypatch.setattr(hand.desk, "issue_pins", refused)
    made = redefine(hand.desk, renamed(hand.desk, 2, "Pak Baru"), "sakit", {"pemprov": "111111"})
    assert isinstance(made, Redefined)
    assert made.lacking


# --- what belongs to the chair -------------------------------------------------------------------------------------

ACTS = [
    (definition.set_status, ("ceria", "withdrawn", "sakit")),
    (definition.set_status, ("ceria", "disqualified", "melanggar")),
    (definition.set_absent, ("swasta", True, "pulang")),
]


@pytest.mark.parametrize(("decide", "args"), ACTS)
def test_in_a_sidang_only_the_chair_moves_the_result(hand: Stagehand, decide, args) -> None:
    hand.event().sit("pemprov")
    hand.do(result.open_deliberation)
    hand.sit(OPERATOR)
    before = len(hand.desk.records())
    assert code(hand.desk.act(decide, *args)) == "ketua"
    assert code(with_chair(hand.desk, "222222", decide, *args)) == "wrong-secret"
    assert len(hand.desk.records()) == before
    done = with_chair(hand.desk, "111111", decide, *args)
    assert isinstance(done, Record)
    assert done.actor == "ketua:pemprov"
    assert hand.desk.who == OPERATOR, "the chair does not sit down at the operator's console"


def test_from_the_first_call_on_only_the_chair_disqualifies(hand: Stagehand) -> None:
    hand.ready()
    hand.do(definition.set_status, "melati", "disqualified", "sebelas anggota")
    hand.do(definition.set_status, "melati", "active", "salah hitung")
    hand.arm("ceria")
    assert hand.desk.contest.state is State.RUNNING
    hand.do(definition.set_status, "cp-joss", "withdrawn", "sakit")
    assert code(hand.desk.act(definition.set_status, "melati", "disqualified", "x")) == "ketua"
    assert isinstance(with_chair(hand.desk, "111111", definition.set_status, "melati", "disqualified", "x"), Record)
    assert code(hand.desk.act(definition.set_status, "melati", "active", "x")) == "ketua", "nor takes it back alone"


def test_the_chair_who_sits_there_needs_no_second_pin(hand: Stagehand) -> None:
    hand.event().sit("pemprov")
    hand.do(result.open_deliberation)
    hand.do(definition.set_status, "ceria", "disqualified", "melanggar")


def test_nobody_else_borrows_the_chair(hand: Stagehand) -> None:
    """Only at the operator's console, only what the chair may decide; a refusal of the decision stays one."""
    hand.event()
    status = (definition.set_status, "ceria", "withdrawn", "sakit")
    assert code(with_chair(hand.desk, "111111", result.write_note, "x")) == "role"
    assert code(with_chair(hand.desk, "111111", definition.set_status, "ceria", "active", "x")) == "same"
    hand.sit("swasta")
    assert code(with_chair(hand.desk, "111111", *status)) == "role"
    hand.desk.leave()
    assert code(with_chair(hand.desk, "111111", *status)) == "role"
    second = Desk(hand.path, Role.OPERATOR, hand.clock)
    second.sit(OPERATOR, "latihan")
    assert code(with_chair(second, "111111", *status)) == "role", "this console only reads"
    second.close()
