"""Remarks that are being written, kept until the return to their department is made."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.domain.asking import Remark
from dxdesk.store.office_tables import DraftRow
from dxdesk.store.office_years import require_open


def keep(session: Session, year: int, department: str, remark: Remark) -> None:
    """Keep what is written for one place; an empty text takes it away.

    It is no event of the journal: nothing that is asked or published follows from it.
    """
    require_open(session, year)
    row = session.get(DraftRow, (year, department, remark.place))
    if row is not None and not remark.text:
        session.delete(row)
    elif row is not None:
        row.text = remark.text
    elif remark.text:
        session.add(
            DraftRow(year=year, department=department, place=remark.place, text=remark.text)
        )


def clear(session: Session, year: int, department: str) -> None:
    """Forget a department's drafts, as once they were sent."""
    session.execute(
        delete(DraftRow).where(col(DraftRow.year) == year, col(DraftRow.department) == department)
    )


def of_year(session: Session, year: int) -> dict[str, tuple[Remark, ...]]:
    """The drafts of a year by department, in the order of their places' ids."""
    found: dict[str, list[Remark]] = {}
    rows = session.scalars(
        select(DraftRow)
        .where(col(DraftRow.year) == year)
        .order_by(col(DraftRow.department), col(DraftRow.place))
    )
    for row in rows:
        found.setdefault(row.department, []).append(Remark(row.place, row.text))
    return {department: tuple(remarks) for department, remarks in found.items()}
