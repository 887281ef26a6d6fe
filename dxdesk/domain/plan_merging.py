"""Three-way merging of plans: what two people changed since both had the same one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from dxdesk.domain.plan import Group, Item, Plan
from dxdesk.domain.plan_faults import lost_answers

T = TypeVar("T", Item, Group)


@dataclass(frozen=True, slots=True)
class MergedPlan:
    """The plan of both, and what both had changed otherwise: there ours stays.

    `items` are ids, `groups` too, `settings` are the names of the plan's other attributes.
    """

    plan: Plan
    items: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing had to be left."""
        return not (self.items or self.groups or self.settings)


def merge_plans(base: Plan, ours: Plan, theirs: Plan) -> MergedPlan:
    """Bring together what was changed in `ours` and in `theirs` since `base`.

    An item or a group is one thing: changed by both otherwise, it stays as in ours. New ones of
    theirs stand behind what they followed there. The order is ours, unless only theirs changed it.
    """
    items, left_items = _merge(base.items, ours.items, theirs.items)
    groups, left_groups = _merge(base.groups, ours.groups, theirs.groups)
    merged, left = replace(ours, items=items, groups=groups), list[str]()
    for one in fields(Plan):
        if one.name in ("items", "groups"):
            continue
        was, mine, other = (getattr(plan, one.name) for plan in (base, ours, theirs))
        if other in (was, mine):
            continue
        if mine == was:
            merged = replace(merged, **{one.name: other})
        else:
            left.append(one.name)
    return MergedPlan(merged, left_items, left_groups, tuple(left))


def with_places_kept(
    merged: MergedPlan, ours: Plan, written: Collection[str], asked: Collection[str]
) -> MergedPlan:
    """The merged plan with what it must not take away from `ours`.

    Those are the places of texts (`written` are fields) and the departments that have a request.
    Items that have either stay as in ours, with their groups; so do stages that have said anything.
    """
    plan, settings, groups = merged.plan, list(merged.settings), list(merged.groups)
    lost = {fault.place for fault in lost_answers(ours, plan, written)}
    if lost and plan.stages != ours.stages:
        plan = replace(plan, stages=ours.stages)
        settings.append("stages")
        lost = {fault.place for fault in lost_answers(ours, plan, written)}
    gone = (set(asked) & set(ours.departments)) - set(plan.departments)
    lost |= {item.id for item in ours.items if gone & set(item.departments)}
    if gone and plan.successions != ours.successions:
        plan = replace(plan, successions=ours.successions)
        settings.append("successions")
    kept = [item for item in ours.items if item.id in lost]
    needed = {group.id for item in kept for group in ours.groups_of(item)}
    back = [one for one in ours.groups if one.id in needed - set(plan.groups_by_id)]
    groups += [group.id for group in back]
    plan = replace(
        plan,
        items=_put_back(plan.items, ours.items, kept),
        groups=_put_back(plan.groups, ours.groups, back),
    )
    items = dict.fromkeys((*merged.items, *(item.id for item in kept)))
    return MergedPlan(plan, tuple(items), tuple(groups), tuple(dict.fromkeys(settings)))


def _put_back(there: Sequence[T], ours: Sequence[T], kept: Sequence[T]) -> tuple[T, ...]:
    """What is there with things of ours put back, behind what they followed in ours."""
    found, above = {**_by_id(there), **_by_id(kept)}, [one.id for one in ours]
    order = [one.id for one in there]
    for one in kept:
        if one.id not in order:
            before = above[: above.index(one.id)]
            last = next((known for known in reversed(before) if known in order), None)
            order.insert(order.index(last) + 1 if last is not None else 0, one.id)
    return tuple(found[one] for one in order)


def _merge(
    base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]
) -> tuple[tuple[T, ...], tuple[str, ...]]:
    was, mine, other = _by_id(base), _by_id(ours), _by_id(theirs)
    left: list[str] = []
    found: dict[str, T] = {}
    for one in dict.fromkeys([*mine, *other]):
        before, here, there = was.get(one), mine.get(one), other.get(one)
        if there not in (before, here) and here != before:
            left.append(one)
        chosen = there if here == before else here
        if chosen is not None:
            found[one] = chosen
    order = _order(list(was), list(mine), list(other), found)
    return tuple(found[one] for one in order), tuple(left)


def _order(was: list[str], mine: list[str], other: list[str], kept: Iterable[str]) -> list[str]:
    """The ids that are kept, in the order of whoever changed it."""
    there = set(kept)
    moved = [one for one in mine if one in set(was)] != [one for one in was if one in set(mine)]
    first, second = (mine, other) if moved else (other, mine)
    order = [one for one in first if one in there]
    for at, one in enumerate(second):
        if one in there and one not in order:
            above = next((b for b in reversed(second[:at]) if b in order), None)
            order.insert(order.index(above) + 1 if above is not None else 0, one)
    return order


def _by_id(things: Sequence[Any]) -> dict[str, Any]:
    return {one.id: one for one in things}
