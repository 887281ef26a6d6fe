"""What there is at a path, and what a system's refusal to say or do something there means.

It is the only module that asks: `Path.exists` and its kin answer no for a share that is gone on one
system, raise on another, and differ between versions of Python. What is asked for a person's act
raises the one error that has a sentence (`there`, `listed`); what merely looks around takes what
cannot be reached for absent (`seen`, `seen_in`, `status_of`). All of them wait as long as the system
does, which for a share that is gone may be a minute.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from dxdesk.domain.file_names import is_file_name
from dxdesk.errors import DxdeskError, Trouble

ON_WINDOWS = sys.platform == "win32"

# The longest path that Windows takes, unless its administrator allows longer ones.
_LONGEST_PATH = 259
# What the longest of the names that are made beside a file adds to it (`-bak-1000.part-journal`).
_LONGEST_ADDITION = 24

# Of Windows, whose errors Python translates too coarsely: a share that is gone, a name that is too
# long and a file that is missing are all ENOENT. Source: System Error Codes, learn.microsoft.com.
_OF_WINDOWS = {
    Trouble.UNREACHABLE: (
        *(15, 20, 21, 27, 31, 51, 53, 54, 55, 58, 59, 64, 67, 71, 121, 170, 433, 483, 1006, 1117),
        *(1167, 1203, 1219, 1222, 1225, 1231, 1232, 1233, 1236, 1311, 1326, 1327, 1330, 1331),
        *(1396, 1907, 1909, 2250),
    ),
    Trouble.IN_USE: (32, 33, 303, 1224),
    Trouble.READ_ONLY: (5, 19, 65),
    Trouble.DISK_FULL: (39, 112, 223, 1295),
    Trouble.NAME_TOO_LONG: (111, 206),
    # 6: of a device that is no file, as `con`.
    Trouble.BAD_NAME: (6, 123, 161),
    Trouble.FILE_MISSING: (2, 3, 267, 1921),
}
_OF_POSIX = {
    Trouble.UNREACHABLE: (
        *(errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ETIMEDOUT, errno.ESTALE),
        *(errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOTCONN, errno.ECONNABORTED),
        *(errno.ECONNREFUSED, errno.ECONNRESET),
        # Not on every system.
        *(
            getattr(errno, name)
            for name in ("EHOSTDOWN", "EREMOTEIO", "ENOMEDIUM", "ENOLINK", "ENONET", "ESHUTDOWN")
            if hasattr(errno, name)
        ),
    ),
    Trouble.IN_USE: (errno.EBUSY, getattr(errno, "ETXTBSY", errno.EBUSY)),
    Trouble.READ_ONLY: (errno.EROFS, errno.EACCES, errno.EPERM),
    Trouble.DISK_FULL: (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    Trouble.NAME_TOO_LONG: (errno.ENAMETOOLONG,),
    Trouble.BAD_NAME: (errno.EILSEQ,),
    Trouble.FILE_MISSING: (errno.ENOENT, errno.ENOTDIR, errno.ELOOP),
}
_BY_WINERROR = {code: trouble for trouble, codes in _OF_WINDOWS.items() for code in codes}
_BY_ERRNO = {code: trouble for trouble, codes in _OF_POSIX.items() for code in codes}
# What is no matter of writing says the same of reading.
_OF_READING = {
    Trouble.READ_ONLY: Trouble.FILE_UNREADABLE,
    Trouble.WRITE_FAILED: Trouble.FILE_UNREADABLE,
    Trouble.DISK_FULL: Trouble.FILE_UNREADABLE,
}


class Kind(Enum):
    """What there is at a path; a link is what it leads to. OTHER: a device, a pipe."""

    NOTHING = auto()
    FILE = auto()
    FOLDER = auto()
    OTHER = auto()


def there(path: Path) -> Kind:
    """Say what there is, for a person who named it.

    Raises:
        DxdeskError: it cannot be told: UNREACHABLE, FILE_UNREADABLE (somebody may not look there),
            NAME_TOO_LONG, BAD_NAME.
    """
    try:
        with disk_errors(path, reading=True):
            return _kind(path.stat().st_mode)
    except ValueError as error:
        # A null character, or a surrogate, which no system's name has.
        raise DxdeskError(Trouble.BAD_NAME, file=_said(path)) from error
    except DxdeskError as error:
        if error.trouble is Trouble.FILE_MISSING:
            return Kind.NOTHING
        raise


def is_there(path: Path) -> bool:
    """Whether there is anything; raises as `there`."""
    return there(path) is not Kind.NOTHING


def seen(path: Path) -> Kind:
    """Say what there is; what cannot be reached or looked at counts as NOTHING. Never raises."""
    status = status_of(path)
    return Kind.NOTHING if status is None else _kind(status.st_mode)


def status_of(path: Path) -> os.stat_result | None:
    """Size, times and rights of what `seen` sees; None where it sees nothing. Never raises."""
    try:
        return path.stat()
    except (OSError, ValueError):
        return None


def listed(folder: Path) -> list[Path]:
    """What lies in a folder, by name.

    Raises:
        DxdeskError: FILE_MISSING, or as `there`.
    """
    return sorted(entry.path for entry in entries(folder))


def seen_in(folder: Path, suffix: str = "") -> list[Path]:
    """The same, of names that end so in either case; nothing of a folder that cannot be read.

    Never raises.
    """
    with suppress(DxdeskError):
        return [path for path in listed(folder) if path.name.lower().endswith(suffix)]
    return []


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a folder. `is_link` says that `kind`, `size` and `modified` are of its end."""

    path: Path
    kind: Kind
    is_link: bool
    size: int
    modified: int


def entries(folder: Path) -> Iterator[Entry]:
    """What lies in a folder, as it comes; what cannot be looked at there is a NOTHING.

    Raises:
        DxdeskError: as `listed`.
    """
    try:
        with disk_errors(folder, reading=True), os.scandir(folder) as found:
            for one in found:
                yield _entry(one)
    except ValueError as error:
        raise DxdeskError(Trouble.BAD_NAME, file=_said(folder)) from error


def _entry(one: os.DirEntry[str]) -> Entry:
    path = Path(one.path)
    try:
        is_link, status = one.is_symlink(), one.stat()
    except OSError:
        return Entry(path, Kind.NOTHING, False, 0, 0)
    return Entry(path, _kind(status.st_mode), is_link, status.st_size, status.st_mtime_ns)


def require_free(path: Path) -> None:
    """See that a new file can get this name.

    Raises:
        DxdeskError: FILE_EXISTS, BAD_NAME; or nobody may look there, as for writing.
    """
    require_name(path)
    try:
        taken = is_there(path)
    except DxdeskError as error:
        if error.trouble is Trouble.FILE_UNREADABLE:
            raise DxdeskError(Trouble.READ_ONLY, file=path.name) from error
        raise
    if taken:
        raise DxdeskError(Trouble.FILE_EXISTS, file=path.name)


def require_file(path: Path, otherwise: Trouble) -> None:
    """See that there is a file to open; to open a pipe or a device would wait for somebody.

    Raises:
        DxdeskError: FILE_MISSING, `otherwise` for what is no file, or as `there`.
    """
    kind = there(path)
    if kind is not Kind.FILE:
        trouble = Trouble.FILE_MISSING if kind is Kind.NOTHING else otherwise
        raise DxdeskError(trouble, file=path.name)


def require_name(path: Path) -> None:
    """See that the system takes a file's name for what it is.

    Raises:
        DxdeskError: BAD_NAME.
    """
    if ON_WINDOWS and not is_file_name(path.name):
        # `a:b.xlsx` would go, unseen, into a file `a`, and `NUL.xlsx` nowhere at all.
        raise DxdeskError(Trouble.BAD_NAME, file=path.name)


def require_folder(path: Path) -> None:
    """See that a file can be made: its folder is there, and the system takes its name.

    Raises:
        DxdeskError: FOLDER_MISSING, BAD_NAME, or as `there`.
    """
    require_name(path)
    if there(path.parent) is not Kind.FOLDER:
        raise DxdeskError(Trouble.FOLDER_MISSING, file=path.name, folder=_said(path.parent))


def link_end(path: Path) -> Path:
    """Where a link leads in the end; whatever is no link is its own end. Never raises."""
    with suppress(OSError, ValueError):
        if path.is_symlink():
            return Path(os.path.realpath(path))
    return path


def is_same_name(one: str, other: str) -> bool:
    """Whether two names in one folder, or two paths, mean one thing to this system."""
    return os.path.normcase(one) == os.path.normcase(other)


@contextmanager
def disk_errors(path: Path, *, reading: bool = False) -> Generator[None]:
    """Turn the operating system's refusals into sentences for the user."""
    try:
        yield
    except OSError as error:
        raise DxdeskError(trouble_of(error, path, reading=reading), file=_said(path)) from error


def trouble_of(error: OSError, path: Path, *, reading: bool = False) -> Trouble:
    """What an error of the system's, met while a file was written (or read), means to the user."""
    code = getattr(error, "winerror", None)
    if code is None:
        found = _BY_ERRNO.get(error.errno or 0)
    else:
        found = _BY_WINERROR.get(code) or _BY_ERRNO.get(error.errno or 0)
    found = found or Trouble.WRITE_FAILED
    if found is Trouble.FILE_MISSING and code is not None and _is_too_long(error, path):
        # Asked for such a name, Windows says that it cannot find it.
        return Trouble.NAME_TOO_LONG
    return _OF_READING.get(found, found) if reading else found


def _is_too_long(error: OSError, path: Path) -> bool:
    names = [name for name in (error.filename, error.filename2) if isinstance(name, str)]
    longest = max(map(_length, names)) if names else _length(str(path)) + _LONGEST_ADDITION
    return longest > _LONGEST_PATH


def is_near_longest(path: Path) -> bool:
    """Whether this system may find the path of a file that is made beside this one too long."""
    return ON_WINDOWS and _length(str(path)) + _LONGEST_ADDITION > _LONGEST_PATH


def _length(path: str) -> int:
    with suppress(OSError):
        return len(os.path.abspath(path))  # noqa: PTH100
    return len(path)


def _kind(mode: int) -> Kind:
    if stat.S_ISREG(mode):
        return Kind.FILE
    return Kind.FOLDER if stat.S_ISDIR(mode) else Kind.OTHER


def _said(path: Path) -> str:
    """A name that can be shown; that of a drive or a share is its path."""
    return "".join(c if c.isprintable() else "_" for c in path.name or str(path))
