"""Tata nilai: the rules on one page for the technical meeting; and the zero report: nothing there before the start."""

from collections.abc import Iterator
from textwrap import wrap

from juri_tui.contest import Contest, State
from juri_tui.lang import _, _n
from juri_tui.model import Award, Criterion, Event, Phase, Scoring
from juri_tui.papers.export import Paper
from juri_tui.papers.recap_page import amendment_words
from juri_tui.standing import listed
from juri_tui.text import length_text, long_date, shown

WIDTH = 76


def rules_page(contest: Contest) -> Paper:
    """The rules as plain text, with their code; says so where they are not frozen yet."""
    event = contest.definition
    lines = [*_head(contest, _("TATA NILAI")), *_criteria(event), "", *_counting(event), "", *_phases(event)]
    if event.award:
        lines += ["", _("PENGHARGAAN"), *(f"  {award.name}: {_for(event, award)}" for award in event.award)]
    lines += ["", *_panel(event), "", _code(contest), ""]
    for words in amendment_words(contest):
        lines += [*wrap(words, WIDTH, break_on_hyphens=False), ""]
    return Paper(f"{_prefix(contest)}tata-nilai.txt", "\n".join(lines))


def zero_report(contest: Contest) -> Paper:
    """What the ledger holds before the first presentation: nothing. Says what is there already where that is not so."""
    sent = len(contest.sheets)
    lines = [*_head(contest, _("LAPORAN NOL"))]
    lines += _filled(_("Keadaan berkas acara pada catatan {seq}.").format(seq=contest.seq))
    lines.append("")
    counts = (
        (_("Lembar nilai terkirim"), sent),
        (_("Juri berhalangan"), len(contest.recused)),
        (_("Penampilan dengan waktu tercatat"), len(contest.slots)),
        (_("Keputusan nilai"), len(contest.decided) + len(contest.chair) + len(contest.awarded)),
        (_("Hasil terkunci"), int(contest.locked is not None)),
    )
    lines += [f"  {name:<40} {count:>6}" for name, count in counts]
    clean = not any(count for _name, count in counts)
    words = _("Belum ada satu nilai pun.") if clean else _("BUKAN NOL: penilaian sudah berjalan.")
    lines += ["", words, "", f"{_('No.'):>5}  {_('Kelompok')}"]
    for kbk in contest.running_order():
        number = str(kbk.number) if contest.drawn else "–"
        lines.append(f"{number:>5}  " + " · ".join(filter(None, (kbk.name, kbk.unit))))
    lines += ["", *_panel(contest.definition), "", _code(contest), ""]
    lines += [_("Diperiksa:"), "", "", *(f"  ( {juri.name} )" for juri in contest.definition.juri), ""]
    return Paper(f"{_prefix(contest)}laporan-nol.txt", "\n".join(lines))


def _prefix(contest: Contest) -> str:
    return "LATIHAN-" if contest.rehearsal else ""


def _head(contest: Contest, title: str) -> list[str]:
    event = contest.definition
    info = event.event
    where = [info.place, long_date(info.date) if info.date else ""]
    lines = [*event.kop.lines, *([""] if event.kop.lines else [])]
    lines.append(title + (f"   {_('LATIHAN')}" if contest.rehearsal else ""))
    lines += [info.name, *filter(None, [" · ".join(filter(None, where))])]
    if contest.state is State.SETUP:
        lines += ["", _("BELUM DIBEKUKAN: aturan ini masih dapat berubah.")]
    return [*lines, ""]


def _code(contest: Contest) -> str:
    return _("Kode aturan: {code}").format(code=contest.rules_code)


def _filled(text: str, indent: str = "") -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)


# --- what is judged ------------------------------------------------------------------------------------------------


def _criteria(event: Event) -> Iterator[str]:
    yield _("KRITERIA")
    yield f"  {'':<46}{_('rentang'):>12}{_('langkah'):>8}{_('bobot'):>8}"
    group = ""
    for criterion in event.criterion:
        if criterion.group and criterion.group != group:
            group = criterion.group
            yield f"  {group}"
        yield from _criterion(criterion)


def _criterion(criterion: Criterion) -> Iterator[str]:
    reach = f"{shown(criterion.min)} – {shown(criterion.max)}"
    numbers = f"{reach:>12}{shown(criterion.step):>8}{shown(criterion.weight):>8}"
    first, *more = wrap(criterion.name, 45) or [criterion.id]
    yield f"  {first:<46}{numbers}"
    for line in more:
        yield f"  {line}"
    yield from _filled(criterion.description, "    ")


# --- how it is counted ---------------------------------------------------------------------------------------------


def _counting(event: Event) -> Iterator[str]:
    scoring = event.scoring
    yield _("CARA MENGHITUNG")
    yield from _filled(_method(scoring), "  ")
    if scoring.total == "percent":
        yield from _filled(_("Nilai akhir dinyatakan dalam persen dari nilai tertinggi."), "  ")
    stages = {"criterion": _("nilai kriteria"), "weighted": _("nilai terbobot"), "final": _("nilai akhir")}
    for step in scoring.rounding:
        words = _n("{stage} dibulatkan ke {digits} desimal.", step.digits)
        yield from _filled(words.format(stage=stages[step.stage].capitalize(), digits=step.digits), "  ")
    if scoring.floor is not None:
        yield from _filled(_("Nilai akhir tidak kurang dari {floor}.").format(floor=shown(scoring.floor)), "  ")
    if scoring.quorum is not None:
        words = _n("Setiap kriteria dinilai paling sedikit {n} juri.", scoring.quorum)
        yield from _filled(words.format(n=scoring.quorum), "  ")
    yield from _filled(_ties(event), "  ")
    if event.cut is not None:
        words = _n("{top} kelompok teratas maju ke {level}.", event.cut.top)
        level = event.event.advances_to or _("tingkat berikutnya")
        yield from _filled(words.format(top=event.cut.top, level=level), "  ")


def _method(scoring: Scoring) -> str:
    return {
        "mean": _("Nilai setiap kriteria adalah rata-rata nilai juri."),
        "trimmed_mean": _("Rata-rata nilai juri tanpa {n} tertinggi dan {n} terendah.").format(n=scoring.trim),
        "median": _("Nilai setiap kriteria adalah nilai tengah dari nilai juri."),
        "clipped_mean": _("Rata-rata nilai juri; yang terlalu jauh dari nilai tengah ditarik ke batas."),
        "rank_sum": _("Peringkat dari setiap juri dijumlahkan; jumlah terkecil menang."),
        "skating": _("Sistem skating: mayoritas peringkat juri menentukan."),
    }[scoring.method]


def _ties(event: Event) -> str:
    steps = {
        "majority": _("juri yang lebih banyak mengunggulkan"),
        "countback": _("peringkat pertama terbanyak dari juri"),
        "chair": _("keputusan ketua dewan juri"),
        "panel": _("nilai sebelum tambahan dan pengurangan"),
        "untrimmed": _("rata-rata tanpa pemangkasan"),
    }
    named = []
    for step in event.scoring.ties:
        criterion = step.removeprefix("criterion:")
        words = _("nilai pada {criterion}")
        named.append(steps.get(step) or words.format(criterion=event.criterion_by_id(criterion).name))
    if not named:
        return _("Nilai sama: juara bersama.")
    return _("Nilai sama dipisahkan berturut-turut oleh: {steps}; selebihnya juara bersama.").format(
        steps=", ".join(named)
    )


# --- time, awards, people ------------------------------------------------------------------------------------------


def _phases(event: Event) -> Iterator[str]:
    yield _("WAKTU")
    for phase in event.phase:
        yield from _filled(_phase(phase), "  ")
    over = event.overtime
    if over.mode == "record":
        yield from _filled(_("Lewat waktu hanya dicatat."), "  ")
        return
    words = _("Lewat waktu lebih dari {grace}: pengurangan {points} nilai setiap {step}, paling banyak {cap}.")
    lengths = {"grace": length_text(over.grace), "step": length_text(over.step)}
    yield from _filled(words.format(points=shown(over.points), cap=shown(over.cap), **lengths), "  ")
    yield from _filled(_("Pengurangan diputuskan ketua dewan juri dalam sidang."), "  ")


def _phase(phase: Phase) -> str:
    words = _("{name}: {length}").format(name=phase.name, length=length_text(phase.length))
    if not phase.warn:
        return words + "."
    left = listed([length_text(one) for one in sorted(phase.warn, reverse=True)])
    return words + _(", peringatan pada sisa {left}.").format(left=left)


def _for(event: Event, award: Award) -> str:
    if award.place is not None:
        return _("peringkat {place}").format(place=award.place)
    if award.min is not None:
        return _("nilai akhir mulai {min}").format(min=shown(award.min))
    if award.criterion is not None:
        return _("nilai tertinggi pada {criterion}").format(criterion=event.criterion_by_id(award.criterion).name)
    return _("diputuskan dewan juri")


def _panel(event: Event) -> Iterator[str]:
    yield _("DEWAN JURI")
    for juri in event.juri:
        parts = [juri.name, juri.institution, _("ketua") if juri.role == "ketua" else ""]
        parts += [_("tidak dihitung") if not juri.weight else ""]
        parts += [_("bobot {weight}").format(weight=shown(juri.weight)) if juri.weight not in (0, 1) else ""]
        yield from _filled(" · ".join(filter(None, parts)), "  ")
