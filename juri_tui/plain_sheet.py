"""The score sheet line by line: for screen readers and poor terminals. The same sheet on the same core as the screen.

Everything is a question that one line answers. An empty answer keeps what is there. `<` goes back one question,
`selesai` hands the terminal back; every accepted mark is saved at once, as on the screen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from juri_tui.contest import rehearsal_word
from juri_tui.decisions.sheets import accept_mark
from juri_tui.desk import Desk, Draft, Unsaved
from juri_tui.form import (
    Form,
    choices,
    doubt_about,
    doubt_words,
    earlier,
    first_choice,
    habit,
    judging_closed,
    levels_of,
    mark_text,
    open_form,
    range_text,
    read_back,
    to_do_words,
    total_text,
    total_words,
    why_not_send,
)
from juri_tui.lang import N_, _
from juri_tui.model import Absence, Criterion, Juri, Kbk, Refusal
from juri_tui.records import Notes, Record
from juri_tui.seal import receipt
from juri_tui.settings import IdleLocks, idle_words
from juri_tui.store_fault import StoreFault
from juri_tui.text import TextFault, clean_block, decimal_text

BACK, DONE, ABSTAIN = "<", "selesai", "t"
YES = ("ya", "y", "yes")
NOTES = (("keunggulan", N_("Keunggulan")), ("saran", N_("Saran")), ("catatan", N_("Catatan untuk panitia")))


class Left(Exception):  # noqa: N818  (no fault: the juri hands the terminal back)
    """The juri typed `selesai`."""


@dataclass
class Talk:
    """The two ends of the line: `read(prompt)` gives an answer (EOFError at the end), `write(line)` says something.

    `secret` is like `read`, for a PIN that shall not be shown. An answer that took `idle_ns` or longer by `now` (ns) is
    not taken: `unlock`, while somebody sits here, asks for the PIN before the question comes again.
    """

    read: Callable[[str], str]
    write: Callable[[str], None]
    secret: Callable[[str], str]
    now: Callable[[], int]
    idle_ns: int
    unlock: Callable[[], None] | None = None

    def ask(self, prompt: str) -> str:
        """An answer without blanks around it; raises Left where the juri has had enough."""
        while True:
            asked = self.now()
            answer = self.read(prompt + " ").strip()
            if answer.lower() == DONE:
                raise Left
            if self.unlock is None or self.now() - asked < self.idle_ns:
                return answer
            self.unlock()

    def number(self, prompt: str, most: int) -> int | None:
        """A number from 1 to `most`; None for an empty answer. Asks again until it is one of these."""
        while True:
            answer = self.ask(prompt)
            if not answer:
                return None
            if answer.isascii() and answer.isdigit() and 0 < int(answer) <= most:
                return int(answer)
            self.write(_("Ketik angka 1 sampai {most}.").format(most=most))

    def sure(self, words: str) -> bool:
        """Whether a question is answered with a clear yes."""
        return self.ask(words + " " + _("Ketik ya bila benar:")).lower() in YES


def run(
    desk: Desk,
    read: Callable[[str], str],
    write: Callable[[str], None],
    secret: Callable[[str], str] | None = None,
    idle_ns: int = IdleLocks().juri_ns,
) -> None:
    """Serves one juri after the other until the input ends (EOFError) or nobody's number is given.

    Where nobody typed for `idle_ns`, the next line is not taken before the PIN was given again.
    """
    talk = Talk(read, write, secret or read, lambda: desk.now().boot_ns, idle_ns)
    try:
        while _serve(desk, talk):
            continue
    except (EOFError, Left):
        write(_("Sampai jumpa. Draf tersimpan."))
    except StoreFault as fault:
        write(fault.words)
    finally:
        desk.leave()


def _serve(desk: Desk, talk: Talk) -> bool:
    contest = desk.refresh()
    info = contest.definition.event
    rehearsal = f"{rehearsal_word(contest)}. " if contest.rehearsal else ""
    talk.write(rehearsal + _("Lembar nilai {event}.").format(event=", ".join(filter(None, (info.name, info.place)))))
    closed = judging_closed(contest)
    if closed:
        talk.write(closed)
        return False
    panel = contest.definition.juri
    for place, juri in enumerate(panel, start=1):
        talk.write(f"{place}. {juri.name}. {to_do_words(contest, juri)}.")
    chosen = talk.number(_("Nomor juri (kosong untuk keluar):"), len(panel))
    if chosen is None:
        return False
    try:
        _sit(desk, talk, panel[chosen - 1])
    except Left:
        talk.write(_("Draf tersimpan. Serahkan terminal kepada panitia."))
    except StoreFault as fault:
        talk.write(fault.words)
    finally:
        talk.unlock = None
        desk.leave()
    return True


def _named(kbk: Kbk) -> str:
    return f"{kbk.name}, {kbk.unit}" if kbk.unit else kbk.name


def _sit(desk: Desk, talk: Talk, juri: Juri) -> None:
    refused = desk.sit(juri.id, talk.secret(_("PIN {name}:").format(name=juri.name) + " "))
    if refused:
        talk.write(refused.words)
        return
    talk.unlock = partial(_unlock, desk, talk, juri)
    rows = choices(desk.contest, juri.id, desk.drafted())
    for row in rows:
        talk.write(f"{row.kbk.number}. {_named(row.kbk)}. {row.words}.")
    usual = next((row.kbk for row in rows if row.kbk.id == first_choice(desk.contest, juri.id)), None)
    if usual is None:
        talk.write(_("Sekarang tidak ada lembar yang dapat diisi."))
        return
    most = max(row.kbk.number for row in rows)
    number = talk.number(
        _("Nomor kelompok (kosong: {number} {kbk}):").format(number=usual.number, kbk=usual.name), most
    )
    wanted = usual.number if number is None else number
    chosen = next((row for row in rows if row.kbk.number == wanted), None)
    if chosen is None or not chosen.open or (juri.id, chosen.kbk.id) in desk.contest.sheets:
        talk.write(_("Kelompok nomor {number} tidak dapat diisi di sini sekarang.").format(number=wanted))
        return
    _fill(desk, talk, juri, chosen.kbk)


def _unlock(desk: Desk, talk: Talk, juri: Juri) -> None:
    """Nobody typed for long: whoever types now proves to be this juri; raises Left where nobody does."""
    desk.leave()
    words = _("Terkunci: {idle} tanpa ketikan. Draf tersimpan; baris tadi tidak dipakai.")
    talk.write(words.format(idle=idle_words(talk.idle_ns)))
    while True:
        typed = talk.secret(_("PIN {name} (kosong: serahkan terminal):").format(name=juri.name) + " ").strip()
        if not typed or typed.lower() == DONE:
            raise Left
        refused = desk.sit(juri.id, typed)
        if refused is None:
            return
        talk.write(refused.words)


def _fill(desk: Desk, talk: Talk, juri: Juri, kbk: Kbk) -> None:
    kept = desk.draft(juri.id, kbk.id) or Draft({}, Notes(), 0)
    form = open_form(desk.contest, juri.id, kbk.id, kept.marks, kept.notes)
    talk.write(f"{kbk.number} {_named(kbk)}. {kbk.title}".rstrip())
    talk.write(_("Kosong: biarkan. < kembali. t kosongkan kriteria ini. selesai: serahkan terminal."))
    place = 0
    while True:
        while place < len(form.criteria):
            form, step = _ask_mark(desk, talk, form, place)
            place = max(0, place + step)
        form = _ask_notes(desk, talk, form)
        _tell(talk, form)
        missing = why_not_send(desk.refresh(), form)
        if missing:
            talk.write(missing)
        elif talk.ask(_("Ketik kirim untuk mengirim, kosong untuk kembali:")).lower() == "kirim":
            if _send(desk, talk, form):
                return
            continue
        place = 0


def _ask_mark(desk: Desk, talk: Talk, form: Form, place: int) -> tuple[Form, int]:
    """One question for one criterion: the form afterwards, and where to go (0 asks again)."""
    criterion = form.criteria[place]
    before = earlier(desk.contest, form.juri, but=form.kbk)
    _explain(talk, form, before, criterion, place)
    now = form.mark_text(criterion.id)
    answer = talk.ask(_("Nilai (sekarang {mark}):").format(mark=now) if now else _("Nilai:"))
    if answer == BACK:
        return form, -1
    if not answer:
        return form, 1
    if answer.lower() == ABSTAIN:
        sure = talk.sure(_("Kriteria ini tidak Anda nilai; kosong, bukan nol."))
        return (_keep(desk, talk, form.with_mark(criterion.id, Absence.ABSTAINED)), 1) if sure else (form, 0)
    mark = accept_mark(criterion, answer)
    if isinstance(mark, Refusal):
        talk.write(mark.words)
        return form, 0
    odd = doubt_about(form, habit(before), criterion, mark)
    if odd is not None and not talk.sure(doubt_words(criterion, mark, odd)):
        return form, 0
    return _keep(desk, talk, form.with_mark(criterion.id, decimal_text(mark))), 1


def _explain(talk: Talk, form: Form, before: tuple[Form, ...], criterion: Criterion, place: int) -> None:
    head = _("Kriteria {place} dari {all}: {name}. {range}.")
    talk.write(head.format(place=place + 1, all=len(form.criteria), name=criterion.name, range=range_text(criterion)))
    if criterion.description:
        talk.write(criterion.description)
    for span, words in levels_of(criterion):
        talk.write(f"{span}: {words}")
    given = [mark_text(sheet.marks.get(criterion.id, "")) for sheet in before]
    if any(given):
        talk.write(_("Nilai Anda sebelumnya: {marks}.").format(marks="; ".join(mark for mark in given if mark)))


def _keep(desk: Desk, talk: Talk, form: Form) -> Form:
    kept = desk.save_draft(form.juri, form.kbk, dict(form.marks), form.notes)
    if isinstance(kept, Refusal):
        talk.write(kept.words)
    else:
        talk.write(_("Tersimpan. Sementara {total}.").format(total=total_text(form.total())))
    return form


def _ask_notes(desk: Desk, talk: Talk, form: Form) -> Form:
    for name, title in NOTES:
        now = getattr(form.notes, name)
        answer = talk.ask(f"{_(title)} ({now}):" if now else f"{_(title)}:")
        try:
            text = clean_block(answer)
        except TextFault as fault:
            talk.write(str(fault))
            continue
        if text:
            form = _keep(desk, talk, form.with_notes(form.notes.model_copy(update={name: text})))
    return form


def _tell(talk: Talk, form: Form) -> None:
    talk.write(_("Baca ulang:"))
    for line in read_back(form):
        talk.write(f"{line.place}. {line.name}: {line.digits}, {line.words}.")
    words = _("Total {total} dari {most}, {words}.")
    talk.write(words.format(total=total_text(form.total()), most=total_text(form.most()), words=total_words(form)))


def _send(desk: Desk, talk: Talk, form: Form) -> bool:
    """Sends, and tries the very same sheet again as long as it could not be saved and the juri wants to."""
    answer = desk.send(form.juri, form.kbk, dict(form.marks), form.notes)
    while isinstance(answer, Unsaved):
        talk.write(answer.words)
        if not talk.sure(_("Coba simpan lagi?")):
            return False
        answer = desk.do(answer.act)
    if not isinstance(answer, Record):
        talk.write(answer.words)
        return False
    desk.drop_draft(form.juri, form.kbk)
    code = receipt(answer.seq, answer.hash)
    talk.write(_("Terkirim. Kode tanda terima {code}. Serahkan terminal kepada panitia.").format(code=code))
    return True
