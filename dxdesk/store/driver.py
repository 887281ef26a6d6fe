"""SQLite's driver alone: connecting, the header of a file, what its errors mean.

It knows no SQLAlchemy, so that a file can be recognised and looked at before that is loaded.
"""

from __future__ import annotations

import os
import sqlite3
import struct
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.there import disk_errors, require_file

# A rollback journal, never WAL: WAL breaks on network volumes, and a copied file loses its tail.
_PRAGMAS = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=3000",
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
)
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100

_TROUBLES = {
    sqlite3.SQLITE_FULL: Trouble.DISK_FULL,
    sqlite3.SQLITE_BUSY: Trouble.FILE_LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.FILE_LOCKED,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: Trouble.FILE_DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.FILE_DAMAGED,
    sqlite3.SQLITE_CANTOPEN: Trouble.FILE_UNREADABLE,
    sqlite3.SQLITE_PERM: Trouble.FILE_UNREADABLE,
    sqlite3.SQLITE_IOERR: Trouble.WRITE_FAILED,
    sqlite3.SQLITE_IOERR_READ: Trouble.FILE_UNREADABLE,
    sqlite3.SQLITE_IOERR_SHORT_READ: Trouble.FILE_DAMAGED,
}


@dataclass(frozen=True, slots=True)
class FileMark:
    """What the header of one kind of file says; `version` is the newest that we write."""

    application_id: int
    version: int


OFFICE_MARK = FileMark(0x44584F46, 3)
DESK_MARK = FileMark(0x44584445, 2)


HANDED_IN = "handed_in"
"""The setting of a clerk's file that says when it was handed in; empty while it is open."""


def open_connection(path: Path, mode: str) -> sqlite3.Connection:
    """Connect to one file; `mode` is SQLite's: ro, rw, or rwc to make the file.

    Transactions are begun by whoever uses it, or statements that change tables would not be
    part of them.
    """
    posix = path.absolute().as_posix()
    uri = f"file://{'' if posix.startswith('/') else '/'}{quote(posix, safe='/:')}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=3, isolation_level=None)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


@dataclass(frozen=True, slots=True)
class Moment:
    """Tells a file from what it was before: SQLite counts `changes` up with each transaction."""

    changes: int
    modified: int
    size: int
    inode: int


def check_header(path: Path, mark: FileMark) -> Moment:
    """Look at a file's first bytes alone; nothing is written, not even a journal played back.

    Raises:
        DxdeskError: FILE_MISSING, FILE_UNREADABLE, WRONG_KIND, FILE_DAMAGED, FILE_NEWER, IN_USE, or
            as `there`.
    """
    require_file(path, Trouble.WRONG_KIND)
    with disk_errors(path, reading=True), path.open("rb") as file:
        head, status = file.read(_HEADER), os.fstat(file.fileno())
    if head and not head.startswith(_MAGIC):
        raise DxdeskError(Trouble.WRONG_KIND, file=path.name)
    if len(head) < _HEADER:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=path.name)
    changes, version, application = struct.unpack(">24xI32xi4xi28x", head)
    if application != mark.application_id:
        raise DxdeskError(Trouble.WRONG_KIND, file=path.name)
    if version > mark.version:
        raise DxdeskError(Trouble.FILE_NEWER, file=path.name)
    if version < 1:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=path.name)
    return Moment(changes, status.st_mtime_ns, status.st_size, status.st_ino)


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What an error of SQLite's means to the user; None where it is our bug."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    return _TROUBLES.get(code) or _TROUBLES.get(code & 0xFF)
