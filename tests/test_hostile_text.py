"""Names that are markup, formulas or commands stay names: in every widget, in every file that we write."""

import ast
import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri
from markup_lint import Package, findings, read

from juri_tui import event_file, history, pins
from juri_tui.decisions import result
from juri_tui.event_dump import dump
from juri_tui.model import Event, Kbk
from juri_tui.papers.export import blank_sheets, result_papers, write
from juri_tui.records import Notes, Record
from juri_tui.text import TextFault, clean_block, clean_line, slug

PACKAGE = Path(event_file.__file__).parent
HOSTILE = [
    "Tim [/] Rocket",
    "[@click=app.quit]x[/]",
    "[bold red]Merah[/bold red]",
    "[/]",
    "\\[x] \\",
    "=1+1",
    "+62 812",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "{kbk} %s $accent {0.__class__}",
    "Tim \"Kutip\", 'koma'; <b>&amp;</b>",
    "نادي العلوم",
    "Tim é́́ 👩\u200d🔬",
    "W" * 120,
]
COMMANDS = ["\x1b[2J", "a\x07", "a\x00b", "abc\u202edef", "a\u2028b", "a\u2066b", "\ue000", "a\u0085b", "\ud800"]


# --- what is refused at the border ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_terminal_obeys_is_refused_everywhere(name: str) -> None:
    for clean in (clean_line, clean_block):
        with pytest.raises(TextFault, match="U\\+"):
            clean(name)
    with pytest.raises(ValueError, match="U\\+"):
        Kbk(id="x", name=name, number=1)
    if name.isprintable() or name != "\ud800":
        text = dump(kediri()).replace('"KBK Ceria"', json.dumps(name))
        assert isinstance(event_file.parse(text), list)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_stays_what_it_is(name: str) -> None:
    assert clean_line(name) == unicodedata.normalize("NFC", name)
    assert slug(name).strip("abcdefghijklmnopqrstuvwxyz0123456789-") == ""


# --- event file -> contest -> papers -------------------------------------------------------------------------------


def hostile_event() -> Event:
    """The demo event with a hostile name for every KBK, its office, its members, both juri, criteria and awards."""
    event = kediri()
    kbk = tuple(
        Kbk(id=f"k{place}", name=name, unit=name, number=place, title=name, problem=name, members=(name,))
        for place, name in enumerate(HOSTILE, start=1)
    )
    juri = tuple(one.model_copy(update={"name": name}) for one, name in zip(event.juri, HOSTILE, strict=False))
    criteria = tuple(one.model_copy(update={"name": name}) for one, name in zip(event.criterion, HOSTILE, strict=False))
    award = tuple(one.model_copy(update={"name": name}) for one, name in zip(event.award, HOSTILE[5:], strict=False))
    info = event.event.model_copy(update={"name": HOSTILE[0], "place": HOSTILE[1]})
    return event.model_copy(update={"event": info, "kbk": kbk, "juri": juri, "criterion": criteria, "award": award})


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Event:
    """.. as it comes back from an event file."""
    path = tmp_path_factory.mktemp("event") / "acara.toml"
    path.write_text(dump(hostile_event()), encoding="utf-8")
    event = event_file.load(path)
    assert isinstance(event, Event), event
    assert event == hostile_event()
    return event


@pytest.fixture(scope="module")
def played(loaded: Event, tmp_path_factory) -> Stagehand:
    """A whole contest with these names, locked."""
    folder = tmp_path_factory.mktemp("contest")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pins, "COST", 2**4)
        hand = locked(folder, loaded)
    yield hand
    hand.desk.close()


def locked(folder: Path, loaded: Event) -> Stagehand:
    hand = Stagehand(folder / "acara.juri", loaded, ManualClock()).ready()
    for kbk in loaded.kbk:
        hand.present(kbk.id)
        for juri in loaded.juri:
            hand.sit(juri.id)
            marks = {one.id: str(one.max) for one in loaded.criteria_of(juri.id)}
            sent = hand.desk.send(juri.id, kbk.id, marks, Notes(catatan=HOSTILE[kbk.number - 1]))
            assert isinstance(sent, Record), sent
        hand.sit("operator")
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    hand.do(result.decide_tie, {kbk.id: kbk.number for kbk in loaded.kbk}, "=undian")
    hand.do(result.lock)
    return hand


def test_spreadsheets_run_nothing_and_json_changes_nothing(played: Stagehand, tmp_path: Path) -> None:
    contest = played.desk.contest
    papers = result_papers(contest, played.clock.now())
    assert isinstance(papers, tuple)
    for path in write(papers, tmp_path):
        text = path.read_text(encoding="utf-8")
        assert "\x1b" not in text
        if path.suffix == ".csv":
            rows = list(csv.DictReader(io.StringIO(text)))
            formulas = [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "@", "\t", "\r")]
            assert formulas == []
            assert [cell for row in rows for cell in row.values() if cell[:1] == "-" and not cell[1:2].isdigit()] == []
            names = {row["name"].removeprefix("'") for row in rows}
            assert names == {kbk.name for kbk in contest.definition.kbk}
            assert {row["name"] for row in rows} - names == {f"'{name}" for name in HOSTILE if name[0] in "=+-@"}
    whole = json.loads((tmp_path / "LATIHAN-hasil.json").read_text(encoding="utf-8"))
    assert {row["name"] for row in whole["result"]["standings"]} == {kbk.name for kbk in contest.definition.kbk}


def test_blank_sheets_and_history_say_the_names_as_they_are(played: Stagehand) -> None:
    contest = played.desk.contest
    sheets = "".join(paper.text for paper in blank_sheets(contest))
    told = history.as_text(history.lines(played.desk.records(), masked=False))
    for kbk in contest.definition.kbk:
        assert kbk.name in sheets
        assert kbk.name in told
    for text in (sheets, told):
        bad = {char for char in text if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")}
        assert bad <= {"\n", "\f"}


# --- no plain str reaches a widget ---------------------------------------------------------------------------------


def shown_without_content() -> list[str]:
    trees = read(sorted(PACKAGE.rglob("*.py")))
    package = Package().learn(trees.values())
    return [
        f"{path.relative_to(PACKAGE.parent)}:{line}: {source}"
        for path, tree in trees.items()
        if path.parent.name in ("screens", "widgets") or path.name == "app.py"
        for line, source in findings(tree, package)
    ]


def test_every_widget_is_given_content() -> None:
    assert shown_without_content() == [], "wrap it in textual.content.Content: a plain str is read as markup"


PLANTED = """
class Board(Static):
    def __init__(self, name: str, heading: Content) -> None:
        super().__init__({init})
        self._kept, self._raw = heading, name
        self._now = {kept}

    def render(self) -> object:
        return {render}

    def show(self, kbk: Kbk, rows: list[Content], pairs: dict[str, Content]) -> None:
        words, rich = kbk.name, Content(kbk.name)
        self.update({update})
        self.border_title = {border}
        for row in rows:
            self.query_one("#x", Static).update({row})
        for key, value in pairs.items():
            yield Static({pair}, id="x")
        OptionList(Option({option}))
        self.notify({notify})

    def heading(self) -> Content:
        return Content("x")

    def plain(self) -> str:
        return "x"
"""
GOOD = {
    "init": "heading",
    "kept": "Content(name)",
    "render": "self.heading()",
    "update": "Content(words)",
    "border": '"tetap"',
    "row": "row",
    "pair": "value",
    "option": 'Content.assemble((words, "bold"), words) if key else rich',
    "notify": "words, markup=False",
}


def planted(**changes: str) -> list[tuple[int, str]]:
    tree = ast.parse(PLANTED.format(**(GOOD | changes)))
    return list(findings(tree, Package().learn([tree])))


def test_the_lint_lets_rich_text_pass() -> None:
    assert planted() == []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("init", "name"),
        ("render", "self.plain()"),
        ("render", "f'{self.id}'"),
        ("update", "words"),
        ("update", "f'{kbk.name}'"),
        ("update", "kbk.name"),
        ("update", "'{} '.format(kbk.name)"),
        ("update", "_('Nama {x}').format(x=words)"),
        ("update", "rich.plain"),
        ("update", "words if rich else rich"),
        ("update", "'▲ ' + words"),
        ("update", "Content.from_markup(words)"),
        ("update", "Content.from_text(words)"),
        ("update", "unheard_of(words)"),
        ("border", "words"),
        ("row", "str(row)"),
        ("pair", "key"),
        ("option", "f'{key} {value}'"),
        ("notify", "words"),
        ("update", "self._raw"),
        ("update", "self._unset"),
    ],
)
def test_the_lint_finds_what_is_planted(place: str, source: str) -> None:
    assert [found for _line, found in planted(**{place: source})] == [ast.unparse(ast.parse(source))]


def test_the_lint_follows_attributes() -> None:
    assert planted(update="self._kept") == []
    assert planted(update="self._now") == []
    assert [found for _line, found in planted(update="self._now", kept="name")] == ["self._now"]


def test_the_lint_names_the_line() -> None:
    line = PLANTED.splitlines().index("        self.update({update})") + 1
    assert planted(update="words") == [(line, "words")]
