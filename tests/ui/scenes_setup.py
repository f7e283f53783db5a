"""Scenes before the event: Beranda, Persiapan, the draw, the freeze."""

from collections.abc import AsyncIterator
from pathlib import Path
from unittest.mock import patch

from contests import Stagehand
from frames import settled, until
from preparing import Setup
from scenes import (
    Scene,
    Size,
    home,
    scene,
    seen,
    setup,
    stagehand,
)
from seat import at
from textual.pilot import Pilot

from juri_tui.home import HomeApp
from juri_tui.rubrics import load_rubric
from juri_tui.screens.draw import DrawReveal, DrawTyped
from juri_tui.screens.freeze import FreezeScreen
from juri_tui.setup_edit import placeholder
from juri_tui.widgets.ask_text import Tell
from juri_tui.widgets.dialogs import AskChoice, AskLine

SETUP: dict[str, Scene] = {}
Pilots = AsyncIterator[Pilot]


# --- Beranda ---------------------------------------------------------------------------------------------------------


@scene(SETUP, "beranda-kosong")
async def home_empty(folder: Path, size: Size) -> Pilots:
    """A machine without any contest."""
    async with HomeApp(folder).run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


@scene(SETUP, "beranda-baru")
async def home_new(folder: Path, size: Size) -> Pilots:
    """A new contest: which rubric?"""
    async with home(folder, size) as pilot:
        await pilot.press("n")
        await at(pilot, AskLine)
        await pilot.press(*"Gelar", "enter")
        await at(pilot, AskChoice)
        yield pilot


# --- Persiapan -------------------------------------------------------------------------------------------------------


def preparing(hand: Stagehand, pilot: Pilot) -> Setup:
    return Setup(pilot, hand)


def pane(name: str, place: int, *keys: str, frozen: bool = False) -> None:
    """A section of Persiapan, after these keys."""

    @scene(SETUP, f"persiapan-{name}")
    async def made(folder: Path, size: Size) -> Pilots:
        hand = stagehand(folder)
        if frozen:
            hand.ready()
        async with seen(hand.desk, size) as pilot:
            await pilot.press("s")
            await until(pilot, lambda: pilot.app.current_mode == "setup")
            await settled(pilot)
            await preparing(hand, pilot).section(place)
            await pilot.press(*keys)
            await settled(pilot)
            yield pilot


pane("kelompok", 1)
pane("anggota", 1, "enter", "down", "down", "enter")
pane("juri", 2)
pane("kriteria", 3, "down", "enter", "down", "down")
pane("tanya", 3, "down", "enter", "down", "down", "down", "enter")
pane("tahap", 4)
pane("lewat-waktu", 5)
pane("nilai", 6)
pane("penghargaan", 7)
pane("kop", 8)
pane("hapus", 4, "delete")
pane("beku", 3, "n", frozen=True)


@scene(SETUP, "persiapan-salah")
async def setup_fault(folder: Path, size: Size) -> Pilots:
    """A date that is none, refused above what was typed."""
    hand = stagehand(folder)
    async with seen(hand.desk, size) as pilot:
        keys = preparing(hand, pilot)
        await keys.press("s")
        await until(pilot, lambda: pilot.app.current_mode == "setup")
        await keys.section(0)
        await keys.press("down", "down", "down", "down", "enter")
        await keys.answers("30 Februari")
        await keys.says("“30 Februari”")
        await keys.dialog("AskLine")
        await settled(pilot)
        yield pilot


@scene(SETUP, "persiapan-periksa")
async def setup_check(folder: Path, size: Size) -> Pilots:
    """The rubric check speaks: weights on their way to a hundred."""
    hand = stagehand(folder)
    async with seen(hand.desk, size) as pilot:
        keys = preparing(hand, pilot)
        await keys.press("s")
        await until(pilot, lambda: pilot.app.current_mode == "setup")
        await keys.section(6)
        await keys.press("down", "down", "down", "enter")
        await keys.dialog("AskChoice")
        await keys.press("2")
        await keys.free()
        await keys.says("100")
        await settled(pilot)
        yield pilot


@scene(SETUP, "persiapan-baru")
async def setup_new(folder: Path, size: Size) -> Pilots:
    """A new contest from a rubric: what is lacking."""
    hand = stagehand(folder, event=placeholder("Gelar", load_rubric("budaya-kerja")))
    async with seen(hand.desk, size) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: pilot.app.current_mode == "setup")
        await settled(pilot)
        yield pilot


@scene(SETUP, "persiapan-kode")
async def setup_code(folder: Path, size: Size) -> Pilots:
    """The code of the rules before the freeze."""
    async with setup(folder, size) as pilot:
        await pilot.press("k")
        await at(pilot, Tell)
        yield pilot


# --- the draw and the freeze -----------------------------------------------------------------------------------------


@scene(SETUP, "undian-tanya")
async def draw_asked(folder: Path, size: Size) -> Pilots:
    """By the program or from paper?"""
    async with seen(stagehand(folder).desk, size) as pilot:
        await pilot.press("d")
        await at(pilot, AskChoice)
        yield pilot


def drawn(name: str, *keys: str) -> None:
    @scene(SETUP, name)
    async def made(folder: Path, size: Size) -> Pilots:
        with (
            patch("juri_tui.screens.draw.EVERY_S", 1000),
            patch("juri_tui.screens.house_keys.secrets.token_hex", lambda _n: "5eed5eed5eed5eed"),
        ):
            async with draw_asked(folder, size) as pilot:
                await pilot.press("1")
                await at(pilot, DrawReveal)
                await pilot.press(*keys)
                await settled(pilot)
                yield pilot


drawn("undian", "enter", "enter")
drawn("undian-ditahan", "enter", "space")
drawn("undian-selesai", "escape")


@scene(SETUP, "undian-kertas")
async def draw_typed(folder: Path, size: Size) -> Pilots:
    """Numbers from paper, one of them twice."""
    async with draw_asked(folder, size) as pilot:
        await pilot.press("2")
        await at(pilot, DrawTyped)
        await pilot.press("2", "enter", "1", "enter", "4", "enter", "4", "enter")
        await settled(pilot)
        yield pilot


@scene(SETUP, "beku")
async def freeze(folder: Path, size: Size) -> Pilots:
    """The rules before they are frozen."""
    async with seen(stagehand(folder).desk, size) as pilot:
        await pilot.press("b")
        await at(pilot, FreezeScreen)
        yield pilot


@scene(SETUP, "beku-pin")
async def freeze_slip(folder: Path, size: Size) -> Pilots:
    """The PIN of the first juri, shown to that juri alone."""
    async with freeze(folder, size) as pilot:
        await pilot.press("enter", "space")
        await settled(pilot)
        yield pilot
