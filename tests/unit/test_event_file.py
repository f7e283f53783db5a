"""The event file: what it may leave out, which files are not read at all, and the way back to text."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juri_tui import files
from juri_tui.event_check import event_faults
from juri_tui.event_file import dump, load, parse
from juri_tui.faults import Fault
from juri_tui.model import Award, Criterion, Event, EventInfo, Juri, Kbk, Level, Phase, Scoring
from juri_tui.rubrics import DEMO_EVENT

SMALL = """\
format = 1
[event]
name = "Gelar"
[[criterion]]
name = "Hasil & dampak"
[[juri]]
name = "Bu Sri"
[[kbk]]
name = "KBK Ceria"
"""


def event_of(text: str) -> Event:
    event = parse(text)
    assert isinstance(event, Event), event
    return event


# --- what may be left out --------------------------------------------------------------------------------------------


def test_the_smallest_file_and_its_defaults() -> None:
    event = event_of(SMALL)
    assert event == Event(
        event=EventInfo(name="Gelar"),
        criterion=(Criterion(id="hasil-dampak", name="Hasil & dampak"),),
        juri=(Juri(id="bu-sri", name="Bu Sri"),),
        kbk=(Kbk(id="kbk-ceria", name="KBK Ceria", number=1),),
    )
    criterion, juri, scoring, phase = event.criterion[0], event.juri[0], event.scoring, event.phase[0]
    assert (criterion.min, criterion.max, criterion.step, criterion.weight) == (0, 100, 1, 1)
    assert (juri.role, juri.weight, juri.criteria) == ("anggota", 1, None)
    assert (scoring.method, scoring.trim, scoring.total, scoring.rounding) == ("mean", 1, "points", ())
    assert (scoring.ties, scoring.places, scoring.quorum, scoring.floor) == ((), "standard", None, None)
    assert scoring.display_digits == 2
    assert (phase.length, phase.warn, phase.kind) == (1800, (300, 60), "presentation")
    assert (event.overtime.mode, event.board.mode, event.cut, event.award) == ("record", "langsung", None, ())


def test_ids_from_names_keep_clear_of_those_given() -> None:
    rows = '[[kbk]]\nname = "A B"\n[[kbk]]\nid = "a-b"\n[[kbk]]\nname = "a  b!"\n'
    event = event_of(SMALL + rows)
    assert [(kbk.id, kbk.name, kbk.number) for kbk in event.kbk] == [
        ("kbk-ceria", "KBK Ceria", 1), ("a-b-2", "A B", 2), ("a-b", "a-b", 3), ("a-b-3", "a b!", 4)
    ]  # fmt: skip


def test_a_pendamping_does_not_count_unless_told() -> None:
    event = event_of(SMALL + '[[juri]]\nname = "X"\nrole = "pendamping"\n')
    assert [juri.weight for juri in event.juri] == [1, 0]


@pytest.mark.parametrize(("length", "warn"), [("10m", (300, 60)), ("5m", (60,)), ("61s", (60,)), ("1m", ())])
def test_usual_warnings_only_where_the_phase_is_longer(length: str, warn: tuple[int, ...]) -> None:
    event = event_of(SMALL + f'[[phase]]\nname = "Yel-yel"\nlength = "{length}"\n')
    assert (event.phase[0].id, event.phase[0].warn) == ("yel-yel", warn)


@pytest.mark.parametrize("written", ['"0,5"', '"0.5"', "0.5", '"+0.50"'])
def test_numbers_are_exact_in_every_spelling(written: str) -> None:
    step = event_of(SMALL.replace("[[juri]]", f"step = {written}\n[[juri]]")).criterion[0].step
    assert isinstance(step, Decimal)
    assert step == Decimal("0.5")


@pytest.mark.parametrize("written", ['"09.05"', '"9:05"', '"09:05:00"', "09:05:00"])
def test_a_time_of_day_in_every_spelling(written: str) -> None:
    event = event_of(SMALL + f"planned = {written}\n")
    assert event.kbk[0].planned == dt.time(9, 5)


@pytest.mark.parametrize("written", ["2016-10-25", '"2016-10-25"'])
def test_a_date_in_every_spelling(written: str) -> None:
    event = event_of(SMALL.replace('"Gelar"', f'"Gelar"\ndate = {written}'))
    assert event.event.date == dt.date(2016, 10, 25)


def test_inline_tables_dotted_keys_crlf_and_a_byte_order_mark() -> None:
    text = (
        '\ufeffformat = 1\r\nevent.name = "G"\r\ncriterion = [{ name = "A" }]\r\njuri=[{id="j"}]\r\nkbk=[{id="k"}]\r\n'
    )
    assert event_of(text).criterion[0].id == "a"


def test_names_are_cleaned_and_markup_comes_through() -> None:
    event = event_of(SMALL.replace("KBK Ceria", " Tim  [/]\u00ad Rocket \u200b"))
    assert event.kbk[0].name == "Tim [/] Rocket"
    assert event_of(SMALL.replace("KBK Ceria", "=1+1")).kbk[0].name == "=1+1"


# --- the file itself -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (SMALL.encode("utf-16"), Fault(1, 1, "bukan teks UTF-8; simpan sebagai UTF-8")),
        (SMALL.encode("utf-16-le"), Fault(1, 2, "berkas berisi karakter NUL; simpan sebagai UTF-8")),
        (b"format = 1\n# caf\xe9\n", Fault(2, 6, "bukan teks UTF-8; simpan sebagai UTF-8")),
        (b"\x00", Fault(1, 1, "berkas berisi karakter NUL; simpan sebagai UTF-8")),
        (b"a\nb\x00", Fault(2, 2, "berkas berisi karakter NUL; simpan sebagai UTF-8")),
        (b"\n#" + b"x" * 65_536, Fault(2, 65_537, "baris terlalu panjang, paling banyak 65.536 karakter")),
        (b" " * (32 * 1024 * 1024 + 1), Fault(1, 1, "berkas terlalu besar, paling banyak 32 MiB")),
    ],
    ids=["utf-16", "utf-16 without mark", "latin-1", "only nul", "nul", "long line", "big"],
)
def test_bytes_that_are_refused(tmp_path: Path, raw: bytes, fault: Fault) -> None:
    (tmp_path / "acara.toml").write_bytes(raw)
    assert load(tmp_path / "acara.toml") == [fault]


def test_bytes_that_are_read(tmp_path: Path) -> None:
    path = tmp_path / "acara.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode() + b"#" + b"x" * 65_535)
    assert load(path) == event_of(SMALL)


def test_an_empty_file_names_all_that_is_required(tmp_path: Path) -> None:
    (tmp_path / "acara.toml").write_bytes(b"")
    faults = load(tmp_path / "acara.toml")
    assert isinstance(faults, list)
    assert [fault.render("acara.toml") for fault in faults] == [
        "acara.toml:1:1: acara: wajib ada: [event]",
        "acara.toml:1:1: format: wajib diisi (format = 1)",
        "acara.toml:1:1: juri: wajib ada: [[juri]]",
        "acara.toml:1:1: kbk: wajib ada: [[kbk]]",
        "acara.toml:1:1: kriteria: wajib ada: [[criterion]]",
    ]


def test_a_file_may_be_as_big_as_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FILE_LIMIT", 10)
    (tmp_path / "acara.toml").write_bytes(b"1234567890")
    assert files.read_text(tmp_path / "acara.toml") == "1234567890"
    (tmp_path / "acara.toml").write_bytes(b"12345678901")
    assert isinstance(files.read_text(tmp_path / "acara.toml"), Fault)


def test_files_that_can_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(tmp_path / "tidak-ada.toml") == [Fault(1, 1, "berkas tidak ada")]
    assert load(tmp_path) == [Fault(1, 1, "ini folder, bukan berkas")]
    assert load(Path("a\0b")) == [Fault(1, 1, "berkas tidak dapat dibaca: embedded null byte")]

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # as root, no file is unreadable
    assert load(tmp_path / "acara.toml") == [Fault(1, 1, "berkas tidak dapat dibaca: tidak diizinkan")]


def test_a_syntax_fault_is_the_only_one() -> None:
    assert parse("format = 1\nname\n") == [Fault(2, 5, "setelah kunci harus ada tanda =, di “name”")]


# --- the way back ----------------------------------------------------------------------------------------------------

lines = st.text(st.sampled_from("ab \"'\\#[]=é😀\u200d"), max_size=12)
names = lines.filter(lambda line: line.strip() != "")
decimals = st.decimals(min_value=-1000, max_value=1000, places=3)
times = st.none() | st.times().map(lambda time: time.replace(microsecond=0))


@st.composite
def events(draw: st.DrawFn) -> Event:
    low = draw(decimals)
    criteria = tuple(
        Criterion(id=f"c{n}", name=draw(names), description=draw(lines) + "\n" + draw(lines),
                  weight=draw(st.integers(1, 9)), min=low, max=low + 10, step=Decimal("0.5"),
                  levels=(Level(from_=low, text="x\ny"),) * n)
        for n in range(draw(st.integers(1, 3)))
    )  # fmt: skip
    own = draw(st.none() | st.just(("c0",)))
    kbk = tuple(
        Kbk(
            id=f"k{n}",
            name=draw(names),
            number=n + 1,
            planned=draw(times),
            members=tuple(draw(st.lists(names, max_size=3))),
        )
        for n in range(draw(st.integers(1, 3)))
    )
    length = draw(st.integers(1, 86_400))
    return Event(
        event=EventInfo(name=draw(names), date=draw(st.none() | st.dates()), start=draw(times), organiser=draw(lines)),
        phase=(
            Phase(
                id="p",
                name="P",
                length=length,
                warn=tuple(draw(st.lists(st.integers(1, length), max_size=2, unique=True))),
            ),
        ),
        scoring=Scoring(
            floor=draw(st.none() | decimals), ties=tuple(draw(st.sets(st.sampled_from(["chair", "panel"]))))
        ),
        criterion=criteria,
        juri=(Juri(id="j", name=draw(names)), Juri(id="p", name="P", role="pendamping", criteria=own)),
        kbk=kbk,
        award=(Award(name="A", place=1), Award(name="B", decision=True), Award(name="C", min=draw(decimals))),
    )


@given(events())
def test_what_is_dumped_loads_equal(event: Event) -> None:
    assert event_faults(event) == []
    assert parse(dump(event)) == event


def test_the_demo_event_dumps_and_loads_equal() -> None:
    event = load(DEMO_EVENT)
    assert isinstance(event, Event)
    assert parse(dump(event)) == event


# --- whatever stands in the file, only faults come out ---------------------------------------------------------------

values = st.sampled_from(
    ["1", "-1", "0.5", "1e5", '"x"', '"30m"', '""', "true", "2016-10-25", "09:00:00", "[]", "[1]", '["x"]', "{}",
     "[{}]", '[{ from = 0, text = "x" }]', '[{ stage = "final", digits = 0 }]', '"\\u001b"', '"ketua"', '"rank_sum"']
)  # fmt: skip
tables = st.sampled_from(
    ["event", "kop", "official", "phase", "overtime", "break", "board", "scoring", "cut", "criterion", "juri", "kbk",
     "award", "lain"]
)  # fmt: skip
keys = st.sampled_from(
    ["id", "name", "length", "warn", "after", "step", "points", "method", "ties", "rounding", "limit", "quorum",
     "total", "weight", "min", "max", "levels", "criteria", "role", "number", "members", "place", "decision",
     "criterion", "phase",      "zone", "date", "lines", "top", "lain"]
)  # fmt: skip
blocks = st.lists(
    st.tuples(tables, st.sampled_from(["[{}]", "[[{}]]"]), st.dictionaries(keys, values, max_size=4)), max_size=6
)


@given(st.dictionaries(tables, values, max_size=2), blocks)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_no_file_makes_the_loader_fall(head: dict[str, str], parts: list[tuple[str, str, dict[str, str]]]) -> None:
    rows = [f"{key} = {value}" for key, value in head.items()]
    for table, header, pairs in parts:
        rows += [header.format(table), *(f"{key} = {value}" for key, value in pairs.items())]
    result = parse("\n".join(rows))
    assert isinstance(result, list)  # there is no format in it
    for fault in result:
        assert 1 <= fault.line <= max(1, len(rows))
        assert not any(word in fault.text for word in ("Input", "should", "valid ", "Value error", "tanpa-nama"))
