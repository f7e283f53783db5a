"""The clocks of the operating system, and what two readings of them tell.

The competition clock counts on while the machine sleeps and never follows the wall clock: CLOCK_BOOTTIME on Linux,
CLOCK_MONOTONIC on macOS (`time.monotonic` stops in sleep there), QueryInterruptTime on Windows. The wall clock serves
people, the schedule, and the bridging of a reboot. A clock of another boot can not be compared, so each boot has a name
that no step of the wall clock changes.
"""

import ctypes
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

from juri_tui.lang import _
from juri_tui.model import Stamp
from juri_tui.text import shown

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
SUSPENDED_NS = 1_000_000_000
STALL_NS = 3_000_000_000
WALL_STEP_NS = 500_000_000
SLEW_PPM = 500
"""As fast as NTP slews a wall clock: no step, however long it went on while nobody looked."""
_TIGHT_NS = 1_000_000
_DARWIN_UPTIME_RAW = 8
_TIME_OF_DAY = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """All clocks at one moment: the stamp, the clock that stops in sleep (ns), the machine's offset from UTC (s)."""

    stamp: Stamp
    awake_ns: int
    zone_s: int = 0


class Clock(Protocol):
    """Where the time comes from; tests step their own."""

    def now(self) -> Stamp:
        """The present moment."""
        ...

    def read(self) -> Reading:
        """The present moment on all clocks, for `detect`."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The real clocks: `wall`, `boot` (counts sleep), `awake` (does not) in ns, `zone` in s; `identity` of the boot."""

    wall: Callable[[], int]
    boot: Callable[[], int]
    awake: Callable[[], int]
    zone: Callable[[], int]
    identity: str

    def now(self) -> Stamp:
        """The present moment."""
        return Stamp(self.wall(), self.identity, self.boot())

    def read(self) -> Reading:
        """All clocks within a millisecond of each other, so that being held up between two looks like no step."""
        for _attempt in range(5):
            before = self.boot()
            reading = Reading(self.now(), self.awake(), self.zone())
            if self.boot() - before <= _TIGHT_NS:
                break
        return reading


def system_clock(platform: str = sys.platform, library: Callable[[str | None], Any] | None = None) -> SystemClock:
    """The clocks of this machine; `library` loads a system library (tests give their own).

    OSError where the platform is none of linux, darwin, win32, or where it will not name its boot.
    """
    load = library or _load
    if platform == "linux":
        return _unix(time.CLOCK_BOOTTIME, time.CLOCK_MONOTONIC, BOOT_ID.read_text(encoding="ascii").strip())
    if platform == "darwin":
        return _unix(time.CLOCK_MONOTONIC, _DARWIN_UPTIME_RAW, _darwin_boot(load(None)))
    if platform == "win32":
        return _windows(load("kernelbase"), load("ntdll"))
    raise OSError(f"no clock is known on {platform} that counts the time asleep")


def _load(name: str | None) -> Any:
    return getattr(ctypes, "WinDLL", ctypes.CDLL)(name)


def _unix(boot: int, awake: int, identity: str) -> SystemClock:
    return SystemClock(
        wall=time.time_ns,
        boot=lambda: time.clock_gettime_ns(boot),
        awake=lambda: time.clock_gettime_ns(awake),
        zone=_zone,
        identity=identity,
    )


def _zone() -> int:
    """Asks for the zone anew: the C library goes on with the one in which the program began."""
    if sys.platform != "win32":
        time.tzset()
    return time.localtime().tm_gmtoff


def _darwin_boot(libc: Any) -> str:
    """The uuid of the boot; not kern.boottime, which moves with every step of the wall clock."""
    name = ctypes.create_string_buffer(37)
    size = ctypes.c_size_t(ctypes.sizeof(name))
    if libc.sysctlbyname(b"kern.bootsessionuuid", name, ctypes.byref(size), None, ctypes.c_size_t(0)):
        raise OSError("kern.bootsessionuuid can not be read")
    return name.value.decode("ascii")


class _TimeOfDay(ctypes.Structure):
    _fields_ = (
        ("boot_time", ctypes.c_int64),
        ("current_time", ctypes.c_int64),
        ("zone_bias", ctypes.c_int64),
        ("zone_id", ctypes.c_uint32),
        ("reserved", ctypes.c_uint32),
        ("boot_time_bias", ctypes.c_int64),
        ("sleep_time_bias", ctypes.c_int64),
    )


def _windows(kernelbase: Any, ntdll: Any) -> SystemClock:
    """Interrupt time comes in units of 100 ns; a boot is named by its time, less the steps of the wall clock since."""

    def ticks(query: Callable[[Any], object]) -> Callable[[], int]:
        def read() -> int:
            count = ctypes.c_uint64()
            query(ctypes.byref(count))
            return count.value * 100

        return read

    told = _TimeOfDay()
    if ntdll.NtQuerySystemInformation(_TIME_OF_DAY, ctypes.byref(told), ctypes.sizeof(told), None):
        raise OSError("the time of the boot can not be read")
    return SystemClock(
        wall=time.time_ns,
        boot=ticks(kernelbase.QueryInterruptTime),
        awake=ticks(kernelbase.QueryUnbiasedInterruptTime),
        zone=_zone,
        identity=f"windows-{told.boot_time - told.boot_time_bias}",
    )


# --- what two readings tell ----------------------------------------------------------------------------------------


class ClockEventKind(StrEnum):
    """What may happen to the clocks of a machine while a contest runs."""

    SUSPENDED = "suspended"
    STALL = "stall"
    WALL_STEP = "wall_step"
    BACKWARDS = "backwards"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """One of them, with its size in ns (signed for a wall step and a zone change)."""

    kind: ClockEventKind
    ns: int


def detect(previous: Reading, current: Reading) -> tuple[ClockEvent, ...]:
    """What happened from one reading to the next, about a second later, on the same boot (else nothing is told).

    None of these touches the elapsed time: they are logged, and shown where a person should know. Slewing (500 ppm) is
    far below the threshold of a wall step however long it lasts, because only neighbours are compared.
    """
    if previous.stamp.boot != current.stamp.boot:
        return ()
    gap = current.stamp.boot_ns - previous.stamp.boot_ns
    if gap < 0:
        return (ClockEvent(ClockEventKind.BACKWARDS, -gap),)
    asleep = gap - (current.awake_ns - previous.awake_ns)
    step = current.stamp.wall_ns - previous.stamp.wall_ns - gap
    zone = current.zone_s - previous.zone_s
    # A machine that slept did not stall meanwhile: only what it was awake for counts.
    stall = gap - asleep if asleep >= SUSPENDED_NS else gap
    found = (
        (ClockEventKind.SUSPENDED, asleep, asleep >= SUSPENDED_NS),
        (ClockEventKind.STALL, stall, stall >= STALL_NS),
        (ClockEventKind.WALL_STEP, step, abs(step) >= WALL_STEP_NS),
        (ClockEventKind.ZONE, zone * 1_000_000_000, zone != 0),
    )
    return tuple(ClockEvent(kind, ns) for kind, ns, happened in found if happened)


def stepped_since(life: Stamp, now: Stamp) -> tuple[ClockEvent, ...]:
    """A step of the wall clock since the last sign of life of a program on this boot, however long ago that was."""
    gap = now.boot_ns - life.boot_ns
    step = now.wall_ns - life.wall_ns - gap
    if life.boot != now.boot or gap < 0 or abs(step) < WALL_STEP_NS + gap * SLEW_PPM // 1_000_000:
        return ()
    return (ClockEvent(ClockEventKind.WALL_STEP, step),)


def event_words(event: ClockEvent) -> str:
    """What happened, in words for the operator and the log."""
    seconds = shown(Fraction(abs(event.ns), 1_000_000_000), 1)
    words = {
        ClockEventKind.SUSPENDED: _("Komputer tertidur {n} detik; waktu lomba tetap berjalan."),
        ClockEventKind.STALL: _("Program tertahan {n} detik; waktu lomba tetap berjalan."),
        ClockEventKind.WALL_STEP: _("Jam komputer bergeser {n} detik; waktu lomba tidak berubah."),
        ClockEventKind.BACKWARDS: _("Penghitung waktu komputer mundur {n} detik; waktu lomba tidak ikut mundur."),
        ClockEventKind.ZONE: _("Zona waktu komputer bergeser {n} detik; jadwal tetap memakai zona acara."),
    }
    return words[event.kind].format(n=seconds)
