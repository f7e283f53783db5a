"""The sentence beside each place, the total taken apart, and the JSON that programs read."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from random_contests import random_contest
from sheets import adjust, event, marks, ranked

from juri_tui import lang
from juri_tui.model import Absence, Award, Cut
from juri_tui.panel import known
from juri_tui.scoring import as_json, standings
from juri_tui.standing import exact_or_short, listed, place_number, points_text
from juri_tui.why import explain, number, unfold


def say(definition, *adjustments, **rows):
    result = ranked(definition, *adjustments, **rows)
    return [explain(result, definition, row.kbk) for row in result.rows]


def test_by_total():
    assert say(event(juri="a b c", kbk="p q r"), p="80 | 80 | 81", q="80 | 80 | 80", r="50 | 50 | 50") == [
        "Peringkat 1: nilai 80,33, unggul 0,33 atas Q",
        "Peringkat 2: nilai 80, terpaut 0,33 dari P",
        "Peringkat 3: nilai 50, terpaut 30 dari Q",
    ]


def test_alone_and_the_last_above_those_without_a_total():
    assert say(event(juri="a", kbk="p"), p="80") == ["Peringkat 1: nilai 80"]
    assert say(event(juri="a"), adjust("q", None, "withdrawn", "sakit"), p="80", q="-") == [
        "Peringkat 1: nilai 80",
        "Tidak diperingkat: mengundurkan diri (sakit)",
    ]


def test_a_small_lead_is_never_written_as_nothing():
    definition = event("x*0.001 y*0.001", juri="a", kbk="p q")
    assert say(definition, p="80 81", q="80 80")[0] == "Peringkat 1: nilai 0,16, unggul 0,001 atas Q"


def test_a_criterion_as_the_issue_words_it():
    definition = event("hasil proses", juri="a b", kbk="melati berlian", ties=("criterion:hasil",), display_digits=2)
    first, second = say(definition, melati="90 84 | 91 84", berlian="88 86.5 | 88 86.5")
    assert first == "Peringkat 1: nilai sama 174,5 dengan BERLIAN; unggul pada kriteria HASIL (90,5 > 88)"
    assert second == "Peringkat 2: nilai sama 174,5 dengan MELATI; kalah pada kriteria HASIL (88 < 90,5)"


def test_the_middle_of_three_and_the_neighbours_only():
    definition = event("x y", juri="a", kbk="p q r s", ties=("criterion:x",))
    assert say(definition, p="9 1", q="4 6", r="6 4", s="1 9")[:3] == [
        "Peringkat 1: nilai sama 10 dengan Q, R dan S; unggul pada kriteria X (9 > 6)",
        "Peringkat 2: nilai sama 10 dengan P, Q dan S; berada di tengah pada kriteria X (6 < 9)",
        "Peringkat 3: nilai sama 10 dengan P, R dan S; berada di tengah pada kriteria X (4 < 6)",
    ]


@pytest.mark.parametrize(
    ("definition", "adjustments", "rows", "reason"),
    [
        (
            event(juri="a b c", ties=("majority",)),
            (),
            {"p": "6 | 6 | 0", "q": "5 | 5 | 2"},
            "nilai sama 4 dengan Q; unggul menurut jumlah juri yang menempatkannya lebih tinggi (2 > 1)",
        ),
        (
            event(juri="a b c d", ties=("untrimmed",), method="trimmed_mean"),
            (),
            {"p": "4 | 5 | 5 | 6", "q": "1 | 5 | 5 | 6"},
            "nilai sama 5 dengan Q; unggul pada rata-rata biasa tanpa pemangkasan (5 > 4,25)",
        ),
        (
            event(juri="a", ties=("panel",)),
            (adjust("p", "-1"),),
            {"p": "6", "q": "5"},
            "nilai sama 5 dengan Q; unggul pada nilai sebelum tambahan dan pengurangan (6 > 5)",
        ),
        (
            event(juri="a b c", kbk="p q r", ties=("countback",)),
            (),
            {"p": "9 | 3 | 3", "q": "7 | 7 | 1", "r": "8 | 1 | 2"},
            "nilai sama 5 dengan Q; unggul pada banyaknya peringkat 1 dari juri (2 > 1)",
        ),
        (
            event(juri="a", ties=("chair",)),
            (adjust("p", 1, "chair", "latar belakang"), adjust("q", 2, "chair", "latar belakang")),
            {"p": "5", "q": "5"},
            "nilai sama 5 dengan Q; unggul menurut keputusan ketua, urutan 1: latar belakang",
        ),
        (
            event(juri="a"),
            (),
            {"p": "5", "q": "5"},
            "nilai sama 5 dengan Q; tidak ada aturan yang membedakan, jadi peringkat bersama",
        ),
        (
            event("x y", juri="a", kbk="p q r", ties=("criterion:x",)),
            (),
            {"p": "5 4", "q": "5 4", "r": "4 5"},
            "nilai sama 9 dengan Q dan R; tidak ada aturan yang membedakannya dari Q, jadi peringkat bersama",
        ),
        (
            event(juri="a b c", kbk="p q r", method="skating"),
            (),
            {"p": "3 | 3 | 1", "q": "2 | 2 | 2", "r": "1 | 1 | 3"},
            "2 dari 3 juri menempatkannya pada peringkat 1 atau lebih baik",
        ),
        (
            event("x y", juri="a b", kbk="p q", method="skating", ties=("criterion:x",)),
            (),
            {"p": "9 1 | 5 4", "q": "6 1 | 7 4"},
            "hasil skating sama dengan Q; unggul pada kriteria X (7 > 6,5)",
        ),
        (
            event(juri="a", method="rank_sum"),
            (),
            {"p": "9", "q": "6"},
            "jumlah peringkat 1, unggul 1 atas Q",
        ),
        (
            event(juri="a b", method="rank_sum"),
            (),
            {"p": "9 | 1", "q": "6 | 2"},
            "jumlah peringkat sama 3 dengan Q; tidak ada aturan yang membedakan, jadi peringkat bersama",
        ),
    ],
)
def test_every_step_has_its_words(definition, adjustments, rows, reason):
    assert say(definition, *adjustments, **rows)[0] == f"Peringkat 1: {reason}"


def test_a_fractional_and_a_provisional_place():
    assert say(event(juri="a", places="fractional"), p="5", q="5")[0].startswith("Peringkat 1,5: ")
    assert say(event(juri="a b"), p="5 | -", q="4 | 4")[0] == "Peringkat sementara 1: nilai 5, unggul 1 atas Q"


def test_without_a_place():
    definition = event(juri="a b c", kbk="p q r")
    assert say(definition, p="- | - | -", q="5 | - | -", r="absent | absent | -") == [
        "Belum berperingkat: belum ada nilai",
        "Belum berperingkat: nilai yang masuk belum cukup",
        "Tidak dapat diperingkat: nilai juri kurang dari kuorum",
    ]


def test_english_numbers():
    lang.use("en")
    try:
        assert number(Fraction("1234.5"), 2) == "1,234.5"
    finally:
        lang.use("id")


def test_numbers_show_as_many_decimals_as_they_need_to_differ():
    assert number(Fraction(1, 3), 2) == "0,33"
    assert number(Fraction("0.331"), 2, Fraction("0.332")) == "0,331"
    assert number(Fraction(1, 3), 2, Fraction(1, 3)) == "0,33"
    assert number(Fraction(1, 3), 2, Fraction(333333333333, 10**12)) == "1/3"
    assert exact_or_short(Fraction(5, 4)) == "1,25"
    assert exact_or_short(Fraction(1, 3)) == "1/3"


def test_lists_of_names():
    assert listed([]) == ""
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A dan B"
    assert listed(list("ABCDEFGHIJ"), limit=8) == "A, B, C, D, E, F, G, H dan 2 lainnya"
    assert listed(list("ABCDEFGH"), limit=8) == "A, B, C, D, E, F, G dan H"


@pytest.mark.parametrize("seed", range(150))
def test_every_place_of_any_contest_explains_itself(seed):
    definition, cells, adjustments = random_contest(seed)
    result = standings(definition, cells, adjustments)
    for row in result.rows:
        sentence = explain(result, definition, row.kbk)
        assert "{" not in sentence
        assert "None" not in sentence
        assert sentence.startswith("Peringkat ") == (row.place is not None)


# --- unfolded ---------------------------------------------------------------------------------------------------------


def uses(part):
    return [(mark.juri, mark.use, mark.value) for mark in part.marks]


def test_unfold_trimmed_drops_one_copy_each():
    definition = event(juri="a b c d e*0 f", kbk="p", method="trimmed_mean")
    cells = marks(definition, p="9 | 5 | 9 | 1 | 99 | recused")
    part = unfold(standings(definition, cells), definition, cells, "p").criteria[0]
    assert uses(part) == [
        ("a", "counted", 9), ("b", "counted", 5), ("c", "dropped", None), ("d", "dropped", None),
        ("e", "advisory", None), ("f", "missing", None),
    ]  # fmt: skip
    assert part.marks[-1].mark is Absence.RECUSED
    assert (part.exact, part.guarded) == (7, False)


def test_unfold_says_where_the_guard_spoke():
    definition = event(juri="a b", kbk="p", method="trimmed_mean")
    cells = marks(definition, p="9 | 5")
    part = unfold(standings(definition, cells), definition, cells, "p").criteria[0]
    assert part.guarded
    assert [mark.use for mark in part.marks] == ["counted", "counted"]


def test_unfold_median_of_even_and_odd():
    definition = event(juri="a b c d e", kbk="p q", method="median")
    cells = marks(definition, p="9 | 5 | 7 | 1 | -", q="9 | 5 | 7 | 1 | 6")
    result = standings(definition, cells)
    assert [m.use for m in unfold(result, definition, cells, "p").criteria[0].marks] == [
        "dropped", "counted", "counted", "dropped", "missing",
    ]  # fmt: skip
    assert [m.use for m in unfold(result, definition, cells, "q").criteria[0].marks] == [
        "dropped", "dropped", "dropped", "dropped", "counted",
    ]  # fmt: skip


def test_unfold_clipped():
    definition = event(juri="a b c d e", kbk="p", method="clipped_mean", limit="3")
    cells = marks(definition, p="50 | 71 | 69 | 70 | 90")
    assert uses(unfold(standings(definition, cells), definition, cells, "p").criteria[0]) == [
        ("a", "clipped", 67), ("b", "counted", 71), ("c", "counted", 69), ("d", "counted", 70), ("e", "clipped", 73),
    ]  # fmt: skip
    cells = marks(definition, p="50 | 71 | 69 | 70 | -")
    assert {m.use for m in unfold(standings(definition, cells), definition, cells, "p").criteria[0].marks} == {
        "counted", "missing",
    }  # fmt: skip


def test_unfold_shows_each_stage():
    rounding = {"criterion": 0, "weighted": 0, "final": 0}
    definition = event("x*0.5 y*0.3", juri="a*3 b y:y", kbk="p q", rounding=rounding, floor="40")
    cells = marks(definition, p="80 10 | 83 10 | 20", q="- - | - - | 1")
    adjustments = (adjust("p", "-10.4"), adjust("p", "1", "chair"))
    result = standings(definition, cells, adjustments)
    open_total = unfold(result, definition, cells, "p")
    x, y = open_total.criteria
    assert (x.exact, x.rounded, x.share, x.weighted) == (Fraction("80.75"), 81, Fraction(1, 2), 41)
    assert (y.exact, y.rounded, y.weighted) == (12, 12, 4)
    assert [mark.juri for mark in x.marks] == ["a", "b"]
    assert (open_total.panel, open_total.adjusted, open_total.total) == (45, Fraction("34.6"), 40)
    assert open_total.adjustments == adjustments
    waiting = unfold(result, definition, cells, "q")
    assert (waiting.panel, waiting.adjusted, waiting.total) == (None, None, None)
    assert waiting.criteria[0].exact is None


def test_unfold_rank_methods_leave_out_who_dropped_out():
    definition = event("x", juri="a b c d*0", kbk="p q", method="rank_sum")
    cells = marks(definition, p="1 | 3 | 9 | 5", q="2 | 1 | absent | 5")
    opened = unfold(standings(definition, cells), definition, cells, "p")
    assert [mark.use for mark in opened.criteria[0].marks] == ["counted", "counted", "advisory", "advisory"]
    assert opened.criteria[0].exact == 2
    assert opened.juri["a"].place == 2
    nobody = marks(definition, p="1 | - | - | -", q="- | - | - | -")
    assert unfold(standings(definition, nobody), definition, nobody, "p").criteria[0].exact == 1


@pytest.mark.parametrize("seed", range(300))
def test_unfolded_parts_always_add_up_to_the_total(seed):
    definition, cells, adjustments = random_contest(seed)
    result = standings(definition, cells, adjustments)
    for row in result.rows:
        opened = unfold(result, definition, cells, row.kbk)
        if row.criteria:
            assert {part.criterion: part.rounded for part in opened.criteria} == dict(row.criteria)
        for part in opened.criteria:
            entered = [(mark.value, mark.weight) for mark in part.marks if mark.value is not None]
            if entered:
                assert part.exact == sum(v * Fraction(w) for v, w in entered) / sum(Fraction(w) for _v, w in entered)
            else:
                assert part.exact is None
        if row.total is not None and definition.scoring.method != "rank_sum" and definition.scoring.floor is None:
            digits = {step.stage: step.digits for step in definition.scoring.rounding}
            assert abs(row.total - known(opened.adjusted)) <= (
                Fraction(1, 2 * 10 ** digits["final"]) if "final" in digits else 0
            )


# --- JSON -------------------------------------------------------------------------------------------------------------


def test_the_json_object():
    award = (Award(name="Juara I", place=1),)
    definition = event(
        "x y", juri="a b*0", kbk="p q", award=award, cut=Cut(top=1), places="fractional", display_digits=1
    )
    result = ranked(definition, adjust("p", "-0.050"), adjust("q", None, "no_show"), p="80 1 | 9 -", q="1 1 | - -")
    assert json.loads(json.dumps(as_json(result, definition))) == {
        "method": "mean",
        "complete": True,
        "standings": [
            {
                "place": 1, "kbk": "p", "number": 1, "name": "P", "unit": "", "total": "81.0",
                "total_exact": "1619/20", "awards": ["Juara I"], "decided_by": "total", "shared_with": [],
                "status": "performed",
                "criteria": {"x": {"score": "80.0", "exact": "80/1"}, "y": {"score": "1.0", "exact": "1/1"}},
                "juri": {"a": {"total": "81.0", "place": 1}, "b": {"total": None, "place": None}},
                "adjustments": [{"kind": "points", "points": "-0.050", "reason": "alasan"}],
                "advances": True,
            },
            {
                "place": None, "kbk": "q", "number": 2, "name": "Q", "unit": "", "total": None, "total_exact": None,
                "awards": [], "decided_by": None, "shared_with": [], "status": "no_show", "criteria": {}, "juri": {},
                "adjustments": [{"kind": "no_show", "points": None, "reason": "alasan"}],
                "advances": False,
            },
        ],
        "warnings": [],
    }  # fmt: skip


def test_the_json_of_criteria_without_a_mark_and_of_shared_places():
    definition = event("x", juri="a", kbk="p q r", places="fractional")
    rows = as_json(ranked(definition, p="5", q="5", r="-"), definition)["standings"]
    assert [row["place"] for row in rows] == [1.5, 1.5, None]
    assert rows[2]["criteria"] == {"x": {"score": None, "exact": None}}


def test_numbers_in_json():
    assert place_number(None) is None
    assert repr(place_number(Fraction(3))) == "3"
    assert repr(place_number(Fraction(5, 2))) == "2.5"
    assert points_text(Decimal("+2.50")) == "2.50"
    assert points_text(Decimal("-0")) == "0"
    assert points_text(Decimal("1e3")) == "1000"
    assert points_text(None) is None


def test_a_total_just_below_zero_is_never_minus_zero():
    definition = event("x", juri="a", kbk="p")
    (row,) = as_json(ranked(definition, adjust("p", "-0.001"), p="0"), definition)["standings"]
    assert (row["total"], row["total_exact"]) == ("0.00", "-1/1000")
