"""Other processes of this machine."""

import os


def is_alive(pid: int) -> bool:
    """Whether a process of this machine runs; where nobody can tell, it counts as running."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
