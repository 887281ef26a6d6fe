"""Watching a folder on a thread of its own: what waits there to be taken in."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from dxdesk.office import Expected, Lookout, Waiting

# Folders on a network tell of no changes.
EVERY = 30_000
# Until a file that was being written is looked at once more, or a change is followed up.
SOON = 1_500


class _Look(QObject):
    """One look; it gets values and gives one, None where it failed."""

    ended = Signal(object)

    def __init__(self, lookout: Lookout, folder: Path, expected: Expected) -> None:
        super().__init__()
        self._lookout, self._folder, self._expected = lookout, folder, expected

    def start(self) -> None:
        """Look on a thread that nobody waits for: a folder on a network may take minutes."""
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        waiting: Waiting | None = None
        try:
            waiting = self._lookout.look(self._folder, self._expected)
        finally:
            self.ended.emit(waiting)


class FolderWatch(QObject):
    """Tells `seen` what lies in the folder, every half minute and soon after a change.

    One look is made at a time; after `stop` nothing is told any more.
    """

    seen = Signal(Waiting)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._expected: Expected | None = None
        self._lookout = Lookout()
        self._look: _Look | None = None
        self._again = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self._soon.start(SOON))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.look)
        self._often = QTimer(self)
        self._often.setInterval(EVERY)
        self._often.timeout.connect(self.look)

    @property
    def folder(self) -> Path | None:
        """The folder that is watched."""
        return self._folder

    def watch(self, folder: Path | None, expected: Expected | None) -> None:
        """Watch a folder for what an office expects; the same again looks when that has changed."""
        if (folder, expected) == (self._folder, self._expected):
            return
        if folder != self._folder:
            self._lookout = Lookout()
            self._heed(folder)
        self._folder, self._expected = folder, expected
        if folder is None:
            self._often.stop()
            self._soon.stop()
        else:
            self._often.start()
            self.look()

    def look(self) -> None:
        """Look now, or once more after the look that is being made."""
        if self._folder is None or self._expected is None:
            return
        if self._look is not None:
            self._again = True
            return
        self._look = _Look(self._lookout, self._folder, self._expected)
        self._look.ended.connect(self._on_ended)
        self._look.start()

    def stop(self) -> None:
        """Watch nothing any more."""
        self.watch(None, None)
        if self._look is not None:
            self._look.ended.disconnect(self._on_ended)
            self._look = None

    def _heed(self, folder: Path | None) -> None:
        """Have the system tell of changes, where it does."""
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        if folder is not None:
            self._watcher.addPath(str(folder))

    def _on_ended(self, waiting: Waiting | None) -> None:
        self._look = None
        if waiting is None:
            return
        if waiting.folder != self._folder:
            self.look()
            return
        if not waiting.is_missing and not self._watcher.directories():
            # It was not there when it began to be watched.
            self._heed(self._folder)
        self.seen.emit(waiting)
        if self._again or waiting.unsettled:
            self._again = False
            self._soon.start(SOON)
