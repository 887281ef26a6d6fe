"""What is known of a year: read once, and again only after the office's file has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from dxdesk.domain.asking import LastYear, PastFigure, Stage, kpi_names, past_figures
from dxdesk.domain.checks import (
    Checked,
    Finding,
    Material,
    check,
    check_again,
    check_list,
    findings_for,
    with_confirmations,
)
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.confirming import Reasons
from dxdesk.domain.fields import split_field
from dxdesk.domain.findings import weighs
from dxdesk.domain.lineage import carried, kpi_fields
from dxdesk.domain.merging import Facts, Outcome
from dxdesk.domain.plan import Plan
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import Mark, SubmissionRecord

# Beyond it checking the whole plan is no slower.
_FEW = 40


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one department stands in one year.

    `findings` are those that it is told and that wait for an answer, hints not counted. `mark` is
    what the office set by hand and still holds.
    """

    department: str
    stage: Stage
    items: int
    findings: int
    round: int
    deadline: str
    submission: SubmissionRecord | None
    mark: Mark | None = None


class Looks:
    """The looks at every year. What they hold is true until the journal has another line."""

    def __init__(self, store: OfficeStore) -> None:
        self._store = store
        self._state = -1
        self._at: dict[int, Look] = {}
        self._former: dict[int, Look] = {}

    def at(self, year: int) -> Look:
        """The look at a year as it is now.

        Raises:
            DxdeskError: UNKNOWN_YEAR, at the latest when something of the year is asked for.
        """
        state = self._store.state()
        if state != self._state:
            self._former, self._at, self._state = self._former | self._at, {}, state
        if year not in self._at:
            self._at[year] = Look(self._store, year, self._former.pop(year, None))
        return self._at[year]


class Look:
    """One year as it was at one moment. What it gives out is not to be changed.

    `before` is an earlier look at the same year: what was checked then is not checked again
    while its texts are the same.
    """

    def __init__(self, store: OfficeStore, year: int, before: Look | None = None) -> None:
        self._store = store
        self._year = year
        self._known: Checked | None = vars(before).get("checked") if before else None

    @cached_property
    def plan(self) -> Plan:
        """The plan of the year's document."""
        return self._store.plan(self._year)

    @cached_property
    def facts(self) -> Facts:
        """All that is known of the year's fields."""
        return self._store.facts(self._year)

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """The text of every field that has one; where texts collide, the one sent out."""
        return self.facts.answers()

    @cached_property
    def collisions(self) -> Mapping[str, Outcome]:
        """The fields where texts collide."""
        found, items = self.facts.collisions(), self.plan.by_id
        return {field: one for field, one in found.items() if split_field(field)[0] in items}

    @cached_property
    def reasons(self) -> Reasons:
        """All that is known of the year's answers to findings."""
        return self._store.reasons(self._year)

    @cached_property
    def confirmations(self) -> tuple[Confirmation, ...]:
        """The answers that count."""
        return tuple(self.reasons.counting())

    @cached_property
    def last(self) -> LastYear | None:
        """The newest year in the file before this one."""
        earlier = [known for known in self._store.years() if known < self._year]
        if not earlier:
            return None
        before = Look(self._store, earlier[-1])
        moved = kpi_fields(self.plan, before.plan)
        names = {moved.get(place, place): name for place, name in kpi_names(before.plan).items()}
        answers = carried(self.plan, before.plan, before.answers)
        return LastYear(earlier[-1], answers, names)

    @cached_property
    def past(self) -> tuple[PastFigure, ...]:
        """The KPIs' figures of every earlier year in the file, oldest first."""
        found: list[tuple[PastFigure, ...]] = []
        plan, places = self.plan, dict[str, str]()
        for year in sorted((y for y in self._store.years() if y < self._year), reverse=True):
            look = Look(self._store, year)
            moved = kpi_fields(plan, look.plan)
            # A field that moved in one year may have moved before: its place now is what counts.
            places |= {old: places.get(new, new) for old, new in moved.items()}
            figures = past_figures(look.plan, look.answers)
            found.append(
                tuple(replace(one, field=places.get(one.field, one.field)) for one in figures)
                if places
                else figures
            )
            plan = look.plan
        return tuple(one for figures in reversed(found) for one in figures)

    @cached_property
    def earlier(self) -> LastYear | None:
        """The year before with the figures of all years before, as requests and documents have it."""
        return replace(self.last, past=self.past) if self.last else None

    @cached_property
    def material(self) -> Material:
        """What the checks look at."""
        return Material(self.plan, self.answers, self.last, self.plan.departments)

    @cached_property
    def checked(self) -> Checked:
        """Every item, checked."""
        known, self._known = self._known, None
        if known is None:
            return check(self.material)
        then = known.material
        if (then.plan, then.last) != (self.plan, self.last):
            return check(self.material)
        fields = then.answers.keys() | self.answers.keys()
        changed = {f for f in fields if then.answers.get(f) != self.answers.get(f)}
        items = {split_field(field)[0] for field in changed} & self.plan.by_id.keys()
        if len(items) > _FEW:
            return check(self.material)
        known = replace(known, material=self.material)
        for item in items:
            known = check_again(known, self.material, item)
        return known

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, of the list itself first, with its answers."""
        return with_confirmations(check_list(self.material, self.checked), self.confirmations)

    def findings_of(self, department: str) -> tuple[Finding, ...]:
        """What a department is told, with its answers."""
        return with_confirmations(findings_for(self.checked, department), self.confirmations)

    @cached_property
    def standings(self) -> list[Standing]:
        """Where every department stands, in the plan's order."""
        plan, year = self.plan, self._year
        stages = self._store.stages(year, plan.departments)
        requests = {
            key.department: key for key in self._store.secrets().values() if key.year == year
        }
        records = sorted(self._store.submissions(year), key=lambda r: (r.round, r.number))
        submissions = {record.department: record for record in records}
        marks, deadlines = self._store.marks(year), self._store.extensions(year)
        standings: list[Standing] = []
        for department in plan.departments:
            request = requests.get(department)
            standings.append(
                Standing(
                    department,
                    stages[department],
                    len(plan.items_of(department)),
                    sum(weighs(finding) for finding in self.findings_of(department)),
                    request.round if request else 0,
                    deadlines.get(department) or (request.deadline if request else ""),
                    submissions.get(department),
                    marks.get(department),
                )
            )
        return standings
