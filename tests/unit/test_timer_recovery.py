"""Crashes, power cuts and reboots: what a clock is worth afterwards."""

import pytest
from clocks import SECOND, ManualClock

from juri_tui.model import Phase, Stamp
from juri_tui.recovery import Recovery, RecoveryCase, recovery
from juri_tui.slot import Command, Kind, Slot, Source, elapsed_ns
from juri_tui.timer import step

PHASES = (Phase(id="paparan", name="Paparan", length=1800),)


def do(slot: Slot, clock: ManualClock, kind: Kind, ns: int = 0, speed: int = 1) -> Slot:
    moved = step(slot, Command(kind, ns, "alasan", Source.WALL), clock.now(), speed)
    assert isinstance(moved, Slot), moved
    return moved


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def slot(clock: ManualClock) -> Slot:
    """Running for 600 s."""
    made = do(do(Slot("s", "melati", 1, PHASES), clock, Kind.ARM), clock, Kind.START)
    clock.advance(600 * SECOND)
    return made


def test_same_boot_is_exact(slot: Slot, clock: ManualClock) -> None:
    beat = clock.now()
    clock.advance(37 * SECOND)
    clock.set_wall(-86400 * SECOND)
    assert recovery(slot, clock.now(), beat) == Recovery(
        RecoveryCase.EXACT, elapsed_ns=637 * SECOND, known_ns=600 * SECOND, away_ns=37 * SECOND
    )


def test_killed_twice_on_one_boot(slot: Slot, clock: ManualClock) -> None:
    for _ in range(2):
        beat = clock.now()
        clock.advance(SECOND)
        assert recovery(slot, clock.now(), beat).case is RecoveryCase.EXACT
    assert recovery(slot, clock.now(), beat).elapsed_ns == 602 * SECOND


def test_no_heartbeat_yet(slot: Slot, clock: ManualClock) -> None:
    assert recovery(slot, clock.now(), None).away_ns == 600 * SECOND
    clock.reboot(30 * SECOND)
    found = recovery(slot, clock.now(), None)
    assert (found.case, found.elapsed_ns, found.known_ns) == (RecoveryCase.BRIDGED, 630 * SECOND, 0)


def test_power_cut_of_90_seconds(slot: Slot, clock: ManualClock) -> None:
    beat = clock.now()
    clock.advance(4 * SECOND)
    clock.reboot(86 * SECOND)
    found = recovery(slot, clock.now(), beat)
    assert found == Recovery(RecoveryCase.BRIDGED, 690 * SECOND, 600 * SECOND, 90 * SECOND, 2 * SECOND)
    assert found.elapsed_ns is not None
    recovered = do(slot, clock, Kind.RECOVER, found.elapsed_ns)
    clock.advance(SECOND)
    assert elapsed_ns(recovered, clock.now()) == 691 * SECOND


@pytest.mark.parametrize(
    ("gap", "case"),
    [
        (0, RecoveryCase.BRIDGED),
        (900 * SECOND, RecoveryCase.BRIDGED),
        (900 * SECOND + 1, RecoveryCase.ASK),
        (3600 * SECOND, RecoveryCase.ASK),
        (20 * 3600 * SECOND, RecoveryCase.ASK),
        (-1, RecoveryCase.ASK),
        (-86400 * SECOND, RecoveryCase.ASK),
    ],
)
def test_gap_of_the_wall_clock(slot: Slot, clock: ManualClock, gap: int, case: RecoveryCase) -> None:
    beat = clock.now()
    clock.reboot(gap)
    found = recovery(slot, clock.now(), beat)
    assert (found.case, found.known_ns, found.away_ns) == (case, 600 * SECOND, gap)
    assert (found.elapsed_ns is None) == (case is RecoveryCase.ASK)


def test_two_power_cuts(slot: Slot, clock: ManualClock) -> None:
    beat = clock.now()
    clock.reboot(60 * SECOND)
    slot = do(slot, clock, Kind.RECOVER, 660 * SECOND)
    clock.advance(3 * SECOND)
    clock.reboot(7 * SECOND)
    # The heartbeat is still that of the first boot: the recovery itself is the last thing known.
    found = recovery(slot, clock.now(), beat)
    assert (found.case, found.elapsed_ns, found.known_ns) == (RecoveryCase.BRIDGED, 670 * SECOND, 660 * SECOND)


def test_a_heartbeat_older_than_the_last_command_counts_nothing(slot: Slot, clock: ManualClock) -> None:
    beat = clock.now()
    clock.advance(2 * SECOND)
    slot = do(slot, clock, Kind.CORRECT, 50 * SECOND)
    clock.reboot(SECOND)
    found = recovery(slot, clock.now(), beat)
    assert (found.elapsed_ns, found.known_ns, found.away_ns) == (653 * SECOND, 652 * SECOND, SECOND)


def test_in_overtime(slot: Slot, clock: ManualClock) -> None:
    clock.advance(1300 * SECOND)
    beat = clock.now()
    clock.reboot(10 * SECOND)
    assert recovery(slot, clock.now(), beat).elapsed_ns == 1910 * SECOND


def test_a_pause_stays_a_pause(slot: Slot, clock: ManualClock) -> None:
    paused = do(slot, clock, Kind.PAUSE)
    beat = clock.advance(5 * SECOND)
    clock.reboot(-86400 * SECOND)
    found = recovery(paused, clock.now(), beat)
    assert (found.case, found.elapsed_ns, found.uncertain_ns) == (RecoveryCase.PAUSED, 600 * SECOND, 0)


def test_nothing_to_recover(slot: Slot, clock: ManualClock) -> None:
    assert recovery(do(slot, clock, Kind.END), clock.reboot(0), None) == Recovery(RecoveryCase.NONE)


def test_boot_clock_backwards_is_clamped(slot: Slot, clock: ManualClock) -> None:
    beat = clock.now()
    back = Stamp(beat.wall_ns, beat.boot, beat.boot_ns - 50 * SECOND)
    found = recovery(slot, back, beat)
    assert (found.case, found.away_ns) == (RecoveryCase.EXACT, 0)


def test_rehearsal(clock: ManualClock) -> None:
    slot = do(do(Slot("s", "melati", 1, PHASES), clock, Kind.ARM), clock, Kind.START, speed=10)
    beat = clock.advance(5 * SECOND)
    clock.reboot(3 * SECOND)
    assert recovery(slot, clock.now(), beat, speed=10).elapsed_ns == 80 * SECOND
