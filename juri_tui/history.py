"""The history in words (riwayat): every record as a line with its time and actor, and the contest as it was.

Until the result is locked, lines tell nothing of what a juri gave (`is_closed`).
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from difflib import get_close_matches
from itertools import groupby
from typing import get_args
from zoneinfo import ZoneInfo

from juri_tui import records as r
from juri_tui.contest import Contest, State
from juri_tui.fold import fold
from juri_tui.history_scene import Scene, actor
from juri_tui.history_words import sentence
from juri_tui.lang import _
from juri_tui.model import Event, Refusal
from juri_tui.records import Record
from juri_tui.schedule import instant
from juri_tui.text import long_date, quoted, time_text

_CLASSES = [kind for kind in get_args(get_args(r.AnyPayload)[0]) if kind is not r.SlotStepped]
KINDS: tuple[str, ...] = (*(kind.model_fields["kind"].default for kind in _CLASSES), *get_args(r.SlotKind))
"""Every kind of record."""
_WHO_WIDTH = 26
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """One record in words. `kbk` and `people` (juri ids, "operator") are whom it is about or who did it."""

    seq: int
    at: datetime
    who: str
    kind: str
    words: str
    kbk: tuple[str, ...]
    people: tuple[str, ...]
    hash: str


def is_closed(contest: Contest) -> bool:
    """Whether marks are still masked for every reading command: there is no locked result."""
    return contest.state not in (State.LOCKED, State.ANNOUNCED)


def contest_at(records: Sequence[Record], seq: int) -> Contest | Refusal:
    """The contest as it was right after record `seq`."""
    if not 2 <= seq <= len(records):
        return Refusal("seq", _("Pilih catatan 2 sampai {last}.").format(last=len(records)))
    return fold(records[:seq])


def lines(records: Sequence[Record], *, masked: bool) -> list[Line]:
    """Every record as a line, in order, timed by the venue's clock; `masked` as long as `is_closed`."""
    defined = next((record.payload.event for record in records if isinstance(record.payload, r.DefinitionSet)), None)
    zone = ZoneInfo(defined.event.zone if defined else "UTC")
    made: list[Line] = []
    contest = Contest()
    for record in records:
        before, contest = contest, fold([record], contest)
        words = sentence(Scene(record, before, contest, masked))
        at = instant(record.at.wall_ns).astimezone(zone)
        about = _about(record, before, masked)
        made.append(Line(record.seq, at, actor(contest.event, record.actor), record.kind, words, *about, record.hash))
    return made


def _about(record: Record, before: Contest, masked: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The KBK and the people of a record, its actor among them; `masked` not whom the juri gave something."""
    payload = record.payload
    closed = masked and isinstance(payload, r.AwardDecided | r.PlaceDecided)
    kbk = ["" if closed else getattr(payload, "kbk", "")]
    if isinstance(payload, r.SlotReasonGiven) and payload.slot in before.slots:
        kbk.append(before.slots[payload.slot].kbk)
    if isinstance(payload, r.TieDecided):
        kbk += payload.order
    people = [record.actor.rpartition(":")[2], *(getattr(payload, name, "") for name in ("juri", "second", "who"))]
    people += getattr(payload, "granted_by", ())
    return tuple(dict.fromkeys(filter(None, kbk))), tuple(dict.fromkeys(filter(None, people)))


# --- what is looked for --------------------------------------------------------------------------------------------


def person_id(event: Event, typed: str) -> str | Refusal:
    """The id behind "operator", or behind the id or name of somebody with a PIN, however it is cased."""
    known = {"operator": "operator", **{who: who for who, _name in event.pin_holders()}}
    return _find(known | {name.casefold(): who for who, name in event.pin_holders()}, typed, sorted(known))


def kbk_id(event: Event, typed: str) -> str | Refusal:
    """The id behind a KBK's id, name or number."""
    known = {one.id: one.id for one in event.kbk}
    numbers = {str(one.number): one.id for one in event.kbk}
    return _find(numbers | {one.name.casefold(): one.id for one in event.kbk} | known, typed, sorted(known))


def kind_id(typed: str) -> str | Refusal:
    """A kind of record."""
    return _find({kind: kind for kind in KINDS}, typed, sorted(KINDS))


def _find(known: dict[str, str], typed: str, ids: list[str]) -> str | Refusal:
    wanted = typed.strip().casefold()
    if wanted in known:
        return known[wanted]
    near = get_close_matches(wanted, known, 1)
    hint = _("Maksudnya {near}?").format(near=near[0]) if near else _("Yang ada: {all}.").format(all=", ".join(ids))
    return Refusal("unknown", _("“{typed}” tidak dikenal. {hint}").format(typed=quoted(typed), hint=hint))


def chosen(found: Iterable[Line], person: str = "", kbk: str = "", kind: str = "") -> list[Line]:
    """The lines about this person, this KBK and of this kind; empty means any."""
    return [
        line
        for line in found
        if (not person or person in line.people) and (not kbk or kbk in line.kbk) and kind in ("", line.kind)
    ]


# --- as text -------------------------------------------------------------------------------------------------------


def as_text(found: Sequence[Line]) -> str:
    """A table: seq, time of day, actor, sentence; a heading for each day."""
    made: list[str] = []
    width = max((len(str(line.seq)) for line in found), default=1)
    for day, group in groupby(found, key=lambda line: line.at.date()):
        made += ["", long_date(day)] if made else [long_date(day)]
        for line in group:
            who = line.who if len(line.who) <= _WHO_WIDTH else line.who[: _WHO_WIDTH - 1] + "…"
            # A file that was meddled with may hold signs that a terminal obeys.
            words = quoted(line.words, _LONGEST)
            made.append(f"{line.seq:>{width}}  {time_text(line.at)}  {quoted(who):<{_WHO_WIDTH}}  {words}")
    return "".join(f"{row}\n" for row in made)


def as_json(found: Iterable[Line]) -> str:
    """The same for programs: a list of objects, `at` in ISO 8601."""
    rows = [{**asdict(line), "at": line.at.isoformat()} for line in found]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
