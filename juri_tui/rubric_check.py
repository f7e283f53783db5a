"""Looks over a definition before the event: what contradicts itself, and what can be meant but seldom is.

The faults are those of `event_faults`. The warnings are ours: the event may go on with them, but somebody should look.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from juri_tui.event_check import RANK_METHODS, Path, counting_juri, event_faults
from juri_tui.lang import _
from juri_tui.model import Criterion, Event
from juri_tui.text import quoted, shown

Severity = Literal["fault", "warning"]
FEW_JURI = {"median": 5, "clipped_mean": 5, "rank_sum": 3, "skating": 3}
# How forms name their levels, from the best down; "sangat baik" before "baik", because the longer name must win.
_GRADES = (("istimewa", 5), ("sangat baik", 4), ("baik", 3), ("cukup", 2), ("sangat kurang", 0), ("kurang", 1))


@dataclass(frozen=True, slots=True)
class RubricWarning:
    """One thing to look at: `code` for programs, `where` as a path of the event file, `words` for people."""

    code: str
    where: Path
    words: str
    severity: Severity = "warning"


def check_rubric(event: Event) -> list[RubricWarning]:
    """Faults first, then warnings, each in the order of the definition; empty for a definition without surprises."""
    checks: tuple[Callable[[Event], Iterable[RubricWarning]], ...] = (
        _sum, _weights, _levels, _same_names, _few_juri, _idle_steps, _overlapping_awards, _unreachable, _overtime
    )  # fmt: skip
    found = [RubricWarning(fault.code, fault.path, fault.words, "fault") for fault in event_faults(event)]
    return found + [warning for check in checks for warning in check(event)]


def highest_total(event: Event) -> Decimal:
    """The total of a KBK that gets every maximum, before adjustments."""
    if event.scoring.total == "percent":
        return sum((criterion.weight for criterion in event.criterion), Decimal(0))
    return sum((criterion.weight * criterion.max for criterion in event.criterion), Decimal(0))


def _sum(event: Event) -> Iterator[RubricWarning]:
    highest = highest_total(event)
    if event.scoring.total == "points" and highest % 10:
        words = _("nilai tertinggi seluruhnya {total}, bukan bilangan bulat puluhan seperti 100; salah hitung?")
        yield RubricWarning("sum", ("criterion",), words.format(total=shown(highest)))
    floor = event.scoring.floor
    if floor is not None and floor >= highest and event.scoring.method not in RANK_METHODS:
        words = _("batas bawah {floor} tidak di bawah nilai tertinggi {total}: semua KBK akan sama")
        words = words.format(floor=shown(floor), total=shown(highest))
        yield RubricWarning("floor", ("scoring", "floor"), words)


def _weights(event: Event) -> Iterator[RubricWarning]:
    for position, criterion in enumerate(event.criterion):
        if criterion.weight == 0:
            words = _("kriteria “{name}” berbobot 0: wajib dinilai, tetapi tidak menambah nilai")
            yield RubricWarning("weight_zero", ("criterion", position), words.format(name=criterion.name))


def _levels(event: Event) -> Iterator[RubricWarning]:
    for position, criterion in enumerate(event.criterion):
        path: Path = ("criterion", position, "levels")
        for code, words in _level_slips(criterion):
            yield RubricWarning(code, path, _("kriteria “{name}”: {words}").format(name=criterion.name, words=words))


def _level_slips(criterion: Criterion) -> Iterator[tuple[str, str]]:
    starts = [level.from_ for level in criterion.levels]
    if not starts:
        return
    for start in starts:
        if not criterion.min <= start <= criterion.max:
            yield "level_outside", _("tingkat mulai {start} berada di luar skala").format(start=shown(start))
    if starts not in (sorted(set(starts)), sorted(set(starts), reverse=True)):
        yield "levels_fall", _("urutan tingkat naik turun atau ada batas yang sama")
    if min(starts) > criterion.min:
        words = _("nilai di bawah {start} tidak punya uraian").format(start=shown(min(starts)))
        yield "level_gap", words
    best_first = sorted(criterion.levels, key=lambda level: level.from_, reverse=True)
    grades = [grade for level in best_first if (grade := _grade(level.text)) is not None]
    if grades != sorted(grades, reverse=True):
        yield "levels_swapped", _("tingkat yang namanya lebih baik mulai dari nilai yang lebih rendah")


def _grade(text: str) -> int | None:
    return next((grade for name, grade in _GRADES if text.lower().startswith(name)), None)


def _same_names(event: Event) -> Iterator[RubricWarning]:
    tables = {
        "criterion": [criterion.name for criterion in event.criterion],
        "juri": [juri.name for juri in event.juri],
        "kbk": [kbk.name for kbk in event.kbk],
        "award": [award.name for award in event.award],
    }
    for table, names in tables.items():
        seen: set[str] = set()
        for position, name in enumerate(names):
            if _bare(name) in seen:
                words = _("nama “{name}” dipakai dua kali; mudah tertukar").format(name=quoted(name))
                yield RubricWarning("same_name", (table, position, "name"), words)
            seen.add(_bare(name))
            if len(_scripts(name)) > 1:
                words = _("nama “{name}” mencampur huruf yang mirip dari beberapa aksara").format(name=quoted(name))
                yield RubricWarning("look_alike", (table, position, "name"), words)


def _bare(name: str) -> str:
    """What is left to tell names apart in a noisy hall: letters and digits, without accents and capitals."""
    return "".join(char for char in unicodedata.normalize("NFKD", name).casefold() if char.isalnum()) or name


def _scripts(name: str) -> set[str]:
    """Which of the scripts whose letters look alike stand in a name."""
    return {unicodedata.name(char, "").split(" ")[0] for char in name} & {"LATIN", "CYRILLIC", "GREEK"}


def _few_juri(event: Event) -> Iterator[RubricWarning]:
    method, counting = event.scoring.method, counting_juri(event)
    needed = 2 * event.scoring.trim + 2 if method == "trimmed_mean" else FEW_JURI.get(method, 1)
    for position, criterion in enumerate(event.criterion):
        panel = sum(juri.criteria is None or criterion.id in juri.criteria for juri in counting)
        if 0 < panel < needed:
            words = _("metode “{method}” perlu paling sedikit {needed} juri; kriteria “{name}” dinilai {panel} juri")
            words = words.format(method=method, needed=needed, name=criterion.name, panel=panel)
            yield RubricWarning("few_juri", ("criterion", position), words)
    if len(counting) == 1 and not any(official.role == "saksi" for official in event.official):
        words = _("hanya satu juri yang dihitung dan tidak ada saksi; tambahkan pejabat dengan peran saksi")
        yield RubricWarning("no_witness", ("juri",), words)


def _idle_steps(event: Event) -> Iterator[RubricWarning]:
    method = event.scoring.method
    idle = {"untrimmed", "panel"} if method in RANK_METHODS else {"untrimmed"} if method == "mean" else set()
    if len(counting_juri(event)) < 2:
        idle |= {"majority", "countback"}
    for position, step in enumerate(event.scoring.ties):
        if step in idle:
            words = _("langkah “{step}” tidak pernah memisahkan nilai sama pada lomba ini").format(step=step)
            yield RubricWarning("idle_step", ("scoring", "ties", position), words)


def _overlapping_awards(event: Event) -> Iterator[RubricWarning]:
    for kind in ("place", "min", "criterion"):
        values = [getattr(award, kind) for award in event.award]
        for position, value in enumerate(values):
            if value is not None and value in values[:position]:
                words = _("“{name}” diberikan untuk hal yang sama dengan “{other}”")
                other = event.award[values.index(value)].name
                words = words.format(name=event.award[position].name, other=other)
                yield RubricWarning("awards_overlap", ("award", position, kind), words)
    if any(award.place is not None for award in event.award) and any(award.min is not None for award in event.award):
        words = _("ada penghargaan menurut peringkat dan menurut batas nilai; satu KBK dapat menerima keduanya")
        yield RubricWarning("awards_mixed", ("award",), words)


def _unreachable(event: Event) -> Iterator[RubricWarning]:
    highest, contestants = highest_total(event), len(event.kbk)
    places = {award.place for award in event.award if award.place is not None}
    for position, award in enumerate(event.award):
        if award.min is not None and award.min > highest:
            words = _("“{name}” mulai dari {min}, padahal nilai tertinggi hanya {total}")
            words = words.format(name=award.name, min=shown(award.min), total=shown(highest))
            yield RubricWarning("award_unreachable", ("award", position, "min"), words)
        if award.place is not None and award.place > contestants:
            words = _("“{name}” untuk peringkat {place}, padahal peserta hanya {count}")
            words = words.format(name=award.name, place=award.place, count=contestants)
            yield RubricWarning("award_unreachable", ("award", position, "place"), words)
        if award.place is not None and award.place > 1 and award.place - 1 not in places:
            words = _("tidak ada penghargaan untuk peringkat {place}").format(place=award.place - 1)
            yield RubricWarning("award_gap", ("award", position, "place"), words)
    if event.cut is not None and event.cut.top >= contestants:
        words = _("yang lolos {top}, padahal peserta hanya {count}").format(top=event.cut.top, count=contestants)
        yield RubricWarning("cut_all", ("cut", "top"), words)


def _overtime(event: Event) -> Iterator[RubricWarning]:
    overtime = event.overtime
    if overtime.mode == "propose" and (overtime.points == 0 or overtime.cap == 0):
        words = _("lewat waktu diusulkan mengurangi nilai, tetapi pengurangannya selalu 0")
        yield RubricWarning("overtime_free", ("overtime", "points"), words)
