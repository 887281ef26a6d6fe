"""Asking for files and folders; the real dialogs stand behind a protocol."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

# Writes a whole file or none; raises DxdeskError. Screens are given it, since they have no disk.
WriteFile = Callable[[Path, bytes], None]


class FileDialogs(Protocol):
    """What a window may ask of the person; None or an empty list means "never mind"."""

    def open_file(self, parent: QWidget, title: str, filters: str, start: str = "") -> Path | None:
        """Choose one file that exists."""
        ...

    def open_files(self, parent: QWidget, title: str, filters: str, start: str = "") -> list[Path]:
        """Choose files that exist."""
        ...

    def save_file(self, parent: QWidget, title: str, filters: str, start: str = "") -> Path | None:
        """Choose a name to write to; `start` is a folder or a suggested file."""
        ...

    def folder(self, parent: QWidget, title: str, start: str = "") -> Path | None:
        """Choose a folder."""
        ...


class QtFileDialogs:
    """The system's own dialogs."""

    def open_file(self, parent: QWidget, title: str, filters: str, start: str = "") -> Path | None:
        name, _ = QFileDialog.getOpenFileName(parent, title, start, filters)
        return Path(name) if name else None

    def open_files(self, parent: QWidget, title: str, filters: str, start: str = "") -> list[Path]:
        names, _ = QFileDialog.getOpenFileNames(parent, title, start, filters)
        return [Path(name) for name in names]

    def save_file(self, parent: QWidget, title: str, filters: str, start: str = "") -> Path | None:
        name, _ = QFileDialog.getSaveFileName(parent, title, start, filters)
        return Path(name) if name else None

    def folder(self, parent: QWidget, title: str, start: str = "") -> Path | None:
        name = QFileDialog.getExistingDirectory(parent, title, start)
        return Path(name) if name else None
