"""Decisions on the clock: which slot a command is for, and what it implies."""

from juri_tui import records as r
from juri_tui.contest import Contest, State, command_of, next_slot
from juri_tui.lang import _
from juri_tui.model import Refusal, Stamp
from juri_tui.slot import SECOND, Slot, SlotState, between, elapsed_ns, lost
from juri_tui.speaking import second_thought, speaker
from juri_tui.text import clean_line, length_text
from juri_tui.timer import give_reason as explain
from juri_tui.timer import replan, stale, step


def arm(contest: Contest, kbk: str, at: Stamp) -> r.SlotStepped | Refusal:
    """Puts a KBK on the stage: its clock is ready to start."""
    name = contest.definition.kbk_by_id(kbk).name
    if contest.state is State.SETUP:
        return Refusal("state", _("Bekukan aturan dulu, baru penampilan dapat disiapkan."))
    if contest.state not in (State.READY, State.RUNNING):
        return Refusal("state", _("Acara sudah masuk sidang juri."))
    if not contest.drawn:
        return Refusal("draw", _("Lakukan undian nomor urut dulu."))
    if contest.live is not None:
        busy = contest.definition.kbk_by_id(contest.live.kbk).name
        return Refusal("live", _("{kbk} masih di panggung. Selesaikan dulu.").format(kbk=busy))
    if contest.performed(kbk):
        return Refusal("done", _("{kbk} sudah tampil.").format(kbk=name))
    status, reason = contest.status(kbk)
    if status in ("withdrawn", "disqualified"):
        return Refusal("out", _("{kbk} tidak ikut tampil: {reason}").format(kbk=name, reason=reason))
    return _step(contest, next_slot(contest, kbk), r.SlotStepped(kind="slot_armed", slot="", kbk=kbk), at)


def no_show(contest: Contest, kbk: str, reason: str, at: Stamp) -> r.SlotStepped | Refusal:
    """A KBK that was called and did not come; its reason may be empty ("tidak hadir saat dipanggil")."""
    if contest.state not in (State.READY, State.RUNNING):
        return Refusal("state", _("Ini hanya dapat dicatat selama acara berlangsung."))
    live = contest.live
    if live is not None and live.kbk != kbk:
        return Refusal("live", _("Kelompok lain masih di panggung. Selesaikan dulu."))
    if contest.performed(kbk):
        name = contest.definition.kbk_by_id(kbk).name
        return Refusal("done", _("{kbk} sudah tampil.").format(kbk=name))
    words = clean_line(reason) or _("tidak hadir saat dipanggil")
    return _step(
        contest,
        live or next_slot(contest, kbk),
        r.SlotStepped(kind="slot_no_show", slot="", kbk=kbk, reason=words),
        at,
    )


def command(contest: Contest, wanted: r.SlotStepped, at: Stamp, seen: int | None = None) -> r.SlotStepped | Refusal:
    """A timer command for the slot on the stage, or `slot_undone` for the one armed last.

    `seen` is the revision of that slot that the asker's screen showed; where another one stands by now, somebody else
    was faster, and the command is refused rather than applied to a state that nobody saw.
    """
    slot = contest.last_slot if wanted.kind == "slot_undone" else contest.live
    if slot is None or (wanted.slot and wanted.slot != slot.id):
        return Refusal("no-slot", _("Tidak ada kelompok di panggung."))
    behind = None if seen is None else stale(slot, seen)
    if behind:
        return behind
    if wanted.kind == "slot_undone":
        if contest.state is not State.RUNNING:
            return Refusal("state", _("Perintah waktu tidak dapat diurungkan lagi."))
        if any(sheet.kbk == slot.kbk for sheet in contest.sheets.values()):
            return Refusal("sheet-sent", _("Nilai kelompok ini sudah terkirim; perintah waktu tidak dapat diurungkan."))
        back = step(slot, command_of(wanted), at, contest.speed)
        if contest.pause is not None and isinstance(back, Slot) and back.live:
            return Refusal("break", _("Sedang istirahat. I mengakhirinya; sesudah itu U mengurungkan perintah waktu."))
    return _too_early(contest, wanted, at) or _step(contest, slot, wanted, at)


def _too_early(contest: Contest, wanted: r.SlotStepped, at: Stamp) -> Refusal | None:
    """Why nobody can have started so long ago: the stage was still another phase's, or another KBK's."""
    ends = [run.ended for slot in contest.slots.values() for run in slot.runs if run.ended is not None]
    free_ns = min((contest.speed * between(end, at) for end in ends), default=None)
    if wanted.kind != "slot_started" or free_ns is None or wanted.ns <= free_ns:
        return None
    words = _("Paling lama {length} yang lalu: saat itu tahap sebelumnya berakhir.")
    return Refusal("too_early", words.format(length=length_text(free_ns // SECOND)))


def _step(contest: Contest, slot: Slot, wanted: r.SlotStepped, at: Stamp) -> r.SlotStepped | Refusal:
    moved = step(replan(slot, contest.definition.phase), command_of(wanted), at, contest.speed)
    if isinstance(moved, Refusal):
        return moved
    elapsed = elapsed_ns(moved, at, contest.speed)
    return wanted.model_copy(update={"slot": slot.id, "kbk": slot.kbk, "elapsed_ns": elapsed})


def give_reason(contest: Contest, slot: str, about: str, reason: str) -> r.SlotReasonGiven | Refusal:
    """Says afterwards why the clock was paused, ended or aborted; `about` is the uid of that record."""
    told = explain(contest.slots[slot], about, clean_line(reason))
    return told if isinstance(told, Refusal) else r.SlotReasonGiven(slot=slot, about=about, reason=clean_line(reason))


def mark_speaker(contest: Contest, member: str, at: Stamp) -> r.SpeakerMarked | Refusal:
    """From now on this member of the KBK on the stage speaks.

    Marked again at once, the mark is taken back; marked again later, the member has ended and nobody speaks.
    """
    slot = contest.live
    if slot is None or slot.state not in (SlotState.RUNNING, SlotState.PAUSED):
        return Refusal("no-clock", _("Pembicara dicatat selama waktu berjalan atau dijeda."))
    if lost(slot, at):
        return Refusal("lost", _("Tetapkan dulu waktu terpakai, baru catat pembicara."))
    if member not in contest.definition.kbk_by_id(slot.kbk).members:
        return Refusal("member", _("Kelompok ini tidak mempunyai anggota dengan nama itu."))
    marks = contest.spoken.get(slot.id, ())
    if second_thought(marks, slot, member, at):
        return r.SpeakerMarked(slot=slot.id, kbk=slot.kbk, member=member, undone=True)
    ended = speaker(marks, slot) == member
    return r.SpeakerMarked(slot=slot.id, kbk=slot.kbk, member="" if ended else member)


def shift(_contest: Contest, seconds: int) -> r.ScheduleShifted | Refusal:
    """Moves the rest of the plan; at most 12 hours at once."""
    if not seconds or abs(seconds) > 12 * 3600:
        return Refusal("range", _("Jadwal dapat digeser 1 menit sampai 12 jam."))
    return r.ScheduleShifted(seconds=seconds)


def stage_line(_contest: Contest, text: str) -> r.StageLineSet:
    """Shows one line on the stage, or takes it away."""
    return r.StageLineSet(text=clean_line(text))


def start_break(contest: Contest, name: str, seconds: int) -> r.BreakStarted | Refusal:
    """A break for everybody; not while somebody presents."""
    if contest.live is not None:
        return Refusal("live", _("Masih ada kelompok di panggung. Selesaikan dulu."))
    if not 60 <= seconds <= 12 * 3600:
        return Refusal("range", _("Istirahat dapat berlangsung 1 menit sampai 12 jam."))
    return r.BreakStarted(name=clean_line(name), seconds=seconds)


def end_break(contest: Contest) -> r.BreakEnded | Refusal:
    """Ends the break."""
    return r.BreakEnded() if contest.pause else Refusal("no-break", _("Tidak sedang istirahat."))
