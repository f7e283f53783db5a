"""Commands that begin a rehearsal: the packaged demo, and a copy of a contest's definition."""

from importlib.resources import as_file, files
from pathlib import Path

import click

from juri_tui import cli
from juri_tui.lang import _
from juri_tui.pins import REHEARSAL_PASSPHRASE
from juri_tui.recent import free_name, recent
from juri_tui.store_fault import StoreFault

DEMO = "kediri-2016"
SPEED = click.option("--speed", type=click.IntRange(1, 600), help=_("Latihan yang jamnya berjalan N kali lebih cepat."))


def open_demo(*, fresh: bool = False, speed: int | None = None, mirror: Path | None = None) -> None:
    """Opens the rehearsal of the packaged event: the newest one (of this `speed`), or a new one where `fresh` asks."""
    cli.need_terminal()
    folder = cli.data_folder()
    path = None if fresh else _newest(folder, speed)
    if path is None:
        path = free_name(folder, f"{DEMO}-latihan")
        with as_file(files("juri_tui") / "data" / f"{DEMO}.toml") as source:
            cli.make(path, cli.read_event(source), REHEARSAL_PASSPHRASE, rehearsal=True, speed=speed or 1)
    cli.show(path, "operator", REHEARSAL_PASSPHRASE, mirror)


def _newest(folder: Path, speed: int | None) -> Path | None:
    """The rehearsal of the demo that was written last and can be opened, of this speed where one is wanted."""
    from juri_tui.clock import system_clock
    from juri_tui.desk import Desk, Role

    for path in recent(folder):
        if not path.name.startswith(f"{DEMO}-latihan"):
            continue
        try:
            desk = Desk(path, Role.BOARD, system_clock())
        except StoreFault:
            continue
        found = desk.contest.speed
        desk.close()
        if speed in (None, found):
            return path
    return None


@click.command("demo", help=_("Membuka latihan Gelar Budaya Kerja Kota Kediri 2016, dan melanjutkannya lain kali."))
@click.option("--new", "fresh", is_flag=True, help=_("Mulai latihan baru; yang lama tetap tersimpan."))
@SPEED
@cli.MIRROR
def demo_command(fresh: bool, speed: int | None, mirror: Path | None) -> None:
    """The demo: a rehearsal ready to run."""
    open_demo(fresh=fresh, speed=speed, mirror=mirror)


@click.command("rehearse", help=_("Menyalin definisi acara ke berkas latihan dan membukanya."))
@cli.FILE
@SPEED
def rehearse_command(file: Path, speed: int | None) -> None:
    """A rehearsal NAME-latihan.juri with the definition of a contest; its marks never mix with the real ones."""
    cli.need_terminal()
    desk = cli.open_desk(file, "papan")
    event = desk.contest.definition
    desk.close()
    path = free_name(file.parent, f"{file.stem.removesuffix('-latihan')}-latihan")
    cli.make(path, event, REHEARSAL_PASSPHRASE, rehearsal=True, speed=speed or 1)
    cli.show(path, "operator", REHEARSAL_PASSPHRASE)
