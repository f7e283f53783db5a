"""Sheets from paper: the operator types them, a second person finds them right or wrong; nobody edits in between."""

from contextlib import suppress
from functools import partial

from juri_tui.commands import CHECK, SHEET, bindings
from juri_tui.desk import OPERATOR, Desk, Draft
from juri_tui.form import Form, Past, checkers, open_form, paper_choices
from juri_tui.lang import N_, _
from juri_tui.model import Juri, Kbk, Refusal
from juri_tui.records import Notes, Record
from juri_tui.screens.base import ContestScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.pick_kbk import PickKbk
from juri_tui.screens.readback import ReadBackScreen
from juri_tui.screens.receipt import ReceiptScreen
from juri_tui.screens.scoresheet import ScoresheetScreen
from juri_tui.seal import receipt
from juri_tui.store_fault import StoreFault
from juri_tui.widgets.dialogs import AskChoice
from juri_tui.widgets.key_bar import KeyBar


class PaperSheet(ScoresheetScreen):
    """A sheet that the operator types: no drafts, and nothing of what this juri marked before."""

    HELP_TEXT = N_(
        "Ketik nilai persis seperti di lembar kertas. Nilai baru dihitung setelah juri itu sendiri atau ketua dewan "
        "juri memeriksanya dengan PIN. Sampai F9 dan Enter, belum ada yang tersimpan."
    )

    def past(self) -> Past:
        """The operator sees no marks, not even as a question."""
        return Past()

    def kept_draft(self) -> Draft | Refusal | None:
        """The juri's own draft is not for the operator."""
        return None

    def keep(self) -> None:
        """Nothing is kept before it is sent; the paper is the draft."""
        self.say_kept(_("Diketik dari kertas: belum tersimpan sampai dikirim dengan F9."))

    def send(self) -> Record | Refusal:
        """Sends it as typed by the operator."""
        return self.juri.desk.type_paper(self.who, self.kbk_id, dict(self.form.marks), self.form.notes)

    def key_bar(self) -> KeyBar:
        """Without the keys that are the juri's alone."""
        return KeyBar([command for command in SHEET if self.check_action(command.action, ())])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  (Textual's)
        """Only the juri can be recused."""
        return action not in ("recuse", "other_kbk")


class CheckScreen(ReadBackScreen):
    """A typed sheet before the eyes of the second person, who has the paper in hand. `verdict` is the answer."""

    COMMANDS_OF = "check"
    HELP_TEXT = N_(
        "Bandingkan setiap baris dengan lembar kertas. Enter bila semuanya sesuai, X bila ada yang berbeda; lembar "
        "yang berbeda dihapus dari hitungan dan diketik ulang."
    )
    HEADLINE = N_("Periksa terhadap lembar kertas")
    HINT = N_("Bandingkan setiap baris dengan lembar kertas. Enter sesuai, X tidak sesuai, Esc nanti saja.")
    ANSWERS = (
        (N_("Enter"), N_("Sesuai kertas"), "send"),
        ("X", N_("Tidak sesuai"), "reject"),
        (N_("Esc"), N_("Nanti saja"), "back"),
    )
    BINDINGS = bindings(CHECK)

    def __init__(self, form: Form) -> None:
        super().__init__(form, partial(Refusal, "check", ""))
        self.verdict: bool | None = None

    def action_send(self) -> None:
        """The sheet is right."""
        self._answer(True)

    def action_reject(self) -> None:
        """The sheet is wrong."""
        self._answer(False)

    def _answer(self, verdict: bool) -> None:
        if self.is_active:
            self.verdict = verdict
            self.dismiss()


def leave(desk: Desk) -> None:
    """Nobody sits here any more, even where the file can not be read: who sits down next reads it anew."""
    with suppress(StoreFault):
        desk.leave()


async def paper(screen: ContestScreen) -> None:
    """F6 on the cover: what is there to do with papers, and who does it."""
    app = screen.juri
    waiting = app.desk.contest.unchecked()
    todo = [(str(place), _check_words(juri, kbk)) for place, (juri, kbk) in enumerate(waiting)]
    if app.desk.console:
        todo.append(("type", _("Ketik lembar kertas (kata sandi operator)")))
    if not todo:
        screen.say(_("Tidak ada lembar kertas yang menunggu pemeriksaan."))
        return
    chosen = await app.push_screen_wait(AskChoice(_("Lembar kertas"), todo))
    if chosen == "type":
        await _type(screen)
    elif chosen is not None:
        await _check(screen, *waiting[int(chosen)])


def _check_words(juri: Juri, kbk: Kbk) -> str:
    return _("Periksa: {juri}, {number} {kbk}").format(juri=juri.name, number=kbk.number, kbk=kbk.name)


async def _type(screen: ContestScreen) -> None:
    """The operator proves to be the operator, and types one sheet."""
    app = screen.juri
    if not await app.push_screen_wait(LockScreen(OPERATOR, why=_("Mengetik dari lembar kertas: kata sandi operator"))):
        return
    panel = app.desk.contest.definition.juri
    who = await app.push_screen_wait(AskChoice(_("Lembar siapa?"), [(juri.id, juri.name) for juri in panel]))
    rows = paper_choices(app.desk.contest, who) if who else ()
    first = next((row.kbk.id for row in rows if row.open), None)
    name = next((juri.name for juri in panel if juri.id == who), "")
    kbk = await app.push_screen_wait(PickKbk(name, rows, first, _("batal"))) if who else None
    code = ""
    if who and kbk:
        sheet = PaperSheet(who, kbk)
        await app.push_screen_wait(sheet)
        code = sheet.receipt
    await app.at_desk(partial(leave, app.desk))
    if code and kbk:
        note = _("Diketik dari kertas. Belum dihitung sampai diperiksa dengan PIN juri atau ketua (F6).")
        await app.push_screen_wait(ReceiptScreen(code, app.desk.contest.definition.kbk_by_id(kbk), note))


async def _check(screen: ContestScreen, juri: Juri, kbk: Kbk) -> None:
    """A second person proves who it is, reads the sheet, and says whether it is what the paper says."""
    app = screen.juri
    seconds = checkers(app.desk.contest, juri)
    second = await app.push_screen_wait(AskChoice(_("Siapa yang memeriksa?"), seconds, _check_words(juri, kbk)))
    if second is None:
        return
    given: list[str] = []

    def prove(who: str, secret: str) -> Refusal | None:
        given[:] = [secret]
        return app.desk.sit(who, secret)

    if await app.push_screen_wait(LockScreen(second, ask=prove, act=_("buka"))):
        shown = await check_with(screen, juri, kbk, second, given.pop())
        await app.at_desk(partial(leave, app.desk))
        if shown is not None:
            await app.push_screen_wait(shown)


async def check_with(screen: ContestScreen, juri: Juri, kbk: Kbk, second: str, pin: str) -> ReceiptScreen | None:
    """The sheet before the eyes of `second`, whose PIN is known; a receipt where it was found right."""
    app = screen.juri
    sheet = app.desk.contest.sheets[(juri.id, kbk.id)]
    if sheet.marks is None:
        screen.say(_("Lembar ini diperiksa di terminal operator."), "fault")
        return None
    form = open_form(app.desk.contest, juri.id, kbk.id, sheet.marks, sheet.notes or Notes())
    view = CheckScreen(form)
    await app.push_screen_wait(view)
    if view.verdict is None:
        return None
    confirm = partial(app.desk.confirm_paper, juri.id, kbk.id, view.verdict, second, pin, sheet.seq)
    if not isinstance(await screen.ask(confirm), Record):
        return None
    if view.verdict:
        return ReceiptScreen(receipt(sheet.seq, sheet.hash), kbk, _("Sesuai kertas, dan dihitung."))
    screen.say(_("Tidak sesuai: lembar itu tidak dihitung. Operator mengetik ulang dari kertas."), "done")
    return None
