"""The private names that these tests lean on are still where they were."""

import textual._wait


def test_pilot_waits_by_these_two_names():
    assert isinstance(textual._wait.SLEEP_GRANULARITY, float)
    assert isinstance(textual._wait.SLEEP_IDLE, float)
