"""Panggung: the clock that the people on the stage see, as large as the screen; between two KBK what comes next."""

from textwrap import wrap
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from juri_tui.clockface import Face, face, shown_seconds, until_next_second
from juri_tui.commands import STAGE as COMMANDS
from juri_tui.commands import bindings
from juri_tui.contest import Contest, rehearsal_word
from juri_tui.guidance import next_kbk
from juri_tui.lang import N_, _
from juri_tui.model import Stamp
from juri_tui.schedule import instant
from juri_tui.screens.pulse_screen import PulseScreen
from juri_tui.slot import SECOND, SlotState
from juri_tui.text import day_time, length_text, time_text
from juri_tui.widgets.big_clock import BigClock
from juri_tui.widgets.put import put, put_lines
from juri_tui.widgets.running_order import SHORTEST, fit, titled_in

FLASH_NS = 3 * SECOND
"""At the limit the screen flashes for so long, once a second however fast a rehearsal runs; then it stands inverse."""
ROOMY = 16
"""From so many rows on the operator's line may take LINES of them."""
LINES = 3
SMALL = 9
"""Below so many rows every line counts."""
_BANDS = ("-warn", "-danger", "-time", "-over", "-flash", "-idle")


class StageScreen(PulseScreen):
    """No header, no keys: four lines at most beside the digits. Works down to 20 x 5, below that as plain text."""

    COMMANDS_OF = "stage"
    CSS_PATH = "stage.tcss"
    AUTO_FOCUS = ""
    NEEDS_ROOM = False
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide"), (160, "-huge")]  # noqa: RUF012
    BINDINGS = bindings(COMMANDS)
    HELP_TEXT = N_(
        "Jam besar untuk panggung. Di atas kelompok yang tampil, di bawah tahap dan pesan operator. Di antara dua "
        "kelompok tampil jam dinding dan kelompok berikutnya."
    )
    _tag = ""

    def compose(self) -> ComposeResult:
        """Who, the digits, which phase, the operator's line."""
        yield Static(id="badge")
        yield Static(id="who")
        yield BigClock()
        yield Static(id="phase")
        yield Static(id="line")

    def failed(self, fault: Exception) -> None:
        """Shows no time: that is better than one that stands still."""
        self.log.error(fault)
        self.query_one(BigClock).show("--:--")

    def say(self, words: str, kind: str = "hint") -> None:
        """The stage has no line for messages: what the audience should not read is not shown."""
        self.log.info(kind, words)

    def paint(self) -> int | None:
        """Paints this moment; returns the real ns until it changes."""
        if not self.query("#line"):
            return SECOND // 100  # not composed yet
        contest, now = self.contest, self.juri.desk.now()
        slot = contest.live
        stale = self.snapshot.stale_ns if self.snapshot else 0
        badge = rehearsal_word(contest)
        if stale:
            badge = f"{badge}  " + _("data terakhir {time}").format(time=self._local(contest, stale))
        # On a very small screen the badge shares the line of the KBK: the digits need the rows.
        self._tag = f"{badge.strip()} " if badge and self.size.height < SMALL else ""
        self._put("badge", "" if self._tag else badge.strip())
        if slot is None:
            return self._idle(contest, now)
        shown = face(slot, now, contest.definition.overtime, contest.speed)
        room = self.size.width - 2 - len(self._tag)
        self._put("who", self._tag + titled_in(contest.definition.kbk_by_id(slot.kbk), room))
        self.query_one(BigClock).show_face(shown)
        words = f"{shown.sign} {shown.words or slot.phase.name}"
        self._put("phase", f"{slot.phase.name}  ·  {words}" if shown.words and self.size.height >= SMALL else words)
        self._put_line(contest.stage_line)
        return self._colour(shown, contest.speed)

    def _colour(self, shown: Face, speed: int) -> int | None:
        """The band as a class of the screen; a short, slow flash at the limit, unless motion is off."""
        wanted = set() if shown.band is None or shown.state is SlotState.ARMED else {f"-{shown.band.value}"}
        over = None if shown.remaining_ns is None else -shown.remaining_ns // speed  # real ns: eyes are not faster
        wait = shown.repaint_ns
        flashing = over is not None and 0 <= over < FLASH_NS and shown.repaint_ns is not None
        if flashing and over is not None and wait is not None and self.app.animation_level != "none":
            half = SECOND // 2
            if over // half % 2:
                wanted.add("-flash")
            wait = min(wait, half - over % half)
        for name in _BANDS:
            self.set_class(name in wanted, name)
        return wait

    def _idle(self, contest: Contest, now: Stamp) -> int:
        """Nobody on the stage: the time of day, or the countdown of a break; below it who comes next, and when."""
        for name in _BANDS:
            self.set_class(name == "-idle", name)
        clock = self.query_one(BigClock)
        pause = contest.pause
        wait = SECOND - now.wall_ns % SECOND
        if pause is not None:
            left = pause.left_ns(now, contest.speed)
            wait = until_next_second(left, contest.speed)
            clock.show(length_text(max(0, shown_seconds(left))), resting=True)
            self._put("who", self._tag + (contest.pause_name or _("Istirahat")).upper())
        else:
            clock.show(self._local(contest, now.wall_ns, seconds=self.size.width >= 60), resting=True)
            self._put("who", self._tag + contest.definition.event.name)
        following = next_kbk(contest) if contest.drawn else None
        if following is None:
            self._put("phase", _("Semua kelompok sudah tampil") if contest.drawn and contest.slots else "")
        else:
            row = next(row for row in contest.schedule(now).rows if row.kbk == following.id)
            words, at = _("Berikutnya {kbk}"), ""
            if row.expected is not None:
                zone = ZoneInfo(contest.definition.event.zone)
                at = day_time(row.expected.astimezone(zone), instant(now.wall_ns).astimezone(zone))
                at = _(", sekitar {time}").format(time=at)
            room = self.size.width - 2 - len(words.format(kbk="") + at)
            at, room = (at, room) if room >= SHORTEST else ("", room + len(at))
            self._put("phase", words.format(kbk=titled_in(following, room)) + at)
        self._put_line(contest.stage_line)
        return wait

    @staticmethod
    def _local(contest: Contest, wall_ns: int, seconds: bool = True) -> str:
        zone = ZoneInfo(contest.definition.event.zone)
        return time_text(instant(wall_ns).astimezone(zone), seconds=seconds)

    def _put(self, name: str, words: str) -> None:
        place = self.query_one(f"#{name}", Static)
        made = Content(fit(words, max(1, self.size.width - 2)).strip()) if words else Content("")
        place.display = bool(words)
        put(place, made)

    def _put_line(self, words: str) -> None:
        """The operator's line, on several where the digits can spare the rows."""
        rows, width = (LINES if self.size.height >= ROOMY else 1), max(1, self.size.width - 2)
        told = wrap(words, width)
        if len(told) > rows:
            told = [*told[: rows - 1], fit(" ".join(told[rows - 1 :]), width).strip()]
        place = self.query_one("#line", Static)
        place.display = bool(words)
        put_lines(place, Content("\n".join(told)))
