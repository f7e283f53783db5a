"""What all tests share."""

import pytest

from juri_tui import pins


@pytest.fixture(autouse=True)
def cheap_secrets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check of a PIN costs 0.1 s on purpose; only the tests of that module pay it."""
    if request.module.__name__.rpartition(".")[2] != "test_pins":
        monkeypatch.setattr(pins, "COST", 2**4)
