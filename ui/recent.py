"""The files that were opened last, kept per user."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

_KEPT = 8


class Recent:
    """A short list in the user's settings; `settings` decides where that is.

    It never looks whether a file is there: that is done beside the window (`ui.looking`). Whether
    two names are one is decided as the system does, which `Path` knows.
    """

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def files(self) -> list[Path]:
        """The newest first, as they were kept."""
        stored = self._settings.value("recent", [])
        names = [stored] if isinstance(stored, str) else stored
        if not isinstance(names, list):
            return []
        kept = (Path(name) for name in names if isinstance(name, str) and _can_be_kept(name))
        return list(dict.fromkeys(path for path in kept if path.is_absolute()))[:_KEPT]

    def add(self, path: Path) -> None:
        """Put a file to the front; one whose name the settings would change is not kept."""
        path = path.absolute()
        if not _can_be_kept(str(path)):
            return
        kept = [path, *(other for other in self.files() if other != path)][:_KEPT]
        self._settings.setValue("recent", [str(p) for p in kept])


def _can_be_kept(name: str) -> bool:
    """Whether settings give a name back as it was: one that is no Unicode becomes another one."""
    return name.isprintable()
