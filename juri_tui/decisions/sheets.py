"""Decisions on marks: what a cell takes, who may send what and when, corrections."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from juri_tui import records as r
from juri_tui.contest import Contest, State
from juri_tui.decisions.definition import need_reason
from juri_tui.decisions.secret import OPERATOR
from juri_tui.lang import _
from juri_tui.model import Absence, Criterion, Refusal
from juri_tui.text import TextFault, clean_block, decimal_text, parse_number, shown


def accept_mark(criterion: Criterion, typed: str) -> Decimal | Refusal:
    """The exact mark that was typed, with comma or point; a refusal names what this criterion takes."""
    try:
        mark = parse_number(typed)
    except TextFault:
        words = _("Ketik angka {low} sampai {high}, misalnya {high}.")
        return Refusal("number", words.format(low=shown(criterion.min), high=shown(criterion.max)))
    if not criterion.min <= mark <= criterion.max:
        words = _("{mark} di luar rentang. {name} dinilai {low} sampai {high}.")
        return Refusal(
            "range",
            words.format(mark=shown(mark), name=criterion.name, low=shown(criterion.min), high=shown(criterion.max)),
        )
    if (mark - criterion.min) % criterion.step:
        words = _("{mark} tidak sesuai langkah. Nilai naik setiap {step}, misalnya {below} atau {above}.")
        below = mark - (mark - criterion.min) % criterion.step
        return Refusal(
            "step",
            words.format(
                mark=shown(mark), step=shown(criterion.step), below=shown(below), above=shown(below + criterion.step)
            ),
        )
    return mark


def open_judging(contest: Contest) -> r.JudgingOpened | Refusal:
    """The first draft of the contest, before the first presentation."""
    if contest.state is State.SETUP:
        return Refusal("state", _("Aturan belum dibekukan; penilaian belum dapat dimulai."))
    if contest.state is not State.READY:
        return Refusal("open", _("Penilaian sudah dibuka."))
    return r.JudgingOpened()


def may_draft(contest: Contest, juri: str, kbk: str) -> Refusal | None:
    """Whether this juri may fill in a sheet for this KBK now."""
    name = contest.definition.kbk_by_id(kbk).name
    if contest.state is State.SETUP:
        return Refusal("state", _("Aturan belum dibekukan; penilaian belum dapat dimulai."))
    if contest.state not in (State.READY, State.RUNNING):
        return Refusal("state", _("Penilaian sudah ditutup."))
    if (juri, kbk) in contest.sheets:
        return Refusal("sent", _("Nilai Anda untuk {kbk} sudah terkirim.").format(kbk=name))
    if (juri, kbk) in contest.recused:
        return Refusal("recused", _("Anda berhalangan menilai {kbk}.").format(kbk=name))
    status, reason = contest.status(kbk)
    if status != "active":
        return Refusal("out", _("{kbk} tidak dinilai: {reason}").format(kbk=name, reason=reason))
    return None


def _accept_all(criteria: tuple[Criterion, ...], marks: Mapping[str, str]) -> dict[str, str] | Refusal:
    """All marks in canonical text; a refusal names the first criterion that is empty, unknown or not lawful."""
    unknown = sorted(set(marks) - {criterion.id for criterion in criteria})
    if unknown:
        return Refusal("criterion", _("Kriteria {ids} bukan bagian lembar ini.").format(ids=", ".join(unknown)))
    made = {}
    for criterion in criteria:
        typed = marks.get(criterion.id, "")
        if typed == Absence.ABSTAINED:
            made[criterion.id] = typed
            continue
        if not typed:
            return Refusal("empty", _("{name} belum dinilai.").format(name=criterion.name))
        mark = accept_mark(criterion, typed)
        if isinstance(mark, Refusal):
            return mark
        made[criterion.id] = decimal_text(mark)
    return made


def send(
    contest: Contest,
    juri: str,
    kbk: str,
    marks: Mapping[str, str],
    notes: r.Notes = r.Notes(),  # noqa: B008  (frozen)
    by: Literal["juri", "paper"] = "juri",
) -> r.SheetSent | Refusal:
    """A whole sheet, once, after the presentation is done. `marks` as typed: numbers or "abstained"."""
    refused = may_draft(contest, juri, kbk)
    if refused:
        return refused
    if not contest.performed(kbk):
        name = contest.definition.kbk_by_id(kbk).name
        return Refusal(
            "not-done", _("{kbk} belum selesai tampil. Kirim nilai setelah penampilan selesai.").format(kbk=name)
        )
    made = _accept_all(contest.definition.criteria_of(juri), marks)
    if isinstance(made, Refusal):
        return made
    cleaned = r.Notes(**{name: clean_block(text) for name, text in notes.model_dump().items()})
    return r.SheetSent(juri=juri, kbk=kbk, marks=made, notes=cleaned, by=by)


def confirm(
    contest: Contest, juri: str, kbk: str, accepted: bool, second: str, seen: int | None = None
) -> r.SheetConfirmed | Refusal:
    """A second person accepts or rejects a sheet that was typed from paper; nobody may edit it here.

    `seen` is the seq of the sheet that this person was shown: one that was typed anew since is not what was compared.
    """
    sheet = contest.sheets.get((juri, kbk))
    if sheet is None or sheet.accepted:
        return Refusal("nothing", _("Tidak ada lembar kertas yang menunggu pemeriksaan."))
    if seen not in (None, sheet.seq):
        return Refusal("stale", _("Lembar ini sudah diketik ulang. Bandingkan lagi dengan kertasnya."))
    if contest.state is not State.RUNNING:
        return Refusal("state", _("Penilaian sudah ditutup."))
    chair = contest.definition.ketua()
    if chair is not None and chair.id == juri:
        allowed = {who for who, _name in contest.definition.pin_holders()} - {juri}
        words = _("Lembar kertas ketua dewan juri diperiksa oleh juri lain, atau saksi bila juri hanya satu.")
    else:
        allowed = {juri, chair.id if chair else juri}
        words = _("Lembar kertas diperiksa oleh juri itu sendiri atau ketua dewan juri.")
    if second not in allowed:
        return Refusal("second", words)
    return r.SheetConfirmed(juri=juri, kbk=kbk, about=sheet.seq, accepted=accepted, second=second)


def recuse(contest: Contest, juri: str, kbk: str, reason: str) -> r.JuriRecused | Refusal:
    """A juri declares a conflict of interest for one KBK, once the judging is open and before sending."""
    refused = may_draft(contest, juri, kbk)
    if not refused and contest.state is State.READY:
        refused = Refusal("state", _("Pernyataan berhalangan dicatat setelah penilaian dibuka."))
    return refused or need_reason(reason) or r.JuriRecused(juri=juri, kbk=kbk, reason=reason)


def may_correct(contest: Contest, kbk: str) -> Refusal | None:
    """Whether the chair may look at the sent marks of this KBK to correct one: not before his own are in."""
    chair = contest.definition.ketua()
    if contest.state is State.RUNNING and chair is not None and contest.expects(chair, kbk):
        words = _("Kirim dulu nilai Anda sendiri untuk {kbk}, baru nilai juri lain dapat dikoreksi.")
        return Refusal("own", words.format(kbk=contest.definition.kbk_by_id(kbk).name))
    return None


def correct(
    contest: Contest,
    juri: str,
    kbk: str,
    marks: Mapping[str, str],
    reason: str,
    second: str,
    seen: Mapping[str, str] | None = None,
) -> r.SheetCorrected | Refusal:
    """Changes a sent sheet: the whole sheet as it shall be, the reason, and a second person who is not that juri.

    `seen` are the marks as the asker was shown them: another correction since would be taken back without a word.
    """
    if contest.state not in (State.RUNNING, State.DELIBERATION):
        return Refusal("state", _("Nilai tidak dapat dikoreksi lagi: hasil sudah dikunci."))
    sheet = contest.sheets.get((juri, kbk))
    if sheet is None or not sheet.accepted:
        return Refusal("nothing", _("Belum ada nilai terkirim yang dapat dikoreksi."))
    if seen is not None and seen != sheet.marks:
        return Refusal("stale", _("Lembar ini sudah dikoreksi sejak ditampilkan. Lihat dahulu, lalu ulangi."))
    refused = may_correct(contest, kbk)
    if refused:
        return refused
    chair = contest.definition.ketua()
    changed_or_typed = {juri, chair.id if chair else juri}
    if second not in {OPERATOR, *(who for who, _name in contest.definition.pin_holders())} - changed_or_typed:
        words = _("Koreksi disaksikan orang lain: bukan juri yang nilainya berubah, dan bukan ketua yang mengetiknya.")
        return Refusal("second", words)
    made = _accept_all(contest.definition.criteria_of(juri), marks)
    if isinstance(made, Refusal):
        return made
    if made == sheet.marks:
        return Refusal("same", _("Tidak ada nilai yang berubah."))
    return need_reason(reason) or r.SheetCorrected(juri=juri, kbk=kbk, marks=made, reason=reason, second=second)
