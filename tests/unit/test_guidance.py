"""The next step in words: a planned break comes where the plan has it, and is not named twice."""

from events import kediri
from ledger import Ledger

from juri_tui.decisions import clock
from juri_tui.guidance import guidance, planned_break
from juri_tui.model import Break
from juri_tui.slot import SECOND


def rested() -> Ledger:
    """With an hour planned after Ceria, which has performed."""
    plan = (Break(after="ceria", name="ISHOMA", length=3600),)
    ledger = Ledger(kediri().model_copy(update={"breaks": plan})).ready()
    ledger.present("ceria")
    return ledger


def next_start(ledger: Ledger) -> float:
    """Seconds until the next KBK is expected."""
    now = ledger.ticking.now()
    row = next(row for row in ledger.contest.schedule(now).rows if row.expected is not None)
    return row.expected.timestamp() - now.wall_ns / SECOND


def test_a_planned_break_is_the_next_step_until_it_was_held() -> None:
    ledger = rested()
    words = guidance(ledger.contest, ledger.ticking.now())
    assert "Menurut rencana ISHOMA 1:00:00: tekan I. Tekan Enter untuk memanggil nomor 2, KBK Melati." in words
    assert round(next_start(ledger)) == 3600
    ledger.do(clock.start_break, "ISHOMA", 3600)
    assert planned_break(ledger.contest) is None
    ledger.ticking.advance(600 * SECOND)
    ledger.do(clock.end_break)
    assert planned_break(ledger.contest) is None
    assert next_start(ledger) < 3000, "it was shorter than planned, and nobody waits for the rest of it"
    assert "Menurut rencana" not in guidance(ledger.contest, ledger.ticking.now())


def test_no_break_is_named_while_somebody_is_called() -> None:
    ledger = rested()
    ledger.arm("melati")
    assert planned_break(ledger.contest) is None
