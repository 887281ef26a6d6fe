"""How far each department is: items with a text, fields that collide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dxdesk.domain.fields import RATING, Answers, field_of, fields_for, split_field, writes_slot
from dxdesk.domain.plan import Item, Plan


class Counts:
    """The counts of a year, from one pass over its texts."""

    def __init__(self, plan: Plan, answers: Answers, collisions: Iterable[str]) -> None:
        self._plan = plan
        collided = tuple(collisions)
        # Where texts collide none counts yet, though somebody wrote them.
        self._fields = {field for field, text in answers.items() if text}.union(collided)
        self._written = {split_field(field)[0] for field in self._fields}
        self._colliding = Counter(split_field(field)[0] for field in collided)

    def written(self, department: str) -> int:
        """How many of its items have a text that is the department's own to write."""
        return sum(self._is_written(item, department) for item in self._plan.items_of(department))

    def collisions(self, department: str) -> int:
        """How many fields of its items collide."""
        return sum(self._colliding[item.id] for item in self._plan.items_of(department))

    def _is_written(self, item: Item, department: str) -> bool:
        if item.id not in self._written or len(item.departments) == 1:
            return item.id in self._written
        return not self._fields.isdisjoint(_own_fields(item, department))


def _own_fields(item: Item, department: str) -> list[str]:
    """What nobody else writes: the figures of a joint item are mostly told by one for all."""
    own = [slot.id for slot in item.slots if writes_slot(item, slot, department)]
    own += [kpi.id for kpi in item.kpis if department in kpi.departments]
    if department == item.lead:
        own.append(RATING)
    return [field_of(item, name) for name in own] or list(fields_for(item, department))
