"""What is known of a KPI's beginning and direction goes wherever the KPI goes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dxdesk.codec import decode, encode
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Item, Kpi, Plan, Target
from dxdesk.domain.plan_editing import merge_items, split_item
from dxdesk.domain.plan_faults import Flaw, item_faults
from dxdesk.domain.plan_merging import merge_plans
from dxdesk.domain.rolling_over import roll_over
from dxdesk.quick_codec import quick_decode

KPI = Kpi(
    "k1",
    "待ち時間",
    "10分",
    targets=(Target(2025, "8分"),),
    direction=Direction.KEEP,
    baseline="2021年度:20分",
    aim="↓",
)
PLAN = Plan(
    "p",
    "市計画",
    "市",
    2024,
    items=(
        Item("i001", "1", "窓口", ("市民課",), kpis=(KPI,)),
        Item("i002", "2", "予約", ("市民課",), kpis=(Kpi("k1", "件数", "5件"),)),
    ),
)


def said(kpi: Kpi) -> tuple[str, str, Direction]:
    return kpi.baseline, kpi.aim, kpi.direction


SAID = said(KPI)


def test_a_file_gives_them_back() -> None:
    data = encode(PLAN)
    assert decode(Plan, data) == quick_decode(Plan, data.decode()) == PLAN


@pytest.mark.parametrize(
    "left_out", [("baseline", "aim"), ("baseline", "aim", "direction", "targets")]
)
def test_a_file_of_before_opens(left_out: tuple[str, ...]) -> None:
    plain = json.loads(encode(PLAN))
    for item in plain["items"]:
        for kpi in item["kpis"]:
            for name in left_out:
                del kpi[name]
    data = json.dumps(plain)
    read = decode(Plan, data)
    assert (read.items[0].kpis[0].baseline, read.items[0].kpis[0].aim) == ("", "")
    assert quick_decode(Plan, data) == read


def test_they_stay_for_the_next_year() -> None:
    kpi = roll_over(PLAN, 2025).items[0].kpis[0]
    assert (kpi.target, said(kpi)) == ("8分", SAID)


def test_they_go_along_when_items_are_split_and_merged() -> None:
    split = split_item(PLAN, "i001", "1-2", "窓口の二", kpis=("k1",))
    assert next(said(kpi) for item in split.items for kpi in item.kpis) == SAID
    merged = merge_items(PLAN, "i002", ("i001",))
    assert said(merged.items[0].kpis[-1]) == SAID


def test_two_people_change_them_in_one_plan() -> None:
    theirs = replace(
        PLAN, items=(replace(PLAN.items[0], kpis=(replace(KPI, baseline="25分"),)), PLAN.items[1])
    )
    ours = replace(PLAN, items=(PLAN.items[0], replace(PLAN.items[1], goal="減らす")))
    merged = merge_plans(PLAN, ours, theirs)
    assert merged.is_whole
    assert merged.plan.items[0].kpis[0].baseline == "25分"
    assert merged.plan.items[1].goal == "減らす"


@pytest.mark.parametrize("name", ["baseline", "aim"])
def test_a_text_without_end_is_a_fault(name: str) -> None:
    kpi = replace(KPI, **{name: "長" * 100_000})
    faults = item_faults(replace(PLAN.items[0], kpis=(kpi,)))
    assert [fault.flaw for fault in faults] == [Flaw.TOO_LONG]
