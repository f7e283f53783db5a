"""Every key of the program: one row for each command, from which bindings, key bar, palette and help all come."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from juri_tui.lang import N_, _


@dataclass(frozen=True, slots=True)
class Command:
    """What a key does: `action` as Textual names it, `keys` as it reads them, `cap` as people read the key.

    `bar` tells whether the key bar shows it; the palette and the help show all.
    """

    action: str
    keys: str
    cap: str
    label: str
    help: str
    bar: bool = False

    def label_text(self) -> str:
        """Two or three words, in the language spoken."""
        return _(self.label)

    def help_text(self) -> str:
        """One sentence, in the language spoken."""
        return _(self.help)

    def cap_text(self) -> str:
        """The key as the keyboard says it."""
        return _(self.cap)


SPACE = N_("Spasi")
MIRROR = Command(
    "mirror", "f", "F", N_("disk cadangan"), N_("Memilih folder cadangan: jurnal dan salinan terus disimpan di sana.")
)
EVERYWHERE = (
    Command("app.help", "f1,question_mark", "F1", N_("bantuan"), N_("Menjelaskan layar ini dan semua tombolnya.")),
    Command("app.seat('operator')", "f2", "F2", N_("meja operator"), N_("Membuka Meja Operator (kata sandi).")),
    Command("app.seat('sheet')", "f3", "F3", N_("lembar nilai"), N_("Menyerahkan terminal kepada juri untuk menilai.")),
    Command("app.seat('board')", "f4", "F4", N_("papan"), N_("Menampilkan papan peringkat untuk penonton.")),
    Command("app.seat('stage')", "f5", "F5", N_("panggung"), N_("Menampilkan jam besar untuk panggung.")),
    Command("app.seat('deliberation')", "f6", "F6", N_("sidang"), N_("Membuka Sidang Juri (PIN ketua).")),
    Command("app.leave", "ctrl+q", "Ctrl+Q", N_("keluar"), N_("Menutup program. Jam yang berjalan tetap dihitung.")),
)
OFFICE = (
    Command("app.seat('ceremony')", "f7", "F7", N_("pengumuman"), N_("Mengumumkan pemenang satu per satu.")),
    Command("app.seat('history')", "f8", "F8", N_("riwayat"), N_("Membuka riwayat acara dalam kalimat.")),
    Command("app.seat('print')", "f9", "F9", N_("cetak"), N_("Menyimpan berkas hasil, naskah, dan lembar kosong.")),
)
"""Keys of every screen but a juri's, who has others under the same caps."""
OPERATOR = (
    Command("advance", "space", SPACE, N_("mulai / jeda"), N_("Memulai, menjeda, dan melanjutkan waktu."), bar=True),
    Command(
        "proceed",
        "enter",
        "Enter",
        N_("lanjut"),
        N_("Memanggil kelompok berikutnya, mengakhiri tahap, membuka tahap berikutnya, menutup penampilan."),
        bar=True,
    ),
    Command(
        "grant",
        "plus,equals_sign",
        "+",
        N_("tambah waktu"),
        N_("Memberi atau mengambil waktu, dengan alasan."),
        bar=True,
    ),
    Command(
        "undo",
        "u",
        "U",
        N_("urungkan"),
        N_("Membatalkan perintah waktu terakhir; waktu nyata tetap dihitung."),
        bar=True,
    ),
    Command("cursor(-1)", "up", "↑", N_("pilih ke atas"), N_("Memilih kelompok di atasnya dalam urutan tampil.")),
    Command("cursor(1)", "down", "↓", N_("pilih ke bawah"), N_("Memilih kelompok di bawahnya dalam urutan tampil.")),
    Command("late_start", "l", "L", N_("lupa mulai"), N_("Memulai waktu seolah-olah beberapa detik yang lalu.")),
    Command("correct", "k", "K", N_("koreksi waktu"), N_("Memperbaiki waktu terpakai bila jam keliru, dengan alasan.")),
    Command(
        "no_show", "t", "T", N_("tidak hadir"), N_("Mencatat kelompok terpilih tidak hadir atau mengundurkan diri.")
    ),
    Command("abort", "x", "X", N_("hentikan"), N_("Menghentikan penampilan yang sedang berjalan.")),
    Command("reason", "a", "A", N_("beri alasan"), N_("Memberi alasan bagi jeda atau akhir yang belum beralasan.")),
    Command("draw", "d", "D", N_("undian"), N_("Mengundi nomor urut tampil, atau mengetik hasil undian kertas.")),
    Command("freeze", "b", "B", N_("bekukan aturan"), N_("Membekukan aturan bersama ketua dewan juri; PIN dibagikan.")),
    Command("move_up", "shift+up", "Shift+↑", N_("majukan"), N_("Memajukan kelompok terpilih dalam urutan tampil.")),
    Command(
        "move_down", "shift+down", "Shift+↓", N_("mundurkan"), N_("Memundurkan kelompok terpilih dalam urutan tampil.")
    ),
    Command("absent", "j", "J", N_("kehadiran juri"), N_("Mencatat juri yang tidak hadir, atau sudah hadir kembali.")),
    Command("new_pin", "n", "N", N_("PIN juri"), N_("Memberi juri PIN baru; dua orang menyetujui, dan itu tercatat.")),
    Command("stage_line", "p", "P", N_("pesan panggung"), N_("Menampilkan satu baris pesan di panggung.")),
    Command("board_mode", "m", "M", N_("mode papan"), N_("Memilih apa yang dilihat penonton di papan.")),
    Command("note", "c", "C", N_("catatan acara"), N_("Menulis catatan acara.")),
    Command(
        "interval", "i", "I", N_("istirahat"), N_("Memulai atau mengakhiri istirahat; panggung menghitung mundur.")
    ),
    Command("shift", "g", "G", N_("geser jadwal"), N_("Menggeser sisa jadwal beberapa menit.")),
    Command("copy_now", "e", "E", N_("salinan sekarang"), N_("Menyimpan salinan lengkap acara ke folder pilihan.")),
    MIRROR,
    Command("console", "o", "O", N_("ambil alih"), N_("Mengambil alih konsol operator yang dipakai di tempat lain.")),
    Command(
        "roles",
        "r",
        "R",
        N_("peran anggota"),
        N_("Angka 1–0 mencatat siapa yang berbicara; bukti pemerataan, bukan nilai."),
    ),
    Command("mute", "v", "V", N_("bel bunyi / bisu"), N_("Membisukan atau membunyikan bel penanda waktu.")),
    Command("app.seat('setup')", "s", "S", N_("persiapan"), N_("Membuka Persiapan: seluruh isi acara dapat diubah.")),
    Command("test_bell", "w", "W", N_("uji bel"), N_("Membunyikan bel satu kali.")),
)
SHEET = (
    Command("send", "f9", "F9", N_("kirim"), N_("Membaca ulang semua nilai, lalu mengirimnya."), bar=True),
    Command("recuse", "f8", "F8", N_("berhalangan"), N_("Menyatakan berhalangan menilai kelompok ini."), bar=True),
    Command("other_kbk", "f7", "F7", N_("kelompok lain"), N_("Memilih kelompok lain untuk dinilai."), bar=True),
    Command(
        "finish",
        "f10",
        "F10",
        N_("selesai"),
        N_("Menutup lembar dan menyerahkan terminal; draf tetap tersimpan."),
        bar=True,
    ),
    Command(
        "abstain",
        "t",
        "T",
        N_("kosongkan kriteria"),
        N_("Mengosongkan kriteria yang ditunjuk: tidak dinilai, bukan nol. Kriteria lain tetap dinilai."),
    ),
    Command("read(1)", "pagedown", "PgDn", N_("baca lanjut"), N_("Menggulung keterangan di sebelah kanan.")),
    Command("read(-1)", "pageup", "PgUp", N_("baca ke atas"), N_("Menggulung keterangan di sebelah kanan ke atas.")),
)
COVER = (
    Command(
        "point", "enter", "Enter", N_("pilih nama"), N_("Memilih juri yang ditunjuk; angka di depan nama juga bisa.")
    ),
    Command(
        "paper", "f6", "F6", N_("lembar kertas"), N_("Mengetik atau memeriksa nilai dari lembar kertas."), bar=True
    ),
)
READBACK = (
    Command("send_now", "enter", "Enter", N_("kirim"), N_("Mengirim semua nilai di layar ini."), bar=True),
    Command("back", "escape", "Esc", N_("kembali"), N_("Kembali ke lembar nilai tanpa mengirim."), bar=True),
)
CHECK = (
    Command(
        "send_now", "enter", "Enter", N_("sesuai"), N_("Menyatakan semua baris sesuai dengan lembar kertas."), bar=True
    ),
    Command(
        "reject", "x", "X", N_("tidak sesuai"), N_("Menolak ketikan; operator mengetik ulang dari kertas."), bar=True
    ),
    Command("back", "escape", "Esc", N_("nanti"), N_("Menunda pemeriksaan."), bar=True),
)
BOARD = (
    Command("page(1)", "pagedown,right", "PgDn", N_("halaman berikut"), N_("Menampilkan halaman berikutnya.")),
    Command("page(-1)", "pageup,left", "PgUp", N_("halaman sebelum"), N_("Menampilkan halaman sebelumnya.")),
)
STAGE: tuple[Command, ...] = ()
DELIBERATION = (
    Command("confirm", "enter", "Enter", N_("putuskan"), N_("Membuka keputusan yang terpilih."), bar=True),
    Command("open_session", "s", "S", N_("buka sidang"), N_("Membuka sidang bila semua nilai sudah masuk."), bar=True),
    Command(
        "deduct",
        "n",
        "N",
        N_("nilai tambah/kurang"),
        N_("Menambah atau mengurangi nilai suatu kelompok, dengan alasan."),
        bar=True,
    ),
    Command(
        "decide_place",
        "p",
        "P",
        N_("tetapkan peringkat"),
        N_("Menetapkan peringkat lain daripada hitungan, dengan alasan; keduanya tercetak."),
    ),
    Command("lock", "k", "K", N_("kunci hasil"), N_("Mengunci hasil; sidik hasil ditampilkan."), bar=True),
    Command("unlock", "b", "B", N_("buka kunci"), N_("Membuka kunci hasil sebelum diumumkan, dengan alasan.")),
    Command("sign", "t", "T", N_("tanda tangan"), N_("Juri menandatangani hasil dengan PIN."), bar=True),
    Command(
        "resume_event", "r", "R", N_("kembali ke acara"), N_("Menutup sidang dan kembali ke acara, dengan alasan.")
    ),
    Command("unfold", "i", "I", N_("rincian nilai"), N_("Menguraikan nilai suatu kelompok sampai ke nilai tiap juri.")),
    Command("correct_sheet", "c", "C", N_("koreksi nilai"), N_("Mengoreksi nilai terkirim, dengan alasan dan saksi.")),
    Command("announce", "u", "U", N_("umumkan"), N_("Menyatakan hasil resmi; sesudahnya hanya ralat.")),
    Command("erratum", "l", "L", N_("ralat"), N_("Mencatat yang keliru sesudah pengumuman; hasil tidak berubah.")),
    Command("export", "e", "E", N_("ekspor"), N_("Menyimpan peringkat dan rekap ke folder.")),
    Command("scroll(1)", "pagedown", "PgDn", N_("gulung turun"), N_("Menggulung peringkat ke bawah.")),
    Command("scroll(-1)", "pageup", "PgUp", N_("gulung naik"), N_("Menggulung peringkat ke atas.")),
)
CEREMONY = (
    Command("forward", "space,enter", SPACE, N_("lanjut"), N_("Menyebut penghargaan, lalu pemenangnya."), bar=True),
    Command("undo", "u", "U", N_("tarik kembali"), N_("Menarik kembali yang terakhir disebut di papan."), bar=True),
    Command("script", "n", "N", N_("naskah MC"), N_("Membuka atau menutup naskah; semua pemenang terlihat."), bar=True),
    Command("erratum", "l", "L", N_("ralat"), N_("Mencatat yang keliru sesudah pengumuman; hasil tidak berubah.")),
    Command("totals", "v", "V", N_("nilai di naskah"), N_("Menulis atau menghapus nilai akhir di naskah.")),
    Command("read(1)", "pagedown,down", "PgDn", N_("gulung turun"), N_("Menggulung naskah atau daftar ke bawah.")),
    Command("read(-1)", "pageup,up", "PgUp", N_("gulung naik"), N_("Menggulung naskah atau daftar ke atas.")),
)
HISTORY = (
    Command("visit", "enter", "Enter", N_("lihat saat itu"), N_("Menampilkan acara seperti waktu itu."), bar=True),
    Command("person", "o", "O", N_("orang"), N_("Hanya catatan tentang atau oleh seseorang."), bar=True),
    Command("kbk", "k", "K", N_("kelompok"), N_("Hanya catatan tentang satu kelompok."), bar=True),
    Command("topic", "j", "J", N_("jenis"), N_("Hanya catatan satu jenis: waktu, nilai, hasil."), bar=True),
    Command("back", "escape", "Esc", N_("kembali"), N_("Kembali ke daftar, lalu menampilkan semua lagi."), bar=True),
    Command("step(-1)", "left", "←", N_("catatan sebelumnya"), N_("Mundur satu catatan dari saat yang dilihat.")),
    Command("step(1)", "right", "→", N_("catatan berikutnya"), N_("Maju satu catatan dari saat yang dilihat.")),
)
PRINT = (
    Command("write", "enter", "Enter", N_("simpan ini"), N_("Menyimpan berkas yang dipilih."), bar=True),
    Command("write_all", "a", "A", N_("simpan semua"), N_("Menyimpan semua berkas dalam daftar."), bar=True),
    Command("folder", "f", "F", N_("folder"), N_("Memilih folder lain untuk berkas."), bar=True),
)
SETUP = (
    Command("edit", "enter", "Enter", N_("buka / ubah"), N_("Membuka atau mengubah baris terpilih."), bar=True),
    Command("new_row", "n", "N", N_("baris baru"), N_("Menambah kelompok, anggota, juri, dan lain-lain."), bar=True),
    Command("remove_row", "delete,backspace", "Del", N_("hapus"), N_("Menghapus baris terpilih."), bar=True),
    Command("outside", "escape,left", "Esc", N_("kembali"), N_("Kembali ke daftar, lalu ke kiri."), bar=True),
    Command("rubric", "r", "R", N_("rubrik"), N_("Mengganti kriteria dan penilaian dengan suatu rubrik."), bar=True),
    Command("inside", "right", "→", N_("masuk"), N_("Masuk ke bagian atau baris yang terpilih.")),
    Command("move_row(-1)", "shift+up", "Shift+↑", N_("naikkan"), N_("Memindahkan baris terpilih ke atas.")),
    Command("move_row(1)", "shift+down", "Shift+↓", N_("turunkan"), N_("Memindahkan baris terpilih ke bawah.")),
    Command("load", "i", "I", N_("impor"), N_("Mengganti seluruh isi dengan berkas acara (TOML).")),
    Command("save", "e", "E", N_("ekspor"), N_("Menulis seluruh isi ke berkas acara (TOML).")),
    Command("rehearse", "l", "L", N_("latihan"), N_("Menyalin isi acara ke berkas latihan di folder yang sama.")),
    Command("code", "k", "K", N_("kode aturan"), N_("Menampilkan kode aturan seperti akan dibekukan.")),
    MIRROR,
)
HOME = (
    Command("open_contest", "enter", "Enter", N_("buka"), N_("Membuka acara yang terpilih."), bar=True),
    Command("begin", "n", "N", N_("acara baru"), N_("Membuat acara baru dari sebuah rubrik."), bar=True),
    Command("from_file", "f", "F", N_("dari berkas"), N_("Membuat acara baru dari berkas acara (TOML)."), bar=True),
    Command("demo", "d", "D", N_("demo"), N_("Membuka latihan Kediri 2016."), bar=True),
)
SCREENS: dict[str, tuple[Command, ...]] = {
    "operator": OPERATOR,
    "cover": COVER,
    "sheet": SHEET,
    "readback": READBACK,
    "check": CHECK,
    "board": BOARD,
    "stage": STAGE,
    "deliberation": DELIBERATION,
    "ceremony": CEREMONY,
    "history": HISTORY,
    "print": PRINT,
    "setup": SETUP,
    "home": HOME,
}
"""The commands of each screen; `EVERYWHERE` and `OFFICE` come on top, as far as the process' role allows."""


OF_JURI = frozenset({"cover", "sheet", "readback", "check"})
"""The screens before which a juri sits: no palette there, and no way out but the one on the screen."""


def bindings(commands: Sequence[Command]) -> list[Any]:
    """The commands as Textual's BINDINGS; the key bar of our own shows them, so the words here are never painted."""
    return [(command.keys, command.action, command.action) for command in commands]
