"""The command `juri`. Every command imports what it needs when it runs, so that the first screen comes at once.

Exit codes: 0 good, 1 incomplete or not intact, 2 bad input or usage, 3 not done (locked, full, refused, wrong PIN),
70 a fault of the program, 130 interrupted.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NoReturn

import click

from juri_tui import __version__, click_words, lang
from juri_tui.lang import _
from juri_tui.recent import recent
from juri_tui.wishes import unknown_wishes, wished

if TYPE_CHECKING:
    from juri_tui.desk import Desk
    from juri_tui.model import Event, Refusal
    from juri_tui.settings import IdleLocks
    from juri_tui.store_fault import StoreFault

INCOMPLETE, BAD_INPUT, NOT_DONE, FAULT, INTERRUPTED = 1, 2, 3, 70, 130
lang.use(wished(os.environ, "JURI_LANG"))
click_words.teach()


class LazyGroup(click.Group):
    """Commands that live in modules of their own, imported when they are called."""

    LAZY: ClassVar = {
        "backup": ("juri_tui.cli_file", "backup_command"),
        "demo": ("juri_tui.cli_rehearsal", "demo_command"),
        "doctor": ("juri_tui.cli_doctor", "doctor_command"),
        "export": ("juri_tui.cli_export", "export_command"),
        "history": ("juri_tui.cli_file", "history_command"),
        "insight": ("juri_tui.cli_insight", "insight_command"),
        "new": ("juri_tui.cli_new", "new_command"),
        "pin": ("juri_tui.cli_file", "pin_command"),
        "rank": ("juri_tui.cli_rank", "rank_command"),
        "rehearse": ("juri_tui.cli_rehearsal", "rehearse_command"),
        "restore": ("juri_tui.cli_file", "restore_command"),
        "template": ("juri_tui.cli_new", "template_command"),
        "verify": ("juri_tui.cli_file", "verify_command"),
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, the lazy ones among them."""
        return sorted([*super().list_commands(ctx), *self.LAZY])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now if it is a lazy one."""
        if cmd_name in self.LAZY:
            module, name = self.LAZY[cmd_name]
            command: click.Command = getattr(import_module(module), name)
            return command
        return super().get_command(ctx, cmd_name)


# --- what the commands share ---------------------------------------------------------------------------------------


def fail(words: str, code: int) -> NoReturn:
    """Says on stderr why nothing was done, and ends with the exit code."""
    click.echo(words, err=True)
    sys.exit(code)


def refuse(refusal: "Refusal") -> NoReturn:
    """Ends because the contest does not allow it."""
    fail(refusal.words, NOT_DONE)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns a fault of the contest file into one line and an exit code."""
    from juri_tui.store_fault import StoreFault

    try:
        yield
    except StoreFault as fault:
        passing = fault.code in ("busy", "full", "io", "readonly", "exists")
        fail(f"{path}: {why_not(path, fault)}", NOT_DONE if passing else BAD_INPUT)


def why_not(path: Path, fault: "StoreFault") -> str:
    """What is wrong with a file that was to be a contest; an event file is one on the way to it."""
    from juri_tui.event_file import is_event_file
    from juri_tui.store_fault import words_of

    if fault.code == "foreign" and is_event_file(path):
        words = _(
            "Ini berkas acara (TOML), belum acara. juri open dan juri rehearse memakai berkas .juri; "
            "buat dengan: juri new {path}"
        )
        return words.format(path=path)
    return words_of(fault.code) if fault.detail in (path.name, str(path)) else fault.words


def ask_secret(words: str, again: str | None = None) -> str:
    """Asks for a secret, twice where `again` is given; on a terminal what is typed stays unseen."""
    secret: str = click.prompt(words, hide_input=sys.stdin.isatty(), confirmation_prompt=again or False, err=True)
    return secret


def data_folder() -> Path:
    """Where contests lie when no path is given (JURI_HOME, else the user's data folder); made when it is not there."""
    from platformdirs import user_data_path

    chosen = os.environ.get("JURI_HOME")
    folder = Path(chosen) if chosen else user_data_path("juri-tui", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def read_event(path: Path) -> "Event":
    """The event of a file; prints every fault and exits 2 where it has any."""
    from juri_tui.event_file import load

    event = load(path)
    if isinstance(event, list):
        fail("\n".join(fault.render(str(path)) for fault in event), BAD_INPUT)
    return event


def open_desk(path: Path, role: str) -> "Desk":
    """A desk at the contest; one line and an exit code where the file can not be opened."""
    from juri_tui.clock import system_clock
    from juri_tui.desk import Desk, Role

    with told(path):
        return Desk(path, Role(role), system_clock())


def need_terminal() -> None:
    """Ends where no person could see the screen and press a key: in a pipe, or as a job."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        fail(_("Ini membuka layar, dan perlu terminal: jalankan tanpa pipa dan tanpa pengalihan (<, >, |)."), BAD_INPUT)


def show(path: Path, role: str, passphrase: str | None = None, mirror: Path | None = None) -> NoReturn:
    """Opens a contest on the screen; `passphrase` seats the operator at once (rehearsals), `mirror` see `--mirror`.

    After a fault of the program one key opens it again: nothing acknowledged is lost, and the clock ran on.
    """
    from juri_tui.app import JuriApp
    from juri_tui.pace import paint_first

    idle = _idle_locks()
    need_terminal()
    while True:
        app = JuriApp(seated(path, role, passphrase, mirror), idle, data_folder())
        paint_first()
        app.run()
        if app.farewell:
            click.echo(app.farewell, err=True)
        if app.crash is None:
            sys.exit(app.return_code or 0)
        app.desk.close()
        click.echo(crash_words(app.crash), err=True)
        click.prompt(_("Tekan Enter untuk membuka lagi, Ctrl+C untuk keluar"), default="", show_default=False, err=True)


def _idle_locks() -> "IdleLocks":
    """How soon a seat locks itself, or the end of the command where the environment says what can not be."""
    from juri_tui.settings import IdleLocks, idle_locks

    idle = idle_locks(os.environ)
    if not isinstance(idle, IdleLocks):
        fail(idle.words, BAD_INPUT)
    return idle


def seated(path: Path, role: str, passphrase: str | None, mirror: Path | None) -> "Desk":
    """The desk for a screen: the console claimed, the second disk chosen, the operator of a rehearsal seated."""
    from juri_tui.desk import OPERATOR, Role

    desk = open_desk(path, role)
    if not os.environ.get("JURI_LANG", "").strip():
        lang.use(desk.contest.definition.event.language)
    with told(path):
        if desk.role is Role.OPERATOR:
            desk.claim_console()
            if mirror:
                choose_mirror(desk, mirror)
            if passphrase:
                desk.sit(OPERATOR, passphrase)
    return desk


def choose_mirror(desk: "Desk", folder: Path) -> None:
    """Sets the folder of the second disk; ends where it can not be used."""
    refused = desk.set_mirror(folder)
    if refused:
        desk.close()
        refuse(refused)


def make(path: Path, event: "Event", passphrase: str, *, rehearsal: bool, speed: int = 1) -> None:
    """Writes a new contest file; one line and an exit code where it can not be made."""
    from juri_tui.clock import system_clock
    from juri_tui.desk import create_contest

    with told(path):
        create_contest(path, event, system_clock().now(), passphrase, rehearsal=rehearsal, speed=speed)


FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
MIRROR = click.option(
    "--mirror",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help=_("Folder cadangan, sebaiknya di USB: jurnal dan salinan; diingat dalam berkas acara."),
)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    help=_("Menilai lomba langsung dari terminal: jam acara, lembar nilai, papan peringkat."),
)
@click.version_option(__version__, prog_name="juri")
@click.pass_context
def juri(context: click.Context) -> None:
    """The group of all commands; alone it opens the home screen."""
    for words in unknown_wishes(os.environ):
        click.echo(words, err=True)
    if context.invoked_subcommand is not None:
        return
    need_terminal()
    from juri_tui.cli_rehearsal import open_demo
    from juri_tui.home import choose

    chosen = choose(data_folder(), _examine)
    if chosen == "demo":
        open_demo()
    elif isinstance(chosen, Path):
        show(chosen, "operator")


def _examine() -> tuple[bool, str]:
    from juri_tui.cli_doctor import in_one_line

    return in_one_line()


@juri.command(help=_("Memeriksa berkas acara: setiap kesalahan dengan barisnya, lalu peringatan rubrik."))
@click.argument("event", metavar="EVENT.toml", type=click.Path(path_type=Path))
def check(event: Path) -> None:
    """All faults of an event file (exit 2), or what the rubric check has to say (exit 0)."""
    from juri_tui.rubric_check import check_rubric

    definition = read_event(event)
    for warning in check_rubric(definition):
        click.echo(f"{event}: {warning.words}")
    words = _("{path}: benar. {kbk} kelompok, {juri} juri, {criteria} kriteria.")
    counts = {"kbk": len(definition.kbk), "juri": len(definition.juri), "criteria": len(definition.criterion)}
    click.echo(words.format(path=event, **counts))


@juri.command("open", help=_("Membuka acara di layar ini."))
@FILE
@click.option(
    "--as",
    "role",
    type=click.Choice(["operator", "juri", "ketua", "papan", "panggung"]),
    default="operator",
    help=_("Layar mana yang dibuka."),
)
@click.option("--plain", is_flag=True, help=_("Dengan --as juri: lembar nilai baris demi baris, untuk pembaca layar."))
@MIRROR
def open_(file: Path, role: str, plain: bool, mirror: Path | None) -> None:
    """Opens a contest file for a role; only the operator chooses where it is mirrored."""
    if mirror and role != "operator":
        raise click.UsageError(_("--mirror hanya untuk operator."))
    if not plain:
        show(file, role, None, mirror)
    if role != "juri":
        raise click.UsageError(_("--plain hanya untuk --as juri."))
    from getpass import getpass

    from juri_tui.plain_sheet import run

    idle, desk = _idle_locks(), open_desk(file, role)
    try:
        run(desk, input, click.echo, getpass if sys.stdin.isatty() else None, idle.juri_ns)
    finally:
        desk.close()


def _open_latest(file: Path | None, role: str) -> None:
    known = [file] if file else recent(data_folder())
    if not known:
        fail(_("Belum ada acara. Buat dengan `juri new`, atau coba `juri demo`."), BAD_INPUT)
    show(known[0], role)


@juri.command(help=_("Papan peringkat untuk penonton; tanpa FILE acara yang terakhir."))
@click.argument("file", metavar="[FILE]", type=click.Path(path_type=Path), required=False)
def papan(file: Path | None) -> None:
    """The audience board of a contest, the most recent one without a path."""
    _open_latest(file, "papan")


@juri.command(help=_("Jam besar untuk panggung; tanpa FILE acara yang terakhir."))
@click.argument("file", metavar="[FILE]", type=click.Path(path_type=Path), required=False)
def panggung(file: Path | None) -> None:
    """The stage clock of a contest, the most recent one without a path."""
    _open_latest(file, "panggung")


def main() -> NoReturn:
    """Runs the command line; every ending has its exit code, and no traceback reaches a person."""
    try:
        code = juri.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(BAD_INPUT)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except Exception as error:  # noqa: BLE001  (the last resort: say where it is written down, and which code)
        fail(crash_words(error), FAULT)
    sys.exit(code if isinstance(code, int) else 0)


def crash_words(error: Exception) -> str:
    """What a person should know of a fault of the program; the rest is written down, without any local value."""
    import traceback

    path = data_folder() / "kesalahan.txt"
    path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return _("Kesalahan program: {name}. Rinciannya ada di {path}. Nilai yang sudah tersimpan tetap aman.").format(
        name=type(error).__name__, path=path
    )
