"""The announcement: from the lowest place up, from the lock record alone, and in this order only."""

from dataclasses import replace

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri

from juri_tui import lang
from juri_tui.board_view import picture
from juri_tui.ceremony_view import LIT_NS, Spot, lit, next_step, next_words, not_given, script, spot, steps
from juri_tui.contest import State
from juri_tui.decisions import definition, result
from juri_tui.desk import OPERATOR
from juri_tui.model import Award, Event, Refusal, Scoring, Stamp

LOWEST_UP = ["Juara III", "Juara II", "Juara I"]


def awarded(tmp_path, awards: tuple[Award, ...] | None = None, **scoring) -> Stagehand:
    """A locked contest with these awards; the marks are those of the demo."""
    event = kediri()
    update: dict[str, object] = {"award": awards} if awards is not None else {}
    if scoring:
        update["scoring"] = Scoring(**scoring)
    return Stagehand(tmp_path / "k.juri", event.model_copy(update=update), ManualClock()).event()


@pytest.fixture
def hand(tmp_path) -> Stagehand:
    """The demo, locked; Favorit was given to nobody."""
    return awarded(tmp_path).lock()


def names(hand: Stagehand) -> list[str]:
    return [step.award for step in steps(hand.desk.contest)]


def refused(hand: Stagehand, decide, *args, **kwargs) -> str:
    answer = hand.desk.act(decide, *args, **kwargs)
    assert isinstance(answer, Refusal), answer
    assert answer.words.endswith(".")
    return answer.code


# --- the order -------------------------------------------------------------------------------------------------------


def test_places_from_the_lowest_up(hand) -> None:
    assert names(hand) == LOWEST_UP
    third = steps(hand.desk.contest)[0]
    assert [(w.number, w.name, w.unit, w.total) for w in third.winners] == [(2, "KBK Melati", "Satpol PP", "81,00")]
    assert not third.shared
    assert not_given(hand.desk.contest) == ("Favorit",)


def test_nothing_before_the_lock(tmp_path) -> None:
    hand = awarded(tmp_path)
    assert steps(hand.desk.contest) == ()
    assert next_step(hand.desk.contest) is None
    assert script(hand.desk.contest) == ""
    assert spot(hand.desk.contest) is None


def test_a_process_that_may_not_see_the_result_tells_nothing(hand) -> None:
    contest = hand.desk.contest
    blind = replace(contest, locked=replace(contest.locked, result=None))
    assert steps(blind) == ()
    assert script(blind) == ""


def test_other_awards_come_before_the_places_which_end_with_the_first(tmp_path) -> None:
    awards = (
        Award(name="Favorit", decision=True),
        Award(name="Juara I", place=1),
        Award(name="Solusi terbaik", criterion="solusi"),
        Award(name="Juara II", place=2),
    )
    hand = awarded(tmp_path, awards)
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    hand.do(result.decide_award, "Favorit", "cp-joss", "tepuk tangan")
    hand.do(result.lock)
    assert names(hand) == ["Favorit", "Solusi terbaik", "Juara II", "Juara I"]
    assert [w.name for w in steps(hand.desk.contest)[0].winners] == ["KBK CP JOSS"]


def test_a_shared_place_is_one_step_and_the_next_place_is_not_given(tmp_path, monkeypatch) -> None:
    from contests import MARKS

    for juri in ("pemprov", "swasta"):
        monkeypatch.setitem(MARKS, (juri, "ceria"), MARKS[juri, "berlian"])
    hand = awarded(tmp_path, None, ties=()).lock()
    first = steps(hand.desk.contest)[-1]
    assert (first.award, first.shared) == ("Juara I", True)
    assert [w.number for w in first.winners] == [1, 3], "by number, as they are called"
    assert names(hand) == ["Juara III", "Juara I"]
    assert not_given(hand.desk.contest) == ("Juara II", "Favorit")
    assert "2. JUARA I (juara bersama)" in script(hand.desk.contest)


def test_tiers_have_many_winners_and_are_not_shared(tmp_path) -> None:
    hand = awarded(tmp_path, (Award(name="Emas", min=80), Award(name="Perak", min=70))).lock()
    gold, silver = steps(hand.desk.contest)
    assert (gold.award, len(gold.winners), gold.shared) == ("Emas", 3, False)
    assert (silver.award, len(silver.winners)) == ("Perak", 1)


def test_two_awards_of_one_name_are_read_out_together(tmp_path) -> None:
    awards = (Award(name="Harapan", place=3), Award(name="Harapan", place=4), Award(name="Juara", place=1))
    hand = awarded(tmp_path, awards).lock()
    assert [(s.award, [w.number for w in s.winners]) for s in steps(hand.desk.contest)] == [
        ("Harapan", [2, 4]),
        ("Juara", [3]),
    ]


def test_an_award_that_the_rules_no_longer_name_comes_before_the_places(hand) -> None:
    contest = hand.desk.contest
    event: Event = contest.definition.model_copy(update={"award": contest.definition.award[:1]})
    assert [s.award for s in steps(replace(contest, event=event))] == ["Juara II", "Juara III", "Juara I"]


def test_a_rank_result_has_no_totals(tmp_path) -> None:
    hand = awarded(tmp_path, (Award(name="Juara I", place=1),), method="skating").lock()
    assert [w.total for w in steps(hand.desk.contest)[0].winners] == [""]
    assert "nilai akhir" not in script(hand.desk.contest, totals=True)


# --- the decisions ---------------------------------------------------------------------------------------------------


def test_in_order_each_once_and_only_the_last_is_taken_back(hand) -> None:
    assert refused(hand, result.reveal, "Juara I") == "order"
    assert refused(hand, result.reveal, "Juara IV") == "award"
    assert refused(hand, result.reveal, "Juara III", undone=True) == "order"
    hand.do(result.call, "Juara III")
    assert hand.desk.contest.state is State.LOCKED, "a name alone may still be taken back"
    hand.do(result.reveal, "Juara III")
    assert hand.desk.contest.state is State.ANNOUNCED
    assert refused(hand, result.unlock, "x") == "state"
    assert refused(hand, result.reveal, "Juara III") == "twice"
    assert refused(hand, result.call, "Juara I") == "order"
    hand.do(result.reveal, "Juara II")
    assert refused(hand, result.reveal, "Juara III", undone=True) == "order"
    hand.do(result.reveal, "Juara II", undone=True)
    assert hand.desk.contest.revealed == ("Juara III",)
    assert next_step(hand.desk.contest).award == "Juara II"
    hand.do(result.reveal, "Juara II")
    hand.do(result.reveal, "Juara I")
    assert next_step(hand.desk.contest) is None
    assert refused(hand, result.reveal, "Favorit") == "award"


def test_a_name_is_called_once_and_taken_back(hand) -> None:
    assert refused(hand, result.call, "", undone=True) == "order"
    hand.do(result.call, "Juara III")
    assert hand.desk.contest.called == "Juara III"
    assert refused(hand, result.call, "Juara III") == "twice"
    assert refused(hand, result.call, "Juara II", undone=True) == "order"
    hand.do(result.call, "Juara III", undone=True)
    assert hand.desk.contest.called == ""


def test_only_a_locked_result_is_read_out_and_never_after_all_is_public(tmp_path) -> None:
    hand = awarded(tmp_path)
    assert refused(hand, result.reveal, "Juara III") == "state"
    assert refused(hand, result.call, "Juara III") == "state"
    hand.lock()
    hand.do(result.call, "Juara III")
    hand.do(result.unlock, "salah baca")
    assert hand.desk.contest.called == "", "the next lock may say another name"
    hand.do(result.lock)
    hand.do(result.announce)
    assert refused(hand, result.reveal, "Juara III") == "same"
    assert refused(hand, result.call, "Juara III") == "same"


def test_operator_and_chair_read_out_and_a_juri_does_not(hand) -> None:
    hand.sit("swasta")
    assert refused(hand, result.reveal, "Juara III") == "role"
    assert refused(hand, result.call, "Juara III") == "role"
    hand.sit(OPERATOR)
    hand.do(result.reveal, "Juara III")
    hand.sit("pemprov")
    hand.do(result.reveal, "Juara II")


# --- the moment ------------------------------------------------------------------------------------------------------


def test_the_board_shows_the_name_then_the_winner_then_the_list(hand) -> None:
    hand.do(result.call, "Juara III")
    now: Stamp = hand.desk.now()
    assert picture(hand.desk.contest, now).spot == Spot("Juara III")
    hand.clock.advance(10 * LIT_NS)
    assert lit(hand.desk.contest, hand.desk.now()) == Spot("Juara III"), "suspense lasts until the key"
    hand.do(result.reveal, "Juara III")
    seen = picture(hand.desk.contest, hand.desk.now())
    assert [w.name for w in seen.spot.winners] == ["KBK Melati"]
    hand.clock.advance(LIT_NS - 1)
    assert lit(hand.desk.contest, hand.desk.now()) is not None
    hand.clock.advance(1)
    seen = picture(hand.desk.contest, hand.desk.now())
    assert seen.spot is None
    assert [row.kbk for row in seen.rows] == ["melati"]
    assert spot(hand.desk.contest).award == "Juara III", "the operator still sees where he is"
    hand.do(result.reveal, "Juara III", undone=True)
    assert picture(hand.desk.contest, hand.desk.now()).spot is None
    assert spot(hand.desk.contest) is None


def test_the_whole_result_has_no_spot(hand) -> None:
    hand.do(result.reveal, "Juara III")
    hand.do(result.announce)
    assert lit(hand.desk.contest, hand.desk.now()) is None


def test_the_next_step_in_words_never_names_a_winner(tmp_path) -> None:
    hand = awarded(tmp_path)
    said = [next_words(hand.desk.contest)]
    hand.lock()
    for step in steps(hand.desk.contest):
        said.append(next_words(hand.desk.contest))
        hand.do(result.call, step.award)
        said.append(next_words(hand.desk.contest))
        hand.do(result.reveal, step.award)
    said.append(next_words(hand.desk.contest))
    hand.do(result.announce)
    said.append(next_words(hand.desk.contest))
    assert said[0] == "Pengumuman dibuka setelah hasil dikunci. F6 membuka sidang juri."
    assert said[1:3] == [
        "Tekan Spasi untuk menyebut Juara III; papan ikut menampilkannya.",
        "Juara III sudah disebut. Tekan Spasi untuk menampilkan pemenangnya.",
    ]
    assert said[-2].startswith("Semua penghargaan sudah diumumkan.")
    assert said[-1].startswith("Seluruh hasil sudah diumumkan.")
    assert not any("KBK" in words for words in said)


def test_a_result_without_awards_says_so(tmp_path) -> None:
    hand = awarded(tmp_path, ()).lock()
    assert next_words(hand.desk.contest).startswith("Tidak ada penghargaan dalam hasil ini.")
    assert script(hand.desk.contest) == ""


# --- the script ------------------------------------------------------------------------------------------------------


def test_the_script_says_number_kbk_and_office_together(hand) -> None:
    text = script(hand.desk.contest)
    assert text.splitlines()[:2] == [
        "NASKAH PENGUMUMAN · LATIHAN",
        "Gelar Budaya Kerja · Balai Kota Kediri · Selasa, 25 Oktober 2016",
    ]
    assert text.index("1. JUARA III") < text.index("2. JUARA II\n") < text.index("3. JUARA I\n")
    assert "   nomor urut 3, KBK Berlian, dari RSUD Gambiran\n" in text
    assert "Tidak diberikan: Favorit." in text
    assert hand.desk.contest.locked.digest in text
    assert "88,00" not in text
    assert "KBK Berlian, dari RSUD Gambiran, dengan nilai akhir 88,00" in script(hand.desk.contest, totals=True)


def test_the_script_of_a_real_contest_without_date_or_offices(hand) -> None:
    contest = hand.desk.contest
    info = contest.definition.event.model_copy(update={"date": None, "place": ""})
    kbk = tuple(one.model_copy(update={"unit": ""}) for one in contest.definition.kbk)
    given = tuple(a for a in contest.definition.award if not a.decision)
    event = contest.definition.model_copy(update={"event": info, "kbk": kbk, "award": given})
    rows = [{**row, "unit": ""} for row in contest.locked.result["standings"]]
    locked = replace(contest.locked, result={**contest.locked.result, "standings": rows})
    text = script(replace(contest, event=event, locked=locked, rehearsal=False))
    assert text.splitlines()[:2] == ["NASKAH PENGUMUMAN", "Gelar Budaya Kerja"]
    assert "   nomor urut 3, KBK Berlian\n" in text
    assert "Tidak diberikan" not in text


def test_those_who_are_out_get_nothing(tmp_path) -> None:
    hand = Stagehand(tmp_path / "k.juri", kediri(), ManualClock()).ready()
    hand.do(definition.set_status, "melati", "withdrawn", "sakit")
    for kbk in ("ceria", "berlian", "cp-joss"):
        hand.present(kbk).judge(kbk)
    hand.lock()
    assert "Melati" not in script(hand.desk.contest)


def test_numbers_in_the_language_spoken(hand) -> None:
    before = lang.language()
    lang.use("en")
    try:
        assert steps(hand.desk.contest)[-1].winners[0].total == "88.00"
    finally:
        lang.use(before)
