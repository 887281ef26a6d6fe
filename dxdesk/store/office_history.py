"""The history of one field, replayed in the order of the journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.domain.merging import Claim, Colleague, Decision, settle
from dxdesk.store.office_colleagues import colleague_of
from dxdesk.store.office_decisions import decision_of
from dxdesk.store.office_journal import require_year
from dxdesk.store.office_tables import (
    BaseRow,
    ClaimRow,
    ColleagueRow,
    DecisionRow,
    EventRow,
    MergeRow,
    SubmissionRow,
)
from dxdesk.store.values import Change


@dataclass(frozen=True, slots=True)
class _Fact:
    """A claim or a decision, from the event that brought it to the one that took it back."""

    event: int
    order: int
    undone: int | None
    at: str
    by: str
    said: Claim | Decision | Colleague

    def held_at(self, event: int) -> bool:
        """Whether it counted just before an event."""
        return self.event < event and (self.undone is None or self.undone >= event)


def history(session: Session, year: int, field: str, name: str) -> tuple[Change, ...]:
    """What a field said, who changed it and when, oldest first.

    Submissions that left their form's text alone are not changes. `name` is the file's, for
    the message if a row is damaged.

    Raises:
        DxdeskError: UNKNOWN_YEAR.
    """
    base, changes = _base(session, year, field)
    facts = sorted(
        [
            *_claims(session, year, field),
            *_decisions(session, year, field, name),
            *_colleagues(session, year, field, name),
        ],
        key=lambda fact: (fact.event, fact.order),
    )
    for fact in facts:
        if isinstance(fact.said, Decision):
            before = _text_before(fact, base, facts)
            changes.append(_change(fact, before))
        elif fact.said.text != fact.said.base:
            changes.append(_change(fact, fact.said.base))
    return tuple(changes)


def _change(fact: _Fact, before: str) -> Change:
    said, undone = fact.said, fact.undone is not None
    if isinstance(said, Decision):
        return Change(fact.at, fact.by, "", "decision", "", before, said.text, undone)
    if isinstance(said, Colleague):
        return Change(fact.at, fact.by, "", "copy", "", before, said.text, undone)
    return Change(
        fact.at, fact.by, said.department, "submission", said.submission, before, said.text, undone
    )


def _text_before(fact: _Fact, base: str, facts: Iterable[_Fact]) -> str:
    held = [other.said for other in facts if other.held_at(fact.event)]
    claims = [said for said in held if isinstance(said, Claim)]
    decisions = [said for said in held if isinstance(said, Decision)]
    written = {said.copy: said for said in held if isinstance(said, Colleague)}
    return settle(base, claims, decisions[-1] if decisions else None, written.values()).text


def _base(session: Session, year: int, field: str) -> tuple[str, list[Change]]:
    began = require_year(session, year)
    row = session.get(BaseRow, (year, field))
    if row is None or not row.text:
        return "", []
    event = session.get_one(EventRow, began)
    return row.text, [Change(event.at, event.by, "", "base", "", "", row.text)]


def _claims(session: Session, year: int, field: str) -> list[_Fact]:
    rows = session.execute(
        select(ClaimRow, SubmissionRow, MergeRow, col(EventRow.at))
        .join(SubmissionRow, col(SubmissionRow.id) == col(ClaimRow.submission))
        .join(MergeRow, col(MergeRow.id) == col(SubmissionRow.merge))
        .join(EventRow, col(EventRow.id) == col(MergeRow.event))
        .where(col(SubmissionRow.year) == year, col(ClaimRow.field) == field)
    )
    found: list[_Fact] = []
    for claim, source, merge, at in rows:
        rank = (source.round, source.number)
        said = Claim(
            source.identity, source.department, rank, claim.base, claim.text, source.request
        )
        found.append(_Fact(merge.event, source.id or 0, merge.undone, at, source.by, said))
    return found


def _decisions(session: Session, year: int, field: str, name: str) -> list[_Fact]:
    rows = session.execute(
        select(DecisionRow, EventRow)
        .join(EventRow, col(EventRow.id) == col(DecisionRow.event))
        .where(col(DecisionRow.year) == year, col(DecisionRow.field) == field)
    )
    return [
        _Fact(
            row.event,
            0,
            row.undone,
            event.at,
            event.by,
            decision_of(row.text, row.seen, name, row.event),
        )
        for row, event in rows
    ]


def _colleagues(session: Session, year: int, field: str, name: str) -> list[_Fact]:
    rows = session.execute(
        select(ColleagueRow, MergeRow, col(EventRow.at))
        .join(MergeRow, col(MergeRow.id) == col(ColleagueRow.merge))
        .join(EventRow, col(EventRow.id) == col(MergeRow.event))
        .where(col(ColleagueRow.year) == year, col(ColleagueRow.field) == field)
    )
    return [
        _Fact(
            merge.event, row.number, merge.undone, at, row.by, colleague_of(row, merge.event, name)
        )
        for row, merge, at in rows
    ]
