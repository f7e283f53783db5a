"""The settings of a machine: what is taken, and the one line for what is not."""

import pytest

from juri_tui import theme
from juri_tui.model import Refusal
from juri_tui.settings import IdleLocks, idle_locks, idle_words
from juri_tui.slot import SECOND
from juri_tui.wishes import THEMES, unknown_wishes, wished


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


def test_a_word_that_is_none_is_told_and_the_usual_one_taken() -> None:
    environment = {"JURI_LANG": "jv", "JURI_THEME": "gelap"}
    assert [wished(environment, name) for name in environment] == ["id", "aula"]
    assert unknown_wishes(environment) == [
        "JURI_LANG: “jv” tidak dikenal; yang boleh: id, en. Dipakai id.",
        "JURI_THEME: “gelap” tidak dikenal; yang boleh: aula, kertas, proyektor. Dipakai aula.",
    ]
    assert "\x1b" not in unknown_wishes({"JURI_LANG": "\x1b[2J"})[0]
    for known in ({}, {"JURI_LANG": "", "JURI_THEME": " "}, {"JURI_LANG": "en", "JURI_THEME": "proyektor"}):
        assert unknown_wishes(known) == []
    assert wished({"JURI_THEME": "kertas"}, "JURI_THEME") == "kertas"


def test_every_theme_can_be_wished_for() -> None:
    assert tuple(theme.name for theme in theme.THEMES) == THEMES


def test_a_length_in_words() -> None:
    assert idle_words(90 * SECOND) == "90 detik"
    assert idle_words(180 * SECOND) == "3 menit"
