"""Who speaks: shares that add up whatever happens to the clock, and marks that mean what the operator meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger import Ledger

from juri_tui import records as r
from juri_tui.decisions import clock
from juri_tui.fold import fold
from juri_tui.papers.export import _times
from juri_tui.slot import SECOND, run_elapsed
from juri_tui.speaking import Shares, marked, shares_words

CLOCKED = ("slot_started", "slot_paused", "slot_resumed", "slot_ended", "slot_advanced", "slot_undone", "slot_adjusted",
           "slot_corrected")  # fmt: skip


def on_stage(speed: int = 1) -> Ledger:
    made = Ledger(speed=speed).ready()
    made.arm("ceria")
    return made


def members(made: Ledger) -> tuple[str, ...]:
    return made.contest.definition.kbk_by_id("ceria").members


def wait(made: Ledger, seconds: int) -> None:
    made.ticking.advance(seconds * SECOND)


def mark(made: Ledger, place: int) -> r.SpeakerMarked:
    payload = made.do(clock.mark_speaker, members(made)[place], made.ticking.now()).payload
    assert isinstance(payload, r.SpeakerMarked)
    return payload


def told(made: Ledger, phase: int | None = None) -> Shares:
    slot = made.contest.slot_of("ceria")
    assert slot is not None
    found = made.contest.shares(slot, made.ticking.now(), phase)
    assert found is not None
    return found


def seconds(found: Shares) -> tuple[dict[str, int], int]:
    return {name: ns // SECOND for name, ns in found.members}, found.unmarked_ns // SECOND


def test_each_speaks_until_the_next_and_a_pause_counts_for_nobody() -> None:
    made = on_stage()
    ani, budi = members(made)[:2]
    made.time("slot_started")
    wait(made, 10)
    mark(made, 0)
    wait(made, 60)
    made.time("slot_paused")
    wait(made, 300)
    mark(made, 1)
    wait(made, 100)
    made.time("slot_resumed")
    wait(made, 30)
    assert seconds(told(made)) == ({ani: 60, budi: 30}, 10)
    assert shares_words(told(made)) == f"{ani} 60 % · {budi} 30 % · tidak dicatat 10 %"


def test_the_questions_begin_with_nobody_and_count_by_themselves() -> None:
    made = on_stage()
    ani, budi = members(made)[:2]
    made.time("slot_started")
    mark(made, 0)
    wait(made, 100)
    made.time("slot_ended")
    made.time("slot_advanced")
    assert made.refused(clock.mark_speaker, ani, made.ticking.now()) == "no-clock"
    made.time("slot_started")
    wait(made, 40)
    mark(made, 1)
    wait(made, 60)
    assert seconds(told(made, 0)) == ({ani: 100}, 0)
    assert seconds(told(made, 1)) == ({budi: 60}, 40)
    assert seconds(told(made)) == ({ani: 100, budi: 60}, 40)


def test_the_same_key_at_once_takes_back_and_later_ends() -> None:
    made = on_stage()
    ani, budi = members(made)[:2]
    made.time("slot_started")
    mark(made, 0)
    wait(made, 50)
    mark(made, 1)
    wait(made, 2)
    assert mark(made, 1).undone
    wait(made, 48)
    assert seconds(told(made)) == ({ani: 100}, 0), "as if the key had not been pressed"
    assert mark(made, 0).member == ""
    wait(made, 25)
    assert seconds(told(made)) == ({ani: 100}, 25)
    assert mark(made, 0).member == ani
    wait(made, 10)
    assert seconds(told(made)) == ({ani: 110}, 25)
    assert budi not in dict(told(made).members)


def test_a_correction_moves_the_beginning_for_all() -> None:
    """The clock was started half a minute late: nobody was marked then, and the marks keep their lengths."""
    made = on_stage()
    ani, budi = members(made)[:2]
    made.time("slot_started")
    mark(made, 0)
    wait(made, 60)
    mark(made, 1)
    wait(made, 60)
    made.time("slot_corrected", ns=30 * SECOND, reason="terlambat mulai")
    assert seconds(told(made)) == ({ani: 60, budi: 60}, 30)
    made.time("slot_corrected", ns=-50 * SECOND, reason="terlalu banyak")
    assert seconds(told(made)) == ({ani: 40, budi: 60}, 0), "what is too much comes off the beginning"


def test_a_start_that_is_undone_takes_its_marks_along() -> None:
    made = on_stage()
    made.time("slot_started")
    mark(made, 0)
    wait(made, 5)
    made.time("slot_undone")
    made.time("slot_started")
    wait(made, 20)
    slot = made.contest.live
    assert slot is not None
    assert made.contest.shares(slot, made.ticking.now()) is None


def test_a_mark_made_in_time_that_is_undone_holds_from_where_the_clock_stands() -> None:
    made = on_stage()
    ani, budi = members(made)[:2]
    made.time("slot_started")
    mark(made, 0)
    wait(made, 100)
    made.time("slot_paused")
    made.time("slot_resumed")
    wait(made, 50)
    mark(made, 1)
    made.time("slot_undone")
    made.time("slot_resumed")
    wait(made, 10)
    assert seconds(told(made)) == ({ani: 100, budi: 10}, 0)


def test_who_may_be_marked_and_when() -> None:
    made = on_stage()
    ani = members(made)[0]
    assert made.refused(clock.mark_speaker, ani, made.ticking.now()) == "no-clock"
    made.time("slot_started")
    assert made.refused(clock.mark_speaker, "Orang Lain", made.ticking.now()) == "member"
    made.ticking.boots += 1
    assert made.refused(clock.mark_speaker, ani, made.ticking.now()) == "lost"
    slot = made.contest.live
    assert slot is not None
    with pytest.raises(ValueError, match="lost"):
        marked((), slot, ani, made.ticking.now())


def test_rehearsal_speed_counts_and_a_clock_that_is_lost_tells_nothing() -> None:
    made = on_stage(speed=60)
    made.time("slot_started")
    mark(made, 0)
    wait(made, 2)
    assert told(made).total_ns == 120 * SECOND
    slot = made.contest.live
    assert slot is not None
    made.ticking.boots += 1
    assert made.contest.shares(slot, made.ticking.now()) is None


def test_the_paper_of_times_tells_the_shares_of_each_phase() -> None:
    made = on_stage()
    ani = members(made)[0]
    made.time("slot_started")
    mark(made, 0)
    wait(made, 90)
    made.time("slot_ended")
    text = _times(made.contest, made.ticking.now(), ("SEMENTARA", "kode"))  # type: ignore[arg-type]
    assert f"{ani} 01:30 100 %" in text


def test_percent_of_nothing_is_nothing() -> None:
    assert Shares((), 0).percent(0) == 0
    assert shares_words(Shares((), 0)) == ""
    assert Shares((("a", 1), ("b", 1)), 1).percent(1) == 33
    assert Shares((("a", 1),), 1).percent(1) == 50
    assert Shares((("a", 7),), 0).of("b") == 0


STEPS = st.lists(
    st.tuples(st.integers(0, len(CLOCKED) + 5), st.integers(0, 400 * SECOND), st.integers(-90, 90)), max_size=40
)


@settings(max_examples=150, deadline=None)
@given(STEPS, st.sampled_from([1, 7, 60]))
def test_shares_and_what_was_not_marked_add_up_to_the_elapsed_time(
    story: list[tuple[int, int, int]], speed: int
) -> None:
    """To the nanosecond, after every step, in every phase; and a replay of the ledger finds the same."""
    made = on_stage(speed)
    for pick, ns, by in story:
        made.ticking.advance(ns)
        if pick < len(CLOCKED):
            asks = CLOCKED[pick] in ("slot_adjusted", "slot_corrected")
            wanted = r.SlotStepped(kind=CLOCKED[pick], slot="", kbk="", ns=by * SECOND * asks, reason="alasan" * asks)
            made.ask(clock.command, wanted, made.ticking.now())
        else:
            made.ask(clock.mark_speaker, members(made)[(pick + by) % 3], made.ticking.now())
        check(made)
    assert fold(made.records) == made.contest


def check(made: Ledger) -> None:
    contest, now = made.contest, made.ticking.now()
    slot = contest.slot_of("ceria")
    assert slot is not None
    for index, run in enumerate(slot.runs):
        found = contest.shares(slot, now, index)
        if found is not None:
            assert found.unmarked_ns >= 0
            assert all(ns >= 0 for _member, ns in found.members)
            assert found.total_ns == run_elapsed(run, now, contest.speed)
    assert all(mark.phase < len(slot.runs) for mark in contest.spoken.get(slot.id, ()))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(4, 60)), min_size=1, max_size=12), st.booleans())
def test_an_oracle_that_counts_second_by_second_agrees(story: list[tuple[int, int]], pausing: bool) -> None:
    made = on_stage()
    made.time("slot_started")
    count: dict[str, int] = {}
    now_speaking = ""
    for place, length in story:
        name = members(made)[place]
        now_speaking = "" if name == now_speaking else name
        mark(made, place)
        for _second in range(length):
            count[now_speaking] = count.get(now_speaking, 0) + 1
            wait(made, 1)
        if pausing:
            made.time("slot_paused")
            wait(made, 17)
            made.time("slot_resumed")
    unmarked = count.pop("", 0)
    assert seconds(told(made)) == (count, unmarked)
