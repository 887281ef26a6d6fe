"""What an office does to a plan by hand: each edit is a function that gives another plan.

Identities stay where they are and new ones are made above all that are `taken`, so that no answer
changes its place and no text of another year finds a field that was never meant. What has answers is
kept: the edits that take something away are handed the fields that are `written`.
"""

from dxdesk.domain.plan_editing.groups import (
    add_group,
    change_group,
    move_group,
    remove_group,
    shift_group,
)
from dxdesk.domain.plan_editing.items import (
    Numbering,
    add_item,
    add_items,
    change_item,
    end_item,
    move_item,
    place_items,
    remove_item,
    renumbered,
    repeat_item,
    set_departments,
    shift_item,
)
from dxdesk.domain.plan_editing.kpis import add_kpi, change_kpi, remove_kpi, shift_kpi
from dxdesk.domain.plan_editing.parts import (
    add_part,
    assign_part,
    parts_of,
    remove_part,
    rename_part,
)
from dxdesk.domain.plan_editing.scale import (
    add_grade,
    add_stage,
    change_grade,
    change_stage,
    remove_grade,
    remove_stage,
    rename_department,
    shift_grade,
    with_carrier,
)
from dxdesk.domain.plan_editing.years import (
    as_new,
    bring_back,
    mark_ended,
    merge_items,
    set_sources,
    split_item,
)

__all__ = [
    "Numbering",
    "add_grade",
    "add_group",
    "add_item",
    "add_items",
    "add_kpi",
    "add_part",
    "add_stage",
    "as_new",
    "assign_part",
    "bring_back",
    "change_grade",
    "change_group",
    "change_item",
    "change_kpi",
    "change_stage",
    "end_item",
    "mark_ended",
    "merge_items",
    "move_group",
    "move_item",
    "parts_of",
    "place_items",
    "remove_grade",
    "remove_group",
    "remove_item",
    "remove_kpi",
    "remove_part",
    "remove_stage",
    "rename_department",
    "rename_part",
    "renumbered",
    "repeat_item",
    "set_departments",
    "set_sources",
    "shift_grade",
    "shift_group",
    "shift_item",
    "shift_kpi",
    "split_item",
    "with_carrier",
]
