"""What a contest is made of: the definition that the committee writes, checks and freezes.

All models are frozen. Marks, weights, limits and points are exact Decimals; lengths are whole seconds; names have
passed `text.clean_line`. What one field alone may hold is checked here; what fields demand of each other (unique ids,
weights that add up) is checked in `event_faults`.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from juri_tui.lang import _
from juri_tui.text import TextFault, clean_block, clean_line, decimal_text, parse_length, parse_number, quoted

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])(?:[.:]([0-5][0-9]))?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
USUAL_WARNINGS = (300, 60)
DAY = 86_400


def _number(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return parse_number(decimal_text(value))
    return parse_number(str(value)) if isinstance(value, str | int) else value


def _line(value: object) -> object:
    return clean_line(value) if isinstance(value, str) else value


def _block(value: object) -> object:
    return clean_block(value) if isinstance(value, str) else value


def _length(value: object) -> object:
    return parse_length(value) if isinstance(value, str) else value


def _clock(value: object) -> object:
    """A time of day from text such as 09.00 or 09:00:30; only whole seconds, and no zone beside the event's own."""
    if isinstance(value, str) and (match := _CLOCK.fullmatch(value.strip())):
        hour, minute, second = (int(part or 0) for part in match.groups())
        return dt.time(hour, minute, second)
    if isinstance(value, str) or (isinstance(value, dt.time) and (value.microsecond or value.tzinfo)):
        raise TextFault(_("“{text}” bukan jam; contoh yang benar: 09.00").format(text=quoted(str(value))))
    return value


def _day(value: object) -> object:
    """A date from text such as 2016-10-25; a date with a time of day is refused."""
    if isinstance(value, str) and _DAY.fullmatch(value.strip()):
        try:
            return dt.date.fromisoformat(value.strip())
        except ValueError:
            pass  # 2016-02-30 looks like a date and is none; refused below
    if isinstance(value, str | dt.datetime):
        raise TextFault(_("“{text}” bukan tanggal; contoh yang benar: 2016-10-25").format(text=quoted(str(value))))
    return value


Number = Annotated[Decimal, BeforeValidator(_number), PlainSerializer(decimal_text, return_type=str)]
Line = Annotated[str, BeforeValidator(_line)]
Name = Annotated[str, Field(min_length=1), BeforeValidator(_line)]
Block = Annotated[str, BeforeValidator(_block)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
Seconds = Annotated[int, Field(ge=0), BeforeValidator(_length)]
Clock = Annotated[dt.time, BeforeValidator(_clock)]
Day = Annotated[dt.date, BeforeValidator(_day)]
NotNegative = Annotated[Number, Field(ge=0)]
Positive = Annotated[Number, Field(gt=0)]
Whole = Annotated[int, Field(ge=1, le=999_999_999)]
Digits = Annotated[int, Field(ge=0, le=9)]
PhaseLength = Annotated[Seconds, Field(gt=0, le=DAY)]


class Frozen(BaseModel):
    """Base of everything in the definition: immutable, strict about unknown keys and about types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class EventInfo(Frozen):
    """The event itself, as its papers head it."""

    name: Name
    level: Line = ""
    city: Line = ""
    place: Line = ""
    date: Day | None = None
    start: Clock | None = None
    zone: Line = "Asia/Jakarta"
    organiser: Line = ""
    language: Literal["id", "en"] = "id"
    paper: Literal["A4", "F4"] = "A4"
    letter_no: Line = ""
    advances_to: Line = ""


class Kop(Frozen):
    """The letterhead: its lines, and a logo file beside the event file."""

    lines: tuple[Line, ...] = ()
    logo: Line = ""


class Official(Frozen):
    """Somebody who signs or witnesses without judging."""

    role: Literal["ketua_panitia", "mengetahui", "saksi"]
    name: Name
    title: Line = ""
    nip: Line = ""


def _usual_warnings(data: dict[str, Any]) -> tuple[int, ...]:
    return tuple(left for left in USUAL_WARNINGS if left < data["length"])


class Phase(Frozen):
    """One timed part of a presentation; `length` and `warn` (seconds left) in seconds.

    Where `warn` is not given, the usual warnings at 5 minutes and 1 minute, as far as the phase is longer.
    """

    id: Id
    name: Name
    length: PhaseLength
    warn: tuple[Seconds, ...] = Field(default_factory=_usual_warnings)
    kind: Literal["presentation", "questions", "other"] = "presentation"


class Overtime(Frozen):
    """What overtime may cost: `propose` computes a deduction for the chair to decide, `record` only keeps the time."""

    mode: Literal["record", "propose"] = "record"
    phase: Id | None = None
    grace: Seconds = 30
    step: Annotated[Seconds, Field(gt=0)] = 60
    points: NotNegative = Decimal(1)
    cap: NotNegative = Decimal(5)


class Break(Frozen):
    """A pause of the running order after a KBK (by its id); `length` in seconds."""

    after: Id
    name: Name
    length: PhaseLength


class Board(Frozen):
    """What the audience sees before the result is official."""

    mode: Literal["langsung", "kemajuan", "tersembunyi"] = "langsung"


class RoundingStep(Frozen):
    """Round half-up to `digits` decimals at `stage` of the computation."""

    stage: Literal["criterion", "weighted", "final"]
    digits: Digits


Method = Literal["mean", "trimmed_mean", "median", "clipped_mean", "rank_sum", "skating"]


class Scoring(Frozen):
    """How marks become places. `quorum` None means half of the counting juri of a criterion, rounded up."""

    method: Method = "mean"
    trim: Whole = 1
    limit: Positive | None = None
    total: Literal["points", "percent"] = "points"
    rounding: tuple[RoundingStep, ...] = ()
    ties: tuple[str, ...] = ()
    places: Literal["standard", "dense", "fractional"] = "standard"
    quorum: Whole | None = None
    floor: Number | None = None
    display_digits: Digits = 2


class Cut(Frozen):
    """How many go on to the next level, and what happens to those tied at the cut."""

    top: Whole = 1
    ties: Literal["all", "chain"] = "all"


class Level(Frozen):
    """The descriptor of marks from `from_` upwards (to the next level)."""

    model_config = ConfigDict(populate_by_name=True)

    from_: Number = Field(alias="from")
    text: Annotated[Block, Field(min_length=1)]


class Criterion(Frozen):
    """What is judged: marks are min + n x step, up to max; the weight multiplies the panel score."""

    id: Id
    name: Name
    description: Block = ""
    group: Line = ""
    weight: NotNegative = Decimal(1)
    min: Number = Decimal(0)
    max: Number = Decimal(100)
    step: Positive = Decimal(1)
    levels: tuple[Level, ...] = ()


def _usual_weight(data: dict[str, Any]) -> Decimal:
    return Decimal(0 if data["role"] == "pendamping" else 1)


class Juri(Frozen):
    """One member of the panel. `criteria` None: marks all of them. weight 0 (a pendamping): advises, does not count."""

    id: Id
    name: Name
    institution: Line = ""
    title: Line = ""
    nip: Line = ""
    role: Literal["ketua", "anggota", "pendamping"] = "anggota"
    weight: NotNegative = Field(default_factory=_usual_weight)
    criteria: tuple[Id, ...] | None = None


class Kbk(Frozen):
    """A contestant: a team of at most ten. `number` comes from the draw and never changes afterwards."""

    id: Id
    name: Name
    unit: Line = ""
    number: Whole
    title: Line = ""
    problem: Block = ""
    solution: Block = ""
    members: Annotated[tuple[Name, ...], Field(max_length=10)] = ()
    planned: Clock | None = None


class Award(Frozen):
    """A prize: for a place, from a total upwards, for the best in a criterion, or as the juri decide."""

    name: Name
    place: Whole | None = None
    min: Number | None = None
    criterion: Id | None = None
    decision: bool = False


WITNESS = "@saksi"
"""Who the witness is in records and secrets; no juri can have this id."""


class Event(Frozen):
    """The whole definition of a contest. `breaks` is [[break]] in the event file: Python keeps that word for itself."""

    model_config = ConfigDict(populate_by_name=True)

    format: Literal[1] = 1
    event: EventInfo
    kop: Kop = Kop()
    official: tuple[Official, ...] = ()
    phase: Annotated[tuple[Phase, ...], Field(min_length=1)] = (Phase(id="presentasi", name="Presentasi", length=1800),)
    overtime: Overtime = Overtime()
    breaks: tuple[Break, ...] = Field(default=(), alias="break")
    board: Board = Board()
    scoring: Scoring = Scoring()
    cut: Cut | None = None
    criterion: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    juri: Annotated[tuple[Juri, ...], Field(min_length=1)]
    kbk: Annotated[tuple[Kbk, ...], Field(min_length=1)]
    award: tuple[Award, ...] = ()

    def kbk_by_id(self, kbk: str) -> Kbk:
        """The KBK with this id; KeyError where there is none."""
        return _by_id(self.kbk, kbk)

    def juri_by_id(self, juri: str) -> Juri:
        """The juri with this id; KeyError where there is none."""
        return _by_id(self.juri, juri)

    def criterion_by_id(self, criterion: str) -> Criterion:
        """The criterion with this id; KeyError where there is none."""
        return _by_id(self.criterion, criterion)

    def criteria_of(self, juri: str) -> tuple[Criterion, ...]:
        """The criteria that this juri marks, in the order of the definition."""
        own = self.juri_by_id(juri).criteria
        return self.criterion if own is None else tuple(c for c in self.criterion if c.id in own)

    def witness(self) -> Official | None:
        """The saksi, who is the second person of a panel of one; None in any other panel."""
        if len(self.juri) != 1:
            return None
        return next((official for official in self.official if official.role == "saksi"), None)

    def pin_holders(self) -> tuple[tuple[str, str], ...]:
        """(id, name) of everybody who proves himself with a PIN: the juri, and the witness of a panel of one."""
        witness = self.witness()
        juri = tuple((one.id, one.name) for one in self.juri)
        return (*juri, (WITNESS, witness.name)) if witness else juri

    def ketua(self) -> Juri | None:
        """The chair of the panel, where one is named."""
        return next((juri for juri in self.juri if juri.role == "ketua"), None)


_Row = TypeVar("_Row", Kbk, Juri, Criterion)


def _by_id(rows: tuple[_Row, ...], wanted: str) -> _Row:
    for row in rows:
        if row.id == wanted:
            return row
    raise KeyError(wanted)


def name_key(name: str) -> str:
    """A name as people tell it from others: without case and without blanks."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same to everybody who reads them."""
    return name_key(one) == name_key(other)


class Absence(StrEnum):
    """Why a cell holds no mark although it is no longer open."""

    ABSTAINED = "abstained"
    RECUSED = "recused"
    ABSENT = "absent"


Mark = Decimal | Absence
"""What one juri gave one KBK in one criterion; a cell that nobody filled is simply not there."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment: the wall clock (ns since 1970), which boot of the machine, and its suspend-counting clock (ns)."""

    wall_ns: int
    boot: str
    boot_ns: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not done: a code for programs, words for people (what is wrong, and what to do)."""

    code: str
    words: str
