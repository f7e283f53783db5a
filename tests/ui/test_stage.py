"""Panggung: what the people on the stage see, at every size, in every band, and between two KBK."""

import re
from pathlib import Path

import pytest
from block_reader import read_blocks
from clocks import ManualClock
from contests import Stagehand
from desks import program
from events import kediri
from frames import frame, same_as_golden, until

from juri_tui.decisions import clock as decide
from juri_tui.desk import Desk, Role
from juri_tui.slot import SECOND
from juri_tui.widgets.big_clock import BigClock

MINUTE = 60 * SECOND
SIZES = [(20, 5), (80, 24), (200, 60)]


@pytest.fixture
def running(hand: Stagehand) -> Stagehand:
    """Melati presents."""
    hand.clock.advance(30 * MINUTE)
    hand.ready().present("ceria").arm("melati").time("slot_started")
    return hand


def stage(hand: Stagehand) -> Desk:
    """Another process, that only looks."""
    return Desk(hand.path, Role.STAGE, hand.clock)


@pytest.mark.parametrize("size", SIZES)
async def test_frames(running: Stagehand, size: tuple[int, int]) -> None:
    running.clock.advance(26 * MINUTE + 30 * SECOND)
    async with program(stage(running), size) as pilot:
        await pilot.pause(0.1)
        await same_as_golden(pilot, "panggung-warn")
        running.clock.advance(5 * MINUTE)
        await until(pilot, lambda: pilot.app.screen.has_class("-over"))
        await pilot.pause(0.1)
        await same_as_golden(pilot, "panggung-over")
        running.time("slot_ended").time("slot_advanced").time("slot_started").time("slot_ended").time("slot_finished")
        await until(pilot, lambda: pilot.app.screen.has_class("-idle"))
        await pilot.pause(0.1)
        await same_as_golden(pilot, "panggung-idle")


async def test_each_band_has_its_colour_its_word_and_its_sign(running: Stagehand) -> None:
    async with program(stage(running), (80, 24)) as pilot:
        screen = pilot.app.screen
        bands = {"-warn", "-danger", "-time", "-over", "-idle"}

        async def shows(seconds: int, band: set[str], words: str) -> None:
            running.clock.advance(seconds * SECOND)
            await until(pilot, lambda: screen.classes & bands == band, str(band))
            await until(pilot, lambda: words in frame(pilot.app), words)

        await shows(0, set(), "Paparan")
        await shows(25 * 60, {"-warn"}, "▲ 5 MENIT LAGI")
        await shows(4 * 60, {"-danger"}, "▲▲ 1 MENIT LAGI")
        await shows(60, {"-time"}, "■ WAKTU HABIS")
        assert screen.query_one(BigClock).text == "00:00"
        await shows(31, {"-over"}, "■■ WAKTU HABIS")
        assert screen.query_one(BigClock).text == "+00:31"


BANDS = [
    # elapsed seconds, class, digits, sign and words
    (60, set(), "29:00", "▶ Paparan"),
    (1500, {"-warn"}, "05:00", "▲ 5 MENIT LAGI"),
    (1741, {"-danger"}, "00:59", "▲▲ 1 MENIT LAGI"),
    (1800, {"-time"}, "00:00", "■ WAKTU HABIS"),
    (1890, {"-over"}, "+01:30", "■■ WAKTU HABIS"),
]


def digits(text: str) -> str:
    """The clock of a stage, in blocks or in plain digits; a plus before blocks may be written."""
    found = re.search(r"\+?\d\d:\d\d", text)
    if found:
        return found.group()
    blocks = read_blocks(text.splitlines())
    return "+" + blocks if re.search(r"^ *\+ [█ ]", text, re.MULTILINE) else blocks


@pytest.mark.parametrize("paused", [False, True])
@pytest.mark.parametrize(
    "size", [(20, 5), (24, 6), (30, 8), (40, 12), (60, 15), (80, 24), (120, 36), (200, 60), (300, 80)]
)
async def test_every_band_in_every_size(running: Stagehand, size: tuple[int, int], paused: bool) -> None:
    """Digits, colour, word and sign, all of them whole, and the mark of a rehearsal; a pause lies over any band."""
    async with program(stage(running), size) as pilot:
        screen, at = pilot.app.screen, 0
        for seconds, band, time, words in BANDS:
            running.clock.advance((seconds - at) * SECOND)
            at = seconds
            words = "❚❚ JEDA" if paused else words
            if paused:
                running.time("slot_paused")
            await until(pilot, lambda time=time: digits(frame(pilot.app)) == time, time)
            await until(pilot, lambda words=words: words in frame(pilot.app), words)
            assert screen.classes & {"-warn", "-danger", "-time", "-over"} == band
            lines = frame(pilot.app).splitlines()
            assert max(map(len, lines)) <= size[0]
            assert len(lines) == size[1]
            assert "LATIHAN" in frame(pilot.app)
            assert not any("…" in line for line in lines[-2:]), "the line of the band is whole"
            if paused:
                running.time("slot_resumed")


@pytest.mark.parametrize("speed", [1, 10])
async def test_the_limit_flashes_for_three_seconds_at_most_once_a_second(tmp_path: Path, speed: int) -> None:
    """Real seconds, however fast a rehearsal runs: many flashes in one are a danger to those who see them."""
    hand = Stagehand(tmp_path / "cepat.juri", kediri(), ManualClock(), speed).ready().arm("melati").time("slot_started")
    async with program(stage(hand), (80, 24)) as pilot:
        screen = pilot.app.screen
        hand.clock.advance(30 * MINUTE // speed)
        seen = []
        for half in range(10):
            wait = screen.paint()
            assert half >= 6 or wait <= SECOND // 2, "the next half is painted in time"
            seen.append(screen.has_class("-flash"))
            hand.clock.advance(SECOND // 2)
        assert seen == [False, True, False, True, False, True, False, False, False, False]


async def test_no_motion_means_no_flash(running: Stagehand) -> None:
    async with program(stage(running), (80, 24)) as pilot:
        pilot.app.animation_level = "none"
        running.clock.advance(30 * MINUTE + SECOND // 2)
        pilot.app.screen.again()
        assert pilot.app.screen.classes & {"-time", "-flash"} == {"-time"}


async def test_a_line_of_the_operator_and_a_break_arrive(running: Stagehand) -> None:
    async with program(stage(running), (80, 24)) as pilot:
        running.do(decide.stage_line, "Mohon disimpulkan")
        await until(pilot, lambda: "Mohon disimpulkan" in frame(pilot.app))
        running.do(decide.stage_line, "")
        await until(pilot, lambda: "Mohon disimpulkan" not in frame(pilot.app))
        running.time("slot_aborted")
        running.do(decide.start_break, "Ishoma", 3600)
        await until(pilot, lambda: "ISHOMA" in frame(pilot.app))
        running.clock.advance(600 * SECOND)
        await until(pilot, lambda: pilot.app.screen.query_one(BigClock).text == "50:00")
        running.clock.advance(7200 * SECOND)
        await until(pilot, lambda: pilot.app.screen.query_one(BigClock).text == "00:00")
        running.do(decide.end_break)
        await until(pilot, lambda: "Berikutnya 2 KBK Melati" in frame(pilot.app))


async def test_between_two_kbk_the_time_of_day_is_painted_at_its_second_and_nobody_is_announced_undrawn(
    hand: Stagehand,
) -> None:
    hand.clock.advance(SECOND * 3 // 10)
    async with program(stage(hand), (80, 24)) as pilot:
        assert pilot.app.screen.paint() == SECOND * 7 // 10
        assert "Berikutnya" not in frame(pilot.app)
        hand.ready()
        await until(pilot, lambda: "Berikutnya 1 KBK Ceria" in frame(pilot.app))


@pytest.mark.parametrize("speed", [1, 10])
async def test_a_break_is_counted_down_at_its_own_seconds(tmp_path: Path, speed: int) -> None:
    """It began between two seconds of the wall clock, and in a rehearsal it goes by faster."""
    hand = Stagehand(tmp_path / "ishoma.juri", kediri(), ManualClock(), speed).ready()
    hand.clock.advance(SECOND * 4 // 10)
    hand.do(decide.start_break, "Ishoma", 3600)
    async with program(stage(hand), (80, 24)) as pilot:
        screen = pilot.app.screen
        hand.clock.advance(SECOND * 16 // 10 // speed)
        assert screen.paint() == SECOND * 4 // 10 // speed
        assert screen.query_one(BigClock).text == "59:59"
        hand.clock.advance(SECOND * 4 // 10 // speed)
        assert screen.paint() == SECOND // speed
        assert screen.query_one(BigClock).text == "59:58"


async def test_a_long_line_of_the_operator_is_read_to_its_end_where_there_is_room(running: Stagehand) -> None:
    words = "Mohon disimpulkan, lalu tinggalkan panggung lewat pintu sebelah kiri: berikutnya siap"
    running.do(decide.stage_line, words)
    async with program(stage(running), (40, 24)) as pilot:
        await until(pilot, lambda: words in " ".join(frame(pilot.app).split()))
        await pilot.resize_terminal(40, 12)
        await until(pilot, lambda: "lalu tinggalkan pa…" in frame(pilot.app), "one row, and it says that it is cut")
        await pilot.resize_terminal(40, 24)
        running.do(decide.stage_line, "")
        await until(pilot, lambda: "Mohon" not in frame(pilot.app))


async def test_it_follows_every_resize(running: Stagehand) -> None:
    async with program(stage(running), (80, 24)) as pilot:
        for size in [(20, 5), (300, 80), (12, 3), (81, 25)]:
            await pilot.resize_terminal(*size)
            await pilot.pause(0.05)
            lines = frame(pilot.app).splitlines()
            assert max(map(len, lines)) <= size[0]
            assert len(lines) == size[1]
            plain = size == (12, 3)
            assert ("30:00" in frame(pilot.app)) == plain


async def test_a_picture_that_fails_shows_no_wrong_time(running: Stagehand, monkeypatch: pytest.MonkeyPatch) -> None:
    async with program(stage(running), (80, 24)) as pilot:
        clock = pilot.app.screen.query_one(BigClock)
        with monkeypatch.context() as patch:
            patch.setattr("juri_tui.screens.stage.face", lambda *_: 1 // 0)
            running.clock.advance(SECOND)
            await until(pilot, lambda: clock.text == "--:--")
        running.clock.advance(9 * SECOND)
        await until(pilot, lambda: clock.text == "29:50")


@pytest.mark.parametrize("speed", [1, 10])
async def test_operator_and_stage_show_the_same_second(tmp_path: Path, speed: int) -> None:
    hand = Stagehand(tmp_path / "sama.juri", kediri(), ManualClock(), speed).ready().arm("melati").time("slot_started")
    async with program(stage(hand), (80, 24)) as pilot, program(hand.desk) as console:
        for ns, text in ((SECOND // 3, "30:00"), (SECOND, "29:59"), (7 * SECOND + 1, "29:52")):
            hand.clock.advance(-(-ns // speed))
            pilot.app.screen.again()
            console.app.screen.again()
            assert pilot.app.screen.query_one(BigClock).text == text
            assert console.app.screen.query_one(BigClock).text == text
