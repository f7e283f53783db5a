"""What a machine is set to, by environment variables: after how long without a key a seat locks itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.slot import SECOND
from juri_tui.text import TextFault, parse_length

SHORTEST_S, LONGEST_S = 10, 12 * 60 * 60
"""Below, nobody can read a sheet; above, it would be no lock any more."""

ATTENDED = ("ceremony",)
"""Screens that never lock themselves: in Pengumuman the MC may speak for minutes between two keys."""
PUBLIC = ("board", "stage")
"""Screens that show no question when the seat behind them locks itself: the audience looks at them."""


@dataclass(frozen=True, slots=True)
class IdleLocks:
    """ns without a key or a click before a seat asks who is there: the operator's, and a juri's or the chair's."""

    operator_ns: int = 90 * SECOND
    juri_ns: int = 180 * SECOND


def idle_locks(environment: Mapping[str, str]) -> IdleLocks | Refusal:
    """The locks as JURI_LOCK_OPERATOR and JURI_LOCK_JURI say (`90s`, `3m`); a Refusal names the one that can not be."""
    operator = _length(environment, "JURI_LOCK_OPERATOR", IdleLocks().operator_ns)
    juri = _length(environment, "JURI_LOCK_JURI", IdleLocks().juri_ns)
    if isinstance(operator, Refusal):
        return operator
    return juri if isinstance(juri, Refusal) else IdleLocks(operator, juri)


def _length(environment: Mapping[str, str], name: str, usual: int) -> int | Refusal:
    text = environment.get(name, "")
    if not text.strip():
        return usual
    try:
        seconds = parse_length(text)
    except TextFault as fault:
        return Refusal("setting", f"{name}: {fault}")
    if SHORTEST_S <= seconds <= LONGEST_S:
        return seconds * SECOND
    words = _("{name}: {text} di luar batas; pilih dari 10s sampai 12h.")
    return Refusal("setting", words.format(name=name, text=text.strip()))


def idle_words(idle_ns: int) -> str:
    """How long, in words: "90 detik", "3 menit"."""
    seconds = idle_ns // SECOND
    whole = seconds % 60 == 0
    return _("{n} menit").format(n=seconds // 60) if whole else _("{n} detik").format(n=seconds)
