"""Rules changed once sheets are there: what it changes, why, and the PINs of the chair and of a second juri."""

from collections.abc import Callable, Mapping

from juri_tui.contest import Contest
from juri_tui.decisions.amend import agreeing_to_amend
from juri_tui.granting import Redefined
from juri_tui.history_fields import changes
from juri_tui.lang import _
from juri_tui.model import Event, Refusal
from juri_tui.screens.ask_sure import AskSure
from juri_tui.screens.asking import AskingScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.seal import rules_code

Write = Callable[[str, Mapping[str, str]], Redefined | Refusal | None]
"""Keeps the change, with the reason and the PINs of who agrees; runs at the desk."""


async def agreed(screen: AskingScreen, contest: Contest, event: Event, write: Write) -> Redefined | Refusal | None:
    """The change, once it was seen, given a reason, and agreed to by two; None where somebody left it."""
    pair = agreeing_to_amend(contest)
    if isinstance(pair, Refusal):
        return pair
    chair, others = pair
    sure = AskSure(_("Ubah aturan setelah penilaian berjalan?"), _body(contest, event), _("ya, ubah"), _("tidak"))
    if not await screen.app.push_screen_wait(sure):
        return None
    usual = (_("sesuai petunjuk teknis"), _("salah isi saat persiapan"), _("keputusan dewan juri"))
    reason = await screen.reason(_("Alasan perubahan aturan"), usual)
    if not reason:
        return None
    names, what = dict(contest.definition.pin_holders()), "; ".join(changes(contest.definition, event))
    given: dict[str, str] = {}

    def first(who: str, pin: str) -> Refusal | None:
        refused = screen.juri.desk.prove(who, pin)
        if refused is None:
            given[who] = pin
        return refused

    why = _("Ketua menyetujui: {what}").format(what=what)
    if not await screen.app.push_screen_wait(LockScreen(chair, why=why, ask=first)):
        return None
    second: str | None = others[0]
    if len(others) > 1:
        second = await screen.choose(_("Juri kedua yang menyetujui"), [(one, names[one]) for one in others], what)
    made: list[Redefined] = []

    def last(who: str, pin: str) -> Refusal | None:
        answer = write(reason, {**given, who: pin})
        if isinstance(answer, Redefined):
            made.append(answer)
        return answer if isinstance(answer, Refusal) else None

    if second is not None:
        why = _("Juri kedua menyetujui: {what}").format(what=what)
        await screen.app.push_screen_wait(LockScreen(second, why=why, ask=last))
    return made[0] if made else None


def _body(contest: Contest, event: Event) -> str:
    """What changes, and what comes of it."""
    words = _(
        "Peringkat dihitung ulang dengan aturan baru. Perubahan, alasan, dan yang menyetujui tercetak di rekapitulasi "
        "dan di tata nilai."
    )
    codes = _("Kode aturan {old} menjadi {new}.").format(old=contest.rules, new=rules_code(event))
    return "\n".join([*changes(contest.definition, event), "", codes, words])
