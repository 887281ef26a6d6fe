"""What the parts of an item's page show, as values: a part is built anew only for another one."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum, auto

from dxdesk.domain.asking import PastFigure, Stage
from dxdesk.domain.checks import Finding
from dxdesk.domain.direction_questions import is_asked
from dxdesk.domain.fields import (
    COMMENT,
    RATING,
    RATING_NOTE,
    RESPONSE,
    fields_for,
    split_field,
    stage_field,
)
from dxdesk.domain.plan import Grade, Guided, Item, Kpi, Plan, RatingStage
from dxdesk.domain.reviewing import RemarkAnswer
from ui.bar_chart import BarChart, chart
from ui.office.drafts import Drafts
from ui.office.places import field_words, item_words, writers_of
from ui.office.state import YearState


class Since(Enum):
    """What the texts of an item are compared with."""

    NOTHING = auto()
    ROUND = auto()
    YEAR = auto()


@dataclass(frozen=True, slots=True)
class Draft:
    """A remark that may be written at a place: to whom, and what stands there so far."""

    place: str
    departments: tuple[str, ...]
    department: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What a row shows. `last` is None where the file has no earlier year.

    `before` is the text of the hand-in before the newest, None where there is none; `corrected`
    what the department had written where the office wrote something else.
    """

    field: str
    caption: str
    writers: str
    text: str
    last: str | None = None
    facts: str = ""
    findings: tuple[Finding, ...] = ()
    collides: bool = False
    since: Since = Since.NOTHING
    before: str | None = None
    corrected: str | None = None
    remarks: tuple[RemarkAnswer, ...] = ()
    figures: BarChart | None = None
    draft: Draft | None = dataclasses.field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class StageValue:
    """A rating behind the department's own, its reason, a comment and what became of it, by name.

    `own` is the department's rating, as it is printed.
    """

    item: str
    stage: RatingStage
    scale: tuple[Grade, ...]
    own: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HeadValue:
    """What is said above the fields. `inspected` is by whom and when, empty where nobody did.

    `stale` says that the texts have changed since somebody had looked the item over.
    """

    item: Item
    title: str
    groups: str
    departments: tuple[tuple[str, Stage], ...]
    findings: int
    settled: int
    guidance: str
    inspected: str = ""
    stale: bool = False
    remarks: tuple[RemarkAnswer, ...] = ()
    repeats: str = ""
    draft: Draft | None = dataclasses.field(default=None, compare=False)


_STAGE_NAMES = ((RATING, RATING_NOTE), (COMMENT, RESPONSE))
_GUIDED = {
    "result": Guided.RESULT,
    "issues": Guided.ISSUES,
    RATING: Guided.RATING,
    RATING_NOTE: Guided.RATING_NOTE,
}


class Showing:
    """Turns an item of a year into the values of its page.

    `past` are the KPIs' figures of the years before, by field; `to` is the department that
    remarks go to first.
    """

    def __init__(
        self,
        state: YearState,
        item: Item,
        drafts: Drafts,
        since: Since,
        past: dict[str, list[PastFigure]],
        to: str = "",
    ) -> None:
        self._state, self._item, self._drafts = state, item, drafts
        self._since, self._past, self._to = since, past, to
        self._remarks = state.review.remarks_of(item)

    def head(self) -> HeadValue:
        """What is said above the fields."""
        state, item = self._state, self._item
        open_ = len(state.weighing_by_item.get(item.id, ()))
        stages = state.stage_of
        known = state.review.inspections.get(item.id)
        holds = item.id in state.inspected
        return HeadValue(
            item,
            item_words(item),
            "　＞　".join(group.heading for group in state.plan.groups_of(item)),
            tuple((name, stages.get(name, Stage.NOT_SENT)) for name in item.departments),
            open_,
            len(state.findings_by_item.get(item.id, ())) - open_,
            state.plan.guidance.get(Guided.WHOLE.value, ""),
            f"{known.by}　{known.at}" if known and holds else "",
            known is not None and not holds,
            tuple(one for one in self._remarks if one.sent.remark.place == item.id),
            item_words(state.plan.answered_by(item)) if item.again else "",
            self._draft(item.id, item.departments),
        )

    def field(self, name: str) -> FieldValue:
        """One field of the departments."""
        state, item, review = self._state, self._item, self._state.review
        kpi = next((one for one in item.kpis if one.id == split_field(name)[1]), None)
        findings = state.findings_by_item.get(item.id, ())
        return FieldValue(
            name,
            field_words(item, name, state.plan),
            "、".join(writers_of(item, name)) if len(item.departments) > 1 else "",
            state.answers.get(name, ""),
            None if state.last_year is None else state.last_answers.get(name, ""),
            _facts(state.plan, kpi, name),
            tuple(one for one in findings if one.field == name),
            name in state.collisions,
            self._since,
            review.before(name),
            review.corrected(name),
            tuple(one for one in self._remarks if one.sent.remark.place == name),
            self._figures(kpi, name) if kpi else None,
            self._draft(name, tuple(d for d in item.departments if name in fields_for(item, d))),
        )

    def stage(self, stage: RatingStage) -> StageValue:
        """What a stage behind the departments' own says."""
        state, item = self._state, self._item
        kinds = (stage.rates, stage.comments)
        names = [n for pair, has in zip(_STAGE_NAMES, kinds, strict=True) if has for n in pair]
        places = [stage_field(item, name, stage.id) for name in names]
        own = state.answers.get(f"{item.id}/{RATING}", "")
        return StageValue(
            item.id,
            stage,
            state.plan.scale_of(stage),
            f"{own}　{state.plan.grades[own].meaning}" if own in state.plan.grades else own,
            tuple((place, state.answers.get(place, "")) for place in places),
        )

    def _draft(self, place: str, departments: tuple[str, ...]) -> Draft:
        known, text = self._drafts.at(place)
        first = known or (self._to if self._to in departments else "")
        return Draft(place, departments, first or next(iter(departments), ""), text)

    def _figures(self, kpi: Kpi, name: str) -> BarChart | None:
        plan, state = self._state.plan, self._state
        before = ((one.year, one.actual) for one in self._past.get(name, ()))
        every = (*before, (plan.year, state.answers.get(name, "")))
        made = chart([(plan.short_year(year), text) for year, text in every], kpi.target)
        return made if made.says_something else None


def _facts(plan: Plan, kpi: Kpi | None, name: str) -> str:
    """A KPI's target and whether it can be judged; how the office wants the field to be written."""
    if kpi is not None:
        said = plan.guidance.get(Guided.KPI.value, "")
        undecided = "（増減のどちらがよいか決まっていません）" if is_asked(kpi, plan.year) else ""
        return "　".join(filter(None, (f"目標 {kpi.target or '（記載なし）'}{undecided}", said)))
    kind = split_field(name)[1].partition("-")[0]
    return plan.guidance.get(_GUIDED[kind].value, "") if kind in _GUIDED else ""
