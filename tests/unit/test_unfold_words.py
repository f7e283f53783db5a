"""A total in lines that somebody can check by hand."""

import pytest
from sheets import adjust, event, marks

from juri_tui import lang
from juri_tui.scoring import standings
from juri_tui.unfold_words import unfolded_lines
from juri_tui.why import unfold


def lines(definition, kbk, *adjustments, **rows):
    cells = marks(definition, **rows)
    found = standings(definition, cells, adjustments)
    return unfolded_lines(found, definition, unfold(found, definition, cells, kbk))


def test_a_weighted_mean_with_points_by_hand():
    definition = event("isi*2 gaya", juri="a b", kbk="p q")
    said = lines(definition, "p", adjust("p", "-1.5", reason="lewat waktu"), p="80 70 | 75 70", q="60 60 | 60 60")
    assert said == (
        "1 P",
        "Peringkat 1: nilai 223,5, unggul 43,5 atas Q",
        "ISI: 77,5 × 2 = 155",
        "    A 80 · B 75",
        "GAYA: 70",
        "    A 70 · B 70",
        "Jumlah: 225",
        "-1,5: lewat waktu",
        "Nilai akhir: 223,5",
    )
    assert "+2: yel-yel" in lines(definition, "q", adjust("q", "2", reason="yel-yel"), p="1 1 | 1 1", q="1 1 | 1 1")


def test_what_did_not_count_says_why():
    definition = event("x", juri="a b c d e*0", method="trimmed_mean", trim=1)
    said = lines(definition, "p", p="90 | 80 | 70 | 60 | 10", q="50 | 50 | 50 | 50 | 50")
    assert said[3] == "    A 90 (tidak dihitung) · B 80 · C 70 · D 60 (tidak dihitung) · E 10 (pendamping)"


def test_clipped_marks_tell_what_they_counted_as():
    definition = event("x", juri="a b c d e", method="clipped_mean", limit="5")
    said = lines(definition, "p", p="80 | 80 | 80 | 80 | 50", q="50 | 50 | 50 | 50 | 50")
    assert said[3].endswith("E 50 (dihitung 69)")


def test_too_few_marks_for_the_method_and_absences():
    definition = event("x", juri="a b c d", method="trimmed_mean", quorum=1)
    said = lines(definition, "p", p="90 | recused | abstained | absent", q="- | - | - | -")
    assert said[3:5] == (
        "    A 90 · B berhalangan · C tidak menilai · D tidak hadir",
        "    nilai terlalu sedikit bagi metode ini: rata-rata biasa",
    )
    bare = lines(definition, "q", p="90 | recused | abstained | absent", q="- | - | - | -")
    assert (bare[0], bare[2:]) == ("2 Q", ("X: belum ada nilai", "    A belum · B belum · C belum · D belum"))


def test_juri_weights_and_offices_stand_beside_the_names():
    definition = event("x", juri="a*0.5 b", kbk="p")
    unit = definition.model_copy(update={"kbk": (definition.kbk[0].model_copy(update={"unit": "RSUD"}),)})
    said = lines(unit, "p", p="90 | 60")
    assert said[0] == "1 P · RSUD"
    assert said[3] == "    A 90 × 0,5 · B 60"


@pytest.fixture
def english():
    lang.use("en")
    yield
    lang.use("id")


def test_numbers_follow_the_language(english):
    definition = event("x*0.5", juri="a", kbk="p")
    assert lines(definition, "p", p="75")[2] == "X: 75 × 0.5 = 37.5"
