"""Plans of our own in both shapes, small enough to read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import (
    Column,
    Grade,
    Group,
    Item,
    Kpi,
    Phase,
    Plan,
    Slot,
    YearStyle,
)

SCALE = (
    Grade("S", "計画を上回って進んだ。", True),
    Grade("A", "計画どおりに進んだ。", True),
    Grade("B", "計画を下回った。", False),
)


def item(number: int, group: str | None = "g1", **changes: Any) -> Item:
    """An item of one department with one block in each column."""
    made = Item(
        f"i{number:03}",
        str(number),
        f"窓口の見直しその{number}",
        ("デジタル推進課",),
        group,
        "窓口で書く書類を減らす。",
        "待ち時間を短くする。",
        slots=(Slot("result-1", Column.RESULT), Slot("issues-1", Column.ISSUES)),
    )
    return replace(made, **changes)


def written(plan: Plan, **more: str) -> dict[str, str]:
    """Answers for every slot, and ratings A."""
    answers: dict[str, str] = {}
    for each in plan.items:
        for slot in each.slots:
            answers[f"{each.id}/{slot.id}"] = f"{each.title}の{slot.column.value}を書いた。"
        for kpi in each.kpis:
            answers[f"{each.id}/{kpi.id}"] = "120件"
        answers[f"{each.id}/rating"] = "A"
    return answers | {name.replace("__", "/"): text for name, text in more.items()}


def three_columns() -> Plan:
    """One level of labelled groups, no schedule."""
    groups = (
        Group("g1", 0, "取組方針", "1", "暮らしを便利にする"),
        Group("g2", 0, "取組方針", "2", "仕事の進め方を変える"),
    )
    items = (
        item(1, kpis=(Kpi("k1", "予約件数", "100件", direction=Direction.MORE),)),
        item(
            2,
            departments=("住宅課", "都市計画課"),
            slots=(
                Slot("result-1", Column.RESULT, "(1)", ("住宅課",)),
                Slot("result-2", Column.RESULT, "(2)", ("都市計画課",)),
                Slot("issues-1", Column.ISSUES, "", ("住宅課",)),
            ),
        ),
        item(3, "g2", goal=""),
    )
    return Plan(
        "p1",
        "架空市デジタル化推進計画",
        "架空市",
        2024,
        (2022, 2023, 2024, 2025),
        SCALE,
        groups,
        items,
    )


def wide() -> Plan:
    """Two levels of groups and a schedule."""
    groups = (
        Group("g1", 0, "", "", "手続のオンライン化"),
        Group("g2", 1, "", "1", "申請を手元で", "g1"),
        Group("g3", 1, "", "2", "支払を手元で", "g1"),
        Group("g4", 0, "", "", "データの活用"),
        Group("g5", 1, "", "3", "公開するデータ", "g4"),
    )
    phases = (Phase("2022", "検討"), Phase("2023", "実施"), Phase("2025以降", "拡充"))
    items = (
        item(
            1,
            "g2",
            no="1-1",
            schedule=phases,
            kpis=(Kpi("k1", "申請率", "2024年度末:50%", direction=Direction.MORE),),
        ),
        item(2, "g2", no="1-2", goal="", departments=("企画課", "市民課")),
        item(3, "g3", no="2-1", goal="", schedule=(Phase("2023", "実施"),)),
        item(
            4,
            "g5",
            no="3-1",
            kpis=(Kpi("k1", "公開数", "30件", "公開した数:", direction=Direction.MORE),),
        ),
    )
    return Plan(
        "p2",
        "架空市情報化推進計画2022-2024",
        "架空市",
        2023,
        (2022, 2023, 2024),
        SCALE,
        groups,
        items,
        "wide",
        YearStyle.WESTERN,
        ("2022", "2023", "2024", "2025以降"),
        "架空市情報化推進計画2022-2024 施策評価結果一覧",
    )


def long_plan(text: str, count: int = 1) -> tuple[Plan, dict[str, str]]:
    """Items whose three cells and reason all hold `text`."""
    plan = three_columns()
    items = tuple(item(number + 1, content=text) for number in range(count))
    plan = replace(plan, items=items)
    answers = written(plan)
    for each in items:
        answers[f"{each.id}/result-1"] = text
        answers[f"{each.id}/issues-1"] = text
        answers[f"{each.id}/rating_note"] = text
    return plan, answers
