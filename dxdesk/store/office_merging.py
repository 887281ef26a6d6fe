"""Taking submissions in, taking them out again, and the facts that follow."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import case, func, insert, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from dxdesk.domain.merging import Claim, Facts
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store import (
    office_colleagues,
    office_confirmations,
    office_decisions,
    office_submissions,
)
from dxdesk.store.office_journal import log, require_year
from dxdesk.store.office_tables import (
    BaseRow,
    ClaimRow,
    EventRow,
    MergeRow,
    OfficeTable,
    RequestRow,
    SubmissionRow,
)
from dxdesk.store.office_years import require_open
from dxdesk.store.sqlite import insert_rows
from dxdesk.store.values import EventKind, MergeRecord, Received


def facts(session: Session, year: int, name: str, until: int | None = None) -> Facts:
    """Everything known of a year's fields; merges that were undone are not.

    With `until` what was known at that line of the journal. `name` is the file's, for the message
    if a row is damaged.

    Raises:
        DxdeskError: UNKNOWN_YEAR.
    """
    require_year(session, year)
    base = session.connection().execute(
        select(col(BaseRow.field), col(BaseRow.text)).where(col(BaseRow.year) == year)
    )
    return Facts(
        dict(base.all()),
        _claims(session, year, until),
        office_decisions.of_year(session, year, name, until=until),
        office_colleagues.of_year(session, year, name, until),
    )


def _claims(session: Session, year: int, until: int | None) -> dict[str, tuple[Claim, ...]]:
    sources = office_submissions.sources(session, year, until)
    if not sources:
        return {}
    said = session.connection().execute(
        select(
            col(ClaimRow.submission), col(ClaimRow.field), col(ClaimRow.base), col(ClaimRow.text)
        )
        .join(SubmissionRow, col(SubmissionRow.id) == col(ClaimRow.submission))
        .where(col(SubmissionRow.year) == year)
        .order_by(col(ClaimRow.submission), col(ClaimRow.field))
    )
    found: dict[str, list[Claim]] = {}
    for row, field, base, text in said:
        if one := sources.get(row):
            claim = Claim(one.identity, one.department, one.rank, base, text, one.request)
            found.setdefault(field, []).append(claim)
    return {field: tuple(claims) for field, claims in found.items()}


def news(session: Session, received: Sequence[Received]) -> list[Received]:
    """Those that do not count yet, each once, in the order given.

    Raises:
        DxdeskError: UNKNOWN_REQUEST when one answers a request that was never stored.
    """
    known = office_submissions.known(session)
    fresh = {one.identity: one for one in received if one.identity not in known}
    requests = set(session.scalars(select(col(RequestRow.id))))
    for one in fresh.values():
        if one.submission.request not in requests:
            raise DxdeskError(Trouble.UNKNOWN_REQUEST, file=one.file)
    return list(fresh.values())


def record(session: Session, received: Sequence[Received], at: str, by: str) -> int:
    """Store submissions that are news, as one merge; return its number."""
    years = sorted({one.submission.year for one in received})
    for year in years:
        require_open(session, year)
    event = log(session, at, by, EventKind.MERGED, submissions=len(received), years=years)
    merge = MergeRow(event=event)
    session.add(merge)
    session.flush()
    assert merge.id is not None
    add_received(session, received, merge.id)
    return merge.id


def add_received(session: Session, received: Sequence[Received], merge: int) -> None:
    """Store submissions with a merge that is there already."""
    last = session.execute(select(func.max(SubmissionRow.id))).scalar() or 0
    numbered = list(enumerate(received, last + 1))
    connection = session.connection()
    connection.execute(
        insert(SubmissionRow),
        [
            {
                "id": row,
                "merge": merge,
                "identity": one.identity,
                "request": one.submission.request,
                "year": one.submission.year,
                "department": one.submission.department,
                "round": one.submission.round,
                "number": one.submission.number,
                "by": one.submission.by,
                "at": one.submission.at,
                "seal": one.submission.seal,
                "file": one.file,
                "carrier": one.carrier,
            }
            for row, one in numbered
        ],
    )
    claims = (
        (row, field, one.submission.base.get(field, ""), text)
        for row, one in numbered
        for field, text in sorted(one.submission.answers.items())
    )
    insert_rows(connection, OfficeTable.metadata.tables["claim"], claims)
    office_confirmations.record(session, numbered)


def undo_last(session: Session, at: str, by: str) -> MergeRecord | None:
    """Take the newest merge that counts out of the facts; its rows stay for the history."""
    number = session.execute(
        select(func.max(MergeRow.id)).where(col(MergeRow.undone).is_(None))
    ).scalar()
    row = session.get(MergeRow, number) if number else None
    if row is None:
        return None
    years = office_colleagues.years_of(session, row)
    kind = EventKind.COPY_UNDONE if row.last else EventKind.UNDONE
    row.undone = log(session, at, by, kind, merge=row.id, years=sorted(years))
    session.flush()
    if row.last:
        office_colleagues.take_back(session, row, row.undone)
    # Only now: a year that the copy itself had closed is open again.
    for year in years:
        require_open(session, year)
    return next(record for record in merges(session) if record.id == number)


def merges(session: Session) -> tuple[MergeRecord, ...]:
    """Every merge, oldest first."""
    brought, undone = aliased(EventRow), aliased(EventRow)
    identities: dict[int, list[str]] = {}
    for merge, identity in session.execute(
        select(col(SubmissionRow.merge), col(SubmissionRow.identity)).order_by(
            col(SubmissionRow.id)
        )
    ):
        identities.setdefault(merge, []).append(identity)
    rows = session.execute(
        select(
            col(MergeRow.id),
            col(brought.at),
            col(brought.by),
            func.coalesce(undone.at, ""),
            func.coalesce(undone.by, ""),
            case((col(MergeRow.last) > 0, func.json_extract(brought.detail, "$.author")), else_=""),
            col(MergeRow.last),
        )
        .join(brought, col(brought.id) == col(MergeRow.event))
        .outerjoin(undone, col(undone.id) == col(MergeRow.undone))
        .order_by(col(MergeRow.id))
    )
    return tuple(
        MergeRecord(
            number or 0,
            at,
            by,
            tuple(identities.get(number or 0, ())),
            undone_at,
            undone_by,
            author or "",
            is_copy=last > 0,
        )
        for number, at, by, undone_at, undone_by, author, last in rows
    )
