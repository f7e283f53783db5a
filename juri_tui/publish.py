"""Puts a finished file in its place: under a temporary name first, on the disk before it has its own name."""

import glob
import hashlib
import os
import platform
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from juri_tui.process import is_alive
from juri_tui.store_fault import StoreFault

SIDECARS = ("-wal", "-journal", "-shm")
"""What SQLite keeps beside a file. A new file under an old name must not inherit them: SQLite would play them back."""

COPY = ".cadangan.juri"
"""How copies end, standby and backup: a contest is never resumed in one by mistake."""
_MADE = re.compile(r"([0-9a-f]{8})-([0-9]{1,9})-[0-9a-f]{8}\.tmp(?:-wal|-journal|-shm)?", re.ASCII)


def temporary(target: Path) -> Path:
    """A fresh hidden name beside `target`, so that the rename stays on one disk; it tells machine and process."""
    return target.with_name(f".{target.name}.{_machine()}-{os.getpid()}-{secrets.token_hex(4)}.tmp")


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """An empty file beside `target` to be filled and published, else removed; OSError becomes StoreFault.

    Only its owner may read or write it, whatever the umask: a contest holds marks and drafts before they are public.
    SQLite gives its -wal and -shm the rights of the file. On Windows the folder decides who may read.
    """
    sweep(target)
    made = temporary(target)
    try:
        os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield made
    except OSError as error:
        raise StoreFault.of_os(error) from error
    finally:
        remove(made)


def copy_name(stem: str, at: datetime) -> str:
    """The name of a copy that was made at this local time."""
    return f"{stem}-{at:%Y%m%d-%H%M%S}{COPY}"


def sweep(target: Path) -> None:
    """Removes what a process of this machine that was killed left unfinished of `target`.

    Never what belongs to a process that runs, or to another machine: a stick goes from one to the next. What can not
    be removed stays; it harms nobody.
    """
    with suppress(OSError):
        for path in target.parent.glob(f".{glob.escape(target.name)}.*"):
            made = _MADE.fullmatch(path.name.removeprefix(f".{target.name}."))
            if made and made[1] == _machine() and not is_alive(int(made[2])):
                path.unlink(missing_ok=True)


def _machine() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def leftovers(target: Path) -> list[Path]:
    """What SQLite, or a program that died, left beside `target`."""
    return [path for ending in SIDECARS if (path := target.with_name(target.name + ending)).exists()]


def is_writable(path: Path) -> bool:
    """Whether this process may write the file and beside it."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def remove(made: Path) -> None:
    """Removes a file that got no name, and what SQLite kept beside it."""
    for path in (made, *leftovers(made)):
        path.unlink(missing_ok=True)


def refuse_unlikely(path: Path) -> None:
    """Raises StoreFault where there is no file."""
    if not path.exists():
        raise StoreFault("missing", path.name)
    if not path.is_file():
        raise StoreFault("foreign", path.name)


def refuse_folder(target: Path) -> None:
    """Raises StoreFault where no file can be made beside `target`: the folder is missing or may not be written."""
    folder = target.absolute().parent
    if not folder.is_dir():
        raise StoreFault("folder", str(folder))
    if not os.access(folder, os.W_OK):
        raise StoreFault("readonly", str(folder))


def publish(made: Path, target: Path, *, replace: bool = False) -> None:
    """Give the finished file `made` the name `target`, for good: synced before and after.

    Without `replace` nothing is ever overwritten. Raises StoreFault `exists` (also where leftovers of another file lie
    beside the target), or OSError.
    """
    _sync(made)
    old = leftovers(target)
    if old:
        raise StoreFault("exists", ", ".join(path.name for path in old))
    if replace:
        made.replace(target)
    else:
        _name_new(made, target)
    if sys.platform != "win32":
        _sync(target.parent)


def _name_new(made: Path, target: Path) -> None:
    try:
        os.link(made, target)
    except FileExistsError as error:
        raise StoreFault("exists", target.name) from error
    except OSError:
        # FAT and exFAT have no hard links: take the name first, so that the replace can only hit our own empty file.
        try:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError as error:
            raise StoreFault("exists", target.name) from error
        made.replace(target)
    else:
        made.unlink()


def _sync(path: Path) -> None:
    # Windows flushes only handles that may write; POSIX opens folders only for reading.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
