"""PINs and passphrases: what is kept, and how guessing is slowed down."""

from hypothesis import given
from hypothesis import strategies as st

from juri_tui import pins
from juri_tui.model import Refusal

S = 10**9


def test_a_check_costs_a_guesser_what_was_agreed() -> None:
    assert pins.hash_secret("1").startswith("scrypt$32768$8$1$")


def test_only_a_salted_hash_is_kept() -> None:
    kept = pins.hash_secret("482913")
    assert "482913" not in kept
    assert kept != pins.hash_secret("482913")
    assert pins.matches("482913", kept)
    assert pins.matches(" 482913 ", kept)
    assert not pins.matches("482914", kept)


def test_pins_are_six_digits_and_differ() -> None:
    made = {pins.make_pin() for _ in range(300)}
    assert all(len(pin) == 6 and pin.isdigit() for pin in made)
    assert len(made) > 290


def test_rehearsal_pins_are_easy_to_read_out() -> None:
    made = [pins.rehearsal_pin(place) for place in range(1, 31)]
    assert made[:2] == ["111111", "222222"]
    assert made[9] == "101010"
    assert len(set(made)) == 28  # the eleventh and the twenty-second look like the first two
    assert all(len(pin) == 6 for pin in made)


def test_five_free_attempts_then_a_wait_that_doubles() -> None:
    now, attempts, waits = 1000 * S, pins.Attempts(), []
    for _ in range(8):
        begun = pins.begin_attempt(attempts, now)
        assert isinstance(begun, pins.Attempts)
        waits.append(max(0, begun.until_ns - now) // S)
        now, attempts = max(now, begun.until_ns), begun
    assert waits == [0, 0, 0, 0, 15, 30, 60, 120]


def test_an_attempt_during_the_wait_is_refused_and_not_counted() -> None:
    waiting = pins.Attempts(5, 15 * S)
    refused = pins.begin_attempt(waiting, 3 * S)
    assert isinstance(refused, Refusal)
    assert "12 detik" in refused.words
    assert isinstance(pins.begin_attempt(waiting, 15 * S), pins.Attempts)


@given(st.integers(0, 10_000), st.integers(0, 2**62))
def test_no_wait_is_longer_than_an_hour(wrong: int, now: int) -> None:
    begun = pins.begin_attempt(pins.Attempts(wrong), now)
    assert isinstance(begun, pins.Attempts)
    assert begun.until_ns - now <= pins.LONGEST_WAIT_S * S


def test_a_wall_clock_set_back_by_years_does_not_lock_for_years() -> None:
    refused = pins.begin_attempt(pins.Attempts(9, 10**9 * S), 0)
    assert isinstance(refused, Refusal)
    assert "3600 detik" in refused.words
