"""Putting a text on the screen only when it is another one: most seconds change one word of many."""

from textual.content import Content
from textual.widgets import Static


def put(place: Static, made: Content, *, layout: bool = False) -> None:
    """Shows `made`; `layout` where it may need another number of lines than before."""
    old = place.content
    if not isinstance(old, Content) or old.plain != made.plain or old.spans != made.spans:
        place.update(made, layout=layout)
