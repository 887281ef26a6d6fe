"""Whether the program ended well last time, and what it had open when it did not.

Every running program holds a lock in a folder of this user beside a note of its opened file. A
lock whose program is gone, which Qt finds out on each system, was left by a crash, a power cut
or a kill.
"""

from __future__ import annotations

import faulthandler
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from PySide6.QtCore import QLockFile

_LOCK, _NOTE, _TRACE = ".lock", ".file", ".log"
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Crash:
    """A session that did not end well: the file it had open, and its log where there is one."""

    file: Path | None
    log: Path | None


class Session:
    """This run of the program. `begin` before, `end` after; what fails on the disk is no matter."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stem = folder / f"session-{os.getpid()}"
        self._lock = QLockFile(str(self._with(_LOCK)))
        self._lock.setStaleLockTime(0)
        self._trace: IO[bytes] | None = None

    def begin(self) -> None:
        """Take this run's lock, and have a crash of Qt itself leave its stack in a log."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._lock.tryLock(0):
                self._trace = self._with(_TRACE).open("wb")
                faulthandler.enable(self._trace)

    def note(self, file: Path | None) -> None:
        """Say which file is open now."""
        with suppress(OSError):
            if file is None:
                self._with(_NOTE).unlink(missing_ok=True)
            elif self._lock.isLocked():
                # A name that is no Unicode comes back as it was.
                self._with(_NOTE).write_bytes(os.fsencode(file))

    def end(self) -> None:
        """Say that all is well."""
        if self._trace:
            faulthandler.disable()
            self._trace.close()
        with suppress(OSError):
            for kind in (_NOTE, _TRACE):
                self._with(kind).unlink(missing_ok=True)
        self._lock.unlock()

    def crashed(self) -> Crash | None:
        """The newest session that did not end well; what all of them left is cleared away.

        A log with something in it stays.
        """
        found: list[tuple[float, Crash]] = []
        with suppress(OSError):
            for lock in self._folder.glob(f"session-*{_LOCK}"):
                stem = lock.with_suffix("")
                if stem != self._stem and (crash := self._clear(stem)):
                    found.append(crash)
        return max(found, key=lambda one: one[0])[1] if found else None

    def _clear(self, stem: Path) -> tuple[float, Crash] | None:
        lock = QLockFile(f"{stem}{_LOCK}")
        lock.setStaleLockTime(0)
        began = Path(f"{stem}{_LOCK}").stat().st_mtime
        if not lock.tryLock(0):
            return None
        note, trace = Path(f"{stem}{_NOTE}"), Path(f"{stem}{_TRACE}")
        file, log = _read(note), trace if trace.is_file() and trace.stat().st_size else None
        note.unlink(missing_ok=True)
        if log is None:
            trace.unlink(missing_ok=True)
        else:
            log = trace.rename(trace.with_name(f"{trace.stem}-{int(began)}{_TRACE}"))
        log = log or _newest(self._folder, since=began)
        lock.unlock()
        return began, Crash(file, log)

    def _with(self, kind: str) -> Path:
        return Path(f"{self._stem}{kind}")


def _read(note: Path) -> Path | None:
    with suppress(OSError, ValueError):
        if note.stat().st_size <= _LONGEST:
            file = Path(os.fsdecode(note.read_bytes()))
            return file if file.is_file() else None
    return None


def _newest(folder: Path, *, since: float) -> Path | None:
    """The last log that the crash hook wrote in a session."""
    logs = [log for log in folder.glob("dxdesk-*.log") if log.stat().st_mtime >= since]
    return max(logs, key=lambda log: log.stat().st_mtime, default=None)
