"""CSV as offices really save it: comma, semicolon or tab, any order of columns, blank rows, blanks around fields."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from juri_tui.faults import Fault
from juri_tui.lang import _

DELIMITERS = (",", ";", "\t")
BLANKS = " \t\u00a0"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it starts, and its fields without the blanks around them."""

    line: int
    fields: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read: its header, the rows that have as many fields, and the faults of the others."""

    header: Row
    rows: Sequence[Row]
    faults: Sequence[Fault]


def read_table(text: str) -> Table | Fault:
    """The rows of a CSV text; a Fault where there is no header at all."""
    delimiter = _delimiter(text)
    if delimiter is None:
        return Fault(1, 1, _("berkas kosong; baris pertama harus berisi nama kolom"))
    faults: list[Fault] = []
    found = [row for row in _rows(text, delimiter, faults) if any(row.fields)]
    if not found:  # the header itself can not be read
        return faults[0]
    header, rows = found[0], found[1:]
    wanted = len(header.fields)
    for row in rows:
        if len(row.fields) != wanted:
            words = _("baris ini berisi {count} kolom, seharusnya {wanted}")
            column = min(len(row.fields), wanted) + 1
            faults.append(Fault(row.line, column, words.format(count=len(row.fields), wanted=wanted)))
    return Table(header, [row for row in rows if len(row.fields) == wanted], faults)


def _delimiter(text: str) -> str | None:
    """The first of `,` `;` tab that stands in the header, the first row that is not blank; None where all rows are."""
    header = next((line for line in re.split("[\r\n]", text) if line.strip(BLANKS + ',;"')), None)
    if header is None:
        return None
    return next((delimiter for delimiter in DELIMITERS if delimiter in header), ",")


def _rows(text: str, delimiter: str, faults: list[Fault]) -> Iterator[Row]:
    """All rows, blank ones too. A quotation mark that nobody closed ends the reading with a fault."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for fields in reader:
            yield Row(line, [field.strip(BLANKS) for field in fields])
            line = reader.line_num + 1
    except csv.Error:
        faults.append(Fault(line, 1, _("tanda petik tidak berpasangan, atau teks sesudah petik penutup")))
