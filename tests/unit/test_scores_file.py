"""SCORES.csv and ADJ.csv: what is read, and every fault with its line and field."""

from decimal import Decimal

import pytest
from sheets import event

from juri_tui.faults import Fault
from juri_tui.model import Absence
from juri_tui.scores_file import read_adjustments, read_scores

CONTEST = event("x y", juri="a b c:x", kbk="p q")
CONTEST = CONTEST.model_copy(
    update={"criterion": tuple(c.model_copy(update={"step": Decimal("0.5")}) for c in CONTEST.criterion)}
)


def at(text: str, definition=CONTEST, read=read_scores) -> list[tuple[int, int]]:
    faults = read(text, definition)
    assert isinstance(faults, list), faults
    assert all(fault.text and "\n" not in fault.text for fault in faults)
    return [(fault.line, fault.column) for fault in faults]


def words(text: str, definition=CONTEST, read=read_scores) -> str:
    (fault,) = read(text, definition)
    return fault.text


LONG = {("a", "p", "x"): Decimal("87.5"), ("a", "p", "y"): Absence.ABSTAINED, ("b", "q", "x"): Absence.RECUSED}


@pytest.mark.parametrize(
    "text",
    [
        "juri,kbk,criterion,score\na,p,x,87.5\na,p,y,abstained\nb,q,x,recused\nb,p,x,\n",
        'juri,kbk,criterion,score\na,p,x,"87,5"\na,p,y,abstained\nb,q,x,recused',
        "score;criterion;kbk;juri\n87,5;x;p;a\nabstained;y;p;a\nrecused;x;q;b\n",
        "juri\tkbk\tcriterion\tscore\r\na\tp\tx\t87,5\r\n\r\n\t\t\t\r\na\tp\ty\tabstained\r\nb\tq\tx\trecused\r\n",
        "\n ; ; ;\n juri ;kbk; criterion;\tscore\u00a0\n a ; p;x; +87,50 \na;p;y;abstained\nb;q;x;recused\n",
        "juri,kbk,criterion,score\ra,p,x,87.5\ra,p,y,abstained\rb,q,x,recused\r",
        "juri,kbk,x,y\na,p,87.5,abstained\nb,q,recused,\nc,q,,\n",
        "y;kbk;x;juri\nabstained;p;87,5;a\n;q;recused;b\n",
        '"juri","kbk","x","y"\n"a","p","87,5","abstained"\n"b","q","recused",""\n',
    ],
)
def test_the_same_marks_in_every_dress(text):
    assert read_scores(text, CONTEST) == LONG


def test_a_header_alone_is_a_contest_without_marks():
    assert read_scores("juri,kbk,criterion,score\n", CONTEST) == {}
    assert read_scores("juri,kbk,y", CONTEST) == {}


def test_a_wide_file_may_hold_some_of_the_criteria():
    assert read_scores("juri,kbk,y\na,p,5\n", CONTEST) == {("a", "p", "y"): Decimal(5)}


def test_criteria_called_score_and_criterion():
    odd = event("score criterion", juri="a", kbk="p")
    assert read_scores("juri,kbk,score\na,p,5\n", odd) == {("a", "p", "score"): Decimal(5)}
    assert read_scores("juri,kbk,criterion,score\na,p,score,5\n", odd) == {("a", "p", "score"): Decimal(5)}
    odd = event("kbk juri z", juri="a", kbk="p")
    assert read_scores("juri,kbk,z\na,p,5\n", odd) == {("a", "p", "z"): Decimal(5)}


@pytest.mark.parametrize("text", ["", "\n\n", " \t \n;;;\n,,\r\n", '"";""\n'])
def test_an_empty_file(text):
    assert at(text) == [(1, 1)]
    assert "kosong" in words(text)


@pytest.mark.parametrize(
    ("header", "places"),
    [
        ("juri,kbk,criterion", [(1, 1)]),
        ("juri,kbk,score", [(1, 1)]),
        ("kbk,criterion,score", [(1, 1)]),
        ("juri,kbk", [(1, 1)]),
        ("juri,x,y", [(1, 1)]),
        ("kbk,x,y", [(1, 1)]),
        ("juri,kbk,criterion,score,score", [(1, 5)]),
        ("juri,kbk,x,x", [(1, 4)]),
        ("juri,kbk,criterion,score,note", [(1, 5)]),
        ("juri,kbk,criterion,score,", [(1, 5)]),
        ("juri,kbk,x,zz", [(1, 4)]),
        ("Juri,kbk,x,note", [(1, 1), (1, 1), (1, 4)]),
        ("1;2;3", [(1, 1), (1, 1), (1, 1), (1, 2), (1, 3)]),
    ],
)
def test_headers_that_can_not_be_read(header, places):
    assert at(f"{header}\n") == places
    assert at(f"\n\n{header}\n") == [(3, column) for _line, column in places]


def test_an_unknown_column_names_the_nearest():
    assert (
        "“critrion” tidak dikenal; mungkin maksudnya “criterion”"
        in read_scores("juri,kbk,critrion,score\n", CONTEST)[1].text
    )


@pytest.mark.parametrize(
    "mark",
    ["NaN", "inf", "-inf", "1e1", "1_0", "٨٧", "87%", ".5", "5.", "1,2,3", "1 0", "0x10", "Absent", "tidak", "++5",
     "1" * 10, "1.0000000001", "－5", "½", "87\u200b", "101", "-1", "100.5", "0.25",
     "9" * 9],
)  # fmt: skip
def test_what_is_no_mark(mark):
    assert at(f"juri;kbk;criterion;score\na;p;x;{mark}\n") == [(2, 4)]
    assert at(f"juri;y;kbk;x\na;5;p;{mark}\n") == [(2, 4)]


def test_marks_on_the_scale_and_its_step():
    definition = event("x", juri="a", kbk="p q")
    scale = definition.criterion[0].model_copy(
        update={"min": Decimal("-0.1"), "max": Decimal("0.5"), "step": Decimal("0.3")}
    )
    definition = definition.model_copy(update={"criterion": (scale,)})
    assert read_scores("juri,kbk,x\na,p,0.2\na,q,-0.10", definition) == {
        ("a", "p", "x"): Decimal("0.2"), ("a", "q", "x"): Decimal("-0.1"),
    }  # fmt: skip
    assert at("juri,kbk,x\na,p,0.3\na,q,0.6", definition) == [(2, 3), (3, 3)]


def test_the_ends_of_the_scale_belong_to_it():
    assert read_scores("juri,kbk,x,y\na,p,0,100\n", CONTEST) == {("a", "p", "x"): 0, ("a", "p", "y"): 100}


def test_values_are_quoted_cut_and_harmless():
    fault = words(f"juri,kbk,x,y\na,p,\x1b[31m{'9' * 60},\n")
    assert "“?[31m9" in fault
    assert "\x1b" not in fault
    assert len(fault) < 150


def test_unknown_and_empty_ids_and_all_faults_at_once():
    text = "juri,kbk,criterion,score\nz,p,x,5\na,z,x,5\na,p,z,5\nz,z,z,500\nz,p,x,nan\n,,,5\n"
    assert at(text) == [(2, 1), (3, 2), (4, 3), (5, 1), (5, 2), (5, 3), (6, 1), (6, 4), (7, 1), (7, 2), (7, 3)]
    assert "belum diisi" in read_scores(text, CONTEST)[-1].text


def test_rows_with_more_or_fewer_fields():
    assert at("juri,kbk,x,y\na,p,5\na,q,5,5,5\nb\nb,q,nan,5") == [(2, 4), (3, 5), (4, 2), (5, 3)]
    assert "3 kolom, seharusnya 4" in words("juri,kbk,x,y\na,p,5\n")


def test_a_cell_that_stands_twice():
    assert at("juri,kbk,criterion,score\na,p,x,5\na,p,y,5\n\na,p,x,5\n") == [(5, 4)]
    assert "baris 2" in words("juri,kbk,criterion,score\na,p,x,5\na,p,x,6\n")
    assert at("juri,kbk,criterion,score\na,p,x,\na,p,x,6\n") == [(3, 4)]
    assert at("juri,kbk,x,y\na,p,5,5\na,p,5,5\n") == [(3, 3), (3, 4)]


def test_a_mark_beside_recused_or_absent():
    assert at("juri,kbk,x,y\na,p,5,recused\nb,p,absent,5\n") == [(2, 3), (3, 4)]
    assert at("juri,kbk,criterion,score\na,p,x,absent\na,p,y,5\n") == [(3, 4)]
    text = "juri,kbk,x,y\na,p,abstained,recused\nb,p,absent,absent\na,q,5,abstained\nb,q,5,5\n"
    assert len(read_scores(text, CONTEST)) == 8


def test_a_cell_that_does_not_exist_names_juri_and_criterion():
    for value in ("5", "absent", "abstained", "nan"):
        assert at(f"juri,kbk,x,y\nc,p,5,{value}\n") == [(2, 4)]
    assert "“c”" in words("juri,kbk,criterion,score\nc,p,y,5\n")
    assert "“y”" in words("juri,kbk,criterion,score\nc,p,y,5\n")
    assert read_scores("juri,kbk,x,y\nc,p,5,\n", CONTEST) == {("c", "p", "x"): Decimal(5)}
    assert read_scores("juri,kbk,criterion,score\nc,p,y,\nc,p,y,\n", CONTEST) == {}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('juri,kbk,x,y\na,p,"5,5\nb,p,5,5\n', 2),
        ('juri,kbk,x,y\na,p,5,5\nb,p,"5"5,5\n', 3),
        ('"juri,kbk,x,y\na,p,5,5\n', 1),
    ],
)
def test_quotation_marks_that_do_not_match(text, line):
    assert at(text) == [(line, 1)]


def test_lines_are_counted_as_editors_do_even_inside_quotes():
    assert at('juri,kbk,x,y\na,"p\n\n",5,5\nb,p,nan,5\n') == [(2, 2), (5, 3)]


# --- decisions --------------------------------------------------------------------------------------------------------

CHAIR = event("x", juri="a", kbk="p q", ties=("chair",))


def decisions(text: str, definition=CHAIR):
    return [(a.kind, a.kbk, a.points, a.reason) for a in read_adjustments(text, definition)]


def test_points_with_and_without_the_column_kind():
    expected = [("points", "p", Decimal("-1.5"), "lewat waktu"), ("points", "p", Decimal(2), "=1+1")]
    assert decisions("kbk;points;reason\np;-1,5; lewat\u00ad  waktu \n\np;+2;=1+1\n") == expected
    assert decisions("reason,kind,points,kbk\nlewat waktu,points,-1.5,p\n=1+1,,2,p\n") == expected


def test_the_other_kinds():
    text = "kbk,kind,points,reason\np,no_show,,sakit\np,points,-1,a\nq,chair,2,undian\np,chair,1.0,undian\n"
    assert decisions(text) == [
        ("no_show", "p", None, "sakit"), ("points", "p", Decimal(-1), "a"),
        ("chair", "q", Decimal(2), "undian"), ("chair", "p", Decimal("1.0"), "undian"),
    ]  # fmt: skip
    assert decisions("kbk,kind,points,reason\np,withdrawn,,a\nq,disqualified,,b\n") == [
        ("withdrawn", "p", None, "a"), ("disqualified", "q", None, "b"),
    ]  # fmt: skip
    assert decisions("kbk,points,reason\n") == []


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ("z,points,1,a", [(2, 1)]),
        (",points,1,a", [(2, 1)]),
        ("p,point,1,a", [(2, 2)]),
        ("p,points,,a", [(2, 3)]),
        ("p,points,nan,a", [(2, 3)]),
        ("p,points,1e2,a", [(2, 3)]),
        ("p,no_show,0,a", [(2, 3)]),
        ("p,withdrawn,-1,a", [(2, 3)]),
        ("p,chair,,a", [(2, 3)]),
        ("p,chair,0,a", [(2, 3)]),
        ("p,chair,1.5,a", [(2, 3)]),
        ("p,points,1,", [(2, 4)]),
        ("p,points,1,\u200b", [(2, 4)]),
        ("p,points,1,a\u202eb", [(2, 4)]),
        ("p,points,1," + "a" * 121, [(2, 4)]),
        ('p,points,1,"a\nb"', [(2, 4)]),
        ("p,points,1", [(2, 4)]),
        ("p,points,1,a,b", [(2, 5)]),
        ("p,no_show,,a\np,no_show,,a", [(3, 2)]),
        ("p,no_show,,a\np,disqualified,,a\nq,withdrawn,,a", [(3, 2)]),
        ("p,chair,1,a\np,chair,1,a\nq,chair,1,a", [(3, 2)]),
        ("z,oops,nan,", [(2, 1), (2, 2), (2, 4)]),
        ("z,points,nan,", [(2, 1), (2, 3), (2, 4)]),
    ],
)
def test_faults_of_decisions(rows, places):
    assert at(f"kbk,kind,points,reason\n{rows}\n", CHAIR, read_adjustments) == places


def test_a_second_row_of_a_kind_names_the_line_of_the_first():
    assert "baris 2" in words("kbk,kind,points,reason\np,no_show,,a\np,withdrawn,,a\n", CHAIR, read_adjustments)


def test_chair_only_with_the_step_chair():
    assert at("kbk,kind,points,reason\np,chair,1,a\n", CONTEST, read_adjustments) == [(2, 2)]


def test_headers_of_decisions():
    assert at("kbk,points\n", CHAIR, read_adjustments) == [(1, 1)]
    assert at("kbk,points,reason,kinds\n", CHAIR, read_adjustments) == [(1, 4)]
    assert at("", CHAIR, read_adjustments) == [(1, 1)]


def test_a_fault_is_rendered_as_editors_read_it():
    assert Fault(3, 4, "salah").render("SCORES.csv") == "SCORES.csv:3:4: salah"
