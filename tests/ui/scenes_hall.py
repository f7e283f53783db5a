"""Scenes of the others: a juri at the sheet, the board, the stage, the chair, the ceremony."""

from collections.abc import AsyncIterator, Callable
from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

from chair import Chair, sidang
from contests import Stagehand
from desks import Keys
from frames import settled, until
from scenes import (
    DIGEST,
    MINUTE,
    Scene,
    Size,
    cover,
    deliberation,
    locked,
    operator,
    scene,
    seen,
    sheet,
    stagehand,
)
from seat import at, performed, station, to_sheet, typed
from textual.pilot import Pilot

from juri_tui.board_view import BoardRow
from juri_tui.contest import Locked
from juri_tui.decisions import clock as decide
from juri_tui.decisions import definition, result
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.pins import REHEARSAL_PASSPHRASE, rehearsal_pin
from juri_tui.records import Notes
from juri_tui.screens.ask_sure import AskSure
from juri_tui.screens.cover import CoverScreen
from juri_tui.screens.deliberation import DeliberationScreen
from juri_tui.screens.help import HelpScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.paper import CheckScreen, PaperSheet
from juri_tui.screens.pick_kbk import PickKbk
from juri_tui.slot import SECOND
from juri_tui.widgets.chair_panes import Ranking
from juri_tui.widgets.dialogs import AskChoice, AskLine
from juri_tui.widgets.digest import DigestScreen
from juri_tui.widgets.standings_table import StandingsTable

HALL: dict[str, Scene] = {}
Pilots = AsyncIterator[Pilot]
PAPER = ("15", "16", "17", "16", "8", "8")


# --- a juri ----------------------------------------------------------------------------------------------------------


@scene(HALL, "lembar-pin")
async def pin(folder: Path, size: Size) -> Pilots:
    """The PIN of the juri who took the terminal."""
    async with cover(folder, size) as pilot:
        await pilot.press("1")
        await at(pilot, LockScreen)
        yield pilot


@scene(HALL, "lembar-pin-salah")
async def pin_wrong(folder: Path, size: Size) -> Pilots:
    """A wrong PIN."""
    async with pin(folder, size) as pilot:
        await pilot.press(*"999999", "enter")
        await until(pilot, lambda: str(pilot.app.screen.query_one("#fault").content))
        await settled(pilot)
        yield pilot


@scene(HALL, "lembar-pilih")
async def pick(folder: Path, size: Size) -> Pilots:
    """Which KBK is to be judged?"""
    async with pin(folder, size) as pilot:
        await pilot.press(*rehearsal_pin(1), "enter")
        await at(pilot, PickKbk)
        yield pilot


@scene(HALL, "lembar-kosong")
async def sheet_empty(folder: Path, size: Size) -> Pilots:
    """Nothing is typed yet."""
    async with station(performed(stagehand(folder))).run_test(size=size) as pilot:
        await to_sheet(pilot)
        await settled(pilot)
        yield pilot


@scene(HALL, "lembar-koma")
async def slip(folder: Path, size: Size) -> Pilots:
    """A mark far below this juri's others: a comma too many?"""
    async with sheet_empty(folder, size) as pilot:
        await typed(pilot, "1,5")
        await at(pilot, AskSure)
        yield pilot


@scene(HALL, "lembar-catatan")
async def notes(folder: Path, size: Size) -> Pilots:
    """All marks are there; a note is being written."""
    async with sheet_empty(folder, size) as pilot:
        await typed(pilot, "16", "17", "17,5", "16", "7,5", "8")
        await pilot.press(*"Pembagian", "space", *"tugas", "space", *"merata")
        await until(pilot, lambda: (kept := pilot.app.desk.draft("pemprov", "melati")) and kept.notes.keunggulan)
        await settled(pilot)
        yield pilot


@scene(HALL, "lembar-abstain")
async def abstain(folder: Path, size: Size) -> Pilots:
    """No mark for one criterion?"""
    async with sheet_empty(folder, size) as pilot:
        await pilot.press("t")
        await at(pilot, AskSure)
        yield pilot


@scene(HALL, "lembar-bantuan")
async def sheet_help(folder: Path, size: Size) -> Pilots:
    """The help of the sheet."""
    async with sheet(folder, size) as pilot:
        await pilot.press("f1")
        await at(pilot, HelpScreen)
        yield pilot


@scene(HALL, "berhalangan")
async def recuse(folder: Path, size: Size) -> Pilots:
    """A conflict of interest: why?"""
    async with sheet_empty(folder, size) as pilot:
        await pilot.press("f8")
        await at(pilot, AskLine)
        yield pilot


@scene(HALL, "berhalangan-yakin")
async def recuse_sure(folder: Path, size: Size) -> Pilots:
    """What it means."""
    async with recuse(folder, size) as pilot:
        await pilot.press(*"kerabat", "enter")
        await at(pilot, AskSure)
        yield pilot


@scene(HALL, "lembar-serah")
async def handed_over(folder: Path, size: Size) -> Pilots:
    """The operator's terminal on its way to a juri while the clock runs."""
    async with operator(folder, size) as pilot:
        await pilot.press("f3")
        await at(pilot, CoverScreen)
        yield pilot


@scene(HALL, "kertas")
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


@scene(HALL, "kertas-periksa")
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


@scene(HALL, "lembar-usai")
async def judged(folder: Path, size: Size) -> Pilots:
    """Both have sent all; the cover has nothing left to ask for."""
    async with seen(Desk(stagehand(folder).event().path, Role.JURI, stagehand(folder, "x").clock), size) as pilot:
        yield pilot


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


# --- Sidang ----------------------------------------------------------------------------------------------------------


def conferring(
    name: str, make: Callable[[Path], Stagehand], *, keys: tuple[str, ...] = (), on: type | None = None
) -> None:
    """The chair's screen, seated, after these keys."""

    @scene(HALL, f"sidang-{name}")
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
conferring("tambah-kurang", _open, keys=("n",), on=AskChoice)
conferring("rincian", _locked, keys=("i",), on=AskChoice)
conferring("terkunci", _locked)
conferring("tanda-tangan", _locked, keys=("t",), on=AskChoice)
conferring("ditandatangani", _signed)
conferring("umumkan", _signed, keys=("u",), on=AskSure)


@scene(HALL, "sidang-tertutup")
async def covered(folder: Path, size: Size) -> Pilots:
    """Nobody has shown a PIN."""
    async with sidang(_locked(folder)).run_test(size=size) as pilot:
        await at(pilot, LockScreen)
        await pilot.press("escape")
        await at(pilot, DeliberationScreen)
        yield pilot


def deciding(name: str, *keys: str, on: type) -> None:
    """What a decision asks."""

    @scene(HALL, f"sidang-{name}")
    async def made(folder: Path, size: Size) -> Pilots:
        async with deliberation(folder, size) as pilot:
            await pilot.press(*keys)
            await at(pilot, on)
            yield pilot


deciding("lewat-waktu", "enter", on=AskChoice)
deciding("seri", "down", "enter", on=AskChoice)


@scene(HALL, "sidang-kunci")
async def locking(folder: Path, size: Size) -> Pilots:
    """What will be locked."""
    async with HALL["sidang-sepakat"](folder, size) as pilot:
        await pilot.press("k")
        await at(pilot, AskChoice)
        yield pilot


@scene(HALL, "sidang-sidik")
async def digest(folder: Path, size: Size) -> Pilots:
    """The digest of the result, large."""
    async with locking(folder, size) as pilot:
        await pilot.press("1")
        await at(pilot, LockScreen)
        await pilot.press(*rehearsal_pin(1), "enter")
        await at(pilot, DigestScreen)
        yield pilot


# --- Pengumuman ------------------------------------------------------------------------------------------------------


@scene(HALL, "pengumuman-belum")
async def nothing_to_say(folder: Path, size: Size) -> Pilots:
    """Nothing is locked yet."""
    async with seen(stagehand(folder).event().desk, size) as pilot:
        await pilot.press("f7")
        await settled(pilot)
        yield pilot


@scene(HALL, "pengumuman-awal")
async def before(folder: Path, size: Size) -> Pilots:
    """Before the first name."""
    with patch.object(Locked, "digest", DIGEST):
        async with seen(locked(folder).desk, size) as pilot:
            await pilot.press("f7")
            await settled(pilot)
            yield pilot


@scene(HALL, "pengumuman-yakin")
async def no_way_back(folder: Path, size: Size) -> Pilots:
    """After this there is no unlocking."""
    async with before(folder, size) as pilot:
        await pilot.press("space")
        await at(pilot, AskSure)
        yield pilot


@scene(HALL, "pengumuman-disebut")
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


@scene(HALL, "pengumuman-naskah")
async def script(folder: Path, size: Size) -> Pilots:
    """The MC's script, asked for."""
    async with before(folder, size) as pilot:
        await pilot.press("n")
        await settled(pilot)
        yield pilot


@scene(HALL, "pengumuman-selesai")
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
