"""What a copy brings of the plan, and the years that it began on its own."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.codec import decode, encode
from dxdesk.domain.plan import Plan
from dxdesk.domain.plan_faults import new_faults, plan_faults
from dxdesk.domain.plan_merging import MergedPlan, merge_plans, with_places_kept
from dxdesk.domain.rating_use import with_codes_kept
from dxdesk.store import office_merging, office_requests
from dxdesk.store.office_acts import Acts, Into, left, taken, why_not
from dxdesk.store.office_forks import Parted
from dxdesk.store.office_tables import EditionRow, FormerRow
from dxdesk.store.values import Brought, EventKind, Fate, RejoinLine, Why


def plans(parted: Parted) -> Acts:
    """The plans that were changed there; where here too, three-way as far as that is safe."""
    changed: dict[int, int] = {}
    for event in parted.there:
        year = event.detail.get("year")
        if event.kind is EventKind.PLAN_CHANGED and isinstance(year, int):
            changed[year] = event.id
    for year, number in sorted(changed.items()):
        if why := why_not(parted, year):
            yield left(Brought.PLAN, year, "", why)
            continue
        ours, theirs = parted.plan(year), parted.plan_there(year)
        if ours == theirs:
            continue
        if (theirs.id, theirs.year) != (ours.id, year) or _breaks(theirs, ours):
            yield left(Brought.PLAN, year, "", Why.ALTERED)
            continue
        merged = _merged(parted, year, ours, theirs)
        if merged is None or _breaks(merged.plan, ours):
            yield left(Brought.PLAN, year, "", Why.CHANGED_HERE)
            continue
        for place in (*merged.items, *merged.groups, *merged.settings):
            yield left(Brought.PLAN, year, place, Why.CHANGED_HERE)
        if merged.plan != ours:
            parted.coming[year] = merged.plan
            told = RejoinLine(Brought.PLAN, Fate.TAKEN, year)
            do = _replacing(merged.plan)
            items = len(merged.plan.items)
            yield taken(parted, number, told, EventKind.PLAN_CHANGED, do, items=items)


def years(parted: Parted) -> Acts:
    """Years that were begun there stay there: a year begins in the file itself."""
    query = select(col(EditionRow.year)).order_by(col(EditionRow.year))
    here = set(parted.ours.scalars(query))
    for year in parted.theirs.scalars(query):
        if year not in here:
            yield left(Brought.YEAR, year, "", Why.UNKNOWN_YEAR)


def _merged(parted: Parted, year: int, ours: Plan, theirs: Plan) -> MergedPlan | None:
    """None where both were changed, and nobody knows from what."""
    kinds = (EventKind.PLAN_CHANGED, EventKind.COPY_MERGED, EventKind.COPY_UNDONE)
    if not any(event.kind in kinds for event in parted.here):
        merged = MergedPlan(theirs)
    else:
        then = parted.plan_then(year)
        if then is None:
            return None
        merged = merge_plans(then, ours, theirs)
    return _kept(parted.ours, merged, ours, parted.name)


def _breaks(plan: Plan, ours: Plan) -> bool:
    """Whether a plan that is to replace ours cannot be kept."""
    return bool(new_faults(ours, plan_faults(plan)))


def _kept(session: Session, merged: MergedPlan, ours: Plan, name: str) -> MergedPlan:
    facts, asked = office_merging.facts(session, ours.year, name), office_requests.asked
    kept = with_places_kept(merged, ours, facts.written(), asked(session, ours.year))
    return with_codes_kept(kept, ours, facts)


def take_back(session: Session, merge: int, name: str) -> None:
    """Let the plans be as they were before a copy was merged, which counts no more.

    Where a plan was changed since, what the copy had changed alone goes; and what was written or
    asked since keeps its place.
    """
    for former in session.scalars(select(FormerRow).where(col(FormerRow.merge) == merge)):
        row = session.get_one(EditionRow, former.year)
        after, now, before = (decode(Plan, t) for t in (former.after, row.body, former.before))
        merged = _kept(session, merge_plans(after, now, before), now, name)
        if not _breaks(merged.plan, now):
            row.body = former.before if merged.plan == before else encode(merged.plan).decode()


def _replacing(plan: Plan) -> Callable[[Into], None]:
    body = encode(plan).decode()

    def replace(into: Into) -> None:
        row = into.session.get_one(EditionRow, plan.year)
        into.session.add(FormerRow(merge=into.merge, year=plan.year, before=row.body, after=body))
        row.body = body

    return replace
