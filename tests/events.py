"""The demo event, and what tests change in it."""

from functools import cache
from importlib.resources import as_file, files

from juri_tui.event_file import load
from juri_tui.model import Event


@cache
def kediri() -> Event:
    """Gelar Budaya Kerja, Kota Kediri 2016."""
    with as_file(files("juri_tui") / "data" / "kediri-2016.toml") as path:
        event = load(path)
    assert isinstance(event, Event), event
    return event
