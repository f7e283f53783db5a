"""Each record as one sentence for people: who and what by name, lengths as a clock shows them.

With `masked`, nothing in a sentence tells what a juri gave or who leads: no marks, no notes, no reason of a correction
(it likes to say "78 harusnya 87"), no order of ties, nobody's award.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from juri_tui import records as r
from juri_tui.contest import mode_word
from juri_tui.history_fields import changes
from juri_tui.history_scene import Scene, person
from juri_tui.lang import _, _n
from juri_tui.model import Absence
from juri_tui.seal import digest, receipt
from juri_tui.slot import SECOND, Source
from juri_tui.standing import listed
from juri_tui.text import length_text, shown
from juri_tui.timer import verb


def sentence(scene: Scene) -> str:
    """The sentence of a record."""
    payload = scene.record.payload
    if isinstance(payload, r.SlotStepped):
        return _stepped(scene, payload)
    return _SENTENCES[type(payload)](scene, payload)


# --- the definition ------------------------------------------------------------------------------------------------


def _created(_scene: Scene, payload: r.ContestCreated) -> str:
    if not payload.rehearsal:
        return _("Berkas acara dibuat dengan juri-tui {version}.").format(version=payload.program)
    words = _("Berkas LATIHAN dibuat dengan juri-tui {version}, jam {speed} kali.")
    return words.format(version=payload.program, speed=payload.speed)


def _defined(scene: Scene, payload: r.DefinitionSet) -> str:
    new, old = payload.event, scene.before.event
    if old is None:
        words = _("Definisi acara {name}: {kbk} kelompok, {juri} juri, {criteria} kriteria.")
        counts = {"kbk": len(new.kbk), "juri": len(new.juri), "criteria": len(new.criterion)}
        return words.format(name=new.event.name, **counts)
    what = "; ".join(changes(old, new)) or _("tidak ada yang berbeda")
    told = _("Definisi acara diubah: {what}.").format(what=what)
    if scene.before.rules and scene.after.rules != scene.before.rules:
        words = _(" Kode aturan {old} → {new}.")
        told += words.format(old=scene.before.rules, new=scene.after.rules)
    if payload.granted_by:
        told += _(" Disetujui {who}.").format(who=listed([person(old, one) for one in payload.granted_by]))
    return told + scene.why(payload.reason)


def _drawn(scene: Scene, payload: r.OrderDrawn) -> str:
    rows = ", ".join(scene.kbk(kbk) for kbk, _number in sorted(payload.numbers.items(), key=lambda item: item[1]))
    if payload.seed is None:
        return _("Undian nomor urut dicatat dari kertas: {rows}.").format(rows=rows)
    return _("Undian nomor urut oleh program: {rows}. Benih {seed}.").format(rows=rows, seed=payload.seed)


def _reordered(scene: Scene, payload: r.OrderChanged) -> str:
    rows = ", ".join(scene.kbk(kbk) for kbk in payload.order)
    return _("Urutan tampil diubah menjadi {rows}.").format(rows=rows) + scene.why(payload.reason)


def _frozen(_scene: Scene, payload: r.RulesFrozen) -> str:
    return _("Aturan dibekukan. Kode aturan {code}.").format(code=payload.rules)


def _thawed(scene: Scene, payload: r.RulesThawed) -> str:
    ended = len(scene.before.recused)
    words = _n(" {n} pernyataan berhalangan batal, dinyatakan lagi bila perlu.", ended).format(n=ended) if ended else ""
    return _("Aturan dicairkan.") + words + scene.why(payload.reason)


def _opened(_scene: Scene, _payload: r.JudgingOpened) -> str:
    return _("Penilaian dibuka: lembar pertama mulai diisi.")


# --- the clock -----------------------------------------------------------------------------------------------------


def _stepped(scene: Scene, payload: r.SlotStepped) -> str:
    slot = scene.after.slots.get(payload.slot)
    elapsed = length_text((payload.elapsed_ns or 0) // SECOND)
    told = _timed()[payload.kind].format(
        phase=slot.phase.name if slot else _("tahap"),
        elapsed=elapsed,
        by=_signed(payload.ns),
        undone=_undone(scene, payload.slot),
        source=_("menurut jam dinding") if payload.source is Source.WALL else _("menurut operator"),
    )
    if payload.ns and payload.kind in ("slot_started", "slot_paused", "slot_resumed"):
        told += _(" Tombol ditekan {ago} kemudian.").format(ago=length_text(payload.ns // SECOND))
    return f"{scene.kbk(payload.kbk)}: {told}{scene.why(payload.reason)}"


def _timed() -> Mapping[str, str]:
    return {
        "slot_armed": _("dipanggil ke panggung."),
        "slot_started": _("{phase} dimulai."),
        "slot_paused": _("{phase} dijeda pada {elapsed}."),
        "slot_resumed": _("{phase} dilanjutkan dari {elapsed}."),
        "slot_ended": _("{phase} berakhir pada {elapsed}."),
        "slot_advanced": _("{phase} dibuka."),
        "slot_finished": _("penampilan selesai, {phase} {elapsed}."),
        "slot_aborted": _("penampilan dihentikan, {phase} {elapsed}."),
        "slot_no_show": _("dinyatakan tidak hadir."),
        "slot_adjusted": _("batas waktu {phase} diubah {by}; terpakai {elapsed}."),
        "slot_corrected": _("waktu terpakai {phase} dikoreksi {by} menjadi {elapsed}."),
        "slot_disarmed": _("panggilan dibatalkan, kembali menunggu."),
        "slot_undone": _("diurungkan: {undone}; {phase} {elapsed}."),
        "timer_recovered": _("waktu {phase} dipulihkan menjadi {elapsed} {source}."),
    }


def _signed(ns: int) -> str:
    return ("−" if ns < 0 else "+") + length_text(abs(ns) // SECOND)


def _undone(scene: Scene, slot: str) -> str:
    found = scene.before.slots.get(slot)
    return verb(found.commands[-1].command.kind) if found and found.commands else ""


def _reasoned(scene: Scene, payload: r.SlotReasonGiven) -> str:
    slot = scene.after.slots.get(payload.slot)
    kinds = [a.command.kind for a in slot.commands if a.command.uid == payload.about] if slot else []
    what = verb(kinds[0]) if kinds else _("perintah waktu")
    kbk = scene.kbk(slot.kbk) if slot else payload.slot
    return _("{kbk}: alasan {what}: {reason}.").format(kbk=kbk, what=what, reason=payload.reason.rstrip("."))


def _spoke(scene: Scene, payload: r.SpeakerMarked) -> str:
    if payload.undone:
        words = _("{kbk}: catatan pembicara {member} dibatalkan.")
    else:
        words = _("{kbk}: {member} berbicara.") if payload.member else _("{kbk}: pembicara selesai.")
    return words.format(kbk=scene.kbk(payload.kbk), member=payload.member)


def _shifted(_scene: Scene, payload: r.ScheduleShifted) -> str:
    return _("Sisa jadwal digeser {by}.").format(by=_signed(payload.seconds * SECOND))


def _lined(_scene: Scene, payload: r.StageLineSet) -> str:
    if not payload.text:
        return _("Pesan di panggung dihapus.")
    return _("Pesan di panggung: “{text}”.").format(text=payload.text)


def _pausing(_scene: Scene, payload: r.BreakStarted) -> str:
    return _("{name} dimulai, {length}.").format(name=payload.name, length=length_text(payload.seconds))


def _unpaused(scene: Scene, _payload: r.BreakEnded) -> str:
    return _("{name} selesai.").format(name=scene.before.pause_name or _("Istirahat"))


# --- marks ---------------------------------------------------------------------------------------------------------


def _sent(scene: Scene, payload: r.SheetSent) -> str:
    if payload.by == "juri":
        words = _("Lembar nilai {juri} untuk {kbk} terkirim, kode terima {code}: {marks}.")
    else:
        words = _("Lembar kertas {juri} untuk {kbk} diketik, kode {code}, menunggu pemeriksa: {marks}.")
    code = receipt(scene.record.seq, scene.record.hash)
    marks = _marks(scene, payload.marks)
    return words.format(juri=scene.juri(payload.juri), kbk=scene.kbk(payload.kbk), code=code, marks=marks)


def _marks(scene: Scene, marks: Mapping[str, str] | None, before: Mapping[str, str] | None = None) -> str:
    """Marks by the names of their criteria; with `before` only those that changed, from old to new."""
    if scene.masked or marks is None:
        return _("nilai tertutup sampai hasil dikunci")
    old = before or {}
    names = [(criterion.id, criterion.name) for criterion in scene.after.definition.criterion]
    return ", ".join(
        f"{name} {_mark(old[one])} → {_mark(marks[one])}" if one in old else f"{name} {_mark(marks[one])}"
        for one, name in names
        if one in marks and old.get(one) != marks[one]
    )


def _mark(text: str) -> str:
    return _("tidak menilai") if text == Absence.ABSTAINED else shown(Decimal(text))


def _confirmed(scene: Scene, payload: r.SheetConfirmed) -> str:
    words = (
        _("Lembar kertas {juri} untuk {kbk} dinyatakan benar oleh {second}.")
        if payload.accepted
        else _("Lembar kertas {juri} untuk {kbk} ditolak oleh {second}; diketik ulang.")
    )
    names = {"juri": scene.juri(payload.juri), "second": scene.juri(payload.second)}
    return words.format(kbk=scene.kbk(payload.kbk), **names)


def _corrected(scene: Scene, payload: r.SheetCorrected) -> str:
    old = scene.before.sheets.get((payload.juri, payload.kbk))
    words = _("Lembar nilai {juri} untuk {kbk} dikoreksi, disaksikan {second}: {marks}.").format(
        juri=scene.juri(payload.juri),
        kbk=scene.kbk(payload.kbk),
        second=scene.juri(payload.second),
        marks=_marks(scene, payload.marks, old.marks if old else None),
    )
    return words if scene.masked else words + scene.why(payload.reason)


def _recused(scene: Scene, payload: r.JuriRecused) -> str:
    words = _("{juri} berhalangan menilai {kbk}.").format(juri=scene.juri(payload.juri), kbk=scene.kbk(payload.kbk))
    return words + scene.why(payload.reason)


def _absent(scene: Scene, payload: r.JuriAbsent) -> str:
    words = _("{juri} tidak hadir mulai sekarang.") if payload.absent else _("{juri} hadir kembali.")
    return words.format(juri=scene.juri(payload.juri)) + scene.why(payload.reason)


def _status(scene: Scene, payload: r.KbkStatusSet) -> str:
    words = {
        "active": _("{kbk} ikut kembali."),
        "no_show": _("{kbk} tidak hadir."),
        "withdrawn": _("{kbk} mengundurkan diri."),
        "disqualified": _("{kbk} didiskualifikasi."),
    }[payload.status]
    return words.format(kbk=scene.kbk(payload.kbk)) + scene.why(payload.reason)


# --- the result ----------------------------------------------------------------------------------------------------


def _conferring(_scene: Scene, _payload: r.DeliberationOpened) -> str:
    return _("Sidang dewan juri dibuka; papan menahan gambar terakhir.")


def _resumed(scene: Scene, payload: r.DeliberationClosed) -> str:
    return _("Sidang ditutup, kembali ke acara.") + scene.why(payload.reason)


def _deducted(scene: Scene, payload: r.DeductionDecided) -> str:
    points = Decimal(payload.points)
    if payload.over_s is not None:
        over = length_text(payload.over_s)
        words = _("Lewat waktu {over} {kbk}: {points} nilai.") if points else _("Lewat waktu {over} {kbk} dibebaskan.")
    else:
        over, words = "", _("Keputusan ketua untuk {kbk}: {points} nilai.")
    signed = ("+" if points > 0 else "") + shown(points).replace("-", "−")
    return words.format(over=over, kbk=scene.kbk(payload.kbk), points=signed) + scene.why(payload.reason)


def _tied(scene: Scene, payload: r.TieDecided) -> str:
    if scene.masked:
        return _("Ketua memutuskan urutan nilai sama (tertutup sampai hasil dikunci).")
    rows = ", ".join(f"{rank}. {scene.kbk(kbk)}" for kbk, rank in sorted(payload.order.items(), key=lambda one: one[1]))
    return _("Urutan nilai sama menurut ketua: {rows}.").format(rows=rows) + scene.why(payload.reason)


def _placed(scene: Scene, payload: r.PlaceDecided) -> str:
    if scene.masked:
        return _("Juri menetapkan peringkat (tertutup sampai hasil dikunci).")
    words = _("Peringkat {place} {kbk} ditetapkan juri.") if payload.place else _("Peringkat {kbk} menurut hitungan.")
    return words.format(place=payload.place, kbk=scene.kbk(payload.kbk)) + scene.why(payload.reason)


def _awarded(scene: Scene, payload: r.AwardDecided) -> str:
    if scene.masked:
        return _("Penghargaan {award} diputuskan (tertutup sampai hasil dikunci).").format(award=payload.award)
    words = _("Penghargaan {award} diberikan kepada {kbk}.").format(award=payload.award, kbk=scene.kbk(payload.kbk))
    return words + scene.why(payload.reason)


def _exported(scene: Scene, payload: r.ProvisionalExported) -> str:
    words = _("Nilai dan peringkat sementara sampai catatan {until} diekspor oleh {who}.")
    return words.format(until=payload.until, who=scene.juri(scene.record.actor.rpartition(":")[2]))


def _locked(scene: Scene, _payload: r.ResultLocked) -> str:
    return _("Hasil dikunci. Sidik {digest}.").format(digest=digest(scene.record.seq, scene.record.hash))


def _unlocked(scene: Scene, payload: r.ResultUnlocked) -> str:
    return _("Kunci hasil dibuka, semua tanda tangan batal.") + scene.why(payload.reason)


def _signed_by(scene: Scene, payload: r.ResultSigned) -> str:
    return _("{juri} menandatangani hasil {digest}.").format(juri=scene.juri(payload.juri), digest=payload.digest)


def _called(_scene: Scene, payload: r.AwardCalled) -> str:
    words = _("Sebutan {award} ditarik kembali.") if payload.undone else _("{award} disebut, pemenangnya belum.")
    return words.format(award=payload.award)


def _revealed(_scene: Scene, payload: r.AwardRevealed) -> str:
    words = _("Pengumuman {award} ditarik kembali.") if payload.undone else _("{award} diumumkan.")
    return words.format(award=payload.award)


def _announced(_scene: Scene, _payload: r.ResultAnnounced) -> str:
    return _("Hasil diumumkan seluruhnya.")


def _erratum(scene: Scene, payload: r.ErratumNoted) -> str:
    words = _("Ralat: {text}").format(text=_one_line(payload.text))
    return f"{words.rstrip('.')}.{scene.why(payload.reason)}" if payload.reason else words


# --- the house -----------------------------------------------------------------------------------------------------


def _board(_scene: Scene, payload: r.BoardModeSet) -> str:
    return _("Papan penonton: {mode}.").format(mode=mode_word(payload.mode))


def _reset(scene: Scene, payload: r.PinReset) -> str:
    words = (
        _("Kata sandi operator diganti, disetujui {by}.")
        if payload.who == "operator"
        else _("PIN {who} diganti, disetujui {by}.")
    )
    by = listed([scene.juri(one) for one in payload.granted_by])
    return words.format(who=scene.juri(payload.who), by=by)


def _taken(scene: Scene, payload: r.ConsoleTaken) -> str:
    return _("Konsol operator diambil alih.") + scene.why(payload.reason)


def _noted(_scene: Scene, payload: r.NoteWritten) -> str:
    return _("Catatan acara: {text}").format(text=_one_line(payload.text))


def _one_line(text: str) -> str:
    return " / ".join(line for line in text.split("\n") if line)


_SENTENCES: Mapping[type, Callable[[Scene, Any], str]] = {
    r.ContestCreated: _created,
    r.DefinitionSet: _defined,
    r.OrderDrawn: _drawn,
    r.OrderChanged: _reordered,
    r.RulesFrozen: _frozen,
    r.RulesThawed: _thawed,
    r.JudgingOpened: _opened,
    r.SlotReasonGiven: _reasoned,
    r.SpeakerMarked: _spoke,
    r.ScheduleShifted: _shifted,
    r.StageLineSet: _lined,
    r.BreakStarted: _pausing,
    r.BreakEnded: _unpaused,
    r.SheetSent: _sent,
    r.SheetConfirmed: _confirmed,
    r.SheetCorrected: _corrected,
    r.JuriRecused: _recused,
    r.JuriAbsent: _absent,
    r.KbkStatusSet: _status,
    r.DeliberationOpened: _conferring,
    r.DeliberationClosed: _resumed,
    r.DeductionDecided: _deducted,
    r.TieDecided: _tied,
    r.PlaceDecided: _placed,
    r.AwardDecided: _awarded,
    r.ProvisionalExported: _exported,
    r.ResultLocked: _locked,
    r.ResultUnlocked: _unlocked,
    r.ResultSigned: _signed_by,
    r.AwardCalled: _called,
    r.AwardRevealed: _revealed,
    r.ResultAnnounced: _announced,
    r.ErratumNoted: _erratum,
    r.BoardModeSet: _board,
    r.PinReset: _reset,
    r.ConsoleTaken: _taken,
    r.NoteWritten: _noted,
}
