"""A TOML text as plain Python values that still know how their numbers were written, with the place of each key."""

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal

from juri_tui.faults import Fault
from juri_tui.lang import _
from juri_tui.text import NUMBER, quoted
from juri_tui.toml_lines import Path, TomlLines, toml_lines


@dataclass(frozen=True, slots=True)
class WrittenBadly:
    """A number that TOML allows and this program does not, as it stands in the file: 2e0, inf, 1_000, 0x10."""

    text: str


@dataclass(frozen=True, slots=True)
class Toml:
    """What a TOML text holds: decimals as Decimal, lists as tuples, and where each key stands."""

    root: dict[str, object]
    lines: TomlLines


def read_toml(text: str) -> Toml | Fault:
    """Read a text, or say where it stops being TOML. Only the first such place: behind it nothing is certain."""
    try:
        raw = tomllib.loads(text, parse_float=_decimal)
        lines = toml_lines(text)
        return Toml(_tables(raw, (), lines), lines)
    except tomllib.TOMLDecodeError as error:
        return _syntax_fault(str(error), text)
    except RecursionError:
        return Fault(1, 1, _("kurung bersarang terlalu dalam"))
    except ValueError:  # Python refuses to read a whole number of more than 4,300 digits
        return Fault(_long_number_line(text), 1, _("angka terlalu panjang"))


def _decimal(written: str) -> object:
    return Decimal(written) if NUMBER.fullmatch(written) else WrittenBadly(written)


def _tables(table: dict[str, object], path: Path, lines: TomlLines) -> dict[str, object]:
    return {key: _value(value, (*path, key), lines) for key, value in table.items()}


def _value(value: object, path: Path, lines: TomlLines) -> object:
    if isinstance(value, dict):
        return _tables(value, path, lines)
    if isinstance(value, list):
        return tuple(_value(item, (*path, index), lines) for index, item in enumerate(value))
    if isinstance(value, int) and not isinstance(value, bool):
        written = lines.at(path).written
        return value if NUMBER.fullmatch(written) else WrittenBadly(written)
    return value


def _long_number_line(text: str) -> int:
    match = re.search(r"[0-9_]{4000}", text)
    return text.count("\n", 0, match.start()) + 1 if match else 1


def _syntax_fault(message: str, text: str) -> Fault:
    match = re.search(r" \(at line ([0-9]+), column ([0-9]+)\)$", message)
    lines = text.split("\n")
    line = int(match.group(1)) if match else max(1, len(lines) - (lines[-1] == ""))
    column = int(match.group(2)) if match else 1
    plain = message[: match.start()] if match else message
    unknown = _("tidak terbaca sebagai TOML")
    words = next((words for start, words in _syntax_words() if plain.startswith(start)), unknown)
    beside = lines[line - 1].strip()
    return Fault(line, column, _("{words}, di “{text}”").format(words=words, text=quoted(beside)) if beside else words)


def _syntax_words() -> tuple[tuple[str, str], ...]:
    """What `tomllib` says, by its first words, and how we say it."""
    return (
        ("Cannot overwrite a value", _("kunci ini sudah ada di tabel yang sama")),
        ("Duplicate inline table key", _("kunci ini sudah ada di tabel yang sama")),
        ("Cannot declare", _("tabel ini sudah ada; untuk baris berikutnya tulis [[nama]]")),
        ("Cannot redefine", _("tabel ini sudah ada; untuk baris berikutnya tulis [[nama]]")),
        ("Cannot mutate", _("tabel ini sudah ada; untuk baris berikutnya tulis [[nama]]")),
        ("Expected '='", _("setelah kunci harus ada tanda =")),
        ("Expected ']", _("kurung siku penutup tidak ada")),
        ("Unclosed array", _("kurung siku penutup tidak ada")),
        ("Unclosed inline table", _("kurung kurawal penutup tidak ada")),
        ("Expected newline", _("ada yang berlebih di akhir baris ini; satu kunci satu baris")),
        ("Invalid value", _("nilai tidak terbaca; teks ditulis di antara tanda petik")),
        ("Invalid date", _("tanggal atau jam ini tidak ada")),
        ("Unterminated string", _("tanda petik penutup tidak ada")),
        ("Expected '\"'", _("tanda petik penutup tidak ada")),
        ("Expected \"'", _("tanda petik penutup tidak ada")),
        ("Illegal character", _("karakter yang tidak boleh ada di dalam teks (tanda petik penutup tidak ada?)")),
        ("Found invalid character", _("karakter yang tidak boleh ada di sini")),
        ("Unescaped", _("garis miring terbalik \\ di dalam teks ditulis dua kali: \\\\")),
        ("Invalid hex value", _("garis miring terbalik \\ di dalam teks ditulis dua kali: \\\\")),
        ("Escaped character", _("kode karakter ini tidak ada")),
        ("Invalid initial character for a key", _("kunci tidak terbaca; kunci ditulis dengan huruf a-z")),
        ("Invalid statement", _("baris ini bukan kunci dan bukan tabel")),
    )
