"""The fields of a form: the places that answers are kept under, from clerk to workbook.

A field is named by the item's id and a name inside the item: `i012/result-1` is a slot,
`i012/k1` the actual of a KPI, `i012/rating` and `i012/rating_note` the self-rating and its
reason. Answers are a mapping of field to text; a field that is absent is unwritten.
"""

from __future__ import annotations

from collections.abc import Mapping

from dxdesk.domain.plan import Column, Item, Kpi, Plan, Slot

Answers = Mapping[str, str]

RATING = "rating"
RATING_NOTE = "rating_note"


def field_of(item: Item, name: str) -> str:
    """The field of a name (slot id, KPI id, RATING or RATING_NOTE) inside an item."""
    return f"{item.id}/{name}"


def split_field(field: str) -> tuple[str, str]:
    """The item's id and the name inside the item."""
    item, _, name = field.partition("/")
    return item, name


def fields_of(item: Item) -> tuple[str, ...]:
    """Every field of an item, in the order of the form."""
    names = [
        *(slot.id for slot in item.slots_in(Column.RESULT)),
        *(kpi.id for kpi in item.kpis),
        *(slot.id for slot in item.slots_in(Column.ISSUES)),
        RATING,
        RATING_NOTE,
    ]
    return tuple(field_of(item, name) for name in names)


def writes_slot(item: Item, slot: Slot, department: str) -> bool:
    """Whether a department answers a slot; one that names nobody is the lead's."""
    return department in slot.departments or (not slot.departments and department == item.lead)


def reports_kpi(item: Item, kpi: Kpi, department: str) -> bool:
    """Whether a department may report a KPI's actual."""
    return department in (kpi.departments or item.departments)


def fields_for(item: Item, department: str) -> tuple[str, ...]:
    """The fields of an item that a department answers: the rating is the lead's alone."""
    names = [
        *(s.id for s in item.slots_in(Column.RESULT) if writes_slot(item, s, department)),
        *(kpi.id for kpi in item.kpis if reports_kpi(item, kpi, department)),
        *(s.id for s in item.slots_in(Column.ISSUES) if writes_slot(item, s, department)),
        *((RATING, RATING_NOTE) if department == item.lead else ()),
    ]
    return tuple(field_of(item, name) for name in names)


def all_fields(plan: Plan) -> frozenset[str]:
    """Every field of every item."""
    return frozenset(field for item in plan.items for field in fields_of(item))


def is_line(field: str) -> bool:
    """Whether a field holds one line (figures and ratings) rather than prose."""
    name = split_field(field)[1]
    return name == RATING or name.startswith("k")
