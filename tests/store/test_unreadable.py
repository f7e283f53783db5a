"""A record that this program can not read, though the chain is whole: named, and everything before it still shown."""

from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri
from ledgers import meddle

from juri_tui import cli
from juri_tui.decisions import clock, sheets
from juri_tui.desk import OPERATOR, Desk, Role, Unsaved
from juri_tui.lease import Claim
from juri_tui.opening import create_contest
from juri_tui.records import Notes, Payload, Record
from juri_tui.store import Store, StoreFault
from juri_tui.verify import verify


class LampLit(Payload):
    """A thing that only a later program knows."""

    kind: str = "lamp_lit"
    watts: int = 60


@pytest.fixture
def newer(tmp_path: Path, monkeypatch) -> Stagehand:
    """Ready at record 4; record 5 is of a later program; the chain is whole."""
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock()).ready()
    hand.desk.close()
    append_strange(hand.path, monkeypatch)
    return hand


def append_strange(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(path)
    with monkeypatch.context() as patch:
        patch.setattr("juri_tui.tables.parse_payload", lambda _kind, _text: clock.r.NoteWritten(text="?"))
        store.append("later", ManualClock().now(), OPERATOR, 0, lambda _news: LampLit())
    store.close()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.KETUA])
def test_it_opens_read_only_and_names_the_record(newer: Stagehand, role: Role) -> None:
    desk = Desk(newer.path, role, newer.clock)
    assert desk.broken_at == 5
    assert "catatan 5 (lamp_lit) tidak dikenal" in desk.read_only()
    assert "lebih baru" in desk.read_only()
    assert "rantai" not in desk.read_only()
    assert desk.contest.seq == 4
    assert [record.seq for record in desk.records()] == [1, 2, 3, 4]
    assert desk.claim_console(take_over=True) is Claim.HELD
    assert desk.sit(*((OPERATOR, "latihan") if role is Role.OPERATOR else ("pemprov", "111111"))) is None
    refused = desk.act(clock.stage_line, "x") if role is Role.OPERATOR else None
    assert refused is None or "lamp_lit" in refused.words
    assert desk.refresh().seq == 4
    desk.close()
    store = Store.open(newer.path, readonly=True)
    assert store.verify_chain() is None
    store.close()


@pytest.mark.parametrize("role", [Role.JURI, Role.BOARD, Role.STAGE])
def test_the_others_say_which_record(newer: Stagehand, role: Role) -> None:
    with pytest.raises(StoreFault) as caught:
        Desk(newer.path, role, newer.clock)
    assert caught.value.code == "unreadable"
    assert "#5 lamp_lit" in caught.value.words


def test_one_that_comes_while_the_event_runs_stops_every_write(tmp_path: Path, monkeypatch) -> None:
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock()).ready()
    append_strange(hand.path, monkeypatch)
    with pytest.raises(StoreFault, match="#5 lamp_lit"):
        hand.desk.refresh()
    assert hand.desk.contest.seq == 4
    refused = hand.desk.act(clock.stage_line, "Mohon tenang")
    assert refused.words.startswith("BELUM TERSIMPAN")
    assert "#5 lamp_lit" in refused.words
    hand.desk.close()


def test_history_and_verify_name_it(newer: Stagehand, run) -> None:
    code, out, err = run("history", newer.path)
    assert code == 1
    assert "lamp_lit" in err
    assert len(err.splitlines()) == 1
    assert "Aturan dibekukan" in out, "what came before is told"
    assert [(one.code, one.seq) for one in verify(newer.path)] == [("record", 5)]


def test_a_juri_meets_text_that_is_no_json_as_words_too(newer: Stagehand, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("juri_tui.tables.payload_json", lambda _payload: "{rusak")
        store = Store.open(newer.path)
        patch.setattr("juri_tui.tables.parse_payload", lambda _kind, _text: clock.r.NoteWritten(text="?"))
        store.append("x", ManualClock().now(), OPERATOR, 0, lambda _news: clock.r.NoteWritten(text="?"))
        store.close()
    meddle(newer.path, "DELETE FROM ledger WHERE seq = 5", "UPDATE ledger SET seq = 5 WHERE seq = 6")
    with pytest.raises(StoreFault) as caught:
        Desk(newer.path, Role.JURI, newer.clock)
    assert "#5 note_written" in caught.value.words


def test_without_a_definition_there_is_nothing_to_show(tmp_path: Path) -> None:
    path = tmp_path / "a.juri"
    create_contest(path, kediri(), ManualClock().now(), "x")
    meddle(path, "UPDATE ledger SET kind = 'definition_bought' WHERE seq = 2")
    with pytest.raises(StoreFault) as caught:
        Desk(path, Role.OPERATOR, ManualClock())
    assert "#2" in caught.value.words


def test_a_file_of_a_newer_version_says_so(newer: Stagehand, run, monkeypatch) -> None:
    monkeypatch.setattr(cli, "need_terminal", lambda: None)
    meddle(newer.path, "PRAGMA user_version = 2")
    for command in (("open", newer.path), ("history", newer.path), ("verify", newer.path)):
        code, _out, err = run(*command)
        assert code == 2
        assert "juri-tui yang lebih baru" in err
        assert len(err.splitlines()) == 1


def test_a_file_that_breaks_while_the_event_runs_takes_no_more_scores(tmp_path: Path, monkeypatch) -> None:
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock()).ready()

    def broken(*_arguments: object) -> None:
        raise StoreFault("damaged", "database disk image is malformed")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", broken)
        refused = hand.desk.act(clock.stage_line, "Mohon tenang")
    assert refused.words.startswith("BELUM TERSIMPAN")
    assert "berkas rusak sesudah catatan 4" in hand.desk.read_only()
    assert hand.desk.act(clock.stage_line, "Mohon tenang").code == "broken", "also when the disk answers again"
    assert hand.desk.records()[-1].seq == 4
    hand.desk.close()


@pytest.mark.parametrize("method", ["append", "put_draft"])
def test_a_disk_that_fails_once_takes_no_more_scores(tmp_path: Path, monkeypatch, method: str) -> None:
    """It may have dropped what it had taken, and say yes the next time: nothing more until it was opened again."""
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock()).ready()
    hand.present("ceria")
    before = hand.desk.contest.seq
    hand.sit("swasta")

    def broken(*_arguments: object) -> None:
        raise StoreFault("io", "SQLITE_IOERR_FSYNC")

    marks = {"hasil": "16"}
    with monkeypatch.context() as patch:
        patch.setattr(Store, method, broken)
        refused = (
            hand.desk.act(sheets.recuse, "swasta", "melati", "keluarga")
            if method == "append"
            else hand.desk.save_draft("swasta", "ceria", marks, Notes())
        )
    assert refused.words.startswith("BELUM TERSIMPAN")
    assert f"disk gagal sesudah catatan {before}" in hand.desk.read_only()
    assert hand.desk.save_draft("swasta", "ceria", marks, Notes()).code == "broken", "also when it answers again"
    assert hand.desk.act(sheets.recuse, "swasta", "melati", "keluarga").code == "broken"
    (tmp_path / "usb").mkdir()
    copy = hand.desk.copy_to(tmp_path / "usb")
    assert isinstance(copy, Path), "the copy to another disk is still made"
    hand.desk.close()
    again = Desk(hand.path, Role.OPERATOR, hand.clock)
    assert again.broken_at is None
    assert again.contest.seq == before
    again.close()


@pytest.mark.parametrize("code", ["full", "busy", "readonly"])
def test_what_passes_by_itself_can_be_tried_again(tmp_path: Path, monkeypatch, code: str) -> None:
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock()).ready()

    def refuse(*_arguments: object) -> None:
        raise StoreFault(code)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", refuse)
        refused = hand.desk.act(clock.stage_line, "Mohon tenang")
    assert isinstance(refused, Unsaved)
    assert not hand.desk.read_only()
    assert isinstance(hand.desk.do(refused.act), Record)
    hand.desk.close()
