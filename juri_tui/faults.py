"""A fault in a file that somebody gave us: where it is, and what is wrong in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a file: `line` and `column` count from 1 (in CSV the field number); `text` is the sentence."""

    line: int
    column: int
    text: str

    def render(self, file: str) -> str:
        """`FILE:LINE:COLUMN: text`, as editors and compilers write it."""
        return f"{file}:{self.line}:{self.column}: {self.text}"
