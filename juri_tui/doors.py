"""The secrets of a contest: proving one, with the attempt counted before it is looked at; making new ones."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from juri_tui import pins
from juri_tui.lang import _
from juri_tui.model import Refusal, Stamp
from juri_tui.store import Store, StoreFault

OPERATOR = "operator"


class Doors:
    """PINs and the operator's passphrase of one contest file."""

    def __init__(self, store: Store, now: Callable[[], Stamp]) -> None:
        self._store, self._now = store, now

    def prove(self, who: str, secret: str) -> Refusal | None:
        """Whether `secret` is that of `who`; takes 0.1 s."""
        waiting: list[Refusal] = []

        def count(before: dict[str, Any] | None) -> dict[str, Any]:
            begun = pins.begin_attempt(pins.Attempts(**(before or {})), self._now().wall_ns)
            if isinstance(begun, Refusal):
                waiting.append(begun)
                return before or {}
            return asdict(begun)

        try:
            kept = self._store.secret(who)
            if kept is None:
                return Refusal("no-secret", _("Belum ada PIN. PIN dibuat saat aturan dibekukan."))
            self._store.update_live(_attempts(who), count)
            if waiting:
                return waiting[0]
            if pins.matches(secret, kept):
                self._store.put_live(_attempts(who), asdict(pins.Attempts()))
                return None
        except StoreFault as fault:
            return Refusal(fault.code, fault.words)
        words = _("Kata sandi salah.") if who == OPERATOR else _("PIN salah.")
        return Refusal("wrong-secret", words)

    def issue(self, juri: Iterable[str]) -> dict[str, str]:
        """New PINs by juri, to be shown once; raises StoreFault."""
        return self.keep({one: pins.make_pin() for one in juri})

    def keep(self, made: dict[str, str]) -> dict[str, str]:
        """Keeps the hashes of these PINs, and gives the PINs back; raises StoreFault."""
        for who, pin in made.items():
            self._store.put_secret(who, pins.hash_secret(pin))
        return made

    def renew(self, who: str) -> str | Refusal:
        """A new PIN, for the operator a new passphrase, to be shown once; wrong attempts before are forgotten."""
        made = pins.make_passphrase() if who == OPERATOR else pins.make_pin()
        try:
            self._store.put_secret(who, pins.hash_secret(made))
            self._store.put_live(_attempts(who), asdict(pins.Attempts()))
        except StoreFault as fault:
            return Refusal(fault.code, _("BELUM TERSIMPAN · {words}").format(words=fault.words))
        return made


def _attempts(who: str) -> str:
    return f"attempts:{who}"
