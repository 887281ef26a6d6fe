"""The findings that a clerk's file has answers for; answers that ended stay as history."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.domain.asking import Request
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.confirming import missing
from dxdesk.domain.fields import all_fields
from dxdesk.store.desk_tables import ConfirmationRow
from dxdesk.store.values import Answered


def history(session: Session) -> tuple[Answered, ...]:
    """Every answer that was given or taken over, in that order."""
    rows = session.scalars(select(ConfirmationRow).order_by(col(ConfirmationRow.id)))
    return tuple(
        Answered(
            Confirmation(row.code, row.field, row.mark, row.reason, row.by, row.at),
            row.ended_at,
            row.ended_by,
        )
        for row in rows
    )


def add(session: Session, confirmation: Confirmation, at: str, by: str) -> None:
    """Answer a finding; a former answer to the same state of it ends."""
    end(session, confirmation, at, by)
    session.add(_row(confirmation))


def end(session: Session, place: Confirmation, at: str, by: str) -> bool:
    """End the answer to one state of a finding; return whether there was one."""
    active = select(col(ConfirmationRow.id)).where(
        col(ConfirmationRow.code) == place.code,
        col(ConfirmationRow.field) == place.field,
        col(ConfirmationRow.mark) == place.mark,
        col(ConfirmationRow.ended_at) == "",
    )
    ids = list(session.scalars(active))
    if ids:
        ended = update(ConfirmationRow).where(col(ConfirmationRow.id).in_(ids))
        session.execute(ended.values(ended_at=at, ended_by=by))
    return bool(ids)


def take_over(session: Session, request: Request, at: str) -> None:
    """Take what a request brings for its fields and this file has nothing as new for."""
    fields = all_fields(request.plan)
    offered = (one for one in request.confirmations if one.field in fields)
    before = history(session)
    known = [one.confirmation for one in before if not one.ended_at]
    ended = [(one.confirmation, one.ended_at) for one in before if one.ended_at]
    for confirmation in missing(known, ended, offered):
        add(session, confirmation, at, confirmation.by)


def _row(confirmation: Confirmation) -> ConfirmationRow:
    return ConfirmationRow(
        code=confirmation.code,
        field=confirmation.field,
        mark=confirmation.mark,
        reason=confirmation.reason,
        by=confirmation.by,
        at=confirmation.at,
        ended_at="",
        ended_by="",
    )
