"""The notes of a sheet: what was good and what could be better for the KBK, and a word for the committee."""

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from juri_tui.lang import N_, _
from juri_tui.records import Notes
from juri_tui.widgets.note_field import NoteField
from juri_tui.widgets.steady import steady

NOTES = {
    "keunggulan": (
        N_("Keunggulan"),
        N_("Apa yang baik pada kelompok ini; disampaikan kepada kelompok, tanpa nama juri."),
    ),
    "saran": (N_("Saran"), N_("Apa yang dapat lebih baik; disampaikan kepada kelompok, tanpa nama juri.")),
    "catatan": (N_("Catatan"), N_("Hanya untuk panitia dan sidang juri.")),
}
"""Each note: its title, and what it is for."""


class NotesForm(Vertical):
    """One field for each note. `leave(place, direction)` counts the notes from 0; `changed` follows every key."""

    DEFAULT_CSS = """
    NotesForm { height: auto; }
    NotesForm Horizontal { height: auto; margin-right: 1; }
    NotesForm .note-title { width: 12; color: $text-muted; }
    NotesForm NoteField { width: 1fr; }
    """

    def __init__(self, leave: Callable[[int, int], None], changed: Callable[[], None]) -> None:
        self.fields = {name: NoteField("", partial(leave, place), changed) for place, name in enumerate(NOTES)}
        super().__init__()

    def compose(self) -> ComposeResult:
        """Title and field of each."""
        for name, field in self.fields.items():
            with Horizontal():
                yield Static(Content(_(NOTES[name][0])), classes="note-title")
                yield steady(field, self.app)

    @property
    def notes(self) -> Notes:
        """What is written, cleaned; a note that can not be taken counts as empty."""
        return Notes(**{name: field.cleaned for name, field in self.fields.items()})

    @property
    def fault(self) -> str:
        """Which note can not be taken, and why; empty where all can."""
        for name, field in self.fields.items():
            if field.fault:
                return f"{_(NOTES[name][0])}: {field.fault}"
        return ""

    def load(self, notes: Notes) -> None:
        """Shows what a draft has kept."""
        for name, text in notes.model_dump().items():
            with self.prevent(NoteField.Changed):
                self.fields[name].text = text
