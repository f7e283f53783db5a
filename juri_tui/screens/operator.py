"""Meja Operator: the running order, the clock, who has sent, and the one thing to do next."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.reactive import var
from textual.widgets import Static

from juri_tui.clock import ClockEventKind, Reading, detect, event_words
from juri_tui.clockface import Look, cues, look, warnings
from juri_tui.commands import OPERATOR as COMMANDS
from juri_tui.commands import bindings
from juri_tui.decisions import result
from juri_tui.desk import OPERATOR
from juri_tui.guidance import guidance, local_time, next_kbk, owed, usual_reasons
from juri_tui.lang import N_, _
from juri_tui.lease import Claim
from juri_tui.model import Kbk, Stamp
from juri_tui.recovery import Recovery, RecoveryCase, recovery
from juri_tui.schedule import Schedule
from juri_tui.screens import recovery as away
from juri_tui.screens.base import ContestScreen
from juri_tui.screens.clock_keys import ClockKeys, reason_question
from juri_tui.screens.house_keys import HouseKeys
from juri_tui.screens.lock import LockScreen
from juri_tui.slot import SECOND, Source
from juri_tui.text import length_text, time_text
from juri_tui.widgets.header import ContestHeader
from juri_tui.widgets.notice import Notice
from juri_tui.widgets.phase_card import PhaseCard
from juri_tui.widgets.pulse import Pulse
from juri_tui.widgets.question_strip import QuestionStrip
from juri_tui.widgets.running_order import RunningOrder, SheetMatrix, Table

IDLE_NS = 90 * SECOND
"""An unlocked console that nobody touches for so long asks for the passphrase again; not in a rehearsal."""
WATCH_S = 1.0


class OperatorScreen(ClockKeys, HouseKeys):
    """The console. Everything it shows is derived from the snapshot and the clock, at every change of the second."""

    COMMANDS_OF = "operator"
    CSS_PATH = "operator.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings(COMMANDS)
    HELP_TEXT: ClassVar[str] = N_(
        "Di kiri urutan tampil, di tengah jam tahap yang berjalan, di kanan siapa yang sudah mengirim nilai (bukan "
        "nilainya). Baris di atas tombol selalu mengatakan langkah berikutnya. Spasi memulai dan menjeda; Enter memanggil, "
        "mengakhiri, dan melanjutkan. Salah tekan? U mengurungkan."
    )
    cursor: var[str | None] = var(None)

    def __init__(self) -> None:
        super().__init__()
        self._look: Look | None = None
        self._reading: Reading | None = None
        self._schedule: tuple[tuple[int, int], Schedule] | None = None
        self._away: tuple[Recovery, Stamp] | None = None
        self._heartbeat: Stamp | None = None
        self._asking = False

    def compose(self) -> ComposeResult:
        """Header, three columns, what waits for an answer, what to do next, the keys."""
        yield ContestHeader().data_bind(ContestScreen.snapshot)
        with Horizontal(id="desk"):
            with Vertical(id="left"):
                yield RunningOrder(id="order")
                yield Static(id="late")
            yield PhaseCard()
            yield SheetMatrix(id="matrix")
        yield Static(id="readonly")
        yield QuestionStrip()
        yield Static(id="standing")
        yield Notice()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Begins to paint, to watch the clocks, and to see who sits here."""
        self._pulse = Pulse(self, self.paint, self._failed)
        self._pulse.start()
        self.set_interval(WATCH_S, self.watch_clocks)
        self.open_up()

    # --- painting --------------------------------------------------------------------------------------------------

    def watch_snapshot(self) -> None:
        """Something happened in the contest."""
        self._again()

    def watch_cursor(self) -> None:
        """The arrows moved."""
        self._again()

    def on_resize(self) -> None:
        """More or less fits."""
        self._again()

    def _again(self) -> None:
        if self.is_mounted:
            self._pulse.beat()

    def _failed(self, fault: Exception) -> None:
        self.log.error(fault)
        self.say(_("Gambar layar gagal ({fault}); waktu lomba tetap dihitung.").format(fault=type(fault).__name__), "fault")

    def paint(self) -> int | None:
        """Paints this moment; returns the real ns until it changes, None where it stands."""
        if not self.query(Notice):
            return None
        contest, now = self.contest, self.juri.desk.now()
        self.ring(now)
        wait = self.query_one(PhaseCard).show(contest, now)
        schedule = self._projected(now)
        drafted = self.snapshot.drafted if self.snapshot else {}
        chosen = self.selected()
        table = Table(contest, schedule, drafted, now, chosen.id if chosen else None)
        order = self.query_one(RunningOrder)
        order.set_class(self.has_class("-narrow"), "-dots")
        order.show(table)
        self.query_one(SheetMatrix).show(table)
        self.query_one("#late", Static).update(self._lateness(schedule))
        self._ask_waiting()
        reading = self.juri.desk.console
        banner = self.query_one("#readonly", Static)
        banner.display = not reading
        if not reading:
            banner.update(Content("▲ " + _("HANYA MEMBACA · konsol operator dipakai di tempat lain. O mengambil alih.")))
        self.query_one("#standing", Static).update(self._standing())
        self.query_one(Notice).hint(guidance(contest, now, self.juri.desk.console))
        return wait

    def _projected(self, now: Stamp) -> Schedule:
        """The schedule, made once a second and for each change."""
        key = (self.contest.seq, now.wall_ns // SECOND)
        if self._schedule is None or self._schedule[0] != key:
            self._schedule = (key, self.contest.schedule(now))
        return self._schedule[1]

    def _lateness(self, schedule: Schedule) -> Content:
        late = schedule.headline()
        lines = []
        if self.contest.pause is not None:
            pause, name = self.contest.pause, self.contest.pause_name or _("Istirahat")
            until = local_time(pause.wall_ns + pause.seconds * SECOND // self.contest.speed, self.contest, seconds=False)
            lines.append(Content.styled(_("{name} sampai {time}").format(name=name, time=until), "bold $accent"))
        if late:
            style = "bold $text-warning" if (schedule.late_s or 0) > 0 else "$text-success"
            lines.append(Content.styled(f"{'▲' if (schedule.late_s or 0) > 0 else '▼'} {late}", style))
        if schedule.end is not None and (next_kbk(self.contest) is not None or self.contest.live is not None):
            time = time_text(schedule.end.astimezone(schedule.zone), seconds=False)
            lines.append(Content.styled(_("Perkiraan selesai {time}").format(time=time), "$text-muted"))
        return Content("\n").join(lines)

    def _standing(self) -> Content:
        """The file, the bell, and the line that stands on the stage."""
        parts = [_("berkas {name}").format(name=self.juri.desk.path.name)]
        if self.muted:
            parts.append(_("bel bisu"))
        if self.contest.stage_line:
            parts.insert(0, _("panggung: “{line}”").format(line=self.contest.stage_line))
        return Content.styled(" · ".join(parts), "$text-muted")

    # --- the cursor ------------------------------------------------------------------------------------------------

    def selected(self) -> Kbk | None:
        """Where the arrows stand: on the KBK chosen by hand, else the one on the stage, else the next."""
        order = self.contest.running_order()
        if self.cursor is not None:
            return next((kbk for kbk in order if kbk.id == self.cursor), None)
        live = self.contest.live
        if live is not None:
            return self.contest.definition.kbk_by_id(live.kbk)
        return next_kbk(self.contest) or (order[-1] if order else None)

    def action_cursor(self, by: int) -> None:
        """Up and down in the running order."""
        chosen = self.selected()
        order = self.contest.order
        if chosen is not None and order:
            place = order.index(chosen.id) + by
            self.cursor = order[min(max(0, place), len(order) - 1)]

    def action_proceed(self) -> None:
        """Enter; the cursor goes back to where the contest is."""
        self.cursor = None
        super().action_proceed()

    # --- questions that wait ---------------------------------------------------------------------------------------

    def _ask_waiting(self) -> None:
        strip = self.query_one(QuestionStrip)
        if self._away is not None:
            strip.ask(away.question(self._away[0]), away.answers())
            return
        waiting = owed(self.contest) if self.juri.desk.console else None
        if waiting is None:
            strip.ask("", ())
            return
        words = _("{question} {time} belum diberi alasan.").format(
            question=reason_question(waiting.applied), time=local_time(waiting.applied.at.wall_ns, self.contest)
        )
        if waiting.more:
            words += " " + _("({n} lagi menunggu)").format(n=waiting.more)
        strip.ask(words, (*usual_reasons(waiting.applied.command.kind), _("lain")))

    def on_key(self, event: Key) -> None:
        """A digit answers what waits above the keys."""
        if event.character and event.character in "123456789":
            self._answer(int(event.character))

    def on_question_strip_answered(self, event: QuestionStrip.Answered) -> None:
        """A click answers too."""
        self._answer(event.digit)

    def _answer(self, digit: int) -> None:
        if self._away is None:
            self.answer_reason(digit)
        elif digit <= len(away.answers()):
            (found, since), self._away = self._away, None
            if digit == 2:
                self._as_stoppage(found, since)
            elif digit == 3:
                self.action_correct()
            self._again()

    def _as_stoppage(self, found: Recovery, since: Stamp) -> None:
        """The time away becomes a stoppage: paused since the last sign of life, resumed when the program was back."""
        now, speed = self.juri.desk.now(), self.contest.speed
        back = speed * (now.boot_ns - since.boot_ns)
        gone = speed * max(0, found.away_ns)
        self.command("slot_paused", now, ns=gone + back, reason=_("program tertutup"))
        self.command("slot_resumed", now, ns=back, done=_("{away} dicatat sebagai jeda.").format(away=length_text(gone // SECOND)))

    # --- opening, sitting, watching --------------------------------------------------------------------------------

    @work(exclusive=True, group="seat")
    async def open_up(self) -> None:
        """Who sits here first; then what the clock is worth after the program was away."""
        desk = self.juri.desk
        if desk.console:
            self._heartbeat = await self.juri.at_desk(desk.heartbeat)
        since = desk.now()
        slot = self.contest.live
        found = recovery(slot, since, self._heartbeat, self.contest.speed) if slot else Recovery(RecoveryCase.NONE)
        await self._seat()
        if not desk.console or slot is None:
            return
        if found.case is RecoveryCase.BRIDGED:
            since = desk.now()
            found = recovery(slot, since, self._heartbeat, self.contest.speed)
        if found.case is RecoveryCase.BRIDGED and found.elapsed_ns is not None:
            self.command(
                "timer_recovered", since, seen=slot.revision, ns=found.elapsed_ns, source=Source.WALL, done=away.question(found)
            )
        elif found.case is RecoveryCase.ASK or (found.case is RecoveryCase.BRIDGED and found.elapsed_ns is None):
            self.settle()
        if away.question(found):
            self._away = (found, since)
            self._again()

    def on_screen_resume(self) -> None:
        """Back from another screen: only the operator may stand here."""
        if self.is_mounted and self.juri.desk.who != OPERATOR:
            self.take_seat()

    @work(exclusive=True, group="lock")
    async def take_seat(self) -> None:
        """Asks for the passphrase."""
        await self._seat()

    async def _seat(self) -> None:
        """Asks for the passphrase until it is right; the clock stays in sight above the question."""
        if self._asking:
            return
        self._asking = True
        try:
            while self.juri.desk.who != OPERATOR:
                lock = LockScreen(OPERATOR)
                lock.add_class("-low")
                await self.app.push_screen_wait(lock)
        finally:
            self._asking = False
        self.juri.touched_ns = self.juri.desk.now().boot_ns

    async def watch_clocks(self) -> None:
        """Once a second: what happened to the clocks of the machine, the idle lock, a console that became free."""
        desk = self.juri.desk
        reading = desk.clock.read()
        events = detect(self._reading, reading) if self._reading else ()
        self._reading = reading
        if events:
            self.say(" ".join(event_words(event) for event in events), "fault")
            self._again()
            await self.juri.beat()
            if desk.console and desk.who == OPERATOR:
                for event in events:
                    if event.kind is not ClockEventKind.STALL:
                        self.act(result.write_note, event_words(event))
        if desk.who == OPERATOR and not desk.console and await self.claim(False) is Claim.FREE:
            self.say(_("Konsol operator sekarang di layar ini."), "done")
        idle = reading.stamp.boot_ns - self.juri.touched_ns >= IDLE_NS
        if idle and desk.who == OPERATOR and not self.contest.rehearsal and self.app.current_mode == "operator":
            await self.juri.at_desk(desk.leave)
            self.take_seat()

    # --- cues ------------------------------------------------------------------------------------------------------

    def ring(self, now: Stamp) -> None:
        """The marks crossed since the last look: said always, and rung unless muted or long past."""
        slot = self.contest.live
        if slot is None:
            self._look = None
            return
        seen = look(slot, now, self.contest.speed)
        crossed = cues(self._look, seen, warnings(slot.phase), self.contest.speed)
        self._look = seen
        if crossed:
            self.say(crossed[-1].words, "done")
            if not self.muted and any(cue.sound for cue in crossed):
                self.app.bell()

