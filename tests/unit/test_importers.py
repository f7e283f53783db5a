"""Tables with whatever in them: marks or faults come out, each fault in its place, in one line, and nothing falls."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets import event
from test_hostile_text import COMMANDS, HOSTILE

from juri_tui.faults import Fault
from juri_tui.model import Absence
from juri_tui.scores_file import read_adjustments, read_scores
from juri_tui.standing import Adjustment

CONTEST = event("x y", juri="a b", kbk="p q")
SIGNS = st.text("\"'=+-@\t\r\n,; \0\x1b\x85\u202e\u2028\ufeff٣½1e", max_size=6)
CELLS = st.one_of(
    st.sampled_from([*"abpqxy", "87.5", "1e9", "-0", "NaN", "Infinity", "abstained", *HOSTILE, *COMMANDS[:-1]]),
    SIGNS,
    st.text(max_size=8),
)
HEADERS = st.one_of(
    st.sampled_from(["juri,kbk,criterion,score", "juri,kbk,x,y", "kbk,kind,points,reason", "kbk;kind;points;reason"]),
    SIGNS,
)
TABLES = st.builds(
    lambda header, rows, end: "\n".join([header, *(",".join(row) for row in rows)]) + end,
    HEADERS,
    st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=5),
    SIGNS,
)


def told(faults: list[Fault], text: str) -> None:
    assert faults
    for fault in faults:
        assert 1 <= fault.line <= text.count("\n") + text.count("\r") + 1
        assert fault.column >= 1
        assert fault.text
        assert "\n" not in fault.text


@given(TABLES)
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_no_table_makes_the_importers_fall(text: str) -> None:
    scores = read_scores(text, CONTEST)
    if isinstance(scores, list):
        told(scores, text)
    else:
        assert all(isinstance(mark, Absence) or Decimal(0) <= mark <= 100 for mark in scores.values())
    decided = read_adjustments(text, CONTEST)
    if isinstance(decided, list):
        told(decided, text)
    else:
        assert all(isinstance(one, Adjustment) for one in decided)
