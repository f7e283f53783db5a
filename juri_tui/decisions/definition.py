"""Decisions on the definition: its text, the draw, the running order, the freeze, who takes part."""

import random
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from juri_tui import records as r
from juri_tui.contest import Contest, State
from juri_tui.decisions.amend import amend_refused, amends, may_amend, may_thaw
from juri_tui.decisions.panel import panel_refused
from juri_tui.event_check import event_faults
from juri_tui.lang import _
from juri_tui.model import Event, Refusal, name_key
from juri_tui.seal import rules_code
from juri_tui.slot import SlotState
from juri_tui.text import clean_block

OPEN = (State.SETUP, State.READY, State.RUNNING)


def need_reason(reason: str) -> Refusal | None:
    """A refusal where a reason is asked for and none was given."""
    return None if clean_block(reason) else Refusal("reason", _("Alasan wajib diisi."))


def set_definition(
    contest: Contest, event: Event, reason: str = "", granted_by: Collection[str] = ()
) -> r.DefinitionSet | Refusal:
    """Everything may change in persiapan; once frozen only people, names and late KBK, with a reason.

    `granted_by`: who agreed with the PIN, to another panel (see `panel.agreeing`) or, once sheets are there, to another
    way of counting or other awards (see `amend`). Numbers come from the draw alone.
    """
    refused = _numbers(contest, event)
    if refused:
        return refused
    if contest.state is State.SETUP:
        return r.DefinitionSet(event=event, reason=reason)
    if amends(contest, event) and may_amend(contest):
        refused = amend_refused(contest, event, granted_by) or need_reason(reason)
        return refused or r.DefinitionSet(event=event, reason=reason, granted_by=tuple(granted_by))
    if contest.state not in OPEN:
        return Refusal("state", _("Definisi tidak dapat diubah lagi: acara sudah masuk sidang juri."))
    if rules_code(event) != contest.rules:
        return frozen()
    gone = {kbk.id for kbk in contest.definition.kbk} - {kbk.id for kbk in event.kbk}
    gone |= {juri.id for juri in contest.definition.juri} - {juri.id for juri in event.juri}
    if gone:
        words = _("{who} tidak boleh dihapus setelah aturan beku. Catat sebagai mengundurkan diri atau tidak hadir.")
        return Refusal("removed", words.format(who=", ".join(sorted(gone))))
    refused = _names(contest, event) or panel_refused(contest, event, granted_by) or need_reason(reason)
    return refused or r.DefinitionSet(event=event, reason=reason, granted_by=tuple(granted_by))


def _numbers(contest: Contest, event: Event) -> Refusal | None:
    """Why these numbers can not be: two KBK with one, or another one than was drawn."""
    drawn = {kbk.id: kbk.number for kbk in contest.definition.kbk} if contest.drawn else {}
    taken: dict[int, str] = {}
    for kbk in event.kbk:
        if kbk.number in taken:
            words = _("Nomor urut {number} dipakai dua kelompok: {first} dan {second}.")
            return Refusal("number", words.format(number=kbk.number, first=taken[kbk.number], second=kbk.name))
        taken[kbk.number] = kbk.name
        if drawn.get(kbk.id, kbk.number) != kbk.number:
            words = _("Nomor urut {kbk} sudah diundi: {number}. Hanya undian ulang (D) yang mengubahnya.")
            return Refusal("number", words.format(kbk=kbk.name, number=drawn[kbk.id]))
    return None


def _names(contest: Contest, event: Event) -> Refusal | None:
    """Why a KBK can not be called so: since the freeze another one bore that name, and its marks would move along."""
    for kbk in event.kbk:
        bearer = contest.named.get(name_key(kbk.name), kbk.id)
        if bearer != kbk.id:
            number = contest.definition.kbk_by_id(bearer).number
            words = _("{name} adalah nama kelompok nomor {number}. Nama kelompok tidak dapat ditukar.")
            return Refusal("swapped", words.format(name=kbk.name, number=number))
    return None


def frozen() -> Refusal:
    """The refusal of a change of the rules after the freeze."""
    return Refusal("frozen", _("Aturan sudah dibekukan. Kriteria, penilaian, dan waktu tidak dapat diubah."))


def _before_first_slot(contest: Contest) -> Refusal | None:
    called = any(slot.state is not SlotState.SCHEDULED for slot in contest.slots.values())
    if contest.state not in (State.SETUP, State.READY) or called:
        return Refusal("state", _("Undian hanya dapat dilakukan sebelum penampilan pertama."))
    return None


def draw(contest: Contest, seed: str) -> r.OrderDrawn | Refusal:
    """The numbers 1..n by lot; the same seed gives the same draw, so anyone can repeat it."""
    refused = _before_first_slot(contest)
    if refused:
        return refused
    ids = sorted(kbk.id for kbk in contest.definition.kbk)
    random.Random(seed).shuffle(ids)
    return r.OrderDrawn(numbers={kbk: place for place, kbk in enumerate(ids, start=1)}, seed=seed)


def draw_typed(contest: Contest, numbers: Mapping[str, int]) -> r.OrderDrawn | Refusal:
    """The numbers as they were drawn on paper: every KBK one of 1..n, each once."""
    refused = _before_first_slot(contest)
    if refused:
        return refused
    ids = {kbk.id for kbk in contest.definition.kbk}
    if set(numbers) != ids or sorted(numbers.values()) != list(range(1, len(ids) + 1)):
        return Refusal("numbers", _("Setiap kelompok harus mendapat satu nomor, 1 sampai {n}.").format(n=len(ids)))
    return r.OrderDrawn(numbers=dict(numbers), seed=None)


def reorder(contest: Contest, order: Sequence[str], reason: str) -> r.OrderChanged | Refusal:
    """Another order of those still waiting, such as one called too early; who is on the stage or was stays in place."""
    if contest.state not in OPEN:
        return Refusal("state", _("Urutan tampil tidak dapat diubah lagi."))
    if sorted(order) != sorted(contest.order):
        return Refusal("order", _("Urutan harus memuat setiap kelompok tepat satu kali."))
    for place, (old, new) in enumerate(zip(contest.order, order, strict=True), start=1):
        if old != new and (_had_turn(contest, old) or _had_turn(contest, new)):
            return Refusal("order", _("Urutan ke-{place} sudah tampil dan tidak dapat dipindah.").format(place=place))
    return need_reason(reason) or r.OrderChanged(order=tuple(order), reason=reason)


def _had_turn(contest: Contest, kbk: str) -> bool:
    """Whether this KBK has had its turn, or has it now."""
    slot = contest.slot_of(kbk)
    return slot is not None and (slot.live or slot.state is SlotState.DONE)


def lacking(event: Event) -> list[str]:
    """What must still be filled in before the freeze, in words."""
    needed = (
        (_("tanggal"), event.event.date is not None),
        (_("tempat"), bool(event.event.place)),
        (_("ketua dewan juri"), event.ketua() is not None),
    )
    return [name for name, there in needed if not there]


def freeze(contest: Contest) -> r.RulesFrozen | Refusal:
    """Freezes the rules; needs the date, the place and a chair of the panel, and a definition without a fault."""
    event = contest.definition
    if contest.state is not State.SETUP:
        return Refusal("state", _("Aturan sudah dibekukan."))
    wanted = lacking(event)
    if wanted:
        return Refusal("lacking", _("Sebelum aturan dibekukan, isi dulu: {fields}.").format(fields=", ".join(wanted)))
    for fault in event_faults(event):
        return Refusal("faults", _("Perbaiki dulu di Persiapan: {words}.").format(words=fault.words))
    return r.RulesFrozen(rules=rules_code(event))


def thaw(contest: Contest, reason: str) -> r.RulesThawed | Refusal:
    """Takes the freeze back as long as nobody has presented and no sheet was sent, whatever was called and undone.

    Declared conflicts of interest end with it: who judges whom may be another question under other rules.
    """
    if not may_thaw(contest):
        words = _("Aturan hanya dapat dicairkan selama belum ada yang tampil dan belum ada nilai terkirim.")
        return Refusal("state", words)
    return need_reason(reason) or r.RulesThawed(reason=reason)


Status = Literal["active", "no_show", "withdrawn", "disqualified"]


def set_status(contest: Contest, kbk: str, status: Status, reason: str) -> r.KbkStatusSet | Refusal:
    """A KBK is absent, withdraws, is disqualified, or comes back."""
    if contest.state not in (*OPEN, State.DELIBERATION):
        return Refusal("state", _("Hasil sudah dikunci. Status kelompok tidak dapat diubah."))
    name = contest.definition.kbk_by_id(kbk).name
    live = contest.live
    if live is not None and live.kbk == kbk and live.state is not SlotState.ARMED:
        return Refusal("live", _("{kbk} sedang tampil. Akhiri penampilannya dulu.").format(kbk=name))
    if status == contest.status(kbk)[0]:
        return Refusal("same", _("{kbk} sudah berstatus itu.").format(kbk=name))
    return need_reason(reason) or r.KbkStatusSet(kbk=kbk, status=status, reason=reason)


def set_absent(contest: Contest, juri: str, absent: bool, reason: str) -> r.JuriAbsent | Refusal:
    """A juri is absent from now on, or is back."""
    if contest.state not in (*OPEN, State.DELIBERATION):
        return Refusal("state", _("Hasil sudah dikunci. Kehadiran juri tidak dapat diubah."))
    if absent == (juri in contest.absent):
        return Refusal("same", _("Kehadiran juri itu sudah tercatat demikian."))
    return need_reason(reason) or r.JuriAbsent(juri=juri, absent=absent, reason=reason)
