"""The plan of a later year, made of this one's."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.asking import with_room_for_all
from dxdesk.domain.plan import Kpi, Plan, Target


def roll_over(plan: Plan, year: int) -> Plan:
    """The edition for the next year: same items, targets, parts and writers.

    Marks that belong to the old document alone (how a writer signed there, what was printed
    before an actual, what became of the year before it) are left behind; every responsible
    department has room to answer. A KPI whose plan names a target for the year gets that one.
    """
    items = tuple(
        replace(
            item,
            kpis=tuple(_next_kpi(kpi, plan.year, year) for kpi in item.kpis),
            slots=tuple(replace(slot, signature="") for slot in item.slots),
            came_from=(),
        )
        for item in plan.items
    )
    return with_room_for_all(
        replace(
            plan,
            year=year,
            items=items,
            document_title="",
            stated=None,
            successions=(),
            ended=(),
            deadline="",
        )
    )


def _next_kpi(kpi: Kpi, before: int, year: int) -> Kpi:
    """The KPI with the year's own target, where the plan has one; the old one is kept beside."""
    named = next((one for one in kpi.targets if one.year == year), None)
    if named is None:
        return replace(kpi, lead_in="", asks_direction=False)
    others = (one for one in kpi.targets if one.year not in (before, year))
    targets = tuple(sorted((*others, Target(before, kpi.target)), key=lambda one: one.year))
    return replace(kpi, lead_in="", target=named.text, targets=targets, asks_direction=False)
