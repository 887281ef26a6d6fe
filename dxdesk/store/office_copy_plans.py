"""What a copy brings of the plan, and the years that it began on its own."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlmodel import col

from dxdesk.codec import encode
from dxdesk.domain.plan import Plan, are_stamps
from dxdesk.domain.plan_merging import MergedPlan, merge_plans
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
        if (theirs.id, theirs.year) != (ours.id, year) or not _is_sound(theirs):
            yield left(Brought.PLAN, year, "", Why.ALTERED)
            continue
        merged = _merged(parted, year, ours, theirs)
        if merged is None:
            yield left(Brought.PLAN, year, "", Why.CHANGED_HERE)
            continue
        for place in (*merged.items, *merged.groups, *merged.settings):
            yield left(Brought.PLAN, year, place, Why.CHANGED_HERE)
        if merged.plan != ours and _is_sound(merged.plan):
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
        return MergedPlan(theirs)
    then = parted.plan_then(year)
    return merge_plans(then, ours, theirs) if then is not None else None


def _is_sound(plan: Plan) -> bool:
    items, groups = [item.id for item in plan.items], {group.id for group in plan.groups}
    known = all(item.group is None or item.group in groups for item in plan.items)
    return known and len(set(items)) == len(items) > 0 and are_stamps(plan.stamps)


def _replacing(plan: Plan) -> Callable[[Into], None]:
    body = encode(plan).decode()

    def replace(into: Into) -> None:
        row = into.session.get_one(EditionRow, plan.year)
        into.session.add(FormerRow(merge=into.merge, year=plan.year, before=row.body, after=body))
        row.body = body

    return replace
