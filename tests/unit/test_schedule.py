"""Planned, expected and actual times; lateness; breaks; shifts; and the hint about a forgotten start."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from clocks import MORNING_NS, SECOND, ManualClock

from juri_tui.model import Break, Criterion, Event, EventInfo, Juri, Kbk, Phase
from juri_tui.schedule import Row, RowState, RunningBreak, Schedule, Shift, instant, project
from juri_tui.slot import Command, Kind, Slot
from juri_tui.timer import step

MIN = 60 * SECOND
K = Kind
ORDER = ("a", "b", "c", "d")
PHASES = (
    Phase(id="paparan", name="Paparan", length=1800),
    Phase(id="tanya", name="Tanya jawab", length=600, kind="questions"),
)


def event(planned: dict[str, str] | None = None, breaks: tuple[Break, ...] = (), **info: Any) -> Event:
    """Four KBK from 09.00 WIB on 25 October 2016, 40 minutes each."""
    base: dict[str, Any] = {"name": "Gelar", "date": dt.date(2016, 10, 25), "start": dt.time(9), "zone": "Asia/Jakarta"}
    times = {kbk: dt.time.fromisoformat(time) for kbk, time in (planned or {}).items()}
    return Event(
        event=EventInfo(**{**base, **info}),
        phase=PHASES,
        breaks=breaks,
        criterion=(Criterion(id="mutu", name="Mutu"),),
        juri=(Juri(id="j", name="J"),),
        kbk=tuple(Kbk(id=kbk, name=kbk, number=n, planned=times.get(kbk)) for n, kbk in enumerate(ORDER, start=1)),
    )


class Day:
    """A running contest: commands for slots, and its schedule at any moment."""

    def __init__(self, made: Event, speed: int = 1) -> None:
        self.event, self.speed = made, speed
        self.clock = ManualClock()
        self.slots: dict[str, Slot] = {}
        self.out: set[str] = set()
        self.shifts: list[Shift] = []
        self.pause: RunningBreak | None = None
        self.order: tuple[str, ...] = ORDER

    def do(self, kbk: str, *kinds: Kind, ns: int = 0) -> None:
        for kind in kinds:
            slot = self.slots.pop(kbk, None) or Slot(f"{kbk}-1", kbk, 1, self.event.phase)
            moved = step(slot, Command(kind, ns, "alasan"), self.clock.now(), self.speed)
            assert isinstance(moved, Slot), moved
            self.slots[kbk] = moved

    def perform(self, kbk: str, minutes: int = 40) -> None:
        self.do(kbk, K.ARM, K.START)
        self.clock.advance(minutes * MIN)
        self.do(kbk, K.END, K.FINISH)

    def at(self, minutes: float = 0) -> Schedule:
        """The schedule, so many minutes later."""
        self.clock.advance(int(minutes * MIN))
        return project(
            self.event,
            self.order,
            self.slots.values(),
            self.out,
            self.shifts,
            self.pause,
            self.clock.now(),
            self.speed,
        )


def column(schedule: Schedule, field: Callable[[Row], dt.datetime | None]) -> list[str]:
    moments = [field(row) for row in schedule.rows]
    return [moment.astimezone(schedule.zone).strftime("%H.%M") if moment else "-" for moment in moments]


def planned(schedule: Schedule) -> list[str]:
    return column(schedule, lambda row: row.planned)


def expected(schedule: Schedule) -> list[str]:
    return column(schedule, lambda row: row.expected)


def local(moment: dt.datetime | None, schedule: Schedule) -> str:
    assert moment is not None
    assert moment.tzinfo is dt.UTC
    return moment.astimezone(schedule.zone).strftime("%d %H.%M.%S")


def test_instants_are_utc() -> None:
    assert instant(MORNING_NS + 1999) == dt.datetime(2016, 10, 25, 2, 0, 0, 1, tzinfo=dt.UTC)


def test_before_the_opening_nobody_is_early_or_late() -> None:
    day = Day(event())
    day.clock.advance(-90 * MIN)
    schedule = day.at()
    assert planned(schedule) == expected(schedule) == ["09.00", "09.40", "10.20", "11.00"]
    assert (schedule.late_s, schedule.headline(), local(schedule.end, schedule)) == (0, "", "25 11.40.00")
    assert [row.state for row in schedule.rows] == [RowState.WAITING] * 4


def test_planned_times_of_kbk_hold_unless_late() -> None:
    day = Day(event({"c": "13:00:00"}))
    day.perform("a", 10)
    schedule = day.at()
    assert planned(schedule) == ["09.00", "09.40", "13.00", "13.40"]
    assert expected(schedule) == ["-", "09.10", "13.00", "13.40"]
    assert schedule.headline() == "Lebih awal 30 menit"
    day.clock.advance(300 * MIN)
    assert expected(day.at())[1:] == ["14.10", "14.50", "15.30"]


def test_running_late() -> None:
    day = Day(event())
    day.at(4)
    day.do("a", K.ARM, K.START)
    schedule = day.at(13)
    assert [row.state for row in schedule.rows][:2] == [RowState.LIVE, RowState.WAITING]
    assert expected(schedule) == ["-", "09.44", "10.24", "11.04"]
    assert (schedule.late_s, schedule.headline()) == (240, "Terlambat 4 menit")
    assert local(schedule.end, schedule) == "25 11.44.00"
    # In overtime the end moves with the clock; the phases after it still come.
    assert expected(day.at(20))[1] == "09.47"
    day.do("a", K.PAUSE)
    assert expected(day.at(5))[1] == "09.52"
    day.do("a", K.END)
    assert expected(day.at(2))[1] == "09.54"
    day.do("a", K.NEXT)
    assert expected(day.at(1))[1] == "09.55"
    day.do("a", K.START, K.END, K.FINISH)
    schedule = day.at()
    assert local(schedule.rows[0].started, schedule) == "25 09.04.00"
    assert local(schedule.rows[0].ended, schedule) == "25 09.45.00"
    assert expected(schedule) == ["-", "09.45", "10.25", "11.05"]


@pytest.mark.parametrize(
    ("late_s", "words"),
    [
        (150, ""),
        (-150, ""),
        (151, "Terlambat 3 menit"),
        (-151, "Lebih awal 3 menit"),
        (449, "Terlambat 7 menit"),
        (None, ""),
    ],
)
def test_headline_only_beyond_two_and_a_half_minutes(late_s: int | None, words: str) -> None:
    day = Day(event()).at()
    assert Schedule(day.zone, (), late_s, None, start_hint=False).headline() == words


def test_lateness_of_the_last_and_after_the_last() -> None:
    day = Day(event())
    day.order = ("a",)
    day.at(10)
    day.do("a", K.ARM, K.START)
    assert day.at(1).late_s == 600
    day.do("a", K.END, K.FINISH)
    schedule = day.at(50)
    assert (schedule.late_s, local(schedule.end, schedule)) == (None, "25 09.11.00")


def test_no_show_takes_no_time_but_keeps_its_place_in_the_plan() -> None:
    day = Day(event())
    day.do("a", K.NO_SHOW)
    day.out |= {"a", "b"}
    schedule = day.at()
    assert [row.state for row in schedule.rows[:2]] == [RowState.OUT, RowState.OUT]
    assert planned(schedule) == ["09.00", "09.40", "10.20", "11.00"]
    # Nothing opens before its plan; once somebody has performed, the hole closes.
    assert expected(schedule) == ["-", "-", "10.20", "11.00"]
    day.perform("c")
    assert expected(day.at()) == ["-", "-", "-", "09.40"]
    day.out.remove("a")  # missed, yet back again
    assert expected(day.at())[0] == "09.40"


def test_everybody_out() -> None:
    day = Day(event())
    day.out.update(ORDER)
    assert (day.at().end, day.at().late_s) == (None, None)


def test_breaks() -> None:
    day = Day(event(breaks=(Break(after="b", name="ISHOMA", length=3600),)))
    assert planned(day.at()) == expected(day.at()) == ["09.00", "09.40", "11.20", "12.00"]
    day.perform("a")
    day.do("b", K.ARM, K.START)
    assert expected(day.at(50))[2] == "11.40"
    day.do("b", K.END, K.FINISH)
    # Not yet announced, it still lies ahead, and its time runs from the end of the KBK before it.
    assert expected(day.at(15))[2:] == ["11.30", "12.10"]
    day.pause = RunningBreak(day.clock.now(), 1800)
    assert expected(day.at(10))[2:] == ["11.15", "11.55"]
    assert expected(day.at(40))[2] == "11.35"
    day.pause = None
    day.perform("c")
    assert expected(day.at())[3] == "12.15"


def test_a_step_of_the_wall_clock_moves_the_end_of_a_break_not_its_length() -> None:
    day = Day(event())
    day.pause = RunningBreak(day.clock.now(), 3600)
    day.clock.advance(600 * SECOND)
    day.clock.set_wall(3600 * SECOND)
    assert day.pause.left_ns(day.clock.now()) == 3000 * SECOND
    assert expected(day.at())[0] == "11.00", "fifty minutes from 10.10, as the clock says now"
    day.clock.set_wall(-3600 * SECOND)
    assert expected(day.at())[0] == "10.00"
    day.clock.reboot(120 * SECOND)
    assert day.pause.left_ns(day.clock.now()) == 2880 * SECOND, "across a boot only the wall clock can tell"


def test_break_after_one_who_does_not_come() -> None:
    day = Day(event(breaks=(Break(after="b", name="ISHOMA", length=3600),)))
    day.perform("a")
    day.out.add("b")
    assert expected(day.at())[2:] == ["10.40", "11.20"]
    day.pause = RunningBreak(day.clock.now(), 600)
    assert expected(day.at())[2:] == ["09.50", "10.30"]
    day.pause = None
    day.perform("c")
    assert expected(day.at())[3] == "10.20"


def test_a_break_under_way_is_not_the_one_after_a_later_kbk() -> None:
    day = Day(event(breaks=(Break(after="c", name="ISHOMA", length=3600),)))
    day.perform("a")
    day.out.add("c")
    day.pause = RunningBreak(day.clock.now(), 600)
    assert expected(day.at()) == ["-", "09.50", "-", "11.30"]


def test_shift_moves_only_those_who_have_not_started() -> None:
    day = Day(event({"c": "10:20:00"}))
    day.perform("a", 47)
    day.shifts.append(Shift(day.clock.wall_ns, 420))
    schedule = day.at()
    assert planned(schedule) == ["09.00", "09.47", "10.27", "11.07"]
    assert (schedule.late_s, expected(schedule)) == (0, ["-", "09.47", "10.27", "11.07"])
    day.perform("b", 10)
    assert expected(day.at())[2] == "10.27"
    day.shifts.append(Shift(day.clock.wall_ns, -60))
    assert planned(day.at()) == ["09.00", "09.47", "10.26", "11.06"]


def test_without_a_date_only_expectations() -> None:
    day = Day(event({"b": "10:00:00"}, date=None))
    schedule = day.at()
    assert planned(schedule) == ["-"] * 4
    assert expected(schedule) == ["09.00", "09.40", "10.20", "11.00"]
    assert (schedule.late_s, schedule.headline()) == (None, "")


def test_without_a_start_the_first_known_time_counts() -> None:
    schedule = Day(event({"c": "10:30:00"}, start=None)).at()
    assert planned(schedule) == ["-", "-", "10.30", "11.10"]
    assert schedule.late_s is None


def test_across_midnight_and_the_year() -> None:
    made = event({"c": "00:30:00"}, date=dt.date(2016, 12, 31), start=dt.time(23))
    schedule = Day(made).at()
    plans = [local(row.planned, schedule) for row in schedule.rows]
    assert plans == ["31 23.00.00", "31 23.40.00", "01 00.30.00", "01 01.10.00"]


def test_a_drawn_order_against_the_clock_is_not_another_day() -> None:
    day = Day(event({"a": "09:00:00", "b": "10:00:00"}))
    day.order = ("b", "a", "c", "d")
    schedule = day.at()
    plans = [local(row.planned, schedule) for row in schedule.rows]
    assert plans == ["25 10.00.00", "25 09.00.00", "25 09.40.00", "25 10.20.00"]


def test_across_the_change_to_winter_time() -> None:
    made = event(zone="Europe/Berlin", date=dt.date(2016, 10, 30), start=dt.time(2, 30))
    schedule = Day(made).at()
    # 02.30 summer time; 40 and 80 minutes later the clock on the wall says 02.10 and 02.50 again.
    assert planned(schedule) == ["02.30", "02.10", "02.50", "03.30"]
    first, second = schedule.rows[0].planned, schedule.rows[1].planned
    assert first is not None
    assert second is not None
    assert second - first == dt.timedelta(minutes=40)


def test_a_change_of_zone_moves_words_not_instants() -> None:
    wib, wita = Day(event()).at(), Day(event(zone="Asia/Makassar", start=dt.time(10))).at()
    assert [row.planned for row in wib.rows] == [row.planned for row in wita.rows]
    assert planned(wita)[0] == "10.00"


def test_a_rehearsal_on_another_day_ignores_the_plan() -> None:
    day = Day(event({"b": "10:00:00"}, date=dt.date(2016, 10, 28)), speed=10)
    day.do("a", K.ARM, K.START)
    schedule = day.at(1)
    # A slot of 40 minutes takes four of real time.
    assert expected(schedule) == ["-", "09.04", "09.08", "09.12"]
    assert (schedule.late_s, schedule.headline()) == (None, "")


def test_breaks_of_a_rehearsal_shrink_as_the_phases_do() -> None:
    day = Day(event(breaks=(Break(after="a", name="ISHOMA", length=3600),)), speed=10)
    assert planned(day.at()) == expected(day.at()) == ["09.00", "09.10", "09.14", "09.18"]
    day.pause = RunningBreak(day.clock.now(), 1200)
    assert expected(day.at(1))[0] == "09.02"


def test_an_aborted_kbk_waits_again() -> None:
    day = Day(event())
    day.do("a", K.ARM, K.START)
    day.at(10)
    day.do("a", K.ABORT)
    schedule = day.at()
    assert (schedule.rows[0].state, schedule.rows[0].started) == (RowState.WAITING, None)
    day.do("b", K.ARM, K.START)
    assert expected(day.at()) == ["09.50", "-", "10.30", "11.10"]


def test_the_second_attempt_is_the_one_that_counts() -> None:
    day = Day(event())
    day.do("a", K.ARM, K.START, K.ABORT)
    day.slots["first"] = day.slots.pop("a")
    day.at(10)
    day.perform("a")
    schedule = day.at()
    assert (schedule.rows[0].state, local(schedule.rows[0].started, schedule)) == (RowState.DONE, "25 09.10.00")


def test_a_phase_that_ended_early_gives_its_time_back() -> None:
    day = Day(event())
    day.do("a", K.ARM, K.START)
    assert expected(day.at(10))[1] == "09.40"
    day.do("a", K.END)
    assert expected(day.at())[1] == "09.20"


def test_break_after_the_one_on_stage_though_a_later_one_was_first() -> None:
    day = Day(event(breaks=(Break(after="b", name="ISHOMA", length=600),)))
    day.perform("d", 0)
    day.do("b", K.ARM, K.START)
    assert expected(day.at()) == ["09.50", "-", "10.30", "-"]


def test_forecast_of_a_clock_lost_in_a_power_cut() -> None:
    day = Day(event())
    day.do("a", K.ARM, K.START)
    day.at(10)
    day.clock.reboot(5 * MIN)
    assert expected(day.at())[1] == "09.40"


def test_hint_that_the_clock_was_forgotten() -> None:
    day = Day(event())
    assert day.at().hint() == ""
    day.clock.advance(-5 * MIN)
    day.do("a", K.ARM)
    assert not day.at(6.9).start_hint
    schedule = day.at(0.1)
    assert (schedule.start_hint, schedule.hint()) == (True, "Waktu belum dijalankan")
    assert expected(schedule)[1] == "09.42"
    # Called late or again: two minutes from the call.
    day.do("a", K.DISARM, K.ARM)
    assert not day.at(1.9).start_hint
    assert day.at(0.1).start_hint
    day.do("a", K.START)
    assert not day.at(9).start_hint
    day.do("a", K.END, K.NEXT)
    assert not day.at(9).start_hint
    undated = Day(event(date=None))
    undated.do("a", K.ARM)
    assert undated.at(2).start_hint


def test_armed_before_the_opening_waits_for_it() -> None:
    day = Day(event())
    day.clock.advance(-10 * MIN)
    day.do("a", K.ARM)
    assert expected(day.at()) == ["-", "09.40", "10.20", "11.00"]
    day.order = ("a",)
    schedule = day.at()
    assert local(schedule.end, schedule) == "25 09.40.00"


def test_in_minutes_nothing_changes_until_another_minute_is_to_be_read() -> None:
    day = Day(event())
    before = day.at(10)
    later = day.at(1 / 3)
    assert later != before, "the rest of the day moves along"
    assert later.in_minutes() == before.in_minutes()
    assert day.at(1).in_minutes() != before.in_minutes()
    assert all(row.expected.second == 0 for row in later.in_minutes().rows)
