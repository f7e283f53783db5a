"""The commands about a contest file and the machine: what each says, and with which code it ends."""

import json
from pathlib import Path

import pytest
from clocks import ManualClock
from contests import Stagehand
from events import kediri
from ledgers import meddle
from real import PASSPHRASE, Real

from juri_tui import cli, pins, second_disk
from juri_tui.decisions import result
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.model import Refusal
from juri_tui.recent import recent
from juri_tui.records import Record
from juri_tui.store import Store, examine

EVENT = Path(cli.__file__).parent / "data" / "kediri-2016.toml"


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> Path:
    """A contest up to the last sheet, still open. Tests copy it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pins, "COST", 2**4)
        hand = Stagehand(tmp_path_factory.mktemp("played") / "kediri.juri", kediri(), ManualClock()).event()
        hand.desk.close()
    return hand.path


@pytest.fixture
def open_one(played: Path, tmp_path: Path) -> Path:
    path = tmp_path / "kediri.juri"
    path.write_bytes(played.read_bytes())
    return path


@pytest.fixture
def locked(open_one: Path) -> Path:
    desk = Desk(open_one, Role.OPERATOR, ManualClock())
    desk.sit("pemprov", "111111")
    desk.act(result.open_deliberation)
    desk.act(result.lock)
    desk.close()
    return open_one


# --- history -------------------------------------------------------------------------------------------------------


def test_history_masks_until_the_lock(run, open_one: Path) -> None:
    code, out, err = run("history", open_one)
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 41
    assert "1 KBK Ceria: Paparan dimulai." in out
    assert "15,5" not in out
    assert "tertutup" in out


def test_history_shows_marks_after_the_lock_and_any_moment_before_it(run, locked: Path) -> None:
    assert "15,5" in run("history", locked)[1]
    out = run("history", locked, "--at", 12)[1]
    assert "15,5" in out, "it is the file that is open or closed, not the moment looked at"
    assert len(out.splitlines()) == 13


def test_history_of_a_moment_stays_closed_while_the_file_is(run, open_one: Path) -> None:
    assert "15,5" not in run("history", open_one, "--at", 12)[1]


def test_history_filters_and_speaks_json(run, open_one: Path) -> None:
    code, out, _err = run("history", open_one, "--juri", "juri swasta", "--kbk", "2", "--json")
    rows = json.loads(out)
    assert code == 0
    assert [(row["kind"], row["people"], row["kbk"]) for row in rows] == [("sheet_sent", ["swasta"], ["melati"])]
    assert len(json.loads(run("history", open_one, "--kind", "slot_started", "--json")[1])) == 8


@pytest.mark.parametrize(
    "option", [("--kbk", "hantu"), ("--juri", "hantu"), ("--kind", "slot_hilang"), ("--at", "999"), ("--at", "0")]
)
def test_history_refuses_what_is_not_there(run, open_one: Path, option: tuple[str, str]) -> None:
    code, out, err = run("history", open_one, *option)
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_history_tells_a_broken_chain_and_what_can_be_read(run, open_one: Path) -> None:
    meddle(open_one, "UPDATE ledger SET actor = 'x' WHERE seq = 7")
    code, out, err = run("history", open_one)
    assert (code, len(out.splitlines())) == (1, 41)
    assert "catatan 7" in err


# --- verify --------------------------------------------------------------------------------------------------------


def test_verify_says_intact_and_the_digest(run, locked: Path) -> None:
    lock = examine(locked).rows[-1]
    code, out, _err = run("verify", locked)
    assert code == 0
    assert "utuh, 42 catatan" in out
    assert out.endswith("Ini berkas LATIHAN.\n")
    digest = out.splitlines()[1].rpartition(" ")[2]
    assert digest.startswith(f"{lock.seq}-")
    assert run("verify", locked, "--digest", digest)[0] == 0
    bare = digest.partition("-")[2].replace("-", "")
    for way in (digest.replace("-", " ").lower(), digest.replace("-", "  -"), f"{lock.seq} {bare}"):
        assert run("verify", locked, "--digest", way)[0] == 0, way
    assert run("verify", locked, "--seq", lock.seq, "--digest", digest.partition("-")[2])[0] == 0
    body = json.loads(run("verify", locked, "--json")[1])
    assert body == {"intact": True, "rehearsal": True, "records": 42, "digest": digest, "findings": []}


@pytest.mark.parametrize(
    "typed", ["", "42-AAAA", "42-AAAA-BBB", "42-AAAA-BBB1", "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF", "halo"]
)
def test_a_code_that_is_none_is_a_slip_of_the_fingers(run, locked: Path, typed: str) -> None:
    code, out, err = run("verify", locked, "--digest", typed)
    assert (code, out) == (2, "")
    assert "35-2WKE-JU53" in err


def test_verify_names_what_was_changed(run, locked: Path) -> None:
    assert run("verify", locked, "--digest", "42-AAAA-BBBB-CCCC-DDDD-EEEE")[0] == 1
    meddle(locked, "UPDATE ledger SET payload = replace(payload, '15.5', '19.5') WHERE seq = 12")
    code, out, _err = run("verify", locked)
    assert code == 1
    assert out.startswith(f"{locked}: TIDAK UTUH")
    assert any("catatan 12" in line for line in out.splitlines()[1:])
    codes = {one["code"] for one in json.loads(run("verify", locked, "--json")[1])["findings"]}
    assert codes == {"chain", "result"}


def test_verify_recomputes_the_papers(run, locked: Path, open_one: Path, tmp_path: Path) -> None:
    folder = tmp_path / "hasil"
    run("export", locked, "--to", folder)
    assert run("verify", locked, "--papers", folder)[0] == 0
    whole = folder / "LATIHAN-hasil.json"
    whole.write_text(whole.read_text(encoding="utf-8").replace('"signatures": []', '"signatures": ["swasta"]'))
    assert run("verify", locked, "--papers", folder)[0] == 0, "a signature may come later"
    ranking = folder / "LATIHAN-peringkat.csv"
    ranking.write_text(ranking.read_text(encoding="utf-8").replace("82.25", "92.25"))
    whole.write_text("{")
    code, out, _err = run("verify", locked, "--papers", folder)
    assert code == 1
    assert "LATIHAN-peringkat.csv" in out
    assert "LATIHAN-hasil.json" in out
    assert "LATIHAN-rekap.csv" not in out
    assert run("verify", open_one, "--papers", folder)[0] == 1, "nothing to compare before the lock"


def test_verify_knows_the_recap_of_every_moment_since_the_lock(run, locked: Path, tmp_path: Path) -> None:
    folder, clock = tmp_path / "hasil", ManualClock()
    run("export", locked, "--to", folder)
    page = folder / "LATIHAN-rekap.txt"
    before = page.read_text(encoding="utf-8")
    desk = Desk(locked, Role.KETUA, clock)
    assert desk.sit("pemprov", "111111") is None
    assert isinstance(desk.sign_as("swasta", "222222"), Record)
    desk.close()
    assert run("verify", locked, "--papers", folder)[0] == 0, "signed after the paper was made"
    page.unlink()
    (folder / "LATIHAN-hasil.json").unlink()
    run("export", locked, "--to", folder)
    assert "✓ Juri Swasta" in page.read_text(encoding="utf-8")
    assert run("verify", locked, "--papers", folder)[0] == 0
    page.write_text(before.replace("……", "✓"), encoding="utf-8")
    code, out, _err = run("verify", locked, "--papers", folder)
    assert code == 1
    assert "LATIHAN-rekap.txt" in out, "nobody signed like that"
    page.unlink()
    page.mkdir()
    assert run("verify", locked, "--papers", folder)[0] != 0


def test_verify_against_a_journal(run, open_one: Path, tmp_path: Path) -> None:
    assert run("verify", open_one, "--journal", tmp_path / "usb")[0] == 1
    (tmp_path / "usb").mkdir()
    assert run("verify", open_one, "--journal", tmp_path / "usb")[0] == 1, "no journal of this contest is no witness"


@pytest.mark.parametrize("content", [None, b"", b"bukan acara"])
def test_verify_of_what_is_no_contest(run, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "aneh.juri"
    if content is not None:
        path.write_bytes(content)
    code, out, err = run("verify", path)
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_verify_of_torn_pages_is_not_intact(run, open_one: Path) -> None:
    raw = bytearray(open_one.read_bytes())
    raw[4096 * 4 : 4096 * 5] = bytes(4096)
    open_one.write_bytes(raw)
    assert run("verify", open_one)[0] == 1


def test_a_seq_alone_is_no_question(run, open_one: Path) -> None:
    assert run("verify", open_one, "--seq", 4)[0] == 2


# --- copies --------------------------------------------------------------------------------------------------------


def test_a_backup_is_restored_to_the_same_ledger(run, open_one: Path, tmp_path: Path) -> None:
    code, out, _err = run("backup", open_one)
    assert code == 0
    made = next(tmp_path.glob("kediri-*.cadangan.juri"))
    assert str(made) in out
    assert recent(tmp_path) == [open_one], "a copy is no contest to go on with"
    target = tmp_path / "pulih.juri"
    assert run("restore", made, "--to", target)[0] == 0
    assert examine(target).rows == examine(open_one).rows
    desk = Desk(target, Role.OPERATOR, ManualClock())
    desk.claim_console()
    desk.sit(OPERATOR, "latihan")
    assert not isinstance(desk.act(result.write_note, "pulih"), Refusal)
    desk.close()


def test_a_backup_while_the_contest_is_open(run, open_one: Path, tmp_path: Path) -> None:
    desk = Desk(open_one, Role.OPERATOR, ManualClock())
    desk.claim_console()
    desk.sit(OPERATOR, "latihan")
    desk.act(result.write_note, "masih di log")
    folder = tmp_path / "usb"
    folder.mkdir()
    assert run("backup", open_one, "--to", folder)[0] == 0
    assert examine(next(folder.iterdir())).rows[-1].kind == "note_written"
    desk.close()


def test_nothing_is_overwritten(run, open_one: Path, tmp_path: Path) -> None:
    taken = tmp_path / "ada.juri"
    taken.write_text("milik orang")
    assert run("backup", open_one, "--to", taken)[0] == 3
    assert run("restore", open_one, "--to", taken)[0] == 3
    assert taken.read_text() == "milik orang"
    assert run("backup", open_one, "--to", open_one)[0] == 3


def test_a_stale_log_beside_the_target_is_refused(run, open_one: Path, tmp_path: Path) -> None:
    (tmp_path / "baru.juri-wal").write_bytes(b"sisa")
    assert run("restore", open_one, "--to", tmp_path / "baru.juri")[0] == 3
    assert not (tmp_path / "baru.juri").exists()


def test_a_broken_backup_is_not_restored(run, open_one: Path, tmp_path: Path) -> None:
    meddle(open_one, "UPDATE ledger SET actor = 'x' WHERE seq = 7")
    code, _out, err = run("restore", open_one, "--to", tmp_path / "pulih.juri")
    assert code == 2
    assert "#7" in err
    assert not (tmp_path / "pulih.juri").exists()
    assert run("backup", open_one)[0] == 2
    assert run("restore", tmp_path / "tidak-ada", "--to", tmp_path / "x.juri")[0] == 2
    assert run("backup", open_one, "--to", tmp_path / "tidak" / "ada.juri")[0] == 2


# --- secrets -------------------------------------------------------------------------------------------------------


@pytest.fixture
def real(tmp_path: Path) -> Real:
    made = Real(tmp_path / "nyata.juri")
    made.desk.close()
    return made


def proves(path: Path, who: str, secret: str) -> bool:
    desk = Desk(path, Role.OPERATOR, ManualClock())
    refused = desk.prove(who, secret)
    desk.close()
    return refused is None


def test_a_new_pin_is_shown_once(run, real: Real) -> None:
    code, out, _err = run("pin", real.path, "--for", "Juri Swasta", typed=f"{PASSPHRASE}\n{real.pins['pemprov']}\n")
    assert code == 0
    pin = out.strip().rpartition(" ")[2]
    assert out.startswith("PIN baru Juri Swasta: ")
    assert (len(pin), pin.isdigit(), proves(real.path, "swasta", pin)) == (6, True, True)
    assert "PIN Juri Swasta diganti" in run("history", real.path)[1]
    assert "LATIHAN" not in run("verify", real.path)[1]
    assert pin not in run("history", real.path, "--json")[1]


def test_a_lost_passphrase(run, real: Real) -> None:
    typed = f"{real.pins['pemprov']}\n{real.pins['swasta']}\n"
    code, out, _err = run("pin", real.path, "--for", "operator", "--with", "swasta", typed=typed)
    assert code == 0
    assert proves(real.path, OPERATOR, out.strip().rpartition(" ")[2])


def test_pins_are_not_given_away(run, real: Real) -> None:
    assert run("pin", real.path, "--for", "swasta", typed=f"{PASSPHRASE}\n000000\n")[0] == 3
    assert run("pin", real.path, "--for", "swasta", typed="")[0] == 130
    assert run("pin", real.path, "--for", "hantu")[0] == 2
    assert run("pin", real.path, "--for", "pemprov", "--with", "hantu")[0] == 2
    assert run("pin", real.path, "--for", "pemprov", "--with", "pemprov")[0] == 3
    assert examine(real.path).rows[-1].kind == "rules_frozen"
    assert proves(real.path, "swasta", real.pins["swasta"])


def test_pins_of_a_rehearsal_and_of_a_broken_file(run, open_one: Path, real: Real) -> None:
    assert run("pin", open_one, "--for", "swasta")[0] == 3
    meddle(real.path, "UPDATE ledger SET actor = 'x' WHERE seq = 2")
    assert run("pin", real.path, "--for", "swasta")[0] == 1


# --- the mirror ----------------------------------------------------------------------------------------------------


@pytest.fixture
def shown(monkeypatch) -> list[Desk]:
    """The desks of the programs that would have been shown."""
    from juri_tui.app import JuriApp

    desks: list[Desk] = []
    monkeypatch.setattr(cli, "need_terminal", lambda: None)
    monkeypatch.setattr(JuriApp, "run", lambda app: desks.append(app.desk))
    return desks


def test_new_and_open_remember_the_mirror(run, shown, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    target = tmp_path / "acara.juri"
    typed = "rahasia kami\nrahasia kami\n"
    assert run("new", EVENT, "--file", target, "--mirror", stick, typed=typed)[0] == 0
    store = Store.open(target, readonly=True)
    assert store.live("mirror") == {"folder": str(stick), "apart": False}
    store.close()
    assert run("open", target)[0] == 0
    assert shown[0].mirror_status() is not None
    shown[0].close()
    assert list(stick.glob("*.cadangan.juri"))


def test_the_demo_takes_a_mirror(run, shown, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    assert run("demo", "--mirror", stick)[0] == 0
    assert shown[0].mirror_status() is not None
    shown[0].close()


def test_a_mirror_that_is_not_there_or_not_for_this_role(run, shown, open_one: Path, tmp_path: Path) -> None:
    assert run("open", open_one, "--mirror", tmp_path / "tidak-ada")[0] == 2
    assert run("open", open_one, "--as", "juri", "--mirror", tmp_path)[0] == 2
    assert shown == []


def test_a_mirror_that_can_not_be_written(run, shown, open_one: Path, tmp_path: Path, monkeypatch) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    monkeypatch.setattr(second_disk, "temporary", lambda _path: Path("/proc/uji"))
    code, _out, err = run("open", open_one, "--mirror", stick)
    assert (code, len(err.splitlines()), shown) == (3, 1, [])


# --- as it was -----------------------------------------------------------------------------------------------------


def test_export_of_a_moment(run, locked: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dulu"
    assert run("export", locked, "--to", folder, "--at", 14)[0] == 2
    assert run("export", locked, "--to", folder, "--sementara", "--at", 999, typed="111111\n")[0] == 2
    assert not folder.exists()
    assert run("export", locked, "--to", folder, "--sementara", "--at", 42, typed="111111\n")[0] == 0
    body = json.loads((folder / "LATIHAN-SEMENTARA-hasil.json").read_text(encoding="utf-8"))
    assert (body["digest"], body["hash"]) == ("SEMENTARA", None), "a lock of then is no result now"
    assert run("export", locked, "--to", tmp_path / "tengah", "--sementara", "--at", 14, typed="111111\n")[0] == 0
    body = json.loads((tmp_path / "tengah" / "LATIHAN-SEMENTARA-hasil.json").read_text(encoding="utf-8"))
    assert [row["kbk"] for row in body["result"]["standings"] if row["place"]] == ["ceria"]


def test_reading_commands_do_not_touch_the_file(run, open_one: Path) -> None:
    before = open_one.read_bytes()
    run("history", open_one, "--at", 9)
    run("verify", open_one)
    assert open_one.read_bytes() == before
