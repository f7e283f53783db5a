"""The settings of a machine: what is taken, and the one line for what is not."""

import pytest

from juri_tui.model import Refusal
from juri_tui.settings import IdleLocks, idle_locks, idle_words
from juri_tui.slot import SECOND


def test_nothing_set_is_what_the_rules_say() -> None:
    assert idle_locks({}) == IdleLocks(90 * SECOND, 180 * SECOND)
    assert idle_locks({"JURI_LOCK_OPERATOR": " ", "JURI_LOCK_JURI": ""}) == IdleLocks()


def test_each_seat_has_its_own() -> None:
    assert idle_locks({"JURI_LOCK_OPERATOR": "5m"}) == IdleLocks(300 * SECOND, 180 * SECOND)
    assert idle_locks({"JURI_LOCK_JURI": "1h30m"}) == IdleLocks(90 * SECOND, 5400 * SECOND)
    assert idle_locks({"JURI_LOCK_JURI": "10s", "JURI_LOCK_OPERATOR": "12h"}) == IdleLocks(43200 * SECOND, 10 * SECOND)


@pytest.mark.parametrize("name", ["JURI_LOCK_OPERATOR", "JURI_LOCK_JURI"])
@pytest.mark.parametrize("text", ["9s", "0s", "12h1s", "lama", "-3m", "90", "3m\n4m"])
def test_what_can_not_be_is_one_line_that_names_it(name: str, text: str) -> None:
    refused = idle_locks({name: text})
    assert isinstance(refused, Refusal)
    assert refused.words.startswith(name)
    assert "\n" not in refused.words


def test_a_length_in_words() -> None:
    assert idle_words(90 * SECOND) == "90 detik"
    assert idle_words(180 * SECOND) == "3 menit"
