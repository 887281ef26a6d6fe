"""Looking beside the window at what people named: a share that is gone may take a minute to say so."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Qt, Signal

from dxdesk.errors import DxdeskError
from dxdesk.there import Kind, there

Seen = Kind | DxdeskError


class _Look(QObject):
    """One look at one path. It outlives whoever asked, who may be gone when the answer comes."""

    ended = Signal(object, object)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def start(self) -> None:
        """Look on a thread that nobody waits for, not even the end of the program."""
        Thread(target=self._run, daemon=True, name="dxdesk-look").start()

    def _run(self) -> None:
        seen: Seen
        try:
            seen = there(self._path)
        except DxdeskError as error:
            seen = error
        self.ended.emit(self._path, seen)


class Looker(QObject):
    """Tells `seen` what there is at each path that it was asked about, or why that is not known.

    A path that is being looked at is not looked at twice, so that one which never answers holds
    one thread and no more.
    """

    seen = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks: dict[Path, _Look] = {}

    def look(self, path: Path) -> None:
        """Begin to look at a path."""
        if path in self._looks:
            return
        look = self._looks[path] = _Look(path)
        look.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        look.start()

    def _on_ended(self, path: Path, seen: Seen) -> None:
        self._looks.pop(path, None)
        self.seen.emit(path, seen)
