"""The numbered steps that make and change the tables of a clerk's file.

A step that was shipped is never edited: its text is what old files hold. A change of the
tables is a new step at the end of the list; tests compare the result with the row classes.
Tables are STRICT, since a row class takes any value for any column.
"""

from __future__ import annotations

from sqlalchemy import Connection

from dxdesk.store.desk_tables import DeskTable
from dxdesk.store.driver import DESK_MARK
from dxdesk.store.sqlite import SETTING, FileKind, run

_FIRST = (
    SETTING,
    """CREATE TABLE request (
        seq INTEGER NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL,
        "by" TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE answer (
        field TEXT NOT NULL PRIMARY KEY,
        text TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE change (
        id INTEGER NOT NULL PRIMARY KEY,
        field TEXT NOT NULL,
        source TEXT NOT NULL,
        at TEXT NOT NULL,
        "by" TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        closed INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE submission (
        id INTEGER NOT NULL PRIMARY KEY,
        identity TEXT NOT NULL,
        request TEXT NOT NULL REFERENCES request (id),
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT""",
)

_CONFIRMATIONS = (
    """CREATE TABLE confirmation (
        id INTEGER NOT NULL PRIMARY KEY,
        code TEXT NOT NULL,
        field TEXT NOT NULL,
        mark TEXT NOT NULL,
        reason TEXT NOT NULL,
        "by" TEXT NOT NULL,
        at TEXT NOT NULL,
        ended_at TEXT NOT NULL,
        ended_by TEXT NOT NULL
    ) STRICT""",
)


def _first(connection: Connection) -> None:
    run(connection, _FIRST)


def _confirmations(connection: Connection) -> None:
    run(connection, _CONFIRMATIONS)


DESK = FileKind(DESK_MARK.application_id, (_first, _confirmations), DeskTable.metadata)
