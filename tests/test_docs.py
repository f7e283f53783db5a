"""What the documents promise is what the program does: every command, every key, both commands of the README."""

import os
import re
import tomllib
from pathlib import Path

import click
import pytest

from juri_tui.cli import juri
from juri_tui.commands import EVERYWHERE, OF_JURI, OFFICE, SCREENS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TITLES = {
    "home": "Beranda",
    "setup": "Persiapan (S)",
    "operator": "Meja Operator (F2)",
    "cover": "Lembar Nilai (F3): penyerahan terminal",
    "sheet": "Lembar Nilai (F3)",
    "readback": "Lembar Nilai (F3): baca ulang sebelum kirim",
    "check": "Lembar Nilai (F3): pemeriksaan lembar kertas",
    "board": "Papan (F4)",
    "stage": "Panggung (F5)",
    "deliberation": "Sidang (F6)",
    "ceremony": "Pengumuman (F7)",
    "history": "Riwayat (F8)",
    "print": "Cetak (F9)",
}


def keys_page() -> str:
    """The page of all keys, made from the table that the program itself uses."""
    lines = ["# Semua tombol", "", "Halaman ini dibuat dari tabel tombol program (`pytest tests/test_docs.py`).", ""]
    for name, commands in (("", EVERYWHERE), ("office", OFFICE), *SCREENS.items()):
        if commands:
            title = {**TITLES, "": "Di semua layar", "office": "Di semua layar, kecuali di depan juri"}[name]
            lines += [f"## {title}", "", "| tombol | | guna |", "|---|---|---|"]
            lines += [f"| {c.cap_text()} | {c.label_text()} | {c.help_text()} |" for c in commands]
            lines.append("")
    return "\n".join(lines)


def test_every_key_is_documented() -> None:
    page = DOCS / "panduan" / "tombol.md"
    if os.environ.get("JURI_GOLDEN") == "write":
        page.write_text(keys_page(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == keys_page(), "run with JURI_GOLDEN=write"


def commands_page() -> str:
    """The page of all commands, made from the commands themselves."""
    context = click.Context(juri, info_name="juri")
    lines = ["# Semua perintah", "", "Halaman ini dibuat dari perintah program (`pytest tests/test_docs.py`).", ""]
    lines += [f"`juri` tanpa perintah membuka beranda. {EXIT_CODES}", ""]
    for name in juri.list_commands(context):
        command = juri.get_command(context, name)
        usage = command.get_usage(click.Context(command, parent=context, info_name=name)).partition(": ")[2]
        lines += [f"## juri {name}", "", command.help, "", f"    {' '.join(usage.split())}", ""]
        options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
        lines += [f"- `{', '.join(option.opts)}`: {option.help}" for option in options] + [""] * bool(options)
    return "\n".join(lines)


EXIT_CODES = (
    "Kode akhir: 0 baik, 1 belum lengkap atau tidak utuh, 2 masukan keliru, 3 tidak dilakukan (terkunci, penuh, "
    "ditolak, PIN salah), 70 kesalahan program, 130 dihentikan."
)


def test_every_command_is_documented() -> None:
    page = DOCS / "commands.md"
    if os.environ.get("JURI_GOLDEN") == "write":
        page.write_text(commands_page(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == commands_page(), "run with JURI_GOLDEN=write"


@pytest.mark.parametrize("name", juri.list_commands(click.Context(juri)))
def test_every_command_and_option_explains_itself(name: str) -> None:
    command = juri.get_command(click.Context(juri), name)
    assert command.help
    for option in (parameter for parameter in command.params if isinstance(parameter, click.Option)):
        assert option.help, option.opts


@pytest.mark.parametrize("name", [name for name in TITLES if name != "cover"])  # there F6 is the check of papers
def test_keys_of_a_screen_do_not_collide(name: str) -> None:
    office = () if name in OF_JURI or name == "home" else OFFICE
    keys = [key for command in (*EVERYWHERE, *office, *SCREENS[name]) for key in command.keys.split(",")]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)


def test_the_readme_has_two_commands_and_a_screenshot_that_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^python3 -m venv .*$", readme, re.M)
    assert len(commands) == 2
    assert commands[0].endswith("juri demo")
    assert "pytest" in commands[1]
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", readme):
        assert (ROOT / path).is_file(), path
    assert "![" in readme


def test_every_setting_is_documented_and_every_documented_one_is_read() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "juri_tui").rglob("*.py"))
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    read = r"""environ(?:\.get\(|\[)"([A-Z_]+)"|"([A-Z_]+)" in environ|getenv\("([A-Z_]+)\"|"(JURI_[A-Z_]+)\""""
    used = {name for names in re.findall(read, source) for name in names if name}
    assert {"JURI_LANG", "JURI_HOME", "JURI_THEME", "JURI_ASCII", "JURI_MOTION", "NO_COLOR"} <= used
    assert used == set(re.findall(r"`([A-Z]+(?:_[A-Z]+)*)`", page)) - {"UTF"}


def test_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *DOCS.rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"


def test_every_dependency_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name in tomllib.loads(text)["project"]["dependencies"]:
        above = text[: text.index(f'"{name}"')].rstrip().splitlines()[-1]
        assert above.strip().startswith("#"), name
