"""What is refused in an event file, with which words and on which line; and that one slip does not hide another."""

from decimal import Decimal
from pathlib import Path

import pytest

from juri_tui.event_file import load, parse
from juri_tui.fault_words import known_keys, label
from juri_tui.faults import Fault
from juri_tui.model import Event

SMALL = """\
format = 1
[event]
name = "Gelar"
[[criterion]]
name = "Hasil & dampak"
[[juri]]
name = "Bu Sri"
[[kbk]]
name = "KBK Ceria"
"""


def event_of(text: str) -> Event:
    event = parse(text)
    assert isinstance(event, Event), event
    return event


def faults_of(text: str) -> list[str]:
    faults = parse(text)
    assert isinstance(faults, list), faults
    return [f"{fault.line}: {fault.text}" for fault in faults]


def with_criterion(keys: str) -> str:
    return SMALL.replace("[[juri]]", f"{keys}\n[[juri]]")


def with_juri(keys: str) -> str:
    return SMALL.replace("[[kbk]]", f"{keys}\n[[kbk]]")


def with_event(keys: str) -> str:
    return SMALL.replace('"Gelar"', f'"Gelar"\n{keys}')


def more(text: str) -> str:
    return SMALL + text


def scoring(keys: str) -> str:
    return SMALL + f"[scoring]\n{keys}\n"


NEVER_A_NUMBER = "bukan angka; contoh yang benar: 87 atau 87,5"
BROKEN: list[tuple[str, str]] = [
    # faults of the file
    (SMALL.replace("format = 1\n", ""), "1: format: wajib diisi (format = 1)"),
    (SMALL.replace("format = 1", "format = 2"), "1: format: harus 1, bukan “2”"),
    (SMALL.replace("format = 1", "format = true"), "1: format: harus 1, bukan “true”"),
    (SMALL.replace("format = 1", 'format = "1"'), "1: format: harus 1, bukan “1”"),
    (SMALL.replace("format = 1", "format = 1.0"), "1: format: harus 1, bukan “1.0”"),
    ("formt = 1\n" + SMALL, "1: berkas: kunci “formt” tidak dikenal; mungkin maksudnya “format”"),
    (more("[kriteria]\n"), "10: berkas: kunci “kriteria” tidak dikenal; mungkin maksudnya “criterion”"),
    (more("[[breaks]]\n"), "10: berkas: kunci “breaks” tidak dikenal; mungkin maksudnya “break”"),
    (SMALL.replace('[event]\nname = "Gelar"\n', ""), "1: acara: wajib ada: [event]"),
    (SMALL.replace("[event]", "[[event]]"), "2: acara: hanya boleh satu; tulis dengan satu kurung siku: [event]"),
    (SMALL.replace("[[kbk]]", "[kbk]"), "8: kbk: tulis sebagai daftar, dengan dua kurung siku: [[kbk]]"),
    ("kbk = 5\n" + SMALL[: SMALL.index("[[kbk]]")], "1: kbk: harus daftar dalam kurung siku [ ], bukan “5”"),
    ("kbk = [5]\n" + SMALL[: SMALL.index("[[kbk]]")], "1: kbk ke-1: harus tabel dengan kunci-kuncinya, bukan “5”"),
    ("kbk = []\n" + SMALL[: SMALL.index("[[kbk]]")], "1: kbk: paling sedikit 1"),
    ("phase = []\n" + SMALL, "1: tahap: paling sedikit 1"),
    (SMALL[: SMALL.index("[[kbk]]")], "1: kbk: wajib ada: [[kbk]]"),
    ("board = 5\n" + SMALL, "1: papan: harus tabel dengan kunci-kuncinya, bukan “5”"),
    # faults of the event
    (SMALL.replace('name = "Gelar"', "place = '-'"), "2: acara, nama: wajib diisi (name = …)"),
    (SMALL.replace('"Gelar"', '" \\u00AD"'), "3: acara, nama: wajib diisi, tidak boleh kosong"),
    (SMALL.replace('"Gelar"', "5"), "3: acara, nama: harus teks di antara tanda petik, bukan “5”"),
    (SMALL.replace('"Gelar"', "1.50"), "3: acara, nama: harus teks di antara tanda petik, bukan “1.5”"),
    (SMALL.replace('"Gelar"', "[1]"), "3: acara, nama: harus teks di antara tanda petik, bukan daftar"),
    (SMALL.replace('"Gelar"', "{a=1}"), "3: acara, nama: harus teks di antara tanda petik, bukan tabel"),
    (SMALL.replace('"Gelar"', "2016-10-25"), "3: acara, nama: harus teks di antara tanda petik, bukan “2016-10-25”"),
    (SMALL.replace('"Gelar"', '"\\u001b[2J"'), "3: acara, nama: karakter U+001B pada posisi 1 tidak boleh dipakai"),
    (SMALL.replace("Gelar", "x" * 121), "3: acara, nama: terlalu panjang: 121 karakter, paling banyak 120"),
    (with_event('zone = "Asia/Kediri"'),
     "4: acara, zona waktu: “Asia/Kediri” tidak dikenal; contoh yang benar: Asia/Jakarta"),
    *((with_event(f'zone = "{blank}"'),
       "4: acara, zona waktu: wajib diisi; contoh yang benar: Asia/Jakarta, Asia/Makassar, Asia/Jayapura")
      for blank in ("", "  ")),
    (with_event('zone = "Asia"'), "4: acara, zona waktu: “Asia” tidak dikenal; contoh yang benar: Asia/Jakarta"),
    (with_event('zone = "../etc"'), "4: acara, zona waktu: “../etc” tidak dikenal; contoh yang benar: Asia/Jakarta"),
    (with_event('date = "25-10-2016"'), "4: acara, tanggal: “25-10-2016” bukan tanggal; contoh yang benar: 2016-10-25"),
    (with_event('date = "2016-02-30"'), "4: acara, tanggal: “2016-02-30” bukan tanggal; contoh yang benar: 2016-10-25"),
    (with_event("date = 2016-10-25 09:00:00"),
     "4: acara, tanggal: “2016-10-25 09:00:00” bukan tanggal; contoh yang benar: 2016-10-25"),
    (with_event("date = 5"), "4: acara, tanggal: “5” bukan tanggal; contoh yang benar: 2016-10-25"),
    (with_event("start = 9"), "4: acara, jam mulai: “9” bukan jam; contoh yang benar: 09.00"),
    (with_event('start = "9"'), "4: acara, jam mulai: “9” bukan jam; contoh yang benar: 09.00"),
    (with_event('start = "24.00"'), "4: acara, jam mulai: “24.00” bukan jam; contoh yang benar: 09.00"),
    (with_event("start = 09:00:00.5"), "4: acara, jam mulai: “09:00:00.500000” bukan jam; contoh yang benar: 09.00"),
    (with_event('paper = "A5"'), "4: acara, ukuran kertas: “A5” tidak dikenal; yang boleh: A4, F4"),
    (with_event('tanggal = 2016-10-25'), "4: acara: kunci “tanggal” tidak dikenal; mungkin maksudnya “date”"),
    (with_criterion("bobot = 2"), "6: kriteria ke-1: kunci “bobot” tidak dikenal; mungkin maksudnya “weight”"),
    (SMALL + 'instansi = "Dinas"\n', "10: kbk ke-1: kunci “instansi” tidak dikenal; mungkin maksudnya “unit”"),
    (SMALL + 'Anggota = []\n', "10: kbk ke-1: kunci “Anggota” tidak dikenal; mungkin maksudnya “members”"),
    (with_event('Citty = "Kediri"'), "4: acara: kunci “Citty” tidak dikenal; mungkin maksudnya “city”"),
    (more('[[official]]\nrole = "lurah"\nname = "x"\n'),
     "11: pejabat ke-1, peran: “lurah” tidak dikenal; yang boleh: ketua_panitia, mengetahui, saksi"),
    # faults of phases, breaks and overtime
    (more('[[phase]]\nname = "P"\nlength = 30\n'),
     "12: tahap ke-1, lama: “30” bukan lama waktu; contoh yang benar: 30m, 90s, 1h30m"),
    (more('[[phase]]\nname = "P"\nlength = "0m"\n'), "12: tahap ke-1, lama: harus lebih dari 0, bukan “0m”"),
    (more('[[phase]]\nname = "P"\nlength = "25h"\n'), "12: tahap ke-1, lama: paling banyak 24h, bukan “25h”"),
    (more('[[phase]]\nname = "P"\nlength = true\n'),
     "12: tahap ke-1, lama: harus bilangan bulat tanpa petik, bukan “true”"),
    (more('[[phase]]\nname = "P"\n'), "10: tahap ke-1, lama: wajib diisi (length = …)"),
    (more('[[phase]]\nname = "P"\nlength = "4m"\nwarn = ["1m", "241s"]\n'),
     "13: tahap ke-1, peringatan ke-2: peringatan 241s lebih lama dari tahapnya (4m)"),
    (more('[[phase]]\nname = "P"\nlength = "30m"\nwarn = ["40m"]\n'),
     "13: tahap ke-1, peringatan ke-1: peringatan 40m lebih lama dari tahapnya (30m)"),
    (more('[[phase]]\nname = "P"\nlength = "90s"\nwarn = ["0s"]\n'),
     "13: tahap ke-1, peringatan ke-1: peringatan 0s tidak perlu: akhir waktu selalu ditandai; "
     "yang boleh: 1s sampai 90s"),
    (more('[[phase]]\nname = "P"\nlength = "30m"\nwarn = ["5m", "1m", "300s"]\n'),
     "13: tahap ke-1, peringatan ke-3: “5m” disebut dua kali"),
    (more('[[phase]]\nname = "P"\nlength = "4m"\nwarn = [1]\n'),
     "13: tahap ke-1, peringatan ke-1: “1” bukan lama waktu; contoh yang benar: 30m, 90s, 1h30m"),
    (more('[[phase]]\nid = "p"\nlength = "4m"\n[[phase]]\nid = "p"\nlength = "4m"\n'),
     "14: tahap ke-2, id: “p” sudah dipakai pada urutan ke-1"),
    (more('[overtime]\nphase = "paparan"\n'), "11: lewat waktu, tahap: “paparan” tidak ada di [[phase]]"),
    (more('[overtime]\nstep = "0s"\n'), "11: lewat waktu, langkah: harus lebih dari 0, bukan “0s”"),
    (more("[overtime]\npoints = -1\n"), "11: lewat waktu, pengurangan: paling sedikit 0, bukan “-1”"),
    (more('[[break]]\nafter = "ceria"\nname = "ISHOMA"\nlength = "1h"\n'),
     "11: istirahat ke-1, sesudah kelompok: “ceria” tidak ada di [[kbk]]"),
    (more('[[break]]\nname = "ISHOMA"\nlength = "1h"\n'),
     "10: istirahat ke-1, sesudah kelompok: wajib diisi (after = …)"),
    # criteria
    (with_criterion("wieght = 2"), "6: kriteria ke-1: kunci “wieght” tidak dikenal; mungkin maksudnya “weight”"),
    (with_criterion('id = "Hasil"'),
     "6: kriteria ke-1, id: “Hasil” bukan id; pakai huruf kecil a-z, angka dan tanda -, paling banyak 40"),
    (with_criterion("weight = -1"), "6: kriteria ke-1, bobot: paling sedikit 0, bukan “-1”"),
    (with_criterion("weight = 0"), "6: kriteria ke-1, bobot: paling sedikit satu kriteria harus berbobot di atas 0"),
    (with_criterion("weight = true"), f"6: kriteria ke-1, bobot: “true” {NEVER_A_NUMBER}"),
    (with_criterion("min = 5\nmax = 5"),
     "7: kriteria ke-1, nilai tertinggi: nilai terendah 5 harus di bawah nilai tertinggi 5"),
    (with_criterion("min = 100"),
     "4: kriteria ke-1, nilai tertinggi: nilai terendah 100 harus di bawah nilai tertinggi 100"),
    (with_criterion("step = 0"), "6: kriteria ke-1, langkah: harus lebih dari 0, bukan “0”"),
    (with_criterion('step = "0,3"'), "6: kriteria ke-1, langkah: langkah 0,3 tidak membagi rentang 0 sampai 100"),
    (with_criterion("levels = [{ from = 0 }]"), "6: kriteria ke-1, tingkat ke-1, uraian: wajib diisi (text = …)"),
    (with_criterion('levels = [{ from_ = 0, from = 1, text = "x" }]'),
     "6: kriteria ke-1, tingkat ke-1: kunci “from_” tidak dikenal; mungkin maksudnya “from”"),
    *((with_criterion(f"max = {written}"), f"6: kriteria ke-1, nilai tertinggi: “{written}” {NEVER_A_NUMBER}")
      for written in ("2e0", "inf", "1_000", "0x10", "1234567890", "nan")),
    *((with_criterion(f'max = "{written}"'), f"6: kriteria ke-1, nilai tertinggi: “{written}” {NEVER_A_NUMBER}")
      for written in ("", "1e5", "٣", "5%", ".5", "1.1234567890")),
    (with_criterion('max = "' + "9" * 50 + '"'),
     f"6: kriteria ke-1, nilai tertinggi: “{'9' * 39}…” {NEVER_A_NUMBER}"),
    (more('[[criterion]]\nid = "a"\n[[criterion]]\nid = "a"\n'),
     "13: kriteria ke-3, id: “a” sudah dipakai pada urutan ke-2"),
    # juri
    (with_juri('role = "hakim"'), "8: juri ke-1, peran: “hakim” tidak dikenal; yang boleh: ketua, anggota, pendamping"),
    (with_juri("weight = 0"),
     "6: juri ke-1: tidak ada juri yang dihitung; paling sedikit satu juri harus berbobot di atas 0"),
    (more('[[juri]]\nname = "X"\nrole = "pendamping"\nweight = 1\n'),
     "13: juri ke-2, bobot: juri pendamping tidak dihitung; bobotnya harus 0, bukan 1"),
    (more('[[juri]]\nname = "X"\nrole = "ketua"\n[[juri]]\nname = "Y"\nrole = "ketua"\n'),
     "15: juri ke-3, peran: ketua hanya boleh satu; juri ke-2 sudah ketua"),
    (with_juri("criteria = []"),
     "8: juri ke-1, kriteria: daftar kosong; hapus kunci ini bila juri menilai semua kriteria"),
    (more('[[juri]]\nname = "X"\ncriteria = ["teknis"]\n'),
     "12: juri ke-2, kriteria ke-1: “teknis” tidak ada di [[criterion]]"),
    (with_juri('criteria = ["hasil-dampak", "hasil-dampak"]'),
     "8: juri ke-1, kriteria ke-2: “hasil-dampak” disebut dua kali"),
    (with_juri('criteria = ["hasil-dampak"]') + '[[criterion]]\nid = "a"\n',
     "11: kriteria ke-2: tidak ada juri yang dihitung untuk kriteria “a”"),
    (with_juri("criteria = 5"), "8: juri ke-1, kriteria: harus daftar dalam kurung siku [ ], bukan “5”"),
    # kbk
    (more("number = 0\n"), "10: kbk ke-1, nomor urut: paling sedikit 1, bukan “0”"),
    (more('number = "1"\n'), "10: kbk ke-1, nomor urut: harus bilangan bulat tanpa petik, bukan “1”"),
    (more("number = 1.5\n"), "10: kbk ke-1, nomor urut: harus bilangan bulat tanpa petik, bukan “1.5”"),
    (more('[[kbk]]\nname = "B"\nnumber = 1\n'), "12: kbk ke-2, nomor urut: “1” sudah dipakai pada urutan ke-1"),
    (more('number = 2\n[[kbk]]\nname = "B"\n'), "11: kbk ke-2, nomor urut: “2” sudah dipakai pada urutan ke-1"),
    (more('members = ["a","b","c","d","e","f","g","h","i","j","k"]\n'),
     "10: kbk ke-1, anggota: paling banyak 10, sekarang 11"),
    (more('members = ["a", ""]\n'), "10: kbk ke-1, anggota ke-2: wajib diisi, tidak boleh kosong"),
    (more('[[kbk]]\nunit = "x"\n'), "10: kbk ke-2, nama: wajib diisi (name = …)"),
    (more('[[kbk]]\nunit = "x"\nname = 5\n'), "12: kbk ke-2, nama: harus teks di antara tanda petik, bukan “5”"),
    (more('[[kbk]]\nid = ""\n'),
     "11: kbk ke-2, id: “” bukan id; pakai huruf kecil a-z, angka dan tanda -, paling banyak 40"),
    (more('[[kbk]]\nid = 5\n'), "11: kbk ke-2, id: harus teks di antara tanda petik, bukan “5”"),
    (more('[[kbk]]\nid = "a"\n[[kbk]]\nid = "a"\n'), "13: kbk ke-3, id: “a” sudah dipakai pada urutan ke-2"),
    # scoring
    (scoring('method = "meen"'),
     "11: tata nilai, metode: “meen” tidak dikenal; "
     "yang boleh: mean, trimmed_mean, median, clipped_mean, rank_sum, skating"),
    (scoring("trim = 0"), "11: tata nilai, jumlah yang dibuang: paling sedikit 1, bukan “0”"),
    (scoring("trim = 2e0"), "11: tata nilai, jumlah yang dibuang: harus bilangan bulat tanpa petik, bukan “2e0”"),
    (scoring("trim = 1_0"), "11: tata nilai, jumlah yang dibuang: harus bilangan bulat tanpa petik, bukan “1_0”"),
    (scoring('method = "clipped_mean"'),
     "10: tata nilai, batas selisih: wajib diisi untuk metode “clipped_mean” (limit = …)"),
    (scoring('method = "clipped_mean"\nlimit = 0'), "12: tata nilai, batas selisih: harus lebih dari 0, bukan “0”"),
    (scoring('limit = "x"'), f"11: tata nilai, batas selisih: “x” {NEVER_A_NUMBER}"),  # checked, though mean ignores it
    (scoring('total = "percent"'),
     "11: tata nilai, cara menjumlah: dengan total “percent” jumlah bobot kriteria harus tepat 100, bukan 1"),
    (scoring("display_digits = 10"), "11: tata nilai, angka di belakang koma: paling banyak 9, bukan “10”"),
    (scoring('rounding = [{ stage = "final", digits = 10 }]'),
     "11: tata nilai, pembulatan ke-1, angka di belakang koma: paling banyak 9, bukan “10”"),
    (scoring('rounding = [{ stage = "akhir", digits = 1 }]'),
     "11: tata nilai, pembulatan ke-1, yang dibulatkan: “akhir” tidak dikenal; yang boleh: criterion, weighted, final"),
    (scoring('rounding = [{ stage = "final", digits = 1 }, { stage = "final", digits = 2 }]'),
     "11: tata nilai, pembulatan ke-2, yang dibulatkan: “final” sudah dipakai pada urutan ke-1"),
    (scoring("quorum = 0"), "11: tata nilai, kuorum: paling sedikit 1, bukan “0”"),
    (scoring("quorum = 2"), "11: tata nilai, kuorum: kuorum 2 lebih besar daripada jumlah juri yang dihitung, yaitu 1"),
    (scoring('ties = ["criterion:x"]'), "11: tata nilai, aturan nilai sama ke-1: “x” tidak ada di [[criterion]]"),
    (scoring('ties = ["chair", "chair"]'), "11: tata nilai, aturan nilai sama ke-2: “chair” disebut dua kali"),
    (scoring('ties = ["criterion"]'),
     "11: tata nilai, aturan nilai sama ke-1: “criterion” tidak dikenal; "
     "yang boleh: criterion:ID, majority, untrimmed, panel, countback, chair"),
    # cut and awards
    (more("[cut]\ntop = 0\n"), "11: batas lolos, banyaknya: paling sedikit 1, bukan “0”"),
    (more('[[award]]\nname = "A"\n'),
     "10: penghargaan ke-1: isi tepat satu dari: place, min, criterion, decision; sekarang tidak satu pun"),
    (more('[[award]]\nname = "A"\ndecision = false\n'),
     "10: penghargaan ke-1: isi tepat satu dari: place, min, criterion, decision; sekarang tidak satu pun"),
    (more('[[award]]\nname = "A"\nplace = 1\nmin = 0\n'),
     "10: penghargaan ke-1: isi tepat satu dari: place, min, criterion, decision; sekarang place + min"),
    (more('[[award]]\nname = "A"\ndecision = 1\n'),
     "12: penghargaan ke-1, keputusan juri: harus true atau false, bukan “1”"),
    (more('[[award]]\nname = "A"\ncriterion = "x"\n'),
     "12: penghargaan ke-1, kriteria: “x” tidak ada di [[criterion]]"),
    (scoring('method = "rank_sum"\n[[award]]\nname = "A"\nmin = 5'),
     "14: penghargaan ke-1, batas nilai: metode “rank_sum” tidak memberi nilai, "
     "jadi penghargaan tidak dapat memakai batas nilai (min)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), BROKEN)
def test_a_broken_file_has_one_fault_on_its_line(text: str, fault: str) -> None:
    assert faults_of(text) == [fault]


def test_percent_needs_maxima_above_zero() -> None:
    text = scoring('total = "percent"').replace("[[juri]]", "weight = 100\nmin = -5\nmax = 0\n[[juri]]")
    assert faults_of(text) == [
        "8: kriteria ke-1, nilai tertinggi: dengan total “percent” nilai tertinggi harus di atas 0, bukan 0"
    ]


@pytest.mark.parametrize("weight", ["2", "0.5"])
def test_juri_weights_only_with_the_mean(weight: str) -> None:
    assert event_of(with_juri(f"weight = {weight}")).juri[0].weight == Decimal(weight)
    words = f"bobot juri selain 0 dan 1 hanya untuk metode “mean”, bukan {weight.replace('.', ',')} dengan “median”"
    text = with_juri(f"weight = {weight}") + '[scoring]\nmethod = "median"\n'
    assert faults_of(text) == [f"8: juri ke-1, bobot: {words}"]


def test_keys_of_another_method_are_checked_then_ignored() -> None:
    keys = 'method = "rank_sum"\ntrim = 9\nlimit = 3\nfloor = "-1"\nrounding = [{ stage = "final", digits = 0 }]'
    assert event_of(scoring(keys)).scoring.method == "rank_sum"


def test_all_faults_at_once_and_no_echoes() -> None:
    text = """\
format = 1
[event]
nmae = "x"
[scoring]
total = "percent"
ties = ["criterion:Hasil", "criterion:lain"]
quorum = 3
[[criterion]]
id = "Hasil"
weight = "berat"
[[criterion]]
name = "Teknis"
step = 7
[[juri]]
name = "A"
weight = "x"
criteria = ["lain"]
[[kbk]]
number = 1
[[kbk]]
name = "B"
number = 1
"""
    assert faults_of(text) == [
        "2: acara, nama: wajib diisi (name = …)",
        "3: acara: kunci “nmae” tidak dikenal; mungkin maksudnya “name”",
        "6: tata nilai, aturan nilai sama ke-2: “lain” tidak ada di [[criterion]]",
        "9: kriteria ke-1, id: “Hasil” bukan id; pakai huruf kecil a-z, angka dan tanda -, paling banyak 40",
        f"10: kriteria ke-1, bobot: “berat” {NEVER_A_NUMBER}",
        "13: kriteria ke-2, langkah: langkah 7 tidak membagi rentang 0 sampai 100",
        f"16: juri ke-1, bobot: “x” {NEVER_A_NUMBER}",
        "17: juri ke-1, kriteria ke-1: “lain” tidak ada di [[criterion]]",
        "18: kbk ke-1, nama: wajib diisi (name = …)",
        "22: kbk ke-2, nomor urut: “1” sudah dipakai pada urutan ke-1",
    ]


NO_DIGITS = "harus teks di antara tanda petik, bukan “5”"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        # another fault of the same table, of the same row, of the same kind in another row: all are told
        (SMALL.replace('name = "Gelar"', 'zone = "X"'),
         ["2: acara, nama: wajib diisi (name = …)",
          "3: acara, zona waktu: “X” tidak dikenal; contoh yang benar: Asia/Jakarta"]),
        (scoring('ties = [5]\ntotal = "percent"'),
         [f"11: tata nilai, aturan nilai sama ke-1: {NO_DIGITS}",
          "12: tata nilai, cara menjumlah: dengan total “percent” jumlah bobot kriteria harus tepat 100, bukan 1"]),
        (with_juri("criteria = [5]") + "[scoring]\nquorum = 9\n",
         [f"8: juri ke-1, kriteria ke-1: {NO_DIGITS}",
          "12: tata nilai, kuorum: kuorum 9 lebih besar daripada jumlah juri yang dihitung, yaitu 1"]),
        # what only follows from the first fault is not told
        ("criterion = 5\n" + SMALL.replace('[[criterion]]\nname = "Hasil & dampak"\n', "") +
         '[scoring]\nties = ["criterion:hasil"]\ntotal = "percent"\n',
         ["1: kriteria: harus daftar dalam kurung siku [ ], bukan “5”"]),
        ("break = [5]\n" + SMALL, ["1: istirahat ke-1: harus tabel dengan kunci-kuncinya, bukan “5”"]),
        ("award = [5]\n" + SMALL, ["1: penghargaan ke-1: harus tabel dengan kunci-kuncinya, bukan “5”"]),
        (scoring('method = "clipped_mean"\nlimit = "x"'), [f"12: tata nilai, batas selisih: “x” {NEVER_A_NUMBER}"]),
        (with_criterion('weight = "x"') + '[scoring]\ntotal = "percent"\n',
         [f"6: kriteria ke-1, bobot: “x” {NEVER_A_NUMBER}"]),
    ],
)  # fmt: skip
def test_what_goes_with_a_broken_field(text: str, faults: list[str]) -> None:
    assert faults_of(text) == faults


def test_a_fault_stands_at_the_column_of_its_key() -> None:
    assert parse(SMALL + "  [cut]\n    top = 0") == [
        Fault(11, 5, "batas lolos, banyaknya: paling sedikit 1, bukan “0”")
    ]


def test_every_key_has_a_name_that_people_say() -> None:
    own = {"format", "id", "kop", "logo", "juri", "kbk", "nip"}  # these are said as they are written
    tables = [(table,) for table in known_keys(()) if table != "format"]
    tables += [("scoring", "rounding"), ("criterion", "levels")]
    for table in tables:
        for key in known_keys(table):
            assert label((*table, key)).rpartition(", ")[2] != key or key in own, (table, key)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (more('[[phase]]\nname = "P"\nlength = "0m"\n'), "12:1: tahap ke-1, lama ([[phase]] length): harus"),
        (more('[[phase]]\nname = "P"\nlength = "1m"\nwarn = ["2m"]'),
         "13:9: tahap ke-1, peringatan ke-1 ([[phase]] warn): peringatan 2m lebih lama dari tahapnya (1m)"),
        (with_event('zone = ""'), "4:1: acara, zona waktu ([event] zone): wajib diisi"),
        (with_criterion("levels = [{ from = 0 }]"),
         "6:11: kriteria ke-1, tingkat ke-1, uraian ([[criterion]] levels text)"),
        (more('[[award]]\nname = "A"\n'), "10:1: penghargaan ke-1 ([[award]]): isi tepat satu"),
        (SMALL.replace("[[kbk]]", "[kbk]"), "8:1: kbk: tulis sebagai daftar"),
        ("formt = 1\n" + SMALL, "1:1: berkas: kunci “formt” tidak dikenal"),
    ],
)  # fmt: skip
def test_a_fault_of_a_file_names_the_field_as_it_is_written(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "acara.toml"
    path.write_text(text, encoding="utf-8")
    faults = load(path)
    assert isinstance(faults, list)
    assert faults[0].render("acara.toml").startswith(f"acara.toml:{told}")
