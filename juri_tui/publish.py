"""Puts a finished file in its place: under a temporary name first, on the disk before it has its own name."""

import os
import secrets
import sys
from pathlib import Path

from juri_tui.store_fault import StoreFault

SIDECARS = ("-wal", "-journal", "-shm")
"""What SQLite keeps beside a file. A new file under an old name must not inherit them: SQLite would play them back."""


def temporary(target: Path) -> Path:
    """A fresh hidden name beside `target`, so that the rename stays on one disk."""
    return target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")


def leftovers(target: Path) -> list[Path]:
    """What SQLite, or a program that died, left beside `target`."""
    return [path for ending in SIDECARS if (path := target.with_name(target.name + ending)).exists()]


def is_writable(path: Path) -> bool:
    """Whether this process may write the file and beside it."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def refuse_folder(target: Path) -> None:
    """Raises StoreFault where no file can be made beside `target`: the folder is missing or may not be written."""
    folder = target.absolute().parent
    if not folder.is_dir():
        raise StoreFault("missing", str(folder))
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
