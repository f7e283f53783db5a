"""The chair's decisions, question by question: each flow asks, then hands one decision to the desk; Esc leaves it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from juri_tui import granting
from juri_tui.contest import State
from juri_tui.decisions import result, sheets
from juri_tui.deliberation_view import (
    Item,
    PlaceRow,
    overtime_head,
    overtime_rule,
    places,
    proposed,
    second_persons,
    signed,
    unsigned,
)
from juri_tui.desk import OPERATOR
from juri_tui.guidance import titled
from juri_tui.lang import _
from juri_tui.model import Absence, Refusal
from juri_tui.pace import aside
from juri_tui.papers.export import Paper, write
from juri_tui.papers.recap_page import closing_papers
from juri_tui.records import Record
from juri_tui.screens.ask_sure import AskSure
from juri_tui.screens.deliberation_asks import choose, line, number, signed_points, which_kbk
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.pick_kbk import AskKbk
from juri_tui.standing import listed
from juri_tui.store_fault import StoreFault
from juri_tui.text import decimal_text, parse_number, shown
from juri_tui.unfold_words import unfolded_lines
from juri_tui.why import unfold
from juri_tui.widgets.ask_text import Tell
from juri_tui.widgets.digest import DigestScreen

if TYPE_CHECKING:
    from juri_tui.screens.deliberation import DeliberationScreen

YES = "yes"


# --- what the list of decisions asks -------------------------------------------------------------------------------


async def overtime(screen: "DeliberationScreen", item: Item) -> None:
    """Confirms, changes or waives what the rules propose for an overtime."""
    proposal = next((p for p in result.proposals(screen.contest) if p.slot == item.key), None)
    if proposal is None:
        return
    choices = [("change", _("Ubah nilainya")), ("waive", _("Tidak mengurangi nilai"))]
    if proposal.over.points is not None:
        confirm = _("Setujui {points}").format(points=signed(-proposal.over.points))
        choices.insert(0, ("confirm", confirm))
    name = titled(screen.contest.definition.kbk_by_id(proposal.kbk))
    usul = proposed(proposal)
    body = "\n".join([name, overtime_rule(screen.contest), usul[:1].upper() + usul[1:] + "."])
    chosen = await choose(screen, overtime_head(proposal), choices, body)
    if chosen is None:
        return
    points: Decimal | None = Decimal(0)
    usual = ""
    if chosen == "confirm" and proposal.over.points is not None:
        points, usual = -proposal.over.points, _("sesuai aturan lewat waktu")
    elif chosen == "change":
        body = _("Berapa nilai dikurangi? Misalnya 1 atau 0,5; 0 berarti tidak dikurangi.")
        accept = partial(signed_points, screen.contest, proposal.kbk, proposal.slot)
        points = await number(screen, _("Pengurangan nilai"), body, accept)
    if points is None:
        return
    body = _("{kbk}: {points} nilai").format(kbk=name, points=signed(points))
    reason = await line(screen, _("Alasan keputusan"), body, usual)
    if reason is not None:
        made = partial(screen.juri.desk.act, result.deduct, proposal.kbk, decimal_text(points), reason, proposal.slot)
        await screen.ask(made)


async def tie(screen: "DeliberationScreen", item: Item) -> None:
    """Orders a group that stays equal: who is first, who next; the rest may stay equal."""
    left, order = [screen.contest.definition.kbk_by_id(kbk) for kbk in item.kbk], dict[str, int]()
    names = {kbk.id: titled(kbk) for kbk in left}
    first = int(item.key)
    while len(left) > 1:
        rank = len(order) + 1
        title = _("Siapa di peringkat {place}?").format(place=first + rank - 1)
        body = _("Nilai sama antara {names}").format(names=listed(list(names.values())))
        ask = AskKbk(title, [(kbk, "") for kbk in left], body, _("Semua ini tetap sama: juara bersama"))
        chosen = await screen.app.push_screen_wait(ask)
        if chosen is None:
            return
        if not chosen:
            break
        order[chosen] = rank
        left = [kbk for kbk in left if kbk.id != chosen]
    order |= dict.fromkeys([kbk.id for kbk in left], len(order) + 1)
    said = "\n".join(
        _("Peringkat {place}").format(place=first + rank - 1) + f": {names[kbk]}" for kbk, rank in order.items()
    )
    reason = await line(screen, _("Alasan urutan ini"), said)
    if reason is not None:
        await screen.ask(partial(screen.juri.desk.act, result.decide_tie, order, reason))


async def award(screen: "DeliberationScreen", item: Item) -> None:
    """Gives an award that the juri decide."""
    kbk = await which_kbk(screen, item.key)
    if kbk is None:
        return
    reason = await line(screen, _("Alasan pemberian {award}").format(award=item.key))
    if reason is not None:
        await screen.ask(partial(screen.juri.desk.act, result.decide_award, item.key, kbk, reason))


# --- by hand -------------------------------------------------------------------------------------------------------


async def unfolded(screen: "DeliberationScreen") -> None:
    """Takes one total apart, down to the marks; seen where totals may be seen."""
    contest = screen.contest
    if contest.state not in (State.DELIBERATION, State.LOCKED, State.ANNOUNCED):
        screen.say(_("Nilai terlihat setelah sidang dibuka."), "fault")
        return
    kbk = await which_kbk(screen, _("Rincian nilai"))
    if kbk is None:
        return
    event, found = contest.definition, result.ranking(contest)
    lines = unfolded_lines(found, event, unfold(found, event, contest.cells(), kbk))
    await screen.app.push_screen_wait(Tell(_("Rincian nilai"), Content("\n".join(lines))))


async def deduct(screen: "DeliberationScreen") -> None:
    """Adds or takes points by hand."""
    if screen.contest.state is not State.DELIBERATION:
        screen.say(_("Keputusan ini hanya dapat diambil dalam sidang."), "fault")
        return
    kbk = await which_kbk(screen, _("Nilai tambah atau pengurangan untuk"))
    if kbk is None:
        return
    name = titled(screen.contest.definition.kbk_by_id(kbk))
    body = _("Berapa nilai, dengan tandanya? −2 mengurangi, +1,5 menambah.")
    value = await number(screen, name, body, partial(signed_points, screen.contest, kbk, ""))
    if value is None:
        return
    reason = await line(screen, _("Alasan"), _("{kbk}: {points} nilai").format(kbk=name, points=signed(value)))
    if reason is not None:
        await screen.ask(partial(screen.juri.desk.act, result.deduct, kbk, decimal_text(value), reason))


async def decide_place(screen: "DeliberationScreen") -> None:
    """Puts a KBK on another place than the computed one, or back."""
    contest = screen.contest
    if contest.state is not State.DELIBERATION:
        screen.say(_("Keputusan ini hanya dapat diambil dalam sidang."), "fault")
        return
    rows = [row for row in places(contest) if row.place != "–"]
    now = _("sekarang peringkat {place}")
    ask = AskKbk(
        _("Tetapkan peringkat untuk"),
        [(contest.definition.kbk_by_id(row.kbk), now.format(place=row.place)) for row in rows],
        _("Nilai tidak berubah. Peringkat menurut hitungan tetap tercetak di samping ketetapan juri."),
    )
    kbk = await screen.app.push_screen_wait(ask)
    if kbk is None:
        return
    name = titled(contest.definition.kbk_by_id(kbk))
    choices = [(str(place), _("peringkat {place}").format(place=place)) for place in range(1, len(rows) + 1)]
    if kbk in contest.ruled:
        choices.append(("0", _("kembali menurut hitungan")))
    chosen = await choose(screen, name, choices)
    if chosen is None:
        return
    reason = await line(screen, _("Alasan ketetapan juri"), name)
    if reason is not None:
        await screen.ask(partial(screen.juri.desk.act, result.decide_place, kbk, int(chosen), reason))


async def correct(screen: "DeliberationScreen") -> None:
    """Corrects one mark of a sent sheet, with the reason and a second person's secret."""
    contest = screen.contest
    event = contest.definition
    sent = [juri for juri in event.juri if any(key[0] == juri.id for key in contest.sheets)]
    juri = await choose(screen, _("Koreksi nilai: juri"), [(one.id, one.name) for one in sent])
    if juri is None:
        return
    own = [kbk for kbk in contest.running_order() if (juri, kbk.id) in contest.sheets]
    kbk = await screen.app.push_screen_wait(AskKbk(_("Koreksi nilai: KBK"), [(one, "") for one in own]))
    if kbk is None:
        return
    early = sheets.may_correct(contest, kbk)
    if early:
        screen.say(early.words, "fault")
        return
    marks = contest.sheets[juri, kbk].marks or {}
    choices = [(c.id, f"{c.name}: {_mark_text(marks.get(c.id, ''))}") for c in event.criteria_of(juri)]
    criterion = await choose(screen, titled(event.kbk_by_id(kbk)), choices, event.juri_by_id(juri).name)
    if criterion is None:
        return
    chosen = event.criterion_by_id(criterion)
    body = _("Sekarang {old}. Nilai yang benar, {low} sampai {high}:").format(
        old=_mark_text(marks.get(criterion, "")), low=shown(chosen.min), high=shown(chosen.max)
    )
    mark = await number(screen, chosen.name, body, partial(sheets.accept_mark, chosen))
    if mark is None:
        return
    reason = await line(screen, _("Alasan koreksi"))
    if reason is None:
        return
    words = _("{juri} · {kbk} · {criterion}: {old} menjadi {new}").format(
        juri=event.juri_by_id(juri).name,
        kbk=titled(event.kbk_by_id(kbk)),
        criterion=chosen.name,
        old=_mark_text(marks.get(criterion, "")),
        new=shown(mark),
    )
    proof = await _witness(screen, juri, words)
    if proof is not None:
        whole: Mapping[str, str] = {**marks, criterion: decimal_text(mark)}
        await screen.ask(partial(granting.correct, screen.juri.desk, juri, kbk, whole, reason, *proof, seen=marks))


def _mark_text(mark: str) -> str:
    if mark in ("", Absence.ABSTAINED):
        return _("abstain") if mark else "–"
    return shown(parse_number(mark))


async def _witness(screen: "DeliberationScreen", changed: str, words: str) -> tuple[str, str] | None:
    """The second person and the PIN or passphrase that proves it, for the desk to look at; None where nobody was."""
    event = screen.contest.definition
    holders = dict(event.pin_holders())
    choices = [(who, holders[who]) for who in second_persons(screen.contest, changed)]
    choices.append((OPERATOR, _("Operator")))
    who = await choose(screen, _("Saksi koreksi"), choices, words)
    if who is None:
        return None
    given: list[str] = []

    def proved(one: str, secret: str) -> Refusal | None:
        refused = screen.juri.desk.prove(one, secret)
        if refused is None:
            given.append(secret)
        return refused

    await screen.app.push_screen_wait(LockScreen(who, why=words, ask=proved, act=_("saksikan")))
    return (who, given[0]) if given else None


# --- the lock and what follows -------------------------------------------------------------------------------------


def _summary(rows: Sequence[PlaceRow]) -> str:
    """What is about to be locked, line by line: place, KBK, total."""
    width = min(44, max((cell_len(row.name) for row in rows), default=0))
    wide = max((len(row.total) for row in rows), default=0)
    return "\n".join(
        f"{row.place:>3}  {row.name}{' ' * (width - cell_len(row.name))}   {row.total:>{wide}}" for row in rows
    )


async def lock(screen: "DeliberationScreen") -> None:
    """Shows what is locked, asks the chair's PIN again, locks, and shows the digest large."""
    contest = screen.contest
    chair = contest.definition.ketua()
    open_ = result.unsettled(contest)
    if open_:
        screen.say(_("Hasil belum dapat dikunci. ") + " ".join(open_), "fault")
        return
    choice = await choose(
        screen, _("Kunci hasil ini?"), [(YES, _("Kunci dengan PIN ketua"))], _summary(places(contest))
    )
    if choice is None or chair is None:
        return
    why = _("PIN ketua sekali lagi: hasil dikunci.")
    if not await screen.app.push_screen_wait(LockScreen(chair.id, prove_only=True, why=why, act=_("kunci hasil"))):
        return
    seen = await screen.juri.at_desk(partial(result.result_of, contest))
    made = await screen.ask(partial(screen.juri.desk.act, result.lock, seen))
    locked = screen.juri.desk.contest.locked
    if isinstance(made, Record) and locked is not None:
        await screen.app.push_screen_wait(DigestScreen(locked.digest))


async def sign(screen: "DeliberationScreen") -> None:
    """One juri signs with the PIN; the chair stays seated."""
    waiting = unsigned(screen.contest)
    locked = screen.contest.locked
    if locked is None or not waiting:
        words = _("Semua juri sudah menandatangani.") if locked else _("Kunci hasil dulu, baru tanda tangan.")
        screen.say(words, "fault")
        return
    event = screen.contest.definition
    choices = [(juri, event.juri_by_id(juri).name) for juri in waiting]
    who = await choose(
        screen, _("Siapa yang menandatangani?"), choices, _("Sidik hasil {digest}").format(digest=locked.digest)
    )
    if who is None:
        return
    why = _("Tanda tangan atas hasil {digest}. PIN:").format(digest=locked.digest)
    signs = partial(screen.juri.desk.sign_as, seen=locked.digest)
    if await screen.app.push_screen_wait(LockScreen(who, why=why, ask=signs, act=_("tanda tangan"))):
        screen.done(_("{juri} sudah menandatangani.").format(juri=event.juri_by_id(who).name))


async def unlock(screen: "DeliberationScreen") -> None:
    """Opens the lock, with a reason; the signatures are void."""
    body = _("Semua tanda tangan menjadi batal. Alasan ini tercatat dan tertera pada berkas hasil.")
    reason = await line(screen, _("Buka kunci hasil: alasan"), body)
    if reason is not None:
        await screen.ask(partial(screen.juri.desk.act, result.unlock, reason))


async def resume(screen: "DeliberationScreen") -> None:
    """Back to the event, with a reason."""
    reason = await line(screen, _("Kembali ke acara: alasan"), _("Sidang ditutup; penilaian dibuka lagi."))
    if reason is not None:
        await screen.ask(partial(screen.juri.desk.act, result.close_deliberation, reason))


async def announce(screen: "DeliberationScreen") -> None:
    """Makes the whole result public."""
    waiting = unsigned(screen.contest)
    names = listed([screen.contest.definition.juri_by_id(juri).name for juri in waiting])
    body = _("Papan menampilkan seluruh hasil. Sesudahnya kunci tidak dapat dibuka lagi; hanya ralat.")
    if waiting:
        body += "\n" + _("Belum menandatangani: {names}.").format(names=names)
    sure = AskSure(_("Umumkan seluruh hasil?"), body, _("umumkan sekarang"), _("kembali"))
    if await screen.app.push_screen_wait(sure):
        await screen.ask(partial(screen.juri.desk.act, result.announce))


async def export(screen: "DeliberationScreen") -> None:
    """Writes ranking and recap of the locked result into a folder beside the contest file."""
    desk = screen.juri.desk
    usual = desk.path.with_name(f"{desk.path.stem}-hasil")
    typed = await line(screen, _("Simpan peringkat dan rekap ke folder"), value=str(usual))
    if typed is None:
        return
    folder = Path(typed).expanduser()

    def save(papers: Iterable[Paper]) -> int | Refusal:
        try:
            return len(write(papers, folder))
        except StoreFault as fault:
            return Refusal(fault.code, fault.words)

    made = await screen.juri.at_desk(lambda: closing_papers(desk.contest, desk.now()))
    written = made if isinstance(made, Refusal) else await aside(partial(save, made))  # a stick may hang
    if isinstance(written, Refusal):
        screen.juri.refused(written)
    else:
        screen.done(_("Tersimpan di {folder}").format(folder=folder))
