"""Two years of a plan beside each other: what became of items, their ratings and their figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache

from dxdesk.domain.became import Became, Moved, what_became
from dxdesk.domain.cells import actual_of, rating_of
from dxdesk.domain.fields import Answers
from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.lineage import moved_kpis
from dxdesk.domain.plan import Item, Kpi, Plan
from dxdesk.domain.text import squeeze
from dxdesk.domain.units import amount, same_unit

_ONE = Decimal(1)


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
class Compared(Became):
    """What became of an item, with its ratings and figures."""

    rating_before: str
    rating_now: str
    trend: Trend
    kpis: tuple[KpiPair, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two years, item by item: the later year's list, then what it no longer has."""

    before: Plan
    now: Plan
    lines: tuple[Compared, ...]


def compare(editions: Sequence[Plan], answers_before: Answers, answers_now: Answers) -> Comparison:
    """Compare the first and the last of a plan's editions, which are in the order of their years.

    What has gone into others stands with those, and has no line of its own.
    """
    before, now = editions[0], editions[-1]

    @cache
    def trend(old: str, new: str) -> Trend:
        # Many items have few ratings, and two scales take as long to compare as an item's texts.
        return trend_of(before, old, now, new)

    lines = (
        _line(one, trend, answers_before, answers_now)
        for one in what_became(editions)
        if Moved.GONE_INTO not in one.moved
    )
    return Comparison(before, now, tuple(lines))


def _line(
    one: Became, trend_from: Callable[[str, str], Trend], then: Answers, answers: Answers
) -> Compared:
    ratings = list(dict.fromkeys(rating_of(item, then) for item in one.before))
    if one.now is None:
        kpis = tuple(_kpi_gone(item, kpi, then) for item in one.before for kpi in item.kpis)
        return Compared(None, one.before, one.moved, ratings[0], "", Trend.NO_PAIR, kpis)
    code = rating_of(one.now, answers)
    trend = trend_from(ratings[0], code) if len(ratings) == 1 else Trend.NO_PAIR
    kpis = tuple(_pairs(one.now, one.before, then, answers))
    said = "・".join(filter(None, ratings))
    return Compared(one.now, one.before, one.moved, said, code, trend, kpis)


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
    moved = {source.id: list(moved_kpis(item, source)) for source in sources}
    for kpi in item.kpis:
        actual = actual_of(item, kpi, now)
        same = [
            (source, old)
            for source, old in left
            if (source.id == item.id and old.id == kpi.id) or (old, kpi) in moved[source.id]
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
    if old.value is None or new.value is None or old.aside is not new.aside:
        return None
    # Printed without a unit, it is told only of amounts in one: 人 and 名, not 時間 and 分.
    if not same_unit(old.unit, new.unit) or amount(_ONE, old.unit) != amount(_ONE, new.unit):
        return None
    spans = old.measures[0].upper is not None or new.measures[0].upper is not None
    return None if spans or old.doubts or new.doubts else new.value - old.value
