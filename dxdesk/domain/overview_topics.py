"""What an overview can be of, and what it is counted from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from dxdesk.domain.asking import Stage
from dxdesk.domain.fields import Answers
from dxdesk.domain.overview import By, Overview, Sorting, count_up
from dxdesk.domain.overview_sorting import (
    by_acceptance,
    by_findings,
    by_kpi,
    by_rating,
    by_writing,
)
from dxdesk.domain.plan import Plan

_DONE = frozenset({Stage.ACCEPTED, Stage.NOT_CONCERNED})


class Topic(Enum):
    """What is counted."""

    RATING = "rating"
    KPI = "kpi"
    WRITING = "writing"
    FINDINGS = "findings"
    ACCEPTANCE = "acceptance"


@dataclass(frozen=True)
class Year:
    """What a year is counted from.

    `waiting` are the items whose findings wait for an answer, `stages` where the departments
    stand; of a year before they are not needed.
    """

    plan: Plan
    answers: Answers
    waiting: frozenset[str] = frozenset()
    stages: Mapping[str, Stage] | None = None


class Overviews:
    """Every overview of a year; its items are sorted once for each topic, however they are parted.

    Ratings and KPIs are held against the year before.
    """

    def __init__(self, now: Year, before: Year | None = None) -> None:
        self._now = now
        self._before = before
        self._sorted: dict[tuple[Topic, str], tuple[Sorting, Sorting | None]] = {}

    def at(self, topic: Topic, by: By, stage: str = "") -> Overview:
        """Count a topic; `stage` is the id of a rating behind the departments' own."""
        key = (topic, stage)
        if key not in self._sorted:
            sort = _SORTS[topic]
            then = sort(self._before, stage) if self._before and self._holds(topic, stage) else None
            self._sorted[key] = sort(self._now, stage), then
        return count_up(*self._sorted[key], by)

    def _holds(self, topic: Topic, stage: str) -> bool:
        """Whether the year before has the same to count."""
        if self._before is None or topic not in _COMPARED:
            return False
        return not stage or any(one.id == stage for one in self._before.plan.stages)


def _ratings(year: Year, stage: str) -> Sorting:
    found = next((one for one in year.plan.stages if one.id == stage and one.rates), None)
    return by_rating(year.plan, year.answers, found)


def _acceptance(year: Year, _stage: str) -> Sorting:
    accepted = {name for name, stage in (year.stages or {}).items() if stage in _DONE}
    return by_acceptance(year.plan, accepted)


_COMPARED = frozenset({Topic.RATING, Topic.KPI})
_SORTS: dict[Topic, Callable[[Year, str], Sorting]] = {
    Topic.RATING: _ratings,
    Topic.KPI: lambda year, _: by_kpi(year.plan, year.answers),
    Topic.WRITING: lambda year, _: by_writing(year.plan, year.answers),
    Topic.FINDINGS: lambda year, _: by_findings(year.plan, year.waiting),
    Topic.ACCEPTANCE: _acceptance,
}
