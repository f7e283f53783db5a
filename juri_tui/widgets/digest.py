"""The digest of the locked result (sidik hasil), so large that the whole panel can read it and write it down."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from juri_tui.lang import _
from juri_tui.widgets.answered_once import AnsweredOnce
from juri_tui.widgets.big_letters import big_lines
from juri_tui.widgets.dialogs import style
from juri_tui.widgets.key_line import KeyLine


def digest_lines(digest: str) -> tuple[str, ...]:
    """The digest in lines of two groups, as they are read aloud."""
    groups = digest.split("-")
    return tuple("-".join(groups[start : start + 2]) for start in range(0, len(groups), 2))


class DigestScreen(AnsweredOnce[None], ModalScreen[None]):
    """Shows the digest in big letters until Enter or Escape."""

    CSS = (
        style("DigestScreen")
        + """
    DigestScreen .big { color: $accent; text-align: center; width: 100%; }
    DigestScreen > Vertical { padding: 0 3; }
    DigestScreen .body, DigestScreen .keys { margin: 0; }
    """
    )
    BINDINGS: ClassVar = [Binding("escape,enter", "dismiss", show=False)]

    def __init__(self, digest: str) -> None:
        super().__init__()
        self._digest = digest

    def compose(self) -> ComposeResult:
        """What it is, the digest large and once more in one line, what to do with it."""
        with Vertical():
            yield Static(Content(_("HASIL TERKUNCI · SIDIK HASIL")), classes="title")
            for line in digest_lines(self._digest):
                yield Static(Content("\n".join(big_lines(line))), classes="big")
            yield Static(Content(self._digest), classes="big")
            words = _("Catat sidik ini. Ia tertera pada setiap berkas hasil dan setiap tanda tangan.")
            yield Static(Content(words), classes="body")
            yield KeyLine(_("Enter tutup"))
