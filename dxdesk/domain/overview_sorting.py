"""Sorting the items of a year by their ratings, their KPIs, and how far the work on them has come."""

from __future__ import annotations

from collections.abc import Collection

from dxdesk.domain.cells import actual_of
from dxdesk.domain.fields import (
    DIRECTION,
    RATING,
    RATING_NOTE,
    Answers,
    field_of,
    fields_of,
    stage_field,
)
from dxdesk.domain.judging import Verdict, judge
from dxdesk.domain.overview import Key, Sense, Sorting
from dxdesk.domain.plan import Grade, Item, Kpi, Plan, RatingStage
from dxdesk.domain.scale import Standing

# What no code stands for: nothing chosen, or a code that the scale does not have.
UNRATED = ""

KPI_KEYS = (
    Key("reached", "達成", "目標に達したもの", Sense.GOOD),
    Key("missed", "未達成", "期限の来た目標に届かなかったもの", Sense.BAD),
    Key("ahead", "期限前", "目標の期限がまだ先で、届いていないもの", Sense.WEAK),
    Key(
        "unknown",
        "判定不可",
        "増減のどちらがよいか決まっていない、文で書かれているなどの理由で、比べられないもの",
        Sense.OTHER,
    ),
    Key("unwritten", "未記入", "実績がまだ書かれていないもの", Sense.NONE),
)
WRITING_KEYS = (
    Key("whole", "記入済", "すべての欄が書かれたもの", Sense.GOOD),
    Key("partly", "記入中", "書かれていない欄があるもの", Sense.WEAK),
    Key("nothing", "未記入", "まだ何も書かれていないもの", Sense.NONE),
)
FINDING_KEYS = (
    Key("clear", "指摘なし", "対応を待つ指摘がないもの", Sense.GOOD),
    Key("waiting", "指摘あり", "対応を待つ指摘があるもの", Sense.WEAK),
)
ACCEPTED_KEYS = (
    Key("accepted", "受理済", "担当するすべての課の提出を受理したもの", Sense.GOOD),
    Key("partly", "一部受理", "受理していない課があるもの", Sense.WEAK),
    Key("open", "未受理", "どの課の提出も受理していないもの", Sense.NONE),
)

_SENSES = {
    Standing.ABOVE: Sense.BEST,
    Standing.MET: Sense.GOOD,
    Standing.BELOW: Sense.WEAK,
    Standing.FAR_BELOW: Sense.BAD,
}
_ACHIEVED = {True: Sense.GOOD, False: Sense.WEAK, None: Sense.OTHER}


def by_rating(plan: Plan, answers: Answers, stage: RatingStage | None = None) -> Sorting:
    """By the code of the departments' own rating, or of a stage behind it."""
    scale = plan.scale_of(stage) if stage else plan.scale
    keys = [Key(one.code, one.code, one.meaning, _sense(one)) for one in scale]
    keys.append(Key(UNRATED, "評価なし", "評価がまだないか、区分にない評価のもの", Sense.NONE))
    codes = {grade.code for grade in scale}

    def code(item: Item) -> str:
        place = stage_field(item, RATING, stage.id) if stage else field_of(item, RATING)
        given = answers.get(place, "")
        return given if given in codes else UNRATED

    return Sorting(plan, tuple(keys), {item.id: (code(item),) for item in plan.own_items})


def by_kpi(plan: Plan, answers: Answers) -> Sorting:
    """By whether the target of each KPI was reached; an item has a key for each of its KPIs."""
    found = {
        item.id: tuple(_verdict(plan, item, kpi, answers) for kpi in item.kpis)
        for item in plan.own_items
    }
    return Sorting(plan, KPI_KEYS, found)


def by_writing(plan: Plan, answers: Answers) -> Sorting:
    """By how much of an item is written; the note on a rating is written where there is need."""

    def key(item: Item) -> str:
        note = field_of(item, RATING_NOTE)
        wanted = (
            one for one in fields_of(item) if one != note and not one.endswith(f"@{DIRECTION}")
        )
        written = [bool(answers.get(place)) for place in wanted]
        return "whole" if all(written) else "partly" if any(written) else "nothing"

    return Sorting(plan, WRITING_KEYS, {item.id: (key(item),) for item in plan.own_items})


def by_findings(plan: Plan, waiting: Collection[str]) -> Sorting:
    """By whether findings wait for an answer; `waiting` are the items that have such."""
    found = {i.id: ("waiting" if i.id in waiting else "clear",) for i in plan.own_items}
    return Sorting(plan, FINDING_KEYS, found)


def by_acceptance(plan: Plan, accepted: Collection[str]) -> Sorting:
    """By the departments of an item that were accepted, or have nothing to answer."""

    def key(item: Item) -> str:
        done = [name in accepted for name in item.departments]
        return "accepted" if done and all(done) else "partly" if any(done) else "open"

    return Sorting(plan, ACCEPTED_KEYS, {item.id: (key(item),) for item in plan.own_items})


def _sense(grade: Grade) -> Sense:
    return _SENSES.get(grade.says) or _ACHIEVED[grade.achieved]


def _verdict(plan: Plan, item: Item, kpi: Kpi, answers: Answers) -> str:
    actual = actual_of(item, kpi, answers)
    if not actual.strip():
        return "unwritten"
    said = judge(kpi, actual, plan.year, plan.years)
    if said.missed:
        return "missed"
    if said.reached:
        return "reached"
    return "ahead" if said.verdict is Verdict.MISSED else "unknown"
