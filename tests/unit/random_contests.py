"""Random small contests in which ties, absences and odd rules are likely; every one is lawful for an event file."""

from decimal import Decimal
from random import Random

from juri_tui.model import Absence, Award, Criterion, Cut, Event, EventInfo, Juri, Kbk, RoundingStep, Scoring
from juri_tui.standing import Adjustment

METHODS = ("mean", "trimmed_mean", "median", "clipped_mean", "rank_sum", "skating")


def random_contest(seed: int):
    """(event, cells, adjustments) of this seed."""
    r = Random(seed)
    method = r.choice(METHODS)
    criteria = _criteria(r, percent=(percent := r.random() < 0.3))
    ids = [c.id for c in criteria]
    juri = _juri(r, method, ids)
    kbk = tuple(Kbk(id=f"k{i}", name=f"Kelompok {i}", number=i + 1) for i in range(r.randint(1, 6)))
    steps = ["majority", "untrimmed", "panel", "countback", "chair", *(f"criterion:{c}" for c in ids)]
    counting = sum(j.weight > 0 for j in juri)
    stages = r.sample(["criterion", "weighted", "final"], r.choice([0, 0, 1, 2, 3]))
    ranking = method in ("rank_sum", "skating")
    awards = [Award(name="Juara I", place=1), Award(name="Juara II", place=2), Award(name="Hasil", criterion=ids[-1])]
    if not ranking:
        awards += [Award(name=f"Tingkat {m}", min=Decimal(m)) for m in (1, 2, 3)]
    event = Event(
        event=EventInfo(name="acak"),
        scoring=Scoring(
            method=method,
            trim=r.choice([1, 1, 2]),
            limit=Decimal(r.choice(["0.5", "1", "2"])),
            total="percent" if percent else "points",
            rounding=tuple(RoundingStep(stage=stage, digits=r.choice([0, 1, 2])) for stage in stages),
            ties=tuple(r.sample(steps, r.randint(0, len(steps)))),
            places=r.choice(["standard", "dense", "fractional"]),
            quorum=r.choice([None, r.randint(1, counting)]),
            floor=r.choice([None, None, Decimal(0), Decimal(2)]),
        ),
        cut=r.choice([None, Cut(top=r.randint(1, 3), ties=r.choice(["all", "chain"]))]),
        criterion=criteria,
        juri=juri,
        kbk=kbk,
        award=tuple(r.sample(awards, r.randint(0, len(awards)))),
    )
    return event, _cells(r, event), _adjustments(r, event)


def _criteria(r: Random, percent: bool):
    count = r.randint(1, 3)
    weights = [Decimal(r.choice(["0", "1", "1", "2", "0.3", "1.5"])) for _ in range(count)]
    if not any(weights):
        weights[0] = Decimal(1)
    if percent:
        weights = [Decimal(r.choice([0, 10, 25, 30])) for _ in range(count - 1)]
        weights.append(100 - sum(weights))
    scales = [("0", "3", "1"), ("1", "4", "1"), ("-1", "2", "0.5"), ("0", "0.3", "0.1")]
    made = []
    for index, weight in enumerate(weights):
        low, high, step = (Decimal(part) for part in r.choice(scales))
        made.append(Criterion(id=f"c{index}", name=f"Kriteria {index}", weight=weight, min=low, max=high, step=step))
    return tuple(made)


def _juri(r: Random, method: str, ids: list[str]):
    made = []
    for index in range(r.choice([1, 2, 2, 3, 4, 5, 6, 7])):
        weight = Decimal(r.choice(["1", "1", "2", "0.5"]) if method == "mean" else "1")
        own = tuple(r.sample(ids, r.randint(1, len(ids)))) if r.random() < 0.2 else None
        made.append(Juri(id=f"j{index}", name=f"Juri {index}", weight=weight, criteria=own if index else None))
    if r.random() < 0.3:
        made.insert(r.randint(0, len(made)), Juri(id="p", name="Pendamping", role="pendamping", weight=Decimal(0)))
    return tuple(made)


def _cells(r: Random, event: Event):
    holes = r.choice([0, 0, 0, 0.05, 0.3])
    words = r.choice([0, 0, 0.1, 0.3])
    cells = {}
    for kbk in event.kbk:
        for juri in event.juri:
            own = event.criteria_of(juri.id)
            if r.random() < words:
                cells[juri.id, kbk.id, r.choice(own).id] = r.choice([Absence.RECUSED, Absence.ABSENT])
                continue
            for criterion in own:
                if r.random() < holes:
                    continue
                steps = int((criterion.max - criterion.min) / criterion.step)
                mark = criterion.min + r.randint(0, steps) * criterion.step
                cells[juri.id, kbk.id, criterion.id] = Absence.ABSTAINED if r.random() < words / 2 else mark
    if len(event.kbk) > 1 and r.random() < 0.5:  # two that are equal, or nearly
        a, b = r.sample([kbk.id for kbk in event.kbk], 2)
        own = [key for key in cells if key[1] == a]
        marks = [cells[key] for key in own]
        if r.random() < 0.4:
            by_criterion = sorted(range(len(own)), key=lambda i: (own[i][2], r.random()))
            marks = [marks[i] for i in by_criterion]
            own = sorted(own, key=lambda key: key[2])
        cells = {key: mark for key, mark in cells.items() if key[1] != b}
        cells |= {(j, b, c): mark for (j, _a, c), mark in zip(own, marks, strict=True)}
    return cells


def _adjustments(r: Random, event: Event):
    made = []
    for kbk in event.kbk:
        if r.random() < 0.15:
            made.append(Adjustment("points", kbk.id, Decimal(r.choice(["-1", "0.5", "2", "-0.25"])), "alasan"))
        if r.random() < 0.05:
            made.append(Adjustment("points", kbk.id, Decimal(-1), "lagi"))
        if r.random() < 0.07:
            made.append(Adjustment(r.choice(["no_show", "withdrawn", "disqualified"]), kbk.id, None, "alasan"))
        if "chair" in event.scoring.ties and r.random() < 0.7:
            made.append(Adjustment("chair", kbk.id, Decimal(r.randint(1, 3)), "undian"))
    return tuple(made)
