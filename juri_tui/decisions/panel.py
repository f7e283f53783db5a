"""Decisions on who judges, once the rules are frozen: the operator alone can not make another panel."""

from collections.abc import Collection

from juri_tui.contest import Contest
from juri_tui.lang import _
from juri_tui.model import Event, Refusal
from juri_tui.standing import listed

GRANT = "grant"
"""The code of the refusal of a change of the panel to which nobody has agreed yet."""


def agreeing(contest: Contest, event: Event) -> tuple[str, ...] | Refusal:
    """The people any of whom must agree with the PIN before the panel becomes that of `event`; empty: nobody.

    The chair; where another person takes the chair's seat, or the chair is absent, another juri (or the witness).
    """
    roles = {juri.id: juri.role for juri in contest.definition.juri}
    fresh = contest.newcomers(event)
    if not fresh and all(juri.role == roles.get(juri.id) for juri in event.juri):
        return ()
    chair = contest.definition.ketua()
    if chair is not None and chair.id not in fresh and chair.id not in contest.absent:
        return (chair.id,)
    held = (who for who, _name in contest.definition.pin_holders())
    others = tuple(
        who for who in held if who not in fresh and who not in contest.absent and (chair is None or who != chair.id)
    )
    return others or Refusal("second", _("Tidak ada juri lain yang dapat menyetujui penggantian ini."))


def panel_refused(contest: Contest, event: Event, granted_by: Collection[str]) -> Refusal | None:
    """Why the panel can not become this one after the freeze: another person or role with consent, never a weight."""
    seats = {juri.id: juri for juri in event.juri}
    for old in contest.definition.juri:
        new = seats[old.id]
        if (new.weight, new.criteria) != (old.weight, old.criteria):
            words = _("Bobot dan kriteria {juri} tidak dapat diubah: aturan sudah dibekukan.")
            return Refusal("frozen", words.format(juri=old.name))
    if event.ketua() is None:
        return Refusal("chair", _("Dewan juri harus mempunyai ketua: beri peran ketua kepada juri penggantinya."))
    wanted = agreeing(contest, event)
    if isinstance(wanted, Refusal):
        return wanted
    if wanted and not set(wanted) & set(granted_by):
        names = dict(contest.definition.pin_holders())
        who = listed([names[one] for one in wanted])
        words = _("Perubahan dewan juri harus disetujui dengan PIN oleh {who}.")
        if len(wanted) > 1:
            words = _("Perubahan dewan juri harus disetujui dengan PIN oleh salah satu: {who}.")
        return Refusal(GRANT, words.format(who=who))
    return None
