"""Decisions: what may happen when, and in which words the rest is refused."""

from decimal import Decimal

import pytest
from events import kediri
from ledger import Ledger

from juri_tui.decisions import clock, definition, result, seat, sheets
from juri_tui.lease import Claim
from juri_tui.model import Refusal
from juri_tui.records import Notes, SlotStepped
from juri_tui.slot import SECOND, SlotState

# --- the definition ------------------------------------------------------------------------------------------------


def test_the_same_seed_draws_the_same_order_whatever_order_the_file_has(ledger: Ledger) -> None:
    drawn = definition.draw(ledger.contest, "kediri").numbers
    turned = Ledger(kediri().model_copy(update={"kbk": kediri().kbk[::-1]}))
    assert definition.draw(turned.contest, "kediri").numbers == drawn
    assert sorted(drawn.values()) == [1, 2, 3, 4]
    assert len({tuple(definition.draw(ledger.contest, str(seed)).numbers.items()) for seed in range(200)}) == 24


@pytest.mark.parametrize(
    "numbers",
    [
        {"ceria": 1},
        {"ceria": 1, "melati": 1, "berlian": 2, "cp-joss": 3},
        {"ceria": 2, "melati": 3, "berlian": 4, "cp-joss": 5},
        {"ceria": 1, "melati": 2, "berlian": 3, "lain": 4},
    ],
)
def test_a_draw_from_paper_numbers_everybody_once(ledger: Ledger, numbers: dict[str, int]) -> None:
    assert ledger.refused(definition.draw_typed, numbers) == "numbers"


def test_no_draw_once_somebody_was_called(ready: Ledger) -> None:
    ready.do(definition.draw, "noch einmal")
    ready.arm(ready.contest.order[0])
    assert ready.refused(definition.draw, "x") == "state"
    assert ready.refused(definition.draw_typed, {}) == "state"


def test_freezing_needs_date_place_and_chair(ledger: Ledger) -> None:
    event = ledger.contest.definition
    bare = event.model_copy(
        update={
            "event": event.event.model_copy(update={"date": None, "place": ""}),
            "juri": tuple(juri.model_copy(update={"role": "anggota"}) for juri in event.juri),
        }
    )
    ledger.do(definition.set_definition, bare)
    answer = ledger.ask(definition.freeze)
    assert isinstance(answer, Refusal)
    assert answer.words.endswith("tanggal, tempat, ketua dewan juri.")
    ledger.do(definition.set_definition, event)
    ledger.do(definition.freeze)
    assert ledger.refused(definition.freeze) == "state"


def test_frozen_rules_stand_but_people_may_change_with_a_reason(ready: Ledger) -> None:
    event = ready.contest.definition
    easier = event.model_copy(update={"criterion": event.criterion[:-1]})
    assert ready.refused(definition.set_definition, easier, "x") == "frozen"
    fewer = event.model_copy(update={"kbk": event.kbk[:-1]})
    assert ready.refused(definition.set_definition, fewer, "x") == "removed"
    assert ready.refused(definition.set_definition, event.model_copy(update={"juri": event.juri[:1]}), "x") == "removed"
    renamed = event.model_copy(update={"kbk": (event.kbk[0].model_copy(update={"name": "KBK Cerah"}), *event.kbk[1:])})
    assert ready.refused(definition.set_definition, renamed, " ") == "reason"
    ready.do(definition.set_definition, renamed, "salah tulis")
    assert ready.contest.definition.kbk[0].name == "KBK Cerah"


def with_juri(ready: Ledger, **changes: object):
    """The definition with the second juri changed."""
    event = ready.contest.definition
    return event.model_copy(update={"juri": (event.juri[0], event.juri[1].model_copy(update=changes))})


def test_after_the_freeze_nobody_gets_another_weight_or_other_criteria(ready: Ledger) -> None:
    assert ready.refused(definition.set_definition, with_juri(ready, weight=Decimal(2)), "x", ["pemprov"]) == "frozen"
    assert ready.refused(definition.set_definition, with_juri(ready, criteria=("hasil",)), "x", ["pemprov"]) == "frozen"


def test_the_definition_rests_in_the_deliberation(conferring: Ledger) -> None:
    assert conferring.refused(definition.set_definition, conferring.contest.definition, "x") == "state"
    assert conferring.refused(definition.reorder, conferring.contest.order, "x") == "state"


def test_a_freeze_is_taken_back_only_before_the_event(ready: Ledger) -> None:
    assert ready.refused(definition.thaw, "") == "reason"
    ready.arm("ceria")
    assert ready.refused(definition.thaw, "x") == "state"


def test_reordering_keeps_those_who_performed(ready: Ledger) -> None:
    ready.present("ceria")
    assert ready.refused(definition.reorder, ("ceria", "melati"), "x") == "order"
    assert ready.refused(definition.reorder, ("melati", "ceria", "berlian", "cp-joss"), "x") == "order"
    new = ("ceria", "cp-joss", "melati", "berlian")
    assert ready.refused(definition.reorder, new, "") == "reason"
    ready.do(definition.reorder, new, "mobil mogok")
    assert [kbk.number for kbk in ready.contest.running_order()] == [1, 4, 2, 3]


def test_who_waits_again_may_be_moved_back(ready: Ledger) -> None:
    ready.arm("ceria")
    later = ("melati", "ceria", "berlian", "cp-joss")
    assert ready.refused(definition.reorder, later, "belum siap") == "order", "it is on the stage"
    ready.time("slot_undone")
    ready.do(definition.reorder, later, "belum siap")
    ready.arm("melati")
    ready.time("slot_aborted", reason="listrik padam")
    ready.do(definition.reorder, ("ceria", "berlian", "melati", "cp-joss"), "listrik padam")
    ready.do(clock.no_show, "ceria", "", ready.ticking.now())
    ready.do(definition.reorder, ("berlian", "melati", "cp-joss", "ceria"), "masih di jalan")


def test_status_changes_have_reasons_and_wait_for_the_stage(ready: Ledger) -> None:
    assert ready.refused(definition.set_status, "ceria", "withdrawn", "") == "reason"
    assert ready.refused(definition.set_status, "ceria", "active", "x") == "same"
    ready.arm("ceria")
    ready.time("slot_started")
    assert ready.refused(definition.set_status, "ceria", "disqualified", "x") == "live"
    ready.do(definition.set_status, "melati", "withdrawn", "mundur")
    assert ready.refused(clock.arm, "melati", ready.ticking.now()) == "live"


def test_nothing_changes_behind_a_locked_result(conferring: Ledger) -> None:
    conferring.do(result.lock)
    assert conferring.refused(definition.set_status, "ceria", "withdrawn", "x") == "state"
    assert conferring.refused(definition.set_absent, "swasta", True, "x") == "state"


def test_a_juri_is_absent_or_not(ready: Ledger) -> None:
    assert ready.refused(definition.set_absent, "swasta", False, "x") == "same"
    assert ready.refused(definition.set_absent, "swasta", True, "") == "reason"


# --- the clock -----------------------------------------------------------------------------------------------------


def test_nobody_is_called_before_the_freeze_and_the_draw(ledger: Ledger) -> None:
    at = ledger.ticking.now()
    assert ledger.refused(clock.arm, "ceria", at) == "state"
    assert ledger.refused(clock.no_show, "ceria", "", at) == "state"
    ledger.do(definition.freeze)
    assert ledger.refused(clock.arm, "ceria", at) == "draw"


def test_one_kbk_on_the_stage_at_a_time_and_each_once(ready: Ledger) -> None:
    at = ready.ticking.now()
    ready.arm("ceria")
    assert ready.refused(clock.arm, "melati", at) == "live"
    assert ready.refused(clock.no_show, "melati", "", at) == "live"
    ready.time("slot_disarmed")
    again = ready.arm("ceria")
    assert again.payload.slot == "ceria-1"
    ready.do(clock.no_show, "ceria", "", at)
    ready.present("ceria")
    assert ready.refused(clock.arm, "ceria", at) == "done"
    assert ready.refused(clock.no_show, "ceria", "", at) == "done"


def test_who_is_out_is_not_called(ready: Ledger) -> None:
    ready.do(definition.set_status, "ceria", "withdrawn", "mundur")
    assert ready.refused(clock.arm, "ceria", ready.ticking.now()) == "out"


def test_the_stage_is_closed_in_the_deliberation(conferring: Ledger) -> None:
    at = conferring.ticking.now()
    assert conferring.refused(clock.arm, "ceria", at) == "state"
    assert conferring.refused(clock.command, SlotStepped(kind="slot_undone", slot="", kbk=""), at) == "state"


def test_clock_commands_need_a_slot_and_a_fresh_view(ready: Ledger) -> None:
    at = ready.ticking.now()
    start = SlotStepped(kind="slot_started", slot="", kbk="")
    assert ready.refused(clock.command, start, at) == "no-slot"
    ready.arm("ceria")
    seen = ready.contest.live.revision
    assert ready.refused(clock.command, start.model_copy(update={"slot": "melati-1"}), at) == "no-slot"
    ready.do(clock.command, start, at, seen)
    assert ready.refused(clock.command, SlotStepped(kind="slot_ended", slot="", kbk=""), at, seen) == "stale"
    assert ready.refused(clock.command, start, at) == "illegal"


def test_a_record_says_the_elapsed_time_that_it_implies(ready: Ledger) -> None:
    ready.arm("ceria")
    assert ready.time("slot_started", ns=95 * SECOND).payload.elapsed_ns == 95 * SECOND
    ready.ticking.advance(10 * SECOND)
    record = ready.time("slot_paused")
    assert (record.payload.elapsed_ns, record.payload.slot, record.payload.kbk) == (105 * SECOND, "ceria-1", "ceria")


def test_undo_reaches_back_to_the_call_but_never_past_a_sheet(ready: Ledger) -> None:
    ready.present("ceria")
    undo = SlotStepped(kind="slot_undone", slot="", kbk="")
    ready.do(clock.command, undo, ready.ticking.now())
    assert ready.contest.live.state is SlotState.ENDED
    ready.time("slot_finished")
    ready.do(sheets.send, "swasta", "ceria", ready.marks("swasta", "ceria"))
    assert ready.refused(clock.command, undo, ready.ticking.now()) == "sheet-sent"


def test_reasons_are_for_commands_that_were_given(ready: Ledger) -> None:
    ready.arm("ceria")
    ready.time("slot_started")
    paused = ready.time("slot_paused")
    assert ready.refused(clock.give_reason, "ceria-1", paused.uid, " ") == "no_reason"
    assert ready.refused(clock.give_reason, "ceria-1", "uid-1", "x") == "unknown_command"


@pytest.mark.parametrize(("seconds", "code"), [(0, "range"), (12 * 3600 + 1, "range"), (-12 * 3600 - 1, "range")])
def test_the_plan_moves_by_sane_amounts(ready: Ledger, seconds: int, code: str) -> None:
    assert ready.refused(clock.shift, seconds) == code


def test_nobody_started_while_another_phase_was_running(ready: Ledger) -> None:
    ready.arm("ceria")
    ready.time("slot_started", ns=95 * SECOND)  # before the call: that was forgotten as well
    ready.ticking.advance(1800 * SECOND)
    ready.time("slot_ended")
    ready.ticking.advance(42 * SECOND)
    ready.time("slot_advanced")
    wanted = SlotStepped(kind="slot_started", slot="", kbk="", ns=42 * SECOND + 1)
    refused = ready.ask(clock.command, wanted, ready.ticking.now())
    assert isinstance(refused, Refusal)
    assert refused.words == "Paling lama 00:42 yang lalu: saat itu tahap sebelumnya berakhir."
    ready.time("slot_started", ns=42 * SECOND)
    ready.time("slot_ended")
    ready.time("slot_finished")
    ready.arm("melati")
    assert ready.refused(
        clock.command, SlotStepped(kind="slot_started", slot="", kbk="", ns=1), ready.ticking.now()
    ) == ("too_early")


def test_breaks_are_for_an_empty_stage(ready: Ledger) -> None:
    assert ready.refused(clock.start_break, "ISHOMA", 59) == "range"
    assert ready.refused(clock.start_break, "ISHOMA", 12 * 3600 + 1) == "range"
    assert ready.refused(clock.end_break) == "no-break"
    ready.arm("ceria")
    assert ready.refused(clock.start_break, "ISHOMA", 3600) == "live"


# --- marks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "mark"), [("17,5", "17.5"), ("17.5", "17.5"), (" 0 ", "0"), ("20", "20"), ("007", "7"), ("+3", "3")]
)
def test_marks_with_comma_or_point(typed: str, mark: str) -> None:
    assert sheets.accept_mark(kediri().criterion[0], typed) == Decimal(mark)


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("", "number", "Ketik angka 0 sampai 20, misalnya 20."),
        ("1e1", "number", None),
        ("١٧", "number", None),
        ("20,5", "range", "20,5 di luar rentang. Masalah & analisis (input) dinilai 0 sampai 20."),
        ("-0,5", "range", None),
        ("175", "range", None),
        ("17,3", "step", "17,3 tidak sesuai langkah. Nilai naik setiap 0,5, misalnya 17 atau 17,5."),
    ],
)
def test_marks_that_are_refused_in_words(typed: str, code: str, words: str | None) -> None:
    answer = sheets.accept_mark(kediri().criterion[0], typed)
    assert isinstance(answer, Refusal)
    assert answer.code == code
    assert words is None or answer.words == words


def test_no_marks_before_the_freeze(ledger: Ledger) -> None:
    assert ledger.refused(sheets.open_judging) == "state"
    assert ledger.refused(sheets.send, "swasta", "ceria", ledger.marks("swasta", "ceria")) == "state"


def test_a_sheet_is_sent_once_after_the_presentation(ready: Ledger) -> None:
    marks = ready.marks("swasta", "ceria")
    ready.do(sheets.open_judging)
    assert ready.refused(sheets.open_judging) == "open"
    assert ready.refused(sheets.send, "swasta", "ceria", marks) == "not-done"
    ready.present("ceria")
    ready.do(sheets.send, "swasta", "ceria", marks, Notes(saran="  lebih\r\nbaik "))
    assert ready.contest.sheets["swasta", "ceria"].notes.saran == "lebih\nbaik"
    assert ready.refused(sheets.send, "swasta", "ceria", marks) == "sent"
    assert ready.refused(sheets.recuse, "swasta", "ceria", "x") == "sent"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"hasil": ""}, "empty"),
        ({"hasil": "21"}, "range"),
        ({"hasil": "recused"}, "number"),
        ({"gaya": "1"}, "criterion"),
    ],
)
def test_a_sheet_is_whole_or_not_sent(ready: Ledger, change: dict[str, str], code: str) -> None:
    ready.present("ceria")
    assert ready.refused(sheets.send, "swasta", "ceria", {**ready.marks("swasta", "ceria"), **change}) == code
    missing = {key: value for key, value in ready.marks("swasta", "ceria").items() if key != "hasil"}
    assert ready.refused(sheets.send, "swasta", "ceria", missing) == "empty"


def test_a_sheet_keeps_the_exact_marks(ready: Ledger) -> None:
    ready.present("ceria")
    sent = ready.do(sheets.send, "swasta", "ceria", {**ready.marks("swasta", "ceria"), "hasil": "015,50"})
    assert sent.payload.marks["hasil"] == "15.5"


def test_who_declared_a_conflict_does_not_mark(ready: Ledger) -> None:
    ready.present("ceria")
    assert ready.refused(sheets.recuse, "swasta", "ceria", " ") == "reason"
    ready.do(sheets.recuse, "swasta", "ceria", "keluarga")
    assert ready.refused(sheets.send, "swasta", "ceria", ready.marks("swasta", "ceria")) == "recused"


def test_nobody_marks_a_kbk_that_is_out_or_after_the_close(ready: Ledger, conferring: Ledger) -> None:
    ready.do(definition.set_status, "ceria", "withdrawn", "mundur")
    assert ready.refused(sheets.send, "swasta", "ceria", ready.marks("swasta", "ceria")) == "out"
    assert conferring.refused(sheets.recuse, "swasta", "ceria", "x") == "state"


def test_a_paper_sheet_is_confirmed_by_its_juri_or_the_chair(ready: Ledger) -> None:
    ready.present("ceria")
    assert ready.refused(sheets.confirm, "swasta", "ceria", True, "swasta") == "nothing"
    ready.do(sheets.send, "swasta", "ceria", ready.marks("swasta", "ceria"), by="paper")
    assert ready.refused(sheets.confirm, "swasta", "ceria", True, "operator") == "second"
    ready.do(sheets.confirm, "swasta", "ceria", True, "pemprov")
    assert ready.refused(sheets.confirm, "swasta", "ceria", True, "pemprov") == "nothing"


def test_the_chairs_own_paper_sheet_needs_another_juri_or_himself(ready: Ledger) -> None:
    ready.present("ceria")
    ready.do(sheets.send, "pemprov", "ceria", ready.marks("pemprov", "ceria"), by="paper")
    ready.do(sheets.confirm, "pemprov", "ceria", True, "swasta")


def test_corrections_have_reason_witness_and_a_change(judged: Ledger) -> None:
    marks = judged.marks("swasta", "ceria")
    new = {**marks, "hasil": "18"}
    assert judged.refused(sheets.correct, "swasta", "ceria", new, "salah tik", "swasta") == "second"
    assert judged.refused(sheets.correct, "swasta", "ceria", new, "salah tik", "pemprov") == "second", "who types it"
    assert judged.refused(sheets.correct, "swasta", "ceria", new, "salah tik", "siapa") == "second"
    assert judged.refused(sheets.correct, "swasta", "ceria", marks, "salah tik", "operator") == "same"
    assert judged.refused(sheets.correct, "swasta", "ceria", new, "", "operator") == "reason"
    assert judged.refused(sheets.correct, "swasta", "ceria", {**marks, "hasil": "99"}, "x", "operator") == "range"
    judged.do(sheets.correct, "swasta", "ceria", new, "salah tik", "operator")
    sheet = judged.contest.sheets["swasta", "ceria"]
    assert (sheet.marks["hasil"], sheet.corrected) == ("18", 1)


def test_no_correction_of_what_is_not_there_or_locked(ready: Ledger, conferring: Ledger) -> None:
    ready.arm("ceria")
    assert ready.refused(sheets.correct, "swasta", "ceria", {}, "x", "pemprov") == "nothing"
    conferring.do(result.lock)
    assert conferring.refused(sheets.correct, "swasta", "ceria", {}, "x", "pemprov") == "state"


def test_no_undo_sets_the_clock_going_again_in_a_break(ready: Ledger) -> None:
    """The countdown of the break and a running phase can not both be on the stage."""
    undo = SlotStepped(kind="slot_undone", slot="", kbk="")
    ready.present("ceria")
    ready.do(clock.start_break, "ISHOMA", 3600)
    assert ready.refused(clock.command, undo, ready.ticking.now()) == "break"
    ready.do(clock.end_break)
    ready.time("slot_undone")
    assert ready.contest.live is not None


# --- the console ---------------------------------------------------------------------------------------------------


def test_a_console_is_taken_over_only_from_somebody(ledger: Ledger) -> None:
    refused = seat.take_console(ledger.contest, Claim.FREE)
    assert isinstance(refused, Refusal)
    assert refused.code == "free"
    told = [seat.take_console(ledger.contest, found) for found in (Claim.QUIET, Claim.HELD)]
    assert [taken.reason for taken in told] == ["konsol lain tidak memberi tanda", "konsol lain masih dipakai"]
