"""Digits, bands, cues, the time log and the price of overtime."""

from decimal import Decimal

import pytest
from clocks import SECOND, ManualClock
from hypothesis import given
from hypothesis import strategies as st

from juri_tui.clockface import (
    Band,
    Cue,
    Face,
    Look,
    band,
    band_words,
    clock_text,
    cues,
    face,
    look,
    overrun,
    overtime_phase,
    penalty,
    proposal,
    times,
    until_next_second,
    warnings,
)
from juri_tui.model import Overtime, Phase
from juri_tui.slot import Command, Kind, Slot, SlotState
from juri_tui.timer import step

MS = 1_000_000
TALK = Phase(id="paparan", name="Paparan", length=1800, warn=(300, 60))
QUESTIONS = Phase(id="tanya", name="Tanya jawab", length=600, kind="questions", warn=(60,))
RULE = Overtime(mode="propose", grace=30, step=60, points=Decimal(1), cap=Decimal(5))
WARN = (300, 60)


@pytest.mark.parametrize(
    ("remaining_ns", "text"),
    [
        (1800 * SECOND, "30:00"),
        (1800 * SECOND - 1, "30:00"),
        (1799 * SECOND, "29:59"),
        (SECOND, "00:01"),
        (MS, "00:01"),
        (1, "00:01"),
        (0, "00:00"),
        (-999 * MS, "00:00"),
        (-SECOND + 1, "00:00"),
        (-SECOND, "+00:01"),
        (-2 * SECOND + 1, "+00:01"),
        (-2 * SECOND, "+00:02"),
        (3661 * SECOND, "1:01:01"),
        (3600 * SECOND, "1:00:00"),
        (3599 * SECOND, "59:59"),
        (-6000 * SECOND, "+1:40:00"),
    ],
)
def test_digits(remaining_ns: int, text: str) -> None:
    assert clock_text(remaining_ns) == text


@given(st.integers(-(10**14), 10**14))
def test_each_value_stands_for_exactly_one_second(remaining_ns: int) -> None:
    wait = until_next_second(remaining_ns)
    assert 1 <= wait <= SECOND
    assert clock_text(remaining_ns - wait) != clock_text(remaining_ns) == clock_text(remaining_ns - wait + 1)
    assert clock_text(remaining_ns - wait) != clock_text(remaining_ns - wait - SECOND)


def test_repaint_in_a_rehearsal_comes_sooner() -> None:
    assert until_next_second(1800 * SECOND, 10) == SECOND // 10
    assert until_next_second(1, 10) == 1
    slot, clock = run(Kind.ARM, Kind.START)
    clock.advance(MS)
    assert face(slot, clock.now(), RULE, speed=10).repaint_ns == SECOND // 10 - MS


@pytest.mark.parametrize(
    ("remaining_ns", "expected"),
    [
        (300 * SECOND + 1, Band.NORMAL),
        (300 * SECOND, Band.WARN),
        (60 * SECOND + 1, Band.WARN),
        (60 * SECOND, Band.DANGER),
        (1, Band.DANGER),
        (0, Band.TIME),
        (-31 * SECOND + 1, Band.TIME),
        (-31 * SECOND, Band.OVER),
    ],
)
def test_bands_are_inclusive(remaining_ns: int, expected: Band) -> None:
    assert band(remaining_ns, WARN, grace=30) is expected


def test_bands_with_few_or_many_warnings() -> None:
    assert band(1, ()) is Band.NORMAL
    assert band(-1, ()) is Band.TIME
    assert band(30 * SECOND, (60,)) is Band.WARN
    assert band(100 * SECOND, (300, 120, 60)) is Band.WARN
    assert warnings(Phase(id="a", name="A", length=900, warn=(60, 300, 60))) == WARN


def test_words_of_the_stage() -> None:
    told = [band_words(left * SECOND, (300, 90, 60)) for left in (301, 300, 90, 60, 0, -99)]
    assert told == ["", "5 MENIT LAGI", "90 DETIK LAGI", "1 MENIT LAGI", "WAKTU HABIS", "WAKTU HABIS"]


def run(*kinds: Kind, phases: tuple[Phase, ...] = (TALK, QUESTIONS)) -> tuple[Slot, ManualClock]:
    clock = ManualClock()
    slot = Slot("melati-1", "melati", 1, phases)
    for kind in kinds:
        slot = after(slot, clock, kind)
    return slot, clock


def after(slot: Slot, clock: ManualClock, kind: Kind, ns: int = 0) -> Slot:
    moved = step(slot, Command(kind, ns, "alasan"), clock.now())
    assert isinstance(moved, Slot), moved
    return moved


def test_face_of_each_state() -> None:
    slot, clock = run(Kind.ARM, Kind.START)
    clock.advance(1500 * SECOND - MS)
    assert face(slot, clock.now(), RULE) == Face(
        SlotState.RUNNING, TALK, 300 * SECOND + MS, "05:01", Band.NORMAL, "▶", "", paused=False, repaint_ns=MS
    )
    clock.advance(MS)
    paused = after(slot, clock, Kind.PAUSE)
    shown = face(paused, clock.now(), RULE)
    assert (shown.band, shown.paused, shown.words, shown.text) == (Band.WARN, True, "JEDA", "05:00")
    assert shown.repaint_ns is None
    clock.advance(330 * SECOND)
    assert face(slot, clock.now(), RULE).band is Band.TIME, "within the grace"
    clock.advance(5 * SECOND)
    shown = face(slot, clock.now(), RULE)
    assert (shown.band, shown.text, shown.words, shown.sign) == (Band.OVER, "+00:35", "WAKTU HABIS", "■■")
    clock.reboot(0)
    shown = face(slot, clock.now(), RULE)
    assert (shown.band, shown.text, shown.words, shown.remaining_ns) == (None, "--:--", "WAKTU TERPUTUS", None)
    words = {
        (): "BELUM TAMPIL",
        (Kind.ARM,): "BERSIAP",
        (Kind.ARM, Kind.START, Kind.END): "TAHAP SELESAI",
        (Kind.ARM, Kind.START, Kind.END, Kind.FINISH): "SELESAI TAMPIL",
        (Kind.ARM, Kind.ABORT): "DIHENTIKAN",
        (Kind.NO_SHOW,): "TIDAK HADIR",
    }
    for way, expected in words.items():
        slot, clock = run(*way)
        assert face(slot, clock.now(), RULE).words == expected


# --- cues ----------------------------------------------------------------------------------------------------------


def watch(slot: Slot, clock: ManualClock, until: int, tick: int = SECOND // 2) -> list[Cue]:
    """All cues of a process that looks every `tick` for `until` ns."""
    before = look(slot, clock.now())
    fired: list[Cue] = []
    for _ in range(until // tick):
        clock.advance(tick)
        now = look(slot, clock.now())
        fired += cues(before, now, WARN)
        before = now
    return fired


def test_each_mark_sounds_once() -> None:
    slot, clock = run(Kind.ARM, Kind.START)
    fired = watch(slot, clock, 1985 * SECOND, tick=700 * MS)
    assert [(cue.mark, cue.words) for cue in fired] == [
        (300, "5 MENIT LAGI"),
        (60, "1 MENIT LAGI"),
        (0, "WAKTU HABIS"),
        (-60, "LEWAT 1 MENIT"),
        (-120, "LEWAT 2 MENIT"),
        (-180, "LEWAT 3 MENIT"),
    ]
    assert all(cue.sound for cue in fired)


def between_looks(high: int, low: int) -> tuple[int, ...]:
    first = Look("s", 0, SlotState.RUNNING, 2, high)
    return tuple(cue.mark for cue in cues(first, Look("s", 0, SlotState.RUNNING, 2, low), WARN))


def test_a_mark_is_crossed_when_it_is_reached_and_not_again() -> None:
    assert between_looks(300 * SECOND + 1, 300 * SECOND) == (300,)
    assert between_looks(300 * SECOND, 300 * SECOND - 1) == ()
    assert between_looks(1, 0) == (0,)
    assert between_looks(0, -1) == ()
    assert between_looks(-60 * SECOND + 1, -60 * SECOND) == (-60,)
    assert between_looks(-60 * SECOND, -119 * SECOND) == ()
    assert between_looks(20 * SECOND, -100 * SECOND) == (0, -60)
    assert between_looks(-100 * SECOND, 20 * SECOND) == ()


def test_no_burst_after_a_wake_up() -> None:
    slot, clock = run(Kind.ARM, Kind.START)
    clock.advance(1499 * SECOND)
    before = look(slot, clock.now())
    clock.sleep(302 * SECOND)
    fired = cues(before, look(slot, clock.now()), WARN)
    assert [(cue.mark, cue.sound) for cue in fired] == [(300, False), (60, False), (0, True)]


def test_time_given_arms_a_mark_again() -> None:
    slot, clock = run(Kind.ARM, Kind.START)
    assert [cue.mark for cue in watch(slot, clock, 1900 * SECOND)] == [300, 60, 0, -60]
    slot = after(slot, clock, Kind.ADJUST, 180 * SECOND)
    assert [cue.mark for cue in watch(slot, clock, 85 * SECOND)] == [60, 0]


def test_pause_does_not_swallow_a_mark() -> None:
    slot, clock = run(Kind.ARM, Kind.START)
    clock.advance(1499 * SECOND + 900 * MS)
    paused = after(slot, clock, Kind.PAUSE)
    before = look(paused, clock.now())
    clock.advance(60 * SECOND)
    resumed = after(paused, clock, Kind.RESUME)
    clock.advance(200 * MS)
    assert [cue.mark for cue in cues(before, look(resumed, clock.now()), WARN)] == [300]


def test_a_mark_reached_just_before_a_pause_is_told() -> None:
    slot, clock = run(Kind.ARM, Kind.START)
    clock.advance(1499 * SECOND + 900 * MS)
    before = look(slot, clock.now())
    clock.advance(200 * MS)
    paused = after(slot, clock, Kind.PAUSE)
    assert [cue.mark for cue in cues(before, look(paused, clock.now()), WARN)] == [300]


def test_an_undone_pause_is_no_crossing() -> None:
    slot, clock = run(Kind.ARM, Kind.START)
    clock.advance(1499 * SECOND)
    before = look(after(slot, clock, Kind.PAUSE), clock.now())
    clock.advance(2 * SECOND)
    assert cues(before, look(slot, clock.now()), WARN) == ()


def test_age_of_a_crossing_is_real_time() -> None:
    first, last = (Look("s", 0, SlotState.RUNNING, 2, left * SECOND) for left in (310, 285))
    assert [cue.sound for cue in cues(first, last, WARN, speed=1)] == [False]
    assert [cue.sound for cue in cues(first, last, WARN, speed=10)] == [True]
    for late, sounds in ((2 * SECOND - 1, True), (2 * SECOND, False)):
        last = Look("s", 0, SlotState.RUNNING, 2, 300 * SECOND - late)
        assert [cue.sound for cue in cues(first, last, WARN)] == [sounds]


def test_what_kills_a_pending_cue() -> None:
    slot, clock = run(Kind.ARM, Kind.START)
    clock.advance(1499 * SECOND)
    before = look(slot, clock.now())
    clock.advance(2 * SECOND)
    now = look(slot, clock.now())
    assert cues(before, now, WARN) != ()
    assert cues(None, now, WARN) == ()
    ended = after(slot, clock, Kind.END)
    assert cues(before, look(ended, clock.now()), WARN) == ()
    assert cues(look(ended, clock.now()), now, WARN) == ()
    assert cues(before, Look("berlian-1", 0, SlotState.RUNNING, 2, now.remaining_ns), WARN) == ()
    assert cues(before, Look(now.slot, 1, SlotState.RUNNING, 9, now.remaining_ns), WARN) == ()
    done = Look(now.slot, 0, SlotState.DONE, 2, before.remaining_ns)
    assert cues(done, now, WARN) == ()
    clock.reboot(0)
    lost = look(slot, clock.now())
    assert cues(before, lost, WARN) == cues(lost, now, WARN) == ()


# --- overtime ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("over", "points"),
    [(-5, 0), (0, 0), (30, 0), (31, 1), (90, 1), (91, 2), (150, 2), (151, 3), (330, 5), (331, 5), (9999, 5)],
)
def test_penalty(over: int, points: int) -> None:
    assert penalty(over, RULE) == points
    assert proposal(over, RULE) == points


def test_uncertainty_that_straddles_a_threshold_needs_a_ruling() -> None:
    told = [proposal(over, RULE, 2) for over in (28, 29, 32, 33, 88, 89, 9999)]
    assert told == [Decimal(0), None, None, Decimal(1), Decimal(1), None, Decimal(5)]
    strict = RULE.model_copy(update={"grace": 0})
    # Measured one second below the limit, and perhaps a second above it.
    assert proposal(-1, strict, 2) is None
    assert proposal(-2, strict, 2) == 0


def test_points_stay_exact() -> None:
    tenth = RULE.model_copy(update={"points": Decimal("0.1"), "cap": Decimal("0.25")})
    assert [str(penalty(over, tenth)) for over in (31, 91, 9999)] == ["0.1", "0.2", "0.25"]


def test_overrun_of_a_slot() -> None:
    slot, clock = run(Kind.ARM, Kind.START)
    clock.advance(1831 * SECOND - 1)
    assert overrun(slot, RULE) is None
    ended = after(slot, clock, Kind.END)
    found = overrun(ended, RULE)
    assert found is not None
    assert (found.over_s, found.points, found.phase) == (30, Decimal(0), TALK)
    clock.advance(1)
    found = overrun(after(slot, clock, Kind.END), RULE)
    assert found is not None
    assert (found.over_s, found.points) == (31, Decimal(1))
    granted = after(after(slot, clock, Kind.END), clock, Kind.ADJUST, 31 * SECOND)
    found = overrun(granted, RULE)
    assert found is not None
    assert (found.over_s, found.points, found.uncertain_s) == (0, Decimal(0), 0)
    found = overrun(after(granted, clock, Kind.ADJUST, 60 * SECOND), RULE)
    assert found is not None
    assert found.over_s == 0, "time to spare is no overtime"
    assert overrun(granted, RULE.model_copy(update={"mode": "record"})) is None
    assert overrun(granted, RULE.model_copy(update={"phase": "tanya"})) is None


def test_overrun_after_a_power_cut_is_uncertain() -> None:
    slot, clock = run(Kind.ARM, Kind.START)
    clock.reboot(0)
    slot = after(slot, clock, Kind.RECOVER, 1832 * SECOND)
    found = overrun(after(slot, clock, Kind.END), RULE)
    assert found is not None
    assert (found.over_s, found.uncertain_s, found.points) == (32, 2, None)
    assert (found.least, found.most) == (Decimal(0), Decimal(1))
    strict = RULE.model_copy(update={"grace": 0})
    for short, points in ((1, None), (2, Decimal(0))):
        found = overrun(after(after(slot, clock, Kind.ADJUST, (32 + short) * SECOND), clock, Kind.END), strict)
        assert found is not None
        assert (found.over_s, found.points) == (0, points), "a second below the limit may have been one above it"


def test_which_phase_counts() -> None:
    assert overtime_phase((QUESTIONS, TALK), RULE) == "paparan"
    assert overtime_phase((QUESTIONS,), RULE) is None
    assert overtime_phase((TALK,), RULE.model_copy(update={"phase": "tanya"})) == "tanya"


def test_time_log() -> None:
    slot, clock = run(Kind.ARM, Kind.START)
    clock.advance(100 * SECOND)
    slot = after(slot, clock, Kind.PAUSE)
    clock.advance(9 * SECOND)
    row = times(slot, clock.now())[0]
    assert (row.used_ns, row.paused_ns, row.over_s) == (100 * SECOND, 9 * SECOND, -1700)
    slot = after(after(slot, clock, Kind.ADJUST, -1750 * SECOND), clock, Kind.CORRECT, SECOND)
    slot = after(after(after(slot, clock, Kind.END), clock, Kind.NEXT), clock, Kind.START)
    clock.reboot(SECOND)
    talk, questions = times(slot, clock.now())
    assert (talk.planned_ns, talk.granted_ns, talk.corrected_ns, talk.over_s) == (
        1800 * SECOND,
        -1750 * SECOND,
        SECOND,
        51,
    )
    assert talk.ended is not None
    assert (questions.phase, questions.used_ns, questions.over_s, questions.ended) == (QUESTIONS, None, None, None)
