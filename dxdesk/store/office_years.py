"""Years: begun with a plan, changed while they are open, closed and opened again, all recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from dxdesk.codec import stored
from dxdesk.domain.plan import Plan
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store.office_journal import log, require_year
from dxdesk.store.office_tables import ClosingRow, EditionRow, EventRow, OfficeTable
from dxdesk.store.sqlite import insert_rows
from dxdesk.store.values import Closing, EventKind


def require_open(session: Session, year: int) -> None:
    """See that there is a year and that it may be changed.

    Raises:
        DxdeskError: UNKNOWN_YEAR, YEAR_CLOSED.
    """
    require_year(session, year)
    if _closed(session, year):
        raise DxdeskError(Trouble.YEAR_CLOSED, year=year)


def begin(
    session: Session, plan: Plan, base: Mapping[str, str], at: str, by: str, event: EventKind
) -> None:
    """Begin the plan's year with the texts that are known.

    Raises:
        DxdeskError: YEAR_EXISTS.
    """
    if session.get(EditionRow, plan.year):
        raise DxdeskError(Trouble.YEAR_EXISTS, year=plan.year)
    number = log(session, at, by, event, year=plan.year, items=len(plan.items))
    session.add(EditionRow(year=plan.year, event=number, body=stored(plan)[0]))
    session.flush()
    rows = ((plan.year, field, text) for field, text in sorted(base.items()))
    insert_rows(session.connection(), OfficeTable.metadata.tables["base"], rows)


def replace_plan(
    session: Session, plan: Plan, body: str, at: str, by: str, directions: Sequence[str] = ()
) -> None:
    """Change the plan of its year; `body` is the plan as it is stored.

    `directions` are the KPIs' fields whose direction is what was changed, for the journal to tell.

    Raises:
        DxdeskError: UNKNOWN_YEAR, YEAR_CLOSED.
    """
    require_open(session, plan.year)
    detail: dict[str, object] = {"year": plan.year, "items": len(plan.items)}
    if directions:
        detail["directions"] = list(directions)
    log(session, at, by, EventKind.PLAN_CHANGED, **detail)
    session.execute(update(EditionRow).where(col(EditionRow.year) == plan.year).values(body=body))


def close(session: Session, year: int, at: str, by: str) -> None:
    """Close a year; one that is closed already stays so."""
    require_year(session, year)
    if not _closed(session, year):
        event = log(session, at, by, EventKind.CLOSED, year=year)
        session.add(ClosingRow(event=event, year=year, reason=""))


def reopen(session: Session, year: int, reason: str, at: str, by: str) -> bool:
    """Open a closed year again; return whether it was closed."""
    require_year(session, year)
    row = _closed(session, year)
    if row is None:
        return False
    row.undone = log(session, at, by, EventKind.REOPENED, year=year)
    row.reason = reason
    return True


def closings(session: Session) -> tuple[Closing, ...]:
    """Every closing, oldest first."""
    closed, opened = aliased(EventRow), aliased(EventRow)
    rows = session.execute(
        select(ClosingRow, closed, opened)
        .join(closed, col(closed.id) == col(ClosingRow.event))
        .outerjoin(opened, col(opened.id) == col(ClosingRow.undone))
        .order_by(col(ClosingRow.id))
    )
    return tuple(
        Closing(
            row.year,
            done.at,
            done.by,
            undone.at if undone else "",
            undone.by if undone else "",
            row.reason,
        )
        for row, done, undone in rows
    )


def closed_years(session: Session) -> frozenset[int]:
    """The years that are closed now."""
    rows = session.scalars(select(col(ClosingRow.year)).where(col(ClosingRow.undone).is_(None)))
    return frozenset(rows)


def _closed(session: Session, year: int) -> ClosingRow | None:
    return session.scalars(
        select(ClosingRow).where(col(ClosingRow.year) == year, col(ClosingRow.undone).is_(None))
    ).first()
