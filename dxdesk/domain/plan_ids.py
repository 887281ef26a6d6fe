"""Identities of a plan's parts: what they look like, and new ones that nothing ever had."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum

from dxdesk.domain.fields import field_of
from dxdesk.domain.plan import Column, Item, Plan

LONGEST_ID = 60

ANY_ID = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_.-]{{0,{LONGEST_ID - 1}}}")
STAGE_ID = re.compile(r"[a-z][a-z0-9-]{0,19}")
KPI_ID = re.compile(r"k[1-9][0-9]{0,5}")
SLOT_IDS = {column: re.compile(rf"{column.value}-[1-9][0-9]{{0,5}}") for column in Column}


class Kind(Enum):
    """What gets an identity; the value is what its identities begin with, and their digits."""

    ITEM = ("i", 3)
    GROUP = ("g", 1)
    KPI = ("k", 1)
    RESULT = ("result-", 1)
    ISSUES = ("issues-", 1)
    STAGE = ("stage-", 1)


SLOT_KINDS = {Column.RESULT: Kind.RESULT, Column.ISSUES: Kind.ISSUES}


def names_in(plan: Plan) -> frozenset[str]:
    """Every identity of a plan: of groups, stages and items, and of the fields of items."""
    names = {group.id for group in plan.groups} | {stage.id for stage in plan.stages}
    for item in plan.items:
        names.add(item.id)
        names.update(field_of(item, slot.id) for slot in item.slots)
        names.update(field_of(item, kpi.id) for kpi in item.kpis)
    return frozenset(names)


def fresh_id(kind: Kind, taken: Collection[str]) -> str:
    """An identity above all of its kind in `taken`, where fields stand for their items as well."""
    return id_of(kind, fresh_number(kind, taken))


def fresh_number(kind: Kind, taken: Collection[str]) -> int:
    """The number of that identity; those above it are as fresh."""
    begin, _ = kind.value
    return max((_number(name.partition("/")[0], begin) for name in taken), default=0) + 1


def id_of(kind: Kind, number: int) -> str:
    """The identity with a number."""
    begin, digits = kind.value
    return f"{begin}{number:0{digits}}"


def fresh_name(kind: Kind, item: Item, taken: Collection[str]) -> str:
    """The same for a name inside an item, which is of the item's fields alone."""
    begin, _ = kind.value
    own = (*(slot.id for slot in item.slots), *(kpi.id for kpi in item.kpis))
    start = f"{item.id}/{begin}"
    former = (_number(name, start) for name in taken if name.startswith(start))
    numbers = (*former, *(_number(name, begin) for name in own))
    return id_of(kind, max(numbers, default=0) + 1)


def _number(name: str, begin: str) -> int:
    """The number behind the beginning; 0 for what is of another kind."""
    number = name.removeprefix(begin) if name.startswith(begin) else ""
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
