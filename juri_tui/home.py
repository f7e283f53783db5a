"""`juri` alone: a small program that only asks which contest to open, so that its first frame comes at once."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Literal

from textual.app import App
from textual.binding import Binding

from juri_tui.commands import EVERYWHERE
from juri_tui.recent import Described, recent
from juri_tui.screens.help import HelpScreen
from juri_tui.screens.home import HELP_TEXT, Beginning, Examine, HomeScreen
from juri_tui.signals import listen
from juri_tui.theme import dress

Choice = Path | Literal["demo"]


def choose(folder: Path, examine: Examine | None = None) -> Choice | None:
    """Shows the contests of a folder; the one chosen, "demo", or None where the person left.

    `examine` tells in one line whether this machine is fit; it runs beside the screen.
    """
    return HomeApp(folder, examine=examine).run()


def _describe(path: Path) -> Described:
    from juri_tui.recent import describe

    return describe(path)


def _rubrics() -> list[tuple[str, str]]:
    from juri_tui.rubrics import described

    return described()


def _faults(source: Path) -> str:
    from juri_tui.model import Refusal
    from juri_tui.new_contest import from_file

    found = from_file(source)
    return found.words if isinstance(found, Refusal) else ""


class HomeApp(App[Choice]):
    """The home screen as a program."""

    TITLE = "juri"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [
        Binding(EVERYWHERE[0].keys, "help", show=False),
        Binding("ctrl+q", "leave", show=False, priority=True),
    ]

    def __init__(
        self, folder: Path, describe: Callable[[Path], Described] = _describe, examine: Examine | None = None
    ) -> None:
        super().__init__()
        self._folder, self._describe, self._examine = folder, describe, examine
        dress(self)

    def on_mount(self) -> None:
        """Opens the list."""
        listen(self)
        begin = Beginning(_rubrics, self._create, _faults, self._create_from)
        self.push_screen(HomeScreen(recent(self._folder), self._describe, begin, self._examine))

    def _create(self, name: str, rubric: str, passphrase: str) -> Path | str:
        from juri_tui.new_contest import create

        made = create(self._folder, name, rubric, passphrase)
        return made if isinstance(made, Path) else made.words

    def _create_from(self, source: Path, passphrase: str) -> Path | str:
        from juri_tui.new_contest import create_from

        made = create_from(self._folder, source, passphrase)
        return made if isinstance(made, Path) else made.words

    def action_help(self) -> None:
        """Explains the screen."""
        if isinstance(self.screen, HomeScreen):
            self.push_screen(HelpScreen("home", HELP_TEXT, (EVERYWHERE[0], EVERYWHERE[-1])))

    def action_leave(self) -> None:
        """Closes without opening anything."""
        self.exit(None)
