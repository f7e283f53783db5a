"""Names of 118 characters: number, name and office stay together, the name gives way, what must be read does not."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from desks import program
from events import kediri
from frames import frame, settled, until

from juri_tui.board_view import BoardRow
from juri_tui.desk import Desk, Role
from juri_tui.slot import SECOND
from juri_tui.widgets.phase_card import phase_head
from juri_tui.widgets.running_order import RunningOrder, SheetMatrix, titled_in
from juri_tui.widgets.standings_rows import choose, paint

LONG = "KBK " + "Menata Pedagang Tanpa Penggusuran " * 3 + "Sampai Tuntas"
MINUTE = 60 * SECOND


@pytest.fixture
def wordy(tmp_path: Path) -> Stagehand:
    """The demo with one very long name, and one long office."""
    event = kediri()
    assert 110 <= len(LONG) <= 120
    first, second, third, last = event.kbk
    last = last.model_copy(update={"unit": "Puskesmas Rawat Inap / Kelurahan Campurejo"})
    kbk = (first.model_copy(update={"name": LONG}), second, third, last)
    return Stagehand(tmp_path / "a.juri", event.model_copy(update={"kbk": kbk}), ManualClock()).ready()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("kbk", ["ceria", "cp-joss"])
async def test_the_operator_sees_number_name_office_and_title(
    wordy: Stagehand, kbk: str, size: tuple[int, int]
) -> None:
    of = wordy.arm(kbk).desk.contest.definition.kbk_by_id(kbk)
    async with program(wordy.desk, size) as pilot:
        head = pilot.app.screen.query_one("PhaseCard #kbk")
        await until(pilot, lambda: str(head.content).count("\n") == 1)
        await settled(pilot)
        first, title = str(head.content).split("\n")
        assert len(first) <= head.size.width, "one line"
        assert first.startswith(f"{of.number}  KBK ")
        assert of.unit[:8] in first, first
        assert title[:10] == of.title[:10]


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 36)])
async def test_the_stage_keeps_the_office(wordy: Stagehand, size: tuple[int, int]) -> None:
    async with program(Desk(wordy.path, Role.STAGE, wordy.clock), size) as pilot:
        if size[0] >= 80:
            await until(pilot, lambda: " · Dispenda, sekitar 09.30" in frame(pilot.app))
        wordy.arm("ceria")
        await until(pilot, lambda: "… · Dispenda" in frame(pilot.app))


def test_the_board_tells_how_far_each_is_on_one_line() -> None:
    note = "tampil berikutnya, sekitar 09.00"
    rows = [BoardRow(str(n), n, LONG, "Puskesmas Campurejo", place="–", note=note) for n in range(1, 9)]
    rows += [BoardRow("a", 9, "KBK A", "Dinas", place="1", total="88,00", bar=Fraction(1), new=True)]
    layout = choose(rows, 80, 12)
    assert layout.lines == 1
    for row in rows:
        line = "".join(text for text, _style in paint(row, layout)[0])
        assert len(line) == 80
        assert row.note in line
        assert f"no. {row.number} · {row.unit[:5]}" in line
        assert row.total in line


def test_no_room_is_no_fault(wordy: Stagehand) -> None:
    kbk = wordy.desk.contest.definition.kbk[0]
    for cells in range(80):
        assert len(titled_in(kbk, cells)) <= max(cells, 6)
    assert titled_in(kbk.model_copy(update={"name": "A", "unit": ""}), 40) == "1 A"


@pytest.mark.parametrize(
    ("width", "head"),
    [
        (37, ("PAPARAN", "■■ WAKTU HABIS", "lewat waktu")),
        (30, ("PAPARAN", "■■ WAKTU HABIS", "")),
        (20, ("PAPARAN", "WAKTU HABIS", "")),
        (17, ("PAP…", "WAKTU HABIS", "")),
    ],
)
def test_what_matters_least_goes_first(width: int, head: tuple[str, str, str]) -> None:
    assert phase_head("PAPARAN", "■■", "WAKTU HABIS", "lewat waktu", width) == head
    assert phase_head("PAPARAN", "▶", "", "sisa waktu", 12) == ("PAPARAN", "▶", "")


async def test_the_phase_is_named_whole_at_80_columns(wordy: Stagehand) -> None:
    wordy.arm("ceria").time("slot_started")
    async with program(wordy.desk, (80, 24)) as pilot:
        wordy.clock.advance(32 * MINUTE)
        await until(pilot, lambda: "WAKTU HABIS" in frame(pilot.app))
        assert "PAPARAN " in frame(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_a_blank_stands_between_name_office_time_and_sheets(tmp_path: Path, size: tuple[int, int]) -> None:
    event = kediri()
    kbk = [
        one.model_copy(update={"number": 10 + place, "name": LONG, "unit": LONG, "id": f"k{place}"})
        for place, one in enumerate(event.kbk)
    ]
    hand = Stagehand(tmp_path / "a.juri", event.model_copy(update={"kbk": tuple(kbk), "breaks": ()}), ManualClock())
    hand.ready().arm("k0").time("slot_started")
    hand.clock.advance(70 * MINUTE)
    hand.time("slot_ended", reason="selesai").time("slot_advanced").time("slot_started")
    hand.time("slot_ended", reason="selesai").time("slot_finished")
    async with program(hand.desk, size) as pilot:
        await settled(pilot)
        order = pilot.app.screen.query_one(RunningOrder)
        rows = [order.render_line(y).text for y in range(2, 6)]
        assert "1:10:00" in rows[0]
        for row in rows:
            assert re.search(r"Menata\S* .*… \S+.*… +[≈\d]", row), row
        matrix = pilot.app.screen.query_one(SheetMatrix)
        if matrix.display:
            assert re.search(r"… +○ +○", matrix.render_line(2).text), matrix.render_line(2).text
