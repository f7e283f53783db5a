"""Three palettes: a dark hall, a bright room, a weak projector. Colour never says anything alone."""

import os
from typing import Any

from textual.app import App
from textual.theme import Theme

from juri_tui.signs import AsciiSigns, ascii_wanted, terminal_encoding
from juri_tui.wishes import wished

THEMES = (
    Theme(
        name="aula",
        primary="#7fb4ff",
        secondary="#9aa7b8",
        accent="#ffc861",
        warning="#ffb000",
        error="#ff6b6b",
        success="#6fd08c",
        foreground="#e8ecf2",
        background="#10141b",
        surface="#171c25",
        panel="#1e2530",
        dark=True,
    ),
    Theme(
        name="kertas",
        primary="#1d4f91",
        secondary="#4a5563",
        accent="#7a4200",
        warning="#8a5a00",
        error="#a4161a",
        success="#1b6b3a",
        foreground="#1b1f24",
        background="#fbfaf6",
        surface="#f3f1ea",
        panel="#e8e5da",
        dark=False,
    ),
    Theme(
        name="proyektor",
        primary="#ffffff",
        secondary="#d0d0d0",
        accent="#ffff00",
        warning="#ffd000",
        error="#ff5050",
        success="#50ff50",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1a1a1a",
        dark=True,
    ),
)


def dress(app: App[Any]) -> None:
    """Gives a program its look, as the environment wants it: JURI_THEME, JURI_ASCII, JURI_MOTION."""
    for theme in THEMES:
        app.register_theme(theme)
    app.theme = wished(os.environ, "JURI_THEME")
    encoding = terminal_encoding()
    if ascii_wanted(encoding):
        app._filters.append(AsciiSigns(encoding))
    if os.environ.get("JURI_MOTION") == "0":
        app.animation_level = "none"
