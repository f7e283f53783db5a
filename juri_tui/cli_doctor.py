"""`juri doctor`: measures this machine and prints what `doctor` makes of it."""

import json
import os
import shutil
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

import click

from juri_tui import doctor
from juri_tui.cli import INCOMPLETE, data_folder
from juri_tui.cli_file import AS_JSON, say
from juri_tui.clock import Reading, system_clock
from juri_tui.files import reason_words
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.settings import idle_locks
from juri_tui.store import sqlite_version
from juri_tui.store_fault import StoreFault
from juri_tui.volume import free_bytes, network_kind


@click.command("doctor", help=_("Memeriksa laptop ini: terminal, huruf, jam, disk. Lakukan sehari sebelum acara."))
@AS_JSON
def doctor_command(as_json: bool) -> None:
    """Exit 0 where all is well, 1 where something needs a hand; each line says what to do."""
    checks = measure()
    if as_json:
        say(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=2) + "\n")
    else:
        say("".join(f"{check.line()}\n" for check in checks))
    sys.exit(0 if all(check.good for check in checks) else INCOMPLETE)


def in_one_line() -> tuple[bool, str]:
    """Whether this machine is fit, and the line for the home screen; while that paints, the terminal is set aside."""
    return doctor.machine_line(measure(sys.__stdout__))


def measure(output: TextIO | None = None) -> list[doctor.Check]:
    """Every check of this machine and its terminal (`output`), in the order in which a person would fix them."""
    terminal = output or sys.stdout
    size = shutil.get_terminal_size()
    place, refused, free = _home()
    locks = idle_locks(os.environ)
    return [
        doctor.terminal((size.columns, size.lines), terminal.isatty()),
        doctor.colours(os.environ),
        doctor.settings(os.environ, locks if isinstance(locks, Refusal) else None),
        doctor.encoding(terminal.encoding or ""),
        doctor.signs(),
        doctor.clock(_reading()),
        doctor.zone(time.localtime().tm_gmtoff),
        doctor.sqlite(sqlite_version()),
        doctor.folder(place, refused),
        doctor.disk(free),
    ]


def _reading() -> Reading | str:
    try:
        return system_clock().read()
    except OSError as error:
        return reason_words(error)


def _home() -> tuple[Path, Refusal | None, int | str]:
    """The data folder, why it can not be used, and what is free on its disk."""
    try:
        place = data_folder()
    except OSError as error:
        reason = reason_words(error)
        return Path(error.filename or "."), Refusal("readonly", reason), reason
    refused = None
    if not os.access(place, os.W_OK):
        refused = Refusal("readonly", _("tidak dapat ditulisi."))
    elif network_kind(place):
        refused = Refusal("network", StoreFault("network", network_kind(place) or "").words)
    try:
        return place, refused, free_bytes(place)
    except OSError as error:
        return place, refused, reason_words(error)
