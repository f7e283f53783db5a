"""Hand-worked contests by places: rank_sum, the skating system, and juri who drop out."""

import pytest
from sheets import adjust, event, order, ranked

from juri_tui.model import Award
from juri_tui.scoring import EqualTotals
from juri_tui.skating import skating
from juri_tui.standing import Majority


def placed(places: dict[str, list[int]]) -> list[list[str]]:
    return [group for group, _why in skating(places)]


def test_skating_majority_then_the_larger_majority():
    places = {"p": [1, 1, 1, 3, 3], "q": [2, 2, 3, 1, 1], "r": [3, 3, 2, 2, 2]}
    assert skating(places) == [
        (["p"], Majority(1, 3, 5, 3)),
        (["q"], Majority(2, 4, 5, 6)),
        (["r"], Majority(2, 3, 5, 6)),
    ]


def test_skating_equal_majorities_go_by_the_smaller_sum():
    places = {"b": [2, 3, 2], "a": [1, 2, 3], "c": [3, 1, 4], "d": [4, 4, 1]}
    assert placed(places) == [["a"], ["b"], ["c"], ["d"]]


def test_skating_equal_sums_look_at_the_next_columns_count_first():
    places = {"a": [1, 2, 4], "b": [2, 1, 3], "c": [3, 3, 1], "d": [4, 4, 2]}
    assert placed(places) == [["b"], ["a"], ["c"], ["d"]]


def test_skating_the_column_goes_on_by_one_whatever_place_is_next():
    # After p (column 1), q and r (column 2) the fourth place is looked for in column 3, where s has a majority;
    # whoever jumps to column 4 finds three marks for u and only two for s.
    places = {"p": [1, 1, 4], "q": [2, 5, 1], "r": [5, 2, 2], "s": [3, 3, 5], "u": [4, 4, 3]}
    assert placed(places) == [["p"], ["q"], ["r"], ["s"], ["u"]]


def test_skating_an_even_panel_needs_more_than_half():
    # Half of four is no majority: p has two firsts, and is placed in column 2 only, after q with four marks there.
    places = {"p": [1, 1, 2, 3], "q": [2, 2, 1, 2], "r": [3, 3, 3, 1]}
    assert placed(places) == [["q"], ["p"], ["r"]]


def test_skating_equal_to_the_end_stay_together():
    assert placed({"a": [1, 2], "b": [2, 1], "c": [3, 3]}) == [["a", "b"], ["c"]]


def test_skating_of_nobody():
    assert skating({}) == []


def test_skating_standings():
    definition = event(juri="a b c", kbk="p q r", method="skating", award=(Award(name="I", place=1),))
    result = ranked(definition, p="1 | 9 | 8", q="5 | 8 | 9", r="9 | 1 | 1")
    # a: r q p; b: p q r; c: q p r. Column 2: q 3 marks, p 2, r 1
    assert [(row.kbk, row.place, row.total, row.decided_by, row.awards) for row in result.rows] == [
        ("q", 1, None, "skating", ("I",)), ("p", 2, None, "skating", ()), ("r", 3, None, "skating", ()),
    ]  # fmt: skip
    assert [own.place for own in result.of("p").juri.values()] == [3, 1, 2]
    assert result.of("p").criteria == {"x": 6}


def test_skating_equals_go_to_the_chain_and_share_in_the_style_of_places():
    rows = {"p": "9 1 | 5 4", "q": "6 1 | 7 4", "r": "1 0 | 1 1"}
    chain = event("x y", juri="a b", kbk="p q r", method="skating", ties=("criterion:x",))
    assert [(r.kbk, r.place, r.decided_by) for r in ranked(chain, **rows).rows] == [
        ("p", 1, "criterion:x"), ("q", 2, "criterion:x"), ("r", 3, "skating"),
    ]  # fmt: skip
    for style, first in (("standard", 1), ("dense", 1), ("fractional", 1.5)):
        shared = event("x y", juri="a b", kbk="p q r", method="skating", places=style, ties=("panel", "untrimmed"))
        result = ranked(shared, **rows)
        assert order(result) == [("p", first), ("q", first), ("r", 2 if style == "dense" else 3)]
        assert [row.decided_by for row in result.rows] == ["shared", "shared", "skating"]


def test_skating_refuses_equal_totals_within_one_juri_as_a_value():
    definition = event(juri="a b", kbk="p q r", method="skating")
    result = ranked(definition, p="5 | 7", q="5 | 8", r="5 | 9")
    assert result.faults == (EqualTotals("a", ("p", "q", "r"), 5),)
    assert {row.place for row in result.rows} == {None}
    words = result.faults[0].words(definition)
    assert "Juri A" in words
    assert "P, Q dan R" in words
    assert "(5)" in words


def test_skating_names_every_equal_group_of_every_juri():
    result = ranked(event(juri="a b", kbk="p q r s", method="skating"), p="5 | 7", q="5 | 8", r="4 | 8", s="4 | 7")
    assert [(fault.juri, fault.kbk) for fault in result.faults] == [
        ("a", ("p", "q")), ("a", ("r", "s")), ("b", ("q", "r")), ("b", ("p", "s")),
    ]  # fmt: skip


def test_skating_equal_totals_matter_only_among_the_placed_and_the_panel():
    definition = event(juri="a b c*0", kbk="p q r s", method="skating", quorum=2)
    result = ranked(
        definition, adjust("s", None, "no_show"), p="5 | 7 | 1", q="6 | 8 | 1", r="5 | - | 1", s="5 | 7 | 1"
    )
    assert result.faults == ()
    assert order(result) == [("q", 1), ("p", 2), ("r", None), ("s", None)]


def test_skating_deductions_make_totals_equal_or_different():
    definition = event(juri="a", kbk="p q", method="skating")
    assert ranked(definition, adjust("p", "-1"), p="6", q="5").faults
    result = ranked(definition, adjust("p", "-0.5"), p="5", q="5")
    assert order(result) == [("q", 1), ("p", 2)]
    assert result.of("p").juri["a"].total == 4.5


def test_rank_sum_equal_totals_share_the_mean_place():
    definition = event("x y", juri="a b", kbk="p q r", method="rank_sum")
    result = ranked(definition, p="5 4 | 1 1", q="4 5 | 9 9", r="1 1 | 5 5")
    assert [(row.kbk, row.total, row.place) for row in result.rows] == [("q", 2.5, 1), ("p", 4.5, 2), ("r", 5, 3)]
    assert [own.place for own in result.of("q").juri.values()] == [1.5, 1]


def test_rank_sum_is_not_the_mean():
    definition = event(juri="a b c", kbk="p q", method="rank_sum")
    result = ranked(definition, p="99 | 50 | 50", q="10 | 51 | 51")
    assert order(result) == [("q", 1), ("p", 2)]
    assert [row.total for row in result.rows] == [4, 5]


def test_rank_sum_deductions_go_into_every_juris_total_without_rounding_and_floor():
    rules = {"rounding": {"criterion": 0, "weighted": 0, "final": 0}, "floor": "50"}
    definition = event("x*0.5", juri="a b", kbk="p q r", method="rank_sum", **rules)
    result = ranked(definition, adjust("p", "-3"), p="10 | 9", q="5 | 8", r="6 | 7")
    assert result.of("p").juri["a"].total == 2
    assert [(row.kbk, row.total) for row in result.rows] == [("q", 3), ("r", 3), ("p", 6)]
    assert result.of("q").criteria == {"x": 6.5}


def test_a_juri_with_a_cell_not_given_drops_out_for_all_with_a_warning():
    definition = event("x y", juri="a b c", kbk="p q", method="rank_sum")
    result = ranked(definition, p="1 1 | 2 2 | 9 9", q="2 2 | 1 1 | 5 abstained")
    assert [(row.kbk, row.total) for row in result.rows] == [("p", 3), ("q", 3)]
    assert [own.place for own in result.of("p").juri.values()] == [2, 1, None]
    assert result.of("p").juri["c"].total == 18
    assert result.of("q").juri["c"].total is None
    assert result.of("p").criteria == {"x": 1.5, "y": 1.5}
    assert [("Juri C" in words and words.endswith(" Q")) for words in result.warnings] == [True]
    assert result.complete


def test_who_dropped_out_has_no_vote_in_the_chain():
    definition = event("x y", juri="a b c", kbk="p q r", method="rank_sum", ties=("majority", "countback"))
    result = ranked(definition, p="3 3 | 2 2 | 9 9", q="2 2 | 3 3 | 5 5", r="1 1 | 1 1 | 1 abstained")
    assert [row.decided_by for row in result.rows] == ["shared", "shared", "total"]


def test_a_juri_does_not_drop_out_for_a_kbk_that_is_not_ranked():
    definition = event(juri="a b c", kbk="p q r", method="rank_sum")
    result = ranked(definition, adjust("r", None, "no_show"), p="1 | 2 | 9", q="2 | 1 | -", r="- | - | -")
    assert len(result.warnings) == 1
    result = ranked(definition, p="1 | 2 | 9", q="2 | 1 | 8", r="5 | - | -")
    assert result.warnings == ()
    assert [own.place for own in result.of("p").juri.values()] == [2, 1, 1]
    assert not result.complete


@pytest.mark.parametrize("method", ["rank_sum", "skating"])
def test_fewer_than_the_quorum_left_nobody_gets_a_place(method):
    definition = event(juri="a b c", kbk="p q r", method=method)
    result = ranked(definition, p="1 | 2 | absent", q="2 | absent | 3", r="absent | 1 | 5")
    assert order(result) == [("p", None), ("q", None), ("r", None)]
    assert {row.status for row in result.rows} == {"performed"}
    assert {row.total for row in result.rows} == {None}
    assert result.of("p").criteria == {"x": None}
    assert result.complete
    assert len(result.warnings) == 4
    assert "kuorum" in result.warnings[-1]


def test_the_quorum_of_those_left_is_meant_for_each_criterion():
    definition = event("x y", juri="a:x b:y c:y d", kbk="p q", method="rank_sum", quorum=2)
    # b drops out: y keeps c and d, enough; were it a, x would keep only d.
    rows = {"p": "1 | 1 | 1 | 1 1", "q": "2 | absent | 2 | 2 2"}
    assert order(ranked(definition, **rows)) == [("q", 1), ("p", 2)]
    rows = {"p": "1 | 1 | 1 | 1 1", "q": "absent | 2 | 2 | 2 2"}
    assert ranked(definition, **rows).of("q").status == "not_rankable"


def test_an_explicit_quorum_can_leave_too_small_a_panel():
    definition = event("x y", juri="a b", kbk="p q", method="rank_sum", quorum=1)
    result = ranked(definition, p="1 1 | abstained 5", q="2 abstained | 3 3")
    assert order(result) == [("p", None), ("q", None)]
