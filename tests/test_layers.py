"""The floors of the house, held by machine."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "juri_tui"


def test_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("module", ["desk", "papers.export", "cli_rank", "scoring", "event_file", "cli"])
def test_the_core_runs_without_a_terminal(module: str) -> None:
    code = f"import sys, juri_tui.{module}; print([m for m in ('textual', 'rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("module", ["scoring", "timer", "contest", "cli", "home"])
def test_what_needs_no_file_loads_no_sqlite(module: str) -> None:
    code = f"import sys, juri_tui.{module}; print([m for m in sys.modules if 'sqlite' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_sqlite_is_imported_in_one_place_and_through_one_door() -> None:
    found = []
    for path in PACKAGE.rglob("*.py"):
        if path.name == "periksa.py":  # a program of its own that ships beside the papers
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            module = getattr(node, "module", None) or ""
            if any("sqlite" in name for name in (*names, module) if not module.startswith("juri_tui")):
                found.append((path.name, module))
    assert found == [("store.py", "sqlite_utils.utils")]


def test_files_stay_readable() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for folder in ("juri_tui", "tests", "bench")
        for path in (ROOT / folder).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
