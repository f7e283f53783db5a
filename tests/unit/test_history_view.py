"""What the history screen may show: every kind has its topic, and no total of the past before it is open."""

from dataclasses import replace

import pytest
from ledger import Ledger

from juri_tui import history
from juri_tui.contest import State
from juri_tui.decisions import definition, result, sheets
from juri_tui.history_view import Filter, Topic, moment, open_, topic_of, topic_word


@pytest.fixture
def judged() -> Ledger:
    return Ledger().event()


def test_every_kind_has_a_topic_and_every_topic_words() -> None:
    found = {topic_of(kind) for kind in history.KINDS}
    assert found == set(Topic)
    assert len({topic_word(topic) for topic in Topic}) == len(Topic)
    assert topic_of("award_called") is Topic.RESULT
    assert topic_of("slot_paused") is topic_of("timer_recovered") is topic_of("kbk_status_set") is Topic.CLOCK


def test_filters_and_their_words(judged: Ledger) -> None:
    told = history.lines(judged.records, masked=True)
    assert not Filter()
    assert Filter().of(told) == told
    assert Filter().words(judged.contest) == ""
    wanted = Filter("pemprov", "melati", Topic.MARKS)
    assert wanted
    assert [line.kind for line in wanted.of(told)] == ["sheet_sent"]
    assert wanted.words(judged.contest) == "Juri Pemprov Jatim · 2 KBK Melati · Satpol PP · nilai juri"
    assert Filter("operator").words(judged.contest) == "Operator"


def test_totals_of_the_past_are_open_after_the_lock_and_to_the_chair_in_the_sidang(judged: Ledger) -> None:
    assert not open_(judged.contest, "pemprov")
    judged.do(result.open_deliberation)
    assert open_(judged.contest, "pemprov")
    assert not open_(judged.contest, "swasta")
    assert not open_(judged.contest, None)
    judged.do(result.lock)
    assert open_(judged.contest, None)
    judged.do(result.announce)
    assert open_(judged.contest, None)
    juri = tuple(one.model_copy(update={"role": "anggota"}) for one in judged.contest.definition.juri)
    event = judged.contest.definition.model_copy(update={"juri": juri})
    assert not open_(replace(judged.contest, event=event, state=State.DELIBERATION), None), "nobody is the chair"


def test_a_moment_tells_how_far_everybody_was() -> None:
    ledger = Ledger().ready()
    ledger.present("ceria")
    none = moment(ledger.contest, totals=True).rows[0]
    assert (none.words, none.total) == ("sudah tampil · belum ada nilai", "")
    ledger.do(sheets.send, "pemprov", "ceria", ledger.marks("pemprov", "ceria"))
    half = moment(ledger.contest, totals=True)
    assert half.rows[0].words == "sudah tampil · nilai dari Juri Pemprov Jatim"
    assert half.rows[0].total == "", "half a panel would tell one juri's marks"
    ledger.do(sheets.send, "swasta", "ceria", ledger.marks("swasta", "ceria"))
    ledger.do(sheets.recuse, "swasta", "melati", "satu kantor")
    ledger.do(definition.set_status, "berlian", "withdrawn", "sakit")
    ledger.do(definition.set_status, "cp-joss", "disqualified", "tiga kali terlambat")
    ledger.arm("melati")
    seen = moment(ledger.contest, totals=True)
    assert seen.seq == ledger.contest.seq
    assert seen.state is State.RUNNING
    assert seen.stage == "2 KBK Melati · Satpol PP"
    assert [(row.words, row.total) for row in seen.rows] == [
        ("sudah tampil · nilai dari Juri Pemprov Jatim dan Juri Swasta", "82,25"),
        ("sedang tampil · berhalangan Juri Swasta", ""),
        ("mengundurkan diri (sakit)", ""),
        ("didiskualifikasi (tiga kali terlambat)", ""),
    ]
    assert not any(row.total for row in moment(ledger.contest, totals=False).rows)


def test_before_the_draw_and_for_a_no_show_without_reason() -> None:
    ledger = Ledger()
    early = moment(ledger.contest, totals=True)
    assert (early.state, early.stage) == (State.SETUP, "")
    assert {row.words for row in early.rows} == {"belum tampil"}
    out = replace(ledger.contest, out={"ceria": ("no_show", "")})
    assert moment(out, totals=False).rows[0].words == "tidak hadir"


def test_who_can_not_be_ranked_has_no_total(judged: Ledger) -> None:
    ledger = Ledger().ready()
    ledger.present("ceria")
    for juri in ("pemprov", "swasta"):
        ledger.do(sheets.recuse, juri, "ceria", "satu kantor")
    row = moment(ledger.contest, totals=True).rows[0]
    assert (row.words, row.total) == ("sudah tampil · berhalangan Juri Pemprov Jatim dan Juri Swasta", "")
