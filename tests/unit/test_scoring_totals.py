"""Hand-worked totals: the methods, their guards, the stages of rounding, weights, per cent, floor, absences."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from sheets import adjust, event, marks, order, ranked

from juri_tui.model import Absence
from juri_tui.panel import in_units
from juri_tui.scoring import quorums, standings


def total(result, kbk):
    return result.of(kbk).total


def test_mean_is_exact_where_binary_floats_break_the_tie():
    definition = event("a*.30 b*.25 c*.20 d*.15 e*.10".replace("*.", "*0."), juri="a", kbk="p q")
    result = ranked(definition, p="80 80 80 80 80", q="81 80 80 78 80")
    assert total(result, "p") == total(result, "q") == 80
    assert order(result) == [("p", 1), ("q", 1)]


def test_a_third_stays_a_third():
    assert total(ranked(event(juri="a b c", kbk="p"), p="80 | 80 | 81"), "p") == Fraction(241, 3)


def test_the_precision_of_the_surrounding_decimal_context_does_not_matter():
    with localcontext() as context:
        context.prec = 2
        assert total(ranked(event(juri="a b", kbk="p"), p="80.125 | 90.5"), "p") == Fraction("85.3125")


def test_juri_weights():
    # (3 x 90 + 1 x 70) / 4
    assert total(ranked(event(juri="a*3 b", kbk="p"), p="90 | 70"), "p") == 85


def test_a_missing_juri_takes_his_weight_out_of_the_denominator():
    definition = event(juri="a*3 b c", kbk="p")
    assert total(ranked(definition, p="recused | 70 | 80"), "p") == 75


def test_weights_of_juri_all_equal_but_not_one():
    assert total(ranked(event(juri="a*0.5 b*0.5", kbk="p"), p="90 | 70"), "p") == 80


def test_pendamping_counts_nowhere_and_is_listed():
    result = ranked(event(juri="a b*0", kbk="p q"), p="80 | 10", q="70 | 99")
    assert order(result) == [("p", 1), ("q", 2)]
    assert (result.of("q").juri["b"].total, result.of("q").juri["b"].place) == (99, 1)
    assert result.complete


def test_a_pendamping_who_has_not_marked_does_not_keep_the_result_open():
    assert ranked(event(juri="a b*0", kbk="p"), p="80 | -").complete


def test_criterion_first_juri_second_with_a_missing_cell():
    # x: 90; y: (60 + 80) / 2. The mean of the juri totals would be another number.
    assert total(ranked(event("x y", juri="a b", kbk="p"), p="90 60 | abstained 80"), "p") == 160


@pytest.mark.parametrize(
    ("given", "score", "guarded"),
    [
        ("70 | 80 | 90 | 95 | 99", Fraction(80 + 90 + 95, 3), False),
        ("70 | 70 | 90 | 99 | 99", Fraction(70 + 90 + 99, 3), False),  # one copy each
        ("70 | 80 | 90 | 95 | absent", Fraction(80 + 90, 2), False),  # exactly 2k + 2
        ("70 | 80 | 90 | absent | absent", Fraction(80), True),
    ],
)
def test_trimmed_mean(given, score, guarded):
    result = ranked(event(juri="a b c d e", kbk="p", method="trimmed_mean"), p=given)
    assert total(result, "p") == score
    assert [("4" in words and "X" in words and "P" in words) for words in result.warnings] == [True] * guarded


def test_trimming_two():
    result = ranked(event(juri="a b c d e f", kbk="p", method="trimmed_mean", trim=2), p="1 | 2 | 30 | 40 | 98 | 99")
    assert total(result, "p") == 35
    result = ranked(event(juri="a b c d e", kbk="p", method="trimmed_mean", trim=2), p="1 | 2 | 30 | 40 | 98")
    assert total(result, "p") == Fraction(171, 5)
    assert len(result.warnings) == 1


@pytest.mark.parametrize(
    ("given", "score", "guarded"),
    [
        ("70 | 99 | 80 | 10 | 90", Fraction(80), False),
        ("70 | 99 | 80 | 10 | absent", Fraction(75), True),
        ("70 | 99 | absent | absent | 90", Fraction(90), True),
    ],
)
def test_median(given, score, guarded):
    result = ranked(event(juri="a b c d e", kbk="p", method="median"), p=given)
    assert total(result, "p") == score
    assert len(result.warnings) == guarded


def test_warnings_of_the_guard_name_each_criterion_once():
    result = ranked(event("x y", juri="a b", kbk="p q", method="median"), p="1 1 | 1 1", q="2 2 | 2 2")
    assert [words[-2:] for words in result.warnings] == [" Q", " Q"]
    assert "X: P dan Q" in result.warnings[0]
    assert "Y: P dan Q" in result.warnings[1]


def test_clipped_mean():
    # mean 70; 50 and 90 are pulled to 67 and 73
    definition = event(juri="a b c d e", kbk="p", method="clipped_mean", limit="3")
    assert total(ranked(definition, p="50 | 71 | 69 | 70 | 90"), "p") == Fraction(67 + 71 + 69 + 70 + 73, 5)


def test_clipped_mean_of_four_marks_is_the_plain_mean_and_says_so():
    result = ranked(event(juri="a b c d e", kbk="p", method="clipped_mean", limit="3"), p="50 | 70 | 70 | 90 | absent")
    assert total(result, "p") == 70
    assert len(result.warnings) == 1


def test_the_first_mean_of_clipped_mean_is_rounded_by_the_rule():
    definition = event(juri="a b c d e", kbk="p", method="clipped_mean", limit="3", rounding={"criterion": 0})
    # 272 / 5 = 54.4 -> 54: 51 .. 57; (4 x 51 + 57) / 5 = 52.2 -> 52. Around 54.4 itself it would be 52.6 -> 53.
    assert total(ranked(definition, p="50 | 50 | 50 | 50 | 72"), "p") == 52
    unrounded = event(juri="a b c d e", kbk="p", method="clipped_mean", limit="3")
    assert total(ranked(unrounded, p="50 | 50 | 50 | 50 | 72"), "p") == Fraction("52.6")


def test_clipped_mean_with_a_first_mean_that_is_no_decimal():
    definition = event(juri="a b c d e f", kbk="p", method="clipped_mean", limit="1")
    mean = Fraction(6 + 7 + 7 + 7 + 7 + 9, 6)
    assert total(ranked(definition, p="6 | 7 | 7 | 7 | 7 | 9"), "p") == (mean - 1 + 28 + mean + 1) / 6


def test_each_stage_of_rounding_in_its_order():
    # panel scores 80.5 -> 81 and 70.25; times .5 -> 40.5 -> 41 ...
    definition = event("x*0.5", juri="a b", kbk="p", rounding={"criterion": 0, "weighted": 0})
    assert total(ranked(definition, p="80 | 81"), "p") == 41
    assert total(ranked(event("x*0.5", kbk="p", rounding={"weighted": 0}), p="80 | 81"), "p") == 40
    definition = event("x*0.5 y*0.5", juri="a", kbk="p", rounding={"final": 0})
    assert total(ranked(definition, p="80 81"), "p") == 81
    assert total(ranked(event("x*0.5 y*0.5", juri="a", kbk="p", rounding={"weighted": 0}), p="81 81"), "p") == 82


def test_rounding_is_half_away_from_zero_and_comes_after_the_adjustments():
    definition = event(juri="a", kbk="p q", rounding={"final": 0})
    result = ranked(definition, adjust("p", "-80.5"), adjust("q", "-0.5"), p="80", q="80")
    assert total(result, "p") == -1
    assert total(result, "q") == 80


def test_the_floor_comes_last_and_only_where_it_is_set():
    rows = {"p": "3", "q": "90"}
    assert total(ranked(event(juri="a", floor="0"), adjust("p", "-5"), **rows), "p") == 0
    assert total(ranked(event(juri="a"), adjust("p", "-5"), **rows), "p") == -2
    assert total(
        ranked(event(juri="a", floor="0.4", rounding={"final": 0}), adjust("p", "-5"), **rows), "p"
    ) == Fraction("0.4")


def test_all_adjustments_add_up_and_other_decisions_add_nothing():
    definition = event(juri="a", ties=("chair",))
    result = ranked(definition, adjust("p", "-5"), adjust("p", "1.5"), adjust("p", 1, "chair"), p="80", q="10")
    assert total(result, "p") == Fraction("76.5")
    assert [a.points for a in result.of("p").adjustments] == [Decimal(-5), Decimal("1.5"), Decimal(1)]


def test_percent_is_share_of_the_maximum_times_weight():
    definition = event("x/10*60 y/50*40", juri="a", kbk="p", total="percent")
    assert total(ranked(definition, p="5 25"), "p") == 50
    assert total(ranked(definition, p="10 50"), "p") == 100


def test_a_criterion_of_weight_0_adds_nothing_yet_must_be_complete():
    definition = event("x y*0", juri="a", kbk="p")
    assert total(ranked(definition, p="80 99"), "p") == 80
    assert not ranked(definition, p="80 -").complete
    assert total(ranked(definition, p="80 -"), "p") is None


def test_quorum_is_half_of_the_juri_who_mark_the_criterion_rounded_up():
    assert quorums(event("x y z", juri="a b:x c:x,y d*0")) == [2, 1, 1]
    assert quorums(event("x y z", juri="a b:x c:x,y d*0", quorum=3)) == [3, 2, 1]
    assert quorums(event(juri="a b c")) == [2]
    assert quorums(event(juri="a")) == [1]


def test_a_blank_is_never_zero_and_the_place_is_provisional():
    result = ranked(event(juri="a b", kbk="p q"), p="60 | 60", q="80 | -")
    assert not result.complete
    assert total(result, "q") == 80
    assert order(result) == [("q", 1), ("p", 2)]


def test_below_the_quorum_waiting_performed_not_rankable():
    definition = event("x y", juri="a b c", kbk="p q r s")
    result = ranked(
        definition,
        p="- - | - - | - -",
        q="80 80 | - - | - -",
        r="80 80 | recused recused | absent absent",
        s="1 1 | 1 1 | - -",
    )
    assert [(row.kbk, row.status, row.place) for row in result.rows] == [
        ("s", "performed", 1),
        ("p", "waiting", None),
        ("q", "performed", None),
        ("r", "not_rankable", None),
    ]
    assert result.of("q").total is None
    assert result.of("q").decided_by is None
    assert result.of("q").criteria == {"x": 80, "y": 80}
    assert result.of("p").criteria == {"x": None, "y": None}
    assert result.of("q").juri["a"].total == 160
    assert result.of("q").juri["a"].place is None
    assert [("R" in words) for words in result.warnings] == [True]
    assert not result.complete


def test_not_rankable_does_not_keep_the_result_open():
    result = ranked(event(juri="a b c", kbk="p q"), p="absent | absent | -", q="8 | 8 | 8")
    assert result.of("p").status == "not_rankable"
    assert result.complete


def test_the_quorum_counts_each_criterion_for_itself():
    result = ranked(event("x y", juri="a b", kbk="p", quorum=2), p="80 80 | 80 abstained")
    assert result.of("p").status == "not_rankable"


@pytest.mark.parametrize("word", [Absence.RECUSED, Absence.ABSENT])
def test_recused_or_absent_in_one_cell_holds_for_the_whole_sheet(word):
    definition = event("x y", juri="a b", kbk="p")
    cells = marks(definition, p="80 80 | 10 -")
    cells["b", "p", "y"] = word
    result = standings(definition, cells)
    assert result.complete
    assert total(result, "p") == 160


def test_abstained_is_one_cell_only():
    result = ranked(event("x y", juri="a b", kbk="p"), p="80 80 | 60 abstained")
    assert result.complete
    assert total(result, "p") == 150
    assert result.of("p").juri["b"].total is None


def test_juri_of_different_criteria():
    definition = event("x y", juri="field:x stage:y all", kbk="p q")
    result = ranked(definition, p="80 | 70 | 90 90", q="60 | - | 50 50")
    assert total(result, "p") == 85 + 80
    assert result.of("p").juri["field"].total == 80
    assert not result.complete
    assert result.of("q").juri["stage"].total is None
    assert [result.of(k).juri["field"].place for k in "pq"] == [1, 2]


def test_cells_that_do_not_exist_are_left_out():
    definition = event("x y", juri="a:x b", kbk="p")
    cells = marks(definition, p="80 | 90 60")
    cells["a", "p", "y"] = Decimal(1)
    cells["nobody", "p", "y"] = cells["b", "nowhere", "y"] = cells["b", "p", "nothing"] = Decimal(1)
    result = standings(definition, cells)
    assert total(result, "p") == 145
    assert result.complete


def test_who_is_out_is_last_with_a_reason_and_renumbers_nobody():
    definition = event(juri="a", kbk="p q r s t")
    out = [adjust("p", None, "no_show"), adjust("q", None, "disqualified"), adjust("q", "-3")]
    result = ranked(definition, *out, adjust("s", None, "withdrawn"), p="99", q="98", r="50", s="-", t="60")
    assert order(result) == [("t", 1), ("r", 2), ("p", None), ("q", None), ("s", None)]
    assert [row.status for row in result.rows[2:]] == ["no_show", "disqualified", "withdrawn"]
    row = result.of("q")
    assert (row.total, row.criteria, row.juri, row.awards, row.shared_with) == (None, {}, {}, (), ())
    assert [a.kind for a in row.adjustments] == ["disqualified", "points"]
    assert [row.number for row in result.rows] == [5, 3, 1, 2, 4]
    assert result.of("t").juri["a"].place == 1
    assert result.complete


def test_all_out_all_absent_all_tied_and_one_alone():
    definition = event(juri="a", kbk="p q")
    gone = [adjust("p", None, "no_show"), adjust("q", None, "no_show")]
    assert order(ranked(definition, *gone, p="1", q="1")) == [("p", None), ("q", None)]
    absent = ranked(definition, p="absent", q="absent")
    assert absent.complete
    assert [row.status for row in absent.rows] == ["not_rankable", "not_rankable"]
    tied = ranked(definition, p="7", q="7")
    assert [(row.place, row.shared_with, row.decided_by) for row in tied.rows] == [
        (1, ("q",), "shared"),
        (1, ("p",), "shared"),
    ]
    alone = ranked(event(juri="a", kbk="p"), p="7")
    assert [(row.place, row.decided_by) for row in alone.rows] == [(1, "total")]


def test_without_a_counting_juri_nobody_can_be_ranked():
    result = ranked(event(juri="a*0", kbk="p"), p="7")
    assert result.of("p").status == "not_rankable"
    assert result.of("p").criteria == {"x": None}


def test_numbers_with_more_than_nine_decimals_are_no_marks():
    assert in_units(Decimal("0.000000001")) == 1
    with pytest.raises(ValueError, match="nine decimals"):
        in_units(Decimal("0.0000000001"))


def test_an_unknown_kbk_has_no_row():
    with pytest.raises(KeyError):
        ranked(event(juri="a"), p="1", q="2").of("z")
