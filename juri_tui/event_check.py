"""What the fields of a definition demand of each other; what one field alone may hold is checked by the model."""

import zoneinfo
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from juri_tui.lang import _
from juri_tui.model import Event, Juri
from juri_tui.text import length_written, quoted, shown

Path = tuple[str | int, ...]
RANK_METHODS = ("rank_sum", "skating")
TIE_STEPS = ("majority", "untrimmed", "panel", "countback", "chair")
AWARD_KINDS = ("place", "min", "criterion", "decision")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `code` for programs, `path` in the names of the event file, `words` for people.

    `needs` names what else led to it: one field ("criterion", 1, "max"), the same field of all rows "criterion.weight",
    an id "criterion:hasil". While one of them is itself broken, this problem may be only its echo.
    """

    code: str
    path: Path
    words: str
    needs: frozenset[str | Path] = frozenset()


def event_faults(event: Event) -> list[Problem]:
    """Everything in the definition that contradicts itself; empty for a definition that can be used."""
    checks: tuple[Callable[[Event], Iterable[Problem]], ...] = (
        _zone, _unique, _phases, _links, _scales, _panel, _own_criteria, _percent, _method, _quorum, _ties, _awards
    )  # fmt: skip
    return [problem for check in checks for problem in check(event)]


def counting_juri(event: Event) -> list[Juri]:
    """The juri whose marks count: those with a weight above 0."""
    return [juri for juri in event.juri if juri.weight > 0]


def _needs(*fields: str | Path) -> frozenset[str | Path]:
    return frozenset(fields)


def _unknown(path: Path, wanted: str, table: str) -> Problem:
    words = _("“{value}” tidak ada di [[{table}]]").format(value=quoted(wanted), table=table)
    return Problem("unknown_id", path, words, _needs(f"{table}:{wanted}"))


def _zone(event: Event) -> Iterator[Problem]:
    if not event.event.zone:
        words = _("wajib diisi; contoh yang benar: Asia/Jakarta, Asia/Makassar, Asia/Jayapura")
        yield Problem("zone", ("event", "zone"), words)
        return
    try:
        zoneinfo.ZoneInfo(event.event.zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder of the zone data, "Asia"
        words = _("“{value}” tidak dikenal; contoh yang benar: Asia/Jakarta")
        yield Problem("zone", ("event", "zone"), words.format(value=quoted(event.event.zone)))


def _unique(event: Event) -> Iterator[Problem]:
    yield from _repeated("phase", "id", [phase.id for phase in event.phase])
    yield from _repeated("criterion", "id", [criterion.id for criterion in event.criterion])
    yield from _repeated("juri", "id", [juri.id for juri in event.juri])
    yield from _repeated("kbk", "id", [kbk.id for kbk in event.kbk])
    yield from _repeated("kbk", "number", [str(kbk.number) for kbk in event.kbk])
    yield from _repeated("scoring.rounding", "stage", [step.stage for step in event.scoring.rounding])


def _repeated(table: str, key: str, values: list[str]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for position, value in enumerate(values):
        if value in first:
            words = _("“{value}” sudah dipakai pada urutan ke-{first}").format(value=value, first=first[value] + 1)
            yield Problem("repeated", (*table.split("."), position, key), words)
        else:
            first[value] = position


def _phases(event: Event) -> Iterator[Problem]:
    for position, phase in enumerate(event.phase):
        most = length_written(phase.length)
        for index, warn in enumerate(phase.warn):
            path: Path = ("phase", position, "warn", index)
            value = length_written(warn)
            if warn > phase.length:
                words = _("peringatan {value} lebih lama dari tahapnya ({most})").format(value=value, most=most)
                yield Problem("warn", path, words, _needs(("phase", position, "length")))
            elif warn == 0:
                words = _("peringatan {value} tidak perlu: akhir waktu selalu ditandai; yang boleh: 1s sampai {most}")
                yield Problem("warn", path, words.format(value=value, most=most), _needs(("phase", position, "length")))
            elif warn in phase.warn[:index]:
                yield Problem("repeated", path, _("“{value}” disebut dua kali").format(value=value))


def _links(event: Event) -> Iterator[Problem]:
    overtime = event.overtime.phase
    if overtime is not None and overtime not in {phase.id for phase in event.phase}:
        yield _unknown(("overtime", "phase"), overtime, "phase")
    kbk = {row.id for row in event.kbk}
    for position, pause in enumerate(event.breaks):
        if pause.after not in kbk:
            yield _unknown(("break", position, "after"), pause.after, "kbk")


def _scales(event: Event) -> Iterator[Problem]:
    for position, criterion in enumerate(event.criterion):
        path: Path = ("criterion", position)
        scale = _needs((*path, "min"), (*path, "max"), (*path, "step"))
        span = criterion.max - criterion.min
        if span <= 0:
            words = _("nilai terendah {low} harus di bawah nilai tertinggi {high}")
            words = words.format(low=shown(criterion.min), high=shown(criterion.max))
            yield Problem("scale", (*path, "max"), words, scale)
        elif span % criterion.step:
            words = _("langkah {step} tidak membagi rentang {low} sampai {high}")
            words = words.format(step=shown(criterion.step), low=shown(criterion.min), high=shown(criterion.max))
            yield Problem("step", (*path, "step"), words, scale)
        if event.scoring.total == "percent" and criterion.max <= 0:
            words = _("dengan total “percent” nilai tertinggi harus di atas 0, bukan {high}")
            words = words.format(high=shown(criterion.max))
            yield Problem("percent_max", (*path, "max"), words, _needs("scoring.total"))
    if all(criterion.weight == 0 for criterion in event.criterion):
        words = _("paling sedikit satu kriteria harus berbobot di atas 0")
        yield Problem("weights_zero", ("criterion", 0, "weight"), words, _needs("criterion.weight"))


def _panel(event: Event) -> Iterator[Problem]:
    chairs = [position for position, juri in enumerate(event.juri) if juri.role == "ketua"]
    for position in chairs[1:]:
        words = _("ketua hanya boleh satu; juri ke-{first} sudah ketua").format(first=chairs[0] + 1)
        yield Problem("two_chairs", ("juri", position, "role"), words, _needs("juri.role"))
    for position, juri in enumerate(event.juri):
        weight = shown(juri.weight)
        path: Path = ("juri", position, "weight")
        if juri.role == "pendamping" and juri.weight != 0:
            words = _("juri pendamping tidak dihitung; bobotnya harus 0, bukan {weight}").format(weight=weight)
            yield Problem("pendamping", path, words, _needs(("juri", position, "role")))
        if event.scoring.method != "mean" and juri.weight not in (0, 1):
            words = _("bobot juri selain 0 dan 1 hanya untuk metode “mean”, bukan {weight} dengan “{method}”")
            words = words.format(weight=weight, method=event.scoring.method)
            yield Problem("juri_weight", path, words, _needs("scoring.method"))
    if not counting_juri(event):
        words = _("tidak ada juri yang dihitung; paling sedikit satu juri harus berbobot di atas 0")
        yield Problem("no_counting_juri", ("juri", 0), words, _needs("juri.weight", "juri.role"))


def _own_criteria(event: Event) -> Iterator[Problem]:
    known = [criterion.id for criterion in event.criterion]
    for position, juri in enumerate(event.juri):
        path: Path = ("juri", position, "criteria")
        if juri.criteria == ():
            yield Problem("no_criteria", path, _("daftar kosong; hapus kunci ini bila juri menilai semua kriteria"))
        for index, wanted in enumerate(juri.criteria or ()):
            if wanted not in known:
                yield _unknown((*path, index), wanted, "criterion")
            elif wanted in (juri.criteria or ())[:index]:
                words = _("“{value}” disebut dua kali").format(value=quoted(wanted))
                yield Problem("repeated", (*path, index), words)
    counting = counting_juri(event)
    # An empty list, or one with a slip in it, has its own fault above; it may have meant the criterion in question.
    unsure = any(juri.criteria == () or set(juri.criteria or ()) - set(known) for juri in counting)
    for position, criterion in enumerate(event.criterion):
        marked = any(juri.criteria is None or criterion.id in juri.criteria for juri in counting)
        if counting and not unsure and not marked:
            words = _("tidak ada juri yang dihitung untuk kriteria “{id}”").format(id=criterion.id)
            needs = _needs("criterion.id", "juri.criteria", "juri.weight", "juri.role")
            yield Problem("unmarked", ("criterion", position), words, needs)


def _percent(event: Event) -> Iterator[Problem]:
    total = sum((criterion.weight for criterion in event.criterion), Decimal(0))
    if event.scoring.total == "percent" and total != 100:
        words = _("dengan total “percent” jumlah bobot kriteria harus tepat 100, bukan {total}")
        words = words.format(total=shown(total))
        yield Problem("percent_sum", ("scoring", "total"), words, _needs("criterion.weight", "scoring.total"))


def _method(event: Event) -> Iterator[Problem]:
    if event.scoring.method == "clipped_mean" and event.scoring.limit is None:
        words = _("wajib diisi untuk metode “clipped_mean” (limit = …)")
        yield Problem("limit", ("scoring", "limit"), words, _needs("scoring.limit", "scoring.method"))


def _quorum(event: Event) -> Iterator[Problem]:
    quorum, most = event.scoring.quorum, len(counting_juri(event))
    if quorum is not None and most and quorum > most:
        words = _("kuorum {quorum} lebih besar daripada jumlah juri yang dihitung, yaitu {most}")
        needs = _needs("juri.weight", "juri.role")
        yield Problem("quorum", ("scoring", "quorum"), words.format(quorum=quorum, most=most), needs)


def _ties(event: Event) -> Iterator[Problem]:
    known = {criterion.id for criterion in event.criterion}
    for position, step in enumerate(event.scoring.ties):
        path: Path = ("scoring", "ties", position)
        head, colon, wanted = step.partition(":")
        if step in event.scoring.ties[:position]:
            yield Problem("repeated", path, _("“{value}” disebut dua kali").format(value=quoted(step)))
        elif colon and head == "criterion":
            if wanted not in known:
                yield _unknown(path, wanted, "criterion")
        elif step not in TIE_STEPS:
            words = _("“{value}” tidak dikenal; yang boleh: criterion:ID, {allowed}")
            words = words.format(value=quoted(step), allowed=", ".join(TIE_STEPS))
            yield Problem("tie_step", path, words)


def _is_set(value: object) -> bool:
    return (
        value is not None and value is not False
    )  # not `in (None, False)`: an award from 0 points is one, and 0 == False


def _awards(event: Event) -> Iterator[Problem]:
    known = {criterion.id for criterion in event.criterion}
    for position, award in enumerate(event.award):
        path: Path = ("award", position)
        kinds = [kind for kind in AWARD_KINDS if _is_set(getattr(award, kind))]
        if len(kinds) != 1:
            words = _("isi tepat satu dari: place, min, criterion, decision; sekarang {count}").format(
                count=" + ".join(kinds) or _("tidak satu pun")
            )
            yield Problem("award_kind", path, words, _needs(*((*path, kind) for kind in AWARD_KINDS)))
        if award.criterion is not None and award.criterion not in known:
            yield _unknown((*path, "criterion"), award.criterion, "criterion")
        if award.min is not None and event.scoring.method in RANK_METHODS:
            words = _("metode “{method}” tidak memberi nilai, jadi penghargaan tidak dapat memakai batas nilai (min)")
            words = words.format(method=event.scoring.method)
            yield Problem("award_min", (*path, "min"), words, _needs("scoring.method"))
