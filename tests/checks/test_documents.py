"""Every finding in the two published documents, gone through item by item.

Each line was looked up in the document; the two lists of what no rule finds and of what is a
false alarm stand in docs/checks-on-published-plans.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.domain.checks import Finding, Material, check_list
from dxdesk.files.published import read_published
from tests.plans import OITA, SAMPLE, TOKUSHIMA, directed, needs_documents

TOKUSHIMA_FOUND = [
    ("1", "rated-milder-than-far-below", "warning"),
    ("5", "rated-below-kpi-reached", "hint"),
    ("6", "department-silent", "hint"),
    ("6", "department-silent", "hint"),
    ("6", "department-silent", "warning"),
    ("6", "department-silent", "warning"),
    ("8", "missed-kpi-not-in-issues", "hint"),
    ("8", "rated-achieved-kpi-missed", "warning"),
    ("12", "rated-milder-than-far-below", "warning"),
    ("13", "department-silent", "hint"),
    ("13", "missed-kpi-not-in-issues", "hint"),
    ("13", "part-missing", "hint"),
    ("13", "rated-achieved-kpi-missed", "warning"),
    ("14", "department-silent", "warning"),
    ("15", "rated-unlike", "warning"),
    ("18", "rated-milder-than-far-below", "warning"),
    ("24", "part-extra", "warning"),
    ("26", "missed-kpi-not-in-issues", "hint"),
    ("26", "rated-milder-than-far-below", "warning"),
    ("29", "department-silent", "hint"),
    ("29", "part-missing", "hint"),
    ("30", "missed-kpi-not-in-issues", "hint"),
    ("37", "rated-achieved-kpi-missed", "warning"),
    ("37", "rated-unlike", "warning"),
]
OITA_FOUND = [
    ("", "stated-count-differs", "warning"),
    ("1-2", "rated-unlike", "hint"),
    ("1-3", "actual-missing", "error"),
    ("1-3", "phase-not-in-result", "hint"),
    ("10-5", "rated-unlike", "hint"),
    ("12-1", "rated-on-schedule-but-ended", "warning"),
    ("13-1", "actual-missing", "error"),
    ("13-1", "milestone-unreported", "hint"),
    ("2-1", "kpi-name-changed", "hint"),
    ("2-1", "several-measures", "hint"),
    ("3-1", "kpi-name-changed", "hint"),
    ("3-3", "milestone-unreported", "hint"),
    ("4-1", "milestone-unreported", "hint"),
    ("5-1", "milestone-unreported", "hint"),
    ("6-1", "department-silent", "hint"),
    ("6-1", "department-silent", "warning"),
    ("8-1", "kpi-name-changed", "hint"),
    ("9-3", "rating-missing", "error"),
]


# What says nothing where nobody has said which way is better.
NEED_DIRECTIONS = {
    "missed-kpi-not-in-issues",
    "rated-achieved-kpi-missed",
    "rated-below-kpi-reached",
    "rated-milder-than-far-below",
    "rated-unlike",
}


def findings(path: Path, *, answered: bool = True) -> tuple[Finding, ...]:
    """What is found, where the office was asked which way is better (always more), or before."""
    reading = read_published(path, plan_id="p")
    plan = directed(reading.plan) if answered else reading.plan
    return check_list(Material(plan, reading.answers))


@needs_documents
@pytest.mark.parametrize(
    ("path", "expected"), [(TOKUSHIMA, TOKUSHIMA_FOUND), (OITA, OITA_FOUND)], ids=["r6", "2023"]
)
def test_every_finding_is_known(path: Path, expected: list[tuple[str, str, str]]) -> None:
    found = [(f.item, f.code, f.severity.value) for f in findings(path)]
    by_number = {item: [f for f in expected if f[0] == item] for item, _, _ in expected}
    assert sorted(found) == sorted(line for lines in by_number.values() for line in lines)


@needs_documents
@pytest.mark.parametrize("path", [TOKUSHIMA, OITA], ids=["r6", "2023"])
def test_nothing_is_found_by_a_direction_that_nobody_has_said(path: Path) -> None:
    found = [(f.item, f.code) for f in findings(path, answered=False)]
    after = [(f.item, f.code) for f in findings(path)]
    assert sorted(found) == sorted(one for one in after if one[1] not in NEED_DIRECTIONS)


@needs_documents
def test_the_evidence_is_that_of_the_document() -> None:
    found = {(f.item, f.code): f for f in findings(TOKUSHIMA)}
    missed = found["8", "rated-achieved-kpi-missed"].evidence
    assert (missed["target"], missed["actual"], missed["rate"]) == ("93%", "90%", "96.8%")
    assert [line["rate"] for line in missed["kpis"]] == ["96.8%", "98.9%"]  # type: ignore[index,union-attr]
    pair = found["37", "rated-unlike"].evidence
    assert (pair["rate"], pair["other"], pair["other_rate"]) == (60.0, "16", 94.2)
    found = {(f.item, f.code): f for f in findings(OITA)}
    assert "52,187件" in str(found["1-3", "actual-missing"].evidence["candidates"])
    assert "607名" in str(found["13-1", "actual-missing"].evidence["candidates"])


def test_the_sample_has_the_contradictions_of_its_model() -> None:
    """The sample plan has the figures of a published one, which contradict themselves."""
    codes = {(f.item, f.code) for f in findings(SAMPLE) if f.family.value == "rating"}
    assert codes == {(item, code) for item, code, _ in TOKUSHIMA_FOUND if code.startswith("rated-")}
