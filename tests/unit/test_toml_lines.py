"""The line index of a TOML text, the reading of numbers as written, and what is said where the text is no TOML."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juri_tui.faults import Fault
from juri_tui.toml_lines import Path, Place, toml_lines
from juri_tui.toml_text import Toml, WrittenBadly, read_toml

TRICKY = """\
# a comment with [brackets] and "quotes
format = 1   # one
a.b . "c d" = [1, 2,
  # in between ]
  { x = 1, y = [ '}', "]" ] },   # tail
]

[event]
name = "a # no comment \\" = [x]"
long = \"\"\"
[not] = a table
key = "no" \\"\"\" yet\"\"\"\"
raw = '''
'[[kbk]]' '''
when = 2016-10-25 09:00:00
day=2016-10-25
empty = {}
none = []

  [[kbk]]
  "na\\u006de" = 'x'
[kbk.inner]
deep = true
[[kbk]]
[[kbk.rows]]
n = +7
[[kbk.rows]]
n = 0.5
[a.d]
last = ""
"""


def paths_of(value: object, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    items: object = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:  # type: ignore[attr-defined]
        yield from paths_of(item, (*path, key))


def test_every_key_is_found_and_nothing_else() -> None:
    index = toml_lines(TRICKY)
    assert set(index.places) == set(paths_of(tomllib.loads(TRICKY)))


@pytest.mark.parametrize(
    ("path", "line", "column", "written"),
    [
        (("format",), 2, 1, "1"),
        (("a",), 3, 1, ""),
        (("a", "b", "c d"), 3, 1, ""),
        (("a", "b", "c d", 0), 3, 16, "1"),
        (("a", "b", "c d", 2), 5, 3, ""),
        (("a", "b", "c d", 2, "y", 1), 5, 23, ""),
        (("event",), 8, 1, ""),
        (("event", "raw"), 13, 1, ""),
        (("event", "when"), 15, 1, "2016-10-25 09:00:00"),
        (("event", "day"), 16, 1, "2016-10-25"),
        (("kbk",), 20, 3, ""),
        (("kbk", 0), 20, 3, ""),
        (("kbk", 0, "name"), 21, 3, ""),
        (("kbk", 0, "inner", "deep"), 23, 1, "true"),
        (("kbk", 1), 24, 1, ""),
        (("kbk", 1, "rows", 0, "n"), 26, 1, "+7"),
        (("kbk", 1, "rows", 1, "n"), 28, 1, "0.5"),
        (("a", "d", "last"), 30, 1, ""),
    ],
)
def test_places(path: Path, line: int, column: int, written: str) -> None:
    assert toml_lines(TRICKY).places[path] == Place(line, column, written)


def test_what_is_not_there_stands_at_the_nearest_thing_around_it() -> None:
    index = toml_lines(TRICKY)
    assert index.at(("kbk", 1, "members", 3)) == index.places["kbk", 1]
    assert index.at(("nowhere",)) == Place(1, 1)


def test_a_text_that_is_no_toml_is_not_indexed() -> None:
    with pytest.raises(ValueError, match="not TOML at character 0"):
        toml_lines("?")


spellings = st.sampled_from(
    [
        "1",
        "-2.50",
        '"x"',
        "'y'",
        '"""a\nb"""',
        "[1,\n2]",
        "{ z = 1, q.r = [true] }",
        "true",
        "1979-05-27",
        "[[[]]]",
        "[[],[{z=[1]}]]",
    ]
)
pairs = st.dictionaries(st.sampled_from(["a", '"b c"', "d.e", "f"]), spellings, max_size=3)
blocks = st.lists(
    st.tuples(st.sampled_from(["[[t]]", "[[u]]", "[[t.v]]"]), pairs, st.sampled_from(["", "# c\n", "\n"]))
)


@given(pairs, blocks)
def test_written_here_means_found_here(head: dict[str, str], tables: list[tuple[str, dict[str, str], str]]) -> None:
    text, starts = "", []
    for header, table, gap in [("", head, ""), *tables]:
        text += gap + (f"  {header}\n" if header else "")
        for key, value in table.items():
            starts.append((text.count("\n") + 1, key))
            text += f"{key} = {value}\n"
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # [[t.v]] before [[t]]
    index = toml_lines(text)
    assert set(index.places) == set(paths_of(raw))
    lines = {(place.line, str(path[-1])) for path, place in index.places.items()}
    assert {(line, key.strip('"').split(".")[-1]) for line, key in starts} <= lines


# --- numbers as written, and the syntax ------------------------------------------------------------------------------


def read(text: str) -> dict[str, object]:
    toml = read_toml(text)
    assert isinstance(toml, Toml)
    return toml.root


@pytest.mark.parametrize("written", ["1_000", "0x10", "0o7", "0b1", "2e0", "1E5", "inf", "-nan", "1_0.5", "1234567890"])
def test_numbers_outside_the_grammar_keep_their_spelling(written: str) -> None:
    assert read(f"a = [{{ b = {written} }}]") == {"a": ({"b": WrittenBadly(written)},)}


def test_numbers_inside_the_grammar() -> None:
    assert read("a = 0.10\nb = +5\nc = true\nd = 09:00:00") == {
        "a": Decimal("0.10"), "b": 5, "c": True, "d": dt.time(9)
    }  # fmt: skip
    assert str(read("a = 0.10")["a"]) == "0.10"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a = 1\na = 2", 2, "kunci ini sudah ada"),
        ("a = {b=1, b=2}", 1, "kunci ini sudah ada"),
        ("[a]\n[a]", 2, "tabel ini sudah ada"),
        ("[[a]]\n[a]", 2, "tabel ini sudah ada"),
        ("a = []\n[[a]]", 2, "tabel ini sudah ada"),
        ("a.b = 1\n[a]", 2, "tabel ini sudah ada"),
        ("name", 1, "setelah kunci harus ada tanda ="),
        ("[event", 1, "kurung siku penutup tidak ada"),
        ("[[event]", 1, "kurung siku penutup tidak ada"),
        ("a = [1", 1, "kurung siku penutup tidak ada"),
        ("a = [1 2]", 1, "kurung siku penutup tidak ada"),
        ("a = {b = 1", 1, "kurung kurawal penutup tidak ada"),
        ("a = 1 b = 2", 1, "satu kunci satu baris"),
        ("\na = KBK", 2, "teks ditulis di antara tanda petik"),
        ("a = 2016-02-30", 1, "tanggal atau jam ini tidak ada"),
        ('a = "x', 1, "tanda petik penutup tidak ada"),
        ('a = "x\nb = 1', 1, "karakter yang tidak boleh ada di dalam teks"),
        ("a = 'x", 1, "tanda petik penutup tidak ada"),
        ('a = """x', 1, "tanda petik penutup tidak ada"),
        ("a = 1 # \x07", 1, "karakter yang tidak boleh ada di sini"),
        (r'a = "C:\dir"', 1, "ditulis dua kali"),
        (r'a = "\u12"', 1, "ditulis dua kali"),
        (r'a = "\ud800"', 1, "kode karakter ini tidak ada"),
        ("ä = 1", 1, "baris ini bukan kunci dan bukan tabel"),
        ("a.ä = 1", 1, "kunci tidak terbaca"),
        ("a = " + "9" * 5000, 1, "angka terlalu panjang"),
        ("\n\na = " + "9" * 5000, 3, "angka terlalu panjang"),
        ("a = " + "[" * 60000, 1, "terlalu dalam"),
        ("a" + ".a" * 3000 + " = 1", 1, "terlalu dalam"),
    ],
)
def test_what_is_no_toml(text: str, line: int, words: str) -> None:
    fault = read_toml(text)
    assert isinstance(fault, Fault)
    assert (fault.line, words in fault.text) == (line, True), fault
    assert "(at" not in fault.text


def test_hexadecimal_has_no_limit_but_is_refused_as_written() -> None:
    assert read("a = 0x" + "f" * 5000) == {"a": WrittenBadly("0x" + "f" * 5000)}


@given(st.text(st.sampled_from("a1[]{}=\"'.,#\n \\-:_xé"), max_size=40))
def test_no_text_makes_the_reader_fall(text: str) -> None:
    toml = read_toml(text)
    if isinstance(toml, Fault):
        assert 1 <= toml.line <= text.count("\n") + 1
        assert toml.column >= 1
    else:
        assert set(toml.lines.places) == set(paths_of(tomllib.loads(text)))
