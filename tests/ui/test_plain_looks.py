"""Without colours, with ASCII alone: the same screens say the same."""

from pathlib import Path

import pytest
from frames import frame, same_as_golden
from rich.cells import cell_len
from rich.segment import Segment
from scenes import SCENES, WIDE
from test_contrast import faults, painted
from textual.color import Color
from textual.widgets import OptionList

from juri_tui import signs, theme
from juri_tui.home import HomeApp
from juri_tui.signs import AsciiSigns

WHITE = Color(255, 255, 255)
GOLDEN = ("operator", "lembar", "papan", "sidang", "panggung-habis")


def painted_as(text: str, encoding: str) -> str:
    return AsciiSigns(encoding).apply([Segment(text)], WHITE)[0].text


# --- ASCII -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCENES)
async def test_every_screen_in_ascii(tmp_path: Path, monkeypatch, name: str) -> None:
    monkeypatch.setenv("JURI_ASCII", "1")
    async with SCENES[name](tmp_path, WIDE) as pilot:
        shown = frame(pilot.app)
        assert shown.isascii(), {sign for sign in shown if not sign.isascii()}
        assert all(strip.cell_length == WIDE[0] for strip in pilot.app.screen._compositor.render_strips(pilot.app.size))
        if name in GOLDEN:
            await same_as_golden(pilot, f"ascii-{name}")


def test_signs_that_stand_for_states_stay_different() -> None:
    states = "✓✗●◐○▲▼▸"
    assert len({painted_as(sign, "utf-8") for sign in states}) == len(states)


@pytest.mark.parametrize(
    ("text", "encoding", "seen"),
    [
        ("KBK José", "utf-8", "KBK José"),
        ("KBK José", "iso-8859-1", "KBK José"),
        ("KBK José", "ascii", "KBK Jos?"),
        ("日本 ✓", "ascii", "???? V"),
        ("日本 ✓", "utf-8", "日本 V"),
        ("€ 5 · 👍", "utf-8", "* 5 - **"),
        ("╭──┬─╮", "utf-8", "+--+-+"),
        ("██▌ ▊", "utf-8", "##| |"),
    ],
)
def test_cell_for_cell(text: str, encoding: str, seen: str) -> None:
    assert painted_as(text, encoding) == seen
    assert cell_len(seen) == cell_len(text)


def test_what_the_filter_leaves_alone() -> None:
    control = Segment("\x07", None, [(1,)])
    plain = Segment("Nilai 17,5")
    assert AsciiSigns("ascii").apply([control, plain], WHITE) == [control, plain]


@pytest.mark.parametrize(
    ("chosen", "encoding", "wanted"),
    [
        ("", "UTF-8", False),
        ("", "utf8", False),
        ("", "ISO-8859-1", True),
        ("", "ANSI_X3.4-1968", True),
        ("0", "ISO-8859-1", False),
        ("1", "UTF-8", True),
        ("ya", "UTF-8", False),
    ],
)
def test_when_ascii_is_wanted(tmp_path: Path, monkeypatch, chosen: str, encoding: str, wanted: bool) -> None:
    monkeypatch.setenv("JURI_ASCII", chosen)
    monkeypatch.setattr(theme, "terminal_encoding", lambda: encoding)
    app = HomeApp(tmp_path)
    assert any(isinstance(one, AsciiSigns) for one in app._filters) == wanted


def test_on_windows_the_console_decides_not_the_locale(monkeypatch) -> None:
    class Console:
        encoding = "utf-8"

    monkeypatch.setattr(signs.locale, "getencoding", lambda: "cp1252")
    assert signs.terminal_encoding() == "cp1252"
    monkeypatch.setattr(signs.sys, "platform", "win32")
    monkeypatch.setattr(signs.sys, "__stdout__", Console())
    assert signs.terminal_encoding() == "utf-8"


# --- without colours -------------------------------------------------------------------------------------------------

SAID = {
    "operator": ("▶", "✓", "●", "◐", "○", "sisa waktu"),
    "lembar": ("▸3", "✓1", "Tersimpan otomatis"),
    "lembar-ditolak": ("▲ 175 di luar rentang",),
    "papan": ("▼1", "baru", "SEMENTARA"),
    "panggung": ("▲ 5 MENIT LAGI",),
    "panggung-habis": ("WAKTU HABIS", "■■"),
    "pengumuman": ("✓ Juara III", "▸ Juara II", "○ Juara I"),
    "tanda-terima": ("✓ Nilai terkirim",),
    "baca-ulang": ("Enter  Kirim", "Esc  Kembali"),
}


@pytest.mark.parametrize("name", SCENES)
async def test_without_colours_words_and_signs_say_it(tmp_path: Path, monkeypatch, name: str) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with SCENES[name](tmp_path, WIDE) as pilot:
        for text, style, _control in painted(pilot.app):
            for colour in (style.color, style.bgcolor):
                assert colour is None or len(set(colour.get_truecolor())) == 1, f"{text!r} has a hue"
        assert not faults(pilot.app)
        shown = frame(pilot.app)
        for words in SAID.get(name, ()):
            assert words in shown.replace("▸  3", "▸3").replace("✓  1", "✓1"), shown
        for chosen in pilot.app.screen.query(OptionList):
            if chosen.has_focus and chosen.highlighted is not None:
                prompts = [str(option.prompt).lstrip()[:1] for option in chosen.options]
                assert prompts[chosen.highlighted] in "▸›", "the chosen line is told by its colour alone"
