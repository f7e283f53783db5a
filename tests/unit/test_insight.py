"""Leaving one out, the sentences, the JSON; the bounds and flips behind them have tests of their own."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from random_contests import random_contest
from sheets import adjust, event, marks

from juri_tui import flips
from juri_tui.insight import insight
from juri_tui.insight_json import as_json
from juri_tui.insight_words import far_off, first_place, limits, ranges, sentences
from juri_tui.scoring import standings


def sure(definition, *adjustments, **rows):
    return insight(definition, marks(definition, **rows), adjustments).robustness


def said(definition, *adjustments, pending=None, **rows):
    return first_place(definition, insight(definition, marks(definition, **rows), adjustments, pending))


# --- leaving one out ------------------------------------------------------------------------------------------------


def test_with_two_juri_each_is_left_alone_with_his_own_ranking() -> None:
    found = sure(event("x", kbk="p q r"), p="90 | 60", q="70 | 70", r="50 | 65")
    assert found.juri.limit == "two_juri"
    assert [(row.left_out, row.winners, dict(row.places)) for row in found.juri.rows] == [
        ("a", ("q",), {"q": 1, "r": 2, "p": 3}),
        ("b", ("p",), {"p": 1, "q": 2, "r": 3}),
    ]
    assert found.juri.ranges == {"p": (1, 3), "q": (1, 2), "r": (2, 3)}
    assert not found.juri.keeps(found.winners)


def test_with_one_juri_nobody_can_be_left_out() -> None:
    found = sure(event("x y", "a b*0"), p="90 80 | 1 1", q="70 70 | 1 1")
    assert (found.juri.limit, found.juri.rows) == ("one_juri", ())
    assert not found.juri.keeps(found.winners)
    assert [row.left_out for row in found.criteria.rows] == ["x", "y"]


def test_a_criterion_left_out_leaves_the_chain_and_the_juri_too() -> None:
    """Without x only y counts, by b and c: q 85, p 75; without y only x by a and c, and y is no step any more."""
    e = event("x y", "a:x b:y c", "p q", ties=("criterion:y", "criterion:x"))
    found = sure(e, p="90 | 60 | 80 90", q="60 | 90 | 70 80")
    assert [(row.left_out, row.winners) for row in found.criteria.rows] == [("x", ("q",)), ("y", ("p",))]
    assert found.criteria.ranges == {"p": (1, 2), "q": (1, 2)}
    assert found.criteria.limit == ""


def test_only_criteria_with_a_weight_are_left_out() -> None:
    found = sure(event("x y*0", kbk="p q"), p="90 1 | 90 1", q="70 1 | 70 1")
    assert (found.criteria.limit, found.criteria.rows) == ("one_criterion", ())


@pytest.mark.parametrize("method", ["mean", "rank_sum"])
def test_without_the_only_juri_of_a_criterion_there_is_no_ranking(method: str) -> None:
    """A pendamping who marks it too does not help."""
    e = event("x y", "a:x b:y c:x d*0", method=method)
    found = sure(e, p="90 | 80 | 70 | 9 9", q="60 | 70 | 60 | 9 9")
    assert [(row.left_out, row.winners) for row in found.juri.rows] == [("a", ("p",)), ("b", ()), ("c", ("p",))]
    assert dict(found.juri.rows[1].places) == {}


def test_places_are_counted_as_the_event_does_and_bonus_stays() -> None:
    e = event("x y", kbk="p q r", places="fractional")
    found = sure(e, adjust("r", 10), p="50 60 | 50 60", q="60 50 | 60 50", r="20 20 | 20 20")
    assert found.winners == ("p", "q")
    assert found.criteria.ranges == {"p": (1, 2), "q": (1, 2), "r": (3, 3)}
    assert found.juri.ranges["p"] == (Fraction(3, 2), Fraction(3, 2))


def test_who_has_no_place_has_no_range() -> None:
    """r has one mark of the two needed; without a recused juri it would have a place."""
    found = sure(event("x", "a b c", "p q r"), p="9 | 9 | 9", q="8 | 8 | 8", r="7 | recused | absent")
    assert "r" in found.juri.rows[1].places
    assert set(found.juri.ranges) == {"p", "q"}


def test_a_contest_by_skating_may_leave_nobody_a_place() -> None:
    e = event("x y", "a b c", "p q", method="skating")
    found = sure(e, p="9 1 | 9 1 | 9 1", q="7 1 | 7 1 | 7 1")
    assert [row.winners for row in found.criteria.rows] == [(), ("p",)]
    equal = insight(e, marks(e, p="9 1 | 9 1 | 9 1", q="9 1 | 7 1 | 7 1"))
    assert (equal.robustness, equal.bounds) == (None, None)


def test_nothing_is_said_about_an_incomplete_ranking() -> None:
    assert sure(event("x", kbk="p q"), p="9 | 9", q="8 | -") is None


def test_of_those_who_share_the_second_place_the_nearest_is_named() -> None:
    """q and r both have 140; q leads nowhere, r leads y."""
    found = sure(event("x y", "a", "p q r"), p="90 70", q="80 60", r="60 80")
    assert (found.second, found.weights.second, found.mark.second) == ("r", "r", "q")
    assert found.mark.steps == 21
    both = sure(event("x y", "a", "p q r"), p="90 70", q="66 74", r="60 80")  # 10/28 to move against 10/40
    assert (both.second, both.weights.moved) == ("r", Fraction(1, 4))
    alone = sure(event("x", "a", "p q"), adjust("q", kind="no_show"), p="9", q="-")
    assert (alone.second, alone.weights, alone.mark) == (None, None, None)


def test_dropping_a_juri_is_as_if_he_had_never_been_there() -> None:
    """Checked against standings of an event written without him."""
    seen = 0
    for seed in range(150):
        definition, cells, adjustments = random_contest(seed)
        found = insight(definition, cells, adjustments).robustness
        if found is None or any(juri.criteria for juri in definition.juri):
            continue
        for row in found.juri.rows:
            rest = definition.model_copy(update={"juri": tuple(j for j in definition.juri if j.id != row.left_out)})
            kept = {cell: mark for cell, mark in cells.items() if cell[0] != row.left_out}
            result = standings(rest, kept, adjustments)
            assert dict(row.places) == {r.kbk: r.place for r in result.rows if r.place is not None}
            seen += 1
    assert seen > 50


# --- sentences ------------------------------------------------------------------------------------------------------


def test_sentences_of_a_sure_winner() -> None:
    e = event("x y z", "a b c")
    rows = {"p": "90 60 80 | 90 60 80 | 90 60 80", "q": "70 65 70 | 70 65 70 | 70 65 70"}
    assert said(e, **rows) == [
        "P tetap pertama tanpa juri mana pun dan tanpa kriteria mana pun.",
        "Agar Q unggul, bobot Y harus naik 0,42 (dari 33,3% menjadi 75%).",
        "Satu nilai saja dapat membalik peringkat 1 dan 2: nilai A untuk P pada X, 90 menjadi 14 (76 langkah).",
    ]


def test_sentences_of_two_juri_who_agree_and_who_do_not() -> None:
    e = event("x y", kbk="p q")
    assert said(e, p="90 90 | 90 90", q="70 70 | 70 70")[:2] == [
        "Kedua juri, masing-masing sendiri, menempatkan P di peringkat 1.",
        "P tetap pertama tanpa kriteria mana pun.",
    ]
    assert said(e, p="90 90 | 60 60", q="70 70 | 70 70")[:2] == [
        "Menurut B sendiri, Q yang pertama.",
        "Menurut A sendiri, P yang pertama.",
    ]
    own = event("x y", "a:x b:y", "p q")
    assert said(own, p="90 | 60", q="70 | 70")[:2] == ["Tanpa A tidak ada peringkat.", "Tanpa B tidak ada peringkat."]


def test_sentences_where_somebody_else_would_win() -> None:
    e = event("x y", "a b c", "p q")
    assert said(e, p="99 50 | 60 60 | 60 50", q="60 60 | 60 60 | 60 60")[:3] == [
        "Tanpa A, Q yang pertama.",
        "Tanpa kriteria X, Q yang pertama.",
        "Agar Q unggul, bobot X harus turun 0,16 (dari 50% menjadi 33,9%).",
    ]
    assert said(event("x", "a b c"), p="90 | 90 | 90", q="70 | 70 | 70")[:2] == [
        "P tetap pertama tanpa juri mana pun.",
        "Hanya satu kriteria yang berbobot; tanpa kriteria itu tidak ada peringkat.",
    ]


def test_what_one_juri_can_not_tell_is_said() -> None:
    made = said(event("x y", "a"), p="90 80", q="70 70")
    assert made[0] == "Dengan satu juri tidak dapat dikatakan apa yang terjadi tanpa juri itu."
    assert made[2] == "P unggul atas Q di semua kriteria: tidak ada perubahan bobot yang membaliknya."
    e = event("x", "a")
    assert limits(insight(e, marks(e, p="9", q="8")).panel) == ["Dengan satu juri tidak ada ukuran kesepakatan."]


TURN = "Agar Q unggul, bobot X harus turun 0,17 (dari 50% menjadi 33,3%)."
ROUNDED = " Dihitung tanpa pembulatan dan batas bawah."


@pytest.mark.parametrize(
    ("bonus", "rules", "p", "q", "words"),
    [
        (0, {}, "90 60", "70 70", TURN),
        (
            0,
            {},
            "90 70",
            "70 70",
            "P tidak kalah dari Q di kriteria mana pun: tidak ada perubahan bobot yang membaliknya.",
        ),
        (40, {}, "90 60", "70 70", "Berkat tambahan nilai P, tidak ada perubahan bobot yang membuat Q unggul."),
        (
            0,
            {"ties": ("criterion:x",)},
            "80 70",
            "70 80",
            "Nilai P dan Q sama: perubahan bobot sekecil apa pun dapat membalik urutannya.",
        ),
        (0, {"floor": "0"}, "90 60", "70 70", TURN + ROUNDED),
        (
            0,
            {"floor": "200", "ties": ("criterion:x",)},
            "80 70",
            "70 90",
            "Sebelum pembulatan dan batas bawah nilai Q lebih tinggi." + ROUNDED,
        ),
    ],
)
def test_sentences_about_weights(bonus: int, rules, p: str, q: str, words: str) -> None:
    e = event("x y", "a", **rules)
    assert words in said(e, adjust("p", bonus), p=p, q=q)


def test_sentences_about_single_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    e = event("x/10 y/10", kbk="p q")
    assert said(e, p="10 10 | 10 10", q="0 0 | 0 0")[-1] == (
        "Tidak ada satu nilai pun yang sendirian membalik peringkat 1 dan 2."
    )
    ranked = event("x/10", kbk="p q", method="rank_sum")
    monkeypatch.setattr(flips, "LARGEST", 1)
    assert said(ranked, p="9 | 9", q="8 | 8")[-1] == (
        "Acara ini terlalu besar untuk mencoba setiap nilai satu per satu."
    )


def test_a_shared_first_place_and_a_single_kbk() -> None:
    assert said(event("x y", "a"), p="80 70", q="70 80") == [
        "Peringkat 1 bersama: P dan Q.",
        "Dengan satu juri tidak dapat dikatakan apa yang terjadi tanpa juri itu.",
        "Tanpa kriteria X, Q yang pertama.",
        "Tanpa kriteria Y, P yang pertama.",
    ]
    assert said(event("x y", "a", "p"), p="80 70") == ["Hanya P yang berperingkat."]


def test_before_the_last_sheet() -> None:
    e = event("x/10", kbk="p q r")
    assert said(e, p="10 | 10", q="9 | -", r="1 | 1") == [
        "P sudah pasti peringkat 1, tanpa pengurangan atau diskualifikasi."
    ]
    assert said(e, p="9 | 9", q="9 | -", r="1 | 1") == ["Masih dapat menjadi peringkat 1: P dan Q."]
    assert said(event("x", "a", "p q"), p="recused", q="recused") == ["Tidak ada KBK yang dapat diperingkat."]
    lost = event("x", "a b c", "p q", method="rank_sum")  # only c marked both, and two are needed
    assert said(lost, p="recused | 9 | 9", q="8 | recused | 8") == ["Tidak ada KBK yang dapat diperingkat."]
    equal = event("x", "a", "p q", method="skating")
    assert said(equal, p="9", q="9") == [
        "Juri A memberi jumlah nilai yang sama (9) kepada P dan Q; metode skating menuntut jumlah berbeda."
    ]
    by_rank = event("x", kbk="p q", method="rank_sum")
    assert said(by_rank, p="10 | 10", q="9 | -") == [
        "Dengan metode peringkat belum ada yang pasti sebelum semua nilai masuk."
    ]


def test_overtime_still_to_be_decided_keeps_the_first_place_open() -> None:
    e = event("x y", "a", "p q")
    open_ = "Peringkat 1 masih bergantung pada keputusan lewat waktu."
    assert said(e, pending={"p": Decimal(5)}, p="80 70", q="70 76")[0] == open_
    assert open_ not in said(e, pending={"p": Decimal(3)}, p="80 70", q="70 76")
    assert open_ not in said(e, p="80 70", q="70 76")


def test_far_marks_in_words() -> None:
    e = event("x y/20", kbk="p q")
    found = insight(e, marks(e, p="80 12.5 | 80 16.5", q="70 20 | 90 20"))
    assert far_off(e, found.panel) == ["P: B 4 poin di atas A pada Y", "Q: B 20 poin di atas A pada X"]
    assert far_off(e, found.panel, "q") == ["B 20 poin di atas A pada X"]
    many = event("x", "a b c", "p")
    panel = insight(many, marks(many, p="50 | 51 | 92")).panel
    assert far_off(many, panel, "p") == [
        "A 21,5 poin di bawah rata-rata juri lain pada X",
        "B 20 poin di bawah rata-rata juri lain pada X",
        "C 41,5 poin di atas rata-rata juri lain pada X",
    ]


def test_all_sentences_together() -> None:
    e = event("x y", kbk="p q")
    made = sentences(e, marks(e, p="90 90 | 60 60", q="70 70 | 70 70"))
    assert made[0] == "Menurut B sendiri, Q yang pertama."
    assert made[-1] == "P: A 30 poin di atas B pada Y"


def test_ranges_in_words() -> None:
    e = event("x y", kbk="p q")
    assert ranges(e, insight(e, marks(e, p="90 90 | 60 60", q="70 70 | 70 70"))) == [
        "1 P: tanpa satu juri peringkat 1-2; tanpa satu kriteria peringkat 1",
        "2 Q: tanpa satu juri peringkat 1-2; tanpa satu kriteria peringkat 2",
    ]
    one = event("x", "a", "p")
    assert ranges(one, insight(one, marks(one, p="9"))) == ["1 P"]
    shared = event("x", kbk="p q", places="fractional")
    assert (
        ranges(shared, insight(shared, marks(shared, p="9 | 9", q="9 | 9")))[0] == "1 P: tanpa satu juri peringkat 1,5"
    )
    half = event("x", kbk="p q")
    assert ranges(half, insight(half, marks(half, p="90 | -", q="80 | 81"))) == [
        "1 P: nilai akhir 45,00 sampai 95,00, peringkat 1-2",
        "2 Q: nilai akhir 80,50, peringkat 1-2",
    ]
    by_rank = event("x", kbk="p q", method="rank_sum")
    assert ranges(by_rank, insight(by_rank, marks(by_rank, p="9 | -", q="8 | 8"))) == []


def test_the_office_stands_beside_the_name() -> None:
    e = event("x", "a", "p")
    e = e.model_copy(update={"kbk": (e.kbk[0].model_copy(update={"unit": "[b]Dispenda"}),)})
    assert ranges(e, insight(e, marks(e, p="9"))) == ["1 P · [b]Dispenda"]


# --- for programs ---------------------------------------------------------------------------------------------------


def test_json_of_a_complete_contest() -> None:
    e = event("x y", "a b c", "p q")
    rows = {"p": "90 60 | 90 60 | 90 60", "q": "70 65 | 70 65 | 70 95"}
    made = json.loads(json.dumps(as_json(insight(e, marks(e, **rows)), e)))
    assert (made["method"], made["complete"], made["note"]) == ("mean", True, "tanpa pengurangan atau diskualifikasi")
    assert made["bounds"][0] == {
        "kbk": "p",
        "low": "150.00",
        "low_exact": "150/1",
        "high": "150.00",
        "high_exact": "150/1",
        "best": 1,
        "worst": 1,
        "secure": True,
        "clinched": True,
    }
    robustness = made["robustness"]
    assert (robustness["first"], robustness["second"], robustness["mark_untried"]) == (["p"], "q", False)
    assert robustness["without_criterion"] == {
        "limit": None,
        "rows": [
            {"left_out": "x", "winners": ["q"], "places": {"q": 1, "p": 2}},
            {"left_out": "y", "winners": ["p"], "places": {"p": 1, "q": 2}},
        ],
        "ranges": {"p": [1, 2], "q": [1, 2]},
    }
    assert robustness["weights"] == {
        "first": "p",
        "second": "q",
        "lead": "0.025000",
        "lead_exact": "1/40",
        "single": {
            "criterion": "x",
            "weight": "0.500000",
            "weight_exact": "1/2",
            "change": "-0.071429",
            "change_exact": "-1/14",
        },
        "moves": robustness["weights"]["moves"],
        "moved": "0.071429",
        "moved_exact": "1/14",
        "ahead_everywhere": False,
        "rounded": False,
    }
    assert robustness["mark"] == {
        "first": "p", "second": "q", "juri": "a", "kbk": "p", "criterion": "x", "old": "90", "new": "74", "steps": 16,
    }  # fmt: skip
    statistics = made["statistics"]
    assert statistics["far"] == [
        {
            "juri": "c", "kbk": "q", "criterion": "y", "mark": "95", "rivals": ["a", "b"], "others": "65",
            "difference": "30",
        }
    ]  # fmt: skip
    assert statistics["spreads"] == [
        {"kbk": "q", "criterion": "y", "low": "65", "high": "95", "lowest": "a", "highest": "c", "share": "0.300000"}
    ]
    assert statistics["concordance"] == "0.111111"
    assert statistics["juri"][2]["severity"] == "10.000000"
    assert statistics["limits"] == []
    assert made["sentences"][-1] == "Q: C 30 poin di atas rata-rata juri lain pada Y"


def test_json_where_little_can_be_said() -> None:
    e = event("x", kbk="p q", method="rank_sum")
    e = e.model_copy(
        update={
            "juri": tuple(j.model_copy(update={"institution": "Dispenda"}) for j in e.juri),
            "kbk": tuple(k.model_copy(update={"unit": "Dispenda"}) for k in e.kbk[:1]) + e.kbk[1:],
        }
    )
    made = as_json(insight(e, marks(e, p="9 | -", q="- | -")), e)
    assert (made["bounds"], made["robustness"]) == (None, None)
    assert made["statistics"]["same_unit"][0] == {"juri": "a", "kbk": "p", "bias": None}
    complete = as_json(insight(e, marks(e, p="9 | 9", q="9 | 9")), e)
    assert (complete["robustness"]["weights"], complete["robustness"]["mark"]) == (None, None)
    dominated = event("x y", "a", "p q")
    made = as_json(insight(dominated, marks(dominated, p="9 9", q="8 8")), dominated)["robustness"]
    weights = made["weights"]
    assert (weights["single"], weights["moved_exact"], weights["ahead_everywhere"]) == (None, None, True)
    assert made["without_juri"]["limit"] == "one_juri"


def test_json_of_any_contest_can_be_written() -> None:
    for seed in range(120):
        definition, cells, adjustments = random_contest(seed)
        made = as_json(insight(definition, cells, adjustments), definition)
        assert json.loads(json.dumps(made)) == made
        assert all(isinstance(words, str) and words for words in made["sentences"])
