"""What all tests share."""

import io
import os
import sys

import pytest
from hypothesis import HealthCheck, settings

from juri_tui import cli, pins

# A busy machine is slow, not wrong; and what CI finds today it finds again tomorrow.
settings.register_profile(
    "steady", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def cheap_secrets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check of a PIN costs 0.1 s on purpose; only the tests of that module pay it."""
    if request.module.__name__.rpartition(".")[2] != "test_pins":
        monkeypatch.setattr(pins, "COST", 2**4)


@pytest.fixture
def run(monkeypatch, capsysbinary, tmp_path):
    """Runs `juri ARGS`, typing `typed`; returns (exit code, stdout, stderr)."""
    monkeypatch.setenv("JURI_HOME", str(tmp_path / "home"))

    def run_(*arguments: object, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["juri", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out = capsysbinary.readouterr()
        return ended.value.code or 0, out.out.decode(), out.err.decode()

    return run_
