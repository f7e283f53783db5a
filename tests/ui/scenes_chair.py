"""Scenes of the chair and the ceremony."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from unittest.mock import patch

from chair import Chair, sidang
from contests import Stagehand
from desks import Keys
from frames import settled, until
from scenes import (
    DIGEST,
    Scene,
    Size,
    deliberation,
    locked,
    scene,
    seen,
    stagehand,
)
from seat import at
from textual.pilot import Pilot

from juri_tui.contest import Locked
from juri_tui.decisions import definition, result
from juri_tui.desk import OPERATOR
from juri_tui.pins import rehearsal_pin
from juri_tui.screens.ask_sure import AskSure
from juri_tui.screens.deliberation import DeliberationScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.pick_kbk import AskKbk
from juri_tui.widgets.chair_panes import Ranking
from juri_tui.widgets.dialogs import AskChoice
from juri_tui.widgets.digest import DigestScreen

CHAIR: dict[str, Scene] = {}
Pilots = AsyncIterator[Pilot]


# --- Sidang ----------------------------------------------------------------------------------------------------------


def conferring(
    name: str, make: Callable[[Path], Stagehand], *, keys: tuple[str, ...] = (), on: type | None = None
) -> None:
    """The chair's screen, seated, after these keys."""

    @scene(CHAIR, f"sidang-{name}")
    async def made(folder: Path, size: Size) -> Pilots:
        with patch.object(Locked, "digest", DIGEST):
            async with sidang(make(folder)).run_test(size=size) as pilot:
                chair = Chair(pilot)
                await chair.sits()
                if chair.contest.locked:
                    await until(pilot, lambda: bool(pilot.app.screen.query_one(Ranking)._sure))
                await settled(pilot)
                await pilot.press(*keys)
                await at(pilot, on or DeliberationScreen)
                yield pilot


def _waiting(folder: Path) -> Stagehand:
    hand = stagehand(folder).ready().present("ceria").judge("ceria").present("melati")
    hand.mark("pemprov", "melati")
    hand.do(definition.set_status, "cp-joss", "withdrawn", "sakit")
    return hand


def _open(folder: Path) -> Stagehand:
    hand = stagehand(folder).event()
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    return hand


def _locked(folder: Path) -> Stagehand:
    return stagehand(folder).event().lock()


def _signed(folder: Path) -> Stagehand:
    hand = _locked(folder)
    for juri in ("pemprov", "swasta"):
        hand.sit(juri)
        hand.do(result.sign, juri)
    return hand


conferring("menunggu", _waiting)
conferring("lengkap", lambda folder: stagehand(folder).event())
conferring("sepakat", _open)
conferring("koreksi", _open, keys=("c",), on=AskChoice)
conferring("tambah-kurang", _open, keys=("n",), on=AskKbk)
conferring("rincian", _locked, keys=("i",), on=AskKbk)
conferring("terkunci", _locked)
conferring("tanda-tangan", _locked, keys=("t",), on=AskChoice)
conferring("ditandatangani", _signed)
conferring("umumkan", _signed, keys=("u",), on=AskSure)


@scene(CHAIR, "sidang-tertutup")
async def covered(folder: Path, size: Size) -> Pilots:
    """Nobody has shown a PIN."""
    async with sidang(_locked(folder)).run_test(size=size) as pilot:
        await at(pilot, LockScreen)
        await pilot.press("escape")
        await at(pilot, DeliberationScreen)
        yield pilot


def deciding(name: str, *keys: str, on: type) -> None:
    """What a decision asks."""

    @scene(CHAIR, f"sidang-{name}")
    async def made(folder: Path, size: Size) -> Pilots:
        async with deliberation(folder, size) as pilot:
            await pilot.press(*keys)
            await at(pilot, on)
            yield pilot


deciding("lewat-waktu", "enter", on=AskChoice)
deciding("seri", "down", "enter", on=AskKbk)


@scene(CHAIR, "sidang-kunci")
async def locking(folder: Path, size: Size) -> Pilots:
    """What will be locked."""
    async with CHAIR["sidang-sepakat"](folder, size) as pilot:
        await pilot.press("k")
        await at(pilot, AskChoice)
        yield pilot


@scene(CHAIR, "sidang-sidik")
async def digest(folder: Path, size: Size) -> Pilots:
    """The digest of the result, large."""
    async with locking(folder, size) as pilot:
        await pilot.press("1")
        await at(pilot, LockScreen)
        await pilot.press(*rehearsal_pin(1), "enter")
        await at(pilot, DigestScreen)
        yield pilot


# --- Pengumuman ------------------------------------------------------------------------------------------------------


@scene(CHAIR, "pengumuman-belum")
async def nothing_to_say(folder: Path, size: Size) -> Pilots:
    """Nothing is locked yet."""
    async with seen(stagehand(folder).event().desk, size) as pilot:
        await pilot.press("f7")
        await settled(pilot)
        yield pilot


@scene(CHAIR, "pengumuman-awal")
async def before(folder: Path, size: Size) -> Pilots:
    """Before the first name."""
    with patch.object(Locked, "digest", DIGEST):
        async with seen(locked(folder).desk, size) as pilot:
            await pilot.press("f7")
            await settled(pilot)
            yield pilot


@scene(CHAIR, "pengumuman-yakin")
async def no_way_back(folder: Path, size: Size) -> Pilots:
    """After this there is no unlocking."""
    async with before(folder, size) as pilot:
        await pilot.press("space")
        await at(pilot, AskSure)
        yield pilot


@scene(CHAIR, "pengumuman-disebut")
async def called(folder: Path, size: Size) -> Pilots:
    """The award is named, its winner not yet."""
    with patch.object(Locked, "digest", DIGEST):
        hand = locked(folder)
        async with seen(hand.desk, size) as pilot:
            keys = Keys(pilot, hand)
            await keys.press("f7", "space")
            await keys.dialog("AskSure")
            await keys.writes("y", kind="award_called")
            await settled(pilot)
            yield pilot


@scene(CHAIR, "pengumuman-naskah")
async def script(folder: Path, size: Size) -> Pilots:
    """The MC's script, asked for."""
    async with before(folder, size) as pilot:
        await pilot.press("n")
        await settled(pilot)
        yield pilot


@scene(CHAIR, "pengumuman-selesai")
async def all_told(folder: Path, size: Size) -> Pilots:
    """All is announced."""
    with patch.object(Locked, "digest", DIGEST):
        hand = stagehand(folder).event().lock()
        hand.do(result.announce)
        hand.sit(OPERATOR)
        async with seen(hand.desk, size) as pilot:
            await pilot.press("f7")
            await settled(pilot)
            yield pilot
