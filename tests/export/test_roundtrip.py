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
from dxdesk.export.layout_files import read_layout
from dxdesk.export.report import build_report
from dxdesk.export.workbooks import losses, write_workbook
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
    one(kpis=(Kpi("k1", "待ち時間（減少を目指す）", "10分"), Kpi("k2", "率（→）", "50% ↓"))),
    one(kpis=(Kpi("k1", "待ち時間", "10分 （減少）"), Kpi("k2", "紙↓", "8,000千枚以下")), goal=""),
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


COLUMNS = {
    **{"No.": "{no}", "取組名": "{title}", "担当課": "{departments}", "取組内容": "{content}"},
    **{"指標": "{kpi.name}", "基準値": "{kpi.baseline}", "望ましい方向": "{kpi.aim}"},
    **{"目標値": "{kpi.target}", "実績値": "{kpi.actual}", "評価": "{rating}"},
}


def test_what_is_wished_of_a_figure_comes_back_where_a_layout_prints_it(tmp_path: Path) -> None:
    once = 'once = "item"\n'
    columns = "".join(
        f'[[sheet.column]]\nheading = "{name}"\nwidth = 20\ntext = "{text}"\n'
        f"{'' if 'kpi' in text else once}"
        for name, text in COLUMNS.items()
    )
    layout = read_layout(
        'format = 1\ntitle = "一覧"\n[font]\nfamily = "BIZ UDゴシック"\nsize = 10\n'
        '[paper]\nsize = "A4"\norientation = "landscape"\n[[sheet]]\nname = "一覧"\nrows = "kpi"\n'
        f'line = [{{ text = "{{plan}} {{year}}の取組実績", size = 14 }}]\n{columns}'
    )
    kpis = (
        Kpi("k1", "紙の使用量", "8,000千枚以下", baseline="2021年度:9,000千枚", aim="↓"),
        Kpi("k2", "予約件数", "120件", baseline="5件", aim="増加を目指す"),
        Kpi("k3", "満足度", "80%", aim="維持"),
    )
    plan = one(kpis=kpis)
    report = build_report(plan, written(plan))
    path = tmp_path / "export.xlsx"
    with path.open("wb") as file:
        write_workbook(report, layout, file)
    assert read_published(path, plan_id="p").plan.items[0].kpis == kpis
    aside = [
        "この様式には、指標の基準値の欄がありません。",
        "この様式には、指標の望ましい方向の欄がありません。",
    ]
    assert [line for line in losses(report, layout) if line in aside] == []
    for name in BOTH:
        assert [line for line in losses(report, name) if line in aside] == aside
