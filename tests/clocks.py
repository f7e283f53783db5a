"""A clock that a test steps by hand: time passes, the machine sleeps, reboots, and has its wall clock set."""

from dataclasses import dataclass

from juri_tui.clock import Reading
from juri_tui.model import Stamp

SECOND = 1_000_000_000
# 25 October 2016, 02.00 UTC = 09.00 WIB
MORNING_NS = 1_477_360_800 * SECOND


@dataclass
class ManualClock:
    """Satisfies `juri_tui.clock.Clock`; all amounts in ns."""

    wall_ns: int = MORNING_NS
    boot_ns: int = 1_000 * SECOND
    awake_ns: int = 1_000 * SECOND
    zone_s: int = 7 * 3600
    boots: int = 1

    def now(self) -> Stamp:
        return Stamp(self.wall_ns, f"boot-{self.boots}", self.boot_ns)

    def read(self) -> Reading:
        return Reading(self.now(), self.awake_ns, self.zone_s)

    def advance(self, ns: int, ppm: int = 0) -> Stamp:
        """Time passes; the wall clock is slewed by `ppm`."""
        self.boot_ns += ns
        self.awake_ns += ns
        self.wall_ns += ns + ns * ppm // 1_000_000
        return self.now()

    def sleep(self, ns: int) -> Stamp:
        """The machine is suspended."""
        self.boot_ns += ns
        self.wall_ns += ns
        return self.now()

    def set_wall(self, ns: int) -> Stamp:
        """Somebody moves the wall clock."""
        self.wall_ns += ns
        return self.now()

    def reboot(self, gap_ns: int) -> Stamp:
        """The power fails; the next program sees the clocks of a new boot, `gap_ns` later by the wall clock."""
        self.boots += 1
        self.wall_ns += gap_ns
        self.boot_ns = self.awake_ns = 20 * SECOND
        return self.now()
