"""Juri statistics against published examples, SciPy, and cases worked by hand."""

from fractions import Fraction
from random import Random

import pytest
from scipy import stats
from sheets import adjust, event, marks

from juri_tui.juri_stats import alpha, concordance, icc, mean_difference, panel_stats, severity


def table(text: str) -> list[list[Fraction]]:
    return [[Fraction(word) for word in line.split()] for line in text.strip().splitlines()]


SHROUT_FLEISS = table("9 2 5 8\n6 1 3 2\n8 4 6 8\n7 1 2 6\n10 5 6 9\n6 2 4 7")
"""Shrout & Fleiss, Intraclass correlations, Psychological Bulletin 86 (1979), table 2: six targets, four judges."""


def rounded(value: Fraction) -> str:
    return f"{float(value):.3f}"


def test_icc_of_shrout_and_fleiss() -> None:
    single, mean = icc(SHROUT_FLEISS)
    assert (rounded(single), rounded(mean)) == ("0.290", "0.620")


def test_icc_says_nothing_where_there_is_nothing_to_compare() -> None:
    assert icc([]) is None
    assert icc(table("1 2")) is None
    assert icc(table("1\n2")) is None
    assert icc(table("5 5\n5 5")) is None
    assert icc(table("1 1\n2 2")) == (1, 1)


KRIPPENDORFF = """
1 1 * 1
2 2 3 2
3 3 3 3
3 3 3 3
2 2 2 2
1 2 3 4
4 4 4 4
1 1 2 1
2 2 2 2
* 5 5 5
* * 1 1
* * 3 *
"""
"""Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), part D: twelve units, four observers, holes."""


def test_alpha_of_krippendorff() -> None:
    units = [[Fraction(word) for word in line.split() if word != "*"] for line in KRIPPENDORFF.strip().splitlines()]
    assert rounded(alpha(units)) == "0.849"


def test_alpha_at_its_ends() -> None:
    assert alpha([]) is None
    assert alpha([[Fraction(1)], [Fraction(2)]]) is None  # nothing to pair
    assert alpha(table("4 4\n4 4")) is None  # no difference that chance could make
    assert alpha(table("1 1\n2 2")) == 1
    assert alpha(table("1 2\n2 1")) == Fraction(-1, 2)  # observed 4, expected 8/3


def test_kendalls_w_of_the_textbooks() -> None:
    """Four raters of strawberries from eight farms (S = 500, W = 500 / 672), and four judges of three competitors."""
    farms = list(zip(*table("8 4 2 3 5 1 6 7\n7 3 1 4 5 2 6 8\n8 2 5 6 7 1 4 3\n8 3 4 2 5 1 6 7"), strict=True))
    assert concordance(farms) == Fraction(125, 168)
    assert concordance(table("1 1 2 3\n3 2 3 1\n2 3 1 2")) == Fraction(1, 16)


def test_kendalls_w_with_ties() -> None:
    """NAG library manual, example of g08da: three comparisons of ten objects, W = 0.828."""
    ranks = "1 4.5 2 4.5 3 7.5 6 9 7.5 10\n2.5 1 2.5 4.5 4.5 8 9 6.5 10 6.5\n2 1 4.5 4.5 4.5 4.5 8 8 8 10"
    assert rounded(concordance(list(zip(*table(ranks), strict=True)))) == "0.828"


@pytest.mark.parametrize("seed", range(60))
def test_kendalls_w_agrees_with_friedman(seed: int) -> None:
    r = Random(seed)
    rows, juri = r.randint(3, 8), r.randint(3, 6)
    marks = [[Fraction(r.randint(1, 4)) for _ in range(juri)] for _ in range(rows)]
    marks[0][0], marks[1][0] = Fraction(1), Fraction(2)  # not everybody the same for everybody
    statistic, _p = stats.friedmanchisquare(*[[float(mark) for mark in row] for row in marks])
    assert float(concordance(marks)) == pytest.approx(statistic / (juri * (rows - 1)))


def test_kendalls_w_needs_something_to_rank() -> None:
    assert concordance([]) is None
    assert concordance(table("1 2 3")) is None
    assert concordance(table("1\n2")) is None
    assert concordance(table("5 5 5\n5 5 5")) is None


def test_mean_difference_is_over_all_pairs() -> None:
    assert mean_difference(table("80 86\n70 68")) == 4
    assert mean_difference(table("1 2 4")) == 2
    assert mean_difference([[Fraction(1)]]) is None


# --- severity ---------------------------------------------------------------------------------------------------------


def test_severity_of_whole_sheets_is_the_distance_of_the_means() -> None:
    totals = {"p": {"a": Fraction(80), "b": Fraction(86)}, "q": {"a": Fraction(70), "b": Fraction(74)}}
    assert severity(totals, ["a", "b"]) == {"a": Fraction(-5, 2), "b": Fraction(5, 2)}


@pytest.mark.parametrize("seed", range(40))
def test_severity_is_found_again_through_holes(seed: int) -> None:
    """Totals made as KBK + juri, some left out: the additive model gives back what went in."""
    r = Random(seed)
    panel = [f"j{n}" for n in range(r.randint(2, 5))]
    effect = {juri: Fraction(r.randint(-5, 5)) for juri in panel}
    mean = sum(effect.values()) / len(panel)
    totals = {}
    for n in range(6):
        own = Fraction(r.randint(60, 90))
        kept = panel if n == 0 else r.sample(panel, r.randint(1, len(panel)))
        totals[f"k{n}"] = {juri: own + effect[juri] for juri in kept}
    assert severity(totals, panel) == {juri: effect[juri] - mean for juri in panel}


def test_severity_is_the_least_squares_of_an_unbalanced_table() -> None:
    """p: a 10, b 14; q: b 20, c 21; r: a 30, c 36.."""
    totals = {
        "p": {"a": Fraction(10), "b": Fraction(14)},
        "q": {"b": Fraction(20), "c": Fraction(21)},
        "r": {"a": Fraction(30), "c": Fraction(36)},
    }
    made = severity(totals, ["a", "b", "c"])
    # Normal equations: 2a - b - c = -10, 2b - a - c = 3, 2c - a - b = 7, a + b + c = 0.
    assert made == {"a": Fraction(-10, 3), "b": Fraction(1), "c": Fraction(7, 3)}


def test_severity_is_unknown_where_the_juri_are_not_connected() -> None:
    assert (
        severity(
            {"p": {"a": Fraction(1), "b": Fraction(2)}, "q": {"c": Fraction(3), "d": Fraction(4)}}, ["a", "b", "c", "d"]
        )
        == {}
    )
    assert severity({"p": {"a": Fraction(1)}}, ["a"]) == {}
    assert severity({}, ["a", "b"]) == {}


# --- the panel of an event --------------------------------------------------------------------------------------------


def test_two_juri() -> None:
    e = event("x y/20", kbk="p q r")
    found = panel_stats(e, marks(e, p="80 16 | 86 20", q="70 15 | 70 15", r="60 10 | 66 10"))
    a, b = found.juri
    assert (a.severity, b.severity) == (Fraction(-8, 3), Fraction(8, 3))  # totals 96 106, 85 85, 70 76
    assert (found.concordance, found.distance) == (None, Fraction(16, 3))
    assert found.compared == ("p", "q", "r")
    assert found.limits == ("two_juri",)
    assert (a.deviation, b.deviation) == (pytest.approx(13.0512, abs=1e-4), pytest.approx(15.3948, abs=1e-4))
    assert a.relative == pytest.approx(a.deviation / ((a.deviation**2 + b.deviation**2) / 2) ** 0.5)
    assert found.icc_single == icc(table("96 106\n85 85\n70 76"))[0]
    assert found.icc_mean == icc(table("96 106\n85 85\n70 76"))[1]
    assert found.alpha == alpha(table("96 106\n85 85\n70 76"))


def test_spreads_and_far_marks_are_shares_of_the_scale() -> None:
    e = event("x y/20", kbk="p q")
    found = panel_stats(e, marks(e, p="80 16 | 86 20", q="70 15 | 70 15"))
    assert [(s.kbk, s.criterion, s.low, s.high, s.lowest, s.highest, s.share) for s in found.spreads] == [
        ("p", "y", 16, 20, "a", "b", Fraction(1, 5)),
        ("p", "x", 80, 86, "a", "b", Fraction(6, 100)),
    ]
    assert [(f.juri, f.criterion, f.mark, f.rivals, f.others, f.difference) for f in found.far] == [
        ("a", "y", 16, ("b",), 20, -4),
        ("b", "y", 20, ("a",), 16, 4),
    ]


def test_a_far_mark_is_measured_against_the_others_alone() -> None:
    """70 70 70 95: against a mean that holds the 95 itself it would be 18,75 away, and not far."""
    e = event("x", "a b c d", "p")
    (far,) = panel_stats(e, marks(e, p="70 | 70 | 70 | 95")).far
    assert (far.juri, far.others, far.difference) == ("d", 70, 25)


def test_a_flat_sheet_has_the_same_share_everywhere() -> None:
    e = event("x y/20 z/10", kbk="p q")
    found = panel_stats(e, marks(e, p="80 16 8 | 80 16 7", q="50 10 5 | - - -"))
    assert [juri.flat for juri in found.juri] == [("p", "q"), ()]
    short = event("x y/20", kbk="p")
    assert panel_stats(short, marks(short, p="80 16 | 80 16")).juri[0].flat == ()


def test_three_juri_have_a_concordance_and_pendamping_do_not_count() -> None:
    e = event("x", "a b c d*0", "p q r")
    found = panel_stats(e, marks(e, p="1 | 2 | 3 | 99", q="2 | 3 | 4 | 1", r="3 | 4 | 5 | 50"))
    assert found.concordance == 1
    assert [juri.juri for juri in found.juri] == ["a", "b", "c"]
    assert found.limits == ()
    assert found.far == ()


def test_one_juri_agrees_with_nobody() -> None:
    e = event("x y", "a", "p q")
    found = panel_stats(e, marks(e, p="80 70", q="60 50"))
    (only,) = found.juri
    assert (only.severity, only.relative, found.distance, found.alpha, found.icc_mean) == (None,) * 5
    assert only.deviation == pytest.approx(28.2843, abs=1e-4)
    assert (found.limits, found.compared, found.far) == (("one_juri",), (), ())


def test_sheets_with_holes_and_those_who_are_out_are_left_out() -> None:
    e = event("x", kbk="p q r s")
    cells = marks(e, p="80 | 90", q="70 | recused", r="60 | -", s="10 | 99")
    found = panel_stats(e, cells, [adjust("s", kind="withdrawn"), adjust("p", "-5")])
    assert found.compared == ("p",)
    assert found.limits == ("two_juri", "few_kbk")
    assert found.distance == 10
    assert found.icc_single is None
    assert found.juri[1].deviation is None


def test_juri_of_different_criteria_are_not_compared() -> None:
    e = event("x y", "a:x b:y c", "p q")
    found = panel_stats(e, marks(e, p="80 | 90 | 70 10", q="70 | 60 | 50 50"))
    assert found.limits == ("different_criteria",)
    assert (found.distance, found.concordance, found.juri[0].severity) == (None, None, None)
    assert [(s.kbk, s.criterion) for s in found.spreads] == [("p", "y"), ("q", "x"), ("p", "x"), ("q", "y")]


def test_all_marks_equal() -> None:
    e = event("x", "a b c", "p q")
    found = panel_stats(e, marks(e, p="5 | 5 | 5", q="5 | 5 | 5"))
    assert (found.concordance, found.alpha, found.icc_mean, found.distance) == (None, None, None, 0)
    assert found.juri[0].deviation == 0
    assert found.juri[0].relative is None


def test_rank_methods_are_compared_without_bonus() -> None:
    e = event("x", "a b", "p q", method="rank_sum")
    found = panel_stats(e, marks(e, p="80 | 90", q="70 | recused"), [adjust("p", 20)])
    assert found.distance == 10
    assert found.juri[0].deviation == pytest.approx(7.0711, abs=1e-4)


def with_homes(homes: dict[str, str], units: dict[str, str], **rows: str):
    e = event("x", "a b c", "p q r")
    e = e.model_copy(
        update={
            "juri": tuple(j.model_copy(update={"institution": homes.get(j.id, "")}) for j in e.juri),
            "kbk": tuple(k.model_copy(update={"unit": units.get(k.id, "")}) for k in e.kbk),
        }
    )
    return panel_stats(e, marks(e, **rows)).same_unit


def test_same_unit_bias_is_what_he_gives_his_own_beyond_his_usual_severity() -> None:
    """a is 10 above the others for his own, and 2 above for the rest: 8 of it for his own."""
    (found,) = with_homes(
        {"a": "Dispenda", "b": "Bappeda"}, {"p": "DISPENDA"}, p="90 | 80 | 80", q="72 | 70 | 70", r="62 | 60 | 60"
    )
    assert (found.juri, found.kbk, found.bias) == ("a", "p", 8)


def test_same_unit_bias_needs_others_to_compare_with() -> None:
    (alone,) = with_homes({"a": "X"}, {"p": "x"}, p="90 | 80 | 80", q="- | 70 | 70", r="- | 60 | 60")
    (recused,) = with_homes({"a": "X"}, {"p": "x"}, p="recused | 80 | 80", q="1 | 70 | 70", r="1 | 60 | 60")
    assert alone.bias is None
    assert recused.bias is None
