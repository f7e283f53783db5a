"""Small contests written as one table per juri, for the hand-worked examples."""

from decimal import Decimal

from juri_tui.model import Absence, Criterion, Event, EventInfo, Juri, Kbk, RoundingStep, Scoring
from juri_tui.scoring import Adjustment, standings

WORDS = {"recused": Absence.RECUSED, "absent": Absence.ABSENT, "abstained": Absence.ABSTAINED}


def event(criteria="x", juri="a b", kbk="p q", award=(), cut=None, rounding=None, **scoring) -> Event:
    """`criteria`: "x y*0.5" with weights after the star; `juri`: "a b*0 c:x,y" with weights and own criteria."""
    for key in ("limit", "floor"):
        if key in scoring:
            scoring[key] = Decimal(scoring[key])
    return Event(
        event=EventInfo(name="Gelar"),
        criterion=tuple(_criterion(word) for word in criteria.split()),
        juri=tuple(_juri(word) for word in juri.split()),
        kbk=tuple(Kbk(id=word, name=word.upper(), number=n) for n, word in enumerate(kbk.split(), start=1)),
        award=award,
        cut=cut,
        scoring=Scoring(
            rounding=tuple(RoundingStep(stage=s, digits=d) for s, d in (rounding or {}).items()), **scoring
        ),
    )


def _criterion(word: str) -> Criterion:
    name, _star, weight = word.partition("*")
    name, _slash, top = name.partition("/")
    return Criterion(id=name, name=name.upper(), weight=Decimal(weight or 1), max=Decimal(top or 100))


def _juri(word: str) -> Juri:
    name, _colon, own = word.partition(":")
    name, _star, weight = name.partition("*")
    return Juri(
        id=name,
        name=name.upper(),
        role="pendamping" if weight == "0" else "anggota",
        weight=Decimal(weight or 1),
        criteria=tuple(own.split(",")) if own else None,
    )


def marks(definition: Event, **rows: str):
    """One keyword for each KBK: the sheets of the juri in order, "80 70 | 90 60"; "-" is none yet."""
    cells = {}
    for kbk, text in rows.items():
        for juri, sheet in zip(definition.juri, text.split("|"), strict=True):
            for criterion, word in zip(definition.criteria_of(juri.id), sheet.split(), strict=True):
                if word != "-":
                    cells[juri.id, kbk, criterion.id] = WORDS.get(word) or Decimal(word)
    return cells


def adjust(kbk: str, points=None, kind="points", reason="alasan") -> Adjustment:
    return Adjustment(kind, kbk, None if points is None else Decimal(points), reason)


def ranked(definition: Event, *adjustments: Adjustment, **rows: str):
    return standings(definition, marks(definition, **rows), adjustments)


def order(result) -> list[tuple[str, float | None]]:
    """(KBK, place) in the order of the standings."""
    return [(row.kbk, None if row.place is None else float(row.place)) for row in result.rows]
