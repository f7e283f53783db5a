"""The sheet as a value: totals, drafts that still fit, levels, read-back, and what there is left to do."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri

from juri_tui import form as f
from juri_tui.decisions import definition, sheets
from juri_tui.habit import Doubt, Oddity
from juri_tui.model import Criterion, Level
from juri_tui.records import Notes

ALL = {"masalah": "16", "proses": "17", "solusi": "17.5", "hasil": "16", "standar": "7.5", "penyajian": "8"}


@pytest.fixture
def hand(tmp_path) -> Stagehand:
    return Stagehand(tmp_path / "k.juri", kediri(), ManualClock()).ready()


def opened(hand, marks=None, kbk="melati") -> f.Form:
    return f.open_form(hand.desk.contest, "pemprov", kbk, marks or {}, Notes())


def test_a_draft_that_no_longer_fits_is_open_again(hand) -> None:
    form = opened(hand, {"masalah": "16", "proses": "21", "solusi": "abc", "hasil": "abstained", "gone": "5"})
    assert form.marks == {"masalah": "16", "hasil": "abstained"}
    assert [criterion.id for criterion in form.missing()] == ["proses", "solusi", "standar", "penyajian"]
    assert (form.mark_text("masalah"), form.mark_text("hasil"), form.mark_text("proses")) == ("16", "–", "")


def test_totals_leave_out_what_was_not_judged(hand) -> None:
    form = opened(hand, {**ALL, "hasil": "abstained"})
    assert (form.total(), form.most()) == (66, 80)
    assert form.with_mark("hasil", "").most() == 80
    assert form.with_mark("hasil", "20").total() == 86


def test_percent_totals_weigh_shares(hand) -> None:
    form = replace(opened(hand, {"masalah": "15"}), percent=True)
    assert (form.total(), form.most()) == (Fraction(3, 4), 1)


@pytest.mark.parametrize(
    ("value", "text"), [(Fraction(83), "83"), (Fraction(101, 2), "50,5"), (Fraction(1, 3), "0,33"), (Fraction(0), "0")]
)
def test_totals_in_digits(value, text) -> None:
    assert f.total_text(value) == text


def test_levels_best_first_without_gaps() -> None:
    levels = (Level(from_=Decimal(0), text="c"), Level(from_=Decimal(20), text="a"), Level(from_=Decimal(8), text="b"))
    criterion = Criterion(id="x", name="X", max=Decimal(20), step=Decimal("0.5"), levels=levels)
    assert f.levels_of(criterion) == (("20", "a"), ("8–19,5", "b"), ("0–7,5", "c"))


def test_read_back_in_words(hand) -> None:
    lines = f.read_back(opened(hand, {"masalah": "17.5", "proses": "abstained"}))
    assert (lines[0].digits, lines[0].words, lines[0].of) == ("17,5", "tujuh belas koma lima", "20")
    assert (lines[1].digits, lines[1].words) == ("–", "tidak dinilai")
    assert (lines[2].digits, lines[2].words) == ("", "belum dinilai")
    assert f.total_words(opened(hand, ALL)) == "delapan puluh dua"


def test_why_a_sheet_can_not_be_sent(hand) -> None:
    assert "belum selesai tampil" in f.why_not_send(hand.desk.contest, opened(hand, ALL))
    assert "Belum dinilai: Masalah" in f.why_not_send(hand.desk.contest, opened(hand))
    hand.present("melati")
    assert f.why_not_send(hand.desk.contest, opened(hand, ALL)) == ""
    hand.mark("pemprov", "melati")
    assert "sudah terkirim" in f.why_not_send(hand.desk.contest, opened(hand, ALL))


def test_earlier_sheets_are_the_own_ones_in_running_order(hand) -> None:
    hand.present("ceria").judge("ceria").present("melati").judge("melati")
    contest = hand.desk.contest
    assert [form.kbk for form in f.earlier(contest, "pemprov")] == ["ceria", "melati"]
    assert [form.kbk for form in f.earlier(contest, "pemprov", but="melati")] == ["ceria"]
    assert f.earlier(contest, "pemprov")[0].marks["hasil"] == "15.5"


def test_doubts_come_from_own_marks_only(hand) -> None:
    hand.present("ceria")
    hand.mark("swasta", "ceria")
    contest, form = hand.desk.contest, opened(hand)
    criterion = form.criteria[0]
    assert f.doubt_about(form, f.habit(f.earlier(contest, "pemprov")), criterion, Decimal("1.5")) is None
    hand.mark("pemprov", "ceria")
    before = f.habit(f.earlier(hand.desk.contest, "pemprov"))
    found = f.doubt_about(form, before, criterion, Decimal("1.5"))
    assert found is not None
    assert "Maksudnya 15?" in f.doubt_words(criterion, Decimal("1.5"), found)
    assert "Maksudnya" not in f.doubt_words(criterion, Decimal(9), Doubt(Oddity.FAR, Fraction(9, 10)))
    assert f.slip_behind(form, before, criterion, "175") == Decimal("17.5")
    assert f.slip_behind(form, before, criterion, "abc") is None


def test_what_there_is_to_choose(hand) -> None:
    hand.present("ceria").judge("ceria").present("melati").arm("berlian")
    hand.do(definition.set_status, "cp-joss", "withdrawn", "sakit")
    rows = f.choices(hand.desk.contest, "pemprov", {("pemprov", "melati"): 2, ("pemprov", "ceria"): 6})
    assert [(row.sign, row.open) for row in rows] == [("●", False), ("◐", True), ("○", True), ("–", False)]
    assert [row.words for row in rows] == [
        "terkirim, total Anda 81,5", "sudah tampil, draf 2 dari 6", "bersiap tampil", "tidak tampil"
    ]  # fmt: skip
    hand.time("slot_started")
    hand.sit("pemprov")
    hand.do(sheets.recuse, "pemprov", "melati", "kerabat")
    rows = f.choices(hand.desk.contest, "pemprov", {})
    assert [row.words for row in rows][1:3] == ["Anda berhalangan menilai", "sedang tampil"]


def test_a_blind_process_shows_no_total_of_others(hand) -> None:
    hand.present("ceria").judge("ceria")
    contest = hand.desk.contest
    hidden = {key: replace(sheet, marks=None, notes=None) for key, sheet in contest.sheets.items()}
    rows = f.choices(replace(contest, sheets=hidden), "pemprov", {})
    assert rows[0].words == "terkirim, total Anda –"


def test_the_likely_one(hand) -> None:
    def first() -> str | None:
        return f.first_choice(hand.desk.contest, "pemprov")

    assert first() == "ceria"
    hand.arm("ceria")
    assert first() == "ceria"
    hand.time("slot_disarmed")
    hand.present("ceria").arm("melati")
    assert first() == "ceria"
    hand.time("slot_started")
    assert first() == "melati"
    hand.mark("pemprov", "ceria")
    hand.sit("pemprov")
    for kbk in ("melati", "berlian", "cp-joss"):
        hand.do(sheets.recuse, "pemprov", kbk, "kerabat")
    assert first() is None


def test_the_lines_of_the_cover(hand) -> None:
    def line(juri: str = "swasta") -> str:
        contest = hand.desk.contest
        return f.to_do_words(contest, contest.definition.juri_by_id(juri))

    assert line() == "tidak ada yang tertunda; 4 kelompok lagi akan dinilai"
    hand.present("ceria")
    assert line() == "belum dikirim: 1 KBK Ceria"
    hand.do(definition.set_absent, "swasta", True, "sakit")
    assert line() == "tidak hadir: sakit"
    hand.do(definition.set_absent, "swasta", False, "datang")
    hand.judge("ceria")
    for kbk in ("melati", "berlian", "cp-joss"):
        hand.present(kbk).judge(kbk)
    assert line() == "semua nilai sudah terkirim"


def test_when_judging_is_closed(hand, tmp_path) -> None:
    assert f.judging_closed(hand.desk.contest) == ""
    fresh = Stagehand(tmp_path / "f.juri", kediri(), ManualClock())
    assert "belum dibekukan" in f.judging_closed(fresh.desk.contest)
    for kbk in hand.desk.contest.order:
        hand.present(kbk).judge(kbk)
    hand.lock()
    assert f.judging_closed(hand.desk.contest) == "Penilaian sudah ditutup."


def test_paper_choices_tell_nothing_of_the_marks(hand) -> None:
    hand.present("ceria").judge("ceria").present("melati")
    rows = f.paper_choices(hand.desk.contest, "swasta")
    assert [row.open for row in rows] == [False, True, False, False]
    assert not any(any(char.isdigit() for char in row.words) for row in rows)


def test_who_may_check_a_paper(hand) -> None:
    hand.present("melati")
    hand.desk.type_paper("swasta", "melati", ALL, Notes())
    contest = hand.desk.contest
    assert [(juri.id, kbk.id) for juri, kbk in contest.unchecked()] == [("swasta", "melati")]
    assert f.choices(contest, "swasta", {})[1].words == "diketik dari kertas, menunggu pemeriksaan Anda"
    panel = {juri.id: juri for juri in contest.definition.juri}
    assert [who for who, _name in f.checkers(contest, panel["swasta"])] == ["swasta", "pemprov"]
    assert [who for who, _name in f.checkers(contest, panel["pemprov"])] == ["swasta"]


def test_the_past_is_worked_out_only_when_more_was_sent(hand) -> None:
    hand.present("ceria").judge("ceria").present("melati")
    event = hand.desk.contest.definition
    past = f.Past().follow(hand.desk.contest, "pemprov", "melati")
    assert past.follow(hand.desk.contest, "pemprov", "melati") is past
    assert list(past.habit) == sorted(past.forms[0].shares())
    assert past.totals(event) == "1 KBK Ceria 81,5"
    assert past.marks(event, event.criterion[0]) == "1 KBK Ceria 16"
    hand.mark("pemprov", "melati")
    more = past.follow(hand.desk.contest, "pemprov", "berlian")
    assert [form.kbk for form in more.forms] == ["ceria", "melati"]
    assert more.totals(event).startswith("1 KBK Ceria 81,5 · 2 KBK Melati ")


def test_the_last_five_with_the_newest_at_the_end_and_no_more_worded() -> None:
    asked = iter("987654321")
    assert f.recent(asked) == "… · 5 · 6 · 7 · 8 · 9"
    assert next(asked) == "3"
    assert f.recent("21") == "1 · 2"
    assert f.recent([]) == ""
