"""Scenes of the hall: the board and the stage."""

from collections.abc import AsyncIterator, Callable
from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

from contests import Stagehand
from frames import settled
from scenes import (
    DIGEST,
    MINUTE,
    Scene,
    Size,
    locked,
    scene,
    seen,
    stagehand,
)
from textual.pilot import Pilot

from juri_tui.board_view import BoardRow
from juri_tui.contest import Locked
from juri_tui.decisions import clock as decide
from juri_tui.decisions import result
from juri_tui.desk import Desk, Role
from juri_tui.slot import SECOND
from juri_tui.widgets.standings_table import StandingsTable

HALL: dict[str, Scene] = {}
Pilots = AsyncIterator[Pilot]


# --- the board -------------------------------------------------------------------------------------------------------


def on_board(name: str) -> Callable[[Callable[[Path], Stagehand]], Scene]:
    """What the hall sees of the contest that the decorated function makes."""

    def taken(make: Callable[[Path], Stagehand]) -> Scene:
        @scene(HALL, f"papan-{name}")
        async def made(folder: Path, size: Size) -> Pilots:
            with patch.object(Locked, "digest", DIGEST):
                hand = make(folder)
                async with seen(Desk(hand.path, Role.BOARD, hand.clock), size) as pilot:
                    yield pilot

        return made

    return taken


@on_board("kosong")
def board_empty(folder: Path) -> Stagehand:
    return stagehand(folder)


@on_board("undian")
def board_drawn(folder: Path) -> Stagehand:
    return stagehand(folder).ready()


def _mode(folder: Path, mode: str) -> Stagehand:
    hand = stagehand(folder).ready()
    hand.do(result.set_board, mode)
    return hand.present("ceria").judge("ceria").arm("melati")


@on_board("kemajuan")
def board_progress(folder: Path) -> Stagehand:
    return _mode(folder, "kemajuan")


@on_board("tersembunyi")
def board_hidden(folder: Path) -> Stagehand:
    return _mode(folder, "tersembunyi")


@on_board("ditahan")
def board_held(folder: Path) -> Stagehand:
    hand = stagehand(folder).event()
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    return hand


@on_board("resmi")
def board_final(folder: Path) -> Stagehand:
    hand = stagehand(folder).event().lock()
    hand.do(result.announce)
    return hand


@on_board("disebut")
def board_called(folder: Path) -> Stagehand:
    hand = locked(folder)
    hand.do(result.call, "Juara III")
    return hand


@on_board("pemenang")
def board_winner(folder: Path) -> Stagehand:
    hand = locked(folder)
    hand.do(result.call, "Juara III")
    hand.do(result.reveal, "Juara III")
    return hand


@scene(HALL, "papan-halaman")
async def board_pages(folder: Path, size: Size) -> Pilots:
    """More KBK than fit: pages."""
    rows = [
        BoardRow(f"k{n}", n, f"KBK nomor {n}", "Kantor", str(n), f"{100 - n},00", Fraction(70 - n, 70))
        for n in range(1, 71)
    ]
    hand = stagehand(folder).ready()
    with patch.object(StandingsTable, "PAGE_S", 1000):
        async with seen(Desk(hand.path, Role.BOARD, hand.clock), size) as pilot:
            pilot.app.screen.query_one(StandingsTable).show(rows)
            await settled(pilot)
            yield pilot


# --- the stage -------------------------------------------------------------------------------------------------------


def on_stage(name: str) -> Callable[[Callable[[Stagehand], object]], Scene]:
    """What the stage sees after what the decorated function does with a contest that is ready."""

    def taken(make: Callable[[Stagehand], object]) -> Scene:
        @scene(HALL, f"panggung-{name}")
        async def made(folder: Path, size: Size) -> Pilots:
            hand = stagehand(folder).ready()
            make(hand)
            async with seen(Desk(hand.path, Role.STAGE, hand.clock), size) as pilot:
                yield pilot

        return made

    return taken


def _since(hand: Stagehand, seconds: int) -> None:
    hand.present("ceria").arm("melati").time("slot_started")
    hand.clock.advance(seconds * SECOND)


@on_stage("tunggu")
def stage_idle(hand: Stagehand) -> None:
    """Time of day, and who is next."""


@on_stage("siap")
def stage_armed(hand: Stagehand) -> None:
    hand.arm("ceria")


@on_stage("jalan")
def stage_running(hand: Stagehand) -> None:
    _since(hand, 991)


@on_stage("1-menit")
def stage_last_minute(hand: Stagehand) -> None:
    _since(hand, 29 * 60 + 20)


@on_stage("nol")
def stage_zero(hand: Stagehand) -> None:
    _since(hand, 30 * 60)


@on_stage("jeda")
def stage_paused(hand: Stagehand) -> None:
    _since(hand, 991)
    hand.time("slot_paused")


@on_stage("tanya-jawab")
def stage_questions(hand: Stagehand) -> None:
    _since(hand, 1700)
    hand.time("slot_ended").time("slot_advanced").time("slot_started")


@on_stage("istirahat")
def stage_break(hand: Stagehand) -> None:
    hand.present("ceria")
    hand.do(decide.start_break, "ISHOMA", 3600)
    hand.clock.advance(10 * MINUTE)


@on_stage("pesan")
def stage_message(hand: Stagehand) -> None:
    _since(hand, 26 * 60 + 30)
    hand.do(decide.stage_line, "Mohon disimpulkan")


@on_stage("selesai")
def stage_done(hand: Stagehand) -> None:
    for kbk in hand.desk.contest.order:
        hand.present(kbk)
