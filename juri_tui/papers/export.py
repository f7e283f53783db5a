"""What the committee takes home: ranking and recap as tables and JSON, the times, and blank score sheets as text.

All papers of a result are made from its lock record and the ledger, never from what a screen shows, and each names the
digest (sidik) and the code of the rules (kode aturan). Making them is pure; `write` puts them into a folder, all or
nothing, and never over other files.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from juri_tui.clockface import times
from juri_tui.contest import Contest, Locked
from juri_tui.csv_text import csv_text
from juri_tui.decisions.amend import AMENDABLE
from juri_tui.decisions.result import result_of
from juri_tui.lang import _
from juri_tui.model import Criterion, Juri, Kbk, Refusal, Stamp
from juri_tui.publish import publish, sweep, temporary
from juri_tui.slot import SECOND
from juri_tui.speaking import Shares, shares_words
from juri_tui.store_fault import StoreFault
from juri_tui.text import decimal_text, length_text, long_date, shown

RANKING = ("place", "number", "kbk", "name", "unit", "total", "total_exact", "awards", "decided_by", "status",
           "computed_place", "override", "digest", "rules")  # fmt: skip
RECAP = ("number", "kbk", "name", "unit", "juri", "juri_name", "criterion", "criterion_name", "mark", "digest",
         "rules")  # fmt: skip
TIMES = ("number", "kbk", "name", "attempt", "phase", "started", "ended", "started_local", "ended_local", "zone",
         "planned", "granted", "paused", "corrected", "used", "over", "reasons", "speaking", "digest",
         "rules")  # fmt: skip
"""The headings are for programs: the same in every language. Each moment stands there in UTC and as at the venue."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One file to be: its name and its text."""

    name: str
    text: str


class Seals(NamedTuple):
    """What every paper of a result ends with: the digest (sidik) of the lock, and the code of the rules."""

    digest: str
    rules: str


def result_papers(contest: Contest, now: Stamp, *, provisional: bool = False) -> tuple[Paper, ...] | Refusal:
    """Every paper of the locked result; with `provisional` of the ranking as it is, marked SEMENTARA."""
    if contest.locked is None and not provisional:
        return Refusal("not-locked", _("Hasil belum dikunci; belum ada yang boleh diekspor."))
    locked = contest.locked
    result = locked.result if locked and locked.result else result_of(contest)
    seals = Seals(locked.digest if locked else "SEMENTARA", contest.rules_code)
    prefix = ("LATIHAN-" if contest.rehearsal else "") + ("" if locked else "SEMENTARA-")
    return (
        Paper(f"{prefix}peringkat.csv", _ranking(result, seals)),
        Paper(f"{prefix}rekap.csv", _recap(contest, seals)),
        Paper(f"{prefix}waktu.csv", _times(contest, now, seals)),
        Paper(f"{prefix}hasil.json", _json(contest, result, locked, seals)),
        Paper("periksa.py", (files("juri_tui") / "data" / "periksa.py").read_text(encoding="utf-8")),
    )


def _ranking(result: Mapping[str, Any], seals: Seals) -> str:
    ruled = {one["kbk"]: one for one in result.get("overrides", ())}
    rows = (
        [
            row["place"] or "",
            str(row["number"]),
            row["kbk"],
            row["name"],
            row["unit"],
            row["total"] or "",
            row["total_exact"] or "",
            "; ".join(row["awards"]),
            row["decided_by"] or "",
            row["status"],
            *(ruled.get(row["kbk"], {}).get(key, "") for key in ("computed_place", "reason")),
            *seals,
        ]
        for row in result["standings"]
    )
    return csv_text(RANKING, rows, words=("name", "unit", "awards", "override"))


def _marks(contest: Contest) -> Iterable[tuple[Kbk, Juri, Criterion, str]]:
    """Every cell in running order: the mark as exact text, or why there is none."""
    cells = contest.cells()
    for kbk in contest.running_order():
        for juri in contest.definition.juri:
            for criterion in contest.definition.criteria_of(juri.id):
                mark = cells.get((juri.id, kbk.id, criterion.id))
                text = "" if mark is None else mark.value if isinstance(mark, str) else decimal_text(mark)
                yield kbk, juri, criterion, text


def _recap(contest: Contest, seals: Seals) -> str:
    rows = (
        [str(kbk.number), kbk.id, kbk.name, kbk.unit, juri.id, juri.name, criterion.id, criterion.name, mark, *seals]
        for kbk, juri, criterion, mark in _marks(contest)
    )
    return csv_text(RECAP, rows, words=("name", "unit", "juri_name", "criterion_name"))


def _times(contest: Contest, now: Stamp, seals: Seals) -> str:
    rows = []
    zone = ZoneInfo(contest.definition.event.zone)
    for slot in contest.slots.values():
        kbk = contest.definition.kbk_by_id(slot.kbk)
        for index, row in enumerate(times(slot, now, contest.speed)):
            reasons = [a.command.reason for a in slot.commands if a.phase_index == index and a.command.reason]
            lengths = (row.planned_ns, row.granted_ns, row.paused_ns, row.corrected_ns, row.used_ns or 0)
            rows.append(
                [
                    *(str(kbk.number), kbk.id, kbk.name, str(slot.attempt), row.phase.id),
                    *(_moment(stamp) for stamp in (row.started, row.ended)),
                    *(_at_venue(stamp, zone) for stamp in (row.started, row.ended)),
                    zone.key,
                    *(length_text(ns // SECOND) for ns in lengths),
                    length_text(max(0, row.over_s or 0)),
                    "; ".join(reasons),
                    _speaking(contest.shares(slot, now, index)),
                    *seals,
                ]
            )
    if not rows:  # a table of nothing still says of which contest
        rows.append([*[""] * (len(TIMES) - len(seals)), *seals])
    return csv_text(TIMES, rows, words=("name", "reasons", "speaking"))


def _speaking(found: Shares | None) -> str:
    return shares_words(found, lengths=True) if found else ""


def _moment(stamp: Stamp | None) -> str:
    if stamp is None:
        return ""
    return datetime.fromtimestamp(stamp.wall_ns // SECOND, UTC).isoformat().replace("+00:00", "Z")


def _at_venue(stamp: Stamp | None, zone: ZoneInfo) -> str:
    """The day and the time of day at the venue, as a spreadsheet reads them."""
    return f"{datetime.fromtimestamp(stamp.wall_ns // SECOND, zone):%Y-%m-%d %H:%M:%S}" if stamp else ""


def _json(contest: Contest, result: Mapping[str, Any], locked: Locked | None, seals: Seals) -> str:
    event = contest.definition
    marks: dict[str, dict[str, dict[str, str]]] = {}
    for kbk, juri, criterion, mark in _marks(contest):
        marks.setdefault(kbk.id, {}).setdefault(juri.id, {})[criterion.id] = mark
    whole = {
        "format": "juri-tui/1",
        "digest": seals.digest,
        "seq": locked.seq if locked else None,
        "hash": locked.hash if locked else None,
        "rehearsal": contest.rehearsal,
        "rules": seals.rules,
        "event": event.event.model_dump(mode="json"),
        "result": result,
        "marks": marks,
        "signatures": list(contest.signed),
        "pin_resets": [{"who": who, "granted_by": list(by)} for who, by in contest.resets],
        "amendments": [
            {
                "rules_before": made.code_before,
                "rules_after": made.code_after,
                "before": made.before.model_dump(mode="json", by_alias=True, include=set(AMENDABLE)),
                "after": made.after.model_dump(mode="json", by_alias=True, include=set(AMENDABLE)),
                "granted_by": list(made.granted_by),
                "reason": made.reason,
            }
            for made in contest.amended
        ],
        "errata": [{"text": erratum.text, "reason": erratum.reason} for erratum in contest.errata],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def blank_sheets(contest: Contest) -> tuple[Paper, ...]:
    """One text file for each juri with an empty score sheet for every KBK: for a power cut."""
    return tuple(
        Paper(
            f"lembar-kosong-{juri.id}.txt",
            "\f\n".join(_blank(contest, juri, kbk) for kbk in contest.running_order()),
        )
        for juri in contest.definition.juri
    )


def _blank(contest: Contest, juri: Juri, kbk: Kbk) -> str:
    event = contest.definition
    day = long_date(event.event.date) if event.event.date else "." * 24
    lines = [
        *event.kop.lines,
        *([""] if event.kop.lines else []),
        _("LEMBAR PENILAIAN") + (_("   LATIHAN") if contest.rehearsal else ""),
        event.event.name,
        "",
        _("Kelompok  : {number}  {kbk}").format(number=kbk.number if contest.drawn else "....", kbk=kbk.name),
        _("Instansi  : {unit}").format(unit=kbk.unit),
        _("Juri      : {juri}").format(juri=juri.name),
        "",
        f"{_('Kriteria'):<46} {_('rentang'):>12}  {_('nilai')}",
        "-" * 72,
    ]
    for criterion in event.criteria_of(juri.id):
        reach = f"{shown(criterion.min)} – {shown(criterion.max)}"
        lines += [f"{criterion.name[:46]:<46} {reach:>12}  ..........", ""]
    lines += [
        f"{_('Jumlah'):<46} {'':>12}  ..........",
        "",
        _("Catatan    : ") + "." * 58,
        _("Keunggulan : ") + "." * 58,
        _("Saran      : ") + "." * 58,
        "",
        f"{event.event.place}, {day}",
        "",
        "",
        f"( {juri.name} )",
        _("Kode aturan: {code}").format(code=contest.rules_code),
        "",
    ]
    return "\n".join(lines)


def write(papers: Iterable[Paper], folder: Path) -> list[Path]:
    """Puts papers into a folder (made where it is not there) and returns their paths.

    A file that already holds the same text is left as it is; another file of that name raises StoreFault `exists`
    before anything is written.
    """
    wanted = [(folder / paper.name, paper.text.encode()) for paper in papers]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, _raw in wanted:
            sweep(path)
        fresh = [(path, raw) for path, raw in wanted if not _holds(path, raw)]
        for path, raw in fresh:
            made = temporary(path)
            try:
                made.write_bytes(raw)
                publish(made, path)
            finally:
                made.unlink(missing_ok=True)
    except OSError as error:
        raise StoreFault.of_os(error) from error
    return [path for path, _raw in wanted]


LATER = ("signatures", "errata", "pin_resets")
"""What may still be added to a result after its papers were made."""


def differing(papers: Iterable[Paper], folder: Path) -> list[str]:
    """The names of those papers in a folder that are not what the contest says; what is not there is not judged.

    Raises StoreFault where the folder can not be read.
    """
    try:
        there = {paper: folder / paper.name for paper in papers if (folder / paper.name).exists()}
        return [paper.name for paper, path in there.items() if _core(path.read_bytes()) != _core(paper.text.encode())]
    except OSError as error:
        raise StoreFault.of_os(error) from error


def _core(raw: bytes) -> object:
    """A paper without what may be added later; only the JSON has such parts."""
    if not raw.startswith(b"{"):
        return raw
    try:
        whole = json.loads(raw)
    except ValueError:
        return raw
    return {key: value for key, value in whole.items() if key not in LATER}


def _holds(path: Path, raw: bytes) -> bool:
    if not path.exists():
        return False
    if path.read_bytes() != raw:
        raise StoreFault("exists", path.name)
    return True
