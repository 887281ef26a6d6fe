"""Rating against KPI: what the scale's own wording says, beside what the figures say."""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain.checks.finding import Example, Family, Finding, Rule
from dxdesk.domain.checks.view import ItemView
from dxdesk.domain.rulebook import Severity

RATING_UNKNOWN = Rule(
    "rating-unknown",
    Family.RATING,
    Severity.ERROR,
    "評価は{known}から選んでください。",
    "評価の区分にない評価です。",
    Example(rating="Z"),
    Example(rating="A"),
    confirmable=False,
)

RULES = (RATING_UNKNOWN,)


def check(view: ItemView) -> Iterator[Finding]:
    """Look at the rating of one item."""
    if view.rating and view.grade is None:
        yield view.finding(RATING_UNKNOWN, evidence={"known": "・".join(view.plan.codes)})
