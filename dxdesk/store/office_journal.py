"""The office's journal: every change of its file begins with a line here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Mapped, Session
from sqlmodel import col

from dxdesk.codec import canonical, decode
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store.office_tables import EditionRow, EventRow, MergeRow
from dxdesk.store.values import Event, EventKind


def log(session: Session, at: str, by: str, kind: EventKind, **detail: object) -> int:
    """Write a line and return its number; numbers grow in the order of what was done."""
    row = EventRow(at=at, by=by, kind=kind.value, detail=canonical(detail).decode())
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def counts(event: Mapped[int]) -> ColumnElement[bool]:
    """Whether what a line brought was not taken back with the copy that it came from."""
    taken_back = select(col(MergeRow.id)).where(
        col(MergeRow.undone).is_not(None), event.between(col(MergeRow.event), col(MergeRow.last))
    )
    return ~taken_back.exists()


def held(event: Mapped[int], undone: Mapped[int | None], until: int | None) -> ColumnElement[bool]:
    """Whether what one line brought and another took back counts: now, or right after `until`."""
    if until is None:
        return undone.is_(None)
    return (event <= until) & (undone.is_(None) | (undone > until))


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the file has it. Of two journals that were one until then no later line is equal."""

    number: int
    at: str
    by: str
    kind: str
    detail: str


NO_LINE = Line(0, "", "", "", "")


def newest(session: Session) -> Line:
    """The newest line; `NO_LINE` before the first."""
    return _line(session, select(func.max(EventRow.id)).scalar_subquery())


def goes_on_from(session: Session, line: Line) -> bool:
    """Whether the journal still has a line that was its newest one."""
    return line in (NO_LINE, _line(session, line.number))


def _line(session: Session, number: int | ScalarSelect[Any]) -> Line:
    return next(_lines(session, col(EventRow.id) == number), NO_LINE)


def _lines(session: Session, where: ColumnElement[bool]) -> Iterator[Line]:
    """The lines of which something is true, oldest first."""
    rows = session.execute(
        select(
            col(EventRow.id),
            col(EventRow.at),
            col(EventRow.by),
            col(EventRow.kind),
            col(EventRow.detail),
        )
        .where(where)
        .order_by(col(EventRow.id))
    )
    return (Line(number or 0, *said) for number, *said in rows)


def journal(session: Session, name: str, since: int = 0) -> tuple[Event, ...]:
    """The lines after `since`, oldest first; `name` is the file's, should one be damaged."""
    return tuple(
        Event(
            line.number,
            line.at,
            line.by,
            decode(EventKind, canonical(line.kind), name),
            decode(dict[str, Any], line.detail, name),
        )
        for line in _lines(session, col(EventRow.id) > since)
    )


def require_year(session: Session, year: int) -> int:
    """The line that began a year. Its plan is not read, which would take longer than the rest.

    Raises:
        DxdeskError: UNKNOWN_YEAR.
    """
    event = session.execute(select(col(EditionRow.event)).where(col(EditionRow.year) == year))
    number = event.scalar()
    if number is None:
        raise DxdeskError(Trouble.UNKNOWN_YEAR, year=year)
    return number
