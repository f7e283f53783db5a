"""Persiapan once sheets are there: another way of counting is seen, given a reason, and agreed to by two PINs."""

from contests import Stagehand
from frames import until
from preparing import setup

from juri_tui.contest import State
from juri_tui.decisions import result
from juri_tui.pins import rehearsal_pin


async def to_the_reason(keys) -> None:
    """Penilaian, Metode, the median; the question whether; yes."""
    await keys.section(6)
    await keys.press("enter")
    await keys.dialog("AskChoice")
    await keys.press("3")
    await keys.dialog("AskSure")
    await keys.says("Ubah aturan setelah penilaian berjalan?")


async def test_a_method_is_changed_with_two_pins(hand: Stagehand) -> None:
    hand.event()
    old = hand.desk.contest.rules
    async with setup(hand) as keys:
        assert "cara menghitung dan penghargaan dengan PIN" in keys.notice
        await to_the_reason(keys)
        await keys.says(f"Kode aturan {old} menjadi")
        await keys.press("y")
        await keys.dialog("AskChoice")
        await keys.press("1")
        await keys.dialog("LockScreen")
        await keys.says("Ketua menyetujui")
        await keys.answers("000000", "LockScreen")
        await keys.says("PIN salah")
        await keys.answers(rehearsal_pin(1), "LockScreen")
        await keys.says("Juri kedua menyetujui")
        assert keys.event.scoring.method == "mean", "one is not enough"
        await keys.answers(rehearsal_pin(2), "LockScreen")
        await until(keys.pilot, lambda: keys.event.scoring.method == "median")
        await keys.free()
        assert (keys.last.reason, keys.last.granted_by) == ("sesuai petunjuk teknis", ("pemprov", "swasta"))
        assert hand.desk.contest.rules != old


async def test_whoever_leaves_changes_nothing(hand: Stagehand) -> None:
    hand.event()
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    hand.sit("operator")
    async with setup(hand) as keys:
        before = keys.kinds
        await to_the_reason(keys)
        await keys.press("enter")
        await keys.free()
        await to_the_reason(keys)
        await keys.press("y")
        await keys.dialog("AskChoice")
        await keys.press("1")
        await keys.dialog("LockScreen")
        await keys.answers(rehearsal_pin(1), "LockScreen")
        await keys.says("Juri kedua menyetujui")
        await keys.press("escape")
        await keys.free()
        assert keys.kinds == before
        assert hand.desk.contest.state is State.DELIBERATION


async def test_criteria_and_times_stay_closed(hand: Stagehand) -> None:
    hand.event()
    async with setup(hand) as keys:
        await keys.section(3)
        await keys.refuses("n", words="Aturan sudah dibekukan")
        await keys.section(5)
        await keys.refuses("enter", words="Aturan sudah dibekukan")
