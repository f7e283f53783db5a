"""Tata nilai, laporan nol, and the shelf: every rule that counts stands on the page, and zero means zero."""

from decimal import Decimal

import pytest
from events import kediri
from ledger import Ledger

from juri_tui.decisions import definition, result
from juri_tui.model import Award, Cut, Event, Juri, Kop, Overtime, Phase, Refusal, RoundingStep, Scoring
from juri_tui.papers.rules_page import WIDTH, rules_page, zero_report
from juri_tui.papers.shelf import shelf
from juri_tui.seal import rules_code


def page(event: Event | None = None) -> str:
    return " ".join(rules_page(Ledger(event).contest).text.split())


def changed(**parts: object) -> Event:
    return kediri().model_copy(update=parts)


def test_the_page_of_the_demo() -> None:
    ledger = Ledger().ready()
    paper = rules_page(ledger.contest)
    assert paper.name == "LATIHAN-tata-nilai.txt"
    lines = paper.text.splitlines()
    assert lines[:3] == ["PEMERINTAH KOTA KEDIRI", "SEKRETARIAT DAERAH", "BAGIAN ORGANISASI"]
    assert "TATA NILAI   LATIHAN" in lines
    assert max(len(line) for line in lines) <= WIDTH + 2
    text = " ".join(paper.text.split())
    for criterion in kediri().criterion:
        assert f"{criterion.name} 0 – {criterion.max} 0,5 1" in text
        assert criterion.description in text
    assert "BELUM DIBEKUKAN" not in text
    assert "Nilai sama dipisahkan berturut-turut oleh: nilai pada Hasil & dampak (output), nilai pada Solusi" in text
    assert "keputusan ketua dewan juri; selebihnya juara bersama." in text
    assert "Paparan: 30:00, peringatan pada sisa 05:00 dan 01:00." in text
    assert "Lewat waktu lebih dari 00:30: pengurangan 1 nilai setiap 01:00, paling banyak 5." in text
    assert "Juara I: peringkat 1" in text
    assert "Favorit: diputuskan dewan juri" in text
    assert "Juri Pemprov Jatim · Pemerintah Provinsi Jawa Timur · ketua" in text
    assert lines[-1] == f"Kode aturan: {ledger.contest.rules}"


def test_before_the_freeze_it_says_so_and_the_code_is_what_it_would_be() -> None:
    text = page()
    assert "BELUM DIBEKUKAN" in text
    assert rules_code(kediri()) in text


@pytest.mark.parametrize(
    ("scoring", "words"),
    [
        ({"method": "trimmed_mean", "trim": 1}, "tanpa 1 tertinggi dan 1 terendah"),
        ({"method": "median"}, "nilai tengah dari nilai juri"),
        ({"method": "clipped_mean", "limit": Decimal(2)}, "ditarik ke batas"),
        ({"method": "rank_sum"}, "jumlah terkecil menang"),
        ({"method": "skating"}, "Sistem skating"),
        ({"total": "percent"}, "dalam persen"),
        ({"rounding": (RoundingStep(stage="weighted", digits=3),)}, "Nilai terbobot dibulatkan ke 3 desimal."),
        ({"floor": Decimal(0)}, "tidak kurang dari 0"),
        ({"quorum": 2}, "paling sedikit 2 juri"),
        ({}, "Nilai sama: juara bersama."),
        (
            {"ties": ("majority", "countback", "panel", "untrimmed")},
            "yang lebih banyak mengunggulkan, peringkat pertama",
        ),
    ],
)
def test_every_way_of_counting_has_its_words(scoring: dict[str, object], words: str) -> None:
    assert words in page(changed(scoring=Scoring(**scoring)))


def test_awards_cut_phases_and_panel_in_words() -> None:
    awards = (Award(name="Emas", min=Decimal(80)), Award(name="Solusi", criterion="solusi"))
    juri = (
        *kediri().juri,
        Juri(id="damping", name="Pak Damping", role="pendamping"),
        Juri(id="dua", name="Bu Dua", weight=Decimal(2)),
    )
    one = Phase(id="p", name="Yel-yel", length=60, warn=())
    text = page(changed(award=awards, juri=juri, phase=(one,), overtime=Overtime(), cut=Cut(top=2)))
    assert "Emas: nilai akhir mulai 80" in text
    assert "Solusi: nilai tertinggi pada Solusi & inovasi" in text
    assert "Pak Damping · tidak dihitung" in text
    assert "Bu Dua · bobot 2" in text
    assert "Yel-yel: 01:00. Lewat waktu hanya dicatat." in text
    assert "2 kelompok teratas maju ke Gelar Budaya Kerja Provinsi Jawa Timur." in text
    info = kediri().event.model_copy(update={"advances_to": "", "place": "", "date": None})
    bare = page(changed(event=info, cut=Cut(top=1), award=(), kop=Kop()))
    assert "1 kelompok teratas maju ke tingkat berikutnya." in bare
    assert bare.startswith("TATA NILAI LATIHAN Gelar Budaya Kerja BELUM DIBEKUKAN")
    assert "PENGHARGAAN" not in bare


def test_groups_and_long_names_of_criteria() -> None:
    first, second, *rest = kediri().criterion
    long = "Nama kriteria yang sangat panjang sehingga tidak muat pada satu baris saja"
    criteria = (
        first.model_copy(update={"group": "Risalah", "name": long, "description": ""}),
        second.model_copy(update={"group": "Risalah"}),
        *(one.model_copy(update={"group": "Panggung"}) for one in rest),
    )
    ledger = Ledger(changed(criterion=criteria))
    lines = [line.strip() for line in rules_page(ledger.contest).text.splitlines()]
    assert lines.count("Risalah") == lines.count("Panggung") == 1
    assert long in page(changed(criterion=criteria)).replace("0 – 20 0,5 1 ", "")


def test_zero_is_said_only_where_it_is_zero() -> None:
    ledger = Ledger()
    early = zero_report(ledger.contest)
    assert early.name == "LATIHAN-laporan-nol.txt"
    assert "Belum ada satu nilai pun." in early.text
    assert "    –  KBK Ceria · Dispenda" in early.text
    ledger.ready()
    assert "    1  KBK Ceria · Dispenda" in zero_report(ledger.contest).text
    assert ledger.contest.rules in zero_report(ledger.contest).text
    ledger.present("ceria")
    assert "BUKAN NOL" in zero_report(ledger.contest).text


def test_the_shelf_follows_the_state() -> None:
    ledger = Ledger(changed(award=()))
    assert [offer.key for offer in shelf(ledger.contest)] == ["rules", "zero", "blank"]
    assert "belum dibekukan" in shelf(ledger.contest)[0].preview
    ledger = Ledger(changed(award=())).event()
    assert ledger.contest.rules in shelf(ledger.contest)[0].preview
    assert [offer.key for offer in shelf(ledger.contest)] == ["rules", "blank"]
    ledger.do(result.open_deliberation)
    ledger.do(result.lock)
    keys = [offer.key for offer in shelf(ledger.contest)]
    assert keys == ["rules", "blank", "recap", "peringkat.csv", "rekap.csv", "waktu.csv", "hasil.json", "periksa.py"]
    for offer in shelf(ledger.contest):
        made = offer.make(ledger.contest, ledger.ticking.now())
        assert isinstance(made, tuple)
        assert made
        assert offer.preview
        assert all(paper.text for paper in made)


def test_a_real_contest_has_no_word_of_rehearsal() -> None:
    ledger = Ledger()
    object.__setattr__(ledger.contest, "rehearsal", False)
    for paper in (rules_page(ledger.contest), zero_report(ledger.contest)):
        assert "LATIHAN" not in paper.name + paper.text


def test_a_thawed_contest_is_not_frozen_on_paper() -> None:
    ledger = Ledger().ready()
    ledger.do(definition.thaw, "salah ketik")
    assert "BELUM DIBEKUKAN" in rules_page(ledger.contest).text


def test_the_script_lies_on_the_shelf_once_there_are_awards_to_give() -> None:
    ledger = Ledger().event()
    ledger.do(result.open_deliberation)
    ledger.do(result.lock)
    offer = next(offer for offer in shelf(ledger.contest) if offer.key == "script")
    assert offer.preview.startswith("3 penghargaan")
    made = offer.make(ledger.contest, ledger.ticking.now())
    assert isinstance(made, tuple)
    assert made[0].name == "LATIHAN-naskah-pengumuman.txt"
    assert "nomor urut 3, KBK Berlian, dari RSUD Gambiran" in made[0].text
    ledger.do(result.unlock, "salah baca")
    assert [o.key for o in shelf(ledger.contest)] == ["rules", "blank"]
    for made in (offer.make(ledger.contest, ledger.ticking.now()), stale(ledger)):
        assert isinstance(made, Refusal)


def stale(ledger: Ledger) -> object:
    """A paper of the result, asked for although the lock was opened meanwhile."""
    again = Ledger().event()
    again.do(result.open_deliberation)
    again.do(result.lock)
    return shelf(again.contest)[-1].make(ledger.contest, ledger.ticking.now())
