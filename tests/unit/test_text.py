"""Text at the border: hostile names, exact numbers, numbers and dates in words."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from juri_tui import lang, text

# Letters that compose, blanks of all kinds, controls, bidi, private, unassigned, surrogate, joiners, markup.
HOSTILE = (
    "aAé\u0301\u0323ﬁ\u1100\u1161 \u00a0\u2003\u3000\t\n\r\x00\x1b\x7f\x85\u00ad\u200b\ufeff\u200c\u200d"
    "\u202e\u2066\ue000\u0378\ud800\u2028\u2029[]=+'\"\\ꦏ😀"
)
hostile_text = st.text(st.sampled_from(HOSTILE), max_size=30) | st.text(max_size=30)


@pytest.fixture
def english() -> Iterator[None]:
    lang.use("en")
    yield
    lang.use("id")


# --- the cleaner -----------------------------------------------------------------------------------------------------


@given(hostile_text)
@example("e\u200b\u0301")
def test_a_cleaned_line_is_safe_and_stays_as_it_is(raw: str) -> None:
    try:
        line = text.clean_line(raw)
    except text.TextFault:
        assert any(unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Cf"} for char in raw)
        return
    bad = [char for char in line if unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Cf"}]
    assert set(bad) <= {"\u200c", "\u200d"}
    assert line == line.strip()
    assert "  " not in line
    assert unicodedata.is_normalized("NFC", line)
    assert text.clean_line(line) == line


@given(hostile_text)
def test_a_cleaned_block_has_clean_lines(raw: str) -> None:
    try:
        block = text.clean_block(raw)
    except text.TextFault:
        assert any(unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Cf"} for char in raw)
        return
    assert all(text.clean_line(line) == line for line in block.split("\n"))
    assert text.clean_block(block) == block


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Tim  [/]\u00a0Rocket ", "Tim [/] Rocket"),
        ("=1+1", "=1+1"),
        ("ke\u00adpala\u200b \ufeffdinas", "kepala dinas"),
        ("e\u0301", "é"),
        ("👩\u200d🚒", "👩\u200d🚒"),
    ],
)
def test_lawful_lines(raw: str, clean: str) -> None:
    assert text.clean_line(raw) == clean


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("ab\x1b[31m", "karakter U+001B pada posisi 3 tidak boleh dipakai"),
        ("\u200b\u202eabc", "karakter U+202E pada posisi 2 tidak boleh dipakai"),
        ("a\nb", "karakter U+000A pada posisi 2 tidak boleh dipakai"),
        ("x" * 121, "terlalu panjang: 121 karakter, paling banyak 120"),
    ],
)
def test_refused_lines_say_where(raw: str, words: str) -> None:
    with pytest.raises(text.TextFault, match=f"^{re.escape(words)}$"):
        text.clean_line(raw)


def test_the_limit_counts_what_is_left_after_cleaning() -> None:
    assert text.clean_line(" " + "e\u0301" * 120 + "\u200b") == "é" * 120


def test_a_block_keeps_its_lines() -> None:
    assert text.clean_block(" satu \r\n  dua\rtiga\n\n") == "satu\ndua\ntiga"
    with pytest.raises(text.TextFault, match=r"U\+0007 pada posisi 2"):
        text.clean_block("a\x07")
    with pytest.raises(text.TextFault, match="paling banyak 2000"):
        text.clean_block("a" * 2001)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("KBK CP JOSS", "kbk-cp-joss"),
        ("  --Solusi & Inovasi!  ", "solusi-inovasi"),
        ("Café № 1", "cafe-no-1"),
        ("ꦏꦏ", "x"),
        ("a" * 50, "a" * 40),
    ],
)
def test_slug(name: str, made: str) -> None:
    assert text.slug(name) == made


def test_slug_where_the_name_is_taken() -> None:
    assert text.slug("Ceria", {"ceria"}) == "ceria-2"
    assert text.slug("Ceria", {"ceria", "ceria-2"}) == "ceria-3"
    assert text.slug("a" * 50, {"a" * 40}) == "a" * 38 + "-2"


@given(hostile_text, st.sets(st.sampled_from(["a", "a-2", "x", "x-2"])))
def test_a_slug_is_an_id_and_free(name: str, taken: set[str]) -> None:
    made = text.slug(name, taken)
    assert re.fullmatch(r"[a-z0-9-]{1,40}", made)
    assert made not in taken


@given(hostile_text)
def test_quoted_is_short_and_prints(raw: str) -> None:
    shown = text.quoted(raw, 10)
    assert len(shown) <= 10
    refused = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Cf"}
    assert all(unicodedata.category(char) not in refused or char in "\u200c\u200d" for char in shown)


def test_quoted_cuts_at_forty() -> None:
    assert text.quoted("x" * 40) == "x" * 40
    assert text.quoted("x" * 41) == "x" * 39 + "…"
    assert text.quoted("a\x1b\u202eb") == "a??b"


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "value"),
    [("87", "87"), ("87,5", "87.5"), ("87.50", "87.50"), ("+3", "3"), ("-0,1", "-0.1"), (" 5\t", "5"), ("007", "7"),
     ("999999999.999999999", "999999999.999999999")],
)  # fmt: skip
def test_parse_number(raw: str, value: str) -> None:
    parsed = text.parse_number(raw)
    assert isinstance(parsed, Decimal)
    assert parsed == Decimal(value)


@pytest.mark.parametrize(
    "raw",
    ["", " ", ".5", "5.", "1e5", "1_000", "NaN", "inf", "٣", "５", "1.2.3", "1,2,3", "1 000", "5%", "--1", "0x10",
     "1234567890", "1.1234567890", "5\n", "\u00a05"],
)  # fmt: skip
def test_what_is_no_number(raw: str) -> None:
    with pytest.raises(text.TextFault, match="bukan angka; contoh yang benar: 87 atau 87,5"):
        text.parse_number(raw)


numbers = st.decimals(min_value=-999_999_999, max_value=999_999_999, places=9)


@given(numbers)
def test_a_decimal_survives_its_text(value: Decimal) -> None:
    written = text.decimal_text(value)
    assert text.parse_number(written) == value
    assert text.decimal_text(text.parse_number(written)) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [("1E+3", "1000"), ("10.500", "10.5"), ("-0.0", "0"), ("0E-9", "0"), ("100", "100"), ("-2.50", "-2.5")],
)
def test_decimal_text(value: str, written: str) -> None:
    assert text.decimal_text(Decimal(value)) == written


@given(st.fractions(max_denominator=2000), st.integers(0, 4))
def test_half_up_by_arithmetic(value: Fraction, digits: int) -> None:
    rounded = text.round_half_up(value, digits)
    unit = Fraction(1, 10**digits)
    assert (rounded / unit).denominator == 1
    assert abs(rounded - value) <= unit / 2
    if abs(rounded - value) == unit / 2:
        assert abs(rounded) > abs(value)  # a half goes away from zero
    assert text.round_half_up(-value, digits) == -rounded


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(349, 4), 2, "87.25"),
        (Fraction(87), 2, "87.00"),
        (Fraction(9999, 1000), 1, "10.0"),
    ],
)
def test_fraction_text(value: Fraction, digits: int, written: str) -> None:
    assert text.fraction_text(value, digits) == written


def test_exact_text() -> None:
    assert text.exact_text(Fraction(174, 4)) == "87/2"
    assert text.exact_text(Fraction(-3)) == "-3/1"


@pytest.mark.parametrize(
    ("value", "digits", "indonesian"),
    [
        (Decimal("1234.5"), None, "1.234,5"),
        (Decimal("87.250"), None, "87,25"),
        (Decimal("87.255"), 2, "87,26"),
        (Fraction(-12345678, 10), 1, "-1.234.567,8"),
        (Fraction(1, 3), None, "0,33"),
        (Decimal(100), None, "100"),
        (Fraction(999), 0, "999"),
    ],
)
def test_shown(value: Decimal | Fraction, digits: int | None, indonesian: str) -> None:
    assert text.shown(value, digits) == indonesian


@pytest.mark.usefixtures("english")
def test_shown_in_english() -> None:
    assert text.shown(Decimal("-1234.5")) == "-1,234.5"


# Known values of num2words (lang "id" and "en"), worked out once by hand.
@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "nol"), ("1", "satu"), ("10", "sepuluh"), ("11", "sebelas"), ("12", "dua belas"),
        ("19", "sembilan belas"), ("20", "dua puluh"), ("21", "dua puluh satu"), ("99", "sembilan puluh sembilan"),
        ("100", "seratus"),
        ("101", "seratus satu"), ("111", "seratus sebelas"), ("200", "dua ratus"), ("1000", "seribu"),
        ("1001", "seribu satu"), ("1100", "seribu seratus"), ("2016", "dua ribu enam belas"),
        ("11000", "sebelas ribu"), ("100000", "seratus ribu"), ("101000", "seratus satu ribu"),
        ("1000000", "satu juta"), ("1001000", "satu juta seribu"), ("2000000000", "dua miliar"),
        ("87.25", "delapan puluh tujuh koma dua lima"), ("0.05", "nol koma nol lima"), ("-3.5", "minus tiga koma lima"),
    ],
)  # fmt: skip
def test_in_words(value: str, words: str) -> None:
    assert text.in_words(Decimal(value)) == words


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "zero"), ("13", "thirteen"), ("20", "twenty"), ("42", "forty-two"), ("100", "one hundred"),
        ("2016", "two thousand sixteen"), ("1000000", "one million"), ("3000000001", "three billion one"),
        ("-87.25", "minus eighty-seven point two five"),
    ],
)  # fmt: skip
def test_in_english_words(value: str, words: str) -> None:
    assert text.in_words(Decimal(value)) == words


def test_words_name_every_number_differently() -> None:
    words = [text.in_words(number) for number in range(20_001)]
    assert len(set(words)) == len(words)
    assert not any("  " in each or each != each.strip() for each in words)
    assert not any("satu puluh" in each or "satu ratus" in each or "satu belas" in each for each in words)


# --- dates and times -------------------------------------------------------------------------------------------------


def test_dates() -> None:
    assert text.long_date(date(2016, 10, 25)) == "Selasa, 25 Oktober 2016"
    assert text.long_date(date(2027, 1, 1)) == "Jumat, 1 Januari 2027"
    assert text.short_date(date(2016, 10, 25)) == "25 Okt 2016"
    assert text.short_date(date(2026, 8, 17)) == "17 Agu 2026"


@pytest.mark.usefixtures("english")
def test_english_dates_and_times() -> None:
    assert text.long_date(date(2016, 10, 25)) == "Tuesday, 25 October 2016"
    assert text.short_date(date(2026, 5, 2)) == "2 May 2026"
    assert text.time_text(datetime(2016, 10, 25, 9, 47, 12, tzinfo=UTC)) == "09:47:12"


def test_months_and_days_come_in_order() -> None:
    assert [text.long_date(date(2024, month, 1)).split()[2] for month in range(1, 13)] == list(text.MONTHS)
    assert [text.long_date(date(2024, 1, day)).split(",")[0] for day in range(1, 8)] == list(text.DAYS)


@pytest.mark.parametrize(
    ("zone", "short"), [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT"), ("UTC", "UTC")]
)
def test_time_with_its_zone(zone: str, short: str) -> None:
    moment = datetime(2016, 10, 25, 9, 5, 7, tzinfo=ZoneInfo(zone))
    assert text.time_text(moment) == "09.05.07"
    assert text.time_text(moment, seconds=False, zone=True) == f"09.05 {short}"


@pytest.mark.parametrize(
    ("raw", "seconds"), [("30m", 1800), ("90s", 90), ("1h30m", 5400), (" 1h1m1s ", 3661), ("0s", 0)]
)
def test_parse_length(raw: str, seconds: int) -> None:
    assert text.parse_length(raw) == seconds


@pytest.mark.parametrize("raw", ["", " ", "30", "m", "30 m", "-5m", "1.5h", "30m1h", "٣m", "30min", "1000h"])
def test_what_is_no_length(raw: str) -> None:
    with pytest.raises(text.TextFault, match="bukan lama waktu; contoh yang benar: 30m, 90s, 1h30m"):
        text.parse_length(raw)


@pytest.mark.parametrize(
    ("raw", "seconds"),
    [("95", 95), (" 1.35 ", 95), ("1:35", 95), ("2m", 120), ("-1.30", -90), ("−45", -45), ("+30s", 30), ("-1h", -3600)],
)
def test_signed_seconds(raw: str, seconds: int) -> None:
    assert text.signed_seconds(raw) == seconds


@pytest.mark.parametrize("raw", ["", "-", "1.5", "1.99", "٣", "1e2", "dua", "--5"])
def test_what_is_no_signed_length(raw: str) -> None:
    with pytest.raises(text.TextFault, match="contoh yang benar: 95"):
        text.signed_seconds(raw)


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "00:00"), (1781, "29:41"), (3661, "1:01:01"), (-5, "-00:05"), (-3600, "-1:00:00")]
)
def test_length_text(seconds: int, shown: str) -> None:
    assert text.length_text(seconds) == shown


def test_a_moment_of_another_day_says_which() -> None:
    now = datetime(2016, 10, 25, 22, 0, tzinfo=UTC)
    assert text.day_time(datetime(2016, 10, 25, 23, 30, tzinfo=UTC), now) == "23.30"
    assert text.day_time(datetime(2016, 10, 26, 1, 15, tzinfo=UTC), now) == "Rabu 01.15"
    assert text.day_time(datetime(2016, 11, 1, 1, 15, tzinfo=UTC), now) == "1 Nov 2016 01.15"
    assert text.day_time(datetime(2016, 10, 24, 1, 15, tzinfo=UTC), now) == "24 Okt 2016 01.15", "what has passed"
