"""What the documents promise is what the program does: every command, every key, both commands of the README."""

import os
import re
import tomllib
from pathlib import Path

import click
import pytest

from juri_tui.cli import juri
from juri_tui.commands import EVERYWHERE, SCREENS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TITLES = {
    "home": "Beranda",
    "operator": "Meja Operator (F2)",
    "sheet": "Lembar Nilai (F3)",
    "board": "Papan (F4)",
    "stage": "Panggung (F5)",
    "deliberation": "Sidang (F6)",
}


def keys_page() -> str:
    """The page of all keys, made from the table that the program itself uses."""
    lines = ["# Semua tombol", "", "Halaman ini dibuat dari tabel tombol program (`pytest tests/test_docs.py`).", ""]
    for name, commands in (("", EVERYWHERE), *SCREENS.items()):
        if commands:
            lines += [f"## {TITLES.get(name, 'Di semua layar')}", "", "| tombol | | guna |", "|---|---|---|"]
            lines += [f"| {c.cap_text()} | {c.label_text()} | {c.help_text()} |" for c in commands]
            lines.append("")
    return "\n".join(lines)


def test_every_key_is_documented() -> None:
    page = DOCS / "panduan" / "tombol.md"
    if os.environ.get("JURI_GOLDEN") == "write":
        page.write_text(keys_page(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == keys_page(), "run with JURI_GOLDEN=write"


@pytest.mark.parametrize("name", juri.list_commands(click.Context(juri)))
def test_every_command_and_option_is_documented_and_explains_itself(name: str) -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    command = juri.get_command(click.Context(juri), name)
    assert f"## juri {name}\n" in page
    section = page.split(f"## juri {name}\n")[1].split("\n## ")[0]
    assert command.help
    for option in (parameter for parameter in command.params if isinstance(parameter, click.Option)):
        assert any(f"`{flag}" in section for flag in option.opts), f"{name} {option.opts}"
        assert option.help, f"{name} {option.opts}"


@pytest.mark.parametrize("name", list(TITLES))
def test_keys_of_a_screen_do_not_collide(name: str) -> None:
    keys = [key for command in (*EVERYWHERE, *SCREENS[name]) for key in command.keys.split(",")]
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


def test_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *DOCS.rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"


def test_every_dependency_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name in tomllib.loads(text)["project"]["dependencies"]:
        above = text[: text.index(f'"{name}"')].rstrip().splitlines()[-1]
        assert above.strip().startswith("#"), name
