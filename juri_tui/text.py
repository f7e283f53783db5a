"""Text at the border: cleaned names, numbers and dates as Indonesian offices write them, exact decimals.

Every string that a person, a file or another program gives passes `clean_line` or `clean_block`; every number passes
`parse_number`. Nothing here knows what a contest is.
"""

import re
import unicodedata
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from juri_tui.lang import _, language

LINE_LIMIT = 120
BLOCK_LIMIT = 2000
NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?", re.ASCII)
LENGTH = re.compile(r"(?:([0-9]{1,3})h)?(?:([0-9]{1,5})m)?(?:([0-9]{1,6})s)?", re.ASCII)
SPAN = re.compile(r"([0-9]{1,3})[.:,]([0-5][0-9])", re.ASCII)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))
_REFUSED = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Cf"}
_JOINERS = "\u200c\u200d"


class TextFault(ValueError):  # noqa: N818  (a fault is what our users call it)
    """A text that can not be taken, with the reason in words a person understands."""


def _clean(raw: str, limit: int, newlines: bool) -> str:
    for position, char in enumerate(raw, start=1):
        if char in _JOINERS or ord(char) in _INVISIBLE or (newlines and char in "\r\n"):
            continue
        if unicodedata.category(char) in _REFUSED:
            raise TextFault(
                _("karakter U+{code} pada posisi {position} tidak boleh dipakai").format(
                    code=f"{ord(char):04X}", position=position
                )
            )
    # Stripped before it is composed: a zero-width space between a letter and its accent would keep them apart.
    text = unicodedata.normalize("NFC", raw.translate(_INVISIBLE))
    if newlines:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = "\n".join(re.sub(r"\s+", " ", line).strip() for line in text.split("\n")).strip()
    else:
        text = re.sub(r"\s+", " ", text).strip()
    if len(text) > limit:
        words = _("terlalu panjang: {length} karakter, paling banyak {limit}")
        raise TextFault(words.format(length=len(text), limit=limit))
    return text


def clean_line(raw: str, limit: int = LINE_LIMIT) -> str:
    """One line of text in NFC, trimmed, runs of blanks folded; raises TextFault.

    Soft hyphens, zero-width spaces and byte-order marks are dropped; control, bidirectional, private and unassigned
    characters are refused with their position, because a terminal or a paper would obey them.
    """
    return _clean(raw, limit, newlines=False)


def clean_block(raw: str, limit: int = BLOCK_LIMIT) -> str:
    """Like `clean_line`, but lines may be broken with a newline."""
    return _clean(raw, limit, newlines=True)


def slug(name: str, taken: Collection[str] = ()) -> str:
    """An id `[a-z0-9-]{1,40}` made of a name, with -2, -3 .. where it is taken; "x" where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "x"
    made, count = base, 1
    while made in taken:
        count += 1
        suffix = f"-{count}"
        made = base[: 40 - len(suffix)].rstrip("-") + suffix
    return made


# --- numbers -------------------------------------------------------------------------------------------------------


def parse_number(raw: str) -> Decimal:
    """An exact Decimal from `[+-]digits[,.digits]` (ASCII, at most 9 on each side); raises TextFault.

    Exponents, `_`, `%`, `.5`, NaN and other scripts' digits are refused: a person who typed them meant something else.
    """
    text = raw.strip(" \t")
    if not NUMBER.fullmatch(text):
        raise TextFault(_("“{text}” bukan angka; contoh yang benar: 87 atau 87,5").format(text=quoted(raw)))
    return Decimal(text.replace(",", "."))


def quoted(raw: str, limit: int = 40) -> str:
    """A foreign value made safe to show in a message: control characters as `?`, cut to `limit` characters."""
    shown = "".join(
        "?" if unicodedata.category(char) in _REFUSED and char not in _JOINERS else char for char in raw[: limit + 1]
    )
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def decimal_text(value: Decimal) -> str:
    """A Decimal as canonical text: a point, no exponent, no plus, no trailing zeros, never -0."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def round_half_up(value: Fraction, digits: int) -> Fraction:
    """`value` rounded to `digits` decimals, halves away from zero."""
    scale = 10**digits
    units = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    return Fraction(units if value >= 0 else -units, scale)


def fraction_text(value: Fraction, digits: int) -> str:
    """`value` with exactly `digits` decimals and a point, half-up, never "-0.00"."""
    units = int(round_half_up(value, digits) * 10**digits)
    whole, part = divmod(abs(units), 10**digits)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"


def exact_text(value: Fraction) -> str:
    """`p/q` in lowest terms; q may be 1."""
    return f"{value.numerator}/{value.denominator}"


def shown(value: Decimal | Fraction, digits: int | None = None) -> str:
    """A number for people: 1.234,5 in Indonesian, 1,234.5 in English; all digits of a Decimal unless told."""
    if isinstance(value, Decimal) and digits is None:
        text = decimal_text(value)
    else:
        text = fraction_text(Fraction(value), 2 if digits is None else digits)
    whole, point, part = text.lstrip("-").partition(".")
    whole = f"{int(whole):,}"
    sign = "-" if text.startswith("-") else ""
    if language() == "id":
        return sign + whole.replace(",", ".") + ("," + part if point else "")
    return sign + whole + point + part


_ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def _whole_words(n: int) -> str:
    if n < 12:
        return _ONES[n]
    if n < 20:
        return f"{_ONES[n - 10]} belas"
    sizes = ((10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh"))
    size, name = next((size, name) for size, name in sizes if n >= size)
    head, rest = divmod(n, size)
    first = f"se{name}" if head == 1 and size in (100, 1000) else f"{_whole_words(head)} {name}"
    return first + (f" {_whole_words(rest)}" if rest else "")


def _english_words(n: int) -> str:
    if n < 20:
        return _ENGLISH[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_ENGLISH[n % 10]}" if n % 10 else "")
    sizes = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
    size, name = next((size, name) for size, name in sizes if n >= size)
    head, rest = divmod(n, size)
    return f"{_english_words(head)} {name}" + (f" {_english_words(rest)}" if rest else "")


def in_words(value: Decimal | int) -> str:
    """A number in words of the language spoken: 17.5 is "tujuh belas koma lima"; decimals are read digit by digit."""
    text = decimal_text(Decimal(value))
    whole, _point, part = text.lstrip("-").partition(".")
    english = language() == "en"
    words = _english_words(int(whole)) if english else _whole_words(int(whole))
    if text.startswith("-"):
        words = f"minus {words}"
    if part:
        digits = " ".join((_ENGLISH if english else _ONES)[int(digit)] for digit in part)
        words += (" point " if english else " koma ") + digits
    return words


# --- dates and times -----------------------------------------------------------------------------------------------

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EN_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def long_date(day: date) -> str:
    """Selasa, 25 Oktober 2016."""
    if language() == "en":
        return f"{_EN_DAYS[day.weekday()]}, {day.day} {_EN_MONTHS[day.month - 1]} {day.year}"
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """25 Okt 2016."""
    if language() == "en":
        return f"{day.day} {_EN_MONTHS[day.month - 1][:3]} {day.year}"
    return f"{day.day} {_SHORT_MONTHS[day.month - 1]} {day.year}"


def day_time(moment: datetime, now: datetime) -> str:
    """15.00 where that is today by `now`; on another day with its name: Minggu 15.00, later than a week the date."""
    time = time_text(moment, seconds=False)
    days = (moment.date() - now.date()).days
    if days == 0:
        return time
    names = _EN_DAYS if language() == "en" else DAYS
    return f"{names[moment.weekday()] if 0 < days < 7 else short_date(moment.date())} {time}"


def time_text(moment: datetime, seconds: bool = True, zone: bool = False) -> str:
    """09.47.12, with the zone's short name (WIB, WITA, WIT) where asked; 09:47:12 in English."""
    mark = ":" if language() == "en" else "."
    shape = f"%H{mark}%M{mark}%S" if seconds else f"%H{mark}%M"
    text = moment.strftime(shape)
    if zone:
        key = getattr(moment.tzinfo, "key", "")
        text += " " + (_ZONES.get(key) or moment.tzname() or "")
    return text


def parse_length(raw: str) -> int:
    """Whole seconds from `1h30m`, `30m`, `90s`; raises TextFault."""
    text = raw.strip()
    match = LENGTH.fullmatch(text)
    if not text or not match:
        raise TextFault(_("“{text}” bukan lama waktu; contoh yang benar: 30m, 90s, 1h30m").format(text=quoted(raw)))
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def length_written(seconds: int) -> str:
    """A length as the event file writes it: 30m, 90s."""
    return f"{seconds}s" if seconds % 60 or not seconds else f"{seconds // 60}m"


def signed_seconds(raw: str) -> int:
    """Whole seconds as an operator types them: `95`, `1.35`, `1:35` (minutes and seconds), `2m`, `-1.30`; TextFault."""
    text = raw.strip(" \t")
    sign = -1 if text[:1] in ("-", "−") else 1
    text = text.removeprefix("+").removeprefix("-").removeprefix("−")
    match = SPAN.fullmatch(text)
    if match:
        return sign * (int(match[1]) * 60 + int(match[2]))
    if re.fullmatch("[0-9]{1,5}", text, re.ASCII):
        return sign * int(text)
    try:
        return sign * parse_length(text)
    except TextFault as fault:
        words = _("“{text}” bukan lama waktu; contoh yang benar: 95 (detik), 1.35 (menit.detik), atau 2m")
        raise TextFault(words.format(text=quoted(raw))) from fault


def length_text(seconds: int) -> str:
    """A length as a clock shows it: 29:41, 1:01:01; a minus in front where negative."""
    hours, rest = divmod(abs(seconds), 3600)
    minutes, secs = divmod(rest, 60)
    sign = "-" if seconds < 0 else ""
    return f"{sign}{hours}:{minutes:02d}:{secs:02d}" if hours else f"{sign}{minutes:02d}:{secs:02d}"
