"""Rules changed once sheets are there: method, ties and awards alone, with the chair, a second juri and a reason."""

from dataclasses import replace

import pytest
from events import kediri
from ledger import Ledger

from juri_tui.contest import State
from juri_tui.decisions import definition, result
from juri_tui.decisions.amend import agreeing_to_amend
from juri_tui.fold import fold
from juri_tui.history import as_text, lines
from juri_tui.model import Award, Event, Juri, Refusal
from juri_tui.papers.export import result_papers
from juri_tui.papers.recap_page import recap_page
from juri_tui.papers.rules_page import rules_page
from juri_tui.seal import rules_code

BOTH = ("pemprov", "swasta")


@pytest.fixture
def judged() -> Ledger:
    return Ledger().event()


def median(ledger: Ledger, **more: object) -> Event:
    """The definition, counted by the median."""
    event = ledger.contest.definition
    scoring = event.scoring.model_copy(update={"method": "median", **more})
    return event.model_copy(update={"scoring": scoring})


def change(ledger: Ledger, event: Event, reason: str = "juknis", granted: tuple[str, ...] = BOTH):
    return ledger.do(definition.set_definition, event, reason, granted)


def test_two_agree_and_the_code_moves_along(judged: Ledger) -> None:
    old = judged.contest.rules
    change(judged, median(judged))
    now = judged.contest
    assert now.definition.scoring.method == "median"
    assert now.rules == rules_code(now.definition) != old
    assert [(a.code_before, a.code_after, a.granted_by, a.reason) for a in now.amended] == [
        (old, now.rules, BOTH, "juknis")
    ]


@pytest.mark.parametrize("granted", [(), ("pemprov",), ("swasta",), ("swasta", "operator"), ("pemprov", "operator")])
def test_fewer_do_not(judged: Ledger, granted: tuple[str, ...]) -> None:
    assert judged.refused(definition.set_definition, median(judged), "juknis", granted) == "amend"


def test_a_juri_who_is_absent_is_not_the_second(judged: Ledger) -> None:
    judged.do(definition.set_absent, "swasta", True, "pulang")
    assert judged.refused(definition.set_definition, median(judged), "juknis", BOTH) == "second"


def test_a_fault_that_was_frozen_before_it_was_one_holds_up_no_amendment(monkeypatch: pytest.MonkeyPatch) -> None:
    event = kediri()
    phases = (event.phase[0].model_copy(update={"warn": (60, 60)}), *event.phase[1:])
    with monkeypatch.context() as older:
        older.setattr(definition, "event_faults", lambda _event: [])
        ledger = Ledger(event.model_copy(update={"phase": phases})).event()
    assert change(ledger, median(ledger)) is not None
    assert ledger.refused(definition.set_definition, median(ledger, quorum=9), "juknis", BOTH) == "faults"


def test_any_other_juri_is_the_second() -> None:
    event = kediri()
    third = Juri(id="ketiga", name="Juri Ketiga")
    ledger = Ledger(event.model_copy(update={"juri": (*event.juri, third)})).ready()
    ledger.present("ceria")
    assert agreeing_to_amend(ledger.contest) == ("pemprov", ("swasta", "ketiga"))
    answer = ledger.ask(definition.set_definition, median(ledger), "juknis", ("pemprov",))
    assert isinstance(answer, Refusal)
    assert "Juri Ketiga" in answer.words
    change(ledger, median(ledger), granted=("pemprov", "ketiga"))


def test_without_a_chair_nobody_can(judged: Ledger) -> None:
    event = judged.contest.definition
    members = tuple(juri.model_copy(update={"role": "anggota"}) for juri in event.juri)
    answer = agreeing_to_amend(replace(judged.contest, event=event.model_copy(update={"juri": members})))
    assert isinstance(answer, Refusal)
    assert answer.code == "chair"


def test_a_reason_is_needed(judged: Ledger) -> None:
    assert judged.refused(definition.set_definition, median(judged), "  ", BOTH) == "reason"


def test_before_a_presentation_the_freeze_is_taken_back_instead() -> None:
    ledger = Ledger().ready()
    assert ledger.refused(definition.set_definition, median(ledger), "juknis", BOTH) == "frozen"
    ledger.arm("ceria")
    ledger.time("slot_disarmed")
    assert ledger.contest.state is State.RUNNING
    assert ledger.refused(definition.set_definition, median(ledger), "juknis", BOTH) == "frozen"


def test_a_presentation_without_a_sheet_is_no_dead_end() -> None:
    """Too late to thaw: what is left is to change with consent."""
    ledger = Ledger().ready()
    ledger.present("ceria")
    assert ledger.refused(definition.thaw, "salah") == "state"
    change(ledger, median(ledger))


def test_criteria_scales_phases_and_the_cut_never_change(judged: Ledger) -> None:
    event = judged.contest.definition
    first, *rest = event.criterion
    wanted = (
        {"criterion": (first.model_copy(update={"weight": first.weight + 1}), *rest)},
        {"criterion": (first.model_copy(update={"max": first.max + 1}), *rest)},
        {"phase": (event.phase[0].model_copy(update={"length": 60}), *event.phase[1:])},
        {"overtime": event.overtime.model_copy(update={"mode": "propose", "cap": 9})},
    )
    for one in wanted:
        for base in (event, median(judged)):
            assert judged.refused(definition.set_definition, base.model_copy(update=one), "juknis", BOTH) == "frozen"


def test_a_name_does_not_slip_in_with_it(judged: Ledger) -> None:
    """The consent is to what the two were shown."""
    event = median(judged)
    renamed = event.model_copy(update={"event": event.event.model_copy(update={"name": "Lain"})})
    assert judged.refused(definition.set_definition, renamed, "juknis", BOTH) == "frozen"


def test_rules_that_can_not_be_counted_are_refused(judged: Ledger) -> None:
    event = median(judged, quorum=9)
    assert judged.refused(definition.set_definition, event, "juknis", BOTH) == "faults"


def test_in_the_sidang_and_never_once_locked(judged: Ledger) -> None:
    judged.do(result.open_deliberation)
    change(judged, median(judged))
    judged.do(result.lock)
    again = judged.contest.definition.model_copy(update={"award": ()})
    assert judged.refused(definition.set_definition, again, "juknis", BOTH) == "state"
    judged.do(result.announce)
    assert judged.refused(definition.set_definition, again, "juknis", BOTH) == "state"


def test_an_award_that_is_gone_is_given_to_nobody() -> None:
    event = kediri()
    asked = Award(name="Yel-yel terbaik", decision=True)
    judged = Ledger(event.model_copy(update={"award": (*event.award, asked)})).event()
    judged.do(result.open_deliberation)
    judged.do(result.decide_award, asked.name, "ceria", "paling meriah")
    assert asked.name in judged.contest.awards()
    change(judged, judged.contest.definition.model_copy(update={"award": event.award}))
    assert judged.contest.awards() == {}


def test_replay_says_the_same(judged: Ledger) -> None:
    change(judged, median(judged))
    assert fold(judged.records) == judged.contest


def test_a_change_of_a_name_is_no_change_of_the_rules(judged: Ledger) -> None:
    event = judged.contest.definition
    renamed = event.model_copy(update={"event": event.event.model_copy(update={"place": "Aula"})})
    judged.do(definition.set_definition, renamed, "salah ketik")
    assert judged.contest.amended == ()


def test_history_and_papers_name_it(judged: Ledger) -> None:
    old = judged.contest.rules
    change(judged, median(judged), "juknis bab 4")
    new = judged.contest.rules
    told = as_text(lines(judged.records, masked=True)[-1:])
    assert f"Kode aturan {old} → {new}." in told
    assert "rata-rata" in told.lower()
    assert "juknis bab 4" in told
    judged.do(result.open_deliberation)
    judged.do(result.lock)
    recap = recap_page(judged.contest)
    assert not isinstance(recap, Refusal)
    for page in (recap, rules_page(judged.contest)):
        words = " ".join(page.text.split())
        assert f"Kode aturan {old} menjadi {new}." in words
        assert "Disetujui Juri Pemprov Jatim dan Juri Swasta. Alasan: juknis bab 4" in words
        assert f"Kode aturan: {new}" in words
    papers = result_papers(judged.contest, judged.ticking.now())
    assert not isinstance(papers, Refusal)
    table = next(paper.text for paper in papers if paper.name.endswith("hasil.json"))
    assert f'"rules_before": "{old}"' in table


def test_signatures_are_void(judged: Ledger) -> None:
    """Even where a ledger is replayed in which somebody signed."""
    signed = judged.contest
    judged.contest = replace(signed, signed={"swasta": signed.seq})
    change(judged, median(judged))
    assert judged.contest.signed == {}


def test_a_thaw_starts_anew() -> None:
    """A presentation was run, the rules changed, and the start undone: the next freeze knows of no change."""
    ledger = Ledger().ready()
    ledger.arm("ceria")
    ledger.time("slot_started")
    change(ledger, median(ledger))
    ledger.time("slot_undone")
    ledger.time("slot_undone")
    ledger.do(definition.thaw, "salah")
    assert ledger.contest.amended == ()
