"""What a copy brings of questions and answers: requests and submissions.

A copy is a file from outside: whoever has it can edit it. What was sealed is checked by its seal,
the rest against the plan and against itself.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Select, select
from sqlmodel import col

from dxdesk.codec import decode
from dxdesk.domain.asking import Request, Submission
from dxdesk.domain.confirming import cleaned, is_short
from dxdesk.domain.plan import are_stamps
from dxdesk.domain.sealing import is_seal, is_secret
from dxdesk.domain.text import typed_line
from dxdesk.store import (
    office_confirmations,
    office_merging,
    office_requests,
    office_submissions,
)
from dxdesk.store.office_acts import Act, Acts, Into, left, taken, why_not
from dxdesk.store.office_forks import Parted
from dxdesk.store.office_journal import counts
from dxdesk.store.office_tables import (
    ClaimRow,
    ConfirmationRow,
    MergeRow,
    RequestRow,
    SubmissionRow,
)
from dxdesk.store.values import Brought, EventKind, Fate, Received, RejoinLine, Why

Genuine = Callable[[Received, str], bool]
"""Whether a submission is what was sealed with the secret of its request."""


def requests(parted: Parted) -> Acts:
    """Requests that were cut in the copy, by their ids."""
    here = {row.id: row for row in parted.ours.scalars(_counting_requests(0))}
    asked_here = {
        (row.year, row.department, row.round)
        for row in here.values()
        if row.event in parted.done_here
    }
    for row in parted.theirs.scalars(_counting_requests(parted.fork)):
        if row.id in here:
            continue
        why, about = why_not(parted, row.year), typed_line(row.department)
        request = decode(Request, row.body, parted.name)
        if why is None and not _is_sound(request, row, parted):
            why = Why.ALTERED
        if why is not None:
            yield left(Brought.REQUEST, row.year, about, why)
            continue
        twice = (row.year, row.department, row.round) in asked_here
        told = RejoinLine(
            Brought.REQUEST, Fate.TAKEN, row.year, about, Why.ASKED_TWICE if twice else None
        )
        do = _adding_request(request, row.carrier)
        names = [request.department]
        yield taken(parted, row.event, told, EventKind.REQUESTED, do, departments=names)


def _counting_requests(since: int) -> Select[RequestRow]:
    return (
        select(RequestRow)
        .where(col(RequestRow.event) > since, counts(col(RequestRow.event)))
        .order_by(col(RequestRow.seq))
    )


def _is_sound(request: Request, row: RequestRow, parted: Parted) -> bool:
    """Whether a request is one of this plan, as the columns beside it say."""
    plan = parted.plan(row.year)
    said = (request.id, request.plan.year, request.department, request.round, request.secret)
    return (
        said == (row.id, row.year, row.department, row.round, row.secret)
        and request.plan.id == plan.id
        and is_secret(request.secret)
        and are_stamps(request.plan.stamps)
        and request.round >= 1
    )


def _adding_request(request: Request, carrier: str) -> Callable[[Into], None]:
    def add(into: Into) -> None:
        row = into.session.scalars(
            select(RequestRow).where(col(RequestRow.id) == request.id)
        ).first()
        if row is not None:
            # It came with a merge that was taken back.
            row.event = into.line
        else:
            office_requests.add_under(into.session, (request,), (typed_line(carrier),), into.line)

    return add


def submissions(parted: Parted, genuine: Genuine) -> Acts:
    """Submissions that were taken in there and count, and those that were taken out again."""
    counting = office_submissions.known(parted.ours)
    counting_there = office_submissions.known(parted.theirs)
    undone = _undone_here(parted)
    secrets = _secrets(parted)
    rows = parted.theirs.execute(
        select(SubmissionRow, MergeRow)
        .join(MergeRow, col(MergeRow.id) == col(SubmissionRow.merge))
        .order_by(col(SubmissionRow.id))
    )
    seen: set[str] = set()
    for row, merge in rows:
        about, there = typed_line(row.department), row.identity in counting_there
        if row.identity in seen or (merge.undone is not None and there):
            continue
        seen.add(row.identity)
        if not there:
            was_undone = merge.undone is not None and merge.undone > parted.fork >= merge.event
            if row.identity in counting and was_undone:
                yield left(Brought.SUBMISSION, row.year, about, Why.UNDONE_THERE)
        elif row.identity not in counting:
            yield _submission(parted, row, about, undone, secrets, genuine)


def _submission(
    parted: Parted,
    row: SubmissionRow,
    about: str,
    undone: frozenset[str],
    secrets: dict[str, tuple[str, int, str, int]],
    genuine: Genuine,
) -> Act:
    if why := why_not(parted, row.year):
        return left(Brought.SUBMISSION, row.year, about, why)
    if row.identity in undone:
        return left(Brought.SUBMISSION, row.year, about, Why.UNDONE_HERE)
    secret, *key = secrets.get(row.request, ("", 0, "", 0))
    received = _received(parted, row)
    sound = key == [row.year, row.department, row.round] and is_seal(row.seal)
    if not sound or not all(map(is_short, received.submission.confirmations)):
        return left(Brought.SUBMISSION, row.year, about, Why.ALTERED)
    if not genuine(received, secret):
        return left(Brought.SUBMISSION, row.year, about, Why.ALTERED)
    told = RejoinLine(Brought.SUBMISSION, Fate.TAKEN, row.year, about)

    def add(into: Into) -> None:
        office_merging.add_received(into.session, [received], into.merge)

    merge = parted.theirs.get_one(MergeRow, row.merge)
    return taken(parted, merge.event, told, EventKind.MERGED, add, submissions=1)


def _undone_here(parted: Parted) -> frozenset[str]:
    rows = parted.ours.execute(
        select(col(SubmissionRow.identity), col(MergeRow.undone))
        .join(MergeRow, col(MergeRow.id) == col(SubmissionRow.merge))
        .where(col(MergeRow.undone).is_not(None))
    )
    return frozenset(identity for identity, undone in rows if undone in parted.done_here)


def _secrets(parted: Parted) -> dict[str, tuple[str, int, str, int]]:
    """Secret, year, department and round of the requests of both; ours win."""
    found: dict[str, tuple[str, int, str, int]] = {}
    for session in (parted.theirs, parted.ours):
        for row in session.scalars(select(RequestRow).where(counts(col(RequestRow.event)))):
            if is_secret(row.secret):
                found[row.id] = (row.secret, row.year, row.department, row.round)
    return found


def _received(parted: Parted, row: SubmissionRow) -> Received:
    claims = parted.theirs.scalars(select(ClaimRow).where(col(ClaimRow.submission) == row.id))
    said = {claim.field: (claim.base, claim.text) for claim in claims}
    answers = parted.theirs.scalars(
        select(ConfirmationRow)
        .where(col(ConfirmationRow.submission) == row.id)
        .order_by(col(ConfirmationRow.position))
    )
    submission = Submission(
        row.request,
        parted.plan(row.year).id,
        row.year,
        row.department,
        row.round,
        row.number,
        row.by,
        row.at,
        {field: text for field, (_, text) in said.items()},
        {field: base for field, (base, _) in said.items()},
        row.seal,
        tuple(cleaned(office_confirmations.said_in(answer)) for answer in answers),
    )
    return Received(row.identity, submission, typed_line(row.file), typed_line(row.carrier))
