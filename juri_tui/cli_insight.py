"""`juri insight`: how sure a ranking is, from a locked contest or from an event file and marks in CSV."""

import json
import sys
from pathlib import Path

import click

from juri_tui.ceremony_view import override_words
from juri_tui.cli_rank import BAD_INPUT, GOOD, INCOMPLETE, read_files, rendered
from juri_tui.clock import system_clock
from juri_tui.contest import Contest, State
from juri_tui.desk import Desk, Role
from juri_tui.faults import Fault
from juri_tui.insight import Insight, insight
from juri_tui.insight_json import as_json
from juri_tui.insight_words import far_off, first_place, limits, ranges
from juri_tui.lang import _
from juri_tui.model import Event
from juri_tui.standing import Cells
from juri_tui.store_fault import StoreFault
from juri_tui.text import quoted
from juri_tui.unfold_words import unfolded_lines
from juri_tui.why import unfold

NOT_DONE = 3
EVENT_ENDING = ".toml"
Ending = tuple[int, str, str]
"""Exit code, standard output, standard error."""


def insight_of_files(event: Path, scores: Path, adjustments: Path | None, *, json_wanted: bool) -> Ending:
    """What an event file and CSV say; never raises for a bad file.

    0 complete, 1 while marks are missing (what can still happen is printed), 2 bad input: every fault, one a line.
    """
    read = read_files(event, scores, adjustments)
    if isinstance(read, str):
        return BAD_INPUT, "", read
    definition, cells, decisions = read
    found = insight(definition, cells, decisions)
    if found.standings.faults:
        equal = [Fault(1, 1, fault.words(definition)) for fault in found.standings.faults]
        return BAD_INPUT, "", rendered(scores, equal)
    code = GOOD if found.standings.complete else INCOMPLETE
    return code, _output(definition, found, cells, json_wanted=json_wanted), ""


def insight_of_contest(contest: Contest, file: str, *, json_wanted: bool) -> Ending:
    """What a contest says once its result is locked; before that one line and 1: marks are nobody's business yet."""
    if contest.state not in (State.LOCKED, State.ANNOUNCED):
        words = _("{file}: hasil belum dikunci; nilai juri masih tertutup.")
        return INCOMPLETE, "", words.format(file=file) + "\n"
    cells = contest.cells()
    found = insight(contest.definition, cells, contest.adjustments())
    told = _output(contest.definition, found, cells, json_wanted=json_wanted)
    set_by_juri = [] if json_wanted else override_words(contest)
    return GOOD, told + "".join(f"\n{line}\n" for line in set_by_juri), ""


def _output(event: Event, found: Insight, cells: Cells, *, json_wanted: bool) -> str:
    if json_wanted:
        return json.dumps(as_json(found, event), ensure_ascii=False, indent=2) + "\n"
    parts = [first_place(event, found), ranges(event, found), far_off(event, found.panel), limits(found.panel)]
    whole = found.standings
    parts += [list(unfolded_lines(whole, event, unfold(whole, event, cells, row.kbk))) for row in whole.rows]
    return event.event.name + "\n" + "".join("\n" + "".join(f"{line}\n" for line in part) for part in parts if part)


def _contest_file(file: Path, *, json_wanted: bool) -> Ending:
    shown = quoted(str(file), 4096)
    try:
        desk = Desk(file, Role.BOARD, system_clock())
    except StoreFault as fault:
        passing = fault.code in ("busy", "full", "io", "readonly")
        return (NOT_DONE if passing else BAD_INPUT), "", f"{shown}: {fault.words}\n"
    try:
        return insight_of_contest(desk.contest, shown, json_wanted=json_wanted)
    finally:
        desk.close()


def told(file: Path, scores: Path | None, adjustments: Path | None, *, json_wanted: bool) -> Ending:
    """`juri insight` as a whole: an event file goes with --scores, a contest file stands alone."""
    shown = quoted(str(file), 4096)
    if scores is not None:
        return insight_of_files(file, scores, adjustments, json_wanted=json_wanted)
    if file.suffix.lower() == EVENT_ENDING:
        return (
            BAD_INPUT,
            "",
            _("{file}: berkas acara tanpa nilai; tambahkan --scores NILAI.csv").format(file=shown) + "\n",
        )
    if adjustments is not None:
        words = _("{file}: --adjustments hanya untuk berkas acara (TOML) bersama --scores")
        return BAD_INPUT, "", words.format(file=shown) + "\n"
    return _contest_file(file, json_wanted=json_wanted)


@click.command(
    "insight", help=_("Seberapa pasti peringkatnya: dari acara terkunci, atau berkas acara (TOML) dan nilai (CSV).")
)
@click.argument("file", metavar="FILE|EVENT.toml", type=click.Path(path_type=Path))
@click.option("--scores", metavar="SCORES.csv", type=click.Path(path_type=Path), help=_("nilai juri"))
@click.option(
    "--adjustments",
    metavar="ADJ.csv",
    type=click.Path(path_type=Path),
    help=_("tambahan, pengurangan, status dan keputusan ketua"),
)
@click.option("--json", "json_wanted", is_flag=True, help=_("semuanya untuk program, termasuk statistik juri"))
@click.pass_context
def insight_command(
    context: click.Context, file: Path, scores: Path | None, adjustments: Path | None, json_wanted: bool
) -> None:
    """The click command around `told`."""
    code, out, err = told(file, scores, adjustments, json_wanted=json_wanted)
    # To a file or a pipe always UTF-8, whatever the console of the system speaks.
    click.echo(out if sys.stdout.isatty() else out.encode(), nl=False)
    click.echo(err, nl=False, err=True)
    context.exit(code)
