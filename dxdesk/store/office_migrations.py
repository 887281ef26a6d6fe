"""The numbered steps that make and change the tables of an office's file.

A step that was shipped is never edited: its text is what old files hold. A change of the
tables is a new step at the end of the list; tests compare the result with the row classes.
Tables are STRICT, since a row class takes any value for any column.
"""

from __future__ import annotations

from sqlalchemy import Connection

from dxdesk.store.driver import OFFICE_MARK
from dxdesk.store.office_tables import OfficeTable
from dxdesk.store.sqlite import SETTING, FileKind, run

_FIRST = (
    SETTING,
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

_CONFIRMATIONS = (
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

_DESK = (
    "ALTER TABLE mark ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE closing (
        id INTEGER NOT NULL PRIMARY KEY,
        event INTEGER NOT NULL REFERENCES event (id),
        undone INTEGER REFERENCES event (id),
        year INTEGER NOT NULL REFERENCES edition (year),
        reason TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE extension (
        id INTEGER NOT NULL PRIMARY KEY,
        event INTEGER NOT NULL REFERENCES event (id),
        year INTEGER NOT NULL REFERENCES edition (year),
        department TEXT NOT NULL,
        request TEXT NOT NULL,
        deadline TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE draft (
        year INTEGER NOT NULL REFERENCES edition (year),
        department TEXT NOT NULL,
        place TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (year, department, place)
    ) STRICT""",
    "ALTER TABLE merge ADD COLUMN last INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE colleague (
        merge INTEGER NOT NULL REFERENCES merge (id),
        year INTEGER NOT NULL REFERENCES edition (year),
        field TEXT NOT NULL,
        origin TEXT NOT NULL,
        number INTEGER NOT NULL,
        fork INTEGER NOT NULL,
        "by" TEXT NOT NULL,
        at TEXT NOT NULL,
        base TEXT NOT NULL,
        text TEXT NOT NULL,
        seen TEXT NOT NULL,
        PRIMARY KEY (merge, year, field, origin)
    ) STRICT""",
    """CREATE TABLE former (
        merge INTEGER NOT NULL REFERENCES merge (id),
        year INTEGER NOT NULL REFERENCES edition (year),
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        PRIMARY KEY (merge, year)
    ) STRICT""",
    """CREATE TABLE inspection (
        id INTEGER NOT NULL PRIMARY KEY,
        event INTEGER NOT NULL REFERENCES event (id),
        undone INTEGER REFERENCES event (id),
        year INTEGER NOT NULL REFERENCES edition (year),
        item TEXT NOT NULL,
        mark TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE source (
        year INTEGER NOT NULL REFERENCES edition (year),
        position INTEGER NOT NULL,
        place TEXT NOT NULL,
        cells TEXT NOT NULL,
        item TEXT NOT NULL,
        PRIMARY KEY (year, position)
    ) STRICT""",
    """CREATE TABLE note (
        year INTEGER NOT NULL REFERENCES edition (year),
        position INTEGER NOT NULL,
        place TEXT NOT NULL,
        noted TEXT NOT NULL,
        text TEXT NOT NULL,
        item TEXT NOT NULL,
        about TEXT NOT NULL,
        done INTEGER NOT NULL,
        PRIMARY KEY (year, position)
    ) STRICT""",
)


def _first(connection: Connection) -> None:
    run(connection, _FIRST)


def _confirmations(connection: Connection) -> None:
    run(connection, _CONFIRMATIONS)


def _office_desk(connection: Connection) -> None:
    run(connection, _DESK)


OFFICE = FileKind(
    OFFICE_MARK.application_id, (_first, _confirmations, _office_desk), OfficeTable.metadata
)
