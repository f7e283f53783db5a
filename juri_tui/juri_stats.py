"""How the juri marked, beside each other: for the chair to ask about, never to change a mark. Pure; counting juri only.

What compares whole sheets uses each juri's own totals (before bonus and deductions) and needs juri who mark the same
criteria. All numbers are exact Fractions, but for standard deviations.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import lcm, sqrt

from juri_tui.model import Event
from juri_tui.panel import SCALE, in_units
from juri_tui.standing import Adjustment, Cells
from juri_tui.tally import Tally, tally

FAR = Fraction(1, 5)
"""A mark is far off where it differs from the mean of the others by this share of the scale, or more."""
FEWEST_FLAT = 3
"""A sheet of fewer criteria than this is never called flat."""

Table = Sequence[Sequence[Fraction]]
"""One row for each KBK, one column for each juri, no holes."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The marks of the panel for one KBK in one criterion: lowest, highest, and who gave them (the first each).

    `share`: the distance as a share of the scale.
    """

    kbk: str
    criterion: str
    low: Fraction
    high: Fraction
    lowest: str
    highest: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class FarMark:
    """A mark far from the mean of what the `rivals` gave the same KBK in the same criterion; `difference` is signed."""

    juri: str
    kbk: str
    criterion: str
    mark: Fraction
    rivals: tuple[str, ...]
    others: Fraction
    difference: Fraction


@dataclass(frozen=True, slots=True)
class SameUnit:
    """A juri and a KBK of the same institution.

    `bias`: his total less the mean of the others' for this KBK, less the mean of the same over the other KBK; None
    where there is nothing to compare with.
    """

    juri: str
    kbk: str
    bias: Fraction | None


@dataclass(frozen=True, slots=True)
class JuriStat:
    """One juri in points of a total.

    `severity`: how far above the panel he marks (negative: stricter), by the additive model total = KBK + juri.
    `deviation`: sample standard deviation of his totals; `relative`: divided by the panel's (root mean square). `flat`:
    the KBK whose sheet has the same share of the scale in every criterion. None where nothing can be said.
    """

    juri: str
    severity: Fraction | None
    deviation: float | None
    relative: float | None
    flat: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PanelStats:
    """The panel as a whole. Every measure is None where it has no meaning: see `limits`, codes for programs.

    `concordance`: Kendall's W (from three juri on); `distance`: the mean absolute difference of two totals for the same
    KBK, in points; `alpha`: Krippendorff's, interval; `icc_single`, `icc_mean`: ICC(2,1) and ICC(2,k). `compared`: the
    KBK that all juri marked in full, on which W and ICC rest.
    """

    juri: tuple[JuriStat, ...]
    concordance: Fraction | None
    distance: Fraction | None
    alpha: Fraction | None
    icc_single: Fraction | None
    icc_mean: Fraction | None
    compared: tuple[str, ...]
    spreads: tuple[Spread, ...]
    far: tuple[FarMark, ...]
    same_unit: tuple[SameUnit, ...]
    limits: tuple[str, ...]


def panel_stats(event: Event, cells: Cells, adjustments: Sequence[Adjustment] = ()) -> PanelStats:
    """All statistics of the counting juri over the KBK taking part; sheets that are not whole are left out."""
    decisions = [decision for decision in adjustments if decision.kind not in ("points", "chair")]
    count = tally(event, cells, decisions)
    panel = [juri.id for juri in event.juri if juri.weight > 0]
    alike = len({frozenset(c.id for c in event.criteria_of(juri)) for juri in panel}) == 1
    totals = {
        kbk: {juri: own for juri in panel if alike and (own := row[juri]) is not None} for kbk, row in count.own.items()
    }
    compared = tuple(kbk for kbk, row in totals.items() if len(row) == len(panel) > 1)
    table = [[totals[kbk][juri] for juri in panel] for kbk in compared]
    single, mean = icc(table) or (None, None)
    marks = _marks(event, count, panel)
    return PanelStats(
        juri=_each(event, count, totals, panel),
        concordance=concordance(table) if len(panel) > 2 else None,
        distance=mean_difference([list(row.values()) for row in totals.values()]),
        alpha=alpha([list(row.values()) for row in totals.values()]),
        icc_single=single,
        icc_mean=mean,
        compared=compared,
        spreads=_spreads(event, marks),
        far=_far(event, marks),
        same_unit=_same_unit(event, totals, panel),
        limits=_limits(len(panel), alike, len(compared)),
    )


def _limits(juri: int, alike: bool, compared: int) -> tuple[str, ...]:
    found = []
    if juri < 3:
        found.append("one_juri" if juri == 1 else "two_juri")
    if not alike:
        found.append("different_criteria")
    elif juri > 1 and compared < 2:
        found.append("few_kbk")
    return tuple(found)


# --- single marks ---------------------------------------------------------------------------------------------------

Marks = Mapping[tuple[str, str], Mapping[str, int]]
"""(KBK, criterion) -> juri -> mark given, in units of 10^-9."""


def _marks(event: Event, count: Tally, panel: Sequence[str]) -> Marks:
    return {
        (kbk, criterion.id): {juri: mark for juri in panel if (mark := sheets[juri].marks[index]) is not None}
        for kbk, sheets in count.sheets.items()
        for index, criterion in enumerate(event.criterion)
    }


def _widths(event: Event) -> dict[str, int]:
    """Criterion -> the width of its scale in units of 10^-9."""
    return {criterion.id: in_units(criterion.max) - in_units(criterion.min) for criterion in event.criterion}


def _spreads(event: Event, marks: Marks) -> tuple[Spread, ...]:
    """The widest first; only where two juri differ."""
    widths = _widths(event)
    found = []
    for (kbk, criterion), given in marks.items():
        if len(set(given.values())) > 1:
            lowest, highest = min(given, key=given.__getitem__), max(given, key=given.__getitem__)
            low, high = given[lowest], given[highest]
            share = Fraction(high - low, widths[criterion])
            found.append(Spread(kbk, criterion, Fraction(low, SCALE), Fraction(high, SCALE), lowest, highest, share))
    return tuple(sorted(found, key=lambda spread: -spread.share))


def _far(event: Event, marks: Marks) -> tuple[FarMark, ...]:
    """Against the mean of the *others*: a mean that holds the mark itself hides it. In the order of the event file."""
    widths = _widths(event)
    found = []
    for (kbk, criterion), given in marks.items():
        others, total = len(given) - 1, sum(given.values())
        for juri, mark in given.items():
            gap = (others + 1) * mark - total  # times the number of others
            if others and abs(gap) * FAR.denominator >= FAR.numerator * widths[criterion] * others:
                own, mean = Fraction(mark, SCALE), Fraction(total - mark, others * SCALE)
                rivals = tuple(rival for rival in given if rival != juri)
                found.append(FarMark(juri, kbk, criterion, own, rivals, mean, own - mean))
    return tuple(found)


def _flat(event: Event, count: Tally, juri: str) -> tuple[str, ...]:
    widths = _widths(event).values()
    common = lcm(*widths)
    scales = [
        (in_units(criterion.min), common // width) for criterion, width in zip(event.criterion, widths, strict=True)
    ]
    found = []
    for kbk, sheets in count.sheets.items():
        marks = zip(sheets[juri].marks, scales, strict=True)
        shares = [(mark - low) * factor for mark, (low, factor) in marks if mark is not None]
        if len(shares) >= FEWEST_FLAT and len(set(shares)) == 1:
            found.append(kbk)
    return tuple(found)


# --- each juri ------------------------------------------------------------------------------------------------------

Totals = Mapping[str, Mapping[str, Fraction]]
"""KBK -> juri -> own total; juri whose sheet is not whole are not there."""


def _each(event: Event, count: Tally, totals: Totals, panel: Sequence[str]) -> tuple[JuriStat, ...]:
    severe = severity(totals, panel)
    variances = {juri: _variance([row[juri] for row in totals.values() if juri in row]) for juri in panel}
    known = [variance for variance in variances.values() if variance is not None]
    usual = sum(known, Fraction(0)) / len(known) if known else Fraction(0)

    def stat(juri: str) -> JuriStat:
        own = variances[juri]
        relative = None if own is None or not usual or len(panel) == 1 else sqrt(own / usual)
        deviation = None if own is None else sqrt(own)
        return JuriStat(juri, severe.get(juri), deviation, relative, _flat(event, count, juri))

    return tuple(stat(juri) for juri in panel)


def _variance(values: Sequence[Fraction]) -> Fraction | None:
    if len(values) < 2:
        return None
    mean = sum(values, Fraction(0)) / len(values)
    return sum(((value - mean) ** 2 for value in values), Fraction(0)) / (len(values) - 1)


def severity(totals: Totals, panel: Sequence[str]) -> dict[str, Fraction]:
    """Juri -> effect of the additive model total = KBK + juri, by least squares; the effects add up to 0.

    With whole sheets that is the mean of his totals less the mean of all. Empty where the marks do not connect all
    juri (somebody marked nobody that others marked), or where there are fewer than two.
    """
    shared = [row for row in totals.values() if len(row) > 1]
    if len(panel) < 2:
        return {}
    # Normal equations with the KBK effects eliminated; one row gives way to "the effects add up to 0".
    size = len(panel)
    matrix = [[Fraction(0)] * (size + 1) for _juri in panel]
    for row in shared:
        mean = sum(row.values(), Fraction(0)) / len(row)
        seen = [index for index, juri in enumerate(panel) if juri in row]
        for index in seen:
            matrix[index][index] += 1
            matrix[index][size] += row[panel[index]] - mean
            for other in seen:
                matrix[index][other] -= Fraction(1, len(row))
    matrix[-1] = [Fraction(1)] * size + [Fraction(0)]
    solved = _solve(matrix)
    return {} if solved is None else dict(zip(panel, solved, strict=True))


def _solve(matrix: list[list[Fraction]]) -> list[Fraction] | None:
    """The solution of linear equations (the right side in the last column) by elimination; None unless there is one."""
    size = len(matrix)
    for column in range(size):
        pivot = next((row for row in range(column, size) if matrix[row][column]), None)
        if pivot is None:
            return None
        matrix[column], matrix[pivot] = matrix[pivot], matrix[column]
        top = [value / matrix[column][column] for value in matrix[column]]
        matrix[column] = top
        for row in range(size):
            factor = matrix[row][column]
            if row != column and factor:
                matrix[row] = [value - factor * above for value, above in zip(matrix[row], top, strict=True)]
    return [row[size] for row in matrix]


def _same_unit(event: Event, totals: Totals, panel: Sequence[str]) -> tuple[SameUnit, ...]:
    found = []
    for juri in panel:
        home = event.juri_by_id(juri).institution.casefold()
        gaps = {
            kbk: row[juri] - (sum(row.values(), Fraction(0)) - row[juri]) / (len(row) - 1)
            for kbk, row in totals.items()
            if juri in row and len(row) > 1
        }
        for kbk in event.kbk:
            if home and kbk.unit.casefold() == home and kbk.id in totals:
                rest = [gap for other, gap in gaps.items() if other != kbk.id]
                bias = gaps[kbk.id] - sum(rest, Fraction(0)) / len(rest) if kbk.id in gaps and rest else None
                found.append(SameUnit(juri, kbk.id, bias))
    return tuple(found)


# --- agreement ------------------------------------------------------------------------------------------------------


def concordance(table: Table) -> Fraction | None:
    """Kendall's coefficient of concordance W of the columns, corrected for ties: 1 all agree, 0 not at all.

    None with fewer than two rows or columns, or where every juri gave everybody the same. (M. Kendall, Rank Correlation
    Methods; the higher number is the better place, which changes nothing.)
    """
    rows = len(table)
    if rows < 2 or len(table[0]) < 2:
        return None
    columns = list(zip(*table, strict=True))
    ranks = [_mean_ranks(column) for column in columns]
    sums = [sum(ranking, Fraction(0)) for ranking in zip(*ranks, strict=True)]
    juri = len(columns)
    mean = Fraction(juri * (rows + 1), 2)
    ties = sum(n**3 - n for column in columns for n in Counter(column).values())
    most = juri * juri * (rows**3 - rows) - juri * ties
    return 12 * sum(((s - mean) ** 2 for s in sums), Fraction(0)) / most if most else None


def _mean_ranks(values: Sequence[Fraction]) -> list[Fraction]:
    return [sum(v < value for v in values) + Fraction(values.count(value) + 1, 2) for value in values]


def mean_difference(units: Table) -> Fraction | None:
    """The mean absolute difference of two totals for the same KBK, over all pairs of juri; None without a pair."""
    gaps = [abs(a - b) for unit in units for a, b in combinations(unit, 2)]
    return sum(gaps, Fraction(0)) / len(gaps) if gaps else None


def alpha(units: Table) -> Fraction | None:
    """Krippendorff's alpha for interval data; each unit holds the values that it got, holes left out.

    1 is full agreement, 0 what chance would give. None where no two values can be paired, or all are equal.
    (K. Krippendorff, Content Analysis.)
    """
    paired = [unit for unit in units if len(unit) > 1]
    values = [value for unit in paired for value in unit]
    expected = _squares(values) / (len(values) - 1) if values else Fraction(0)
    if not expected:
        return None
    observed = sum((_squares(unit) / (len(unit) - 1) for unit in paired), Fraction(0))
    return 1 - observed / expected


def _squares(values: Sequence[Fraction]) -> Fraction:
    """The sum of squared differences over all ordered pairs: 2 n (sum of squares) - 2 (sum) squared."""
    total = sum(values, Fraction(0))
    return 2 * len(values) * sum((value * value for value in values), Fraction(0)) - 2 * total * total


def icc(table: Table) -> tuple[Fraction, Fraction] | None:
    """ICC(2,1) and ICC(2,k): how far one juri, and the mean of the k juri, would agree with another such panel.

    Two-way random effects, absolute agreement, from the mean squares of rows, columns and error (Shrout & Fleiss 1979).
    None with fewer than two rows or columns, or where a denominator vanishes.
    """
    n = len(table)
    if n < 2 or len(table[0]) < 2:
        return None
    k = len(table[0])
    grand = sum((sum(row, Fraction(0)) for row in table), Fraction(0)) / (n * k)
    rows = [sum(row, Fraction(0)) / k for row in table]
    columns = [sum(column, Fraction(0)) / n for column in zip(*table, strict=True)]
    between = k * sum(((mean - grand) ** 2 for mean in rows), Fraction(0))
    juri = n * sum(((mean - grand) ** 2 for mean in columns), Fraction(0))
    whole = sum(((value - grand) ** 2 for row in table for value in row), Fraction(0))
    bms, jms, ems = between / (n - 1), juri / (k - 1), (whole - between - juri) / ((n - 1) * (k - 1))
    one, mean = bms + (k - 1) * ems + k * (jms - ems) / n, bms + (jms - ems) / n
    return ((bms - ems) / one, (bms - ems) / mean) if one and mean else None
