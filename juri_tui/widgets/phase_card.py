"""Who is on the stage, and the clock of the phase: large, with its limit, what was given, and what follows."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from juri_tui.clockface import BAND_SIGNS, Band, Face, face, shown_seconds, until_next_second
from juri_tui.contest import Contest, State
from juri_tui.guidance import local_time, next_kbk
from juri_tui.lang import _
from juri_tui.model import Kbk, Stamp
from juri_tui.schedule import RunningBreak
from juri_tui.slot import SECOND, Slot, SlotState, limit_ns, paused_total
from juri_tui.text import length_text
from juri_tui.widgets.big_clock import BigClock
from juri_tui.widgets.put import put_lines
from juri_tui.widgets.running_order import beside, fit, titled_in

DOT = "  ·  "


def kbk_lines(kbk: Kbk, width: int) -> Content:
    """Number, name and office; below them the title."""
    name, unit = beside(kbk, width - len(f"{kbk.number}  ") - cell_len(DOT))
    head = Content.assemble((f"{kbk.number}  ", "bold $accent"), (name, "bold"), (f"{DOT}{unit}" if unit else "", ""))
    return Content("\n").join([head, Content.styled(fit(kbk.title, width), "$secondary")])


def phase_head(name: str, sign: str, words: str, right: str, width: int) -> tuple[str, str, str]:
    """Phase, sign and words of its state, and the label on the right, as much of it as fits into `width` cells.

    The label goes first, then the sign, whose colour the words keep; the name of the phase is shortened last.
    """
    said = f"{sign} {words}".rstrip()
    if cell_len(name) + cell_len(said) + cell_len(right) + 4 > width:
        right = ""
    if words and cell_len(name) + cell_len(said) + 2 > width:
        said = words
    return fit(name, min(cell_len(name), max(4, width - cell_len(said) - 2))), said, right


def progress(share: float, width: int, style: str) -> Content:
    """A bar of `width` cells, filled to `share` (0 to 1)."""
    filled = max(0, min(width, round(share * width)))
    return Content.assemble(("━" * filled, style), ("─" * (width - filled), "$secondary 40%"))


class PhaseCard(Vertical):
    """The middle of the operator's screen."""

    DEFAULT_CSS = """
    PhaseCard { padding: 0 2; }
    PhaseCard Static { height: auto; }
    PhaseCard #kbk { height: 2; margin-bottom: 1; }
    PhaseCard #phase { height: 1; }
    PhaseCard BigClock { height: 1fr; min-height: 1; max-height: 16; margin: 1 0; }
    PhaseCard #checklist { display: none; margin-top: 1; }
    PhaseCard.-setup #checklist { display: block; }
    PhaseCard.-setup BigClock, PhaseCard.-setup #bar, PhaseCard.-setup #phase { display: none; }
    """

    _last: tuple[Contest, Stamp] | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom: who, which phase, the clock, the bar, the numbers."""
        yield Static(id="kbk")
        yield Static(id="phase")
        yield BigClock()
        yield Static(id="bar")
        yield Static(id="numbers")
        yield Static(id="checklist")

    def show(self, contest: Contest, now: Stamp) -> int | None:
        """Shows this moment; returns the real ns until it changes, None where it stands."""
        self._last = contest, now
        slot = contest.live
        self.set_class(contest.state is State.SETUP or (slot is None and not contest.drawn), "-setup")
        if self.has_class("-setup"):
            self._setup(contest)
            return None
        if slot is None and contest.pause is not None:
            return self._resting(contest, contest.pause, now)
        if slot is None:
            self._between(contest)
            return None
        shown = face(slot, now, contest.definition.overtime, contest.speed)
        self._on_stage(contest, slot, shown, now)
        return shown.repaint_ns

    def tick(self, contest: Contest, now: Stamp) -> int | None:
        """The next second of the phase that `show` shows, where nothing but the digits and the bar is another."""
        self._last = contest, now
        slot = contest.live
        if slot is None:
            return None
        shown = face(slot, now, contest.definition.overtime, contest.speed)
        self._clock(slot, shown)
        return shown.repaint_ns

    def on_resize(self) -> None:
        """The same moment in another width."""
        if self._last is not None:
            self.show(*self._last)

    def _put(self, name: str, content: Content) -> None:
        put_lines(self.query_one(f"#{name}", Static), content)

    def _setup(self, contest: Contest) -> None:
        """What is to be done before the first KBK is called."""
        frozen = contest.state is not State.SETUP
        steps = (
            (contest.drawn, "D", _("Undian nomor urut")),
            (frozen, "B", _("Bekukan aturan, bagikan PIN")),
            (False, "Enter", _("Panggil nomor 1")),
        )
        first = next(place for place, step in enumerate(steps) if not step[0])
        lines = []
        for place, (done, key, words) in enumerate(steps):
            style = "$text-success" if done else "bold" if place == first else "$secondary"
            lines.append(
                Content.assemble(
                    (f"{'✓' if done else '▸' if place == first else '·'} ", style),
                    (f"{key:<7}", "bold $accent" if place == first else "$secondary"),
                    (words, style),
                )
            )
        self._put("kbk", Content.assemble((_("PERSIAPAN"), "bold $accent")))
        self._put("numbers", Content.styled(_("Tiga langkah sebelum acara dimulai:"), "$secondary"))
        self._put("checklist", Content("\n").join(lines))

    def _between(self, contest: Contest) -> None:
        """Who comes next; or that all have performed."""
        following = next_kbk(contest)
        clock = self.query_one(BigClock)
        self._put("bar", Content(""))
        if following is None:
            self._put("kbk", Content.styled(_("SEMUA KELOMPOK SUDAH TAMPIL"), "bold $accent"))
            self._put("phase", Content(""))
            clock.show("", resting=True)
            self._put("numbers", Content(""))
            return
        first = contest.definition.phase[0]
        self._put("kbk", kbk_lines(following, self.size.width))
        self._put("phase", Content.assemble((_("BERIKUTNYA"), "bold $secondary")))
        clock.show(length_text(first.length), resting=True)
        told = " · ".join(f"{phase.name} {length_text(phase.length)}" for phase in contest.definition.phase)
        self._put("numbers", Content.styled(told, "$secondary"))

    def _resting(self, contest: Contest, pause: RunningBreak, now: Stamp) -> int:
        """The countdown of a break, as the stage shows it; returns the real ns until its next second."""
        left, following = pause.left_ns(now, contest.speed), next_kbk(contest)
        end = local_time(pause.until_ns(now, contest.speed), contest, seconds=False)
        self._put("kbk", Content.styled((contest.pause_name or _("Istirahat")).upper(), "bold $accent"))
        self._put("phase", Content.styled(_("ISTIRAHAT · sampai {time}").format(time=end), "bold $secondary"))
        self.query_one(BigClock).show(length_text(max(0, shown_seconds(left))), resting=True)
        self._put("bar", Content(""))
        words = _("Sesudah itu: {kbk}").format(kbk=titled_in(following, self.size.width - 14)) if following else ""
        self._put("numbers", Content.styled(words, "$secondary"))
        return until_next_second(left, contest.speed)

    def _on_stage(self, contest: Contest, slot: Slot, shown: Face, now: Stamp) -> None:
        width = self.size.width
        self._put("kbk", kbk_lines(contest.definition.kbk_by_id(slot.kbk), width))
        band = shown.band or Band.NORMAL
        colour = {Band.NORMAL: "bold", Band.WARN: "bold $text-warning"}.get(band, "bold $text-error")
        over = shown.text.startswith("+")
        right = _("lewat waktu") if over else _("sisa waktu")
        sign = shown.sign if shown.words else BAND_SIGNS[Band.NORMAL]
        name, words, right = phase_head(slot.phase.name.upper(), sign, shown.words, right, width)
        gap = max(0, width - cell_len(name) - len(words) - len(right) - 2)
        self._put(
            "phase",
            Content.assemble((name, "bold $accent"), "  ", (words, colour), " " * gap, (right, "$secondary")),
        )
        self._clock(slot, shown)
        self._put("numbers", self._numbers(contest, slot, shown, now))

    def _clock(self, slot: Slot, shown: Face) -> None:
        """The digits, and how much of the time is used."""
        self.query_one(BigClock).show_face(shown)
        limit = limit_ns(slot)
        if shown.remaining_ns is None or not limit:
            self._put("bar", Content(""))
        else:
            share = 1 - shown.remaining_ns / limit
            percent = f" {max(0, int(share * 100)):>3} %"
            style = {Band.NORMAL: "$accent", Band.WARN: "$text-warning"}.get(shown.band or Band.NORMAL, "$text-error")
            width = self.size.width - len(percent)
            self._put("bar", progress(share, width, style) + Content.styled(percent, "$secondary"))

    @staticmethod
    def _numbers(contest: Contest, slot: Slot, shown: Face, now: Stamp) -> Content:
        run = slot.run
        parts = []
        if run.started is not None:
            parts.append(_("mulai {time}").format(time=local_time(run.started.wall_ns, contest)))
        if shown.remaining_ns is not None and slot.state is SlotState.RUNNING:
            end = now.wall_ns + shown.remaining_ns // contest.speed
            parts.append(_("batas {time}").format(time=local_time(end, contest)))
        else:
            parts.append(_("batas {length}").format(length=length_text(limit_ns(slot) // SECOND)))
        given = [_("tambahan {length}").format(length=length_text(run.granted_ns // SECOND))]
        if paused := paused_total(run, now, contest.speed) // SECOND:
            given.append(_("jeda {length}").format(length=length_text(paused)))
        if run.corrected_ns:
            given.append(_("koreksi {length}").format(length=length_text(run.corrected_ns // SECOND)))
        if run.uncertain_ns:
            given.append(_("±{n} detik").format(n=run.uncertain_ns // SECOND))
        later = slot.phases[slot.phase_index + 1 :]
        after = _("tahap terakhir")
        if later:
            after = _("berikutnya: {phase} {length}").format(phase=later[0].name, length=length_text(later[0].length))
        return Content("\n").join(
            [Content(" · ".join(parts)), Content(" · ".join(given)), Content.styled(after, "$secondary")]
        )
