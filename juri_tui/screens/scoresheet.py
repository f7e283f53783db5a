"""The score sheet: one row for each criterion, what it means beside it, and every accepted cell saved at once."""

from enum import StrEnum
from functools import partial

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from juri_tui.commands import SHEET, bindings
from juri_tui.decisions.sheets import accept_mark
from juri_tui.desk import Draft
from juri_tui.form import (
    Form,
    Past,
    doubt_about,
    doubt_words,
    mark_text,
    open_form,
    range_text,
    slip_behind,
    why_not_send,
)
from juri_tui.guidance import local_time
from juri_tui.lang import N_, _
from juri_tui.model import Absence, Criterion, Refusal
from juri_tui.records import Notes, Record
from juri_tui.screens.ask_sure import AskSure
from juri_tui.screens.base import ContestScreen
from juri_tui.screens.readback import ReadBackScreen
from juri_tui.screens.recuse import recuse
from juri_tui.seal import receipt
from juri_tui.store_fault import StoreFault
from juri_tui.text import decimal_text, shown
from juri_tui.widgets.about_kbk import AboutKbk, told_of
from juri_tui.widgets.beside import Beside
from juri_tui.widgets.header import ContestHeader
from juri_tui.widgets.mark_table import HERE, CriterionHead, MarkTable
from juri_tui.widgets.notes_form import NOTES, NotesForm
from juri_tui.widgets.notice import Notice
from juri_tui.widgets.put import put
from juri_tui.widgets.scroll import Scroll
from juri_tui.widgets.totals import Totals

PAUSE_S = 1.0
"""A note is kept when the juri has not typed for so long."""
AGAIN_S = 5.0
"""A draft that could not be saved is tried again after so long."""


class Outcome(StrEnum):
    """How a sheet was left."""

    BACK = "back"
    OTHER = "other"


class ScoresheetScreen(ContestScreen):
    """One juri's sheet for one KBK. `receipt` is its code once it was sent; `outcome` tells how it was left.

    `opened` turns True once the draft is back in its cells; until then no key changes anything.
    """

    CSS_PATH = "scoresheet.tcss"
    COMMANDS_OF = "sheet"
    AUTO_FOCUS = ""
    HELP_TEXT = N_(
        "Ketik nilai setiap kriteria lalu tekan Enter. Koma dan titik sama saja. Panah memindahkan; T mengosongkan "
        "kriteria itu saja (tidak dinilai, bukan nol). Setiap nilai langsung tersimpan sebagai draf, dan baru terkirim "
        "setelah F9 dan baca ulang."
    )
    BINDINGS = bindings(SHEET)

    def __init__(self, juri: str, kbk: str) -> None:
        super().__init__()
        self.who, self.kbk_id = juri, kbk
        self.form = Form(juri, kbk, (), False, {})
        self.outcome = Outcome.BACK
        self.receipt = ""
        self._sure: set[tuple[str, str]] = set()
        self._past = Past()
        self._unsaved = self.opened = False

    # --- what it shows ---------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Head, KBK, rows beside what they mean, totals, notes, what was saved, the keys."""
        self.form = open_form(self.contest, self.who, self.kbk_id, {}, Notes())
        kbk = self.contest.definition.kbk_by_id(self.kbk_id)
        weighted = any(criterion.weight != 1 for criterion in self.form.criteria)
        yield ContestHeader(clock=True).data_bind(ContestScreen.snapshot)
        yield AboutKbk(kbk, self.contest.definition.juri_by_id(self.who).name)
        with Horizontal(id="body"):
            with Scroll(id="form", can_focus=False):
                yield CriterionHead(weighted)
                yield MarkTable(
                    self.form.criteria,
                    weighted=weighted,
                    leave=self._leave,
                    abstain=self.action_abstain,
                    arrived=partial(self.call_after_refresh, self._explain),
                )
                yield Totals()
                yield NotesForm(self._leave_note, self._note_changed)
            yield Beside(id="beside")
        yield Static("", id="saved")
        yield Notice()
        yield self.key_bar()

    @property
    def table(self) -> MarkTable:
        """The marks, in the order of the criteria."""
        return self.query_one(MarkTable)

    @property
    def notes(self) -> NotesForm:
        """The notes below the rows."""
        return self.query_one(NotesForm)

    async def on_mount(self) -> None:
        """Begins to follow the contest, and brings back the draft."""
        self.follow()
        self._pause = self.set_timer(PAUSE_S, self.keep_notes, pause=True)
        self.set_interval(AGAIN_S, self._again)
        await self._open()

    async def _open(self) -> None:
        """Nothing can be typed before the draft is back: an empty sheet would be saved over it."""
        draft = await self.juri.at_desk(self.kept_draft)
        if isinstance(draft, Refusal):
            self.say(draft.words + "  " + _("F12 coba lagi"), "fault")
            return
        if draft is not None:
            self._restore(draft)
        first = self.form.missing()
        self._show_totals()
        self.opened = True
        self._focus_place(self.form.criteria.index(first[0]) if first else 0)

    def kept_draft(self) -> Draft | Refusal | None:
        """The draft as the file has it."""
        try:
            return self.juri.desk.draft(self.who, self.kbk_id)
        except StoreFault as fault:
            return Refusal(fault.code, fault.words)

    def _restore(self, draft: Draft) -> None:
        self.form = open_form(self.contest, self.who, self.kbk_id, draft.marks, draft.notes)
        for place, criterion in enumerate(self.form.criteria):
            self.table.accept(place, self.form.mark_text(criterion.id))
        self.notes.load(draft.notes)
        self._say_saved(draft)

    def on_descendant_focus(self) -> None:
        """Shows what a note is for."""
        focused: Widget | None = self.focused
        kbk = self.contest.definition.kbk_by_id(self.kbk_id)
        for name, (title, words) in NOTES.items():
            if self.notes.fields[name] is focused:
                self.query_one(Beside).show_words(_(title), _(words), told_of(kbk))
                self.query_one(Notice).hint(self._next_step(None))

    def _explain(self) -> None:
        """Shows what the criterion means that is pointed at; the pointer itself was painted before."""
        if self.table.has_focus:
            criterion = self.table.row.criterion
            self.query_one(Beside).show_criterion(criterion, self.past().marks(self.contest.definition, criterion))
            self.query_one(Notice).hint(self._next_step(criterion))

    def _next_step(self, criterion: Criterion | None) -> str:
        """What to do now, in one sentence."""
        contest = self.juri.desk.contest
        if not self.form.missing() and contest.performed(self.kbk_id):
            return _("Semua kriteria terisi. F9 membaca ulang, lalu mengirim.")
        if not self.form.missing():
            return _("Semua kriteria terisi dan tersimpan. Kirim dengan F9 setelah kelompok ini selesai tampil.")
        if criterion is None:
            return _("Tulis seperlunya, Enter ke isian berikutnya. Boleh dikosongkan.")
        words = _("Ketik {range}, lalu Enter. T: kosongkan kriteria ini.")
        return words.format(range=range_text(criterion))

    def past(self) -> Past:
        """What this juri has sent before, to keep one measure."""
        self._past = self._past.follow(self.contest, self.who, self.kbk_id)
        return self._past

    def _show_totals(self) -> None:
        before = self.past().totals(self.contest.definition)
        self.query_one(Totals).show(self.form, before)

    # --- one cell --------------------------------------------------------------------------------------------------

    def _leave(self, direction: int, by_enter: bool) -> None:
        """Enter, an arrow, or the mouse left a cell: it is accepted, asked about, or refused where it stands."""
        table, place = self.table, self.table.at
        if self.take(place, direction) and not (by_enter and not table.row.accepted):
            self._move(place, direction)
        elif by_enter and not table.row.accepted and not table.row.fault:
            words = _("Belum diisi. Ketik {range}; ↓ untuk melewati.")
            table.refuse(place, words.format(range=range_text(table.row.criterion)))

    def take(self, place: int, direction: int = HERE) -> bool:
        """Takes over what stands in a cell; False where it was refused, or is being asked about."""
        row = self.table.rows[place]
        typed = row.value.strip()
        if typed == row.accepted:
            return True
        if not typed:
            self._accept(place, "")
            return True
        mark = accept_mark(row.criterion, typed)
        if isinstance(mark, Refusal):
            self.table.refuse(place, self._words_refused(row.criterion, typed, mark))
            if direction != HERE:
                self.table.enter()
            return False
        text = decimal_text(mark)
        found = doubt_about(self.form, self.past().habit, row.criterion, mark)
        if found is not None and (row.criterion.id, text) not in self._sure:
            self.table.asking = True
            self._ask_about(place, text, doubt_words(row.criterion, mark, found), direction)
            return False
        self._accept(place, text)
        return True

    def _words_refused(self, criterion: Criterion, typed: str, refused: Refusal) -> str:
        meant = slip_behind(self.form, self.past().habit, criterion, typed)
        return (
            refused.words if meant is None else refused.words + " " + _("Maksudnya {meant}?").format(meant=shown(meant))
        )

    @work
    async def _ask_about(self, place: int, text: str, words: str, direction: int) -> None:
        criterion = self.form.criteria[place]
        sure = await self.juri.push_screen_wait(
            AskSure(criterion.name, words, _("Ya, {mark} benar").format(mark=mark_text(text)), _("Ketik ulang"))
        )
        self.table.asking = False
        if not sure:
            self.table.go(place)
            return
        self._sure.add((criterion.id, text))
        self._accept(place, text)
        self._move(place, direction)

    def action_abstain(self) -> None:
        """T, or a dash: this cell is to stay empty on purpose; asked first."""
        if self.opened and not self.table.asking:
            self.table.asking = True
            self._ask_abstain(self.table.at)

    @work
    async def _ask_abstain(self, place: int) -> None:
        why = _("Hanya kriteria ini tidak Anda nilai: kosong, bukan nol, dan tidak dihitung. Yang lain tetap dinilai.")
        ask = AskSure(self.form.criteria[place].name, why, _("Ya, kosongkan kriteria ini"), _("Kembali mengisi"))
        sure = await self.juri.push_screen_wait(ask)
        self.table.asking = False
        if sure:
            self._accept(place, Absence.ABSTAINED)
            self._move(place, 1)

    def _accept(self, place: int, text: str) -> None:
        criterion = self.form.criteria[place].id
        self.form = self.form.with_mark(criterion, text)
        self.table.accept(place, self.form.mark_text(criterion))
        self.query_one(Notice).granted()  # why it could not be sent may be true no more
        self._show_totals()
        self.keep()

    def _move(self, place: int, direction: int) -> None:
        if direction != HERE:
            self._focus_place(place + direction)

    def _focus_place(self, place: int) -> None:
        """The cells and then the notes, as one column; it ends where it ends."""
        cells, notes = len(self.form.criteria), list(self.notes.fields.values())
        if place < cells:
            self.table.go(max(0, place))
        else:
            self.set_focus(notes[min(place - cells, len(notes) - 1)])

    # --- notes -----------------------------------------------------------------------------------------------------

    def _leave_note(self, place: int, direction: int) -> None:
        self.keep_notes()
        if direction != HERE:
            self._focus_place(len(self.form.criteria) + place + direction)

    def _note_changed(self) -> None:
        self._pause.reset()
        self._pause.resume()

    def keep_notes(self) -> None:
        """Keeps the notes as they stand, where they changed; one that can not be taken is told, and stays typed."""
        self._pause.pause()
        if self.notes.fault:
            self.say(self.notes.fault, "fault")
        elif self.notes.notes != self.form.notes:
            self.form = self.form.with_notes(self.notes.notes)
            self.keep()

    # --- keeping ---------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Saves the draft, and says when; what could not be saved is said until it is.

        The program does it, not this screen: a sheet that closes at once must not take its last cell along.
        """
        self.juri.run_worker(self._keep(self.form), exclusive=False)

    async def _keep(self, form: Form) -> None:
        kept = await self.juri.at_desk(partial(self.save, form))
        self._unsaved = not isinstance(kept, Draft)
        if isinstance(kept, Draft):
            self._say_saved(kept)
        else:
            self.say_kept(f"▲ {kept.words}  " + _("F12 coba simpan lagi"))

    def save(self, form: Form) -> Draft | Refusal:
        """Keeps the draft in the file."""
        return self.juri.desk.save_draft(self.who, self.kbk_id, dict(form.marks), form.notes)

    def send(self) -> Record | Refusal:
        """Sends the sheet as it was read back."""
        return self.juri.desk.send(self.who, self.kbk_id, dict(self.form.marks), self.form.notes)

    def _say_saved(self, draft: Draft) -> None:
        self.say_kept(_("✓ Tersimpan otomatis {time}").format(time=local_time(draft.saved_ns, self.contest)))

    def say_kept(self, words: str) -> None:
        """Says whether what was typed is safe."""
        for line in self.query("#saved").results(Static):  # none is there once the sheet has been closed
            moved = line.has_class("-fault") or self._unsaved
            put(line.set_class(self._unsaved, "-fault"), Content(words), layout=moved)

    def _again(self) -> None:
        if self._unsaved:
            self.keep()

    def retried(self, answer: Record | None) -> None:
        """F12: nothing of the ledger was waiting here, so it is the draft."""
        if answer is None and self.opened:
            self.keep()
        elif answer is None:
            self.run_worker(self._open())

    def _take_all(self) -> bool:
        """Takes over what is typed and not yet entered; False where something must be put right first."""
        if not self.opened:
            return False
        self.keep_notes()
        return all(self.take(place) for place in range(len(self.form.criteria))) and not self.notes.fault

    # --- the keys --------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="send")
    async def action_send(self) -> None:
        """F9: reads back and sends, or says what is missing and goes there."""
        if not self._take_all():
            return
        missing = why_not_send(self.juri.desk.contest, self.form, brief=True)
        if missing:
            self.say(missing, "refusal")
            if self.form.missing():
                self._focus_place(self.form.criteria.index(self.form.missing()[0]))
            return
        back = ReadBackScreen(self.form, self.send)
        await self.juri.push_screen_wait(back)
        if back.sent is not None:
            self.receipt = receipt(back.sent.seq, back.sent.hash)
            self.dismiss()

    @work(exclusive=True, group="send")
    async def action_recuse(self) -> None:
        """F8: the juri may not judge this KBK, says why, and confirms."""
        if await recuse(self, self.who, self.contest.definition.kbk_by_id(self.kbk_id)):
            self._close(Outcome.OTHER)

    def action_read(self, pages: int) -> None:
        """PgUp and PgDn read on in what stands beside."""
        beside = self.query_one(Beside)
        beside.scroll_relative(y=pages * max(1, beside.size.height - 2), animate=False)

    def action_other_kbk(self) -> None:
        """F7: this sheet stays a draft, another one is chosen."""
        if self._take_all():
            self._close(Outcome.OTHER)

    def action_finish(self) -> None:
        """F10: hands the terminal back; what can not be taken over is left out, and was never acknowledged."""
        self._take_all()
        self._close(Outcome.BACK)

    def _close(self, outcome: Outcome) -> None:
        if self.is_active:
            self.outcome = outcome
            self.dismiss()
