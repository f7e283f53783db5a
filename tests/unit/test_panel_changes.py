"""Who judges, and what a KBK is called, once the rules are frozen: nobody makes another panel alone."""

from decimal import Decimal

import pytest
from events import kediri
from ledger import Ledger

from juri_tui.contest import State
from juri_tui.decisions import clock, definition, result, sheets
from juri_tui.decisions.panel import agreeing
from juri_tui.model import Juri, Refusal

CHAIR, OTHER = "pemprov", "swasta"


@pytest.fixture
def ready() -> Ledger:
    return Ledger().ready()


def juri(ledger: Ledger, place: int, **changes: object):
    """The definition with one juri changed."""
    event = ledger.contest.definition
    rows = list(event.juri)
    rows[place] = rows[place].model_copy(update=changes)
    return event.model_copy(update={"juri": tuple(rows)})


def kbk(ledger: Ledger, **changes: dict[str, object]):
    """The definition with some KBK changed, by id (- as _)."""
    event = ledger.contest.definition
    rows = (one.model_copy(update=changes.get(one.id.replace("-", "_"), {})) for one in event.kbk)
    return event.model_copy(update={"kbk": tuple(rows)})


def swapped(ledger: Ledger):
    """The other juri takes the chair."""
    event = juri(ledger, 0, role="anggota")
    return event.model_copy(update={"juri": (event.juri[0], event.juri[1].model_copy(update={"role": "ketua"}))})


def with_new(ledger: Ledger, **more: object):
    """The definition with a third juri."""
    event = ledger.contest.definition
    return event.model_copy(update={"juri": (*event.juri, Juri(id="baru", name="Ibu Baru", **more))})


# --- the panel -----------------------------------------------------------------------------------------------------


def test_a_new_juri_needs_the_chair(ready: Ledger) -> None:
    """One more juri of the operator's choice moves every mean."""
    assert ready.refused(definition.set_definition, with_new(ready), "susulan") == "grant"
    assert ready.refused(definition.set_definition, with_new(ready), "susulan", [OTHER]) == "grant"
    ready.do(definition.set_definition, with_new(ready), "susulan", [CHAIR])
    assert ready.records[-1].payload.granted_by == (CHAIR,)


def test_a_new_juri_of_no_weight_needs_the_chair_too(ready: Ledger) -> None:
    """He gets a PIN, and may witness what the others do."""
    advisor = with_new(ready, role="pendamping", weight=Decimal(0))
    assert ready.refused(definition.set_definition, advisor, "susulan") == "grant"


def test_another_name_is_another_person_and_needs_the_chair(ready: Ledger) -> None:
    wanted = juri(ready, 1, name="Pak Joko")
    assert ready.contest.newcomers(wanted) == (OTHER,)
    assert ready.refused(definition.set_definition, wanted, "sakit") == "grant"
    ready.do(definition.set_definition, wanted, "sakit", [CHAIR])


def test_a_name_that_is_only_spaced_or_cased_otherwise_is_the_same_person(ready: Ledger) -> None:
    wanted = juri(ready, 1, name="JURI  swasta")
    assert ready.contest.newcomers(wanted) == ()
    ready.do(definition.set_definition, wanted, "salah ketik")


def test_who_takes_the_seat_of_the_chair_needs_another_juri(ready: Ledger) -> None:
    """The one who leaves does not choose who comes after him."""
    wanted = juri(ready, 0, name="Ibu Lain")
    assert ready.refused(definition.set_definition, wanted, "sakit", [CHAIR]) == "grant"
    ready.do(definition.set_definition, wanted, "sakit", [OTHER])


def test_the_chair_goes_to_another_seat_only_with_the_chairs_pin(ready: Ledger) -> None:
    assert ready.refused(definition.set_definition, swapped(ready), "x") == "grant"
    assert ready.refused(definition.set_definition, swapped(ready), "x", [OTHER]) == "grant"
    ready.do(definition.set_definition, swapped(ready), "bergantian", [CHAIR])
    assert ready.contest.definition.ketua().id == OTHER


def test_calling_the_chair_absent_makes_nobody_else_the_chair(ready: Ledger) -> None:
    """Absent, swap, back again: the operator alone gets nowhere, another juri has to agree."""
    ready.do(definition.set_absent, CHAIR, True, "belum datang")
    assert ready.refused(definition.set_definition, swapped(ready), "ketua sakit") == "grant"
    assert ready.refused(definition.set_definition, swapped(ready), "ketua sakit", [CHAIR]) == "grant"
    assert agreeing(ready.contest, swapped(ready)) == (OTHER,)
    ready.do(definition.set_definition, swapped(ready), "ketua sakit", [OTHER])
    ready.do(definition.set_absent, CHAIR, False, "datang")
    assert ready.contest.definition.ketua().id == OTHER


def test_nobody_is_left_without_a_chair(ready: Ledger) -> None:
    """Between two steps there would be a panel whose seats the operator could fill alone."""
    assert ready.refused(definition.set_definition, juri(ready, 0, role="anggota"), "x", [CHAIR]) == "chair"


def test_of_several_juri_any_one_may_agree() -> None:
    event = kediri()
    ledger = Ledger(event.model_copy(update={"juri": (*event.juri, Juri(id="tiga", name="Ibu Tiga"))})).ready()
    answer = ledger.ask(definition.set_definition, juri(ledger, 0, name="Ibu Lain"), "sakit")
    assert isinstance(answer, Refusal)
    assert answer.words.endswith("salah satu: Juri Swasta dan Ibu Tiga.")
    ledger.do(definition.set_definition, juri(ledger, 0, name="Ibu Lain"), "sakit", ["tiga"])


def test_where_nobody_can_agree_it_is_said(ready: Ledger) -> None:
    ready.do(definition.set_absent, OTHER, True, "pulang")
    assert ready.refused(definition.set_definition, juri(ready, 0, name="Ibu Lain"), "x", [OTHER]) == "second"


def test_persiapan_asks_nobody(ready: Ledger) -> None:
    ledger = Ledger()
    ledger.do(definition.set_definition, juri(ledger, 0, name="Ibu Lain"))
    assert ledger.records[-1].payload.granted_by == ()


# --- numbers and names ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("frozen", [False, True])
def test_two_kbk_never_have_one_number(frozen: bool) -> None:
    ledger = Ledger().ready() if frozen else Ledger()
    assert ledger.refused(definition.set_definition, kbk(ledger, melati={"number": 1}), "x") == "number"


@pytest.mark.parametrize("frozen", [False, True])
def test_a_drawn_number_changes_by_the_draw_alone(frozen: bool) -> None:
    ledger = Ledger()
    ledger.do(definition.draw, "benih")
    if frozen:
        ledger.do(definition.freeze)
    numbers = {one.id: one.number for one in ledger.contest.definition.kbk}
    other = kbk(ledger, ceria={"number": numbers["melati"]}, melati={"number": numbers["ceria"]})
    assert ledger.refused(definition.set_definition, other, "x") == "number"
    assert ledger.refused(definition.set_definition, kbk(ledger, ceria={"number": 9}), "x") == "number"
    ledger.do(definition.draw, "lagi")


def test_names_can_not_be_swapped_after_the_freeze(ready: Ledger) -> None:
    """LKBB 2017: the totals were right, and stood behind the wrong names."""
    names = {one.id: one.name for one in ready.contest.definition.kbk}
    both = kbk(ready, ceria={"name": names["melati"]}, melati={"name": names["ceria"]})
    assert ready.refused(definition.set_definition, both, "x") == "swapped"


def test_names_can_not_be_swapped_step_by_step_either(ready: Ledger) -> None:
    names = {one.id: one.name for one in ready.contest.definition.kbk}
    ready.do(definition.set_definition, kbk(ready, ceria={"name": "Sementara"}), "salah nama")
    stolen = kbk(ready, melati={"name": f"  {names['ceria'].upper()} ".replace(" ", "  ")})
    assert ready.refused(definition.set_definition, stolen, "salah nama") == "swapped"
    assert ready.refused(definition.set_definition, kbk(ready, melati={"name": "sementara"}), "x") == "swapped"
    ready.do(definition.set_definition, kbk(ready, ceria={"name": names["ceria"]}), "memang benar")


def test_a_late_kbk_takes_no_name_that_is_taken(ready: Ledger) -> None:
    event = ready.contest.definition
    late = event.kbk[0].model_copy(update={"id": "susulan", "number": 9})
    assert ready.refused(definition.set_definition, event.model_copy(update={"kbk": (*event.kbk, late)}), "x") == (
        "swapped"
    )


def test_after_a_thaw_names_are_free_again(ready: Ledger) -> None:
    names = {one.id: one.name for one in ready.contest.definition.kbk}
    ready.do(definition.thaw, "salah nama")
    both = kbk(ready, ceria={"name": names["melati"]}, melati={"name": names["ceria"]})
    ready.do(definition.set_definition, both)
    ready.do(definition.freeze)
    assert ready.refused(definition.set_definition, kbk(ready, ceria={"name": names["ceria"]}), "x") == "swapped"


# --- the thaw ------------------------------------------------------------------------------------------------------


def test_a_call_that_was_undone_does_not_freeze_the_rules_for_ever(ready: Ledger) -> None:
    ready.arm("ceria")
    assert ready.refused(definition.thaw, "bobot keliru") == "state", "somebody is on the stage"
    ready.time("slot_disarmed")
    assert ready.contest.state is State.RUNNING
    assert ready.refused(definition.thaw, " \u200b ") == "reason"
    ready.do(definition.thaw, "bobot keliru")
    assert (ready.contest.state, ready.contest.slots) == (State.SETUP, {})
    ready.do(definition.draw, "lagi")
    ready.do(definition.freeze)
    ready.present(ready.contest.order[0])
    assert ready.refused(definition.thaw, "x") == "state", "somebody presented under these rules"


def test_a_thaw_keeps_who_did_not_come_and_ends_recusals(ready: Ledger) -> None:
    ready.do(clock.no_show, "melati", "tidak datang", ready.ticking.now())
    ready.do(sheets.recuse, OTHER, "ceria", "satu kantor")
    ready.do(definition.thaw, "bobot keliru")
    assert ready.contest.recused == {}
    assert ready.contest.status("melati") == ("no_show", "tidak datang")
    ready.do(definition.freeze)
    assert ready.contest.expects(ready.contest.definition.juri[1], "ceria")


def test_nobody_recuses_before_the_judging_is_open(ready: Ledger) -> None:
    """A thaw would take the declaration away without a word."""
    assert ready.refused(sheets.recuse, OTHER, "ceria", "satu kantor") == "state"
    ready.do(sheets.open_judging)
    ready.do(sheets.recuse, OTHER, "ceria", "satu kantor")


def test_a_sent_sheet_ends_every_thaw(ready: Ledger) -> None:
    ready.present("ceria")
    ready.judge("ceria")
    assert ready.refused(definition.thaw, "x") == "state"


# --- the board and corrections -------------------------------------------------------------------------------------


def test_in_a_sidang_the_board_tells_nothing_new() -> None:
    ledger = Ledger().event()
    ledger.do(result.open_deliberation)
    for mode in ("langsung", "kemajuan"):
        assert ledger.refused(result.set_board, mode) == "state"
    ledger.do(result.set_board, "tersembunyi")
    ledger.do(result.set_board, "ditahan")


def test_the_chair_corrects_nobody_before_sending(ready: Ledger) -> None:
    """To correct a sheet is to see its marks."""
    ready.present("ceria")
    ready.do(sheets.send, OTHER, "ceria", ready.marks(OTHER, "ceria"))
    other = ready.marks(OTHER, "ceria") | {"masalah": "1"}
    assert ready.refused(sheets.correct, OTHER, "ceria", other, "salah", "operator") == "own"
    ready.do(sheets.send, CHAIR, "ceria", ready.marks(CHAIR, "ceria"))
    ready.do(sheets.correct, OTHER, "ceria", other, "salah", "operator")


def test_marks_leave_the_contest_from_the_sidang_on() -> None:
    ledger = Ledger().event()
    answer = ledger.ask(result.export_provisional)
    assert isinstance(answer, Refusal)
    assert "sesudah sidang dibuka" in answer.words
    ledger.do(result.open_deliberation)
    ledger.do(result.export_provisional, 7)
    assert ledger.records[-1].payload.until == 7


def test_points_beyond_the_scale_are_refused() -> None:
    ledger = Ledger(kediri()).event()
    ledger.do(result.open_deliberation)
    for points in ("-101", "101", "999999999"):
        assert ledger.refused(result.deduct, "ceria", points, "x") == "points"
    ledger.do(result.deduct, "ceria", "-100", "x")
