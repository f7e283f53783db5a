"""Changes of a definition, one at a time: to the plain values of its event file, and through that file's own check.

So whatever is refused here is refused in the words of `juri check`, and nothing gets in that a file could not hold.
"""

import copy
import datetime as dt
import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

from juri_tui.contest import Contest
from juri_tui.event_check import AWARD_KINDS, event_faults
from juri_tui.event_dump import dump
from juri_tui.event_file import parse
from juri_tui.faults import Fault
from juri_tui.lang import _
from juri_tui.model import Award, Event, EventInfo, Juri, Kbk, Refusal
from juri_tui.rubrics import Rubric
from juri_tui.setup_fields import Kind

Path = tuple[str | int, ...]
"""The way to a value of the event file: ("kbk", 1, "members", 0)."""
Raw = dict[str, Any]
"""The event file as plain values; numbers are text."""
Edit = Callable[[Raw], Raw]
UNFINISHED = "percent_sum"
"""The one fault with which a definition may be kept before the freeze: weights are changed one after the other."""
SAID = 3
_DAY = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", re.ASCII)
_UNITS = re.compile(r"([0-9]+) ?(jam|menit|detik)", re.ASCII)


# --- out of a definition, and back ---------------------------------------------------------------------------------


def raw_of(event: Event) -> Raw:
    """The values as the event file holds them."""
    return tomllib.loads(dump(event))


def edited(event: Event, edit: Edit) -> Event | Refusal:
    """The definition after one change, or why it can not be so."""
    return event_of(edit(raw_of(event)))


def event_of(raw: Raw) -> Event | Refusal:
    """The definition of these values; weights that do not yet add up to 100 % wait for the freeze."""
    event = parse(written(raw))
    if isinstance(event, list):
        return _unfinished(raw) or Refusal("faults", _said(event))
    return event


def _unfinished(raw: Raw) -> Event | None:
    scoring = raw.get("scoring", {})
    if scoring.get("total") != "percent":
        return None
    event = parse(written({**raw, "scoring": {**scoring, "total": "points"}}))
    if isinstance(event, list):
        return None
    wanted = event.model_copy(update={"scoring": event.scoring.model_copy(update={"total": "percent"})})
    return wanted if all(fault.code == UNFINISHED for fault in event_faults(wanted)) else None


def _said(faults: list[Fault]) -> str:
    words = [fault.text for fault in faults[:SAID]]
    more = len(faults) - len(words)
    return "; ".join(words) + (" " + _("(+{n} lagi)").format(n=more) if more else "")


def written(raw: Raw) -> str:
    """Plain values as the text of an event file."""
    blocks = []
    for key, value in raw.items():
        if isinstance(value, dict):
            blocks.append("\n".join([f"[{key}]", *_pairs(value)]))
        elif isinstance(value, list):
            blocks += ["\n".join([f"[[{key}]]", *_pairs(row)]) for row in value]
        else:
            blocks.append(f"{key} = {_value(value)}")
    return "\n\n".join(blocks) + "\n"


def _pairs(table: Raw) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in table.items()]


def _value(value: object) -> str:
    if isinstance(value, str):
        # JSON escapes what TOML escapes, except DEL: the check shall refuse it with its position, not the reader.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(_pairs(value)) + " }"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


# --- what was typed ------------------------------------------------------------------------------------------------


def typed(kind: Kind, text: str) -> object:
    """What a person typed as a value of the event file; None where the field was emptied."""
    text = text.strip()
    if kind in (Kind.LINE, Kind.BLOCK):
        return text
    if kind is Kind.WHOLE and re.fullmatch("[0-9]{1,9}", text, re.ASCII):
        return int(text)
    if kind is Kind.CHOICE and text == "true":
        return True
    if kind is Kind.DAY and (match := _DAY.fullmatch(text)):
        day, month, year = (int(part) for part in match.groups())
        return f"{year:04d}-{month:02d}-{day:02d}"
    if kind is Kind.LENGTH:
        short = {"jam": "h", "menit": "m", "detik": "s"}
        text = _UNITS.sub(lambda match: match[1] + short[match[2]], text).replace(" ", "")
    return text or None


# --- changes -------------------------------------------------------------------------------------------------------


def value_at(raw: Raw, path: Path) -> Any:
    """What stands at a path; None where nothing does."""
    value: Any = raw
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and 0 <= step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def put(raw: Raw, path: Path, value: object) -> Raw:
    """With another value at `path`; None takes it away, so that the usual one holds."""
    made = copy.deepcopy(raw)
    table, key = _holder(made, path), path[-1]
    if value is None and path == ("cut", "top"):
        made.pop("cut", None)
    elif value is None and isinstance(table, dict):
        table.pop(key, None)
    elif value is None:
        table[key] = ""  # an entry of a list is removed with Del; an empty one is refused in words
    else:
        table[key] = value
    if path[0] == "award" and key in AWARD_KINDS and value is not None:
        for other in set(AWARD_KINDS) - {key}:
            table.pop(other, None)
    if path[0] == "juri" and key == "role" and table.get("weight") in ("0", "1"):
        table.pop("weight")
    if path[0] == "juri" and key == "role" and value == "ketua":
        for other in made["juri"]:  # there is one chair: who was it before is a member again
            if other is not table and other.get("role") == "ketua":
                other["role"] = "anggota"
    return made


def _holder(made: Raw, path: Path) -> Any:
    """What holds the last step of a path; a table that is not there yet is made."""
    if len(path) == 2:
        return made.setdefault(str(path[0]), {})
    return value_at(made, path[:-1])


def add(raw: Raw, path: Path, entry: object) -> Raw:
    """With one more entry at the end of the list at `path`."""
    made = copy.deepcopy(raw)
    holder = _holder(made, path) if len(path) > 1 else made
    holder.setdefault(str(path[-1]), []).append(entry)
    return made


def remove(raw: Raw, path: Path) -> Raw:
    """Without the entry at `path`; a juri without criteria of his own marks all."""
    made = copy.deepcopy(raw)
    entries = value_at(made, path[:-1])
    del entries[path[-1]]
    if not entries and path[-2] == "criteria":
        del value_at(made, path[:-2])["criteria"]
    return made


def move(raw: Raw, path: Path, by: int) -> Raw:
    """With the entry at `path` one place earlier or later; at the end of the list as it was."""
    made = copy.deepcopy(raw)
    entries, place = value_at(made, path[:-1]), int(path[-1])
    if 0 <= place + by < len(entries):
        entries[place], entries[place + by] = entries[place + by], entries[place]
    return made


def fresh(raw: Raw, path: Path, first: object) -> object:
    """A new entry for the list at `path` with the usual values; `first` is what was asked for it."""
    table = ".".join(step for step in path if isinstance(step, str))
    awards = raw.get("award", [])
    places = {award.get("place") for award in awards}
    rows: dict[str, Raw] = {
        "official": {"name": first, "role": "ketua_panitia"},
        "phase": {"name": first, "length": "10m", "kind": "other"},
        "break": {"name": first, "after": raw["kbk"][0]["id"], "length": "60m"},
        "criterion": {"name": first},
        "criterion.levels": {"from": first, "text": _("uraian belum ditulis")},
        "scoring.rounding": {"stage": first, "digits": 2},
        "juri": {"name": first},
        "kbk": {"name": first, "number": 1 + max(row["number"] for row in raw["kbk"])},
        "award": {"name": first, "place": next(n for n in range(1, len(awards) + 2) if n not in places)},
    }
    return rows.get(table, first)


# --- whole parts ---------------------------------------------------------------------------------------------------


def with_rubric(raw: Raw, rubric: Rubric) -> Raw:
    """With the criteria and the scoring of a rubric."""
    part = raw_of(placeholder("-", rubric))
    return {**raw, "scoring": part["scoring"], "criterion": part["criterion"]}


def placeholder(name: str, rubric: Rubric, juri: int = 3, kbk: int = 4) -> Event:
    """A contest with a rubric, three prizes, and people who are only numbered until Persiapan gives them names."""
    criteria, scoring = rubric
    return Event(
        event=EventInfo(name=name),
        scoring=scoring,
        criterion=criteria,
        juri=tuple(Juri(id=f"juri-{n}", name=_("Juri {n}").format(n=n)) for n in range(1, juri + 1)),
        kbk=tuple(Kbk(id=f"kbk-{n}", name=_("KBK {n}").format(n=n), number=n) for n in range(1, kbk + 1)),
        award=tuple(Award(name=_("Juara {n}").format(n="I" * place), place=place) for place in (1, 2, 3)),
    )


def with_draw(event: Event, contest: Contest) -> Event:
    """An imported definition with the numbers that were already drawn; who was not in the draw comes behind."""
    if not contest.drawn:
        return event
    drawn = {kbk.id: kbk.number for kbk in contest.definition.kbk}
    last, rows = max(drawn.values()), []
    for kbk in event.kbk:
        if kbk.id not in drawn:
            last += 1
        rows.append(kbk.model_copy(update={"number": drawn.get(kbk.id, last)}))
    return event.model_copy(update={"kbk": tuple(rows)})


def prefilled(kind: Kind, value: object) -> str:
    """A value as it stands in its field when that is opened."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f"{value.day:02d}-{value.month:02d}-{value.year}"
    if isinstance(value, dt.time):
        return value.strftime("%H.%M" if not value.second else "%H.%M.%S")
    text = str(value)
    return text.replace(".", ",") if kind is Kind.NUMBER else text
