"""The numbered steps that make and change the tables of both kinds of file.

A step that was shipped is never edited: its text is what old files hold. A change of the
tables is a new step at the end of its list; tests compare the result with the row classes.
Tables are STRICT, since a row class takes any value for any column.
"""

from __future__ import annotations

from sqlalchemy import Connection

from dxdesk.store.desk_tables import DeskTable
from dxdesk.store.office_tables import OfficeTable
from dxdesk.store.sqlite import FileKind

_SETTING = 'CREATE TABLE setting ("key" TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT'

_OFFICE_1 = (
    _SETTING,
    """CREATE TABLE event (
        id INTEGER NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        "by" TEXT NOT NULL,
        kind TEXT NOT NULL,
        detail TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE edition (
        year INTEGER NOT NULL PRIMARY KEY,
        event INTEGER NOT NULL REFERENCES event (id),
        body TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE base (
        year INTEGER NOT NULL REFERENCES edition (year),
        field TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (year, field)
    ) STRICT""",
    """CREATE TABLE request (
        seq INTEGER NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        event INTEGER NOT NULL REFERENCES event (id),
        year INTEGER NOT NULL REFERENCES edition (year),
        department TEXT NOT NULL,
        round INTEGER NOT NULL,
        secret TEXT NOT NULL,
        made_at TEXT NOT NULL,
        deadline TEXT NOT NULL,
        carrier TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE remark (
        request INTEGER NOT NULL REFERENCES request (seq),
        position INTEGER NOT NULL,
        place TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (request, position)
    ) STRICT""",
    """CREATE TABLE merge (
        id INTEGER NOT NULL PRIMARY KEY,
        event INTEGER NOT NULL REFERENCES event (id),
        undone INTEGER REFERENCES event (id)
    ) STRICT""",
    """CREATE TABLE submission (
        id INTEGER NOT NULL PRIMARY KEY,
        merge INTEGER NOT NULL REFERENCES merge (id),
        identity TEXT NOT NULL,
        request TEXT NOT NULL REFERENCES request (id),
        year INTEGER NOT NULL REFERENCES edition (year),
        department TEXT NOT NULL,
        round INTEGER NOT NULL,
        number INTEGER NOT NULL,
        "by" TEXT NOT NULL,
        at TEXT NOT NULL,
        seal TEXT NOT NULL,
        file TEXT NOT NULL,
        carrier TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX submission_identity ON submission (identity)",
    """CREATE TABLE claim (
        submission INTEGER NOT NULL REFERENCES submission (id),
        field TEXT NOT NULL,
        base TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (submission, field)
    ) STRICT""",
    """CREATE TABLE decision (
        id INTEGER NOT NULL PRIMARY KEY,
        event INTEGER NOT NULL REFERENCES event (id),
        undone INTEGER REFERENCES event (id),
        year INTEGER NOT NULL REFERENCES edition (year),
        field TEXT NOT NULL,
        text TEXT NOT NULL,
        seen TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE mark (
        id INTEGER NOT NULL PRIMARY KEY,
        event INTEGER NOT NULL REFERENCES event (id),
        undone INTEGER REFERENCES event (id),
        year INTEGER NOT NULL REFERENCES edition (year),
        department TEXT NOT NULL,
        stage TEXT NOT NULL,
        request TEXT NOT NULL,
        submission TEXT NOT NULL
    ) STRICT""",
)

_OFFICE_2 = (
    """CREATE TABLE confirmation (
        submission INTEGER NOT NULL REFERENCES submission (id),
        position INTEGER NOT NULL,
        code TEXT NOT NULL,
        field TEXT NOT NULL,
        mark TEXT NOT NULL,
        reason TEXT NOT NULL,
        "by" TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (submission, position)
    ) STRICT""",
    """CREATE TABLE review (
        id INTEGER NOT NULL PRIMARY KEY,
        event INTEGER NOT NULL REFERENCES event (id),
        year INTEGER NOT NULL REFERENCES edition (year),
        counts INTEGER NOT NULL,
        code TEXT NOT NULL,
        field TEXT NOT NULL,
        mark TEXT NOT NULL,
        reason TEXT NOT NULL,
        "by" TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT""",
)

_DESK_1 = (
    _SETTING,
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

_DESK_2 = (
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


def _office_1(connection: Connection) -> None:
    _run(connection, _OFFICE_1)


def _office_2(connection: Connection) -> None:
    _run(connection, _OFFICE_2)


def _desk_1(connection: Connection) -> None:
    _run(connection, _DESK_1)


def _desk_2(connection: Connection) -> None:
    _run(connection, _DESK_2)


def _run(connection: Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


OFFICE = FileKind(0x44584F46, (_office_1, _office_2), OfficeTable.metadata)
DESK = FileKind(0x44584445, (_desk_1, _desk_2), DeskTable.metadata)
