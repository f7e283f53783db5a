"""Before a secret the key line names what Enter does: it opens, agrees, locks or signs."""

from chair import CHAIR, OTHER, Chair, sidang
from contests import Stagehand
from desks import Keys, program
from frames import frame, until
from seat import at, performed, station

from juri_tui.screens.cover import CoverScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.widgets.digest import DigestScreen


async def test_the_chair_locks_and_the_juri_sign(hand: Stagehand) -> None:
    hand.event()
    async with sidang(hand).run_test(size=(80, 24)) as pilot:
        chair = Chair(pilot)
        await chair.sees("Enter buka   Esc batal")
        await chair.sits()
        await chair.press("s")
        await chair.sees("Tekan K untuk mengunci hasil")
        await chair.back()
        await chair.press("k")
        await chair.picks("1")
        await chair.sees("Enter kunci hasil   Esc batal")
        await chair.pin(CHAIR)
        await chair.on(DigestScreen)
        await chair.press("enter")
        await chair.back()
        await chair.press("t")
        await chair.picks("2")
        await chair.sees("Enter tanda tangan   Esc batal")
        await chair.pin(OTHER)
        await chair.sees("Juri Swasta sudah menandatangani.")


async def test_who_does_not_sit_down_agrees(hand: Stagehand) -> None:
    async with program(hand.desk, (80, 24)) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("d")
        await keys.dialog("AskChoice")
        await keys.press("1")
        await keys.dialog("DrawReveal")
        await keys.press("escape", "enter")
        await keys.dialog("OperatorScreen")
        await keys.press("b")
        await until(pilot, lambda: "Enter lanjut" in frame(pilot.app) or "Enter setuju" in frame(pilot.app))
        for _slip in range(2 * len(hand.desk.contest.definition.juri) + 2):
            if isinstance(pilot.app.screen, LockScreen):
                break
            await keys.press("space", "enter")
        await until(pilot, lambda: "Enter setuju   Esc batal" in frame(pilot.app))


async def test_a_juri_opens_the_own_sheet(hand: Stagehand) -> None:
    performed(hand)
    async with station(hand).run_test(size=(80, 24)) as pilot:
        await at(pilot, CoverScreen)
        await pilot.press("1")
        await until(pilot, lambda: "Enter buka   Esc batal" in frame(pilot.app))
