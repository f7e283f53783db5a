"""The English catalogue: nothing untranslated, nothing stale, nothing that breaks a sentence with values in it."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from juri_tui import lang, text

PACKAGE = Path(lang.__file__).parent
FOLDER = PACKAGE / "locale" / "en" / "LC_MESSAGES"
KEYWORDS = {"_": None, "_n": None, "N_": None}


def sources() -> set[str]:
    """Every message of the program."""
    found = extract_from_dir(PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=())
    return {message for _file, _line, message, _comments, _context in found}


def catalogue() -> Catalog:
    with (FOLDER / "juri.po").open("rb") as file:
        return read_po(file, locale="en")


def messages() -> dict[str, tuple[str, ...]]:
    """Each message with its words: two where they change with a number, for one and for many."""
    found = {}
    for message in catalogue():
        if message.id:
            plural = isinstance(message.id, tuple)
            found[message.id[0] if plural else message.id] = message.string if plural else (message.string,)
    return found


def test_every_message_is_translated_and_none_is_stale() -> None:
    known = messages()
    assert sources() - set(known) == set(), "untranslated"
    assert set(known) - sources() == set(), "stale: take them out of juri.po"
    assert [message for message, words in known.items() if not all(words)] == []
    assert [message.id for message in catalogue() if message.fuzzy and message.id] == []


def test_translations_keep_values_and_edges() -> None:
    known = messages()
    for message, words in ((message, words) for message, forms in known.items() for words in forms):
        one = len(known[message]) == 2 and words == known[message][0]
        there, wanted = (set(re.findall(r"\{[^}]*\}", text)) for text in (words, message))
        assert there == wanted or (one and there < wanted), message  # "the top team" needs no 1
        assert (words[:1].isspace(), words[-1:].isspace()) == (message[:1].isspace(), message[-1:].isspace()), message
        assert words.count("\n") == message.count("\n"), message


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    """With JURI_GOLDEN=write the text is put in order and compiled. The header names the Babel that did it."""
    made = catalogue()
    if os.environ.get("JURI_GOLDEN") == "write":
        with (FOLDER / "juri.po").open("wb") as file:
            write_po(file, made, sort_output=True, omit_header=False, width=120)
        with (FOLDER / "juri.mo").open("wb") as file:
            write_mo(file, made)
    compiled = io.BytesIO()
    write_mo(compiled, made)
    compiled.seek(0)
    with (FOLDER / "juri.mo").open("rb") as file:
        there, wanted = read_mo(file), read_mo(compiled)
    told = [{str(message.id): message.string for message in one if message.id} for one in (there, wanted)]
    assert told[0] == told[1], "run with JURI_GOLDEN=write"
    assert there.plural_expr == wanted.plural_expr


@pytest.fixture
def english() -> Iterator[None]:
    lang.use("en")
    yield
    lang.use("id")


def test_numbers_dates_and_words_follow_the_language(english: None) -> None:
    from datetime import date
    from decimal import Decimal

    assert text.shown(Decimal("1234.5")) == "1,234.5"
    assert text.in_words(Decimal("17.5")) == "seventeen point five"
    assert text.long_date(date(2016, 10, 25)) == "Tuesday, 25 October 2016"


def test_a_number_chooses_its_form(english: None) -> None:
    assert lang._n("{count} berkas tersimpan", 1).format(count=1) == "1 file saved"
    assert lang._n("{count} berkas tersimpan", 2).format(count=2) == "2 files saved"
    assert lang._n("{count} berkas tersimpan", 0).format(count=0) == "0 files saved"
    lang.use("id")
    assert {lang._n("{count} berkas tersimpan", n).format(count=n) for n in (1, 2)} == {
        "1 berkas tersimpan",
        "2 berkas tersimpan",
    }


def test_the_command_line_speaks_english_when_asked() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "juri_tui", "--help"],
        env={**os.environ, "JURI_LANG": "en"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Menilai" not in done.stdout
    assert "leaderboard" in done.stdout
