"""Decisions on the operator's console: when one process may say that it took it over from another."""

from juri_tui import records as r
from juri_tui.contest import Contest
from juri_tui.lang import _
from juri_tui.lease import Claim
from juri_tui.model import Refusal


def take_console(_contest: Contest, found: Claim) -> r.ConsoleTaken | Refusal:
    """The console changed hands; `found` is how it stood before. One that nobody held is taken without a word."""
    if found is Claim.FREE:
        return Refusal("free", _("Konsol operator tidak dipakai siapa pun, jadi tidak ada yang diambil alih."))
    quiet = found is Claim.QUIET
    return r.ConsoleTaken(reason=_("konsol lain tidak memberi tanda") if quiet else _("konsol lain masih dipakai"))
