"""What a ranking is: the rows of the standings, exact, and the one form in which programs read them (JSON).

Plain frozen values. All numbers are exact Fractions; rounding happens only in `as_json` and on the screens.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from juri_tui.lang import _
from juri_tui.model import Event, Mark, Method
from juri_tui.text import exact_text, fraction_text, shown

Cells = Mapping[tuple[str, str, str], Mark]
"""(juri id, KBK id, criterion id) -> mark or absence; a cell that is not there is none yet."""

Kind = Literal["points", "no_show", "withdrawn", "disqualified", "chair"]
Status = Literal["performed", "waiting", "not_rankable", "no_show", "withdrawn", "disqualified"]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A decision about one KBK beside the marks.

    `points`: signed points for kind points; the order that the chair gave within a tie (1 first) for kind chair; None
    for the three ways of being out.
    """

    kind: Kind
    kbk: str
    points: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class OwnTotal:
    """A juri's own total of one KBK and the place that it gives; None where a cell of his is not given."""

    total: Fraction | None
    place: Fraction | None


@dataclass(frozen=True, slots=True)
class TieBreak:
    """How the tie chain treated a KBK whose total (or whose skating marks) others had too.

    `tied`: all with whom it was equal, itself included; `step`: the step that left it alone, or "shared"; `among`:
    those whom that step told apart (for "shared" those left together); `values`: what the step compared, higher first
    (countback: the number of firsts, seconds ..; chair: minus the order given). All ids in file order.
    """

    tied: tuple[str, ...]
    step: str
    among: tuple[str, ...]
    values: Mapping[str, tuple[Fraction, ...]]


@dataclass(frozen=True, slots=True)
class Majority:
    """Why the skating system placed a KBK where it did: `count` of `panel` juri had it at place `column` or better."""

    column: int
    count: int
    panel: int
    sum: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One KBK in the standings.

    `place` and `total` are None without a place (`total` also with skating); `criteria` holds the panel scores after
    rounding stage criterion; `advances` is None where no cut is set or the result is not complete; `ruled` is why the
    juri set this place themselves.
    """

    place: Fraction | None
    kbk: str
    number: int
    name: str
    unit: str
    total: Fraction | None
    awards: tuple[str, ...]
    decided_by: str | None
    shared_with: tuple[str, ...]
    status: Status
    criteria: Mapping[str, Fraction | None]
    juri: Mapping[str, OwnTotal]
    adjustments: tuple[Adjustment, ...]
    tie: TieBreak | None = None
    majority: Majority | None = None
    advances: bool | None = None
    ruled: str = ""


@dataclass(frozen=True, slots=True)
class EqualTotals:
    """Why a contest by the skating system has no ranking: this juri gave these KBK the same total."""

    juri: str
    kbk: tuple[str, ...]
    total: Fraction

    def words(self, event: Event) -> str:
        """The sentence for people, naming juri and KBK."""
        return _(
            "Juri {juri} memberi jumlah nilai yang sama ({total}) kepada {kbk}; metode skating menuntut jumlah berbeda"
        ).format(
            juri=event.juri_by_id(self.juri).name,
            total=exact_or_short(self.total),
            kbk=listed([event.kbk_by_id(kbk).name for kbk in self.kbk]),
        )


@dataclass(frozen=True, slots=True)
class Standings:
    """The ranking of all KBK, in the order in which it is read out and printed.

    `complete`: no mark is missing any more; before that places are provisional. `panel`: the juri whose marks counted
    (with rank methods without those who dropped out). `faults`: why a skating contest has no places; empty with every
    other method. `computed`: the ranking of the marks alone, where the juri set a place themselves.
    """

    method: Method
    complete: bool
    rows: tuple[Standing, ...]
    warnings: tuple[str, ...]
    panel: tuple[str, ...] = ()
    faults: tuple[EqualTotals, ...] = ()
    computed: "Standings | None" = None

    def of(self, kbk: str) -> Standing:
        """The row of this KBK; KeyError where there is none."""
        for row in self.rows:
            if row.kbk == kbk:
                return row
        raise KeyError(kbk)


def exact_or_short(value: Fraction) -> str:
    """An exact number for a sentence: all decimals where they end within nine, else `p/q`."""
    text = fraction_text(value, 9)
    return shown(Decimal(text)) if Fraction(text) == value else exact_text(value)


def listed(names: Sequence[str], limit: int = 8) -> str:
    """Names as people list them: `A, B dan C`; after `limit` names only how many more there are."""
    if len(names) > limit:
        return _("{names} dan {count} lainnya").format(names=", ".join(names[:limit]), count=len(names) - limit)
    if len(names) < 2:
        return "".join(names)
    return _("{names} dan {last}").format(names=", ".join(names[:-1]), last=names[-1])


def place_number(place: Fraction | None) -> int | float | None:
    """A place as programs read it: 1, 1.5 (a shared place), or None."""
    if place is None:
        return None
    return int(place) if place.denominator == 1 else float(place)


def points_text(points: Decimal | None) -> str | None:
    """Points as they were written, with a point and without a plus; None where there are none."""
    if points is None:
        return None
    return format(abs(points) if points == 0 else points, "f")


def as_json(standings: Standings, event: Event) -> dict[str, object]:
    """The standings as the documented JSON object; numbers are text, rounded only in `total` and `score`."""
    digits = event.scoring.display_digits

    def text(value: Fraction | None) -> str | None:
        return None if value is None else fraction_text(value, digits)

    def exact(value: Fraction | None) -> str | None:
        return None if value is None else exact_text(value)

    rows = [
        {
            "place": place_number(row.place),
            "kbk": row.kbk,
            "number": row.number,
            "name": row.name,
            "unit": row.unit,
            "total": text(row.total),
            "total_exact": exact(row.total),
            "awards": list(row.awards),
            "decided_by": row.decided_by,
            "shared_with": list(row.shared_with),
            "status": row.status,
            "criteria": {c: {"score": text(score), "exact": exact(score)} for c, score in row.criteria.items()},
            "juri": {j: {"total": text(own.total), "place": place_number(own.place)} for j, own in row.juri.items()},
            "adjustments": [
                {"kind": a.kind, "points": points_text(a.points), "reason": a.reason} for a in row.adjustments
            ],
            "advances": row.advances,
        }
        for row in standings.rows
    ]
    return {
        "method": standings.method,
        "complete": standings.complete,
        "standings": rows,
        "warnings": list(standings.warnings),
    }
