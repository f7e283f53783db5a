"""The papers: exact, complete, guarded, each naming the digest."""

import csv
import io
import json
from pathlib import Path

import pytest
from events import kediri
from ledger import Ledger

from juri_tui.csv_text import csv_text, guarded
from juri_tui.decisions import clock, definition, result, sheets
from juri_tui.model import Refusal
from juri_tui.papers.export import Paper, blank_sheets, result_papers, write
from juri_tui.slot import SECOND
from juri_tui.store_fault import StoreFault


def papers(ledger: Ledger, **how: bool) -> dict[str, str]:
    made = result_papers(ledger.contest, ledger.ticking.now(), **how)
    assert not isinstance(made, Refusal)
    return {paper.name: paper.text for paper in made}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture
def judged() -> Ledger:
    return Ledger().event()


@pytest.fixture
def locked(judged: Ledger) -> Ledger:
    judged.do(result.open_deliberation)
    judged.do(result.lock)
    return judged


def test_nothing_leaves_before_the_lock(judged: Ledger) -> None:
    made = result_papers(judged.contest, judged.ticking.now())
    assert isinstance(made, Refusal)
    provisional = papers(judged, provisional=True)
    assert {name for name in provisional if name.endswith("csv")} == {
        f"LATIHAN-SEMENTARA-{name}.csv" for name in ("peringkat", "rekap", "waktu")
    }
    assert {row["digest"] for row in rows(provisional["LATIHAN-SEMENTARA-peringkat.csv"])} == {"SEMENTARA"}


def test_the_ranking_is_that_of_the_lock_record(locked: Ledger) -> None:
    ranking = rows(papers(locked)["LATIHAN-peringkat.csv"])
    assert [(row["place"], row["number"], row["name"], row["unit"], row["total"]) for row in ranking] == [
        ("1", "3", "KBK Berlian", "RSUD Gambiran", "88.00"),
        ("2", "1", "KBK Ceria", "Dispenda", "82.25"),
        ("3", "2", "KBK Melati", "Satpol PP", "81.00"),
        ("4", "4", "KBK CP JOSS", "Puskesmas Campurejo", "76.75"),
    ]
    assert {row["digest"] for row in ranking} == {locked.contest.locked.digest}


def test_the_recap_holds_every_cell_and_why_some_are_empty() -> None:
    ledger = Ledger().ready()
    ledger.present("ceria")
    ledger.do(sheets.recuse, "swasta", "melati", "keluarga")
    ledger.do(sheets.send, "swasta", "ceria", {**ledger.marks("swasta", "ceria"), "hasil": "abstained"})
    recap = rows(papers(ledger, provisional=True)["LATIHAN-SEMENTARA-rekap.csv"])
    marks = {(row["kbk"], row["juri"], row["criterion"]): row["mark"] for row in recap}
    assert len(marks) == 4 * 2 * 6
    assert marks["ceria", "swasta", "proses"] == "16.5"
    assert marks["ceria", "swasta", "hasil"] == "abstained"
    assert marks["melati", "swasta", "hasil"] == "recused"
    assert marks["berlian", "swasta", "hasil"] == ""


def test_the_times_tell_granted_paused_corrected_and_why() -> None:
    ledger = Ledger().ready()
    ledger.arm("ceria")
    ledger.time("slot_started")
    ledger.ticking.advance(600 * SECOND)
    paused = ledger.time("slot_paused")
    ledger.do(clock.give_reason, "ceria-1", paused.uid, "listrik padam")
    ledger.ticking.advance(90 * SECOND)
    ledger.time("slot_resumed")
    ledger.time("slot_adjusted", ns=120 * SECOND, reason="=sambutan")
    ledger.time("slot_corrected", ns=-30 * SECOND, reason="terlambat dijeda")
    ledger.ticking.advance(1500 * SECOND)
    ledger.time("slot_ended")
    (row,) = rows(papers(ledger, provisional=True)["LATIHAN-SEMENTARA-waktu.csv"])
    assert (row["planned"], row["granted"], row["paused"], row["corrected"]) == ("30:00", "02:00", "01:30", "-00:30")
    assert (row["used"], row["over"], row["phase"], row["attempt"]) == ("34:30", "02:30", "paparan", "1")
    assert row["reasons"] == "listrik padam; =sambutan; terlambat dijeda"
    assert (row["started"], row["ended"]) == ("2016-10-25T02:00:00Z", "2016-10-25T02:36:30Z")
    assert (row["started_local"], row["ended_local"]) == ("2016-10-25 09:00:00", "2016-10-25 09:36:30")
    assert row["zone"] == "Asia/Jakarta"
    ledger.time("slot_advanced")
    ledger.time("slot_aborted", reason="hujan")
    told = [row["reasons"] for row in rows(papers(ledger, provisional=True)["LATIHAN-SEMENTARA-waktu.csv"])]
    assert told == ["listrik padam; =sambutan; terlambat dijeda", "hujan"]


def test_the_json_is_the_whole_result(locked: Ledger) -> None:
    locked.do(result.sign, "swasta")
    whole = json.loads(papers(locked)["LATIHAN-hasil.json"])
    assert whole["digest"] == locked.contest.locked.digest
    assert whole["hash"] == locked.contest.locked.hash
    assert whole["rules"] == locked.contest.rules
    assert whole["result"] == locked.contest.locked.result
    assert whole["marks"]["ceria"]["pemprov"]["hasil"] == "15.5"
    assert whole["signatures"] == ["swasta"]
    assert whole["rehearsal"] is True


def test_a_slot_that_runs_has_an_open_row(judged: Ledger) -> None:
    ledger = Ledger().ready()
    ledger.arm("ceria")
    (row,) = rows(papers(ledger, provisional=True)["LATIHAN-SEMENTARA-waktu.csv"])
    assert (row["started"], row["ended"], row["used"]) == ("", "", "00:00")
    assert (row["started_local"], row["ended_local"]) == ("", "")


def test_blank_sheets_of_a_bare_event() -> None:
    event = kediri()
    bare = event.model_copy(update={"kop": type(event.kop)(), "event": event.event.model_copy(update={"date": None})})
    first = blank_sheets(Ledger(bare).contest)[0].text
    assert first.startswith("LEMBAR PENILAIAN")
    assert "Kelompok  : ....  KBK Ceria" in first
    assert "Masalah & analisis (input)" in first
    assert "0 – 20" in first


@pytest.mark.parametrize("text", ["=1+1", "+62", "-1", "@SUM", "\tx"])
def test_words_that_look_like_formulas_are_quoted_and_numbers_are_not(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert guarded("\rx") == "'\rx"
    table = csv_text(("name", "points"), [(text, text)], words=("name",))
    _header, row = csv.reader(io.StringIO(table, newline=""))
    assert row[0] == f"'{text}"
    assert row[1] == text


def test_writing_is_all_or_nothing_and_leaves_no_litter(tmp_path: Path) -> None:
    folder = tmp_path / "hasil"
    first = [Paper("a.csv", "1"), Paper("b.csv", "2")]
    assert [path.name for path in write(first, folder)] == ["a.csv", "b.csv"]
    write(first, folder)
    with pytest.raises(StoreFault) as caught:
        write([Paper("c.csv", "3"), Paper("b.csv", "other")], folder)
    assert caught.value.code == "exists"
    assert sorted(path.name for path in folder.iterdir()) == ["a.csv", "b.csv"]


def test_a_folder_that_is_a_file_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "hasil").write_text("x")
    with pytest.raises(StoreFault) as caught:
        write([Paper("a.csv", "1")], tmp_path / "hasil")
    assert caught.value.words


def test_a_withdrawn_kbk_is_listed_last_with_its_reason(judged: Ledger) -> None:
    judged.do(definition.set_status, "berlian", "disqualified", "anggota pinjaman")
    judged.do(result.open_deliberation)
    judged.do(result.lock)
    ranking = rows(papers(judged)["LATIHAN-peringkat.csv"])
    assert (ranking[-1]["kbk"], ranking[-1]["place"], ranking[-1]["status"]) == ("berlian", "", "disqualified")
    assert judged.contest.locked.result["standings"][-1]["adjustments"][0]["reason"] == "anggota pinjaman"
