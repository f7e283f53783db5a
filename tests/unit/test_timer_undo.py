"""Undo, reasons that follow, changed plans, stale views."""

import pytest
from clocks import SECOND
from stage import TALK, Stage, running

from juri_tui.model import Refusal
from juri_tui.slot import Command, Kind, Slot, SlotState, limit_ns, unexplained
from juri_tui.timer import give_reason, replan, stale, step

K = Kind


@pytest.mark.parametrize(
    ("way", "after"),
    [((K.START,), 0), ((K.PAUSE,), 30), ((K.PAUSE, K.RESUME), 11), ((K.END,), 30), ((K.PAUSE, K.END), 11)],
)
def test_undo_keeps_real_time(way: tuple[Kind, ...], after: int) -> None:
    stage = Stage()
    stage.do(K.ARM)
    if way != (K.START,):
        stage.do(K.START)
        stage.clock.advance(11)
    for kind in way:
        stage.do(kind)
        stage.clock.advance(19 if kind == way[-1] else 0)
    stage.do(K.UNDO)
    assert stage.elapsed == after


def test_undo_walks_back_to_the_beginning() -> None:
    stage = running(10)
    stage.do(K.END)
    stage.clock.advance(8 * SECOND)
    stage.do(K.UNDO)
    assert stage.elapsed == 8 * SECOND + 10
    assert stage.slot.run.ended is None
    stage.do(K.UNDO)
    assert (stage.slot.state, stage.elapsed) == (SlotState.ARMED, 0)
    stage.do(K.UNDO)
    assert stage.refused(K.UNDO) == "nothing_to_undo"
    assert (stage.slot.state, stage.slot.runs, stage.slot.commands) == (SlotState.SCHEDULED, (), ())
    assert stage.slot.revision == 6


@pytest.mark.parametrize("last", [K.FINISH, K.ABORT])
def test_undo_of_the_last_word(last: Kind) -> None:
    stage = running(10)
    stage.do(K.END)
    stage.do(last)
    stage.do(K.UNDO)
    assert (stage.slot.state, stage.elapsed) == (SlotState.ENDED, 10)


def test_undo_of_no_show_and_disarm() -> None:
    stage = Stage()
    stage.do(K.ARM)
    stage.do(K.ADJUST, 60 * SECOND, "x")
    for kind in (K.NO_SHOW, K.DISARM):
        stage.do(kind)
        stage.do(K.UNDO)
        assert (stage.slot.state, limit_ns(stage.slot)) == (SlotState.ARMED, 1860 * SECOND)


def test_disarm_starts_afresh() -> None:
    stage = Stage()
    stage.do(K.ARM)
    stage.do(K.ADJUST, 60 * SECOND, "x")
    stage.do(K.DISARM)
    assert (stage.slot.state, limit_ns(stage.slot)) == (SlotState.SCHEDULED, 1800 * SECOND)
    stage.do(K.ARM)
    assert limit_ns(stage.slot) == 1800 * SECOND


def test_a_changed_plan_leaves_an_armed_slot_alone() -> None:
    shorter = (TALK.model_copy(update={"length": 60}),)
    stage = Stage()
    assert replan(stage.slot, stage.slot.phases) is stage.slot
    stage.do(K.ARM)
    stage.do(K.ADJUST, -1700 * SECOND, "x")
    assert replan(stage.slot, shorter) is stage.slot
    stage.do(K.DISARM)
    stage.slot = replan(stage.slot, shorter)
    assert limit_ns(stage.slot) == 60 * SECOND
    # What was done under the old plan would no longer be lawful under the new one.
    assert stage.refused(K.UNDO) == "nothing_to_undo"
    assert stage.slot.revision == 4


def test_reason_follows_the_key_press() -> None:
    stage = running(10)
    stage.do(K.PAUSE, uid="u1")
    stage.do(K.RESUME, uid="u2")
    stage.do(K.PAUSE, uid="u3", reason="listrik padam")
    assert [applied.command.uid for applied in unexplained(stage.slot)] == ["u1"]
    told = give_reason(stage.slot, "u1", "mikrofon mati")
    assert isinstance(told, Slot)
    assert unexplained(told) == ()
    assert told.commands[3] == stage.slot.commands[3]
    assert told.revision == stage.slot.revision + 1
    undone = step(told, Command(K.UNDO), stage.clock.now())
    assert isinstance(undone, Slot)
    assert undone.commands[-2].command.reason == "mikrofon mati"
    for uid, reason, code in (("u1", " ", "no_reason"), ("u2", "x", "unknown_command"), ("u9", "x", "unknown_command")):
        refusal = give_reason(stage.slot, uid, reason)
        assert isinstance(refusal, Refusal)
        assert refusal.code == code


def test_stale_view() -> None:
    stage = running()
    seen = stage.slot.revision
    assert stale(stage.slot, seen) is None
    stage.do(K.UNDO)
    stage.do(K.START)
    refusal = stale(stage.slot, seen)
    assert refusal is not None
    assert refusal.code == "stale"
