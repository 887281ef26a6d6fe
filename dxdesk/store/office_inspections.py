"""Items that the office has looked over, until it takes that back."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.domain.reviewing import Inspection
from dxdesk.store.office_journal import log
from dxdesk.store.office_tables import EventRow, InspectionRow
from dxdesk.store.office_years import require_open
from dxdesk.store.values import EventKind


def inspect(
    session: Session, year: int, marks: Iterable[tuple[str, str]], at: str, by: str
) -> None:
    """Keep that items were looked over, each with the mark of its texts; former ones end.

    Raises:
        DxdeskError: UNKNOWN_YEAR, YEAR_CLOSED.
    """
    require_open(session, year)
    known = tuple(marks)
    event = log(session, at, by, EventKind.INSPECTED, year=year, items=[item for item, _ in known])
    for item, mark in known:
        _end(session, year, item, event)
        session.add(InspectionRow(event=event, year=year, item=item, mark=mark))


def withdraw(session: Session, year: int, item: str, at: str, by: str) -> bool:
    """Take back that an item was looked over; return whether it was."""
    require_open(session, year)
    if item not in of_year(session, year):
        return False
    event = log(session, at, by, EventKind.INSPECTION_WITHDRAWN, year=year, item=item)
    _end(session, year, item, event)
    return True


def of_year(session: Session, year: int) -> dict[str, Inspection]:
    """The inspections of a year that hold, by item."""
    rows = session.execute(
        select(col(InspectionRow.item), col(InspectionRow.mark), col(EventRow.at), col(EventRow.by))
        .join(EventRow, col(EventRow.id) == col(InspectionRow.event))
        .where(col(InspectionRow.year) == year, col(InspectionRow.undone).is_(None))
    )
    return {item: Inspection(item, mark, at, by) for item, mark, at, by in rows}


def _end(session: Session, year: int, item: str, event: int) -> None:
    session.execute(
        update(InspectionRow)
        .where(
            col(InspectionRow.year) == year,
            col(InspectionRow.item) == item,
            col(InspectionRow.undone).is_(None),
        )
        .values(undone=event)
    )
