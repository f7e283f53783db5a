"""Marks to standings: who has which place, why, and what is still missing. Pure and exact.

`standings` is the one way from marks to a ranking; the command line, the screens and the papers all take it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from juri_tui.lang import _
from juri_tui.model import Award, Event
from juri_tui.panel import RANK_METHODS, final_total, known, panel_scores, rule_of, weighted_sum
from juri_tui.skating import skating
from juri_tui.standing import (
    Adjustment,
    Cells,
    EqualTotals,
    Majority,
    OwnTotal,
    Standing,
    Standings,
    TieBreak,
    as_json,
)
from juri_tui.tally import Scores, Tally, names_of, quorums, tally
from juri_tui.ties import Evidence, resolve

__all__ = [
    "Adjustment",
    "Cells",
    "EqualTotals",
    "OwnTotal",
    "Standing",
    "Standings",
    "TieBreak",
    "as_json",
    "places_of",
    "quorums",
    "standings",
]


def standings(event: Event, cells: Cells, adjustments: Sequence[Adjustment] = ()) -> Standings:
    """The ranking of all KBK of a checked event from the marks so far and the decisions about single KBK.

    Never raises for marks that pass the event's scales. With the skating system, equal totals within one juri leave
    everybody without a place and stand in `faults`.
    """
    count = tally(event, cells, adjustments)
    method = event.scoring.method
    faults = _equal_totals(count) if method == "skating" else ()
    ranked = [] if faults else count.ranked
    own_places = _own_places(event, count, ranked, shared_mean=method == "rank_sum")
    order = _first_order(event, count, ranked, own_places)
    sorted_out = _sort_out(event, order, _evidence(event, count, ranked, adjustments))
    places = places_of(event, sorted_out.groups)
    awards = _awards(event, count, order.totals, places) if count.complete else {}
    advancing, cut_warnings = _cut(event, order, sorted_out.groups) if count.complete else (None, [])
    together = {kbk: group for group in sorted_out.groups for kbk in group}
    rows = {
        kbk.id: Standing(
            place=places[kbk.id].printed if kbk.id in places else None,
            kbk=kbk.id,
            number=kbk.number,
            name=kbk.name,
            unit=kbk.unit,
            total=order.totals.get(kbk.id),
            awards=awards.get(kbk.id, ()),
            decided_by=sorted_out.decided_by.get(kbk.id),
            shared_with=tuple(other for other in together.get(kbk.id, ()) if other != kbk.id),
            status=count.status[kbk.id],
            criteria=count.scores.get(kbk.id, {}),
            juri={juri: OwnTotal(own, own_places[kbk.id][juri]) for juri, own in count.own.get(kbk.id, {}).items()},
            adjustments=tuple(decision for decision in adjustments if decision.kbk == kbk.id),
            tie=sorted_out.breaks.get(kbk.id),
            majority=order.majority.get(kbk.id),
            advances=None if advancing is None else kbk.id in advancing,
        )
        for kbk in event.kbk
    }
    unplaced = [kbk for kbk in count.scores if kbk not in places]
    out = [kbk for kbk in rows if kbk not in count.scores]
    return Standings(
        method=method,
        complete=count.complete,
        rows=tuple(rows[kbk] for kbk in (*places, *unplaced, *out)),
        warnings=(*count.warnings, *sorted_out.warnings, *cut_warnings),
        panel=count.panel,
        faults=faults,
    )


# --- the first order: by total, by sum of places, by majority -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Order:
    """KBK by the method alone: `groups` from the best on, those equal together; totals and skating's reasons."""

    groups: Sequence[Sequence[str]]
    totals: Mapping[str, Fraction]
    majority: Mapping[str, Majority]


def _first_order(event: Event, count: Tally, ranked: Sequence[str], own_places: Scores) -> _Order:
    if event.scoring.method == "skating":
        strict = {kbk: [int(own_places[kbk][juri] or 0) for juri in count.panel] for kbk in ranked}
        placed = skating(strict)
        return _Order([group for group, _why in placed], {}, {kbk: why for group, why in placed for kbk in group})
    if event.scoring.method == "rank_sum":
        sums = {kbk: sum((known(own_places[kbk][j]) for j in count.panel), Fraction(0)) for kbk in ranked}
        return _Order(_grouped(sums, best_first=False), sums, {})
    totals = {kbk: _total(event, count, kbk, count.scores[kbk]) for kbk in ranked}
    return _Order(_grouped(totals, best_first=True), totals, {})


def _panel_sum(count: Tally, scores: Mapping[str, Fraction | None]) -> Fraction:
    given = [score for score in scores.values() if score is not None]
    return weighted_sum(count.rule, count.share, given)


def _total(event: Event, count: Tally, kbk: str, scores: Mapping[str, Fraction | None]) -> Fraction:
    return final_total(count.rule, _panel_sum(count, scores), count.bonus[kbk], event.scoring.floor)


def _grouped(values: Mapping[str, Fraction], best_first: bool) -> list[list[str]]:
    common = lcm(*(value.denominator for value in values.values()))  # whole numbers compare far faster than Fractions
    groups: dict[int, list[str]] = {}
    for kbk, value in values.items():
        groups.setdefault(value.numerator * (common // value.denominator), []).append(kbk)
    return [groups[units] for units in sorted(groups, reverse=best_first)]


def _equal_totals(count: Tally) -> tuple[EqualTotals, ...]:
    """The skating system takes strict places only: every group of KBK to which one juri gave the same total."""
    return tuple(
        EqualTotals(juri, tuple(group), known(count.own[group[0]][juri]))
        for juri in count.panel
        for group in _grouped({kbk: known(count.own[kbk][juri]) for kbk in count.ranked}, best_first=True)
        if len(group) > 1
    )


def _places_among(totals: Mapping[str, Fraction], shared_mean: bool) -> dict[str, Fraction]:
    """Places 1-1-3 by these totals, or the mean of the places that equal totals take together."""
    places: dict[str, Fraction] = {}
    for group in _grouped(totals, best_first=True):
        first = len(places) + 1
        place = Fraction(2 * first + len(group) - 1, 2) if shared_mean else Fraction(first)
        places.update(dict.fromkeys(group, place))
    return places


def _own_places(event: Event, count: Tally, ranked: Sequence[str], shared_mean: bool) -> Scores:
    """KBK -> juri -> place by that juri's own totals among the ranked; a juri who dropped out of the panel has none."""
    own_places: dict[str, dict[str, Fraction | None]] = {kbk: {} for kbk in count.own}
    for juri in event.juri:
        places: dict[str, Fraction] = {}
        if juri.weight == 0 or juri.id in count.panel:
            totals = {kbk: total for kbk in ranked if (total := count.own[kbk][juri.id]) is not None}
            places = _places_among(totals, shared_mean)
        for kbk in count.own:
            own_places[kbk][juri.id] = places.get(kbk)
    return own_places


# --- ties -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _SortedOut:
    """The order after the tie chain: groups from the best on, those that share a place together."""

    groups: Sequence[Sequence[str]]
    decided_by: Mapping[str, str]
    breaks: Mapping[str, TieBreak]
    warnings: Sequence[str]


def _evidence(event: Event, count: Tally, ranked: Sequence[str], adjustments: Sequence[Adjustment]) -> Evidence:
    by_rank = event.scoring.method in RANK_METHODS
    plain = rule_of(event, count.panel, method="mean")
    ids = [criterion.id for criterion in event.criterion]

    def panel(kbk: str) -> Fraction:
        return _panel_sum(count, count.scores[kbk])

    def untrimmed(kbk: str) -> Fraction:
        scores, _guarded = panel_scores(plain, count.sheets[kbk], len(ids))
        return _total(event, count, kbk, dict(zip(ids, scores, strict=True)))

    def of_panel(values: Scores) -> Scores:
        return {kbk: {juri: values[kbk][juri] for juri in count.panel} for kbk in ranked}

    return Evidence(
        scores=count.scores,
        own=of_panel(count.own),
        own_places=lambda: of_panel(_own_places(event, count, ranked, shared_mean=False)),
        panel=None if by_rank else panel,
        untrimmed=None if by_rank else untrimmed,
        chair={d.kbk: Fraction(d.points) for d in adjustments if d.kind == "chair" and d.points is not None},
    )


def _sort_out(event: Event, order: _Order, evidence: Evidence) -> _SortedOut:
    """Send every group of equals through the tie chain."""
    alone = "skating" if event.scoring.method == "skating" else "total"
    groups: list[Sequence[str]] = []
    decided_by: dict[str, str] = {}
    breaks: dict[str, TieBreak] = {}
    chair_missing: list[list[str]] = []
    for group in order.groups:
        if len(group) == 1:
            groups.append(group)
            decided_by[group[0]] = alone
            continue
        resolved = resolve(group, event.scoring.ties, evidence)
        groups += resolved.parts
        breaks.update(resolved.breaks)
        decided_by.update({kbk: tie.step for kbk, tie in resolved.breaks.items()})
        chair_missing += resolved.chair_missing
    words = _("Nilai sama dan belum ada keputusan ketua untuk semuanya: {kbk}")
    return _SortedOut(
        groups=groups,
        decided_by=decided_by,
        breaks=breaks,
        warnings=[words.format(kbk=names_of(event, part)) for part in chair_missing],
    )


# --- what follows from the order ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """`printed` in the style of the event; `standard` 1-1-3, by which the rows are sorted."""

    printed: Fraction
    standard: int


def places_of(event: Event, groups: Sequence[Sequence[str]]) -> dict[str, Place]:
    """The place of everybody in these groups, from the best on; those of one group share theirs."""
    places: dict[str, Place] = {}
    for index, group in enumerate(groups, start=1):
        first = len(places) + 1
        printed = {
            "standard": Fraction(first),
            "dense": Fraction(index),
            "fractional": Fraction(2 * first + len(group) - 1, 2),
        }[event.scoring.places]
        places.update(dict.fromkeys(group, Place(printed, first)))
    return places


def _awards(
    event: Event, count: Tally, totals: Mapping[str, Fraction], places: Mapping[str, Place]
) -> dict[str, tuple[str, ...]]:
    """The names of every award that fits, for each ranked KBK, in the order of the definition."""
    best = {
        award.criterion: max((known(count.scores[kbk][award.criterion]) for kbk in places), default=None)
        for award in event.award
        if award.criterion is not None
    }

    def fits(award: Award, kbk: str) -> bool:
        if award.place is not None:
            place = places[kbk]
            return award.place == (place.standard if event.scoring.places == "fractional" else place.printed)
        if award.min is not None:
            total = totals.get(kbk)
            reached = [a.min for a in event.award if a.min is not None and total is not None and total >= a.min]
            return bool(reached) and award.min == max(reached)
        return award.criterion is not None and count.scores[kbk][award.criterion] == best[award.criterion]

    return {kbk: tuple(award.name for award in event.award if fits(award, kbk)) for kbk in places}


def _cut(event: Event, order: _Order, groups: Sequence[Sequence[str]]) -> tuple[set[str] | None, list[str]]:
    """Who goes on to the next level (None where no cut is set), and a warning where the chain leaves the cut shared."""
    if event.cut is None:
        return None, []
    advancing: list[str] = []
    warnings = []
    for group in order.groups if event.cut.ties == "all" else groups:
        if len(advancing) >= event.cut.top:
            break
        advancing += group
        if event.cut.ties == "chain" and len(advancing) > event.cut.top:
            words = _("Batas lolos {top} KBK jatuh pada peringkat bersama, semuanya lolos: {kbk}")
            warnings.append(words.format(top=event.cut.top, kbk=names_of(event, group)))
    return set(advancing), warnings
