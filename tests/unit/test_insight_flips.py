"""The smallest changes that turn the first two around: worked by hand, and checked by brute force."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from random_contests import random_contest
from scipy.optimize import linprog
from sheets import adjust, event, marks

from juri_tui.flips import LARGEST, mark_flip, too_large, weight_flip
from juri_tui.model import Criterion, Event, EventInfo, Juri, Kbk, Scoring
from juri_tui.panel import RANK_METHODS
from juri_tui.scoring import standings

# --- weights ----------------------------------------------------------------------------------------------------------


def weights(definition: Event, *adjustments, **rows):
    result = standings(definition, marks(definition, **rows), adjustments)
    return weight_flip(definition, result.rows[0], result.rows[1])


def test_one_weight_by_hand() -> None:
    """x 90:70, y 60:70, weights half and half: lead 20/100/2 - 10/100/2 = 1/20; level at x 1/3, y 2/3."""
    flip = weights(event("x y", "a"), p="90 60", q="70 70")
    assert flip.lead == Fraction(1, 20)
    assert (flip.single.criterion, flip.single.weight, flip.single.change) == ("x", Fraction(1, 2), Fraction(-1, 6))
    assert [(m.criterion, m.change) for m in flip.moves] == [("x", Fraction(-1, 6)), ("y", Fraction(1, 6))]
    assert flip.moved == Fraction(1, 6)
    assert flip.least == Fraction(-1, 10)
    assert (flip.first, flip.second, flip.rounded) == ("p", "q", False)


def test_weights_are_shares_of_what_a_criterion_can_move() -> None:
    """x of 20 and y of 80, both times 1: shares 1/5 and 4/5. In percent the maximum alone is the measure."""
    flip = weights(event("x/20 y/80", "a"), p="20 40", q="5 48")
    assert (flip.lead, flip.single.criterion, flip.single.weight) == (Fraction(7, 100), "x", Fraction(1, 5))
    # ahead 3/4 and -1/10: level where 3/4 u = 1/10 (1 - u), u = 2/17
    assert flip.single.weight + flip.single.change == Fraction(2, 17)
    percent = weights(event("x/20*20 y/80*80", "a", total="percent"), p="20 40", q="5 48")
    assert (percent.lead, percent.single) == (flip.lead, flip.single)


def test_nothing_does_it_where_the_first_leads_everywhere() -> None:
    flip = weights(event("x y", "a"), p="90 80", q="70 70")
    assert (flip.single, flip.moves, flip.moved, flip.least) == (None, (), None, Fraction(1, 10))
    level = weights(event("x y", "a"), p="90 70", q="70 70")
    assert (level.single, level.moved, level.least) == (None, None, 0)


def test_a_bonus_counts_beside_the_weights() -> None:
    """q leads y by 10 of 100; p has 40 points of 200 more: no weight brings q past it."""
    assert weights(event("x y", "a"), adjust("p", 40), p="90 60", q="70 70").moved is None
    # with 10 points (1/20) more the lead is 1/10: level where 1/5 u - 1/10 (1 - u) + 1/20 = 0, u = 1/6
    flip = weights(event("x y", "a"), adjust("p", 10), p="90 60", q="70 70")
    assert flip.single.weight + flip.single.change == Fraction(1, 6)


def test_a_deduction_can_make_any_lead_small() -> None:
    """p leads everywhere, x by 20 and y by 10 of 100, but lost 22 of 200 points: level at 1/10 for x, 9/10 for y."""
    flip = weights(event("x y", "a"), adjust("p", -22), p="90 80", q="70 70")
    assert flip.least > 0
    assert (flip.single.criterion, flip.single.weight + flip.single.change) == ("x", Fraction(1, 10))


def test_equal_totals_and_rounding() -> None:
    tied = weights(event("x y", "a", ties=("criterion:x",)), p="80 70", q="70 80")
    assert (tied.lead, tied.single, tied.moved) == (0, None, None)
    e = event("x*0.4 y*0.5", "a", ties=("criterion:x",), rounding={"final": 0})
    rounded = weights(e, p="81 70", q="78 73")  # 67,4 and 67,7 become 67 and 68
    assert (rounded.first, rounded.rounded) == ("q", True)
    behind = weights(e, p="84 71", q="80 75")  # 69,1 and 69,5 -> 69 and 70
    assert behind.lead > 0
    hidden = weights(e, p="80 70", q="76 74")  # 67 and 67,4: both 67, x decides for p
    assert (hidden.first, hidden.lead < 0, hidden.single, hidden.moved) == ("p", True, None, None)
    assert weights(event("x y", "a", floor="10"), p="90 60", q="70 70").rounded
    assert not weights(event("x y", "a", rounding={"criterion": 1}), p="90 60", q="70 70").rounded


def test_the_only_criterion_with_a_weight_can_not_be_rescaled_but_another_can_rise() -> None:
    """y weighs nothing and q leads there by 10: from y 2/3 on (20 u = 10 (1 - u)) q passes."""
    flip = weights(event("x y*0", "a"), p="90 60", q="70 70")
    assert (flip.single.criterion, flip.single.change) == ("y", Fraction(2, 3))
    assert [(m.criterion, m.change) for m in flip.moves] == [("x", Fraction(-2, 3)), ("y", Fraction(2, 3))]


def test_rank_methods_have_no_weights_to_turn() -> None:
    assert weights(event("x y", "a", method="rank_sum"), p="90 60", q="70 70") is None


def test_a_criterion_that_leads_as_much_as_the_others_together_changes_nothing() -> None:
    """x leads by 10, y by 30 and z by -10 of 100, all weights equal: whatever x weighs, the rest leads by 10 too."""
    flip = weights(event("x y z", "a"), p="80 80 60", q="70 50 70")
    # ahead 1/10, 3/10, -1/10, lead 1/10: z alone from 1/3 up to 2/3, or 1/4 from y to z
    assert (flip.single.criterion, flip.single.change) == ("z", Fraction(1, 3))
    assert [(m.criterion, m.change) for m in flip.moves] == [("y", Fraction(-1, 4)), ("z", Fraction(1, 4))]


def random_pair(seed: int):
    """Two KBK, one juri, some criteria with different scales and weights, perhaps a bonus."""
    r = Random(seed)
    percent = r.random() < 0.4
    count = r.randint(1, 5)
    raw = [Decimal(r.choice([0, 10, 20, 30])) for _ in range(count - 1)]
    total = [*raw, 100 - sum(raw)] if percent and sum(raw) <= 100 else [Decimal(r.randint(1, 4)) for _ in range(count)]
    percent = percent and sum(raw) <= 100
    definition = Event(
        event=EventInfo(name="acak"),
        scoring=Scoring(total="percent" if percent else "points"),
        criterion=tuple(
            Criterion(
                id=f"c{n}", name=f"C{n}", weight=w, max=Decimal(r.choice([10, 20, 100])), min=Decimal(r.choice([0, 1]))
            )
            for n, w in enumerate(total)
        ),
        juri=(Juri(id="a", name="A"),),
        kbk=(Kbk(id="p", name="P", number=1), Kbk(id="q", name="Q", number=2)),
    )
    cells = {("a", k, c.id): Decimal(r.randint(int(c.min), int(c.max))) for k in "pq" for c in definition.criterion}
    adjustments = (adjust(r.choice("pq"), r.randint(-9, 9)),) if r.random() < 0.4 else ()
    return definition, cells, adjustments


def reweighted(definition: Event, shares: list[Fraction], cells, adjustments) -> dict[str, Fraction]:
    """Totals by these shares of all weights, worked out apart from the product: share x mark / scale, then points."""
    percent = definition.scoring.total == "percent"
    scales = [Fraction(c.max) if percent else Fraction(c.max - c.min) for c in definition.criterion]
    own = [
        Fraction(c.weight) if percent else Fraction(c.weight) * s
        for c, s in zip(definition.criterion, scales, strict=True)
    ]
    whole = sum(own)
    made = {}
    for kbk in "pq":
        scores = [Fraction(cells["a", kbk, c.id]) for c in definition.criterion]
        points = sum(Fraction(a.points) for a in adjustments if a.kbk == kbk)
        made[kbk] = sum(whole * u * m / s for u, m, s in zip(shares, scores, scales, strict=True)) + points
    return made


@pytest.mark.parametrize("seed", range(160))
def test_weights_by_brute_force(seed: int) -> None:
    definition, cells, adjustments = random_pair(seed)
    result = standings(definition, cells, adjustments)
    first, second = result.rows
    flip = weight_flip(definition, first, second)
    ids = [c.id for c in definition.criterion]
    percent = definition.scoring.total == "percent"
    own = [Fraction(c.weight) * (1 if percent else Fraction(c.max - c.min)) for c in definition.criterion]
    shares = [weight / sum(own) for weight in own]

    def gap(weights: list[Fraction]) -> Fraction:
        totals = reweighted(definition, weights, cells, adjustments)
        return totals[first.kbk] - totals[second.kbk]

    def rescaled(index: int, change: Fraction) -> list[Fraction]:
        rest = 1 - shares[index]
        return [share + change if n == index else share * (rest - change) / rest for n, share in enumerate(shares)]

    assert gap(shares) == first.total - second.total
    if gap(shares) == 0:
        assert (flip.single, flip.moved) == (None, None)
        return
    smallest = None
    for index in range(len(ids)):
        if shares[index] == 1:
            continue
        for end in (-shares[index], 1 - shares[index]):  # the gap is linear in between: level at most once
            last = gap(rescaled(index, end))
            if last < 0:
                change = end * gap(shares) / (gap(shares) - last)
                if smallest is None or abs(change) < smallest[0]:
                    smallest = (abs(change), index, change)
    if smallest is None:
        assert (flip.single, flip.moved) == (None, None)
    else:
        change = flip.single.change
        index = ids.index(flip.single.criterion)
        assert (abs(change), gap(rescaled(index, change))) == (smallest[0], 0)
        assert gap(rescaled(index, change * Fraction(999999, 1000000))) > 0
        assert gap(rescaled(index, change + change / 10**12)) < 0
    _least_total_is_the_linear_programme(flip, ids, shares, gap)


def _least_total_is_the_linear_programme(flip, ids, shares, gap) -> None:
    """min (up + down) / 2 with gap <= 0, by SciPy; variables up and down for each criterion."""
    size = len(ids)
    corner = [gap([Fraction(int(n == index)) for n in range(size)]) for index in range(size)]
    slope = [float(value) for value in corner]  # the gap is the mean of its corners, weighted by the shares
    found = linprog(
        c=[0.5] * (2 * size),
        A_ub=[[*slope, *(-value for value in slope)]],
        b_ub=[-float(gap(shares))],
        A_eq=[[1.0] * size + [-1.0] * size],
        b_eq=[0.0],
        bounds=[(0, 1)] * size + [(0, float(share)) for share in shares],
    )
    if flip.moved is None:
        assert min(corner) >= 0
        return
    assert float(flip.moved) == pytest.approx(found.fun, abs=1e-9)
    moved = {move.criterion: move.change for move in flip.moves}
    target = [share + moved.get(criterion, 0) for criterion, share in zip(ids, shares, strict=True)]
    assert (gap(target), sum(target), min(target) >= 0) == (0, 1, True)
    assert sum(abs(change) for change in moved.values()) == 2 * flip.moved


# --- one mark ---------------------------------------------------------------------------------------------------------


def one_mark(definition: Event, *adjustments, **rows):
    cells = marks(definition, **rows)
    result = standings(definition, cells, adjustments)
    return mark_flip(definition, cells, adjustments, result, result.rows[0].kbk, result.rows[1].kbk)


def told(flip):
    return (flip.juri, flip.kbk, flip.criterion, flip.old, flip.new, flip.steps)


def test_one_mark_by_hand() -> None:
    """p leads by 6; x counts twice: 4 steps of x by one juri of two are 4 points only; so 7 steps of x are needed."""
    e = event("x*2 y", kbk="p q")
    flip = one_mark(e, p="80 70 | 80 70", q="77 70 | 77 70")
    assert told(flip) == ("a", "p", "x", 80, 73, 7)


def test_the_scale_may_be_too_short_downwards_but_not_upwards() -> None:
    """p is at 3 and can only fall by 3; q rises by 5 to pass 4."""
    e = event("x/10", "a", "p q")
    assert told(one_mark(e, p="3", q="2")) == ("a", "p", "x", 3, 1, 2)
    flip = one_mark(event("x/10 y/10", "a", "p q"), p="1 6", q="2 1")
    assert told(flip) == ("a", "p", "y", 6, 1, 5)


def test_an_equal_total_is_enough_where_the_tie_chain_says_so() -> None:
    e = event("x/10 y/10", "a", "p q", ties=("criterion:y",))
    assert told(one_mark(e, p="8 5", q="5 6")) == ("a", "p", "x", 8, 6, 2)
    shared = event("x/10 y/10", "a", "p q")
    assert one_mark(shared, p="8 5", q="5 6").steps == 3


def test_no_mark_may_be_enough() -> None:
    assert one_mark(event("x/10 y/10", kbk="p q"), p="10 10 | 10 10", q="0 0 | 0 0") is None


def test_only_given_marks_of_counting_juri_are_tried() -> None:
    e = event("x/10", "a b*0 c d", "p q")
    flip = one_mark(e, p="5 | 9 | recused | 5", q="5 | 0 | abstained | 4")
    assert (flip.juri, flip.steps) == ("a", 2)
    own = event("x/10 y/10", "a:x b", "p q")
    assert one_mark(own, p="9 | 5 5", q="5 | 5 5").criterion in ("x", "y")


def test_too_large() -> None:
    def of(kbk: int, method: str) -> bool:
        return too_large(event("x y", kbk=" ".join(f"k{n}" for n in range(kbk)), method=method))

    assert LARGEST == 1000 * 2 * 2
    assert (of(1000, "rank_sum"), of(1001, "rank_sum"), of(1001, "mean")) == (False, True, False)


def brute(definition, cells, adjustments, result, first, second):
    """The fewest steps of any single mark, by trying every one on the whole contest."""
    best = None
    for cell, mark in cells.items():
        if cell[0] not in result.panel or cell[1] not in (first, second) or not isinstance(mark, Decimal):
            continue
        scale = definition.criterion_by_id(cell[2])
        for n in range(int((scale.max - scale.min) / scale.step) + 1):
            new = scale.min + n * scale.step
            steps = abs(new - mark) / scale.step
            if best is not None and steps >= best:
                continue
            tried = standings(definition, {**cells, cell: new}, adjustments)
            place = {row.kbk: row.place for row in tried.rows if row.place is not None}
            if first in place and place[second] < place[first]:
                best = steps
    return best


@pytest.mark.parametrize("chunk", range(12))
def test_one_mark_by_brute_force(chunk: int) -> None:
    tried = 0
    for seed in range(chunk * 25, chunk * 25 + 25):
        definition, cells, adjustments = random_contest(seed)
        result = standings(definition, cells, adjustments)
        ranked = [row for row in result.rows if row.place is not None]
        if len(ranked) < 2 or ranked[0].shared_with or not result.complete:
            continue
        first, second = ranked[0].kbk, ranked[1].kbk
        flip = mark_flip(definition, cells, adjustments, result, first, second)
        assert (flip and flip.steps) == brute(definition, cells, adjustments, result, first, second), seed
        tried += 1
        if flip:
            scale = definition.criterion_by_id(flip.criterion)
            assert cells[flip.juri, flip.kbk, flip.criterion] == flip.old
            assert abs(flip.new - flip.old) == flip.steps * scale.step
            assert scale.min <= flip.new <= scale.max
    assert tried > 3


SHARED = (3, 5, 14, 19)
"""Seeds whose first two share a place: there is nothing to turn around."""


@pytest.mark.parametrize("seed", range(25))
def test_one_mark_with_skating_by_brute_force(seed: int) -> None:
    """A wide scale and few KBK, so that there is a ranking to turn around; some marks would make totals equal."""
    r = Random(seed)
    definition = event("x/20 y/20*0.5 z*0", "a b c", "p q r s", method="skating", ties=("criterion:x", "countback"))
    cells = {}
    for juri in definition.juri:
        for n, total in enumerate(r.sample(range(8, 34), 4)):
            kbk = definition.kbk[n].id
            x = max(0, total - 20) if r.random() < 0.5 else min(20, total)
            cells |= {(juri.id, kbk, "x"): Decimal(x), (juri.id, kbk, "z"): Decimal(5)}
            cells[juri.id, kbk, "y"] = Decimal(total - x)
    result = standings(definition, cells)
    if result.faults or result.rows[0].shared_with:
        assert seed in SHARED
        return
    first, second = result.rows[0].kbk, result.rows[1].kbk
    flip = mark_flip(definition, cells, (), result, first, second)
    assert (flip and flip.steps) == brute(definition, cells, (), result, first, second)


def test_brute_force_meets_every_kind_of_rule() -> None:
    methods = {random_contest(seed)[0].scoring.method for seed in range(300)}
    assert set(RANK_METHODS) < methods
