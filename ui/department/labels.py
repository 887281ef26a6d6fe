"""The words on the form: how fields, parts and writers are called."""

from __future__ import annotations

from dxdesk.domain.fields import RATING, RATING_NOTE, split_field
from dxdesk.domain.plan import Column, Item, Slot

COLUMNS = {Column.RESULT: "取組実績", Column.ISSUES: "改善・拡充策、課題等"}


def writers(slot: Slot, item: Item) -> tuple[str, ...]:
    """Whose field a slot is; the lead's where nobody is named."""
    return slot.departments or ((item.lead,) if item.lead else ())


def slot_label(slot: Slot, item: Item) -> str:
    """The column's word, the part, and the writers where the item has several."""
    words = [COLUMNS[slot.column]]
    if slot.part:
        words.append(slot.part)
    if len(item.departments) > 1:
        words.append(f"（{'、'.join(writers(slot, item))}）")
    return " ".join(words)


def field_label(item: Item, field: str) -> str:
    """The short name of a field inside its item."""
    name = split_field(field)[1]
    for slot in item.slots:
        if slot.id == name:
            return slot_label(slot, item)
    for kpi in item.kpis:
        if kpi.id == name:
            return f"指標「{kpi.name}」"
    return {RATING: "自己評価", RATING_NOTE: "評価に関する補足"}.get(name, name)
