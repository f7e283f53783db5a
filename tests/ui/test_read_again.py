"""What could not be read or believed: the screen says so as long as it is so, and catches up without a new record."""

from contextlib import closing

import pytest
from contests import Stagehand
from frames import frame, until

from juri_tui import tables
from juri_tui.app import JuriApp
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.records import SlotStepped
from juri_tui.slot import SlotState
from juri_tui.store import Store
from juri_tui.store_fault import StoreFault


async def test_a_stage_that_missed_the_start_catches_up_by_itself(
    hand: Stagehand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.ready().arm("ceria")
    stage = Desk(hand.path, Role.STAGE, hand.clock)
    app, read = JuriApp(stage), tables.records_behind
    refused: list[str] = []

    def once(db: tables.Database, after: int, seat: str | None) -> object:
        if db is stage._store._reader and not refused:
            refused.append("busy")
            raise StoreFault("busy")
        return read(db, after, seat)

    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "30:00" in str(app.screen.query("BigClock").first().text))
        monkeypatch.setattr(tables, "records_behind", once)
        hand.time("slot_started")
        await until(pilot, lambda: app.snapshot.contest.live.state is SlotState.RUNNING)
        assert refused == ["busy"]
        await until(pilot, lambda: "data terakhir" not in frame(app))


async def test_a_record_that_can_not_be_believed_leaves_the_picture_marked_whatever_is_asked(hand: Stagehand) -> None:
    hand.ready()
    app = JuriApp(hand.desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.snapshot is not None)
        with closing(Store.open(hand.path)) as store, store._write() as db:
            untrue = SlotStepped(kind="slot_started", slot="s", kbk="ceria")
            tables.insert_record(db, "untrue", hand.desk.now(), OPERATOR, untrue)
        await until(pilot, lambda: "data terakhir" in frame(app))
        for _ask in range(3):
            await app.at_desk(hand.desk.heartbeat)
            assert app.snapshot.stale_ns
