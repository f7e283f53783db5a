"""How little it takes to turn the first two around: another weight, or one other mark. Exact; nothing is changed."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from juri_tui.model import Criterion, Event
from juri_tui.panel import RANK_METHODS, known
from juri_tui.panel import shares as shares_of
from juri_tui.scoring import standings
from juri_tui.standing import Adjustment, Cells, Standing, Standings
from juri_tui.tally import marks as marks_it

LARGEST = 4000
"""Cells of a contest by rank method up to which single marks are tried: there each trial ranks everybody anew."""

Cell = tuple[str, str, str]


# --- weights --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WeightChange:
    """One criterion's weight as a share of all weights, and by how much it changes (signed)."""

    criterion: str
    weight: Fraction
    change: Fraction


@dataclass(frozen=True, slots=True)
class WeightFlip:
    """Which weights would bring `second` level with `first`; a hair more, and it passes.

    Weights are shares of what all criteria can move together (they add up to 1). `lead`: how far apart the totals are,
    in the same measure. `single`: the smallest change of one weight, the others rescaled in proportion. `moves`: the
    changes that move least weight altogether, `moved`: how much. Where no weights at all do it: None, empty, None.
    `least`: the smallest lead of the first in any criterion, as a share of its scale; below 0 where it is behind.
    `rounded`: the event rounds or floors totals, which this leaves aside, so that `lead` may even be below 0.
    """

    first: str
    second: str
    lead: Fraction
    single: WeightChange | None
    moves: tuple[WeightChange, ...]
    moved: Fraction | None
    least: Fraction
    rounded: bool


def weight_flip(event: Event, first: Standing, second: Standing) -> WeightFlip | None:
    """The smallest changes of the weights that bring two ranked KBK level; None with rank methods.

    With d_c the difference in a criterion as a share of its scale, u_c its share of all weights and b the difference of
    bonus and deductions: lead = sum of u_c d_c + b. Changing u_c by t and rescaling the others gives
    lead + t (d_c - r), where r is the lead by the other criteria alone, so that t = -lead / (d_c - r).
    """
    if event.scoring.method in RANK_METHODS:
        return None
    scales = [_scale(event, criterion) for criterion in event.criterion]
    weights = [share * scale for share, scale in zip(shares_of(event), scales, strict=True)]
    whole = sum(weights, Fraction(0))
    shares = [weight / whole for weight in weights]
    ids = [criterion.id for criterion in event.criterion]
    ahead = [known(first.criteria[c]) - known(second.criteria[c]) for c in ids]
    ahead = [gap / scale for gap, scale in zip(ahead, scales, strict=True)]
    beside = (_points(first) - _points(second)) / whole
    lead = sum((u * d for u, d in zip(shares, ahead, strict=True)), beside)
    possible = lead > 0 and min(ahead) + beside < 0
    moves = _least_moved(ids, shares, ahead, lead) if possible else ()
    return WeightFlip(
        first=first.kbk,
        second=second.kbk,
        lead=lead,
        single=_one_weight(ids, shares, ahead, lead, beside) if possible else None,
        moves=moves,
        moved=sum((m.change for m in moves if m.change > 0), Fraction(0)) if possible else None,
        least=min(ahead),
        rounded=event.scoring.floor is not None or any(r.stage != "criterion" for r in event.scoring.rounding),
    )


def _scale(event: Event, criterion: Criterion) -> Fraction:
    """What a weight multiplies at most: the maximum where totals are per cent of it, else the width of the scale."""
    return Fraction(criterion.max if event.scoring.total == "percent" else criterion.max - criterion.min)


def _points(row: Standing) -> Fraction:
    return sum((Fraction(a.points) for a in row.adjustments if a.kind == "points" and a.points), Fraction(0))


def _one_weight(
    ids: Sequence[str], shares: Sequence[Fraction], ahead: Sequence[Fraction], lead: Fraction, beside: Fraction
) -> WeightChange | None:
    found = None
    for criterion, share, gap in zip(ids, shares, ahead, strict=True):
        if share == 1:
            continue  # there are no other weights to rescale
        others = (lead - beside - share * gap) / (1 - share)
        if gap == others:
            continue
        change = -lead / (gap - others)
        # At the very end of the range the totals could only become equal, never pass.
        if 0 < share + change < 1 and (found is None or abs(change) < abs(found.change)):
            found = WeightChange(criterion, share, change)
    return found


def _least_moved(
    ids: Sequence[str], shares: Sequence[Fraction], ahead: Sequence[Fraction], lead: Fraction
) -> tuple[WeightChange, ...]:
    """Weight goes from where the first leads most to where it leads least, until the lead is used up."""
    target = ahead.index(min(ahead))
    taken = dict.fromkeys(range(len(ids)), Fraction(0))
    giving = (index for index in sorted(taken, key=lambda index: -ahead[index]) if ahead[index] > ahead[target])
    for index in giving:
        gain = ahead[index] - ahead[target]
        taken[index] = min(shares[index], lead / gain)
        lead -= taken[index] * gain
    changes = {index: -taken[index] for index in taken}
    changes[target] = sum(taken.values(), Fraction(0))
    return tuple(WeightChange(ids[index], shares[index], change) for index, change in changes.items() if change)


# --- one mark -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MarkFlip:
    """The single mark that turns the first two around with the fewest steps of its scale."""

    first: str
    second: str
    juri: str
    kbk: str
    criterion: str
    old: Decimal
    new: Decimal
    steps: int


def mark_flip(
    event: Event, cells: Cells, adjustments: Sequence[Adjustment], found: Standings, first: str, second: str
) -> MarkFlip | None:
    """The smallest change of one given mark after which `second` stands above `first`; None where no mark does it.

    The tie chain is heard. Of several marks with as few steps, the first in the order of the event file.
    """
    best: MarkFlip | None = None
    trial = _Trial(event, cells, adjustments, found, first, second)
    for cell, criterion, kbk in _marks_of(event, cells, found.panel, first, second):
        old = cells[cell]
        assert isinstance(old, Decimal)
        sign = -1 if kbk == first else 1
        room = old - criterion.min if kbk == first else criterion.max - old
        most = int(room / criterion.step)
        limit = most if best is None else min(most, best.steps - 1)
        steps = trial.fewest(cell, old, sign * criterion.step, limit)
        if steps is not None:
            new = old + sign * steps * criterion.step
            best = MarkFlip(first, second, cell[0], kbk, criterion.id, old, new, steps)
    return best


def too_large(event: Event) -> bool:
    """Whether a contest by rank method has more cells than single marks can be tried for in reasonable time."""
    size = len(event.kbk) * len(event.juri) * len(event.criterion)
    return event.scoring.method in RANK_METHODS and size > LARGEST


def _marks_of(
    event: Event, cells: Cells, panel: Sequence[str], first: str, second: str
) -> Iterator[tuple[Cell, Criterion, str]]:
    """The given marks that count for one of the two, with their criterion."""
    for kbk in (first, second):
        for juri in event.juri:
            for criterion in event.criterion:
                cell = (juri.id, kbk, criterion.id)
                if juri.id in panel and marks_it(juri, criterion.id) and isinstance(cells.get(cell), Decimal):
                    yield cell, criterion, kbk


class _Trial:
    """Ranks the two with one mark changed. Their totals are compared first; everybody is ranked only for a tie."""

    def __init__(
        self,
        event: Event,
        cells: Cells,
        adjustments: Sequence[Adjustment],
        found: Standings,
        first: str,
        second: str,
    ) -> None:
        self._event, self._cells, self._adjustments, self._found = event, cells, adjustments, found
        self._first, self._second = first, second
        self._by_rank = event.scoring.method in RANK_METHODS
        pair = (first, second)
        self._pair = event.model_copy(
            update={"kbk": tuple(k for k in event.kbk if k.id in pair), "award": (), "cut": None}
        )
        self._of_pair = {cell: mark for cell, mark in cells.items() if cell[1] in pair}
        self._decisions = [decision for decision in adjustments if decision.kbk in pair]

    def fewest(self, cell: Cell, old: Decimal, step: Decimal, limit: int) -> int | None:
        """How many steps at least, up to the limit, turn the two around; a mark moves its KBK one way only."""
        refused = self._refused(cell, step)
        while limit in refused:
            limit -= 1

        def taken(steps: int) -> int:
            while steps in refused:
                steps += 1
            return steps

        def turned(steps: int) -> bool:
            return self._turned(cell, old + taken(steps) * step)

        if limit < 1 or not turned(limit):
            return None
        return taken(1 + bisect_left(range(1, limit + 1), True, key=turned))

    def _refused(self, cell: Cell, step: Decimal) -> frozenset[int]:
        """With skating the numbers of steps that make two totals of this juri equal: then nobody has a place."""
        juri, kbk, criterion = cell
        index = [each.id for each in self._event.criterion].index(criterion)
        unit = Fraction(step) * shares_of(self._event)[index]
        if self._event.scoring.method != "skating" or not unit:
            return frozenset()
        own = {row.kbk: known(row.juri[juri].total) for row in self._found.rows if row.place is not None}
        gaps = [(total - own[kbk]) / unit for other, total in own.items() if other != kbk]
        return frozenset(gap.numerator for gap in gaps if gap.denominator == 1)

    def _turned(self, cell: Cell, mark: Decimal) -> bool:
        if not self._by_rank:
            gap = self._gap(cell, mark)
            if gap:
                return gap < 0
        found = standings(self._event, {**self._cells, cell: mark}, self._adjustments)
        order = [row.kbk for row in found.rows if row.place is not None]
        return (
            self._first in order
            and order.index(self._second) < order.index(self._first)
            and self._second not in found.of(self._first).shared_with
        )

    def _gap(self, cell: Cell, mark: Decimal) -> Fraction:
        """Total of the first minus total of the second."""
        found = standings(self._pair, {**self._of_pair, cell: mark}, self._decisions)
        return known(found.of(self._first).total) - known(found.of(self._second).total)
