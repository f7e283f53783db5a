"""The standings against the second implementation, on random contests with ties made likely."""

from collections import Counter

import pytest
from oracle import Oracle
from random_contests import random_contest

from juri_tui.scoring import standings


def comparable(result):
    return {
        "complete": result.complete,
        "fault": bool(result.faults),
        "rows": [
            {
                "place": row.place,
                "kbk": row.kbk,
                "total": row.total,
                "awards": list(row.awards),
                "decided_by": row.decided_by,
                "shared_with": list(row.shared_with),
                "status": row.status,
                "criteria": dict(row.criteria),
                "juri": {juri: (own.total, own.place) for juri, own in row.juri.items()},
                "advances": row.advances,
            }
            for row in result.rows
        ],
    }


def compare(seeds: range) -> Counter[str]:
    """How often each step decided; every contest must agree."""
    seen: Counter[str] = Counter()
    for seed in seeds:
        event, cells, adjustments = random_contest(seed)
        result = comparable(standings(event, cells, adjustments))
        assert result == Oracle(event, cells, adjustments).result(), f"seed {seed}"
        seen.update(row["decided_by"] or row["status"] for row in result["rows"])
        seen.update(["complete"] if result["complete"] else ["open"])
        seen.update(["fault"] if result["fault"] else [])
    return seen


@pytest.mark.parametrize("start", range(0, 8000, 2000))
def test_agrees_with_the_oracle(start: int) -> None:
    seen = compare(range(start, start + 2000))
    steps = {step.split(":")[0] for step in seen}
    # The contests must really be various, or agreement means nothing.
    assert steps >= {
        "total", "shared", "criterion", "majority", "untrimmed", "panel", "countback", "chair", "skating",
        "performed", "waiting", "not_rankable", "no_show", "withdrawn", "disqualified", "complete", "open", "fault",
    }  # fmt: skip


@pytest.mark.slow
def test_agrees_with_the_oracle_for_long() -> None:
    compare(range(10_000, 60_000))
