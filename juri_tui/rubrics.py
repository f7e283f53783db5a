"""The rubrics that come with the program: criteria with their levels, and the scoring that belongs to them."""

from decimal import Decimal
from pathlib import Path

from juri_tui.event_file import parse
from juri_tui.faults import Fault
from juri_tui.lang import _n
from juri_tui.model import Criterion, Event, Scoring
from juri_tui.text import shown

FOLDER = Path(__file__).parent / "data" / "rubrics"
DEMO_EVENT = Path(__file__).parent / "data" / "kediri-2016.toml"

Rubric = tuple[tuple[Criterion, ...], Scoring]


def names() -> list[str]:
    """The names that `load_rubric` takes, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load_rubric(name: str) -> Rubric:
    """The criteria and the scoring of one of `names()`; KeyError for any other name."""
    if name not in names():
        raise KeyError(name)
    rubric = parse_rubric((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    if isinstance(rubric, list):
        raise ValueError(rubric[0].render(f"{name}.toml"))
    return rubric


def described() -> list[tuple[str, str]]:
    """Each rubric by its name, with how many criteria it has and what they add up to, in words."""
    found = []
    for name in names():
        criteria = load_rubric(name)[0]
        total = shown(sum((one.weight * one.max for one in criteria), Decimal(0)))
        words = _n("{name} · {n} kriteria, nilai tertinggi {total}", len(criteria))
        found.append((name, words.format(name=name, n=len(criteria), total=total)))
    return found


def parse_rubric(text: str) -> Rubric | list[Fault]:
    """The criteria and the scoring of an event file that holds nothing else, or its faults with their lines."""
    # What every event file needs besides goes before and behind. Three juri, because a rubric may ask for a quorum.
    head = 'format = 1\nevent.name = "-"\n'
    people = "".join(f'\n[[juri]]\nid = "juri-{number}"' for number in (1, 2, 3))
    event = parse(f'{head}{text}\n{people}\n[[kbk]]\nid = "kbk"\n')
    if isinstance(event, Event):
        return event.criterion, event.scoring
    return [Fault(max(1, fault.line - head.count("\n")), fault.column, fault.text) for fault in event]
