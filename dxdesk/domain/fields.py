"""The fields of a form: the places that answers are kept under, from clerk to workbook.

A field is named by the item's id and a name inside the item: `i012/result-1` is a slot,
`i012/k1` the actual of a KPI, `i012/k1@direction` which way of it is better as the department sees
it, where it is asked, `i012/rating` and `i012/rating_note` the self-rating and its
reason. Of a stage behind the departments' own (`Plan.stages`) the fields are `i012/rating@office`,
`i012/rating_note@office`, `i012/comment@outside` and `i012/response@outside`; they are the
office's to write. Answers are a mapping of field to text; a field that is absent is unwritten.
"""

from __future__ import annotations

from collections.abc import Mapping

from dxdesk.domain.plan import Column, Item, Kpi, Plan, RatingStage, Slot
from dxdesk.domain.text import typed, typed_line

Answers = Mapping[str, str]

RATING = "rating"
RATING_NOTE = "rating_note"
COMMENT = "comment"
RESPONSE = "response"
DIRECTION = "direction"


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
        *(name for kpi in item.kpis for name in _of_kpi(kpi)),
        *(slot.id for slot in item.slots_in(Column.ISSUES)),
        RATING,
        RATING_NOTE,
    ]
    return tuple(field_of(item, name) for name in names)


def direction_name(kpi: Kpi) -> str:
    """The name inside the item of what a department says of a KPI's direction."""
    return f"{kpi.id}@{DIRECTION}"


def _of_kpi(kpi: Kpi) -> tuple[str, ...]:
    return (kpi.id, direction_name(kpi)) if kpi.asks_direction else (kpi.id,)


def stage_field(item: Item, name: str, stage: str) -> str:
    """The field of a stage: `name` is RATING, RATING_NOTE, COMMENT or RESPONSE."""
    return field_of(item, f"{name}@{stage}")


def split_name(name: str) -> tuple[str, str]:
    """The name inside an item without its stage, and the stage's id; empty for the department's."""
    plain, _, stage = name.partition("@")
    return plain, stage


def stage_fields(item: Item, stages: tuple[RatingStage, ...]) -> tuple[str, ...]:
    """Every field of the stages behind the departments' own, stage by stage."""
    return tuple(
        stage_field(item, name, stage.id)
        for stage in stages
        for name in (
            *((RATING, RATING_NOTE) if stage.rates else ()),
            *((COMMENT, RESPONSE) if stage.comments else ()),
        )
    )


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
        *(n for kpi in item.kpis if reports_kpi(item, kpi, department) for n in _of_kpi(kpi)),
        *(s.id for s in item.slots_in(Column.ISSUES) if writes_slot(item, s, department)),
        *((RATING, RATING_NOTE) if department == item.lead else ()),
    ]
    return tuple(field_of(item, name) for name in names)


def has_field(plan: Plan, field: str) -> bool:
    """Whether it is one of `all_fields`; the other items are not looked at."""
    item = plan.by_id.get(split_field(field)[0])
    if item is None or item.again:
        return False
    return field in fields_of(item) or field in stage_fields(item, plan.stages)


def all_fields(plan: Plan) -> frozenset[str]:
    """Every field of every item, the stages' included."""
    return frozenset(
        field
        for item in plan.own_items
        for field in (*fields_of(item), *stage_fields(item, plan.stages))
    )


def kept_text(field: str, text: str) -> str:
    """A text in the form that a field keeps: a rating on one line, all others as they were typed."""
    name, _ = split_name(split_field(field)[1])
    return typed_line(text) if name == RATING else typed(text)


def is_line(field: str) -> bool:
    """Whether a field is asked for in one line (figures and ratings) rather than as prose."""
    name = split_field(field)[1]
    return split_name(name)[0] == RATING or name.startswith("k")
