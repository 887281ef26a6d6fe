"""The composition root: commands run without Qt, and what they import is little."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dxdesk.cli import build_parser
from tests.causes import ALWAYS_A_SCREEN
from ui.app import COMMANDS

ROOT = Path(__file__).resolve().parents[2]


def run(code: str) -> str:
    """Run Python code in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT, timeout=120
    )
    return done.stdout.decode()


@pytest.mark.parametrize("words", [["--version"], ["dump", "無い.dxdesk"], ["status", "無い"]])
def test_a_command_imports_no_qt(words: list[str]) -> None:
    code = (
        "import sys\nfrom ui.app import main\n"
        f"main({words!r})\n"
        "print(sorted(m for m in sys.modules if m.startswith('PySide6')))"
    )
    assert run(code).splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        *((["exprot"], 2), (["--no-such"], 2), (["dump"], 2), (["dump", "無い.dxdesk"], 1)),
        pytest.param([], 1, marks=ALWAYS_A_SCREEN.mark()),
    ],
)
def test_wrong_words_end_with_a_status_not_with_an_abort(words: list[str], status: int) -> None:
    screenless = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    code = f"import sys\nfrom ui.app import main\nsys.exit(main({words!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        cwd=ROOT,
        timeout=120,
        env=screenless,
    )
    assert done.returncode == status
    assert done.stderr
    assert b"Traceback" not in done.stderr


def parsers() -> dict[str, argparse.ArgumentParser]:
    (commands,) = (action for action in build_parser()._actions if isinstance(action.choices, dict))
    assert isinstance(commands.choices, dict)
    return commands.choices


def test_every_command_of_the_command_line_is_known() -> None:
    assert set(parsers()) == COMMANDS


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_readme_names_every_command_with_its_options(name: str) -> None:
    """All but the year, which many take and the text below the list tells of."""
    readme = (ROOT / "README.md").read_text("utf-8")
    (line,) = re.findall(rf"^    dxdesk {name}(?![-\w]).*", readme, re.MULTILINE)
    known = {word for action in parsers()[name]._actions for word in action.option_strings}
    named = set(re.findall(r"--[a-z-]+", line))
    assert named <= known
    assert "[…]" in line or known - named <= {"-h", "--help", "--year"}


def test_importing_the_root_loads_neither_qt_nor_the_core() -> None:
    code = (
        "import sys, ui.app\n"
        "heavy = ('PySide6', 'sqlmodel', 'sqlalchemy', 'pydantic', 'openpyxl')\n"
        "print(sorted(m for m in sys.modules if m.startswith(heavy)))"
    )
    assert run(code).strip() == "[]"


def test_pyside_is_kept_from_reading_every_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hook is PySide's own; when it is another one a day, a start takes longer again."""
    from ui.quick_imports import look_into_no_sources

    feature = sys.modules["shibokensupport.feature"]
    monkeypatch.setattr(feature, "_mod_uses_pyside", feature._mod_uses_pyside)
    look_into_no_sources()
    assert not feature._mod_uses_pyside(sys.modules[__name__])
