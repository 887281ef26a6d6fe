"""Naming the places of a plan on screen, with the words of the core."""

from __future__ import annotations

from dxdesk.domain.fields import DIRECTION, RATING, split_field, split_name
from dxdesk.domain.merging import Rival
from dxdesk.domain.plan import Item, Plan
from dxdesk.messages import field_label, place_label, stage_field_label


def item_words(item: Item) -> str:
    """An item as people call it: 12 オープンデータの推進."""
    return f"{item.no}　{item.printed_title}".strip()


def field_words(item: Item, field: str, plan: Plan | None = None) -> str:
    """A field inside its item: 取組実績 (1), or with the KPI's name.

    With the plan ratings are called what it calls them.
    """
    name = split_field(field)[1]
    kind, stage = split_name(name)
    if stage == DIRECTION:
        return place_label(item, field)
    if stage:
        names = {one.id: one.name for one in plan.stages} if plan else {}
        return stage_field_label(kind, names.get(stage, stage))
    if plan and name == RATING:
        return plan.self_name
    for slot in item.slots:
        if slot.id == name:
            return f"{field_label(name)} {slot.part}".strip()
    for kpi in item.kpis:
        if kpi.id == name:
            return f"{field_label(name)}「{kpi.name}」"
    return field_label(name)


def writers_of(item: Item, field: str) -> tuple[str, ...]:
    """The departments that answer a field; the rating is the lead's."""
    name = split_field(field)[1]
    for slot in item.slots:
        if slot.id == name:
            return slot.departments or item.departments[:1]
    for kpi in item.kpis:
        if kpi.id == name:
            return kpi.departments or item.departments
    return item.departments[:1]


def place_words(plan: Plan, place: str) -> str:
    """A field, or a whole item, in one line."""
    item = plan.by_id[split_field(place)[0]]
    words = item_words(item)
    return f"{words}　{field_words(item, place, plan)}" if "/" in place else words


def side_of(rival: Rival) -> str:
    """Who wrote one of several colliding texts: a department, a copy, or empty for the office."""
    if rival.by:
        return f"事務局（{rival.by}の写し）"
    return rival.department


def moment(at: str) -> str:
    """A stamp as people write it: 2026-06-01T10:15:00 is 2026/06/01 10:15."""
    return at.replace("-", "/").replace("T", " ")[:16]


def first_line(text: str, longest: int = 60) -> str:
    """The beginning of a text in one line, for lists; the whole text stands elsewhere."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[:longest] + "…"
