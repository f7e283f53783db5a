"""The desk: one process' place at a contest. Store, clock, the contest as it is now, and who sits here.

Screens and commands know nothing else. What may happen is decided by the pure functions in `decisions`; the table
`rights.RIGHTS` says who may ask for each. A desk writes one thing at a time, in the order in which it was asked.
"""

import os
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

from juri_tui import pins
from juri_tui import records as r
from juri_tui.acts import Act
from juri_tui.acts import Draft as Draft
from juri_tui.acts import Unsaved as Unsaved
from juri_tui.clock import Clock
from juri_tui.contest import Contest, State
from juri_tui.decisions import result, seat, secret, sheets
from juri_tui.doors import OPERATOR as OPERATOR
from juri_tui.doors import Doors
from juri_tui.fold import believed, fold
from juri_tui.lang import _
from juri_tui.lease import BEAT_WAIT_MS, Claim, Lease, claim, released
from juri_tui.model import Refusal, Stamp
from juri_tui.opening import create_contest as create_contest
from juri_tui.opening import new_id, opened, stopped
from juri_tui.process import is_alive
from juri_tui.records import AnyPayload, Record
from juri_tui.rights import RIGHTS as RIGHTS
from juri_tui.rights import Right, guarded, only
from juri_tui.rights import Role as Role
from juri_tui.second_disk import Chosen, SecondDisk, disk_warning
from juri_tui.slot import SlotState, lost
from juri_tui.standby import MirrorStatus
from juri_tui.store import Store, StoreFault
from juri_tui.text import TextFault

P = ParamSpec("P")


class Desk:
    """One process at one contest. Methods block for some milliseconds (`sit` for 0.1 s): call them from a worker."""

    def __init__(self, path: Path, role: Role, clock: Clock) -> None:
        """Opens the contest for a role; raises StoreFault. A juri's desk never reads another juri's marks."""
        self.path = path
        self.role = role
        self.clock = clock
        self.who: str | None = None
        self.console = False
        self._me = new_id()
        # Two locks, taken in this order: one write at a time, which may wait for another process; and the contest as it
        # is shown, so that the screen's next look waits for no write.
        self._lock, self._reading = threading.RLock(), threading.RLock()
        watching = role in (Role.BOARD, Role.STAGE)
        self._store = Store.open(path, seat="" if role is Role.JURI else None, readonly=watching)
        self.doors = Doors(self._store, self.now)
        self._second = SecondDisk(self._store, clock)
        try:
            self.contest, self.broken = opened(self._store, verifies=role in (Role.OPERATOR, Role.KETUA))
            if role in (Role.JURI, Role.KETUA) and self.broken_at is None:
                self._second.begin(copies=False)
        except StoreFault:
            self._store.close()
            raise

    @property
    def broken_at(self) -> int | None:
        """The seq of the first record that can not be believed; None while all is well."""
        return self.broken.seq if self.broken else None

    # --- reading ---------------------------------------------------------------------------------------------------

    def now(self) -> Stamp:
        """This moment."""
        return self.clock.now()

    def refresh(self) -> Contest:
        """The contest with what other processes have written since; waits for no write; raises StoreFault."""
        with self._reading:
            if self.broken_at is None and self._store.changed():
                news = self._store.records(after=self.contest.seq)
                self.contest, unlawful = believed(news, self.contest)
                if self.role is Role.JURI and any(record.kind == "result_announced" for record in news):
                    self.contest = fold(self._store.records())  # nothing is hidden any more
                if self.role in (Role.JURI, Role.KETUA):
                    self._second.begin(copies=False)  # the operator may have chosen another folder
                self._follow(news)
                if unlawful is not None:
                    self._store.unread()
                    raise StoreFault("tampered", f"#{unlawful}")
            return self.contest

    def seen(self) -> tuple[int, bool, str | None]:
        """Another value once `refresh` may find something new; takes microseconds, and waits for no write."""
        return self._store.version(), self.console, self.who

    def records(self) -> list[Record]:
        """The whole ledger as this desk may see it, and as far as it can be read."""
        return self._store.readable()[0]

    def drafted(self) -> dict[tuple[str, str], int]:
        """(juri, KBK) -> how many cells of the draft are filled; never what stands in them."""
        return self._store.drafted()

    def draft(self, juri: str, kbk: str) -> Draft | None:
        """The draft of the juri who sits here."""
        if self.who != juri:
            return None
        kept = self._store.draft(juri, kbk)
        return Draft(kept["marks"], r.Notes(**kept["notes"]), kept["saved_ns"]) if kept else None

    def heartbeat(self) -> Stamp | None:
        """The last sign of life that an operator's process left."""
        kept = self._store.live("heartbeat")
        return Stamp(**kept) if kept else None

    # --- who sits here ---------------------------------------------------------------------------------------------

    def sit(self, who: str, secret: str) -> Refusal | None:
        """Proves who sits here: `operator` with the passphrase, or a juri id with the PIN."""
        if refused := self.prove(who, secret):
            return refused
        try:
            self._change_seat(who)
        except StoreFault as fault:
            self.who = None
            return Refusal(fault.code, fault.words)
        return None

    def leave(self) -> None:
        """Nobody sits here any more; a juri's desk forgets what he could see."""
        self._change_seat(None)

    def _change_seat(self, who: str | None) -> None:
        with self._lock, self._reading:
            self.who = who
            if self.role is Role.JURI:
                self._store.seat = who or ""
                self.contest = fold(self._store.records())

    def prove(self, who: str, secret: str) -> Refusal | None:
        """Whether `secret` is that of `who`, without sitting down; used for a second person."""
        return self.doors.prove(who, secret)

    def issue_pins(self) -> dict[str, str] | Refusal:
        """New PINs for all juri before the freeze, shown once; a rehearsal keeps its well-known ones, by place."""
        if self.who == OPERATOR and self.claim_console() is not Claim.FREE:
            return Refusal("read-only", self.read_only())  # it would void the slips that the console hands out
        holders = [who for who, _name in self.contest.definition.pin_holders()]
        if self.who == OPERATOR and self.contest.rehearsal:
            return self.doors.keep({who: pins.rehearsal_pin(place) for place, who in enumerate(holders, start=1)})
        if self.who != OPERATOR or self.contest.state is not State.SETUP:
            return Refusal("state", _("PIN dibuat operator saat aturan dibekukan."))
        return self.doors.issue(holders)

    def _may(self, decide: Callable[..., Any], args: tuple[Any, ...]) -> Refusal | str:
        """The actor as the record names it, or why this person may not ask for this."""
        right = RIGHTS[decide]
        chair = self.contest.definition.ketua()
        if self.who == OPERATOR and right in (Right.OPERATOR, Right.EITHER):
            return OPERATOR if self.console else Refusal("read-only", self.read_only())
        if self.who and chair and self.who == chair.id and right in (Right.KETUA, Right.EITHER):
            return f"ketua:{self.who}"
        if self.who and self.who != OPERATOR and right is Right.OWN and args[0] == self.who:
            return f"juri:{self.who}"
        return only(right)

    # --- writing ---------------------------------------------------------------------------------------------------

    def act(
        self, decide: Callable[Concatenate[Contest, P], AnyPayload | Refusal], *args: P.args, **kwargs: P.kwargs
    ) -> Record | Refusal:
        """Decides and writes. A decision that reads the time is given a Stamp, which its record then carries."""
        actor = self._may(decide, args)
        if isinstance(actor, Refusal):
            return actor
        at = next((value for value in (*args, *kwargs.values()) if isinstance(value, Stamp)), None) or self.now()
        return self.do(Act(new_id(), at, actor, guarded(lambda contest: decide(contest, *args, **kwargs), actor)))

    def do(self, act: Act, *, at_console: bool = True) -> Record | Refusal:
        """Does an act, or does it again after it could not be saved. The operator's needs the console, that moment."""
        if self.broken_at is not None:
            return Refusal("broken", self.read_only())
        with self._lock:
            before = self.contest
            moved = before

            def decide(news: list[Record]) -> AnyPayload | Refusal:
                nonlocal moved
                moved, unlawful = believed(news, before)
                if unlawful is not None:
                    raise StoreFault("tampered", f"#{unlawful}")
                try:
                    return act.said(moved)
                except TextFault as fault:  # too long, or a sign that no record may hold
                    return Refusal("text", str(fault))

            guard = self._still_mine if act.actor == OPERATOR and at_console else None
            try:
                news, refused = self._store.append(act.uid, act.at, act.actor, before.seq, decide, guard)
            except StoreFault as fault:
                self.broken = stopped(fault, before.seq) or self.broken
                words = _("BELUM TERSIMPAN · {words}").format(words=fault.words)
                return Unsaved(fault.code, words, act)
            with self._reading:
                made = fold(news, before)
                if made.seq > self.contest.seq:  # else the screen's look came first, and saw as much or more
                    self.contest = made
            self._follow(news)
            if refused:
                return refused
            written = next((record for record in reversed(news) if record.uid == act.uid), None)
            if written:
                self._second.note(written)
            return written or next(record for record in self._store.records() if record.uid == act.uid)

    def _still_mine(self, live: Mapping[str, dict[str, Any]]) -> Refusal | None:
        held = Lease.from_live(live.get("console"))
        self.console = held is not None and held.uid == self._me
        return None if self.console else Refusal("read-only", self.read_only())

    def save_draft(self, juri: str, kbk: str, marks: Mapping[str, str], notes: r.Notes) -> Draft | Refusal:
        """Keeps what a juri has typed; the first draft of the contest opens the judging."""
        if self.who != juri:
            return only(Right.OWN)
        if refused := sheets.may_draft(self.contest, juri, kbk):
            return refused
        if self.broken_at is not None:
            return Refusal("broken", self.read_only())
        if self.contest.state is State.READY:
            opened = self.do(Act(new_id(), self.now(), f"juri:{juri}", sheets.open_judging))
            if isinstance(opened, Refusal) and opened.code != "open":
                return opened
        draft = Draft(dict(marks), notes, self.now().wall_ns)
        try:
            with self._lock:
                kept = {"marks": draft.marks, "notes": notes.model_dump(), "saved_ns": draft.saved_ns}
                self._store.put_draft(juri, kbk, kept, draft.saved_ns)
        except StoreFault as fault:
            self.broken = stopped(fault, self.contest.seq) or self.broken
            return Refusal(fault.code, _("BELUM TERSIMPAN · {words}").format(words=fault.words))
        return draft

    def send(self, juri: str, kbk: str, marks: Mapping[str, str], notes: r.Notes) -> Record | Refusal:
        """Sends a sheet and forgets its draft."""
        sent = self.act(sheets.send, juri, kbk, marks, notes)
        if isinstance(sent, Record):
            self.drop_draft(juri, kbk)
        return sent

    def sign_as(self, juri: str, secret: str, seen: str = "") -> Record | Refusal:
        """A juri signs the locked result with the PIN while the chair sits here."""
        return self.prove(juri, secret) or self.do(
            Act(new_id(), self.now(), f"juri:{juri}", partial(result.sign, juri=juri, seen=seen))
        )

    def type_paper(self, juri: str, kbk: str, marks: Mapping[str, str], notes: r.Notes) -> Record | Refusal:
        """The operator types a sheet from paper; it counts only once a second person has found it right."""
        if self.who != OPERATOR or not self.console:
            return only(Right.OPERATOR)
        typed = partial(sheets.send, juri=juri, kbk=kbk, marks=marks, notes=notes, by="paper")
        return self.do(Act(new_id(), self.now(), OPERATOR, typed))

    def confirm_paper(
        self, juri: str, kbk: str, accepted: bool, second: str, pin: str, seen: int | None = None
    ) -> Record | Refusal:
        """A second person, by PIN, accepts or rejects a sheet that was typed from paper; nobody edits it here."""
        found = partial(sheets.confirm, juri=juri, kbk=kbk, accepted=accepted, second=second, seen=seen)
        return self.prove(second, pin) or self.do(Act(new_id(), self.now(), f"juri:{second}", found))

    def drop_draft(self, juri: str, kbk: str) -> None:
        """Forgets a draft; one that can not be dropped now is harmless, for a sent sheet takes no draft."""
        try:
            with self._lock:
                self._store.drop_draft(juri, kbk)
        except StoreFault:
            return

    def reset_secret(self, who: str, granted: Mapping[str, str]) -> str | Refusal:
        """Gives `who` a new PIN (the operator a passphrase), and returns it once; see `secret.wanted_for`.

        `granted` holds the secrets of the two who agree. It is recorded first: what changes is never unrecorded.
        """
        agreed = secret.reset(self.contest, who, granted)
        if isinstance(agreed, Refusal):
            return agreed
        for one in agreed.granted_by:
            if refused := self.prove(one, granted[one]):
                return refused
        actor = OPERATOR if OPERATOR in granted else f"ketua:{agreed.granted_by[0]}"
        wanted = partial(secret.reset, who=who, granted_by=tuple(granted))
        done = self.do(Act(new_id(), self.now(), actor, wanted), at_console=False)
        if isinstance(done, Refusal):
            return done
        return self.doors.renew(who)

    # --- the second disk -------------------------------------------------------------------------------------------

    def set_mirror(self, folder: Path | None) -> Refusal | None:
        """Chooses the second disk (None: none), remembered in the file; a hanging one holds up the caller only."""
        if refused := self._second.refuses(folder):
            return refused
        with self._lock:
            return self._second.choose(folder, copies=self.console)

    def mirror(self) -> Chosen | None:
        """The folder that was chosen; None where there is none."""
        return self._second.chosen()

    def copy_to(self, folder: Path) -> Path | Refusal:
        """A verified copy of the contest as it is now in this folder; the event goes on meanwhile."""
        return self._second.copy_to(folder)

    def mirror_status(self) -> MirrorStatus | None:
        """How the second disk does, in words for the operator's screen; None where none was chosen."""
        return self._second.status(self.contest.definition.event.zone)

    def disk_warning(self) -> str:
        """Words where the disk of the contest is nearly full or does not answer; empty while all is well."""
        return disk_warning(self.path)

    def _follow(self, news: list[Record]) -> None:
        if self.console and news:
            self._second.follow(news)

    # --- the console -----------------------------------------------------------------------------------------------

    def read_only(self) -> str:
        """Why nothing can be written here, and what to do; empty where this process may write."""
        if self.broken is not None:
            return self.broken.words
        if self.role is Role.OPERATOR and not self.console:
            return _("Layar ini hanya membaca: konsol operator dipakai di tempat lain.")
        return ""

    def claim_console(self, take_over: bool = False, wait_ms: int | None = None, seen: Claim = Claim.HELD) -> Claim:
        """Tries to hold the operator's console; `take_over` takes a quiet or held one, where the operator sits here.

        `seen` is how the asker saw it: one that was quiet and whose holder is back by now stays with him.
        """
        found: list[Claim] = []

        def change(before: dict[str, Any] | None) -> dict[str, Any]:
            held, now = Lease.from_live(before), self.now()
            found.append(claim(held, self._me, now, alive=held is not None and is_alive(held.pid)))
            if found[0] is Claim.FREE or (take_over and self.who == OPERATOR and seen in (found[0], Claim.HELD)):
                return Lease(self._me, now.boot, os.getpid(), now.boot_ns, now.wall_ns).as_live()
            return before or {}

        if self.broken_at is not None:
            return Claim.HELD
        with self._lock:
            held = Lease.from_live(self._store.update_live("console", change, wait_ms))
            self.console = held is not None and held.uid == self._me
            self._second.begin(copies=self.console)
            if self.console and found[0] is not Claim.FREE:
                done = self.act(seat.take_console, found[0])
                if isinstance(done, Refusal):
                    raise StoreFault("io", done.words)
        return found[0]

    def beat(self) -> None:
        """A sign of life of the console, and of the clock: what a power cut leaves to go on from. Raises StoreFault."""
        if not self.console or self.claim_console(wait_ms=BEAT_WAIT_MS) is not Claim.FREE:
            return
        now = self.now()
        live = self.contest.live
        if live is not None and live.state is SlotState.RUNNING and lost(live, now):
            return  # it would erase the last moment that is known
        life = {"wall_ns": now.wall_ns, "boot": now.boot, "boot_ns": now.boot_ns}
        self._store.put_live("heartbeat", life, BEAT_WAIT_MS)

    def checkpoint(self) -> None:
        """Folds the write-ahead log into the file; the operator's process does so after each KBK."""
        if self.console:
            with self._lock:
                self._store.checkpoint()

    def close(self) -> str:
        """Leaves the contest; a running clock runs on. A dead stick or a locked file holds this up for 3 s each.

        Returns words about what the second disk still lacks, empty where it has everything. Raises StoreFault, the
        file closed all the same.
        """
        lacking = self._second.close()
        with self._lock:
            try:
                if self.console:
                    self.console = False
                    if not self._store.update_live("console", partial(released, me=self._me), BEAT_WAIT_MS):
                        self._store.checkpoint()
            finally:
                self._store.close()
        return lacking
