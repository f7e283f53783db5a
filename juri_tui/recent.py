"""The contests that lie in a folder, and what each is; read without keeping any of them open."""

from dataclasses import dataclass
from pathlib import Path

from juri_tui.lang import _
from juri_tui.publish import COPY

ENDING = ".juri"
LIMIT = 40


@dataclass(frozen=True, slots=True)
class Described:
    """A contest in words: its name, how far it is, its day; `fault` instead where the file can not be read."""

    name: str
    state: str = ""
    day: str = ""
    rehearsal: str = ""
    fault: str = ""


def recent(folder: Path) -> list[Path]:
    """At most 40 contests of a folder, the one written last first; none where the folder can not be read."""
    found = []
    try:
        for path in folder.glob(f"*{ENDING}"):
            if path.name.endswith(COPY):
                continue
            # What was written last stands in the write-ahead log until the file takes it over.
            log = path.with_name(path.name + "-wal")
            found.append((max(part.stat().st_mtime for part in (path, log) if part.exists()), path))
    except OSError:
        return []
    return [path for _mtime, path in sorted(found, reverse=True)[:LIMIT]]


def free_name(folder: Path, stem: str) -> Path:
    """The first of STEM.juri, STEM-2.juri, .. that is not there yet."""
    path, count = folder / f"{stem}{ENDING}", 1
    while path.exists():
        count += 1
        path = folder / f"{stem}-{count}{ENDING}"
    return path


def describe(path: Path) -> Described:
    """What a contest file is. Takes some milliseconds and imports the store: never before the first frame."""
    from juri_tui.clock import system_clock
    from juri_tui.contest import rehearsal_word, state_word
    from juri_tui.desk import Desk, Role
    from juri_tui.store_fault import StoreFault
    from juri_tui.text import short_date

    try:
        desk = Desk(path, Role.BOARD, system_clock())
    except StoreFault as fault:
        return Described(path.stem, fault=fault.words)
    contest = desk.contest
    desk.close()
    if contest.event is None:
        return Described(path.stem, fault=_("berkas ini belum berisi acara"))
    day = contest.event.event.date
    return Described(
        contest.event.event.name,
        state_word(contest.state).capitalize(),
        short_date(day) if day else "",
        rehearsal=rehearsal_word(contest),
    )
