"""What colleagues wrote in copies of this file, and how a copy is taken out again."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.codec import decode, encode
from dxdesk.domain.merging import Colleague
from dxdesk.store.office_journal import held
from dxdesk.store.office_tables import (
    ClosingRow,
    ColleagueRow,
    DecisionRow,
    EventRow,
    InspectionRow,
    MarkRow,
    MergeRow,
    NoteRow,
    SubmissionRow,
)
from dxdesk.store.values import EventKind

_ENDED = (DecisionRow, MarkRow, InspectionRow, ClosingRow)
_BEGUN = (MarkRow, InspectionRow, ClosingRow)


def of_year(
    session: Session, year: int, name: str, until: int | None = None
) -> dict[str, tuple[Colleague, ...]]:
    """What copies say of a year's fields, of each copy what it said last."""
    rows = session.execute(
        select(ColleagueRow, col(MergeRow.event))
        .join(MergeRow, col(MergeRow.id) == col(ColleagueRow.merge))
        .where(
            col(ColleagueRow.year) == year, held(col(MergeRow.event), col(MergeRow.undone), until)
        )
        .order_by(col(ColleagueRow.number), col(ColleagueRow.merge))
    )
    found: dict[str, dict[str, Colleague]] = {}
    for row, line in rows:
        found.setdefault(row.field, {})[row.origin] = colleague_of(row, line, name)
    return {field: tuple(said.values()) for field, said in found.items()}


def colleague_of(row: ColleagueRow, line: int, name: str) -> Colleague:
    """What a row says; `line` is that of its merge."""
    seen = decode(frozenset[str], row.seen, name)
    return Colleague(row.by, row.origin, row.base, row.text, seen, row.fork, line)


def years_of(session: Session, merge: MergeRow) -> frozenset[int]:
    """The years that a merge touched."""
    of_submissions = select(col(SubmissionRow.year)).where(col(SubmissionRow.merge) == merge.id)
    event = session.get_one(EventRow, merge.event)
    told = decode(dict[str, object], event.detail).get("years")
    named = decode(frozenset[int], encode(told)) if merge.last else frozenset[int]()
    return named | frozenset(session.scalars(of_submissions.distinct()))


def take_back(session: Session, merge: MergeRow, undone: int) -> None:
    """Let everything but the plans be as before a copy was merged.

    Drafts stay, which nobody is told.
    """
    for table in _ENDED:
        session.execute(
            update(table)
            .where(col(table.undone).between(merge.event, merge.last))
            .values(undone=None)
        )
    for table in _BEGUN:
        session.execute(
            update(table)
            .where(col(table.event).between(merge.event, merge.last), col(table.undone).is_(None))
            .values(undone=undone)
        )
    _take_back_checks(session, merge)


def _take_back_checks(session: Session, merge: MergeRow) -> None:
    lines = session.scalars(
        select(col(EventRow.detail))
        .where(
            col(EventRow.id).between(merge.event, merge.last),
            col(EventRow.kind) == EventKind.READING_CHECKED.value,
        )
        .order_by(col(EventRow.id).desc())
    )
    for detail in lines:
        said = decode(dict[str, int], detail)
        row = session.get(NoteRow, (said["year"], said["note"]))
        if row is not None:
            row.done = 1 - said["done"]
