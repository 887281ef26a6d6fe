"""Completeness: what is not written yet, and what is written in the wrong number of places."""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain.checks.finding import Example, Family, Finding, Rule
from dxdesk.domain.checks.view import ItemView
from dxdesk.domain.rulebook import Severity

TEXT_MISSING = Rule(
    "text-missing",
    Family.COMPLETENESS,
    Severity.ERROR,
    "まだ書かれていません。書くことがなければ「該当なし」を選んでください。",
    "取組実績、課題等の欄が空欄です。空欄は「まだ書いていない」という意味で、該当なし、未実施、"
    "把握できない、終了、0 のどれとも違います。",
    Example(result=""),
    Example(result="該当なし"),
    unwritten=True,
    confirmable=False,
)
RATING_MISSING = Rule(
    "rating-missing",
    Family.COMPLETENESS,
    Severity.ERROR,
    "自己評価が選ばれていません。",
    "取りまとめの課が選ぶ自己評価が空欄です。",
    Example(rating=""),
    Example(rating="A"),
    unwritten=True,
    confirmable=False,
)

RULES = (TEXT_MISSING, RATING_MISSING)


def check(view: ItemView) -> Iterator[Finding]:
    """Look at one item."""
    for slot, text in view.slots:
        if not text.strip():
            yield view.slot_finding(TEXT_MISSING, slot)
    if not view.rating.strip():
        yield view.finding(RATING_MISSING)
