"""When each KBK should have been on, was on, and will be on. Pure; instants are UTC datetimes, for the event's zone.

The plan is the definition's: a KBK's own `planned` time, else the end of the one before it plus its break. It is never
rewritten because the day runs late; only a shift moves it, and only for those who had not started when it was given.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from juri_tui.lang import _
from juri_tui.model import Event, Phase, Stamp
from juri_tui.slot import SECOND, Kind, Slot, SlotState, between, limit_ns

QUIET_S = 150
"""A schedule this close to its plan, either way, is on time: nobody is helped by "terlambat 1 menit"."""
START_HINT_S = 120
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Shift:
    """The rest of the plan was moved by `seconds` (signed), at a moment of the wall clock."""

    wall_ns: int
    seconds: int


@dataclass(frozen=True, slots=True)
class RunningBreak:
    """A break under way: since when, and how long it is meant to be in seconds."""

    since: Stamp
    seconds: int

    def left_ns(self, now: Stamp, speed: int = 1) -> int:
        """What is left of it, in ns of the length it was given, whatever the wall clock does; negative once over."""
        return self.seconds * SECOND - between(self.since, now) * speed

    def until_ns(self, now: Stamp, speed: int = 1) -> int:
        """When it ends, by the wall clock as it stands now."""
        return now.wall_ns + self.left_ns(now, speed) // speed


class RowState(StrEnum):
    """Where a KBK stands in the running order; an aborted one waits again."""

    WAITING = "waiting"
    LIVE = "live"
    DONE = "done"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Row:
    """One KBK of the running order.

    `planned` with every shift that concerns it; `expected` start, for those who still wait; `started` and `ended` as
    they were. `fixed`: its time is set in the definition, so it does not begin earlier. None where unknown.
    """

    kbk: str
    state: RowState
    planned: dt.datetime | None
    expected: dt.datetime | None
    started: dt.datetime | None
    ended: dt.datetime | None
    fixed: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """The whole order, how late it runs in seconds (negative: early; None without a plan), and when it ends.

    `start_hint`: a KBK is ready for two minutes past its time, and its clock was not started.
    """

    zone: ZoneInfo
    rows: tuple[Row, ...]
    late_s: int | None
    end: dt.datetime | None
    start_hint: bool

    def in_minutes(self) -> "Schedule":
        """The same in the minutes that people read: equal until another one is to be read."""
        rows = tuple(replace(row, expected=_minute(row.expected)) for row in self.rows)
        return replace(self, rows=rows, end=_minute(self.end), late_s=60 * self._late_minutes())

    def _late_minutes(self) -> int:
        """Whole minutes behind the plan, negative before it; 0 within two and a half, and where there is no plan."""
        if self.late_s is None or abs(self.late_s) <= QUIET_S:
            return 0
        return (1 if self.late_s > 0 else -1) * ((abs(self.late_s) + 30) // 60)

    def headline(self) -> str:
        """ "Terlambat 7 menit", "Lebih awal 4 menit", or nothing within two and a half minutes."""
        minutes = self._late_minutes()
        if not minutes:
            return ""
        words = _("Terlambat {n} menit") if minutes > 0 else _("Lebih awal {n} menit")
        return words.format(n=abs(minutes))

    def hint(self) -> str:
        """For the operator only: that the clock was perhaps forgotten."""
        return _("Waktu belum dijalankan") if self.start_hint else ""


def _minute(moment: dt.datetime | None) -> dt.datetime | None:
    return None if moment is None else moment.replace(second=0, microsecond=0)


def instant(wall_ns: int) -> dt.datetime:
    """A reading of the wall clock as a UTC datetime, to the microsecond."""
    return _EPOCH + dt.timedelta(microseconds=wall_ns // 1000)


def project(
    event: Event,
    order: Sequence[str],
    slots: Iterable[Slot],
    out: Collection[str],
    shifts: Sequence[Shift],
    pause: RunningBreak | None,
    now: Stamp,
    speed: int = 1,
    rested: Collection[str] = (),
) -> Schedule:
    """The schedule at `now`.

    `order`: KBK ids as they perform; `slots` in the order of arming (the last attempt of a KBK counts); `out`: KBK that
    do not perform (no-show, withdrawn); they keep their place in the plan and take no time. In a rehearsal lengths
    shrink by `speed`. `rested`: KBK whose break was held, however long it was.
    """
    latest = {slot.kbk: slot for slot in slots}
    zone = ZoneInfo(event.event.zone)
    plan = _plan(event, order, zone, speed)
    fixed = {kbk.id for kbk in event.kbk if kbk.planned is not None}
    rows = [_row(kbk, latest.get(kbk), kbk in out, plan[kbk], shifts, kbk in fixed) for kbk in order]
    live = next((latest[row.kbk] for row in rows if row.state is RowState.LIVE), None)
    breaks = _breaks_to_come(event, rows, rested, speed)
    rows, end = _expect(event, rows, live, pause, breaks, now, speed)
    return Schedule(
        zone=zone,
        rows=tuple(rows),
        late_s=_late(event, rows, live, end, speed),
        end=end,
        start_hint=_forgotten(rows, live, now),
    )


# --- the plan ------------------------------------------------------------------------------------------------------


def _length(phases: Iterable[Phase], speed: int) -> dt.timedelta:
    return dt.timedelta(seconds=sum(phase.length for phase in phases)) / speed


def _plan(event: Event, order: Sequence[str], zone: ZoneInfo, speed: int) -> dict[str, dt.datetime | None]:
    """The unshifted planned start of each KBK; None without a date, or before the first known time."""
    info = event.event
    if info.date is None:
        return dict.fromkeys(order)
    breaks = {pause.after: dt.timedelta(seconds=pause.length) / speed for pause in event.breaks}
    cursor = None if info.start is None else _at(info.date, info.start, zone, None)
    plan: dict[str, dt.datetime | None] = {}
    for kbk in order:
        own = event.kbk_by_id(kbk).planned
        if own is not None:
            cursor = _at(info.date, own, zone, cursor)
        plan[kbk] = cursor
        if cursor is not None:
            cursor += _length(event.phase, speed) + breaks.get(kbk, dt.timedelta())
    return plan


def _at(day: dt.date, time: dt.time, zone: ZoneInfo, before: dt.datetime | None) -> dt.datetime:
    """A local time as an instant: on the event's day, or past midnight where the one before makes that plain."""
    moment = dt.datetime.combine(day, time, tzinfo=zone).astimezone(dt.UTC)
    while before is not None and moment < before - dt.timedelta(hours=12):
        day += dt.timedelta(days=1)
        moment = dt.datetime.combine(day, time, tzinfo=zone).astimezone(dt.UTC)
    return moment


def _row(
    kbk: str, slot: Slot | None, out: bool, planned: dt.datetime | None, shifts: Sequence[Shift], fixed: bool
) -> Row:
    """What is known of a KBK without looking at the others."""
    runs = slot.runs if slot is not None and slot.state is not SlotState.ABORTED else ()
    begun = runs[0].started.wall_ns if runs and runs[0].started else None
    done = slot is not None and slot.state is SlotState.DONE
    ended = runs[-1].ended.wall_ns if done and runs[-1].ended else None
    if planned is not None:
        moved = sum(shift.seconds for shift in shifts if begun is None or shift.wall_ns <= begun)
        planned += dt.timedelta(seconds=moved)
    state = RowState.WAITING
    if done:
        state = RowState.DONE
    elif out:
        state = RowState.OUT
    elif slot is not None and slot.live:
        state = RowState.LIVE
    return Row(
        kbk=kbk,
        state=state,
        planned=planned,
        expected=None,
        started=None if begun is None else instant(begun),
        ended=None if ended is None else instant(ended),
        fixed=fixed,
    )


# --- what is to be expected ----------------------------------------------------------------------------------------


def _expect(
    event: Event,
    rows: list[Row],
    live: Slot | None,
    pause: RunningBreak | None,
    breaks: dict[str, dt.timedelta],
    now: Stamp,
    speed: int,
) -> tuple[list[Row], dt.datetime | None]:
    """The rows with their expected starts, and the end of the last of them (the past one where all is over)."""
    cursor = instant(now.wall_ns)
    if pause is not None:
        cursor = max(cursor, instant(pause.until_ns(now, speed)))
    last = max((row for row in rows if row.ended), key=lambda row: row.ended or _EPOCH, default=None)
    end = last.ended if last else None
    opened = any(row.started for row in rows)
    if live is not None:
        current = next(row for row in rows if row.kbk == live.kbk)
        # Until its clock runs, it waits for its time like any other.
        start = cursor if current.started else _not_before(cursor, current, now, opened)
        end = start + _left(live, now, speed)
        cursor = end + breaks.pop(live.kbk, dt.timedelta())
    elif last is not None and last.ended is not None and pause is None:
        cursor = max(cursor, last.ended + breaks.pop(last.kbk, dt.timedelta()))
    made = []
    for row in rows:
        if row.state is RowState.WAITING:
            expected = _not_before(cursor, row, now, opened)
            end = expected + _length(event.phase, speed)
            cursor, opened, pause = end + breaks.get(row.kbk, dt.timedelta()), True, None
            row = replace(row, expected=expected)
        elif row.state is RowState.OUT and pause is None:
            cursor += breaks.get(row.kbk, dt.timedelta())
        made.append(row)
    return made, end


def _not_before(cursor: dt.datetime, row: Row, now: Stamp, opened: bool) -> dt.datetime:
    """The start of a waiting KBK: at a fixed time not before it, and nothing opens before the planned opening.

    Once somebody has performed, a time on another day binds nobody: then this is a rehearsal, or the day was moved.
    """
    if row.planned is None or (opened and not (row.fixed and _same_day(row.planned, now))):
        return cursor
    return max(cursor, row.planned)


def _same_day(planned: dt.datetime, now: Stamp) -> bool:
    return abs(planned - instant(now.wall_ns)) <= dt.timedelta(hours=12)


def _breaks_to_come(event: Event, rows: list[Row], rested: Collection[str], speed: int) -> dict[str, dt.timedelta]:
    """The breaks that nobody has performed after yet, and that were not held, by the KBK that they follow."""
    due = [pause for pause in event.breaks if pause.after not in rested]
    told = {pause.after: dt.timedelta(seconds=pause.length) / speed for pause in due}
    passed = max((place for place, row in enumerate(rows) if row.state in (RowState.LIVE, RowState.DONE)), default=-1)
    return {
        row.kbk: told[row.kbk]
        for place, row in enumerate(rows)
        if row.kbk in told and (place >= passed or row.state in (RowState.WAITING, RowState.LIVE))
    }


def _left(slot: Slot, now: Stamp, speed: int) -> dt.timedelta:
    """What is left of a live slot: of its phase, at least nothing, and the phases after it."""
    later = _length(slot.phases[slot.phase_index + 1 :], speed)
    if slot.state is SlotState.ENDED:
        return later
    run = slot.run
    # Across a boot `between` takes the wall clock: good enough for a forecast, never for the clock.
    elapsed = run.base_ns + run.corrected_ns + (speed * between(run.anchor, now) if run.anchor else 0)
    return later + dt.timedelta(microseconds=max(0, limit_ns(slot) - elapsed) // 1000) / speed


def _late(event: Event, rows: list[Row], live: Slot | None, end: dt.datetime | None, speed: int) -> int | None:
    """By how much the next KBK will be late, or where none waits the end of the one on stage; None without a plan."""
    row = next((row for row in rows if row.state is RowState.WAITING), None)
    at = row.expected if row else end
    if row is None and live is not None:
        row = next(row for row in rows if row.kbk == live.kbk)
    if row is None or row.planned is None or at is None:
        return None
    due = row.planned + (_length(event.phase, speed) if row.state is RowState.LIVE else dt.timedelta())
    late = at - due
    return None if abs(late) > dt.timedelta(hours=12) else round(late.total_seconds())


def _forgotten(rows: list[Row], live: Slot | None, now: Stamp) -> bool:
    """Whether the KBK on stage waits two minutes past its time (or its call, where that came later) for the start."""
    if live is None or live.phase_index or live.state is not SlotState.ARMED:
        return False
    planned = next(row.planned for row in rows if row.kbk == live.kbk)
    called = instant(
        next(applied.at for applied in reversed(live.commands) if applied.command.kind is Kind.ARM).wall_ns
    )
    due = called if planned is None else max(called, planned)
    return instant(now.wall_ns) >= due + dt.timedelta(seconds=START_HINT_S)
