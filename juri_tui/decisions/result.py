"""Decisions on the result: the deliberation, points, ties, the lock, signatures, the announcement."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from juri_tui import records as r
from juri_tui.ceremony_view import next_step, steps
from juri_tui.clockface import Overrun, overrun
from juri_tui.contest import Contest, State
from juri_tui.decisions.definition import need_reason
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.override import Ruled, overridden
from juri_tui.rubric_check import highest_total
from juri_tui.scoring import Standings, as_json, standings
from juri_tui.slot import SlotState
from juri_tui.standing import Standing, listed, place_number
from juri_tui.text import TextFault, clean_block, clean_line, decimal_text, parse_number, shown


@dataclass(frozen=True, slots=True)
class Proposal:
    """Overtime that the rules put before the chair, and whether it was decided for the time that stands now."""

    slot: str
    kbk: str
    over: Overrun
    decided: bool

    @property
    def topic(self) -> str:
        """The topic of the chair's decision."""
        return f"overtime:{self.slot}"


def proposals(contest: Contest) -> tuple[Proposal, ...]:
    """Every finished slot of a KBK taking part whose overtime costs points, or may (the chair has to rule)."""
    found = []
    for slot in contest.slots.values():
        over = overrun(slot, contest.definition.overtime)
        if slot.state is not SlotState.DONE or contest.status(slot.kbk)[0] != "active" or over is None or not over.most:
            continue
        made = contest.decided.get(f"overtime:{slot.id}")
        found.append(Proposal(slot.id, slot.kbk, over, made is not None and not contest.stale(made)))
    return tuple(found)


def ranking(contest: Contest) -> Standings:
    """The standings as they are now, with the places that the juri set; ValueError where marks are hidden."""
    event = contest.definition
    return overridden(standings(event, contest.cells(), contest.adjustments()), event, contest.ruled)


def obstacles(contest: Contest) -> tuple[str, ...]:
    """What keeps the panel from conferring: everything that is still missing, named."""
    found = []
    if contest.live is not None:
        found.append(_("{kbk} masih di panggung.").format(kbk=contest.definition.kbk_by_id(contest.live.kbk).name))
    for kbk in contest.running_order():
        if contest.status(kbk.id)[0] == "active" and not contest.performed(kbk.id):
            found.append(_("{number} {kbk} belum tampil.").format(number=kbk.number, kbk=kbk.name))
    for juri, kbk in contest.unchecked():
        words = _("Lembar kertas {juri} untuk {number} {kbk} belum diperiksa orang kedua (F3, lalu F6).")
        found.append(words.format(juri=juri.name, number=kbk.number, kbk=kbk.name))
    for juri, kbk in contest.missing():
        if contest.performed(kbk.id) and (juri.id, kbk.id) not in contest.sheets:
            words = _("Nilai {juri} untuk {number} {kbk} belum masuk.")
            found.append(words.format(juri=juri.name, number=kbk.number, kbk=kbk.name))
    return tuple(found)


def open_deliberation(contest: Contest) -> r.DeliberationOpened | Refusal:
    """Closes the event and opens the sidang; every sheet must be there."""
    if contest.state is not State.RUNNING:
        return Refusal("state", _("Sidang dibuka setelah acara berlangsung."))
    missing = obstacles(contest)
    if missing:
        return Refusal("incomplete", _("Sidang belum dapat dibuka. ") + " ".join(missing))
    return r.DeliberationOpened()


def close_deliberation(contest: Contest, reason: str) -> r.DeliberationClosed | Refusal:
    """Back to the event, with a reason."""
    if contest.state is not State.DELIBERATION:
        return Refusal("state", _("Sidang tidak sedang berlangsung."))
    return need_reason(reason) or r.DeliberationClosed(reason=clean_line(reason))


def _conferring(contest: Contest) -> Refusal | None:
    if contest.state is not State.DELIBERATION:
        return Refusal("state", _("Keputusan ini hanya dapat diambil dalam sidang."))
    return None


def accept_points(contest: Contest, kbk: str, points: str, slot: str = "") -> Decimal | Refusal:
    """The signed points that `deduct` takes, or why not: to be known before anybody is asked for the reason."""
    refused = _conferring(contest)
    if refused:
        return refused
    try:
        value = parse_number(points) or Decimal(0)
    except TextFault as fault:
        return Refusal("points", str(fault))
    if kbk not in contest.order or contest.status(kbk)[0] != "active":
        return Refusal("out", _("Kelompok itu tidak ikut dinilai."))
    most = highest_total(contest.definition)
    if abs(value) > most:
        words = _("Paling banyak {most}: lebih dari itu melebihi nilai tertinggi yang dapat dicapai.")
        return Refusal("points", words.format(most=shown(most)))
    if not slot and not value:
        return Refusal("points", _("Isi berapa nilai yang ditambah atau dikurangi."))
    if slot and all(proposal.slot != slot for proposal in proposals(contest)):
        return Refusal("no-overtime", _("Penampilan ini tidak lewat waktu."))
    if slot and value > 0:
        return Refusal("points", _("Pengurangan karena lewat waktu tidak boleh menambah nilai."))
    return value


def deduct(contest: Contest, kbk: str, points: str, reason: str, slot: str = "") -> r.DeductionDecided | Refusal:
    """Signed points for a KBK, or with `slot` the chair's word on its overtime (0 waives), always with a reason."""
    refused = _conferring(contest) or need_reason(reason)
    value = refused or accept_points(contest, kbk, points, slot)
    if isinstance(value, Refusal):
        return value
    about = next((proposal for proposal in proposals(contest) if proposal.slot == slot), None)
    if about is None:
        topic = f"{kbk}:{contest.seq + 1}"
        return r.DeductionDecided(kbk=kbk, topic=topic, points=decimal_text(value), reason=clean_line(reason))
    return r.DeductionDecided(
        kbk=about.kbk,
        topic=about.topic,
        points=decimal_text(value),
        reason=clean_line(reason),
        over_s=about.over.over_s,
    )


def decide_tie(contest: Contest, order: Mapping[str, int], reason: str) -> r.TieDecided | Refusal:
    """The order within one group of KBK that share a place; the step `chair` must be in the rules."""
    refused = _conferring(contest) or need_reason(reason)
    if refused:
        return refused
    if "chair" not in contest.definition.scoring.ties:
        return Refusal("rule", _("Aturan acara ini tidak menyerahkan nilai sama kepada ketua: juara bersama."))
    if len(order) < 2 or any(rank < 1 for rank in order.values()):
        return Refusal("order", _("Beri urutan 1, 2, … kepada kelompok yang nilainya sama."))
    if set(order) not in map(set, contest.tied()):
        return Refusal(
            "order", _("Urutan ketua berlaku untuk semua kelompok yang nilainya sama, dan hanya untuk mereka.")
        )
    return r.TieDecided(order=dict(order), reason=clean_line(reason))


def decide_place(contest: Contest, kbk: str, place: int, reason: str) -> r.PlaceDecided | Refusal:
    """Puts a KBK on another place than the computed one, which stays printed beside it; 0 takes that back."""
    refused = _conferring(contest) or need_reason(reason)
    if refused:
        return refused
    found = ranking(contest)
    ranked = [row.kbk for row in found.rows if row.place is not None]
    if kbk not in ranked:
        return Refusal("out", _("Kelompok itu belum mempunyai peringkat."))
    if not place:
        if kbk not in contest.ruled:
            return Refusal("same", _("Peringkat kelompok itu memang menurut hitungan."))
        return r.PlaceDecided(kbk=kbk, place=0, reason=reason)
    if not 1 <= place <= len(ranked):
        return Refusal("place", _("Peringkat yang dapat ditetapkan: 1 sampai {last}.").format(last=len(ranked)))
    event, ruled = contest.definition, {**contest.ruled, kbk: Ruled(place, reason)}
    then = overridden(found.computed or found, event, ruled)
    order = [row.kbk for row in then.rows]
    first = min(order.index(one) for one in (kbk, *then.of(kbk).shared_with)) + 1
    if first != place:
        words = _("Peringkat {place} belum dapat ditempati: {kbk} akan berada di {got}. Tetapkan yang lain dulu.")
        return Refusal("place", words.format(place=place, kbk=event.kbk_by_id(kbk).name, got=first))
    if kbk not in contest.ruled and [(row.kbk, row.place) for row in then.rows] == [
        (row.kbk, row.place) for row in found.rows
    ]:
        return Refusal("same", _("{kbk} sudah berada di peringkat itu.").format(kbk=event.kbk_by_id(kbk).name))
    return r.PlaceDecided(kbk=kbk, place=place, reason=reason)


def decide_award(contest: Contest, award: str, kbk: str, reason: str) -> r.AwardDecided | Refusal:
    """Gives an award that the juri decide."""
    refused = _conferring(contest) or need_reason(reason)
    if refused:
        return refused
    if not any(a.name == award and a.decision for a in contest.definition.award):
        return Refusal("award", _("{award} tidak diputuskan oleh juri.").format(award=award))
    if contest.status(kbk)[0] != "active":
        return Refusal("out", _("Kelompok itu tidak ikut dinilai."))
    return r.AwardDecided(award=award, kbk=kbk, reason=clean_line(reason))


def unsettled(contest: Contest) -> tuple[str, ...]:
    """What the chair still has to decide before the lock."""
    found = list(obstacles(contest))
    for proposal in proposals(contest):
        if not proposal.decided:
            name = contest.definition.kbk_by_id(proposal.kbk).name
            found.append(_("Lewat waktu {kbk} belum diputuskan.").format(kbk=name))
    if not found:
        for group in contest.tied():
            if frozenset(group) not in contest.chair:
                names = sorted(contest.definition.kbk_by_id(kbk).name for kbk in group)
                found.append(_("Nilai sama antara {names} belum diputuskan.").format(names=listed(names)))
    return tuple(found)


def lock(contest: Contest, seen: Mapping[str, Any] | None = None) -> r.ResultLocked | Refusal:
    """Locks the result: from here on every screen and paper shows this one.

    `seen` is the result as the chair was shown it (`result_of`): another one is not locked unseen.
    """
    refused = _conferring(contest)
    if refused:
        return refused
    open_ = unsettled(contest)
    if open_:
        return Refusal("unsettled", _("Hasil belum dapat dikunci. ") + " ".join(open_))
    made = result_of(contest)
    if seen is not None and seen != made:
        return Refusal("stale", _("Hasil berubah sejak ditampilkan. Periksa lagi, lalu kunci."))
    return r.ResultLocked(result=made)


def result_of(contest: Contest) -> dict[str, Any]:
    """The whole result as plain data without floats: standings, the rules' code, points, awards that juri decided."""
    found = ranking(contest)
    result = as_json(found, contest.definition)
    overrides = [_override(found, row) for row in found.rows if row.ruled]
    rows: Any = result["standings"]
    for row in rows:
        row["place"] = _place_text(row["place"])
        for own in row["juri"].values():
            own["place"] = _place_text(own["place"])
        row["awards"] += [award for award, (kbk, _reason) in contest.awards().items() if kbk == row["kbk"]]
    return {
        **result,
        "rules": contest.rules,
        "decisions": [{"award": award, "kbk": kbk, "reason": why} for award, (kbk, why) in contest.awards().items()],
        "unlocked_for": list(contest.unlocked_for),
        **({"overrides": overrides} if overrides else {}),
    }


def _override(found: Standings, row: Standing) -> dict[str, Any]:
    computed = found.computed.of(row.kbk).place if found.computed else None
    place, before = (_place_text(place_number(one)) for one in (row.place, computed))
    return {"kbk": row.kbk, "place": place, "computed_place": before, "reason": row.ruled}


def _place_text(place: float | None) -> str | None:
    return None if place is None else decimal_text(Decimal(str(place)))


CONFERRED = (State.DELIBERATION, State.LOCKED, State.ANNOUNCED)
"""Where every sheet is in: nobody who sees marks has still to give some."""


def export_provisional(contest: Contest, until: int | None = None) -> r.ProvisionalExported | Refusal:
    """The chair takes marks and ranking out before the lock, as they were after record `until` (None: as they are)."""
    if contest.state not in CONFERRED:
        words = _("Nilai juri baru dapat diekspor sesudah sidang dibuka: sebelum itu ketua pun belum boleh melihatnya.")
        return Refusal("state", words)
    return r.ProvisionalExported(until=contest.seq if until is None else until)


def unlock(contest: Contest, reason: str) -> r.ResultUnlocked | Refusal:
    """Opens the lock again before the announcement; the signatures are void."""
    if contest.state is not State.LOCKED:
        return Refusal("state", _("Hanya hasil yang terkunci dan belum diumumkan yang dapat dibuka."))
    return need_reason(reason) or r.ResultUnlocked(reason=clean_line(reason))


def sign(contest: Contest, juri: str, seen: str = "") -> r.ResultSigned | Refusal:
    """A juri signs the locked result; `seen` is the digest that stood before him: no other one is signed."""
    if contest.locked is None:
        return Refusal("state", _("Belum ada hasil terkunci yang dapat ditandatangani."))
    if contest.state is not State.LOCKED:
        return Refusal("state", _("Hasil sudah diumumkan; tanda tangan dikumpulkan sebelumnya."))
    if juri in contest.signed:
        return Refusal("same", _("Juri ini sudah menandatangani hasil ini."))
    if seen not in ("", contest.locked.digest):
        return Refusal(
            "stale", _("Hasil dikunci ulang sejak ditampilkan. Periksa sidik yang baru, lalu tanda tangani.")
        )
    return r.ResultSigned(juri=juri, digest=contest.locked.digest)


def _ceremony(contest: Contest) -> Refusal | None:
    """Why no award can be read out now."""
    if contest.state not in (State.LOCKED, State.ANNOUNCED):
        return Refusal("state", _("Kunci hasil dulu, baru umumkan."))
    if contest.public:
        return Refusal("same", _("Hasil sudah diumumkan seluruhnya."))
    return None


def _turn(contest: Contest, award: str) -> Refusal | None:
    """Why this award is not the next one to be read out."""
    if award in contest.revealed:
        return Refusal("twice", _("{award} sudah diumumkan.").format(award=award))
    due = next_step(contest)
    if due is None or award not in (step.award for step in steps(contest)):
        return Refusal("award", _("{award} tidak ada dalam hasil terkunci.").format(award=award))
    if due.award != award:
        return Refusal("order", _("Sekarang giliran {award}.").format(award=due.award))
    return None


def call(contest: Contest, award: str, undone: bool = False) -> r.AwardCalled | Refusal:
    """Names the next award before who gets it is said; `undone` takes the name back."""
    refused = _ceremony(contest)
    if refused:
        return refused
    if undone and (not award or award != contest.called):
        return Refusal("order", _("Hanya penghargaan yang baru disebut dapat ditarik kembali."))
    if not undone and award == contest.called:
        return Refusal("twice", _("{award} sudah disebut.").format(award=award))
    return (None if undone else _turn(contest, award)) or r.AwardCalled(award=award, undone=undone)


def reveal(contest: Contest, award: str, undone: bool = False) -> r.AwardRevealed | Refusal:
    """Says who gets the next award, in the order of `ceremony_view.steps`; from the first one on nobody can unlock.

    `undone` takes back the last one; what the audience has heard stays in the ledger.
    """
    refused = _ceremony(contest)
    if refused:
        return refused
    if undone and contest.revealed[-1:] != (award,):
        return Refusal("order", _("Hanya pengumuman terakhir yang dapat ditarik kembali."))
    return (None if undone else _turn(contest, award)) or r.AwardRevealed(award=award, undone=undone)


def announce(contest: Contest) -> r.ResultAnnounced | Refusal:
    """Makes the whole locked result public, at once or after single reveals; it can not be unlocked afterwards."""
    if contest.state is State.ANNOUNCED and contest.public:
        return Refusal("same", _("Hasil sudah diumumkan seluruhnya."))
    if contest.state not in (State.LOCKED, State.ANNOUNCED):
        return Refusal("state", _("Kunci hasil dulu, baru umumkan."))
    return r.ResultAnnounced()


def note_erratum(contest: Contest, text: str, reason: str) -> r.ErratumNoted | Refusal:
    """What was found wrong after the announcement, how it is right, and how the mistake came about."""
    if contest.state is not State.ANNOUNCED:
        return Refusal("state", _("Ralat dicatat setelah hasil diumumkan."))
    refused = need_reason(text) or need_reason(reason)
    return refused or r.ErratumNoted(text=clean_block(text), reason=clean_line(reason))


def set_board(contest: Contest, mode: str) -> r.BoardModeSet | Refusal:
    """What the audience sees; `resmi` only once there is a locked result."""
    modes = ("langsung", "kemajuan", "tersembunyi", "ditahan", "resmi")
    if mode not in modes:
        return Refusal("mode", _("Pilih salah satu: {modes}.").format(modes=", ".join(modes)))
    if (mode == "resmi") != (contest.state in (State.LOCKED, State.ANNOUNCED)) and mode != "tersembunyi":
        return Refusal("state", _("Mode papan itu tidak tersedia dalam keadaan ini."))
    if contest.state is State.DELIBERATION and mode not in ("ditahan", "tersembunyi"):
        return Refusal("state", _("Selama sidang papan tetap ditahan atau tersembunyi sampai pengumuman."))
    return r.BoardModeSet(mode=mode)


def write_note(_contest: Contest, text: str) -> r.NoteWritten | Refusal:
    """A note of the event."""
    return need_reason(text) or r.NoteWritten(text=clean_block(text))
