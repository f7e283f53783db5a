"""What the chair is told: nothing before the sidang but completeness; what is open; what comes next."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri

from juri_tui import granting
from juri_tui.clockface import Overrun
from juri_tui.contest import Contest, State, TieOrder
from juri_tui.decisions import clock, definition, result
from juri_tui.decisions.result import Proposal
from juri_tui.deliberation_view import (
    Item,
    Topic,
    completeness,
    items,
    next_step,
    places,
    proposed,
    robustness,
    second_persons,
    signed,
    unsigned,
)
from juri_tui.model import Scoring
from juri_tui.pins import REHEARSAL_PASSPHRASE
from juri_tui.records import Record
from juri_tui.slot import SECOND


@pytest.fixture
def hand(tmp_path):
    return Stagehand(tmp_path / "k.juri", kediri(), ManualClock())


def conferring(hand) -> Contest:
    hand.event()
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    return hand.desk.contest


# --- before the sidang -----------------------------------------------------------------------------------------------


def test_before_the_sidang_there_are_no_places(hand) -> None:
    hand.event()
    assert places(hand.desk.contest) == ()
    assert items(hand.desk.contest) == ()
    assert next_step(hand.desk.contest).actions[0] == "open_session"


def test_what_is_awaited_is_named(hand) -> None:
    assert next_step(hand.desk.contest).actions == ()
    assert items(hand.desk.contest) == ()
    hand.ready().present("ceria").mark("swasta", "ceria")
    hand.do(clock.no_show, "melati", "tidak datang", hand.desk.now())
    came = completeness(hand.desk.contest)
    assert [(c.done, c.words) for c in came] == [
        (False, "menunggu nilai Juri Pemprov Jatim"),
        (True, "tidak hadir (tidak datang)"),
        (False, "belum selesai tampil"),
        (False, "belum selesai tampil"),
    ]
    assert {item.topic for item in items(hand.desk.contest)} == {Topic.MISSING}
    assert next_step(hand.desk.contest).words == "Sidang belum dapat dibuka: 3 hal masih ditunggu."
    hand.mark("pemprov", "ceria")
    assert completeness(hand.desk.contest)[0].words == "nilai lengkap"
    silent = replace(hand.desk.contest, out={"berlian": ("withdrawn", "")})
    assert completeness(silent)[2].words == "mengundurkan diri"


# --- in the sidang ---------------------------------------------------------------------------------------------------


def test_an_award_may_stay_open(hand) -> None:
    contest = conferring(hand)
    assert items(contest) == (
        Item(Topic.AWARD, "Favorit: belum diberikan (boleh dikosongkan)", needed=False, key="Favorit"),
    )
    assert next_step(contest).actions[0] == "lock"
    hand.do(result.decide_award, "Favorit", "ceria", "pilihan penonton")
    assert items(hand.desk.contest)[0].settled
    assert places(hand.desk.contest)[1].awards == ("Juara II", "Favorit")


def test_a_juri_who_is_back_is_awaited_again(tmp_path) -> None:
    hand = Stagehand(tmp_path / "k.juri", kediri(), ManualClock()).ready()
    hand.do(definition.set_absent, "swasta", True, "sakit")
    for kbk in hand.desk.contest.order:
        hand.present(kbk).mark("pemprov", kbk)
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    assert next_step(hand.desk.contest).actions[0] == "lock"
    hand.do(definition.set_absent, "swasta", False, "sudah datang")
    found = items(hand.desk.contest)
    assert [item.topic for item in found] == [Topic.MISSING] * 4 + [Topic.AWARD]
    assert next_step(hand.desk.contest).words.startswith("4 hal")


def test_without_the_chair_in_the_rules_a_tie_is_no_question(tmp_path) -> None:
    event = kediri().model_copy(update={"scoring": Scoring(), "award": ()})
    hand = Stagehand(tmp_path / "k.juri", event, ManualClock())
    contest = conferring(hand)
    same = {key: replace(sheet, marks=dict.fromkeys(sheet.marks, "5")) for key, sheet in contest.sheets.items()}
    contest = replace(contest, sheets=same)
    assert items(contest) == ()
    assert [row.place for row in places(contest)] == ["1"] * 4


def test_far_marks_are_named(hand) -> None:
    contest = conferring(hand)
    assert [row.far for row in places(contest)] == [()] * 4
    sheet = contest.sheets["swasta", "berlian"]
    far = replace(sheet, marks={**sheet.marks, "solusi": "10", "standar": "7"})
    found = places(replace(contest, sheets={**contest.sheets, ("swasta", "berlian"): far}))
    berlian = next(row for row in found if row.kbk == "berlian")
    assert berlian.far == (
        "Juri Pemprov Jatim 7,5 poin di atas Juri Swasta pada Solusi & inovasi",
        "Juri Pemprov Jatim 2 poin di atas Juri Swasta pada Standardisasi & keberlanjutan",
    )


def test_a_mark_that_was_not_given_is_not_far_from_anything(hand) -> None:
    contest = conferring(hand)
    sheet = contest.sheets["swasta", "berlian"]
    contest = replace(
        contest,
        sheets={**contest.sheets, ("swasta", "berlian"): replace(sheet, marks={**sheet.marks, "solusi": "abstained"})},
    )
    berlian = next(row for row in places(contest) if row.kbk == "berlian")
    assert berlian.far == ()
    assert berlian.juri == "Juri Pemprov Jatim 89,00", "who abstained somewhere has no total of his own"
    nobody = {key: replace(s, marks=dict.fromkeys(s.marks, "abstained")) for key, s in contest.sheets.items()}
    assert {row.place for row in places(replace(contest, sheets=nobody))} == {"–"}


def test_a_tie_is_an_item_until_the_chair_has_ordered_it(hand) -> None:
    contest = conferring(hand)
    ceria = {juri: contest.sheets[juri, "ceria"].marks for juri in ("pemprov", "swasta")}
    same = {(juri, "melati"): replace(contest.sheets[juri, "melati"], marks=marks) for juri, marks in ceria.items()}
    contest = replace(contest, sheets={**contest.sheets, **same})
    tie = items(contest)[0]
    assert (tie.topic, tie.settled, tie.kbk) == (Topic.TIE, False, ("ceria", "melati"))
    assert tie.words == "Nilai sama di peringkat 2: 1 KBK Ceria · Dispenda dan 2 KBK Melati · Satpol PP"
    ordered = replace(contest, chair={frozenset(tie.kbk): TieOrder({"ceria": 2, "melati": 1}, "x")})
    tie = items(ordered)[-1]
    assert tie.settled
    assert tie.words.startswith("Nilai sama di peringkat 2: 2 KBK Melati · Satpol PP dan 1 KBK Ceria")


def test_how_sure_the_first_place_is(hand) -> None:
    contest = conferring(hand)
    told = robustness(contest)
    assert told
    assert all("KBK Berlian" in words or "KBK Ceria" in words for words in told[:1])
    assert robustness(replace(contest, state=State.RUNNING)) == ()


# --- from the lock on ------------------------------------------------------------------------------------------------


def test_after_the_lock_the_numbers_are_those_of_the_record(hand) -> None:
    contest = conferring(hand)
    hand.do(result.lock)
    contest = hand.desk.contest
    kept = {**contest.locked.result}
    kept["standings"] = [{**row, "place": None, "total_exact": None} for row in kept["standings"]]
    told = places(replace(contest, locked=replace(contest.locked, result=kept)))
    assert {(row.place, row.total) for row in told} == {("–", "")}
    assert [row.total for row in places(contest)] == ["88,00", "82,25", "81,00", "76,75"]
    blind = places(replace(contest, locked=replace(contest.locked, result=None)))
    assert [row.total for row in blind] == ["88,00", "82,25", "81,00", "76,75"]


def test_the_next_step_from_lock_to_announcement(hand) -> None:
    conferring(hand)
    hand.do(result.lock)
    assert next_step(hand.desk.contest).words == "Tekan T: tanda tangan Juri Pemprov Jatim dan Juri Swasta."
    assert unsigned(hand.desk.contest) == ("pemprov", "swasta")
    assert unsigned(replace(hand.desk.contest, absent={"swasta": "sakit"})) == ("pemprov",)
    for juri in ("pemprov", "swasta"):
        hand.sit(juri)
        hand.do(result.sign, juri)
    assert next_step(hand.desk.contest).actions[0] == "announce"
    hand.sit("pemprov")
    hand.do(result.announce)
    assert next_step(hand.desk.contest).actions[0] == "export"
    half = replace(hand.desk.contest, public=False, revealed=("Juara III",))
    assert next_step(half).actions[0] == "announce"


# --- words -----------------------------------------------------------------------------------------------------------


def test_what_the_rules_propose() -> None:
    phase = kediri().phase[0]
    sure = Proposal("s", "k", Overrun(phase, 91, 0, Decimal(2), Decimal(2), Decimal(2)), decided=False)
    assert proposed(sure) == "usul −2 nilai"
    unsure = Proposal("s", "k", Overrun(phase, 91, 4, None, Decimal(1), Decimal(2)), decided=False)
    assert proposed(unsure) == "usul antara −1 dan −2: jam tidak pasti ± 4 detik"


def test_points_carry_their_sign() -> None:
    assert [signed(Decimal(text)) for text in ("1.5", "-2", "0")] == ["+1,5", "−2", "0"]


def test_who_may_witness(hand) -> None:
    contest = hand.desk.contest
    assert second_persons(contest, "swasta") == (), "the chair types, so only the operator is left"
    assert second_persons(contest, "pemprov") == ("swasta",)
    panel = tuple(juri.model_copy(update={"role": "anggota"}) for juri in contest.definition.juri)
    chairless = replace(contest, event=contest.definition.model_copy(update={"juri": panel}))
    assert second_persons(chairless, "swasta") == ("pemprov",)


def test_a_correction_shows_at_once(hand) -> None:
    conferring(hand)
    marks = {**hand.desk.contest.sheets["swasta", "ceria"].marks, "masalah": "20"}
    made = granting.correct(hand.desk, "swasta", "ceria", marks, "salah tulis", "operator", REHEARSAL_PASSPHRASE)
    assert isinstance(made, Record)
    ceria = next(row for row in places(hand.desk.contest) if row.kbk == "ceria")
    assert Fraction(ceria.total.replace(",", ".")) == Fraction("83.75")


def test_an_overtime_is_an_item_until_it_is_decided_for_the_time_that_stands(tmp_path) -> None:
    hand = Stagehand(tmp_path / "k.juri", kediri(), ManualClock()).ready()
    for kbk in hand.desk.contest.order:
        hand.arm(kbk).time("slot_started")
        hand.clock.advance((30 * 60 + (91 if kbk == "ceria" else 0)) * SECOND)
        hand.time("slot_ended").time("slot_advanced").time("slot_started").time("slot_ended").time("slot_finished")
        hand.judge(kbk)
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    first = items(hand.desk.contest)[0]
    assert (first.topic, first.settled, first.key) == (Topic.OVERTIME, False, "ceria-1")
    assert first.words == "Lewat waktu 01:31 pada Paparan: 1 KBK Ceria · Dispenda · usul −2 nilai"
    hand.do(result.deduct, "ceria", "-1", "sebagian karena listrik", "ceria-1")
    last = items(hand.desk.contest)[-1]
    assert last.settled
    assert last.words.endswith("diputuskan −1 (sebagian karena listrik)")
    ceria = next(row for row in places(hand.desk.contest) if row.kbk == "ceria")
    assert ceria.decided == ("−1 sebagian karena listrik",)
