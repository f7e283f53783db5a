"""Meja Operator says what a key does now, asks nothing that it will refuse, and lets a slip be mended."""

import pytest
from contests import Stagehand
from desks import Keys, program
from frames import frame, until
from textual.widgets import Input

from juri_tui.decisions import clock
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.pins import REHEARSAL_PASSPHRASE
from juri_tui.slot import SECOND
from juri_tui.widgets.big_clock import BigClock

MINUTE = 60 * SECOND


@pytest.fixture
def ready(hand: Stagehand) -> Stagehand:
    """Drawn and frozen, 09.30 at the event."""
    hand.clock.advance(30 * MINUTE)
    return hand.ready()


def keys_below(keys: Keys) -> str:
    """The line of keys."""
    return frame(keys.pilot.app).splitlines()[-1]


async def test_the_keys_say_what_they_do_now(ready: Stagehand) -> None:
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        assert "Enter panggil" in keys_below(keys)
        for key, kind, words in (
            ("enter", "slot_armed", ("Spasi mulai", "L lupa mulai", "T tidak hadir")),
            ("space", "slot_started", ("Spasi jeda", "Enter akhiri")),
            ("space", "slot_paused", ("Spasi lanjutkan", "Enter akhiri")),
            ("enter", "slot_ended", ("Enter tahap berikutnya",)),
            ("enter", "slot_advanced", ("Spasi mulai",)),
            ("space", "slot_started", ("Enter akhiri",)),
            ("enter", "slot_ended", ("Enter tutup penampilan",)),
        ):
            await keys.writes(key, kind=kind)
            await until(pilot, lambda words=words: all(one in keys_below(keys) for one in words), str(words))
            assert ("T tidak hadir" in keys_below(keys)) == ("T tidak hadir" in words), "who performs is there"
        await keys.writes("enter", kind="slot_finished")
        ready.do(clock.start_break, "ISHOMA", 3600)
        await until(pilot, lambda: "I akhiri istirahat" in keys_below(keys))


async def test_what_was_undone_is_named(ready: Stagehand) -> None:
    ready.present("ceria")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.writes("u", kind="slot_undone")
        await until(pilot, lambda: "Diurungkan: menutup penampilan (KBK Ceria · Tanya jawab)." in frame(pilot.app))


async def test_nothing_is_undone_below_a_break(ready: Stagehand) -> None:
    ready.present("ceria")
    ready.do(clock.start_break, "ISHOMA", 3600)
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        assert "urungkan" not in keys_below(keys)
        await keys.refuses("u", words="Sedang istirahat. I mengakhirinya")
        assert ready.desk.contest.pause is not None
        await keys.writes("i", kind="break_ended")
        await keys.writes("u", kind="slot_undone")


async def test_a_break_is_counted_down_before_the_operator_too(ready: Stagehand) -> None:
    ready.present("ceria")
    async with program(ready.desk) as pilot:
        ready.clock.advance(SECOND * 4 // 10)
        ready.do(clock.start_break, "ISHOMA", 3600)
        ready.clock.advance(SECOND * 7 // 10)
        await until(pilot, lambda: pilot.app.screen.query_one(BigClock).text == "1:00:00")
        ready.clock.advance(SECOND * 3 // 10)
        await until(pilot, lambda: pilot.app.screen.query_one(BigClock).text == "59:59")
        assert "Sesudah itu: 2 KBK Melati · Satpol PP" in frame(pilot.app)


@pytest.mark.parametrize(
    ("key", "first", "typed", "words"),
    [
        ("plus", "5", "99999", "Lebih dari 24 jam."),
        ("plus", "5", "2.0.0", "bukan lama waktu"),
        ("k", "", "-99.00", "Waktu terpakai akan kurang dari nol."),
        ("k", "", "abc", "bukan lama waktu"),
        ("p", "4", "x" * 121, "terlalu panjang"),
        ("g", "5", "13h", "Jadwal dapat digeser 1 menit sampai 12 jam."),
    ],
)
async def test_a_slip_is_said_where_it_was_typed(
    ready: Stagehand, key: str, first: str, typed: str, words: str
) -> None:
    """It closed the question before: who typed it anew gave other keys an order."""
    ready.arm("ceria").time("slot_started")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.press(key)
        if first:
            await keys.dialog("AskChoice")
            await keys.press(first)
        await keys.dialog("AskLine")
        pilot.app.screen.query_one(Input).value = typed
        before = keys.kinds
        await pilot.press("enter")
        await until(pilot, lambda: words in " ".join(frame(pilot.app).replace("│", "").split()), words)
        assert pilot.app.screen.query_one(Input).value == typed
        assert keys.kinds == before


async def test_less_time_than_there_is_is_refused_before_its_reason_is_asked(ready: Stagehand) -> None:
    ready.arm("ceria").time("slot_adjusted", ns=-(29 * MINUTE + 30 * SECOND), reason="uji")
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.press("plus")
        await keys.dialog("AskChoice")
        await keys.refuses("4", words="Batas waktu akan kurang dari nol.")
        assert type(pilot.app.screen).__name__ == "OperatorScreen"


async def test_nobody_breaks_while_somebody_presents(ready: Stagehand) -> None:
    ready.arm("ceria")
    async with program(ready.desk) as pilot:
        await Keys(pilot, ready).refuses("i", words="Masih ada kelompok di panggung.")


async def test_a_console_that_only_reads_says_so_before_it_asks(ready: Stagehand) -> None:
    ready.arm("ceria").time("slot_started")
    second = Desk(ready.path, Role.OPERATOR, ready.clock)
    assert second.sit(OPERATOR, REHEARSAL_PASSPHRASE) is None
    async with program(second) as pilot:
        keys = Keys(pilot, ready, second)
        await until(pilot, lambda: "HANYA MEMBACA" in frame(pilot.app))
        for key in ("plus", "k", "t", "j", "n", "c", "p", "m", "i", "g", "d", "b", "l", "a", "shift+down"):
            await keys.refuses(key, words="Layar ini hanya membaca")
            assert type(pilot.app.screen).__name__ == "OperatorScreen", key
            pilot.app.screen.say("")


async def test_before_the_draw_space_names_the_real_next_step(hand: Stagehand) -> None:
    async with program(hand.desk) as pilot:
        await Keys(pilot, hand).refuses("space", words="Tekan D untuk mengundi")


async def test_the_schedule_moves_by_as_much_as_is_typed(ready: Stagehand) -> None:
    async with program(ready.desk) as pilot:
        keys = Keys(pilot, ready)
        await keys.press("g")
        await keys.dialog("AskChoice")
        await keys.press("5")
        await keys.dialog("AskLine")
        await keys.type("7m")
        await until(pilot, lambda: keys.kinds[-1] == "schedule_shifted")
        assert keys.last.seconds == 7 * 60
