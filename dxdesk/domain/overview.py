"""How a year stands, counted: ratings, targets reached, and how far the work has come.

Each item is sorted once (`overview_sorting`), and counted for the whole, for its group and for its lead
department; last year's are counted by the same rules from last year's own plan, so that a
difference is one of two counts. A department that came out of others is held against what those had.
Every count knows the items behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from dxdesk.domain.lineage import leads_now
from dxdesk.domain.plan import Item, Plan

# The key of each thing that is counted, by the item's id; an item may have several (its KPIs).
Sorted = Mapping[str, tuple[str, ...]]


class By(Enum):
    """What the rows of an overview are."""

    GROUP = "group"
    DEPARTMENT = "department"


class Sense(Enum):
    """What a count speaks of, for its colour; a pattern and a word always say it as well."""

    BEST = "best"
    GOOD = "good"
    WEAK = "weak"
    BAD = "bad"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Key:
    """A kind of thing that is counted: what it is called, and what that means."""

    id: str
    word: str
    meaning: str = ""
    sense: Sense = Sense.OTHER


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are, in which items; `change` is against last year, None where unknown."""

    count: int
    items: tuple[str, ...]
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """One row: a count for each key, in the order of the keys, and for all of them together.

    `former` are the departments of last year that a reorganised one is held against.
    """

    name: str
    counts: tuple[Count, ...]
    whole: Count
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """A table of counts; `whole` is the row of everything."""

    keys: tuple[Key, ...]
    whole: Spread
    rows: tuple[Spread, ...]


@dataclass(frozen=True)
class Sorting:
    """A plan whose items are sorted by some keys."""

    plan: Plan
    keys: tuple[Key, ...]
    found: Sorted = field(default_factory=dict[str, tuple[str, ...]])


def count_up(now: Sorting, before: Sorting | None, by: By) -> Overview:
    """Count what was sorted, for the whole and row by row, against the year before."""
    rows = _rows(now.plan, by)
    earlier = _EARLIER[by](now.plan, before.plan) if before else {}
    spreads = [
        _spread(now, before, name, items, earlier.get(row)) for row, (name, items) in rows.items()
    ]
    if by is By.DEPARTMENT:
        spreads = [replace(one, former=_former(one.name, earlier.get(one.name))) for one in spreads]
    own = list(now.plan.own_items)
    then = list(before.plan.own_items) if before else None
    return Overview(now.keys, _spread(now, before, "", own, then), tuple(spreads))


def _spread(
    now: Sorting,
    before: Sorting | None,
    name: str,
    items: list[Item],
    then: list[Item] | None,
) -> Spread:
    mine = _by_key(now, items)
    theirs = _by_key(before, then) if before and then is not None else None
    known = {key.id for key in before.keys} if before else set[str]()
    counts: list[Count] = []
    for key in now.keys:
        ids = mine.get(key.id, [])
        change = None
        if theirs is not None and key.id in known:
            change = len(ids) - len(theirs.get(key.id, ()))
        counts.append(_count(ids, change))
    every = [one for ids in mine.values() for one in ids]
    change = None
    if theirs is not None:
        change = len(every) - sum(len(ids) for ids in theirs.values())
    return Spread(name, tuple(counts), _count(every, change))


def _count(ids: list[str], change: int | None) -> Count:
    return Count(len(ids), tuple(dict.fromkeys(ids)), change)


def _by_key(sorting: Sorting, items: list[Item]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in items:
        for key in sorting.found.get(item.id, ()):
            found.setdefault(key, []).append(item.id)
    return found


def _rows(plan: Plan, by: By) -> dict[str, tuple[str, list[Item]]]:
    """The items of each row by its id, in the plan's order, with what the row is called."""
    place = _PLACES[by](plan)
    rows: dict[str, tuple[str, list[Item]]] = {}
    for row, name in _ROWS[by](plan):
        rows.setdefault(row, (name, []))
    for item in plan.own_items:
        row = place(item)
        rows.setdefault(row, ("", []))[1].append(item)
    return {row: one for row, one in rows.items() if one[1]}


def _earlier_groups(_now: Plan, before: Plan) -> dict[str, list[Item]]:
    """Last year's items of each row, where a row is the same by its id."""
    return {row: items for row, (_, items) in _rows(before, By.GROUP).items()}


def _earlier_departments(now: Plan, before: Plan) -> dict[str, list[Item]]:
    """The same by what became of the departments since."""
    leads, found = leads_now(now, before), dict[str, list[Item]]()
    for item in before.own_items:
        if item.id in leads:
            found.setdefault(leads[item.id], []).append(item)
    return found


def _former(department: str, items: list[Item] | None) -> tuple[str, ...]:
    leads = tuple(dict.fromkeys(item.lead for item in items or ()))
    return () if leads == (department,) else leads


def _level(plan: Plan) -> int:
    """The outermost level that tells items apart: one group above all of them says nothing."""
    levels = sorted({group.level for group in plan.groups})
    several = (at for at in levels if sum(group.level == at for group in plan.groups) > 1)
    return next(several, levels[0] if levels else 0)


def _group_of(plan: Plan) -> Callable[[Item], str]:
    level = _level(plan)
    above: dict[str | None, str] = {}

    def place(item: Item) -> str:
        if item.group not in above:
            groups = plan.groups_of(item)
            here = [group for group in groups if group.level <= level]
            above[item.group] = here[-1].id if here else ""
        return above[item.group]

    return place


def _groups(plan: Plan) -> Iterator[tuple[str, str]]:
    level = _level(plan)
    for group in plan.groups:
        if group.level <= level:
            yield group.id, group.heading


def _departments(plan: Plan) -> Iterator[tuple[str, str]]:
    for name in plan.departments:
        yield name, name


def _lead_of(_plan: Plan) -> Callable[[Item], str]:
    return lambda item: item.lead


_PLACES: dict[By, Callable[[Plan], Callable[[Item], str]]] = {
    By.GROUP: _group_of,
    By.DEPARTMENT: _lead_of,
}
_ROWS: dict[By, Callable[[Plan], Iterator[tuple[str, str]]]] = {
    By.GROUP: _groups,
    By.DEPARTMENT: _departments,
}
_EARLIER: dict[By, Callable[[Plan, Plan], dict[str, list[Item]]]] = {
    By.GROUP: _earlier_groups,
    By.DEPARTMENT: _earlier_departments,
}
