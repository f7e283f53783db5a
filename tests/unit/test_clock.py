"""The operating system's clocks (macOS and Windows by stand-ins for their libraries), and what two readings tell."""

import ctypes
import itertools
import sys
import time
from types import SimpleNamespace
from typing import Any

import pytest
from clocks import SECOND, ManualClock

from juri_tui.clock import (
    BOOT_ID,
    Clock,
    ClockEvent,
    ClockEventKind,
    SystemClock,
    detect,
    event_words,
    stepped_since,
    system_clock,
)

K = ClockEventKind


@pytest.mark.skipif(sys.platform != "linux", reason="reads the clocks of Linux")
def test_linux() -> None:
    clock: Clock = system_clock("linux")
    before = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    stamp = clock.now()
    reading = clock.read()
    after = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    assert before <= stamp.boot_ns <= reading.stamp.boot_ns <= after
    assert stamp.boot == BOOT_ID.read_text(encoding="ascii").strip()
    assert abs(stamp.wall_ns - time.time_ns()) < 5 * SECOND
    assert reading.awake_ns <= time.monotonic_ns()
    assert reading.zone_s == time.localtime().tm_gmtoff


@pytest.mark.skipif(sys.platform != "linux", reason="reads the clocks of Linux")
def test_a_change_of_zone_reaches_a_program_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = system_clock("linux")
    try:
        monkeypatch.setenv("TZ", "WIB-7")
        before = clock.read()
        monkeypatch.setenv("TZ", "WITA-8")
        assert detect(before, clock.read()) == (ClockEvent(K.ZONE, 3600 * SECOND),)
    finally:
        monkeypatch.undo()
        time.tzset()


class FakeLibc:
    """Answers `kern.bootsessionuuid` as macOS does."""

    def __init__(self, status: int = 0) -> None:
        self.status = status

    def sysctlbyname(self, name: bytes, old: Any, size: Any, new: Any, new_size: Any) -> int:
        assert name == b"kern.bootsessionuuid"
        assert (size._obj.value, new, new_size.value) == (37, None, 0)
        old.value = b"5E6FFEBE-0000-4000-8000-000000000001"
        return self.status


def test_darwin(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def gettime(which: int) -> int:
        asked.append(which)
        return 1000 * which

    monkeypatch.setattr(time, "clock_gettime_ns", gettime)
    clock = system_clock("darwin", library=lambda name: FakeLibc())
    assert clock.now().boot == "5E6FFEBE-0000-4000-8000-000000000001"
    assert asked == [time.CLOCK_MONOTONIC]
    # CLOCK_UPTIME_RAW of macOS, which stands still in sleep.
    assert clock.awake() == 8000


def test_darwin_that_will_not_name_its_boot() -> None:
    with pytest.raises(OSError, match="bootsessionuuid"):
        system_clock("darwin", library=lambda name: FakeLibc(status=-1))


def windows(boot_time: int, bias: int, status: int = 0) -> Any:
    """Stand-ins for kernelbase and ntdll; interrupt time 7 s, of which 2 s asleep."""

    def interrupt(out: Any) -> None:
        out._obj.value = 70_000_000

    def unbiased(out: Any) -> int:
        out._obj.value = 50_000_000
        return 1

    def query(what: int, out: Any, size: int, needed: None) -> int:
        assert (what, size) == (3, 48)
        out._obj.boot_time, out._obj.boot_time_bias = boot_time, bias
        return status

    libraries = {
        "kernelbase": SimpleNamespace(QueryInterruptTime=interrupt, QueryUnbiasedInterruptTime=unbiased),
        "ntdll": SimpleNamespace(NtQuerySystemInformation=query),
    }
    return lambda name: libraries[name]


def test_windows() -> None:
    clock = system_clock("win32", library=windows(131_000_000_000_000_000, 0))
    assert (clock.boot(), clock.awake()) == (7 * SECOND, 5 * SECOND)
    assert abs(clock.now().wall_ns - time.time_ns()) < 5 * SECOND
    # The wall clock was put one hour ahead: still the same boot.
    moved = system_clock("win32", library=windows(131_000_036_000_000_000, 36_000_000_000))
    assert moved.now().boot == clock.now().boot == "windows-131000000000000000"
    assert system_clock("win32", library=windows(131_000_900_000_000_000, 0)).identity != clock.identity


def test_windows_that_will_not_name_its_boot() -> None:
    with pytest.raises(OSError, match="boot"):
        system_clock("win32", library=windows(0, 0, status=-1))


def test_unknown_platform() -> None:
    with pytest.raises(OSError, match="plan9"):
        system_clock("plan9")


def test_libraries_come_from_ctypes(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str | None] = []

    def load(name: str | None) -> FakeLibc:
        loaded.append(name)
        return FakeLibc()

    monkeypatch.setattr(ctypes, "WinDLL", load, raising=False)
    system_clock("darwin")
    assert loaded == [None]


@pytest.mark.parametrize(("held_up", "reads"), [(0, 1), (1, 2), (3, 4), (9, 5)])
def test_a_reading_taken_while_held_up_is_taken_again(held_up: int, reads: int) -> None:
    awake = itertools.count(1)
    ticks = itertools.count()
    times = iter([place * 7 * SECOND for place in range(1, held_up * 3 + 1)] + [10**15] * 99)
    clock = SystemClock(
        wall=lambda: next(ticks), boot=lambda: next(times), awake=lambda: next(awake), zone=lambda: 0, identity="b"
    )
    assert clock.read().awake_ns == reads


# --- what two readings tell ----------------------------------------------------------------------------------------


def told(change: Any) -> tuple[ClockEvent, ...]:
    clock = ManualClock()
    before = clock.read()
    change(clock)
    return detect(before, clock.read())


@pytest.mark.parametrize(
    ("change", "events"),
    [
        (lambda c: c.advance(SECOND), ()),
        (lambda c: c.sleep(SECOND - 1), ()),
        (lambda c: c.sleep(SECOND), (ClockEvent(K.SUSPENDED, SECOND),)),
        (lambda c: (c.advance(SECOND), c.sleep(300 * SECOND)), (ClockEvent(K.SUSPENDED, 300 * SECOND),)),
        (lambda c: c.advance(3 * SECOND - 1), ()),
        (lambda c: c.advance(7 * SECOND), (ClockEvent(K.STALL, 7 * SECOND),)),
        (
            lambda c: (c.advance(4 * SECOND), c.sleep(2 * SECOND)),
            (ClockEvent(K.SUSPENDED, 2 * SECOND), ClockEvent(K.STALL, 4 * SECOND)),
        ),
        (lambda c: c.set_wall(SECOND // 2 - 1), ()),
        (lambda c: c.set_wall(SECOND // 2), (ClockEvent(K.WALL_STEP, SECOND // 2),)),
        (lambda c: c.set_wall(-7200 * SECOND), (ClockEvent(K.WALL_STEP, -7200 * SECOND),)),
        (
            lambda c: (c.sleep(300 * SECOND), c.set_wall(3600 * SECOND)),
            (ClockEvent(K.SUSPENDED, 300 * SECOND), ClockEvent(K.WALL_STEP, 3600 * SECOND)),
        ),
        (lambda c: setattr(c, "boot_ns", c.boot_ns - 5), (ClockEvent(K.BACKWARDS, 5),)),
        (lambda c: setattr(c, "zone_s", 9 * 3600), (ClockEvent(K.ZONE, 7200 * SECOND),)),
        (lambda c: c.reboot(60 * SECOND), ()),
    ],
)
def test_detection(change: Any, events: tuple[ClockEvent, ...]) -> None:
    assert told(change) == events


def test_slewing_is_never_a_step() -> None:
    clock = ManualClock()
    previous = clock.read()
    for _ in range(4 * 3600):
        clock.advance(SECOND, ppm=500)
        current = clock.read()
        assert detect(previous, current) == ()
        previous = current


@pytest.mark.parametrize(
    ("change", "step"),
    [
        (lambda c: c.sleep(3600 * SECOND), None),
        (lambda c: c.set_wall(SECOND // 2 - 1), None),
        (lambda c: c.set_wall(-SECOND // 2), -SECOND // 2),
        (lambda c: (c.advance(3 * 3600 * SECOND), c.set_wall(3600 * SECOND)), 3600 * SECOND),
        (lambda c: (c.advance(1000 * SECOND), c.set_wall(SECOND - 1)), None),
        (lambda c: (c.advance(1000 * SECOND), c.set_wall(SECOND)), SECOND),
        (lambda c: c.advance(9 * 3600 * SECOND, ppm=500), None),
        (lambda c: c.reboot(60 * SECOND), None),
        (lambda c: setattr(c, "boot_ns", c.boot_ns - SECOND), None),
    ],
)
def test_a_step_while_no_program_looked(change: Any, step: int | None) -> None:
    """Only what slewing since the last sign of life can not explain."""
    clock = ManualClock()
    life = clock.now()
    change(clock)
    assert stepped_since(life, clock.now()) == (() if step is None else (ClockEvent(K.WALL_STEP, step),))


def test_words_name_the_size() -> None:
    assert event_words(ClockEvent(K.WALL_STEP, -600_000_000)) == (
        "Jam komputer bergeser 0,6 detik; waktu lomba tidak berubah."
    )
    assert len({event_words(ClockEvent(kind, SECOND)) for kind in K}) == len(K)
