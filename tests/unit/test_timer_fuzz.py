"""Thousands of random commands, sleeps, clock steps and crashes: replayed elapsed times are exact to the nanosecond."""

import json
from dataclasses import asdict

from clocks import SECOND, ManualClock
from hypothesis import given, settings
from hypothesis import strategies as st

from juri_tui.model import Phase, Refusal, Stamp
from juri_tui.slot import Command, Kind, Slot, SlotState, Source, elapsed_ns, limit_ns
from juri_tui.timer import legal, step

PHASES = (
    Phase(id="yel", name="Yel-yel", length=300),
    Phase(id="paparan", name="Paparan", length=1800),
    Phase(id="tanya", name="Tanya jawab", length=600),
)
RARE = {Kind.NO_SHOW, Kind.ABORT, Kind.FINISH, Kind.DISARM}
GAPS = st.integers(0, 400 * SECOND)
EVENTS = st.sampled_from(["advance", "sleep", "set_wall", "reboot", "backwards"])
STORY = st.lists(
    st.one_of(
        st.tuples(st.just("lawful"), st.integers(0, 10**6), st.integers(-20 * SECOND, 100 * SECOND)),
        st.tuples(st.just("lawful"), st.integers(0, 10**6), st.integers(-20 * SECOND, 100 * SECOND)),
        st.tuples(st.sampled_from(Kind), st.just(0), st.integers(-100 * SECOND, 100 * SECOND)),
        st.tuples(EVENTS, st.just(0), GAPS),
    ),
    min_size=20,
    max_size=60,
)


def chosen(slot: Slot, now: Stamp, pick: int) -> Kind:
    """One of the lawful commands; those that end a story early come seldom."""
    pool = [kind for kind in legal(slot, now) for _ in range(1 if kind in RARE else 8)]
    return pool[pick % len(pool)]


def ledger(taken: list[tuple[Command, Stamp]], now: Stamp, speed: int) -> tuple[int | None, int]:
    """(elapsed, limit) by adding up what the commands of the last phase say: another way than the machine's own."""
    elapsed, limit, since, phase = 0, PHASES[0].length * SECOND, None, 0
    if taken and taken[-1][1].boot == now.boot and now.boot_ns < taken[-1][1].boot_ns:
        now = taken[-1][1]
    for command, at in taken:
        if since is not None and command.kind in (Kind.PAUSE, Kind.END, Kind.ABORT):
            elapsed += speed * (at.boot_ns - since.boot_ns)
            since = None
        if command.kind in (Kind.NEXT, Kind.DISARM):
            phase += command.kind is Kind.NEXT
            elapsed, limit = 0, PHASES[phase].length * SECOND
        elif command.kind is Kind.START or command.kind is Kind.RESUME:
            elapsed, since = elapsed + command.ns, at
        elif command.kind is Kind.PAUSE:
            elapsed -= command.ns
        elif command.kind is Kind.CORRECT:
            elapsed += command.ns
        elif command.kind is Kind.ADJUST:
            limit += command.ns
        elif command.kind is Kind.RECOVER:
            elapsed, since = command.ns, at
    if since is not None and since.boot != now.boot:
        return None, limit
    return elapsed + (speed * max(0, now.boot_ns - since.boot_ns) if since else 0), limit


def happen(clock: ManualClock, what: str, ns: int) -> None:
    if what == "advance":
        clock.advance(ns, ppm=500)
    elif what == "sleep":
        clock.sleep(ns)
    elif what == "set_wall":
        clock.set_wall(ns - 200 * SECOND)
    elif what == "reboot":
        clock.reboot(ns - 50 * SECOND)
    else:
        clock.boot_ns -= min(ns // 100, clock.boot_ns)


def thaw(text: str, speed: int) -> Slot:
    """The slot that a new program finds: all that was ever said, undo included, from JSON."""
    slot = Slot("melati-1", "melati", 1, PHASES)
    for command, at in json.loads(text):
        source = Source(command["source"]) if command["source"] else None
        made = Command(Kind(command["kind"]), command["ns"], command["reason"], source, command["uid"])
        moved = step(slot, made, Stamp(**at), speed)
        assert isinstance(moved, Slot)
        slot = moved
    return slot


@settings(max_examples=300, deadline=None)
@given(STORY, st.sampled_from([1, 1, 10]))
def test_any_story_replays_exactly(story: list[tuple[str, int, int]], speed: int) -> None:
    clock = ManualClock()
    slot = Slot("melati-1", "melati", 1, PHASES)
    taken: list[tuple[Command, Stamp]] = []
    said: list[tuple[Command, Stamp]] = []
    for number, (said_what, pick, ns) in enumerate(story):
        if said_what != "lawful" and not isinstance(said_what, Kind):
            happen(clock, said_what, ns)
            continue
        clock.advance(SECOND // 7)
        now = clock.now()
        what = said_what if isinstance(said_what, Kind) else chosen(slot, now, pick)
        command = Command(what, ns, "alasan", Source.WALL if what is Kind.RECOVER else None, f"u{number}")
        lawful = what in legal(slot, now)
        moved = step(slot, command, now, speed)
        if isinstance(moved, Refusal):
            assert not lawful or ns <= 0 or what in (Kind.PAUSE, Kind.RESUME)
            continue
        assert lawful
        said.append((command, now))
        slot = moved
        if what is Kind.UNDO:
            taken.pop()
        else:
            taken.append((command, slot.commands[-1].at))
            assert slot.commands[-1].elapsed_ns == ledger(taken, taken[-1][1], speed)[0]
        check(slot, taken, clock.now(), speed)
    text = json.dumps([(asdict(command), asdict(at)) for command, at in said])
    replayed = thaw(text, speed)
    assert replayed == slot
    clock.advance(12_345)
    assert elapsed_ns(replayed, clock.now(), speed) == ledger(taken, clock.now(), speed)[0]


def check(slot: Slot, taken: list[tuple[Command, Stamp]], now: Stamp, speed: int) -> None:
    elapsed, limit = ledger(taken, now, speed)
    assert elapsed_ns(slot, now, speed) == elapsed
    assert limit_ns(slot) == limit
    assert elapsed is None or elapsed >= 0
    assert limit >= 0
    run = slot.run
    assert run.paused_ns >= 0
    assert (run.anchor is not None) == (slot.state is SlotState.RUNNING)
    assert (run.paused_at is not None) == (slot.state is SlotState.PAUSED)
    assert [applied.command for applied in slot.commands] == [command for command, _at in taken]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 100)), min_size=5, max_size=30), GAPS)
def test_undo_of_a_command_leaves_what_was_before(story: list[tuple[int, int]], gap: int) -> None:
    clock = ManualClock()
    slot = Slot("melati-1", "melati", 1, PHASES)
    for pick, ns in story:
        clock.advance(SECOND)
        what = chosen(slot, clock.now(), pick)
        moved = step(slot, Command(what, ns, "alasan"), clock.now())
        if isinstance(moved, Refusal) or what is Kind.UNDO:
            continue
        undone = step(moved, Command(Kind.UNDO), clock.advance(gap))
        assert isinstance(undone, Slot)
        assert (undone.state, undone.runs, undone.phase_index) == (slot.state, slot.runs, slot.phase_index)
        assert undone.commands == slot.commands == moved.commands[:-1]
        slot = moved
