"""What the office asked: requests with what authenticates their answers, and remarks.

`name` is the file's, for the message if a row is damaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.codec import decode, stored
from dxdesk.domain.asking import Remark, Request
from dxdesk.domain.plan import Plan
from dxdesk.domain.reviewing import SentRemark
from dxdesk.domain.sealing import is_secret
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store.office_journal import counts, log
from dxdesk.store.office_tables import MergeRow, OfficeTable, RemarkRow, RequestRow
from dxdesk.store.office_years import require_open
from dxdesk.store.sqlite import insert_rows
from dxdesk.store.values import EventKind, RequestKey

# Of a request a row has the whole plan of a department; SQLite takes so many names in one query.
_AT_ONCE = 200
_TABLES = OfficeTable.metadata.tables


def add(
    session: Session, requests: Sequence[Request], carriers: Sequence[str], at: str, by: str
) -> None:
    """Remember requests that were cut together, and in what kind of file each went.

    Raises:
        DxdeskError: UNKNOWN_YEAR, YEAR_CLOSED.
    """
    for year in {request.plan.year for request in requests}:
        require_open(session, year)
    names = [request.department for request in requests]
    event = log(session, at, by, EventKind.REQUESTED, departments=names)
    add_under(session, requests, carriers, event)


def add_under(
    session: Session, requests: Sequence[Request], carriers: Sequence[str], event: int
) -> None:
    """Remember requests under a line of the journal that is there already."""
    first = (session.execute(select(func.max(RequestRow.seq))).scalar() or 0) + 1
    connection = session.connection()
    insert_rows(
        connection,
        _TABLES["request"],
        (
            (
                *(seq, one.id, event, one.plan.year, one.department, one.round, one.secret),
                *(one.made_at, one.deadline, carrier, stored(one)[0]),
            )
            for seq, (one, carrier) in enumerate(zip(requests, carriers, strict=True), first)
        ),
    )
    insert_rows(
        connection,
        _TABLES["remark"],
        (
            (seq, position, remark.place, remark.text)
            for seq, one in enumerate(requests, first)
            for position, remark in enumerate(one.remarks)
        ),
    )


def of_year(session: Session, year: int, name: str) -> tuple[Request, ...]:
    """Every request of a year, in the order in which they were cut."""
    bodies = session.scalars(
        select(col(RequestRow.body))
        .where(col(RequestRow.year) == year, counts(col(RequestRow.event)))
        .order_by(col(RequestRow.seq))
    ).all()
    return tuple(decode(Request, body, name) for body in bodies)


def latest(session: Session, year: int, department: str, name: str) -> Request | None:
    """The request of a department's highest round, the last cut of several."""
    body = session.scalars(
        select(col(RequestRow.body))
        .where(
            col(RequestRow.year) == year,
            col(RequestRow.department) == department,
            counts(col(RequestRow.event)),
        )
        .order_by(col(RequestRow.round).desc(), col(RequestRow.seq).desc())
        .limit(1)
    ).first()
    return None if body is None else decode(Request, body, name)


def plans(session: Session, ids: Sequence[str], name: str) -> Iterator[tuple[str, Plan]]:
    """What some requests ask: the plan of each, by id; nothing else of them is decoded."""
    for at in range(0, len(ids), _AT_ONCE):
        rows = session.execute(
            select(col(RequestRow.id), func.json_extract(col(RequestRow.body), "$.plan")).where(
                col(RequestRow.id).in_(ids[at : at + _AT_ONCE])
            )
        )
        for identity, plan in rows:
            yield identity, decode(Plan, plan or "", name)


def keys(session: Session, name: str, year: int | None = None) -> dict[str, RequestKey]:
    """What is known of each request without its body, by id, in the order they were cut.

    Of all years, or of one.

    Raises:
        DxdeskError: FILE_DAMAGED, when nothing can be sealed with one of the secrets.
    """
    query = (
        select(
            col(RequestRow.id),
            col(RequestRow.secret),
            col(RequestRow.year),
            col(RequestRow.department),
            col(RequestRow.round),
            col(RequestRow.deadline),
            col(RequestRow.made_at),
        )
        .where(counts(col(RequestRow.event)))
        .order_by(col(RequestRow.seq))
    )
    rows = session.execute(query if year is None else query.where(col(RequestRow.year) == year))
    known = {row.id: RequestKey(*row) for row in rows}
    if not all(is_secret(key.secret) for key in known.values()):
        raise DxdeskError(Trouble.FILE_DAMAGED, file=name)
    return known


def asked(session: Session, year: int) -> frozenset[str]:
    """The departments that have a request of a year."""
    rows = session.scalars(
        select(col(RequestRow.department)).where(
            col(RequestRow.year) == year, counts(col(RequestRow.event))
        )
    )
    return frozenset(rows)


def came_with(session: Session, merge: int) -> tuple[str, ...]:
    """The departments whose requests were made in a copy and came with it, undone or not."""
    rows = session.scalars(
        select(col(RequestRow.department))
        .join(MergeRow, col(RequestRow.event).between(col(MergeRow.event), col(MergeRow.last)))
        .where(col(MergeRow.id) == merge)
        .order_by(col(RequestRow.seq))
    )
    return tuple(dict.fromkeys(rows))


def remarks(session: Session, year: int) -> tuple[SentRemark, ...]:
    """What was said in the returns of a year, in the order in which they were cut."""
    rows = session.execute(
        select(
            col(RequestRow.department),
            col(RequestRow.round),
            col(RemarkRow.place),
            col(RemarkRow.text),
        )
        .join(RequestRow, col(RequestRow.seq) == col(RemarkRow.request))
        .where(col(RequestRow.year) == year, counts(col(RequestRow.event)))
        .order_by(col(RemarkRow.request), col(RemarkRow.position))
    )
    return tuple(SentRemark(d, r, Remark(place, text)) for d, r, place, text in rows)
