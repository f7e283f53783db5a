"""The recap for those who sign: places as locked, and every thing out of the ordinary in one sentence."""

from events import kediri
from ledger import Ledger

from juri_tui import records as r
from juri_tui.decisions import definition, result, sheets
from juri_tui.model import Refusal
from juri_tui.papers.recap_page import recap_page
from juri_tui.slot import SECOND


def locked(ledger: Ledger) -> str:
    ledger.do(result.open_deliberation)
    ledger.do(result.lock)
    return text(ledger)


def text(ledger: Ledger) -> str:
    page = recap_page(ledger.contest)
    assert not isinstance(page, Refusal)
    assert page.name == "LATIHAN-rekap.txt"
    return page.text


def test_nothing_before_the_lock_and_nothing_after_an_unlock() -> None:
    ledger = Ledger().event()
    assert isinstance(recap_page(ledger.contest), Refusal)
    locked(ledger)
    ledger.do(result.unlock, "salah baca")
    assert isinstance(recap_page(ledger.contest), Refusal)


def test_places_totals_and_signatures() -> None:
    ledger = Ledger().event()
    page = locked(ledger)
    rows = [line.split() for line in page.partition("WAKTU")[0].splitlines() if "KBK" in line]
    assert [(row[0], row[1], row[-1]) for row in rows] == [
        ("1", "3", "88.00"),
        ("2", "1", "82.25"),
        ("3", "2", "81.00"),
        ("4", "4", "76.75"),
    ]
    assert "Tidak ada yang di luar kebiasaan." in page
    assert "…… Juri Swasta" in page
    ledger.do(result.sign, "swasta")
    assert "✓ Juri Swasta" in text(ledger)
    assert max(len(line) for line in page.splitlines()) <= 80


def test_everything_out_of_the_ordinary_is_told() -> None:
    ledger = Ledger(kediri()).ready()
    ledger.do(definition.set_status, "cp-joss", "withdrawn", "sakit")
    ledger.do(sheets.open_judging)
    ledger.do(sheets.recuse, "swasta", "melati", "keluarga")
    for kbk in ("ceria", "melati", "berlian"):
        ledger.present(kbk)
        by = "paper" if kbk == "ceria" else "juri"
        for juri in ("pemprov", "swasta"):
            if (juri, kbk) != ("swasta", "melati"):
                ledger.do(sheets.send, juri, kbk, ledger.marks(juri, kbk), by=by)
                if by == "paper":
                    ledger.do(sheets.confirm, juri, kbk, True, "swasta")
    fixed = {**ledger.marks("swasta", "berlian"), "hasil": "16"}
    ledger.do(sheets.correct, "swasta", "berlian", fixed, "salah tik", "operator")
    ledger.do(result.open_deliberation)
    ledger.do(result.deduct, "ceria", "-1,5", "poster terlalu besar")
    ledger.do(definition.set_absent, "swasta", True, "pulang")
    ledger.do(result.lock)
    ledger.do(result.unlock, "satu nilai terlewat")
    ledger.do(result.lock)
    ledger.write(r.PinReset(who="swasta", granted_by=("operator", "pemprov")))
    page = " ".join(text(ledger).split())
    for sentence in (
        "KBK CP JOSS tidak dinilai: sakit",
        "Juri Swasta tidak hadir: pulang",
        "Juri Swasta berhalangan menilai KBK Melati: keluarga",
        "Nilai Juri Pemprov Jatim untuk KBK Ceria diketik operator dari lembar kertas.",
        "Nilai Juri Swasta untuk KBK Berlian dikoreksi 1 kali.",
        "Nilai KBK Ceria diubah -1,5: poster terlalu besar",
        "Kunci hasil pernah dibuka: satu nilai terlewat",
        "PIN atau kata sandi Juri Swasta diganti, disetujui operator dan Juri Pemprov Jatim.",
    ):
        assert sentence in page, sentence
    assert ledger.contest.locked.digest in page


def test_a_tie_that_the_chair_decided_is_told() -> None:
    ledger = Ledger().ready()
    for kbk in ledger.contest.order:
        ledger.present(kbk)
        for juri in ("pemprov", "swasta"):
            ledger.do(sheets.send, juri, kbk, ledger.marks(juri, "ceria" if kbk == "melati" else kbk))
    ledger.do(result.open_deliberation)
    ledger.do(result.decide_tie, {"melati": 1, "ceria": 2}, "penyajian lebih runtut")
    ledger.do(result.lock)
    assert text(ledger).count("- Nilai sama diputuskan ketua: penyajian lebih runtut") == 1


def test_the_time_of_each_phase_with_what_was_given_and_why() -> None:
    ledger = Ledger().ready()
    ledger.arm("ceria")
    ledger.time("slot_started")
    ledger.ticking.advance(1900 * SECOND)
    ledger.time("slot_paused", reason="listrik padam")
    ledger.ticking.advance(44 * SECOND)
    ledger.time("slot_resumed")
    ledger.time("slot_adjusted", ns=70 * SECOND, reason="sambutan pejabat")
    ledger.time("slot_corrected", ns=-5 * SECOND, reason="lupa menjeda")
    ledger.time("slot_ended")
    ledger.time("slot_finished")
    ledger.judge("ceria")
    for kbk in ledger.contest.order[1:]:
        ledger.present(kbk)
        ledger.judge(kbk)
    log = " ".join(locked(ledger).partition("WAKTU")[2].partition("YANG TERCATAT")[0].split())
    assert (
        "KBK Ceria · Paparan: dipakai 31:35, tambahan 01:10 (sambutan pejabat), jeda 00:44 (listrik padam), "
        "koreksi -00:05 (lupa menjeda), lewat 00:25"
    ) in log
    assert "KBK Melati · Paparan: dipakai 29:41 KBK Melati · Tanya jawab: dipakai 09:30" in log
    assert log.count("dipakai") == 7


def test_an_aborted_attempt_and_a_power_cut_are_told_from_the_time_that_counts() -> None:
    ledger = Ledger().ready()
    ledger.arm("ceria")
    ledger.time("slot_started")
    ledger.ticking.advance(600 * SECOND)
    ledger.time("slot_ended")
    ledger.time("slot_advanced")
    ledger.time("slot_aborted", reason="hujan")
    ledger.arm("ceria")
    ledger.time("slot_started")
    ledger.ticking.reboot(90 * SECOND)
    ledger.time("timer_recovered", ns=90 * SECOND)
    ledger.time("slot_ended", reason="selesai")
    ledger.time("slot_advanced")
    ledger.time("slot_started")
    ledger.time("slot_adjusted", ns=60 * SECOND, reason="tamu")
    ledger.time("slot_ended")
    ledger.time("slot_finished")
    ledger.judge("ceria")
    for kbk in ledger.contest.order[1:]:
        ledger.present(kbk)
        ledger.judge(kbk)
    log = " ".join(locked(ledger).partition("WAKTU")[2].partition("YANG TERCATAT")[0].split())
    assert (
        "KBK Ceria · Paparan: dipakai 10:00, penampilan sudah dihentikan (hujan) "
        "KBK Ceria · Paparan: dipakai 01:30, ±2 detik "
        "KBK Ceria · Tanya jawab: dipakai 00:00, tambahan 01:00 (tamu) "
    ) in log
