"""Two years of a plan beside each other: which items are what became of which, and what changed.

Items are the same by id; what was merged, split or ended in the years between is followed edition
by edition (`lineage`), so that years that are far apart are compared as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from dxdesk.domain.cells import actual_of, rating_of
from dxdesk.domain.fields import Answers
from dxdesk.domain.figures import read_figure
from dxdesk.domain.judging import same_unit
from dxdesk.domain.lineage import sources_of, successors
from dxdesk.domain.plan import Item, Kpi, Plan, Succession
from dxdesk.domain.text import squeeze


class Moved(Enum):
    """What became of an item; the value is the code in JSON, `messages` has the words."""

    NEW = "new"
    ENDED = "ended"
    MISSING = "missing"
    MERGED = "merged"
    SPLIT = "split"
    RENUMBERED = "renumbered"
    RENAMED = "renamed"
    REGROUPED = "regrouped"
    REASSIGNED = "reassigned"


class Trend(Enum):
    """A rating against that of the other year; OTHER is another code that is not comparable."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    OTHER = "other"
    NO_PAIR = "no-pair"


@dataclass(frozen=True, slots=True)
class KpiPair:
    """A KPI in both years; texts are as printed, and `kpi` is the later year's where it has it.

    `difference` is the later actual less the earlier, where both are one number in one unit.
    """

    name: str
    target_before: str
    before: str
    target_now: str
    now: str
    difference: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """One item of the later year with those it comes from, or one that the later year lacks."""

    now: Item | None
    before: tuple[Item, ...]
    moved: tuple[Moved, ...]
    rating_before: str
    rating_now: str
    trend: Trend
    kpis: tuple[KpiPair, ...] = ()

    @property
    def item(self) -> Item:
        """The item by which the line is called: the later year's where there is one."""
        return self.now or self.before[0]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two years, item by item: the later year's list, then what it no longer has."""

    before: Plan
    now: Plan
    lines: tuple[Compared, ...]


def compare(editions: Sequence[Plan], answers_before: Answers, answers_now: Answers) -> Comparison:
    """Compare the first and the last of a plan's editions, which are in the order of their years."""
    before, now = editions[0], editions[-1]
    origins = _origins(editions)
    heirs = _heirs(origins)
    texts = (answers_before, answers_now)
    lines = [_line(editions, item, origins[item.id], heirs, texts) for item in now.own_items]
    ended = {one for plan in editions[1:] for one in plan.ended}
    for item in before.own_items:
        if item.id not in heirs:
            moved = Moved.ENDED if item.id in ended else Moved.MISSING
            code = rating_of(item, answers_before)
            kpis = tuple(_kpi_gone(item, kpi, answers_before) for kpi in item.kpis)
            lines.append(Compared(None, (item,), (moved,), code, "", Trend.NO_PAIR, kpis))
    return Comparison(before, now, tuple(lines))


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


def _line(
    editions: Sequence[Plan],
    item: Item,
    sources: tuple[Item, ...],
    heirs: Mapping[str, int],
    texts: tuple[Answers, Answers],
) -> Compared:
    before, now = editions[0], editions[-1]
    ratings = list(dict.fromkeys(rating_of(one, texts[0]) for one in sources))
    code = rating_of(item, texts[1])
    trend = trend_of(before, ratings[0], now, code) if len(ratings) == 1 else Trend.NO_PAIR
    successions = tuple(one for plan in editions[1:] for one in plan.successions)
    moved = tuple(_moved(before, now, item, sources, heirs, successions))
    kpis = tuple(_pairs(item, sources, *texts))
    return Compared(item, sources, moved, "・".join(filter(None, ratings)), code, trend, kpis)


def _moved(
    before: Plan,
    now: Plan,
    item: Item,
    sources: tuple[Item, ...],
    heirs: Mapping[str, int],
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
    if squeeze(own.title) != squeeze(item.title):
        yield Moved.RENAMED
    if _headings(before, own) != _headings(now, item):
        yield Moved.REGROUPED
    if set(successors(own.departments, successions)) != set(item.departments):
        yield Moved.REASSIGNED


def _headings(plan: Plan, item: Item) -> tuple[str, ...]:
    return tuple(group.title for group in plan.groups_of(item))


def trend_of(before: Plan, old: str, now: Plan, new: str) -> Trend:
    """A rating against another year's, each by the scale of its own plan."""
    if not old or not new:
        return Trend.NO_PAIR
    if _scale(before) == _scale(now):
        heights = now.height_of(old), now.height_of(new)
    else:
        # Places in two scales say nothing of each other; wordings do.
        heights = _worded(before, old), _worded(now, new)
    if heights[0] is None or heights[1] is None:
        return Trend.SAME if old == new and _scale(before) == _scale(now) else Trend.OTHER
    if heights[0] == heights[1]:
        return Trend.SAME
    return Trend.UP if heights[1] > heights[0] else Trend.DOWN


def _scale(plan: Plan) -> list[tuple[str, str]]:
    return [(grade.code, squeeze(grade.meaning)) for grade in plan.scale]


def _worded(plan: Plan, code: str) -> int | None:
    grade = plan.grades.get(code)
    return grade.says.height if grade else None


def _pairs(
    item: Item, sources: tuple[Item, ...], before: Answers, now: Answers
) -> Iterator[KpiPair]:
    """The item's KPIs with those of the same id or name; then those that it no longer has."""
    left = [(source, kpi) for source in sources for kpi in source.kpis]
    for kpi in item.kpis:
        actual = actual_of(item, kpi, now)
        same = [
            (source, old)
            for source, old in left
            if (source.id == item.id and old.id == kpi.id)
            or (source.id != item.id and squeeze(old.name) == squeeze(kpi.name))
        ]
        if not same:
            yield KpiPair(kpi.name, "", "", kpi.target, actual)
            continue
        source, old = same[0]
        left.remove((source, old))
        then = actual_of(source, old, before)
        yield KpiPair(kpi.name, old.target, then, kpi.target, actual, _difference(then, actual))
    yield from (_kpi_gone(source, kpi, before) for source, kpi in left)


def _kpi_gone(item: Item, kpi: Kpi, answers: Answers) -> KpiPair:
    return KpiPair(kpi.name, kpi.target, actual_of(item, kpi, answers), "", "")


def _difference(before: str, now: str) -> Decimal | None:
    old, new = read_figure(before), read_figure(now)
    if old.value is None or new.value is None or not same_unit(old.unit, new.unit):
        return None
    spans = old.measures[0].upper is not None or new.measures[0].upper is not None
    return None if spans or old.doubts or new.doubts else new.value - old.value
