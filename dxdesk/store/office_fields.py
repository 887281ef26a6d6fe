"""Which fields were ever asked or written, so that no identity is given a second time."""

from __future__ import annotations

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.store.office_tables import BaseRow, ClaimRow, ColleagueRow, DecisionRow, RequestRow


def ever(session: Session) -> frozenset[str]:
    """The fields of every year, of merges that were undone and of requests without answer as well."""
    asked = func.json_each(col(RequestRow.body), "$.open").table_valued("value")
    known = union(
        select(col(BaseRow.field)),
        select(col(ClaimRow.field)),
        select(col(DecisionRow.field)),
        select(col(ColleagueRow.field)),
        select(asked.c.value).select_from(RequestRow).join(asked, col(RequestRow.id).is_not(None)),
    )
    return frozenset(session.scalars(known))
