"""Decisions on the result: sidang, overtime, points, ties, awards, lock, signatures, announcement."""

from dataclasses import replace
from decimal import Decimal

import pytest
from events import kediri
from ledger import Ledger

from juri_tui.contest import State
from juri_tui.decisions import definition, result, sheets
from juri_tui.model import Refusal
from juri_tui.slot import SECOND

# --- the result ----------------------------------------------------------------------------------------------------


def test_the_sidang_names_everything_that_is_missing(ready: Ledger) -> None:
    assert ready.refused(result.open_deliberation) == "state"
    ready.present("ceria")
    ready.do(sheets.send, "swasta", "ceria", ready.marks("swasta", "ceria"))
    ready.arm("melati")
    answer = ready.ask(result.open_deliberation)
    assert isinstance(answer, Refusal)
    for words in (
        "KBK Melati masih di panggung.",
        "3 KBK Berlian belum tampil.",
        "4 KBK CP JOSS belum tampil.",
        "Nilai Juri Pemprov Jatim untuk 1 KBK Ceria belum masuk.",
    ):
        assert words in answer.words
    assert "Juri Swasta untuk 1" not in answer.words


def test_nobody_waits_for_those_who_are_out(ready: Ledger) -> None:
    ready.present("ceria")
    ready.judge("ceria")
    for kbk in ("melati", "berlian", "cp-joss"):
        ready.do(definition.set_status, kbk, "withdrawn", "mundur")
    ready.do(result.open_deliberation)
    ready.do(result.lock)
    assert [row["status"] for row in ready.contest.locked.result["standings"]] == ["performed"] + ["withdrawn"] * 3


def test_decisions_belong_into_the_sidang(judged: Ledger) -> None:
    assert judged.refused(result.deduct, "ceria", "-1", "x") == "state"
    assert judged.refused(result.decide_tie, {"ceria": 1, "melati": 2}, "x") == "state"
    assert judged.refused(result.decide_award, "Favorit", "ceria", "x") == "state"
    assert judged.refused(result.lock) == "state"
    assert judged.refused(result.close_deliberation, "x") == "state"
    assert judged.refused(result.unlock, "x") == "state"
    assert judged.refused(result.sign, "swasta") == "state"
    assert judged.refused(result.announce) == "state"
    assert judged.refused(result.note_erratum, "x", "y") == "state"


def test_overtime_is_proposed_and_the_chair_decides() -> None:
    ledger = Ledger().event(ceria=1800 + 91, melati=1800 + 30)
    ledger.do(result.open_deliberation)
    (proposal,) = result.proposals(ledger.contest)
    assert (proposal.kbk, proposal.over.over_s, proposal.over.points, proposal.decided) == (
        "ceria",
        91,
        Decimal(2),
        False,
    )
    assert ledger.refused(result.lock) == "unsettled"
    assert ledger.refused(result.deduct, "ceria", "2", "x", "ceria-1") == "points"
    assert ledger.refused(result.deduct, "melati", "-1", "x", "melati-1") == "no-overtime"
    ledger.do(result.deduct, "ceria", "-2", "sesuai aturan", "ceria-1")
    assert result.proposals(ledger.contest)[0].decided
    assert result.ranking(ledger.contest).of("ceria").total == Decimal("80.25")
    ledger.do(result.deduct, "ceria", "0", "jam panggung mati", "ceria-1")
    assert result.ranking(ledger.contest).of("ceria").total == Decimal("82.25")
    ledger.do(result.lock)


def test_overtime_of_an_attempt_that_was_aborted_costs_nothing() -> None:
    ledger = Ledger().ready()
    ledger.arm("ceria")
    ledger.time("slot_started")
    ledger.ticking.advance(2000 * SECOND)
    ledger.time("slot_ended")
    ledger.time("slot_aborted", reason="listrik padam")
    assert result.proposals(ledger.contest) == ()
    ledger.present("ceria", seconds=1861)
    assert [(made.slot, made.over.over_s) for made in result.proposals(ledger.contest)] == [("ceria-2", 61)]


@pytest.mark.parametrize("ns", [-60 * SECOND, -600 * SECOND])
def test_a_later_correction_of_the_clock_makes_the_decision_stale(ns: int) -> None:
    ledger = Ledger().ready()
    ledger.present("ceria", seconds=1891)
    for juri in ("pemprov", "swasta"):
        ledger.do(definition.set_absent, juri, True, "pulang")
    for kbk in ("melati", "berlian", "cp-joss"):
        ledger.do(definition.set_status, kbk, "withdrawn", "mundur")
    ledger.do(result.open_deliberation)
    ledger.do(result.deduct, "ceria", "-2", "sesuai aturan", "ceria-1")
    points = [adjustment.points for adjustment in ledger.contest.adjustments() if adjustment.kind == "points"]
    assert points == [Decimal(-2)]
    ledger.do(result.close_deliberation, "jam terlambat dihentikan")
    for _ in range(5):
        ledger.time("slot_undone")
    ledger.time("slot_corrected", ns=ns, reason="kelompok sudah selesai")
    assert not any(adjustment.kind == "points" for adjustment in ledger.contest.adjustments())
    for kind in ("slot_ended", "slot_finished"):
        ledger.time(kind)
    assert not any(adjustment.kind == "points" for adjustment in ledger.contest.adjustments())
    assert [proposal.decided for proposal in result.proposals(ledger.contest)] == [False]


def test_points_by_hand_need_a_number_and_a_reason(conferring: Ledger) -> None:
    assert conferring.refused(result.deduct, "ceria", "dua", "x") == "points"
    assert conferring.refused(result.deduct, "ceria", "0", "x") == "points"
    assert conferring.refused(result.deduct, "ceria", "1", "") == "reason"
    conferring.do(result.deduct, "ceria", "-1,5", "alat peraga melebihi batas")
    conferring.do(result.deduct, "ceria", "+0.5", "yel-yel terbaik")
    assert result.ranking(conferring.contest).of("ceria").total == Decimal("81.25")


def tied() -> Ledger:
    """Ceria and Melati equal in everything."""
    ledger = Ledger().ready()
    for kbk in ledger.contest.order:
        ledger.present(kbk)
        for juri in ("pemprov", "swasta"):
            of = "ceria" if kbk == "melati" else kbk
            ledger.do(sheets.send, juri, kbk, ledger.marks(juri, of))
    ledger.do(result.open_deliberation)
    return ledger


def test_points_are_judged_before_there_is_a_reason(conferring: Ledger) -> None:
    contest = conferring.contest
    assert result.accept_points(contest, "ceria", "-1,5") == Decimal("-1.5")
    for points, slot, code in (("0", "", "points"), ("-101", "", "points"), ("-1", "ceria-1", "no-overtime")):
        refused = result.accept_points(contest, "ceria", points, slot)
        assert isinstance(refused, Refusal)
        assert refused.code == code
    early = result.accept_points(Ledger().event().contest, "ceria", "-1")
    assert isinstance(early, Refusal)
    assert early.code == "state"


def test_a_tie_waits_for_the_chair() -> None:
    ledger = tied()
    assert result.unsettled(ledger.contest) == ("Nilai sama antara KBK Ceria dan KBK Melati belum diputuskan.",)
    assert ledger.refused(result.decide_tie, {"ceria": 1}, "x") == "order"
    assert ledger.refused(result.decide_tie, {"ceria": 0, "melati": 1}, "x") == "order"
    assert ledger.refused(result.decide_tie, {"ceria": 1, "berlian": 2}, "x") == "order"
    assert ledger.refused(result.decide_tie, {"ceria": 1, "melati": 2}, "") == "reason"
    ledger.do(result.decide_tie, {"melati": 1, "ceria": 2}, "penyajian lebih runtut")
    assert result.ranking(ledger.contest).of("melati").decided_by == "chair"
    ledger.do(result.lock)
    assert [row["kbk"] for row in ledger.contest.locked.result["standings"]] == [
        "berlian",
        "melati",
        "ceria",
        "cp-joss",
    ]


def test_the_chair_may_leave_a_tie_as_it_is() -> None:
    ledger = tied()
    ledger.do(result.decide_tie, {"melati": 1, "ceria": 1}, "juara bersama")
    assert result.unsettled(ledger.contest) == ()
    ledger.do(result.lock)
    assert [row["place"] for row in ledger.contest.locked.result["standings"]] == ["1", "2", "2", "4"]


def all_equal() -> Ledger:
    """Everybody has the marks of Ceria."""
    ledger = Ledger().ready()
    for kbk in ledger.contest.order:
        ledger.present(kbk)
        for juri in ("pemprov", "swasta"):
            ledger.do(sheets.send, juri, kbk, ledger.marks(juri, "ceria"))
    ledger.do(result.open_deliberation)
    return ledger


def test_an_order_of_the_chair_holds_for_the_group_that_he_saw_and_for_no_other() -> None:
    ledger = all_equal()
    order = {"cp-joss": 1, "berlian": 2, "melati": 3, "ceria": 4}
    ledger.do(result.decide_tie, order, "penyajian lebih runtut")
    assert [row.kbk for row in result.ranking(ledger.contest).rows] == list(order)
    ledger.do(result.deduct, "cp-joss", "-1", "lewat batas halaman")
    assert result.unsettled(ledger.contest) == (
        "Nilai sama antara KBK Berlian, KBK Ceria dan KBK Melati belum diputuskan.",
    )
    assert ledger.refused(result.lock) == "unsettled"
    assert {row.place for row in result.ranking(ledger.contest).rows if row.kbk != "cp-joss"} == {1}
    ledger.do(result.deduct, "cp-joss", "1", "batas halaman ternyata tidak lewat")
    assert result.unsettled(ledger.contest) == (), "the very tie that was decided"


def test_the_chair_orders_what_comes_to_him_not_what_later_steps_leave_over() -> None:
    event = kediri()
    rules = event.scoring.model_copy(update={"ties": ("chair", "criterion:hasil")})
    ledger = Ledger(event.model_copy(update={"scoring": rules})).ready()
    for kbk in ledger.contest.order:
        ledger.present(kbk)
        for juri in ("pemprov", "swasta"):
            marks = ledger.marks(juri, "ceria")
            if kbk == "berlian":  # the same total, with more of it for the results
                marks |= {"hasil": f"{float(marks['hasil']) + 1}", "proses": f"{float(marks['proses']) - 1}"}
            ledger.do(sheets.send, juri, kbk, marks)
    ledger.do(result.open_deliberation)
    assert [len(group) for group in ledger.contest.tied()] == [4]
    assert ledger.refused(result.decide_tie, {"ceria": 1, "melati": 2, "cp-joss": 3}, "x") == "order"


def test_points_are_for_those_who_take_part(conferring: Ledger) -> None:
    assert conferring.refused(result.deduct, "siapa", "-1", "x") == "out"
    conferring.do(definition.set_status, "melati", "disqualified", "anggota pinjaman")
    assert conferring.refused(result.deduct, "melati", "-1", "x") == "out"


def test_who_leaves_the_contest_leaves_the_award_too(conferring: Ledger) -> None:
    conferring.do(result.decide_award, "Favorit", "ceria", "tepuk tangan terpanjang")
    conferring.do(definition.set_status, "ceria", "disqualified", "anggota pinjaman")
    conferring.do(result.lock)
    locked = conferring.contest.locked.result
    assert [row["awards"] for row in locked["standings"] if row["kbk"] == "ceria"] == [[]]
    assert locked["decisions"] == []


def test_a_paper_that_nobody_checked_keeps_the_sidang_shut_even_when_its_juri_has_left() -> None:
    ledger = Ledger().ready()
    for kbk in ledger.contest.order:
        ledger.present(kbk)
        for juri in ("pemprov", "swasta"):
            by = "paper" if (juri, kbk) == ("swasta", "melati") else "juri"
            ledger.do(sheets.send, juri, kbk, ledger.marks(juri, kbk), by=by)
    ledger.do(definition.set_absent, "swasta", True, "pulang")
    assert result.obstacles(ledger.contest) == (
        "Lembar kertas Juri Swasta untuk 2 KBK Melati belum diperiksa orang kedua (F3, lalu F6).",
    )
    assert ledger.refused(result.open_deliberation) == "incomplete"
    assert (
        ledger.refused(sheets.correct, "swasta", "melati", ledger.marks("swasta", "ceria"), "x", "operator")
        == "nothing"
    )
    ledger.do(sheets.confirm, "swasta", "melati", True, "pemprov")
    ledger.do(result.open_deliberation)


def test_no_paper_is_checked_once_the_event_is_over(conferring: Ledger) -> None:
    waiting = replace(conferring.contest.sheets["swasta", "melati"], by="paper", accepted=False)
    conferring.contest = replace(
        conferring.contest, sheets={**conferring.contest.sheets, ("swasta", "melati"): waiting}
    )
    for accepted in (True, False):
        assert conferring.refused(sheets.confirm, "swasta", "melati", accepted, "pemprov") == "state"


def test_without_the_step_chair_a_tie_is_shared() -> None:
    event = kediri()
    rules = event.scoring.model_copy(update={"ties": ()})
    ledger = Ledger(event.model_copy(update={"scoring": rules})).event()
    ledger.do(result.open_deliberation)
    assert ledger.refused(result.decide_tie, {"ceria": 1, "melati": 2}, "x") == "rule"
    assert ledger.contest.tied() == ()


def test_awards_that_the_juri_decide(conferring: Ledger) -> None:
    assert conferring.refused(result.decide_award, "Juara I", "ceria", "x") == "award"
    assert conferring.refused(result.decide_award, "Favorit", "ceria", "") == "reason"
    conferring.do(definition.set_status, "melati", "disqualified", "anggota pinjaman")
    assert conferring.refused(result.decide_award, "Favorit", "melati", "x") == "out"
    conferring.do(result.decide_award, "Favorit", "ceria", "tepuk tangan terpanjang")
    conferring.do(result.lock)
    rows = {row["kbk"]: row["awards"] for row in conferring.contest.locked.result["standings"]}
    assert rows["ceria"] == ["Juara II", "Favorit"]


def test_lock_sign_unlock_sign_announce(conferring: Ledger) -> None:
    conferring.do(result.lock)
    first = conferring.contest.locked.digest
    signed = conferring.do(result.sign, "swasta")
    assert signed.payload.digest == first
    assert conferring.refused(result.sign, "swasta") == "same"
    assert conferring.refused(result.unlock, "") == "reason"
    conferring.do(result.unlock, "salah baca")
    assert conferring.contest.state is State.DELIBERATION
    conferring.do(result.lock)
    assert conferring.contest.locked.digest != first
    assert conferring.contest.locked.result["unlocked_for"] == ["salah baca"]
    conferring.do(result.sign, "swasta")
    conferring.do(result.announce)
    assert conferring.refused(result.announce) == "same"
    assert conferring.refused(result.sign, "pemprov") == "state", "signatures are collected before"
    assert conferring.contest.state is State.ANNOUNCED
    assert conferring.refused(result.unlock, "x") == "state"
    assert conferring.refused(result.note_erratum, " ", "salah cetak") == "reason"
    assert conferring.refused(result.note_erratum, "nama salah", " ") == "reason"
    conferring.do(result.note_erratum, "nama KBK Ceria salah tulis", "salah cetak")
    (erratum,) = conferring.contest.errata
    assert (erratum.text, erratum.reason) == ("nama KBK Ceria salah tulis", "salah cetak")


def test_a_locked_result_holds_no_binary_float(conferring: Ledger) -> None:
    def walk(value: object) -> None:
        assert not isinstance(value, float)
        for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(item)

    fractional = kediri().scoring.model_copy(update={"places": "fractional", "ties": ()})
    ledger = Ledger(kediri().model_copy(update={"scoring": fractional}))
    ledger.ready()
    for kbk in ledger.contest.order:
        ledger.present(kbk)
        for juri in ("pemprov", "swasta"):
            ledger.do(sheets.send, juri, kbk, ledger.marks(juri, "ceria"))
    ledger.do(result.open_deliberation)
    ledger.do(result.lock)
    assert {row["place"] for row in ledger.contest.locked.result["standings"]} == {"2.5"}
    walk(dict(ledger.contest.locked.result))


def test_board_modes_follow_the_state(judged: Ledger) -> None:
    assert judged.refused(result.set_board, "semua") == "mode"
    assert judged.refused(result.set_board, "resmi") == "state"
    judged.do(result.set_board, "tersembunyi")
    judged.do(result.open_deliberation)
    judged.do(result.lock)
    assert judged.refused(result.set_board, "langsung") == "state"
    judged.do(result.set_board, "resmi")


def test_a_note_says_something(judged: Ledger) -> None:
    assert judged.refused(result.write_note, " ") == "reason"


# --- what has moved since it was shown -------------------------------------------------------------------------------


def test_a_sheet_that_was_typed_anew_is_not_confirmed_unseen() -> None:
    ledger = Ledger().ready()
    ledger.present("ceria")
    ledger.do(sheets.send, "swasta", "ceria", ledger.marks("swasta", "ceria"), by="paper")
    shown = ledger.contest.sheets["swasta", "ceria"].seq
    ledger.do(sheets.confirm, "swasta", "ceria", False, "swasta", shown)
    other = {**ledger.marks("swasta", "ceria"), "hasil": "1"}
    ledger.do(sheets.send, "swasta", "ceria", other, by="paper")
    assert ledger.refused(sheets.confirm, "swasta", "ceria", True, "pemprov", shown) == "stale"
    ledger.do(sheets.confirm, "swasta", "ceria", True, "pemprov", ledger.contest.sheets["swasta", "ceria"].seq)


def test_a_correction_takes_no_other_one_back(conferring: Ledger) -> None:
    shown = dict(conferring.contest.sheets["swasta", "ceria"].marks)
    conferring.do(sheets.correct, "swasta", "ceria", {**shown, "hasil": "1"}, "salah tik", "operator", shown)
    late = {**shown, "solusi": "2"}
    assert conferring.refused(sheets.correct, "swasta", "ceria", late, "salah tik", "operator", shown) == "stale"
    assert conferring.contest.sheets["swasta", "ceria"].marks["hasil"] == "1"


def test_only_the_result_that_was_shown_is_locked_and_signed(conferring: Ledger) -> None:
    shown = result.result_of(conferring.contest)
    conferring.do(result.deduct, "berlian", "-10", "dari layar lain")
    assert conferring.refused(result.lock, shown) == "stale"
    conferring.do(result.lock, result.result_of(conferring.contest))
    digest = conferring.contest.locked.digest
    conferring.do(result.unlock, "salah baca")
    conferring.do(result.lock)
    assert conferring.refused(result.sign, "swasta", digest) == "stale"
    conferring.do(result.sign, "swasta", conferring.contest.locked.digest)
