"""From single marks to panel scores and totals: the cells, the quorum, the aggregates, the order of rounding.

Marks are whole numbers of 10^-9 inside (numbers have at most nine decimals), sums are whole numbers too, and one
Fraction stands at the end of each: exact, and as fast as a plain float loop allows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import repeat
from math import lcm
from operator import mul

from juri_tui.model import Absence, Event, Juri, Method, Scoring
from juri_tui.standing import Cells
from juri_tui.text import round_half_up

SCALE = 10**9
RANK_METHODS: tuple[Method, ...] = ("rank_sum", "skating")
SMALL_PANEL = 5  # below it a median says little and nothing can be clipped


def in_units(number: Decimal) -> int:
    """A number as whole units of 10^-9; ValueError where it has more than nine decimals."""
    units = Fraction(number) * SCALE
    if units.denominator != 1:
        raise ValueError(f"more than nine decimals: {number}")
    return units.numerator


class _Scaled(dict[object, int | None]):
    """Mark -> units, anything else -> None. A contest knows few different marks, so each is scaled once."""

    def __missing__(self, mark: object) -> int | None:
        self[mark] = units = in_units(mark) if isinstance(mark, Decimal) else None
        return units


def known(value: Fraction | None) -> Fraction:
    """A value that must be there because a quorum was checked before."""
    assert value is not None
    return value


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one juri gave one KBK, by criterion of the event.

    `marks`: units of 10^-9, None where no mark is given; `open`: the criteria (by position) that are none yet;
    `whole`: every cell that this juri marks is given.
    """

    marks: Sequence[int | None]
    open: tuple[int, ...]
    whole: bool


Sheets = dict[str, dict[str, Sheet]]
"""KBK id -> juri id -> sheet."""


def read_sheets(event: Event, cells: Cells, kbk: Iterable[str]) -> Sheets:
    """The sheets of these KBK by all juri. Recused and absent hold for the whole sheet, whatever stands beside them."""
    ids = [criterion.id for criterion in event.criterion]
    rows = _rows(event, cells, kbk)
    return {
        kbk_id: {juri.id: _sheet(cells, juri, kbk_id, ids, row) for juri, row in zip(event.juri, of_kbk, strict=True)}
        for kbk_id, of_kbk in rows.items()
    }


def _rows(event: Event, cells: Cells, kbk: Iterable[str]) -> dict[str, list[list[int | None]]]:
    """KBK -> by juri -> by criterion the mark in units, in one pass (looking each cell up takes twice as long).

    Cells of somebody who is not asked for, or not in this event, are left out.
    """
    scaled = _Scaled()
    column = {criterion.id: index for index, criterion in enumerate(event.criterion)}
    line = {juri.id: index for index, juri in enumerate(event.juri)}
    rows: dict[str, list[list[int | None]]] = {each: [[None] * len(column) for _juri in line] for each in kbk}
    for (juri, kbk_id, criterion), mark in cells.items():
        try:
            rows[kbk_id][line[juri]][column[criterion]] = scaled[mark]
        except KeyError:
            continue
    return rows


def _sheet(cells: Cells, juri: Juri, kbk: str, ids: Sequence[str], row: list[int | None]) -> Sheet:
    if juri.criteria is None and None not in row:
        return Sheet(row, (), True)
    own = [index for index, criterion in enumerate(ids) if juri.criteria is None or criterion in juri.criteria]
    raw = [cells.get((juri.id, kbk, ids[index])) for index in own]
    if Absence.RECUSED in raw or Absence.ABSENT in raw:
        return Sheet([None] * len(ids), (), False)
    marks = [mark if index in own else None for index, mark in enumerate(row)]
    still_open = tuple(index for index, mark in zip(own, raw, strict=True) if mark is None)
    return Sheet(marks, still_open, all(marks[index] is not None for index in own))


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of making a panel score of marks. `limit` in units; `digits` by stage; weights of the counting juri."""

    method: Method
    trim: int
    limit: int
    digits: dict[str, int]
    weights: dict[str, int]

    @property
    def plain(self) -> bool:
        """Every juri weighs the same."""
        return len(set(self.weights.values())) < 2


def rule_of(event: Event, juri: Iterable[str], method: Method | None = None) -> Rule:
    """The rule of this event for these juri. Rank methods take the plain mean of a criterion and never round."""
    scoring: Scoring = event.scoring
    by_rank = scoring.method in RANK_METHODS
    return Rule(
        method="mean" if by_rank else method or scoring.method,
        trim=scoring.trim,
        limit=in_units(scoring.limit or Decimal(0)),
        digits={} if by_rank else {step.stage: step.digits for step in scoring.rounding},
        weights={j: in_units(event.juri_by_id(j).weight) for j in juri},
    )


def aggregate(rule: Rule, given: Sequence[int], weights: Sequence[int] | None) -> tuple[int, int, bool]:
    """Numerator and denominator (in units) of the panel score of the marks given, and whether the guard spoke.

    `weights` None means all the same. The guard: too few marks to trim or clip, so that the plain mean was taken; a
    median of fewer than five marks.
    """
    count = len(given)
    if rule.method == "median":
        ordered, middle = sorted(given), count // 2
        if count % 2:
            return ordered[middle], 1, count < SMALL_PANEL
        return ordered[middle - 1] + ordered[middle], 2, count < SMALL_PANEL
    if rule.method == "trimmed_mean" and count >= 2 * rule.trim + 2:
        return sum(sorted(given)[rule.trim : count - rule.trim]), count - 2 * rule.trim, False
    if rule.method == "clipped_mean" and count >= SMALL_PANEL:
        low, high, unit = clip_range(rule, given)
        return sum(min(max(mark * unit, low), high) for mark in given), count * unit, False
    if weights is None:
        return sum(given), count, rule.method != "mean"
    return sum(map(mul, given, weights)), sum(weights), rule.method != "mean"


def clip_range(rule: Rule, given: Sequence[int]) -> tuple[int, int, int]:
    """Lowest and highest mark that counts as given with clipped_mean, both times the third number, in units."""
    first = Fraction(sum(given), len(given) * SCALE)
    if "criterion" in rule.digits:
        first = round_half_up(first, rule.digits["criterion"])
    first *= SCALE
    unit = first.denominator
    return first.numerator - rule.limit * unit, first.numerator + rule.limit * unit, unit


def panel_scores(rule: Rule, sheets: dict[str, Sheet], criteria: int) -> tuple[list[Fraction | None], list[int]]:
    """The panel score of one KBK in each of so many criteria after rounding stage criterion, None without a mark.

    The second part: the criteria (by position) in which the guard of the method spoke.
    """
    if not rule.weights:
        return [None] * criteria, []
    columns = zip(*(sheets[juri].marks for juri in rule.weights), strict=True)
    digits = rule.digits.get("criterion")
    juri_weights = None if rule.plain else list(rule.weights.values())
    scores: list[Fraction | None] = []
    guarded: list[int] = []
    for index, column in enumerate(columns):
        given = [mark for mark in column if mark is not None]
        if not given:
            scores.append(None)
            continue
        weights = juri_weights and [w for w, mark in zip(juri_weights, column, strict=True) if mark is not None]
        numerator, denominator, spoke = aggregate(rule, given, weights)
        score = Fraction(numerator, denominator * SCALE)
        scores.append(score if digits is None else round_half_up(score, digits))
        if spoke:
            guarded.append(index)
    return scores, guarded


def shares(event: Event) -> list[Fraction]:
    """What one point of each criterion adds to the total: its weight, or weight / max where totals are per cent."""
    if event.scoring.total == "percent":
        return [Fraction(c.weight) / Fraction(c.max) for c in event.criterion]
    return [Fraction(c.weight) for c in event.criterion]


def weighted_sum(rule: Rule, share: Sequence[Fraction], scores: Sequence[Fraction]) -> Fraction:
    """The sum of share x panel score, each rounded at stage weighted where that is set; before adjustments."""
    digits = rule.digits.get("weighted")
    if digits is not None:
        return sum(map(round_half_up, map(mul, share, scores), repeat(digits)), Fraction(0))
    numerators = [s.numerator * m.numerator for s, m in zip(share, scores, strict=True)]
    denominators = [s.denominator * m.denominator for s, m in zip(share, scores, strict=True)]
    common = lcm(*denominators)
    return Fraction(sum(n * (common // d) for n, d in zip(numerators, denominators, strict=True)), common)


def final_total(rule: Rule, panel: Fraction, bonus: Fraction, floor: Decimal | None) -> Fraction:
    """The total: panel sum and adjustments, rounded at stage final, not below the floor."""
    total = panel + bonus
    if "final" in rule.digits:
        total = round_half_up(total, rule.digits["final"])
    return total if floor is None else max(total, Fraction(floor))


def own_totals(share: Sequence[Fraction], sheets: dict[str, Sheet]) -> dict[str, Fraction | None]:
    """Each juri's own total of one KBK over the criteria he marks, exact; None where one of his cells is not given."""
    common = lcm(*(s.denominator for s in share))
    factors = [s.numerator * (common // s.denominator) for s in share]

    def total(sheet: Sheet) -> Fraction | None:
        if not sheet.whole:
            return None
        given = [0 if mark is None else mark for mark in sheet.marks]  # None: a criterion that is not his
        return Fraction(sum(map(mul, given, factors)), common * SCALE)

    return {juri: total(sheet) for juri, sheet in sheets.items()}
