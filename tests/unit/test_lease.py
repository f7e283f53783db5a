"""The operator's console: who may take it, and how."""

import pytest

from juri_tui.lease import QUIET_NS, Claim, Lease, claim, released
from juri_tui.model import Stamp

NOW = Stamp(10**18, "b1", 10**12)


def held(boot: str = "b1", boot_ns: int = NOW.boot_ns, wall_ns: int = NOW.wall_ns) -> Lease:
    return Lease("other", boot, 4711, boot_ns, wall_ns)


@pytest.mark.parametrize(
    ("lease", "alive", "expected"),
    [
        (None, True, Claim.FREE),
        (held(), False, Claim.FREE),
        (held(), True, Claim.HELD),
        (held(boot_ns=NOW.boot_ns - QUIET_NS), True, Claim.HELD),
        (held(boot_ns=NOW.boot_ns - QUIET_NS - 1), True, Claim.QUIET),
        (held("b0", 5), False, Claim.HELD),
        (held("b0", 5, NOW.wall_ns - QUIET_NS - 1), True, Claim.QUIET),
        (held("b0", 5, NOW.wall_ns + QUIET_NS + 1), True, Claim.QUIET),
    ],
)
def test_claims(lease: Lease | None, alive: bool, expected: Claim) -> None:
    assert claim(lease, "me", NOW, alive) is expected


def test_the_holder_holds() -> None:
    assert claim(held(), "other", NOW, True) is Claim.FREE


def test_the_live_table_gives_back_what_it_got() -> None:
    assert Lease.from_live(held().as_live()) == held()
    assert Lease.from_live(None) is None
    assert Lease.from_live({}) is None


def test_who_leaves_lets_go_of_its_own_lease_alone() -> None:
    assert released(held().as_live(), "other") == {}
    assert released(None, "me") == released({}, "me") == {}
    assert released(held().as_live(), "me") == held().as_live()
