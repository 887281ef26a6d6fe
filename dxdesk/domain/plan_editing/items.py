"""Items: added, changed, moved, numbered, repeated, taken away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from enum import Enum

from dxdesk.domain.asking import with_places_to_answer
from dxdesk.domain.fields import field_of, fields_of
from dxdesk.domain.plan import Item, Phase, Plan, Slot
from dxdesk.domain.plan_editing.order import changed, shifted, with_item, without
from dxdesk.domain.plan_ids import Kind, fresh_id, fresh_number, id_of, names_in


class Numbering(Enum):
    """How items are numbered anew: through the whole plan, or by the outermost group (2-1)."""

    THROUGH = "through"
    BY_GROUP = "by-group"


def add_item(plan: Plan, item: Item, *, taken: Collection[str] = (), after: str = "") -> Plan:
    """Add an item with an identity of its own, behind another one or at the end of its group.

    What it has for an identity is left out; it gets room for its departments' answers.
    """
    return add_items(plan, (item,), taken=taken, after=after)


def add_items(
    plan: Plan, items: Sequence[Item], *, taken: Collection[str] = (), after: str = ""
) -> Plan:
    """Add several items of one group, one behind the other."""
    first = fresh_number(Kind.ITEM, {*taken, *names_in(plan)})
    made = (replace(item, id=id_of(Kind.ITEM, n)) for n, item in enumerate(items, first))
    return _placed(plan, [with_places_to_answer(item, taken) for item in made], after)


def change_item(
    plan: Plan,
    item: str,
    *,
    no: str | None = None,
    title: str | None = None,
    content: str | None = None,
    goal: str | None = None,
    schedule: Iterable[Phase] | None = None,
) -> Plan:
    """Another number, title, content, goal or schedule; None leaves what is there.

    Items that repeat this one have its number and title as well, as long as they had the same.
    """
    old = plan.by_id[item]

    def new(one: Item) -> Item:
        return replace(
            one,
            no=old.no if no is None else no,
            title=old.title if title is None else title,
            content=one.content if content is None or one.again else content,
            goal=one.goal if goal is None or one.again else goal,
            schedule=one.schedule if schedule is None or one.again else tuple(schedule),
        )

    def meant(one: Item) -> bool:
        same = (one.no, one.title) == (old.no, old.title)
        return one.id == item or (bool(one.again) and one.again == item and same)

    return replace(plan, items=changed(plan.items, meant, new))


def set_departments(
    plan: Plan,
    item: str,
    departments: Iterable[str],
    *,
    written: Collection[str] = (),
    taken: Collection[str] = (),
) -> Plan:
    """Who is responsible, the lead first; each gets room to answer.

    Where one name stands in the place of one other, it takes that one's places over. A place of
    a department that is gone goes as well, unless it is `written`: then it stays, with its writer.
    """
    wanted = tuple(dict.fromkeys(departments))
    old = plan.by_id[item]
    gone = [name for name in old.departments if name not in wanted]
    come = [name for name in wanted if name not in old.departments]
    heir = {gone[0]: come[0]} if len(gone) == len(come) == 1 else dict[str, str]()

    def inherited(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(heir.get(name, name) for name in names))

    def kept(slot: Slot) -> Slot | None:
        names = inherited(slot.departments)
        there = tuple(name for name in names if name in wanted)
        if there or not names:
            return replace(slot, departments=there)
        return replace(slot, departments=names) if field_of(old, slot.id) in written else None

    kpis = (
        replace(
            kpi, departments=tuple(name for name in inherited(kpi.departments) if name in wanted)
        )
        for kpi in old.kpis
    )
    new = replace(
        old,
        departments=wanted,
        slots=tuple(slot for slot in map(kept, old.slots) if slot),
        kpis=tuple(kpis),
    )
    return with_item(
        plan, new if new.again else with_places_to_answer(new, {*taken, *fields_of(old)})
    )


def move_item(plan: Plan, item: str, group: str | None) -> Plan:
    """Put an item under another heading, behind what is there."""
    old = plan.by_id[item]
    if old.group == group:
        return plan
    rest = replace(plan, items=without(plan.items, lambda one: one.id == item))
    return _placed(rest, [replace(old, group=group)])


def place_items(plan: Plan, items: Collection[str], group: str | None, before: str = "") -> Plan:
    """Put items under a heading, in front of one that is there or behind all of them.

    They keep the order that they have among themselves.
    """
    moved = set(items)
    going = [replace(one, group=group) for one in plan.items if one.id in moved]
    if not going:
        return plan
    ids = [one.id for one in plan.items]
    below = plan.items[ids.index(before) :] if before in ids else ()
    # In front of an item that goes along is in front of the next one that stays.
    next_ = next((one.id for one in below if one.group == group and one.id not in moved), "")
    rest = without(plan.items, lambda one: one.id in moved)
    if not next_:
        return _placed(replace(plan, items=rest), going)
    at = next(n for n, one in enumerate(rest) if one.id == next_)
    return replace(plan, items=(*rest[:at], *going, *rest[at:]))


def shift_item(plan: Plan, item: str, by: int) -> Plan:
    """Put an item further up or down among those of its group."""
    group = plan.by_id[item].group
    beside = tuple(one for one in plan.items if one.group == group)
    at = next(at for at, one in enumerate(beside) if one.id == item)
    order = iter(shifted(beside, at, by))
    return replace(
        plan, items=tuple(next(order) if one.group == group else one for one in plan.items)
    )


def remove_item(plan: Plan, item: str) -> Plan:
    """Take an item away, and those that repeat it."""
    gone = {one.id for one in plan.items if item in (one.id, one.again)}
    return replace(plan, items=without(plan.items, lambda one: one.id in gone))


def end_item(plan: Plan, item: str) -> Plan:
    """Take an item away that ended with the year before; the plan says so."""
    ended = plan.ended if item in plan.ended else (*plan.ended, item)
    return replace(remove_item(plan, item), ended=ended)


def repeat_item(plan: Plan, item: str, group: str | None, *, taken: Collection[str] = ()) -> Plan:
    """Repeat an item under another heading (再掲), with the same number and title."""
    shown = plan.answered_by(plan.by_id[item])
    identity = fresh_id(Kind.ITEM, {*taken, *names_in(plan)})
    made = Item(identity, shown.no, shown.title, group=group, again=shown.id)
    return _placed(plan, [made])


def renumbered(plan: Plan, numbering: Numbering = Numbering.THROUGH) -> Plan:
    """Number all items from 1 on in their order; one that repeats another has that one's number."""
    numbers: dict[str, str] = {}
    counts: dict[str, int] = {}
    for item in plan.own_items:
        outermost = plan.groups_of(item)[:1] if numbering is Numbering.BY_GROUP else ()
        begin = f"{outermost[0].no}-" if outermost and outermost[0].no else ""
        counts[begin] = counts.get(begin, 0) + 1
        numbers[item.id] = f"{begin}{counts[begin]}"
    items = (replace(item, no=numbers.get(item.again or item.id, item.no)) for item in plan.items)
    return replace(plan, items=tuple(items))


def _placed(plan: Plan, items: Sequence[Item], after: str = "") -> Plan:
    """Put items of one group behind another one, else behind those of their group.

    Under a heading without items they stand behind those of the headings before.
    """
    place = {group.id: at for at, group in enumerate(plan.groups)}
    group = items[0].group if items else None

    def where(group: str | None) -> int:
        return place.get(group or "", -1)

    behind: tuple[Callable[[Item], bool], ...] = (
        lambda one: one.id == after,
        lambda one: one.group == group,
        lambda one: where(one.group) < where(group),
    )
    found = ([n for n, one in enumerate(plan.items, 1) if is_it(one)] for is_it in behind)
    at = next((numbers[-1] for numbers in found if numbers), 0)
    return replace(plan, items=(*plan.items[:at], *items, *plan.items[at:]))
