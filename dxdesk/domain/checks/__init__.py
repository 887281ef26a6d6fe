"""The checks: one form as it is typed, and the whole plan, each finding with its evidence.

Every family of rules is a module with its declarations (`RULES`) and a function that looks at
one item, or at the whole list. What the plan sets about them is `Plan.rulebook`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dxdesk.domain.checks import (
    completeness,
    figures,
    last_year,
    parts,
    prose,
    rating,
    schedule,
    summary,
    unlike,
    writing,
)
from dxdesk.domain.checks.finding import (
    Evidence,
    Example,
    Family,
    Finding,
    Fix,
    Rule,
    with_confirmations,
)
from dxdesk.domain.checks.view import ItemView, Material, switched_on
from dxdesk.domain.fields import fields_for, fields_of, split_field
from dxdesk.domain.plan import Item
from dxdesk.domain.rulebook import Severity

__all__ = [
    "RULES",
    "Checked",
    "Evidence",
    "Example",
    "Family",
    "Finding",
    "Fix",
    "Material",
    "Rule",
    "Severity",
    "check",
    "check_again",
    "check_list",
    "findings_for",
    "with_confirmations",
]

_ITEM_FAMILIES = (completeness, parts, schedule, figures, prose, rating, last_year, writing)

_FAMILIES = (
    figures,
    prose,
    rating,
    unlike,
    completeness,
    parts,
    schedule,
    last_year,
    writing,
    summary,
)

RULES: Mapping[str, Rule] = {rule.code: rule for family in _FAMILIES for rule in family.RULES}


@dataclass(frozen=True)
class Checked:
    """What was found, kept item by item so that one can be checked again alone."""

    material: Material
    by_item: Mapping[str, tuple[Finding, ...]]
    achievements: Mapping[str, unlike.Achievement]
    pairs: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict[str, tuple[Finding, ...]])

    def of(self, item: str) -> tuple[Finding, ...]:
        """The findings of one item, by its id, in the order of the form."""
        return self.by_item.get(item, ()) + self.pairs.get(item, ())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all items, in the plan's order."""
        return tuple(f for item in self.material.plan.items for f in self.of(item.id))


def check(material: Material) -> Checked:
    """Check every item of a plan, or of a form."""
    by_item: dict[str, tuple[Finding, ...]] = {}
    achievements: dict[str, unlike.Achievement] = {}
    for item in material.plan.own_items:
        by_item[item.id], achievement = _check_item(material, item)
        if achievement:
            achievements[item.id] = achievement
    return _with_pairs(Checked(material, by_item, achievements))


def check_again(checked: Checked, material: Material, item: str) -> Checked:
    """The same with one item checked anew, whose texts in `material` are others now."""
    found, achievement = _check_item(material, material.plan.by_id[item])
    achievements = dict(checked.achievements)
    achievements.pop(item, None)
    if achievement:
        achievements[item] = achievement
    by_item = {**checked.by_item, item: found}
    return _with_pairs(Checked(material, by_item, achievements, checked.pairs), checked)


def _with_pairs(checked: Checked, before: Checked | None = None) -> Checked:
    if before is not None and before.achievements == checked.achievements:
        return checked
    plan = checked.material.plan
    known = checked.achievements.values()
    pairs: dict[str, list[Finding]] = {}
    for finding in switched_on(unlike.pairs(checked.material, known), plan):
        pairs.setdefault(split_field(finding.field)[0], []).append(finding)
    return replace(checked, pairs={item: tuple(found) for item, found in pairs.items()})


def _check_item(
    material: Material, item: Item
) -> tuple[tuple[Finding, ...], unlike.Achievement | None]:
    view = ItemView(material, item)
    found = [finding for family in _ITEM_FAMILIES for finding in family.check(view)]
    found = switched_on(found, material.plan)
    if len({finding.field for finding in found}) > 1:
        place = {name: at for at, name in enumerate(fields_of(item))}
        found.sort(key=lambda finding: place.get(finding.field, len(place)))
    return tuple(found), unlike.achievement(view)


def findings_for(checked: Checked, department: str) -> tuple[Finding, ...]:
    """What a department is told: the findings at the fields that it answers.

    Where several departments may report a KPI, only the lead is told that it is missing.
    """
    told: list[Finding] = []
    for item in checked.material.plan.items_of(department):
        mine = set(fields_for(item, department))
        told += (
            f for f in checked.of(item.id) if f.field in mine and _is_told(item, f, department)
        )
    return tuple(told)


def _is_told(item: Item, finding: Finding, department: str) -> bool:
    if not finding.rule.unwritten or not finding.kpi:
        return True
    name = split_field(finding.field)[1]
    kpi = next(kpi for kpi in item.kpis if kpi.id == name)
    return department in (kpi.departments or (item.lead,))


def check_list(material: Material, checked: Checked | None = None) -> tuple[Finding, ...]:
    """The whole year: what the document says of its own list, then every item.

    `checked` are its items where they were checked already.
    """
    of_list = switched_on(summary.check(material), material.plan)
    return (*of_list, *(checked or check(material)).findings)
