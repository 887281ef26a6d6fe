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


def test_the_plain_example_is_clean() -> None:
    assert codes(Example()) == []


def test_codes_are_unique() -> None:
    assert len({rule.code for rule in ALL}) == len(ALL)
