"""docs/checks.md is what the declarations say."""

from __future__ import annotations

import string

import pytest

from dxdesk.domain.checks import RULES, Rule
from dxdesk.finding_words import EVIDENCE_WORDS, finding_sentence
from scripts.check_docs import PATH, text
from tests.checks.samples import findings


def test_the_page_is_current() -> None:
    assert PATH.read_text(encoding="utf-8") == text(), "run: python -m scripts.check_docs"


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_the_wording_finds_its_facts(rule: Rule) -> None:
    """Every place of a wording is filled from the evidence of its example."""
    finding = next(f for f in findings(rule.triggers) if f.code == rule.code)
    places = {name for _, name, _, _ in string.Formatter().parse(rule.wording) if name}
    assert places <= {"kpi", "part", *finding.evidence}
    assert rule.each in rule.wording
    assert "None" not in finding_sentence(finding)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_every_fact_has_a_word(rule: Rule) -> None:
    """No name of the code stands in a table for people."""
    for finding in findings(rule.triggers):
        assert finding.evidence.keys() <= EVIDENCE_WORDS.keys() | {"kpi"}
