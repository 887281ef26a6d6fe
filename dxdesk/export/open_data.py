"""A year's results as data for others: items and their KPIs, with nothing of a layout in it.

What a table for people leaves to the reader is said here: which kind of nothing an actual is,
whether a target was met, and why nothing is said where it is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from dxdesk.domain.cells import actual_of, cells_of, rating_note_of, rating_of
from dxdesk.domain.directions import Source
from dxdesk.domain.fields import Answers
from dxdesk.domain.figures import Direction, Empty, Figure, Measure
from dxdesk.domain.judging import Judgement, Verdict, Why, judge, tells_of_the_year
from dxdesk.domain.plan import Item, Phase, Plan
from dxdesk.domain.summary import StageSaid, stages_of


class State(Enum):
    """What an actual is: one of the six kinds of nothing, a number, or a text."""

    UNWRITTEN = "unwritten"
    NOT_APPLICABLE = "not-applicable"
    NOT_DONE = "not-done"
    UNKNOWN = "unknown"
    ENDED = "ended"
    ZERO = "zero"
    NUMBER = "number"
    TEXT = "text"


class Remark(Enum):
    """What has to be known beside a verdict."""

    NOT_DUE = "not-due"


@dataclass(frozen=True, slots=True)
class KpiRecord:
    """One KPI of one item in one year; `number` counts within the item from 1.

    A value is None where the text is no number, holds several, or a span of two. `better` is None
    where nobody has said which way it is, nor the data show it; `better_source` says which of them.
    """

    number: int
    name: str
    target: str
    target_value: Decimal | None
    target_unit: str
    target_year: int | None
    actual: str
    actual_value: Decimal | None
    actual_unit: str
    actual_state: State
    better: Direction | None
    verdict: Verdict
    reason: Why | None
    rate: Decimal | None
    remarks: tuple[Remark, ...]
    better_source: Source | None = None


@dataclass(frozen=True, slots=True)
class StageRecord:
    """What a rating behind the departments' own says of one item; `comment` is a committee's."""

    stage: str
    name: str
    rating: str
    rating_meaning: str
    note: str
    comment: str
    response: str


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One item in one year; its cells are composed as the document prints them.

    `achieved` is what the scale says of the rating, None where it does not say or there is none.
    """

    no: str
    title: str
    groups: tuple[str, ...]
    departments: tuple[str, ...]
    content: str
    goal: str
    result: str
    issues: str
    rating: str
    rating_meaning: str
    achieved: bool | None
    rating_note: str
    schedule: tuple[Phase, ...]
    kpis: tuple[KpiRecord, ...]
    stages: tuple[StageRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenData:
    """A year of a plan. `license` is the city's own line on how the data may be used."""

    municipality: str
    plan: str
    year: int
    license: str
    items: tuple[ItemRecord, ...]
    # dxdesk does not know it; the column is there because catalogues ask for it.
    municipality_code: str = ""


def build_open_data(plan: Plan, answers: Answers, *, license_: str = "") -> OpenData:
    """Derive a year's data. Items that repeat others are left out: every item is there once."""
    items = tuple(_item(plan, item, answers) for item in plan.own_items)
    return OpenData(plan.municipality, plan.title, plan.year, license_, items)


def _item(plan: Plan, item: Item, answers: Answers) -> ItemRecord:
    cells = cells_of(item, answers, plan.layout)
    rating = rating_of(item, answers)
    grade = plan.grades.get(rating)
    return ItemRecord(
        item.no,
        item.title,
        tuple(group.heading for group in plan.groups_of(item)),
        item.departments,
        cells.content,
        cells.goal,
        cells.result,
        cells.issues,
        rating,
        grade.meaning if grade else "",
        grade.achieved if grade else None,
        rating_note_of(item, answers),
        item.schedule,
        tuple(
            _kpi(number, judge(kpi, actual_of(item, kpi, answers), plan.year, plan.years))
            for number, kpi in enumerate(item.kpis, 1)
        ),
        tuple(_stage(plan, said) for said in stages_of(plan, item, answers)),
    )


def _stage(plan: Plan, said: StageSaid) -> StageRecord:
    grades = plan.scale_of(said.stage)
    return StageRecord(
        said.stage.id,
        said.stage.name,
        said.rating,
        next((grade.meaning for grade in grades if grade.code == said.rating), ""),
        said.note,
        said.comment,
        said.response,
    )


def _kpi(number: int, judged: Judgement) -> KpiRecord:
    target, actual = judged.target, judged.actual
    remarks = {Remark.NOT_DUE: judged.later}
    known = judged.source is not Source.NOT_KNOWN
    tells = tells_of_the_year(judged.kpi, target, actual)
    return KpiRecord(
        number,
        judged.kpi.name,
        target.text,
        _value(target),
        target.unit,
        target.due.year if target.due else None,
        actual.text,
        _value(actual, judged.counted) if tells else None,
        judged.counted.unit if judged.counted else actual.unit if tells else "",
        _state(actual) if tells else State.TEXT,
        judged.direction if known else None,
        judged.verdict,
        judged.why,
        judged.rate,
        tuple(remark for remark, holds in remarks.items() if holds),
        judged.source if known else None,
    )


STATES = {
    Empty.UNWRITTEN: State.UNWRITTEN,
    Empty.NOT_APPLICABLE: State.NOT_APPLICABLE,
    Empty.NOT_DONE: State.NOT_DONE,
    Empty.UNKNOWN: State.UNKNOWN,
    Empty.ENDED: State.ENDED,
}


def _state(actual: Figure) -> State:
    if actual.empty is not None:
        return STATES[actual.empty]
    value = _value(actual)
    if value is None:
        return State.TEXT
    return State.NUMBER if value else State.ZERO


def _value(figure: Figure, counted: Measure | None = None) -> Decimal | None:
    """The figure's only number with the decimals that are printed, all of its digits at least.

    `counted` is the same number in the target's unit, where it has none of its own.
    """
    if figure.value is None or figure.measures[0].upper is not None:
        return None
    only = counted or figure.measures[0]
    printed = Decimal(f"{only.value:.{0 if only.scale else only.decimals}f}")
    if printed == only.value:
        return printed
    # The decimals of 1.23456万人 are not those of 12345.6人.
    return Decimal(f"{only.value:f}".rstrip("0"))
