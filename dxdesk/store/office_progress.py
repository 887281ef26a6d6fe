"""Where the departments stand, derived from requests, submissions and the office's marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.domain.asking import Stage
from dxdesk.store.office_journal import counts, log, require_year
from dxdesk.store.office_tables import (
    EventRow,
    ExtensionRow,
    MarkRow,
    MergeRow,
    RequestRow,
    SubmissionRow,
)
from dxdesk.store.office_years import require_open
from dxdesk.store.values import EventKind, Mark

# What may be set by hand, in the order of a year: FILLING is the department's own to know.
MARKS = (
    Stage.SENT,
    Stage.SUBMITTED,
    Stage.RETURNED,
    Stage.RESUBMITTED,
    Stage.ACCEPTED,
    Stage.NOT_CONCERNED,
)


@dataclass(slots=True)
class _Standing:
    """The newest things known of one department; `handed_in` is the highest round answered."""

    request: str = ""
    round: int = 0
    submission: str = ""
    handed_in: int = 0
    mark: tuple[str, str, str] = ("", "", "")


def stages(session: Session, year: int, departments: Iterable[str]) -> dict[str, Stage]:
    """The stage of each department named, in that order.

    Raises:
        DxdeskError: UNKNOWN_YEAR.
    """
    require_year(session, year)
    known = _standings(session, year)
    return {name: _stage(known.get(name) or _Standing()) for name in departments}


def _stage(at: _Standing) -> Stage:
    if _is_marked(at):
        return Stage[at.mark[0]]
    if not at.round:
        return Stage.NOT_SENT
    if at.handed_in >= at.round:
        return Stage.SUBMITTED if at.round == 1 else Stage.RESUBMITTED
    return Stage.SENT if at.round == 1 else Stage.RETURNED


def _is_marked(at: _Standing) -> bool:
    """Whether the mark holds: what was asked or answered after an acceptance was not accepted."""
    stage, *known = at.mark
    return stage == Stage.NOT_CONCERNED.name or (
        bool(stage) and known == [at.request, at.submission]
    )


def _standings(session: Session, year: int) -> dict[str, _Standing]:
    found: dict[str, _Standing] = {}
    requests = session.execute(
        select(col(RequestRow.department), col(RequestRow.id), col(RequestRow.round))
        .where(col(RequestRow.year) == year, counts(col(RequestRow.event)))
        .order_by(col(RequestRow.round), col(RequestRow.seq))
    )
    for department, request, round_ in requests:
        at = found.setdefault(department, _Standing())
        at.request, at.round = request, round_
    submissions = session.execute(
        select(col(SubmissionRow.department), col(SubmissionRow.identity), col(SubmissionRow.round))
        .join(MergeRow, col(MergeRow.id) == col(SubmissionRow.merge))
        .where(col(SubmissionRow.year) == year, col(MergeRow.undone).is_(None))
        .order_by(col(SubmissionRow.id))
    )
    for department, identity, round_ in submissions:
        at = found.setdefault(department, _Standing())
        at.submission, at.handed_in = identity, max(round_, at.handed_in)
    marks = session.execute(
        select(
            col(MarkRow.department),
            col(MarkRow.stage),
            col(MarkRow.request),
            col(MarkRow.submission),
        )
        .where(col(MarkRow.year) == year, col(MarkRow.undone).is_(None))
        .order_by(col(MarkRow.id))
    )
    for department, stage, request, submission in marks:
        found.setdefault(department, _Standing()).mark = (stage, request, submission)
    return found


def mark(
    session: Session, year: int, department: str, stage: Stage, at: str, by: str, note: str = ""
) -> None:
    """Set a stage by hand; a former mark of the department ends.

    Raises:
        DxdeskError: UNKNOWN_YEAR, YEAR_CLOSED.
        ValueError: a stage that is derived and cannot be set.
    """
    mark_all(session, year, (department,), stage, at, by, note)


def mark_all(
    session: Session,
    year: int,
    departments: Iterable[str],
    stage: Stage,
    at: str,
    by: str,
    note: str = "",
) -> None:
    """Set the same stage for several departments; where each stands is read once."""
    if stage not in MARKS:
        raise ValueError(f"{stage.name} is derived")
    require_open(session, year)
    known, former = _standings(session, year), _active_marks(session, year)
    for department in dict.fromkeys(departments):
        standing = known.get(department) or _Standing()
        detail = {"year": year, "department": department, "stage": stage.name}
        event = log(session, at, by, EventKind.MARKED, **detail)
        for row in former.get(department, ()):
            row.undone = event
        session.add(
            MarkRow(
                event=event,
                year=year,
                department=department,
                stage=stage.name,
                request=standing.request,
                submission=standing.submission,
                note=note,
            )
        )


def unmark(session: Session, year: int, department: str, at: str, by: str) -> bool:
    """Take back a department's mark; return whether there was one."""
    require_open(session, year)
    active = _active_marks(session, year).get(department, ())
    if active:
        event = log(session, at, by, EventKind.UNMARKED, year=year, department=department)
        for row in active:
            row.undone = event
    return bool(active)


def take_back_acceptance(
    session: Session, year: int, departments: Iterable[str], at: str, by: str
) -> None:
    """Let departments stand as before they were accepted, a mark that was set by hand included.

    One whose mark is not an acceptance, or not any more, is left as it is.
    """
    require_open(session, year)
    marks = _active_marks(session, year)
    for department in dict.fromkeys(departments):
        active = marks.get(department, ())
        if not active or active[-1].stage != Stage.ACCEPTED.name:
            continue
        event = log(session, at, by, EventKind.UNMARKED, year=year, department=department)
        former = _ended_by(session, active[-1])
        for row in active:
            row.undone = event
        # Accepted twice is accepted.
        while former is not None and former.stage == Stage.ACCEPTED.name:
            former = _ended_by(session, former)
        if former is not None:
            former.undone = None


def _ended_by(session: Session, mark: MarkRow) -> MarkRow | None:
    """The mark that another one replaced."""
    query = select(MarkRow).where(
        col(MarkRow.year) == mark.year,
        col(MarkRow.department) == mark.department,
        col(MarkRow.undone) == mark.event,
        counts(col(MarkRow.event)),
    )
    return session.scalars(query.order_by(col(MarkRow.id).desc())).first()


def _active_marks(session: Session, year: int) -> dict[str, list[MarkRow]]:
    query = select(MarkRow).where(col(MarkRow.year) == year, col(MarkRow.undone).is_(None))
    found: dict[str, list[MarkRow]] = {}
    for row in session.scalars(query):
        found.setdefault(row.department, []).append(row)
    return found


def marks(session: Session, year: int) -> dict[str, Mark]:
    """The marks of a year by department, those that something newer has overtaken left out."""
    rows = session.execute(
        select(MarkRow, EventRow)
        .join(EventRow, col(EventRow.id) == col(MarkRow.event))
        .where(col(MarkRow.year) == year, col(MarkRow.undone).is_(None))
        .order_by(col(MarkRow.id))
    ).all()
    now = _standings(session, year) if rows else {}
    return {
        row.department: Mark(Stage[row.stage], row.note, event.at, event.by)
        for row, event in rows
        if _is_marked(now.get(row.department) or _Standing())
    }


def extend(session: Session, year: int, department: str, deadline: str, at: str, by: str) -> None:
    """Give one department another deadline for the request that it has.

    Raises:
        DxdeskError: UNKNOWN_YEAR, YEAR_CLOSED.
    """
    require_open(session, year)
    request = (_standings(session, year).get(department) or _Standing()).request
    event = log(session, at, by, EventKind.EXTENDED, year=year, department=department)
    session.add(
        ExtensionRow(
            event=event, year=year, department=department, request=request, deadline=deadline
        )
    )


def extensions(session: Session, year: int) -> dict[str, str]:
    """The deadlines that were moved, by department; a newer request has its own again."""
    rows = session.scalars(
        select(ExtensionRow)
        .where(col(ExtensionRow.year) == year, counts(col(ExtensionRow.event)))
        .order_by(col(ExtensionRow.id))
    ).all()
    now = _standings(session, year) if rows else {}
    return {
        row.department: row.deadline
        for row in rows
        if row.request == (now.get(row.department) or _Standing()).request
    }
