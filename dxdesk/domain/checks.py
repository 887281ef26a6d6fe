"""Basic checks of a form: findings with a code, a place and evidence; the wording is elsewhere."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from dxdesk.domain.fields import (
    RATING,
    Answers,
    field_of,
    fields_for,
    fields_of,
    split_field,
)
from dxdesk.domain.figures import Empty, Kind, read_figure
from dxdesk.domain.plan import Item, Kpi, Plan


class Severity(Enum):
    """How much a finding matters: an error would come back from the office."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Check(Enum):
    """The rules; the value is the code that `check --json` prints."""

    TEXT_MISSING = "text-missing"
    RATING_MISSING = "rating-missing"
    RATING_UNKNOWN = "rating-unknown"
    ACTUAL_MISSING = "actual-missing"
    NOT_A_NUMBER = "not-a-number"
    UNIT_MISSING = "unit-missing"
    OTHER_UNIT = "other-unit"
    OVER_100_PERCENT = "over-100-percent"


SEVERITIES = {
    Check.TEXT_MISSING: Severity.ERROR,
    Check.RATING_MISSING: Severity.ERROR,
    Check.RATING_UNKNOWN: Severity.ERROR,
    Check.ACTUAL_MISSING: Severity.ERROR,
    Check.NOT_A_NUMBER: Severity.ERROR,
    Check.UNIT_MISSING: Severity.WARNING,
    Check.OTHER_UNIT: Severity.WARNING,
    Check.OVER_100_PERCENT: Severity.WARNING,
}

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `item` and `kpi` are what is printed; `field` is the place typed in."""

    check: Check
    item: str
    field: str
    part: str = ""
    department: str = ""
    kpi: str = ""
    evidence: dict[str, str] = dataclasses.field(default_factory=dict[str, str])

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return SEVERITIES[self.check]


def check_form(plan: Plan, department: str, answers: Answers) -> tuple[Finding, ...]:
    """Check what one department has to answer, in the order of the form.

    Where several departments may report a KPI, only the lead is told that it is missing.
    """
    return tuple(
        finding
        for item in plan.items_of(department)
        for finding in check_item(plan, item, answers, fields_for(item, department))
        if finding.check is not Check.ACTUAL_MISSING or _must_report(item, finding, department)
    )


def _must_report(item: Item, finding: Finding, department: str) -> bool:
    kpi = next(kpi for kpi in item.kpis if field_of(item, kpi.id) == finding.field)
    return department in (kpi.departments or (item.lead,))


def check_plan(plan: Plan, answers: Answers) -> tuple[Finding, ...]:
    """Check every field of every item, in the plan's order."""
    return tuple(
        finding
        for item in plan.items
        for finding in check_item(plan, item, answers, fields_of(item))
    )


def check_item(
    plan: Plan, item: Item, answers: Answers, fields: tuple[str, ...]
) -> Iterator[Finding]:
    """Check some fields of one item."""
    slots = {slot.id: slot for slot in item.slots}
    kpis = {kpi.id: kpi for kpi in item.kpis}
    for place in fields:
        name = split_field(place)[1]
        text = answers.get(place, "").strip()
        if name in slots:
            if not text:
                slot = slots[name]
                who = slot.departments[0] if slot.departments else item.lead
                yield Finding(Check.TEXT_MISSING, item.no, place, slot.part, who)
        elif name in kpis:
            yield from _check_actual(item, kpis[name], place, text)
        elif name == RATING:
            yield from _check_rating(plan, item, text)


def _check_rating(plan: Plan, item: Item, code: str) -> Iterator[Finding]:
    place = field_of(item, RATING)
    if not code:
        yield Finding(Check.RATING_MISSING, item.no, place, department=item.lead)
    elif code not in plan.codes:
        known = "・".join(plan.codes)
        yield Finding(
            Check.RATING_UNKNOWN, item.no, place, department=item.lead, evidence={"known": known}
        )


def _check_actual(item: Item, kpi: Kpi, place: str, text: str) -> Iterator[Finding]:
    def finding(check: Check, **evidence: str) -> Finding:
        return Finding(check, item.no, place, kpi=kpi.name, evidence=evidence)

    actual, target = read_figure(text), kpi.figure
    if actual.empty is Empty.UNWRITTEN:
        yield finding(Check.ACTUAL_MISSING)
        return
    if actual.empty or target.kind is not Kind.NUMBER:
        return
    if not actual.measures:
        yield finding(Check.NOT_A_NUMBER, target=kpi.target)
        return
    if actual.value is None:
        return
    if actual.unit != target.unit:
        check = Check.OTHER_UNIT if actual.unit else Check.UNIT_MISSING
        yield finding(check, unit=target.unit, typed=actual.unit)
    if target.unit == "%" and actual.value > _HUNDRED:
        yield finding(Check.OVER_100_PERCENT, typed=text)
