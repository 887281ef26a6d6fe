"""What the layouts cannot hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dxdesk.domain.plan import Grade, Group, Kpi, Phase, Plan
from dxdesk.export.layout_files import find_layout, read_layout
from dxdesk.export.losses import _SENTENCES, Lost, find_losses
from dxdesk.export.report import build_report
from dxdesk.export.workbooks import losses
from dxdesk.resources import resource
from tests.export.opened import BOTH
from tests.export.samples import item, three_columns, wide, written


def with_item(**changes: Any) -> Plan:
    return replace(three_columns(), items=(item(1, **changes),))


@pytest.mark.parametrize("layout", BOTH)
@pytest.mark.parametrize("make", [three_columns, wide])
def test_ordinary_plans_lose_nothing(make: Callable[[], Plan], layout: str) -> None:
    plan = make()
    assert losses(build_report(plan, written(plan)), layout) == []


@pytest.mark.parametrize(
    ("plan", "three_column", "broad"),
    [
        (replace(three_columns(), title="架空市デジタルビジョン"), Lost.TITLE, Lost.TITLE),
        (replace(three_columns(), title="架空市計画" + "長" * 100), None, Lost.TITLE),
        (
            replace(three_columns(), municipality="架空広域連合"),
            Lost.MUNICIPALITY,
            Lost.MUNICIPALITY,
        ),
        (replace(three_columns(), years=(2022, 2024)), Lost.YEARS, Lost.YEARS),
        (replace(wide(), years=(2021, 2022, 2023)), Lost.YEARS, Lost.YEARS),
        (replace(three_columns(), scale=(Grade("順調である", "順調"),)), Lost.SCALE, Lost.SCALE),
        (replace(three_columns(), scale=(Grade("A", ""),)), Lost.SCALE, Lost.SCALE),
        (with_item(no="ア"), Lost.NUMBER, Lost.NUMBER),
        (with_item(no=""), Lost.NUMBER, Lost.NUMBER),
        (with_item(title="統合（GIS）", departments=()), Lost.ITEM_TITLE, None),
        (with_item(title="統合【GIS】", departments=()), None, Lost.ITEM_TITLE),
        (with_item(title="3 つの約束"), Lost.ITEM_TITLE, None),
        (with_item(title="長" * 400), Lost.ITEM_TITLE, Lost.ITEM_TITLE),
        (with_item(departments=("庶務課・議事課",)), Lost.DEPARTMENTS, Lost.DEPARTMENTS),
        (with_item(kpis=(Kpi("k1", "率：全体", "5%"),)), Lost.KPI, None),
        (with_item(kpis=(Kpi("k1", "率→割合", "5%"),)), None, Lost.KPI),
        (with_item(goal="あ\n【注：い】\nう"), Lost.MARKS, Lost.MARKS),
        (with_item(content="あ\n【目標】い"), Lost.MARKS, Lost.MARKS),
        (with_item(schedule=(Phase("2022", ""),)), Lost.SCHEDULE, Lost.SCHEDULE),
        (with_item(schedule=(Phase("2023", "い"), Phase("2022", "あ"))), None, Lost.SCHEDULE),
        (with_item(schedule=(Phase("R4", "あ"),)), Lost.SCHEDULE, None),
        (with_item(group=None), None, None),
    ],
)
def test_each_loss_is_named(plan: Plan, three_column: Lost | None, broad: Lost | None) -> None:
    for layout, lost in zip(BOTH, (three_column, broad), strict=True):
        found = [loss.lost for loss in find_losses(build_report(plan, {}), find_layout(layout))]
        assert found == ([lost] if lost else [])


def test_a_rating_outside_the_scale_is_lost() -> None:
    answers = {"i002/rating": "Z", "i003/rating": "おおむね順調"}
    for layout, items in (("wide", ("2", "3")), ("three-column", ("3",))):
        found = find_losses(build_report(three_columns(), answers), find_layout(layout))
        assert [(loss.lost, loss.items) for loss in found] == [(Lost.RATING, items)]


@pytest.mark.parametrize(
    ("groups", "three_column", "broad"),
    [
        (["g1", "g2"], (), ()),
        (["g2", "g1"], ("2",), ("2",)),
        (["g1", None], ("2",), ("2",)),
        (["g5", "g2"], ("2",), ()),
        (["g3"], (), ("1",)),
        (["g4"], ("1",), ("1",)),
    ],
)
def test_groups_that_paper_cannot_tell(
    groups: list[str | None], three_column: tuple[str, ...], broad: tuple[str, ...]
) -> None:
    plan = replace(
        three_columns(),
        groups=(
            Group("g1", 0, "", "", "外"),
            Group("g2", 1, "", "1", "内", "g1"),
            Group("g3", 2, "", "", "底", "g2"),
            Group("g4", 0, "", "", "長" * 200),
            Group("g5", 1, "", "", "番号のない内", "g1"),
        ),
        items=tuple(item(number, group) for number, group in enumerate(groups, 1)),
    )
    for layout, items in zip(BOTH, (three_column, broad), strict=True):
        found = [
            loss.items
            for loss in find_losses(build_report(plan, {}), find_layout(layout))
            if loss.lost is Lost.GROUPS
        ]
        assert found == ([items] if items else [])


def test_every_loss_has_its_sentence() -> None:
    assert set(_SENTENCES) == set(Lost)


def test_a_sentence_names_the_items() -> None:
    plan = with_item(no="ア")
    assert losses(build_report(plan, {}), "wide") == [f"{_SENTENCES[Lost.NUMBER]}（取組項目 ア）。"]


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize(
    ("old", "new", "is_read"),
    [
        ('family = "', 'family = "別の', True),
        ("width = ", "bold = true\nwidth = 1", True),
        ('title = "', 'title = "別の', True),
        ("plain = [", 'plain = ["", ', False),
        ('"{issues}', '"その他　{issues}', False),
        ('heading = "', 'heading = "その', False),
    ],
)
def test_a_layout_is_read_in_again_where_it_says_what_the_published_form_says(
    name: str, old: str, new: str, is_read: bool
) -> None:
    source = resource("layouts", f"{name}.toml").read_text("utf-8")
    assert old in source
    layout = read_layout(source.replace(old, new, 1))
    plan = wide()
    told = [loss.lost for loss in find_losses(build_report(plan, written(plan)), layout)]
    assert told == ([] if is_read else [Lost.OTHER_FORM])
