"""Contests in memory at four moments of an event."""

import pytest
from ledger import Ledger

from juri_tui.decisions import result


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def ready() -> Ledger:
    return Ledger().ready()


@pytest.fixture
def judged() -> Ledger:
    return Ledger().event()


@pytest.fixture
def conferring(judged: Ledger) -> Ledger:
    judged.do(result.open_deliberation)
    return judged
