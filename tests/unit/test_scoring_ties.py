"""Hand-worked ties: every step of the chain, places, awards, the cut for the next level."""

from decimal import Decimal

import pytest
from sheets import adjust, event, order, ranked

from juri_tui.model import Award, Cut
from juri_tui.ties import Evidence, compared


def decided(result) -> list[tuple[str, float, str]]:
    return [(row.kbk, float(row.place), row.decided_by) for row in result.rows]


def test_criterion_in_the_configured_order():
    definition = event("x y", juri="a", kbk="p q r", ties=("criterion:y", "criterion:x"))
    assert decided(ranked(definition, p="60 40", q="40 60", r="1 1")) == [
        ("q", 1, "criterion:y"), ("p", 2, "criterion:y"), ("r", 3, "total"),
    ]  # fmt: skip


def test_every_part_that_is_still_several_takes_the_next_step():
    definition = event("x y z", juri="a", kbk="p q r", ties=("criterion:x", "criterion:y"))
    assert decided(ranked(definition, p="50 10 40", q="50 20 30", r="60 20 20")) == [
        ("r", 1, "criterion:x"), ("q", 2, "criterion:y"), ("p", 3, "criterion:y"),
    ]  # fmt: skip


def test_a_part_left_over_after_the_last_step_shares_the_place():
    definition = event("x y", juri="a", kbk="p q r", ties=("criterion:x",))
    assert decided(ranked(definition, p="50 50", q="60 40", r="50 50")) == [
        ("q", 1, "criterion:x"), ("p", 2, "shared"), ("r", 2, "shared"),
    ]  # fmt: skip


def test_a_criterion_of_weight_0_may_decide():
    definition = event("x y*0", juri="a", ties=("criterion:y",))
    assert decided(ranked(definition, p="50 1", q="50 2")) == [("q", 1, "criterion:y"), ("p", 2, "criterion:y")]


def test_the_criterion_step_looks_at_the_rounded_panel_score():
    rows = {"p": "80 60 | 81 61", "q": "81 60 | 81 60"}
    fine = event("x y", juri="a b", ties=("criterion:x",))
    assert decided(ranked(fine, p="80 61 | 81 61", q="81 61 | 81 60")) == [
        ("q", 1, "criterion:x"), ("p", 2, "criterion:x"),
    ]  # fmt: skip
    coarse = event("x y", juri="a b", ties=("criterion:x",), rounding={"criterion": 0})
    assert [d for *_rest, d in decided(ranked(coarse, **rows))] == ["total", "total"]
    assert [d for *_rest, d in decided(ranked(coarse, p="80 60 | 81 60", q="81 60 | 81 60"))] == ["shared"] * 2


def test_majority_of_heads_not_of_weights():
    definition = event(juri="a*3 b c", ties=("majority",))
    # (3 x 80 + 60 + 60) / 5 = 72 = (3 x 70 + 75 + 75) / 5; b and c prefer q
    result = ranked(definition, p="80 | 60 | 60", q="70 | 75 | 75")
    assert decided(result) == [("q", 1, "majority"), ("p", 2, "majority")]


def test_majority_a_draw_separates_nothing():
    definition = event(juri="a b", ties=("majority",))
    assert decided(ranked(definition, p="80 | 60", q="60 | 80")) == [("p", 1, "shared"), ("q", 1, "shared")]


def test_majority_a_juri_who_gave_both_the_same_has_no_vote():
    definition = event(juri="a b c d", ties=("majority",))
    # a puts p first, b and c put q first, d neither.
    result = ranked(definition, p="90 | 50 | 50 | 60", q="60 | 65 | 65 | 60")
    assert decided(result) == [("q", 1, "majority"), ("p", 2, "majority")]
    result = ranked(definition, p="70 | 50 | 60 | 60", q="60 | 60 | 60 | 60")
    assert decided(result) == [("p", 1, "shared"), ("q", 1, "shared")]
    result = ranked(definition, p="70 | 50 | 60 | 60", q="50 | 70 | 60 | 60")
    assert result.of("p").tie.step == "shared"


def test_majority_only_between_exactly_two():
    definition = event("x y", juri="a b c", kbk="p q r", ties=("majority",))
    three = ranked(definition, p="90 0 | 60 0 | 60 0", q="50 0 | 80 0 | 80 0", r="70 0 | 70 0 | 70 0")
    assert {step for *_rest, step in decided(three)} == {"shared"}
    assert three.warnings == ()


def test_majority_counts_only_juri_whose_sheets_for_both_are_all_given():
    definition = event("x y", juri="a b c", ties=("majority",), quorum=1)
    # a puts p first, b puts q first; c saw only half of q, so c says nothing although c's marks for p are higher.
    result = ranked(definition, p="60 60 | 50 50 | 70 55", q="50 50 | 60 60 | 70 abstained")
    assert decided(result) == [("p", 1, "shared"), ("q", 1, "shared")]


def test_majority_is_before_adjustments():
    definition = event(juri="a b c", ties=("majority",))
    result = ranked(definition, adjust("q", "10"), p="60 | 60 | 60", q="55 | 55 | 40")
    assert decided(result) == [("p", 1, "majority"), ("q", 2, "majority")]


def test_majority_ignores_a_pendamping():
    definition = event(juri="a b c*0", ties=("majority",))
    assert decided(ranked(definition, p="80 | 60 | 1", q="60 | 80 | 99")) == [("p", 1, "shared"), ("q", 1, "shared")]


def test_untrimmed():
    definition = event(juri="a b c d", ties=("untrimmed",), method="trimmed_mean")
    result = ranked(definition, p="10 | 50 | 50 | 60", q="40 | 50 | 50 | 60")
    assert decided(result) == [("q", 1, "untrimmed"), ("p", 2, "untrimmed")]


def test_untrimmed_keeps_rounding_floor_and_adjustments():
    definition = event(juri="a b c d", ties=("untrimmed",), method="trimmed_mean", rounding={"criterion": 0})
    result = ranked(definition, p="49 | 50 | 50 | 51", q="49 | 50 | 50 | 52")  # 50 and 50.25 -> 50
    assert [step for *_rest, step in decided(result)] == ["shared", "shared"]
    definition = event(juri="a b c d", ties=("untrimmed",), method="trimmed_mean", floor="60")
    result = ranked(definition, p="10 | 50 | 50 | 60", q="40 | 50 | 50 | 60")
    assert [step for *_rest, step in decided(result)] == ["shared", "shared"]
    definition = event(juri="a b c d", ties=("untrimmed",), method="trimmed_mean")
    result = ranked(definition, adjust("p", "2"), p="0 | 48 | 48 | 96", q="0 | 50 | 50 | 96")  # 48 + 2 = 50; 49 + 0
    assert decided(result) == [("p", 1, "untrimmed"), ("q", 2, "untrimmed")]


def test_untrimmed_with_mean_separates_nothing():
    definition = event("x y", juri="a b", ties=("untrimmed",))
    assert {s for *_r, s in decided(ranked(definition, p="60 40 | 1 1", q="40 60 | 1 1"))} == {"shared"}


def test_panel_is_the_total_before_adjustments_final_and_floor():
    definition = event(juri="a", ties=("panel",))
    result = ranked(definition, adjust("p", "-5"), adjust("q", "5"), p="70", q="60")
    assert decided(result) == [("p", 1, "panel"), ("q", 2, "panel")]
    definition = event("x*0.1", juri="a", ties=("panel",), rounding={"final": 0})
    assert decided(ranked(definition, p="71", q="74")) == [("q", 1, "panel"), ("p", 2, "panel")]
    definition = event(juri="a", ties=("panel",), floor="80")
    assert decided(ranked(definition, p="71", q="74")) == [("q", 1, "panel"), ("p", 2, "panel")]
    definition = event("x*0.1", juri="a", ties=("panel",), rounding={"weighted": 0})
    assert {s for *_r, s in decided(ranked(definition, p="71", q="74"))} == {"shared"}


def test_countback_counts_firsts_then_seconds_among_all_ranked():
    definition = event(juri="a b c", kbk="p q r s", ties=("countback",))
    result = ranked(definition, p="80 | 50 | 50", q="40 | 75 | 65", r="60 | 45 | 75", s="10 | 60 | 55")
    assert [row.total for row in result.rows] == [60, 60, 60, result.of("s").total]
    places = {k: [own.place for own in result.of(k).juri.values()] for k in "pqrs"}
    assert places == {"p": [1, 3, 4], "q": [3, 1, 2], "r": [2, 4, 1], "s": [4, 2, 3]}
    # p, q and r have one first each; p no second, q and r one; q a third, r none.
    assert decided(result)[:3] == [("q", 1, "countback"), ("r", 2, "countback"), ("p", 3, "countback")]


def test_countback_uses_places_1_1_3_also_with_rank_sum():
    definition = event(juri="a b c", kbk="p q r", method="rank_sum", ties=("countback",))
    # a: p = r, q; b: q, p = r; c: p, q = r. Sums: p 1.5 + 2.5 + 1, q 3 + 1 + 2.5, r 1.5 + 2.5 + 2.5.
    result = ranked(definition, p="3 | 1 | 3", q="1 | 2 | 2", r="3 | 1 | 2")
    assert [(row.kbk, row.total) for row in result.rows] == [("p", 5), ("r", 6.5), ("q", 6.5)]
    # As 1-1-3: r has a first (a) and two seconds, q a first (b) and one second.
    assert decided(result) == [("p", 1, "total"), ("r", 2, "countback"), ("q", 3, "countback")]


def test_chair_orders_and_equal_numbers_stay_tied():
    definition = event(juri="a", kbk="p q r", ties=("chair",))
    chair = [adjust("p", 2, "chair"), adjust("q", 1, "chair"), adjust("r", 2, "chair")]
    result = ranked(definition, *chair, p="5", q="5", r="5")
    assert decided(result) == [("q", 1, "chair"), ("p", 2, "shared"), ("r", 2, "shared")]
    assert result.warnings == ()


def test_chair_separates_nothing_unless_all_have_a_row_and_says_who_is_tied():
    definition = event(juri="a", kbk="p q r", ties=("chair", "criterion:x"))
    result = ranked(definition, adjust("p", 1, "chair"), adjust("r", 1, "chair"), p="5", q="5", r="4")
    assert decided(result) == [("p", 1, "shared"), ("q", 1, "shared"), ("r", 3, "total")]
    assert len(result.warnings) == 1
    assert "P dan Q" in result.warnings[0]


def test_steps_after_chair_still_apply():
    definition = event("x y", juri="a", ties=("chair", "criterion:y"))
    result = ranked(definition, p="6 4", q="4 6")
    assert decided(result) == [("q", 1, "criterion:y"), ("p", 2, "criterion:y")]


def test_an_unknown_step_is_a_fault_of_the_program():
    evidence = Evidence({}, {}, dict, None, None, {})
    with pytest.raises(ValueError, match="coin"):
        compared("coin", ["p", "q"], evidence)


@pytest.mark.parametrize(
    ("style", "places"),
    [
        ("standard", [1, 2, 2, 4, 5, 5, 5]),
        ("dense", [1, 2, 2, 3, 4, 4, 4]),
        ("fractional", [1, 2.5, 2.5, 4, 6, 6, 6]),
    ],
)
def test_places(style, places):
    definition = event(juri="a", kbk="p q r s t u v", places=style)
    result = ranked(definition, p="1", q="5", r="5", s="9", t="1", u="3", v="1")
    assert order(result) == list(zip("sqruptv", places, strict=True))
    assert result.of("t").shared_with == ("p", "v")


AWARDS = (
    Award(name="Juara I", place=1),
    Award(name="Juara III", place=3),
    Award(name="Gold", min=Decimal(75)),
    Award(name="Juara III lagi", place=3),
    Award(name="Silver", min=Decimal(60)),
    Award(name="Platinum", min=Decimal(95)),
    Award(name="Hasil", criterion="x"),
    Award(name="Favorit", decision=True),
)


def given(result):
    return {row.kbk: row.awards for row in result.rows}


def test_awards_in_the_order_of_the_definition_and_only_the_highest_tier():
    definition = event("x y*0.5", juri="a", kbk="p q r s", award=AWARDS)
    # p 75, q 74, r 60, s 85
    assert given(ranked(definition, p="70 10", q="74 0", r="50 20", s="74 22")) == {
        "s": ("Juara I", "Gold", "Hasil"),
        "p": ("Gold",),
        "q": ("Juara III", "Juara III lagi", "Silver", "Hasil"),
        "r": ("Silver",),
    }


def test_a_tier_is_reached_exactly_and_may_stay_empty():
    definition = event(juri="a b c", kbk="p q", award=AWARDS[2:])
    result = ranked(definition, p="75 | 75 | 75", q="75 | 75 | 74")
    assert given(result) == {"p": ("Gold", "Hasil"), "q": ("Silver",)}


def test_two_awards_at_the_same_threshold_both_fit():
    both = (Award(name="Gold", min=Decimal(5)), Award(name="Emas", min=Decimal(5)))
    assert given(ranked(event(juri="a", kbk="p", award=both), p="7")) == {"p": ("Gold", "Emas")}


def test_a_shared_place_shares_its_award():
    definition = event(juri="a", kbk="p q r", award=AWARDS[:2])
    assert given(ranked(definition, p="5", q="5", r="1")) == {
        "p": ("Juara I",), "q": ("Juara I",), "r": ("Juara III",),
    }  # fmt: skip


@pytest.mark.parametrize(("style", "third"), [("standard", True), ("fractional", True), ("dense", False)])
def test_awards_by_the_printed_place_with_fractional_by_1_1_3(style, third):
    definition = event(juri="a", kbk="p q r", award=AWARDS[:2], places=style)
    result = ranked(definition, p="5", q="5", r="1")
    assert given(result) == {"p": ("Juara I",), "q": ("Juara I",), "r": ("Juara III",) * third}


def test_no_awards_before_the_result_is_complete():
    definition = event(juri="a b", kbk="p q", award=AWARDS, cut=Cut(top=1))
    result = ranked(definition, p="90 | 90", q="80 | -")
    assert given(result) == {"p": (), "q": ()}
    assert [row.advances for row in result.rows] == [None, None]


def test_who_is_not_ranked_gets_no_award_and_takes_none_away():
    definition = event(juri="a", kbk="p q r", award=AWARDS)
    result = ranked(definition, adjust("p", None, "disqualified"), p="99", q="80", r="absent")
    assert given(result) == {"q": ("Juara I", "Gold", "Hasil"), "r": (), "p": ()}
    nobody = ranked(definition, p="absent", q="absent", r="absent")
    assert given(nobody) == {"p": (), "q": (), "r": ()}


def test_best_in_a_criterion_is_shared():
    definition = event("x y", juri="a", kbk="p q r", award=(Award(name="Y", criterion="y"),))
    assert given(ranked(definition, p="1 9", q="9 9", r="9 1")) == {"q": ("Y",), "p": ("Y",), "r": ()}


def advancing(result):
    return [row.kbk for row in result.rows if row.advances]


def test_cut_all_tied_on_the_total_go_on_even_where_the_chain_told_them_apart():
    definition = event("x y", juri="a", kbk="p q r s", cut=Cut(top=2, ties="all"), ties=("criterion:x",))
    result = ranked(definition, p="9 9", q="5 4", r="4 5", s="1 1")
    assert order(result)[:3] == [("p", 1), ("q", 2), ("r", 3)]
    assert advancing(result) == ["p", "q", "r"]
    assert result.warnings == ()


def test_cut_by_the_chain():
    definition = event("x y", juri="a", kbk="p q r s", cut=Cut(top=2, ties="chain"), ties=("criterion:x",))
    result = ranked(definition, p="9 9", q="5 4", r="4 5", s="1 1")
    assert advancing(result) == ["p", "q"]
    assert result.of("r").advances is False
    assert result.warnings == ()


def test_cut_by_the_chain_that_leaves_the_place_shared_lets_all_go_and_warns():
    definition = event("x y", juri="a", kbk="p q r s", cut=Cut(top=2, ties="chain"))
    result = ranked(definition, p="9 9", q="5 4", r="4 5", s="1 1")
    assert advancing(result) == ["p", "q", "r"]
    assert ["Q dan R" in words for words in result.warnings] == [True]
    exactly = event("x y", juri="a", kbk="p q r s", cut=Cut(top=3, ties="chain"))
    assert ranked(exactly, p="9 9", q="5 4", r="4 5", s="1 1").warnings == ()


def test_cut_of_more_than_there_are():
    definition = event(juri="a", kbk="p q", cut=Cut(top=5))
    result = ranked(definition, adjust("q", None, "withdrawn"), p="5", q="5")
    assert advancing(result) == ["p"]
    assert result.of("q").advances is False
