"""Pytest plugin that takes Qt away: `python -m pytest -p no:pytest-qt -p tests.no_qt`.

Importing PySide6 fails, and the tests of the screens are left out, so what
remains proves that the core runs where Qt is not installed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

BLOCKED = frozenset({"PySide6", "shiboken6", "ui"})
SCREENS = Path(__file__).parent / "ui"


class QtBlocker:
    """Meta path finder that refuses Qt and the packages that need it."""

    @staticmethod
    def find_spec(
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in BLOCKED:
            msg = f"{fullname} is blocked in this run: the core must do without it"
            raise ImportError(msg, name=fullname)
        return None


def pytest_addoption(parser: pytest.Parser) -> None:
    # pytest-qt, which declares it, is switched off in this run.
    parser.addini("qt_api", "unused without Qt")


def pytest_configure() -> None:
    loaded = sorted(BLOCKED & sys.modules.keys())
    if loaded:
        msg = f"loaded before the run began: {', '.join(loaded)}"
        raise pytest.UsageError(msg)
    sys.meta_path.insert(0, QtBlocker())


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    return True if collection_path == SCREENS else None
