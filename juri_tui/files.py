"""Reads text files that somebody gave us, within fixed limits; what can not be taken becomes a Fault."""

import errno
from pathlib import Path

from juri_tui.faults import Fault
from juri_tui.lang import _

FILE_LIMIT = 32 * 1024 * 1024
LINE_LIMIT = 65_536


def reason_words(error: Exception) -> str:
    """Why the operating system refused, in our words where we have some: the system answers in English."""
    words = {
        errno.ENOENT: _("tidak ada"),
        errno.EACCES: _("tidak diizinkan"),
        errno.EPERM: _("tidak diizinkan"),
        errno.EROFS: _("disk hanya bisa dibaca"),
        errno.ENOSPC: _("disk penuh"),
        errno.EISDIR: _("ini folder, bukan berkas"),
        errno.ENOTDIR: _("di atasnya bukan folder"),
        errno.EEXIST: _("sudah ada"),
        errno.EIO: _("disk tidak menjawab dengan benar"),
        errno.ENODEV: _("tidak terpasang"),
        errno.ENXIO: _("tidak terpasang"),
        errno.ENAMETOOLONG: _("namanya terlalu panjang"),
    }
    code = error.errno if isinstance(error, OSError) else None
    return words.get(code or 0) or getattr(error, "strerror", None) or str(error)


def read_text(path: Path, kind: str = "UTF-8") -> str | Fault:
    """The text of a UTF-8 file without its byte-order mark, line ends as `\\n`; a Fault where it can not be taken.

    `kind` is what the advice asks to save as ("UTF-8", "CSV UTF-8"). Limits: 32 MiB, 65,536 characters a line.
    """
    try:
        if path.is_dir():
            return Fault(1, 1, _("ini folder, bukan berkas"))
        with path.open("rb") as file:
            raw = file.read(FILE_LIMIT + 1)
    except FileNotFoundError:
        return Fault(1, 1, _("berkas tidak ada"))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path itself
        reason = reason_words(error)
        return Fault(1, 1, _("berkas tidak dapat dibaca: {reason}").format(reason=reason))
    if len(raw) > FILE_LIMIT:
        return Fault(1, 1, _("berkas terlalu besar, paling banyak 32 MiB"))
    return decode(raw, kind)


def decode(raw: bytes, kind: str = "UTF-8") -> str | Fault:
    """Like `read_text`, from bytes that are already here."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        return Fault(before.count(b"\n") + 1, column, _("bukan teks UTF-8; simpan sebagai {kind}").format(kind=kind))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    nul = text.find("\0")
    if nul >= 0:
        line, column = text.count("\n", 0, nul) + 1, nul - text.rfind("\n", 0, nul)
        return Fault(line, column, _("berkas berisi karakter NUL; simpan sebagai {kind}").format(kind=kind))
    for number, line_text in enumerate(text.split("\n"), start=1):
        if len(line_text) > LINE_LIMIT:
            return Fault(number, LINE_LIMIT + 1, _("baris terlalu panjang, paling banyak 65.536 karakter"))
    return text
