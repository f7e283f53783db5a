"""What a change of the definition says in the history: each field by its name, from what to what."""

from decimal import Decimal

from ledger import Ledger

from juri_tui import history
from juri_tui.decisions import definition, result
from juri_tui.model import Break, Cut


def last(ledger: Ledger) -> str:
    return history.lines(ledger.records, masked=False)[-1].words


def test_a_change_names_the_field_and_both_values() -> None:
    """ "data Juri Swasta" told nobody that the name, or the role, was another one."""
    ledger = Ledger().ready()
    event = ledger.contest.definition
    juri = event.juri[1].model_copy(update={"name": "Pak Joko", "institution": "Kadin"})
    official = event.official[0].model_copy(update={"nip": "1234"})
    then = event.model_copy(
        update={
            "juri": (event.juri[0], juri),
            "official": (official, *event.official[1:]),
            "event": event.event.model_copy(update={"place": ""}),
            "kop": event.kop.model_copy(update={"lines": ()}),
        }
    )
    ledger.do(definition.set_definition, then, "sakit", ["pemprov"])
    told = last(ledger)
    assert "Juri 2 · nama: Juri Swasta → Pak Joko" in told
    assert f"Juri 2 (Juri Swasta) · instansi: {event.juri[1].institution} → Kadin" in told
    assert f"({official.name}) · nip: {event.official[0].nip or '–'} → 1234" in told
    assert f"Acara · tempat: {event.event.place} → –" in told
    assert f"baris kop: {event.kop.lines[0]}" in told
    assert " → –; " in told
    assert told.endswith(" Disetujui Juri Pemprov Jatim. Alasan: sakit.")


def test_a_change_of_rules_names_numbers_and_choices_as_people_say_them() -> None:
    ledger = Ledger()
    event = ledger.contest.definition
    first = event.criterion[0].model_copy(update={"weight": Decimal("1.5"), "levels": ()})
    then = event.model_copy(
        update={
            "criterion": (first, *event.criterion[1:]),
            "scoring": event.scoring.model_copy(update={"method": "median", "quorum": 2}),
            "phase": (event.phase[0].model_copy(update={"length": 1200, "warn": (60,)}), *event.phase[1:]),
            "cut": Cut(top=2),
            "kbk": tuple(reversed(event.kbk)),
        }
    )
    ledger.do(definition.set_definition, then)
    told = last(ledger)
    assert " · bobot: 1 → 1,5" in told
    assert "Penilaian · metode: rata-rata → nilai tengah" in told
    assert "Penilaian · kuorum juri: separuh juri yang dihitung, dibulatkan ke atas → 2" in told
    assert " · lama: 1800 detik → 1200 detik" in told
    assert " · peringatan: 300 detik, 60 detik → 60 detik" in told
    assert "ditambahkan" in told
    assert "urutan kelompok" in told


def test_two_breaks_of_one_name_are_two() -> None:
    ledger = Ledger()
    event = ledger.contest.definition
    one, two = (Break(after=kbk, name="ISHOMA", length=3600) for kbk in ("ceria", "melati"))
    ledger.do(definition.set_definition, event.model_copy(update={"breaks": (one, two)}))
    ledger.do(
        definition.set_definition,
        event.model_copy(update={"breaks": (one, two.model_copy(update={"length": 1800}))}),
    )
    assert last(ledger) == "Definisi acara diubah: Istirahat 2 (ISHOMA) · lama: 3600 detik → 1800 detik."


def test_whom_the_juri_gave_something_is_masked_as_well() -> None:
    ledger = Ledger().event()
    ledger.do(result.open_deliberation)
    ledger.do(result.decide_place, "berlian", 3, "karya orang lain")
    line = history.lines(ledger.records, masked=True)[-1]
    assert (line.kbk, "Berlian" in line.words, "orang lain" in line.words) == ((), False, False)
    assert history.lines(ledger.records, masked=False)[-1].kbk == ("berlian",)
