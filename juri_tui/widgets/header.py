"""The first line of every screen of a contest: which event, whether it counts, and the time of day at the venue."""

from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from juri_tui.clockface import face
from juri_tui.contest import Contest, rehearsal_word, state_word
from juri_tui.guidance import local_time
from juri_tui.lang import _
from juri_tui.model import Stamp
from juri_tui.schedule import instant
from juri_tui.slot import SECOND
from juri_tui.snapshot import Snapshot
from juri_tui.text import long_date, short_date, time_text
from juri_tui.widgets.pulse import Pulse
from juri_tui.widgets.put import put

if TYPE_CHECKING:
    from juri_tui.app import JuriApp

GAP = 2
REHEARSAL = "bold $background on $warning"
"""The look of the word LATIHAN."""


def clock_line(contest: Contest, now: Stamp) -> str:
    """The clock of the stage in one line: "Paparan · sisa 13:29 ▲ 5 MENIT LAGI"; empty where nobody is on stage."""
    slot = contest.live
    if slot is None:
        return ""
    shown = face(slot, now, contest.definition.overtime, contest.speed)
    over = shown.remaining_ns is not None and shown.text.startswith("+")
    label = _("lewat") if over else _("sisa")
    parts = [f"{slot.phase.name} · {label} {shown.text}"]
    if shown.words:
        parts.append(f"{shown.sign} {shown.words}")
    return "  ".join(parts)


def rehearsal_badge(contest: Contest) -> Content:
    """LATIHAN as it stands in the header, for a screen that has none; nothing where it counts."""
    word = rehearsal_word(contest)
    return Content.styled(f" {word} ", REHEARSAL) if word else Content("")


class ContestHeader(Static):
    """Event and place; LATIHAN or the state; date and time of the venue, or with `clock` the clock of the stage.

    With `led` a screen that has a clock itself calls `again` with each of its pictures: all of it changes at one
    moment, and the terminal is written once a second, not twice.

    A second line appears while something could not be saved. Where the file can not be read, the right side says since
    when the picture is old.
    """

    DEFAULT_CSS = """
    ContestHeader { dock: top; height: 1; padding: 0 1; background: $panel; color: $text; }
    """
    snapshot: reactive[Snapshot | None] = reactive(None, repaint=False)

    def __init__(self, clock: bool = False, led: bool = False) -> None:
        self._clock, self._led = clock, led
        super().__init__("", classes="header")

    def on_mount(self) -> None:
        """Begins to follow the second."""
        self._pulse = Pulse(self, self._paint, self._failed, cast("JuriApp", self.app).desk.now)
        if not self._led:
            self._pulse.start()
        self.watch(self.app, "unsaved", self.again, init=False)

    def watch_snapshot(self) -> None:
        """Another state may stand in the line."""
        self.again()

    def on_resize(self) -> None:
        """More or less fits."""
        self.again()

    async def on_click(self) -> None:
        """What could not be saved is tried again, as with F12."""
        if cast("JuriApp", self.app).unsaved:
            await self.run_action("app.retry")

    def again(self) -> None:
        """Paints anew, as far as there is something to paint on."""
        if self.is_mounted:
            self._pulse.beat()

    def _failed(self, fault: Exception) -> None:
        self.log.error(fault)
        self.update(Content(_("Jam tidak dapat ditampilkan; waktu lomba tetap dihitung.")))

    def _paint(self) -> int | None:
        app = cast("JuriApp", self.app)
        # Textual takes a change on a screen that lies below another one for a reason to paint all of the upper one.
        if self.screen is not app.screen and not app.screen.is_modal:
            return SECOND // 2
        now = app.desk.now()
        contest = self.snapshot.contest if self.snapshot else app.desk.contest
        line = self._line(contest, now, self.size.width)
        unsaved = len(app.unsaved)
        if unsaved:
            words = _("BELUM TERSIMPAN: perintah terakhir belum tercatat. F12 coba simpan lagi.")
            if unsaved > 1:
                words = _("BELUM TERSIMPAN: {n} perintah belum tercatat. F12 coba simpan lagi.").format(n=unsaved)
            line = Content("\n").join([line, Content.styled(f"▲ {words}", "bold $text-error on $error-muted")])
        # Not "auto": a line that is too long for a screen that just shrank would be taken for two.
        self.styles.height = 2 if unsaved else 1
        put(self, line)
        if self._led:
            return None
        if self._clock and contest.live is not None:
            wait = face(contest.live, now, contest.definition.overtime, contest.speed).repaint_ns
            if wait is not None:
                return wait
        return SECOND - now.wall_ns % SECOND

    def _line(self, contest: Contest, now: Stamp, width: int) -> Content:
        info = contest.definition.event
        badge = rehearsal_word(contest) or state_word(contest.state)
        right, alarm = self._right(contest, now, width)
        room = width - cell_len(badge) - cell_len(right) - 2 * GAP - 2
        named = f"{info.name} · {info.place}" if info.place else info.name
        left = next((text for text in (named, info.name) if cell_len(text) <= room), None)
        if left is None:
            left = set_cell_size(info.name, max(0, room - 1)) + "…" if room > 8 else ""
        # The badge stands in the middle of the line where the sides leave it room there.
        middle = (width - cell_len(badge) - 2) // 2
        before = max(
            cell_len(left) + GAP if left else 0, min(middle, width - cell_len(right) - cell_len(badge) - 2 - GAP)
        )
        after = max(1, width - before - cell_len(badge) - 2 - cell_len(right))
        style = REHEARSAL if contest.rehearsal else "bold $secondary"
        return Content.assemble(
            (left, "bold"),
            " " * (before - cell_len(left)),
            (f" {badge} ", style),
            " " * after,
            (right, "bold $text-error" if alarm else "$secondary" if not self._clock else "bold"),
        )

    def _right(self, contest: Contest, now: Stamp, width: int) -> tuple[str, bool]:
        """What stands on the right, and whether it is an alarm."""
        if self.snapshot is not None and self.snapshot.stale_ns:
            since = local_time(self.snapshot.stale_ns, contest)
            return _("data terakhir {time}").format(time=since), True
        if self._clock:
            slot, line = contest.live, clock_line(contest, now)
            if slot is not None and width >= 76:
                kbk = contest.definition.kbk_by_id(slot.kbk)
                line = f"{kbk.number} {kbk.name} · {line}" if width >= 110 else f"{kbk.number} · {line}"
            return line, False
        moment = instant(now.wall_ns).astimezone(ZoneInfo(contest.definition.event.zone))
        time = time_text(moment, zone=width >= 100)
        if width >= 110:
            return f"{long_date(moment.date())} · {time}", False
        return f"{short_date(moment.date())} · {time}" if width >= 76 else time, False
