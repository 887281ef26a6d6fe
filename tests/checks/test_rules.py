"""Every rule: its two examples behave."""

from __future__ import annotations

import pytest

from dxdesk.domain.checks import RULES, Example, Rule, Severity
from tests.checks.samples import codes, findings

ALL = list(RULES.values())


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_the_example_triggers_its_rule(rule: Rule) -> None:
    assert rule.code in codes(rule.triggers)


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_the_other_example_is_clean(rule: Rule) -> None:
    """The counter-example has nothing above a hint of any rule, and nothing of this one."""
    found = findings(rule.passes)
    assert rule.code not in [finding.code for finding in found]
    assert [f.code for f in found if f.severity is not Severity.HINT] == []


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("3回、30人", "3回、28人"),
        ("1,2345件", "1,300件"),
        ("80点", "78/100"),
        ("80点", "4.2点（5点満点）"),
        ("80%", "達成率95%"),
        ("15回", "15回予定"),
        ("15回", "7回（上期）"),
        ("3～5件", "6件"),
        ("±5%以内", "3%"),
    ],
)
def test_what_is_not_compared_is_told_and_nothing_is_said_of_it(target: str, actual: str) -> None:
    for rating in "AB":
        found = codes(Example(target=target, actual=actual, rating=rating))
        assert found
        assert not {"rated-achieved-kpi-missed", "rated-below-kpi-reached"} & {*found}


def test_the_plain_example_is_clean() -> None:
    assert codes(Example()) == []


def test_codes_are_unique() -> None:
    assert len({rule.code for rule in ALL}) == len(ALL)
