"""How far each department is: items with a text, fields that collide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dxdesk.domain.fields import Answers, fields_for, split_field
from dxdesk.domain.plan import Item, Plan


class Counts:
    """The counts of a year, from one pass over its texts."""

    def __init__(self, plan: Plan, answers: Answers, collisions: Iterable[str]) -> None:
        self._plan = plan
        self._answers = answers
        self._written = {split_field(field)[0] for field, text in answers.items() if text}
        self._colliding = Counter(split_field(field)[0] for field in collisions)

    def written(self, department: str) -> int:
        """How many of its items have a text that is the department's own to write."""
        return sum(self._is_written(item, department) for item in self._plan.items_of(department))

    def collisions(self, department: str) -> int:
        """How many fields of its items collide."""
        return sum(self._colliding[item.id] for item in self._plan.items_of(department))

    def _is_written(self, item: Item, department: str) -> bool:
        if item.id not in self._written or len(item.departments) == 1:
            return item.id in self._written
        return any(self._answers.get(field) for field in fields_for(item, department))
