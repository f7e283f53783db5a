"""The desk on a real file: who may do what, what is kept, what is hidden, what happens when nothing can be saved."""

import os
from pathlib import Path

import pytest
from clocks import ManualClock
from contests import MARKS, Stagehand
from events import kediri

from juri_tui.contest import State
from juri_tui.decisions import clock, definition, result, seat, sheets
from juri_tui.desk import OPERATOR, RIGHTS, Desk, Role, Unsaved, create_contest
from juri_tui.lease import Claim
from juri_tui.model import Refusal
from juri_tui.records import Notes, Record, SlotStepped
from juri_tui.slot import SECOND
from juri_tui.store import Store
from juri_tui.store_fault import StoreFault


@pytest.fixture
def hand(tmp_path: Path):
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock())
    yield hand
    hand.desk.close()


@pytest.fixture
def open_desk(hand: Stagehand):
    opened = []

    def open_(role: Role) -> Desk:
        opened.append(Desk(hand.path, role, hand.clock))
        return opened[-1]

    yield open_
    for desk in opened:
        desk.close()


def code(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    assert answer.words
    return answer.code


def test_every_decision_has_an_owner() -> None:
    modules = (clock, definition, result, seat, sheets)
    asking = {
        function
        for module in modules
        for name, function in vars(module).items()
        if callable(function)
        and getattr(function, "__module__", "") == module.__name__
        and not name.startswith("_")
        and "Contest" in str(list(getattr(function, "__annotations__", {}).values())[:1])
        and "Refusal" in str(function.__annotations__.get("return"))
    }
    internal = {sheets.may_draft, sheets.may_correct, sheets.open_judging, sheets.confirm, sheets.correct}
    internal |= {result.accept_points}  # asks, and records nothing
    assert asking - internal == set(RIGHTS) - {clock.stage_line}


def test_the_operator_never_sends_a_juris_marks(hand: Stagehand) -> None:
    hand.ready().present("ceria")
    ids = [c.id for c in kediri().criterion]
    marks = dict(zip(ids, MARKS["swasta", "ceria"].split(), strict=True))
    assert code(hand.desk.send("swasta", "ceria", marks, Notes())) == "role"
    hand.sit("pemprov")
    assert code(hand.desk.send("swasta", "ceria", marks, Notes())) == "role"
    assert code(hand.desk.save_draft("swasta", "ceria", marks, Notes())) == "role"
    assert hand.desk.draft("swasta", "ceria") is None


def test_only_the_chair_locks(hand: Stagehand) -> None:
    hand.event()
    assert code(hand.desk.act(result.open_deliberation)) == "role"
    hand.sit("swasta")
    assert code(hand.desk.act(result.open_deliberation)) == "role"
    hand.lock()
    assert hand.desk.contest.state is State.LOCKED
    assert hand.desk.records()[-1].actor == "ketua:pemprov"


def test_nobody_may_do_anything(hand: Stagehand) -> None:
    hand.desk.leave()
    assert code(hand.desk.act(definition.freeze)) == "role"


def test_a_wrong_secret_opens_nothing_and_waiting_survives_a_restart(hand: Stagehand, open_desk) -> None:
    hand.desk.leave()
    for _ in range(5):
        assert code(hand.desk.sit(OPERATOR, "salah")) == "wrong-secret"
    assert hand.desk.who is None
    again = open_desk(Role.OPERATOR)
    assert code(again.sit(OPERATOR, "latihan")) == "wait"
    hand.clock.advance(15 * SECOND)
    assert again.sit(OPERATOR, "latihan") is None
    again.leave()
    assert again.sit(OPERATOR, "latihan") is None, "a right secret forgives what was wrong before"


def test_real_pins_are_made_at_the_freeze_and_not_before(tmp_path: Path) -> None:
    path, ticking = tmp_path / "nyata.juri", ManualClock()
    create_contest(path, kediri(), ticking.now(), "rahasia sekali")
    desk = Desk(path, Role.OPERATOR, ticking)
    desk.claim_console()
    assert code(desk.sit("pemprov", "111111")) == "no-secret"
    assert code(desk.issue_pins()) == "state"
    assert desk.sit(OPERATOR, "rahasia sekali") is None
    pins = desk.issue_pins()
    assert isinstance(pins, dict)
    assert set(pins) == {"pemprov", "swasta"}
    assert desk.prove("pemprov", pins["pemprov"]) is None
    assert isinstance(desk.act(definition.freeze), Record)
    assert code(desk.issue_pins()) == "state"
    raw = path.read_bytes() if desk.close() is None else b""
    assert all(pin.encode() not in raw for pin in (*pins.values(), "rahasia sekali"))


def test_a_console_that_only_reads_voids_no_pins(tmp_path: Path) -> None:
    path, ticking = tmp_path / "nyata.juri", ManualClock()
    create_contest(path, kediri(), ticking.now(), "rahasia sekali")
    first, second = Desk(path, Role.OPERATOR, ticking), Desk(path, Role.OPERATOR, ticking)
    for desk in (first, second):
        desk.claim_console()
        assert desk.sit(OPERATOR, "rahasia sekali") is None
    pins = first.issue_pins()
    assert isinstance(pins, dict)
    assert code(second.issue_pins()) == "read-only"
    assert first.prove("pemprov", pins["pemprov"]) is None
    second.claim_console(take_over=True)
    assert first.console, "it has not noticed yet"
    assert code(first.issue_pins()) == "read-only"
    first.close()
    second.close()


def test_a_rehearsal_keeps_its_pins(hand: Stagehand) -> None:
    assert hand.desk.issue_pins() == {"pemprov": "111111", "swasta": "222222"}


def test_a_draft_is_kept_at_every_cell_and_opens_the_event(hand: Stagehand, open_desk) -> None:
    hand.ready().sit("swasta")
    saved = hand.desk.save_draft("swasta", "melati", {"masalah": "17,5"}, Notes(saran="x"))
    assert not isinstance(saved, Refusal)
    assert hand.desk.contest.state is State.RUNNING
    again = open_desk(Role.JURI)
    assert again.draft("swasta", "melati") is None
    again.sit("swasta", "222222")
    assert again.draft("swasta", "melati") == saved
    assert hand.desk.drafted() == {("swasta", "melati"): 1}


def test_a_sent_sheet_leaves_no_draft_and_takes_none(hand: Stagehand) -> None:
    hand.ready().present("ceria").mark("swasta", "ceria")
    assert hand.desk.drafted() == {}
    hand.sit("swasta")
    assert code(hand.desk.save_draft("swasta", "ceria", {}, Notes())) == "sent"


def test_a_juris_desk_sees_only_the_own_marks(hand: Stagehand, open_desk) -> None:
    hand.ready().present("ceria").judge("ceria")
    station = open_desk(Role.JURI)
    assert {sheet.marks for sheet in station.contest.sheets.values()} == {None}
    station.sit("swasta", "222222")
    seen = {key: sheet.marks is None for key, sheet in station.contest.sheets.items()}
    assert seen == {("pemprov", "ceria"): True, ("swasta", "ceria"): False}
    assert "15.5" not in repr(station.records()), "a mark of the other juri"
    station.leave()
    assert {sheet.marks for sheet in station.contest.sheets.values()} == {None}


def test_other_processes_follow(hand: Stagehand, open_desk) -> None:
    board = open_desk(Role.BOARD)
    hand.ready()
    assert board.refresh().seq == hand.desk.contest.seq
    assert board.refresh() is board.contest


def test_what_could_not_be_read_is_read_the_next_time(hand: Stagehand, open_desk, monkeypatch) -> None:
    board = open_desk(Role.BOARD)
    hand.ready()
    with monkeypatch.context() as patch:
        patch.setattr("juri_tui.tables.records_behind", full)
        with pytest.raises(StoreFault):
            board.refresh()
    assert board.refresh().seq == hand.desk.contest.seq


def test_two_desks_decide_on_the_same_truth(hand: Stagehand, open_desk) -> None:
    hand.ready().present("ceria")
    stations = [open_desk(Role.JURI), open_desk(Role.JURI)]
    ids = [c.id for c in kediri().criterion]
    for juri, station in zip(("pemprov", "swasta"), stations, strict=True):
        station.sit(juri, {"pemprov": "111111", "swasta": "222222"}[juri])
    for juri, station in zip(("pemprov", "swasta"), stations, strict=True):
        marks = dict(zip(ids, MARKS[juri, "ceria"].split(), strict=True))
        assert isinstance(station.send(juri, "ceria", marks, Notes()), Record)
    assert len(hand.desk.refresh().sheets) == 2


def test_the_second_console_only_reads_until_it_takes_over(hand: Stagehand, open_desk) -> None:
    second = open_desk(Role.OPERATOR)
    assert second.claim_console() is Claim.HELD
    second.sit(OPERATOR, "latihan")
    assert code(second.act(definition.freeze)) == "read-only"
    hand.clock.advance(16 * SECOND)
    assert second.claim_console() is Claim.QUIET
    assert not second.console
    second.claim_console(take_over=True)
    assert second.console
    assert second.records()[-1].payload.reason == "konsol lain tidak memberi tanda"
    assert isinstance(second.act(definition.freeze), Record)
    hand.desk.beat()
    assert not hand.desk.console, "the first one notices that it was relieved"


def test_who_was_relieved_writes_nothing_even_before_the_next_beat(hand: Stagehand, open_desk, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", full)
        unsaved = hand.desk.act(result.write_note, "belum tersimpan")
    second = open_desk(Role.OPERATOR)
    second.sit(OPERATOR, "latihan")
    second.claim_console(take_over=True)
    assert hand.desk.console, "it has not noticed yet"
    assert code(hand.desk.act(definition.freeze)) == "read-only"
    assert not hand.desk.console
    assert code(hand.desk.do(unsaved.act)) == "read-only", "nor does trying again get past the new console"
    assert [record.kind for record in second.records()] == ["contest_created", "definition_set", "console_taken"]


def test_who_was_relieved_and_leaves_before_it_noticed_takes_the_console_from_nobody(
    hand: Stagehand, open_desk
) -> None:
    second, third = open_desk(Role.OPERATOR), open_desk(Role.OPERATOR)
    second.sit(OPERATOR, "latihan")
    second.claim_console(take_over=True)
    assert hand.desk.console, "it has not noticed yet"
    hand.desk.close()
    assert third.claim_console() is Claim.HELD
    assert isinstance(second.act(definition.draw, "ab"), Record)


def test_a_console_is_not_taken_over_where_nobody_sits(hand: Stagehand, open_desk) -> None:
    second = open_desk(Role.OPERATOR)
    assert second.claim_console(take_over=True) is Claim.HELD
    assert not second.console
    assert "console_taken" not in [record.kind for record in second.records()]
    hand.desk.beat()
    assert hand.desk.console


def test_a_dead_console_is_taken_at_once(hand: Stagehand, open_desk, monkeypatch) -> None:
    second = open_desk(Role.OPERATOR)

    def dead(_pid: int, _signal: int) -> None:
        raise ProcessLookupError

    monkeypatch.setattr(os, "kill", dead)
    assert second.claim_console() is Claim.FREE


def test_each_beat_moves_the_lease_along(hand: Stagehand, open_desk) -> None:
    second = open_desk(Role.OPERATOR)
    for _beat in range(5):
        hand.clock.advance(5 * SECOND)
        hand.desk.beat()
        assert second.claim_console() is Claim.HELD
    assert hand.desk._store.live("console")["boot_ns"] == hand.clock.boot_ns


def test_a_beat_leaves_a_sign_of_life_but_never_over_a_lost_clock(hand: Stagehand) -> None:
    hand.ready().arm("ceria").time("slot_started")
    hand.clock.advance(5 * SECOND)
    hand.desk.beat()
    before = hand.desk.heartbeat()
    assert before == hand.clock.now()
    hand.clock.reboot(90 * SECOND)
    hand.desk.beat()
    assert hand.desk.heartbeat() == before


def full(*_args, **_kwargs):
    raise StoreFault("full")


def test_what_was_not_saved_says_so_and_is_done_once_when_tried_again(hand: Stagehand, monkeypatch) -> None:
    hand.ready().present("ceria").sit("swasta")
    ids = [c.id for c in kediri().criterion]
    marks = dict(zip(ids, MARKS["swasta", "ceria"].split(), strict=True))
    hand.desk.save_draft("swasta", "ceria", marks, Notes())
    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", full)
        answer = hand.desk.send("swasta", "ceria", marks, Notes())
    assert isinstance(answer, Unsaved)
    assert answer.words.startswith("BELUM TERSIMPAN")
    assert hand.desk.draft("swasta", "ceria") is not None
    first = hand.desk.do(answer.act)
    again = hand.desk.do(answer.act)
    assert isinstance(first, Record)
    assert again == first
    assert sum(record.kind == "sheet_sent" for record in hand.desk.records()) == 1


def test_a_draft_that_is_not_saved_says_so(hand: Stagehand, monkeypatch) -> None:
    hand.ready().present("ceria").sit("swasta")
    monkeypatch.setattr(Store, "put_draft", full)
    answer = hand.desk.save_draft("swasta", "ceria", {"masalah": "17"}, Notes())
    assert code(answer) == "full"
    assert answer.words.startswith("BELUM TERSIMPAN")


def test_a_stale_press_is_refused(hand: Stagehand, open_desk) -> None:
    hand.ready().arm("ceria")
    seen = hand.desk.contest.live.revision
    hand.time("slot_started")
    pause = SlotStepped(kind="slot_paused", slot="", kbk="")
    assert code(hand.desk.act(clock.command, pause, hand.desk.now(), seen)) == "stale"


def test_a_record_carries_the_moment_of_the_key_press(hand: Stagehand) -> None:
    hand.ready().arm("ceria")
    pressed = hand.desk.now()
    hand.clock.advance(3 * SECOND)
    record = hand.do(clock.command, SlotStepped(kind="slot_started", slot="", kbk=""), pressed)
    assert record.at == pressed


def test_leaving_frees_the_console_and_keeps_the_clock(hand: Stagehand, open_desk) -> None:
    hand.ready().arm("ceria").time("slot_started")
    hand.desk.close()
    second = open_desk(Role.OPERATOR)
    assert second.claim_console() is Claim.FREE
    assert second.contest.live.state == "running"


@pytest.mark.parametrize(("line", "words"), [("x" * 121, "terlalu panjang"), ("pesan\x07", "U+0007")])
def test_a_text_that_no_record_may_hold_is_refused_and_ends_nothing(hand: Stagehand, line: str, words: str) -> None:
    refused = hand.desk.act(clock.stage_line, line)
    assert code(refused) == "text"
    assert words in refused.words
