"""The questions that a careful clerk would ask about a mark, from nothing but the same juri's own other marks. Pure.

A mark is compared as a share of its maximum, so that criteria of 10 and of 20 points speak about the same hand. Other
juri's marks never enter: a question must not tell what they gave.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from juri_tui.model import Criterion

ENOUGH_FOR_SLIP = 2
ENOUGH_FOR_HABIT = 3
NEAR = Fraction(15, 100)
FAR = Fraction(25, 100)


class Oddity(StrEnum):
    """What is odd about a mark: ten times (or a tenth) would fit this hand, or it lies far from all it has given."""

    SLIP = "slip"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mark to ask about. `usual` is the share of the maximum (0 to 1) around which this juri's other marks lie.

    `meant` is the lawful mark that a decimal slip would have come from; None where it is only far off.
    """

    oddity: Oddity
    usual: Fraction
    meant: Decimal | None = None


def share(criterion: Criterion, mark: Decimal) -> Fraction | None:
    """The mark as a share of the maximum; None where the maximum is not above 0."""
    return Fraction(mark) / Fraction(criterion.max) if criterion.max > 0 else None


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle of the values; the mean of the two middle ones where their number is even."""
    return _middle(sorted(values))


def _middle(ordered: Sequence[Fraction]) -> Fraction:
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def doubt(criterion: Criterion, mark: Decimal, others: Sequence[Fraction]) -> Doubt | None:
    """What to ask about `mark`; `others` are the shares of this juri's other marks. None: it needs no question."""
    own = share(criterion, mark)
    if own is None or len(others) < ENOUGH_FOR_SLIP:
        return None
    ordered = sorted(others)
    usual = _middle(ordered)
    off = abs(own - usual)
    for meant in (mark * 10, mark / 10):
        moved = share(criterion, meant)
        if moved is not None and off > NEAR and abs(moved - usual) <= NEAR and _lawful(criterion, meant):
            return Doubt(Oddity.SLIP, usual, meant)
    outside = not ordered[0] - NEAR < own < ordered[-1] + NEAR
    if len(others) >= ENOUGH_FOR_HABIT and off >= FAR and outside:
        return Doubt(Oddity.FAR, usual)
    return None


def meant_by(criterion: Criterion, typed: Decimal, others: Sequence[Fraction]) -> Decimal | None:
    """The lawful mark behind one that was refused, where only the decimal point slipped: 17,5 behind 175."""
    for meant in (typed * 10, typed / 10):
        moved = share(criterion, meant)
        usual = median(others) if len(others) >= ENOUGH_FOR_SLIP else moved
        if moved is not None and usual is not None and abs(moved - usual) <= NEAR and _lawful(criterion, meant):
            return meant
    return None


def _lawful(criterion: Criterion, mark: Decimal) -> bool:
    return criterion.min <= mark <= criterion.max and not (mark - criterion.min) % criterion.step
