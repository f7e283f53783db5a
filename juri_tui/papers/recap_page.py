"""Rekapitulasi on paper: the locked ranking, and all that is out of the ordinary behind it, for those who sign."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from juri_tui.ceremony_view import override_words
from juri_tui.clockface import times
from juri_tui.contest import Contest, State
from juri_tui.decisions.secret import OPERATOR
from juri_tui.fold import fold
from juri_tui.history_fields import changes
from juri_tui.lang import _, _n
from juri_tui.model import Refusal, Stamp
from juri_tui.papers.export import Paper, result_papers
from juri_tui.records import Record
from juri_tui.slot import SECOND, Command, Kind, Slot, SlotState
from juri_tui.standing import listed
from juri_tui.text import length_text, long_date, shown
from juri_tui.timer import state_words

WIDTH = 76


def recap_page(contest: Contest) -> Paper | Refusal:
    """Places and totals of the lock record, what was decided, replaced or typed by another hand, and the signatures."""
    locked = contest.locked
    if locked is None or locked.result is None or contest.state not in (State.LOCKED, State.ANNOUNCED):
        return Refusal("not-locked", _("Hasil belum dikunci; belum ada yang boleh diekspor."))
    event = contest.definition
    info = event.event
    where = [info.place, long_date(info.date) if info.date else ""]
    lines = [*event.kop.lines, *([""] if event.kop.lines else [])]
    lines += [_("REKAPITULASI") + (f"   {_('LATIHAN')}" if contest.rehearsal else ""), info.name]
    lines += [*filter(None, [" · ".join(filter(None, where))]), "", f"{_('Tempat'):>6}  {_('Kelompok')}"]
    for row in locked.result["standings"]:
        named = " · ".join(filter(None, (row["name"], row["unit"])))
        lines.append(f"{row['place'] or '–':>6}  {row['number']:>3}  {named[:50]:<50} {row['total'] or '–':>10}")
    odd = [line for words in _odd(contest) for line in _item(words)]
    clock = [line for words in _clock(contest) for line in wrap(words, WIDTH, subsequent_indent="  ")]
    lines += ["", _("WAKTU (dicatat operator)"), *clock] if clock else []
    lines += ["", _("YANG TERCATAT"), *(odd or [_("Tidak ada yang di luar kebiasaan.")]), "", _("TANDA TANGAN")]
    for juri in event.juri:
        lines.append(f"  {'✓' if juri.id in contest.signed else '……'} {juri.name}")
    lines += ["", _("Sidik hasil {digest}").format(digest=locked.digest)]
    lines += [_("Kode aturan: {code}").format(code=contest.rules_code), ""]
    return Paper(("LATIHAN-" if contest.rehearsal else "") + "rekap.txt", "\n".join(lines))


def closing_papers(contest: Contest, now: Stamp, *, provisional: bool = False) -> tuple[Paper, ...] | Refusal:
    """Every paper of the locked result, the recap to be signed among them; `provisional` ones have none yet."""
    if provisional and contest.locked is None:
        return result_papers(contest, now, provisional=True)
    page = recap_page(contest)
    papers = result_papers(contest, now)
    if isinstance(page, Refusal) or isinstance(papers, Refusal):
        return page if isinstance(page, Refusal) else papers
    return (*papers, page)


def recaps_since_lock(records: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """Name and text of the recap after the lock and after each record since: signatures, new PINs come one by one."""
    contest = fold(records)
    if contest.locked is None:
        return
    contest = fold(records[: contest.locked.seq])
    for record in (None, *records[contest.seq :]):
        contest = fold([record], contest) if record else contest
        page = recap_page(contest)
        if isinstance(page, Paper):
            yield page.name, page.text


def _item(words: str) -> list[str]:
    """One of a list of sentences; a code that is compared with another paper is never torn at its hyphens."""
    return wrap(words, WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)


def amendment_words(contest: Contest) -> Iterator[str]:
    """One paragraph for each change of the rules after sheets were there: what, the codes, who agreed, why."""
    for made in contest.amended:
        words = _("Aturan diubah setelah penilaian berjalan: {what}. Kode aturan {old} menjadi {new}.")
        told = words.format(what="; ".join(changes(made.before, made.after)), old=made.code_before, new=made.code_after)
        names = dict(made.before.pin_holders())
        agreed = listed([names[one] for one in made.granted_by])
        yield told + _(" Disetujui {who}. Alasan: {reason}").format(who=agreed, reason=made.reason)


def _clock(contest: Contest) -> Iterator[str]:
    """One line for each phase that was run: used, given, paused, corrected, over, and why; how an attempt ended."""
    for slot in contest.slots.values():
        name = contest.definition.kbk_by_id(slot.kbk).name
        for index, row in enumerate(times(slot, slot.commands[-1].at, contest.speed) if slot.commands else ()):
            if row.started is None or row.used_ns is None:
                continue
            told = [_("dipakai {length}").format(length=length_text(row.used_ns // SECOND))]
            if row.uncertain_ns:
                told.append(_("±{n} detik").format(n=row.uncertain_ns // SECOND))
            for words, ns, kind in (
                (_("tambahan {length}"), row.granted_ns, Kind.ADJUST),
                (_("jeda {length}"), row.paused_ns, Kind.PAUSE),
                (_("koreksi {length}"), row.corrected_ns, Kind.CORRECT),
            ):
                done = _done(slot, index, kind)
                if done:
                    told.append(words.format(length=length_text(ns // SECOND)) + _reasons(done))
            if row.over_s is not None and row.over_s > 0:
                told.append(_("lewat {length}").format(length=length_text(row.over_s)))
            if slot.state is SlotState.ABORTED:  # none of its phases counts, whichever it ended in
                told.append(state_words(slot.state) + _reasons([slot.commands[-1].command]))
            yield f"{name} · {row.phase.name}: {', '.join(told)}"


def _done(slot: Slot, index: int, kind: Kind) -> list[Command]:
    return [one.command for one in slot.commands if one.phase_index == index and one.command.kind is kind]


def _reasons(done: Sequence[Command]) -> str:
    told = listed(list(dict.fromkeys(command.reason for command in done if command.reason)))
    return f" ({told})" if told else ""


def _odd(contest: Contest) -> Iterator[str]:
    """One sentence for each thing that a reader of the ranking should know."""
    event = contest.definition
    juri = {OPERATOR: _("operator"), **dict(event.pin_holders()), **{one.id: one.name for one in event.juri}}
    kbk = {one.id: one.name for one in event.kbk}
    for one in event.kbk:
        status, reason = contest.status(one.id)
        if status != "active":
            yield _("{kbk} tidak dinilai: {reason}").format(kbk=one.name, reason=reason)
    for who, reason in contest.absent.items():
        yield _("{juri} tidak hadir: {reason}").format(juri=juri[who], reason=reason)
    for (who, about), reason in contest.recused.items():
        yield _("{juri} berhalangan menilai {kbk}: {reason}").format(juri=juri[who], kbk=kbk[about], reason=reason)
    for sheet in contest.sheets.values():
        if sheet.by == "paper":
            words = _("Nilai {juri} untuk {kbk} diketik operator dari lembar kertas.")
            yield words.format(juri=juri[sheet.juri], kbk=kbk[sheet.kbk])
        if sheet.corrected:
            words = _n("Nilai {juri} untuk {kbk} dikoreksi {n} kali.", sheet.corrected)
            yield words.format(juri=juri[sheet.juri], kbk=kbk[sheet.kbk], n=sheet.corrected)
    for made in contest.decided.values():
        if made.points:
            words = _("Nilai {kbk} diubah {points}: {reason}")
            yield words.format(kbk=kbk[made.kbk], points=shown(made.points), reason=made.reason)
    for reason in dict.fromkeys(one.reason for one in contest.adjustments() if one.kind == "chair"):
        yield _("Nilai sama diputuskan ketua: {reason}").format(reason=reason)
    yield from override_words(contest)
    yield from amendment_words(contest)
    for reason in contest.unlocked_for:
        yield _("Kunci hasil pernah dibuka: {reason}").format(reason=reason)
    for who, granted in contest.resets:
        words = _("PIN atau kata sandi {who} diganti, disetujui {granted}.")
        yield words.format(who=juri[who], granted=listed([juri[one] for one in granted]))
