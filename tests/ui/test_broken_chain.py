"""A file whose chain is broken: the operator sees which record, can look at everything, and changes nothing."""

from contests import Stagehand
from desks import Keys, program
from frames import frame, until
from ledgers import meddle

from juri_tui.desk import OPERATOR, Desk, Role


async def test_the_console_says_which_record_and_writes_nothing(hand: Stagehand) -> None:
    hand.ready().arm("ceria")
    hand.desk.close()
    meddle(hand.path, "UPDATE ledger SET actor = 'x' WHERE seq = 3")
    desk = Desk(hand.path, Role.OPERATOR, hand.clock)
    desk.claim_console()
    desk.sit(OPERATOR, "latihan")
    before = len(desk.records())
    async with program(desk, (120, 36)) as pilot:
        await until(pilot, lambda: "catatan 3" in frame(pilot.app), "the banner")
        keys = Keys(pilot, hand, desk)
        await keys.refuses("space", words="catatan 3")
        await keys.refuses("o", words="catatan 3")
        assert len(desk.records()) == before
