"""A jury override: a decision on top of the computed ranking, never an edited mark, and both are printed."""

import csv
import io
from fractions import Fraction

import pytest
from events import kediri
from ledger import Ledger

from juri_tui.ceremony_view import override_words, script, steps
from juri_tui.decisions import definition, result, sheets
from juri_tui.deliberation_view import places, robustness
from juri_tui.model import Cut
from juri_tui.override import Ruled, overridden
from juri_tui.papers.export import result_papers
from juri_tui.papers.recap_page import recap_page
from juri_tui.scoring import Standings, standings
from juri_tui.why import explain

WHY = "risalah ternyata bukan karya sendiri"


@pytest.fixture
def conferring() -> Ledger:
    """Berlian leads before Ceria, Melati and CP JOSS."""
    made = Ledger().event()
    made.do(result.open_deliberation)
    return made


def order(found: Standings) -> list[tuple[str, int]]:
    return [(row.kbk, int(row.place)) for row in found.rows if row.place is not None]


def test_a_place_is_set_and_the_others_close_ranks(conferring: Ledger) -> None:
    computed = result.ranking(conferring.contest)
    assert order(computed) == [("berlian", 1), ("ceria", 2), ("melati", 3), ("cp-joss", 4)]
    marks = conferring.contest.cells()
    conferring.do(result.decide_place, "berlian", 4, WHY)
    found = result.ranking(conferring.contest)
    assert order(found) == [("ceria", 1), ("melati", 2), ("cp-joss", 3), ("berlian", 4)]
    assert conferring.contest.cells() == marks
    assert [found.of(kbk).total for kbk, _place in order(found)] == [computed.of(kbk).total for kbk, _p in order(found)]
    assert found.computed == computed
    assert (found.of("berlian").decided_by, found.of("berlian").ruled) == ("jury", WHY)


def test_prizes_follow_the_places_as_they_are_then(conferring: Ledger) -> None:
    before = result.ranking(conferring.contest)
    conferring.do(result.decide_place, "melati", 1, WHY)
    found = result.ranking(conferring.contest)
    firsts = [award.name for award in conferring.contest.definition.award if award.place == 1]
    assert set(firsts) <= set(found.of("melati").awards)
    assert not set(firsts) & set(found.of("berlian").awards)
    assert set(firsts) <= set(before.of("berlian").awards)


def test_both_are_said_with_the_reason(conferring: Ledger) -> None:
    conferring.do(result.decide_place, "berlian", 2, WHY)
    found, event = result.ranking(conferring.contest), conferring.contest.definition
    words = explain(found, event, "berlian")
    assert words.startswith(f"Peringkat 2: ditetapkan juri: {WHY}. Menurut hitungan: Peringkat 1: nilai ")
    moved = explain(found, event, "ceria")
    assert moved.startswith("Peringkat 1: bergeser karena ketetapan juri. Menurut hitungan: Peringkat 2: nilai ")
    assert "terpaut" in moved
    assert explain(found, event, "cp-joss").startswith("Peringkat 4: nilai ")
    assert places(conferring.contest)[1].reason == words
    assert robustness(conferring.contest)[0] == "Menurut hitungan, sebelum ketetapan juri:"


def test_it_is_taken_back_with_a_reason(conferring: Ledger) -> None:
    assert conferring.refused(result.decide_place, "berlian", 0, "x") == "same"
    conferring.do(result.decide_place, "berlian", 2, WHY)
    conferring.do(result.decide_place, "berlian", 0, "keliru")
    assert result.ranking(conferring.contest).computed is None


def test_what_can_not_be_is_refused(conferring: Ledger) -> None:
    assert conferring.refused(result.decide_place, "berlian", 2, " ") == "reason"
    assert conferring.refused(result.decide_place, "berlian", 5, "x") == "place"
    assert conferring.refused(result.decide_place, "berlian", -1, "x") == "place"
    assert conferring.refused(result.decide_place, "berlian", 1, "x") == "same"
    conferring.do(definition.set_status, "melati", "disqualified", "anggota pinjaman")
    assert conferring.refused(result.decide_place, "melati", 1, "x") == "out"
    conferring.do(result.lock)
    assert conferring.refused(result.decide_place, "berlian", 2, "x") == "state"


def test_a_place_in_the_middle_of_a_shared_one_is_refused() -> None:
    """Nobody would stand where the juri said; they are told to set the other one first."""
    ledger = Ledger()
    ledger.ready()
    for kbk in ledger.contest.order:
        ledger.present(kbk)
        for juri in ("pemprov", "swasta"):
            given = ledger.marks(juri, "cp-joss" if kbk == "cp-joss" else "berlian" if kbk == "berlian" else "ceria")
            ledger.do(sheets.send, juri, kbk, given)
    ledger.do(result.open_deliberation)
    assert [row.place for row in result.ranking(ledger.contest).rows] == [1, 2, 2, 4]
    assert ledger.refused(result.decide_place, "cp-joss", 3, "x") == "place"
    ledger.do(result.decide_place, "ceria", 2, "lebih rapi")
    ledger.do(result.decide_place, "cp-joss", 3, "lebih rapi")
    assert order(result.ranking(ledger.contest)) == [("berlian", 1), ("ceria", 2), ("cp-joss", 3), ("melati", 4)]


def test_a_later_word_replaces_it_and_signatures_are_void(conferring: Ledger) -> None:
    conferring.do(result.decide_place, "berlian", 2, WHY)
    conferring.do(result.decide_place, "berlian", 3, "lebih tepat")
    assert conferring.contest.ruled == {"berlian": Ruled(3, "lebih tepat")}
    conferring.do(result.lock)
    conferring.do(result.sign, "pemprov")
    conferring.do(result.unlock, "keliru")
    conferring.do(result.decide_place, "berlian", 0, "kembali")
    assert conferring.contest.signed == {}


def test_two_on_one_place_share_it() -> None:
    event = kediri()
    ledger = Ledger(event).event()
    found = standings(event, ledger.contest.cells())
    both = overridden(found, event, {"melati": Ruled(1, WHY), "cp-joss": Ruled(1, WHY)})
    assert order(both) == [("melati", 1), ("cp-joss", 1), ("berlian", 3), ("ceria", 4)]
    assert both.of("melati").shared_with == ("cp-joss",)


@pytest.mark.parametrize(("style", "wanted"), [("dense", (1, 1, 2, 3)), ("fractional", (1.5, 1.5, 3, 4))])
def test_places_are_printed_in_the_style_of_the_event(style: str, wanted: tuple[float, ...]) -> None:
    event = kediri()
    event = event.model_copy(update={"scoring": event.scoring.model_copy(update={"places": style})})
    found = standings(event, Ledger(event).event().contest.cells())
    both = overridden(found, event, {"melati": Ruled(1, WHY), "cp-joss": Ruled(1, WHY)})
    assert tuple(row.place for row in both.rows) == tuple(Fraction(str(one)) for one in wanted)
    firsts = {award.name for award in event.award if award.place == 1}
    assert firsts <= set(both.of("melati").awards)


def test_who_goes_on_follows() -> None:
    event = kediri().model_copy(update={"cut": Cut(top=2)})
    found = standings(event, Ledger(event).event().contest.cells())
    assert [row.advances for row in found.rows] == [True, True, False, False]
    then = overridden(found, event, {"cp-joss": Ruled(1, WHY)})
    assert [row.kbk for row in then.rows if row.advances] == ["cp-joss", "berlian"]
    event = event.model_copy(update={"cut": Cut(top=9)})
    found = standings(event, Ledger(event).event().contest.cells())
    assert all(row.advances for row in overridden(found, event, {"cp-joss": Ruled(1, WHY)}).rows)


def test_without_a_word_of_the_juri_nothing_changes() -> None:
    event = kediri()
    found = standings(event, Ledger(event).event().contest.cells())
    assert overridden(found, event, {}) is found
    assert overridden(found, event, {"hantu": Ruled(1, WHY)}) is found


def test_every_paper_says_it(conferring: Ledger) -> None:
    conferring.do(result.decide_place, "berlian", 2, WHY)
    conferring.do(result.lock)
    contest = conferring.contest
    said = f"Peringkat 2 3 KBK Berlian ditetapkan juri (menurut hitungan peringkat 1): {WHY}"
    assert override_words(contest) == [said]
    assert said in script(contest)
    page = recap_page(contest)
    assert "ditetapkan juri" in " ".join(page.text.split())
    assert WHY in " ".join(page.text.replace("\n  ", " ").split())
    made = {paper.name.rpartition("-")[2]: paper.text for paper in result_papers(contest, conferring.ticking.now())}
    rows = {row["kbk"]: row for row in csv.DictReader(io.StringIO(made["peringkat.csv"]))}
    assert (rows["berlian"]["place"], rows["berlian"]["decided_by"]) == ("2", "jury")
    assert (rows["berlian"]["computed_place"], rows["berlian"]["override"]) == ("1", WHY)
    assert (rows["ceria"]["computed_place"], rows["ceria"]["override"]) == ("", "")
    assert WHY in made["hasil.json"]
    first = next(step for step in steps(contest) if step.award.endswith(" I"))
    assert [winner.name for winner in first.winners] == ["KBK Ceria"]
