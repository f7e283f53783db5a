"""The state machine: what is legal, what each command does to the three ledgers, amounts, other boots."""

import pytest
from clocks import SECOND
from stage import QUESTIONS, Stage, running

from juri_tui.clockface import times
from juri_tui.model import Refusal, Stamp
from juri_tui.slot import Command, Kind, Slot, SlotState, implied_elapsed, limit_ns, lost, paused_total
from juri_tui.timer import legal, state_words, step, verb

K = Kind
PATHS: dict[str, tuple[Kind, ...]] = {
    "scheduled": (),
    "armed first": (K.ARM,),
    "running": (K.ARM, K.START),
    "paused": (K.ARM, K.START, K.PAUSE),
    "ended, more to come": (K.ARM, K.START, K.END),
    "armed second": (K.ARM, K.START, K.END, K.NEXT),
    "ended, last phase": (K.ARM, K.START, K.END, K.NEXT, K.START, K.END),
    "done": (K.ARM, K.START, K.END, K.FINISH),
    "aborted": (K.ARM, K.ABORT),
    "no_show": (K.NO_SHOW,),
    "lost": (K.ARM, K.START),
}
LEGAL = {
    "scheduled": {K.ARM, K.NO_SHOW},
    "armed first": {K.START, K.ADJUST, K.DISARM, K.NO_SHOW, K.ABORT, K.UNDO},
    "running": {K.PAUSE, K.END, K.ADJUST, K.CORRECT, K.ABORT, K.UNDO},
    "paused": {K.RESUME, K.END, K.ADJUST, K.CORRECT, K.ABORT, K.UNDO},
    "ended, more to come": {K.NEXT, K.FINISH, K.ADJUST, K.CORRECT, K.ABORT, K.UNDO},
    "armed second": {K.START, K.ADJUST, K.ABORT, K.UNDO},
    "ended, last phase": {K.FINISH, K.ADJUST, K.CORRECT, K.ABORT, K.UNDO},
    "done": {K.UNDO},
    "aborted": {K.UNDO},
    "no_show": {K.UNDO},
    "lost": {K.RECOVER, K.UNDO},
}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("place", PATHS)
def test_every_state_and_command_pair(place: str, kind: Kind) -> None:
    stage = Stage()
    for way in PATHS[place]:
        stage.do(way)
        stage.clock.advance(5 * SECOND)
    if place == "lost":
        stage.clock.reboot(60 * SECOND)
    now = stage.clock.now()
    before = stage.slot
    outcome = step(before, Command(kind, 3 * SECOND if kind in (K.ADJUST, K.CORRECT) else 0, "alasan"), now)
    assert isinstance(outcome, Slot) == (kind in LEGAL[place])
    assert (kind in legal(before, now)) == (kind in LEGAL[place])
    if isinstance(outcome, Refusal):
        assert stage.slot is before
        assert verb(kind) in outcome.words or kind in (K.UNDO, K.RECOVER, K.NEXT)


def test_refusal_says_what_and_why() -> None:
    stage = running()
    outcome = step(stage.slot, Command(K.START), stage.clock.now())
    assert outcome == Refusal("illegal", "Tidak dapat memulai waktu: waktu sedang berjalan.")
    assert len({state_words(state) for state in SlotState}) == len(SlotState)
    assert len({verb(kind) for kind in Kind}) == len(Kind)


def test_a_slot_needs_a_phase() -> None:
    with pytest.raises(ValueError, match="at least one phase"):
        Slot("x-1", "x", 1, ())


def test_whole_performance() -> None:
    stage = Stage()
    assert (stage.elapsed, stage.remaining) == (0, 1800 * SECOND)
    assert not stage.slot.live
    stage.do(K.ARM)
    stage.clock.advance(40 * SECOND)
    assert stage.elapsed == 0
    assert stage.slot.live
    stage.do(K.START)
    stage.clock.advance(100 * SECOND)
    stage.do(K.PAUSE)
    stage.clock.advance(30 * SECOND)
    assert stage.elapsed == 100 * SECOND
    assert paused_total(stage.slot.run, stage.clock.now()) == 30 * SECOND
    stage.do(K.RESUME)
    stage.clock.advance(200 * SECOND)
    stage.do(K.END)
    stage.clock.advance(60 * SECOND)
    assert stage.elapsed == 300 * SECOND
    assert stage.slot.run.paused_ns == 30 * SECOND
    stage.do(K.NEXT)
    assert stage.slot.phase == QUESTIONS
    assert (stage.elapsed, limit_ns(stage.slot)) == (0, 600 * SECOND)
    stage.do(K.START)
    stage.clock.advance(7)
    stage.do(K.END)
    assert stage.elapsed == 7
    stage.do(K.FINISH)
    assert stage.slot.state is SlotState.DONE
    assert [applied.elapsed_ns // SECOND for applied in stage.slot.commands] == [0, 0, 100, 100, 300, 0, 0, 0, 0]
    assert [applied.phase_index for applied in stage.slot.commands] == [0, 0, 0, 0, 0, 1, 1, 1, 1]
    first, second = stage.slot.runs
    assert first.started is not None
    assert first.ended is not None
    assert first.ended.boot_ns - first.started.boot_ns == 330 * SECOND
    assert second.planned_ns == 600 * SECOND


def test_the_clock_never_stops_by_itself() -> None:
    stage = running(9999 * SECOND)
    assert stage.slot.state is SlotState.RUNNING
    assert stage.remaining == -8199 * SECOND


def test_late_start() -> None:
    stage = Stage()
    stage.do(K.ARM)
    stage.clock.advance(95 * SECOND)
    stage.do(K.START, 95 * SECOND)
    assert stage.remaining == 1705 * SECOND
    assert stage.slot.run.started == Stamp(
        stage.clock.wall_ns - 95 * SECOND, "boot-1", stage.clock.boot_ns - 95 * SECOND
    )
    assert stage.slot.run.corrected_ns == 0


def test_late_pause_and_late_resume_make_a_stoppage_out_of_the_past() -> None:
    stage = running(600 * SECOND)
    # Away from 560 s to 597 s, found at 600 s.
    stage.do(K.PAUSE, 40 * SECOND)
    assert stage.elapsed == 560 * SECOND
    stage.clock.advance(2 * SECOND)
    stage.do(K.RESUME, 5 * SECOND)
    assert stage.elapsed == 565 * SECOND
    assert stage.slot.run.paused_ns == 37 * SECOND
    assert stage.slot.run.corrected_ns == 0
    stage.clock.advance(10 * SECOND)
    stage.do(K.PAUSE)
    stage.clock.advance(SECOND)
    assert stage.refused(K.RESUME, SECOND + 1) == "below_zero"
    assert stage.refused(K.RESUME, -1) == "negative"
    stage.do(K.RESUME, SECOND)
    assert (stage.elapsed, stage.slot.run.paused_ns) == (576 * SECOND, 37 * SECOND)


def test_pause_before_the_start_is_refused() -> None:
    stage = running(10 * SECOND)
    assert stage.refused(K.PAUSE, 10 * SECOND + 1) == "below_zero"
    stage.do(K.PAUSE, 10 * SECOND)
    assert stage.elapsed == 0


def test_time_given_in_overtime() -> None:
    stage = running(1900 * SECOND)
    stage.do(K.ADJUST, 120 * SECOND, "sambutan pejabat")
    assert stage.remaining == 20 * SECOND
    assert stage.elapsed == 1900 * SECOND
    assert (stage.slot.run.granted_ns, stage.slot.run.corrected_ns) == (120 * SECOND, 0)


def test_correct_moves_only_the_elapsed_time() -> None:
    stage = running(100 * SECOND)
    stage.do(K.PAUSE)
    stage.do(K.CORRECT, -40 * SECOND, "terlambat menjeda")
    assert stage.elapsed == 60 * SECOND
    stage.clock.advance(50 * SECOND)
    stage.do(K.RESUME)
    stage.clock.advance(SECOND)
    stage.do(K.CORRECT, 5 * SECOND, "x")
    assert stage.elapsed == 66 * SECOND
    stage.do(K.END)
    stage.do(K.CORRECT, 4 * SECOND, "x")
    run = stage.slot.run
    assert (stage.elapsed, limit_ns(stage.slot)) == (70 * SECOND, 1800 * SECOND)
    assert (run.base_ns, run.corrected_ns, run.paused_ns, run.granted_ns) == (
        101 * SECOND,
        -31 * SECOND,
        50 * SECOND,
        0,
    )


def test_amounts_that_are_refused() -> None:
    stage = running(10 * SECOND)
    assert stage.refused(K.ADJUST, -1801 * SECOND, "x") == "below_zero"
    assert stage.refused(K.ADJUST, 24 * 3600 * SECOND, "x") == "too_long"
    assert stage.refused(K.ADJUST, 24 * 3600 * SECOND + 1, "x") == "too_long"
    assert stage.refused(K.CORRECT, -10 * SECOND - 1, "x") == "below_zero"
    assert stage.refused(K.CORRECT, 0, "x") == "zero"
    assert stage.refused(K.ADJUST, SECOND, "  ") == "no_reason"
    assert stage.refused(K.PAUSE, -1) == "negative"
    stage.do(K.ADJUST, -1800 * SECOND, "dihentikan ketua")
    assert limit_ns(stage.slot) == 0
    stage.do(K.CORRECT, -10 * SECOND, "x")
    assert stage.elapsed == 0
    armed = Stage()
    armed.do(K.ARM)
    assert armed.refused(K.START, -1) == "negative"
    assert armed.refused(K.START, 24 * 3600 * SECOND + 1) == "too_long"


def test_end_from_pause_keeps_the_stoppage() -> None:
    stage = running(100 * SECOND)
    stage.do(K.PAUSE)
    stage.clock.advance(20 * SECOND)
    stage.do(K.END)
    assert (stage.elapsed, stage.slot.run.paused_ns) == (100 * SECOND, 20 * SECOND)
    assert stage.slot.run.paused_at is None


@pytest.mark.parametrize(("way", "elapsed"), [((), 0), ((K.START,), 8), ((K.START, K.PAUSE), 0), ((K.START, K.END), 0)])
def test_abort_freezes_what_was(way: tuple[Kind, ...], elapsed: int) -> None:
    stage = Stage()
    stage.do(K.ARM)
    for kind in way:
        stage.do(kind)
    stage.clock.advance(8)
    stage.do(K.ABORT)
    stage.clock.advance(8)
    assert stage.elapsed == elapsed
    assert (stage.slot.run.ended is not None) == bool(way)
    assert not stage.slot.live


def test_rehearsal_runs_faster() -> None:
    stage = Stage(speed=10)
    stage.do(K.ARM)
    stage.do(K.START, 95 * SECOND)
    stage.clock.advance(3 * SECOND)
    assert stage.elapsed == 125 * SECOND
    assert stage.slot.run.started is not None
    assert stage.slot.run.started.boot_ns == stage.clock.boot_ns - 3 * SECOND - 95 * SECOND // 10
    stage.do(K.PAUSE)
    stage.clock.advance(2 * SECOND)
    stage.do(K.END)
    assert (stage.elapsed, stage.slot.run.paused_ns) == (125 * SECOND, 20 * SECOND)


def test_wall_clock_does_not_matter() -> None:
    stage = running(100 * SECOND)
    for jump in (3600, -7200, -30 * 365 * 86400):
        stage.clock.set_wall(jump * SECOND)
        stage.clock.advance(SECOND, ppm=500)
    stage.clock.sleep(300 * SECOND)
    assert stage.elapsed == 403 * SECOND


def test_boot_clock_backwards_is_clamped() -> None:
    stage = running(100 * SECOND)
    stage.do(K.ADJUST, SECOND, "x")
    stage.clock.boot_ns -= 40 * SECOND
    stage.do(K.PAUSE)
    assert stage.elapsed == 100 * SECOND
    stage.clock.boot_ns -= 500 * SECOND
    assert paused_total(stage.slot.run, stage.clock.now()) == 0
    stage.do(K.RESUME)
    assert stage.elapsed == 100 * SECOND


def test_what_the_clock_shows_never_falls_below_what_the_last_command_left() -> None:
    stage = running(10 * SECOND)
    stage.do(K.CORRECT, -10 * SECOND, "x")
    stage.clock.boot_ns -= 4 * SECOND
    assert stage.elapsed == 0
    assert times(stage.slot, stage.clock.now())[0].used_ns == 0


def test_another_boot_knows_no_elapsed_time_until_it_is_recovered() -> None:
    stage = running(100 * SECOND)
    stage.do(K.CORRECT, 7 * SECOND, "x")
    stage.clock.reboot(90 * SECOND)
    assert lost(stage.slot, stage.clock.now())
    assert (stage.elapsed, stage.remaining) == (None, None)
    assert stage.refused(K.END) == "needs_recovery"
    assert stage.refused(K.RECOVER, -1) == "negative"
    stage.do(K.RECOVER, 190 * SECOND)
    assert stage.slot.commands[-1].elapsed_ns == 190 * SECOND
    stage.clock.advance(10 * SECOND)
    assert (stage.elapsed, stage.slot.run.uncertain_ns) == (200 * SECOND, 2 * SECOND)
    assert stage.slot.run.corrected_ns == 7 * SECOND
    assert stage.refused(K.RECOVER) == "not_lost"
    stage.clock.reboot(5 * SECOND)
    stage.do(K.RECOVER, 205 * SECOND)
    assert stage.slot.run.uncertain_ns == 4 * SECOND
    stage.do(K.UNDO)
    assert implied_elapsed(stage.slot, stage.clock.now()) is None
    stage.do(K.UNDO)
    stage.do(K.UNDO)
    stage.do(K.UNDO)
    assert (stage.slot.state, stage.elapsed) == (SlotState.ARMED, 0)


def test_a_pause_survives_a_reboot() -> None:
    stage = running(100 * SECOND)
    stage.do(K.PAUSE)
    stage.clock.advance(10 * SECOND)
    stage.clock.reboot(3600 * SECOND)
    assert stage.elapsed == 100 * SECOND
    stage.do(K.RESUME)
    stage.clock.advance(SECOND)
    assert stage.elapsed == 101 * SECOND
    assert (stage.slot.run.paused_ns, stage.slot.run.uncertain_ns) == (3610 * SECOND, 0)


def test_a_pause_over_a_reboot_with_the_wall_clock_set_back_counts_nothing() -> None:
    stage = running(100 * SECOND)
    stage.do(K.PAUSE)
    stage.clock.reboot(-86400 * SECOND)
    stage.do(K.RESUME)
    assert (stage.elapsed, stage.slot.run.paused_ns) == (100 * SECOND, 0)


def test_abort_after_the_end_keeps_the_moment_of_the_end() -> None:
    stage = running(8)
    stage.do(K.END)
    ended = stage.slot.run.ended
    stage.clock.advance(8)
    stage.do(K.ABORT)
    assert stage.slot.run.ended == ended
