from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from tests.ui.clerk_year import ClerkYear, begin_year
from ui import theme

_MODAL = (
    (QDialog, ("exec", "open")),
    (QMessageBox, ("exec", "about", "critical", "information", "question", "warning")),
    (
        QFileDialog,
        ("exec", "getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"),
    ),
)


# Milliseconds: a slow machine is no failure. pytest-qt alone would wait for five seconds.
_PATIENCE = 60_000
_WAITS = ("waitActive", "waitCallback", "waitExposed", "waitSignal", "waitSignals", "waitUntil")


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """pytest-qt's, with patience wherever a test says no time."""
    for name in _WAITS:
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=_PATIENCE))
    return qtbot


@pytest.fixture(autouse=True)
def no_modal_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A modal dialog would wait for a person for ever; it fails the test instead."""

    def refuse(*_args: object, **_more: object) -> NoReturn:
        pytest.fail("a modal dialog was opened")

    for dialog, names in _MODAL:
        for name in names:
            monkeypatch.setattr(dialog, name, refuse)


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """The windows' own fonts and palette, light."""
    if not qapp.property("dxdesk_speaks_japanese"):
        theme.set_up(qapp, dark=False)


@pytest.fixture
def year(qtbot: QtBot, tmp_path: Path) -> Iterator[ClerkYear]:
    """A year on a small plan of our own, with a request to each department."""
    begun = begin_year(qtbot, tmp_path)
    yield begun
    begun.close()
