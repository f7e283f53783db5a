"""How sure is this ranking? What can still happen, and what would change if a juri, a criterion, a weight or a single
mark were different. Pure and exact; for the chair and for afterwards, never for the audience before the lock.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from juri_tui.bounds import Bounds, bounds
from juri_tui.flips import MarkFlip, WeightFlip, mark_flip, too_large, weight_flip
from juri_tui.juri_stats import PanelStats, panel_stats
from juri_tui.model import Event
from juri_tui.panel import shares
from juri_tui.scoring import standings
from juri_tui.standing import Adjustment, Cells, Standings

Limit = Literal["", "one_juri", "two_juri", "one_criterion"]
"""What can not be said, or has another meaning: with one juri nobody is left; with two each is left alone with his own
ranking; with one criterion that has a weight nothing is left."""


@dataclass(frozen=True, slots=True)
class Without:
    """The ranking without one juri or one criterion.

    `winners`: who is first (several share it); empty where nobody can be ranked then. `places` in the event's style.
    """

    left_out: str
    winners: tuple[str, ...]
    places: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """Every ranking with one left out; `ranges`: ranked KBK -> its best and worst place in them and in the real one."""

    rows: tuple[Without, ...]
    ranges: Mapping[str, tuple[Fraction, Fraction]]
    limit: Limit

    def keeps(self, winners: tuple[str, ...]) -> bool:
        """Whether the same win whatever is left out; False where nothing could be left out."""
        return bool(self.rows) and all(row.winners == winners for row in self.rows)


@dataclass(frozen=True, slots=True)
class Robustness:
    """How sure a complete ranking is. `second`: who would pass first most easily; None where there is no second.

    `weights` None with rank methods; `mark` None where no single mark does it, or (`mark_untried`) none was tried.
    """

    winners: tuple[str, ...]
    second: str | None
    juri: LeaveOneOut
    criteria: LeaveOneOut
    weights: WeightFlip | None
    mark: MarkFlip | None
    mark_untried: bool


@dataclass(frozen=True, slots=True)
class Insight:
    """Everything there is to say. `bounds` None with rank methods; `robustness` None while marks are missing or
    nobody has a place."""

    standings: Standings
    bounds: Mapping[str, Bounds] | None
    robustness: Robustness | None
    panel: PanelStats


def insight(
    event: Event,
    cells: Cells,
    adjustments: Sequence[Adjustment] = (),
    pending: Mapping[str, Decimal] | None = None,
) -> Insight:
    """Bounds, robustness and juri statistics of a checked event.

    `pending`: KBK -> the most points that an undecided overtime may still take off; only the bounds heed it.
    """
    found = standings(event, cells, adjustments)
    ready = found.complete and any(row.place is not None for row in found.rows)
    return Insight(
        standings=found,
        bounds=bounds(event, cells, adjustments, pending),
        robustness=_robustness(event, cells, adjustments, found) if ready else None,
        panel=panel_stats(event, cells, adjustments),
    )


def _robustness(event: Event, cells: Cells, adjustments: Sequence[Adjustment], found: Standings) -> Robustness:
    winners = _winners(found)
    seconds = _seconds(found) if len(winners) == 1 else ()
    weights = [weight_flip(event, found.of(winners[0]), found.of(second)) for second in seconds]
    untried = bool(seconds) and too_large(event)
    marks = [] if untried else [mark_flip(event, cells, adjustments, found, winners[0], second) for second in seconds]
    easiest = min((mark for mark in marks if mark is not None), key=lambda mark: mark.steps, default=None)
    nearest = min((flip for flip in weights if flip is not None), key=_effort, default=None)
    return Robustness(
        winners=winners,
        second=nearest.second if nearest else next(iter(seconds), None),
        juri=_without_each_juri(event, cells, adjustments, found),
        criteria=_without_each_criterion(event, cells, adjustments, found),
        weights=nearest,
        mark=easiest,
        mark_untried=untried,
    )


def _winners(found: Standings) -> tuple[str, ...]:
    ranked = [row for row in found.rows if row.place is not None]
    return (ranked[0].kbk, *ranked[0].shared_with) if ranked else ()


def _seconds(found: Standings) -> tuple[str, ...]:
    """Who is second, behind a single winner; several where they share it."""
    ranked = [row for row in found.rows if row.place is not None]
    return (ranked[1].kbk, *ranked[1].shared_with) if len(ranked) > 1 else ()


def _effort(flip: WeightFlip) -> tuple[bool, Fraction]:
    return (flip.moved is None, flip.moved or Fraction(0))


# --- leaving one out ------------------------------------------------------------------------------------------------


def _without_each_juri(event: Event, cells: Cells, adjustments: Sequence[Adjustment], found: Standings) -> LeaveOneOut:
    counting = [juri for juri in event.juri if juri.weight > 0]
    if len(counting) == 1:
        return _summed(found, [], "one_juri")
    rows = []
    for left_out in counting:
        rest = tuple(juri for juri in event.juri if juri != left_out)
        rows.append(_ranked(event, {"juri": rest}, cells, adjustments, left_out.id))
    return _summed(found, rows, "two_juri" if len(counting) == 2 else "")


def _without_each_criterion(
    event: Event, cells: Cells, adjustments: Sequence[Adjustment], found: Standings
) -> LeaveOneOut:
    weighted = [c for c, share in zip(event.criterion, shares(event), strict=True) if share]
    if len(weighted) == 1:
        return _summed(found, [], "one_criterion")
    rows = []
    for left_out in weighted:
        rest = tuple(criterion for criterion in event.criterion if criterion != left_out)
        kept = {criterion.id for criterion in rest}
        panel = [
            juri
            if juri.criteria is None
            else juri.model_copy(update={"criteria": tuple(c for c in juri.criteria if c in kept)})
            for juri in event.juri
        ]
        ties = tuple(step for step in event.scoring.ties if step != f"criterion:{left_out.id}")
        changed = {
            "criterion": rest,
            "juri": tuple(juri for juri in panel if juri.criteria != ()),
            "scoring": event.scoring.model_copy(update={"ties": ties}),
        }
        rows.append(_ranked(event, changed, cells, adjustments, left_out.id))
    return _summed(found, rows, "")


def _ranked(
    event: Event, changed: Mapping[str, object], cells: Cells, adjustments: Sequence[Adjustment], left_out: str
) -> Without:
    """The ranking by the changed event; bonus and deductions stay what they are. A criterion that nobody marks any more
    leaves nobody a place."""
    other = event.model_copy(update={**changed, "award": (), "cut": None})
    found = standings(other, cells, adjustments)
    return Without(left_out, _winners(found), {row.kbk: row.place for row in found.rows if row.place is not None})


def _summed(found: Standings, rows: Iterable[Without], limit: Limit) -> LeaveOneOut:
    rows = tuple(rows)
    places = {row.kbk: [row.place] for row in found.rows if row.place is not None}
    for kbk, seen in places.items():
        seen += [row.places[kbk] for row in rows if kbk in row.places]
    return LeaveOneOut(rows, {kbk: (min(seen), max(seen)) for kbk, seen in places.items()}, limit)
