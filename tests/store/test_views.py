"""What somebody reads who opens the file with sqlite-utils or Datasette and knows no Python."""

import pytest
from ledgers import SENTINEL, add, create, rows, sheet

from juri_tui import schema
from juri_tui.records import (
    KbkStatusSet,
    OrderDrawn,
    ResultLocked,
    ResultUnlocked,
    SheetConfirmed,
    SheetCorrected,
    SheetSent,
    SlotStepped,
)


class TestViews:
    @pytest.fixture
    def judged(self, tmp_path):
        store = create(tmp_path / "lomba.juri")
        add(store, OrderDrawn(numbers={"ceria": 2, "melati": 1}, seed=None))
        add(store, SlotStepped(kind="slot_armed", slot="ceria-1", kbk="ceria"))
        add(store, SlotStepped(kind="slot_ended", slot="ceria-1", kbk="ceria", elapsed_ns=90 * 10**9, reason="usai"))
        add(store, sheet("a", "ceria", "81.5"))
        add(store, sheet("b", "ceria", SENTINEL))
        add(
            store,
            SheetCorrected(juri="b", kbk="ceria", marks={"isi": "70", "gaya": "abstained"}, reason="r", second="a"),
        )
        paper = SheetSent(juri="a", kbk="melati", marks={"isi": "1", "gaya": "2"}, by="paper")
        seq = add(store, paper)
        add(store, SheetConfirmed(juri="a", kbk="melati", about=seq, accepted=False, second="b"))
        seq = add(store, paper)
        add(store, SheetConfirmed(juri="a", kbk="melati", about=seq, accepted=True, second="b"))
        add(store, SheetSent(juri="b", kbk="melati", marks={"isi": "3", "gaya": "4"}, by="paper"))
        add(store, KbkStatusSet(kbk="melati", status="disqualified", reason="r"))
        yield store
        store.close()

    @staticmethod
    def read(store, view):
        import sqlite_utils

        db = sqlite_utils.Database(store.path)
        made = list(db[view].rows)
        db.close()
        return made

    def test_definition(self, judged):
        assert [(k["id"], k["number"], k["status"]) for k in self.read(judged, "kbk")] == [
            ("melati", 1, "disqualified"),
            ("ceria", 2, "active"),
        ]
        assert [(j["id"], j["role"]) for j in self.read(judged, "juri")] == [("a", "ketua"), ("b", "anggota")]
        assert [(c["id"], c["max"]) for c in self.read(judged, "criterion")] == [("isi", "100"), ("gaya", "100")]

    def test_sheets_and_scores_as_they_stand_now(self, judged):
        sheets = self.read(judged, "sheet")
        assert [(s["juri"], s["kbk"], s["typed_by"], s["accepted"], s["corrections"]) for s in sheets] == [
            ("a", "ceria", "juri", 1, 0),
            ("b", "ceria", "juri", 1, 1),
            ("a", "melati", "paper", 1, 0),
            ("b", "melati", "paper", 0, 0),
        ]
        scores = {(s["juri"], s["kbk"], s["criterion"]): s["mark"] for s in self.read(judged, "score")}
        assert scores["a", "ceria", "isi"] == "81.5"
        assert scores["b", "ceria", "isi"] == "70"
        assert scores["b", "ceria", "gaya"] == "abstained"
        assert len(scores) == 8

    def test_time_log_and_history(self, judged):
        assert [(t["kind"], t["kbk"], t["elapsed_s"], t["reason"]) for t in self.read(judged, "time_log")] == [
            ("slot_armed", "ceria", None, ""),
            ("slot_ended", "ceria", 90, "usai"),
        ]
        history = self.read(judged, "history")
        assert [h["seq"] for h in history] == list(range(1, len(judged.records()) + 1))
        assert history[0]["at"] == "2016-10-25T02:00:00Z"

    def test_standing_is_empty_but_while_a_result_is_locked(self, judged):
        result = {"standings": [{"place": "1", "number": 2, "name": "Ceria", "total": "81.50", "awards": ["Juara"]}]}
        assert self.read(judged, "standing") == []
        add(judged, ResultLocked(result=result))
        assert [(s["place"], s["name"], s["total"]) for s in self.read(judged, "standing")] == [("1", "Ceria", "81.50")]
        add(judged, ResultUnlocked(reason="r"))
        assert self.read(judged, "standing") == []

    def test_the_expected_schema_is_what_sqlite_reports(self, judged):
        found = rows(judged.path, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        assert frozenset(found) == schema.EXPECTED
