"""Decisions on secrets: who together may give somebody a new PIN or passphrase."""

from collections.abc import Collection

from juri_tui import records as r
from juri_tui.contest import Contest
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.standing import listed

OPERATOR = "operator"


def wanted_for(contest: Contest, who: str) -> tuple[tuple[str, ...], ...] | Refusal:
    """The pairs of people any of which may grant a new secret to `who`: two, and never the one who gets it.

    A juri or the witness: operator and chair. The chair: operator and another juri. The operator: chair and another
    juri. In a panel of one the witness stands for the other juri.
    """
    chair = contest.definition.ketua()
    holders = [holder for holder, _name in contest.definition.pin_holders()]
    if who not in (OPERATOR, *holders):
        return Refusal("unknown", _("Tidak ada juri “{who}” di acara ini.").format(who=who))
    if contest.rehearsal:
        return Refusal("rehearsal", _("PIN latihan tetap dan tertulis di layar; tidak perlu diganti."))
    if chair is None:
        return Refusal("chair", _("Acara ini tidak mempunyai ketua dewan juri."))
    if who not in (OPERATOR, chair.id):
        return ((OPERATOR, chair.id),)
    first = chair.id if who == OPERATOR else OPERATOR
    pairs = tuple((first, one) for one in holders if one != chair.id)
    return pairs or Refusal("second", _("Tidak ada juri lain yang dapat menyetujui penggantian ini."))


def reset(contest: Contest, who: str, granted_by: Collection[str]) -> r.PinReset | Refusal:
    """A new PIN or passphrase for `who`; nothing else changes, no signature is void."""
    pairs = wanted_for(contest, who)
    if isinstance(pairs, Refusal):
        return pairs
    pair = next((pair for pair in pairs if set(pair) == set(granted_by)), None)
    if pair is None:
        return Refusal("second", _("Penggantian ini harus disetujui oleh {who}.").format(who=_pairs(contest, pairs)))
    return r.PinReset(who=who, granted_by=pair)


def _pairs(contest: Contest, pairs: tuple[tuple[str, ...], ...]) -> str:
    first, second = pairs[0]
    holders = dict(contest.definition.pin_holders())
    names = [_("operator") if first == OPERATOR else holders[first]]
    names.append(holders[second] if len(pairs) == 1 else _("seorang juri lain"))
    return listed(names)
