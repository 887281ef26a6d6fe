"""What the rules look at: one item with its texts, and what follows from them, read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from dxdesk.domain.asking import LastYear
from dxdesk.domain.checks.finding import Evidence, Finding, Fix, Rule, Value
from dxdesk.domain.fields import RATING, RATING_NOTE, Answers, field_of
from dxdesk.domain.judging import Judgement, judge
from dxdesk.domain.plan import Column, Grade, Item, Plan, Slot
from dxdesk.domain.rulebook import Severity

Owner = TypeVar("Owner")
Kept = TypeVar("Kept")


class kept(Generic[Owner, Kept]):  # noqa: N801 - reads as the decorator that it is
    """Like `functools.cached_property`, whose lock took a fifth of a check's time before 3.12."""

    def __init__(self, read: Callable[[Owner], Kept]) -> None:
        self._read = read
        self.__doc__ = read.__doc__

    def __get__(self, owner: Owner, kind: type[Owner]) -> Kept:
        value = self._read(owner)
        vars(owner)[self._read.__name__] = value
        return value


@dataclass(frozen=True)
class Material:
    """A year's plan with its texts and, where they are known, those of the year before.

    `departments` are all that the city's plan names; a clerk's request holds only her items.
    """

    plan: Plan
    answers: Answers
    last: LastYear | None = None
    departments: tuple[str, ...] = ()

    @cached_property
    def known_departments(self) -> frozenset[str]:
        """Every department of the plan."""
        return frozenset(self.departments) | frozenset(self.plan.departments)


class ItemView:
    """One item as the rules see it. It lasts for one check; what it reads it keeps."""

    def __init__(self, material: Material, item: Item) -> None:
        self.material = material
        self.plan = material.plan
        self.item = item
        self.rulebook = material.plan.rulebook
        self._answers = material.answers
        self._last: Answers = material.last.answers if material.last else {}
        self._at = field_of(item, "")
        # The code of the self-rating, what it says (None where it is none of the scale's),
        # and the reason given for it.
        self.rating = self.text(RATING)
        self.grade: Grade | None = self.plan.grades.get(self.rating)
        self.note = self.text(RATING_NOTE).strip()

    def text(self, name: str) -> str:
        """This year's text of a slot, KPI or rating, by the name inside the item."""
        return self._answers.get(self._at + name, "")

    def last(self, name: str) -> str:
        """Last year's text; empty where there is none."""
        return self._last.get(self._at + name, "")

    def last_name(self, kpi: str) -> str:
        """A KPI's name as last year printed it; empty where that is not known."""
        last = self.material.last
        return last.names.get(self._at + kpi, "") if last else ""

    @kept
    def slots(self) -> tuple[tuple[Slot, str], ...]:
        """Every slot with its text."""
        return tuple((slot, self.text(slot.id)) for slot in self.item.slots)

    def column(self, column: Column) -> str:
        """All that was written in a column, one block a line."""
        return "\n".join(text for slot, text in self.slots if slot.column is column and text)

    @kept
    def result(self) -> str:
        """All that was written as result."""
        return self.column(Column.RESULT)

    @kept
    def issues(self) -> str:
        """All that was written as issues."""
        return self.column(Column.ISSUES)

    @kept
    def judgements(self) -> tuple[Judgement, ...]:
        """Each KPI compared with its target."""
        return tuple(
            judge(kpi, self.text(kpi.id), self.plan.year, self.plan.years) for kpi in self.item.kpis
        )

    def finding(
        self,
        rule: Rule,
        name: str = RATING,
        evidence: Evidence | None = None,
        *,
        part: str = "",
        department: str = "",
        kpi: str = "",
        weak: bool = False,
        fix: str | None = None,
    ) -> Finding:
        """A finding at a name inside the item.

        `weak` evidence (a target that is not due yet, a reason that was given) makes it a hint.
        `fix` is the whole text that would put the field right.
        """
        severity = self.rulebook.levels.get(rule.code, rule.severity) or rule.severity
        if weak and severity is not Severity.ERROR:
            severity = Severity.HINT
        shown: dict[str, Value] = dict(evidence or {})
        return Finding(
            rule,
            severity,
            self.item.no,
            field_of(self.item, name),
            part,
            department or self.item.lead,
            kpi,
            shown,
            Fix(fix) if fix is not None else None,
        )

    def slot_finding(
        self,
        rule: Rule,
        slot: Slot,
        evidence: Evidence | None = None,
        *,
        weak: bool = False,
        fix: str | None = None,
    ) -> Finding:
        """A finding at a slot."""
        who = slot.departments[0] if slot.departments else self.item.lead
        return self.finding(
            rule, slot.id, evidence, part=slot.part, department=who, weak=weak, fix=fix
        )


def switched_on(findings: Iterable[Finding], plan: Plan) -> list[Finding]:
    """Leave out what the plan turned off."""
    if not plan.rulebook.levels:
        return list(findings)
    off = {code for code, level in plan.rulebook.levels.items() if level is None}
    return [finding for finding in findings if finding.code not in off]
