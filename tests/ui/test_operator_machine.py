"""What the clocks of the machine did while nobody looked is told at the console, and noted once somebody sits there."""

import pytest
from contests import Stagehand
from desks import program, reopened
from frames import frame, until

from juri_tui.app import JuriApp
from juri_tui.desk import OPERATOR
from juri_tui.slot import SECOND
from juri_tui.widgets.big_clock import BigClock


@pytest.fixture
def running(hand: Stagehand) -> Stagehand:
    """Ceria presents since ten minutes; the console has just given a sign of life."""
    hand.ready().arm("ceria").time("slot_started")
    hand.clock.advance(600 * SECOND)
    hand.desk.beat()
    return hand


def noted(hand: Stagehand) -> list[str]:
    """The notes in the ledger."""
    return [record.payload.text for record in hand.desk.records() if record.kind == "note_written"]


@pytest.mark.hears_clocks
async def test_a_stall_within_the_first_second_is_told(running: Stagehand) -> None:
    async with program(running.desk) as pilot:
        running.clock.advance(7 * SECOND)
        await until(pilot, lambda: "Program tertahan 7,0 detik" in frame(pilot.app))
        assert noted(running) == []


@pytest.mark.hears_clocks
async def test_what_the_clocks_did_while_the_program_opened_is_told_but_not_that_it_took_long(
    running: Stagehand,
) -> None:
    app = JuriApp(running.desk)
    running.clock.advance(4 * SECOND)
    running.clock.sleep(2 * SECOND)
    running.clock.set_wall(-60 * SECOND)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: len(noted(running)) == 2)
        assert "tertidur 2,0" in noted(running)[0]
        assert "bergeser 60,0" in noted(running)[1]
        assert "tertahan" not in frame(app)


@pytest.mark.hears_clocks
async def test_a_step_of_the_wall_clock_since_the_last_sign_of_life_is_told(running: Stagehand) -> None:
    running.desk.close()
    running.clock.advance(20 * SECOND)
    running.clock.set_wall(3600 * SECOND)
    desk = reopened(running)
    async with program(desk) as pilot:
        await until(pilot, lambda: "Jam komputer bergeser 3.600,0 detik" in frame(pilot.app))
        await until(pilot, lambda: desk.records()[-1].kind == "note_written")
        await until(pilot, lambda: "tertutup paling lama 00:20" in frame(pilot.app), "the strip asks")
        assert pilot.app.screen.query_one(BigClock).text in ("19:40", "19:39")


@pytest.mark.hears_clocks
async def test_what_happened_before_a_locked_seat_is_noted_once_somebody_sits_there(running: Stagehand) -> None:
    async with program(running.desk) as pilot:
        running.desk.leave()
        running.clock.set_wall(60 * SECOND)
        await until(pilot, lambda: "bergeser 60,0" in frame(pilot.app))
        assert noted(running) == []
        running.sit(OPERATOR)
        await until(pilot, lambda: len(noted(running)) == 1)
