"""Folding: what each kind of record does to the contest, and what a contest can tell."""

from dataclasses import fields

import pytest
from events import kediri
from ledger import Ledger

from juri_tui import records as r
from juri_tui.contest import Contest, State, mode_word, rehearsal_word, state_word
from juri_tui.decisions import clock, definition, result, sheets
from juri_tui.fold import fold
from juri_tui.model import Absence
from juri_tui.schedule import RowState
from juri_tui.slot import SECOND, SlotState


def test_an_empty_ledger_has_no_definition() -> None:
    with pytest.raises(ValueError, match="no definition"):
        _ = Contest().definition
    assert Contest().last_slot is None
    assert Contest().live is None


def test_folding_piece_by_piece_equals_folding_at_once() -> None:
    ledger = Ledger().event()
    ledger.do(result.open_deliberation)
    ledger.do(result.lock)
    whole = fold(ledger.records)
    assert whole == ledger.contest
    for cut in range(0, len(ledger.records), 7):
        assert fold(ledger.records[cut:], fold(ledger.records[:cut])) == whole


def test_a_snapshot_is_never_changed_by_what_follows() -> None:
    ledger = Ledger().ready()
    before = ledger.contest
    kept = {field.name: getattr(before, field.name) for field in fields(before)}
    ledger.present("ceria")
    ledger.judge("ceria")
    assert all(getattr(before, name) is value for name, value in kept.items())
    assert before.sheets == {}
    assert before.slots == {}


def test_an_unlawful_record_is_named() -> None:
    ledger = Ledger().ready()
    with pytest.raises(ValueError, match="record 5 is not lawful"):
        ledger.write(r.SlotStepped(kind="slot_started", slot="ceria-1", kbk="ceria"))


def test_a_replay_that_finds_another_time_is_no_replay() -> None:
    ledger = Ledger().ready()
    ledger.arm("ceria")
    with pytest.raises(ValueError, match="record 6 does not say the elapsed time"):
        ledger.write(r.SlotStepped(kind="slot_started", slot="ceria-1", kbk="ceria", elapsed_ns=1))


def test_the_schedule_is_told_who_is_out() -> None:
    ledger = Ledger().ready()
    ledger.do(definition.set_status, "ceria", "withdrawn", "mundur")
    rows = {row.kbk: row.state for row in ledger.contest.schedule(ledger.ticking.now()).rows}
    assert (rows["ceria"], rows["melati"]) == (RowState.OUT, RowState.WAITING)


def test_states_follow_each_other() -> None:
    ledger = Ledger()
    assert ledger.contest.state is State.SETUP
    ledger.ready()
    assert ledger.contest.state is State.READY
    ledger.arm("ceria")
    assert ledger.contest.state is State.RUNNING


def test_judging_opens_the_event_before_the_first_presentation() -> None:
    ledger = Ledger().ready()
    ledger.do(sheets.open_judging)
    assert ledger.contest.state is State.RUNNING


def test_the_draw_numbers_and_orders_and_a_late_kbk_comes_last() -> None:
    ledger = Ledger()
    assert ledger.contest.order == ("ceria", "melati", "berlian", "cp-joss")
    ledger.do(definition.draw_typed, {"ceria": 4, "melati": 1, "berlian": 3, "cp-joss": 2})
    assert ledger.contest.order == ("melati", "cp-joss", "berlian", "ceria")
    assert [kbk.number for kbk in ledger.contest.running_order()] == [1, 2, 3, 4]
    event = ledger.contest.definition
    late = event.kbk[0].model_copy(update={"id": "susulan", "name": "KBK Susulan", "number": 5})
    ledger.do(definition.set_definition, event.model_copy(update={"kbk": (late, *event.kbk)}))
    assert ledger.contest.order == ("melati", "cp-joss", "berlian", "ceria", "susulan")


def test_cells_tell_blank_recused_absent_and_abstained_apart() -> None:
    ledger = Ledger().ready()
    ledger.present("ceria")
    ledger.do(sheets.send, "pemprov", "ceria", {**ledger.marks("pemprov", "ceria"), "hasil": "abstained"})
    ledger.do(sheets.recuse, "pemprov", "melati", "saudara kandung ketua kelompok")
    ledger.do(definition.set_absent, "swasta", True, "sakit")
    cells = ledger.contest.cells()
    assert cells["pemprov", "ceria", "hasil"] is Absence.ABSTAINED
    assert cells["pemprov", "melati", "hasil"] is Absence.RECUSED
    assert cells["swasta", "ceria", "hasil"] is Absence.ABSENT
    assert ("pemprov", "berlian", "hasil") not in cells
    assert [(juri.id, kbk.id) for juri, kbk in ledger.contest.missing()] == [
        ("pemprov", "berlian"),
        ("pemprov", "cp-joss"),
    ]


def test_an_absent_juri_keeps_the_sheets_that_were_sent() -> None:
    ledger = Ledger().ready()
    ledger.present("ceria")
    ledger.judge("ceria")
    ledger.do(definition.set_absent, "swasta", True, "pulang")
    assert str(ledger.contest.cells()["swasta", "ceria", "masalah"]) == "17"
    ledger.do(definition.set_absent, "swasta", False, "kembali")
    assert ("swasta", "melati", "masalah") not in ledger.contest.cells()


def test_hidden_marks_are_never_scored() -> None:
    ledger = Ledger().ready()
    ledger.present("ceria")
    ledger.write(r.SheetSent(juri="swasta", kbk="ceria", marks=None, notes=None))
    with pytest.raises(ValueError, match="hidden"):
        ledger.contest.cells()


def test_a_paper_sheet_counts_once_it_is_confirmed_and_vanishes_when_rejected() -> None:
    ledger = Ledger().ready()
    ledger.present("ceria")
    ledger.do(sheets.send, "swasta", "ceria", ledger.marks("swasta", "ceria"), by="paper")
    assert ("swasta", "ceria", "hasil") not in ledger.contest.cells()
    assert ("swasta", "ceria") in {(juri.id, kbk.id) for juri, kbk in ledger.contest.missing()}
    ledger.do(sheets.confirm, "swasta", "ceria", False, "pemprov")
    assert ("swasta", "ceria") not in ledger.contest.sheets
    ledger.do(sheets.send, "swasta", "ceria", ledger.marks("swasta", "ceria"), by="paper")
    ledger.do(sheets.confirm, "swasta", "ceria", True, "swasta")
    assert ("swasta", "ceria", "hasil") in ledger.contest.cells()


def test_a_later_attempt_replaces_a_no_show() -> None:
    ledger = Ledger().ready()
    ledger.do(clock.no_show, "ceria", "", ledger.ticking.now())
    assert ledger.contest.status("ceria") == ("no_show", "tidak hadir saat dipanggil")
    assert "ceria" not in {kbk.id for _juri, kbk in ledger.contest.missing()}
    ledger.present("ceria")
    assert ledger.contest.status("ceria") == ("active", "")
    assert ledger.contest.slot_of("ceria").attempt == 2


def test_who_was_called_back_and_is_missing_again_is_missing() -> None:
    ledger = Ledger().ready()
    ledger.do(clock.no_show, "ceria", "", ledger.ticking.now())
    ledger.do(definition.set_status, "ceria", "active", "datang juga")
    assert ledger.contest.status("ceria")[0] == "active"
    ledger.do(clock.no_show, "ceria", "", ledger.ticking.now())
    assert ledger.contest.status("ceria") == ("no_show", "tidak hadir saat dipanggil")


def test_who_was_called_missing_by_name_and_performs_is_judged() -> None:
    ledger = Ledger().ready()
    ledger.do(definition.set_status, "ceria", "no_show", "terjebak macet")
    ledger.present("ceria")
    assert ledger.contest.status("ceria") == ("active", "")
    ledger.do(sheets.send, "swasta", "ceria", ledger.marks("swasta", "ceria"))


def test_who_withdrew_stays_out_whatever_the_stage_says() -> None:
    ledger = Ledger().ready()
    ledger.arm("ceria")
    ledger.time("slot_no_show")
    ledger.do(definition.set_status, "ceria", "withdrawn", "sakit semua")
    assert ledger.contest.status("ceria") == ("withdrawn", "sakit semua")


def test_a_kbk_can_come_back_after_any_status() -> None:
    ledger = Ledger().ready()
    ledger.do(definition.set_status, "ceria", "withdrawn", "sakit semua")
    assert [a.kind for a in ledger.contest.adjustments()] == ["withdrawn"]
    ledger.do(definition.set_status, "ceria", "active", "datang juga")
    assert ledger.contest.adjustments() == ()
    ledger.do(clock.no_show, "melati", "macet", ledger.ticking.now())
    ledger.do(definition.set_status, "melati", "active", "sudah datang")
    assert ledger.contest.status("melati")[0] == "active"


def test_undo_takes_the_last_timer_command_back() -> None:
    ledger = Ledger().ready()
    ledger.arm("ceria")
    ledger.time("slot_started")
    ledger.ticking.advance(8 * SECOND)
    ledger.time("slot_ended")
    ledger.ticking.advance(8 * SECOND)
    back = ledger.time("slot_undone")
    assert ledger.contest.live.state is SlotState.RUNNING
    assert back.payload.elapsed_ns == 16 * SECOND


@pytest.mark.parametrize("missed", [False, True])
def test_undo_is_for_the_kbk_called_or_missed_last_though_it_was_called_before(missed: bool) -> None:
    ledger = Ledger().ready()
    ledger.arm("ceria")
    ledger.time("slot_undone")
    ledger.present("melati")
    if missed:
        ledger.do(clock.no_show, "ceria", "", ledger.ticking.now())
    else:
        ledger.arm("ceria")
    assert ledger.time("slot_undone").payload.slot == "ceria-1"
    assert ledger.contest.performed("melati")


def test_a_reason_reaches_the_command_that_it_explains() -> None:
    ledger = Ledger().ready()
    ledger.arm("ceria")
    ledger.time("slot_started")
    paused = ledger.time("slot_paused")
    ledger.do(clock.give_reason, "ceria-1", paused.uid, "listrik padam")
    assert ledger.contest.live.commands[-1].command.reason == "listrik padam"


def test_a_changed_plan_leaves_the_live_slot_alone() -> None:
    ledger = Ledger().ready()
    ledger.arm("ceria")
    shorter = kediri().phase[0].model_copy(update={"length": 60})
    ledger.write(r.DefinitionSet(event=kediri().model_copy(update={"phase": (shorter,)})))
    ledger.time("slot_started")
    assert ledger.contest.live.run.planned_ns == 1800 * SECOND


def test_the_board_holds_its_picture_in_the_deliberation_and_gives_it_back() -> None:
    ledger = Ledger().event()
    before = ledger.contest
    ledger.do(result.open_deliberation)
    assert ledger.contest.board_mode == "ditahan"
    assert ledger.contest.held.sheets == before.sheets
    ledger.write(r.BoardModeSet(mode="ditahan"))
    assert ledger.contest.held.sheets == before.sheets
    ledger.do(result.close_deliberation, "juri minta tayang ulang")
    assert ledger.contest.board_mode == "langsung"
    assert ledger.contest.held is None


def test_a_board_held_by_hand_stays_held_through_the_deliberation() -> None:
    ledger = Ledger().event()
    ledger.do(result.set_board, "ditahan")
    ledger.do(result.open_deliberation)
    ledger.do(result.close_deliberation, "ulang")
    assert ledger.contest.board_mode == "langsung"
    ledger.do(result.set_board, "kemajuan")
    assert ledger.contest.board_mode == "kemajuan"


@pytest.mark.parametrize(
    "change",
    [
        r.SheetCorrected(juri="swasta", kbk="ceria", marks={}, reason="salah tik", second="pemprov"),
        r.JuriRecused(juri="swasta", kbk="ceria", reason="keluarga"),
        r.JuriAbsent(juri="swasta", absent=True, reason="pulang"),
        r.KbkStatusSet(kbk="ceria", status="disqualified", reason="anggota luar"),
        r.DeductionDecided(kbk="ceria", topic="t", points="-1", reason="lewat"),
        r.TieDecided(order={"ceria": 1, "melati": 2}, reason="sidang"),
        r.AwardDecided(award="Favorit", kbk="ceria", reason="sidang"),
        r.ResultUnlocked(reason="salah"),
        r.ResultLocked(result={}),
    ],
    ids=lambda payload: payload.kind,
)
def test_whatever_changes_the_result_voids_the_signatures(change: r.AnyPayload) -> None:
    ledger = Ledger().event()
    ledger.do(result.open_deliberation)
    ledger.do(result.lock)
    ledger.do(result.sign, "swasta")
    assert ledger.contest.signed
    ledger.write(change)
    assert not ledger.contest.signed


def test_reveals_and_notes_do_not_void_signatures() -> None:
    ledger = Ledger().event()
    ledger.do(result.open_deliberation)
    ledger.do(result.lock)
    ledger.do(result.sign, "swasta")
    ledger.write(r.AwardCalled(award="Juara III"))
    assert (ledger.contest.called, ledger.contest.state) == ("Juara III", State.LOCKED)
    ledger.write(r.AwardRevealed(award="Juara III"))
    assert (ledger.contest.called, ledger.contest.revealed_ns) == ("", ledger.ticking.wall_ns)
    ledger.write(r.AwardRevealed(award="Juara II"))
    ledger.write(r.AwardRevealed(award="Juara II", undone=True))
    ledger.do(result.write_note, "listrik padam 2 menit")
    assert ledger.contest.revealed == ("Juara III",)
    assert ledger.contest.state is State.ANNOUNCED
    assert ledger.contest.signed
    assert ledger.contest.notes == ("listrik padam 2 menit",)


@pytest.mark.parametrize("kind", ["slot_ended", "slot_aborted"])
def test_a_line_on_the_stage_is_for_those_who_stand_there(kind: str) -> None:
    ledger = Ledger().ready()
    ledger.do(clock.stage_line, "Mohon tenang")
    ledger.arm("ceria")
    assert ledger.contest.stage_line == ""
    ledger.time("slot_started")
    ledger.do(clock.stage_line, "Mohon disimpulkan")
    ledger.time("slot_paused")
    ledger.time("slot_resumed")
    assert ledger.contest.stage_line == "Mohon disimpulkan"
    ledger.time(kind)
    assert ledger.contest.stage_line == ""


def test_the_stage_hears_lines_breaks_and_shifts() -> None:
    ledger = Ledger().ready()
    ledger.do(clock.stage_line, "Mohon disimpulkan")
    ledger.do(clock.shift, 420)
    ledger.do(clock.shift, -60)
    ledger.do(clock.start_break, "ISHOMA", 3600)
    assert ledger.contest.stage_line == "Mohon disimpulkan"
    assert [shift.seconds for shift in ledger.contest.shifts] == [420, -60]
    assert (ledger.contest.pause_name, ledger.contest.pause.seconds) == ("ISHOMA", 3600)
    assert ledger.contest.pause.since == ledger.ticking.now()
    ledger.do(clock.end_break)
    assert ledger.contest.pause is None


def test_arming_ends_a_break() -> None:
    ledger = Ledger().ready()
    ledger.do(clock.start_break, "ISHOMA", 3600)
    ledger.arm("ceria")
    assert ledger.contest.pause is None


def test_who_will_not_come_after_a_break_does_not_end_it() -> None:
    ledger = Ledger().ready()
    ledger.do(clock.start_break, "ISHOMA", 3600)
    ledger.do(clock.no_show, "ceria", "", ledger.ticking.now())
    assert ledger.contest.pause is not None
    ledger.time("slot_undone")
    assert ledger.contest.pause is not None


def test_a_thaw_opens_the_rules_again() -> None:
    ledger = Ledger().ready()
    ledger.do(definition.thaw, "bobot keliru")
    assert (ledger.contest.state, ledger.contest.rules) == (State.SETUP, "")


def test_history_only_records_change_nothing_else() -> None:
    ledger = Ledger()
    before = ledger.contest
    ledger.write(r.ConsoleTaken(reason="laptop pertama mati"))
    after = ledger.contest
    assert {f.name for f in fields(before) if getattr(before, f.name) != getattr(after, f.name)} == {"seq", "hash"}


def test_a_new_pin_stays_on_record_for_the_recap() -> None:
    ledger = Ledger()
    ledger.write(r.PinReset(who="swasta", granted_by=("operator", "pemprov")))
    assert ledger.contest.resets == (("swasta", ("operator", "pemprov")),)


def test_modes_and_states_have_words() -> None:
    assert [mode_word(mode) for mode in ("langsung", "resmi")] == ["langsung", "resmi"]
    assert {state_word(state) for state in State} == {state.value.upper() for state in State}


def test_a_rehearsal_says_so_and_how_fast_it_runs() -> None:
    told = [rehearsal_word(Ledger(speed=speed).contest) for speed in (1, 60)]
    assert told == ["LATIHAN", "LATIHAN ×60"]
    assert rehearsal_word(Contest()) == "", "a contest in earnest bears no word"
