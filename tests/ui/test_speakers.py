"""Peran anggota: the digits mark who speaks, never what they mean otherwise; the juri sees the shares, and no score."""

from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from desks import Keys, program
from events import kediri
from frames import frame, same_as_golden, settled, until
from seat import station, to_sheet

from juri_tui.decisions import clock
from juri_tui.slot import SECOND
from juri_tui.widgets.speaker_card import SpeakerCard


def running(hand: Stagehand, seconds: int = 10) -> Stagehand:
    hand.ready().arm("ceria").time("slot_started")
    hand.clock.advance(seconds * SECOND)
    hand.desk.beat()  # else the program asks first what became of the time without a sign of life
    return hand


async def test_off_by_default_a_digit_marks_nobody(hand: Stagehand) -> None:
    async with program(running(hand).desk) as pilot:
        keys = Keys(pilot, hand)
        before = keys.kinds
        await keys.press("1", "2", "0")
        await keys.shown()
        assert keys.kinds == before
        assert not pilot.app.screen.query_one(SpeakerCard).display


async def test_r_and_the_digits_mark_who_speaks(hand: Stagehand) -> None:
    first, second = kediri().kbk_by_id("ceria").members[:2]
    async with program(running(hand).desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("r")
        await keys.writes("1", kind="speaker_marked")
        assert keys.last.member == first
        hand.clock.advance(40 * SECOND)
        await keys.writes("2", kind="speaker_marked")
        assert keys.last.member == second
        hand.clock.advance(20 * SECOND)
        await keys.writes("2", kind="speaker_marked")
        assert keys.last.member == "", "the same key ends"
        await until(pilot, lambda: f"{first}" in frame(pilot.app) and "00:41" in frame(pilot.app))
        await keys.press("9", "0")
        await keys.shown()
        assert keys.last.member == "", "no member stands behind these keys"
        await keys.press("r")
        assert not pilot.app.screen.query_one(SpeakerCard).display


async def test_a_digit_held_down_is_one_mark(hand: Stagehand) -> None:
    async with program(running(hand).desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("r")
        before = len(keys.kinds)
        for _repeat in range(30):
            hand.clock.advance(SECOND // 30)
            await pilot.press("1")
        await keys.shown()
        assert keys.kinds[before:] == ["speaker_marked"]


async def test_a_question_that_waits_keeps_its_digits_while_the_clock_stands(hand: Stagehand) -> None:
    async with program(running(hand).desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("r")
        await keys.writes("space", kind="slot_paused")
        await until(pilot, lambda: "kendala teknis" in frame(pilot.app))
        await keys.writes("1", kind="slot_reason_given")
        await keys.writes("1", kind="speaker_marked")
        await keys.writes("space", kind="slot_resumed")
        await keys.writes("space", kind="slot_paused")
        await keys.writes("space", kind="slot_resumed")
        await until(pilot, lambda: "A memberi alasan" in frame(pilot.app))
        assert "kendala teknis" not in frame(pilot.app), "no digit is offered that would mean something else"
        await keys.writes("2", kind="speaker_marked")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_the_operator_sees(hand: Stagehand, size: tuple[int, int]) -> None:
    async with program(running(hand).desk, size) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("r")
        for key, seconds in (("1", 200), ("3", 100), ("2", 50)):
            await keys.writes(key, kind="speaker_marked")
            hand.clock.advance(seconds * SECOND)
        pilot.app.screen.again()
        pilot.app.screen._done = ""
        pilot.app.screen.again()
        await settled(pilot)
        await same_as_golden(pilot, "operator-peran")


TEN = ("Wahyu", "Sri", "Bambang", "Retno", "Agustinus", "Dewi", "Muhammad", "Siti", "Joko", "Nurhayati")


@pytest.mark.parametrize("speaks", [1, 5, 9, 10])
async def test_ten_members_stand_on_the_one_line_of_a_small_screen(tmp_path: Path, speaks: int) -> None:
    event = kediri()
    first = event.kbk[0].model_copy(update={"members": tuple(f"{name} Lestari" for name in TEN)})
    event = event.model_copy(update={"kbk": (first, *event.kbk[1:])})
    hand = running(Stagehand(tmp_path / "a.juri", event, ManualClock()))
    async with program(hand.desk, (80, 24)) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("r")
        await until(pilot, lambda: all(f"{n % 10} {TEN[n - 1][:3]}" in frame(pilot.app) for n in range(1, 11)))
        await keys.writes(str(speaks % 10), kind="speaker_marked")
        hand.clock.advance(90 * SECOND)
        pilot.app.screen.again()
        await until(pilot, lambda: f"▸{speaks % 10} {TEN[speaks - 1][:5]} 88 %" in frame(pilot.app))
        assert all(f"{n % 10} {TEN[n - 1][:3]}" in frame(pilot.app) for n in range(1, 11))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_juri_sees_the_shares_beside_the_sheet(hand: Stagehand, size: tuple[int, int]) -> None:
    running(hand)
    first = kediri().kbk_by_id("ceria").members[0]
    async with station(hand).run_test(size=size) as pilot:
        await to_sheet(pilot)
        assert "Berbicara" not in frame(pilot.app)
        hand.do(clock.mark_speaker, first, hand.desk.now())
        hand.clock.advance(10 * SECOND)
        await until(pilot, lambda: f"{first} 50 % · tidak dicatat 50 %" in frame(pilot.app))


async def test_a_click_on_a_member_is_the_digit(hand: Stagehand) -> None:
    members = kediri().kbk_by_id("ceria").members
    async with program(running(hand).desk, (120, 36)) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("r")
        await settled(pilot)
        for place, at in ((1, (10, 2)), (2, (80, 1))):
            hand.clock.advance(5 * SECOND)
            await pilot.click(SpeakerCard, offset=at)
            await until(pilot, lambda place=place: getattr(keys.last, "member", "") == members[place], "marked")
