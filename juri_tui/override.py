"""A jury override: places that the juri decide on top of the computed ranking. Marks and totals stay as they are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from juri_tui.model import Event
from juri_tui.scoring import places_of
from juri_tui.standing import Standing, Standings

JURY = "jury"
"""What decided the place of a KBK whose place the juri set."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """The place (1 first) on which the juri put a KBK, and why."""

    place: int
    reason: str


def overridden(found: Standings, event: Event, ruled: Mapping[str, Ruled]) -> Standings:
    """The ranking with the places of `ruled`; the others close ranks in their computed order.

    Those ruled onto one place share it. A KBK that has no computed place gets none. Prizes by place and who goes on
    follow the places as they are then; `computed` keeps the ranking as it was.
    """
    rows = {row.kbk: row for row in found.rows}
    holds = {kbk: one for kbk, one in ruled.items() if kbk in rows and rows[kbk].place is not None}
    if not holds:
        return found
    groups = _groups(found, holds)
    places = places_of(event, groups)
    advancing = _advancing(event, groups)
    made: dict[str, Standing] = {}
    for group in groups:
        for kbk in group:
            row = rows[kbk]
            won = places[kbk].standard if event.scoring.places == "fractional" else places[kbk].printed
            awards = tuple(
                award.name
                for award in event.award
                if (award.place == won if award.place is not None else award.name in row.awards)
            )
            made[kbk] = replace(
                row,
                place=places[kbk].printed,
                awards=awards if found.complete else row.awards,
                decided_by=JURY if kbk in holds else row.decided_by,
                shared_with=tuple(other for other in group if other != kbk),
                advances=None if row.advances is None else kbk in advancing,
                ruled=holds[kbk].reason if kbk in holds else "",
            )
    rest = tuple(row for row in found.rows if row.kbk not in made)
    return replace(found, rows=(*made.values(), *rest), computed=found)


def _groups(found: Standings, holds: Mapping[str, Ruled]) -> list[list[str]]:
    """Who stands together, from the best on: the others as computed, each ruled group at its place."""
    left: list[list[str]] = []
    for row in found.rows:
        if row.place is None or row.kbk in holds:
            continue
        if left and left[-1][0] in row.shared_with:
            left[-1].append(row.kbk)
        else:
            left.append([row.kbk])
    wanted: dict[int, list[str]] = {}
    for kbk in sorted(holds, key=[row.kbk for row in found.rows].index):
        wanted.setdefault(holds[kbk].place, []).append(kbk)
    groups: list[list[str]] = []
    for place, group in sorted(wanted.items()):
        while left and sum(map(len, groups)) + 1 < place:
            groups.append(left.pop(0))
        groups.append(group)
    return groups + left


def _advancing(event: Event, groups: list[list[str]]) -> set[str]:
    gone: list[str] = []
    for group in groups:
        if event.cut is None or len(gone) >= event.cut.top:
            break
        gone += group
    return set(gone)
