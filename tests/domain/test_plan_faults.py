"""Faults of a plan: each is found where it is, and a sound plan has none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dxdesk.domain.plan import (
    Column,
    Grade,
    Group,
    Item,
    Kpi,
    Plan,
    RatingStage,
    Slot,
    Succession,
    Target,
)
from dxdesk.domain.plan_faults import Fault, Flaw, KnownFaults, lost_answers, plan_faults
from dxdesk.files.published import read_published
from dxdesk.messages import fault_sentence
from dxdesk.resources import resource
from tests.plans import OITA, TOKUSHIMA, needs_documents

GROUP = Group("g1", 0, "方針", "1", "窓口")
SLOT = Slot("result-1", Column.RESULT, "", ("市民課",))
KPI = Kpi("k1", "件数", "3件")
ITEM = Item("i1", "1", "予約", ("市民課",), "g1", kpis=(KPI,), slots=(SLOT,))
PLAN = Plan("p", "計画", "海市", 2025, (2025,), (Grade("A", "達成"),), (GROUP,), (ITEM,))


def plan(**changes: Any) -> Plan:
    return replace(PLAN, **changes)


def item(**changes: Any) -> Plan:
    return plan(items=(replace(ITEM, **changes),))


def stage(identity: str = "office", name: str = "事務局", *, rates: bool = True) -> Plan:
    return plan(stages=(RatingStage(identity, name, rates=rates),))


OTHER = replace(ITEM, id="i2", no="2", title="申請")
FAULTS: list[tuple[Flaw, str, Plan]] = [
    (Flaw.BAD_ID, "i/1", item(id="i/1")),
    (Flaw.BAD_ID, "i1", item(kpis=(replace(KPI, id="rating"),))),
    (Flaw.BAD_ID, "i1", item(slots=(replace(SLOT, id="issues-1"),))),
    (Flaw.BAD_ID, "Office", stage("Office")),
    (Flaw.ID_TWICE, "i1", plan(items=(ITEM, replace(OTHER, id="i1")))),
    (Flaw.ID_TWICE, "i1", item(kpis=(KPI, KPI))),
    (Flaw.ID_TWICE, "g1", plan(groups=(GROUP, GROUP))),
    (Flaw.GROUP_UNKNOWN, "i1", item(group="g9")),
    (Flaw.GROUP_UNKNOWN, "g1", plan(groups=(replace(GROUP, parent="g9", level=1),))),
    (Flaw.GROUP_CIRCLE, "g1", plan(groups=(replace(GROUP, parent="g1", level=1),))),
    (Flaw.GROUP_CIRCLE, "g2", plan(groups=(replace(GROUP, id="g2", level=1, parent="g1"), GROUP))),
    (Flaw.GROUP_LEVEL, "g2", plan(groups=(GROUP, replace(GROUP, id="g2", parent="g1")))),
    (Flaw.GROUP_LEVEL, "g1", plan(groups=(replace(GROUP, level=-1),))),
    (Flaw.GRADE_BLANK, "", plan(scale=(Grade(" ", ""),))),
    (Flaw.GRADE_TWICE, "", plan(scale=(Grade("A", ""), Grade("A", "")))),
    (Flaw.STAGE_BLANK, "office", stage(name=" ")),
    (Flaw.STAGE_BLANK, "", plan(self_name="")),
    (Flaw.AGAIN_UNKNOWN, "i2", plan(items=(ITEM, replace(OTHER, again="i9")))),
    (Flaw.AGAIN_UNKNOWN, "i2", plan(items=(ITEM, replace(OTHER, again="i2")))),
    (Flaw.DEPARTMENT_BLANK, "i1", item(departments=("市民課", ""))),
    (Flaw.DEPARTMENT_TWICE, "i1", item(departments=("市民課", "市民課"))),
    (Flaw.TARGET_TWICE, "i1", item(kpis=(replace(KPI, targets=(Target(2026, "1"),) * 2),))),
    (Flaw.TOO_LONG, "i1", item(content="あ" * 50_001)),
    (Flaw.TOO_LONG, "", plan(scale=(Grade("A" * 21, ""),))),
    (Flaw.TOO_MANY, "i1", item(kpis=tuple(Kpi(f"k{n}", "数") for n in range(1, 400)))),
    (Flaw.TOO_MANY, "", plan(scale=tuple(Grade(f"{n}", "") for n in range(41)))),
    (Flaw.LINE_BREAK, "i1", item(departments=("市民\n課",))),
    (Flaw.LINE_BREAK, "", plan(title="計\n画")),
    (Flaw.BAD_SIGN, "i1", item(title="\ud800")),
    (Flaw.BAD_SIGN, "i1", item(goal="\0")),
    (Flaw.BAD_YEAR, "", plan(years=(20_025,))),
    (Flaw.BAD_YEAR, "i1", item(kpis=(replace(KPI, targets=(Target(7, "1"),)),))),
    (Flaw.BAD_SETTING, "", plan(guidance={"other": "文"})),
    (Flaw.BAD_SETTING, "", plan(stamps=("",))),
    (Flaw.BAD_SETTING, "市民課", plan(carriers={"市民課": "fax"})),
    (Flaw.TITLE_BLANK, "", plan(title="")),
    (Flaw.NO_ITEMS, "", plan(items=())),
    (Flaw.NO_SCALE, "", plan(scale=())),
    (Flaw.NUMBER_BLANK, "i1", item(no=" ")),
    (Flaw.NUMBER_TWICE, "i2", plan(items=(ITEM, replace(OTHER, no="1")))),
    (Flaw.NAME_BLANK, "i1", item(title="")),
    (Flaw.NAME_TWICE, "i2", plan(items=(ITEM, replace(OTHER, title="予約")))),
    (Flaw.NO_DEPARTMENT, "i1", item(departments=())),
    (Flaw.SLOT_OF_NOBODY, "i1", item(departments=("情報課",))),
    (Flaw.KPI_OF_NOBODY, "i1", item(kpis=(replace(KPI, departments=("情報課",)),))),
    (Flaw.KPI_BLANK, "i1", item(kpis=(replace(KPI, name=""),))),
    (Flaw.GROUP_BLANK, "g1", plan(groups=(replace(GROUP, title=""),))),
    (Flaw.STAGE_IDLE, "office", stage(rates=False)),
    (Flaw.CARRIER_OF_NOBODY, "情報課", plan(carriers={"情報課": "xlsx"})),
    (Flaw.SUCCESSION_UNKNOWN, "港湾課", plan(successions=(Succession(("港湾課",), ("市民課",)),))),
]


def test_a_sound_plan_has_none() -> None:
    again = replace(OTHER, no="1", title="予約", again="i1", departments=(), kpis=(), slots=())
    assert plan_faults(plan(items=(ITEM, again)), PLAN) == ()


@pytest.mark.parametrize(("flaw", "place", "bad"), FAULTS)
def test_each_is_found_where_it_is(flaw: Flaw, place: str, bad: Plan) -> None:
    found = [fault for fault in plan_faults(bad, PLAN) if fault.flaw is flaw]
    assert place in {fault.place for fault in found}
    assert all(fault_sentence(fault) for fault in found)


def test_every_kind_has_an_example_and_a_sentence() -> None:
    shown = {flaw for flaw, _, _ in FAULTS} | {Flaw.OTHER_PLAN, Flaw.ANSWERED, Flaw.GRADE_USED}
    assert shown == set(Flaw)
    assert all("{" not in fault_sentence(Fault(flaw)) for flaw in Flaw)


def test_what_breaks_the_plan_comes_first() -> None:
    found = [fault.flaw.breaks for fault in plan_faults(item(no="", kpis=(KPI, KPI)))]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 2


def test_answers_without_a_place_are_told_by_item() -> None:
    after = item(slots=(), kpis=())
    fields = ("i1/result-1", "i1/k1", "i1/rating", "x/k1")
    assert lost_answers(PLAN, after, fields) == (Fault(Flaw.ANSWERED, "i1", "1"),)
    assert lost_answers(PLAN, after, ("i1/rating",)) == ()
    assert lost_answers(PLAN, plan(items=()), ("i1/rating",)) == (Fault(Flaw.ANSWERED, "i1", "1"),)


@needs_documents
@pytest.mark.parametrize("known", [TOKUSHIMA, OITA])
def test_published_plans_are_sound(known: Path) -> None:
    assert not [
        one for one in plan_faults(read_published(known, plan_id="p").plan) if one.flaw.breaks
    ]


def test_the_sample_is_sound() -> None:
    assert plan_faults(read_published(resource("sample", "plan-r6.txt"), plan_id="p").plan) == ()


def test_items_that_stayed_are_remembered_and_others_looked_at() -> None:
    known = KnownFaults()
    for _, _, bad in (*FAULTS, *reversed(FAULTS)):
        assert plan_faults(bad, PLAN, known) == plan_faults(bad, PLAN)
    asked: list[Item] = []

    def of_item(item: Item) -> tuple[Fault, ...]:
        asked.append(item)
        return known(item)

    changed = plan(items=(ITEM, replace(OTHER, title="別")))
    assert plan_faults(changed, of_item=of_item) == ()
    assert asked == list(changed.items)
    assert known(ITEM) is known(ITEM)
