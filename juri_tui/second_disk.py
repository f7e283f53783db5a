"""The second disk as the desk sees it: chosen once, opened in the background, given every record, asked how it does.

Nothing here waits for the stick. One that is not there yet, or hangs, is tried again by a thread of its own; until then
the records to witness are kept and the status says so.
"""

import errno
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from juri_tui.clock import Clock
from juri_tui.files import reason_words
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.publish import copy_name, temporary
from juri_tui.records import Record
from juri_tui.schedule import instant
from juri_tui.standby import CLOSE_S, Mirror, MirrorStatus, lacking
from juri_tui.store import Store, StoreFault
from juri_tui.text import time_text
from juri_tui.volume import LOW_SPACE, free_bytes

RETRY_S = 2.0
"""Seconds between two looks whether the folder is there."""
_KEY = "mirror"
_URGENT = ("result_locked", "result_announced")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The folder of the second disk, and whether it is on a disk of its own."""

    folder: Path
    apart: bool


class SecondDisk:
    """The mirror of one process: none until a folder was chosen and `begin` was called."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._place: _Place | None = None

    def begin(self, *, copies: bool, anew: bool = False) -> None:
        """Opens what was chosen, unless it is open already. With `copies` (the console) the standby copy as well."""
        chosen, old = self.chosen(), self._place
        if old is None and chosen is None:
            return
        if old is not None and not anew and (old.chosen, old.copies) == (chosen, copies):
            return
        self._place = _Place(self._store, self._clock, chosen, copies) if chosen else None
        if old is not None:
            threading.Thread(target=old.close, name="juri-second-disk-close", daemon=True).start()

    def chosen(self) -> Chosen | None:
        """What the contest file remembers; None where no folder was chosen."""
        kept = self._store.live(_KEY)
        return Chosen(Path(kept["folder"]), bool(kept["apart"])) if kept else None

    def refuses(self, folder: Path | None) -> Refusal | None:
        """Why no backup can be written into this folder; None where it can. Tries it, so it may take its time."""
        if folder is None:
            return None
        if not folder.is_dir():
            words = _("{folder}: folder ini tidak ada. Pasang disknya, atau buat foldernya dulu.")
            return Refusal("mirror", words.format(folder=folder))
        trial = temporary(folder / "uji")
        try:
            trial.touch(exist_ok=False)
            trial.unlink()
            _apart(folder, self._store.path)
        except OSError as error:
            words = _("{folder}: folder ini tidak dapat ditulisi ({reason}).")
            return Refusal("mirror", words.format(folder=folder, reason=reason_words(error)))
        return None

    def choose(self, folder: Path | None, *, copies: bool) -> Refusal | None:
        """Takes a folder that `refuses` has nothing against; the contest file remembers it. None: no second disk."""
        place = folder and folder.absolute()
        kept = {"folder": str(place), "apart": _apart(place, self._store.path)} if place else {}
        try:
            self._store.put_live(_KEY, kept)
        except StoreFault as fault:
            return Refusal(fault.code, _("BELUM TERSIMPAN · {words}").format(words=fault.words))
        self.begin(copies=copies, anew=True)
        return None

    def copy_to(self, folder: Path) -> Path | Refusal:
        """A verified copy of the contest as it is now, under a name with the time."""
        refused = self.refuses(folder)
        if refused:
            return refused
        at = datetime.fromtimestamp(self._clock.now().wall_ns // 10**9, UTC).astimezone()
        target = folder / copy_name(self._store.path.stem, at)
        try:
            self._store.backup(target)
        except StoreFault as fault:
            return Refusal(fault.code, f"{folder}: {fault.words}")
        return target

    def note(self, record: Record) -> None:
        """Witness a record that this process has written; returns at once."""
        if place := self._place:
            place.note(record)

    def follow(self, news: Iterable[Record]) -> None:
        """Have copied what anybody has written; a lock at once, all else within ten seconds. Returns at once."""
        if place := self._place:
            place.follow(urgent=any(record.kind in _URGENT for record in news))

    def status(self, zone: str) -> MirrorStatus | None:
        """How it does, in a line for the operator's screen, timed in `zone`; None where no folder was chosen."""
        place = self._place
        if place is None:
            return None
        status = place.status()
        if not status.good or not status.wall_ns:
            return status
        at = time_text(instant(status.wall_ns).astimezone(ZoneInfo(zone)))
        words = _("cadangan ✓ {time}") if place.chosen.apart else _("cadangan di disk yang sama ✓ {time}")
        return replace(status, words=words.format(time=at))

    def close(self) -> str:
        """The last line and the last copy, within three seconds; words about what is lacking then, or none."""
        place, self._place = self._place, None
        return place.close() if place else ""


def disk_warning(path: Path) -> str:
    """Words where the disk of the contest is nearly full or does not answer; empty while all is well."""
    try:
        left = free_bytes(path)
    except OSError as error:
        return _("Disk tidak menjawab: {reason}").format(reason=reason_words(error))
    if left >= LOW_SPACE:
        return ""
    return _("Sisa disk hanya {mb} MB. Kosongkan ruang sekarang.").format(mb=left // 10**6)


def _apart(folder: Path, contest: Path) -> bool:
    return folder.stat().st_dev != contest.stat().st_dev


class _Place:
    """One folder: waits until it is there, and keeps journal and copy in it."""

    def __init__(self, store: Store, clock: Clock, chosen: Chosen, copies: bool) -> None:
        self.chosen, self.copies = chosen, copies
        self._store, self._clock = store, clock
        self._mirror: Mirror | None = None
        self._waiting: list[Record] = []
        self._missed = False
        self._fault = ""
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._open, name="juri-second-disk", daemon=True)
        self._thread.start()

    def note(self, record: Record) -> None:
        with self._lock:
            if self._mirror is None:
                self._waiting.append(record)
            else:
                self._mirror.journal.note(record.seq, record.hash)

    def follow(self, *, urgent: bool) -> None:
        with self._lock:
            if self._mirror is None:
                self._missed = True
            else:
                self._mirror.follow(urgent=urgent)

    def status(self) -> MirrorStatus:
        with self._lock:
            mirror, fault = self._mirror, self._fault
        if mirror is not None:
            return mirror.status()
        if not fault:
            return MirrorStatus(True, 0, _("cadangan disiapkan"))
        words = _("CADANGAN TERTUNDA: pasang disk cadangan {folder} ({reason})")
        return MirrorStatus(False, 0, words.format(folder=self.chosen.folder, reason=fault))

    def close(self) -> str:
        end = time.monotonic() + CLOSE_S
        self._closing.set()
        self._thread.join(CLOSE_S)
        with self._lock:
            mirror, lines = self._mirror, len(self._waiting)
        if mirror is None:
            return lacking(self.chosen.folder, lines, None)
        return mirror.close(max(0.0, end - time.monotonic()))

    def _open(self) -> None:
        while True:
            try:
                mirror = self._found()
            except (OSError, StoreFault) as error:
                self._fault = reason_words(error)
            else:
                self._begin(mirror)
                return
            if self._closing.wait(RETRY_S):
                return

    def _found(self) -> Mirror:
        # Where a stick is not mounted, its folder may still be there, empty, on the laptop's own disk.
        folder = self.chosen.folder
        if not folder.is_dir() or (self.chosen.apart and not _apart(folder, self._store.path)):
            raise OSError(errno.ENODEV, "not plugged in")
        return Mirror(self._store, folder, copies=self.copies, wall_ns=lambda: self._clock.now().wall_ns)

    def _begin(self, mirror: Mirror) -> None:
        with self._lock:
            self._mirror = mirror
            for record in self._waiting:
                mirror.journal.note(record.seq, record.hash)
            self._waiting.clear()
            if self._missed:
                mirror.follow(urgent=True)
