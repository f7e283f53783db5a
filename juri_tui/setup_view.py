"""What Persiapan shows: sections with their sign, rows of label and value, what is lacking, and what the check says.

Pure: a contest in, words out. The changes are in `setup_edit`, the names of the fields in `setup_fields`.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from juri_tui.contest import Contest, State
from juri_tui.decisions.amend import AMENDABLE, may_amend
from juri_tui.decisions.definition import OPEN, frozen, lacking
from juri_tui.lang import _, _n
from juri_tui.model import Criterion, Event, Juri, Kbk, Phase, Refusal
from juri_tui.rubric_check import RubricWarning, check_rubric, highest_total
from juri_tui.seal import RULES
from juri_tui.setup_edit import UNFINISHED, Path, Raw, raw_of, value_at
from juri_tui.setup_fields import ITEMS, NOUNS, SECTIONS, TABLES, Choices, Field, Kind, Section
from juri_tui.text import long_date, parse_length, quoted, shown, time_text

Named = Kbk | Juri | Criterion | Phase
_NUMBERED = re.compile(r"(?:Juri|KBK|Kelompok|Kriteria|Tahap) [0-9]+")
"""Names that a new contest or row begins with."""
DONE, TODO, LOOK, MAY = "✓", "○", "▲", "·"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the right side: where its value stands, its name, the value in words; `given` False while empty."""

    path: Path
    label: str
    value: str
    kind: Kind
    given: bool = True


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One line of the left side: ✓ complete, ○ something is lacking, ▲ the check has words, · may stay empty."""

    section: Section
    sign: str
    count: str
    words: tuple[str, ...]


# --- the left side -------------------------------------------------------------------------------------------------


def section_lines(event: Event) -> tuple[SectionLine, ...]:
    """All sections with their signs."""
    raw, found = raw_of(event), check_rubric(event)
    return tuple(_line(section, event, raw, found) for section in SECTIONS)


def _line(section: Section, event: Event, raw: Raw, found: Sequence[RubricWarning]) -> SectionLine:
    todo = _todo(section.id, event)
    look = tuple(said(event, one) for one in found if one.where[0] in section.tables)
    optional = {"award": not event.award, "kop": not event.kop.lines and not event.official}
    sign = TODO if todo else LOOK if look else MAY if optional.get(section.id) else DONE
    may = (_("Boleh dibiarkan kosong."),) if sign == MAY else ()
    first = raw.get(section.tables[0])
    return SectionLine(section, sign, str(len(first)) if isinstance(first, list) else "", (*todo, *look, *may))


def _todo(section: str, event: Event) -> tuple[str, ...]:
    """What should still be filled in, in sentences."""
    if section == "event":
        wanted = [field for field, there in _needed(event) if not there]
        return (_("Belum diisi: {fields}.").format(fields=", ".join(wanted)),) if wanted else ()
    tables: Mapping[str, Sequence[Named]] = {
        "kbk": event.kbk, "juri": event.juri, "criterion": event.criterion, "phase": event.phase
    }  # fmt: skip
    numbered = [row.name for row in tables.get(section, ()) if _NUMBERED.fullmatch(row.name)]
    told = [_("Belum diberi nama: {names}.").format(names=_some(numbered))] if numbered else []
    if section == "juri" and event.ketua() is None:
        told.append(_("Belum ada ketua dewan juri: pilih seorang juri, lalu Peran."))
    without = [kbk.name for kbk in event.kbk if not kbk.unit]
    if section == "kbk" and without:
        told.append(_("Belum ada instansi: {names}.").format(names=_some(without)))
    return tuple(told)


def _needed(event: Event) -> tuple[tuple[str, bool], ...]:
    return (_("tempat"), bool(event.event.place)), (_("tanggal"), event.event.date is not None)


def _some(names: Sequence[str], most: int = 3) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (_(" dan {n} lagi").format(n=more) if more > 0 else "")


# --- the check, the next step, what is closed ----------------------------------------------------------------------


def said(event: Event, warning: RubricWarning) -> str:
    """What the rubric check found, as a sentence."""
    if warning.code == UNFINISHED:
        words = _("bobot berjumlah {total}, seharusnya 100").format(total=shown(highest_total(event)))
    else:
        words = warning.words
    return words[:1].upper() + words[1:] + "."


def check_words(event: Event) -> tuple[str, ...]:
    """All that the rubric check has to say; nothing where nothing is odd."""
    return tuple(said(event, warning) for warning in check_rubric(event))


def all_well(event: Event) -> str:
    """The sentence for a definition about which the check has nothing to say."""
    words = _("Rubrik diperiksa: tidak ada yang janggal. Nilai tertinggi {total}.")
    return words.format(total=shown(highest_total(event)))


def next_step(contest: Contest) -> str:
    """The one thing to do next, as a sentence."""
    if contest.state is State.DELIBERATION:
        return _("Cara menghitung dan penghargaan masih dapat diubah, dengan PIN ketua dan PIN juri kedua.")
    if contest.state not in OPEN:
        return _("Persiapan sudah selesai: definisi hanya dapat dibaca. F2 kembali ke Meja Operator.")
    if may_amend(contest):
        return _("Nama dan kelompok susulan dapat diubah dengan alasan; cara menghitung dan penghargaan dengan PIN.")
    if contest.state is not State.SETUP:
        return _("Aturan sudah dibekukan: nama, anggota, dan kelompok susulan masih dapat diubah, dengan alasan.")
    event = contest.definition
    wanted = lacking(event)
    if wanted:
        return _("Sebelum aturan dibekukan, isi dulu: {fields}.").format(fields=", ".join(wanted))
    first = next((line for line in section_lines(event) if line.sign == TODO), None)
    if first:
        return _("Lengkapi bagian {name}: ↑↓ memilih, Enter membuka.").format(name=first.section.name_text())
    return _("Persiapan lengkap. F2 ke Meja Operator: D undian, lalu B bekukan aturan.")


def closed(contest: Contest, path: Path) -> Refusal | None:
    """Why what stands at `path` can not be changed now, before anybody has typed anything."""
    if path[0] in AMENDABLE and may_amend(contest):
        return None
    if contest.state not in OPEN:
        return Refusal("state", _("Definisi tidak dapat diubah lagi: acara sudah masuk sidang juri."))
    return frozen() if contest.state is not State.SETUP and path[0] in RULES else None


# --- the right side ------------------------------------------------------------------------------------------------


def table_of(path: Path) -> str:
    """The table in which a path lies, as `setup_fields` names it."""
    return ".".join(step for step in path if isinstance(step, str))


def field_at(path: Path) -> Field:
    """The field at a path, also that of one entry of a list."""
    table = table_of(path)
    if isinstance(path[-1], int):
        return ITEMS[table]
    head, _point, key = table.rpartition(".")
    return next(field for field in TABLES[head] if field.key == key)


def rows_of(event: Event, place: Path) -> tuple[Row, ...]:
    """The rows at a place: a section by its id (one step), a row of a table, or a list."""
    raw = raw_of(event)
    section = next((section for section in SECTIONS if place == (section.id,)), None)
    if section is None:
        return _rows(event, raw, place)
    rows = _rows(event, raw, section.tables[:1])
    for table in section.tables[1:]:
        if table in NOUNS:
            rows += (_list_row((table,), _(section.opens), raw.get(table, []), _("tidak ada")),)
        else:
            rows += _rows(event, raw, (table,))
    return rows


def _rows(event: Event, raw: Raw, place: Path) -> tuple[Row, ...]:
    if isinstance(place[-1], int) or (len(place) == 1 and table_of(place) not in NOUNS):
        fields = TABLES[table_of(place)]
        hidden = ("cut", "ties") if not raw.get("cut") else ()
        return tuple(_field_row(event, raw, (*place, f.key), f) for f in fields if (*place, f.key) != hidden)
    entries = value_at(raw, place) or []
    return tuple(_entry_row(event, (*place, n), entry) for n, entry in enumerate(entries))


def _field_row(event: Event, raw: Raw, path: Path, field: Field) -> Row:
    value = value_at(raw, path)
    if field.kind is Kind.LIST:
        return _list_row(path, field.label_text(), value or [], _(field.empty))
    return Row(path, field.label_text(), in_words(event, field, value), field.kind, value not in (None, ""))


def _list_row(path: Path, label: str, entries: Sequence[object], empty: str) -> Row:
    table = table_of(path)
    count = f"{len(entries)} {_n(NOUNS[table], len(entries))}" if entries else empty
    if table in ITEMS and ITEMS[table].kind is Kind.LENGTH and entries:
        count = ", ".join(_length(entry) for entry in entries)
    return Row(path, label, count, Kind.LIST, bool(entries))


def _entry_row(event: Event, path: Path, entry: Any) -> Row:
    """One entry of a list: a row of a table in a few words, or a value."""
    number, table = str(int(path[-1]) + 1), table_of(path)
    if table in ITEMS:
        return Row(path, number, in_words(event, ITEMS[table], entry), ITEMS[table].kind)
    label = str(entry["number"]) if table == "kbk" else number
    return Row(path, label, summary(event, table, entry), Kind.ROW)


def summary(event: Event, table: str, entry: Raw) -> str:
    """One row of a table in a few words."""
    keys = {
        "official": ("name", "role"), "phase": ("name", "length"), "break": ("name", "after", "length"),
        "criterion.levels": ("from", "text"), "scoring.rounding": ("stage", "digits"),
        "juri": ("name", "role", "institution"), "kbk": ("name", "unit"), "award": ("name",),
    }.get(table, ("name",))  # fmt: skip
    told = []
    for field in (field for key in keys for field in TABLES[table] if field.key == key):
        words = in_words(event, field, entry.get(field.key)) if entry.get(field.key) not in (None, "") else ""
        told.append(words.partition(": ")[0] if field.kind is Kind.CHOICE else words)
    told += _also(event, table, entry)
    return " · ".join(words for words in told if words)


def _also(event: Event, table: str, entry: Raw) -> list[str]:
    """What else one wants to see of a row without opening it."""
    if table == "kbk":
        members = len(entry.get("members", []))
        return [_n("{n} anggota", members).format(n=members)]
    if table == "criterion":
        scale = _("nilai {low}–{high}").format(low=_decimal(entry["min"]), high=_decimal(entry["max"]))
        return [scale] if entry["weight"] == "1" else [scale, _("bobot {n}").format(n=_decimal(entry["weight"]))]
    if table != "award":
        return []
    if "place" in entry:
        return [_("peringkat {place}").format(place=entry["place"])]
    if "min" in entry:
        return [_("nilai mulai {min}").format(min=_decimal(entry["min"]))]
    if "criterion" in entry:
        name = event.criterion_by_id(entry["criterion"]).name
        return [_("terbaik dalam {criterion}").format(criterion=name)]
    return [_("diputuskan juri")]


def in_words(event: Event, field: Field, value: Any) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return _(field.empty)
    if field.kind in (Kind.CHOICE, Kind.REFERENCE):
        key = "true" if value is True else str(value)
        return next((words for known, words in choices(event, field) if known == key), quoted(key))
    if isinstance(value, dt.date):
        return long_date(value)
    if isinstance(value, dt.time):
        return time_text(dt.datetime.combine(dt.date.min, value), seconds=bool(value.second))
    if field.kind is Kind.NUMBER:
        return _decimal(value)
    if field.kind is Kind.LENGTH:
        return _length(value)
    return str(value).replace("\n", " / ")


def _decimal(value: str) -> str:
    return shown(Decimal(value))


def _length(value: object) -> str:
    minutes, seconds = divmod(parse_length(str(value)), 60)
    parts = [_("{n} menit").format(n=minutes)] if minutes else []
    parts += [_("{n} detik").format(n=seconds)] if seconds or not minutes else []
    return " ".join(parts)


def choices(event: Event, field: Field) -> Choices:
    """What a choice or a reference may be: (value, words)."""
    fixed = tuple((key, _(words)) for key, words in field.choices)
    if not field.to:
        return fixed
    tables: Mapping[str, Sequence[Named]] = {"phase": event.phase, "kbk": event.kbk, "criterion": event.criterion}
    prefix = "criterion:" if field.choices else ""
    lead = _("nilai kriteria {name}") if field.choices else "{name}"
    return (*((f"{prefix}{row.id}", lead.format(name=row.name)) for row in tables[field.to]), *fixed)


# --- where one stands ----------------------------------------------------------------------------------------------


def heading(event: Event, place: Path) -> str:
    """The way to a place in words: KELOMPOK › KBK Ceria › Anggota."""
    raw = raw_of(event)
    section = section_of(place)
    parts = [section.name_text().upper()]
    if place[0] != section.tables[0]:
        parts.append(_(section.opens))
    for end in range(2, len(place) + 1):
        step, table = place[end - 1], table_of(place[:end])
        if isinstance(step, str):
            parts.append(field_at(place[:end]).label_text())
        else:
            entry = value_at(raw, place[:end])
            name = entry.get("name") if isinstance(entry, dict) else None
            parts.append(name or f"{_(NOUNS[table])} {step + 1}")
    return " › ".join(parts)


def section_of(place: Path) -> Section:
    """The section in which a place lies."""
    return next(section for section in SECTIONS if place[0] in section.tables)


def list_for(place: Path, row: Row | None) -> Path | None:
    """The list into which a new row goes: that of the marked row, else that of the place; None where there is none."""
    if row is not None and row.kind is Kind.LIST:
        return row.path
    if row is not None and isinstance(row.path[-1], int):
        return row.path[:-1]
    return place if not isinstance(place[-1], int) and table_of(place) in NOUNS else None


def up(place: Path) -> Path | None:
    """The place around a place; None where that is the section itself."""
    if len(place) > 1:
        return place[:-1]
    section = section_of(place)
    return None if place == (section.id,) else (section.id,)


def settled(event: Event, place: Path) -> Path:
    """The place itself, or what is left of it where the row in which it lay is gone."""
    raw = raw_of(event)
    for end in range(2, len(place) + 1):
        if isinstance(place[end - 1], int) and value_at(raw, place[:end]) is None:
            return place[: end - 1]
    return place
