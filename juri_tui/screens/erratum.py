"""Noting an erratum: what was wrong and how it is right, then how it came about. Nothing else may follow the result."""

from functools import partial

from juri_tui.contest import Contest, State
from juri_tui.decisions import result
from juri_tui.lang import _
from juri_tui.screens.asking import OWN_WORDS
from juri_tui.screens.base import ContestScreen
from juri_tui.widgets.dialogs import AskChoice, AskLine


async def note_erratum(screen: ContestScreen) -> None:
    """Asks for both and records them; where nothing was announced yet, says so at once."""
    contest = screen.contest
    if contest.state is not State.ANNOUNCED:
        screen.say(_("Ralat dicatat setelah hasil diumumkan."), "fault")
        return
    title = _("Ralat sesudah pengumuman")
    body = _("Apa yang keliru, dan bagaimana seharusnya? Hasil terkunci tidak berubah; ralat ini tidak dapat dihapus.")
    text = await screen.app.push_screen_wait(AskLine(title, f"{_told(contest)}{body}"))
    if not text:
        return
    usual = (_("salah dibacakan"), _("salah tulis nama"), _("salah cetak"))
    choices = [*((words, words) for words in usual), (OWN_WORDS, _("alasan lain, ketik sendiri"))]
    reason = await screen.app.push_screen_wait(AskChoice(_("Sebab kekeliruan"), choices, text))
    if reason == OWN_WORDS:
        reason = await screen.app.push_screen_wait(AskLine(_("Sebab kekeliruan"), text))
    if reason:
        done = _("Ralat dicatat. F9 menyimpan lembar ralat.")
        await screen.ask(partial(screen.juri.desk.act, result.note_erratum, text, reason), done)


def _told(contest: Contest) -> str:
    """The errata that are there already."""
    return "".join(f"• {erratum.text}\n" for erratum in contest.errata[-3:])
