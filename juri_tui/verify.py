"""Checks a contest file as a stranger would: structure, schema, chain, lawful records, journal, a digest on paper."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from juri_tui.chain import Row, first_broken
from juri_tui.contest import Contest
from juri_tui.decisions.result import result_of
from juri_tui.files import reason_words
from juri_tui.fold import fold
from juri_tui.journal import read_journals
from juri_tui.lang import _
from juri_tui.model import Stamp
from juri_tui.records import Record, ResultLocked, parse_payload
from juri_tui.seal import canonical, digest
from juri_tui.store import StoreFault, examine

FindingCode = Literal[
    "file", "structure", "schema", "empty", "chain", "record", "result", "journal", "digest", "papers"
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be; `seq` where it is about one record."""

    code: FindingCode
    words: str
    seq: int | None = None


def verify(path: Path, journal: Path | None = None, seq: int | None = None, digest: str | None = None) -> list[Finding]:
    """Everything that is wrong with a contest file; empty where it is whole.

    `journal` is a journal file or the mirror folder. `digest` is what a paper or a screen says (with or without its
    leading seq); `seq` names the record, else the digest does, else the last lock is meant.
    """
    try:
        found = examine(path)
    except StoreFault as fault:
        return [Finding("file", fault.words)]
    findings = [Finding("structure", _("SQLite: {text}").format(text=text)) for text in found.structure]
    if found.schema:
        names = ", ".join(found.schema)
        findings.append(Finding("schema", _("Tabel, pemicu, atau tampilan diubah: {names}").format(names=names)))
    if not found.rows:
        return [*findings, Finding("empty", _("Tidak ada satu catatan pun di dalam berkas"))]
    findings += _chain(found.rows)
    findings += _lawful(found.rows)
    if journal is not None:
        findings += _tail(found.rows, journal)
    if digest is not None:
        findings += _printed(found.rows, seq, digest)
    return findings


def last_lock(rows: list[Row]) -> Row | None:
    """The record of the result that stands: locked, and not unlocked since."""
    turns = [row for row in rows if row.kind in ("result_locked", "result_unlocked")]
    return turns[-1] if turns and turns[-1].kind == "result_locked" else None


def _chain(rows: list[Row]) -> list[Finding]:
    broken = first_broken(rows)
    if broken is None:
        return []
    words = _("Rantai catatan putus di catatan {seq}: isinya diubah, hilang, atau disisipkan").format(seq=broken)
    return [Finding("chain", words, broken)]


def _lawful(rows: list[Row]) -> list[Finding]:
    """Folds the records as every screen does, and computes each locked result again from the marks before it."""
    contest, findings = Contest(), []
    for row in rows:
        try:
            payload = parse_payload(row.kind, row.payload)
            stamp = Stamp(row.wall_ns, row.boot, row.boot_ns)
            if isinstance(payload, ResultLocked) and canonical(result_of(contest)) != canonical(payload.result):
                words = _("Hasil yang dikunci di catatan {seq} tidak sama dengan hitungan ulang dari nilai juri")
                findings.append(Finding("result", words.format(seq=row.seq), row.seq))
            contest = fold([Record(row.seq, row.uid, stamp, row.actor, payload, row.hash)], contest)
        except (ValidationError, ValueError, LookupError, ArithmeticError) as error:
            words = _("Catatan {seq} ({kind}) tidak mungkin ditulis program ini: {reason}")
            reason = str(error).splitlines()[0]
            return [*findings, Finding("record", words.format(seq=row.seq, kind=row.kind, reason=reason), row.seq)]
    return findings


def _tail(rows: list[Row], journal: Path) -> list[Finding]:
    try:
        acknowledged = read_journals(journal, rows[0].hash)
    except OSError as error:
        reason = reason_words(error)
        return [Finding("journal", _("Jurnal tidak dapat dibaca: {reason}").format(reason=reason))]
    if not acknowledged:
        return [Finding("journal", _("Tidak ada jurnal lomba ini di {place}").format(place=journal))]
    have = {row.seq: row.hash for row in rows}
    missing = sorted(seq for seq in acknowledged if seq not in have)
    other = sorted(seq for seq, hashes in acknowledged.items() if seq in have and hashes != {have[seq]})
    findings = []
    if missing:
        words = _("Hilang: catatan {first} sampai {last} pernah dinyatakan tersimpan, tetapi tidak ada di berkas")
        findings.append(Finding("journal", words.format(first=missing[0], last=missing[-1]), missing[0]))
    if other:
        words = _("Catatan {seq} berbeda dari yang pernah dinyatakan tersimpan").format(seq=other[0])
        findings.append(Finding("journal", words, other[0]))
    return findings


def _voided(row: Row, standing: Row | None) -> list[Finding]:
    """A paper of a result that was unlocked afterwards is a true paper, but not of the result that stands."""
    if row.kind != "result_locked" or row is standing:
        return []
    words = _("Sidik ini milik hasil yang sudah dibuka kuncinya lagi; kertas itu tidak berlaku. {standing}")
    own = digest(standing.seq, standing.hash) if standing else ""
    valid = _("Yang berlaku: {digest}").format(digest=own) if own else _("Belum ada hasil terkunci yang baru.")
    return [Finding("digest", words.format(standing=valid), row.seq)]


def _printed(rows: list[Row], seq: int | None, text: str) -> list[Finding]:
    given = "".join(text.split()).upper()
    head = given.partition("-")[0]
    if head.isdigit():
        seq = seq or int(head)
    else:
        lock = last_lock(rows)
        seq = seq or (lock.seq if lock else 0)
        given = f"{seq}-{given}"
    row = next((row for row in rows if row.seq == seq), None)
    if row is None:
        return [Finding("digest", _("Tidak ada catatan {seq} di berkas ini").format(seq=seq), seq)]
    own = digest(row.seq, row.hash)
    # A receipt is the beginning of a digest; fewer than its eight characters prove nothing.
    plain, shown = given.replace("-", ""), own.replace("-", "")
    if shown.startswith(plain) and len(plain) >= len(str(seq)) + 8:
        return _voided(row, last_lock(rows))
    words = _("Sidik di kertas {paper} berbeda dari berkas {file}").format(paper=text, file=own)
    return [Finding("digest", words, row.seq)]
