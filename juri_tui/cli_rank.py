"""`juri rank`: the standings of any contest from an event file and marks in CSV, without a database."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, TypeVar

import click

from juri_tui import event_file
from juri_tui.faults import Fault
from juri_tui.files import read_text
from juri_tui.lang import _
from juri_tui.model import Event
from juri_tui.rank_table import ranking_csv, table_text
from juri_tui.scores_file import read_adjustments, read_scores
from juri_tui.scoring import Standings, as_json, standings
from juri_tui.standing import Adjustment, Cells
from juri_tui.text import quoted

Format = Literal["table", "json", "csv"]
T = TypeVar("T")
GOOD, INCOMPLETE, BAD_INPUT = 0, 1, 2


def rank(event: Path, scores: Path, adjustments: Path | None, form: Format) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `juri rank`; never raises for a bad file.

    0 complete, 1 incomplete (the provisional standings are printed), 2 bad input: every fault of every file that can
    be checked, one a line, and nothing on standard output.
    """
    read = read_files(event, scores, adjustments)
    if isinstance(read, str):
        return BAD_INPUT, "", read
    definition, cells, decisions = read
    result = standings(definition, cells, decisions)
    if result.faults:
        equal = [Fault(1, 1, fault.words(definition)) for fault in result.faults]
        return BAD_INPUT, "", rendered(scores, equal)
    return (GOOD if result.complete else INCOMPLETE), _output(result, definition, form), _warnings(result, form)


def read_files(event: Path, scores: Path, adjustments: Path | None) -> tuple[Event, Cells, Sequence[Adjustment]] | str:
    """The event, the marks and the decisions of three files; or every fault of all that can be checked, one a line."""
    definition = event_file.load(event)
    cells = _read(scores, definition, read_scores)
    decisions = () if adjustments is None else _read(adjustments, definition, read_adjustments)
    if isinstance(definition, list) or isinstance(cells, list) or isinstance(decisions, list):
        read = ((event, definition), (scores, cells), (adjustments or scores, decisions))
        return "".join(rendered(path, made) for path, made in read if isinstance(made, list))
    return definition, cells, decisions


def _read(path: Path, event: Event | list[Fault], parse: Callable[[str, Event], T | list[Fault]]) -> T | list[Fault]:
    """What the file says for this event, or its faults; without an event only whether the file can be read at all."""
    text = read_text(path, "CSV UTF-8")
    if isinstance(text, Fault):
        return [text]
    return [] if isinstance(event, list) else parse(text, event)


def rendered(path: Path, faults: list[Fault]) -> str:
    """The faults of a file, one a line."""
    return "".join(fault.render(quoted(str(path), 4096)) + "\n" for fault in faults)


def _output(result: Standings, event: Event, form: Format) -> str:
    if form == "json":
        return json.dumps(as_json(result, event), ensure_ascii=False, indent=2) + "\n"
    return ranking_csv(result, event) if form == "csv" else table_text(result, event)


def _warnings(result: Standings, form: Format) -> str:
    """CSV has no place for warnings, and they must not get lost."""
    return "".join(f"* {words}\n" for words in result.warnings) if form == "csv" else ""


@click.command("rank", help=_("Hitung peringkat dari berkas acara (TOML) dan nilai (CSV), tanpa basis data."))
@click.argument("event", metavar="EVENT.toml", type=click.Path(path_type=Path))
@click.option("--scores", required=True, metavar="SCORES.csv", type=click.Path(path_type=Path), help=_("nilai juri"))
@click.option(
    "--adjustments",
    metavar="ADJ.csv",
    type=click.Path(path_type=Path),
    help=_("tambahan, pengurangan, status dan keputusan ketua"),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help=_("bentuk hasil"),
)
@click.pass_context
def rank_command(context: click.Context, event: Path, scores: Path, adjustments: Path | None, form: Format) -> None:
    """The click command around `rank`."""
    code, out, err = rank(event, scores, adjustments, form)
    # To a file or a pipe always UTF-8, whatever the console of the system speaks.
    click.echo(out if sys.stdout.isatty() else out.encode(), nl=False)
    click.echo(err, nl=False, err=True)
    context.exit(code)
