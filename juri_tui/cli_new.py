"""Commands that begin a contest: a new file, from an event file or a rubric, and an event file to fill in."""

from importlib.resources import files
from pathlib import Path

import click

from juri_tui.cli import (
    BAD_INPUT,
    MIRROR,
    NOT_DONE,
    ask_secret,
    choose_mirror,
    data_folder,
    fail,
    make,
    open_desk,
    read_event,
    refuse,
)
from juri_tui.files import reason_words
from juri_tui.lang import _
from juri_tui.model import Event, Refusal
from juri_tui.new_contest import from_rubric, weak
from juri_tui.recent import ENDING
from juri_tui.store_fault import words_of
from juri_tui.text import slug


@click.command("new", help=_("Membuat acara baru dari berkas acara (TOML), atau dari rubrik dengan nama sementara."))
@click.argument("event", metavar="[EVENT.toml]", type=click.Path(path_type=Path), required=False)
@click.option("--rubric", metavar="RUBRIK", help=_("Tanpa berkas acara: dari rubrik ini, misalnya budaya-kerja."))
@click.option("--name", metavar="NAMA", help=_("Dengan --rubric: nama acara; tanpa ini ditanyakan."))
@click.option("--file", "target", type=click.Path(path_type=Path), help=_("Nama berkas acara yang dibuat (.juri)."))
@MIRROR
def new_command(
    event: Path | None, rubric: str | None, name: str | None, target: Path | None, mirror: Path | None
) -> None:
    """A real contest; the passphrase of the operator is asked twice, PINs follow at the freeze."""
    definition, stem = _defined(event, rubric, name)
    path = target or data_folder() / f"{stem}{ENDING}"
    if path.exists():
        fail(_("{path}: sudah ada; tidak ada yang ditimpa. Pilih nama lain dengan --file.").format(path=path), NOT_DONE)
    if not path.absolute().parent.is_dir():
        fail(f"{path}: {words_of('folder')}", BAD_INPUT)
    passphrase = ask_secret(_("Kata sandi operator"), again=_("Ulangi kata sandi"))
    refused = weak(passphrase)
    if refused:
        refuse(refused)
    make(path, definition, passphrase, rehearsal=False)
    if mirror:
        desk = open_desk(path, "operator")
        choose_mirror(desk, mirror)
        desk.close()
    click.echo(_("Acara dibuat: {path}").format(path=path))
    click.echo(_("PIN juri dibagikan saat aturan dibekukan. Buka dengan: juri open {path}").format(path=path))
    if rubric:
        click.echo(_("Nama kelompok dan juri masih sementara: tekan S (Persiapan) untuk mengisinya."))


def _defined(event: Path | None, rubric: str | None, name: str | None) -> tuple[Event, str]:
    """The definition, and the name of the file to be."""
    if (event is None) == (rubric is None):
        raise click.UsageError(_("Sebutkan salah satu: EVENT.toml, atau --rubric."))
    if event is not None:
        if name:
            raise click.UsageError(_("--name hanya bersama --rubric."))
        return read_event(event), event.stem
    asked: str = name or click.prompt(_("Nama acara"), err=True)
    made = from_rubric(asked, str(rubric))
    if isinstance(made, Refusal):
        fail(made.words, BAD_INPUT)
    return made, slug(made.event.name)


@click.command("template", help=_("Menulis berkas acara (TOML) berketerangan untuk diisi; tanpa --to ke layar."))
@click.option("--toml", is_flag=True, help=_("Bentuk TOML; sekarang satu-satunya bentuk."))
@click.option("--to", "target", type=click.Path(path_type=Path), metavar="FILE", help=_("Berkas yang dibuat."))
def template_command(toml: bool, target: Path | None) -> None:
    """An event file with every key explained; `juri check` takes it as it is. Nothing is overwritten."""
    del toml  # the only form there is
    text = (files("juri_tui") / "data" / "templat.toml").read_text(encoding="utf-8")
    if target is None:
        click.echo(text, nl=False)
        return
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        fail(_("{path}: sudah ada; tidak ada yang ditimpa. Pilih nama lain.").format(path=target), NOT_DONE)
    except OSError as error:
        fail(_("{path}: tidak dapat ditulis: {reason}").format(path=target, reason=reason_words(error)), NOT_DONE)
    click.echo(_("Ditulis: {path}. Isi, lalu periksa dengan: juri check {path}").format(path=target))
