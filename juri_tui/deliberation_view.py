"""What the chair's screen shows: what is still to be decided, the ranking with its reasons, what comes next. Pure.

Before the panel confers only completeness is told, no total. Once the result is locked, places and totals come from the
lock record.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from juri_tui.board_view import STATUS, place_text
from juri_tui.contest import Contest, State
from juri_tui.decisions.result import Proposal, obstacles, proposals, ranking
from juri_tui.guidance import titled
from juri_tui.insight import insight
from juri_tui.insight_words import far_off, first_place
from juri_tui.juri_stats import PanelStats, panel_stats
from juri_tui.lang import _, _n
from juri_tui.standing import Standing, Standings, listed
from juri_tui.text import length_text, shown
from juri_tui.why import explain


class Topic(StrEnum):
    """What an item asks of the chair; `missing` can only be settled at the operator's desk or on a sheet."""

    MISSING = "missing"
    OVERTIME = "overtime"
    TIE = "tie"
    AWARD = "award"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list of decisions.

    `settled`: decided already (it may be decided anew); `needed`: the lock waits for it. `key` is the slot of an
    overtime, the place that tied KBK share, the name of an award; `kbk` whom it concerns.
    """

    topic: Topic
    words: str
    settled: bool = False
    needed: bool = True
    key: str = ""
    kbk: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One KBK of the ranking in words: `reason` for its place, `juri` totals, `decided` points, `far` marks, awards."""

    kbk: str
    place: str
    name: str
    total: str
    reason: str
    juri: str
    decided: tuple[str, ...]
    far: tuple[str, ...]
    awards: tuple[str, ...]


def signed(points: Decimal) -> str:
    """Points with their sign: +1,5 or −2."""
    return ("−" if points < 0 else "+" if points > 0 else "") + shown(abs(points))


# --- what is to be decided -----------------------------------------------------------------------------------------


def items(contest: Contest) -> tuple[Item, ...]:
    """Everything that is missing or to be decided, what is open first."""
    found = [Item(Topic.MISSING, words) for words in obstacles(contest)]
    if contest.state is not State.DELIBERATION:
        return tuple(found) if contest.state is State.RUNNING else ()
    found += [_overtime(contest, proposal) for proposal in proposals(contest)]
    found += [] if obstacles(contest) else list(_ties(contest))
    found += _awards(contest)
    return tuple(sorted(found, key=lambda item: (item.settled, not item.needed)))


def proposed(proposal: Proposal) -> str:
    """What the rules propose for an overtime, in words."""
    over = proposal.over
    if over.points is None:
        words = _("usul antara {least} dan {most}: jam tidak pasti ± {doubt} detik")
        return words.format(least=signed(-over.least), most=signed(-over.most), doubt=over.uncertain_s)
    return _("usul {points} nilai").format(points=signed(-over.points))


def overtime_rule(contest: Contest) -> str:
    """What an overtime costs by the rules, in words."""
    rule = contest.definition.overtime
    words = _("Aturan: tenggang {grace}, sesudahnya {points} nilai setiap {step} yang dimulai, paling banyak {cap}.")
    grace, step = length_text(rule.grace), length_text(rule.step)
    return words.format(grace=grace, points=signed(-rule.points), step=step, cap=signed(-rule.cap))


def overtime_head(proposal: Proposal) -> str:
    """How long over, and in which phase."""
    over, phase = length_text(proposal.over.over_s), proposal.over.phase.name
    return _("Lewat waktu {over} pada {phase}").format(over=over, phase=phase)


def _overtime(contest: Contest, proposal: Proposal) -> Item:
    name = titled(contest.definition.kbk_by_id(proposal.kbk))
    words = f"{overtime_head(proposal)}: {name}"
    if proposal.decided:
        made = contest.decided[proposal.topic]
        result = _("diputuskan {points} ({reason})").format(points=signed(made.points), reason=made.reason)
    else:
        result = proposed(proposal)
    return Item(Topic.OVERTIME, f"{words} · {result}", proposal.decided, key=proposal.slot, kbk=(proposal.kbk,))


def _ties(contest: Contest) -> Iterator[Item]:
    """The groups that stay equal unless the chair orders them, where the rules leave it to the chair."""
    places = {row.kbk: row.place for row in ranking(contest).rows if row.place is not None}
    for group in contest.tied():
        made = contest.chair.get(frozenset(group))
        ordered = sorted(group, key=made.order.__getitem__) if made else group
        names = listed([titled(contest.definition.kbk_by_id(kbk)) for kbk in ordered])
        place = min(places[kbk] for kbk in group)
        words = _("Nilai sama di peringkat {place}: {names}").format(place=place_text(place), names=names)
        if made:
            words += " · " + _("sudah diurutkan")
        yield Item(Topic.TIE, words, made is not None, key=str(place), kbk=group)


def _awards(contest: Contest) -> list[Item]:
    made = []
    for award in contest.definition.award:
        if award.decision:
            given = contest.awards().get(award.name)
            who = titled(contest.definition.kbk_by_id(given[0])) if given else _("belum diberikan (boleh dikosongkan)")
            made.append(Item(Topic.AWARD, f"{award.name}: {who}", given is not None, needed=False, key=award.name))
    return made


@dataclass(frozen=True, slots=True)
class Came:
    """How complete one KBK is: `done` once nothing is awaited, in words who is."""

    name: str
    done: bool
    words: str


def completeness(contest: Contest) -> tuple[Came, ...]:
    """Which sheets are in, KBK by KBK in running order; never what stands in them."""
    found = []
    missing = contest.missing()
    for kbk in contest.running_order():
        status, reason = contest.status(kbk.id)
        waiting = [juri.name for juri, of in missing if of.id == kbk.id]
        if status != "active":
            words = f"{_(STATUS[status])} ({reason})" if reason else _(STATUS[status])
        elif not contest.performed(kbk.id):
            words = _("belum selesai tampil")
        elif waiting:
            words = _("menunggu nilai {names}").format(names=listed(waiting))
        else:
            words = _("nilai lengkap")
        done = status != "active" or (contest.performed(kbk.id) and not waiting)
        found.append(Came(titled(kbk), done, words))
    return tuple(found)


# --- the ranking ---------------------------------------------------------------------------------------------------


def places(contest: Contest) -> tuple[PlaceRow, ...]:
    """The ranking with its reasons, from the sidang on; nothing before. ValueError in a blind process."""
    if contest.state not in (State.DELIBERATION, State.LOCKED, State.ANNOUNCED):
        return ()
    found = ranking(contest)
    panel = panel_stats(contest.definition, contest.cells(), contest.adjustments())
    rows = tuple(_place(contest, found, row, panel) for row in found.rows)
    if contest.locked is None or contest.locked.result is None:
        return rows
    by_id = {row.kbk: row for row in rows}
    return tuple(_locked(contest, by_id[row["kbk"]], row) for row in contest.locked.result["standings"])


def _locked(contest: Contest, row: PlaceRow, kept: Mapping[str, Any]) -> PlaceRow:
    """The row as the lock record has it."""
    digits = contest.definition.scoring.display_digits
    place = "–" if kept["place"] is None else place_text(Fraction(kept["place"]))
    total = "" if kept["total_exact"] is None else shown(Fraction(kept["total_exact"]), digits)
    return replace(row, place=place, total=total, awards=tuple(kept["awards"]))


def _place(contest: Contest, found: Standings, row: Standing, panel: PanelStats) -> PlaceRow:
    event = contest.definition
    digits = event.scoring.display_digits
    juri = [
        f"{event.juri_by_id(who).name} {shown(own.total, digits)}"
        for who, own in row.juri.items()
        if own.total is not None
    ]
    points = [a for a in row.adjustments if a.kind == "points" and a.points]
    given = [award for award, (kbk, _reason) in contest.awards().items() if kbk == row.kbk]
    return PlaceRow(
        kbk=row.kbk,
        place="–" if row.place is None else place_text(row.place),
        name=titled(event.kbk_by_id(row.kbk)),
        total="" if row.total is None else shown(row.total, digits),
        reason=explain(found, event, row.kbk),
        juri=" · ".join(juri),
        decided=tuple(f"{signed(a.points)} {a.reason}" for a in points if a.points),
        far=tuple(far_off(event, panel, row.kbk)),
        awards=(*row.awards, *given),
    )


def robustness(contest: Contest) -> tuple[str, ...]:
    """How sure the first place is, in sentences; nothing before the sidang. May take seconds for hundreds of KBK."""
    if contest.state not in (State.DELIBERATION, State.LOCKED, State.ANNOUNCED):
        return ()
    pending: dict[str, Decimal] = {}
    for proposal in proposals(contest):
        if not proposal.decided:
            pending[proposal.kbk] = pending.get(proposal.kbk, Decimal(0)) + proposal.over.most
    event = contest.definition
    sentences = first_place(event, insight(event, contest.cells(), contest.adjustments(), pending))
    before = (_("Menurut hitungan, sebelum ketetapan juri:"),) if contest.ruled else ()
    return (*before, *sentences)


# --- what comes next -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Next:
    """The one obvious next step in words, and the commands that make sense now, the next one first."""

    words: str
    actions: tuple[str, ...]


def next_step(contest: Contest) -> Next:
    """What the chair should do now."""
    if contest.state in (State.SETUP, State.READY):
        return Next(_("Sidang dibuka setelah semua KBK tampil dan semua nilai masuk."), ())
    if contest.state is State.RUNNING:
        missing = len(obstacles(contest))
        if missing:
            words = _n("Sidang belum dapat dibuka: {count} hal masih ditunggu.", missing)
            return Next(words.format(count=missing), ("correct_sheet",))
        return Next(_("Semua nilai sudah masuk. Tekan S untuk membuka sidang."), ("open_session", "correct_sheet"))
    if contest.state is State.DELIBERATION:
        open_ = sum(item.needed and not item.settled for item in items(contest))
        if open_:
            words = _n("{count} hal perlu diputuskan. Pilih dengan ↑↓, lalu Enter.", open_)
            return Next(words.format(count=open_), ("confirm", "deduct", "correct_sheet", "resume_event"))
        words = _("Semua sudah diputuskan. Tekan K untuk mengunci hasil.")
        return Next(words, ("lock", "confirm", "deduct", "correct_sheet", "resume_event"))
    if contest.state is State.LOCKED:
        waiting = unsigned(contest)
        if waiting:
            names = listed([contest.definition.juri_by_id(juri).name for juri in waiting])
            return Next(_("Tekan T: tanda tangan {names}.").format(names=names), ("sign", "unlock", "export"))
        words = _("Semua juri sudah menandatangani. Tekan F7 untuk pengumuman satu per satu, atau U sekaligus.")
        return Next(words, ("announce", "export", "unlock"))
    if not contest.public:
        return Next(_("Pengumuman berlangsung. Tekan U untuk membuka seluruh hasil."), ("announce", "export", "sign"))
    return Next(_("Hasil sudah diumumkan. Tekan E untuk menyimpan peringkat dan rekap."), ("export", "sign", "erratum"))


def unsigned(contest: Contest) -> tuple[str, ...]:
    """The juri who have still to sign the locked result: all who were there to judge."""
    return tuple(j.id for j in contest.definition.juri if j.id not in contest.signed and j.id not in contest.absent)


def second_persons(contest: Contest, changed: str) -> tuple[str, ...]:
    """Who may witness a correction that the chair types: neither the one it changes nor the chair.

    The other juri, or the witness of a panel of one.
    """
    chair = contest.definition.ketua()
    holders = (who for who, _name in contest.definition.pin_holders())
    return tuple(who for who in holders if who != changed and (chair is None or who != chair.id))
