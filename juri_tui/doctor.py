"""Is this machine fit for a contest? Each thing that matters is judged by a pure function of what was measured."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from juri_tui.clock import Reading
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.text import shown
from juri_tui.volume import LOW_SPACE
from juri_tui.wishes import unknown_wishes, wished

SIGNS = "✓ ● ◐ ○ ▲ ▼ █ ▌ ░ ▸"
"""The signs that the screens use; a font without them shows boxes or question marks."""
SMALLEST = (80, 24)
_OFFICE_ZONES = (7, 8, 9)
_EARLIEST_NS = 1_700_000_000 * 10**9  # November 2023: a clock before that was never set
_WAL_RESET = ((3, 7, 0), (3, 51, 2))


@dataclass(frozen=True, slots=True)
class Check:
    """One thing about the machine: `words` say how it is, `advice` what to do where it is not good."""

    name: str
    good: bool
    words: str
    advice: str = ""

    def line(self) -> str:
        """As a person reads it."""
        sign = "ok  " if self.good else "AWAS"
        return f"{sign}  {self.name:<12}  {self.words}" + (f" {self.advice}" if self.advice else "")


def machine_line(checks: Sequence[Check]) -> tuple[bool, str]:
    """The machine in one line for the home screen: whether it is fit, and what is missing first."""
    bad = [check for check in checks if not check.good]
    if not bad:
        return True, _("Mesin ini siap.")
    more = " " + _("(+{n} lagi)").format(n=len(bad) - 1) if len(bad) > 1 else ""
    return False, f"{bad[0].name}: {bad[0].words}{more}"


def terminal(size: tuple[int, int], interactive: bool) -> Check:
    """Big enough for every function?"""
    if not interactive:
        words = _("keluaran bukan terminal.")
        return Check(_("terminal"), False, words, _("Jalankan juri doctor langsung di jendela terminal."))
    words = _("{columns} kolom, {lines} baris.").format(columns=size[0], lines=size[1])
    if size[0] >= SMALLEST[0] and size[1] >= SMALLEST[1]:
        return Check(_("terminal"), True, words)
    advice = _("Perbesar jendela atau perkecil huruf sampai {columns} x {lines}.")
    return Check(_("terminal"), False, words, advice.format(columns=SMALLEST[0], lines=SMALLEST[1]))


def colours(environ: Mapping[str, str], windows: bool = os.name == "nt") -> Check:
    """How many colours, as far as the terminal says so."""
    name = environ.get("TERM", "")
    if "NO_COLOR" in environ:
        return Check(
            _("warna"), False, _("dimatikan oleh NO_COLOR."), _("Hapus NO_COLOR; tanda dan kata tetap terbaca.")
        )
    if environ.get("COLORTERM") in ("truecolor", "24bit") or (windows and "WT_SESSION" in environ):
        return Check(_("warna"), True, _("16 juta warna."))
    if "256color" in name:
        return Check(_("warna"), True, _("256 warna."))
    words = _("TERM={name}: warna sedikit atau tidak ada.").format(name=name or "-")
    return Check(_("warna"), False, words, _("Pakai terminal dengan 256 warna atau lebih."))


def encoding(name: str) -> Check:
    """Whether names and signs can be written at all."""
    good = name.lower().replace("-", "").replace("_", "") == "utf8"
    words = _("pengodean {name}.").format(name=name or "-")
    return Check(_("huruf"), good, words, "" if good else _("Atur LANG ke id_ID.UTF-8 atau C.UTF-8."))


def signs() -> Check:
    """Only eyes can tell whether the font has the signs."""
    words = _("{signs}  Sepuluh tanda berbeda? Bila ada kotak atau tanda tanya, ganti huruf terminal.")
    return Check(_("tanda"), True, words.format(signs=SIGNS))


def clock(reading: Reading | str) -> Check:
    """Whether there is a clock that counts the time asleep, and whether the wall clock was ever set."""
    if isinstance(reading, str):
        advice = _("Waktu lomba tidak dapat dihitung di sini; pakai laptop lain.")
        return Check(_("jam"), False, reading, advice)
    asleep = shown(Fraction(max(0, reading.stamp.boot_ns - reading.awake_ns), 10**9), 0)
    words = _("jam lomba berjalan, pernah tidur {asleep} detik; boot {boot}.")
    words = words.format(asleep=asleep, boot=reading.stamp.boot[:8])
    good = reading.stamp.wall_ns >= _EARLIEST_NS
    return Check(_("jam"), good, words, "" if good else _("Jam laptop salah. Setel tanggal dan jamnya."))


def settings(environ: Mapping[str, str], refused: Refusal | None) -> Check:
    """Whether what this machine is set to is known; `refused` names a lock that can not be."""
    wrong = [refused.words] if refused else []
    wrong += unknown_wishes(environ)
    if wrong:
        return Check(_("setelan"), False, " ".join(wrong), _("Perbaiki atau hapus variabel itu."))
    words = _("bahasa {language}, warna {theme}.")
    words = words.format(language=wished(environ, "JURI_LANG"), theme=wished(environ, "JURI_THEME"))
    return Check(_("setelan"), True, words)


def zone(offset_s: int) -> Check:
    """Whether the machine's zone is one of Indonesia's; the plan follows the event's own zone all the same."""
    words = _("UTC{offset}; jadwal memakai zona acara.").format(offset=f"{offset_s // 60 / 60:+g}")
    good = offset_s % 3600 == 0 and offset_s // 3600 in _OFFICE_ZONES
    return Check(_("zona waktu"), good, words, "" if good else _("Setel zona waktu laptop ke WIB, WITA, atau WIT."))


def sqlite(version: str) -> Check:
    """The library that keeps the contest; its one known fault needs two processes that clear the log at once."""
    parts = tuple(int(part) for part in version.split("."))
    words = f"SQLite {version}."
    if parts < (3, 37, 0):
        return Check("SQLite", False, words, _("Terlalu lama; perlu 3.37 atau lebih baru."))
    if _WAL_RESET[0] <= parts <= _WAL_RESET[1]:
        words += _(" Kesalahan reset WAL (3.7.0–3.51.2) dihindari: hanya proses operator yang merapikan log.")
    return Check("SQLite", True, words)


def disk(free: int | str) -> Check:
    """Room for a day of papers and backups."""
    if isinstance(free, str):
        return Check(_("disk"), False, free, _("Periksa disk laptop."))
    words = _("{mb} MB kosong.").format(mb=shown(Fraction(free // 10**6), 0))
    good = free >= LOW_SPACE
    return Check(_("disk"), good, words, "" if good else _("Kosongkan ruang sekarang."))


def folder(path: Path, refused: Refusal | None) -> Check:
    """Where contests lie when no path is given."""
    if refused is None:
        return Check(_("folder data"), True, str(path))
    return Check(_("folder data"), False, f"{path}: {refused.words}", _("Atur JURI_HOME ke folder di disk laptop."))
