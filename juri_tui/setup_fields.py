"""Every field of a definition as Persiapan names it: its words, what may be typed, and what an empty one means.

Tables are named as in the event file, with a point between a row and what lies in it: "criterion.levels".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from juri_tui.lang import N_, _

Choices = tuple[tuple[str, str], ...]


class Kind(StrEnum):
    """What a row holds, and so how it is changed. ROW and LIST open; FIXED is not changed here."""

    LINE = "line"
    BLOCK = "block"
    NUMBER = "number"
    WHOLE = "whole"
    LENGTH = "length"
    CLOCK = "clock"
    DAY = "day"
    CHOICE = "choice"
    REFERENCE = "reference"
    ROW = "row"
    LIST = "list"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `key` of the event file, its name, how to fill it in, and what stands there while it is empty.

    `choices` are (value, words); `own` allows another value to be typed; `to` names the table a reference points into.
    """

    key: str
    label: str
    kind: Kind = Kind.LINE
    hint: str = ""
    empty: str = "–"
    choices: Choices = ()
    own: bool = False
    to: str = ""

    def label_text(self) -> str:
        """The name, in the language spoken."""
        return _(self.label)


def choice(key: str, label: str, choices: Choices, hint: str = "", empty: str = "–", own: bool = False) -> Field:
    """A field with named values."""
    return Field(key, label, Kind.CHOICE, hint, empty, choices, own)


_LENGTH = N_("Misalnya 30m, 90s, atau 1h30m.")
_NUMBER = N_("Angka; koma atau titik sama saja, misalnya 2,5.")
_PERSON = (Field("title", N_("Jabatan")), Field("nip", N_("NIP")))
_NAME = Field("name", N_("Nama"))
_ZONES = (
    ("Asia/Jakarta", N_("WIB: Asia/Jakarta")),
    ("Asia/Makassar", N_("WITA: Asia/Makassar")),
    ("Asia/Jayapura", N_("WIT: Asia/Jayapura")),
)
_METHODS = (
    ("mean", N_("rata-rata")),
    ("trimmed_mean", N_("rata-rata tanpa nilai tertinggi dan terendah")),
    ("median", N_("nilai tengah")),
    ("clipped_mean", N_("rata-rata; nilai yang terlalu jauh ditarik ke batas")),
    ("rank_sum", N_("jumlah peringkat dari setiap juri")),
    ("skating", N_("sistem skating: peringkat menurut mayoritas")),
)
_STEPS = (
    ("majority", N_("menang di lebih banyak juri")),
    ("untrimmed", N_("rata-rata biasa semua juri")),
    ("panel", N_("nilai sebelum pengurangan")),
    ("countback", N_("lebih banyak peringkat pertama")),
    ("chair", N_("ketua dewan juri memutuskan")),
)
_STAGES = (
    ("criterion", N_("nilai setiap kriteria")),
    ("weighted", N_("nilai terbobot")),
    ("final", N_("nilai akhir")),
)

TABLES: Mapping[str, tuple[Field, ...]] = {
    "event": (
        Field("name", N_("Nama acara"), hint=N_("Seperti pada kepala setiap berkas.")),
        Field("level", N_("Tingkat"), hint=N_("Misalnya Kota atau Kabupaten.")),
        Field("city", N_("Kota / kabupaten")),
        Field("place", N_("Tempat"), hint=N_("Wajib diisi sebelum aturan dibekukan.")),
        Field("date", N_("Tanggal"), Kind.DAY, N_("Misalnya 25-10-2016. Wajib diisi sebelum aturan dibekukan.")),
        Field("start", N_("Jam mulai"), Kind.CLOCK, N_("Misalnya 09.00.")),
        choice("zone", N_("Zona waktu"), _ZONES, own=True),
        Field("organiser", N_("Penyelenggara")),
        choice("language", N_("Bahasa"), (("id", N_("Bahasa Indonesia")), ("en", N_("Bahasa Inggris")))),
        choice("paper", N_("Ukuran kertas"), (("A4", N_("A4: 210 x 297 mm")), ("F4", N_("F4: 215 x 330 mm")))),
        Field("letter_no", N_("Nomor berita acara")),
        Field("advances_to", N_("Pemenang maju ke")),
    ),
    "kop": (
        Field("lines", N_("Baris kop"), Kind.LIST),
        Field("logo", N_("Berkas logo"), hint=N_("Berkas gambar di samping berkas acara, misalnya kop.png.")),
    ),
    "official": (
        _NAME,
        choice(
            "role",
            N_("Sebagai"),
            (
                ("ketua_panitia", N_("ketua panitia: menandatangani berita acara")),
                ("mengetahui", N_("mengetahui: atasan yang menandatangani")),
                ("saksi", N_("saksi: orang kedua bila juri yang dihitung hanya satu")),
            ),
        ),
        *_PERSON,
    ),
    "phase": (
        _NAME,
        Field("length", N_("Lama"), Kind.LENGTH, _LENGTH),
        Field("warn", N_("Peringatan"), Kind.LIST, empty=N_("tidak ada")),
        choice(
            "kind",
            N_("Jenis"),
            (("presentation", N_("paparan")), ("questions", N_("tanya jawab")), ("other", N_("lain-lain"))),
        ),
    ),
    "overtime": (
        choice(
            "mode",
            N_("Akibat"),
            (("record", N_("hanya dicatat")), ("propose", N_("diusulkan mengurangi nilai; ketua memutuskan"))),
        ),
        Field("phase", N_("Untuk tahap"), Kind.REFERENCE, empty=N_("tahap paparan pertama"), to="phase"),
        Field("grace", N_("Kelonggaran"), Kind.LENGTH, _LENGTH),
        Field("step", N_("Satuan waktu"), Kind.LENGTH, _LENGTH),
        Field("points", N_("Pengurangan tiap satuan"), Kind.NUMBER, _NUMBER),
        Field("cap", N_("Pengurangan terbanyak"), Kind.NUMBER, _NUMBER),
    ),
    "break": (
        _NAME,
        Field("after", N_("Sesudah kelompok"), Kind.REFERENCE, to="kbk"),
        Field("length", N_("Lama"), Kind.LENGTH, _LENGTH),
    ),
    "board": (
        choice(
            "mode",
            N_("Papan penonton"),
            (
                ("langsung", N_("langsung: peringkat kelompok yang nilainya lengkap")),
                ("kemajuan", N_("kemajuan: siapa sudah tampil, berapa lembar masuk")),
                ("tersembunyi", N_("tersembunyi: hanya nama acara")),
            ),
            N_("Dengan dua juri, nilai sendiri dan rata-rata di papan membuka nilai juri yang lain."),
        ),
    ),
    "scoring": (
        choice("method", N_("Metode"), _METHODS),
        Field("trim", N_("Dibuang tiap ujung"), Kind.WHOLE, N_("Hanya untuk rata-rata tanpa nilai ujung.")),
        Field("limit", N_("Batas jarak"), Kind.NUMBER, N_("Hanya untuk metode dengan batas jarak dari rata-rata.")),
        choice(
            "total",
            N_("Nilai total"),
            (("points", N_("poin: bobot x nilai")), ("percent", N_("persen: bobot x nilai / nilai tertinggi"))),
            N_("Dengan persen, jumlah bobot semua kriteria harus 100."),
        ),
        Field("rounding", N_("Pembulatan"), Kind.LIST, empty=N_("tidak ada: nilai tepat")),
        Field("ties", N_("Bila nilai sama"), Kind.LIST, empty=N_("peringkat bersama")),
        choice(
            "places",
            N_("Nomor peringkat"),
            (
                ("standard", N_("1, 1, 3: melompat sesudah nilai sama")),
                ("dense", N_("1, 1, 2: tanpa melompat")),
                ("fractional", N_("1,5 dan 1,5, lalu 3: dibagi rata")),
            ),
        ),
        Field("quorum", N_("Kuorum juri"), Kind.WHOLE, empty=N_("separuh juri yang dihitung, dibulatkan ke atas")),
        Field("floor", N_("Nilai paling rendah"), Kind.NUMBER, _NUMBER, empty=N_("tidak dibatasi")),
        Field("display_digits", N_("Desimal di layar"), Kind.WHOLE, N_("0 sampai 9; peringkat memakai nilai tepat.")),
    ),
    "scoring.rounding": (
        choice("stage", N_("Yang dibulatkan"), _STAGES),
        Field("digits", N_("Desimal"), Kind.WHOLE, N_("0 sampai 9.")),
    ),
    "cut": (
        Field("top", N_("Lolos ke tingkat berikut"), Kind.WHOLE, N_("Kosong: tidak ada."), N_("tidak ditentukan")),
        choice(
            "ties", N_("Nilai sama di batas"), (("all", N_("semua lolos")), ("chain", N_("menurut aturan nilai sama")))
        ),
    ),
    "criterion": (
        _NAME,
        Field("description", N_("Keterangan"), Kind.BLOCK),
        Field("group", N_("Kelompok kriteria"), hint=N_("Judul di atas beberapa kriteria; boleh kosong.")),
        Field("weight", N_("Bobot"), Kind.NUMBER, _NUMBER),
        Field("min", N_("Nilai terendah"), Kind.NUMBER, _NUMBER),
        Field("max", N_("Nilai tertinggi"), Kind.NUMBER, _NUMBER),
        Field("step", N_("Langkah nilai"), Kind.NUMBER, N_("Misalnya 0,5: boleh 7,5 tetapi tidak 7,3.")),
        Field("levels", N_("Tingkat"), Kind.LIST, empty=N_("tidak ada uraian")),
    ),
    "criterion.levels": (
        Field("from", N_("Mulai nilai"), Kind.NUMBER, _NUMBER),
        Field("text", N_("Uraian"), Kind.BLOCK),
    ),
    "juri": (
        _NAME,
        Field("institution", N_("Instansi")),
        choice(
            "role",
            N_("Peran"),
            (
                ("ketua", N_("ketua dewan juri: tepat satu orang")),
                ("anggota", N_("anggota")),
                ("pendamping", N_("pendamping: memberi saran, tidak dihitung")),
            ),
        ),
        Field("weight", N_("Bobot"), Kind.NUMBER, N_("0: tidak dihitung. Selain 0 dan 1 hanya untuk rata-rata.")),
        Field("criteria", N_("Menilai kriteria"), Kind.LIST, empty=N_("semua")),
        *_PERSON,
    ),
    "kbk": (
        _NAME,
        Field("unit", N_("Instansi")),
        Field("members", N_("Anggota"), Kind.LIST, N_("Paling banyak 10 orang."), N_("belum diisi")),
        Field("title", N_("Judul karya")),
        Field("problem", N_("Masalah"), Kind.BLOCK),
        Field("solution", N_("Solusi"), Kind.BLOCK),
        Field("planned", N_("Jadwal tampil"), Kind.CLOCK, N_("Misalnya 09.30.")),
        Field("number", N_("Nomor urut"), Kind.FIXED, N_("Nomor urut berasal dari undian: tombol D di Meja Operator.")),
    ),
    "award": (
        Field("name", N_("Nama"), hint=N_("Misalnya Juara I.")),
        Field("place", N_("Untuk peringkat"), Kind.WHOLE),
        Field("min", N_("Untuk nilai mulai"), Kind.NUMBER, _NUMBER),
        Field("criterion", N_("Terbaik dalam kriteria"), Kind.REFERENCE, to="criterion"),
        choice("decision", N_("Diputuskan juri"), (("true", N_("ya, dewan juri yang memutuskan")),)),
    ),
}
"""The fields of each table, in the order of the screen."""

ITEMS: Mapping[str, Field] = {
    "kop.lines": Field("", N_("Baris kop"), hint=N_("Misalnya PEMERINTAH KOTA KEDIRI.")),
    "phase.warn": Field("", N_("Peringatan"), Kind.LENGTH, N_("Sisa waktu saat diperingatkan, misalnya 5m.")),
    "scoring.ties": Field("", N_("Langkah bila nilai sama"), Kind.REFERENCE, choices=_STEPS, to="criterion"),
    "juri.criteria": Field("", N_("Kriteria yang dinilai"), Kind.REFERENCE, to="criterion"),
    "kbk.members": Field("", N_("Nama anggota"), hint=N_("Paling banyak 10 orang.")),
}
"""What each entry is, in the lists that hold plain values instead of rows."""

NOUNS: Mapping[str, str] = {
    "official": N_("pejabat"), "phase": N_("tahap"), "break": N_("istirahat"), "criterion": N_("kriteria"),
    "criterion.levels": N_("tingkat"), "juri": N_("juri"), "kbk": N_("kelompok"), "award": N_("penghargaan"),
    "scoring.rounding": N_("pembulatan"), "kop.lines": N_("baris"), "phase.warn": N_("peringatan"),
    "scoring.ties": N_("langkah"), "juri.criteria": N_("kriteria"), "kbk.members": N_("anggota"),
}  # fmt: skip
"""What one entry of each list is called."""


@dataclass(frozen=True, slots=True)
class Section:
    """One line of the left side: its tables; of several, a list that is not the first is opened by a row of its own."""

    id: str
    name: str
    tables: tuple[str, ...]
    opens: str = ""

    def name_text(self) -> str:
        """The name, in the language spoken."""
        return _(self.name)


SECTIONS = (
    Section("event", N_("Acara"), ("event",)),
    Section("kbk", N_("Kelompok"), ("kbk",)),
    Section("juri", N_("Juri"), ("juri",)),
    Section("criterion", N_("Kriteria"), ("criterion",)),
    Section("phase", N_("Tahap waktu"), ("phase", "break"), N_("Istirahat")),
    Section("overtime", N_("Lewat waktu"), ("overtime",)),
    Section("scoring", N_("Penilaian"), ("scoring", "cut")),
    Section("award", N_("Penghargaan"), ("award",)),
    Section("kop", N_("Kop & pejabat"), ("kop", "official"), N_("Pejabat")),
    Section("board", N_("Papan"), ("board",)),
)
"""The sections in the order in which a committee fills them in."""
