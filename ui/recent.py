"""The files that were opened last, kept per user."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

_KEPT = 8


class Recent:
    """A short list in the user's settings; `settings` decides where that is."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def files(self) -> list[Path]:
        """The newest first; files that are gone are left out, but not forgotten."""
        return [path for path in self._all() if path.is_file()]

    def add(self, path: Path) -> None:
        """Put a file to the front."""
        path = path.absolute()
        kept = [path, *(other for other in self._all() if other != path)][:_KEPT]
        self._settings.setValue("recent", [str(p) for p in kept])

    def _all(self) -> list[Path]:
        stored = self._settings.value("recent", [])
        names = [stored] if isinstance(stored, str) else stored
        return [Path(str(name)) for name in names] if isinstance(names, list) else []
