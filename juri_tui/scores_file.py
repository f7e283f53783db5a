"""Reads marks (SCORES.csv, long or wide) and decisions (ADJ.csv); every fault with its line and field number."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import get_args

from juri_tui.csv_table import Row, Table, read_table
from juri_tui.faults import Fault
from juri_tui.lang import _
from juri_tui.model import Absence, Criterion, Event, Mark
from juri_tui.standing import Adjustment, Kind
from juri_tui.tally import OUT
from juri_tui.text import TextFault, clean_line, parse_number, quoted, shown

Cell = tuple[str, str, str]


# --- columns --------------------------------------------------------------------------------------------------------


def _header_faults(header: Row, required: Sequence[str], known: Sequence[str]) -> list[Fault]:
    """Columns that are missing, that nobody knows, and that stand twice."""
    faults = []
    for position, name in enumerate(header.fields):
        if name in header.fields[:position]:
            words = _("kolom “{name}” ada dua kali").format(name=quoted(name))
            faults.append(Fault(header.line, position + 1, words))
        elif name not in known:
            near = difflib.get_close_matches(name[:40].lower(), known, n=1, cutoff=0.0)[0]
            words = _("kolom “{name}” tidak dikenal; mungkin maksudnya “{near}”")
            faults.append(Fault(header.line, position + 1, words.format(name=quoted(name), near=near)))
    for name in required:
        if name not in header.fields:
            faults.append(Fault(header.line, 1, _("kolom “{name}” tidak ada").format(name=name)))
    return faults


def _unknown(row: Row, column: int, table: str) -> Fault:
    value = row.fields[column]
    if not value:
        return Fault(row.line, column + 1, _("{table} belum diisi").format(table=table))
    words = _("{table} “{value}” tidak ada di berkas acara").format(table=table, value=quoted(value))
    return Fault(row.line, column + 1, words)


# --- marks ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    """Marks read so far, where each cell stands (line, column), and what was wrong."""

    event: Event
    faults: list[Fault]
    cells: dict[Cell, Mark] = field(default_factory=dict)
    place: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    taken: dict[tuple[str, str], Mark | TextFault | None] = field(default_factory=dict)

    def take(self, cell: Cell, criterion: Criterion, text: str, line: int, column: int) -> None:
        """Take what stands in one cell that exists."""
        if cell in self.place:
            words = _("nilai {juri} untuk {kbk}, {criterion}, sudah ada pada baris {line}")
            juri, kbk, criterion_id = cell
            words = words.format(juri=juri, kbk=kbk, criterion=criterion_id, line=self.place[cell][0])
            self.faults.append(Fault(line, column, words))
            return
        self.place[cell] = (line, column)
        key = (criterion.id, text)
        if key not in self.taken:  # a contest knows few different marks: each is checked once
            self.taken[key] = _mark(criterion, text)
        mark = self.taken[key]
        if isinstance(mark, TextFault):
            self.faults.append(Fault(line, column, str(mark)))
        elif mark is not None:
            self.cells[cell] = mark


def read_scores(text: str, event: Event) -> dict[Cell, Mark] | list[Fault]:
    """The marks of a SCORES.csv text for this event, or all its faults in the order of the file."""
    table = read_table(text)
    if isinstance(table, Fault):
        return [table]
    criteria = {criterion.id: criterion for criterion in event.criterion}
    names = set(table.header.fields)
    long = names == {"juri", "kbk", "criterion", "score"} or bool(names & ({"criterion", "score"} - criteria.keys()))
    if long:
        wrong = _header_faults(table.header, *[("juri", "kbk", "criterion", "score")] * 2)
    else:
        wrong = _header_faults(table.header, ("juri", "kbk"), ("juri", "kbk", *criteria))
        if not wrong and len(names) == 2:
            wrong = [Fault(table.header.line, 1, _("tidak ada kolom nilai: tambahkan “criterion” dan “score”"))]
    if wrong:
        return sorted(wrong)
    reading = _Reading(event, list(table.faults))
    _read_rows(table, reading, criteria, long)
    _whole_sheets(reading)
    return sorted(reading.faults) if reading.faults else reading.cells


def _read_rows(table: Table, reading: _Reading, criteria: dict[str, Criterion], long: bool) -> None:
    header = list(table.header.fields)
    juri_column, kbk_column = header.index("juri"), header.index("kbk")
    own = {juri.id: {c.id for c in reading.event.criteria_of(juri.id)} for juri in reading.event.juri}
    kbk_ids = {kbk.id for kbk in reading.event.kbk}
    wide = [(column, criteria[name]) for column, name in enumerate(header) if not long and name in criteria]
    wide = [(column, criterion) for column, criterion in wide if column not in (juri_column, kbk_column)]
    for row in table.rows:
        juri, kbk = row.fields[juri_column], row.fields[kbk_column]
        if juri not in own:
            reading.faults.append(_unknown(row, juri_column, "juri"))
        if kbk not in kbk_ids:
            reading.faults.append(_unknown(row, kbk_column, "kbk"))
        marked = wide
        if long:
            column = header.index("criterion")
            criterion = criteria.get(row.fields[column])
            if criterion is None:
                reading.faults.append(_unknown(row, column, "criterion"))
            marked = [] if criterion is None else [(header.index("score"), criterion)]
        for column, criterion in marked:
            text = row.fields[column]
            if juri not in own or kbk not in kbk_ids:
                mark = _mark(criterion, text)
                if isinstance(mark, TextFault):
                    reading.faults.append(Fault(row.line, column + 1, str(mark)))
            elif criterion.id in own[juri]:
                reading.take((juri, kbk, criterion.id), criterion, text, row.line, column + 1)
            elif text:
                words = _("juri “{juri}” tidak menilai kriteria “{criterion}”")
                words = words.format(juri=juri, criterion=criterion.id)
                reading.faults.append(Fault(row.line, column + 1, words))


def _mark(criterion: Criterion, text: str) -> Mark | TextFault | None:
    """What a field says: a mark on the criterion's scale, a word, nothing yet; or what is wrong with it."""
    if not text:
        return None
    if text in list(Absence):
        return Absence(text)
    try:
        mark = parse_number(text)
    except TextFault:
        words = _("“{value}” bukan nilai; tulis angka seperti 87 atau 87,5, atau abstained, recused, absent")
        return TextFault(words.format(value=quoted(text)))
    low, high, step = criterion.min, criterion.max, criterion.step
    if not low <= mark <= high:
        words = _("nilai “{value}” di luar batas kriteria “{criterion}”: {low} sampai {high}")
        words = words.format(value=quoted(text), criterion=criterion.id, low=shown(low), high=shown(high))
        return TextFault(words)
    if (Fraction(mark) - Fraction(low)) % Fraction(step):
        words = _("nilai “{value}” tidak sesuai langkah {step} dari kriteria “{criterion}”")
        return TextFault(words.format(value=quoted(text), criterion=criterion.id, step=shown(step)))
    return mark


def _whole_sheets(reading: _Reading) -> None:
    """Recused and absent hold for a juri's whole KBK; a mark beside them contradicts that."""
    whole = {
        (juri, kbk): mark
        for (juri, kbk, _criterion), mark in reading.cells.items()
        if mark in (Absence.RECUSED, Absence.ABSENT)
    }
    for (juri, kbk, criterion), mark in reading.cells.items():
        if isinstance(mark, Decimal) and (juri, kbk) in whole:
            words = _("juri “{juri}” ditulis {word} untuk “{kbk}”, maka nilai pada “{criterion}” tidak boleh ada")
            words = words.format(juri=juri, word=whole[juri, kbk], kbk=kbk, criterion=criterion)
            reading.faults.append(Fault(*reading.place[juri, kbk, criterion], words))


# --- decisions ------------------------------------------------------------------------------------------------------

KINDS: tuple[Kind, ...] = get_args(Kind)


def read_adjustments(text: str, event: Event) -> tuple[Adjustment, ...] | list[Fault]:
    """The decisions of an ADJ.csv text in the order of the file, or all its faults."""
    table = read_table(text)
    if isinstance(table, Fault):
        return [table]
    required = ("kbk", "points", "reason")
    wrong = _header_faults(table.header, required, (*required, "kind"))
    if wrong:
        return sorted(wrong)
    faults = list(table.faults)
    made: list[Adjustment] = []
    once: dict[tuple[str, str], int] = {}
    for row in table.rows:
        decision = _decision(row, list(table.header.fields), event, faults)
        group = "out" if decision.kind in OUT else decision.kind
        if group != "points" and (decision.kbk, group) in once:
            words = _("keputusan “{kind}” untuk “{kbk}” sudah ada pada baris {line}")
            words = words.format(kind=decision.kind, kbk=quoted(decision.kbk), line=once[decision.kbk, group])
            faults.append(Fault(row.line, table.header.fields.index("kind") + 1, words))
        once.setdefault((decision.kbk, group), row.line)
        made.append(decision)
    return sorted(faults) if faults else tuple(made)


def _decision(row: Row, header: list[str], event: Event, faults: list[Fault]) -> Adjustment:
    """The decision in one row; what is wrong with it goes to `faults`."""
    values = dict(zip(header, row.fields, strict=True))

    def fault(column: str, words: str) -> None:
        faults.append(Fault(row.line, header.index(column) + 1, words))

    if values["kbk"] not in {kbk.id for kbk in event.kbk}:
        faults.append(_unknown(row, header.index("kbk"), "kbk"))
    kind: Kind = "points"
    written = values.get("kind") or "points"
    for known in KINDS:
        if written == known:
            kind = known
    if written not in KINDS:
        words = _("“{value}” tidak dikenal; yang boleh: {allowed}")
        fault("kind", words.format(value=quoted(written), allowed=", ".join(KINDS)))
    elif kind == "chair" and "chair" not in event.scoring.ties:
        fault("kind", _("keputusan “chair” hanya berlaku bila “chair” ada di ties berkas acara"))
    points = None
    if written in KINDS:
        try:
            points = _points(kind, values["points"])
        except TextFault as wrong:
            fault("points", str(wrong))
    reason = ""
    try:
        reason = clean_line(values["reason"])
        if not reason:
            fault("reason", _("alasan wajib diisi"))
    except TextFault as wrong:
        fault("reason", str(wrong))
    return Adjustment(kind, values["kbk"], points, reason)


def _points(kind: Kind, text: str) -> Decimal | None:
    """The points that this kind of decision asks for; raises TextFault."""
    if kind in OUT:
        if text:
            raise TextFault(_("untuk “{kind}” kolom points harus kosong").format(kind=kind))
        return None
    if not text:
        raise TextFault(_("points wajib diisi"))
    points = parse_number(text)
    if kind == "chair" and (points < 1 or points != points.to_integral_value()):
        raise TextFault(_("urutan dari ketua harus bilangan bulat mulai 1, bukan “{value}”").format(value=quoted(text)))
    return points
