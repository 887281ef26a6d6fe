"""What a copy brings of the office's own words: texts that were decided there, or taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.codec import canonical
from dxdesk.domain.fields import all_fields, kept_text
from dxdesk.domain.merging import Colleague, Facts, standing_colleagues
from dxdesk.domain.text import typed_line
from dxdesk.store import office_merging
from dxdesk.store.office_acts import Acts, Into, left, taken, who_and_when, why_not
from dxdesk.store.office_forks import Parted
from dxdesk.store.office_tables import ColleagueRow, DecisionRow, MergeRow
from dxdesk.store.values import Brought, EventKind, Fate, RejoinLine, Why


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
        row.text, row.base = kept_text(row.field, row.text), then.outcome(row.field).text
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
