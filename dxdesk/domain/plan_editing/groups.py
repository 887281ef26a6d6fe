"""Groups: headings added, named, moved and taken away; the items follow their group."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dxdesk.domain.plan import Group, Item, Plan
from dxdesk.domain.plan_editing.order import changed, shifted
from dxdesk.domain.plan_ids import Kind, fresh_id, names_in


def add_group(
    plan: Plan,
    title: str,
    *,
    parent: str | None = None,
    label: str = "",
    no: str = "",
    taken: Collection[str] = (),
) -> Plan:
    """A heading at the end of those under `parent`, or of the outermost."""
    level = plan.groups_by_id[parent].level + 1 if parent else 0
    identity = fresh_id(Kind.GROUP, {*taken, *names_in(plan)})
    made = Group(identity, level, label, no, title, parent)
    return _in_tree_order(replace(plan, groups=(*plan.groups, made)))


def change_group(
    plan: Plan,
    group: str,
    *,
    label: str | None = None,
    no: str | None = None,
    title: str | None = None,
) -> Plan:
    """Another word before the number, number or title; None leaves what is there."""

    def new(one: Group) -> Group:
        return replace(
            one,
            label=one.label if label is None else label,
            no=one.no if no is None else no,
            title=one.title if title is None else title,
        )

    return replace(plan, groups=changed(plan.groups, lambda one: one.id == group, new))


def move_group(plan: Plan, group: str, parent: str | None) -> Plan:
    """Put a heading with all below it under another one, behind what is there.

    Under itself, or under what is below it, it stays where it is.
    """
    below = _below(plan, group)
    if parent in below or plan.groups_by_id[group].parent == parent:
        return plan
    level = plan.groups_by_id[parent].level + 1 if parent else 0
    by = level - plan.groups_by_id[group].level

    def new(one: Group) -> Group:
        return replace(one, level=one.level + by, parent=parent if one.id == group else one.parent)

    moved = changed(plan.groups, lambda one: one.id in below, new)
    last = (one for one in moved if one.id not in below), (one for one in moved if one.id in below)
    return _in_tree_order(replace(plan, groups=(*last[0], *last[1])), follow=True)


def shift_group(plan: Plan, group: str, by: int) -> Plan:
    """Put a heading with all below it further up or down among those beside it."""
    parent = plan.groups_by_id[group].parent
    beside = tuple(one.id for one in plan.groups if one.parent == parent)
    order = shifted(beside, beside.index(group), by)
    place = {identity: at for at, identity in enumerate(order)}
    mine = iter(
        sorted((one for one in plan.groups if one.id in place), key=lambda one: place[one.id])
    )
    groups = tuple(next(mine) if one.id in place else one for one in plan.groups)
    return _in_tree_order(replace(plan, groups=groups), follow=True)


def remove_group(plan: Plan, group: str) -> Plan:
    """Take a heading away; what stood under it stands where it stood, one level higher."""
    gone = plan.groups_by_id[group]
    below = _below(plan, group) - {group}

    def lifted(one: Group) -> Group:
        return replace(
            one, level=one.level - 1, parent=gone.parent if one.parent == group else one.parent
        )

    groups = changed(plan.groups, lambda one: one.id in below, lifted)
    items = changed(
        plan.items, lambda one: one.group == group, lambda one: replace(one, group=gone.parent)
    )
    kept = tuple(one for one in groups if one.id != group)
    return replace(plan, groups=kept, items=items)


def _below(plan: Plan, group: str) -> set[str]:
    """A group and all under it. A parent stands before its children."""
    found = {group}
    for one in plan.groups:
        if one.parent in found:
            found.add(one.id)
    return found


def _in_tree_order(plan: Plan, *, follow: bool = False) -> Plan:
    """The groups as a tree is read, each before what is under it; items may `follow` their groups.

    Then an item without inner heading comes before the inner headings of its group, and those without
    any heading first; of one group the items keep their order.
    """
    children: dict[str | None, list[Group]] = {}
    for one in plan.groups:
        children.setdefault(one.parent, []).append(one)
    ordered: list[Group] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        one = waiting.pop()
        ordered.append(one)
        waiting.extend(reversed(children.get(one.id, [])))
    items = plan.items
    if follow:
        place: dict[str | None, int] = {one.id: at for at, one in enumerate(ordered)}

        def where(item: Item) -> int:
            return place.get(item.group, -1)

        items = tuple(sorted(items, key=where))
    return replace(plan, groups=tuple(ordered), items=items)
