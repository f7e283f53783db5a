"""The history on the screen: every record in words, filters, and the contest as it was; no mark before the lock."""

from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from desks import Keys, program
from events import kediri
from frames import frame, same_as_golden, settled, until

from juri_tui.app import JuriApp
from juri_tui.contest import Locked, State
from juri_tui.decisions import result
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.widgets.history_list import HistoryList

SIZES = [(80, 24), (120, 36)]


async def opened(keys: Keys) -> HistoryList:
    await keys.press("f8")
    await keys.dialog("HistoryScreen")
    screen = keys.pilot.app.screen
    await until(keys.pilot, lambda: screen.has_class("-narrow") or screen.has_class("-wide"), "its size")
    found = screen.query_one(HistoryList)
    await until(keys.pilot, lambda: len(found.lines) == len(keys.kinds), "all lines")
    await keys.pilot.pause()
    return found


async def marked(keys: Keys, kind: str) -> None:
    """Stands on the last line of this kind."""
    found = keys.pilot.app.screen.query_one(HistoryList)
    found.stand_at(next(line.seq for line in reversed(found.lines) if line.kind == kind))
    await keys.pilot.pause()


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stagehand:
    """Two presentations, three sheets; receipts are the same each time."""
    monkeypatch.setattr("juri_tui.history_words.receipt", lambda seq, _hash: f"{seq}-ABCD-EFGH")
    monkeypatch.setattr("juri_tui.history_words.digest", lambda seq, _hash: f"{seq}-ABCD-EFGH-IJKL-MNOP-QRST")
    monkeypatch.setattr(Locked, "digest", "42-ABCD-EFGH-IJKL-MNOP-QRST")
    monkeypatch.setattr("juri_tui.opening.__version__", "1.0")
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock())
    hand.ready().present("ceria").judge("ceria").present("melati").mark("pemprov", "melati")
    return hand


@pytest.mark.parametrize("size", SIZES)
async def test_every_record_newest_at_the_bottom(begun, size) -> None:
    async with program(begun.desk, size) as pilot:
        keys = Keys(pilot, begun)
        found = await opened(keys)
        assert found.highlighted == len(found.lines) - 1
        await settled(pilot)
        await same_as_golden(pilot, "riwayat")
        assert "nilai tertutup" in frame(pilot.app)
        begun.mark("swasta", "melati")
        await until(pilot, lambda: len(found.lines) == len(keys.kinds))
        assert found.highlighted == len(found.lines) - 1, "who stands at the end stays there"
        await keys.press("home")
        begun.do(result.write_note, "mikrofon mati")
        await until(pilot, lambda: len(found.lines) == len(keys.kinds))
        assert found.highlighted == 0, "who reads above is not carried off"


async def test_filters(begun) -> None:
    async with program(begun.desk) as pilot:
        keys = Keys(pilot, begun)
        found = await opened(keys)
        every = len(found.lines)
        await keys.press("k")
        await keys.dialog("AskKbk")
        await keys.press("2")
        await keys.dialog("HistoryScreen")
        assert found.lines
        assert {line.kbk for line in found.lines} == {("melati",)}
        assert "2 KBK Melati" in keys.text("#title")
        await keys.press("j")
        await keys.dialog("AskChoice")
        await keys.press("2")
        await keys.dialog("HistoryScreen")
        assert [line.kind for line in found.lines] == ["sheet_sent"]
        await keys.press("o")
        await keys.dialog("AskChoice")
        await keys.press("3")
        await keys.dialog("HistoryScreen")
        assert found.lines == ()
        await keys.press("enter")
        assert not pilot.app.screen.has_class("-moment")
        await keys.press("escape")
        assert len(found.lines) == every
        await keys.press("escape")
        assert len(found.lines) == every


async def test_a_filter_can_be_given_up(begun) -> None:
    async with program(begun.desk) as pilot:
        keys = Keys(pilot, begun)
        found = await opened(keys)
        for key in "okj":
            await keys.press(key)
            await keys.dialog("AskKbk" if key == "k" else "AskChoice")
            await keys.press("escape")
            await keys.dialog("HistoryScreen")
        assert len(found.lines) == len(keys.kinds)


@pytest.mark.parametrize("size", SIZES)
async def test_a_moment_shows_who_had_sent_and_no_total(begun, size) -> None:
    async with program(begun.desk, size) as pilot:
        keys = Keys(pilot, begun)
        await opened(keys)
        await marked(keys, "sheet_sent")
        await keys.press("enter")
        await until(pilot, lambda: pilot.app.screen.has_class("-moment"))
        await pilot.pause()
        await settled(pilot)
        await same_as_golden(pilot, "riwayat-saat")
        text = frame(pilot.app)
        assert "SEPERTI PADA" in text
        assert "nilai dari Juri Pemprov Jatim dan Juri Swasta" in text
        assert "82,25" not in text
        await keys.press("k")
        assert type(pilot.app.screen).__name__ == "HistoryScreen", "a moment is not filtered"
        await keys.press("left")
        await until(pilot, lambda: "nilai dari Juri Pemprov Jatim ·" not in frame(pilot.app))
        await until(pilot, lambda: "belum ada nilai" in frame(pilot.app))
        await keys.press("right", "right")
        await keys.press("escape")
        assert not pilot.app.screen.has_class("-moment")
        assert "RIWAYAT" in keys.text("#title")


async def test_totals_of_the_past_after_the_lock(begun) -> None:
    begun.mark("swasta", "melati")
    for kbk in ("berlian", "cp-joss"):
        begun.present(kbk).judge(kbk)
    begun.lock()
    begun.sit(OPERATOR)
    async with program(begun.desk) as pilot:
        keys = Keys(pilot, begun)
        found = await opened(keys)
        assert "Masalah & analisis" in "".join(line.words for line in found.lines)
        await marked(keys, "sheet_sent")
        await keys.press("enter")
        await until(pilot, lambda: "82,25" in frame(pilot.app))
        assert "88,00" in frame(pilot.app)


async def test_the_chair_sees_totals_in_the_sidang_and_the_operator_does_not(begun) -> None:
    begun.mark("swasta", "melati")
    for kbk in ("berlian", "cp-joss"):
        begun.present(kbk).judge(kbk)
    begun.sit("pemprov")
    begun.do(result.open_deliberation)
    begun.sit(OPERATOR)
    assert begun.desk.contest.state is State.DELIBERATION
    async with program(begun.desk) as pilot:
        keys = Keys(pilot, begun)
        await opened(keys)
        await keys.press("enter")
        await until(pilot, lambda: "SIDANG" in keys.text("#summary"))
        assert "82,25" not in frame(pilot.app)
    async with JuriApp(Desk(begun.path, Role.KETUA, begun.clock)).run_test(size=(120, 36)) as pilot:
        keys = Keys(pilot, begun, pilot.app.desk)
        await keys.dialog("LockScreen")
        await keys.type("111111")
        await keys.dialog("DeliberationScreen")
        await until(pilot, lambda: pilot.app.screen.seated and not pilot.app.screen._busy)
        await opened(keys)
        await keys.press("enter")
        await until(pilot, lambda: "82,25" in frame(pilot.app))


async def test_the_first_record_is_no_contest_yet(begun) -> None:
    async with program(begun.desk) as pilot:
        keys = Keys(pilot, begun)
        await opened(keys)
        await keys.press("home")
        await keys.refuses("enter", words="Pilih catatan 2 sampai")
