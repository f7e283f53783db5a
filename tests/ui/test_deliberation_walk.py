"""The chair's way from the open sidang to the announcement: decisions, correction, lock, signatures, unlock."""

import json
from decimal import Decimal
from fractions import Fraction

from chair import CHAIR, OTHER, Chair, sidang, tied
from frames import until
from textual.widgets import Input

from juri_tui.contest import State
from juri_tui.decisions import result
from juri_tui.screens.ask_sure import AskSure
from juri_tui.screens.deliberation import DeliberationScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.pick_kbk import AskKbk
from juri_tui.widgets.dialogs import AskLine
from juri_tui.widgets.digest import DigestScreen

# --- the whole way ---------------------------------------------------------------------------------------------------


async def test_the_whole_sidang(hand, tmp_path) -> None:
    """Tie, overtime, points, award, correction, lock, signatures, unlock, announcement, export; checked by hand."""
    tied(hand)
    async with sidang(hand).run_test(size=(200, 60)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.sees("Tekan S untuk membuka sidang")
        await chair.press("s")
        await chair.sees("2 hal perlu diputuskan")
        await chair.press("k")
        await chair.sees("Hasil belum dapat dikunci.")

        # Overtime 1:31: 61 s beyond the grace of 30 s, so two steps of a point. The chair makes it nothing.
        await chair.press("enter")
        await chair.sees("Lewat waktu 01:31 pada Paparan")
        await chair.sees("Aturan: tenggang 00:30, sesudahnya −1 nilai setiap 01:00")
        await chair.sees("Usul −2 nilai")
        await chair.picks("3")
        await chair.types("mikrofon mati dua menit")
        await chair.sees("mikrofon mati dua menit")

        # The tie at place 2: Melati first.
        await chair.back()
        await chair.press("home", "enter")
        await chair.sees("Siapa di peringkat 2?")
        await chair.picks("2")
        await chair.sees("Peringkat 3: 1 KBK Ceria · Dispenda")
        await chair.types("hasilnya lebih luas dirasakan")
        await chair.sees("sudah diurutkan")
        await chair.sees("Tekan K untuk mengunci hasil")
        assert chair.contest.chair[frozenset(("melati", "ceria"))].order == {"melati": 1, "ceria": 2}

        # Points by hand for CP JOSS, the award for Berlian.
        await chair.back()
        await chair.press("n")
        await chair.picks("4")
        await chair.types("−0,5")
        await chair.types("spanduk melebihi ukuran")
        await chair.sees("−0,5 spanduk melebihi ukuran")
        await chair.back()
        box = chair.decisions
        box.highlighted = next(n for n, item in enumerate(chair.decisions.items) if item.key == "Favorit")
        await chair.press("enter")
        await chair.picks("3")
        await chair.types("pilihan penonton")
        await chair.sees("Favorit: 3 KBK Berlian")

        # Correction of the other juri's mark: witnessed by the operator, for the chair types it.
        await chair.back()
        await chair.press("c")
        await chair.picks("2")
        await chair.picks("4")
        await chair.picks("1")
        await chair.types("21")
        await chair.sees("di luar rentang")
        await chair.types("17")
        await chair.types("salah tulis")
        await chair.sees("16 menjadi 17")
        await chair.picks("1")
        await chair.pin("latihan")
        await until(pilot, lambda: chair.contest.sheets["swasta", "cp-joss"].corrected == 1)

        # The lock: what is locked is shown, the PIN is asked again, the digest is large.
        await chair.back()
        await chair.press("k")
        await chair.sees("Kunci hasil ini?")
        assert "88,00" in chair.text
        await chair.picks("1")
        await chair.pin(OTHER)
        await chair.sees("PIN salah.")
        await chair.pin(CHAIR)
        await chair.on(DigestScreen)
        locked = chair.contest.locked
        await chair.sees(locked.digest)
        await chair.press("enter")

        # By hand: Berlian (89+87)/2; Melati and Ceria (81.5+83)/2; CP JOSS (76.5+78)/2 - 0.5.
        rows = locked.result["standings"]
        assert [(row["place"], row["kbk"], Fraction(row["total_exact"])) for row in rows] == [
            ("1", "berlian", Fraction(88)),
            ("2", "melati", Fraction("82.25")),
            ("3", "ceria", Fraction("82.25")),
            ("4", "cp-joss", Fraction("76.75")),
        ]
        assert rows[0]["awards"] == ["Juara I", "Favorit"]

        # Signatures: each juri by PIN while the chair stays seated.
        await chair.back()
        await chair.press("t")
        await chair.picks("2")
        await chair.pin(OTHER)
        await chair.sees("Juri Swasta sudah menandatangani.")
        assert chair.app.desk.who == "pemprov"
        assert set(chair.contest.signed) == {"swasta"}

        # Unlock: a reason, signatures void; lock again.
        await chair.back()
        await chair.press("b")
        await chair.types("nama kantor salah")
        await until(pilot, lambda: chair.contest.state is State.DELIBERATION)
        assert chair.contest.signed == {}
        await chair.sees("Kunci pernah dibuka: nama kantor salah")
        await chair.back()
        await chair.press("k")
        await chair.picks("1")
        await chair.pin(CHAIR)
        await chair.on(DigestScreen)
        assert chair.contest.locked.digest != locked.digest
        await chair.press("enter")
        for digit, pin in (("1", CHAIR), ("1", OTHER)):
            await chair.back()
            await chair.press("t")
            await chair.picks(digit)
            await chair.pin(pin)
            await chair.back()
        await chair.sees("Tekan F7 untuk pengumuman")
        await chair.press("t")
        await chair.sees("Semua juri sudah menandatangani.")

        # Announcement and export.
        await chair.back()
        await chair.press("u")
        await chair.on(AskSure)
        await chair.press("y")
        await until(pilot, lambda: chair.contest.public)
        await chair.back()
        await chair.press("e")
        await chair.types(str(tmp_path / "hasil"))
        await chair.sees("Tersimpan di")
        kept = json.loads((tmp_path / "hasil" / "LATIHAN-hasil.json").read_text(encoding="utf-8"))
        assert chair.contest.locked.digest in json.dumps(kept)
        await chair.back()
        await chair.press("b")
        await chair.types("tidak boleh")
        await chair.sees("belum diumumkan")
        assert chair.contest.state is State.ANNOUNCED


async def test_overtime_confirmed_and_changed(hand) -> None:
    tied(hand)
    async with sidang(hand).run_test(size=(80, 24)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.press("s")
        await chair.sees("hal perlu diputuskan")
        await chair.back()
        await chair.press("enter")
        await chair.picks("1")
        await chair.on(AskLine)
        assert chair.app.screen.query_one(Input).value == "sesuai aturan lewat waktu"
        await chair.press("enter")
        await until(pilot, lambda: bool(chair.contest.decided))
        assert chair.contest.decided["overtime:melati-1"].points == Decimal(-2)
        # Decided anew, with another number; the tie is gone with the two points.
        await chair.back()
        box = chair.decisions
        await until(pilot, lambda: any(item.settled for item in chair.decisions.items))
        box.highlighted = next(n for n, item in enumerate(chair.decisions.items) if item.key == "melati-1")
        await chair.press("enter")
        await chair.picks("2")
        await chair.types("+23")
        await chair.sees("tidak boleh menambah nilai")
        await chair.types("1")
        await chair.sees("2 KBK Melati · Satpol PP: −1 nilai")
        await chair.types("sebagian karena listrik padam")
        await until(pilot, lambda: chair.contest.decided["overtime:melati-1"].points == Decimal(-1))


async def test_a_tie_may_stay_shared_and_every_question_may_be_left(hand) -> None:
    tied(hand)
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=(120, 36)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        before = chair.contest.seq
        for key, answers in (
            ("n", ["1"]),
            ("c", ["1", "1", "1"]),
            ("r", []),
            ("enter", ["2"]),
        ):
            await chair.press(key)
            for digit in answers:
                await chair.picks(digit)
                await pilot.pause()
            await until(pilot, lambda: not isinstance(chair.app.screen, DeliberationScreen))
            await chair.press("escape")
            await chair.back()
        assert chair.contest.seq == before
        box = chair.decisions
        box.highlighted = next(n for n, item in enumerate(chair.decisions.items) if item.topic == "tie")
        await chair.press("enter")
        await chair.picks("0")
        await chair.types("sama baiknya")
        await until(pilot, lambda: set(chair.contest.chair) == {frozenset(("ceria", "melati"))})
        assert {rank for tie in chair.contest.chair.values() for rank in tie.order.values()} == {1}
        assert [row.place for row in result.ranking(chair.contest).rows[1:3]] == [2, 2]


async def test_back_to_the_event_and_refused_numbers(hand) -> None:
    hand.event()
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=(80, 24)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.press("n")
        await chair.picks("1")
        await chair.types("banyak")
        await chair.sees("bukan angka")
        await chair.types("2")
        await chair.sees("Tulis dengan tandanya: −2 mengurangi, +2 menambah.")
        await chair.types("-1000")
        await chair.sees("melebihi nilai tertinggi")
        assert "Alasan" not in chair.text, "nobody is asked for the reason of what will be refused"
        await chair.press("escape")
        await chair.back()
        await chair.press("t")
        await chair.sees("Kunci hasil dulu")
        await chair.back()
        await chair.press("e")
        await chair.types(str(hand.path.parent / "x"))
        await chair.sees("Hasil belum dikunci")
        assert not (hand.path.parent / "x").exists()
        await chair.back()
        await chair.press("r")
        await chair.types("nilai Swasta tertukar")
        await chair.sees("Tekan S untuk membuka sidang")
        assert chair.contest.state is State.RUNNING
        assert "88,00" not in chair.text


async def test_what_changed_meanwhile_is_not_locked(hand) -> None:
    hand.event()
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=(120, 36)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.press("k")
        await chair.picks("1")
        await chair.on(LockScreen)
        hand.do(result.deduct, "berlian", "-10", "dari layar lain")
        await until(pilot, lambda: bool(chair.contest.decided))
        await chair.pin(CHAIR)
        await chair.sees("Hasil berubah sejak ditampilkan")
        assert chair.contest.state is State.DELIBERATION


async def test_held_keys_open_one_question(hand) -> None:
    hand.event()
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=(80, 24)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        before = chair.contest.seq
        await chair.press(*"nnnnnnnn")
        await chair.on(AskKbk)
        await chair.press("escape")
        await chair.back()
        await chair.press(*"krkrkr", "escape", "escape", "escape")
        await chair.back()
        assert chair.contest.seq == before
