"""Digits as large as the room, and a pulse that never counts and never dies."""

import asyncio

import pytest
from block_reader import read_blocks
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.geometry import Region

from juri_tui.clock import system_clock
from juri_tui.clockface import Band
from juri_tui.widgets.big_clock import BigClock
from juri_tui.widgets.block_digits import SMALLEST, draw
from juri_tui.widgets.pulse import Pulse

BLOCKS = set("█▀▄ ")
CLOCKS = st.from_regex(r"\+?([0-9]:)?[0-9]{2}:[0-9]{2}", fullmatch=True)


def height(lines: tuple[str, ...]) -> int:
    """Rows that hold something."""
    return sum(bool(line.strip()) for line in lines)


@given(CLOCKS, st.integers(1, 300), st.integers(1, 80))
def test_every_room_is_filled_exactly(text: str, columns: int, rows: int) -> None:
    lines = draw(text, columns, rows)
    assert len(lines) == rows
    assert {len(line) for line in lines} == {columns}
    assert set("".join(lines)) <= BLOCKS | set("0123456789:+")
    if not set("".join(lines)) & set("█▀▄"):
        shown = [line.strip() for line in lines if line.strip()]
        assert shown == [text[:columns].strip()], "plain text, in one line"


@given(CLOCKS, st.integers(20, 300), st.integers(3, 80))
def test_what_is_drawn_can_be_read(text: str, columns: int, rows: int) -> None:
    lines = draw(text, columns, rows)
    if set("".join(lines)) <= BLOCKS:
        assert read_blocks(lines) == text


@pytest.mark.parametrize("size", [(20, 3), (40, 5), (80, 20), (200, 56), (300, 76)])
def test_no_two_signs_look_alike(size: tuple[int, int]) -> None:
    drawn = {draw(f"{sign}0:00", *size) for sign in "0123456789"}
    assert len(drawn) == 10
    assert all(set("".join(lines)) <= BLOCKS for lines in drawn)


@pytest.mark.parametrize(
    ("columns", "rows", "least"), [(20, 3, 3), (40, 8, 7), (80, 20, 14), (120, 32, 24), (200, 56, 38), (300, 76, 60)]
)
def test_digits_use_the_room_there_is(columns: int, rows: int, least: int) -> None:
    assert height(draw("29:59", columns, rows)) >= least


def test_a_second_that_passes_moves_no_other_digit() -> None:
    before, after = draw("12:34", 80, 20), draw("12:35", 80, 20)
    assert {line[:60] for line in before} == {line[:60] for line in after}
    assert before != after


def test_a_plus_that_is_too_wide_is_written_before_the_digits() -> None:
    assert draw("+01:30", 20, 3) == (
        "  █▀█  █  ▄ ▀▀█ █▀█ ",
        "+ █ █  █    ▀▀█ █ █ ",
        "  █▄█  █  ▀ ▄▄█ █▄█ ",
    )
    assert draw("+01:30", 18, 3)[1].strip() == "+01:30"
    assert "+" not in "".join(draw("+01:30", 21, 3))


def test_what_does_not_fit_is_plain_text_in_the_middle() -> None:
    assert draw("29:59", 16, 3) == (" " * 16, "     29:59      ", " " * 16)
    assert draw("29:59", 300, (SMALLEST - 1) // 2)[0].strip() == "29:59"
    assert draw("--:--", 40, 6)[0].strip() == "" or set("".join(draw("--:--", 40, 6))) <= BLOCKS
    assert draw("tutup", 40, 3)[1].strip() == "tutup"
    assert draw("", 10, 2) == (" " * 10, " " * 10)


class OneClock(App[None]):
    """A clock and nothing else."""

    def compose(self) -> ComposeResult:
        yield BigClock()


async def test_the_band_is_a_class_and_a_resting_clock_has_none() -> None:
    async with OneClock().run_test(size=(40, 8)) as pilot:
        clock = pilot.app.query_one(BigClock)
        clock.show("05:00", Band.WARN)
        assert clock.classes >= {"-warn"}
        clock.show("04:59", Band.DANGER)
        assert "-warn" not in clock.classes
        clock.show("30:00", Band.NORMAL, resting=True)
        assert clock.classes & {"-normal", "-resting"} == {"-resting"}
        await pilot.pause()
        lines = clock.render_lines(clock.size.region)
        assert tuple(line.text for line in lines) == draw("30:00", 40, 8)
        assert [line.text for line in clock.render_lines(Region(4, 2, 9, 1))] == [draw("30:00", 40, 8)[2][4:13]]


async def test_the_pulse_aims_at_the_change_and_outlives_a_bad_picture() -> None:
    painted: list[float] = []
    faults: list[Exception] = []
    loop = asyncio.get_running_loop()

    def paint() -> int | None:
        painted.append(loop.time())
        if len(painted) == 2:
            raise ValueError("a bad picture")
        return 50_000_000 if len(painted) == 1 else None

    async with OneClock().run_test() as pilot:
        Pulse(pilot.app, paint, faults.append, system_clock().now).start()
        await pilot.pause(0.3)
        assert [str(fault) for fault in faults] == ["a bad picture"]
        assert 0.05 <= painted[1] - painted[0] < 0.2, "once, at the change"
        await pilot.pause(0.4)
        assert len(painted) == 3, "the watchdog paints twice a second, whatever happened"


async def test_a_change_at_once_does_not_spin() -> None:
    painted: list[int] = []

    def paint() -> int:
        painted.append(1)
        return 0

    async with OneClock().run_test() as pilot:
        Pulse(pilot.app, paint, lambda fault: None, system_clock().now).start()
        await pilot.pause(0.3)
        assert len(painted) < 40
