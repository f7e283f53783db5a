"""Every paper names the rules it was made under, every paper of the result the lock; new papers are found here."""

import csv
import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterator

import pytest
from events import kediri
from ledger import Ledger

import juri_tui.papers
from juri_tui.contest import Contest
from juri_tui.decisions import result
from juri_tui.model import Refusal, Stamp
from juri_tui.papers.export import Paper
from juri_tui.papers.shelf import shelf

PROGRAM = "periksa.py"
"""Not a paper: the same program beside every export, so that it can be compared with any other copy."""
RULES_ONLY = ("tata-nilai.txt", "laporan-nol.txt", "lembar-kosong-pemprov.txt", "lembar-kosong-swasta.txt")
"""What is not made from a result."""


def prepared() -> Ledger:
    return Ledger()


def frozen() -> Ledger:
    return Ledger().ready()


def judged() -> Ledger:
    return Ledger().event()


def locked() -> Ledger:
    ledger = judged()
    ledger.do(result.open_deliberation)
    ledger.do(result.lock)
    return ledger


def announced() -> Ledger:
    ledger = locked()
    ledger.do(result.announce)
    ledger.do(result.note_erratum, "nama anggota keliru", "salah baca")
    return ledger


def made_by_modules(contest: Contest, now: Stamp) -> Iterator[Paper]:
    """What comes of every public function under `juri_tui.papers` that gives papers; also what nobody offers."""
    for found in pkgutil.walk_packages(juri_tui.papers.__path__, "juri_tui.papers."):
        for name, make in inspect.getmembers(importlib.import_module(found.name), inspect.isfunction):
            told = str(inspect.signature(make).return_annotation)
            if make.__module__ != found.name or name.startswith("_") or "Paper" not in told:
                continue
            wanted = inspect.signature(make).parameters
            given = {key: value for key, value in (("contest", contest), ("now", now)) if key in wanted}
            for more in ({}, {"provisional": True}) if "provisional" in wanted else ({},):
                yield from papers_of(make(**given, **more))


def made_by_shelf(contest: Contest, now: Stamp) -> Iterator[Paper]:
    for offer in shelf(contest):
        yield from papers_of(offer.make(contest, now))


def papers_of(made: Paper | tuple[Paper, ...] | Refusal) -> tuple[Paper, ...]:
    if isinstance(made, Refusal):
        return ()
    return made if isinstance(made, tuple) else (made,)


def missing(paper: Paper, *codes: str) -> list[str]:
    """The codes that do not stand on this paper: of a table on each row, of blank sheets on each page."""
    if paper.name.endswith(".csv"):
        parts = [list(row.values()) for row in csv.DictReader(paper.text.splitlines())]
    elif paper.name.endswith(".json"):
        parts = [list(json.loads(paper.text).values())]
    else:
        parts = [page.replace(".", " ").split() for page in paper.text.split("\f")]
    assert parts, f"{paper.name} is empty"
    return [code for code in codes if any(code not in part for part in parts)]


@pytest.mark.parametrize("stage", [prepared, frozen, judged, locked, announced])
def test_every_paper_names_its_rules_and_its_result(stage) -> None:
    ledger = stage()
    contest, now = ledger.contest, ledger.ticking.now()
    found = [*made_by_shelf(contest, now), *made_by_modules(contest, now)]
    sidik = contest.locked.digest if contest.locked else "SEMENTARA"
    papers = [paper for paper in found if paper.name != PROGRAM]
    assert len({paper.name for paper in papers}) >= 8
    for paper in papers:
        of_result = not paper.name.endswith(RULES_ONLY)
        codes = (contest.rules_code, sidik) if of_result else (contest.rules_code,)
        assert missing(paper, *codes) == [], paper.name


def test_the_program_is_the_same_beside_every_export() -> None:
    texts = set()
    for ledger in (judged(), locked(), Ledger(kediri()).ready()):
        made = made_by_modules(ledger.contest, ledger.ticking.now())
        texts |= {paper.text for paper in made if paper.name == PROGRAM}
    assert len(texts) == 1


def test_this_walk_sees_a_paper_without_its_codes() -> None:
    contest = locked().contest
    code, sidik = contest.rules_code, contest.locked.digest
    assert missing(Paper("waktu.csv", f"a,digest,rules\n1,{sidik},{code}\n2,{sidik},\n"), code, sidik) == [code]
    assert missing(Paper("hasil.json", json.dumps({"rules": code})), code, sidik) == [sidik]
    assert missing(Paper("lembar.txt", f"Kode aturan: {code}\n\f\nkosong\n"), code) == [code]
