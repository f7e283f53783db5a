"""The skating system for one dance, as the scrutineers of ballroom dancing do it (their rules 5 to 8)."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from juri_tui.standing import Majority


def skating(places: Mapping[str, Sequence[int]]) -> list[tuple[list[str], Majority]]:
    """KBK ordered by majority placement: the best first, those equal to the end together.

    `places`: for each KBK the strict places that the juri gave it, in one order of juri. The column goes on by one
    whatever place is next; who reaches a majority in it is placed there and then.
    """
    panel = len(next(iter(places.values()), ()))
    majority = panel // 2 + 1
    unplaced = list(places)
    order: list[tuple[list[str], Majority]] = []
    for column in range(1, len(places) + 1):

        def later_columns(kbk: str, column: int = column) -> list[tuple[int, int]]:
            """Most marks up to each column first, then the smallest sum of those marks."""
            upto = [[mark for mark in places[kbk] if mark <= t] for t in range(column, len(places) + 1)]
            return [(-len(marks), sum(marks)) for marks in upto]

        here = [kbk for kbk in unplaced if sum(mark <= column for mark in places[kbk]) >= majority]
        for key, equal in groupby(sorted(here, key=later_columns), key=later_columns):
            count, total = key[0]
            order.append((list(equal), Majority(column, -count, panel, total)))
        unplaced = [kbk for kbk in unplaced if kbk not in here]
    return order
