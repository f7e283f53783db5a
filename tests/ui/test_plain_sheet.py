"""The sheet line by line: the same marks, the same refusals, the same drafts, without a screen."""

from collections.abc import Callable

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri

from juri_tui.desk import Desk, Role
from juri_tui.plain_sheet import run
from juri_tui.records import Notes
from juri_tui.slot import SECOND

ALL = ["16", "17", "17,5", "16", "7,5", "8"]


@pytest.fixture
def talked(hand) -> Callable[[list[str]], list[str]]:
    """Plays answers into the plain sheet; gives what it said, prompts among it."""

    def play(answers: list[str]) -> list[str]:
        said: list[str] = []
        waiting = iter(answers)

        def read(prompt: str) -> str:
            said.append(prompt)
            try:
                answer = next(waiting)
            except StopIteration:
                raise EOFError from None
            late, _slash, text = answer.rpartition("|")  # "180|16": typed after that many seconds
            hand.clock.advance(int(late or 0) * SECOND)
            return text

        desk = Desk(hand.path, Role.JURI, hand.clock)
        try:
            run(desk, read, said.append)
            assert desk.who is None
        finally:
            desk.close()
        return said

    return play


def melati(hand):
    hand.ready().present("ceria").judge("ceria").present("melati")
    return hand


def marks_of(hand) -> dict[str, str]:
    return dict(hand.desk.refresh().sheets[("pemprov", "melati")].marks)


def test_a_whole_sheet(hand, talked) -> None:
    melati(hand)
    said = talked(["1", "111111", "", *ALL, "rapi", "", "", "kirim", ""])
    assert marks_of(hand)["solusi"] == "17.5"
    assert hand.desk.contest.sheets[("pemprov", "melati")].notes == Notes(keunggulan="rapi")
    assert "3. Solusi & inovasi: 17,5, tujuh belas koma lima." in said
    assert any(line.startswith("Terkirim. Kode tanda terima") for line in said)
    assert "Nilai Anda sebelumnya: 16." in said


def test_what_is_no_mark_is_asked_again(hand, talked) -> None:
    melati(hand)
    said = talked(["9", "1", "111111", "", "21", "17,3", "abc", *ALL, "", "", "", "kirim"])
    assert marks_of(hand)["masalah"] == "16"
    assert "Ketik angka 1 sampai 2." in said
    assert any("di luar rentang" in line for line in said)
    assert any("tidak sesuai langkah" in line for line in said)


def test_a_line_after_a_long_silence_asks_for_the_pin_first(hand, talked) -> None:
    """Three minutes without a key: whoever types then may be somebody else, and that line is no mark."""
    melati(hand)
    said = talked(["1", "111111", "", "179|16", "180|1", "222222", "111111", *ALL[1:], "", "", "", "kirim"])
    assert any(line.startswith("Terkunci: 3 menit tanpa ketikan.") for line in said)
    assert "PIN salah." in said
    assert said.count("PIN Juri Pemprov Jatim (kosong: serahkan terminal): ") == 2
    assert (marks_of(hand)["masalah"], marks_of(hand)["proses"]) == ("16", "17"), "the late line was no mark"


def test_whoever_does_not_know_the_pin_leaves_the_draft_alone(hand, talked) -> None:
    melati(hand)
    said = talked(["1", "111111", "", "16", "200|20", "", "1", "111111", "", *["<"] * 2])
    assert "Draf tersimpan. Serahkan terminal kepada panitia." in said
    assert "Nilai (sekarang 16): " in said, "the draft as it was before the silence"
    assert ("pemprov", "melati") not in hand.desk.refresh().sheets


def test_at_the_cover_nothing_is_locked(hand, talked) -> None:
    melati(hand)
    said = talked(["3600|1", "111111", "3600|"])
    assert sum(line.startswith("Terkunci") for line in said) == 1, "only while somebody sits here"


def test_an_odd_mark_needs_a_yes(hand, talked) -> None:
    melati(hand)
    talked(["1", "111111", "", "1,5", "tidak", "1,5", "ya", *ALL[1:], "", "", "", "kirim"])
    assert marks_of(hand)["masalah"] == "1.5"


def test_abstaining_and_going_back(hand, talked) -> None:
    melati(hand)
    talked(["1", "111111", "", "16", "<", "15", "t", "bukan", "t", "ya", *ALL[2:], "", "", "", "kirim"])
    assert marks_of(hand)["masalah"] == "15"
    assert marks_of(hand)["proses"] == "abstained"


def test_leaving_keeps_the_draft_and_coming_back_finds_it(hand, talked) -> None:
    melati(hand)
    said = talked(["1", "111111", "", "16", "17", "selesai", ""])
    assert "Draf tersimpan. Serahkan terminal kepada panitia." in said
    said = talked(["1", "111111", "", "", "", *ALL[2:], "", "", "", "kirim"])
    assert "Nilai (sekarang 16): " in said
    assert marks_of(hand)["masalah"] == "16"


def test_an_incomplete_sheet_is_not_sent(hand, talked) -> None:
    melati(hand)
    said = talked(["1", "111111", "", "16", "", "", "", "", "", "", "", ""])
    assert any(line.startswith("Belum dapat dikirim. Belum dinilai:") for line in said)
    assert ("pemprov", "melati") not in hand.desk.refresh().sheets


def test_a_wrong_pin_and_a_kbk_that_is_done(hand, talked) -> None:
    melati(hand)
    said = talked(["1", "999999", "1", "111111", "1", ""])
    assert "PIN salah." in said
    assert "Kelompok nomor 1 tidak dapat diisi di sini sekarang." in said


def test_before_the_freeze(hand, talked) -> None:
    assert any("Aturan belum dibekukan" in line for line in talked([]))


def test_what_could_not_be_saved_is_told_and_tried_again(hand, talked, monkeypatch) -> None:
    melati(hand)
    held = hand.desk._store._writer
    first = Desk.send
    monkeypatch.setattr("juri_tui.store.BUSY_MS", 20)

    def send_while_held(self, *args):
        held.execute("BEGIN IMMEDIATE")
        answer = first(self, *args)
        held.execute("ROLLBACK")
        return answer

    monkeypatch.setattr(Desk, "send", send_while_held)
    said = talked(["1", "111111", "", *ALL, "", "", "", "kirim", "ya"])
    assert any("BELUM TERSIMPAN" in line for line in said)
    assert marks_of(hand)["standar"] == "7.5"


def test_a_kbk_without_an_office_has_no_comma(tmp_path, hand, talked) -> None:
    bare = tuple(kbk.model_copy(update={"unit": ""}) for kbk in kediri().kbk)
    other = Stagehand(tmp_path / "b.juri", kediri().model_copy(update={"kbk": bare}), ManualClock())
    hand.path = melati(other).path
    said = talked(["1", "111111", "", ""])
    assert any(line.startswith("1. KBK Ceria. ") for line in said), said
    assert not any(", ." in line for line in said)
