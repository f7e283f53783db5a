"""What the audience may see: nothing before a KBK is complete, nothing official before it was revealed."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri
from hypothesis import given
from hypothesis import strategies as st

from juri_tui.board_view import BoardRow, Picture, _bars, complete, picture
from juri_tui.contest import Contest, Sheet, State
from juri_tui.decisions import clock, definition, result
from juri_tui.model import Award, Event, Scoring, Stamp
from juri_tui.slot import SECOND, PhaseRun, Slot, SlotState

NOW = ManualClock().now()
ORDER = ("ceria", "melati", "berlian", "cp-joss")


@pytest.fixture
def hand(tmp_path):
    return Stagehand(tmp_path / "k.juri", kediri(), ManualClock())


def seen(hand) -> Picture:
    return picture(hand.desk.contest, hand.desk.now())


def row(found: Picture, kbk: str) -> BoardRow:
    return next(row for row in found.rows if row.kbk == kbk)


# --- contests out of thin air ----------------------------------------------------------------------------------------


def performed(event: Event, *kbk: str) -> dict[str, Slot]:
    run = PhaseRun(planned_ns=1800 * SECOND, started=NOW, ended=NOW)
    return {f"{k}-1": Slot(f"{k}-1", k, 1, event.phase, state=SlotState.DONE, runs=(run,)) for k in kbk}


def sheet(juri: str, kbk: str, marks: dict[str, str] | str, seq: int = 1, accepted: bool = True) -> Sheet:
    if isinstance(marks, str):
        marks = {c.id: marks for c in kediri().criterion}
    return Sheet(juri, kbk, marks, None, "juri" if accepted else "paper", accepted, seq, "h")


def made(*sheets: Sheet, event: Event | None = None, **more) -> Contest:
    event = event or kediri()
    return Contest(
        seq=99,
        event=event,
        state=State.RUNNING,
        order=ORDER,
        slots=performed(event, *{s.kbk for s in sheets}),
        sheets={(s.juri, s.kbk): s for s in sheets},
        board_mode=event.board.mode,
        **more,
    )


def both(kbk: str, mark: str, seq: int = 1) -> tuple[Sheet, Sheet]:
    return sheet("pemprov", kbk, mark, seq), sheet("swasta", kbk, mark, seq + 1)


# --- langsung --------------------------------------------------------------------------------------------------------


MARK = st.integers(0, 20).map(lambda half: str(Decimal(half) / 2))
SENT = st.dictionaries(
    st.tuples(st.sampled_from(["pemprov", "swasta"]), st.sampled_from(ORDER)),
    st.tuples(MARK, st.booleans()),
)


@given(sent=SENT, other=MARK)
def test_no_mark_leaks_before_a_kbk_is_complete(sent, other) -> None:
    """Changing every mark of the incomplete KBK changes nothing on the board."""
    sheets = [sheet(juri, kbk, mark, 1, accepted) for (juri, kbk), (mark, accepted) in sent.items()]
    contest = made(*sheets)
    whole = complete(contest)
    changed = [s if s.kbk in whole else replace(s, marks=dict.fromkeys(s.marks, other)) for s in sheets]
    found = picture(contest, NOW)
    assert found == picture(made(*changed), NOW)
    assert {r.kbk for r in found.rows if r.total or r.bar is not None} == set(whole)
    for kbk in ORDER:
        accepted = [juri for (juri, of), (_mark, ok) in sent.items() if of == kbk and ok]
        assert (kbk in whole) == (len(accepted) == 2)


def test_a_place_appears_with_the_last_sheet_and_not_before(hand) -> None:
    hand.ready()
    assert seen(hand).status == "SEMENTARA, 0 dari 4 KBK"
    assert row(seen(hand), "ceria").note == "tampil berikutnya, sekitar 09.30"
    hand.arm("ceria").time("slot_started")
    assert row(seen(hand), "ceria").note == "sedang tampil"
    assert row(seen(hand), "melati").note.startswith("tampil berikutnya")
    hand.clock.advance(60 * SECOND)
    hand.time("slot_ended").time("slot_advanced").time("slot_started").time("slot_ended").time("slot_finished")
    hand.mark("pemprov", "ceria")
    assert row(seen(hand), "ceria") == BoardRow(
        "ceria", 1, "KBK Ceria", "Dispenda", place="–", note="sudah tampil, nilai masuk 1 dari 2", dim=True
    )
    hand.mark("swasta", "ceria")
    ceria = row(seen(hand), "ceria")
    assert (ceria.place, ceria.total, ceria.bar, ceria.new) == ("1", "82,25", Fraction(1), False)
    assert seen(hand).status == "SEMENTARA, 1 dari 4 KBK"


def test_who_comes_in_later_moves_the_others(hand) -> None:
    hand.ready()
    for kbk in ("ceria", "melati", "berlian"):
        hand.present(kbk).judge(kbk)
    found = seen(hand)
    assert [(r.kbk, r.place, r.move, r.new) for r in found.rows[:3]] == [
        ("berlian", "1", 0, True),
        ("ceria", "2", -1, False),
        ("melati", "3", -1, False),
    ]
    hand.present("cp-joss").judge("cp-joss")
    assert [(r.kbk, r.move, r.new) for r in seen(hand).rows] == [
        ("berlian", 0, False),
        ("ceria", 0, False),
        ("melati", 0, False),
        ("cp-joss", 0, True),
    ]


def test_one_juri_of_two_has_a_place_and_no_total() -> None:
    contest = made(
        sheet("pemprov", "ceria", "9", 1),
        *both("melati", "8", 2),
        recused={("swasta", "ceria"): "saudara ketua kelompok"},
    )
    found = picture(contest, NOW)
    ceria = row(found, "ceria")
    assert (ceria.place, ceria.total, ceria.bar) == ("1", "", None)
    assert ceria.note == "dinilai satu juri: nilai belum ditampilkan"
    assert "54" not in str([(r.total, r.note) for r in found.rows if r.kbk == "ceria"])


def test_a_panel_of_one_shows_its_totals() -> None:
    event = kediri().model_copy(update={"juri": kediri().juri[:1]})
    contest = made(sheet("pemprov", "ceria", "9"), event=event)
    assert row(picture(contest, NOW), "ceria").total == "54,00"


def test_those_who_are_out_stand_last_with_the_reason(hand) -> None:
    hand.ready()
    hand.do(definition.set_status, "cp-joss", "disqualified", "anggota sebelas orang")
    hand.do(clock.no_show, "melati", "tidak datang", hand.desk.now())
    hand.do(definition.set_status, "ceria", "withdrawn", "sakit")
    found = seen(hand)
    assert [(r.kbk, r.note) for r in found.rows[1:]] == [
        ("ceria", "mengundurkan diri"),
        ("melati", "tidak hadir"),
        ("cp-joss", "didiskualifikasi"),
    ]
    assert found.status == "SEMENTARA, 0 dari 1 KBK"


def test_who_can_not_be_ranked_says_so() -> None:
    event = kediri().model_copy(update={"scoring": Scoring(quorum=2)})
    contest = made(sheet("pemprov", "ceria", "9"), event=event, recused={("swasta", "ceria"): "keluarga"})
    ceria = row(picture(contest, NOW), "ceria")
    assert (ceria.place, ceria.note) == ("–", "nilai tidak cukup untuk peringkat")


def test_without_a_date_nobody_is_expected_at_a_time() -> None:
    event = kediri()
    event = event.model_copy(update={"event": event.event.model_copy(update={"date": None})})
    contest = made(*both("ceria", "9"), event=event)
    assert row(picture(contest, NOW), "melati").note.startswith("tampil berikutnya")
    assert row(picture(contest, NOW), "berlian").note.startswith("belum tampil")


# --- bars ------------------------------------------------------------------------------------------------------------


@given(st.dictionaries(st.sampled_from(ORDER), st.fractions(0, 1000), min_size=1))
def test_bars_keep_the_order_and_say_where_they_begin(totals) -> None:
    bars, scale = _bars(totals)
    if max(totals.values()) > 0:
        assert set(bars) == set(totals)
        assert max(bars.values()) == 1
        assert all(0 <= length <= 1 for length in bars.values())
        assert all((totals[a] < totals[b]) == (bars[a] < bars[b]) for a in bars for b in bars)
        low, top = min(totals.values()), max(totals.values())
        assert bool(scale) == (scale.startswith("Batang mulai dari"))
        assert scale or bars == {kbk: total / top for kbk, total in totals.items()}, "from 0 unless it is said"
        assert not scale or low > 0
    else:
        assert (bars, scale) == ({}, "")


def test_close_totals_begin_later_and_far_ones_at_zero() -> None:
    close, words = _bars({"a": Fraction(88), "b": Fraction(82)})
    assert words == "Batang mulai dari 76, bukan 0"
    assert close == {"a": Fraction(1), "b": Fraction(1, 2)}
    assert _bars({"a": Fraction(88), "b": Fraction(20)})[1] == ""
    assert _bars({"a": Fraction(5), "b": Fraction(5)}) == ({"a": Fraction(1), "b": Fraction(1)}, "")
    assert _bars({"a": Fraction(5), "b": Fraction(-3)})[0] == {"a": Fraction(1), "b": Fraction(0)}


@pytest.mark.parametrize("method", ["rank_sum", "skating"])
def test_rank_methods_have_no_bars(method) -> None:
    event = kediri().model_copy(update={"scoring": Scoring(method=method)})
    contest = made(*both("ceria", "9"), *both("melati", "8"), event=event)
    found = picture(contest, NOW)
    assert [r.place for r in found.rows[:2]] == ["1", "2"]
    assert [r.bar for r in found.rows] == [None] * 4
    assert found.rows[0].total == ("2,00" if method == "rank_sum" else "")


def test_shared_places_by_their_mean() -> None:
    event = kediri().model_copy(update={"scoring": Scoring(places="fractional")})
    contest = made(*both("ceria", "9"), *both("melati", "9"), event=event)
    assert [r.place for r in picture(contest, NOW).rows[:2]] == ["1,5", "1,5"]


# --- the other modes -------------------------------------------------------------------------------------------------


def test_progress_tells_who_has_performed_and_no_total(hand) -> None:
    hand.ready()
    hand.do(result.set_board, "kemajuan")
    hand.present("ceria").judge("ceria").present("melati").mark("pemprov", "melati")
    hand.arm("berlian")
    found = seen(hand)
    assert (found.title, found.status) == ("JALANNYA ACARA", "2 dari 4 KBK sudah tampil")
    assert [(r.kbk, r.place, r.total, r.bar) for r in found.rows] == [
        ("ceria", "●", "", None),
        ("melati", "◐", "", None),
        ("berlian", "▶", "", None),
        ("cp-joss", "○", "", None),
    ]
    assert row(found, "ceria").note == "sudah tampil, nilai lengkap"
    hand.do(definition.set_status, "cp-joss", "withdrawn", "sakit")
    assert row(seen(hand), "cp-joss").place == "–"


def test_hidden_shows_nothing(hand) -> None:
    hand.event()
    hand.do(result.set_board, "tersembunyi")
    assert seen(hand).rows == ()
    assert "82" not in str(seen(hand))


def test_a_ledger_without_a_definition_is_an_empty_board() -> None:
    assert picture(Contest(), NOW).rows == ()


def test_held_keeps_the_last_picture(hand) -> None:
    hand.ready().present("ceria").judge("ceria")
    before = seen(hand)
    hand.do(result.set_board, "ditahan")
    hand.present("melati").judge("melati")
    held = seen(hand)
    assert [(r.place, r.total) for r in held.rows] == [(r.place, r.total) for r in before.rows]
    assert held.status == "Papan ditahan · SEMENTARA, 1 dari 4 KBK"
    hand.do(result.set_board, "langsung")
    assert seen(hand).status == "SEMENTARA, 2 dari 4 KBK"


def test_the_sidang_holds_the_board_whatever_is_decided(hand) -> None:
    hand.event()
    before = seen(hand).rows
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    hand.do(result.deduct, "berlian", "-20", "alasan")
    assert seen(hand).rows == before
    assert seen(hand).status.startswith("Dewan juri bersidang · SEMENTARA")
    assert picture(replace(hand.desk.contest, held=None), NOW).rows == ()


# --- resmi -----------------------------------------------------------------------------------------------------------


def reveal(contest: Contest, *awards: str) -> Contest:
    return replace(contest, revealed=awards, state=State.ANNOUNCED, board_mode="resmi")


def test_nothing_official_before_the_first_reveal(hand) -> None:
    hand.event().lock()
    assert seen(hand).mode == "ditahan"
    hand.do(result.set_board, "resmi")
    assert seen(hand).rows == ()
    assert seen(hand).status == "Hasil resmi segera diumumkan."
    taken_back = reveal(hand.desk.contest)
    assert picture(taken_back, NOW).rows == (), "the only reveal was taken back: nothing is public"


def test_only_what_was_revealed_is_shown(hand) -> None:
    hand.event().lock()
    found = picture(reveal(hand.desk.contest, "Juara III"), NOW)
    assert [(r.kbk, r.place, r.note) for r in found.rows] == [("melati", "3", "Juara III")]
    assert found.title == "PENGUMUMAN"
    assert found.footnote == "", "the digest would tell that more is known"
    found = picture(reveal(hand.desk.contest, "Juara III", "Juara II"), NOW)
    assert [r.kbk for r in found.rows] == ["ceria", "melati"]


def test_the_whole_result_comes_from_the_lock_record_alone(hand) -> None:
    hand.event().lock()
    hand.do(result.announce)
    contest = hand.desk.contest
    found = picture(replace(contest, sheets={}), NOW)
    assert [(r.place, r.kbk, r.total) for r in found.rows] == [
        ("1", "berlian", "88,00"),
        ("2", "ceria", "82,25"),
        ("3", "melati", "81,00"),
        ("4", "cp-joss", "76,75"),
    ]
    assert found.title == "HASIL RESMI"
    assert found.footnote == f"Sidik hasil {contest.locked.digest}"
    blind = replace(contest, locked=replace(contest.locked, result=None))
    assert picture(blind, NOW).rows == ()


def test_those_who_are_out_stand_in_the_official_result_with_the_reason(hand) -> None:
    hand.ready()
    hand.do(definition.set_status, "cp-joss", "withdrawn", "sakit")
    for kbk in ORDER[:3]:
        hand.present(kbk).judge(kbk)
    hand.lock()
    hand.do(result.announce)
    out = seen(hand).rows[-1]
    assert (out.kbk, out.place, out.total, out.note, out.dim) == ("cp-joss", "–", "", "mengundurkan diri", True)


def test_an_announced_rank_result_has_no_bars(tmp_path) -> None:
    event = kediri().model_copy(
        update={"scoring": Scoring(method="skating"), "award": (Award(name="Juara I", place=1),)}
    )
    hand = Stagehand(tmp_path / "k.juri", event, ManualClock())
    hand.event().lock()
    hand.do(result.announce)
    assert [(r.total, r.bar) for r in seen(hand).rows] == [("", None)] * 4


def test_english_numbers_and_places() -> None:
    from juri_tui import lang

    lang.use("en")
    try:
        assert row(picture(made(*both("ceria", "9.5")), NOW), "ceria").total == "57.00"
    finally:
        lang.use("id")


def test_a_picture_needs_no_clock_of_this_boot() -> None:
    assert picture(made(*both("ceria", "9")), Stamp(NOW.wall_ns, "another-boot", 5)).rows
