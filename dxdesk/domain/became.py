"""What became of a plan's items between two of its editions.

Items are the same by id; what was merged, split or ended in the years between is followed edition
by edition (`lineage`), so that years that are far apart are compared as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from dxdesk.domain.lineage import sources_of, successors
from dxdesk.domain.plan import Item, Plan, Succession
from dxdesk.domain.text import same_name

_Headings = dict[str | None, tuple[str, ...]]


class Moved(Enum):
    """What became of an item; the value is the code in JSON, `messages` has the words.

    GONE_INTO is of an item that others continue, MERGED and SPLIT of those others.
    """

    NEW = "new"
    ENDED = "ended"
    MISSING = "missing"
    GONE_INTO = "gone-into"
    MERGED = "merged"
    SPLIT = "split"
    RENUMBERED = "renumbered"
    RENAMED = "renamed"
    REGROUPED = "regrouped"
    REASSIGNED = "reassigned"


@dataclass(frozen=True, slots=True)
class Became:
    """One item of the last edition with those it comes from, or one that the last edition lacks.

    `moved` is empty where nothing is different.
    """

    now: Item | None
    before: tuple[Item, ...]
    moved: tuple[Moved, ...]

    @property
    def item(self) -> Item:
        """The item by which the line is called: the later edition's where there is one."""
        return self.now or self.before[0]


def what_became(editions: Sequence[Plan]) -> tuple[Became, ...]:
    """What became of every item, of editions in the order of their years.

    First those of the last edition in its order, then those of the first that it lacks.
    """
    before, now = editions[0], editions[-1]
    origins = _origins(editions)
    heirs = _heirs(origins)
    successions = tuple(one for plan in editions[1:] for one in plan.successions)
    headings = _headings(before), _headings(now)
    found: list[Became] = []
    for item in now.own_items:
        moved = _moved(item, origins[item.id], heirs, headings, successions)
        found.append(Became(item, origins[item.id], tuple(moved)))
    ended = {one for plan in editions[1:] for one in plan.ended}
    for item in before.own_items:
        if item.id not in heirs:
            gone = Moved.ENDED if item.id in ended else Moved.MISSING
            found.append(Became(None, (item,), (gone,)))
        elif item.id not in now.by_id:
            found.append(Became(None, (item,), (Moved.GONE_INTO,)))
    return tuple(found)


def _origins(editions: Sequence[Plan]) -> dict[str, tuple[Item, ...]]:
    """The first edition's items by the id of the last one's that continues them."""
    first, last = editions[0], editions[-1]
    found: dict[str, tuple[Item, ...]] = {}
    for item in last.own_items:
        ids = dict.fromkeys([item.id])
        for later, earlier in zip(reversed(editions), reversed(editions[:-1]), strict=False):
            ids = (
                dict.fromkeys(
                    one
                    for known in ids
                    for one in (
                        (source.id for source in sources_of(later.by_id[known], earlier))
                        if known in later.by_id
                        # An item that a year left out goes on as it was.
                        else (known,)
                    )
                )
                or ids
            )
        found[item.id] = tuple(first.by_id[one] for one in ids if one in first.by_id)
    return found


def _heirs(origins: Mapping[str, tuple[Item, ...]]) -> dict[str, int]:
    """How many items of the later year continue each one of the earlier."""
    count: dict[str, int] = {}
    for sources in origins.values():
        for source in sources:
            count[source.id] = count.get(source.id, 0) + 1
    return count


def _moved(
    item: Item,
    sources: tuple[Item, ...],
    heirs: Mapping[str, int],
    headings: tuple[_Headings, _Headings],
    successions: tuple[Succession, ...],
) -> Iterator[Moved]:
    if len(sources) == 0:
        yield Moved.NEW
        return
    if len(sources) > 1:
        yield Moved.MERGED
    if any(heirs[one.id] > 1 for one in sources):
        yield Moved.SPLIT
    # `sources_of` puts the item of the same id first.
    own, *_ = sources
    if own.no != item.no:
        yield Moved.RENUMBERED
    if not same_name(own.title, item.title):
        yield Moved.RENAMED
    if headings[0][own.group] != headings[1][item.group]:
        yield Moved.REGROUPED
    if set(successors(own.departments, successions)) != set(item.departments):
        yield Moved.REASSIGNED


def _headings(plan: Plan) -> _Headings:
    """The titles of the groups above an item, by the group that it is in."""
    found: _Headings = {}
    for item in plan.items:
        if item.group not in found:
            found[item.group] = tuple(group.title for group in plan.groups_of(item))
    return found
