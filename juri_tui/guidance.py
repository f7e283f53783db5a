"""What the operator should do next, in words, and what the keys mean now. Pure: a contest in, words out."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from juri_tui.contest import Contest, State
from juri_tui.decisions.definition import lacking
from juri_tui.lang import _, _n
from juri_tui.model import Break, Kbk, Stamp
from juri_tui.records import SlotKind
from juri_tui.schedule import instant
from juri_tui.slot import SECOND, Applied, Kind, Slot, SlotState, limit_ns, lost, remaining_ns, unexplained
from juri_tui.standing import listed
from juri_tui.text import length_text, time_text

EARLY_NS = 60 * SECOND
"""A phase that is ended with more than this left was ended early, and the operator is asked why."""


def next_kbk(contest: Contest) -> Kbk | None:
    """The KBK to be called next: the first in the running order that takes part, waits, and is not on the stage."""
    live = contest.live
    for kbk in contest.running_order():
        on_stage = live is not None and live.kbk == kbk.id
        if not on_stage and contest.status(kbk.id)[0] == "active" and not contest.performed(kbk.id):
            return kbk
    return None


def planned_break(contest: Contest) -> Break | None:
    """The break that the event plans right now: after the KBK that performed last, and not held yet."""
    last = contest.last_slot
    if last is None or last.live or contest.pause is not None or last.kbk in contest.rested:
        return None
    return next((one for one in contest.definition.breaks if one.after == last.kbk), None)


def titled(kbk: Kbk) -> str:
    """Number, name and office, as every screen names a KBK."""
    return f"{kbk.number} {kbk.name} · {kbk.unit}" if kbk.unit else f"{kbk.number} {kbk.name}"


def local_time(wall_ns: int, contest: Contest, seconds: bool = True) -> str:
    """A reading of the wall clock as the time of day at the event."""
    zone = ZoneInfo(contest.definition.event.zone)
    return time_text(instant(wall_ns).astimezone(zone), seconds=seconds)


# --- what the keys mean now ----------------------------------------------------------------------------------------


def space_command(slot: Slot | None) -> SlotKind | None:
    """What Space does to the slot on the stage: start, pause or resume; None where it has nothing to do."""
    if slot is None:
        return None
    kinds: dict[SlotState, SlotKind] = {
        SlotState.ARMED: "slot_started",
        SlotState.RUNNING: "slot_paused",
        SlotState.PAUSED: "slot_resumed",
    }
    return kinds.get(slot.state)


def enter_command(slot: Slot) -> SlotKind | None:
    """What Enter does to the slot on the stage: end the phase, then the next one, or finish; None while armed."""
    if slot.state in (SlotState.RUNNING, SlotState.PAUSED):
        return "slot_ended"
    if slot.state is SlotState.ENDED:
        return "slot_finished" if slot.phase_index + 1 == len(slot.phases) else "slot_advanced"
    return None


def offered(contest: Contest, console: bool = True) -> tuple[str, ...]:
    """The actions (`commands.OPERATOR`) that make sense now, the likeliest first; at most five."""
    if not console:
        return ("console",)
    if contest.state is State.SETUP or not contest.drawn:
        return "draw", "freeze", "app.seat('setup')", "note"
    if contest.state not in (State.READY, State.RUNNING):
        if contest.state is State.DELIBERATION:
            return "app.seat('deliberation')", "board_mode", "note"
        return "app.seat('ceremony')", "app.seat('deliberation')", "app.seat('print')", "board_mode", "note"
    live = contest.live
    if live is None:
        return _offered_between(contest)
    if live.state is SlotState.ARMED:
        first = ("no_show",) if live.phase_index == 0 else ()
        return "advance", "late_start", "grant", *first, "undo"
    if live.state is SlotState.ENDED:
        return "proceed", "correct", "undo"
    return "advance", "proceed", "grant", "undo"


def _offered_between(contest: Contest) -> tuple[str, ...]:
    sheet, chair = "app.seat('sheet')", "app.seat('deliberation')"
    if contest.pause is not None:
        return "interval", "proceed", sheet, "stage_line"
    if next_kbk(contest) is not None:
        return "proceed", sheet, "no_show", "interval", "undo"
    return (sheet, chair, "board_mode", "note", "undo") if _awaited(contest) else (chair, "board_mode", "note", "undo")


def labels(contest: Contest) -> dict[str, str]:
    """What the keys of `offered` do in this very state, where one key does several things."""
    slot = contest.live
    space = {
        "slot_started": _("mulai"),
        "slot_paused": _("jeda"),
        "slot_resumed": _("lanjutkan"),
    }.get(space_command(slot) or "", "")
    enter = _("panggil")
    if slot is not None:
        enter = {
            "slot_ended": _("akhiri"),
            "slot_advanced": _("tahap berikutnya"),
            "slot_finished": _("tutup penampilan"),
        }.get(enter_command(slot) or "", "")
    pause = _("akhiri istirahat") if contest.pause is not None else ""
    told = {"advance": space, "proceed": enter, "interval": pause}
    return {action: words for action, words in told.items() if words}


@dataclass(frozen=True, slots=True)
class Question:
    """A pause, end or abort whose reason is still owed: in which slot, which command, and how many more there are."""

    slot: str
    applied: Applied
    more: int


def owed(contest: Contest, *, every: bool = False) -> Question | None:
    """The newest command that still wants its reason; the others follow once it is told.

    A phase that was ended near its limit or beyond it simply ended: nobody is asked why, unless `every` wants to know.
    """
    slots = contest.slots.values()
    found = [(slot.id, one) for slot in slots for one in unexplained(slot) if every or not _usual(slot, one)]
    if not found:
        return None
    slot, applied = max(found, key=lambda one: one[1].at.wall_ns)
    return Question(slot, applied, len(found) - 1)


def _usual(slot: Slot, applied: Applied) -> bool:
    run = slot.runs[applied.phase_index]
    left = run.planned_ns + run.granted_ns - applied.elapsed_ns
    return applied.command.kind is Kind.END and left <= EARLY_NS


def usual_reasons(kind: Kind) -> tuple[str, ...]:
    """The reasons that are given most often, at most four; the key after them asks for other words."""
    if kind is Kind.PAUSE:
        return _("kendala teknis"), _("permintaan juri"), _("gangguan ruangan"), _("kesehatan")
    if kind is Kind.END:
        return _("kelompok selesai"), _("waktu habis"), _("dihentikan juri"), _("salah tekan")
    if kind is Kind.ABORT:
        return _("kendala teknis"), _("keadaan darurat"), _("permintaan juri"), _("salah tekan")
    return _("permintaan ketua dewan juri"), _("kendala teknis"), _("salah tekan"), _("lupa menekan tombol")


# --- the next step in words ----------------------------------------------------------------------------------------


def guidance(contest: Contest, now: Stamp, console: bool = True) -> str:
    """The one thing to do next, as a sentence that names its key."""
    if not console:
        return _("Layar ini hanya membaca. Tekan O untuk mengambil alih konsol operator.")
    if contest.state is State.SETUP:
        if lacking(contest.definition):
            words = _("Tekan S untuk persiapan. Belum diisi: {fields}.")
            return words.format(fields=", ".join(lacking(contest.definition)))
        if not contest.drawn:
            return _("Tekan D untuk mengundi nomor urut tampil.")
        return _("Tekan B untuk membekukan aturan bersama ketua dewan juri.")
    if contest.state is State.DELIBERATION:
        return _("Sidang juri sedang berlangsung. Tekan F6 untuk membuka sidang.")
    if contest.state is State.LOCKED:
        return _("Hasil dikunci. F6 tanda tangan, F7 pengumuman, F9 naskah dan berkas.")
    if contest.state is State.ANNOUNCED:
        if not contest.public:
            return _("Pengumuman berlangsung. Tekan F7 untuk melanjutkan.")
        return _("Hasil sudah diumumkan. Tekan F9 untuk menyimpan berkas hasil.")
    if not contest.drawn:
        return _("Tekan D untuk mengundi nomor urut tampil.")
    live = contest.live
    return _between(contest) if live is None else _on_stage(contest, live, now)


def _on_stage(contest: Contest, slot: Slot, now: Stamp) -> str:
    phase, name = slot.phase.name, contest.definition.kbk_by_id(slot.kbk).name
    length = length_text(limit_ns(slot) // SECOND)
    if lost(slot, now):
        return _("Komputer sempat mati selagi waktu berjalan. Tekan Enter untuk menetapkan waktu terpakai.")
    if slot.state is SlotState.ARMED:
        if contest.schedule(now).start_hint:
            return _("WAKTU BELUM DIJALANKAN. Tekan Spasi untuk memulai; L bila sudah mulai beberapa saat lalu.")
        if slot.phase_index:
            return _("Tekan Spasi untuk memulai {phase} {length}.").format(phase=phase, length=length)
        return _("{kbk} dipanggil. Tekan Spasi untuk memulai {phase} {length}.").format(
            kbk=name, phase=phase, length=length
        )
    if slot.state is SlotState.PAUSED:
        return _("{phase} dijeda. Tekan Spasi untuk melanjutkan.").format(phase=phase)
    if slot.state is SlotState.RUNNING:
        if (remaining_ns(slot, now, contest.speed) or 0) <= 0:
            return _("Waktu {phase} habis. Tekan Enter bila kelompok berhenti.").format(phase=phase)
        return _("{phase} berjalan. Tekan Enter bila kelompok selesai.").format(phase=phase)
    if enter_command(slot) == "slot_advanced":
        following = slot.phases[slot.phase_index + 1].name
        return _("{phase} selesai. Tekan Enter untuk membuka {following}.").format(phase=phase, following=following)
    return _("{phase} selesai. Tekan Enter untuk menutup penampilan {kbk}.").format(phase=phase, kbk=name)


def _between(contest: Contest) -> str:
    if contest.pause is not None:
        return _("{name} berlangsung. Tekan I bila acara dilanjutkan.").format(
            name=contest.pause_name or _("Istirahat")
        )
    following = next_kbk(contest)
    waiting = _awaited(contest)
    if following is None:
        if waiting:
            return _("Semua kelompok sudah tampil. Menunggu nilai {who}: tekan F3.").format(who=waiting)
        return _("Semua nilai sudah masuk. Tekan F6 untuk membuka sidang juri.")
    call = _("Tekan Enter untuk memanggil nomor {number}, {kbk}.").format(number=following.number, kbk=following.name)
    planned = planned_break(contest)
    if planned is not None:
        words = _("Menurut rencana {name} {length}: tekan I.")
        call = words.format(name=planned.name, length=length_text(planned.length)) + " " + call
    return _("Menunggu nilai {who} (F3). {call}").format(who=waiting, call=call) if waiting else call


def _awaited(contest: Contest) -> str:
    """Whose sheets for KBK that have performed are still missing: one KBK with names, or only their number."""
    missing = [(juri, kbk) for juri, kbk in contest.missing() if contest.performed(kbk.id)]
    if not missing:
        return ""
    if len({kbk.id for _juri, kbk in missing}) == 1 and len(missing) <= 3:
        return f"{missing[0][1].name} ({listed([juri.name for juri, _kbk in missing])})"
    return _n("{n} lembar", len(missing)).format(n=len(missing))
