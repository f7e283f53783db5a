"""A new contest from a rubric: real, with placeholder names that Persiapan then replaces."""

from pathlib import Path

from juri_tui.clock import system_clock
from juri_tui.desk import create_contest
from juri_tui.event_file import load
from juri_tui.lang import _
from juri_tui.model import Event, Refusal
from juri_tui.pins import REHEARSAL_PASSPHRASE
from juri_tui.recent import free_name
from juri_tui.rubrics import load_rubric, names
from juri_tui.setup_edit import event_of, placeholder, raw_of
from juri_tui.store_fault import StoreFault
from juri_tui.text import slug

SHORTEST_PASSPHRASE = 6


def weak(passphrase: str) -> Refusal | None:
    """Why this is no passphrase for an operator."""
    if len(passphrase.strip()) >= SHORTEST_PASSPHRASE:
        return None
    words = _("Kata sandi operator paling sedikit {n} karakter.")
    return Refusal("weak", words.format(n=SHORTEST_PASSPHRASE))


def from_rubric(name: str, rubric: str) -> Event | Refusal:
    """The definition of a new contest with the criteria of a rubric; refused for a name that no file could hold."""
    if rubric not in names():
        words = _("Rubrik “{rubric}” tidak dikenal; yang ada: {names}.")
        return Refusal("rubric", words.format(rubric=rubric, names=", ".join(names())))
    raw = raw_of(placeholder("-", load_rubric(rubric)))
    return event_of({**raw, "event": {**raw["event"], "name": name}})


def create(folder: Path, name: str, rubric: str, passphrase: str) -> Path | Refusal:
    """Writes the contest into a folder, under a name that is free; takes some tenths of a second."""
    event = from_rubric(name, rubric)
    if isinstance(event, Refusal):
        return event
    return weak(passphrase) or _written(free_name(folder, slug(event.event.name)), event, passphrase)


def from_file(source: Path) -> Event | Refusal:
    """The definition in an event file; a refusal names its first fault with the line, and how many more there are."""
    event = load(source)
    if not isinstance(event, list):
        return event
    more = " " + _("(+{n} lagi)").format(n=len(event) - 1) if len(event) > 1 else ""
    return Refusal("file", event[0].render(source.name) + more)


def create_from(folder: Path, source: Path, passphrase: str) -> Path | Refusal:
    """Writes the contest of an event file into a folder, under a name that is free."""
    event = from_file(source)
    if isinstance(event, Refusal):
        return event
    return weak(passphrase) or _written(free_name(folder, slug(source.stem)), event, passphrase)


def rehearsal_copy(path: Path, event: Event) -> Path | Refusal:
    """Writes NAME-latihan.juri beside a contest, with the same definition; its marks never mix with the real ones."""
    copy = free_name(path.parent, f"{path.stem.removesuffix('-latihan')}-latihan")
    return _written(copy, event, REHEARSAL_PASSPHRASE, rehearsal=True)


def _written(path: Path, event: Event, passphrase: str, *, rehearsal: bool = False) -> Path | Refusal:
    try:
        create_contest(path, event, system_clock().now(), passphrase, rehearsal=rehearsal)
    except StoreFault as fault:
        return Refusal(fault.code, f"{path.name}: {fault.words}")
    return path
