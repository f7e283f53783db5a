"""A disk that loses its power: replays what a writer did, and forgets, tears and reorders what was not synced.

The log is strace's. Writes to one file are kept in order where they overlap, as a page cache does; what was not synced
may be there or not, page by page, and a write may be torn between sectors. A new, renamed or removed name is certain
only when its folder was synced; until then each of these moves may have happened or not, and a rename is never half.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
CALLS = ("openat", "pwrite64", "fdatasync", "fsync", "ftruncate", "link", "rename", "unlink", "write")
OPTIONS = ["-y", "-xx", "-s", "1000000", "-e", f"trace={','.join(CALLS)}"]

_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) = (\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_NUMBERS = re.compile(r", (\d+)(?=,|$)")
_BEGUN = re.compile(r"^(\d+) +(\w+\(.*) <unfinished \.\.\.>$")
_ENDED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")


@dataclass(frozen=True)
class Event:
    """What the writer did to a file: create, write, cut, sync, remove, link, rename; or said (`name` is the line)."""

    what: str
    name: str
    offset: int = 0
    data: bytes = b""
    target: str = ""


@dataclass(eq=False)
class File:
    """What of a file is certain, and what was done since in memory only."""

    certain: bytes = b""
    pending: list[Event] = field(default_factory=list)


class Disk:
    """A folder: the names as the running system sees them, the names that are certain, and the moves in between."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._names = {name: File(content) for name, content in files.items()}
        self._certain = dict(self._names)
        self._moves: list[tuple[Event, File]] = []

    def take(self, event: Event) -> None:
        """Do what the writer did."""
        if event.what in ("create", "link", "rename", "remove"):
            file = File() if event.what == "create" else self._names[event.name]
            _move(self._names, event, file)
            self._moves.append((event, file))
        elif event.what in ("write", "cut"):
            self._names[event.name].pending.append(event)
        elif event.what == "sync":
            file = self._names[event.name]
            file.certain, file.pending = applied(file.certain, file.pending), []
        elif event.what == "sync folder":
            self._certain = dict(self._names)
            self._moves.clear()

    def after_power_cut(self, chance: random.Random, how: str) -> dict[str, bytes]:
        """The files as the next start finds them; `how`: nothing, everything, or some of what was not synced."""
        names = dict(self._certain)
        for event, file in self._moves:
            if how == "everything" or (how == "some" and chance.random() < 0.6):
                _move(names, event, file)
        contents = {file: self._survived(file, chance, how) for file in names.values()}
        return {name: contents[file] for name, file in names.items()}

    def _survived(self, file: File, chance: random.Random, how: str) -> bytes:
        kept = {"nothing": [], "everything": file.pending}.get(how)
        if kept is None:
            kept = [torn(one, chance) for one in file.pending if chance.random() < 0.6]
        return applied(file.certain, kept)


def _move(names: dict[str, File], event: Event, file: File) -> None:
    if event.what in ("rename", "remove"):
        names.pop(event.name, None)
    if event.what != "remove":
        names[event.target or event.name] = file


def torn(event: Event, chance: random.Random) -> Event:
    """The event, or in one of four cases only some sectors of it, from its beginning or its end."""
    edges = [place for place in range(len(event.data)) if (event.offset + place) % SECTOR == 0]
    if event.what != "write" or not edges or chance.random() < 0.75:
        return event
    edge = chance.choice(edges)
    if chance.random() < 0.5:
        return Event("write", event.name, event.offset, event.data[:edge])
    return Event("write", event.name, event.offset + edge, event.data[edge:])


def applied(content: bytes, events: list[Event]) -> bytes:
    """A file's content after these events."""
    made = bytearray(content)
    for event in events:
        if event.what == "cut":
            del made[event.offset :]
            made.extend(bytes(event.offset - len(made)))
        else:
            made.extend(bytes(max(0, event.offset - len(made))))
            made[event.offset : event.offset + len(event.data)] = event.data
    return bytes(made)


def events_of(log: Path, folder: Path, there: Iterable[str]) -> Iterator[Event]:
    """What the log says about the files of a folder, the folder itself, and what was acknowledged on the pipe.

    `there` names the files that it held before. An index of a write-ahead log (`-shm`) is never synced nor believed.
    """
    seen = set(there)

    def name_of(path: str) -> str:
        ours = path.startswith(f"{folder}/") and not path.endswith(("-shm", "(deleted)"))
        return path.rpartition("/")[2] if ours else ""

    for line in whole(log.read_text().splitlines()):
        match = _CALL.match(line)
        if not match:
            continue
        call, arguments, _result = match.groups()
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
        place = _place(arguments)
        numbers = [int(number) for number in _NUMBERS.findall(arguments)]
        if call in ("openat", "unlink", "link", "rename"):
            name, target = name_of(texts[0].decode()), name_of(texts[-1].decode())
            if not name or (call == "openat" and ("O_CREAT" not in arguments or name in seen)):
                continue
            seen = (seen - {name} if call in ("unlink", "rename") else seen) | ({target} if call != "unlink" else set())
            what = {"openat": "create", "unlink": "remove"}.get(call, call)
            yield Event(what, name, target=target if what in ("link", "rename") else "")
        elif call == "write" and place.startswith("pipe:"):
            yield from (Event("say", said) for said in texts[0].decode().splitlines())
        elif call == "pwrite64" and name_of(place):
            yield Event("write", name_of(place), numbers[-1], texts[-1])
        elif call == "ftruncate" and name_of(place):
            yield Event("cut", name_of(place), numbers[-1])
        elif call in ("fdatasync", "fsync") and name_of(place):
            yield Event("sync", name_of(place))
        elif call in ("fdatasync", "fsync") and place == str(folder):
            yield Event("sync folder", place)


def whole(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a log, those put together that strace broke because another thread came between."""
    begun: dict[str, str] = {}
    for line in lines:
        if match := _BEGUN.match(line):
            begun[match[1]] = match[2]
        elif match := _ENDED.match(line):
            yield f"{match[1]} {begun.pop(match[1], '')}{match[2]}"
        else:
            yield line


def _place(arguments: str) -> str:
    """The path of the file descriptor that a call begins with, as `strace -y` prints it (in hex with -xx)."""
    match = re.match(r"^\d+<([^>]*)>", arguments)
    if not match:
        return ""
    text = match[1]
    return bytes.fromhex(text.replace("\\x", "")).decode() if text.startswith("\\x") else text
