"""A panel of one juri: the witness (saksi) is the second person wherever two are needed."""

from pathlib import Path

import pytest
from clocks import ManualClock
from events import kediri
from ledger import Ledger
from real import Real

from juri_tui.decisions import definition, result, secret, sheets
from juri_tui.deliberation_view import second_persons
from juri_tui.desk import OPERATOR, Desk, Role, create_contest
from juri_tui.form import checkers
from juri_tui.history import lines
from juri_tui.model import WITNESS, Official
from juri_tui.pins import rehearsal_pin
from juri_tui.records import Record

SAKSI = Official(role="saksi", name="Ibu Saksi")


def alone(*officials: Official):
    event = kediri()
    return event.model_copy(update={"juri": event.juri[:1], "official": (*event.official, *officials)})


@pytest.fixture
def ledger() -> Ledger:
    ledger = Ledger(alone(SAKSI)).ready()
    ledger.present("ceria")
    return ledger


def test_only_a_panel_of_one_has_a_witness() -> None:
    assert alone(SAKSI).pin_holders() == (("pemprov", "Juri Pemprov Jatim"), (WITNESS, "Ibu Saksi"))
    assert alone().witness() is None
    two = kediri().model_copy(update={"official": (SAKSI,)})
    assert two.witness() is None
    assert [who for who, _name in two.pin_holders()] == ["pemprov", "swasta"]


def test_the_witness_confirms_the_chairs_paper_sheet(ledger: Ledger) -> None:
    ledger.do(sheets.send, "pemprov", "ceria", ledger.marks("pemprov", "ceria"), by="paper")
    assert ledger.refused(sheets.confirm, "pemprov", "ceria", True, "pemprov") == "second"
    assert checkers(ledger.contest, ledger.contest.definition.juri[0]) == ((WITNESS, "Ibu Saksi"),)
    ledger.do(sheets.confirm, "pemprov", "ceria", True, WITNESS)
    assert ledger.contest.sheets["pemprov", "ceria"].accepted


def test_the_witness_stands_beside_a_correction_and_the_history_names_him(ledger: Ledger) -> None:
    marks = ledger.marks("pemprov", "ceria")
    ledger.do(sheets.send, "pemprov", "ceria", marks)
    assert second_persons(ledger.contest, "pemprov") == (WITNESS,)
    ledger.do(sheets.correct, "pemprov", "ceria", {**marks, "hasil": "16"}, "salah tik", WITNESS)
    assert "disaksikan Ibu Saksi" in lines(ledger.records, masked=False)[-1].words
    for kbk in ("melati", "berlian", "cp-joss"):
        ledger.do(definition.set_status, kbk, "withdrawn", "mundur")
    ledger.do(result.open_deliberation)
    ledger.do(result.lock)


def test_two_together_grant_a_new_secret() -> None:
    contest = Ledger(alone(SAKSI)).contest
    real = type(contest)(event=contest.event)
    assert secret.wanted_for(real, "pemprov") == ((OPERATOR, WITNESS),)
    assert secret.wanted_for(real, OPERATOR) == (("pemprov", WITNESS),)
    assert secret.wanted_for(real, WITNESS) == ((OPERATOR, "pemprov"),)
    bare = type(contest)(event=alone())
    assert getattr(secret.wanted_for(bare, "pemprov"), "code", "") == "second"


def test_a_real_witness_gets_a_pin_at_the_freeze(tmp_path: Path) -> None:
    real = Real(tmp_path / "nyata.juri", alone(SAKSI))
    assert set(real.pins) == {"pemprov", WITNESS}
    assert real.desk.prove(WITNESS, real.pins[WITNESS]) is None
    made = real.reset("pemprov", OPERATOR, WITNESS)
    assert isinstance(made, str)
    assert real.desk.prove("pemprov", made) is None
    real.desk.close()


def test_the_witness_of_a_rehearsal_confirms_at_the_desk(tmp_path: Path) -> None:
    path, ticking = tmp_path / "latihan.juri", ManualClock()
    create_contest(path, alone(SAKSI), ticking.now(), "latihan", rehearsal=True)
    desk = Desk(path, Role.OPERATOR, ticking)
    assert desk.prove(WITNESS, rehearsal_pin(2)) is None
    assert desk.prove(WITNESS, rehearsal_pin(1)) is not None
    desk.close()


def test_the_record_of_a_confirmation_is_the_witness(ledger: Ledger) -> None:
    ledger.do(sheets.send, "pemprov", "ceria", ledger.marks("pemprov", "ceria"), by="paper")
    record = ledger.do(sheets.confirm, "pemprov", "ceria", False, WITNESS)
    assert isinstance(record, Record)
    assert record.payload.second == WITNESS
    assert ("pemprov", "ceria") not in ledger.contest.sheets
