"""The language of the words that people read.

Message ids are the Indonesian sentences themselves, so the default language needs no catalogue and a missing
translation is still a sentence. One process speaks one language: `use` is called once, by the command line.
"""

import gettext
from pathlib import Path

LANGUAGES = ("id", "en")
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "id"


def use(language: str) -> None:
    """Speak `language` ("id" or "en") from now on. Raises ValueError for any other."""
    global _catalogue, _language  # noqa: PLW0603  (one process, one language)
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {LANGUAGES}, not {language!r}")
    folder = Path(__file__).parent / "locale"
    _catalogue = gettext.translation("juri", folder, languages=[language], fallback=True)
    _language = language


def language() -> str:
    """The language spoken now: "id" or "en"."""
    return _language


def _(message: str) -> str:
    """The message in the language spoken now."""
    return _catalogue.gettext(message)


def _n(message: str, number: int) -> str:
    """The message in the form that this number takes: "1 file", "2 files". Indonesian has one form for all."""
    return _catalogue.ngettext(message, message, number)


def N_(message: str) -> str:  # noqa: N802  (the name that gettext tools look for)
    """Marks a message of a table for translation; `_` translates it when it is shown."""
    return message
