"""A juri's process holds no mark of another juri: not on the screen, and not in any object of the program."""

import gc

from frames import frame, until
from seat import at, station, to_sheet, typed

from juri_tui.records import Notes, Record
from juri_tui.screens.cover import CoverScreen

SECRET_MARKS = {
    "masalah": "3.5",
    "proses": "4.5",
    "solusi": "5.5",
    "hasil": "6.5",
    "standar": "1.5",
    "penyajian": "2.5",
}
SECRET_NOTE = "catatan yang hanya milik juri lain"


LEFT_OUT = ("module", "function", "code", "frame", "type", "cell", "Task", "Store")
"""Where the search does not go: into the program text, the test's own frames, and SQLite's connection."""


def reached(root: object) -> set[str]:
    """Every text that can be reached from an object, through whatever holds it."""
    seen: set[int] = set()
    texts: set[str] = set()
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or type(one).__name__ in LEFT_OUT or (isinstance(one, dict) and "__name__" in one):
            continue
        seen.add(id(one))
        if isinstance(one, str):
            texts.add(one)
        elif type(one).__module__.partition(".")[0] not in ("asyncio", "_pytest", "pytest"):
            waiting += gc.get_referents(one)
    return texts


def sent_by_swasta(hand) -> None:
    hand.ready().present("ceria")
    hand.sit("swasta")
    sent = hand.desk.send("swasta", "ceria", SECRET_MARKS, Notes(catatan=SECRET_NOTE))
    assert isinstance(sent, Record)
    hand.sit("operator")


def test_the_search_finds_what_is_there(hand) -> None:
    """Else the test below could pass by finding nothing anywhere."""
    sent_by_swasta(hand)
    assert {SECRET_NOTE, "3.5"} <= reached(hand.desk.contest)


async def test_a_juri_process_never_holds_what_another_gave(hand) -> None:
    sent_by_swasta(hand)
    app = station(hand)
    async with app.run_test(size=(120, 36)) as pilot:
        await at(pilot, CoverScreen)
        seen = [frame(app)]
        await to_sheet(pilot)
        await typed(pilot, "16", "17")
        seen.append(frame(app))
        hand.present("melati")  # news come in while the juri sits
        hand.sit("swasta")
        hand.desk.save_draft("swasta", "melati", SECRET_MARKS, Notes(saran=SECRET_NOTE))
        await until(pilot, lambda: ("swasta", "melati") in app.snapshot.drafted)
        for held in (app.desk.contest, app.snapshot, app.screen, app.screen_stack[0]):
            texts = reached(held)
            assert SECRET_NOTE not in texts
            assert not texts & {"3.5", "4.5", "5.5", "6.5", "2.5"}
        await pilot.press("f10")
        await at(pilot, CoverScreen)
        seen.append(frame(app))
    assert not any(mark in shown for shown in seen for mark in ("3,5", "4,5", SECRET_NOTE))
