"""What must hold for every contest: the order of the input, scales of weights, more marks, recusals, exact ties."""

from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from juri_tui.model import Absence, Criterion, Event, EventInfo, Juri, Kbk, Scoring
from juri_tui.scoring import standings

MONOTONE = ("mean", "trimmed_mean", "median", "clipped_mean")
METHODS = (*MONOTONE, "rank_sum")


@st.composite
def contests(draw, methods=METHODS, least_juri=1):
    """Points without rounding, floor and deductions, an explicit quorum, marks of few values."""
    juri = tuple(Juri(id=f"j{n}", name=f"J{n}") for n in range(draw(st.integers(least_juri, 6))))
    weights = draw(st.lists(st.sampled_from(["0", "1", "0.3", "2.5"]), min_size=1, max_size=3))
    criteria = tuple(
        Criterion(id=f"c{n}", name=f"C{n}", weight=Decimal(w), max=Decimal(4), step=Decimal("0.5"))
        for n, w in enumerate(["1", *weights])
    )
    kbk = tuple(Kbk(id=f"k{n}", name=f"K{n}", number=n + 1) for n in range(draw(st.integers(1, 5))))
    steps = ["majority", "untrimmed", "panel", "countback", "criterion:c0"]
    scoring = Scoring(
        method=draw(st.sampled_from(methods)),
        limit=Decimal(1),
        quorum=1,
        ties=tuple(draw(st.lists(st.sampled_from(steps), unique=True))),
        places=draw(st.sampled_from(["standard", "dense", "fractional"])),
    )
    event = Event(event=EventInfo(name="E"), scoring=scoring, criterion=criteria, juri=juri, kbk=kbk)
    values = st.sampled_from([Decimal(n) / 2 for n in range(9)])
    holes = draw(st.sampled_from([None, st.just(Absence.ABSTAINED)]))
    cell = values if holes is None else st.one_of(values, values, values, holes)
    cells = {(j.id, k.id, c.id): draw(cell) for j in juri for k in kbk for c in criteria}
    return event, cells


def places(result):
    return {row.kbk: (row.place, row.total, row.decided_by) for row in result.rows}


@given(contests(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(contest, random: Random):
    event, cells = contest
    shuffled = event.model_copy(
        update={name: tuple(random.sample(rows, len(rows))) for name in ("criterion", "juri", "kbk")
                for rows in [getattr(event, name)]}
    )  # fmt: skip
    items = list(cells.items())
    random.shuffle(items)
    assert places(standings(shuffled, dict(items))) == places(standings(event, cells))


@given(contests(methods=MONOTONE), st.sampled_from(["2", "0.5", "7", "0.1"]))
def test_scaling_all_weights_changes_no_place(contest, factor):
    event, cells = contest
    scaled = event.model_copy(
        update={
            "criterion": tuple(c.model_copy(update={"weight": c.weight * Decimal(factor)}) for c in event.criterion)
        }
    )
    before, after = places(standings(event, cells)), places(standings(scaled, cells))
    for kbk, (place, total, step) in before.items():
        scaled_total = None if total is None else total * Fraction(factor)
        assert after[kbk] == (place, scaled_total, step)


@given(contests(methods=MONOTONE), st.data())
def test_raising_one_mark_never_lowers_that_kbk(contest, data):
    event, cells = contest
    event = event.model_copy(update={"scoring": event.scoring.model_copy(update={"ties": (), "places": "standard"})})
    raisable = [cell for cell, mark in cells.items() if isinstance(mark, Decimal) and mark < 4]
    if not raisable:
        return
    cell = data.draw(st.sampled_from(raisable))
    raised = cells | {cell: data.draw(st.sampled_from([m for m in map(Decimal, "01234") if m > cells[cell]]))}
    before, after = standings(event, cells).of(cell[1]), standings(event, raised).of(cell[1])
    if before.place is not None:
        assert after.total >= before.total
        assert after.place <= before.place


@given(contests(methods=("mean",)))
def test_exact_ties_are_never_broken_nor_made(contest):
    """Two KBK whose weighted sums agree as fractions tie, and no others do."""
    event, cells = contest
    result = standings(event, cells)
    exact = {}
    for kbk in event.kbk:
        parts = []
        for criterion in event.criterion:
            marks = [cells[j.id, kbk.id, criterion.id] for j in event.juri]
            marks = [Fraction(mark) for mark in marks if isinstance(mark, Decimal)]
            parts.append(Fraction(criterion.weight) * sum(marks) / len(marks) if marks else None)
        exact[kbk.id] = None if None in parts else sum(parts)
    for a in result.rows:
        for b in result.rows:
            if a.place is not None and b.place is not None:
                assert (a.total == b.total) == (exact[a.kbk] == exact[b.kbk])


@given(contests(methods=MONOTONE, least_juri=2), st.sampled_from([Absence.RECUSED, Absence.ABSENT]))
def test_a_juri_recused_from_all_equals_never_having_had_him(contest, word):
    event, cells = contest
    gone = event.juri[-1].id
    recused = {cell: word if cell[0] == gone else mark for cell, mark in cells.items()}
    without = event.model_copy(update={"juri": event.juri[:-1]})
    left = {cell: mark for cell, mark in cells.items() if cell[0] != gone}
    assert places(standings(event, recused)) == places(standings(without, left))


@given(contests())
def test_open_or_abstained_makes_no_difference_but_to_completeness(contest):
    event, cells = contest
    given_only = {cell: mark for cell, mark in cells.items() if isinstance(mark, Decimal)}
    one, other = standings(event, cells), standings(event, given_only)
    assert one.complete
    assert other.complete == (len(given_only) == len(cells))
    placed = {kbk: value for kbk, value in places(one).items() if value[0] is not None}
    assert placed == {kbk: value for kbk, value in places(other).items() if value[0] is not None}


@given(contests())
@settings(max_examples=50)
def test_the_result_is_a_value(contest):
    event, cells = contest
    assert standings(event, cells) == standings(event, dict(reversed(cells.items())))
