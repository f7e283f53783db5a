"""The rubrics that come with the program, the demo event, and the look over a definition before the event."""

from decimal import Decimal
from pathlib import Path

import pytest

from juri_tui import rubrics
from juri_tui.event_file import load, parse
from juri_tui.faults import Fault
from juri_tui.model import Event
from juri_tui.rubric_check import check_rubric, highest_total
from juri_tui.rubrics import DEMO_EVENT, FOLDER, load_rubric, parse_rubric

TOTALS = {"budaya-kerja": 100, "icc-100": 100, "pdca-10": 100, "pdca-1000": 1000, "qcc-100": 100}


def event_of(text: str) -> Event:
    event = parse(text)
    assert isinstance(event, Event), event
    return event


def demo() -> Event:
    event = load(DEMO_EVENT)
    assert isinstance(event, Event), event
    return event


# --- what comes with the program -------------------------------------------------------------------------------------


def test_names() -> None:
    assert rubrics.names() == list(TOTALS)


@pytest.mark.parametrize("name", list(TOTALS))
def test_each_rubric_is_clean_and_adds_up(name: str) -> None:
    criteria, scoring = load_rubric(name)
    event = demo().model_copy(update={"criterion": criteria, "scoring": scoring})
    assert check_rubric(event) == []
    assert highest_total(event) == TOTALS[name]
    assert all(len(criterion.levels) >= 4 and criterion.description for criterion in criteria)
    assert scoring.ties[-1] == "chair"


def test_published_numbers() -> None:
    maxima = {name: [int(criterion.max) for criterion in load_rubric(name)[0]] for name in TOTALS}
    assert maxima["pdca-1000"] == [80, 80, 100, 120, 80, 80, 220, 80, 80, 80]
    assert maxima["pdca-10"] == [10] * 10
    assert maxima["qcc-100"] == [9, 8, 6, 7, 30, 30, 10]
    assert maxima["icc-100"] == [5, 15, 25, 20, 10, 20, 5]
    assert maxima["budaya-kerja"] == [20, 20, 20, 20, 10, 10]
    assert [criterion.min for criterion in load_rubric("pdca-10")[0]] == [1] * 10
    shares = [[level.from_ / criterion.max for level in criterion.levels] for criterion in load_rubric("qcc-100")[0]]
    assert shares == [[1, Decimal("0.75"), Decimal("0.5"), Decimal("0.3"), 0]] * 7


@pytest.mark.parametrize("name", list(TOTALS))
def test_each_rubric_names_its_source(name: str) -> None:
    first = (FOLDER / f"{name}.toml").read_text(encoding="utf-8").split("\n\n")[0]
    assert all(line.startswith("#") for line in first.splitlines())
    assert ("Sumber" in first) == (name != "budaya-kerja")
    assert ("contoh, ditetapkan panitia" in first) == (name == "budaya-kerja")


def test_the_demo_is_kediri_2016_and_clean() -> None:
    event = demo()
    assert check_rubric(event) == []
    assert (event.event.city, event.event.date and event.event.date.strftime("%A")) == ("Kediri", "Tuesday")
    assert [(kbk.id, kbk.unit, str(kbk.planned)) for kbk in event.kbk] == [
        ("ceria", "Dispenda", "09:30:00"),
        ("melati", "Satpol PP", "10:15:00"),
        ("berlian", "RSUD Gambiran", "11:00:00"),
        ("cp-joss", "Puskesmas Campurejo", "11:45:00"),
    ]
    assert [(juri.id, juri.role) for juri in event.juri] == [("pemprov", "ketua"), ("swasta", "anggota")]
    assert [(phase.id, phase.length) for phase in event.phase] == [("paparan", 1800), ("tanya-jawab", 600)]
    assert event.criterion == load_rubric("budaya-kerja")[0]
    assert [award.name for award in event.award] == ["Juara I", "Juara II", "Juara III", "Favorit"]


def test_an_unknown_rubric() -> None:
    with pytest.raises(KeyError, match="pdca"):
        load_rubric("pdca")
    with pytest.raises(KeyError):
        load_rubric("../kediri-2016")


def test_a_broken_rubric_gives_its_faults_on_its_own_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = '[[criterion]]\nname = "A"\nmax = "x"\n'
    words = "kriteria ke-1, nilai tertinggi: “x” bukan angka; contoh yang benar: 87 atau 87,5"
    assert parse_rubric(text) == [Fault(3, 1, words)]
    assert parse_rubric("") == [Fault(1, 1, "kriteria: wajib ada: [[criterion]]")]
    (tmp_path / "rusak.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(rubrics, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"^rusak\.toml:3:1: kriteria ke-1"):
        load_rubric("rusak")


def test_a_rubric_may_ask_for_a_quorum() -> None:
    rubric = parse_rubric('[scoring]\nquorum = 3\n[[criterion]]\nname = "A"\n')
    assert isinstance(rubric, tuple)
    assert rubric[1].quorum == 3


# --- the check -------------------------------------------------------------------------------------------------------

PLAIN = """\
format = 1
[event]
name = "G"
[[criterion]]
name = "A"
{criterion}
[[juri]]
name = "J1"
{juri}
[[juri]]
name = "J2"
[[kbk]]
name = "K1"
[[kbk]]
name = "K2"
{rest}
"""


def check(criterion: str = "", juri: str = "", rest: str = "") -> list[tuple[str, str]]:
    event = event_of(PLAIN.format(criterion=criterion, juri=juri, rest=rest))
    found = check_rubric(event)
    assert all(warning.severity == "warning" for warning in found)
    return [(warning.code, warning.words) for warning in found]


def levels(*pairs: str) -> str:
    rows = ", ".join(
        f'{{ from = "{start}", text = "{text}" }}' for start, text in (pair.split(" ", 1) for pair in pairs)
    )
    return f"levels = [{rows}]"


def test_nothing_to_say() -> None:
    assert check() == []


WARNED: list[tuple[str, dict[str, str], str]] = [
    ("sum", {"criterion": 'max = "99.74"\nstep = "0.01"'}, "nilai tertinggi seluruhnya 99,74"),
    ("floor", {"rest": "[scoring]\nfloor = 100"}, "batas bawah 100 tidak di bawah nilai tertinggi 100"),
    ("weight_zero", {"rest": '[[criterion]]\nname = "B"\nweight = 0'}, "kriteria “B” berbobot 0"),
    ("level_outside", {"criterion": levels("101 x", "0 y")}, "tingkat mulai 101 berada di luar skala"),
    ("levels_fall", {"criterion": levels("50 x", "0 y", "80 z")}, "urutan tingkat naik turun"),
    ("levels_fall", {"criterion": levels("50 x", "50 y", "0 z")}, "batas yang sama"),
    ("level_gap", {"criterion": levels("50 x", "20 y")}, "nilai di bawah 20 tidak punya uraian"),
    ("levels_swapped", {"criterion": levels("90 Baik: x", "50 Sangat baik: y", "0 Kurang: z")}, "namanya lebih baik"),
    ("same_name", {"rest": '[[kbk]]\nname = "k1"'}, "nama “k1” dipakai dua kali"),
    ("same_name", {"rest": '[[juri]]\nname = "J1"'}, "nama “J1” dipakai dua kali"),
    ("same_name", {"rest": '[[kbk]]\nname = "Ḱ-1"'}, "nama “Ḱ-1” dipakai dua kali"),
    ("look_alike", {"rest": '[[kbk]]\nname = "Веrlian"'}, "mencampur huruf yang mirip"),
    ("few_juri", {"rest": '[scoring]\nmethod = "trimmed_mean"'}, "“trimmed_mean” perlu paling sedikit 4 juri"),
    ("few_juri", {"rest": '[scoring]\nmethod = "median"'}, "perlu paling sedikit 5 juri; kriteria “A” dinilai 2 juri"),
    ("few_juri", {"rest": '[scoring]\nmethod = "skating"'}, "perlu paling sedikit 3 juri"),
    ("no_witness", {"juri": "weight = 0"}, "hanya satu juri yang dihitung dan tidak ada saksi"),
    ("idle_step", {"rest": '[scoring]\nties = ["untrimmed"]'}, "langkah “untrimmed” tidak pernah memisahkan"),
    ("awards_overlap", {"rest": '[[award]]\nname="P"\nplace=1\n[[award]]\nname="Q"\nplace=1'},
     "“Q” diberikan untuk hal"),
    ("awards_overlap", {"rest": '[[award]]\nname="P"\nmin=0\n[[award]]\nname="Q"\nmin=0'}, "yang sama dengan “P”"),
    ("awards_overlap", {"rest": '[[award]]\nname="P"\ncriterion="a"\n[[award]]\nname="Q"\ncriterion="a"'}, "“Q”"),
    ("awards_mixed", {"rest": '[[award]]\nname="P"\nmin=0\n[[award]]\nname="Q"\nplace=1'}, "menerima keduanya"),
    ("award_unreachable", {"rest": '[[award]]\nname="P"\nmin="100.5"'}, "100,5, padahal nilai tertinggi hanya 100"),
    ("award_gap", {"rest": '[[award]]\nname="P"\nplace=2'}, "tidak ada penghargaan untuk peringkat 1"),
    ("cut_all", {"rest": "[cut]\ntop = 2"}, "yang lolos 2, padahal peserta hanya 2"),
    ("overtime_free", {"rest": '[overtime]\nmode = "propose"\npoints = 0'}, "pengurangannya selalu 0"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "parts", "words"), WARNED)
def test_one_warning(code: str, parts: dict[str, str], words: str) -> None:
    found = check(**parts)
    assert [found_code for found_code, _words in found] == [code]
    assert words in found[0][1]


def test_an_award_for_a_place_that_nobody_takes() -> None:
    rest = "".join(f'[[award]]\nname = "P{place}"\nplace = {place}\n' for place in (1, 2, 3))
    assert check(rest=rest) == [("award_unreachable", "“P3” untuk peringkat 3, padahal peserta hanya 2")]


def test_rank_methods_and_one_juri_leave_steps_idle() -> None:
    rest = '[scoring]\nmethod = "rank_sum"\nfloor = 1000\nties = ["panel", "untrimmed", "majority", "chair"]'
    codes = [code for code, _words in check(juri="weight = 0", rest=rest)]
    assert codes == ["few_juri", "no_witness", "idle_step", "idle_step", "idle_step"]


def test_two_juri_can_separate() -> None:
    assert check(rest='[scoring]\nties = ["majority", "countback", "panel"]') == []


@pytest.mark.parametrize(
    ("method", "enough"), [("trimmed_mean", 4), ("median", 5), ("clipped_mean", 5), ("rank_sum", 3), ("skating", 3)]
)
def test_how_many_juri_a_method_needs(method: str, enough: int) -> None:
    for panel in (enough - 1, enough):
        rows = "".join(f'[[juri]]\nname = "M{number}"\n' for number in range(panel - 2))
        codes = [code for code, _words in check(rest=f'{rows}[scoring]\nmethod = "{method}"\nlimit = 3')]
        assert codes == ([] if panel == enough else ["few_juri"])


def test_grades_from_the_best_down() -> None:
    grades = ["Istimewa", "Sangat baik", "Baik", "Cukup", "Kurang", "Sangat kurang"]
    falling = [f"{start} {grade}" for start, grade in zip((90, 80, 60, 40, 20, 0), grades, strict=True)]
    assert check(criterion=levels(*falling)) == []
    for first in range(5):
        swapped = [*grades]
        swapped[first : first + 2] = reversed(swapped[first : first + 2])
        rising = [f"{start} {grade}" for start, grade in zip((90, 80, 60, 40, 20, 0), swapped, strict=True)]
        assert [code for code, _words in check(criterion=levels(*rising))] == ["levels_swapped"]


def test_a_witness_is_enough_for_one_juri() -> None:
    assert check(juri="weight = 0", rest='[[official]]\nrole = "saksi"\nname = "S"') == []


def test_a_panel_is_counted_for_each_criterion() -> None:
    rest = '[[criterion]]\nname = "B"\n[[juri]]\nname = "J3"\n[scoring]\nmethod = "rank_sum"'
    words = "metode “rank_sum” perlu paling sedikit 3 juri; kriteria “B” dinilai 2 juri"
    assert check(juri='criteria = ["a"]', rest=rest) == [("few_juri", words)]


def test_names_of_signs_alone_are_told_apart() -> None:
    assert check(rest='[[kbk]]\nid = "a"\nname = "★"\n[[kbk]]\nid = "b"\nname = "☆"') == []


def test_levels_may_be_listed_from_either_end() -> None:
    assert check(criterion=levels("0 Kurang", "50 Baik", "90 Istimewa")) == []


def test_percent_sums_weights() -> None:
    event = event_of(PLAIN.format(criterion="max = 7\nweight = 100", juri="", rest='[scoring]\ntotal = "percent"'))
    assert (highest_total(event), check_rubric(event)) == (100, [])


def test_what_contradicts_itself_comes_first_as_a_fault() -> None:
    event = demo()
    weightless = tuple(criterion.model_copy(update={"weight": Decimal(0)}) for criterion in event.criterion)
    scoring = event.scoring.model_copy(update={"ties": ("criterion:lain",)})
    found = check_rubric(event.model_copy(update={"criterion": weightless, "scoring": scoring}))
    assert [(warning.code, warning.severity) for warning in found] == [
        ("weights_zero", "fault"),
        ("unknown_id", "fault"),
        *[("weight_zero", "warning")] * 6,
    ]
    assert found[1].where == ("scoring", "ties", 0)
