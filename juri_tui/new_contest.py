"""A new contest from a rubric: real, with placeholder names that Persiapan then replaces."""

from pathlib import Path

from juri_tui.clock import system_clock
from juri_tui.desk import create_contest
from juri_tui.lang import _
from juri_tui.model import Event, Refusal
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
    refused = weak(passphrase)
    if refused:
        return refused
    path = free_name(folder, slug(event.event.name))
    try:
        create_contest(path, event, system_clock().now(), passphrase)
    except StoreFault as fault:
        return Refusal(fault.code, f"{path.name}: {fault.words}")
    return path
