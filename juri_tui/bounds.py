"""What can still happen while marks are missing: the lowest and highest possible total, places, and who is sure to win.

Everything here holds while no KBK is disqualified and nobody decides on points that were not announced as pending; a
recusal or an abstention lies within the bounds. Rank methods have no bounds: a single mark of one KBK moves the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from juri_tui.model import Event
from juri_tui.panel import RANK_METHODS, SCALE, Rule, aggregate, final_total, in_units, rule_of, weighted_sum
from juri_tui.scoring import standings
from juri_tui.standing import Adjustment, Cells
from juri_tui.tally import Tally, quorums, tally
from juri_tui.text import round_half_up

Interval = tuple[Fraction, Fraction]
"""The lowest and the highest that a number can become."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one KBK can still reach.

    `low`, `high`: the possible totals. `best`, `worst`: the possible places, counted 1-1-3. `secure`: it has the marks
    for a place already, whatever becomes of the sheets still missing. `clinched`: the first place is sure, alone.
    """

    kbk: str
    low: Fraction
    high: Fraction
    best: int
    worst: int
    secure: bool
    clinched: bool


@dataclass(frozen=True, slots=True)
class _Reach:
    """What one KBK can become. `closed`: nothing about it is open any more, so that low and high are the same."""

    total: Interval
    scores: Mapping[str, Interval]
    panel: Interval
    untrimmed: Interval
    secure: bool
    closed: bool


def bounds(
    event: Event,
    cells: Cells,
    adjustments: Sequence[Adjustment] = (),
    pending: Mapping[str, Decimal] | None = None,
) -> dict[str, Bounds] | None:
    """The bounds of every KBK that can still get a place, in file order; None with rank methods.

    `pending`: KBK -> the most points that an undecided overtime may still take off (not negative).
    """
    if event.scoring.method in RANK_METHODS:
        return None
    count = tally(event, cells, adjustments)
    owed = {kbk: Fraction(points) for kbk, points in (pending or {}).items()}
    able = [kbk for kbk in count.scores if count.status[kbk] != "not_rankable"]
    reach = {kbk: _reach(event, count, kbk, owed.get(kbk, Fraction(0))) for kbk in able}

    def above(first: str, second: str) -> bool:
        low, high = reach[first].total[0], reach[second].total[1]
        return low > high or (low == high and _chain_decides(event, cells, adjustments, reach, first, second))

    made = {}
    for kbk, own in reach.items():
        others = [reach[other].total for other in reach if other != kbk]
        made[kbk] = Bounds(
            kbk=kbk,
            low=own.total[0],
            high=own.total[1],
            best=1 + sum(low > own.total[1] for low, _high in others),
            worst=1 + sum(high >= own.total[0] for _low, high in others),
            secure=own.secure,
            clinched=own.secure and all(above(kbk, other) for other in reach if other != kbk),
        )
    return made


def _reach(event: Event, count: Tally, kbk: str, owed: Fraction) -> _Reach:
    plain = rule_of(event, count.panel, method="mean")
    ids = [criterion.id for criterion in event.criterion]
    needed = quorums(event)
    scores = [_score(event, count, kbk, index, count.rule, quorum) for index, quorum in enumerate(needed)]
    means = [_score(event, count, kbk, index, plain, quorum) for index, quorum in enumerate(needed)]

    def total(panel: Fraction, owed: Fraction) -> Fraction:
        return final_total(count.rule, panel, count.bonus[kbk] - owed, event.scoring.floor)

    def panel(values: list[Interval], end: int) -> Fraction:
        return weighted_sum(count.rule, count.share, [value[end] for value in values])

    low, high = panel(scores, 0), panel(scores, 1)
    open_cells = any(count.sheets[kbk][juri].open for juri in count.panel)
    return _Reach(
        total=(total(low, owed), total(high, Fraction(0))),
        scores=dict(zip(ids, scores, strict=True)),
        panel=(low, high),
        untrimmed=(total(panel(means, 0), owed), total(panel(means, 1), Fraction(0))),
        secure=all(_given(count, kbk, index) >= quorum for index, quorum in enumerate(needed)),
        closed=not open_cells and not owed,
    )


def _given(count: Tally, kbk: str, index: int) -> int:
    return sum(count.sheets[kbk][juri].marks[index] is not None for juri in count.panel)


def _score(event: Event, count: Tally, kbk: str, index: int, rule: Rule, quorum: int) -> Interval:
    """The lowest and highest panel score in one criterion, as long as there are enough marks for a place.

    More marks at the end of the scale move every method that way, and leaving one of them out (a recusal) never moves
    it further; only where trimming and clipping give way to the plain mean for want of marks can fewer marks reach
    further, so there every number of recusals is looked at.
    """
    sheets = count.sheets[kbk]
    given = {juri: mark for juri in count.panel if (mark := sheets[juri].marks[index]) is not None}
    missing = [juri for juri in count.panel if index in sheets[juri].open]
    guarded = rule.method in ("trimmed_mean", "clipped_mean")
    fewest = max(0, quorum - len(given)) if guarded else len(missing)

    def score(end: int, sent: int) -> Fraction:
        marks = given | dict.fromkeys(missing[:sent], end)
        weights = None if rule.plain else [rule.weights[juri] for juri in marks]
        numerator, denominator, _guarded = aggregate(rule, list(marks.values()), weights)
        exact = Fraction(numerator, denominator * SCALE)
        return round_half_up(exact, rule.digits["criterion"]) if "criterion" in rule.digits else exact

    criterion = event.criterion[index]
    sizes = range(fewest, len(missing) + 1)
    return min(score(in_units(criterion.min), n) for n in sizes), max(score(in_units(criterion.max), n) for n in sizes)


def _chain_decides(
    event: Event,
    cells: Cells,
    adjustments: Sequence[Adjustment],
    reach: Mapping[str, _Reach],
    first: str,
    second: str,
) -> bool:
    """Whether the tie chain surely puts the first above the second where their totals end equal.

    Steps that compare two KBK by themselves decide as soon as their bounds do. Steps that look at the whole tied group
    or at all places (majority, countback, chair) are only trusted when both are closed and nobody else can join them.
    """
    a, b = reach[first], reach[second]
    for step in event.scoring.ties:
        if step.startswith("criterion:"):
            criterion = step.removeprefix("criterion:")
            (own, _high), (_low, rival) = a.scores[criterion], b.scores[criterion]
        elif step == "panel":
            own, rival = a.panel[0], b.panel[1]
        elif step == "untrimmed":
            own, rival = a.untrimmed[0], b.untrimmed[1]
        else:
            alone = not any(
                low <= a.total[0] <= high
                for kbk, (low, high) in ((kbk, other.total) for kbk, other in reach.items())
                if kbk not in (first, second)
            )
            return a.closed and b.closed and alone and _pair_decides(event, cells, adjustments, first, second)
        if own != rival:
            return own > rival
    return False


def _pair_decides(event: Event, cells: Cells, adjustments: Sequence[Adjustment], first: str, second: str) -> bool:
    """Whether the first stands above the second when the two are alone; countback, which asks for all, is not heard."""
    pair = event.model_copy(
        update={
            "kbk": tuple(kbk for kbk in event.kbk if kbk.id in (first, second)),
            "scoring": event.scoring.model_copy(update={"ties": _before_countback(event.scoring.ties)}),
            "award": (),
            "cut": None,
        }
    )
    decisions = [decision for decision in adjustments if decision.kbk in (first, second)]
    best = standings(pair, cells, decisions).rows[0]
    return best.kbk == first and not best.shared_with


def _before_countback(ties: tuple[str, ...]) -> tuple[str, ...]:
    return ties[: ties.index("countback")] if "countback" in ties else ties
