"""The timer: the state machine that moves a `Slot` by stamped commands. Pure, and nothing follows from time alone.

Which command is legal in which state stands in one table; everything else is refused in words, and nothing changes.
"""

from collections.abc import Callable
from dataclasses import replace

from juri_tui.lang import _
from juri_tui.model import Phase, Refusal, Stamp
from juri_tui.slot import (
    EXPLAINED_LATER,
    SECOND,
    Applied,
    Command,
    Kind,
    PhaseRun,
    Slot,
    SlotState,
    limit_ns,
    lost,
    not_before,
    paused_total,
    run_elapsed,
)

LONGEST_NS = 24 * 3600 * SECOND
"""No limit and no amount that a person types is longer than a day: more is a slip of the finger."""
RECOVERY_UNCERTAIN_NS = 2 * SECOND
"""What one crossing of a boot costs in certainty: real-time clocks are read and set in whole seconds."""

_LEGAL: dict[SlotState, frozenset[Kind]] = {
    SlotState.SCHEDULED: frozenset({Kind.ARM, Kind.NO_SHOW}),
    SlotState.ARMED: frozenset({Kind.START, Kind.ADJUST, Kind.DISARM, Kind.NO_SHOW, Kind.ABORT}),
    SlotState.RUNNING: frozenset({Kind.PAUSE, Kind.END, Kind.ADJUST, Kind.CORRECT, Kind.ABORT}),
    SlotState.PAUSED: frozenset({Kind.RESUME, Kind.END, Kind.ADJUST, Kind.CORRECT, Kind.ABORT}),
    SlotState.ENDED: frozenset({Kind.NEXT, Kind.FINISH, Kind.ADJUST, Kind.CORRECT, Kind.ABORT}),
    SlotState.DONE: frozenset(),
    SlotState.ABORTED: frozenset(),
    SlotState.NO_SHOW: frozenset(),
}


# --- what is refused -----------------------------------------------------------------------------------------------


def verb(kind: Kind) -> str:
    """What a command does, as a verb phrase for people."""
    return {
        Kind.ARM: _("memanggil KBK"),
        Kind.START: _("memulai waktu"),
        Kind.PAUSE: _("menjeda waktu"),
        Kind.RESUME: _("melanjutkan waktu"),
        Kind.END: _("mengakhiri tahap"),
        Kind.NEXT: _("membuka tahap berikutnya"),
        Kind.FINISH: _("menutup penampilan"),
        Kind.ABORT: _("menghentikan penampilan"),
        Kind.NO_SHOW: _("menyatakan tidak hadir"),
        Kind.ADJUST: _("mengubah batas waktu"),
        Kind.CORRECT: _("mengoreksi waktu terpakai"),
        Kind.DISARM: _("membatalkan panggilan"),
        Kind.UNDO: _("mengurungkan"),
        Kind.RECOVER: _("memulihkan waktu"),
    }[kind]


def state_words(state: SlotState) -> str:
    """Where a slot stands, as a clause for people."""
    return {
        SlotState.SCHEDULED: _("KBK belum dipanggil"),
        SlotState.ARMED: _("waktu belum dijalankan"),
        SlotState.RUNNING: _("waktu sedang berjalan"),
        SlotState.PAUSED: _("waktu sedang dijeda"),
        SlotState.ENDED: _("tahap ini sudah berakhir"),
        SlotState.DONE: _("penampilan sudah selesai"),
        SlotState.ABORTED: _("penampilan sudah dihentikan"),
        SlotState.NO_SHOW: _("KBK dinyatakan tidak hadir"),
    }[state]


def _illegal(slot: Slot, kind: Kind, at: Stamp) -> Refusal | None:
    """Why this kind of command can not be taken in this state, or None."""
    if kind is Kind.UNDO:
        return None if slot.commands else Refusal("nothing_to_undo", _("Tidak ada perintah yang dapat diurungkan."))
    if kind is Kind.RECOVER:
        return None if lost(slot, at) else Refusal("not_lost", _("Waktu tidak terputus, jadi tidak perlu dipulihkan."))
    if lost(slot, at):
        return Refusal(
            "needs_recovery",
            _("Komputer sempat mati selagi waktu berjalan. Tetapkan dahulu waktu terpakai, baru {verb}.").format(
                verb=verb(kind)
            ),
        )
    if kind not in _LEGAL[slot.state]:
        return Refusal(
            "illegal", _("Tidak dapat {verb}: {state}.").format(verb=verb(kind), state=state_words(slot.state))
        )
    if kind in (Kind.DISARM, Kind.NO_SHOW) and slot.phase_index:
        return Refusal(
            "not_first_phase",
            _("Tidak dapat {verb}: KBK sudah tampil pada tahap sebelumnya.").format(verb=verb(kind)),
        )
    if kind is Kind.NEXT and slot.phase_index + 1 == len(slot.phases):
        return Refusal("no_next_phase", _("Ini tahap terakhir. Tutup penampilan ini."))
    return None


def legal(slot: Slot, now: Stamp) -> tuple[Kind, ...]:
    """The commands that `step` would take now (amounts and reasons aside), in the order of `Kind`."""
    return tuple(kind for kind in Kind if _illegal(slot, kind, now) is None)


def _bad_amount(command: Command) -> Refusal | None:
    """Why the amount or the reason can not be taken, whatever the slot says, or None."""
    if command.kind in (Kind.START, Kind.PAUSE, Kind.RESUME, Kind.RECOVER) and command.ns < 0:
        return Refusal("negative", _("Waktu tidak boleh kurang dari nol."))
    if command.kind in (Kind.ADJUST, Kind.CORRECT):
        if not command.ns:
            return Refusal("zero", _("Isi berapa lama waktunya diubah."))
        if not command.reason.strip():
            return Refusal("no_reason", _("Beri alasan dahulu untuk {verb}.").format(verb=verb(command.kind)))
    if command.kind is not Kind.RECOVER and abs(command.ns) > LONGEST_NS:
        return Refusal("too_long", _("Lebih dari 24 jam. Periksa kembali angkanya."))
    return None


def stale(slot: Slot, seen: int) -> Refusal | None:
    """The refusal of a command that was given upon another revision of this slot than the one that stands now."""
    if slot.revision == seen:
        return None
    words = _("Keadaan sudah berubah: {state}. Lihat dahulu, lalu ulangi.")
    return Refusal("stale", words.format(state=state_words(slot.state)))


# --- the moves -----------------------------------------------------------------------------------------------------


def step(slot: Slot, command: Command, at: Stamp, speed: int = 1) -> Slot | Refusal:
    """The slot after one command stamped `at`, or why it is refused (then nothing changed).

    A stamp before the slot's last one on the same boot counts as that last one: the clock never runs backwards. Undo
    drops the last command and folds the others again with their real stamps, so the time in between is kept.
    """
    refusal = _illegal(slot, command.kind, at) or _bad_amount(command)
    if refusal:
        return refusal
    if command.kind is Kind.UNDO:
        return _undone(slot, speed)
    at = not_before(slot, at)
    moved = _MOVES[command.kind](slot, command, at, speed)
    if isinstance(moved, Refusal):
        return moved
    applied = Applied(command, at, moved.phase_index, _known(moved.run, at, speed))
    return replace(moved, commands=(*slot.commands, applied), revision=slot.revision + 1)


def give_reason(slot: Slot, uid: str, reason: str) -> Slot | Refusal:
    """The slot with the reason of the pause, end or abort that record `uid` holds; an undone one is refused."""
    if not reason.strip():
        return Refusal("no_reason", _("Alasan masih kosong."))
    for place, applied in enumerate(slot.commands):
        if applied.command.uid == uid and applied.command.kind in EXPLAINED_LATER:
            told = replace(applied, command=replace(applied.command, reason=reason))
            commands = (*slot.commands[:place], told, *slot.commands[place + 1 :])
            return replace(slot, commands=commands, revision=slot.revision + 1)
    return Refusal("unknown_command", _("Perintah itu sudah diurungkan, jadi tidak perlu alasan."))


def replan(slot: Slot, phases: tuple[Phase, ...]) -> Slot:
    """The slot with the phases of a changed definition; from arming on it keeps those it was armed with.

    What was armed and disarmed under the old phases can no longer be undone.
    """
    if slot.state is not SlotState.SCHEDULED or slot.phases == phases:
        return slot
    return Slot(slot.id, slot.kbk, slot.attempt, phases, revision=slot.revision + 1)


def _undone(slot: Slot, speed: int) -> Slot:
    folded: Slot | Refusal = Slot(slot.id, slot.kbk, slot.attempt, slot.phases)
    for applied in slot.commands[:-1]:
        assert isinstance(folded, Slot)
        folded = step(folded, applied.command, applied.at, speed)
    assert isinstance(folded, Slot), "what was taken once is taken again: step is pure"
    return replace(folded, revision=slot.revision + 1)


def _known(run: PhaseRun, at: Stamp, speed: int) -> int:
    elapsed = run_elapsed(run, at, speed)
    assert elapsed is not None, "a command upon a lost clock is refused before it moves"
    return elapsed


def _settled(run: PhaseRun, at: Stamp, speed: int) -> PhaseRun:
    """The run with its open stretch, running or stoppage, closed at `at`."""
    return replace(
        run,
        base_ns=_known(run, at, speed) - run.corrected_ns,
        paused_ns=paused_total(run, at, speed),
        anchor=None,
        paused_at=None,
        pause_base_ns=0,
    )


def _with(slot: Slot, state: SlotState, run: PhaseRun) -> Slot:
    return replace(slot, state=state, runs=(*slot.runs[: slot.phase_index], run))


def _arm(slot: Slot, _command: Command, _at: Stamp, _speed: int) -> Slot:
    return _with(slot, SlotState.ARMED, slot.run)


def _start(slot: Slot, command: Command, at: Stamp, speed: int) -> Slot:
    real = command.ns // speed
    began = Stamp(at.wall_ns - real, at.boot, at.boot_ns - real)
    return _with(slot, SlotState.RUNNING, replace(slot.run, base_ns=command.ns, anchor=at, started=began))


def _pause(slot: Slot, command: Command, at: Stamp, speed: int) -> Slot | Refusal:
    run = _settled(slot.run, at, speed)
    if command.ns > run.base_ns + run.corrected_ns:
        return Refusal("below_zero", _("Jeda tidak dapat dimulai sebelum waktu berjalan."))
    run = replace(run, base_ns=run.base_ns - command.ns, paused_at=at, pause_base_ns=command.ns)
    return _with(slot, SlotState.PAUSED, run)


def _resume(slot: Slot, command: Command, at: Stamp, speed: int) -> Slot | Refusal:
    run = _settled(slot.run, at, speed)
    if command.ns > run.paused_ns - slot.run.paused_ns:
        return Refusal("below_zero", _("Waktu tidak dapat dilanjutkan sebelum jeda dimulai."))
    run = replace(run, base_ns=run.base_ns + command.ns, paused_ns=run.paused_ns - command.ns, anchor=at)
    return _with(slot, SlotState.RUNNING, run)


def _end(slot: Slot, _command: Command, at: Stamp, speed: int) -> Slot:
    return _with(slot, SlotState.ENDED, replace(_settled(slot.run, at, speed), ended=at))


def _next(slot: Slot, _command: Command, _at: Stamp, _speed: int) -> Slot:
    index = slot.phase_index + 1
    run = PhaseRun(planned_ns=slot.phases[index].length * SECOND)
    return replace(slot, state=SlotState.ARMED, phase_index=index, runs=(*slot.runs, run))


def _finish(slot: Slot, _command: Command, _at: Stamp, _speed: int) -> Slot:
    return replace(slot, state=SlotState.DONE)


def _abort(slot: Slot, _command: Command, at: Stamp, speed: int) -> Slot:
    run = _settled(slot.run, at, speed)
    if run.started and not run.ended:
        run = replace(run, ended=at)
    return _with(slot, SlotState.ABORTED, run)


def _no_show(slot: Slot, _command: Command, _at: Stamp, _speed: int) -> Slot:
    return replace(slot, state=SlotState.NO_SHOW)


def _disarm(slot: Slot, _command: Command, _at: Stamp, _speed: int) -> Slot:
    return replace(slot, state=SlotState.SCHEDULED, runs=())


def _adjust(slot: Slot, command: Command, _at: Stamp, _speed: int) -> Slot | Refusal:
    limit = limit_ns(slot) + command.ns
    if limit < 0:
        return Refusal("below_zero", _("Batas waktu akan kurang dari nol."))
    if limit > LONGEST_NS:
        return Refusal("too_long", _("Batas waktu akan lebih dari 24 jam."))
    return _with(slot, slot.state, replace(slot.run, granted_ns=slot.run.granted_ns + command.ns))


def _correct(slot: Slot, command: Command, at: Stamp, speed: int) -> Slot | Refusal:
    if _known(slot.run, at, speed) + command.ns < 0:
        return Refusal("below_zero", _("Waktu terpakai akan kurang dari nol."))
    return _with(slot, slot.state, replace(slot.run, corrected_ns=slot.run.corrected_ns + command.ns))


def _recover(slot: Slot, command: Command, at: Stamp, _speed: int) -> Slot:
    run = slot.run
    run = replace(
        run,
        base_ns=command.ns - run.corrected_ns,
        anchor=at,
        uncertain_ns=run.uncertain_ns + RECOVERY_UNCERTAIN_NS,
    )
    return _with(slot, SlotState.RUNNING, run)


_MOVES: dict[Kind, Callable[[Slot, Command, Stamp, int], Slot | Refusal]] = {
    Kind.ARM: _arm,
    Kind.START: _start,
    Kind.PAUSE: _pause,
    Kind.RESUME: _resume,
    Kind.END: _end,
    Kind.NEXT: _next,
    Kind.FINISH: _finish,
    Kind.ABORT: _abort,
    Kind.NO_SHOW: _no_show,
    Kind.ADJUST: _adjust,
    Kind.CORRECT: _correct,
    Kind.DISARM: _disarm,
    Kind.RECOVER: _recover,
}
