"""What is not reported as lost comes back from the workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dxdesk.domain.plan import Grade, Group, Kpi, Phase, Plan
from dxdesk.domain.summary import dump
from dxdesk.domain.text import squeeze
from dxdesk.export.report import build_report
from dxdesk.export.workbooks import losses
from dxdesk.files.published import read_published
from tests.export.opened import BOTH, export
from tests.export.samples import item, long_plan, three_columns, wide, written

_PROSE = "\n".join(f"{n} 件目■の資料を配った。\n◆ 次は{n}回目、\n(1) 取組{n}" for n in range(400))


def one(**changes: Any) -> Plan:
    return replace(three_columns(), items=(item(1, **changes),))


def grouped(*groups: str) -> Plan:
    levels = (
        Group("g1", 0, "", "", "外"),
        Group("g2", 1, "", "1", "内一", "g1"),
        Group("g3", 1, "", "2", "内二", "g1"),
        Group("g4", 0, "", "", "別の外"),
        Group("g5", 1, "", "3", "内三", "g4"),
    )
    items = tuple(item(number, group) for number, group in enumerate(groups, 1))
    return replace(three_columns(), groups=levels, items=items)


PLANS: list[Plan] = [
    three_columns(),
    wide(),
    replace(three_columns(), years=()),
    replace(three_columns(), years=(2024,)),
    replace(three_columns(), title="四日市市計画", municipality="四日市市"),
    replace(three_columns(), title="デジタル化計画"),
    replace(three_columns(), scale=(Grade("A", "達成した", True), Grade("△", "遅れた", False))),
    one(no="9-3", title="3D都市モデル（全域）の整備"),
    one(departments=()),
    one(departments=("庶務課・議事調査課", "企画課")),
    one(departments=("DX推進チーム", "社会教育課（市史編さん室）")),
    one(kpis=(Kpi("k1", "割合", ""), Kpi("k2", "数（年間）", "2024年度末：5件"))),
    one(kpis=(Kpi("k1", "受講者", "5人"),), goal=""),
    one(schedule=(Phase("2022", "検討"), Phase("2024", "準備：調査"))),
    one(content="", goal=""),
    grouped("g1", "g2", "g2", "g3", "g5"),
    grouped("g2", "g4", "g2"),
]


@pytest.mark.parametrize("layout", BOTH)
@pytest.mark.parametrize("plan", PLANS, ids=range(len(PLANS)))
@pytest.mark.parametrize("answers_of", [written, lambda _: {}], ids=["written", "unwritten"])
def test_plans_come_back(
    plan: Plan, layout: str, answers_of: Callable[[Plan], dict[str, str]], tmp_path: Path
) -> None:
    answers = answers_of(plan)
    assert losses(build_report(plan, answers), layout) == []
    _assert_comes_back(plan, answers, layout, tmp_path)


@pytest.mark.parametrize("layout", BOTH)
@pytest.mark.parametrize("columns", [("content",), ("result-1",), ("content", "issues-1")])
def test_continued_cells_come_back(layout: str, columns: tuple[str, ...], tmp_path: Path) -> None:
    plan, answers = long_plan("短い。", 3)
    for each in plan.items:
        answers |= {f"{each.id}/{name}": _PROSE for name in columns if name != "content"}
    if "content" in columns:
        plan = replace(plan, items=tuple(replace(i, content=_PROSE) for i in plan.items))
    assert losses(build_report(plan, answers), layout) == []
    _assert_comes_back(plan, answers, layout, tmp_path)


def _assert_comes_back(plan: Plan, answers: dict[str, str], layout: str, folder: Path) -> None:
    path = folder / "export.xlsx"
    path.write_bytes(export(plan, answers, layout))
    reading = read_published(path, plan_id="again")
    assert _squeezed(dump(reading.plan, reading.answers)) == _squeezed(dump(plan, answers))


def _squeezed(value: Any) -> Any:
    if isinstance(value, str):
        return squeeze(value)
    if isinstance(value, list):
        return [_squeezed(each) for each in value]
    if isinstance(value, dict):
        return {name: _squeezed(each) for name, each in value.items()}
    return value
