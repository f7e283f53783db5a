"""The tie chain: what tells KBK apart that are equal, step by step, and which step it was.

A tied group takes the first step; every part of it that is still several takes the next one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from juri_tui.panel import known
from juri_tui.standing import TieBreak

Key = tuple[Fraction, ...]
"""What a step compares for one KBK; the higher goes first."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the steps look at.

    `scores`: KBK -> criterion id -> panel score; `own`: KBK -> juri -> own total, `own_places`: KBK -> juri -> place
    1-1-3, both of the counting juri only; `panel`: the total before adjustments and `untrimmed`: the total by the
    plain mean, both None with rank methods; `chair`: the order that the chair gave.
    """

    scores: Mapping[str, Mapping[str, Fraction | None]]
    own: Mapping[str, Mapping[str, Fraction | None]]
    own_places: Callable[[], Mapping[str, Mapping[str, Fraction | None]]]
    panel: Callable[[str], Fraction] | None
    untrimmed: Callable[[str], Fraction] | None
    chair: Mapping[str, Fraction]


def _majority(part: Sequence[str], evidence: Evidence) -> dict[str, Key] | None:
    """How many juri put each of the two above the other, among those whose sheets for both are all given."""
    if len(part) != 2:
        return None
    a, b = part
    wins = {a: 0, b: 0}
    for juri, first in evidence.own[a].items():
        second = evidence.own[b][juri]
        if first is not None and second is not None and first != second:
            wins[a if first > second else b] += 1
    return {kbk: (Fraction(count),) for kbk, count in wins.items()}


def _countback(part: Sequence[str], evidence: Evidence) -> dict[str, Key]:
    """How many firsts, seconds, thirds .. each has from the juri."""
    own_places = evidence.own_places()
    places = {kbk: list(own_places[kbk].values()) for kbk in part}
    worst = len(own_places)
    return {kbk: tuple(Fraction(got.count(Fraction(n))) for n in range(1, worst + 1)) for kbk, got in places.items()}


def compared(step: str, part: Sequence[str], evidence: Evidence) -> dict[str, Key] | None:
    """What this step compares for each KBK of the part; None where it can say nothing."""
    if step.startswith("criterion:"):
        criterion = step.removeprefix("criterion:")
        return {kbk: (known(evidence.scores[kbk][criterion]),) for kbk in part}
    if step == "majority":
        return _majority(part, evidence)
    if step == "countback":
        return _countback(part, evidence)
    if step == "chair":
        return {kbk: (-evidence.chair[kbk],) for kbk in part} if evidence.chair.keys() >= set(part) else None
    if step == "panel":
        return {kbk: (evidence.panel(kbk),) for kbk in part} if evidence.panel is not None else None
    if step == "untrimmed":
        return {kbk: (evidence.untrimmed(kbk),) for kbk in part} if evidence.untrimmed is not None else None
    raise ValueError(f"unknown step: {step}")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A tied group after the chain: its parts in order, how each KBK was told apart, and where the chair is missing."""

    parts: list[list[str]]
    breaks: dict[str, TieBreak]
    chair_missing: list[list[str]]


def resolve(tied: Sequence[str], steps: Sequence[str], evidence: Evidence) -> Resolved:
    """Send a tied group of two or more (in file order) through the chain."""
    result = Resolved([], {}, [])

    def descend(part: list[str], rest: Sequence[str]) -> None:
        if not rest:
            result.parts.append(part)
            result.breaks.update(dict.fromkeys(part, TieBreak(tuple(tied), "shared", tuple(part), {})))
            return
        step = rest[0]
        values = compared(step, part, evidence)
        if values is None:
            if step == "chair":
                result.chair_missing.append(part)
            descend(part, rest[1:])
            return
        for value in sorted(set(values.values()), reverse=True):
            equal = [kbk for kbk in part if values[kbk] == value]
            if len(equal) == 1:
                result.parts.append(equal)
                result.breaks[equal[0]] = TieBreak(tuple(tied), step, tuple(part), values)
            else:
                descend(equal, rest[1:])

    descend(list(tied), steps)
    return result
