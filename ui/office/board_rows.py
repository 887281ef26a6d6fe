"""Which departments the board shows, in which order: values without widgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from dxdesk.domain.asking import Stage
from dxdesk.office import Standing

_UNKNOWN = 10**6


class Late(Enum):
    """A choice beside the stages: those that should have answered already."""

    LATE = "late"


Show = Stage | Late | None
Key = Callable[[Standing, date], Any]


class Sort(Enum):
    """What the rows are put in order by; PLAN is the order in which the plan names them."""

    PLAN = "plan"
    NAME = "name"
    STAGE = "stage"
    LEFT = "left"
    WRITTEN = "written"
    FINDINGS = "findings"
    COLLISIONS = "collisions"
    ROUND = "round"
    CONTACT = "contact"
    HANDED_IN = "handed-in"
    BY = "by"


def _left(one: Standing, today: date) -> int:
    left = one.left(today)
    return _UNKNOWN if left is None else left


_STAGES = list(Stage)
# More of these comes first.
DESCENDING = frozenset({Sort.FINDINGS, Sort.COLLISIONS, Sort.ROUND, Sort.CONTACT, Sort.HANDED_IN})
_KEYS: dict[Sort, Key] = {
    Sort.PLAN: lambda _one, _today: 0,
    Sort.NAME: lambda one, _: one.department,
    Sort.STAGE: lambda one, _: _STAGES.index(one.stage),
    Sort.LEFT: _left,
    Sort.WRITTEN: lambda one, _: (one.written or 0) / one.items if one.items else 1.0,
    Sort.FINDINGS: lambda one, _: findings_of(one),
    Sort.COLLISIONS: lambda one, _: one.collisions or 0,
    Sort.ROUND: lambda one, _: one.round,
    Sort.CONTACT: lambda one, _: one.contact.at if one.contact else "",
    Sort.HANDED_IN: lambda one, _: one.submission.at if one.submission else "",
    Sort.BY: lambda one, _: one.submission.by if one.submission else "",
}


def findings_of(one: Standing) -> int:
    """None before the answer is there: that all is missing then says nothing."""
    return (one.findings or 0) if one.submission else 0


@dataclass(frozen=True, slots=True)
class View:
    """What is chosen; departments that are equal by `sort` stay in the plan's order."""

    show: Show = None
    sort: Sort = Sort.PLAN
    descending: bool = False

    def rows(self, standings: Iterable[Standing], today: date) -> list[Standing]:
        """The standings that are shown, in their order."""
        kept = [one for one in standings if self._shows(one, today)]
        key = _KEYS[self.sort]
        return sorted(kept, key=lambda one: key(one, today), reverse=self.descending)

    def by(self, sort: Sort) -> View:
        """The same in another order; asked for the order that it has, it turns it around."""
        again = sort is self.sort and sort is not Sort.PLAN
        descending = not self.descending if again else sort in DESCENDING
        return replace(self, sort=sort, descending=descending)

    def _shows(self, one: Standing, today: date) -> bool:
        if self.show is None:
            return True
        return one.is_late(today) if self.show is Late.LATE else one.stage is self.show


def totals(standings: Sequence[Standing], today: date) -> Counter[Show]:
    """How many departments each choice shows."""
    found: Counter[Show] = Counter(one.stage for one in standings)
    found[None] = len(standings)
    found[Late.LATE] = sum(one.is_late(today) for one in standings)
    return found
