"""From one year's edition to the next: what became of departments, items and their fields.

Items keep their ids, whatever they are called and numbered. What was merged into an item or
what it was split from is `Item.came_from`, what ended is in `Plan.ended`, and `Plan.successions`
tell of departments. So each year keeps the names it was published with, and a field finds its
texts of the years before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dxdesk.domain.fields import RATING, RATING_NOTE, Answers, field_of, fields_of
from dxdesk.domain.plan import Column, Item, Kpi, Plan, Slot, Succession
from dxdesk.domain.text import same_name


def reorganised(plan: Plan, succession: Succession) -> Plan:
    """The plan with departments replaced by those that took over, wherever they are named.

    Who was first stays first; a department that was split gives place to all its parts, in their
    order. One that is there already and takes over continues itself as well. The succession is
    kept in the plan.
    """
    there = set(plan.departments)
    stay = (name for name in succession.after if name in there and name not in succession.before)
    succession = replace(succession, before=(*succession.before, *stay))
    items = tuple(_item_of_others(item, succession) for item in plan.items)
    carriers = {
        new: carrier
        for name, carrier in plan.carriers.items()
        for new in successors((name,), (succession,))
    }
    successions = (*plan.successions, succession)
    return replace(plan, items=items, carriers=carriers, successions=successions)


def successors(names: Iterable[str], successions: Iterable[Succession]) -> tuple[str, ...]:
    """What departments of the year before are now, each once, in the order of the old ones."""
    now = tuple(names)
    for one in successions:
        parts = ((one.after if name in one.before else (name,)) for name in now)
        now = tuple(dict.fromkeys(new for part in parts for new in part))
    return now


def leads_now(plan: Plan, before: Plan) -> dict[str, str]:
    """Which department has each item of the year before to lead now, by the item's id.

    That is the former lead's successor, whoever leads the item itself today: work that only changed
    hands counts where it was published. Where the lead was split, the items say which of its parts
    took them over; those that went to none of the parts, as items that ended, are left out.
    """
    now: dict[str, tuple[str, ...]] = {}
    following = heirs(plan, before)
    found: dict[str, str] = {}
    for item in before.own_items:
        parts = now.setdefault(item.lead, successors((item.lead,), plan.successions))
        heir = following.get(item.id)
        if len(parts) == 1:
            found[item.id] = parts[0]
        elif heir is not None and heir.lead in parts:
            found[item.id] = heir.lead
    return found


def _item_of_others(item: Item, succession: Succession) -> Item:
    only = (succession,)
    slots: list[Slot] = []
    for slot in item.slots:
        slots.append(replace(slot, departments=successors(slot.departments, only)))
    return replace(
        item,
        departments=successors(item.departments, only),
        slots=tuple(slots),
        kpis=tuple(replace(k, departments=successors(k.departments, only)) for k in item.kpis),
    )


def lost_items(plan: Plan, before: Plan) -> tuple[Item, ...]:
    """The items of the year before that are neither in this one, nor gone into others, nor ended."""
    known = {item.id for item in plan.items} | set(plan.ended)
    known |= {old for item in plan.items for old in item.came_from}
    return tuple(item for item in before.items if item.id not in known)


def sources_of(item: Item, before: Plan) -> tuple[Item, ...]:
    """The items of the year before that one continues: that of its own id first."""
    ids = dict.fromkeys((item.id, *item.came_from))
    return tuple(before.by_id[one] for one in ids if one in before.by_id)


def continued(plan: Plan, before: Plan) -> dict[str, Item]:
    """The items of the year before that go on as they are, neither merged nor split, by their id."""
    pieces = {old for item in plan.items for old in item.came_from}
    return {
        item.id: before.by_id[item.id]
        for item in plan.own_items
        if item.id in before.by_id and not item.came_from and item.id not in pieces
    }


def heirs(plan: Plan, before: Plan) -> dict[str, Item]:
    """The item that continues each one of the year before, by the old one's id.

    Of an item that was split that is the piece which kept its identity, else the first one. An item
    that is only repeated now goes on in the one that it repeats.
    """
    found: dict[str, Item] = {}
    for item in plan.own_items:
        for source in sources_of(item, before):
            if source.id == item.id or source.id not in found:
                found[source.id] = item
    for item in plan.items:
        if item.again and item.id in before.by_id:
            found.setdefault(item.id, plan.answered_by(item))
    return found


def carried(plan: Plan, before: Plan, texts: Answers) -> dict[str, str]:
    """Texts of the year before by the fields of this one.

    An item that continues one of its own id has the same fields. Of others, prose goes to the
    first slot of its column, each piece headed by the number and title it was published with;
    figures go to the KPI of the same name, and a rating only where there is one alone.
    """
    found = dict(texts)
    for item in plan.items:
        sources = sources_of(item, before)
        if any(one.id != item.id for one in sources):
            for place in fields_of(item):
                found.pop(place, None)
            found |= _from_others(item, sources, plan.successions, texts)
            continue
        for source in sources:
            for kpi, same in moved_kpis(item, source):
                if text := found.pop(field_of(source, kpi.id), ""):
                    found[field_of(item, same.id)] = text
    return found


def kpi_fields(plan: Plan, before: Plan) -> Mapping[str, str]:
    """This year's KPI fields by those of the year before, where they are not the same."""
    found: dict[str, str] = {}
    for item in plan.items:
        for source in sources_of(item, before):
            for kpi, same in moved_kpis(item, source):
                found[field_of(source, kpi.id)] = field_of(item, same.id)
    return found


def moved_kpis(item: Item, source: Item) -> Iterator[tuple[Kpi, Kpi]]:
    """The KPIs of a source, each with the one that goes on with it under another id.

    Of an item of the same id those go on that kept theirs; another one of the same name is what
    somebody took out and put in again.
    """
    kept = {kpi.id for kpi in source.kpis} if source.id == item.id else frozenset[str]()
    taken = {kpi.id for kpi in item.kpis} & kept
    new = [kpi for kpi in item.kpis if kpi.id not in kept]
    for kpi in source.kpis if new else ():
        if kpi.id not in taken:
            same = next((one for one in new if same_name(one.name, kpi.name)), None)
            if same:
                yield kpi, same


def _from_others(
    item: Item, sources: tuple[Item, ...], successions: tuple[Succession, ...], texts: Answers
) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in Column:
        pieces: dict[str, list[str]] = {}
        for source in sources:
            for slot in source.slots_in(column):
                text = texts.get(field_of(source, slot.id), "")
                place = _place_of(item, slot, successions) if text else ""
                if place:
                    pieces.setdefault(place, []).append(_headed(source, text, item, sources))
        found |= {field_of(item, place): "\n".join(each) for place, each in pieces.items()}
    for source in sources:
        if source.id == item.id:
            kept = (field_of(item, kpi.id) for kpi in item.kpis)
            found |= {place: text for place in kept if (text := texts.get(place, ""))}
        for kpi, same in moved_kpis(item, source):
            if text := texts.get(field_of(source, kpi.id), ""):
                found.setdefault(field_of(item, same.id), text)
    ratings = [texts.get(field_of(one, RATING), "") for one in sources]
    if len({rating for rating in ratings if rating}) == 1 and all(ratings):
        found[field_of(item, RATING)] = ratings[0]
    notes = [_headed(one, note, item, sources) for one in sources if (note := _note(one, texts))]
    if notes:
        found[field_of(item, RATING_NOTE)] = "\n".join(notes)
    return found


def _note(item: Item, texts: Answers) -> str:
    return texts.get(field_of(item, RATING_NOTE), "")


def _headed(source: Item, text: str, item: Item, sources: tuple[Item, ...]) -> str:
    """A text with what it was published under, where that is not plain."""
    if len(sources) == 1 and source.no == item.no:
        return text
    return f"【{source.no} {source.title}】\n{text}"


def _place_of(item: Item, old: Slot, successions: tuple[Succession, ...]) -> str:
    """The slot where an old one's text is shown: its writers', else the first of its column."""
    slots = item.slots_in(old.column)
    writers = set(successors(old.departments, successions))
    mine = [slot for slot in slots if writers & set(slot.departments)]
    return next((slot.id for slot in (*mine, *slots)), "")
