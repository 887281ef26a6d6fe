"""The submissions that were taken in: which count, who sent them, what each brought."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.store.office_journal import held
from dxdesk.store.office_tables import ClaimRow, MergeRow, SubmissionRow
from dxdesk.store.values import Delivered, SubmissionRecord


class Source(NamedTuple):
    """Where something that was handed in comes from; `rank` is round and number."""

    identity: str
    department: str
    rank: tuple[int, int]
    request: str


def sources(session: Session, year: int, until: int | None = None) -> dict[int, Source]:
    """The submissions of a year that count by the numbers of their rows.

    With `until` those that counted at that line of the journal.
    """
    rows = session.execute(
        select(
            col(SubmissionRow.id),
            col(SubmissionRow.identity),
            col(SubmissionRow.department),
            col(SubmissionRow.round),
            col(SubmissionRow.number),
            col(SubmissionRow.request),
        )
        .join(MergeRow, col(MergeRow.id) == col(SubmissionRow.merge))
        .where(
            col(SubmissionRow.year) == year,
            held(col(MergeRow.event), col(MergeRow.undone), until),
        )
    )
    return {
        row or 0: Source(identity, who, (round_, number), asked)
        for row, identity, who, round_, number, asked in rows
    }


def known(session: Session) -> frozenset[str]:
    """The identities of every submission that counts."""
    rows = session.scalars(
        select(col(SubmissionRow.identity))
        .join(MergeRow, col(MergeRow.id) == col(SubmissionRow.merge))
        .where(col(MergeRow.undone).is_(None))
    )
    return frozenset(rows)


def of_year(session: Session, year: int, *, with_undone: bool) -> tuple[SubmissionRecord, ...]:
    """The submissions of a year in the order in which they were merged."""
    query = (
        select(SubmissionRow, col(MergeRow.undone))
        .join(MergeRow, col(MergeRow.id) == col(SubmissionRow.merge))
        .where(col(SubmissionRow.year) == year)
        .order_by(col(SubmissionRow.id))
    )
    if not with_undone:
        query = query.where(col(MergeRow.undone).is_(None))
    return tuple(_record(row, undone) for row, undone in session.execute(query))


def brought(session: Session, merge: int) -> tuple[Delivered, ...]:
    """What came with a merge, in the order in which it was taken in."""
    changed = dict(
        session.execute(
            select(col(ClaimRow.submission), func.count())
            .join(SubmissionRow, col(SubmissionRow.id) == col(ClaimRow.submission))
            .where(col(SubmissionRow.merge) == merge, col(ClaimRow.text) != col(ClaimRow.base))
            .group_by(col(ClaimRow.submission))
        ).all()
    )
    rows = session.execute(
        select(SubmissionRow, col(MergeRow.undone))
        .join(MergeRow, col(MergeRow.id) == col(SubmissionRow.merge))
        .where(col(SubmissionRow.merge) == merge)
        .order_by(col(SubmissionRow.id))
    )
    return tuple(
        Delivered(_record(row, undone), changed.get(row.id or 0, 0)) for row, undone in rows
    )


def _record(row: SubmissionRow, undone: int | None) -> SubmissionRecord:
    return SubmissionRecord(
        row.identity,
        row.request,
        row.year,
        row.department,
        row.round,
        row.number,
        row.by,
        row.at,
        row.seal,
        row.file,
        row.carrier,
        row.merge,
        undone is not None,
    )
