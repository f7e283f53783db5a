"""The standings as text: a table for people, and CSV for spreadsheets."""

import unicodedata
from collections.abc import Sequence

from juri_tui.csv_text import csv_text
from juri_tui.lang import _
from juri_tui.model import Event
from juri_tui.standing import Standing, Standings, place_number
from juri_tui.text import exact_text, fraction_text, shown

CSV_COLUMNS = (
    "place", "number", "kbk", "name", "unit", "total", "total_exact", "awards", "decided_by", "status"
)  # fmt: skip
WORDS = ("kbk", "name", "unit", "awards")


def ranking_csv(standings: Standings, event: Event) -> str:
    """The standings as CSV with a header row; names can not become formulas."""
    digits = event.scoring.display_digits
    rows = (
        (
            "" if row.place is None else str(place_number(row.place)),
            str(row.number),
            row.kbk,
            row.name,
            row.unit,
            "" if row.total is None else fraction_text(row.total, digits),
            "" if row.total is None else exact_text(row.total),
            "; ".join(row.awards),
            row.decided_by or "",
            row.status,
        )
        for row in standings.rows
    )
    return csv_text(CSV_COLUMNS, rows, WORDS)


def width(text: str) -> int:
    """How many cells of a terminal a text takes: wide East Asian characters two, combining marks none."""
    cells = 0
    for char in text:
        if unicodedata.category(char) not in ("Mn", "Me", "Cf"):
            cells += 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
    return cells


def status_words(status: str) -> str:
    """The state of a KBK as people say it."""
    return {
        "performed": _("belum cukup nilai"),
        "waiting": _("belum dinilai"),
        "not_rankable": _("tidak dapat diperingkat"),
        "no_show": _("tidak hadir"),
        "withdrawn": _("mengundurkan diri"),
        "disqualified": _("didiskualifikasi"),
    }[status]


def step_words(step: str, event: Event) -> str:
    """The step that decided a place as people say it."""
    if step.startswith("criterion:"):
        return event.criterion_by_id(step.removeprefix("criterion:")).name
    return {
        "total": _("nilai akhir"),
        "skating": _("mayoritas juri (skating)"),
        "majority": _("lebih banyak juri"),
        "untrimmed": _("rata-rata biasa"),
        "panel": _("nilai sebelum tambahan dan pengurangan"),
        "countback": _("jumlah peringkat terbaik"),
        "chair": _("keputusan ketua"),
        "shared": _("peringkat bersama"),
        "jury": _("ketetapan juri"),
    }[step]


def _remark(row: Standing, event: Event) -> str:
    if row.decided_by is None:
        reasons = [decision.reason for decision in row.adjustments if decision.kind == row.status]
        return ": ".join([status_words(row.status), *reasons])
    return step_words(row.decided_by, event)


def table_text(standings: Standings, event: Event) -> str:
    """The standings as an aligned table for people, with the notes under it."""
    head = [
        _("Peringkat"),
        _("No."),
        _("KBK"),
        _("Instansi"),
        _("Nilai"),
        _("Penghargaan"),
        _("Lolos"),
        _("Ditentukan oleh"),
    ]
    body = [
        [
            "-" if row.place is None else shown(row.place, 0 if row.place.denominator == 1 else 1),
            str(row.number),
            row.name,
            row.unit,
            "-" if row.total is None else shown(row.total, event.scoring.display_digits),
            "; ".join(row.awards),
            _("ya") if row.advances else "",
            _remark(row, event),
        ]
        for row in standings.rows
    ]
    lines = [event.event.name, "", *_aligned([head, *body], to_the_right={0, 1, 4})]
    notes = list(standings.warnings)
    if not standings.complete:
        notes.insert(0, _("Sementara: masih ada nilai yang belum masuk."))
    if notes:
        lines += ["", *(f"* {note}" for note in notes)]
    return "\n".join(lines) + "\n"


def _aligned(rows: Sequence[Sequence[str]], to_the_right: set[int]) -> list[str]:
    """Rows with every column as wide as its widest text; a line under the first. Empty columns fall away."""
    columns = [column for column in range(len(rows[0])) if any(row[column] for row in rows[1:])]
    widths = {column: max(width(row[column]) for row in rows) for column in columns}

    def line(row: Sequence[str]) -> str:
        parts = []
        for column in columns:
            space = " " * (widths[column] - width(row[column]))
            parts.append(space + row[column] if column in to_the_right else row[column] + space)
        return "  ".join(parts).rstrip()

    return [line(rows[0]), "  ".join("-" * widths[column] for column in columns), *map(line, rows[1:])]
