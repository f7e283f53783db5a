"""What a writer that was killed left unfinished goes at the next start; nothing that anybody still writes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from ledgers import create

from juri_tui import publish
from juri_tui.papers.export import Paper, write
from juri_tui.publish import sweep, temporary
from juri_tui.standby import Mirror


@pytest.fixture
def dead(monkeypatch) -> int:
    """The number of a process of this machine that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def left_by(pid: int, target: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The unfinished file of `target` that this process would have made."""
    with monkeypatch.context() as patch:
        patch.setattr(os, "getpid", lambda: pid)
        made = temporary(target)
    made.write_text("half")
    return made


def test_what_a_killed_writer_left_goes_with_its_sidecars(tmp_path: Path, dead: int, monkeypatch) -> None:
    target = tmp_path / "acara[1].juri"
    made = left_by(dead, target, monkeypatch)
    for ending in publish.SIDECARS:
        made.with_name(made.name + ending).write_text("half")
    sweep(target)
    assert list(tmp_path.iterdir()) == []


def test_nothing_else_goes(tmp_path: Path, dead: int, monkeypatch) -> None:
    target = tmp_path / "acara.juri"
    kept = {
        left_by(os.getpid(), target, monkeypatch),
        left_by(1, target, monkeypatch),
        left_by(dead, tmp_path / "lain.juri", monkeypatch),
        target,
        tmp_path / f".acara.juri.{dead}.tmp",
        tmp_path / ".acara.juri.catatan.tmp",
    }
    with monkeypatch.context() as patch:
        patch.setattr(publish.platform, "node", lambda: "laptop-lain")
        kept.add(left_by(dead, target, monkeypatch))
    for path in kept:
        path.touch()
    sweep(target)
    assert set(tmp_path.iterdir()) == kept


def test_what_can_not_be_removed_stops_nobody(tmp_path: Path, dead: int, monkeypatch) -> None:
    made = left_by(dead, tmp_path / "a.csv", monkeypatch)

    def refused(_path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "no")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        sweep(tmp_path / "a.csv")
    assert made.exists()
    sweep(tmp_path / "gone" / "a.csv")


def test_each_writer_sweeps_its_own(tmp_path: Path, dead: int, monkeypatch) -> None:
    stick, papers = tmp_path / "usb", tmp_path / "hasil"
    stick.mkdir()
    papers.mkdir()
    stuck = [left_by(dead, tmp_path / "lomba.juri", monkeypatch), left_by(dead, papers / "a.csv", monkeypatch)]
    store = create(tmp_path / "lomba.juri")
    name = f"lomba-{store.records()[0].hash[:8]}.cadangan.juri"
    stuck.append(left_by(dead, stick / name, monkeypatch))
    mirror = Mirror(store, stick)
    assert mirror.standby.wait(5)
    mirror.close()
    write([Paper("a.csv", "1")], papers)
    store.close()
    assert [path for path in stuck if path.exists()] == []
    assert (stick / name).exists()
