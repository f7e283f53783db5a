"""A disk that loses its power: replays what a writer did, and forgets, tears and reorders what was not synced.

The log is strace's. Writes to one file are kept in order where they overlap, as a page cache does; what was not synced
may be there or not, page by page, and a write may be torn between sectors. A new file is certain to be in its folder
only when the folder was synced.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
OPTIONS = ["-y", "-xx", "-s", "1000000", "-e", "trace=openat,pwrite64,fdatasync,fsync,ftruncate,unlink,write"]

_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) = (\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_NUMBERS = re.compile(r", (\d+)(?=,|$)")


@dataclass(frozen=True)
class Event:
    """What the writer did to a file: create, write, cut, sync, remove; or said (`name` is then the line)."""

    what: str
    name: str
    offset: int = 0
    data: bytes = b""


@dataclass
class Disk:
    """Files by name: what is certain, and what was done since in memory only."""

    certain: dict[str, bytes]
    pending: dict[str, list[Event]] = field(default_factory=dict)
    unnamed: set[str] = field(default_factory=set)

    def take(self, event: Event) -> None:
        """Do what the writer did."""
        if event.what == "create":
            self.certain[event.name] = b""
            self.unnamed.add(event.name)
        elif event.what in ("write", "cut"):
            self.pending.setdefault(event.name, []).append(event)
        elif event.what == "sync":
            self.certain[event.name] = applied(self.certain[event.name], self.pending.pop(event.name, []))
        elif event.what == "sync folder":
            self.unnamed.clear()
        elif event.what == "remove":
            self.certain.pop(event.name, None)
            self.pending.pop(event.name, None)

    def after_power_cut(self, chance: random.Random, how: str) -> dict[str, bytes]:
        """The files as the next start finds them; `how`: nothing, everything, or some of what was not synced."""
        found = {}
        for name, content in self.certain.items():
            if name in self.unnamed and (how == "nothing" or (how == "some" and chance.random() < 0.3)):
                continue
            survived = {"nothing": [], "everything": self.pending.get(name, [])}.get(how)
            if survived is None:
                survived = [torn(one, chance) for one in self.pending.get(name, []) if chance.random() < 0.6]
            found[name] = applied(content, survived)
        return found


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


def events_of(log: Path, path: Path) -> Iterator[Event]:
    """What the log says about the contest file, its write-ahead log, its folder, and the acknowledgements."""
    names = {str(path): path.name, f"{path}-wal": f"{path.name}-wal"}
    seen = {path.name}
    for line in log.read_text().splitlines():
        match = _CALL.match(line)
        if not match:
            continue
        call, arguments, _result = match.groups()
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
        place = _place(arguments)
        numbers = [int(number) for number in _NUMBERS.findall(arguments)]
        if call == "openat":
            name = names.get(texts[0].decode())
            if name and "O_CREAT" in arguments and name not in seen:
                seen.add(name)
                yield Event("create", name)
        elif call == "unlink" and texts[0].decode() in names:
            seen.discard(names[texts[0].decode()])
            yield Event("remove", names[texts[0].decode()])
        elif call == "write" and place.startswith("pipe:"):
            yield from (Event("say", said) for said in texts[0].decode().splitlines())
        elif place in names and call == "pwrite64":
            yield Event("write", names[place], numbers[-1], texts[-1])
        elif place in names and call == "ftruncate":
            yield Event("cut", names[place], numbers[-1])
        elif call in ("fdatasync", "fsync"):
            if place in names:
                yield Event("sync", names[place])
            elif place == str(path.parent):
                yield Event("sync folder", place)


def _place(arguments: str) -> str:
    """The path of the file descriptor that a call begins with, as `strace -y` prints it (in hex with -xx)."""
    match = re.match(r"^\d+<([^>]*)>", arguments)
    if not match:
        return ""
    text = match[1]
    return bytes.fromhex(text.replace("\\x", "")).decode() if text.startswith("\\x") else text
