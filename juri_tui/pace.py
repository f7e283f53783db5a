"""How a process with a screen shares its time: what is painted goes first."""

import gc
import sys

SWITCH_S = 0.001


def paint_first() -> None:
    """Lets no other work of this process hold up a key; to be called once the contest has been read.

    A thread that saves or reads gives way after SWITCH_S (Python's own 5 ms were felt at every Enter), and what is
    there now stays: to search a day of records for garbage held up a key for 0.1 s.
    """
    sys.setswitchinterval(SWITCH_S)
    gc.freeze()
