"""What is wrong with a field of the event file, in words: one sentence for each kind of error that pydantic reports."""

import datetime as dt
import difflib
from decimal import Decimal

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from juri_tui.lang import _
from juri_tui.model import DAY, Event
from juri_tui.text import decimal_text, quoted
from juri_tui.toml_lines import Path
from juri_tui.toml_text import WrittenBadly


def label(path: Path, *, keys: bool = False) -> str:
    """A path as people say it: ("kbk", 1, "unit") is "kbk ke-2, instansi"; "berkas" for the whole file.

    With `keys` also as it stands in the file, to search for: "kbk ke-2, instansi ([[kbk]] unit)".
    """
    names, parts = _names(), list[str]()
    for step in path:
        if isinstance(step, int):
            parts[-1] = _("{name} ke-{number}").format(name=parts[-1], number=step + 1)
        else:
            parts.append(names.get(f"{path[0]}.{step}") or names.get(step) or quoted(step))
    said = ", ".join(parts) or _("berkas")
    return f"{said} ({_in_file(path)})" if keys and len(path) > 1 else said


def _in_file(path: Path) -> str:
    """The table of a path and the keys in it, as they are written."""
    table = f"[[{path[0]}]]" if isinstance(path[1], int) else f"[{path[0]}]"
    return " ".join([table, *(quoted(step) for step in path[1:] if isinstance(step, str))])


def _names() -> dict[str, str]:
    return {
        "event": _("acara"), "official": _("pejabat"), "phase": _("tahap"), "overtime": _("lewat waktu"),
        "break": _("istirahat"), "board": _("papan"), "scoring": _("tata nilai"), "cut": _("batas lolos"),
        "criterion": _("kriteria"), "award": _("penghargaan"), "name": _("nama"), "unit": _("instansi"),
        "institution": _("instansi"), "weight": _("bobot"), "number": _("nomor urut"), "members": _("anggota"),
        "length": _("lama"), "role": _("peran"), "levels": _("tingkat"), "place": _("tempat"), "date": _("tanggal"),
        "start": _("jam mulai"), "zone": _("zona waktu"), "min": _("nilai terendah"), "max": _("nilai tertinggi"),
        "step": _("langkah"), "ties": _("aturan nilai sama"), "rounding": _("pembulatan"), "quorum": _("kuorum"),
        "warn": _("peringatan"), "title": _("judul"), "problem": _("masalah"), "solution": _("solusi"),
        "criteria": _("kriteria"), "planned": _("jadwal"), "text": _("uraian"), "from": _("mulai nilai"),
        "award.min": _("batas nilai"), "award.place": _("peringkat"), "juri.title": _("jabatan"),
        "official.title": _("jabatan"), "letter_no": _("nomor surat"), "organiser": _("penyelenggara"),
        "level": _("tingkat lomba"), "city": _("kota"), "language": _("bahasa"), "paper": _("ukuran kertas"),
        "advances_to": _("lanjut ke"), "kop": _("kop surat"), "lines": _("baris"), "nip": "NIP", "kind": _("jenis"),
        "mode": _("cara"), "grace": _("tenggang"), "points": _("pengurangan"), "cap": _("pengurangan terbesar"),
        "after": _("sesudah kelompok"), "method": _("metode"), "trim": _("jumlah yang dibuang"),
        "limit": _("batas selisih"), "total": _("cara menjumlah"), "places": _("cara memberi peringkat"),
        "floor": _("nilai akhir terendah"), "display_digits": _("angka di belakang koma"),
        "digits": _("angka di belakang koma"), "stage": _("yang dibulatkan"), "top": _("banyaknya"),
        "description": _("penjelasan"), "group": _("kelompok kriteria"), "decision": _("keputusan juri"),
    }  # fmt: skip


_SPOKEN = {
    "acara": "event", "pejabat": "official", "babak": "phase", "tahap": "phase", "jeda": "break", "istirahat": "break",
    "papan": "board", "penilaian": "scoring", "kriteria": "criterion", "penghargaan": "award", "kelompok": "kbk",
    "nama": "name", "tempat": "place", "peringkat": "place", "tanggal": "date", "jam": "start", "mulai": "start",
    "zona": "zone", "penyelenggara": "organiser", "bahasa": "language", "kertas": "paper", "kota": "city",
    "tingkat": "level", "tingkatan": "levels", "jabatan": "title", "judul": "title", "gelar": "title",
    "lama": "length", "durasi": "length", "peringatan": "warn", "jenis": "kind", "bobot": "weight", "minimal": "min",
    "terendah": "min", "maksimal": "max", "tertinggi": "max", "langkah": "step", "keterangan": "description",
    "penjelasan": "description", "peran": "role", "instansi": "institution", "lembaga": "institution", "opd": "unit",
    "kantor": "unit", "dinas": "unit", "nomor": "number", "anggota": "members", "masalah": "problem",
    "solusi": "solution", "jadwal": "planned", "metode": "method", "kuorum": "quorum", "pembulatan": "rounding",
}  # fmt: skip
"""What an author at an office writes, and the key that the file has for it."""
_SAME_TABLE = {"institution": "unit"}


def fault_text(error: ErrorDetails, *, keys: bool = False) -> str:
    """What pydantic found, as a person at the office reads it: where (see `label`), what is wrong, what is allowed."""
    path: Path = tuple(error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{label(path[:-1], keys=keys)}: {_unknown_key(path)}"
    return f"{label(path, keys=keys)}: {_sentence(error)}"


def _sentence(error: ErrorDetails) -> str:
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "missing" and len(error["loc"]) == 1:
        return _("wajib ada: {header}").format(
            header="[event]" if error["loc"] == ("event",) else f"[[{error['loc'][0]}]]"
        )
    if kind == "missing":
        return _("wajib diisi ({key} = …)").format(key=error["loc"][-1])
    if kind == "value_error":
        return str(context["error"])
    if kind == "string_too_short":
        return _("wajib diisi, tidak boleh kosong")
    if kind == "too_short":
        return _("paling sedikit {count}").format(count=context["min_length"])
    if kind == "too_long":
        most, count = context["max_length"], context["actual_length"]
        return _("paling banyak {most}, sekarang {count}").format(most=most, count=count)
    if kind == "tuple_type" and isinstance(value, dict):
        return _("tulis sebagai daftar, dengan dua kurung siku: [[{name}]]").format(name=error["loc"][0])
    if kind == "model_type" and isinstance(value, tuple):
        return _("hanya boleh satu; tulis dengan satu kurung siku: [{name}]").format(name=error["loc"][0])
    allowed = "24h" if context.get("le") == DAY else str(next(iter(context.values()), ""))
    return _allowed(kind, allowed).format(value=_written(value), allowed=allowed.replace("'", "").replace(" or ", ", "))


def _allowed(kind: str, allowed: str) -> str:
    """The sentence of a kind of error that needs no more than the value and the limit."""
    choices = allowed.startswith("'")
    choice, only = _("{value} tidak dikenal; yang boleh: {allowed}"), _("harus {allowed}, bukan {value}")
    return {
        "literal_error": choice if choices else only,
        "string_type": _("harus teks di antara tanda petik, bukan {value}"),
        "string_pattern_mismatch": _("{value} bukan id; pakai huruf kecil a-z, angka dan tanda -, paling banyak 40"),
        "is_instance_of": _("{value} bukan angka; contoh yang benar: 87 atau 87,5"),
        "int_type": _("harus bilangan bulat tanpa petik, bukan {value}"),
        "bool_type": _("harus true atau false, bukan {value}"),
        "date_type": _("{value} bukan tanggal; contoh yang benar: 2016-10-25"),
        "time_type": _("{value} bukan jam; contoh yang benar: 09.00"),
        "tuple_type": _("harus daftar dalam kurung siku [ ], bukan {value}"),
        "model_type": _("harus tabel dengan kunci-kuncinya, bukan {value}"),
        "greater_than": _("harus lebih dari {allowed}, bukan {value}"),
        "greater_than_equal": _("paling sedikit {allowed}, bukan {value}"),
        "less_than_equal": _("paling banyak {allowed}, bukan {value}"),
    }[kind]


def _written(value: object) -> str:
    """A value of the file, made safe to show, between quotation marks."""
    if isinstance(value, WrittenBadly):
        text = value.text
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, Decimal):
        text = decimal_text(value)
    elif isinstance(value, tuple):
        return _("daftar")
    elif isinstance(value, dict):
        return _("tabel")
    else:
        text = value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
    return f"“{quoted(text)}”"


def _unknown_key(path: Path) -> str:
    key = str(path[-1])
    known = known_keys(path[:-1])
    meant = _SPOKEN.get(key.lower(), "")
    meant = meant if meant in known else _SAME_TABLE.get(meant, "")
    near = meant if meant in known else difflib.get_close_matches(key.lower()[:40], known, n=1, cutoff=0.0)[0]
    return _("kunci “{key}” tidak dikenal; mungkin maksudnya “{near}”").format(key=quoted(key), near=near)


def known_keys(path: Path) -> list[str]:
    """The keys that the table at `path` may have; () is the whole file."""
    model: type[BaseModel] = Event
    for step in path:
        if isinstance(step, str):
            model = _model_at(model, step)
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], key: str) -> type[BaseModel]:
    """The model that the field called `key` in the file holds, alone, optional or in a tuple."""
    return next(
        inner
        for name, field in model.model_fields.items()
        if key == (field.alias or name)
        for inner in (field.annotation, *getattr(field.annotation, "__args__", ()))
        if isinstance(inner, type) and issubclass(inner, BaseModel)
    )
