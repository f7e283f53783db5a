"""Scenes of the operator: Meja Operator in each state, Cetak, Riwayat."""

from collections.abc import AsyncIterator
from pathlib import Path
from unittest.mock import patch

from contests import Stagehand
from desks import reopened
from frames import frame, settled, until
from scenes import (
    MINUTE,
    Scene,
    Size,
    history,
    operator,
    question,
    scene,
    seen,
    stagehand,
)
from seat import at
from textual.pilot import Pilot

from juri_tui.decisions import clock as decide
from juri_tui.decisions import definition
from juri_tui.desk import OPERATOR, Desk, Role, create_contest
from juri_tui.screens.pick_kbk import AskKbk
from juri_tui.screens.recovery import RecoveryScreen
from juri_tui.slot import SECOND
from juri_tui.store import Store
from juri_tui.store_fault import StoreFault
from juri_tui.widgets.dialogs import AskLine

DESK: dict[str, Scene] = {}
Pilots = AsyncIterator[Pilot]


def running(folder: Path, minutes: float = 0) -> Stagehand:
    """Ceria is judged; Melati presents since so many minutes."""
    hand = stagehand(folder).ready().present("ceria").judge("ceria").arm("melati").time("slot_started")
    hand.clock.advance(int(minutes * MINUTE))
    return hand


# --- Meja Operator ---------------------------------------------------------------------------------------------------


def desk_scene(name: str) -> "object":
    """A state of the operator's screen: the decorated function makes the contest."""

    def taken(make):
        @scene(DESK, f"operator-{name}")
        async def made(folder: Path, size: Size) -> Pilots:
            hand = make(folder)
            hand.desk.beat()
            async with seen(hand.desk, size) as pilot:
                yield pilot

        return made

    return taken


@desk_scene("mulai")
def nothing_done(folder: Path) -> Stagehand:
    return stagehand(folder)


@desk_scene("siap")
def ready(folder: Path) -> Stagehand:
    return stagehand(folder).ready()


@desk_scene("dipanggil")
def armed(folder: Path) -> Stagehand:
    return stagehand(folder).ready().arm("ceria")


@desk_scene("jeda")
def paused(folder: Path) -> Stagehand:
    hand = running(folder, 16)
    hand.time("slot_paused")
    hand.clock.advance(44 * SECOND)
    return hand


@desk_scene("5-menit")
def warned(folder: Path) -> Stagehand:
    return running(folder, 26.5)


@desk_scene("1-menit")
def last_minute(folder: Path) -> Stagehand:
    return running(folder, 29.4)


@desk_scene("habis")
def over(folder: Path) -> Stagehand:
    return running(folder, 31.2)


@desk_scene("tahap-selesai")
def ended(folder: Path) -> Stagehand:
    return running(folder, 29).time("slot_ended", reason="kelompok selesai")


@desk_scene("antara")
def between(folder: Path) -> Stagehand:
    hand = stagehand(folder).ready().present("ceria")
    hand.mark("pemprov", "ceria")
    return hand


@desk_scene("istirahat")
def resting(folder: Path) -> Stagehand:
    hand = stagehand(folder).ready().present("ceria").judge("ceria")
    hand.do(decide.start_break, "ISHOMA", 3600)
    hand.do(decide.stage_line, "Mohon kembali pukul 11.00")
    hand.do(definition.set_status, "berlian", "withdrawn", "sakit")
    hand.clock.advance(10 * MINUTE)
    return hand


@desk_scene("semua-tampil")
def all_done(folder: Path) -> Stagehand:
    return stagehand(folder).event()


@desk_scene("terkunci")
def all_locked(folder: Path) -> Stagehand:
    hand = stagehand(folder).event().lock()
    hand.sit(OPERATOR)
    return hand


@scene(DESK, "operator-asli")
async def real(folder: Path, size: Size) -> Pilots:
    """No rehearsal: a contest that counts, before anything is done."""
    hand = stagehand(folder, "latihan")
    path = folder / "kediri-2016.juri"
    create_contest(path, hand.desk.contest.definition, hand.clock.now(), "rahasia")
    desk = Desk(path, Role.OPERATOR, hand.clock)
    desk.claim_console()
    assert desk.sit(OPERATOR, "rahasia") is None
    desk.beat()
    async with seen(desk, size) as pilot:
        yield pilot


@scene(DESK, "operator-pulih")
async def back_again(folder: Path, size: Size) -> Pilots:
    """The program was away for 37 seconds; the clock ran on."""
    hand = running(folder, 10)
    hand.desk.beat()
    hand.desk.close()
    hand.clock.advance(37 * SECOND)
    async with seen(reopened(hand), size) as pilot:
        await until(pilot, lambda: "00:37" in frame(pilot.app))
        await settled(pilot)
        yield pilot


@scene(DESK, "operator-mati-lama")
async def long_off(folder: Path, size: Size) -> Pilots:
    """The machine was off for an hour: how much time was used?"""
    hand = running(folder, 10)
    hand.desk.beat()
    hand.desk.close()
    hand.clock.reboot(60 * MINUTE)
    async with seen(reopened(hand), size) as pilot:
        await at(pilot, RecoveryScreen)
        yield pilot


@scene(DESK, "operator-kedua")
async def second_console(folder: Path, size: Size) -> Pilots:
    """Another console is at work: this one only reads."""
    hand = running(folder, 10)
    hand.desk.beat()
    async with seen(reopened(hand), size) as pilot:
        yield pilot
    hand.desk.close()


def refuse(kind: str):
    def refused(*_args: object, **_more: object) -> None:
        raise StoreFault(kind)

    return refused


@scene(DESK, "operator-belum-tersimpan")
async def unsaved(folder: Path, size: Size) -> Pilots:
    """The disk is full: Space was not written."""
    hand = stagehand(folder).ready().arm("ceria")
    hand.desk.beat()
    async with seen(hand.desk, size) as pilot:
        with patch.object(Store, "append", refuse("full")):
            await pilot.press("space")
            await until(pilot, lambda: pilot.app.unsaved)
            await settled(pilot)
            yield pilot


@scene(DESK, "operator-lama")
async def stale(folder: Path, size: Size) -> Pilots:
    """The file can not be read: the last picture stays, marked."""
    hand = running(folder, 10)
    hand.desk.beat()
    async with seen(hand.desk, size) as pilot:
        with patch.object(Store, "changed", refuse("io")):
            await until(pilot, lambda: pilot.app.snapshot.stale_ns)
            await settled(pilot)
            yield pilot


@scene(DESK, "operator-disk")
async def low_disk(folder: Path, size: Size) -> Pilots:
    """Hardly any room on the disk."""
    with patch.object(Desk, "disk_warning", lambda _desk: "Sisa disk hanya 12 MB."):
        async with operator(folder, size) as pilot:
            await until(pilot, lambda: "12 MB" in frame(pilot.app))
            await settled(pilot)
            yield pilot


def asked(name: str, *keys: str) -> None:
    """A question above the running clock."""

    @scene(DESK, f"operator-{name}")
    async def made(folder: Path, size: Size) -> Pilots:
        async with operator(folder, size) as pilot:
            await pilot.press(*keys)
            await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
            await settled(pilot)
            yield pilot


asked("tidak-hadir", "down", "t")
asked("mode-papan", "m")
asked("juri", "j")
asked("catatan", "c")
asked("palet", "ctrl+p")


@scene(DESK, "operator-tanya-lama")
async def question_typed(folder: Path, size: Size) -> Pilots:
    """Another length is typed; the reason comes next."""
    async with question(folder, size) as pilot:
        await pilot.press("5")
        await at(pilot, AskLine)
        await pilot.press(*"2m")
        await settled(pilot)
        yield pilot


# --- Cetak and Riwayat -----------------------------------------------------------------------------------------------


@scene(DESK, "cetak-siap")
async def papers_before(folder: Path, size: Size) -> Pilots:
    """What can be printed before the event."""
    with patch("juri_tui.screens.printing.PrintScreen.folder", property(lambda _self: Path("/acara/kediri-hasil"))):
        hand = stagehand(folder).ready()
        async with seen(hand.desk, size) as pilot:
            await pilot.press("f9")
            await settled(pilot)
            yield pilot


@scene(DESK, "riwayat-saat")
async def moment(folder: Path, size: Size) -> Pilots:
    """The contest as it was."""
    async with history(folder, size) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.has_class("-moment"))
        await settled(pilot)
        yield pilot


@scene(DESK, "riwayat-saring")
async def filtering(folder: Path, size: Size) -> Pilots:
    """Only what is about one KBK."""
    async with history(folder, size) as pilot:
        await pilot.press("k")
        await at(pilot, AskKbk)
        await pilot.press("2")
        await settled(pilot)
        yield pilot
