"""`juri export`: the papers of the locked result, or before the lock those that say SEMENTARA."""

from dataclasses import replace
from pathlib import Path

import click

from juri_tui.cli import BAD_INPUT, FILE, INCOMPLETE, NOT_DONE, ask_secret, fail, open_desk, refuse, told
from juri_tui.contest import Contest
from juri_tui.decisions.result import export_provisional
from juri_tui.desk import Desk
from juri_tui.history import contest_at
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.papers.export import blank_sheets, write
from juri_tui.papers.recap_page import closing_papers


@click.command("export", help=_("Menyimpan peringkat, rekap, waktu, dan JSON dari hasil terkunci ke sebuah folder."))
@FILE
@click.option(
    "--to", "folder", required=True, type=click.Path(path_type=Path, file_okay=False), help=_("Folder tujuan.")
)
@click.option("--sementara", is_flag=True, help=_("Sebelum dikunci, dengan PIN ketua; bertanda SEMENTARA."))
@click.option("--kosong", is_flag=True, help=_("Hanya lembar penilaian kosong, untuk keadaan listrik padam."))
@click.option("--at", "seq", type=int, metavar="SEQ", help=_("Dengan --sementara: seperti sesudah catatan ini."))
def export_command(file: Path, folder: Path, sementara: bool, kosong: bool, seq: int | None) -> None:
    """The papers of the locked result; exit 1 and nothing written while it is not locked."""
    if seq is not None and not sementara:
        raise click.UsageError(_("--at perlu --sementara."))
    desk = open_desk(file, "ketua" if sementara else "papan")
    try:
        if sementara:
            _seat_chair(desk)
            _may_see_marks(file, desk)
        contest = desk.contest if seq is None else _as_it_was(desk, seq)
        papers = blank_sheets(contest) if kosong else closing_papers(contest, desk.now(), provisional=sementara)
        if isinstance(papers, tuple) and sementara and not kosong and contest.locked is None:
            _note_provisional(desk, seq)
    finally:
        desk.close()
    if not isinstance(papers, tuple):
        fail(f"{file}: {papers.words}", INCOMPLETE)
    with told(folder):
        for path in write(papers, folder):
            click.echo(path)


def _as_it_was(desk: Desk, seq: int) -> Contest:
    """The contest after record `seq`; a result that was locked then is no result now."""
    found = contest_at(desk.records(), seq)
    if isinstance(found, Refusal):
        fail(found.words, BAD_INPUT)
    return replace(found, locked=None)


def _seat_chair(desk: Desk) -> None:
    chair = desk.contest.definition.ketua()
    if chair is None:
        fail(_("Acara ini tidak mempunyai ketua dewan juri."), NOT_DONE)
    refused = desk.sit(chair.id, ask_secret(_("PIN ketua dewan juri")))
    if refused:
        refuse(refused)


def _may_see_marks(file: Path, desk: Desk) -> None:
    """Ends where the panel has not conferred yet: the chair may not see the marks of others before his own are in."""
    early = export_provisional(desk.contest)
    if isinstance(early, Refusal):
        fail(f"{file}: {early.words}", INCOMPLETE)


def _note_provisional(desk: Desk, seq: int | None) -> None:
    """Marks leave the contest only once the ledger says so."""
    noted = desk.act(export_provisional, seq)
    if isinstance(noted, Refusal):
        refuse(noted)
