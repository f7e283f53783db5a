"""The history in words: every kind of record has its sentence, nothing that is closed leaks, and names are names."""

import json
import string

import pytest
from events import kediri
from ledger import Ledger

from juri_tui import history, lang
from juri_tui import records as r
from juri_tui.contest import State
from juri_tui.decisions import clock, definition, result, sheets
from juri_tui.fold import believed
from juri_tui.model import Kbk, Refusal
from juri_tui.records import Notes, SlotStepped
from juri_tui.seal import digest, receipt
from juri_tui.slot import SECOND


def words(ledger: Ledger, masked: bool = False) -> list[str]:
    return [line.words for line in history.lines(ledger.records, masked=masked)]


def last(ledger: Ledger, masked: bool = False) -> str:
    return words(ledger, masked)[-1]


@pytest.fixture(scope="module")
def whole() -> Ledger:
    """A ledger in which every kind of record stands at least once, as far as the deciders let it."""
    made = Ledger()
    event = kediri()
    late = Kbk(id="susulan", name="KBK Susulan", number=5, unit="Dinas Pasar")
    made.do(definition.set_definition, event.model_copy(update={"kbk": (*event.kbk, late)}))
    made.ready()
    made.do(definition.thaw, "salah ketik")
    made.do(definition.freeze)
    made.do(sheets.open_judging)
    renamed = made.contest.definition.kbk[0].model_copy(update={"name": "KBK Ceria Sekali"})
    event = made.contest.definition
    made.do(definition.set_definition, event.model_copy(update={"kbk": (renamed, *event.kbk[1:])}), "salah nama")
    made.do(definition.reorder, ("ceria", "berlian", "melati", "cp-joss", "susulan"), "belum siap")
    made.do(clock.shift, -300)
    made.do(clock.start_break, "ISHOMA", 3600)
    made.do(clock.end_break)
    made.do(clock.stage_line, "Mohon disimpulkan")
    made.do(clock.stage_line, "")
    made.do(result.set_board, "kemajuan")
    made.do(result.write_note, "mikrofon mati\nlima menit")
    made.do(definition.set_absent, "swasta", True, "sakit")
    made.do(definition.set_absent, "swasta", False, "sembuh")
    clocked(made)
    made.do(sheets.send, "pemprov", "ceria", made.marks("pemprov", "ceria"), Notes())
    paper = made.do(sheets.send, "swasta", "ceria", made.marks("swasta", "ceria"), Notes(), by="paper")
    made.do(sheets.confirm, "swasta", "ceria", False, "swasta")
    made.do(sheets.send, "swasta", "ceria", made.marks("swasta", "ceria"), Notes(), by="paper")
    made.do(sheets.confirm, "swasta", "ceria", True, "pemprov")
    assert paper.payload.by == "paper"
    fixed = made.marks("swasta", "ceria") | {"masalah": "18"}
    made.do(sheets.correct, "swasta", "ceria", fixed, "17 harusnya 18", "operator")
    made.do(sheets.recuse, "swasta", "melati", "satu kantor")
    made.do(clock.no_show, "susulan", "", made.ticking.now())
    made.do(definition.set_status, "cp-joss", "withdrawn", "sakit")
    made.present("berlian", 1881)
    made.judge("berlian")
    made.present("melati")
    made.do(sheets.send, "pemprov", "melati", made.marks("pemprov", "melati"), Notes())
    made.do(result.open_deliberation)
    made.do(result.close_deliberation, "satu lembar diperiksa lagi")
    made.do(result.open_deliberation)
    made.do(result.deduct, "berlian", "-1", "lewat", "berlian-1")
    made.do(result.deduct, "berlian", "0", "dimaafkan", "berlian-1")
    made.do(result.deduct, "melati", "2.5", "tambahan")
    made.write(r.TieDecided(order={"ceria": 1, "berlian": 2}, reason="undian"))
    made.write(r.AwardDecided(award="Favorit", kbk="melati", reason="meriah"))
    made.do(result.decide_place, "berlian", 3, "karya orang lain")
    made.do(result.decide_place, "berlian", 0, "salah lihat")
    made.write(r.ProvisionalExported(until=40))
    made.do(result.lock)
    made.do(result.unlock, "salah tanda")
    made.do(result.lock)
    made.do(result.sign, "swasta")
    made.write(r.AwardCalled(award="Juara 1"))
    made.write(r.AwardCalled(award="Juara 1", undone=True))
    made.write(r.AwardCalled(award="Juara 1"))
    made.write(r.AwardCalled(award="Juara 1", undone=True))
    made.write(r.AwardRevealed(award="Juara 1"))
    made.write(r.AwardRevealed(award="Juara 1", undone=True))
    made.do(result.announce)
    made.do(result.note_erratum, "nama dieja salah", "salah tulis nama")
    made.write(r.PinReset(who="swasta", granted_by=("operator", "pemprov")))
    made.write(r.PinReset(who="operator", granted_by=("pemprov", "swasta")))
    made.write(r.ConsoleTaken(reason="laptop lain mati"))
    return made


def clocked(made: Ledger) -> None:
    """Every timer command."""
    made.arm("ceria")
    made.time("slot_disarmed")
    made.arm("ceria")
    made.time("slot_started", ns=5 * SECOND)
    made.ticking.advance(60 * SECOND)
    made.time("slot_aborted")
    made.time("slot_undone") if made.contest.live else made.do(
        clock.command, SlotStepped(kind="slot_undone", slot="", kbk=""), made.ticking.now()
    )
    ani = made.contest.definition.kbk_by_id("ceria").members[0]
    made.do(clock.mark_speaker, ani, made.ticking.now())
    made.do(clock.mark_speaker, ani, made.ticking.now())
    pause = made.time("slot_paused", ns=2 * SECOND)
    made.do(clock.give_reason, "ceria-1", pause.uid, "mikrofon mati")
    made.time("slot_adjusted", ns=-30 * SECOND, reason="permintaan ketua")
    made.time("slot_corrected", ns=10 * SECOND, reason="lupa menekan")
    made.time("slot_resumed", ns=1 * SECOND)
    made.ticking.reboot(40 * SECOND)
    made.time("timer_recovered", ns=125 * SECOND, source="wall")
    made.time("slot_ended")
    made.time("slot_advanced")
    made.time("slot_started")
    made.time("slot_ended")
    made.time("slot_finished")


def test_every_kind_has_its_sentence(whole: Ledger) -> None:
    told = history.lines(whole.records, masked=False)
    assert {line.kind for line in told} == set(history.KINDS)
    for line in told:
        assert line.words
        assert line.words[0] not in string.whitespace
        assert "{" not in line.words
        assert "\n" not in line.words
        assert "ceria-1" not in line.words, "an id of a slot is no name"
        assert line.words.rstrip("!")[-1] in ".:" or line.kind == "note_written", line.words


@pytest.mark.parametrize(
    "sentence",
    [
        "Definisi acara Gelar Budaya Kerja: 4 kelompok, 2 juri, 6 kriteria.",
        "Definisi acara diubah: KBK 5 (KBK Susulan) ditambahkan.",
        "Definisi acara diubah: KBK 1 · nama: KBK Ceria → KBK Ceria Sekali. Alasan: salah nama.",
        "Aturan dicairkan. Alasan: salah ketik.",
        "Sisa jadwal digeser −05:00.",
        "ISHOMA dimulai, 1:00:00.",
        "ISHOMA selesai.",
        "Pesan di panggung: “Mohon disimpulkan”.",
        "Pesan di panggung dihapus.",
        "Catatan acara: mikrofon mati / lima menit",
        "Juri Swasta tidak hadir mulai sekarang. Alasan: sakit.",
        "Juri Swasta hadir kembali. Alasan: sembuh.",
        "1 KBK Ceria Sekali: dipanggil ke panggung.",
        "1 KBK Ceria Sekali: panggilan dibatalkan, kembali menunggu.",
        "1 KBK Ceria Sekali: Paparan dimulai. Tombol ditekan 00:05 kemudian.",
        "1 KBK Ceria Sekali: penampilan dihentikan, Paparan 01:05.",
        "1 KBK Ceria Sekali: diurungkan: menghentikan penampilan; Paparan 01:05.",
        "1 KBK Ceria Sekali: Paparan dijeda pada 01:03. Tombol ditekan 00:02 kemudian.",
        "1 KBK Ceria Sekali: alasan menjeda waktu: mikrofon mati.",
        "1 KBK Ceria Sekali: batas waktu Paparan diubah −00:30; terpakai 01:03. Alasan: permintaan ketua.",
        "1 KBK Ceria Sekali: waktu terpakai Paparan dikoreksi +00:10 menjadi 01:13. Alasan: lupa menekan.",
        "1 KBK Ceria Sekali: Paparan dilanjutkan dari 01:14. Tombol ditekan 00:01 kemudian.",
        "1 KBK Ceria Sekali: waktu Paparan dipulihkan menjadi 02:05 menurut jam dinding.",
        "1 KBK Ceria Sekali: Paparan berakhir pada 02:05.",
        "1 KBK Ceria Sekali: Tanya jawab dibuka.",
        "5 KBK Susulan: dinyatakan tidak hadir. Alasan: tidak hadir saat dipanggil.",
        "Lembar kertas Juri Swasta untuk 1 KBK Ceria Sekali ditolak oleh Juri Swasta; diketik ulang.",
        "Lembar kertas Juri Swasta untuk 1 KBK Ceria Sekali dinyatakan benar oleh Juri Pemprov Jatim.",
        "Lembar nilai Juri Swasta untuk 1 KBK Ceria Sekali dikoreksi, disaksikan Operator: "
        "Masalah & analisis (input) 17 → 18. Alasan: 17 harusnya 18.",
        "Juri Swasta berhalangan menilai 2 KBK Melati. Alasan: satu kantor.",
        "4 KBK CP JOSS mengundurkan diri. Alasan: sakit.",
        "Lewat waktu 01:21 3 KBK Berlian: −1 nilai. Alasan: lewat.",
        "Lewat waktu 01:21 3 KBK Berlian dibebaskan. Alasan: dimaafkan.",
        "Keputusan ketua untuk 2 KBK Melati: +2,5 nilai. Alasan: tambahan.",
        "Urutan nilai sama menurut ketua: 1. 1 KBK Ceria Sekali, 2. 3 KBK Berlian. Alasan: undian.",
        "Penghargaan Favorit diberikan kepada 2 KBK Melati. Alasan: meriah.",
        "Kunci hasil dibuka, semua tanda tangan batal. Alasan: salah tanda.",
        "Juara 1 disebut, pemenangnya belum.",
        "Sebutan Juara 1 ditarik kembali.",
        "Juara 1 diumumkan.",
        "Pengumuman Juara 1 ditarik kembali.",
        "Ralat: nama dieja salah. Alasan: salah tulis nama.",
        "PIN Juri Swasta diganti, disetujui Operator dan Juri Pemprov Jatim.",
        "Kata sandi operator diganti, disetujui Juri Pemprov Jatim dan Juri Swasta.",
        "Konsol operator diambil alih. Alasan: laptop lain mati.",
    ],
)
def test_what_the_sentences_say(whole: Ledger, sentence: str) -> None:
    assert sentence in words(whole)


def test_a_draw_by_the_program_names_its_seed() -> None:
    ledger = Ledger()
    ledger.do(definition.draw, "benih-7")
    assert last(ledger).startswith("Undian nomor urut oleh program: 1 KBK ")
    assert last(ledger).endswith(" Benih benih-7.")


def test_a_changed_definition_names_what_changed() -> None:
    ledger = Ledger()
    event = ledger.contest.definition
    ledger.do(definition.set_definition, event)
    assert last(ledger) == "Definisi acara diubah: tidak ada yang berbeda."
    moved = event.kbk[0].model_copy(update={"title": "Judul lain"})
    fewer = event.model_copy(update={"kbk": (moved, *event.kbk[2:]), "award": ()})
    ledger.do(definition.set_definition, fewer)
    assert last(ledger) == (
        "Definisi acara diubah: KBK 2 (KBK Melati) dihapus; "
        f"KBK 1 (KBK Ceria) · judul karya: {event.kbk[0].title or '–'} → Judul lain; "
        + "; ".join(f"Penghargaan {n} ({award.name}) dihapus" for n, award in enumerate(event.award, 1))
        + "."
    )


def test_a_name_that_is_gone_leaves_its_id() -> None:
    ledger = Ledger()
    ledger.write(r.KbkStatusSet(kbk="hantu", status="active", reason=""))
    assert last(ledger) == "hantu ikut kembali."


def test_sheets_and_lock_name_their_codes(whole: Ledger) -> None:
    for line, record in zip(history.lines(whole.records, masked=False), whole.records, strict=True):
        if record.kind == "sheet_sent":
            assert receipt(record.seq, record.hash) in line.words
        if record.kind == "result_locked":
            assert digest(record.seq, record.hash) in line.words


def test_nothing_closed_leaks_before_the_lock(whole: Ledger) -> None:
    """No mark, no reason of a correction, no order of ties, nobody's award."""
    text = "\n".join(words(whole, masked=True))
    assert "17 harusnya 18" not in text
    assert "undian" not in text.split("Ketua memutuskan urutan")[1].split("\n")[0]
    assert "Melati" not in next(line for line in text.split("\n") if line.startswith("Penghargaan Favorit"))
    sheets_ = [
        one for one in history.lines(whole.records, masked=True) if one.kind in ("sheet_sent", "sheet_corrected")
    ]
    assert len(sheets_) == 7
    assert all(one.words.endswith("nilai tertutup sampai hasil dikunci.") for one in sheets_)
    names = [criterion.name for criterion in kediri().criterion]
    assert not any(name in text for name in names)


def test_it_is_closed_until_the_lock_and_again_when_that_is_taken_back() -> None:
    ledger = Ledger().event()
    closed = [history.is_closed(ledger.contest)]
    ledger.do(result.open_deliberation)
    closed.append(history.is_closed(ledger.contest))
    ledger.do(result.lock)
    closed.append(history.is_closed(ledger.contest))
    ledger.do(result.unlock, "salah")
    closed.append(history.is_closed(ledger.contest))
    ledger.do(result.lock)
    ledger.do(result.announce)
    closed.append(history.is_closed(ledger.contest))
    assert closed == [True, True, False, True, False]


def test_a_blind_process_tells_what_it_may_see() -> None:
    ledger = Ledger().ready()
    ledger.present("ceria")
    sent = ledger.do(sheets.send, "swasta", "ceria", ledger.marks("swasta", "ceria"), Notes())
    blind = sent.payload.model_copy(update={"marks": None, "notes": None})
    ledger.records[-1] = type(sent)(sent.seq, sent.uid, sent.at, sent.actor, blind, sent.hash)
    assert "tertutup" in last(ledger)


def test_the_time_is_that_of_the_venue_and_the_actor_a_name() -> None:
    ledger = Ledger().ready()
    first = history.lines(ledger.records, masked=True)[0]
    assert (first.at.hour, first.at.utcoffset().total_seconds()) == (9, 7 * 3600)
    assert first.who == "Operator"
    chair = ledger.records[-1]
    ledger.records[-1] = type(chair)(chair.seq, chair.uid, chair.at, "ketua:pemprov", chair.payload, chair.hash)
    line = history.lines(ledger.records, masked=True)[-1]
    assert (line.who, line.people) == ("Juri Pemprov Jatim (ketua)", ("pemprov",))


def test_filters_find_people_groups_and_kinds(whole: Ledger) -> None:
    told = history.lines(whole.records, masked=False)
    about = history.chosen(told, person="swasta")
    assert {"juri_absent", "sheet_sent", "sheet_confirmed", "juri_recused", "pin_reset"} <= {one.kind for one in about}
    assert all("Swasta" in one.words for one in about)
    melati = history.chosen(told, kbk="melati")
    assert {"slot_armed", "juri_recused", "deduction_decided", "award_decided"} <= {one.kind for one in melati}
    assert "slot_reason_given" in {one.kind for one in history.chosen(told, kbk="ceria")}
    assert "tie_decided" in {one.kind for one in history.chosen(told, kbk="ceria")}
    assert [one.kind for one in history.chosen(told, kind="juri_recused")] == ["juri_recused"]
    assert history.chosen(told, person="swasta", kbk="melati", kind="slot_armed") == []
    assert history.chosen(told) == told


def test_names_are_found_however_they_are_typed() -> None:
    event = kediri()
    assert history.kbk_id(event, "2") == "melati"
    assert history.kbk_id(event, " kbk MELATI ") == "melati"
    assert history.person_id(event, "Juri Swasta") == "swasta"
    assert history.person_id(event, "operator") == "operator"
    assert history.kind_id("slot_paused") == "slot_paused"
    for found in (history.kbk_id(event, "melatti"), history.person_id(event, "x\x1b[2J"), history.kind_id("slot")):
        assert isinstance(found, Refusal)
        assert "\x1b" not in found.words
    assert "melati" in history.kbk_id(event, "melatti").words


def test_the_contest_as_it_was() -> None:
    ledger = Ledger().event()
    states = {seq: history.contest_at(ledger.records, seq) for seq in (2, 4, 5, len(ledger.records))}
    assert [one.state for one in states.values()] == [State.SETUP, State.READY, State.RUNNING, State.RUNNING]
    assert states[len(ledger.records)] == ledger.contest
    for seq in (-1, 0, 1, len(ledger.records) + 1):
        assert isinstance(history.contest_at(ledger.records, seq), Refusal)


def test_as_text_has_days_times_and_one_line_each(whole: Ledger) -> None:
    told = history.lines(whole.records, masked=False)
    rows = history.as_text(told).splitlines()
    assert rows[0] == "Selasa, 25 Oktober 2016"
    assert len(rows) == len(told) + 1
    assert rows[1].startswith(" 1  09.00.00  Operator")
    assert history.as_text([]) == ""
    later = [*told[:1], history.Line(2, told[0].at.replace(day=26), *(getattr(told[1], f) for f in LATER))]
    assert history.as_text(later).splitlines()[2:4] == ["", "Rabu, 26 Oktober 2016"]


LATER = ("who", "kind", "words", "kbk", "people", "hash")


def test_a_file_that_was_meddled_with_does_not_command_the_terminal() -> None:
    ledger = Ledger()
    ledger.write(r.NoteWritten(text="\x1b[2Jhapus\u202ebalik"))
    text = history.as_text(history.lines(ledger.records, masked=True))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_as_json_is_for_programs(whole: Ledger) -> None:
    rows = json.loads(history.as_json(history.lines(whole.records, masked=True)))
    assert [row["seq"] for row in rows] == list(range(1, len(whole.records) + 1))
    assert rows[0]["at"] == "2016-10-25T09:00:00+07:00"
    assert set(rows[0]) == {"seq", "at", "who", "kind", "words", "kbk", "people", "hash"}


def test_it_speaks_english_too(whole: Ledger) -> None:
    lang.use("en")
    try:
        told = words(whole)
    finally:
        lang.use("id")
    assert len(told) == len(whole.records)


def test_unlawful_records_are_told_by_their_number() -> None:
    ledger = Ledger().ready()
    good = ledger.contest
    record = ledger.records[-1]
    bad = SlotStepped(kind="slot_started", slot="ceria-1", kbk="ceria", elapsed_ns=0)
    seq = record.seq + 1
    assert believed([*ledger.records, type(record)(seq, "x", record.at, "operator", bad, "0" * 64)]) == (good, seq)
    assert believed(ledger.records) == (good, None)
