"""Scenes of a juri: the cover, the sheet, what is sent, the sheet from paper."""

from collections.abc import AsyncIterator
from pathlib import Path

from frames import settled, until
from scenes import (
    Scene,
    Size,
    cover,
    operator,
    scene,
    seen,
    sheet,
    stagehand,
)
from seat import at, performed, station, to_sheet, typed
from textual.pilot import Pilot

from juri_tui.desk import Desk, Role
from juri_tui.pins import REHEARSAL_PASSPHRASE, rehearsal_pin
from juri_tui.records import Notes
from juri_tui.screens.ask_sure import AskSure
from juri_tui.screens.cover import CoverScreen
from juri_tui.screens.help import HelpScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.paper import CheckScreen, PaperSheet
from juri_tui.screens.pick_kbk import PickKbk
from juri_tui.widgets.dialogs import AskChoice, AskLine

JURI: dict[str, Scene] = {}
Pilots = AsyncIterator[Pilot]
PAPER = ("15", "16", "17", "16", "8", "8")


# --- a juri ----------------------------------------------------------------------------------------------------------


@scene(JURI, "lembar-pin")
async def pin(folder: Path, size: Size) -> Pilots:
    """The PIN of the juri who took the terminal."""
    async with cover(folder, size) as pilot:
        await pilot.press("1")
        await at(pilot, LockScreen)
        yield pilot


@scene(JURI, "lembar-pin-salah")
async def pin_wrong(folder: Path, size: Size) -> Pilots:
    """A wrong PIN."""
    async with pin(folder, size) as pilot:
        await pilot.press(*"999999", "enter")
        await until(pilot, lambda: str(pilot.app.screen.query_one("#fault").content))
        await settled(pilot)
        yield pilot


@scene(JURI, "lembar-pilih")
async def pick(folder: Path, size: Size) -> Pilots:
    """Which KBK is to be judged?"""
    async with pin(folder, size) as pilot:
        await pilot.press(*rehearsal_pin(1), "enter")
        await at(pilot, PickKbk)
        yield pilot


@scene(JURI, "lembar-kosong")
async def sheet_empty(folder: Path, size: Size) -> Pilots:
    """Nothing is typed yet."""
    async with station(performed(stagehand(folder))).run_test(size=size) as pilot:
        await to_sheet(pilot)
        await settled(pilot)
        yield pilot


@scene(JURI, "lembar-koma")
async def slip(folder: Path, size: Size) -> Pilots:
    """A mark far below this juri's others: a comma too many?"""
    async with sheet_empty(folder, size) as pilot:
        await typed(pilot, "1,5")
        await at(pilot, AskSure)
        yield pilot


@scene(JURI, "lembar-catatan")
async def notes(folder: Path, size: Size) -> Pilots:
    """All marks are there; a note is being written."""
    async with sheet_empty(folder, size) as pilot:
        await typed(pilot, "16", "17", "17,5", "16", "7,5", "8")
        await pilot.press(*"Pembagian", "space", *"tugas", "space", *"merata")
        await until(pilot, lambda: (kept := pilot.app.desk.draft("pemprov", "melati")) and kept.notes.keunggulan)
        await settled(pilot)
        yield pilot


@scene(JURI, "lembar-abstain")
async def abstain(folder: Path, size: Size) -> Pilots:
    """No mark for one criterion?"""
    async with sheet_empty(folder, size) as pilot:
        await pilot.press("t")
        await at(pilot, AskSure)
        yield pilot


@scene(JURI, "lembar-bantuan")
async def sheet_help(folder: Path, size: Size) -> Pilots:
    """The help of the sheet."""
    async with sheet(folder, size) as pilot:
        await pilot.press("f1")
        await at(pilot, HelpScreen)
        yield pilot


@scene(JURI, "berhalangan")
async def recuse(folder: Path, size: Size) -> Pilots:
    """A conflict of interest: why?"""
    async with sheet_empty(folder, size) as pilot:
        await pilot.press("f8")
        await at(pilot, AskLine)
        yield pilot


@scene(JURI, "berhalangan-yakin")
async def recuse_sure(folder: Path, size: Size) -> Pilots:
    """What it means."""
    async with recuse(folder, size) as pilot:
        await pilot.press(*"kerabat", "enter")
        await at(pilot, AskSure)
        yield pilot


@scene(JURI, "lembar-serah")
async def handed_over(folder: Path, size: Size) -> Pilots:
    """The operator's terminal on its way to a juri while the clock runs."""
    async with operator(folder, size) as pilot:
        await pilot.press("f3")
        await at(pilot, CoverScreen)
        yield pilot


@scene(JURI, "kertas")
async def paper(folder: Path, size: Size) -> Pilots:
    """The operator types a sheet from paper."""
    async with seen(performed(stagehand(folder)).desk, size) as pilot:
        await pilot.press("f3")
        await at(pilot, CoverScreen)
        await pilot.press("f6")
        await at(pilot, AskChoice)
        await pilot.press("1")
        await at(pilot, LockScreen)
        await pilot.press(*REHEARSAL_PASSPHRASE, "enter")
        await at(pilot, AskChoice)
        await pilot.press("2")
        await at(pilot, PickKbk)
        await pilot.press("enter")
        await at(pilot, PaperSheet)
        await until(pilot, lambda: pilot.app.screen.opened)
        await typed(pilot, *PAPER[:3])
        await settled(pilot)
        yield pilot


@scene(JURI, "kertas-periksa")
async def paper_check(folder: Path, size: Size) -> Pilots:
    """A second person reads what was typed."""
    hand = performed(stagehand(folder))
    names = [criterion.id for criterion in hand.desk.contest.definition.criterion]
    hand.desk.type_paper("swasta", "melati", dict(zip(names, PAPER, strict=True)), Notes())
    async with station(hand).run_test(size=size) as pilot:
        await at(pilot, CoverScreen)
        await pilot.press("2")
        await at(pilot, LockScreen)
        await pilot.press(*rehearsal_pin(2), "enter")
        await at(pilot, PickKbk)
        await pilot.press("2")
        await at(pilot, CheckScreen)
        yield pilot


@scene(JURI, "lembar-usai")
async def judged(folder: Path, size: Size) -> Pilots:
    """Both have sent all; the cover has nothing left to ask for."""
    async with seen(Desk(stagehand(folder).event().path, Role.JURI, stagehand(folder, "x").clock), size) as pilot:
        yield pilot
