"""CSV that spreadsheets open without running anything."""

import csv
import io
from collections.abc import Iterable, Sequence

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """`text` with a quote before what a spreadsheet would take for a formula; only for cells that hold words."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]], words: Sequence[str]) -> str:
    """A table as CSV with commas and \\n; the columns named in `words` are guarded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    wordy = [name in words for name in header]
    for row in rows:
        writer.writerow([guarded(cell) if wordy[place] else cell for place, cell in enumerate(row)])
    return out.getvalue()
