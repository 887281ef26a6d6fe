"""The plan changed by hand: the gate that every change comes through, and who does not know of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from dxdesk.domain.lineage import reorganised
from dxdesk.domain.plan import Grade, Item, Plan, Succession
from dxdesk.domain.plan_faults import (
    Fault,
    Flaw,
    KnownFaults,
    lost_answers,
    new_faults,
    plan_faults,
    succession_faults,
)
from dxdesk.domain.plan_ids import names_in
from dxdesk.domain.rating_use import code_faults
from dxdesk.domain.text import typed_line
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.messages import fault_sentence
from dxdesk.office.file import OfficeFile
from dxdesk.store.values import RequestKey


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request asks: its items, as far as a department sees them, by who leads them."""

    items: frozenset[tuple[object, ...]]
    leads: frozenset[str]
    scale: tuple[Grade, ...] = ()

    def rates(self, department: str) -> frozenset[str]:
        """The codes that a department can choose from; it rates what it leads alone."""
        return frozenset(one.code for one in self.scale if department in self.leads)


class Editing(OfficeFile):
    """What the office does to its plan by hand."""

    # What the newest requests ask, by id, and the faults of the plan that was looked at last.
    _then: dict[str, _Asked] | None = None
    _faults: tuple[Plan, tuple[Fault, ...]] | None = None
    _item_faults: KnownFaults | None = None

    def change_plan(self, plan: Plan) -> None:
        """Change the plan of its year.

        Raises:
            DxdeskError: PLAN_FAULT for what the file could not bear, as far as the plan was not
                like that before, for answers that would have no place any more, and for codes of
                the scale that answers use; ALREADY_ASKED for a department that would not be there
                any more; then nothing is changed.
        """
        now = self.plan(plan.year)
        if plan == now:
            return
        for fault in self.faults_of_change(plan):
            raise DxdeskError(Trouble.PLAN_FAULT, fault=fault_sentence(fault))
        gone = set(now.departments) - set(plan.departments)
        self._not_asked(plan.year, gone)
        self._change_plan(plan)

    def faults_of_change(self, plan: Plan) -> tuple[Fault, ...]:
        """What `change_plan` would refuse a plan for, apart from departments that were asked."""
        now = self.plan(plan.year)
        if plan.id != now.id:
            return (Fault(Flaw.OTHER_PLAN),)
        return (
            *new_faults(now, self._faults_in(plan)),
            *lost_answers(now, plan, self.written(plan.year)),
            *code_faults(now, plan, self._look(plan.year).facts),
        )

    def plan_faults(self, year: int | None = None) -> tuple[Fault, ...]:
        """Everything that is wrong with a year's plan, what breaks it first."""
        plan, before = self.plan(year), self.plan_before(year)
        return (*self._faults_in(plan), *(succession_faults(plan, before) if before else ()))

    def plan_before(self, year: int | None = None) -> Plan | None:
        """The plan of the newest year in the file before a year."""
        year = self.year if year is None else year
        earlier = [known for known in self.years if known < year]
        return self.plan(earlier[-1]) if earlier else None

    def written(self, year: int | None = None) -> frozenset[str]:
        """The fields of a year for which anybody has a text."""
        return self._look(year).written

    def taken_names(self) -> frozenset[str]:
        """Every identity and field that any year, request or answer of this file has."""
        names = (names_in(self.plan(year)) for year in self.years)
        return self._store.fields_ever().union(*names)

    def reorganise(
        self, before: Iterable[str], after: Iterable[str], year: int | None = None
    ) -> Plan:
        """Let departments be others from this year on: renamed, merged or split.

        Raises:
            DxdeskError: UNKNOWN_DEPARTMENT; ALREADY_ASKED for one that has a request of the year; as
                `change_plan`.
        """
        plan = self.plan(year)
        old, new = _names(before), _names(after)
        for department in old:
            self._known_department(plan, department)
        if not old or not new:
            fault = fault_sentence(Fault(Flaw.DEPARTMENT_BLANK, name="―"))
            raise DxdeskError(Trouble.PLAN_FAULT, fault=fault)
        self._not_asked(plan.year, old)
        self.change_plan(reorganised(plan, Succession(old, new)))
        return self.plan(plan.year)

    def asked(self, year: int | None = None) -> frozenset[str]:
        """The departments that have a request of a year."""
        return frozenset(self._newest_requests(self.year if year is None else year))

    def _newest_requests(self, year: int) -> dict[str, str]:
        """The id of each department's request of the highest round, the last cut of several."""
        found: dict[str, RequestKey] = {}
        for key in self._store.secrets(year).values():
            old = found.get(key.department)
            if old is None or old.round <= key.round:
                found[key.department] = key
        return {department: key.id for department, key in found.items()}

    def unaware(self, year: int | None = None) -> tuple[str, ...]:
        """The departments whose newest request asks something else than the plan does now.

        In the plan's order, and behind it those that the plan does not name any more.
        """
        plan = self.plan(year)
        newest = self._newest_requests(plan.year)
        then = self._asked_then(newest.values())
        known = (name for name in plan.departments if name in newest)
        ordered = (*known, *sorted(newest.keys() - set(plan.departments)))
        return tuple(
            name for name in ordered if then[newest[name]] != _asked(plan.items_of(name), plan)
        )

    def codes_out(self, year: int | None = None) -> dict[str, int]:
        """The codes that newest requests offer and the plan has no more, with how many requests do.

        An answer to one of them may bring such a code; the checks tell of it then.
        """
        plan, found = self.plan(year), dict[str, int]()
        newest = self._newest_requests(plan.year)
        then = self._asked_then(newest.values())
        for name, request in newest.items():
            for code in then[request].rates(name) - set(plan.codes):
                found[code] = found.get(code, 0) + 1
        return dict(sorted(found.items()))

    def _asked_then(self, requests: Iterable[str]) -> Mapping[str, _Asked]:
        """What requests ask, by id; they never change, and reading them again takes long."""
        known = self._then or {}
        read = self._store.asked_plans([one for one in requests if one not in known])
        self._then = known | {one: _asked(plan.items, plan) for one, plan in read.items()}
        return self._then

    def _faults_in(self, plan: Plan) -> tuple[Fault, ...]:
        """The faults of a plan by itself."""
        if self._item_faults is None:
            self._item_faults = KnownFaults()
        if self._faults is None or self._faults[0] != plan:
            self._faults = (plan, plan_faults(plan, of_item=self._item_faults))
        return self._faults[1]

    def _not_asked(self, year: int, departments: Collection[str]) -> None:
        asked = self.asked(year) if departments else frozenset[str]()
        for department in departments:
            if department in asked:
                raise DxdeskError(Trouble.ALREADY_ASKED, department=department)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    clean = (typed_line(name).strip() for name in names)
    return tuple(dict.fromkeys(name for name in clean if name))


def _asked(items: Iterable[Item], plan: Plan) -> _Asked:
    """What is asked with items; what only sorts and signs the document does not count."""
    items = tuple(items)
    told = frozenset(
        (
            *(item.id, item.no, item.title, item.departments, item.content, item.goal),
            item.schedule,
            tuple((kpi.id, kpi.name, kpi.target, kpi.departments) for kpi in item.kpis),
            tuple((slot.id, slot.column, slot.part, slot.departments) for slot in item.slots),
        )
        for item in items
    )
    return _Asked(told, frozenset(item.lead for item in items), plan.scale)
