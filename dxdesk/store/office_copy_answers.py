"""What a copy brings of questions and answers: requests, submissions, the office's texts.

A copy is a file from outside: whoever has it can edit it. What was sealed is checked by its seal,
the rest against the plan and against itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.codec import canonical, decode
from dxdesk.domain.asking import Request, Submission, is_seal, is_secret
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.confirming import cleaned, is_short
from dxdesk.domain.fields import all_fields, is_line
from dxdesk.domain.merging import Colleague, Facts, standing_colleagues
from dxdesk.domain.plan import are_stamps
from dxdesk.domain.text import typed, typed_line
from dxdesk.store import office_merging, office_requests
from dxdesk.store.office_acts import Act, Acts, Into, left, taken, who_and_when, why_not
from dxdesk.store.office_forks import Parted
from dxdesk.store.office_journal import counts
from dxdesk.store.office_tables import (
    ClaimRow,
    ColleagueRow,
    ConfirmationRow,
    DecisionRow,
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
            office_requests.add_one(into.session, request, into.line, typed_line(carrier))

    return add


def submissions(parted: Parted, genuine: Genuine) -> Acts:
    """Submissions that were taken in there and count, and those that were taken out again."""
    counting = office_merging.known_submissions(parted.ours)
    counting_there = office_merging.known_submissions(parted.theirs)
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
        tuple(
            cleaned(Confirmation(a.code, a.field, a.mark, a.reason, a.by, a.at)) for a in answers
        ),
    )
    return Received(row.identity, submission, typed_line(row.file), typed_line(row.carrier))


def texts(parted: Parted) -> Acts:
    """What the office wrote in the copy, as facts of their own; what it took back there."""
    for year in _years_of_decisions(parted):
        if why := why_not(parted, year):
            yield left(Brought.TEXT, year, "", why)
            continue
        then = office_merging.facts(parted.ours, year, parted.name, parted.fork)
        there = office_merging.facts(parted.theirs, year, parted.name)
        fields = all_fields(parted.plan_to_be(year))
        for field, row in _newest(parted, year, there).items():
            if field in fields:
                yield from _text(parted, year, row, then)
            else:
                yield left(Brought.TEXT, year, typed_line(field), Why.UNKNOWN_PLACE)
        yield from _withdrawn(parted, year, there)


def _years_of_decisions(parted: Parted) -> list[int]:
    rows = parted.theirs.execute(
        select(col(DecisionRow.year), col(DecisionRow.event), col(DecisionRow.undone))
    )
    mine = {year for year, *lines in rows if any(line and line > parted.fork for line in lines)}
    merged = parted.theirs.execute(
        select(col(ColleagueRow.year))
        .join(MergeRow, col(MergeRow.id) == col(ColleagueRow.merge))
        .where(col(MergeRow.event) > parted.fork)
    )
    return sorted(mine | set(merged.scalars()))


def _newest(parted: Parted, year: int, there: Facts) -> dict[str, list[ColleagueRow]]:
    """What counts there of the office's own words since both parted: its own, and from copies."""
    found: dict[str, list[ColleagueRow]] = {}
    numbers = _known(parted.theirs, year)
    for field in sorted(there.decisions.keys() | there.colleagues.keys()):
        decision = there.decisions.get(field)
        counting = standing_colleagues(there.colleagues.get(field, ()), decision)
        rows = [
            _of_copy(year, field, one, numbers[field, one.copy])
            for one in counting
            if one.line > parted.fork
        ]
        overruled = decision and any(decision.line <= one.fork for one in counting)
        if decision and decision.line > parted.fork and not overruled:
            at, by = who_and_when(parted.events.get(decision.line))
            seen = canonical(sorted(decision.seen)).decode("utf-8", "replace")
            rows.append(
                ColleagueRow(
                    merge=0,
                    year=year,
                    field=field,
                    origin=parted.origin,
                    number=decision.line,
                    fork=parted.fork,
                    by=by,
                    at=at,
                    base="",
                    text=decision.text,
                    seen=seen,
                )
            )
        if rows:
            found[field] = rows
    return found


def _of_copy(year: int, field: str, one: Colleague, number: int) -> ColleagueRow:
    """The row of what a copy of the copy had brought."""
    return ColleagueRow(
        merge=0,
        year=year,
        field=field,
        origin=one.copy,
        number=number,
        fork=one.fork,
        by=typed_line(one.by),
        at="",
        base="",
        text=one.text,
        seen=canonical(sorted(one.seen)).decode("utf-8", "replace"),
    )


def _text(parted: Parted, year: int, rows: Iterable[ColleagueRow], then: Facts) -> Acts:
    known = _known(parted.ours, year)
    for row in rows:
        if known.get((row.field, row.origin), -1) >= row.number:
            continue
        clean = typed_line if is_line(row.field) else typed
        row.text, row.base = clean(row.text), then.outcome(row.field).text
        row.fork = parted.fork
        told = RejoinLine(Brought.TEXT, Fate.TAKEN, year, row.field)
        do = _adding_text(row)
        yield taken(parted, row.number, told, EventKind.DECIDED, do, field=row.field)


def _adding_text(row: ColleagueRow) -> Callable[[Into], None]:
    values: dict[str, Any] = row.model_dump(exclude={"merge"})

    def add(into: Into) -> None:
        into.session.add(ColleagueRow(merge=into.merge, **values))

    return add


def _known(session: Session, year: int) -> dict[tuple[str, str], int]:
    """The newest line of each copy for each field that counts already."""
    rows = session.execute(
        select(col(ColleagueRow.field), col(ColleagueRow.origin), col(ColleagueRow.number))
        .join(MergeRow, col(MergeRow.id) == col(ColleagueRow.merge))
        .where(col(ColleagueRow.year) == year, col(MergeRow.undone).is_(None))
        .order_by(col(ColleagueRow.number))
    )
    return {(field, origin): number for field, origin, number in rows}


def _withdrawn(parted: Parted, year: int, there: Facts) -> Acts:
    """Decisions from before that the copy took back without another one in their place."""
    query = select(DecisionRow).where(col(DecisionRow.year) == year)
    rows = parted.theirs.scalars(query.where(col(DecisionRow.event) <= parted.fork))
    gone: dict[str, list[DecisionRow]] = {}
    for row in rows:
        now = there.decisions.get(row.field)
        replaced = now is not None and now.line > parted.fork
        if row.undone and row.undone > parted.fork and not replaced:
            gone.setdefault(row.field, []).append(row)
    here: dict[str, list[DecisionRow]] = {}
    for row in parted.ours.scalars(query):
        here.setdefault(row.field, []).append(row)
    for field, ended in sorted(gone.items()):
        events = {row.event for row in ended}
        mine = here.get(field, [])
        still = [row.id or 0 for row in mine if row.event in events and row.undone is None]
        if not still:
            continue
        if any({row.event, row.undone} & parted.done_here for row in mine):
            yield left(Brought.WITHDRAWN, year, field, Why.CHANGED_HERE)
            continue
        told = RejoinLine(Brought.WITHDRAWN, Fate.TAKEN, year, field)
        number = max(row.undone or 0 for row in ended)
        kind, do = EventKind.DECISION_WITHDRAWN, _ending(still)
        yield taken(parted, number, told, kind, do, field=field)
    yield from _withdrawn_since(parted, year, there)


def _withdrawn_since(parted: Parted, year: int, there: Facts) -> Acts:
    """Texts that the copy had brought here and has taken back since: they stay."""
    for field, origin in sorted(_known(parted.ours, year)):
        now = there.decisions.get(field)
        if origin == parted.origin and (now is None or now.line <= parted.fork):
            yield left(Brought.TEXT, year, field, Why.WITHDRAWN_THERE)


def _ending(rows: Iterable[int]) -> Callable[[Into], None]:
    numbers = tuple(rows)

    def end(into: Into) -> None:
        for number in numbers:
            into.session.get_one(DecisionRow, number).undone = into.line

    return end
