"""A sheet or a program that closes while the desk is busy: what was typed is kept all the same, and nothing fails."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from frames import until
from seat import draft_of, performed, station, to_sheet, typed

from juri_tui.app import JuriApp
from juri_tui.screens.scoresheet import ScoresheetScreen


@contextmanager
def busy(app: JuriApp) -> Iterator[None]:
    """The desk has something to do that takes its time; all else waits behind it."""
    gate = threading.Event()
    app._writer.submit(gate.wait, 10)
    try:
        yield
    finally:
        gate.set()


async def test_the_last_cell_of_a_sheet_that_was_closed_at_once_is_kept(hand) -> None:
    performed(hand)
    app = station(hand)
    async with app.run_test() as pilot:
        sheet = await to_sheet(pilot)
        with busy(app):
            await typed(pilot, "17,5")
            await pilot.press("f10")
            await until(pilot, lambda: not sheet.is_attached)
        await until(pilot, lambda: draft_of(hand) is not None)
        assert not any(isinstance(screen, ScoresheetScreen) for screen in app.screen_stack)
    assert draft_of(hand).marks == {"masalah": "17.5"}


async def test_a_program_that_is_told_to_end_keeps_what_was_typed_before(hand) -> None:
    performed(hand)
    app = station(hand)
    async with app.run_test() as pilot:
        await to_sheet(pilot)
        with busy(app):
            await typed(pilot, "17,5", "16")
            app.workers.cancel_all()  # what Textual begins its end with
            await asyncio.sleep(0)
    assert draft_of(hand).marks == {"masalah": "17.5", "proses": "16"}


async def test_who_still_follows_the_file_when_the_program_ends_stops_quietly(hand) -> None:
    app = station(hand)
    async with app.run_test():
        app._watch.close()
        app._reader.shutdown()
        assert not await app._watch.moved()
        await app._follow()
