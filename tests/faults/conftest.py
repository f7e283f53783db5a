"""What the tests of the clock in real processes open, and close again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from clock_on_stage import Truth

if TYPE_CHECKING:
    from faults.terminal import Terminal


@pytest.fixture
def truth_of() -> Iterator[Callable[[Path], Truth]]:
    opened: list[Truth] = []

    def look(path: Path) -> Truth:
        opened.append(Truth(path))
        return opened[-1]

    yield look
    for truth in opened:
        truth.close()


@pytest.fixture
def terminal_of(tmp_path: Path) -> Iterator[Callable[[int, int], "Terminal"]]:
    from faults.terminal import Terminal  # needs a pty: Linux only

    opened: list[Terminal] = []

    def open_one(columns: int, rows: int) -> Terminal:
        opened.append(Terminal(tmp_path, columns, rows))
        opened[-1].sees("$")
        return opened[-1]

    yield open_one
    for terminal in opened:
        terminal.close()
