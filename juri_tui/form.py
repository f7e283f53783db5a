"""A score sheet while it is filled in: one frozen value, and everything a sheet on a screen or on a line says. Pure.

Only the juri's own sheets are looked at, so nothing that is computed here can tell what another juri gave.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from juri_tui.contest import Contest, Sheet, State
from juri_tui.decisions.sheets import accept_mark, may_draft
from juri_tui.habit import Doubt, Oddity, doubt, meant_by, share
from juri_tui.lang import _, _n
from juri_tui.model import Absence, Criterion, Event, Juri, Kbk, Level, Refusal
from juri_tui.records import Notes
from juri_tui.slot import SlotState
from juri_tui.text import TextFault, decimal_text, in_words, parse_number, round_half_up, shown

RECENT = 5


@dataclass(frozen=True, slots=True)
class Form:
    """One juri's sheet for one KBK. `marks` holds accepted cells only: canonical decimals, or "abstained"."""

    juri: str
    kbk: str
    criteria: tuple[Criterion, ...]
    percent: bool
    marks: Mapping[str, str]
    notes: Notes = field(default_factory=Notes)

    def with_mark(self, criterion: str, text: str) -> "Form":
        """With one cell filled; an empty text empties it."""
        others = {key: kept for key, kept in self.marks.items() if key != criterion}
        return replace(self, marks={**others, criterion: text} if text else others)

    def with_notes(self, notes: Notes) -> "Form":
        """With other notes."""
        return replace(self, notes=notes)

    def missing(self) -> tuple[Criterion, ...]:
        """The criteria without a mark."""
        return tuple(criterion for criterion in self.criteria if criterion.id not in self.marks)

    def mark_text(self, criterion: str) -> str:
        """The cell as people read it: 17,5, a dash where the juri abstained, nothing where it is open."""
        return mark_text(self.marks.get(criterion, ""))

    def total(self) -> Fraction:
        """The total of the cells filled so far, by the rule of this contest."""
        return sum((part for criterion in self.criteria if (part := self._part(criterion)) is not None), Fraction(0))

    def most(self) -> Fraction:
        """What the cells filled so far could have given at most."""
        full = (self._worth(c, c.max) for c in self.criteria if self._part(c) is not None)
        return sum(full, Fraction(0))

    def _part(self, criterion: Criterion) -> Fraction | None:
        text = self.marks.get(criterion.id, "")
        return self._worth(criterion, Decimal(text)) if text and text != Absence.ABSTAINED else None

    def _worth(self, criterion: Criterion, mark: Decimal) -> Fraction:
        worth = Fraction(criterion.weight) * Fraction(mark)
        return worth / Fraction(criterion.max) if self.percent else worth

    def shares(self, leave_out: str = "") -> list[Fraction]:
        """The marks as shares of their maximum, without those of the criterion `leave_out`."""
        found = []
        for criterion in self.criteria:
            text = self.marks.get(criterion.id, "")
            if text and text != Absence.ABSTAINED and criterion.id != leave_out:
                part = share(criterion, Decimal(text))
                found += [] if part is None else [part]
        return found


def mark_text(text: str) -> str:
    """A kept cell as people read it: 17,5, a dash where the juri abstained, nothing where it is open."""
    if text == Absence.ABSTAINED:
        return "–"
    return shown(Decimal(text)) if text else ""


def open_form(contest: Contest, juri: str, kbk: str, marks: Mapping[str, str], notes: Notes) -> Form:
    """A sheet with what a draft or a sent sheet holds; cells that the criteria do not take any more are open."""
    event = contest.definition
    criteria = event.criteria_of(juri)
    kept = {criterion.id: _still(criterion, marks.get(criterion.id, "")) for criterion in criteria}
    lawful = {key: text for key, text in kept.items() if text}
    return Form(juri, kbk, criteria, event.scoring.total == "percent", lawful, notes)


def _still(criterion: Criterion, text: str) -> str:
    if text in ("", Absence.ABSTAINED):
        return text
    mark = accept_mark(criterion, text)
    return "" if isinstance(mark, Refusal) else decimal_text(mark)


def recent(newest_first: Iterable[str]) -> str:
    """The last five in one line, the newest at its end: what a juri compares with, also after a hundred KBK.

    No more is asked for than is shown: to word an earlier total takes time, and a key waits for it.
    """
    last = list(islice(newest_first, RECENT + 1))
    return " · ".join([*(["…"] if len(last) > RECENT else []), *reversed(last[:RECENT])])


def sent_before(contest: Contest, juri: str, but: str = "") -> tuple[Sheet, ...]:
    """The sheets that this juri has sent, in running order, without that of the KBK `but`."""
    sent = (contest.sheets.get((juri, kbk)) for kbk in contest.order if kbk != but)
    return tuple(sheet for sheet in sent if sheet is not None and sheet.marks is not None)


def earlier(contest: Contest, juri: str, but: str = "") -> tuple[Form, ...]:
    """What this juri has sent before, as `sent_before` finds it: to keep one measure."""
    return tuple(
        open_form(contest, juri, sheet.kbk, sheet.marks or {}, sheet.notes or Notes())
        for sheet in sent_before(contest, juri, but)
    )


def habit(before: Sequence[Form]) -> tuple[Fraction, ...]:
    """All marks of these sheets as shares of their maximum, in rising order: the hand of one juri."""
    return tuple(sorted(part for form in before for part in form.shares()))


@dataclass(frozen=True, slots=True)
class Past:
    """What one juri has sent before, and its `habit`; it is worked out only where there is more of it than before."""

    sent: tuple[Sheet, ...] = ()
    forms: tuple[Form, ...] = ()
    habit: tuple[Fraction, ...] = ()

    def follow(self, contest: Contest, juri: str, but: str) -> "Past":
        """As the contest is now; this very one where nothing was sent since."""
        sent = sent_before(contest, juri, but)
        if sent == self.sent:
            return self
        forms = earlier(contest, juri, but)
        return Past(sent, forms, habit(forms))

    def totals(self, event: Event) -> str:
        """The last totals, each with its KBK."""
        return recent(f"{_named(event, form)} {total_text(form.total())}" for form in reversed(self.forms))

    def marks(self, event: Event, criterion: Criterion) -> str:
        """The last marks of one criterion, each with its KBK."""
        kept = ((form, form.mark_text(criterion.id)) for form in reversed(self.forms))
        return recent(f"{_named(event, form)} {text}" for form, text in kept if text)


def _named(event: Event, form: Form) -> str:
    kbk = event.kbk_by_id(form.kbk)
    return f"{kbk.number} {kbk.name}"


def doubt_about(form: Form, before: Sequence[Fraction], criterion: Criterion, mark: Decimal) -> Doubt | None:
    """What to ask this juri about a mark, from the other cells of this sheet and the `habit` of the sheets before."""
    return doubt(criterion, mark, [*before, *form.shares(leave_out=criterion.id)])


def slip_behind(form: Form, before: Sequence[Fraction], criterion: Criterion, typed: str) -> Decimal | None:
    """The mark that was probably meant where a refused one only has its decimal point in the wrong place."""
    try:
        number = parse_number(typed)
    except TextFault:
        return None
    return meant_by(criterion, number, [*before, *form.shares(leave_out=criterion.id)])


# --- words ---------------------------------------------------------------------------------------------------------


def total_text(value: Fraction) -> str:
    """A total without needless zeros: 83, 50,5; two decimals at most."""
    return shown(_short(value))


def _short(value: Fraction) -> Decimal:
    rounded = round_half_up(value, 2)
    return Decimal(rounded.numerator) / Decimal(rounded.denominator)


def doubt_words(criterion: Criterion, mark: Decimal, found: Doubt) -> str:
    """The question about an odd mark."""
    usual = shown(round_half_up(found.usual * 100, 0), 0)
    if found.oddity is Oddity.SLIP and found.meant is not None:
        words = _(
            "Anda mengetik {mark} dari {high}. Nilai Anda yang lain sekitar {usual} % dari maksimum. Maksudnya {meant}?"
        )
        return words.format(mark=shown(mark), high=shown(criterion.max), usual=usual, meant=shown(found.meant))
    words = _("Anda mengetik {mark} dari {high}. Nilai Anda yang lain sekitar {usual} % dari maksimum.")
    return words.format(mark=shown(mark), high=shown(criterion.max), usual=usual)


def range_text(criterion: Criterion) -> str:
    """What a cell takes, in words: 0 sampai 20, naik setiap 0,5."""
    words = _("{low} sampai {high}, naik setiap {step}")
    return words.format(low=shown(criterion.min), high=shown(criterion.max), step=shown(criterion.step))


def levels_of(criterion: Criterion) -> tuple[tuple[str, str], ...]:
    """(range, words) of the level descriptors, the best first: "17-20", and what it takes."""
    rising: list[Level] = sorted(criterion.levels, key=lambda level: level.from_)
    made, top = [], criterion.max
    for level in reversed(rising):
        span = shown(top) if top == level.from_ else f"{shown(level.from_)}–{shown(top)}"
        made.append((span, level.text))
        top = level.from_ - criterion.step
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the read-back: the number and name of the criterion, its mark in digits and in words."""

    place: int
    name: str
    digits: str
    words: str
    of: str


def read_back(form: Form) -> tuple[Line, ...]:
    """All marks in digits and in words, to be read before they are sent."""
    made = []
    for place, criterion in enumerate(form.criteria, start=1):
        text = form.marks.get(criterion.id, "")
        if text == Absence.ABSTAINED:
            words = _("tidak dinilai")
        else:
            words = in_words(Decimal(text)) if text else _("belum dinilai")
        made.append(Line(place, criterion.name, mark_text(text), words, shown(criterion.max)))
    return tuple(made)


def total_words(form: Form) -> str:
    """The total in words."""
    return in_words(_short(form.total()))


def why_not_send(contest: Contest, form: Form, *, brief: bool = False) -> str:
    """What is missing before this sheet can be sent; empty where nothing is. `brief`: the open cells are in sight."""
    refused = may_draft(contest, form.juri, form.kbk)
    if refused:
        return refused.words
    open_cells = form.missing()
    name = contest.definition.kbk_by_id(form.kbk).name
    if open_cells:
        names = ", ".join(criterion.name for criterion in open_cells)
        if brief and len(open_cells) > 1:
            names = open_cells[0].name + _(" dan {n} lagi").format(n=len(open_cells) - 1)
        return _("Belum dapat dikirim. Belum dinilai: {names}.").format(names=names)
    if not contest.performed(form.kbk):
        return _("{kbk} belum selesai tampil. Nilai tersimpan sebagai draf; kirim setelah penampilan selesai.").format(
            kbk=name
        )
    return ""


# --- what there is to do -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """One KBK as a juri sees it when choosing. `open`: this juri may fill in a sheet for it now."""

    kbk: Kbk
    sign: str
    words: str
    open: bool


def choices(contest: Contest, juri: str, drafted: Mapping[tuple[str, str], int]) -> tuple[Choice, ...]:
    """All KBK in running order, with what this juri has done and may do."""
    return tuple(_choice(contest, juri, kbk, drafted.get((juri, kbk.id), 0)) for kbk in contest.running_order())


def _choice(contest: Contest, juri: str, kbk: Kbk, filled: int) -> Choice:
    sheet = contest.sheets.get((juri, kbk.id))
    if sheet is not None and not sheet.accepted:
        return Choice(kbk, "◐", _("diketik dari kertas, menunggu pemeriksaan Anda"), True)
    if sheet is not None:
        mine = [form for form in earlier(contest, juri) if form.kbk == kbk.id]
        total = total_text(mine[0].total()) if mine else "–"
        return Choice(kbk, "●", _("terkirim, total Anda {total}").format(total=total), False)
    if (juri, kbk.id) in contest.recused:
        return Choice(kbk, "–", _("Anda berhalangan menilai"), False)
    if contest.status(kbk.id)[0] != "active":
        return Choice(kbk, "–", _("tidak tampil"), False)
    words = stage_words(contest, kbk.id)
    if filled:
        cells = len(contest.definition.criteria_of(juri))
        draft = _("draf {filled} dari {cells}").format(filled=filled, cells=cells)
        return Choice(kbk, "◐", f"{words}, {draft}", may_draft(contest, juri, kbk.id) is None)
    return Choice(kbk, "○", words, may_draft(contest, juri, kbk.id) is None)


def paper_choices(contest: Contest, juri: str) -> tuple[Choice, ...]:
    """All KBK as the operator sees them who types a sheet of this juri from paper: nothing of what the juri marked."""
    rows = []
    for kbk in contest.running_order():
        refused = may_draft(contest, juri, kbk.id)
        words = stage_words(contest, kbk.id) if refused is None else _("tidak ada yang dapat diketik")
        rows.append(Choice(kbk, "○" if refused is None else "–", words, refused is None and contest.performed(kbk.id)))
    return tuple(rows)


def checkers(contest: Contest, juri: Juri) -> tuple[tuple[str, str], ...]:
    """(id, name) of those who may check a sheet of this juri that was typed from paper: the juri himself or the chair.

    The chair's own: another juri, or the witness of a panel of one.
    """
    chair = contest.definition.ketua()
    if chair is not None and chair.id == juri.id:
        return tuple(holder for holder in contest.definition.pin_holders() if holder[0] != juri.id)
    return tuple((one.id, one.name) for one in (juri, chair) if one is not None)


def stage_words(contest: Contest, kbk: str) -> str:
    """Where a KBK stands on the running order: on the stage, done, or still to come."""
    slot = contest.slot_of(kbk)
    if slot is not None and slot.live:
        return _("sedang tampil") if slot.state is not SlotState.ARMED else _("bersiap tampil")
    return _("sudah tampil") if contest.performed(kbk) else _("belum tampil")


def first_choice(contest: Contest, juri: str) -> str | None:
    """The KBK that this juri most likely wants to mark now.

    The one on the stage once its clock has run; else the one that performed last and is still awaited; else the next.
    """
    open_ones = [kbk.id for kbk in contest.running_order() if may_draft(contest, juri, kbk.id) is None]
    live = contest.live
    if live is not None and live.state is not SlotState.ARMED and live.kbk in open_ones:
        return live.kbk
    done = [slot.kbk for slot in contest.slots.values() if slot.state is SlotState.DONE and slot.kbk in open_ones]
    if done:
        return done[-1]
    if live is not None and live.kbk in open_ones:
        return live.kbk
    return open_ones[0] if open_ones else None


def waiting_for(contest: Contest, juri: Juri) -> tuple[Kbk, ...]:
    """The KBK that have performed and whose sheet of this juri is awaited."""
    return tuple(k for k in contest.running_order() if contest.performed(k.id) and contest.expects(juri, k.id))


def to_do_words(contest: Contest, juri: Juri) -> str:
    """One line about what a juri still has to send, for the cover."""
    if juri.id in contest.absent:
        return _("tidak hadir: {reason}").format(reason=contest.absent[juri.id])
    waiting = waiting_for(contest, juri)
    left = sum(contest.expects(juri, kbk.id) for kbk in contest.running_order())
    if waiting:
        names = ", ".join(f"{kbk.number} {kbk.name}" for kbk in waiting)
        return _("belum dikirim: {names}").format(names=names)
    if not left:
        return _("semua nilai sudah terkirim")
    return _n("tidak ada yang tertunda; {left} kelompok lagi akan dinilai", left).format(left=left)


def judging_closed(contest: Contest) -> str:
    """Why no sheet can be filled in at all now; empty while it can."""
    if contest.state is State.SETUP:
        return _("Aturan belum dibekukan; penilaian belum dapat dimulai.")
    if contest.state not in (State.READY, State.RUNNING):
        return _("Penilaian sudah ditutup.")
    return ""
