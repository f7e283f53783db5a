"""`insight` for programs: one JSON object.

Numbers are text; `*_exact` is p/q in lowest terms; null where nothing can be said, `limit` and `limits` say why.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from juri_tui.bounds import Bounds
from juri_tui.flips import MarkFlip, WeightChange, WeightFlip
from juri_tui.insight import Insight, LeaveOneOut, Robustness
from juri_tui.insight_words import far_off, first_place, limits
from juri_tui.juri_stats import FarMark, JuriStat, PanelStats, SameUnit, Spread
from juri_tui.lang import _
from juri_tui.model import Event
from juri_tui.standing import place_number
from juri_tui.text import decimal_text, exact_text, fraction_text

DIGITS = 6
"""Decimals of weights and statistics; totals have those of the event."""


def as_json(found: Insight, event: Event) -> dict[str, object]:
    """Everything `insight` found."""
    sure = found.robustness
    return {
        "method": found.standings.method,
        "complete": found.standings.complete,
        "sentences": [*first_place(event, found), *far_off(event, found.panel), *limits(found.panel)],
        "note": _("tanpa pengurangan atau diskualifikasi"),
        "bounds": None if found.bounds is None else [_bounds(event, each) for each in found.bounds.values()],
        "robustness": None if sure is None else _robustness(sure),
        "statistics": _statistics(found.panel),
    }


def _text(value: Fraction | float | None, digits: int = DIGITS) -> str | None:
    return None if value is None else fraction_text(Fraction(value), digits)


def _number(value: Fraction) -> str:
    """A mark or a mean of marks: all decimals where they end, else rounded."""
    return decimal_text(Decimal(fraction_text(value, 9)))


def _bounds(event: Event, own: Bounds) -> dict[str, object]:
    digits = event.scoring.display_digits
    return {
        "kbk": own.kbk,
        "low": _text(own.low, digits),
        "low_exact": exact_text(own.low),
        "high": _text(own.high, digits),
        "high_exact": exact_text(own.high),
        "best": own.best,
        "worst": own.worst,
        "secure": own.secure,
        "clinched": own.clinched,
    }


def _robustness(sure: Robustness) -> dict[str, object]:
    return {
        "first": list(sure.winners),
        "second": sure.second,
        "without_juri": _left_out(sure.juri),
        "without_criterion": _left_out(sure.criteria),
        "weights": None if sure.weights is None else _weights(sure.weights),
        "mark": None if sure.mark is None else _mark(sure.mark),
        "mark_untried": sure.mark_untried,
    }


def _left_out(without: LeaveOneOut) -> dict[str, object]:
    return {
        "limit": without.limit or None,
        "rows": [
            {"left_out": row.left_out, "winners": list(row.winners), "places": _places(row.places)}
            for row in without.rows
        ],
        "ranges": {kbk: [place_number(best), place_number(worst)] for kbk, (best, worst) in without.ranges.items()},
    }


def _places(places: Mapping[str, Fraction]) -> dict[str, object]:
    return {kbk: place_number(place) for kbk, place in places.items()}


def _weights(flip: WeightFlip) -> dict[str, object]:
    return {
        "first": flip.first,
        "second": flip.second,
        "lead": _text(flip.lead),
        "lead_exact": exact_text(flip.lead),
        "single": None if flip.single is None else _change(flip.single),
        "moves": [_change(move) for move in flip.moves],
        "moved": _text(flip.moved),
        "moved_exact": None if flip.moved is None else exact_text(flip.moved),
        "ahead_everywhere": flip.least >= 0,
        "rounded": flip.rounded,
    }


def _change(change: WeightChange) -> dict[str, object]:
    return {
        "criterion": change.criterion,
        "weight": _text(change.weight),
        "weight_exact": exact_text(change.weight),
        "change": _text(change.change),
        "change_exact": exact_text(change.change),
    }


def _mark(flip: MarkFlip) -> dict[str, object]:
    return {
        "first": flip.first,
        "second": flip.second,
        "juri": flip.juri,
        "kbk": flip.kbk,
        "criterion": flip.criterion,
        "old": decimal_text(flip.old),
        "new": decimal_text(flip.new),
        "steps": flip.steps,
    }


def _statistics(panel: PanelStats) -> dict[str, object]:
    return {
        "limits": list(panel.limits),
        "compared": list(panel.compared),
        "concordance": _text(panel.concordance),
        "distance": _text(panel.distance),
        "alpha": _text(panel.alpha),
        "icc_single": _text(panel.icc_single),
        "icc_mean": _text(panel.icc_mean),
        "juri": [_juri(each) for each in panel.juri],
        "spreads": [_spread(each) for each in panel.spreads],
        "far": [_far(each) for each in panel.far],
        "same_unit": [_same_unit(each) for each in panel.same_unit],
    }


def _juri(own: JuriStat) -> dict[str, object]:
    return {
        "juri": own.juri,
        "severity": _text(own.severity),
        "deviation": _text(own.deviation),
        "relative": _text(own.relative),
        "flat": list(own.flat),
    }


def _spread(spread: Spread) -> dict[str, object]:
    return {
        "kbk": spread.kbk,
        "criterion": spread.criterion,
        "low": _number(spread.low),
        "high": _number(spread.high),
        "lowest": spread.lowest,
        "highest": spread.highest,
        "share": _text(spread.share),
    }


def _far(far: FarMark) -> dict[str, object]:
    return {
        "juri": far.juri,
        "kbk": far.kbk,
        "criterion": far.criterion,
        "mark": _number(far.mark),
        "rivals": list(far.rivals),
        "others": _number(far.others),
        "difference": _number(far.difference),
    }


def _same_unit(own: SameUnit) -> dict[str, object]:
    return {"juri": own.juri, "kbk": own.kbk, "bias": _text(own.bias)}
