"""Whether the program ended well last time, and what it had open when it did not.

Every running program holds a lock in a folder of this user beside a note of its opened file. A
lock whose program is gone, which Qt finds out on each system, was left by a crash, a power cut
or a kill. The log of a crash beside it counts only then: Windows has exceptions logged that it
handles itself.
"""

from __future__ import annotations

import faulthandler
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from PySide6.QtCore import QLockFile

from dxdesk.there import Kind, seen, seen_in, status_of
from ui.handed_path import as_bytes, as_path

# The log is there from the beginning of a session to its end, also while it is empty.
# What the session before had open that ended badly is noted, too.
_LOCK, _NOTE, _BEFORE, _TRACE = ".lock", ".file", ".before", ".log"
_NAME = "session-"
# A crash that nobody was told of yet.
_UNTOLD = "crash.json"
# Of such a file; the longest path that a system takes is shorter.
_LONGEST = 1 << 17
# Milliseconds after which a lock that names no process is nobody's: it does as soon as it is there,
# but a power cut may leave it without its words.
_WORDLESS = 5000


@dataclass(frozen=True, slots=True)
class Crash:
    """A session that did not end well: the file it had open, and its log where there is one.

    Whether the file can still be reached is not known. `again`: the session before had ended badly
    over it, too.
    """

    file: Path | None
    log: Path | None
    again: bool = False


class Session:
    """This run of the program. `begin` before, `end` after; what fails on the disk is no matter."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stem = folder / f"{_NAME}{os.getpid()}"
        self._lock = _lock_at(self.beside(_LOCK))
        self._trace: IO[bytes] | None = None

    def begin(self) -> None:
        """Take this run's lock, and have a crash of Qt itself leave its stack in a log."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            if self._lock.tryLock(0):
                self._trace = self.beside(_TRACE).open("wb")
                faulthandler.enable(self._trace)

    def follow(self, crash: Crash) -> None:
        """Say which crash this run comes after: the same file may end it, too."""
        self._write(_BEFORE, crash.file)

    def note(self, file: Path | None) -> None:
        """Say which file is open now."""
        self._write(_NOTE, file)

    def _write(self, kind: str, file: Path | None) -> None:
        with suppress(OSError):
            if file is None:
                self.beside(kind).unlink(missing_ok=True)
            elif self._lock.isLocked():
                self.beside(kind).write_bytes(as_bytes(file))

    def end(self) -> None:
        """Say that all is well; may be said more than once.

        It is to be said as soon as nothing is open any more: whatever follows may be cut short.
        """
        if self._trace:
            faulthandler.disable()
            self._trace.close()
            self._trace = None
        for kind in (_TRACE, _NOTE, _BEFORE):
            with suppress(OSError):
                self.beside(kind).unlink(missing_ok=True)
        self._lock.unlock()

    def crashed(self) -> Crash | None:
        """The newest session that did not end well; what all of them left is cleared away.

        A log with something in it stays.
        """
        untold = self._untold()
        found: list[tuple[float, Crash]] = []
        for lock in seen_in(self.folder, _LOCK):
            stem = lock.with_suffix("")
            if stem.name.startswith(_NAME) and stem != self._stem and (crash := self._clear(stem)):
                found.append(crash)
        # Whatever died since is newer.
        return max(found, key=lambda one: one[0])[1] if found else untold

    def leave(self, crash: Crash) -> None:
        """Leave a crash for the next run that begins: this one has no window to tell of it."""
        told = {
            "file": str(crash.file) if crash.file else "",
            "log": crash.log.name if crash.log else "",
            "again": crash.again,
        }
        with suppress(OSError):
            (self.folder / _UNTOLD).write_text(json.dumps(told), encoding="ascii")

    def _untold(self) -> Crash | None:
        place = self.folder / _UNTOLD
        data = content_of(place)
        with suppress(OSError):
            place.unlink(missing_ok=True)
        return _crash_of(data, self.folder) if data else None

    def beside(self, kind: str) -> Path:
        """A file of this session by its ending."""
        return Path(f"{self._stem}{kind}")

    def _clear(self, stem: Path) -> tuple[float, Crash] | None:
        place = Path(f"{stem}{_LOCK}")
        status = status_of(place)
        if status is None or not (lock := _lock_at(place)).tryLock(0):
            return None
        began = status.st_mtime
        note, trace = Path(f"{stem}{_NOTE}"), Path(f"{stem}{_TRACE}")
        logged = status_of(trace)
        file, before = _read(note), _read(Path(f"{stem}{_BEFORE}"))
        log = _kept_log(trace, began) if logged and logged.st_size else None
        for path in seen_in(self.folder):
            # All but the lock, which goes last.
            if path.name.startswith(f"{stem.name}.") and path != place:
                with suppress(OSError):
                    path.unlink()
        lock.unlock()
        if logged is None:
            # It had ended; only its lock could not be taken away.
            return None
        again = file is not None and file == before
        return began, Crash(file, log or _newest(self.folder, since=began), again)


def _lock_at(place: Path) -> QLockFile:
    """A lock that is stale when its process is gone."""
    lock = QLockFile(str(place))
    named, *_ = lock.getLockInfo()
    # Qt takes one that names no process for a living one, whatever its age.
    lock.setStaleLockTime(0 if named else _WORDLESS)
    return lock


def _kept_log(trace: Path, began: float) -> Path | None:
    """A log under a name of its own, which no later session of the same number takes."""
    kept = trace.with_name(f"{trace.stem}-{int(began)}{_TRACE}")
    with suppress(OSError):
        return trace.replace(kept)
    return None


def _read(note: Path) -> Path | None:
    data = content_of(note)
    return None if data is None else as_path(data)


def content_of(place: Path) -> bytes | None:
    """What a small file in the sessions' folder holds; None where it cannot be read."""
    with suppress(OSError), place.open("rb") as file:
        return file.read(_LONGEST)
    return None


def _crash_of(data: bytes, folder: Path) -> Crash | None:
    """What `Session.leave` wrote; None where it is anything else."""
    try:
        told = json.loads(data)
        file, log = told["file"], folder / Path(told["log"]).name
        left = os.fsencode(file)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    is_log = log.suffix == _TRACE and seen(log) is Kind.FILE
    return Crash(as_path(left), log if is_log else None, told.get("again") is True)


def _newest(folder: Path, *, since: float) -> Path | None:
    """The last log that the crash hook wrote in a session."""
    logs = [(status_of(log), log) for log in seen_in(folder, ".log")]
    times = {
        log: status.st_mtime
        for status, log in logs
        if status is not None and log.name.startswith("dxdesk-") and status.st_mtime >= since
    }
    return max(times, key=times.__getitem__, default=None)
