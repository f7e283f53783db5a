"""Commands about the contest file itself: its history, its soundness, its copies, its secrets."""

import json
import re
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click

from juri_tui import history, lang
from juri_tui.cli import (
    BAD_INPUT,
    FILE,
    INCOMPLETE,
    NOT_DONE,
    ask_secret,
    fail,
    open_desk,
    refuse,
    told,
    why_not,
)
from juri_tui.contest import Contest
from juri_tui.decisions.secret import OPERATOR, wanted_for
from juri_tui.desk import Desk
from juri_tui.fold import believed
from juri_tui.lang import _, _n
from juri_tui.model import Event, Refusal
from juri_tui.opening import Broken
from juri_tui.papers.export import differing, result_papers
from juri_tui.papers.recap_page import recaps_since_lock
from juri_tui.publish import copy_name
from juri_tui.records import Record
from juri_tui.seal import digest
from juri_tui.store import Store, StoreFault, examine, restore
from juri_tui.text import quoted
from juri_tui.verify import Finding, last_lock, verify

T = TypeVar("T")
AS_JSON = click.option("--json", "as_json", is_flag=True, help=_("Sebagai JSON, untuk program lain."))


def say(text: str) -> None:
    """To a file or a pipe always UTF-8, whatever the console of the system speaks."""
    click.echo(text if sys.stdout.isatty() else text.encode(), nl=False)


def _known(found: T | Refusal) -> T:
    """What was found, or the end of the command with its reason."""
    if isinstance(found, Refusal):
        fail(found.words, BAD_INPUT)
    return found


# --- history -------------------------------------------------------------------------------------------------------


@click.command("history", help=_("Riwayat acara dalam kalimat; nilai juri tertutup sampai hasil dikunci."))
@FILE
@click.option(
    "--juri", "person", default="", metavar="X", help=_("Hanya tentang juri ini (id atau nama), atau operator.")
)
@click.option("--kbk", default="", metavar="X", help=_("Hanya tentang kelompok ini (id, nama, atau nomor)."))
@click.option("--kind", default="", metavar="X", help=_("Hanya catatan jenis ini, misalnya slot_paused."))
@click.option("--at", "seq", type=int, metavar="SEQ", help=_("Hanya sampai catatan ini: acara seperti waktu itu."))
@AS_JSON
def history_command(file: Path, person: str, kbk: str, kind: str, seq: int | None, as_json: bool) -> None:
    """Every record in words; exit 1 where the chain is broken (which is said), 2 for a name that nobody has."""
    with told(file), closing(Store.open(file, readonly=True)) as store:
        (records, strange), broken = store.readable(), store.verify_chain()
    whole, unlawful = believed(records)
    records = records[: whole.seq]
    if seq is not None:
        _known(history.contest_at(records, seq))
    found = history.lines(records[:seq], masked=history.is_closed(whole))
    event = whole.definition
    person = _known(history.person_id(event, person)) if person else ""
    kbk = _known(history.kbk_id(event, kbk)) if kbk else ""
    kind = _known(history.kind_id(kind)) if kind else ""
    chosen = history.chosen(found, person, kbk, kind)
    say(history.as_json(chosen) if as_json else history.as_text(chosen))
    if broken is not None or unlawful is not None:
        words = _("{path}: rantai catatan putus di catatan {seq}. Periksa dengan juri verify.")
        fail(words.format(path=file, seq=broken or unlawful), INCOMPLETE)
    if strange is not None:
        fail(f"{file}: {Broken(strange.seq, 'unreadable', strange.kind).words}", INCOMPLETE)


# --- verify --------------------------------------------------------------------------------------------------------


@click.command("verify", help=_("Memeriksa berkas acara seperti orang luar: rantai, hasil, jurnal, sidik di kertas."))
@FILE
@click.option("--journal", type=click.Path(path_type=Path), help=_("Jurnal di disk cadangan, atau foldernya."))
@click.option("--seq", type=int, help=_("Nomor catatan dari sidik, bila tidak tertulis di depannya."))
@click.option("--digest", "paper", help=_("Sidik atau kode terima seperti tercetak di kertas."))
@click.option(
    "--papers", type=click.Path(path_type=Path), help=_("Folder hasil ekspor, untuk dihitung ulang dan dibandingkan.")
)
@AS_JSON
def verify_command(
    file: Path, journal: Path | None, seq: int | None, paper: str | None, papers: Path | None, as_json: bool
) -> None:
    """Exit 0 intact, 1 not intact (one line for each finding), 2 where the file is no contest at all."""
    try:
        rows = examine(file).rows
    except StoreFault as fault:
        if fault.code not in ("damaged", "tampered"):
            fail(f"{file}: {why_not(file, fault)}", BAD_INPUT)
        rows = []
    if seq is not None and paper is None:
        raise click.UsageError(_("--seq perlu --digest."))
    if paper is not None:
        paper = _paper_code(paper)
    findings = verify(file, journal, seq, paper)
    if papers is not None and not findings:
        findings = _papers(file, papers)
    lock = last_lock(rows)
    sidik = digest(lock.seq, lock.hash) if lock else None
    rehearsal = bool(rows) and '"rehearsal":true' in rows[0].payload  # canonical JSON: no blanks
    if as_json:
        body = {
            "intact": not findings,
            "rehearsal": rehearsal,
            "records": len(rows),
            "digest": sidik,
            "findings": [asdict(f) for f in findings],
        }
        say(json.dumps(body, ensure_ascii=False, indent=2) + "\n")
    else:
        say(_verdict(file, len(rows), sidik, findings) + (_("Ini berkas LATIHAN.") + "\n" if rehearsal else ""))
    sys.exit(INCOMPLETE if findings else 0)


def _paper_code(typed: str) -> str:
    """A digest or a receipt as it stands on paper, however it was typed; a slip of the fingers ends with its form."""
    found = re.fullmatch(r"(?:(\d{1,9})[\s-]+)?((?:[A-Z2-7]{4}[\s-]*){2,5})", typed.strip().upper())
    if found is None:
        words = _("“{code}” bukan sidik. Ketik seperti di kertas, misalnya {example}: huruf A–Z dan angka 2–7.")
        fail(words.format(code=quoted(typed, 60), example="35-2WKE-JU53"), BAD_INPUT)
    letters = re.sub(r"[\s-]", "", found[2])
    groups = [letters[start : start + 4] for start in range(0, len(letters), 4)]
    return "-".join([found[1], *groups] if found[1] else groups)


def _papers(file: Path, folder: Path) -> list[Finding]:
    """The papers of a folder that differ from those that the contest would write now."""
    desk = open_desk(file, "papan")
    try:
        made, records = result_papers(desk.contest, desk.now()), desk.records()
    finally:
        desk.close()
    if isinstance(made, Refusal):
        return [Finding("papers", made.words)]
    with told(folder):
        names = differing(made, folder) + _recap(records, folder)
    words = _("Berkas {name} tidak sama dengan yang dihitung ulang dari acara ini.")
    return [Finding("papers", words.format(name=name)) for name in names]


def _recap(records: Sequence[Record], folder: Path) -> list[str]:
    """The recap of a folder where it was so at no moment since the lock, in neither language."""
    texts: dict[Path, set[bytes]] = {}
    spoken = lang.language()
    for one in lang.LANGUAGES:
        lang.use(one)
        for name, text in recaps_since_lock(records):
            texts.setdefault(folder / name, set()).add(text.encode())
    lang.use(spoken)
    try:
        return [path.name for path, known in texts.items() if path.exists() and path.read_bytes() not in known]
    except OSError as error:
        raise StoreFault.of_os(error) from error


def _verdict(file: Path, records: int, sidik: str | None, findings: list[Finding]) -> str:
    if findings:
        head = _n("{path}: TIDAK UTUH, {n} temuan.", len(findings)).format(path=file, n=len(findings))
        return "\n".join([head, *(f"- {quoted(one.words, 2000)}" for one in findings)]) + "\n"
    lines = [_n("{path}: utuh, {n} catatan.", records).format(path=file, n=records)]
    lines.append(_("Sidik hasil: {digest}").format(digest=sidik) if sidik else _("Belum ada hasil terkunci."))
    return "\n".join(lines) + "\n"


# --- copies --------------------------------------------------------------------------------------------------------


@click.command("backup", help=_("Membuat salinan yang diperiksa, juga selagi acara berjalan."))
@FILE
@click.option("--to", "target", type=click.Path(path_type=Path), help=_("Nama salinan, atau folder untuknya."))
def backup_command(file: Path, target: Path | None) -> None:
    """A verified copy beside the file or at --to; nothing is overwritten (exit 3)."""
    name = copy_name(file.stem, datetime.now(UTC).astimezone())
    if target is None or target.is_dir():
        target = (target or file.absolute().parent) / name
    with told(file), closing(Store.open(file, readonly=True)) as store, told(target):
        seq, own = store.backup(target)
    click.echo(_("Salinan: {path}, sampai catatan {digest}.").format(path=target, digest=digest(seq, own)))


@click.command("restore", help=_("Membuat berkas acara dari salinan cadangan; tidak ada yang ditimpa."))
@click.argument("backup", metavar="BACKUP", type=click.Path(path_type=Path))
@click.option(
    "--to", "target", required=True, type=click.Path(path_type=Path), help=_("Nama berkas acara yang dibuat.")
)
def restore_command(backup: Path, target: Path) -> None:
    """A contest file from a backup, through SQLite; a broken backup or an existing name is refused."""
    if target.exists():
        fail(_("{path}: sudah ada; tidak ada yang ditimpa. Pilih nama lain.").format(path=target), NOT_DONE)
    with told(backup), closing(restore(backup, target)) as store:
        last = store.records()[-1]
    words = _("Dipulihkan: {path}, sampai catatan {digest}. Buka dengan: juri open {path}")
    click.echo(words.format(path=target, digest=digest(last.seq, last.hash)))


# --- secrets -------------------------------------------------------------------------------------------------------


@click.command("pin", help=_("Mengganti PIN juri atau kata sandi operator; dua orang harus setuju, dan itu dicatat."))
@FILE
@click.option("--for", "who", required=True, metavar="WHO", help=_("Id atau nama juri, atau operator."))
@click.option("--with", "second", default="", metavar="JURI", help=_("Juri kedua yang menyetujui, bila ada pilihan."))
def pin_command(file: Path, who: str, second: str) -> None:
    """Asks the two who may grant it for their secrets and shows the new one once; exit 3 where one is wrong."""
    desk = open_desk(file, OPERATOR)
    with told(file), closing(desk):
        if desk.broken_at is not None:
            fail(f"{file}: {desk.read_only()}", INCOMPLETE)
        event = desk.contest.definition
        named = _known(history.person_id(event, who))
        pair = _pair(desk.contest, named, second)
        made = _granted(desk, named, pair)
        name = _("operator") if named == OPERATOR else dict(event.pin_holders())[named]
        words = _("Kata sandi baru {who}: {secret}") if named == OPERATOR else _("PIN baru {who}: {secret}")
        click.echo(words.format(who=name, secret=made))
        click.echo(_("Catat sekarang; tidak ditampilkan lagi."), err=True)


def _pair(contest: Contest, who: str, second: str) -> tuple[str, ...]:
    pairs = wanted_for(contest, who)
    if isinstance(pairs, Refusal):
        refuse(pairs)
    if not second:
        return pairs[0]
    wanted = _known(history.person_id(contest.definition, second))
    pair = next((pair for pair in pairs if wanted in pair), None)
    if pair is None:
        fail(_("{who} tidak dapat menyetujui ini.").format(who=second), NOT_DONE)
    return pair


def _granted(desk: Desk, who: str, pair: tuple[str, ...]) -> str:
    granted = {one: ask_secret(_asked(desk.contest.definition, one)) for one in pair}
    made = desk.reset_secret(who, granted)
    if isinstance(made, Refusal):
        refuse(made)
    return made


def _asked(event: Event, who: str) -> str:
    if who == OPERATOR:
        return _("Kata sandi operator")
    return _("PIN {juri}").format(juri=dict(event.pin_holders())[who])
