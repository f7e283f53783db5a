"""What the tests of the screens share: a quick Pilot, and a contest of four KBK on a clock that the test steps."""

from pathlib import Path

import pytest
import textual._wait
from clocks import ManualClock
from contests import Stagehand
from events import kediri


@pytest.fixture(autouse=True)
def quick_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of the Pilot costs 60 ms by default. Private names: the canary in test_frames.py watches them."""
    monkeypatch.setattr(textual._wait, "SLEEP_GRANULARITY", 0.002)
    monkeypatch.setattr(textual._wait, "SLEEP_IDLE", 0.001)


@pytest.fixture(autouse=True)
def usual_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours, signs and theme as they come, whatever the machine of the tests prefers."""
    for setting in ("NO_COLOR", "JURI_THEME", "JURI_MOTION"):
        monkeypatch.delenv(setting, raising=False)
    monkeypatch.setenv("JURI_ASCII", "0")


@pytest.fixture(autouse=True)
def quiet_clocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that steps its clock by half an hour did not stall: only tests marked so hear what the clocks do."""
    if not request.node.get_closest_marker("hears_clocks"):
        monkeypatch.setattr("juri_tui.screens.console_seat.detect", lambda _before, _after: ())


@pytest.fixture
def hand(tmp_path: Path) -> Stagehand:
    """A contest in preparation; the clock stands until the test moves it."""
    return Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock())
