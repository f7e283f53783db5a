"""The program in a real terminal: typed at, read from the screen that it painted, and killed."""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pexpect
import pyte

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "space": " ",
    "ctrl+q": "\x11",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f6": "\x1b[17~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f12": "\x1b[24~",
}
ECHO_S = 0.5
"""How long (s) a key may take to show; some show nothing."""
QUIET_S = 0.03
"""A picture that has not changed for so long (s) is painted."""
APART_S = 0.75
"""The program takes the same key within 0.7 s for one that is held down."""


class Terminal:
    """A shell in a pty of `rows` x `columns`, and the picture of it."""

    def __init__(self, home: Path, columns: int = 80, rows: int = 24) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._home = home
        self._typed, self._typed_at = "", 0.0
        shell = shutil.which("bash")
        assert shell, "these tests need bash"
        env = {**os.environ, "JURI_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "PS1": "$ "}
        env.pop("NO_COLOR", None)
        self.shell = pexpect.spawn(shell, ["--norc", "-i"], env=env, dimensions=(rows, columns), timeout=10)
        self.shell.delaybeforesend = None

    def read(self, seconds: float = 0.05) -> None:
        """Takes in what was painted, for at least so long."""
        end = time.monotonic() + seconds
        while True:
            self._take(0.02)
            if time.monotonic() >= end:
                return

    def _take(self, seconds: float) -> bool:
        """Waits for so long at most; whether something was painted."""
        try:
            data = self.shell.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return False
        self.raw += data
        # pyte does not know the private answers that Textual asks a terminal for; they paint nothing.
        self._stream.feed(data)
        return True

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def sees(self, *words: str, seconds: float = 20) -> None:
        """Waits until all of these stand on the screen, be they broken across lines."""
        end = time.monotonic() + seconds
        while not all(word in " ".join(self.text().split()) for word in words):
            assert time.monotonic() < end, f"never saw {words}:\n{self.text()}"
            self._take(0.05)

    def press(self, *keys: str) -> None:
        """Keys by name, or characters; what each of them changes is painted before the next one."""
        for key in keys:
            self._send(KEYS.get(key, key))

    def _send(self, text: str) -> None:
        while self._take(0):  # what still comes of the key before is no answer to this one
            pass
        self.shell.send(text)
        self._typed, self._typed_at = text, time.monotonic()
        if self._take(ECHO_S):
            while self._take(QUIET_S):
                pass

    def press_anew(self, key: str) -> None:
        """A key that nobody can take for one that is still held down."""
        if self._typed.endswith(KEYS.get(key, key)):
            self.read(max(0.0, self._typed_at + APART_S - time.monotonic()))
        self.press(key)

    def types(self, text: str) -> None:
        """A line and Enter, as fast as a machine."""
        self._send(f"{text}\r")

    def run(self, arguments: str) -> None:
        """Starts `juri ARGUMENTS`."""
        self.shell.send(f"{sys.executable} -m juri_tui {arguments}\r")

    def pids(self) -> list[int]:
        """The processes that the shell has started and that still run."""
        children = Path(f"/proc/{self.shell.pid}/task/{self.shell.pid}/children").read_text(encoding="ascii")
        return [int(pid) for pid in children.split()]

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Kills the program where it stands."""
        (pid,) = self.pids()
        os.kill(pid, how)
        self.ends()

    def ends(self) -> None:
        """Waits until the program is gone; the picture begins anew, for pyte knows no second screen to go back to."""
        end = time.monotonic() + 10
        while self.pids():
            assert time.monotonic() < end, f"it did not end:\n{self.text()}"
            self.read()
        self.read(0.3)
        self.screen.reset()

    def settings(self) -> str:
        """What `stty -a` says of the terminal now."""
        self.shell.send("stty -a | tr ';' '\\n' | sort > $JURI_HOME/stty; echo settings-$((40 + 2))\r")
        self.sees("settings-42")
        return (self._home / "stty").read_text(encoding="ascii")

    def close_window(self) -> None:
        """The other end of the terminal goes away, as when somebody closes its window."""
        self.shell.ptyproc.fileobj.close()

    def close(self) -> None:
        """Ends the shell and all that runs in it."""
        self.shell.close(force=True)
