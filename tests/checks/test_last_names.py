"""Titles, departments and KPIs that are others than last year's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.domain.asking import LastYear
from dxdesk.domain.checks import Example, Finding, check_list
from dxdesk.domain.plan import Kpi, Succession
from tests.checks.samples import material

NAMES = ("title-changed", "departments-changed", "kpis-changed", "kpi-name-changed")
KPI = Example(target="100件", actual="120件")


def changed(example: Example, *, successions: tuple[Succession, ...] = ()) -> list[str]:
    one = material(example)
    found = check_list(replace(one, plan=replace(one.plan, successions=successions)))
    return [f.code for f in found if f.code in NAMES]


@pytest.mark.parametrize(
    ("example", "codes"),
    [
        (Example(last_title="混雑の緩和"), ["title-changed"]),
        (Example(last_title="取組　１"), []),
        (Example(last_title="取組の（1）"), []),
        (Example(last_title="混雑の緩和", result="昨年度までの「混雑の緩和」を改めて進めた。"), []),
        (Example(last_departments=("市民課",)), ["departments-changed"]),
        (Example(last_departments=("企画課", "市民課")), ["departments-changed"]),
        (Example(last_departments=("企画 課",)), []),
        (Example(last_departments=("市民課",), result="市民課から引き継ぎ、窓口に置いた。"), []),
        (replace(KPI, last_gone_kpi="満足度"), ["kpis-changed"]),
        # A name that is spelt in another way is the same.
        (replace(KPI, last_kpi="利用の件数", last_actual="110件"), []),
        (replace(KPI, last_kpi="利用件数（件）", last_actual="110件"), ["kpi-name-changed"]),
        (replace(KPI, kpi="ＤＸ研修　受講者数", last_kpi="DX研修受講者の数"), []),
        (replace(KPI, kpi="窓口の待ち時間", last_kpi="窓口の処理時間"), ["kpi-name-changed"]),
    ],
)
def test_what_is_another_name(example: Example, codes: list[str]) -> None:
    assert changed(example) == codes


def test_a_succession_is_word_enough() -> None:
    example = Example(departments=("企画課",), last_departments=("情報課", "広報課"))
    merged = (Succession(("情報課", "広報課"), ("企画課",)),)
    assert changed(example, successions=merged) == []
    assert changed(example) == ["departments-changed"]


def test_what_went_and_what_came_is_named() -> None:
    one = material(replace(KPI, last_gone_kpi="利用者数"))
    item = one.plan.items[0]
    item = replace(item, kpis=(*item.kpis, Kpi("k2", "延べ利用者数", "10人")))
    found = check_list(replace(one, plan=replace(one.plan, items=(item,))))
    (finding,) = (f for f in found if f.code == "kpis-changed")
    assert dict(finding.evidence) == {"gone": "利用者数", "added": "延べ利用者数"}


def test_a_kpi_put_in_again_under_its_name_is_none_that_went() -> None:
    one = material(KPI)
    item = one.plan.items[0]
    before = replace(item, kpis=(Kpi("k7", "利用の件数", "90件"),))
    found: tuple[Finding, ...] = check_list(
        replace(one, last=LastYear(2023, {}, items={item.id: before}))
    )
    assert [f for f in found if f.code in NAMES] == []


def test_without_last_years_items_nothing_is_said() -> None:
    """A clerk's form does not have them."""
    one = material(Example(last_title="混雑の緩和", last_result="窓口を改めた。"))
    assert one.last is not None
    known = check_list(replace(one, last=replace(one.last, items={})))
    assert [f for f in known if f.code in NAMES] == []
