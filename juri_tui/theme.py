"""Three palettes: a dark hall, a bright room, a weak projector. Colour never says anything alone."""

from textual.theme import Theme

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
