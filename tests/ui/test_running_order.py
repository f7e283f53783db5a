"""The running order keeps its drawn rows: an arrow paints the two rows that it touches."""

from contests import Stagehand
from desks import program
from frames import frame, settled
from textual.geometry import Region

from juri_tui.widgets.running_order import RunningOrder, SheetMatrix


async def test_an_arrow_draws_each_row_once_and_paints_two(hand: Stagehand, monkeypatch) -> None:
    hand.ready()
    async with program(hand.desk, (120, 36)) as pilot:
        await settled(pilot)
        order, matrix = (pilot.app.screen.query_one(kind) for kind in (RunningOrder, SheetMatrix))
        await pilot.press("down", "up")
        await settled(pilot)
        painted: list[Region] = []
        drawn: list[object] = []
        for one in (order, matrix):
            monkeypatch.setattr(one, "refresh", lambda *regions: painted.extend(regions))
            monkeypatch.setattr(one, "_strip", drawn.append)
        await pilot.press("down")
        assert drawn == [], "both rows were drawn before"
        assert sorted(region.y for region in painted) == [2, 2, 3, 3], "in the order and in the matrix beside it"
        assert all(region.height == 1 for region in painted)


async def test_a_new_record_draws_the_rows_anew(hand: Stagehand) -> None:
    hand.ready()
    async with program(hand.desk, (120, 36)) as pilot:
        await settled(pilot)
        hand.arm("ceria")
        await settled(pilot)
        await pilot.pause(0.3)
        assert "›▶ 1 Ceria" in frame(pilot.app)
