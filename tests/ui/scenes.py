"""Every screen in its main state, on a clock that stands: for what must hold on all of them, and for the pictures."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from unittest.mock import patch

from chair import Chair, sidang, tied
from clocks import ManualClock
from contests import Stagehand
from desks import Keys, program
from events import kediri
from frames import frame, settled, until
from seat import at, performed, station, to_sheet, typed, wait_a_moment
from textual.pilot import Pilot

from juri_tui.app import JuriApp
from juri_tui.contest import Locked
from juri_tui.decisions import result
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.home import HomeApp
from juri_tui.lang import _
from juri_tui.model import Event
from juri_tui.records import Notes
from juri_tui.screens.history import HistoryScreen
from juri_tui.screens.printing import PrintScreen
from juri_tui.screens.readback import ReadBackScreen
from juri_tui.screens.receipt import ReceiptScreen
from juri_tui.slot import SECOND
from juri_tui.widgets.chair_panes import Ranking
from juri_tui.widgets.history_list import HistoryList

MINUTE = 60 * SECOND
DIGEST = "42-ABCD-EFGH-IJKL-MNOP-QRST"
"""A result and its digest are others each time; these scenes show this one."""
WIDE = (120, 36)
Size = tuple[int, int]
Scene = Callable[[Path, Size], AbstractAsyncContextManager[Pilot]]


def scene(table: dict[str, Scene], name: str) -> Callable[[Callable[[Path, Size], AsyncIterator[Pilot]]], Scene]:
    """Enters the decorated generator into `table`."""

    def taken(make: Callable[[Path, Size], AsyncIterator[Pilot]]) -> Scene:
        assert name not in table, name
        table[name] = asynccontextmanager(make)
        return table[name]

    return taken


class Tidy(Stagehand):
    """Tells why each phase ended, as operators do: otherwise the question for it stands on every screen."""

    def time(self, kind: str, **more: object) -> Stagehand:
        if kind == "slot_ended":
            more.setdefault("reason", "kelompok selesai")
        return super().time(kind, **more)


def stagehand(folder: Path, name: str = "kediri-2016", event: Event | None = None) -> Stagehand:
    """The demo event (or another) in a folder, four minutes after nine."""
    clock = ManualClock()
    clock.advance(4 * MINUTE + 2 * SECOND)
    return Tidy(folder / f"{name}.juri", event or kediri(), clock)


@asynccontextmanager
async def seen(desk: Desk, size: Size) -> AsyncIterator[Pilot]:
    """The program at a desk, at rest."""
    async with program(desk, size) as pilot:
        await settled(pilot)
        yield pilot


@asynccontextmanager
async def home(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """Beranda with two contests."""
    stagehand(folder, "kediri-2016-latihan").ready().desk.close()
    stagehand(folder).desk.close()
    async with HomeApp(folder).run_test(size=size) as pilot:
        await until(pilot, lambda: frame(pilot.app).count("25 O") == 2)
        await settled(pilot)
        yield pilot


@asynccontextmanager
async def setup(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """Persiapan of the demo event."""
    hand = stagehand(folder)
    async with seen(hand.desk, size) as pilot:
        await pilot.press("s")
        await settled(pilot)
        yield pilot


@asynccontextmanager
async def operator(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """Melati presents, one sheet for Ceria is still being filled in."""
    hand = stagehand(folder).ready().arm("ceria").time("slot_started")
    hand.clock.advance(29 * MINUTE + 41 * SECOND)
    hand.time("slot_ended", reason="kelompok selesai").time("slot_advanced").time("slot_started")
    hand.clock.advance(9 * MINUTE + 30 * SECOND)
    hand.time("slot_ended", reason="kelompok selesai").time("slot_finished")
    hand.mark("pemprov", "ceria")
    hand.arm("melati").time("slot_started")
    hand.clock.advance(16 * MINUTE + 31 * SECOND)
    hand.sit("swasta")
    hand.desk.save_draft("swasta", "ceria", {"masalah": "17"}, Notes())
    hand.sit(OPERATOR)
    hand.desk.beat()
    async with seen(hand.desk, size) as pilot:
        yield pilot


@asynccontextmanager
async def cover(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """The cover on which a juri finds the own name."""
    async with seen(Desk(performed(stagehand(folder)).path, Role.JURI, ManualClock()), size) as pilot:
        yield pilot


async def _half(hand: Stagehand, pilot: Pilot) -> None:
    await to_sheet(pilot)
    await typed(pilot, "16", "17")
    await until(pilot, lambda: _("✓ Tersimpan otomatis {time}").split("{")[0].removeprefix("✓ ") in frame(pilot.app))


@asynccontextmanager
async def sheet(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """A sheet half filled in while the KBK presents."""
    hand = stagehand(folder).ready().present("ceria").judge("ceria").arm("melati").time("slot_started")
    hand.clock.advance(16 * MINUTE + 31 * SECOND)
    async with station(hand).run_test(size=size) as pilot:
        await _half(hand, pilot)
        await pilot.press(*"17,5")
        await settled(pilot)
        yield pilot


@asynccontextmanager
async def readback(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """All marks in digits and in words, before they are sent."""
    hand = performed(stagehand(folder))
    async with station(hand).run_test(size=size) as pilot:
        await _half(hand, pilot)
        await typed(pilot, "17,5", "16", "7,5", "8", "Pembagian tugas merata.")
        await pilot.press("f9")
        await at(pilot, ReadBackScreen)
        await settled(pilot)
        wait_a_moment(hand)
        yield pilot


@asynccontextmanager
async def receipt(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """What a juri takes along."""
    with (
        patch("juri_tui.screens.scoresheet.receipt", lambda seq, _hash: f"{seq}-ABCD-EFGH"),
        patch.object(ReceiptScreen, "_count", lambda _self: None),
    ):
        async with readback(folder, size) as pilot:
            await pilot.press("enter")
            await at(pilot, ReceiptScreen)
            await settled(pilot)
            yield pilot


@asynccontextmanager
async def board(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """Three of four are judged."""
    hand = stagehand(folder).ready()
    for kbk in ("ceria", "melati", "berlian"):
        hand.present(kbk).judge(kbk)
    async with seen(Desk(hand.path, Role.BOARD, hand.clock), size) as pilot:
        yield pilot


@asynccontextmanager
async def stage(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """Less than five minutes are left."""
    hand = stagehand(folder).ready().present("ceria").arm("melati").time("slot_started")
    hand.clock.advance(26 * MINUTE + 18 * SECOND)
    async with seen(Desk(hand.path, Role.STAGE, hand.clock), size) as pilot:
        yield pilot


@asynccontextmanager
async def stage_over(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """The time is up."""
    hand = stagehand(folder).ready().present("ceria").arm("melati").time("slot_started")
    hand.clock.advance(31 * MINUTE)
    async with seen(Desk(hand.path, Role.STAGE, hand.clock), size) as pilot:
        yield pilot


@asynccontextmanager
async def deliberation(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """A tie and an overtime wait for the panel."""
    hand = tied(stagehand(folder))
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=size) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await until(pilot, lambda: bool(pilot.app.screen.query_one(Ranking)._sure))
        await settled(pilot)
        yield pilot


def locked(folder: Path) -> Stagehand:
    """Judged and locked, the operator at the desk."""
    hand = stagehand(folder).event().lock()
    hand.sit(OPERATOR)
    return hand


@asynccontextmanager
async def ceremony(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """The third prize has its winner, the others wait."""
    with patch.object(Locked, "digest", DIGEST):
        hand = locked(folder)
        async with seen(hand.desk, size) as pilot:
            keys = Keys(pilot, hand)
            await keys.press("f7", "space")
            await keys.dialog("AskSure")
            await keys.writes("y", kind="award_called")
            await keys.writes("space", kind="award_revealed")
            await settled(pilot)
            yield pilot


@asynccontextmanager
async def history(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """All records in words."""
    with (
        patch("juri_tui.history_words.receipt", lambda seq, _hash: f"{seq}-ABCD-EFGH"),
        patch("juri_tui.opening.__version__", "1.0"),
    ):
        hand = stagehand(folder).ready().present("ceria").judge("ceria").present("melati")
        hand.mark("pemprov", "melati")
        async with seen(hand.desk, size) as pilot:
            await pilot.press("f8")
            await at(pilot, HistoryScreen)
            await until(pilot, lambda: pilot.app.screen.query_one(HistoryList).lines)
            await settled(pilot)
            yield pilot


@asynccontextmanager
async def papers(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """The papers of a locked result."""
    with (
        patch.object(Locked, "digest", DIGEST),
        patch.object(PrintScreen, "folder", property(lambda _self: Path("/acara/kediri-2016-hasil"))),
    ):
        async with seen(locked(folder).desk, size) as pilot:
            await pilot.press("f9")
            await settled(pilot)
            yield pilot


@asynccontextmanager
async def question(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """A small question above the operator's screen."""
    async with operator(folder, size) as pilot:
        await pilot.press("plus")
        await settled(pilot)
        yield pilot


@asynccontextmanager
async def help_page(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """The help above the operator's screen."""
    async with operator(folder, size) as pilot:
        await pilot.press("f1")
        await settled(pilot)
        yield pilot


@asynccontextmanager
async def refused(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """A mark out of its range on the sheet, and what must be put right first."""
    hand = performed(stagehand(folder))
    async with station(hand).run_test(size=size) as pilot:
        await _half(hand, pilot)
        await typed(pilot, "175")
        await pilot.press("f9")
        await settled(pilot)
        yield pilot


@asynccontextmanager
async def locked_away(folder: Path, size: Size) -> AsyncIterator[Pilot]:
    """The passphrase is asked for."""
    hand = stagehand(folder).ready()
    hand.desk.leave()
    async with JuriApp(hand.desk).run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


SCENES: dict[str, Scene] = {
    "beranda": home,
    "persiapan": setup,
    "operator": operator,
    "operator-tanya": question,
    "operator-bantuan": help_page,
    "kata-sandi": locked_away,
    "lembar-sampul": cover,
    "lembar": sheet,
    "lembar-ditolak": refused,
    "baca-ulang": readback,
    "tanda-terima": receipt,
    "papan": board,
    "panggung": stage,
    "panggung-habis": stage_over,
    "sidang": deliberation,
    "pengumuman": ceremony,
    "riwayat": history,
    "cetak": papers,
}
