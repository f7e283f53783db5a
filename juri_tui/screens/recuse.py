"""A conflict of interest: the juri says why, confirms, and the sheet is closed without marks."""

from functools import partial

from juri_tui.contest import State
from juri_tui.decisions import sheets
from juri_tui.lang import _
from juri_tui.model import Kbk, Refusal
from juri_tui.records import Notes, Record
from juri_tui.screens.ask_sure import AskSure
from juri_tui.screens.base import ContestScreen
from juri_tui.text import clean_line
from juri_tui.widgets.dialogs import AskLine


async def recuse(screen: ContestScreen, juri: str, kbk: Kbk) -> bool:
    """Asks for the reason and a yes; True once it is recorded and what was typed is forgotten."""
    desk = screen.juri.desk
    name = f"{kbk.number} {kbk.name}"
    ask = AskLine(
        _("Berhalangan menilai {kbk}").format(kbk=name),
        _("Apa alasannya? Misalnya: kerabat, atasan, satu kantor."),
        read=clean_line,
    )
    reason = await screen.juri.push_screen_wait(ask)
    if reason is None:
        return False
    reason = clean_line(reason)
    words = _("Anda tidak akan menilai {kbk}, dan nilai yang sudah Anda ketik untuknya dihapus. Alasan: {reason}")
    sure = AskSure(
        _("Berhalangan menilai"), words.format(kbk=name, reason=reason), _("Ya, saya berhalangan"), _("Batal")
    )
    if not await screen.juri.push_screen_wait(sure):
        return False
    if screen.contest.state is State.READY:  # the first word of a juri opens the judging, as the first mark does
        opened = await screen.juri.at_desk(partial(desk.save_draft, juri, kbk.id, {}, Notes()))
        if isinstance(opened, Refusal):
            screen.juri.refused(opened)
            return False
    answer = await screen.ask(partial(desk.act, sheets.recuse, juri, kbk.id, reason))
    if not isinstance(answer, Record):
        return False
    await screen.juri.at_desk(partial(desk.drop_draft, juri, kbk.id))
    return True
