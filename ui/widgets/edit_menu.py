"""What all editors of the form share: their context menu, and what they take from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu


def reroute(menu: QMenu, ways: Mapping[str, Callable[[], object]]) -> QMenu:
    """Let actions of a standard menu, by the names that Qt gives them, do something else."""
    for action in menu.actions():
        way = ways.get(action.objectName())
        if way is None:
            continue
        own = QAction(action.text(), menu)
        own.setIcon(action.icon())
        own.setEnabled(action.isEnabled() or action.objectName() in ("edit-undo", "edit-redo"))
        own.triggered.connect(way)
        menu.insertAction(action, own)
        menu.removeAction(action)
    return menu


def is_files(source: QMimeData) -> bool:
    """Whether files were copied or dragged, and no text."""
    return any(url.isLocalFile() for url in source.urls())
