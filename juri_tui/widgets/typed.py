"""A mark while it is typed: its characters, and where the next one goes. Pure."""

import re
from dataclasses import dataclass

LONGEST = 12
NUMERALS = "0123456789,."


@dataclass(frozen=True, slots=True)
class Typed:
    """`at` counts the characters before the cursor; `whole`: what is typed next replaces all of it."""

    text: str = ""
    at: int = 0
    whole: bool = False

    @classmethod
    def of(cls, text: str) -> "Typed":
        """A text in a field that has just been entered: the next digit replaces it."""
        return cls(text, len(text), bool(text))

    def insert(self, more: str, signed: bool = False) -> "Typed":
        """With these characters typed; unchanged where they make no number, or one longer than a field takes."""
        text = more if self.whole else self.text[: self.at] + more + self.text[self.at :]
        digits = text[1:] if signed and text.startswith("-") else text
        if len(text) > LONGEST or not re.fullmatch(f"[{NUMERALS}]*", digits):
            return self
        return Typed(text, len(more) if self.whole else self.at + len(more))

    def edit(self, key: str) -> "Typed | None":
        """After a key that edits; None for every other key."""
        text, at = self.text, self.at
        if self.whole and key in ("backspace", "delete"):
            return Typed()
        if key == "backspace":
            return Typed(text[: max(0, at - 1)] + text[at:], max(0, at - 1))
        if key == "delete":
            return Typed(text[:at] + text[at + 1 :], at)
        places = {"left": max(0, at - 1), "right": min(len(text), at + 1), "home": 0, "end": len(text)}
        return Typed(text, places[key]) if key in places else None
