"""Meja Operator: the running order, the clock, who has sent, and the one thing to do next."""

from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from juri_tui.clockface import Face, face, shown_seconds
from juri_tui.commands import EVERYWHERE, OFFICE, bindings
from juri_tui.commands import OPERATOR as COMMANDS
from juri_tui.contest import Contest
from juri_tui.guidance import guidance, labels, local_time, next_kbk, offered, owed, usual_reasons
from juri_tui.lang import N_, _
from juri_tui.lease import Claim
from juri_tui.model import Stamp
from juri_tui.records import Record
from juri_tui.schedule import Schedule, instant
from juri_tui.screens import recovery as away
from juri_tui.screens.base import ContestScreen
from juri_tui.screens.clock_keys import reason_question
from juri_tui.screens.console_seat import ConsoleSeat
from juri_tui.slot import SECOND, Kind, SlotState
from juri_tui.text import day_time
from juri_tui.widgets.header import ContestHeader
from juri_tui.widgets.key_bar import KeyBar
from juri_tui.widgets.notice import SIGNS, Notice
from juri_tui.widgets.phase_card import PhaseCard
from juri_tui.widgets.put import put
from juri_tui.widgets.question_strip import QuestionStrip
from juri_tui.widgets.running_order import Listing, RunningOrder, SheetMatrix, Table, fit
from juri_tui.widgets.speaker_card import KEYS, SpeakerCard, member_of

NOT_YET_NS = SECOND // 100
TALL = 30
"""From so many lines on there is room for a card with every member."""
SCHEDULE_NS = 5 * SECOND


class OperatorScreen(ConsoleSeat):
    """The console. Everything it shows is derived from the snapshot and the clock, at every change of the second."""

    COMMANDS_OF = "operator"
    CSS_PATH = "operator.tcss"
    AUTO_FOCUS = ""
    # Three columns need more room than two: below it the sheets stand as dots behind the running order.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide"), (160, "-huge")]  # noqa: RUF012
    BINDINGS = bindings(COMMANDS)
    HELP_TEXT: ClassVar[str] = N_(
        "Di kiri urutan tampil, di tengah jam tahap yang berjalan, di kanan siapa yang sudah mengirim nilai (bukan "
        "nilainya). Baris di atas tombol selalu mengatakan langkah berikutnya. Spasi memulai dan menjeda; Enter "
        "memanggil, mengakhiri, dan melanjutkan. Salah tekan? U mengurungkan."
    )

    def __init__(self) -> None:
        super().__init__()
        self._schedule: tuple[tuple[int, int], Schedule] | None = None
        self._listed: object = None
        self._composed = False
        self._painted: object = None
        self._done, self._done_kind = "", "done"

    def compose(self) -> ComposeResult:
        """Header, three columns, what waits for an answer, what to do next, the keys."""
        yield ContestHeader(led=True).data_bind(ContestScreen.snapshot)
        with Horizontal(id="desk"):
            with Vertical(id="left"):
                yield RunningOrder(id="order")
                yield Static(id="late")
            yield PhaseCard()
            yield SheetMatrix(id="matrix")
        yield SpeakerCard()
        yield Static(id="warnings")
        yield QuestionStrip()
        yield Static(id="standing")
        yield Notice()
        yield self.key_bar()

    def key_bar(self) -> KeyBar:
        """The keys of this screen, and those that open the others: the next step is sometimes there."""
        return KeyBar((*COMMANDS, *EVERYWHERE[1:], *OFFICE))

    def on_mount(self) -> None:
        """Sees who sits here."""
        self.open_up()

    # --- painting --------------------------------------------------------------------------------------------------

    def watch_cursor(self) -> None:
        """The arrows moved."""
        self.again()

    def again(self) -> None:
        """Paints all of it, not only the next second."""
        self._painted = None
        super().again()

    def failed(self, fault: Exception) -> None:
        """Says so; the clock itself is not in danger."""
        self.log.error(fault)
        self.say(
            _("Gambar layar gagal ({fault}); waktu lomba tetap dihitung.").format(fault=type(fault).__name__), "fault"
        )

    def _face(self, now: Stamp) -> Face | None:
        contest, slot = self.contest, self.contest.live
        return face(slot, now, contest.definition.overtime, contest.speed) if slot else None

    def _rest(self, shown: Face | None, now: Stamp) -> object:
        """What all but the digits and the bar depends on: another one every second only while no clock runs."""
        desk, pause = self.juri.desk, self.contest.pause
        stands = desk.console, self.holder, desk.broken_at, desk.mirror_status(), self.disk
        if shown is None or shown.repaint_ns is None:
            return now.wall_ns // SECOND, pause and shown_seconds(pause.left_ns(now, self.contest.speed)), stands
        return now.wall_ns // SCHEDULE_NS, shown.band, shown.words, shown.text.startswith("+"), stands

    def paint(self) -> int | None:
        """Paints this moment; returns the real ns until it changes, None where it stands."""
        self._composed = self._composed or bool(self.query("#checklist"))
        if not self._composed:
            return NOT_YET_NS  # the innermost widgets come last
        contest, now = self.contest, self.juri.desk.now()
        self.ring(now)
        self.query_one(ContestHeader).again()
        rest = self._rest(self._face(now), now)
        if rest == self._painted:
            self._show_speakers(now)
            return self.query_one(PhaseCard).tick(contest, now) or SECOND - now.wall_ns % SECOND
        self._painted = None
        wait = self._paint_all(contest, now)
        self._painted = rest
        return wait or SECOND - now.wall_ns % SECOND

    def _paint_all(self, contest: Contest, now: Stamp) -> int | None:
        wait = self.query_one(PhaseCard).show(contest, now)
        schedule = self._projected(now)
        drafted = self.snapshot.drafted if self.snapshot else {}
        chosen = self.selected()
        self._lists(Table(contest, schedule, drafted, now, chosen.id if chosen else None))
        put(self.query_one("#late", Static), self._lateness(schedule, now), layout=True)
        self._ask_waiting()
        self._show_speakers(now)
        self._warn()
        put(self.query_one("#standing", Static), self._standing())
        self.query_one(KeyBar).offer(offered(contest, self.juri.desk.console), labels(contest))
        self.query_one(Notice).hint(guidance(contest, now, self.juri.desk.console))
        return wait

    def _show_speakers(self, now: Stamp) -> None:
        """Who speaks, where that is asked for."""
        tall = not self.has_class("-narrow") and self.size.height >= TALL
        self.query_one(SpeakerCard).show(self.contest, now, on=self.roles, keys=self._marking(), tall=tall)

    def _lists(self, table: Table) -> None:
        """The two lists, made anew only when something in them may be another."""
        order = self.query_one(RunningOrder)
        order.set_class(self.has_class("-narrow"), "-dots")
        listed = (table.contest.seq, table.schedule, table.drafted, table.cursor, order.classes)
        if listed != self._listed:
            self._listed = listed
            order.show(table)
            self.query_one(SheetMatrix).show(table)

    def _warn(self) -> None:
        """What stays wrong until somebody does something: read-only, the backup, the disk."""
        desk = self.juri.desk
        words = desk.read_only()
        if words and desk.broken_at is None:
            words = _("HANYA MEMBACA · konsol operator dipakai di tempat lain. O mengambil alih.")
            if self.holder is Claim.QUIET:
                words = _("HANYA MEMBACA · konsol yang terakhir tidak memberi tanda lagi. O mengambil alih.")
        mirror = desk.mirror_status()
        told = [words, mirror.words if mirror and not mirror.good else "", self.disk]
        told = [f"▲ {one}" for one in told if one]
        banner = self.query_one("#warnings", Static)
        banner.display = bool(told)
        put(banner, Content("\n".join(told)), layout=True)

    def _projected(self, now: Stamp) -> Schedule:
        """The schedule, which tells minutes: made every five seconds and for each change."""
        key = (self.contest.seq, now.wall_ns // SCHEDULE_NS)
        if self._schedule is None or self._schedule[0] != key:
            self._schedule = (key, self.contest.schedule(now).in_minutes())
        return self._schedule[1]

    def _lateness(self, schedule: Schedule, now: Stamp) -> Content:
        late = schedule.headline()
        lines = []
        if self.contest.pause is not None:
            pause, name = self.contest.pause, self.contest.pause_name or _("Istirahat")
            until = local_time(pause.until_ns(now, self.contest.speed), self.contest, seconds=False)
            lines.append(Content.styled(_("{name} sampai {time}").format(name=name, time=until), "bold $accent"))
        if late:
            style = "bold $text-warning" if (schedule.late_s or 0) > 0 else "$text-success"
            lines.append(Content.styled(f"{'▲' if (schedule.late_s or 0) > 0 else '▼'} {late}", style))
        if schedule.end is not None and (next_kbk(self.contest) is not None or self.contest.live is not None):
            time = day_time(schedule.end.astimezone(schedule.zone), instant(now.wall_ns).astimezone(schedule.zone))
            lines.append(Content.styled(_("Perkiraan selesai {time}").format(time=time), "$secondary"))
        return Content("\n").join(lines)

    def say(self, words: str, kind: str = "hint") -> None:
        """What was done stands beside the file's name, so that the next step stays in sight; a fault takes its line."""
        if kind not in ("done", "cue"):
            super().say(words, kind)
            return
        if kind == "done":
            for notice in self.query(Notice):  # none is there once the screen has been closed
                notice.granted()
        self._done, self._done_kind = words, kind
        self.again()
        self.set_timer(Notice.LINGER_S, partial(self._forget, words))

    def retried(self, answer: Record | None) -> None:
        """What was not saved is saved now: the screen does not go on saying that it is not."""
        if answer is not None:
            self.query_one(Notice).rest()
        super().retried(answer)

    def _forget(self, words: str) -> None:
        if self._done == words:
            self._done = ""
            self.again()

    def _standing(self) -> Content:
        """What was just done; the file, the bell, and the line that stands on the stage."""
        mirror = self.juri.desk.mirror_status()
        parts = [mirror.words] if mirror and mirror.good else []
        parts += [_("berkas {name}").format(name=self.juri.desk.path.name)]
        if self.muted:
            parts.append(_("bel bisu"))
        if self.contest.stage_line:
            parts.insert(0, _("panggung: “{line}”").format(line=self.contest.stage_line))
        done = f"{SIGNS[self._done_kind]} {self._done}" if self._done else ""
        room = max(0, self.size.width - 2 - cell_len(done) - 2)
        told = fit(" · ".join(parts), min(room, cell_len(" · ".join(parts))))
        style = "$text-success" if self._done_kind == "done" else "bold $text-warning"
        return Content.assemble((done, style), " " * (room + 2 - cell_len(told)), (told, "$secondary"))

    # --- the cursor ------------------------------------------------------------------------------------------------

    def action_cursor(self, by: int) -> None:
        """Up and down in the running order."""
        chosen = self.selected()
        order = self.contest.order
        if chosen is not None and order:
            place = order.index(chosen.id) + by
            self.cursor = order[min(max(0, place), len(order) - 1)]

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """A click on a row is the arrows to it."""
        self.cursor = event.kbk

    def action_proceed(self) -> None:
        """Enter; the cursor goes back to where the contest is."""
        self.cursor = None
        super().action_proceed()

    # --- questions that wait ---------------------------------------------------------------------------------------

    def _ask_waiting(self) -> None:
        strip = self.query_one(QuestionStrip)
        if self.away is not None and self._corrected_since(self.away[1]):
            self.away = None
        if self.away is not None:
            strip.ask(away.question(self.away[0]), away.answers())
            return
        waiting = owed(self.contest) if self.juri.desk.console else None
        if waiting is None:
            strip.ask("", ())
            return
        words = reason_question(waiting, self.contest)
        if self._marking():
            strip.ask(words + " " + _("A memberi alasan."), ())
            return
        if waiting.more:
            words += " " + _("({n} lagi menunggu)").format(n=waiting.more)
        strip.ask(words, (*usual_reasons(waiting.applied.command.kind), _("lain")))

    def on_key(self, event: Key) -> None:
        """A digit answers what waits above the keys; where nothing waits, it may say who speaks."""
        if not event.character or event.character not in KEYS:
            return
        if self._marking():
            self._mark(event.character)
        elif event.character != "0":
            self._answer(int(event.character))

    def on_speaker_card_pressed(self, event: SpeakerCard.Pressed) -> None:
        """A click marks too."""
        if self._marking():
            self._mark(event.key)

    def _mark(self, key: str) -> None:
        member = member_of(self.contest, key)
        if member and not self.held(f"speaks-{member}", self.juri.desk.now()):
            self.mark_speaker(member)

    def _marking(self) -> bool:
        """Whether the digits mark who speaks: while the clock runs; while it stands, a question goes first."""
        slot = self.contest.live
        if not self.roles or slot is None or self.away is not None:
            return False
        waits = owed(self.contest) is not None
        return slot.state is SlotState.RUNNING or (slot.state is SlotState.PAUSED and not waits)

    def on_question_strip_answered(self, event: QuestionStrip.Answered) -> None:
        """A click answers too."""
        self._answer(event.digit)

    def _answer(self, digit: int) -> None:
        if self.away is None:
            self.answer_reason(digit)
        elif digit > len(away.answers()) or self.held(f"reason-{digit}", self.juri.desk.now()):
            return
        elif digit == 3:
            self.action_correct()  # asked until it is done: it may be left half-way
        else:
            (found, since), self.away = self.away, None
            if digit == 2:
                self._as_stoppage(found, since)
            self.again()

    def _corrected_since(self, since: Stamp) -> bool:
        slot = self.contest.live
        return slot is not None and any(
            one.command.kind is Kind.CORRECT and one.at.boot_ns >= since.boot_ns for one in slot.commands
        )
