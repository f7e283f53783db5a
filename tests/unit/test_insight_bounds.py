"""What can still happen: hand-worked bounds, and every completion of random contests lies within them."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_contests import random_contest
from sheets import adjust, event, marks

from juri_tui.bounds import bounds
from juri_tui.model import Absence
from juri_tui.scoring import standings


def reach(definition, *adjustments, pending=None, **rows):
    """KBK -> (low, high, best, worst)."""
    found = bounds(definition, marks(definition, **rows), adjustments, pending)
    return {kbk: (b.low, b.high, b.best, b.worst) for kbk, b in found.items()}


def clinched(definition, *adjustments, pending=None, **rows):
    found = bounds(definition, marks(definition, **rows), adjustments, pending)
    return [kbk for kbk, b in found.items() if b.clinched]


def test_an_open_cell_counts_its_minimum_and_its_maximum() -> None:
    e = event("x/20 y", kbk="p q")
    assert reach(e, p="10 80 | - 80", q="18 90 | 18 90") == {"p": (85, 95, 2, 2), "q": (108, 108, 1, 1)}


def test_places_that_can_still_be_reached() -> None:
    """p 60..110 halves, q closed at 70, r closed at 50."""
    e = event("x", kbk="p q r")
    assert reach(e, p="60 | -", q="70 | 70", r="20 | 20") == {
        "p": (30, 80, 1, 2),
        "q": (70, 70, 1, 2),
        "r": (20, 20, 3, 3),
    }


def test_equal_totals_may_still_fall_either_way() -> None:
    e = event("x", kbk="p q")
    assert reach(e, p="70 | 70", q="70 | 70") == {"p": (70, 70, 1, 2), "q": (70, 70, 1, 2)}


def test_bonus_floor_and_pending_deductions() -> None:
    e = event("x", kbk="p q", floor="50")
    found = reach(e, adjust("p", 5), pending={"p": Decimal(3), "q": Decimal(20)}, p="70 | 70", q="60 | -")
    assert found == {"p": (72, 75, 1, 2), "q": (50, 80, 1, 2)}


def test_nobody_marked_anything() -> None:
    e = event("x", kbk="p q r")
    found = bounds(e, {})
    assert {(b.low, b.high, b.best, b.worst, b.secure, b.clinched) for b in found.values()} == {
        (0, 100, 1, 3, False, False)
    }


def test_one_kbk_is_first_as_soon_as_it_has_the_marks_for_a_place() -> None:
    e = event("x", "a b c", "p")
    assert clinched(e, p="- | - | 5") == []
    assert clinched(e, p="- | 5 | 5") == ["p"]
    assert reach(e, p="- | 5 | 5") == {"p": (Fraction(10, 3), Fraction(110, 3), 1, 1)}


def test_those_who_are_out_have_no_bounds_and_stand_in_nobodys_way() -> None:
    e = event("x", kbk="p q r")
    found = reach(e, adjust("q", kind="disqualified"), p="50 | 50", q="99 | 99", r="recused | recused")
    assert found == {"p": (50, 50, 1, 1)}


@pytest.mark.parametrize("method", ["rank_sum", "skating"])
def test_rank_methods_have_no_bounds(method: str) -> None:
    e = event("x", kbk="p q", method=method)
    assert bounds(e, marks(e, p="50 | 50", q="60 | -")) is None


def test_trimming_four_of_six_may_be_outdone_by_a_recusal() -> None:
    """k = 2: 0 0 0 0 100 and one open. With any sixth mark the trimmed mean is 0; without it the plain mean is 20."""
    e = event("x", "a b c d e f", "p", method="trimmed_mean", trim=2)
    assert reach(e, p="0 | 0 | 0 | 0 | 100 | -") == {"p": (0, 20, 1, 1)}


# --- clinched ---------------------------------------------------------------------------------------------------------


def test_clinched_needs_a_lead_that_nobody_can_reach() -> None:
    e = event("x/10", kbk="p q")
    assert clinched(e, p="10 | 10", q="9 | -") == ["p"]  # q at most 9,5
    assert clinched(e, p="10 | 9", q="9 | -") == []  # q may reach 9,5 too
    assert clinched(e, p="10 | 10", q="10 | -") == []


def test_clinched_waits_for_the_quorum_and_for_what_is_pending() -> None:
    e = event("x/10", "a b c", "p q")
    assert clinched(e, p="10 | - | -", q="1 | 1 | 1") == []  # two recusals would leave p without a place
    assert clinched(e, p="10 | 10 | -", q="1 | 1 | 1") == ["p"]
    assert clinched(e, pending={"p": Decimal(7)}, p="10 | 10 | -", q="1 | 1 | 1") == []


def test_an_equality_is_clinched_by_a_criterion_that_can_not_be_caught() -> None:
    """p 15 in all, q at most 15. Where they end equal, q has all in y and only 5 in x."""
    e = event("x/10 y/10", "a", "p q", ties=("criterion:x",))
    assert clinched(e, p="10 5", q="5 -") == ["p"]
    assert clinched(event("x/10 y/10", "a", "p q"), p="10 5", q="5 -") == []
    assert clinched(event("x/10 y/10", "a", "p q", ties=("criterion:y",)), p="10 5", q="5 -") == []


def test_an_equality_on_one_step_leaves_it_to_the_next() -> None:
    """x and y weigh 1, z nothing: p 5 5, q 5 and 5 at most; z tells them apart, 9 against 8."""
    e = event("x/5 y/5 z/10*0", "a", "p q", ties=("criterion:x", "panel", "untrimmed", "criterion:z"))
    assert clinched(e, p="5 5 9", q="5 - 8") == ["p"]
    assert clinched(e, p="5 5 8", q="5 - 8") == []


def test_a_deduction_that_is_decided_separates_the_panel_sums() -> None:
    """p 8 - 1, q 7: equal totals, but p had more before the deduction."""
    e = event("x/10", "a", "p q", ties=("panel",))
    assert clinched(e, adjust("p", -1), p="8", q="7") == ["p"]
    assert clinched(e, adjust("p", -1), pending={"p": Decimal(1)}, p="8", q="7") == []


def test_an_equality_is_clinched_by_the_majority_of_two_that_are_closed() -> None:
    e = event("x/10", "a b c", "p q r", ties=("majority",))
    equal = {"p": "8 | 8 | 2", "q": "7 | 7 | 4"}
    assert clinched(e, **equal, r="1 | 1 | -") == ["p"]
    assert clinched(e, **equal, r="9 | 9 | 0") == []  # r is closed with as much: majority is only between two
    assert clinched(e, **equal, r="9 | 8 | -") == []  # r may still join them


def test_a_pending_deduction_leaves_an_equality_open() -> None:
    """p 7 stands above q 6; with 1 off they are equal, and the juri draw: one for p, one for q, one for neither."""
    e = event("x/10", "a b c", "p q", ties=("majority",))
    rows = {"p": "10 | 5 | 6", "q": "6 | 6 | 6"}
    assert clinched(e, **rows) == ["p"]
    assert clinched(e, pending={"p": Decimal(1)}, **rows) == []


def test_the_chair_decides_an_equality_but_countback_is_not_trusted_early() -> None:
    e = event("x/10", "a b c", "p q r", ties=("chair",))
    equal = {"p": "8 | 8 | 2", "q": "7 | 7 | 4"}
    decided = (adjust("p", 2, kind="chair"), adjust("q", 1, kind="chair"))
    assert clinched(e, *decided, **equal, r="1 | 1 | -") == ["q"]
    assert clinched(e, **equal, r="1 | 1 | -") == []
    back = event("x/10", "a b c", "p q r", ties=("countback",))
    assert clinched(back, **equal, r="1 | 1 | -") == []


# --- every completion -----------------------------------------------------------------------------------------------


def opened(r: Random, seed: int):
    """A random contest with some of its marks taken away again."""
    definition, cells, adjustments = random_contest(seed)
    share = r.choice([0.1, 0.3, 0.6, 1])
    kept = {cell: mark for cell, mark in cells.items() if r.random() > share or isinstance(mark, Absence)}
    return definition, kept, adjustments


def completed(r: Random, definition, cells):
    """Every cell none yet filled: with an end of the scale, any mark, an abstention; or the whole sheet recused."""
    full = dict(cells)
    lean = r.choice(["min", "max", "any", "any"])
    for juri in definition.juri:
        for kbk in definition.kbk:
            own = definition.criteria_of(juri.id)
            sheet = [(juri.id, kbk.id, criterion.id) for criterion in own]
            if not any(cell in cells for cell in sheet) and r.random() < 0.2:
                full[sheet[0]] = r.choice([Absence.RECUSED, Absence.ABSENT])
                continue
            for cell, criterion in zip(sheet, own, strict=True):
                if cell not in cells:
                    steps = int((criterion.max - criterion.min) / criterion.step)
                    n = {"min": 0, "max": steps, "any": r.randint(0, steps)}[lean]
                    full[cell] = Absence.ABSTAINED if r.random() < 0.1 else criterion.min + n * criterion.step
    return full


@given(st.integers(0, 10**9))
def test_every_completion_lies_within_the_bounds(seed: int) -> None:
    r = Random(seed)
    definition, cells, adjustments = opened(r, seed)
    found = bounds(definition, cells, adjustments)
    if found is None:
        assert definition.scoring.method in ("rank_sum", "skating")
        return
    for _ in range(4):
        result = standings(definition, completed(r, definition, cells), adjustments)
        ranked = {row.kbk: row for row in result.rows if row.place is not None}
        assert set(ranked) <= set(found)
        assert {kbk for kbk, own in found.items() if own.secure} <= set(ranked)
        for kbk, row in ranked.items():
            own = found[kbk]
            place = 1 + sum(other.total > row.total for other in ranked.values())  # shared places at their best
            last = sum(other.total >= row.total for other in ranked.values())
            assert own.low <= row.total <= own.high
            assert last <= own.worst
            assert own.best <= place or len(ranked) < len(found)
            if own.clinched:
                assert row.place == 1 or definition.scoring.places == "fractional"
                assert (result.rows[0].kbk, row.shared_with) == (kbk, ())


@given(st.integers(0, 10**9))
def test_the_bounds_are_reached(seed: int) -> None:
    """With every open cell at its end the total is the bound, but where too few marks are trimmed or clipped."""
    r = Random(seed)
    definition, cells, adjustments = opened(r, seed)
    found = bounds(definition, cells, adjustments)
    if found is None or definition.scoring.method in ("trimmed_mean", "clipped_mean"):
        return
    for end in ("min", "max"):
        full = dict(cells)
        for juri in definition.juri:
            for criterion in definition.criteria_of(juri.id):
                for kbk in definition.kbk:
                    full.setdefault((juri.id, kbk.id, criterion.id), getattr(criterion, end))
        for row in standings(definition, full, adjustments).rows:
            if row.kbk in found:
                assert row.total == (found[row.kbk].low if end == "min" else found[row.kbk].high)


def test_a_complete_contest_has_no_width() -> None:
    for seed in range(40):
        definition, cells, adjustments = random_contest(seed)
        result = standings(definition, cells, adjustments)
        found = bounds(definition, cells, adjustments)
        if found is not None and result.complete:
            assert all(own.low == own.high == result.of(kbk).total for kbk, own in found.items())
