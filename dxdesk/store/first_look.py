"""A clerk's file as a window shows it first, before the libraries of the store are loaded.

`DeskStore` is what reads and writes the file; this reads the same rows once, read-only, and
leaves everything out of the ordinary to it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dxdesk.disk import is_writable
from dxdesk.domain.asking import Request
from dxdesk.domain.sealing import is_secret
from dxdesk.quick_codec import quick_decode
from dxdesk.store.driver import DESK_MARK, open_connection
from dxdesk.there import status_of


@dataclass(frozen=True)
class FirstLook:
    """What stands in the file: the newest request, every text, and the settings."""

    request: Request
    answers: dict[str, str]
    settings: dict[str, str]


def first_look(path: Path) -> FirstLook | None:
    """Read a file of this version that is whole; None where the store has to look.

    The caller has seen its header and holds its lock.
    """
    journal = path.with_name(f"{path.name}-journal")
    if status_of(journal) is not None or not is_writable(path):
        # A journal was left by a crash: only who may write can play it back.
        return None
    try:
        with closing(open_connection(path, "ro")) as connection:
            return _read(connection)
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def _read(connection: sqlite3.Connection) -> FirstLook | None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    whole = connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
    if version != DESK_MARK.version or not whole:
        return None
    newest = connection.execute("SELECT body FROM request ORDER BY seq DESC LIMIT 1").fetchone()
    if not newest or not isinstance(newest[0], str):
        return None
    request = quick_decode(Request, newest[0])
    if request is None or not is_secret(request.secret):
        return None
    typed = dict(connection.execute("SELECT field, text FROM answer").fetchall())
    settings = dict(connection.execute('SELECT "key", value FROM setting').fetchall())
    if not all(isinstance(one, str) for pair in (typed | settings).items() for one in pair):
        return None
    texts = {**request.base, **typed}
    return FirstLook(request, {field: text for field, text in texts.items() if text}, settings)
