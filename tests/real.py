"""A real contest with a passphrase and PINs that nobody knows beforehand."""

from pathlib import Path

from clocks import ManualClock
from events import kediri

from juri_tui.decisions import definition
from juri_tui.desk import OPERATOR, Desk, Role, create_contest
from juri_tui.model import Refusal
from juri_tui.records import Record

PASSPHRASE = "rahasia sekali"


class Real:
    """A real contest, frozen, with its PINs."""

    def __init__(self, path: Path, event=None) -> None:
        ticking = ManualClock()
        create_contest(path, event or kediri(), ticking.now(), PASSPHRASE)
        self.clock, self.path = ticking, path
        self.desk = Desk(path, Role.OPERATOR, ticking)
        self.desk.claim_console()
        self.desk.sit(OPERATOR, PASSPHRASE)
        self.pins = self.desk.issue_pins()
        assert isinstance(self.desk.act(definition.freeze), Record)
        self.desk.leave()
        self.secrets = {OPERATOR: PASSPHRASE, **self.pins}

    def reset(self, who: str, *granted: str) -> str | Refusal:
        return self.desk.reset_secret(who, {one: self.secrets[one] for one in granted})
