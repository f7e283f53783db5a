"""What the history screen shows: the lines asked for, and a moment of the past as a summary. Pure.

Of a moment before the lock no total is told, unless the chair looks in a sidang (`open_` decides that).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from juri_tui.board_view import STATUS
from juri_tui.contest import Contest, State
from juri_tui.decisions.result import ranking
from juri_tui.guidance import titled
from juri_tui.history import Line, chosen
from juri_tui.lang import _
from juri_tui.model import Kbk
from juri_tui.standing import Standing, listed
from juri_tui.text import shown


class Topic(StrEnum):
    """What people look for in the history; the kinds of record behind each stand in `TOPICS`."""

    CLOCK = "clock"
    MARKS = "marks"
    RESULT = "result"
    RULES = "rules"
    HOUSE = "house"


_HOUSE = ("board_mode_set", "pin_reset", "console_taken", "note_written", "stage_line_set")
_MARKS = ("judging_opened", "sheet_sent", "sheet_confirmed", "sheet_corrected", "juri_recused", "juri_absent")
_RULES = ("contest_created", "definition_set", "order_drawn", "order_changed", "rules_frozen", "rules_thawed")


def topic_of(kind: str) -> Topic:
    """The topic of a kind of record; every kind has one."""
    if kind in _HOUSE:
        return Topic.HOUSE
    if kind in _MARKS:
        return Topic.MARKS
    if kind in _RULES:
        return Topic.RULES
    if kind.startswith(("slot_", "timer_", "break_", "schedule_", "speaker_")) or kind == "kbk_status_set":
        return Topic.CLOCK
    return Topic.RESULT


def topic_word(topic: Topic) -> str:
    """A topic as the screen names it."""
    return {
        Topic.CLOCK: _("waktu dan penampilan"),
        Topic.MARKS: _("nilai juri"),
        Topic.RESULT: _("sidang dan hasil"),
        Topic.RULES: _("definisi dan aturan"),
        Topic.HOUSE: _("papan, catatan, PIN"),
    }[topic]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines are asked for; empty means any."""

    person: str = ""
    kbk: str = ""
    topic: Topic | None = None

    def __bool__(self) -> bool:
        return bool(self.person or self.kbk or self.topic)

    def of(self, found: Sequence[Line]) -> list[Line]:
        """The lines that were asked for, in their order."""
        kept = chosen(found, self.person, self.kbk)
        return [line for line in kept if self.topic in (None, topic_of(line.kind))]

    def words(self, contest: Contest) -> str:
        """What is asked for, in words; empty for everything."""
        event = contest.definition
        parts = [_("Operator") if self.person == "operator" else ""]
        parts += [juri.name for juri in event.juri if juri.id == self.person]
        parts += [titled(kbk) for kbk in event.kbk if kbk.id == self.kbk]
        parts += [topic_word(self.topic)] if self.topic else []
        return " · ".join(filter(None, parts))


# --- a moment ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MomentRow:
    """One KBK as it was: `name` with number and office, how far it was in words, `total` where it may be told."""

    name: str
    words: str
    total: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A contest as it was after record `seq`: its state, who was on the stage, every KBK in running order."""

    seq: int
    state: State
    stage: str
    rows: tuple[MomentRow, ...]


def open_(now: Contest, who: str | None) -> bool:
    """Whether totals of the past may be told to `who`: after the lock, or to the chair in a sidang."""
    if now.state in (State.LOCKED, State.ANNOUNCED):
        return True
    chair = now.definition.ketua()
    return now.state is State.DELIBERATION and chair is not None and who == chair.id


def moment(then: Contest, *, totals: bool) -> Moment:
    """The summary of a moment; `totals` as `open_` says of the contest as it is now."""
    found = _totals(then) if totals else {}
    rows = tuple(MomentRow(titled(kbk), _how_far(then, kbk), found.get(kbk.id, "")) for kbk in then.running_order())
    live = then.live
    return Moment(then.seq, then.state, titled(then.definition.kbk_by_id(live.kbk)) if live else "", rows)


def _totals(then: Contest) -> Mapping[str, str]:
    """The totals of those whose counting sheets were all in; a half would tell a single juri's marks."""
    waiting = {kbk.id for _juri, kbk in then.missing()}
    ready = {kbk for kbk in then.order if then.performed(kbk) and kbk not in waiting}
    digits = then.definition.scoring.display_digits
    rows: tuple[Standing, ...] = ranking(then).rows if ready else ()
    return {row.kbk: shown(Fraction(row.total), digits) for row in rows if row.kbk in ready and row.total is not None}


def _how_far(then: Contest, kbk: Kbk) -> str:
    status, reason = then.status(kbk.id)
    if status != "active":
        return f"{_(STATUS[status])} ({reason})" if reason else _(STATUS[status])
    sent = [juri.name for juri in then.definition.juri if (juri.id, kbk.id) in then.sheets]
    out = [juri.name for juri in then.definition.juri if (juri.id, kbk.id) in then.recused]
    parts = [_stage(then, kbk)]
    parts += [_("nilai dari {names}").format(names=listed(sent))] if sent else []
    parts += [_("berhalangan {names}").format(names=listed(out))] if out else []
    if then.performed(kbk.id) and not sent and not out:
        parts.append(_("belum ada nilai"))
    return " · ".join(parts)


def _stage(then: Contest, kbk: Kbk) -> str:
    if then.live is not None and then.live.kbk == kbk.id:
        return _("sedang tampil")
    return _("sudah tampil") if then.performed(kbk.id) else _("belum tampil")
