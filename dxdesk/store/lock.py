"""The lock beside an open file: who works on it, where, since when.

The lock is two things. The operating system's lock on the lock file dies with its process, so
what a crash or a power cut leaves behind never shuts anyone out of their own file. Its text
tells a colleague who has the file open, and holds between machines on network drives where
the operating system's lock may not.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.there import Kind, disk_errors, require_name, seen, trouble_of

_LONGEST = 4096
_ATTEMPTS = 50
# Windows locks bytes, not files; this one lies far behind the text, which stays readable.
_LOCKED_BYTE = 1 << 30
_BINARY = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a file: name, machine, and since when (ISO)."""

    who: str = ""
    where: str = ""
    since: str = ""


def lock_path(path: Path) -> Path:
    """Where the lock of a file lies."""
    return path.with_name(f"{path.name}-lock")


class LockFile:
    """A lock that is held until `release`."""

    def __init__(self, path: Path, handle: int, holder: Holder) -> None:
        self._path = path
        self._handle = handle
        self._holder = holder
        self._text = _text_of(holder)

    def check(self, file: Path) -> None:
        """See that nobody has taken the lock over; called before the file is changed.

        A share that was away, or a folder that was tidied up, may have lost the lock file: then
        it is taken once more.

        Raises:
            DxdeskError: FILE_LOCKED with who has the file now; or the folder cannot be reached.
        """
        try:
            said = self._path.read_bytes()[:_LONGEST]
        except FileNotFoundError:
            again = take_lock(file, self._holder)
            _close(self._handle)
            self._handle = again._handle
            return
        except OSError as error:
            trouble = trouble_of(error, self._path, reading=True)
            raise DxdeskError(trouble, file=file.name) from error
        if said != self._text:
            raise _locked_by(file, _read_text(said)[0])

    def release(self) -> None:
        """Give the file free and take the lock file away."""
        ours = _is_at(self._handle, self._path)
        if sys.platform == "win32":
            # An open file cannot be deleted there, nor one that the next holder has opened.
            _close(self._handle)
            with suppress(OSError):
                self._path.unlink()
            return
        with suppress(OSError):
            if ours:
                self._path.unlink()
        _close(self._handle)


def take_lock(path: Path, holder: Holder, *, take_over: bool = False) -> LockFile:
    """Lock a file for its only writer.

    A lock that a dead process on the same machine left is taken over silently; one that
    another machine left only with `take_over`, which a person has to ask for.

    Raises:
        DxdeskError: FILE_LOCKED with who, where and since; BAD_NAME; or the folder cannot be written.
    """
    require_name(path)
    beside = lock_path(path)
    with disk_errors(path):
        for _ in range(_ATTEMPTS):
            try:
                handle = os.open(beside, os.O_RDWR | os.O_CREAT | _BINARY, 0o666)
            except PermissionError:
                if seen(beside) is Kind.NOTHING:
                    raise
                _clear_anothers(beside, path, holder, take_over=take_over)
                continue
            try:
                _claim(handle, path, holder, take_over=take_over)
                # The former holder may have deleted the file between our opening and locking it.
                if _is_at(handle, beside):
                    return LockFile(beside, handle, holder)
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)
    raise _locked_by(path, None)


def _clear_anothers(beside: Path, path: Path, holder: Holder, *, take_over: bool) -> None:
    """Take away a lock that this user may read and not write, unless somebody holds it.

    Raises:
        DxdeskError: FILE_LOCKED; or the lock may not be read, or not be taken away.
    """
    with disk_errors(path):
        handle = os.open(beside, os.O_RDONLY | _BINARY)
        try:
            _require_free(handle, path, holder, take_over=take_over)
        finally:
            os.close(handle)
        beside.unlink(missing_ok=True)


def holder_of(path: Path) -> Holder | None:
    """Who says to hold a file, whether or not they still do; None where nobody does."""
    try:
        return _read_text(lock_path(path).read_bytes()[:_LONGEST])[0]
    except OSError:
        return None


def _locked_by(path: Path, holder: Holder | None, *, left: bool = False) -> DxdeskError:
    """`left` says that no program holds the lock any more, as far as can be seen from here."""
    known = holder or Holder()
    return DxdeskError(
        Trouble.FILE_LOCKED,
        file=path.name,
        who=known.who,
        where=known.where,
        since=known.since,
        left=left,
    )


def _text_of(holder: Holder) -> bytes:
    text = {"who": holder.who, "where": holder.where, "since": holder.since, "pid": os.getpid()}
    return json.dumps(text, ensure_ascii=False).encode("utf-8", "replace")


def _require_free(handle: int, path: Path, holder: Holder, *, take_over: bool) -> None:
    free = _try_lock(handle)
    other, pid = _read(handle)
    if _is_held(free, other, pid, holder, take_over=take_over):
        elsewhere = other is not None and other.where != holder.where
        raise _locked_by(path, other, left=elsewhere and free is not False)


def _claim(handle: int, path: Path, holder: Holder, *, take_over: bool) -> None:
    _require_free(handle, path, holder, take_over=take_over)
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, _text_of(holder))


def _is_held(
    free: bool | None, other: Holder | None, pid: int, holder: Holder, *, take_over: bool
) -> bool:
    if free is False:
        return True
    if other is None:
        return False
    if other.where == holder.where:
        return free is None and _runs(pid)
    return not take_over


def _read(handle: int) -> tuple[Holder | None, int]:
    """Who wrote the lock, and their process id; a text that was cut off counts as none."""
    os.lseek(handle, 0, os.SEEK_SET)
    return _read_text(os.read(handle, _LONGEST))


def _read_text(said: bytes) -> tuple[Holder | None, int]:
    try:
        found: Any = json.loads(said)
    except (ValueError, RecursionError):
        return None, 0
    if not isinstance(found, dict):
        return None, 0
    text = cast("dict[str, Any]", found)
    pid = text.get("pid")
    names = (str(text.get(name, "")) for name in ("who", "where", "since"))
    return Holder(*names), pid if isinstance(pid, int) else 0


def _close(handle: int) -> None:
    # It is closed, whatever a share that is gone says to it.
    with suppress(OSError):
        os.close(handle)


def _is_at(handle: int, path: Path) -> bool:
    """Whether an open file is the one at a path.

    Both are asked by a handle: what a path is asked comes another way on Windows, where the two
    ways need not give a file one number.
    """
    try:
        other = os.open(path, os.O_RDONLY | _BINARY)
    except OSError:
        return False
    try:
        return os.path.samestat(os.fstat(handle), os.fstat(other))
    except OSError:
        return False
    finally:
        os.close(other)


if sys.platform == "win32":
    import ctypes
    import msvcrt

    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _LOCK_VIOLATION = 33

    def _try_lock(handle: int) -> bool | None:
        """Lock an open file: True, False when another holds it, None where locks do not work."""
        # msvcrt.locking calls the same and translates its error, which under wine gets lost.
        file = ctypes.c_void_p(msvcrt.get_osfhandle(handle))
        if _KERNEL.LockFile(file, _LOCKED_BYTE, 0, 1, 0):
            return True
        return False if ctypes.get_last_error() == _LOCK_VIOLATION else None

    def _runs(pid: int) -> bool:
        """Whether a process runs; here nobody can tell (os.kill would end it)."""
        return pid > 0

else:
    import fcntl

    def _try_lock(handle: int) -> bool | None:
        """Lock an open file: True, False when another holds it, None where locks do not work."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return None
        return True

    def _runs(pid: int) -> bool:
        """Whether a process of this machine runs."""
        if pid <= 0:
            return False
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True
