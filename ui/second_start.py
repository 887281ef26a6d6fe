"""A second start of the program asks the first one to show what it was to open.

Both are runs of one user at one screen. The first puts a door beside its session's lock, which
says whose and where it is; the second puts a letter there with the path, or without any, and waits
until that is taken. It takes its letter back after a while and opens the file itself: whoever
succeeds in removing the letter is the one who opens.

Files, and no socket or pipe: nothing listens, so nothing can be reached from another machine
(Windows' named pipes can), and Qt's network module need not be handed out.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from dxdesk.machine import this_host, this_user
from dxdesk.there import seen_in, status_of
from ui.handed_path import as_bytes, as_path
from ui.session import Session, content_of

_DOOR, _LETTER = ".door", ".open-"
# Seconds that a second start waits for the first, and between two looks.
PATIENCE = 2.0
_BETWEEN = 0.02
# Milliseconds after which the first looks by itself, where a system tells of no changes.
_EVERY = 1000
# What stands in a letter that names no file: show the window.
_NOTHING = b"\n"


class Letters(QObject):
    """What later starts ask of this one: `asked` has a path, or None to show the window."""

    asked = Signal(object)

    def __init__(self, session: Session, settings: str, parent: QObject | None = None) -> None:
        """`settings` names the user's settings: who has others is somebody else."""
        super().__init__(parent)
        self._session = session
        self._watcher: QFileSystemWatcher | None = None
        self._often = QTimer(self)
        self._often.setInterval(_EVERY)
        self._often.timeout.connect(self.read)
        self._door = _address(settings)

    def open_door(self) -> None:
        """Let later starts ask; they wait until `read` is first called."""
        with suppress(OSError):
            self._session.beside(_DOOR).write_bytes(self._door)

    def begin(self) -> None:
        """Read what was asked already and whatever comes."""
        # Not before there is an application, whose loop tells of changes.
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.read)
        if seen_in(self._session.folder):
            self._watcher.addPath(str(self._session.folder))
        self._often.start()
        self.read()

    def close_door(self) -> None:
        """Let nobody ask any more."""
        self._often.stop()
        if self._watcher is not None:
            self._watcher.directoryChanged.disconnect(self.read)
        with suppress(OSError):
            self._session.beside(_DOOR).unlink(missing_ok=True)

    def read(self) -> None:
        """Take the letters that are there."""
        mine = self._session.beside(_LETTER).name
        for letter in seen_in(self._session.folder):
            if not letter.name.startswith(mine) or letter.suffix == ".part":
                continue
            data = content_of(letter)
            if data is None or not _taken(letter):
                continue
            if data == _NOTHING:
                self.asked.emit(None)
            elif path := as_path(data):
                self.asked.emit(path)


def hand_over(session: Session, settings: str, path: Path | None) -> bool:
    """Ask a run that has its window open to show a file, or itself; whether it does.

    Of several the one that has the file open is asked, or the one that began last. To be called
    before this session begins, and when what is left of dead ones is cleared away
    (`Session.crashed`).
    """
    mine = _address(settings)
    doors = [
        door
        for door in seen_in(session.folder, _DOOR)
        if status_of(door.with_suffix(".lock")) and content_of(door) == mine
    ]
    left = as_bytes(path) if path is not None else _NOTHING
    if not doors or (path is not None and as_path(left) is None):
        return False

    def merit(door: Path) -> tuple[bool, float]:
        status = status_of(door)
        return content_of(door.with_suffix(".file")) == left, status.st_mtime if status else 0.0

    return _ask(max(doors, key=merit), left)


def _ask(door: Path, left: bytes) -> bool:
    number = door.stem.rpartition("-")[2]
    if number.isascii() and number.isdigit():
        _let_come_to_front(int(number))
    letter = door.with_name(f"{door.stem}{_LETTER}{os.getpid()}")
    part = letter.with_suffix(f"{letter.suffix}.part")
    try:
        part.write_bytes(left)
        part.replace(letter)
    except OSError:
        return False
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        # No window stands here that could not be used meanwhile.
        time.sleep(_BETWEEN)
        if status_of(letter) is None:
            return True
    return not _taken(letter)


def _address(settings: str) -> bytes:
    """Who this is, and at which screen."""
    return json.dumps([this_host(), this_user(), _screen(), settings]).encode()


def _screen() -> str:
    """Which screen a window of this process appears on: a user may be at several of one machine."""
    if sys.platform == "win32":
        import ctypes

        number = ctypes.c_ulong()
        ctypes.windll.kernel32.ProcessIdToSessionId(os.getpid(), ctypes.byref(number))
        return str(number.value)
    return os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY", "")


def _let_come_to_front(process: int) -> None:
    """Windows lets a program come to the front only when the one in front allows it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)


def _taken(letter: Path) -> bool:
    """Whether it was this run that took a letter away."""
    try:
        letter.unlink()
    except OSError:
        return False
    return True
