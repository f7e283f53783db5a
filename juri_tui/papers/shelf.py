"""Which papers can be written now, each with a line that says what it is. Pure; `export.write` puts them on disk."""

from collections.abc import Callable
from dataclasses import dataclass

from juri_tui.ceremony_view import script, steps
from juri_tui.contest import Contest, State
from juri_tui.lang import _, _n
from juri_tui.model import Refusal, Stamp
from juri_tui.papers.erratum_page import erratum_page
from juri_tui.papers.export import Paper, blank_sheets, result_papers
from juri_tui.papers.recap_page import recap_page
from juri_tui.papers.rules_page import rules_page, zero_report

Make = Callable[[Contest, Stamp], tuple[Paper, ...] | Refusal]


@dataclass(frozen=True, slots=True)
class Offer:
    """One paper (or one for each juri) that can be written: its title, what it holds, and how it is made."""

    key: str
    title: str
    preview: str
    make: Make


def shelf(contest: Contest) -> tuple[Offer, ...]:
    """The papers of this moment, in the order in which an event needs them."""
    offers = [_rules(contest)]
    if contest.state in (State.SETUP, State.READY) and not contest.sheets:
        offers.append(_zero())
    offers.append(_blank(contest))
    if contest.locked is None or contest.state not in (State.LOCKED, State.ANNOUNCED):
        return tuple(offers)
    count = len(steps(contest))
    if count:
        words = _n("{count} penghargaan dari yang terbawah, untuk dibacakan MC", count)
        offers.append(Offer("script", _("Naskah pengumuman"), words.format(count=count), _script))
    words = _("peringkat, yang tercatat di luar kebiasaan, tanda tangan")
    offers.append(Offer("recap", _("Rekapitulasi"), words, _recap))
    if contest.errata:
        words = _("yang keliru sesudah pengumuman, dengan sebabnya: {count}").format(count=len(contest.errata))
        offers.append(Offer("erratum", _("Lembar ralat"), words, _erratum))
    titles = (
        ("peringkat.csv", _("Peringkat"), _("peringkat, nilai akhir, penghargaan")),
        ("rekap.csv", _("Rekapitulasi nilai"), _("setiap nilai dari setiap juri")),
        ("waktu.csv", _("Catatan waktu"), _("lama tampil, tambahan, jeda, dan alasannya")),
        ("hasil.json", _("Hasil lengkap (JSON)"), _("untuk program lain dan pemeriksa")),
        ("periksa.py", _("Pemeriksa mandiri"), _("program kecil yang menghitung ulang hasil dari berkas")),
    )
    offers += [Offer(end, title, what, _result(end)) for end, title, what in titles]
    return tuple(offers)


def _rules(contest: Contest) -> Offer:
    event = contest.definition
    words = _("{criteria} kriteria, cara menghitung, waktu")
    preview = words.format(criteria=len(event.criterion))
    if contest.rules:
        preview += " · " + _("kode {code}").format(code=contest.rules)
    else:
        preview += " · " + _("belum dibekukan")
    return Offer("rules", _("Tata nilai"), preview, lambda now, _at: (rules_page(now),))


def _zero() -> Offer:
    words = _("bukti bahwa belum ada nilai sebelum acara dimulai")
    return Offer("zero", _("Laporan nol"), words, lambda now, _at: (zero_report(now),))


def _blank(contest: Contest) -> Offer:
    words = _("untuk listrik padam: {juri} juri, {kbk} kelompok").format(
        juri=len(contest.definition.juri), kbk=len(contest.order)
    )
    return Offer("blank", _("Lembar penilaian kosong"), words, lambda now, _at: blank_sheets(now))


def _script(contest: Contest, _at: Stamp) -> tuple[Paper, ...] | Refusal:
    text = script(contest)
    if not text:
        return Refusal("state", _("Naskah tersedia setelah hasil dikunci."))
    return (Paper(("LATIHAN-" if contest.rehearsal else "") + "naskah-pengumuman.txt", text),)


def _recap(contest: Contest, _at: Stamp) -> tuple[Paper, ...] | Refusal:
    page = recap_page(contest)
    return page if isinstance(page, Refusal) else (page,)


def _erratum(contest: Contest, _at: Stamp) -> tuple[Paper, ...] | Refusal:
    page = erratum_page(contest)
    return page if isinstance(page, Refusal) else (page,)


def _result(end: str) -> Make:
    """The one of the result's papers whose name ends so."""

    def make(contest: Contest, at: Stamp) -> tuple[Paper, ...] | Refusal:
        papers = result_papers(contest, at)
        return papers if isinstance(papers, Refusal) else tuple(p for p in papers if p.name.endswith(end))

    return make
