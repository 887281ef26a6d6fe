"""What is typed as a list: names in a line, and a year with its text in each line."""

from __future__ import annotations

import re

from dxdesk.domain.plan import Item, Kpi, Phase, Plan, Target
from dxdesk.domain.plan_editing import change_item, change_kpi
from dxdesk.domain.plan_faults import is_year
from dxdesk.domain.text import read_year
from ui.office.plan.view import Known

_NAMES = re.compile(r"[、，,\n]")
_PAIR = re.compile(r"\s*[：:]\s*")


def names_in(text: str) -> tuple[str, ...]:
    """Names with 、 between them, each once."""
    parts = (part.strip() for part in _NAMES.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def with_schedule(plan: Plan, item: Item, text: str, _known: Known) -> Plan | None:
    """The plan with an item's schedule as it was typed; None where a line says no year."""
    phases: list[Phase] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        year, *label = _PAIR.split(line, maxsplit=1)
        if not label:
            return None
        phases.append(Phase(year, label[0]))
    return change_item(plan, item.id, schedule=phases)


def with_targets(plan: Plan, row: tuple[str, Kpi], text: str, _known: Known) -> Plan | None:
    """The plan with a KPI's targets as they were typed; None where a year is none, or said twice."""
    targets: list[Target] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        said, *target = _PAIR.split(line, maxsplit=1)
        year = read_year(said)
        if not target or year is None or not is_year(year):
            return None
        targets.append(Target(year, target[0]))
    if len({target.year for target in targets}) < len(targets):
        return None
    return change_kpi(plan, row[0], row[1].id, targets=targets)
