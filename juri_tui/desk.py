"""The desk: one process' place at a contest. Store, clock, the contest as it is now, and who sits here.

Screens and commands know nothing else. What may happen is decided by the pure functions in `decisions`; the table
`RIGHTS` says who may ask for each. A desk writes one thing at a time, in the order in which it was asked.
"""

import os
import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

from juri_tui import __version__, pins
from juri_tui import records as r
from juri_tui.clock import Clock
from juri_tui.contest import Contest, State
from juri_tui.decisions import clock, definition, result, sheets
from juri_tui.fold import fold
from juri_tui.lang import _
from juri_tui.lease import Claim, Lease, claim
from juri_tui.model import Event, Refusal, Stamp
from juri_tui.records import AnyPayload, Record
from juri_tui.slot import SlotState, lost
from juri_tui.store import Store, StoreFault

P = ParamSpec("P")
OPERATOR = "operator"


class Role(StrEnum):
    """What a process was opened as (`juri open --as`)."""

    OPERATOR = "operator"
    JURI = "juri"
    KETUA = "ketua"
    BOARD = "papan"
    STAGE = "panggung"


class Right(StrEnum):
    """Who may ask for a decision."""

    OPERATOR = "operator"
    OWN = "own"
    KETUA = "ketua"
    EITHER = "either"


RIGHTS: Mapping[Callable[..., Any], Right] = {
    definition.set_definition: Right.OPERATOR,
    definition.draw: Right.OPERATOR,
    definition.draw_typed: Right.OPERATOR,
    definition.reorder: Right.OPERATOR,
    definition.freeze: Right.OPERATOR,
    definition.thaw: Right.OPERATOR,
    definition.set_status: Right.EITHER,
    definition.set_absent: Right.EITHER,
    clock.arm: Right.OPERATOR,
    clock.no_show: Right.OPERATOR,
    clock.command: Right.OPERATOR,
    clock.give_reason: Right.OPERATOR,
    clock.shift: Right.OPERATOR,
    clock.stage_line: Right.OPERATOR,
    clock.start_break: Right.OPERATOR,
    clock.end_break: Right.OPERATOR,
    sheets.send: Right.OWN,
    sheets.recuse: Right.OWN,
    sheets.correct: Right.KETUA,
    result.open_deliberation: Right.KETUA,
    result.close_deliberation: Right.KETUA,
    result.deduct: Right.KETUA,
    result.decide_tie: Right.KETUA,
    result.decide_award: Right.KETUA,
    result.lock: Right.KETUA,
    result.unlock: Right.KETUA,
    result.sign: Right.OWN,
    result.announce: Right.KETUA,
    result.note_erratum: Right.EITHER,
    result.set_board: Right.EITHER,
    result.write_note: Right.OPERATOR,
}


@dataclass(frozen=True, slots=True)
class Act:
    """One thing asked for: its own id, when, by whom, and the decision. Doing it twice writes it once."""

    uid: str
    at: Stamp
    actor: str
    decide: Callable[[Contest], AnyPayload | Refusal]


@dataclass(frozen=True, slots=True)
class Unsaved(Refusal):
    """Not saved: the disk or another program stands in the way. `act` can be done again without doing it twice."""

    act: Act


@dataclass(frozen=True, slots=True)
class Draft:
    """What a juri has typed and not sent: marks as typed, notes, and the wall clock (ns) of the last saved change."""

    marks: Mapping[str, str]
    notes: r.Notes
    saved_ns: int


def create_contest(
    path: Path, event: Event, at: Stamp, passphrase: str, *, rehearsal: bool = False, speed: int = 1
) -> None:
    """Writes a new contest file, whole or not at all; raises StoreFault. A rehearsal gets its well-known PINs."""
    created = r.ContestCreated(rehearsal=rehearsal, speed=speed, program=__version__)
    first = [(_new_id(), at, OPERATOR, payload) for payload in (created, r.DefinitionSet(event=event))]
    store = Store.create(path, first)
    try:
        store.put_secret(OPERATOR, pins.hash_secret(passphrase))
        if rehearsal:
            for place, juri in enumerate(event.juri, start=1):
                store.put_secret(juri.id, pins.hash_secret(pins.rehearsal_pin(place)))
    finally:
        store.close()


def _new_id() -> str:
    return uuid.uuid4().hex


class Desk:
    """One process at one contest. Methods block for some milliseconds (`sit` for 0.1 s): call them from a worker."""

    def __init__(self, path: Path, role: Role, clock: Clock) -> None:
        """Opens the contest for a role; raises StoreFault. A juri's desk never reads another juri's marks."""
        self.path = path
        self.role = role
        self.clock = clock
        self.who: str | None = None
        self.console = False
        self._me = _new_id()
        self._lock = threading.RLock()
        watching = role in (Role.BOARD, Role.STAGE)
        self._store = Store.open(path, seat="" if role is Role.JURI else None, readonly=watching)
        self.contest = fold(self._store.records())

    # --- reading ---------------------------------------------------------------------------------------------------

    def now(self) -> Stamp:
        """This moment."""
        return self.clock.now()

    def refresh(self) -> Contest:
        """The contest with what other processes have written since; raises StoreFault."""
        with self._lock:
            if self._store.changed():
                self.contest = fold(self._store.records(after=self.contest.seq), self.contest)
            return self.contest

    def records(self) -> list[Record]:
        """The whole ledger as this desk may see it."""
        with self._lock:
            return self._store.records()

    def drafted(self) -> dict[tuple[str, str], int]:
        """(juri, KBK) -> how many cells of the draft are filled; never what stands in them."""
        with self._lock:
            return self._store.drafted()

    def draft(self, juri: str, kbk: str) -> Draft | None:
        """The draft of the juri who sits here."""
        if self.who != juri:
            return None
        with self._lock:
            kept = self._store.draft(juri, kbk)
        return Draft(kept["marks"], r.Notes(**kept["notes"]), kept["saved_ns"]) if kept else None

    def heartbeat(self) -> Stamp | None:
        """The last sign of life that an operator's process left."""
        with self._lock:
            kept = self._store.live("heartbeat")
        return Stamp(**kept) if kept else None

    # --- who sits here ---------------------------------------------------------------------------------------------

    def sit(self, who: str, secret: str) -> Refusal | None:
        """Proves who sits here: `operator` with the passphrase, or a juri id with the PIN."""
        refused = self.prove(who, secret)
        if refused:
            return refused
        with self._lock:
            self.who = who
            if self.role is Role.JURI:
                self._store.seat = who
                self.contest = fold(self._store.records())
        return None

    def leave(self) -> None:
        """Nobody sits here any more; a juri's desk forgets what he could see."""
        with self._lock:
            self.who = None
            if self.role is Role.JURI:
                self._store.seat = ""
                self.contest = fold(self._store.records())

    def prove(self, who: str, secret: str) -> Refusal | None:
        """Whether `secret` is that of `who`, without sitting down; used for a second person."""
        kept = self._store.secret(who)
        if kept is None:
            return Refusal("no-secret", _("Belum ada PIN. PIN dibuat saat aturan dibekukan."))
        waiting: list[Refusal] = []

        def count(before: dict[str, Any] | None) -> dict[str, Any]:
            begun = pins.begin_attempt(pins.Attempts(**(before or {})), self.now().wall_ns)
            if isinstance(begun, Refusal):
                waiting.append(begun)
                return before or {}
            return asdict(begun)

        key = f"attempts:{who}"
        try:
            self._store.update_live(key, count)
            if waiting:
                return waiting[0]
            if pins.matches(secret, kept):
                self._store.put_live(key, asdict(pins.Attempts()))
                return None
        except StoreFault as fault:
            return Refusal(fault.code, fault.words)
        words = _("Kata sandi salah.") if who == OPERATOR else _("PIN salah.")
        return Refusal("wrong-secret", words)

    def issue_pins(self) -> dict[str, str] | Refusal:
        """New PINs for all juri before the freeze, to be shown once; a rehearsal keeps its well-known ones."""
        if self.who != OPERATOR or self.contest.state is not State.SETUP:
            return Refusal("state", _("PIN dibuat operator saat aturan dibekukan."))
        juri = self.contest.definition.juri
        if self.contest.rehearsal:
            return {one.id: pins.rehearsal_pin(place) for place, one in enumerate(juri, start=1)}
        made = {one.id: pins.make_pin() for one in juri}
        for who, pin in made.items():
            self._store.put_secret(who, pins.hash_secret(pin))
        return made

    def _may(self, decide: Callable[..., Any], args: tuple[Any, ...]) -> Refusal | str:
        """The actor as the record names it, or why this person may not ask for this."""
        right = RIGHTS[decide]
        chair = self.contest.definition.ketua()
        if self.who == OPERATOR and right in (Right.OPERATOR, Right.EITHER):
            return (
                OPERATOR
                if self.console
                else Refusal("read-only", _("Layar ini hanya membaca: konsol operator dipakai di tempat lain."))
            )
        if self.who and chair and self.who == chair.id and right in (Right.KETUA, Right.EITHER):
            return f"ketua:{self.who}"
        if self.who and self.who != OPERATOR and right is Right.OWN and args[0] == self.who:
            return f"juri:{self.who}"
        asked = {
            Right.OPERATOR: _("operator"),
            Right.OWN: _("juri yang bersangkutan"),
            Right.KETUA: _("ketua dewan juri"),
            Right.EITHER: _("operator atau ketua dewan juri"),
        }
        return Refusal("role", _("Ini hanya dapat dilakukan oleh {who}.").format(who=asked[right]))

    # --- writing ---------------------------------------------------------------------------------------------------

    def act(
        self, decide: Callable[Concatenate[Contest, P], AnyPayload | Refusal], *args: P.args, **kwargs: P.kwargs
    ) -> Record | Refusal:
        """Decides and writes. A decision that reads the time is given a Stamp, which its record then carries."""
        actor = self._may(decide, args)
        if isinstance(actor, Refusal):
            return actor
        at = next((value for value in (*args, *kwargs.values()) if isinstance(value, Stamp)), None) or self.now()
        return self.do(Act(_new_id(), at, actor, lambda contest: decide(contest, *args, **kwargs)))

    def do(self, act: Act) -> Record | Refusal:
        """Does an act, or does it again after it could not be saved."""
        with self._lock:
            before = self.contest
            moved = before

            def decide(news: list[Record]) -> AnyPayload | Refusal:
                nonlocal moved
                moved = fold(news, before)
                return act.decide(moved)

            try:
                news, refused = self._store.append(act.uid, act.at, act.actor, before.seq, decide)
            except StoreFault as fault:
                words = _("BELUM TERSIMPAN · {words}").format(words=fault.words)
                return Unsaved(fault.code, words, act)
            self.contest = fold(news, before)
            if refused:
                return refused
            written = next((record for record in reversed(news) if record.uid == act.uid), None)
            return written or next(record for record in self._store.records() if record.uid == act.uid)

    def save_draft(self, juri: str, kbk: str, marks: Mapping[str, str], notes: r.Notes) -> Draft | Refusal:
        """Keeps what a juri has typed; the first draft of the contest opens the judging."""
        if self.who != juri:
            return Refusal("role", _("Ini hanya dapat dilakukan oleh {who}.").format(who=_("juri yang bersangkutan")))
        refused = sheets.may_draft(self.contest, juri, kbk)
        if refused:
            return refused
        if self.contest.state is State.READY:
            opened = self.do(Act(_new_id(), self.now(), f"juri:{juri}", sheets.open_judging))
            if isinstance(opened, Refusal) and opened.code != "open":
                return opened
        draft = Draft(dict(marks), notes, self.now().wall_ns)
        try:
            with self._lock:
                kept = {"marks": draft.marks, "notes": notes.model_dump(), "saved_ns": draft.saved_ns}
                self._store.put_draft(juri, kbk, kept, draft.saved_ns)
        except StoreFault as fault:
            return Refusal(fault.code, _("BELUM TERSIMPAN · {words}").format(words=fault.words))
        return draft

    def send(self, juri: str, kbk: str, marks: Mapping[str, str], notes: r.Notes) -> Record | Refusal:
        """Sends a sheet and forgets its draft."""
        sent = self.act(sheets.send, juri, kbk, marks, notes)
        if isinstance(sent, Record):
            self.drop_draft(juri, kbk)
        return sent

    def sign_as(self, juri: str, secret: str) -> Record | Refusal:
        """A juri signs the locked result with the PIN while the chair sits here."""
        return self.prove(juri, secret) or self.do(
            Act(_new_id(), self.now(), f"juri:{juri}", partial(result.sign, juri=juri))
        )

    def drop_draft(self, juri: str, kbk: str) -> None:
        """Forgets a draft; one that can not be dropped now is harmless, for a sent sheet takes no draft."""
        try:
            with self._lock:
                self._store.drop_draft(juri, kbk)
        except StoreFault:
            return

    # --- the console -----------------------------------------------------------------------------------------------

    def claim_console(self, take_over: bool = False) -> Claim:
        """Tries to hold the operator's console; `take_over` takes a quiet or held one (its passphrase was asked)."""
        found: list[Claim] = []

        def change(before: dict[str, Any] | None) -> dict[str, Any]:
            held = Lease.from_live(before)
            now = self.now()
            found.append(claim(held, self._me, now, alive=held is not None and _alive(held.pid)))
            if found[0] is not Claim.FREE and not take_over:
                return before or {}
            return Lease(self._me, now.boot, os.getpid(), now.boot_ns, now.wall_ns).as_live()

        with self._lock:
            self._store.update_live("console", change)
            self.console = found[0] is Claim.FREE or take_over
        return found[0]

    def beat(self) -> None:
        """A sign of life of the console, and of the clock: what a power cut leaves to go on from. Raises StoreFault."""
        if not self.console or self.claim_console() is not Claim.FREE:
            return
        now = self.now()
        live = self.contest.live
        if live is not None and live.state is SlotState.RUNNING and lost(live, now):
            return  # it would erase the last moment that is known
        with self._lock:
            self._store.put_live("heartbeat", {"wall_ns": now.wall_ns, "boot": now.boot, "boot_ns": now.boot_ns})

    def checkpoint(self) -> None:
        """Folds the write-ahead log into the file; the operator's process does so after each KBK."""
        if self.console:
            with self._lock:
                self._store.checkpoint()

    def close(self) -> None:
        """Leaves the contest; a running clock runs on."""
        with self._lock:
            if self.console:
                self._store.update_live("console", lambda _before: {})
                self.console = False
                self._store.checkpoint()
            self._store.close()


def _alive(pid: int) -> bool:
    """Whether a process of this machine runs; where nobody can tell, it counts as running."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
