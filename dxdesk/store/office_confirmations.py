"""The answers to findings: what submissions brought, and what the office gave or set aside."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.confirming import Brought, Reasons
from dxdesk.store import office_submissions
from dxdesk.store.office_journal import counts, log, require_year
from dxdesk.store.office_tables import (
    ConfirmationRow,
    OfficeTable,
    ReviewRow,
    SubmissionRow,
)
from dxdesk.store.office_years import require_open
from dxdesk.store.sqlite import insert_rows
from dxdesk.store.values import EventKind, Received


def reasons(session: Session, year: int) -> Reasons:
    """Everything known of a year's answers; merges that were undone are not.

    Raises:
        DxdeskError: UNKNOWN_YEAR.
    """
    require_year(session, year)
    acts: dict[Confirmation, bool] = {}
    for row in session.scalars(
        select(ReviewRow)
        .where(col(ReviewRow.year) == year, counts(col(ReviewRow.event)))
        .order_by(col(ReviewRow.id))
    ):
        acts[said_in(row)] = bool(row.counts)
    return Reasons(
        _brought(session, year),
        frozenset(said for said, counts in acts.items() if counts),
        frozenset(said for said, counts in acts.items() if not counts),
    )


def said_in(row: ReviewRow | ConfirmationRow) -> Confirmation:
    """The answer that a row has."""
    return Confirmation(row.code, row.field, row.mark, row.reason, row.by, row.at)


def _brought(session: Session, year: int) -> tuple[Brought, ...]:
    said: dict[int, list[Confirmation]] = {}
    rows = session.execute(
        select(
            col(ConfirmationRow.submission),
            col(ConfirmationRow.code),
            col(ConfirmationRow.field),
            col(ConfirmationRow.mark),
            col(ConfirmationRow.reason),
            col(ConfirmationRow.by),
            col(ConfirmationRow.at),
        )
        .join(SubmissionRow, col(SubmissionRow.id) == col(ConfirmationRow.submission))
        .where(col(SubmissionRow.year) == year)
    )
    for submission, *words in rows:
        said.setdefault(submission, []).append(Confirmation(*words))
    return tuple(
        Brought(one.identity, one.department, one.rank, one.request, frozenset(said.get(row, ())))
        for row, one in office_submissions.sources(session, year).items()
    )


def record(session: Session, numbered: Iterable[tuple[int, Received]]) -> None:
    """Store what submissions bring, under the numbers of their rows."""
    rows = (
        (row, position, one.code, one.field, one.mark, one.reason, one.by, one.at)
        for row, received in numbered
        for position, one in enumerate(received.submission.confirmations)
    )
    insert_rows(session.connection(), OfficeTable.metadata.tables["confirmation"], rows)


def confirm(session: Session, year: int, answer: Confirmation, at: str, by: str) -> None:
    """Give an answer; what answered the same state of the finding before is set aside."""
    require_open(session, year)
    event = _act(session, year, EventKind.CONFIRMED, answer, at, by)
    for former in reasons(session, year).at(answer):
        add(session, event, year, former, counts=False)
    add(session, event, year, answer, counts=True)


def withdraw(session: Session, year: int, place: Confirmation, at: str, by: str) -> bool:
    """Set every answer to one state of a finding aside; return whether there was one."""
    require_open(session, year)
    former = reasons(session, year).at(place)
    if not former:
        return False
    event = _act(session, year, EventKind.CONFIRMATION_WITHDRAWN, place, at, by)
    for answer in former:
        add(session, event, year, answer, counts=False)
    return True


def _act(
    session: Session, year: int, kind: EventKind, answer: Confirmation, at: str, by: str
) -> int:
    return log(session, at, by, kind, year=year, code=answer.code, field=answer.field)


def add(session: Session, event: int, year: int, said: Confirmation, *, counts: bool) -> None:
    """Store that an answer counts from a line of the journal on, or that it does not."""
    session.add(
        ReviewRow(
            event=event,
            year=year,
            counts=int(counts),
            code=said.code,
            field=said.field,
            mark=said.mark,
            reason=said.reason,
            by=said.by,
            at=said.at,
        )
    )
    session.flush()
