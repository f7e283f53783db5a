"""How long the standings of a very large contest take, against a plain float loop over the same marks.

    python bench/scoring.py

300 KBK x 15 juri x 40 criteria. Both sides read the marks from a mapping (juri, KBK, criterion) -> mark; the loop makes
the panel totals only, the standings also every juri's own total, places, the check for missing cells and exact values.
"""

import random
import time
from collections.abc import Callable
from decimal import Decimal

from juri_tui.model import Criterion, Event, EventInfo, Juri, Kbk
from juri_tui.scoring import standings

KBK, JURI, CRITERIA = 300, 15, 40
ALLOWED = 4.0
ROUNDS = 9


def contest() -> Event:
    """A contest with marks in half points and weights that no binary float can hold."""
    return Event(
        event=EventInfo(name="Konvensi besar"),
        criterion=tuple(
            Criterion(id=f"c{n}", name=f"Kriteria {n}", weight=Decimal(n % 7 + 1) / 10, step=Decimal("0.5"))
            for n in range(CRITERIA)
        ),
        juri=tuple(Juri(id=f"j{n}", name=f"Juri {n}") for n in range(JURI)),
        kbk=tuple(Kbk(id=f"k{n}", name=f"KBK {n}", number=n + 1) for n in range(KBK)),
    )


def best(work: Callable[[], object]) -> float:
    """The shortest of some runs, in milliseconds: the one that nothing disturbed."""
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def main() -> None:
    """Measure and print; exit code 1 where the standings take more than four times as long as the loop."""
    event, source = contest(), random.Random(1)
    cells = {
        (juri.id, kbk.id, criterion.id): Decimal(source.randint(0, 200)) / 2
        for kbk in event.kbk
        for juri in event.juri
        for criterion in event.criterion
    }
    floats = {cell: float(mark) for cell, mark in cells.items()}
    weights = [(criterion.id, float(criterion.weight)) for criterion in event.criterion]
    juri = [row.id for row in event.juri]

    def panel_totals() -> list[float]:
        totals = []
        for kbk in event.kbk:
            total = 0.0
            for criterion, weight in weights:
                marks = 0.0
                for each in juri:
                    marks += floats[each, kbk.id, criterion]
                total += weight * marks / JURI
            totals.append(total)
        return sorted(totals)

    loop, exact = best(panel_totals), best(lambda: standings(event, cells))
    print(f"{KBK} KBK x {JURI} juri x {CRITERIA} criteria, best of {ROUNDS}")
    print(f"plain float loop, panel totals only  {loop:7.1f} ms")
    print(f"standings, exact, all of it          {exact:7.1f} ms  {exact / loop:.1f} x (allowed {ALLOWED:.0f} x)")
    raise SystemExit(exact > ALLOWED * loop)


if __name__ == "__main__":
    main()
