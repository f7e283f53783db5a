"""Making a contest file, and how far the records of one that is opened can be believed."""

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from juri_tui import __version__, pins
from juri_tui import records as r
from juri_tui.contest import Contest
from juri_tui.doors import OPERATOR
from juri_tui.fold import believed
from juri_tui.lang import _
from juri_tui.model import Event, Stamp
from juri_tui.store import Store, StoreFault


@dataclass(frozen=True, slots=True)
class Broken:
    """The first record that can not be believed, and why not; `kind` is what it calls itself."""

    seq: int
    why: Literal["chain", "unlawful", "unreadable", "damaged", "disk"]
    kind: str = ""

    @property
    def words(self) -> str:
        """Which record, and what to do now."""
        sentences = {
            "chain": _("rantai catatan putus di catatan {seq}. Jalankan juri verify, pakai salinan cadangan."),
            "unlawful": _(
                "catatan {seq} tidak mungkin ditulis program ini. Jalankan juri verify, pakai salinan cadangan."
            ),
            "unreadable": _(
                "catatan {seq} ({kind}) tidak dikenal program ini: ditulis juri-tui yang lebih baru, atau rusak. "
                "Perbarui program, atau jalankan juri verify."
            ),
            "damaged": _(
                "berkas rusak sesudah catatan {seq}. "
                "Berhenti memasukkan nilai, simpan berkas ini, buka salinan cadangan."
            ),
            "disk": _(
                "disk gagal sesudah catatan {seq}. Berhenti memasukkan nilai, panggil operator: "
                "simpan salinan di disk lain (E), lalu tutup dan buka lagi."
            ),
        }
        return _("Hanya membaca: {words}").format(words=sentences[self.why].format(seq=self.seq, kind=self.kind))


def opened(store: Store, *, verifies: bool) -> tuple[Contest, Broken | None]:
    """The contest as far as it can be read, and the first record that can not be believed.

    With `verifies` the chain is checked as well. Without, or where not even the definition can be read, a record that
    can not be believed raises StoreFault.
    """
    chain = store.verify_chain() if verifies else None
    records, strange = store.readable()
    contest, unlawful = believed(records)
    found = [Broken(chain, "chain")] if chain is not None else []
    found += [Broken(unlawful, "unlawful")] if unlawful is not None else []
    found += [Broken(strange.seq, "unreadable", strange.kind)] if strange is not None else []
    first = min(found, key=lambda one: one.seq, default=None)
    if first is not None and (not verifies or contest.event is None):
        code: Literal["unreadable", "tampered"] = "unreadable" if first.why == "unreadable" else "tampered"
        raise StoreFault(code, f"#{first.seq} {first.kind}".strip())
    return contest, first


def stopped(fault: StoreFault, seq: int) -> Broken | None:
    """Why no more scores go into the file after this fault, last read at `seq`; None where it can be tried again.

    A disk that failed once may have forgotten what it said it wrote, and say nothing of it the next time.
    """
    if fault.code == "io":
        return Broken(seq, "disk")
    return Broken(seq, "damaged") if fault.code in ("damaged", "foreign") else None


def create_contest(
    path: Path, event: Event, at: Stamp, passphrase: str, *, rehearsal: bool = False, speed: int = 1
) -> None:
    """Writes a new contest file, whole or not at all; raises StoreFault. A rehearsal gets its well-known PINs."""
    created = r.ContestCreated(rehearsal=rehearsal, speed=speed, program=__version__)
    first = [(new_id(), at, OPERATOR, payload) for payload in (created, r.DefinitionSet(event=event))]
    store = Store.create(path, first)
    try:
        store.put_secret(OPERATOR, pins.hash_secret(passphrase))
        if rehearsal:
            for place, (who, _name) in enumerate(event.pin_holders(), start=1):
                store.put_secret(who, pins.hash_secret(pins.rehearsal_pin(place)))
    finally:
        store.close()


def new_id() -> str:
    """A name that nothing else has: of a record, of a process."""
    return uuid.uuid4().hex
