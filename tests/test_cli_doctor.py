"""`juri doctor`: every line says how it is and what to do, and the code tells whether all is well."""

import json
from pathlib import Path

from juri_tui import cli_doctor, doctor
from juri_tui.clock import Reading
from juri_tui.model import Refusal, Stamp

GOOD = {"TERM": "xterm-256color"}


def test_doctor_prints_one_line_each_and_tells_by_its_code(run, monkeypatch) -> None:
    code, out, _err = run("doctor")
    checks = cli_doctor.measure()
    assert len(out.splitlines()) == len(checks) == 10
    assert code == 1, "a pipe is no terminal"
    assert out.splitlines()[0].startswith("AWAS  terminal")
    rows = json.loads(run("doctor", "--json")[1])
    assert {"name", "good", "words", "advice"} == set(rows[0])
    monkeypatch.setattr(cli_doctor, "measure", lambda: [doctor.signs()])
    assert run("doctor")[0] == 0


def test_every_complaint_says_what_to_do() -> None:
    unset = Reading(Stamp(10**9, "boot-1", 10**9), 10**9)
    pairs = [
        (doctor.terminal((80, 24), True), doctor.terminal((79, 24), True)),
        (doctor.terminal((80, 24), True), doctor.terminal((200, 60), False)),
        (doctor.colours(GOOD), doctor.colours({"TERM": "vt100"}, windows=False)),
        (doctor.colours({"WT_SESSION": "1"}, windows=True), doctor.colours({})),
        (doctor.colours({"COLORTERM": "truecolor"}), doctor.colours(GOOD | {"NO_COLOR": "1"})),
        (doctor.settings({"JURI_LANG": "en"}, None), doctor.settings({"JURI_LANG": "jv"}, None)),
        (doctor.settings({"JURI_THEME": "kertas"}, None), doctor.settings({"JURI_THEME": "gelap"}, None)),
        (
            doctor.settings({"JURI_THEME": ""}, None),
            doctor.settings({}, Refusal("setting", "JURI_LOCK_JURI: 3 di luar")),
        ),
        (doctor.encoding("utf-8"), doctor.encoding("ANSI_X3.4-1968")),
        (doctor.encoding("UTF_8"), doctor.encoding("")),
        (doctor.clock(Reading(Stamp(1_800_000_000 * 10**9, "b", 1), 1)), doctor.clock(unset)),
        (doctor.clock(Reading(Stamp(1_800_000_000 * 10**9, "b", 1), 1)), doctor.clock("no clock is known")),
        (doctor.zone(8 * 3600), doctor.zone(0)),
        (doctor.zone(7 * 3600), doctor.zone(7 * 3600 + 1800)),
        (doctor.sqlite("3.51.3"), doctor.sqlite("3.36.0")),
        (doctor.disk(10**9), doctor.disk(10**8)),
        (doctor.disk(10**9), doctor.disk("Input/output error")),
        (doctor.folder(Path("/x"), None), doctor.folder(Path("/x"), Refusal("x", "tidak dapat ditulisi."))),
    ]
    for good, bad in pairs:
        assert (good.good, bad.good) == (True, False), (good, bad)
        assert bad.advice
        assert bad.line().startswith("AWAS")
        assert good.line().startswith("ok")
    assert "reset WAL" in doctor.sqlite("3.40.1").words
    assert "reset WAL" not in doctor.sqlite("3.51.3").words
    assert all(sign in doctor.signs().words for sign in "✓●◐○▲▼")


def test_doctor_of_a_home_that_can_not_be_used(run, monkeypatch, tmp_path: Path) -> None:
    blocked = tmp_path / "berkas"
    blocked.write_text("x")
    monkeypatch.setenv("JURI_HOME", str(blocked / "home"))
    bad = {check.name for check in cli_doctor.measure() if not check.good}
    assert {"folder data", "disk"} <= bad
    monkeypatch.setenv("JURI_HOME", str(tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr(cli_doctor, "network_kind", lambda _path: "nfs4")
        assert "nfs4" in next(check for check in cli_doctor.measure() if check.name == "folder data").words
    with monkeypatch.context() as patch:
        patch.setattr(cli_doctor.os, "access", lambda *_args: False)
        assert not next(check for check in cli_doctor.measure() if check.name == "folder data").good

    def dead(*_args):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(cli_doctor, "free_bytes", dead)
    monkeypatch.setattr(cli_doctor, "system_clock", dead)
    words = {check.name: check.words for check in cli_doctor.measure()}
    assert words["disk"] == words["jam"] == "disk tidak menjawab dengan benar"
