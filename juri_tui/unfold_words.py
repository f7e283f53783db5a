"""A total taken apart, in lines that a person can check with a pocket calculator."""

from collections.abc import Iterator
from fractions import Fraction

from juri_tui.lang import _
from juri_tui.model import Absence, Event
from juri_tui.standing import Standings, exact_or_short
from juri_tui.text import shown
from juri_tui.why import CriterionUse, MarkUse, Unfolded, explain


def unfolded_lines(standings: Standings, event: Event, whole: Unfolded) -> tuple[str, ...]:
    """The place with its reason, each criterion down to its marks, each adjustment, the total."""
    kbk = event.kbk_by_id(whole.kbk)
    lines = [f"{kbk.number} {kbk.name} · {kbk.unit}" if kbk.unit else f"{kbk.number} {kbk.name}"]
    lines.append(explain(standings, event, kbk.id))
    for part in whole.criteria:
        lines += _criterion(event, part)
    if whole.panel is not None:
        lines.append(_("Jumlah: {value}").format(value=exact_or_short(whole.panel)))
    for decision in whole.adjustments:
        if decision.kind == "points" and decision.points is not None:
            points = shown(decision.points) if decision.points < 0 else "+" + shown(decision.points)
            lines.append(f"{points}: {decision.reason}")
    if whole.total is not None:
        lines.append(_("Nilai akhir: {value}").format(value=exact_or_short(whole.total)))
    return tuple(lines)


def _criterion(event: Event, part: CriterionUse) -> Iterator[str]:
    name = event.criterion_by_id(part.criterion).name
    if part.weighted is None or part.rounded is None:
        yield _("{criterion}: belum ada nilai").format(criterion=name)
    elif part.share == 1:
        yield f"{name}: {exact_or_short(part.weighted)}"
    else:
        factors = (exact_or_short(value) for value in (part.rounded, part.share, part.weighted))
        yield "{}: {} × {} = {}".format(name, *factors)
    yield "    " + " · ".join(f"{event.juri_by_id(mark.juri).name} {_mark(mark)}" for mark in part.marks)
    if part.guarded:
        yield "    " + _("nilai terlalu sedikit bagi metode ini: rata-rata biasa")


def _mark(use: MarkUse) -> str:
    if use.mark is None or isinstance(use.mark, Absence):
        return {
            None: _("belum"),
            Absence.ABSTAINED: _("tidak menilai"),
            Absence.RECUSED: _("berhalangan"),
            Absence.ABSENT: _("tidak hadir"),
        }[use.mark]
    text = shown(use.mark)
    if use.use == "clipped" and use.value is not None:
        return _("{mark} (dihitung {value})").format(mark=text, value=exact_or_short(use.value))
    if use.use == "dropped":
        return _("{mark} (tidak dihitung)").format(mark=text)
    if use.use == "advisory":
        return _("{mark} (pendamping)").format(mark=text)
    if use.weight != 1:
        return f"{text} × {exact_or_short(Fraction(use.weight))}"
    return text
