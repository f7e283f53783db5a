"""Who sits at the console, and what happened while nobody looked: recovery, the idle lock, the clocks, the bell."""

from functools import partial

from textual import work

from juri_tui.clock import ClockEvent, ClockEventKind, Reading, detect, event_words, stepped_since
from juri_tui.clockface import Look, cues, look, warnings
from juri_tui.decisions import result
from juri_tui.desk import OPERATOR
from juri_tui.lang import _
from juri_tui.lease import BEAT_WAIT_MS, Claim
from juri_tui.model import Stamp
from juri_tui.pace import aside
from juri_tui.recovery import Recovery, RecoveryCase, recovery
from juri_tui.screens import recovery as away
from juri_tui.screens.clock_keys import ClockKeys
from juri_tui.screens.disk_keys import DiskKeys
from juri_tui.screens.house_keys import HouseKeys
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.pulse_screen import PulseScreen
from juri_tui.settings import ATTENDED, PUBLIC, idle_words
from juri_tui.slot import SECOND, Slot, Source
from juri_tui.store_fault import StoreFault
from juri_tui.text import length_text

DISK_NS = 10 * SECOND


class ConsoleSeat(PulseScreen, ClockKeys, HouseKeys, DiskKeys):
    """The operator's place, without its picture."""

    away: tuple[Recovery, Stamp] | None = None
    _away_from = ("", 0)
    disk = ""
    holder: Claim | None = None
    _look: Look | None = None
    _reading: Reading | None = None
    _unnoted: tuple[str, ...] = ()
    _heartbeat: Stamp | None = None
    _asking = False
    _busy = False
    _events: tuple[ClockEvent, ...] = ()
    _disk_ns = 0

    def _as_stoppage(self, found: Recovery, since: Stamp) -> None:
        """The time away becomes a stoppage: paused since the last sign of life, resumed when the program was back."""
        now, speed = self.juri.desk.now(), self.contest.speed
        back = speed * (now.boot_ns - since.boot_ns)
        gone = speed * max(0, found.away_ns)
        self.command("slot_paused", now, ns=gone + back, reason=_("program tertutup"))
        self.command(
            "slot_resumed",
            now,
            ns=back,
            done=_("{away} dicatat sebagai jeda.").format(away=length_text(gone // SECOND)),
        )

    # --- opening, sitting, watching --------------------------------------------------------------------------------

    @work(exclusive=True, group="seat")
    async def open_up(self) -> None:
        """Who sits here first; then what the clock is worth after the program was away."""
        desk = self.juri.desk
        self._reading = reading = desk.clock.read()
        # That the opening itself took its time is no stall.
        events = tuple(one for one in detect(self.juri.opened, reading) if one.kind is not ClockEventKind.STALL)
        readable = not desk.console or await self._last_life()
        if self._heartbeat is not None:
            events = (*events, *stepped_since(self._heartbeat, self.juri.opened.stamp))
        since, slot = desk.now(), self.contest.live
        await self._seat()
        await self._tell(events)
        if desk.console and slot is not None and readable:
            self._go_on(slot, since)
        await self.juri.beat()  # were the program to end again at once, it was there meanwhile

    async def _last_life(self) -> bool:
        """Reads the last sign of life; where it can not be read, nobody can say what a clock is worth (Enter asks)."""
        try:
            self._heartbeat = await self.juri.at_desk(self.juri.desk.heartbeat)
        except StoreFault as fault:
            self.refuse(fault.words)
            return False
        return True

    async def claim(self, take_over: bool, seen: Claim = Claim.HELD, wait_ms: int | None = None) -> Claim | None:
        """Asks for the console; who gets it also gets the clock that its last holder left, a power cut included."""
        desk = self.juri.desk
        held, since = desk.console, desk.now()
        found = await super().claim(take_over, seen, wait_ms)
        if desk.console and not held and await self._last_life() and self.contest.live is not None:
            self._go_on(self.contest.live, since)
        return found

    def _go_on(self, slot: Slot, since: Stamp) -> None:
        """What the clock is worth after nobody held the console until `since`: bridged, asked for, or only said."""
        found = recovery(slot, since, self._heartbeat, self.contest.speed)
        if found.case is RecoveryCase.BRIDGED:  # the time since then counts too: a passphrase was asked for
            since = self.juri.desk.now()
            found = recovery(slot, since, self._heartbeat, self.contest.speed)
        if found.case is RecoveryCase.BRIDGED and found.elapsed_ns is not None:
            self.command("timer_recovered", since, seen=slot.revision, ns=found.elapsed_ns, source=Source.WALL)
        elif found.case is RecoveryCase.ASK:
            self.settle()
        if away.question(found):
            self.away, self._away_from = (found, since), (slot.id, slot.phase_index)
            self.again()

    def watch_snapshot(self) -> None:
        """Something happened; in another phase nobody is asked any more about the one that ran alone."""
        slot = self.contest.live
        if slot is None or (slot.id, slot.phase_index) != self._away_from:
            self.away = None
        super().watch_snapshot()

    def on_screen_resume(self) -> None:
        """Back from another screen: only the operator may stand here."""
        if self.is_mounted and self.juri.desk.who != OPERATOR:
            self.take_seat()

    @work(exclusive=True, group="lock")
    async def take_seat(self, why: str = "") -> None:
        """Asks for the passphrase."""
        await self._seat(why)

    async def _seat(self, why: str = "") -> None:
        """Asks for the passphrase until it is right; the clock stays in sight above the question."""
        if self._asking:
            return
        self._asking = True
        try:
            while self.juri.desk.who != OPERATOR:
                lock = LockScreen(OPERATOR, why=why)
                lock.add_class("-low")
                await self.app.push_screen_wait(lock)
        finally:
            self._asking = False
        self.juri.touched_ns = self.juri.desk.now().boot_ns

    def looked(self) -> None:
        """What happened to the clocks of the machine, and whether there is something to see to; it often comes here."""
        desk = self.juri.desk
        reading = desk.clock.read()
        self._events += detect(self._reading, reading) if self._reading else ()
        self._reading = reading
        disk = reading.stamp.boot_ns - self._disk_ns >= DISK_NS
        waits = desk.who == OPERATOR and (not desk.console or self._unnoted)
        if not self._busy and (self._events or disk or waits or self._unwatched(reading.stamp)):
            self._disk_ns = reading.stamp.boot_ns if disk else self._disk_ns
            self._busy = True  # here, not once it begins: the same moment may be looked at again before that
            self.see_to(reading.stamp, disk)

    @work
    async def see_to(self, now: Stamp, disk: bool) -> None:
        """Tells what happened, takes a console that became free, looks at the disk, locks an unwatched seat."""
        desk = self.juri.desk
        try:
            events, self._events = self._events, ()
            await self._tell(events)
            await self._note()
            if desk.who == OPERATOR and not desk.console:
                # No key asked for it, so none waits behind it where the file is locked.
                found = await self.claim(False, wait_ms=BEAT_WAIT_MS)
                if found is Claim.FREE:
                    self.say(_("Konsol operator sekarang di layar ini."), "done")
                elif found is not None and found is not self.holder:
                    self.holder = found
                    self.again()
            if disk:
                self.disk = await aside(desk.disk_warning)
            await self._lock_when_idle(now)
        finally:
            self._busy = False

    async def _tell(self, events: tuple[ClockEvent, ...]) -> None:
        """Says what happened to the clocks; it is noted at the next look at which the operator sits here."""
        if events:
            self.say(" ".join(event_words(event) for event in events), "fault")
            self.again()
            await self.juri.beat()
            self._unnoted += tuple(event_words(event) for event in events if event.kind is not ClockEventKind.STALL)

    async def _note(self) -> None:
        """Writes what was told into the ledger, before the seat may lock itself: then nobody may any more."""
        desk = self.juri.desk
        if desk.who == OPERATOR:
            notes, self._unnoted = self._unnoted, ()
            for words in notes if desk.console else ():
                await self.ask(partial(desk.act, result.write_note, words))

    def _unwatched(self, now: Stamp) -> bool:
        """Whether nobody touched this seat for long; never in a rehearsal, where everybody knows the passphrase."""
        idle = now.boot_ns - self.juri.touched_ns >= self.juri.idle.operator_ns
        if not idle or self.juri.desk.who != OPERATOR or self.contest.rehearsal:
            return False
        return self.app.current_mode not in ATTENDED

    async def _lock_when_idle(self, now: Stamp) -> None:
        """A seat that nobody touches asks for the passphrase again."""
        room = self.app.current_mode
        if not self._unwatched(now):
            return
        await self.juri.at_desk(self.juri.desk.leave)
        if room not in PUBLIC:
            words = _("Terkunci setelah {length} tanpa tombol. Waktu lomba tetap berjalan. Kata sandi operator:")
            self.take_seat(words.format(length=idle_words(self.juri.idle.operator_ns)))

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
            self.say(crossed[-1].words, "cue")
            if not self.muted and any(cue.sound for cue in crossed):
                self.app.bell()
