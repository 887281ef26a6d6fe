"""What the office decided on single fields; the newest decision on each counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.codec import canonical, decode
from dxdesk.domain.fields import kept_text
from dxdesk.domain.merging import Decision
from dxdesk.store.office_journal import held, log
from dxdesk.store.office_tables import DecisionRow
from dxdesk.store.office_years import require_open
from dxdesk.store.values import EventKind


def of_year(
    session: Session,
    year: int,
    name: str,
    fields: Collection[str] | None = None,
    until: int | None = None,
) -> dict[str, Decision]:
    """The decision that counts for each field that has one; of all fields, or of some.

    With `until` what counted at that line of the journal. `name` is the file's, for the message
    if a row is damaged.
    """
    query = (
        select(
            col(DecisionRow.field),
            col(DecisionRow.text),
            col(DecisionRow.seen),
            col(DecisionRow.event),
        )
        .where(
            col(DecisionRow.year) == year,
            held(col(DecisionRow.event), col(DecisionRow.undone), until),
        )
        .order_by(col(DecisionRow.id))
    )
    if fields is not None:
        query = query.where(col(DecisionRow.field).in_(fields))
    rows = session.execute(query)
    return {field: decision_of(text, seen, name, line) for field, text, seen, line in rows}


def decision_of(text: str, seen: str, name: str, line: int) -> Decision:
    """A decision as its row has it."""
    return Decision(text, decode(frozenset[str], seen, name), line)


def decide(
    session: Session, year: int, decisions: Mapping[str, Decision], at: str, by: str
) -> None:
    """Settle fields by hand.

    Raises:
        DxdeskError: UNKNOWN_YEAR, YEAR_CLOSED.
    """
    require_open(session, year)
    for field, decision in decisions.items():
        event = log(session, at, by, EventKind.DECIDED, year=year, field=field)
        session.add(
            DecisionRow(
                event=event,
                year=year,
                field=field,
                text=kept_text(field, decision.text),
                seen=canonical(sorted(decision.seen)).decode(),
            )
        )


def withdraw(session: Session, year: int, fields: Iterable[str], at: str, by: str) -> int:
    """Take back the newest decision of each field; return how many there were.

    Raises:
        DxdeskError: UNKNOWN_YEAR, YEAR_CLOSED.
    """
    require_open(session, year)
    return sum(_withdraw(session, year, field, at, by) for field in fields)


def _withdraw(session: Session, year: int, field: str, at: str, by: str) -> bool:
    row = session.scalars(
        select(DecisionRow)
        .where(
            col(DecisionRow.year) == year,
            col(DecisionRow.field) == field,
            col(DecisionRow.undone).is_(None),
        )
        .order_by(col(DecisionRow.id).desc())
        .limit(1)
    ).first()
    if row is None:
        return False
    row.undone = log(session, at, by, EventKind.DECISION_WITHDRAWN, year=year, field=field)
    return True
