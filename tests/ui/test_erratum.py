"""The erratum: by a key once the result is out, with its reason; on the paper and in the history, never before."""

import pytest
from contests import Stagehand
from desks import Keys, program
from frames import frame, until

from juri_tui.ceremony_view import next_step
from juri_tui.decisions import result
from juri_tui.desk import OPERATOR
from juri_tui.history import lines
from juri_tui.model import Refusal
from juri_tui.papers.erratum_page import erratum_page
from juri_tui.papers.export import Paper
from juri_tui.papers.shelf import shelf

WRONG = "Nomor urut KBK Melati dibaca 3, seharusnya 2"


def announced(hand: Stagehand) -> Stagehand:
    hand.event().lock()
    hand.sit(OPERATOR)
    first = next_step(hand.desk.contest)
    assert first is not None
    hand.do(result.call, first.award)
    hand.do(result.reveal, first.award)
    return hand


@pytest.mark.parametrize("own", [False, True])
async def test_l_notes_what_was_wrong_and_why(hand: Stagehand, own: bool) -> None:
    async with program(announced(hand).desk, (80, 24)) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("f7", "l")
        await keys.dialog("AskLine")
        await keys.type(WRONG)
        await keys.dialog("AskChoice")
        if own:
            await keys.press("4")
            await keys.dialog("AskLine")
            await keys.type("mikrofon mati")
        else:
            await keys.press("1")
        await until(pilot, lambda: keys.kinds[-1] == "erratum_noted")
        (erratum,) = hand.desk.contest.errata
        assert (erratum.text, erratum.reason) == (WRONG, "mikrofon mati" if own else "salah dibacakan")
        assert "Ralat dicatat" in keys.notice
        await keys.press("l")
        await until(pilot, lambda: WRONG in frame(pilot.app).replace("\n", " "), "what was noted before stands above")
        await keys.press("escape")
        told = lines(hand.desk.records(), masked=False)[-1].words
    assert "erratum" in {offer.key for offer in shelf(hand.desk.contest)}
    page = erratum_page(hand.desk.contest)
    assert isinstance(page, Paper)
    assert WRONG in page.text
    assert erratum.reason in page.text
    assert hand.desk.contest.locked.digest in page.text
    assert page.name == "LATIHAN-ralat.txt"
    assert told == f"Ralat: {WRONG}. Alasan: {erratum.reason}."


async def test_left_on_the_way_nothing_is_noted(hand: Stagehand) -> None:
    async with program(announced(hand).desk, (80, 24)) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("f7")
        before = keys.kinds
        for typed, left in (("", "AskLine"), (WRONG, "AskChoice")):
            await keys.press("l")
            await keys.dialog("AskLine")
            if typed:
                await keys.type(typed)
            await keys.dialog(left)
            await keys.press("escape")
        assert keys.kinds == before


async def test_before_the_announcement_there_is_no_erratum(hand: Stagehand) -> None:
    hand.event().lock()
    hand.sit(OPERATOR)
    async with program(hand.desk, (80, 24)) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("f7")
        await keys.refuses("l", words="Ralat dicatat setelah hasil diumumkan")
    assert "erratum" not in {offer.key for offer in shelf(hand.desk.contest)}
    assert isinstance(erratum_page(hand.desk.contest), Refusal)
