"""The operator's keys for the clock. Space and Enter act on the press; only time given or corrected asks first."""

from functools import partial

from textual import work

from juri_tui.contest import Contest
from juri_tui.decisions import clock
from juri_tui.guidance import (
    Question,
    enter_command,
    guidance,
    local_time,
    next_kbk,
    owed,
    space_command,
    usual_reasons,
)
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.records import SlotKind, SlotStepped
from juri_tui.screens.asking import OWN_WORDS, AskingScreen, writes
from juri_tui.screens.recovery import RecoveryScreen
from juri_tui.slot import SECOND, Applied, Kind, Slot, SlotState, elapsed_ns, lost
from juri_tui.store_fault import StoreFault
from juri_tui.text import length_text
from juri_tui.timer import state_words, verb

MINUTES = (1, 2, 5, -1)


def told(kind: SlotKind) -> str:
    """What was just done, for the line above the keys."""
    return {
        "slot_started": _("Waktu dimulai."),
        "slot_paused": _("Waktu dijeda."),
        "slot_resumed": _("Waktu dilanjutkan."),
        "slot_ended": _("Tahap diakhiri. U mengurungkan."),
        "slot_advanced": _("Tahap berikutnya siap."),
        "slot_finished": _("Penampilan ditutup."),
        "slot_aborted": _("Penampilan dihentikan. U mengurungkan."),
        "slot_adjusted": _("Batas waktu diubah."),
        "slot_corrected": _("Waktu terpakai dikoreksi."),
    }.get(kind, "")


class ClockKeys(AskingScreen):
    """Space, Enter, +, U, L, K, X and A."""

    def step(self, kind: SlotKind, key: str) -> None:
        """A timer command without a question, unless the key is only held down."""
        at = self.juri.desk.now()
        if not self.held(key, at):
            slot = self.contest.last_slot if kind == "slot_undone" else self.contest.live
            done = self._undone(slot) if kind == "slot_undone" else told(kind)
            self.command(kind, at, seen=slot.revision if slot else None, done=done)

    def _undone(self, slot: Slot | None) -> str:
        """What U takes back, by name: it may be long ago, and another KBK's."""
        if slot is None or not slot.commands:
            return ""
        last = slot.commands[-1]
        return _("Diurungkan: {verb} ({kbk} · {phase}).").format(
            verb=verb(last.command.kind),
            kbk=self.contest.definition.kbk_by_id(slot.kbk).name,
            phase=slot.phases[last.phase_index].name,
        )

    def action_advance(self) -> None:
        """Space: starts, pauses, resumes."""
        slot = self.contest.live
        kind = space_command(slot)
        if kind is not None:
            self.step(kind, "space")
        elif not self.held("space", self.juri.desk.now()):
            if slot is None:
                words = guidance(self.contest, self.juri.desk.now(), self.juri.desk.console)
                self.refuse(_("Belum ada kelompok di panggung. {next}").format(next=words))
            else:
                self.refuse(_("Tahap ini sudah berakhir. Tekan Enter untuk melanjutkan."))

    def action_proceed(self) -> None:
        """Enter: calls the next KBK, ends the phase, opens the next one, finishes."""
        slot = self.contest.live
        at = self.juri.desk.now()
        if slot is not None and lost(slot, at):
            self.settle()
            return
        kind = None if slot is None else enter_command(slot)
        if kind is not None:
            self.step(kind, "enter")
            return
        if self.held("enter", at):
            return
        if slot is not None:
            self.refuse(_("Waktu belum dijalankan. Tekan Spasi untuk memulai."))
            return
        following = next_kbk(self.contest)
        if following is None:
            self.refuse(_("Semua kelompok sudah tampil."))
            return
        done = _("Nomor {number}, {kbk}, dipanggil.").format(number=following.number, kbk=following.name)
        self.call(following.id, done)

    @work
    async def call(self, kbk: str, done: str) -> None:
        """Calls a KBK to the stage."""
        await self.ask(partial(self.juri.desk.act, clock.arm, kbk, self.juri.desk.now()), done)

    def action_undo(self) -> None:
        """U: takes the last timer command of this slot back."""
        self.step("slot_undone", "undo")

    def action_abort(self) -> None:
        """X: stops the presentation at once; the reason is asked afterwards, and U takes it back."""
        self.step("slot_aborted", "abort")

    # --- time given, time corrected --------------------------------------------------------------------------------

    def _asked(self, kind: Kind, *states: SlotState) -> int | None:
        """The revision that a question is about; None, with the reason said, where its command is not legal now."""
        slot = self.contest.live
        if slot is None:
            self.refuse(_("Belum ada kelompok di panggung. Tekan Enter untuk memanggil."))
            return None
        if slot.state not in states:
            self.refuse(_("Tidak dapat {verb}: {state}.").format(verb=verb(kind), state=state_words(slot.state)))
            return None
        return slot.revision

    def _unlawful(self, kind: SlotKind, seconds: int) -> Refusal | None:
        """Why this change of the time can not be taken: told before its reason is asked for."""
        ns = seconds * SECOND * (self.contest.speed if kind == "slot_started" else 1)
        wanted = SlotStepped(kind=kind, slot="", kbk="", ns=ns, reason="?")
        found = clock.command(self.contest, wanted, self.juri.desk.now())
        return found if isinstance(found, Refusal) else None

    @writes
    @work
    async def action_grant(self) -> None:
        """+: how many minutes, and why."""
        states = (SlotState.ARMED, SlotState.RUNNING, SlotState.PAUSED, SlotState.ENDED)
        seen = self._asked(Kind.ADJUST, *states)
        if seen is None:
            return
        choices = [(str(60 * n), _("{n} menit").format(n=f"+{n}" if n > 0 else f"−{-n}")) for n in MINUTES]
        chosen = await self.choose(_("Tambah waktu"), [*choices, (OWN_WORDS, _("lama lain, ketik sendiri"))])
        lawful = partial(self._unlawful, "slot_adjusted")
        if chosen == OWN_WORDS:
            hint = _("Misalnya 3.00 (menit.detik), 90 (detik), atau -1.00.")
            seconds = await self.seconds(_("Tambah waktu"), hint, lawful)
        else:
            seconds = int(chosen) if chosen else None
            if seconds and (refusal := lawful(seconds)):
                self.juri.refused(refusal)
                return
        if seconds is None:
            return
        reason = await self.reason_of(Kind.ADJUST, _("Alasan {span}").format(span=_span(seconds)))
        if reason:
            self.command(
                "slot_adjusted",
                self.juri.desk.now(),
                seen=seen,
                ns=seconds * SECOND,
                reason=reason,
                done=_("Batas waktu diubah {span}: {reason}").format(span=_span(seconds), reason=reason),
            )

    @writes
    @work
    async def action_late_start(self) -> None:
        """L: the clock was forgotten; it starts as if some seconds ago, counted from this key press."""
        at = self.juri.desk.now()
        seen = self._asked(Kind.START, SlotState.ARMED)
        if seen is None:
            return
        hint = _("Berapa lama yang lalu kelompok mulai? Misalnya 95 (detik) atau 1.35 (menit.detik).")
        seconds = await self.seconds(_("Lupa mulai"), hint, partial(self._unlawful, "slot_started"))
        if seconds is None:
            return
        ago = seconds * SECOND * self.contest.speed
        self.command(
            "slot_started",
            at,
            seen=seen,
            ns=ago,
            done=_("Waktu dimulai, {span} yang lalu.").format(span=_span(seconds)[1:]),
        )

    @writes
    @work
    async def action_correct(self) -> None:
        """K: the elapsed time was wrong by so much, and why."""
        seen = self._asked(Kind.CORRECT, SlotState.RUNNING, SlotState.PAUSED, SlotState.ENDED)
        if seen is None:
            return
        slot = self.contest.live
        elapsed = elapsed_ns(slot, self.juri.desk.now(), self.contest.speed) if slot else None
        hint = _("Terpakai menurut jam: {elapsed}. Tulis +30 bila seharusnya lebih lama, -1.30 bila lebih singkat.")
        hint = hint.format(elapsed=length_text((elapsed or 0) // SECOND))
        seconds = await self.seconds(_("Koreksi waktu terpakai"), hint, partial(self._unlawful, "slot_corrected"))
        if seconds is None:
            return
        reason = await self.reason_of(Kind.CORRECT, _("Alasan koreksi {span}").format(span=_span(seconds)))
        if reason:
            self.command(
                "slot_corrected",
                self.juri.desk.now(),
                seen=seen,
                ns=seconds * SECOND,
                reason=reason,
                done=told("slot_corrected"),
            )

    # --- reasons given afterwards ----------------------------------------------------------------------------------

    @work
    async def explain(self, slot: str, about: Applied, reason: str) -> None:
        """Gives the reason of a pause, an end or an abort."""
        await self.ask(
            partial(self.juri.desk.act, clock.give_reason, slot, about.command.uid, reason),
            _("Alasan dicatat: {reason}").format(reason=reason),
        )

    def answer_reason(self, digit: int) -> None:
        """A digit: one of the usual reasons, or the key that asks for other words."""
        question = owed(self.contest)
        if question is None or self.held(f"reason-{digit}", self.juri.desk.now()):
            return
        usual = usual_reasons(question.applied.command.kind)
        if digit <= len(usual):
            self.explain(question.slot, question.applied, usual[digit - 1])
        elif digit == len(usual) + 1:
            self.action_reason()

    @writes
    @work
    async def action_reason(self) -> None:
        """A: the reason in other words."""
        question = owed(self.contest) or owed(self.contest, every=True)
        if question is None:
            self.refuse(_("Semua jeda dan akhir sudah beralasan."))
            return
        reason = await self.line(
            _("Beri alasan"),
            reason_question(question, self.contest),
        )
        if reason:
            self.explain(question.slot, question.applied, reason)

    # --- a clock that was lost -------------------------------------------------------------------------------------

    @work(exclusive=True, group="settle")
    async def settle(self) -> None:
        """Asks what a clock that ran on another boot is worth, and goes on from there."""
        desk = self.juri.desk
        slot = self.contest.live
        if slot is None or not lost(slot, desk.now()):
            return
        try:
            heartbeat = await self.juri.at_desk(desk.heartbeat)
        except StoreFault as fault:
            self.refuse(fault.words)
            return
        answer = await self.app.push_screen_wait(RecoveryScreen(self.contest, slot, heartbeat, desk.now))
        if answer is not None:
            self.command(
                "timer_recovered",
                answer.at,
                seen=slot.revision,
                ns=answer.elapsed_ns,
                source=answer.source,
                done=_("Waktu dilanjutkan dari {elapsed}.").format(elapsed=length_text(answer.elapsed_ns // SECOND)),
            )


def _span(seconds: int) -> str:
    sign = "+" if seconds > 0 else "−"
    return sign + length_text(abs(seconds))


def reason_question(question: Question, contest: Contest) -> str:
    """Which command still wants its reason, and whose: another KBK may be on the stage by now."""
    words = {
        Kind.PAUSE: _("{kbk}: jeda {phase} pukul {time} belum diberi alasan."),
        Kind.END: _("{kbk}: akhir {phase} pukul {time} belum diberi alasan."),
        Kind.ABORT: _("{kbk}: penghentian {phase} pukul {time} belum diberi alasan."),
    }
    slot, applied = contest.slots[question.slot], question.applied
    return words[applied.command.kind].format(
        kbk=contest.definition.kbk_by_id(slot.kbk).name,
        phase=slot.phases[applied.phase_index].name,
        time=local_time(applied.at.wall_ns, contest),
    )
