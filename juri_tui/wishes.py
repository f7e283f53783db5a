"""What a machine may wish for by one word, language and colours: what is taken, and a line for a word that is none.

Imports nothing heavy: it is asked before the first screen.
"""

from collections.abc import Mapping

from juri_tui.lang import LANGUAGES, _
from juri_tui.text import quoted

THEMES = ("aula", "kertas", "proyektor")
"""The names of the palettes, the usual one first."""
_ALLOWED = {"JURI_LANG": LANGUAGES, "JURI_THEME": THEMES}


def wished(environment: Mapping[str, str], name: str) -> str:
    """The word that JURI_LANG or JURI_THEME chooses: the usual one where it is not set, or names nothing known."""
    allowed = _ALLOWED[name]
    word = environment.get(name, "").strip()
    return word if word in allowed else allowed[0]


def unknown_wishes(environment: Mapping[str, str]) -> list[str]:
    """A sentence for each of them that is set to something unknown: what it says, what is allowed, what is taken."""
    told = []
    for name, allowed in _ALLOWED.items():
        word = environment.get(name, "").strip()
        if word and word not in allowed:
            words = _("{name}: “{word}” tidak dikenal; yang boleh: {allowed}. Dipakai {usual}.")
            told.append(words.format(name=name, word=quoted(word), allowed=", ".join(allowed), usual=allowed[0]))
    return told
