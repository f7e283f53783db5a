"""Questions about odd marks: asked where a point slipped or a mark lies far off, and never about an even hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juri_tui.habit import FAR, NEAR, Doubt, Oddity, doubt, meant_by, median, share
from juri_tui.model import Criterion

HUNDRED = Criterion(id="h", name="H")
TWENTY = Criterion(id="t", name="T", max=Decimal(20), step=Decimal("0.5"))
PENALTY = Criterion(id="p", name="P", min=Decimal(-5), max=Decimal(0))


def shares(*percent: int) -> list[Fraction]:
    return [Fraction(one, 100) for one in percent]


@pytest.mark.parametrize(
    ("criterion", "mark", "others", "meant"),
    [
        (HUNDRED, "9", (88, 90, 92), "90"),
        (TWENTY, "1.5", (75, 80), "15"),
        (HUNDRED, "80", (8, 9, 7), "8"),
    ],
)
def test_a_slipped_point_is_asked_about(criterion, mark, others, meant):
    found = doubt(criterion, Decimal(mark), shares(*others))
    assert found is not None
    assert (found.oddity, found.meant) == (Oddity.SLIP, Decimal(meant))


def test_a_mark_far_from_all_others_is_asked_about():
    assert doubt(TWENTY, Decimal(9), shares(88, 90, 92)) == Doubt(Oddity.FAR, Fraction(90, 100))
    assert doubt(HUNDRED, Decimal(100), shares(50, 55, 60)) == Doubt(Oddity.FAR, Fraction(55, 100))


@pytest.mark.parametrize(
    ("criterion", "mark", "others"),
    [
        (HUNDRED, "9", ()),
        (HUNDRED, "9", (90,)),
        (HUNDRED, "45", (90, 92)),  # two others are no habit yet
        (HUNDRED, "45", (90, 20, 95, 50)),  # a hand that spreads
        (PENALTY, "-5", (90, 90, 90)),
        (HUNDRED, "80", (85, 90, 95)),
    ],
)
def test_an_even_hand_is_left_in_peace(criterion, mark, others):
    assert doubt(criterion, Decimal(mark), shares(*others)) is None


def test_tenfold_that_no_cell_takes_is_no_slip():
    found = doubt(TWENTY, Decimal("1.73"), shares(86, 86))
    assert found is None  # 17,3 is off step: nobody meant that


@given(st.integers(0, 100), st.lists(st.integers(0, 100), min_size=1, max_size=8))
def test_no_question_within_the_range_of_the_others(mark, others):
    low, high = min(others), max(others)
    inside = min(max(mark, low), high)
    found = doubt(HUNDRED, Decimal(inside), shares(*others))
    assert found is None or found.oddity is Oddity.SLIP


@given(st.integers(0, 100), st.lists(st.integers(0, 100), min_size=3, max_size=8))
def test_what_is_asked_is_really_off(mark, others):
    found = doubt(HUNDRED, Decimal(mark), shares(*others))
    off = abs(Fraction(mark, 100) - median(shares(*others)))
    if found is not None:
        assert off > NEAR if found.oddity is Oddity.SLIP else off >= FAR


@pytest.mark.parametrize(("typed", "meant"), [("175", "17.5"), ("1.6", "16"), ("21", None), ("300", None)])
def test_the_mark_behind_a_refused_one(typed, meant):
    found = meant_by(TWENTY, Decimal(typed), shares(80, 85))
    assert found == (None if meant is None else Decimal(meant))


def test_the_first_refused_mark_needs_no_habit():
    assert meant_by(TWENTY, Decimal(175), []) == Decimal("17.5")
    assert meant_by(PENALTY, Decimal(-50), []) is None


def test_share_and_median():
    assert share(PENALTY, Decimal(-1)) is None
    assert median(shares(10, 30, 20)) == Fraction(20, 100)
    assert median(shares(10, 30)) == Fraction(20, 100)
