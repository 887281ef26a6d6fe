"""False alarms are defects: where everything fits together, nothing is found."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain.checks import check_list
from dxdesk.domain.figures import Kind
from tests.checks.consistent import ROWS, material


def test_a_consistent_plan_has_no_findings(tmp_path: Path) -> None:
    checked = material(tmp_path)
    found = [(f.item, f.code, dict(f.evidence)) for f in check_list(checked)]
    assert found == []


def test_the_consistent_plan_is_read_whole(tmp_path: Path) -> None:
    """Nothing would be found in a plan whose figures were not read."""
    checked = material(tmp_path)
    items = checked.plan.items
    kpis = [kpi for item in items for kpi in item.kpis]
    assert len(items) == len(ROWS)
    assert len(kpis) == 13
    assert [kpi.figure.kind for kpi in kpis].count(Kind.NUMBER) == 12
    assert checked.plan.year == 2024
    assert checked.last is not None
    assert checked.last.year == 2023
