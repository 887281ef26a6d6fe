"""Figures: the actual of each KPI, as it was typed, against its target's notation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dxdesk.domain.checks.finding import Example, Family, Finding, Rule
from dxdesk.domain.checks.view import ItemView
from dxdesk.domain.figures import Empty, Kind, read_figure
from dxdesk.domain.plan import Kpi
from dxdesk.domain.rulebook import Severity

ACTUAL_MISSING = Rule(
    "actual-missing",
    Family.FIGURES,
    Severity.ERROR,
    "「{kpi}」の実績値がありません。数えられなければ「把握できない」などを選んでください。",
    "目標に指標があるのに、実績値が空欄です。",
    Example(target="100件", actual=""),
    Example(target="100件", actual="120件"),
    unwritten=True,
    confirmable=False,
)
NOT_A_NUMBER = Rule(
    "not-a-number",
    Family.FIGURES,
    Severity.WARNING,
    "「{kpi}」の実績値を数として読めません（目標値は{target}）。",
    "目標が数なのに、実績値が数として読めません。",
    Example(target="100件", actual="おおむね順調"),
    Example(target="100件", actual="約120件"),
)
UNIT_MISSING = Rule(
    "unit-missing",
    Family.FIGURES,
    Severity.WARNING,
    "「{kpi}」に単位「{unit}」がありません。",
    "目標に単位があるのに、実績値に単位がありません。",
    Example(target="100件", actual="120"),
    Example(target="100件", actual="120件"),
)
OTHER_UNIT = Rule(
    "other-unit",
    Family.FIGURES,
    Severity.WARNING,
    "「{kpi}」の単位が目標の「{unit}」と違います（「{typed}」）。",
    "実績値の単位が目標の単位と違います。つづりの違い（％と%、haと㏊）は同じものと見ます。",
    Example(target="100件", actual="120人"),
    Example(target="50%", actual="60％"),
)
OVER_100_PERCENT = Rule(
    "over-100-percent",
    Family.FIGURES,
    Severity.WARNING,
    "「{kpi}」が100%を超えています（{typed}）。",
    "割合の実績値が100%を超えています。",
    Example(target="50%", actual="104%"),
    Example(target="50%", actual="60%"),
)

RULES = (ACTUAL_MISSING, NOT_A_NUMBER, UNIT_MISSING, OTHER_UNIT, OVER_100_PERCENT)

_HUNDRED = Decimal(100)


def check(view: ItemView) -> Iterator[Finding]:
    """Look at the KPIs of one item."""
    for kpi in view.item.kpis:
        yield from _check_actual(view, kpi, view.text(kpi.id).strip())


def _check_actual(view: ItemView, kpi: Kpi, text: str) -> Iterator[Finding]:
    actual, target = read_figure(text), kpi.figure
    if actual.empty is Empty.UNWRITTEN:
        yield view.finding(ACTUAL_MISSING, kpi.id, kpi=kpi.name)
        return
    if actual.empty or target.kind is not Kind.NUMBER:
        return
    if not actual.measures:
        yield view.finding(NOT_A_NUMBER, kpi.id, {"target": kpi.target}, kpi=kpi.name)
        return
    if actual.value is None:
        return
    if actual.unit != target.unit:
        rule = OTHER_UNIT if actual.unit else UNIT_MISSING
        evidence = {"unit": target.unit, "typed": actual.unit}
        yield view.finding(rule, kpi.id, evidence, kpi=kpi.name)
    if target.unit == "%" and actual.value > _HUNDRED:
        yield view.finding(OVER_100_PERCENT, kpi.id, {"typed": text}, kpi=kpi.name)
