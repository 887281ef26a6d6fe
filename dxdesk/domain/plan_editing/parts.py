"""The parts of an item, (1) (2) (3), and who writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from dxdesk.domain.fields import field_of
from dxdesk.domain.plan import Column, Item, Plan, Slot
from dxdesk.domain.plan_editing.order import changed, with_item
from dxdesk.domain.plan_ids import SLOT_KINDS, fresh_name


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an item with those that write it; one without label is the item as a whole."""

    label: str
    departments: tuple[str, ...]
    fields: tuple[str, ...]


def parts_of(item: Item) -> tuple[Part, ...]:
    """The parts in the order of printing."""
    found: dict[str, list[Slot]] = {}
    for column in Column:
        for slot in item.slots_in(column):
            found.setdefault(slot.part, []).append(slot)
    return tuple(
        Part(
            label,
            tuple(dict.fromkeys(name for slot in slots for name in slot.departments)),
            tuple(field_of(item, slot.id) for slot in slots),
        )
        for label, slots in found.items()
    )


def add_part(
    plan: Plan, item: str, label: str, departments: Iterable[str], *, taken: Collection[str] = ()
) -> Plan:
    """A part at the end of both columns, with a place for each of its departments.

    The places of the item as a whole stay; `remove_part` takes them away.
    """
    old = plan.by_id[item]
    new = _with_places(old, label, tuple(dict.fromkeys(departments)), taken)
    return with_item(plan, new)


def rename_part(plan: Plan, item: str, label: str, new_label: str) -> Plan:
    """Another label for a part; a label that is there already stays two parts' no longer."""
    old = plan.by_id[item]
    slots = changed(
        old.slots, lambda slot: slot.part == label, lambda slot: replace(slot, part=new_label)
    )
    return with_item(plan, replace(old, slots=_opened(slots)))


def assign_part(
    plan: Plan,
    item: str,
    label: str,
    departments: Iterable[str],
    *,
    written: Collection[str] = (),
    taken: Collection[str] = (),
) -> Plan:
    """Who writes a part. Places that are `written` stay with their writers."""
    old = plan.by_id[item]
    wanted = tuple(dict.fromkeys(departments))

    def kept(slot: Slot) -> bool:
        mine = not wanted if not slot.departments else bool(set(slot.departments) & set(wanted))
        return slot.part != label or mine or field_of(old, slot.id) in written

    rest = replace(old, slots=tuple(slot for slot in old.slots if kept(slot)))
    return with_item(plan, _with_places(rest, label, wanted, {*taken, *_fields(old)}))


def remove_part(plan: Plan, item: str, label: str, *, written: Collection[str] = ()) -> Plan:
    """Take a part away; its places that are `written` stay."""
    old = plan.by_id[item]
    slots = tuple(
        slot for slot in old.slots if slot.part != label or field_of(old, slot.id) in written
    )
    return with_item(plan, replace(old, slots=_opened(slots)))


def _with_places(
    item: Item, label: str, departments: tuple[str, ...], taken: Collection[str]
) -> Item:
    """Room in both columns for each department that has none there, one for all where none is named."""
    for column in Column:
        there = [slot for slot in item.slots_in(column) if slot.part == label]
        have = {name for slot in there for name in slot.departments}
        wanted = [(name,) for name in departments if name not in have]
        if not departments and not there:
            wanted = [()]
        for names in wanted:
            identity = fresh_name(SLOT_KINDS[column], item, taken)
            made = Slot(identity, column, label, names)
            item = replace(item, slots=_behind(item.slots, made))
    return replace(item, slots=_opened(item.slots))


def _behind(slots: tuple[Slot, ...], made: Slot) -> tuple[Slot, ...]:
    """A slot behind the last of its part, else of its column, else of all."""
    mine = [
        n for n, one in enumerate(slots, 1) if (one.column, one.part) == (made.column, made.part)
    ]
    column = [n for n, one in enumerate(slots, 1) if one.column is made.column]
    at = (mine or column or [len(slots)])[-1]
    return (*slots[:at], made, *slots[at:])


def _opened(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """The slots, the first of each part in its column marked as the one that prints the label."""
    seen: set[tuple[Column, str]] = set()
    found: list[Slot] = []
    for slot in slots:
        key = (slot.column, slot.part)
        opens = key not in seen
        found.append(slot if slot.opens or not opens else replace(slot, opens=True))
        seen.add(key)
    return tuple(found)


def _fields(item: Item) -> tuple[str, ...]:
    return tuple(field_of(item, slot.id) for slot in item.slots)
