"""Items between two years: split, merged, new, ended."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from dxdesk.domain.asking import with_places_to_answer
from dxdesk.domain.fields import fields_of
from dxdesk.domain.plan import Plan
from dxdesk.domain.plan_editing.items import add_item
from dxdesk.domain.plan_editing.order import with_item, without
from dxdesk.domain.plan_ids import Kind, fresh_id, fresh_name, names_in


def split_item(
    plan: Plan,
    item: str,
    no: str,
    title: str,
    *,
    kpis: Collection[str] = (),
    written: Collection[str] = (),
    taken: Collection[str] = (),
) -> Plan:
    """Make a second item out of one, behind it; the first one keeps its identity and its answers.

    Both have departments, content, goal and schedule. The named `kpis` go over; one that is `written`
    stays as well.
    """
    old = plan.by_id[item]
    going = tuple(kpi for kpi in old.kpis if kpi.id in kpis)
    named = tuple(replace(kpi, id=f"k{n}", lead_in="") for n, kpi in enumerate(going, 1))
    made = replace(
        old, no=no, title=title, kpis=named, slots=(), came_from=(old.id, *old.came_from)
    )
    stay = without(old.kpis, lambda kpi: kpi in going and f"{item}/{kpi.id}" not in written)
    plan = with_item(plan, replace(old, kpis=stay))
    return add_item(plan, made, taken=taken, after=item)


def merge_items(
    plan: Plan, into: str, others: Iterable[str], *, taken: Collection[str] = ()
) -> Plan:
    """Let items go into one, which keeps its identity and answers; the others are not there any more.

    Their departments, KPIs, content and goal are added to its own, each once.
    """
    gone = [plan.by_id[one] for one in dict.fromkeys(others) if one != into]
    all_taken = {*taken, *names_in(plan)}
    kept = plan.by_id[into]
    for other in gone:
        known = {kpi.name for kpi in kept.kpis}
        for kpi in other.kpis:
            if kpi.name not in known:
                name = fresh_name(Kind.KPI, kept, all_taken)
                kept = replace(kept, kpis=(*kept.kpis, replace(kpi, id=name)))
        kept = replace(
            kept,
            departments=tuple(dict.fromkeys((*kept.departments, *other.departments))),
            content=_joined(kept.content, other.content),
            goal=_joined(kept.goal, other.goal),
            came_from=tuple(dict.fromkeys((*kept.came_from, other.id, *other.came_from))),
        )
    ids = {one.id for one in gone}
    items = (
        replace(one, again=into) if one.again in ids else one
        for one in plan.items
        if one.id not in ids
    )
    return with_item(replace(plan, items=tuple(items)), with_places_to_answer(kept, taken))


def _joined(one: str, other: str) -> str:
    return (
        one if not other or other in one.split("\n") or other == one else f"{one}\n{other}".strip()
    )


def set_sources(plan: Plan, item: str, sources: Iterable[str]) -> Plan:
    """Say which items of the year before one continues, besides that of its own identity."""
    came_from = tuple(one for one in dict.fromkeys(sources) if one != item)
    plan = replace(plan, ended=without(plan.ended, lambda one: one in came_from))
    return with_item(plan, replace(plan.by_id[item], came_from=came_from))


def as_new(
    plan: Plan, item: str, *, written: Collection[str] = (), taken: Collection[str] = ()
) -> Plan:
    """Let an item continue none of the year before; where it is `written`, its identity stays.

    An item of its own identity would be continued for ever, so it gets another one.
    """
    old = replace(plan.by_id[item], came_from=())
    if any(field in written for field in fields_of(old)):
        return with_item(plan, old)
    identity = fresh_id(Kind.ITEM, {*taken, *names_in(plan)})
    items = (
        replace(old, id=identity)
        if one.id == item
        else replace(one, again=identity if one.again == item else one.again)
        for one in plan.items
    )
    return replace(plan, items=tuple(items))


def mark_ended(plan: Plan, item: str, *, ended: bool = True) -> Plan:
    """Say of an item of the year before, which is not there any more, that it ended, or that it did not."""
    others = without(plan.ended, lambda one: one == item)
    return replace(plan, ended=(*others, item) if ended else others)


def bring_back(plan: Plan, before: Plan, item: str) -> Plan:
    """Take an item of the year before into this one again, as it was then, at its group's end."""
    old = before.by_id[item]
    group = old.group if old.group in plan.groups_by_id else None
    made = with_places_to_answer(replace(old, group=group, came_from=()))
    at = [n for n, one in enumerate(plan.items, 1) if one.group == group]
    place = at[-1] if at else len(plan.items)
    items = (*plan.items[:place], made, *plan.items[place:])
    return mark_ended(replace(plan, items=items), item, ended=False)
