"""Scenes of the committee: Beranda, Persiapan, the draw, the freeze, Meja Operator, Cetak, Riwayat."""

from collections.abc import AsyncIterator
from pathlib import Path
from unittest.mock import patch

from contests import Stagehand
from desks import reopened
from frames import frame, settled, until
from preparing import Setup
from scenes import (
    MINUTE,
    Scene,
    Size,
    history,
    home,
    operator,
    question,
    scene,
    seen,
    setup,
    stagehand,
)
from seat import at
from textual.pilot import Pilot

from juri_tui.decisions import clock as decide
from juri_tui.decisions import definition
from juri_tui.desk import OPERATOR, Desk, Role, create_contest
from juri_tui.home import HomeApp
from juri_tui.rubrics import load_rubric
from juri_tui.screens.draw import DrawReveal, DrawTyped
from juri_tui.screens.freeze import FreezeScreen
from juri_tui.screens.recovery import RecoveryScreen
from juri_tui.setup_edit import placeholder
from juri_tui.slot import SECOND
from juri_tui.store import Store
from juri_tui.store_fault import StoreFault
from juri_tui.widgets.ask_text import Tell
from juri_tui.widgets.dialogs import AskChoice, AskLine

DESK: dict[str, Scene] = {}
Pilots = AsyncIterator[Pilot]


def running(folder: Path, minutes: float = 0) -> Stagehand:
    """Ceria is judged; Melati presents since so many minutes."""
    hand = stagehand(folder).ready().present("ceria").judge("ceria").arm("melati").time("slot_started")
    hand.clock.advance(int(minutes * MINUTE))
    return hand


# --- Beranda ---------------------------------------------------------------------------------------------------------


@scene(DESK, "beranda-kosong")
async def home_empty(folder: Path, size: Size) -> Pilots:
    """A machine without any contest."""
    async with HomeApp(folder).run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


@scene(DESK, "beranda-baru")
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

    @scene(DESK, f"persiapan-{name}")
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


@scene(DESK, "persiapan-salah")
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


@scene(DESK, "persiapan-periksa")
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


@scene(DESK, "persiapan-baru")
async def setup_new(folder: Path, size: Size) -> Pilots:
    """A new contest from a rubric: what is lacking."""
    hand = stagehand(folder, event=placeholder("Gelar", load_rubric("budaya-kerja")))
    async with seen(hand.desk, size) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: pilot.app.current_mode == "setup")
        await settled(pilot)
        yield pilot


@scene(DESK, "persiapan-kode")
async def setup_code(folder: Path, size: Size) -> Pilots:
    """The code of the rules before the freeze."""
    async with setup(folder, size) as pilot:
        await pilot.press("k")
        await at(pilot, Tell)
        yield pilot


# --- the draw and the freeze -----------------------------------------------------------------------------------------


@scene(DESK, "undian-tanya")
async def draw_asked(folder: Path, size: Size) -> Pilots:
    """By the program or from paper?"""
    async with seen(stagehand(folder).desk, size) as pilot:
        await pilot.press("d")
        await at(pilot, AskChoice)
        yield pilot


def drawn(name: str, *keys: str) -> None:
    @scene(DESK, name)
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


@scene(DESK, "undian-kertas")
async def draw_typed(folder: Path, size: Size) -> Pilots:
    """Numbers from paper, one of them twice."""
    async with draw_asked(folder, size) as pilot:
        await pilot.press("2")
        await at(pilot, DrawTyped)
        await pilot.press("2", "enter", "1", "enter", "4", "enter", "4", "enter")
        await settled(pilot)
        yield pilot


@scene(DESK, "beku")
async def freeze(folder: Path, size: Size) -> Pilots:
    """The rules before they are frozen."""
    async with seen(stagehand(folder).desk, size) as pilot:
        await pilot.press("b")
        await at(pilot, FreezeScreen)
        yield pilot


@scene(DESK, "beku-pin")
async def freeze_slip(folder: Path, size: Size) -> Pilots:
    """The PIN of the first juri, shown to that juri alone."""
    async with freeze(folder, size) as pilot:
        await pilot.press("enter", "space")
        await settled(pilot)
        yield pilot


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
            await until(pilot, lambda: pilot.app.unsaved is not None)
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
        await at(pilot, AskChoice)
        await pilot.press("2")
        await settled(pilot)
        yield pilot
