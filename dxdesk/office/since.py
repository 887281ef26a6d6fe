"""What a line of the journal leaves as it was, so that it is not read and worked out again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, cast

from dxdesk.store.values import Event, EventKind


class Root(Enum):
    """What everything that is known of a year follows from."""

    PLAN = auto()
    FACTS = auto()
    DECISIONS = auto()
    REASONS = auto()
    PROGRESS = auto()
    EARLIER = auto()


_ALL = frozenset(Root)
_NONE = frozenset[Root]()
_COMING_IN = frozenset({Root.FACTS, Root.REASONS, Root.PROGRESS})
_PROGRESS = frozenset({Root.PROGRESS})
# What earlier years are looked at for.
_SEEN_LATER = frozenset({Root.PLAN, Root.FACTS, Root.DECISIONS})

TOUCHED: dict[EventKind, frozenset[Root]] = {
    EventKind.CREATED: _ALL,
    EventKind.IMPORTED: _ALL,
    EventKind.BEGUN: _ALL,
    EventKind.ROLLED_OVER: _ALL,
    EventKind.PLAN_CHANGED: frozenset({Root.PLAN}),
    EventKind.REQUESTED: _PROGRESS,
    EventKind.MERGED: _COMING_IN,
    EventKind.UNDONE: _COMING_IN,
    EventKind.DECIDED: frozenset({Root.DECISIONS}),
    EventKind.DECISION_WITHDRAWN: frozenset({Root.DECISIONS}),
    EventKind.MARKED: _PROGRESS,
    EventKind.UNMARKED: _PROGRESS,
    EventKind.CONFIRMED: frozenset({Root.REASONS}),
    EventKind.CONFIRMATION_WITHDRAWN: frozenset({Root.REASONS}),
    EventKind.EXTENDED: _PROGRESS,
    EventKind.CLOSED: _NONE,
    EventKind.REOPENED: _NONE,
    EventKind.READING_CHECKED: _NONE,
    EventKind.COPY_MERGED: _ALL,
    EventKind.INSPECTED: _NONE,
    EventKind.INSPECTION_WITHDRAWN: _NONE,
    EventKind.COPY_UNDONE: _ALL,
    EventKind.DRAFTED: _NONE,
}


@dataclass(frozen=True, slots=True)
class Since:
    """What is no longer as it was in one year; `fields` are those with other decisions."""

    touched: frozenset[Root]
    fields: frozenset[str]


def since(events: Iterable[Event], year: int) -> Since:
    """What the events have touched of a year. One that names no year may be of any."""
    touched: set[Root] = set()
    fields: set[str] = set()
    for event in events:
        roots, years = TOUCHED[event.kind], _years(event.detail)
        if not years or year in years:
            touched |= roots
            if Root.DECISIONS in roots:
                field = event.detail.get("field")
                fields |= {field} if isinstance(field, str) else set()
                # Where it is not said which field was decided on, it may be any.
                touched |= _NONE if isinstance(field, str) else {Root.FACTS}
        if roots & _SEEN_LATER and (not years or min(years) < year):
            touched.add(Root.EARLIER)
    return Since(frozenset(touched), frozenset(fields))


def _years(detail: dict[str, Any]) -> list[int]:
    told: object = detail.get("years", [detail.get("year")])
    some = cast(list[object], told) if isinstance(told, list) else []
    return [one for one in some if isinstance(one, int)]
