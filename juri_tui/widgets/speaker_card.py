"""Who of the KBK on the stage speaks: the keys 1 to 0, a bar for each member; one line where there is little room."""

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from juri_tui.contest import Contest
from juri_tui.lang import _
from juri_tui.model import Stamp
from juri_tui.slot import SECOND, Slot, SlotState
from juri_tui.speaking import Shares, speaker
from juri_tui.text import length_text
from juri_tui.widgets.put import put
from juri_tui.widgets.running_order import fit

KEYS = "1234567890"
"""The key of each member, in the order of the definition; a KBK has ten at most."""
COLUMNS = 2
BAR = 12
SPEAKER = 5
"""So much of the first name stays of whoever speaks, however many there are."""
LOOKS = (
    *((letters, True, True) for letters in (20, 8, 6, 4)),
    *((letters, False, True) for letters in (20, 8, 6, 4)),
    *((letters, False, False) for letters in range(8, 0, -1)),
)
"""Letters of each first name, the share of each, the word before all: the first of these that has room is taken."""


def member_of(contest: Contest, key: str) -> str:
    """The member of the KBK on the stage behind a key; empty where there is none."""
    slot = contest.live
    members = contest.definition.kbk_by_id(slot.kbk).members if slot else ()
    place = KEYS.find(key)
    return members[place] if 0 <= place < len(members) else ""


class SpeakerCard(Static):
    """Evidence on how the work is shared; never a score."""

    DEFAULT_CSS = """
    SpeakerCard { display: none; height: auto; padding: 0 2; background: $surface; }
    SpeakerCard.-shown { display: block; }
    """
    _height = 0
    _marks = False

    class Pressed(Message):
        """Somebody clicked the row of a member: the same as this key."""

        def __init__(self, key: str) -> None:
            self.key = key
            super().__init__()

    def on_click(self, event: Click) -> None:
        """A member under the mouse is marked, as with the digit."""
        at = event.get_content_offset(self)
        if at is None or self._height < 2 or not self._marks or at.y == 0:
            return
        right = at.x >= (self.app.size.width - 4) // COLUMNS
        place = at.y - 1 + (self._height - 1 if right else 0)
        if place < len(KEYS):
            self.post_message(self.Pressed(KEYS[place]))

    def show(self, contest: Contest, now: Stamp, *, on: bool, keys: bool, tall: bool) -> None:
        """Shows this moment while `on`; with `keys` the digits mark, else something else waits for them."""
        slot = contest.live
        if slot is None or not on or slot.state is SlotState.ARMED:
            self.remove_class("-shown")
            return
        self.add_class("-shown")
        self._marks = keys
        found = contest.shares(slot, now) or Shares((), 0)
        lines = self._card(contest, slot, found, keys) if tall else [self._line(contest, slot, found, keys)]
        put(self, Content("\n").join(lines), layout=len(lines) != self._height)
        self._height = len(lines)

    @staticmethod
    def _title(contest: Contest, slot: Slot, keys: bool) -> Content:
        now_speaking = speaker(contest.spoken.get(slot.id, ()), slot)
        words = now_speaking or (_("tekan angka anggota yang berbicara") if keys else _("belum ada"))
        if not contest.definition.kbk_by_id(slot.kbk).members:
            words = _("kelompok ini belum mempunyai daftar anggota (Persiapan)")
        return Content.assemble((_("BERBICARA"), "bold $secondary"), "  ", (words, "bold" if now_speaking else ""))

    def _line(self, contest: Contest, slot: Slot, found: Shares, keys: bool) -> Content:
        """One line: each by key, whoever speaks standing out. Where not all have room, first the shares go."""
        members = contest.definition.kbk_by_id(slot.kbk).members
        if not members:
            return self._title(contest, slot, keys)
        now_speaking, room = speaker(contest.spoken.get(slot.id, ()), slot), max(1, self.app.size.width - 4)
        for letters, shares, title in LOOKS:
            told = []
            for key, member in zip(KEYS, members, strict=False):
                speaks = member == now_speaking
                words = f"{'▸' if speaks else ''}{key} {_first(member, max(letters, SPEAKER) if speaks else letters)}"
                if shares or speaks:
                    words += f" {found.percent(found.of(member))} %"
                told.append(Content.styled(words, "bold $accent" if speaks else "$secondary"))
            made = Content("  ").join([Content.styled(_("BERBICARA"), "bold $secondary")] * title + told)
            if made.cell_length <= room:
                return made
        return made.truncate(room, ellipsis=True)

    def _card(self, contest: Contest, slot: Slot, found: Shares, keys: bool) -> list[Content]:
        """The title, and the members in two columns with bar, time and share."""
        now_speaking = speaker(contest.spoken.get(slot.id, ()), slot)
        width = (self.app.size.width - 4 - 4) // COLUMNS
        members = contest.definition.kbk_by_id(slot.kbk).members
        rows = [_row(key, one, found, width, one == now_speaking) for key, one in zip(KEYS, members, strict=False)]
        title = self._title(contest, slot, keys)
        if found.unmarked_ns and rows:
            words = _("tidak dicatat {time} · {percent} %")
            told = words.format(time=length_text(found.unmarked_ns // SECOND), percent=found.percent(found.unmarked_ns))
            title = Content.assemble(title, "   ", (told, "$secondary"))
        half = (len(rows) + COLUMNS - 1) // COLUMNS
        right = [*rows[half:], *[Content("")] * half]
        return [title, *(Content.assemble(one, "    ", other) for one, other in zip(rows[:half], right, strict=False))]


def _first(member: str, letters: int) -> str:
    """The first name, as far as it has room."""
    name = member.split()[0]
    return name if cell_len(name) <= letters else set_cell_size(name, letters)


def _row(key: str, member: str, found: Shares, width: int, speaks: bool) -> Content:
    """One member: key, name, bar, time and share."""
    ns = found.of(member)
    percent = found.percent(ns)
    filled = round(BAR * percent / 100)
    right = f"{length_text(ns // SECOND):>6} {percent:>3} %"
    name = fit(member, max(4, width - BAR - cell_len(right) - 6))
    return Content.assemble(
        ("▸" if speaks else " ", "bold $accent"),
        (f"{key} ", "bold $accent"),
        (f"{name} ", "bold" if speaks else "" if ns else "$secondary"),
        ("━" * filled, "$accent"),
        ("─" * (BAR - filled), "$secondary 40%"),
        (f" {right}", "" if ns else "$secondary"),
    )
