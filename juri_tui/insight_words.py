"""What `insight` found, in sentences of the language spoken. Nothing is computed here.

Every sentence names juri, KBK and criteria by their names; only the chair and, after the lock, the committee read them.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from juri_tui.bounds import Bounds
from juri_tui.flips import MarkFlip, WeightChange, WeightFlip
from juri_tui.insight import Insight, LeaveOneOut, Robustness, insight
from juri_tui.juri_stats import FarMark, PanelStats
from juri_tui.lang import _
from juri_tui.model import Event
from juri_tui.standing import Adjustment, Cells, listed, place_number
from juri_tui.text import fraction_text, shown
from juri_tui.why import number


def sentences(
    event: Event,
    cells: Cells,
    adjustments: Sequence[Adjustment] = (),
    pending: Mapping[str, Decimal] | None = None,
) -> list[str]:
    """Everything worth saying to the chair: how sure the first place is, then the marks far off.

    `pending`: KBK -> the most points that an undecided overtime may still take off.
    """
    found = insight(event, cells, adjustments, pending)
    return [*first_place(event, found), *far_off(event, found.panel)]


def first_place(event: Event, found: Insight) -> list[str]:
    """How sure the first place is: before the last sheet who can still win, after it what would change the winner.

    Where nobody can be ranked, why.
    """
    if found.robustness is None:
        return _still_open(event, found)
    sure = found.robustness
    return [
        *_hanging(event, found, sure),
        *_left_out(event, sure),
        *_weights(event, sure),
        *_mark(event, sure),
    ]


def far_off(event: Event, panel: PanelStats, kbk: str | None = None) -> list[str]:
    """Marks far from those of the other juri, of one KBK or of all (then named): `Juri A 6 poin di atas Juri B ..`."""
    made = []
    for far in panel.far:
        if kbk in (None, far.kbk) and (len(far.rivals) > 1 or far.difference > 0):
            words = _far(event, far)
            made.append(words if kbk else f"{_kbk(event, [far.kbk])}: {words}")
    return made


def ranges(event: Event, found: Insight) -> list[str]:
    """One line for each KBK with a place or the hope of one: what it reached, and between which places it moves."""
    if found.robustness is None:
        bounds = found.bounds or {}
        return [_reach(event, each) for each in sorted(bounds.values(), key=lambda each: (each.best, -each.high))]
    return [_range(event, found.robustness, kbk) for kbk in found.robustness.juri.ranges]


def limits(panel: PanelStats) -> list[str]:
    """What the statistics of this panel can not say."""
    words = {
        "one_juri": _("Dengan satu juri tidak ada ukuran kesepakatan."),
        "two_juri": _("Dengan dua juri keselarasan Kendall (W) tidak berarti; lihat selisih rata-rata dan alpha."),
        "different_criteria": _("Juri menilai kriteria yang berbeda; total mereka tidak dapat dibandingkan."),
        "few_kbk": _("Kurang dari dua KBK dinilai lengkap oleh semua juri; kesepakatan belum dapat diukur."),
    }
    return [words[code] for code in panel.limits]


# --- names and numbers ----------------------------------------------------------------------------------------------


def _kbk(event: Event, ids: Sequence[str]) -> str:
    return listed([event.kbk_by_id(kbk).name for kbk in ids])


def _titled(event: Event, kbk: str) -> str:
    row = event.kbk_by_id(kbk)
    return f"{row.number} {row.name}" + (f" · {row.unit}" if row.unit else "")


def _percent(share: Fraction) -> str:
    return shown(Decimal(fraction_text(share * 100, 1)))


def _span(best: Fraction | int, worst: Fraction | int) -> str:
    def place(value: Fraction | int) -> str:
        return shown(Decimal(str(place_number(Fraction(value)))))

    return place(best) if best == worst else f"{place(best)}-{place(worst)}"


# --- before the last sheet ------------------------------------------------------------------------------------------


def _still_open(event: Event, found: Insight) -> list[str]:
    if found.standings.faults:
        return [f"{fault.words(event)}." for fault in found.standings.faults]
    if found.standings.complete or found.bounds == {}:
        return [_("Tidak ada KBK yang dapat diperingkat.")]
    if found.bounds is None:
        return [_("Dengan metode peringkat belum ada yang pasti sebelum semua nilai masuk.")]
    sure = [each.kbk for each in found.bounds.values() if each.clinched]
    if sure:
        words = _("{kbk} sudah pasti peringkat 1, tanpa pengurangan atau diskualifikasi.")
        return [words.format(kbk=_kbk(event, sure))]
    hopeful = [each.kbk for each in found.bounds.values() if each.best == 1]
    return [_("Masih dapat menjadi peringkat 1: {kbk}.").format(kbk=_kbk(event, hopeful))]


def _reach(event: Event, own: Bounds) -> str:
    digits = event.scoring.display_digits
    words = _("{kbk}: nilai akhir {low} sampai {high}, peringkat {places}")
    if own.low == own.high:
        words = _("{kbk}: nilai akhir {low}, peringkat {places}")
    low, high = shown(own.low, digits), shown(own.high, digits)
    return words.format(kbk=_titled(event, own.kbk), low=low, high=high, places=_span(own.best, own.worst))


# --- after it -------------------------------------------------------------------------------------------------------


def _hanging(event: Event, found: Insight, sure: Robustness) -> list[str]:
    """What keeps the first place open although all marks are there: overtime to decide, or a shared place."""
    if len(sure.winners) > 1:
        return [_("Peringkat 1 bersama: {kbk}.").format(kbk=_kbk(event, sure.winners))]
    if found.bounds is not None and not found.bounds[sure.winners[0]].clinched:
        return [_("Peringkat 1 masih bergantung pada keputusan lewat waktu.")]
    return []


def _left_out(event: Event, sure: Robustness) -> list[str]:
    if sure.second is None and len(sure.winners) == 1:
        return [_("Hanya {kbk} yang berperingkat.").format(kbk=_kbk(event, sure.winners))]
    first = _kbk(event, sure.winners)
    of_juri, of_criteria = sure.juri.keeps(sure.winners), sure.criteria.keeps(sure.winners)
    if of_juri and of_criteria and not sure.juri.limit:
        return [_("{kbk} tetap pertama tanpa juri mana pun dan tanpa kriteria mana pun.").format(kbk=first)]
    return [*_without_juri(event, sure, first), *_without_criterion(event, sure, first)]


def _without_juri(event: Event, sure: Robustness, first: str) -> list[str]:
    kept = sure.juri.keeps(sure.winners)
    if sure.juri.limit == "one_juri":
        return [_("Dengan satu juri tidak dapat dikatakan apa yang terjadi tanpa juri itu.")]
    if sure.juri.limit == "two_juri":
        if kept:
            return [_("Kedua juri, masing-masing sendiri, menempatkan {kbk} di peringkat 1.").format(kbk=first)]
        return _own_rankings(event, sure.juri)
    if kept:
        return [_("{kbk} tetap pertama tanpa juri mana pun.").format(kbk=first)]
    names = {juri.id: juri.name for juri in event.juri}
    return _changed(event, sure.juri, sure.winners, names, _("Tanpa {left_out}, {kbk} yang pertama."))


def _own_rankings(event: Event, without: LeaveOneOut) -> list[str]:
    """With two juri, who is first without the one is first for the other."""
    made = []
    names = [event.juri_by_id(row.left_out).name for row in without.rows]
    for row, other, left_out in zip(without.rows, reversed(names), names, strict=True):
        words = _("Menurut {juri} sendiri, {kbk} yang pertama.").format(juri=other, kbk=_kbk(event, row.winners))
        made.append(words if row.winners else _("Tanpa {left_out} tidak ada peringkat.").format(left_out=left_out))
    return made


def _without_criterion(event: Event, sure: Robustness, first: str) -> list[str]:
    if sure.criteria.limit == "one_criterion":
        return [_("Hanya satu kriteria yang berbobot; tanpa kriteria itu tidak ada peringkat.")]
    if sure.criteria.keeps(sure.winners):
        return [_("{kbk} tetap pertama tanpa kriteria mana pun.").format(kbk=first)]
    names = {criterion.id: criterion.name for criterion in event.criterion}
    return _changed(event, sure.criteria, sure.winners, names, _("Tanpa kriteria {left_out}, {kbk} yang pertama."))


def _changed(
    event: Event, without: LeaveOneOut, winners: tuple[str, ...], names: Mapping[str, str], words: str
) -> list[str]:
    nobody = _("Tanpa {left_out} tidak ada peringkat.")
    return [
        (words if row.winners else nobody).format(left_out=names[row.left_out], kbk=_kbk(event, row.winners))
        for row in without.rows
        if row.winners != winners
    ]


def _weights(event: Event, sure: Robustness) -> list[str]:
    if sure.weights is None:
        return []
    made = _weight_words(event, sure.weights)
    return [f"{made} " + _("Dihitung tanpa pembulatan dan batas bawah.") if sure.weights.rounded else made]


def _weight_words(event: Event, flip: WeightFlip) -> str:
    first, second = _kbk(event, [flip.first]), _kbk(event, [flip.second])
    if flip.single is not None:
        return _("Agar {kbk} unggul, {weight}.").format(kbk=second, weight=_one_weight(event, flip.single))
    if flip.lead < 0:
        return _("Sebelum pembulatan dan batas bawah nilai {kbk} lebih tinggi.").format(kbk=second)
    if flip.least > 0:
        words = _("{first} unggul atas {second} di semua kriteria: tidak ada perubahan bobot yang membaliknya.")
    elif flip.least == 0:
        words = _("{first} tidak kalah dari {second} di kriteria mana pun: tidak ada perubahan bobot yang membaliknya.")
    elif flip.lead == 0:
        words = _("Nilai {first} dan {second} sama: perubahan bobot sekecil apa pun dapat membalik urutannya.")
    else:
        words = _("Berkat tambahan nilai {first}, tidak ada perubahan bobot yang membuat {second} unggul.")
    return words.format(first=first, second=second)


def _one_weight(event: Event, change: WeightChange) -> str:
    words = _("bobot {criterion} harus naik {change} (dari {old}% menjadi {new}%)")
    if change.change < 0:
        words = _("bobot {criterion} harus turun {change} (dari {old}% menjadi {new}%)")
    return words.format(
        criterion=event.criterion_by_id(change.criterion).name,
        change=number(abs(change.change), 2, Fraction(0)),
        old=_percent(change.weight),
        new=_percent(change.weight + change.change),
    )


def _mark(event: Event, sure: Robustness) -> list[str]:
    if sure.second is None:
        return []
    if sure.mark is not None:
        return [_mark_words(event, sure.mark)]
    if sure.mark_untried:
        return [_("Acara ini terlalu besar untuk mencoba setiap nilai satu per satu.")]
    return [_("Tidak ada satu nilai pun yang sendirian membalik peringkat 1 dan 2.")]


def _mark_words(event: Event, flip: MarkFlip) -> str:
    words = _(
        "Satu nilai saja dapat membalik peringkat 1 dan 2: nilai {juri} untuk {kbk} pada {criterion}, "
        "{old} menjadi {new} ({steps} langkah)."
    )
    return words.format(
        juri=event.juri_by_id(flip.juri).name,
        kbk=event.kbk_by_id(flip.kbk).name,
        criterion=event.criterion_by_id(flip.criterion).name,
        old=shown(flip.old),
        new=shown(flip.new),
        steps=flip.steps,
    )


def _range(event: Event, sure: Robustness, kbk: str) -> str:
    made = []
    if sure.juri.rows:
        made.append(_("tanpa satu juri peringkat {places}").format(places=_span(*sure.juri.ranges[kbk])))
    if sure.criteria.rows:
        made.append(_("tanpa satu kriteria peringkat {places}").format(places=_span(*sure.criteria.ranges[kbk])))
    return ": ".join([_titled(event, kbk), "; ".join(made)]) if made else _titled(event, kbk)


def _far(event: Event, far: FarMark) -> str:
    if len(far.rivals) == 1:
        words = _("{juri} {points} poin di atas {rival} pada {criterion}")
    elif far.difference > 0:
        words = _("{juri} {points} poin di atas rata-rata juri lain pada {criterion}")
    else:
        words = _("{juri} {points} poin di bawah rata-rata juri lain pada {criterion}")
    return words.format(
        juri=event.juri_by_id(far.juri).name,
        points=number(abs(far.difference), 2, Fraction(0)),
        rival=event.juri_by_id(far.rivals[0]).name,
        criterion=event.criterion_by_id(far.criterion).name,
    )
