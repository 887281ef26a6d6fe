"""Findings as lines of a list."""

from __future__ import annotations

from collections.abc import Container, Iterable

from dxdesk.domain.checks import Finding
from dxdesk.domain.fields import split_field
from dxdesk.domain.plan import Plan
from dxdesk.finding_words import FAMILY_WORDS, finding_sentence
from ui.department.labels import field_label
from ui.widgets.finding_list import FindingRow


def finding_row(plan: Plan, finding: Finding, untouched: Container[str] = ()) -> FindingRow:
    """One line; what is unwritten in an item that nobody began yet is told calmly.

    The sentence about a KPI names it, so the place need not.
    """
    item = split_field(finding.field)[0]
    place = "" if finding.kpi else field_label(plan.by_id[item], finding.field)
    text = finding_sentence(finding)
    if finding.confirmation:
        text = f"{text}（{finding.confirmation.reason}）"
    calm = item in untouched and finding.rule.unwritten
    return FindingRow(
        finding.field,
        finding.severity,
        finding.item,
        place,
        text,
        calm,
        not finding.open,
        FAMILY_WORDS[finding.family],
    )


class FindingRows:
    """Findings as lines; those that are as they were keep their line, of hundreds all but a few."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._known: dict[int, tuple[Finding, bool, FindingRow]] = {}

    def rows(self, findings: Iterable[Finding], untouched: Container[str] = ()) -> list[FindingRow]:
        """Lines in the order of the form; what was answered with a reason comes last."""
        ordered = sorted(findings, key=lambda finding: not finding.open)
        known, self._known = self._known, {}
        made: list[FindingRow] = []
        for finding in ordered:
            calm = finding.rule.unwritten and split_field(finding.field)[0] in untouched
            # Held on to, a finding keeps its id to itself.
            kept = known.get(id(finding))
            if kept is None or kept[1] is not calm:
                kept = finding, calm, finding_row(self._plan, finding, untouched)
            self._known[id(finding)] = kept
            made.append(kept[2])
        return made
