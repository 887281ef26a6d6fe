"""再掲: an item that is printed a second time is asked, counted and given out as data once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.domain.checks import Material, check
from dxdesk.domain.plan import Plan
from dxdesk.domain.plan_editing import repeat_item
from dxdesk.domain.summary import dump, summarise
from dxdesk.export.layout_files import shipped
from dxdesk.export.losses import _SENTENCES, Lost
from dxdesk.export.open_data import build_open_data
from dxdesk.export.report import build_report
from dxdesk.export.workbooks import losses
from dxdesk.files.published import read_published
from tests.export.opened import BOTH, cells, export
from tests.export.samples import three_columns, wide, written


def again(plan: Plan) -> Plan:
    """The plan with its first item once more under its last heading."""
    return repeat_item(plan, plan.items[0].id, plan.groups[-1].id)


PLANS = {"three columns": again(three_columns()), "wide": again(wide())}
plans = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)


@plans
def test_the_report_says_so_and_counts_it_once(plan: Plan) -> None:
    answers = written(plan)
    report = build_report(plan, answers)
    first, last = report.entries[0], report.entries[-1]
    assert (last.no, last.title) == (first.no, f"{first.title}（再掲）")
    assert (last.result, last.issues, last.kpis) == (first.result, first.issues, first.kpis)
    assert (first.rating, last.rating) == ("A", "（A）")
    assert report.total == len(plan.items) - 1
    assert summarise(plan, answers).total == report.total


@plans
@pytest.mark.parametrize("layout", shipped())
def test_every_layout_prints_it_whole(plan: Plan, layout: str) -> None:
    texts = cells(export(plan, written(plan), layout))
    if layout != "kpi-list":
        assert any("（再掲）" in text for text in texts)


@plans
@pytest.mark.parametrize("layout", BOTH)
def test_who_reads_it_in_again_is_told(plan: Plan, layout: str, tmp_path: Path) -> None:
    answers = written(plan)
    told = losses(build_report(plan, answers), layout)
    words = _SENTENCES[Lost.AGAIN]
    assert [line for line in told if line.startswith(words)] == [
        f"{words}（取組項目 {plan.items[-1].no}）。"
    ]
    path = tmp_path / "export.xlsx"
    path.write_bytes(export(plan, answers, layout))
    reading = read_published(path, plan_id="p")
    assert [item.no for item in reading.plan.items] == [item.no for item in plan.items]
    assert reading.plan.items[-1].title.endswith("（再掲）")


@plans
def test_data_and_checks_have_it_once(plan: Plan) -> None:
    answers, first = written(plan), plan.items[0]
    data = build_open_data(plan, answers)
    assert [item.no for item in data.items] == [item.no for item in plan.own_items]
    found = check(Material(plan, answers, None, plan.departments)).findings
    assert not [f for f in found if f.field.startswith(plan.items[-1].id)]
    own = {name: text for name, text in answers.items() if plan.items[-1].id not in name}
    (dumped,) = [item for item in dump(plan, own)["items"] if "again" in item]
    assert (dumped["no"], dumped["again"], dumped["rating"]) == (first.no, first.no, None)
    assert plan.items[-1] not in [item for d in plan.departments for item in plan.items_of(d)]
