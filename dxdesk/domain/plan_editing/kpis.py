"""The KPIs of an item: added, changed, ordered, taken away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TypedDict, Unpack

from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Item, Kpi, Plan, Target
from dxdesk.domain.plan_editing.order import changed, shifted, without
from dxdesk.domain.plan_ids import Kind, fresh_name


def add_kpi(
    plan: Plan, item: str, name: str, target: str = "", *, taken: Collection[str] = ()
) -> Plan:
    """A KPI at the end of an item's."""
    made = Kpi(fresh_name(Kind.KPI, plan.by_id[item], taken), name, target)
    return _with_kpis(plan, item, lambda kpis: (*kpis, made))


class KpiChange(TypedDict, total=False):
    """What is said of a KPI anew, by the names of its attributes."""

    name: str
    target: str
    targets: Iterable[Target]
    direction: Direction
    departments: Iterable[str]
    baseline: str
    aim: str


def change_kpi(plan: Plan, item: str, kpi: str, **change: Unpack[KpiChange]) -> Plan:
    """Another name, target or whatever is said of a KPI anew; the rest stays.

    Where the plan has a target by year for its own year, both are the same. What the document
    printed before the actual goes with a name that is changed.
    """
    year, targets = plan.year, change.get("targets")

    def new(one: Kpi) -> Kpi:
        name = change.get("name", one.name)
        made = replace(
            one,
            name=name,
            lead_in="" if name != one.name else one.lead_in,
            target=change.get("target", one.target),
            direction=change.get("direction", one.direction),
            departments=tuple(dict.fromkeys(change.get("departments", one.departments))),
            baseline=change.get("baseline", one.baseline),
            aim=change.get("aim", one.aim),
        )
        if targets is not None:
            ordered = tuple(sorted(targets, key=lambda one: one.year))
            own = next((one.text for one in ordered if one.year == year), made.target)
            return replace(made, targets=ordered, target=own)
        own_year = changed(
            made.targets, lambda one: one.year == year, lambda _: Target(year, made.target)
        )
        return replace(made, targets=own_year)

    return _with_kpis(plan, item, lambda kpis: changed(kpis, lambda one: one.id == kpi, new))


def remove_kpi(plan: Plan, item: str, kpi: str) -> Plan:
    """Take a KPI away."""
    return _with_kpis(plan, item, lambda kpis: without(kpis, lambda one: one.id == kpi))


def shift_kpi(plan: Plan, item: str, kpi: str, by: int) -> Plan:
    """Put a KPI further up or down."""

    def order(kpis: tuple[Kpi, ...]) -> tuple[Kpi, ...]:
        return shifted(kpis, next(n for n, one in enumerate(kpis) if one.id == kpi), by)

    return _with_kpis(plan, item, order)


def _with_kpis(plan: Plan, item: str, change: Callable[[tuple[Kpi, ...]], tuple[Kpi, ...]]) -> Plan:
    def new(one: Item) -> Item:
        return replace(one, kpis=change(one.kpis))

    return replace(plan, items=changed(plan.items, lambda one: one.id == item, new))
