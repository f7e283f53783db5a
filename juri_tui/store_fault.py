"""What can go wrong with the contest file, in words for the person who stands in front of the screen."""

import errno
from typing import Literal

from juri_tui.lang import _

FaultCode = Literal[
    "missing", "folder", "exists", "foreign", "newer", "unreadable", "damaged", "tampered", "network", "busy", "full",
    "readonly", "io",
]  # fmt: skip

# Primary result codes of SQLite (https://www.sqlite.org/rescode.html).
_CODES: dict[int, FaultCode] = {
    3: "readonly",  # SQLITE_PERM
    5: "busy",  # SQLITE_BUSY
    6: "busy",  # SQLITE_LOCKED
    8: "readonly",  # SQLITE_READONLY
    10: "io",  # SQLITE_IOERR
    11: "damaged",  # SQLITE_CORRUPT
    13: "full",  # SQLITE_FULL
    14: "io",  # SQLITE_CANTOPEN
    15: "busy",  # SQLITE_PROTOCOL: the locks of the write-ahead log were contended for too long
    26: "foreign",  # SQLITE_NOTADB
}
_ERRNO: dict[int, FaultCode] = {
    errno.EACCES: "readonly",
    errno.EPERM: "readonly",
    errno.EROFS: "readonly",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ENOENT: "missing",
    errno.EEXIST: "exists",
}


SHORT_OF_WORDS = frozenset({"io", "damaged"})
"""The faults that have many causes: the name that the system has for it helps whoever is asked for advice."""


class StoreFault(Exception):  # noqa: N818  (a fault of the world, as everywhere here)
    """The file could not be read or written. `code` is for programs; `words` say what it is and what to do now."""

    def __init__(self, code: FaultCode, detail: str = "") -> None:
        self.code: FaultCode = code
        self.detail = detail
        self.words = words_of(code, detail)
        super().__init__(self.words)

    @classmethod
    def of_sqlite(cls, result: int, name: str) -> "StoreFault | None":
        """The fault behind an (extended) SQLite result code and its name; None where it is the program's own."""
        code = _CODES.get(result & 0xFF)
        return None if code is None else cls(code, name if code in SHORT_OF_WORDS else "")

    @classmethod
    def of_os(cls, error: OSError) -> "StoreFault":
        """The fault behind what the operating system said about a file beside the ledger."""
        code = _ERRNO.get(error.errno or 0, "io")
        return cls(code, errno.errorcode.get(error.errno or 0, "") if code in SHORT_OF_WORDS else "")


def words_of(code: FaultCode, detail: str = "") -> str:
    """The sentence for a fault: what it is, and what to do now. `detail` goes in brackets behind it."""
    sentences: dict[FaultCode, str] = {
        "missing": _("Berkas lomba tidak ada di sini. Periksa nama dan foldernya."),
        "folder": _("Folder itu tidak ada. Buat dulu foldernya, atau pilih folder lain."),
        "exists": _("Sudah ada berkas dengan nama ini; tidak ada yang ditimpa. Pilih nama lain."),
        "foreign": _("Ini bukan berkas lomba juri-tui. Tidak ada yang diubah."),
        "newer": _("Berkas ini dibuat oleh juri-tui yang lebih baru. Perbarui program di laptop ini, lalu buka lagi."),
        "unreadable": _(
            "Ada catatan yang tidak dikenal program ini: ditulis juri-tui yang lebih baru, atau rusak. "
            "Perbarui program, atau periksa dengan juri verify."
        ),
        "damaged": _("Berkas lomba rusak. Berhenti memasukkan nilai, buka salinan cadangan, dan simpan berkas ini."),
        "tampered": _("Isi berkas lomba diubah di luar program. Jangan dipakai sebelum diperiksa dengan juri verify."),
        "network": _("Berkas ini ada di folder jaringan; di sana data bisa hilang. Salin dulu ke disk laptop ini."),
        "busy": _("Berkas sedang dikunci program lain. Tunggu sebentar, lalu coba lagi."),
        "full": _("Disk penuh. Kosongkan ruang di disk, lalu coba lagi."),
        "readonly": _("Berkas hanya bisa dibaca. Periksa izin berkas dan kunci tulis disk, lalu coba lagi."),
        "io": _(
            "Disk tidak menjawab dengan benar. Berhenti memasukkan nilai, simpan salinan di disk lain, lalu buka lagi."
        ),
    }
    return f"{sentences[code]} ({detail})" if detail else sentences[code]
