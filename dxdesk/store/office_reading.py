"""The document that a year was read from, row by row, and the notes of the reading."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.codec import canonical, decode
from dxdesk.domain.reading import Note, Noted, Reading, SourceRow
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store.office_journal import log
from dxdesk.store.office_tables import NoteRow, OfficeTable
from dxdesk.store.office_tables import SourceRow as SourceTableRow
from dxdesk.store.office_years import require_open
from dxdesk.store.sqlite import insert_rows
from dxdesk.store.values import EventKind, KeptNote


def keep(session: Session, reading: Reading) -> None:
    """Store a reading's source and its notes, for the year of its plan."""
    year, connection = reading.plan.year, session.connection()
    tables = OfficeTable.metadata.tables
    insert_rows(
        connection,
        tables["source"],
        (
            (year, position, row.place, canonical(list(row.cells)).decode(), row.item)
            for position, row in enumerate(reading.source)
        ),
    )
    insert_rows(
        connection,
        tables["note"],
        (
            (year, at, note.place, note.noted.value, note.text, note.item, note.about, 0)
            for at, note in enumerate(reading.report)
        ),
    )


def years(session: Session) -> tuple[int, ...]:
    """The years whose reading has notes, oldest first."""
    rows = session.scalars(select(col(NoteRow.year)).distinct().order_by(col(NoteRow.year)))
    return tuple(rows)


def source(session: Session, year: int, name: str) -> tuple[SourceRow, ...]:
    """The rows of the document of a year; none where it was read by an older program, or by hand."""
    table = SourceTableRow
    rows = session.execute(
        select(col(table.place), col(table.cells), col(table.item))
        .where(col(table.year) == year)
        .order_by(col(table.position))
    )
    return tuple(
        SourceRow(place, decode(tuple[str, ...], cells, name), item) for place, cells, item in rows
    )


def notes(session: Session, year: int, name: str) -> tuple[KeptNote, ...]:
    """The notes of a year's reading, in the order of the report."""
    columns = (
        col(NoteRow.position),
        col(NoteRow.place),
        col(NoteRow.noted),
        col(NoteRow.text),
        col(NoteRow.item),
        col(NoteRow.about),
        col(NoteRow.done),
    )
    rows = session.execute(
        select(*columns).where(col(NoteRow.year) == year).order_by(col(NoteRow.position))
    )
    try:
        return tuple(
            KeptNote(position, Note(place, Noted(noted), text, item, about), bool(done))
            for position, place, noted, text, item, about, done in rows
        )
    except ValueError:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=name) from None


def check_off(session: Session, year: int, position: int, at: str, by: str, *, done: bool) -> None:
    """Say that the office has looked at a note, or has to look again.

    Raises:
        DxdeskError: UNKNOWN_YEAR, also when there is no such note; YEAR_CLOSED.
    """
    require_open(session, year)
    row = session.get(NoteRow, (year, position))
    if row is None:
        raise DxdeskError(Trouble.UNKNOWN_YEAR, year=year)
    if bool(row.done) != done:
        log(session, at, by, EventKind.READING_CHECKED, year=year, note=position, done=done)
        row.done = int(done)
