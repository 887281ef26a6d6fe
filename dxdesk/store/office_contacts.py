"""When the office and each department last heard of each other, and how."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.store.office_journal import counts
from dxdesk.store.office_tables import (
    EventRow,
    ExtensionRow,
    MarkRow,
    MergeRow,
    RequestRow,
    SubmissionRow,
)
from dxdesk.store.values import Contact, Touch

_FIRST_ROUND = 1


def of_year(session: Session, year: int) -> dict[str, Contact]:
    """The last contact with each department that had one, by the order of the journal."""
    found: dict[str, tuple[int, Contact]] = {}
    for department, event, at, touch in (*_asked(session, year), *_others(session, year)):
        if event >= found.get(department, (0,))[0]:
            found[department] = (event, Contact(at, touch))
    return {department: contact for department, (_, contact) in found.items()}


_Line = tuple[str, int, str, Touch]


def _asked(session: Session, year: int) -> Iterable[_Line]:
    rows = session.execute(
        select(
            col(RequestRow.department), col(EventRow.id), col(EventRow.at), col(RequestRow.round)
        )
        .join(EventRow, col(EventRow.id) == col(RequestRow.event))
        .where(col(RequestRow.year) == year, counts(col(RequestRow.event)))
    )
    for department, event, at, round_ in rows:
        yield department, event or 0, at, Touch.ASKED if round_ == _FIRST_ROUND else Touch.RETURNED


def _others(session: Session, year: int) -> Iterable[_Line]:
    came = (
        select(col(SubmissionRow.department), col(EventRow.id), col(EventRow.at))
        .join(MergeRow, col(MergeRow.id) == col(SubmissionRow.merge))
        .join(EventRow, col(EventRow.id) == col(MergeRow.event))
        .where(col(SubmissionRow.year) == year, col(MergeRow.undone).is_(None))
    )
    marked = (
        select(col(MarkRow.department), col(EventRow.id), col(EventRow.at))
        .join(EventRow, col(EventRow.id) == col(MarkRow.event))
        .where(col(MarkRow.year) == year, col(MarkRow.undone).is_(None))
    )
    extended = (
        select(col(ExtensionRow.department), col(EventRow.id), col(EventRow.at))
        .join(EventRow, col(EventRow.id) == col(ExtensionRow.event))
        .where(col(ExtensionRow.year) == year, counts(col(ExtensionRow.event)))
    )
    for query, touch in (
        (came, Touch.CAME),
        (marked, Touch.MARKED),
        (extended, Touch.EXTENDED),
    ):
        for department, event, at in session.execute(query):
            yield department, event or 0, at, touch
