"""Putting a text on the screen only when it is another one: most seconds change one word of many."""

from textual.content import Content
from textual.widgets import Static


def lines_of(made: Content, width: int) -> int:
    """How many lines a text takes in so many cells."""
    return made.get_height({}, width)


def put_lines(place: Static, made: Content) -> None:
    """As `put`; the screen is arranged anew only where the text now takes another number of lines."""
    old, width = place.content, place.content_size.width
    same = isinstance(old, Content) and width > 0 and lines_of(old, width) == lines_of(made, width)
    put(place, made, layout=not same)


def put(place: Static, made: Content, *, layout: bool = False) -> None:
    """Shows `made`; `layout` where it may need another number of lines than before."""
    old = place.content
    if not isinstance(old, Content) or old.plain != made.plain or old.spans != made.spans:
        place.update(made, layout=layout)
