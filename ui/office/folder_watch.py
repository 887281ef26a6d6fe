"""Watching a folder on a thread of its own: what waits there to be taken in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QRunnable, QThreadPool, QTimer, Signal

from dxdesk.office import Expected, Lookout, Waiting

# Folders on a network tell of no changes.
EVERY = 30_000
# Until a file that was being written is looked at once more, or a change is followed up.
SOON = 1_500


class _Look(QRunnable):
    """One look; it gets values and gives one."""

    class Told(QObject):
        """A runnable has no signals of its own."""

        seen = Signal(Waiting)

    def __init__(self, lookout: Lookout, folder: Path, expected: Expected) -> None:
        super().__init__()
        self._lookout, self._folder, self._expected = lookout, folder, expected
        self.told = _Look.Told()
        self.setAutoDelete(False)

    def run(self) -> None:
        self.told.seen.emit(self._lookout.look(self._folder, self._expected))


class FolderWatch(QObject):
    """Tells `seen` what lies in the folder, every half minute and soon after a change.

    One look is made at a time; `stop` waits for the one that is being made.
    """

    seen = Signal(Waiting)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._expected: Expected | None = None
        self._lookout = Lookout()
        self._look: _Look | None = None
        self._again = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
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
        self._look.told.seen.connect(self._on_seen)
        self._pool.start(self._look)

    def stop(self) -> None:
        """Watch nothing any more."""
        self.watch(None, None)
        self._pool.waitForDone()
        self._look = None

    def _heed(self, folder: Path | None) -> None:
        """Have the system tell of changes, where it does."""
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        if folder is not None:
            self._watcher.addPath(str(folder))

    def _on_seen(self, waiting: Waiting) -> None:
        self._look = None
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
