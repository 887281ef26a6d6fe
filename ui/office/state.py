"""What the pages show: one look at the office's file, taken anew after every change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from dxdesk.domain.asking import Stage
from dxdesk.domain.checks import Finding
from dxdesk.domain.direction_questions import Question
from dxdesk.domain.fields import fields_of, split_field
from dxdesk.domain.findings import weighs
from dxdesk.domain.merging import Outcome
from dxdesk.domain.open_questions import OpenQuestion, open_questions
from dxdesk.domain.plan import Item, Plan
from dxdesk.domain.reviewing import Review
from dxdesk.domain.summary import Summary, summarise
from dxdesk.office import MergeRecord, Office, Standing
from ui.office.findings_filter import Line, lines_of

HANDED_IN = frozenset({Stage.SUBMITTED, Stage.RESUBMITTED})
_DONE = frozenset({Stage.ACCEPTED, Stage.NOT_CONCERNED})


@dataclass(frozen=True)
class YearState:
    """One year of an office file, as values; `lines` are the findings as rows of a list."""

    years: tuple[int, ...]
    plan: Plan
    answers: dict[str, str]
    last_year: int | None
    last_answers: dict[str, str]
    findings: tuple[Finding, ...]
    collisions: dict[str, Outcome]
    standings: tuple[Standing, ...]
    merges: tuple[MergeRecord, ...]
    review: Review
    lines: tuple[Line, ...]
    direction_questions: tuple[Question, ...]
    is_closed: bool

    @property
    def year(self) -> int:
        """The year that is shown."""
        return self.plan.year

    def name_of(self, year: int) -> str:
        """A year as the plan prints it: 令和6年度 or 2024年度."""
        return self.plan.year_name(year)

    @property
    def is_newest(self) -> bool:
        """Whether it is the year that is being worked on."""
        return self.year == self.years[-1]

    @cached_property
    def findings_by_item(self) -> dict[str, list[Finding]]:
        """The findings by the item's id, in the order of the form."""
        return _by_item(self.findings)

    @cached_property
    def weighing(self) -> tuple[Finding, ...]:
        """The findings that wait for an answer; hints are not among them."""
        return tuple(finding for finding in self.findings if weighs(finding))

    @cached_property
    def weighing_by_item(self) -> dict[str, list[Finding]]:
        """Those by the item's id, in the order of the form."""
        return _by_item(self.weighing)

    @cached_property
    def collisions_by_item(self) -> Counter[str]:
        """How many fields of an item collide."""
        return Counter(split_field(field)[0] for field in self.collisions)

    @cached_property
    def stage_of(self) -> dict[str, Stage]:
        """Where each department stands."""
        return {standing.department: standing.stage for standing in self.standings}

    @cached_property
    def inspected(self) -> frozenset[str]:
        """The items that the office has looked over as they stand, by id."""
        items = (self.plan.by_id.get(item) for item in self.review.inspections)
        return frozenset(i.id for i in items if i and self.review.is_inspected(i, self.answers))

    @cached_property
    def waiting(self) -> frozenset[str]:
        """The items with an answer that came in and that nobody has looked over as it stands."""
        came = {name for name, stage in self.stage_of.items() if stage in HANDED_IN}
        items = (item.id for item in self.plan.own_items if came.intersection(item.departments))
        return frozenset(items) - self.inspected

    @cached_property
    def summary(self) -> Summary:
        """The counts of the ratings."""
        return summarise(self.plan, self.answers)

    @cached_property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """What only the office can say of the plan; a year that is closed is not asked any more."""
        return () if self.is_closed else open_questions(self.plan)

    @property
    def last_merge(self) -> MergeRecord | None:
        """The merge that an undo would take back."""
        return next((merge for merge in reversed(self.merges) if not merge.undone_at), None)

    def departments_in(self, merge: MergeRecord) -> tuple[str, ...]:
        """The departments whose newest submission came with a merge."""
        came = frozenset(merge.submissions)
        return tuple(
            standing.department
            for standing in self.standings
            if standing.submission and standing.submission.identity in came
        )

    def is_written(self, item: Item) -> bool:
        """Whether anything is written for an item."""
        return any(self.answers.get(field) for field in fields_of(item))


def _by_item(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(split_field(finding.field)[0], []).append(finding)
    return found


def look(office: Office, year: int, before: YearState | None = None) -> YearState:
    """Read everything that the pages show of a year, and work it out; on any thread.

    Of the state `before` what is still true is taken over.
    """
    last, plan, findings = office.last_year(year), office.plan(year), office.findings(year)
    state = YearState(
        office.years,
        plan,
        office.answers(year),
        last.year if last else None,
        dict(last.answers) if last else {},
        findings,
        office.collisions(year),
        tuple(office.status(year)),
        office.merges(),
        office.review(year),
        lines_of(plan, findings, before.lines if before else ()),
        office.direction_questions(year),
        office.is_closed(year),
    )
    # What follows from it is worked out here too, where no window waits.
    for name, value in vars(YearState).items():
        if isinstance(value, cached_property):
            getattr(state, name)
    return state


class NextStep(Enum):
    """What there is to do next in a year."""

    SET_UP = auto()
    BEGIN_YEAR = auto()
    ASK = auto()
    SETTLE = auto()
    REVIEW = auto()
    WAIT = auto()
    EXPORT = auto()
    CLOSED = auto()


def next_step(state: YearState) -> NextStep:
    """The most urgent thing to do, from where the departments stand."""
    stages = Counter(standing.stage for standing in state.standings)
    if state.is_closed:
        return NextStep.CLOSED
    if state.collisions:
        return NextStep.SETTLE
    if not state.is_newest:
        return NextStep.EXPORT
    if not stages:
        return NextStep.SET_UP
    if stages[Stage.NOT_SENT] == stages.total():
        # The office may have written into some items of a year that was only begun.
        written = sum(state.is_written(item) for item in state.plan.items)
        return NextStep.BEGIN_YEAR if written * 2 > len(state.plan.items) else NextStep.ASK
    return _step_between(stages)


def _step_between(stages: Counter[Stage]) -> NextStep:
    """What there is to do once some departments were asked."""
    if any(stages[stage] for stage in HANDED_IN):
        return NextStep.REVIEW
    if stages[Stage.NOT_SENT]:
        return NextStep.ASK
    if any(stage not in _DONE for stage in stages):
        return NextStep.WAIT
    return NextStep.EXPORT
