"""Completeness: what is not written yet, and what is written in the wrong number of places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dxdesk.domain.checks.finding import Example, Family, Finding, Rule
from dxdesk.domain.checks.view import ItemView
from dxdesk.domain.fields import RATING_NOTE
from dxdesk.domain.figures import Empty
from dxdesk.domain.judging import Judgement
from dxdesk.domain.plan import Column
from dxdesk.domain.rulebook import Rulebook, Severity
from dxdesk.domain.text import fold
from dxdesk.domain.topics import touches

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

EMPTY_UNCLEAR = Rule(
    "empty-unclear",
    Family.COMPLETENESS,
    Severity.WARNING,
    "「{text}」では、まだ書いていないのか、該当なし、未実施、把握できないのどれなのか分かりません。",
    "横線や「同上」など、空欄と同じに見える書き方です。課題の欄の「特になし」は、ないことが分かるので"
    "そのまま受け取ります。直すと「該当なし」になります。",
    Example(result="―"),
    Example(issues="特になし"),
)
ZERO_OR_EMPTY = Rule(
    "zero-or-empty",
    Family.COMPLETENESS,
    Severity.HINT,
    "「{kpi}」は{actual}ですが、取組実績は「{result}」です。0なのか、数えていないのかを確かめてください。",
    "取組実績が該当なし、未実施、把握できない、終了のどれかなのに、実績値が0です。空欄が0に置き換わって"
    "いないかを確かめます。目標が0の指標では示しません。",
    Example(target="100件", actual="0件", result="把握できない", rating="C"),
    Example(target="100件", actual="把握できない", result="把握できない", rating="C"),
)
MISSED_NOT_IN_ISSUES = Rule(
    "missed-kpi-not-in-issues",
    Family.COMPLETENESS,
    Severity.WARNING,
    "「{kpi}」は目標{target}に届いていません（{actual}）が、課題の欄が触れていません。",
    "今年度までの目標に届いていない指標があるのに、改善・拡充策、課題等の欄がその指標に触れていません。"
    "何を数えるかを表す言葉（登録者数の「登録」など）があるか、指標の名前の言葉が半分より多くあれば、触れていると"
    "見ます。取組の題名にもある言葉は3分の1と数え、ほかの指標の名前にもある言葉は数えません。"
    "課題の欄に別のことが書かれているときは参考にとどめます。",
    Example(target="100件", actual="80件", rating="B", issues="該当なし"),
    Example(target="100件", actual="80件", rating="B", issues="利用件数が伸びるよう案内を増やす。"),
)
REASON_MISSING = Rule(
    "rating-reason-missing",
    Family.COMPLETENESS,
    Severity.WARNING,
    "評価「{rating}」には理由が要ります。評価に関する補足に書いてください。",
    "この計画では、この評価に理由を求めています（検査の設定）。",
    Example(rating="A", rulebook=Rulebook(reason_for=("A",))),
    Example(rating="A", note="全ての窓口で済んだ。", rulebook=Rulebook(reason_for=("A",))),
)

RULES = (
    TEXT_MISSING,
    RATING_MISSING,
    EMPTY_UNCLEAR,
    ZERO_OR_EMPTY,
    MISSED_NOT_IN_ISSUES,
    REASON_MISSING,
)

_UNCLEAR = frozenset(
    ("-", "--", "---", "ー", "・", "/", "…", "...", "〃", "//", "同上", "*", "×", "x")
)
_UNCLEAR_HERE = frozenset(("なし", "無し", "無", "な し"))
_NOTHING = frozenset(empty.value for empty in Empty)
_NO_ISSUES = re.compile(r"(?:該当|特に)?(?:なし|無し|無い|ない)[。.]?|未実施|把握できない|終了")
_SHORTEST_TEXT, _LONGEST_LINE = 4, 40


def check(view: ItemView) -> Iterator[Finding]:
    """Look at one item."""
    for slot, text in view.slots:
        if not text.strip():
            yield view.slot_finding(TEXT_MISSING, slot)
        elif _is_unclear(text, figure=slot.column is Column.RESULT):
            fix = Empty.NOT_APPLICABLE.value
            yield view.slot_finding(EMPTY_UNCLEAR, slot, {"text": text.strip()}, fix=fix)
    if not view.rating.strip():
        yield view.finding(RATING_MISSING)
    elif view.rating in view.rulebook.reason_for and not view.note:
        yield view.finding(REASON_MISSING, RATING_NOTE, {"rating": view.rating})
    for judged in view.judgements:
        yield from _check_kpi(view, judged)


def _is_unclear(text: str, *, figure: bool) -> bool:
    """Whether a text may be any kind of nothing; `figure` where a bare なし does not say which."""
    if len(text) > _LONGEST_LINE:
        return False
    short = text.strip()
    if len(short) > _SHORTEST_TEXT or short[0].isdecimal():
        return False
    folded = fold(short)
    return folded in _UNCLEAR or (figure and folded in _UNCLEAR_HERE)


def _check_kpi(view: ItemView, judged: Judgement) -> Iterator[Finding]:
    actual = judged.actual.text
    if actual.strip() and _is_unclear(actual, figure=True):
        fix = Empty.NOT_APPLICABLE.value
        yield view.finding(
            EMPTY_UNCLEAR, judged.kpi.id, {"text": actual.strip()}, kpi=judged.kpi.name, fix=fix
        )
    zero = judged.actual.value == 0 and judged.target.value not in (None, 0)
    if zero and (result := view.result.strip()) and result in _NOTHING:
        shown = {"actual": actual.strip(), "result": result}
        yield view.finding(ZERO_OR_EMPTY, judged.kpi.id, shown, kpi=judged.kpi.name)
    if judged.missed:
        yield from _check_issues(view, judged)


def _check_issues(view: ItemView, judged: Judgement) -> Iterator[Finding]:
    slot = next((s for s, text in view.slots if s.column is Column.ISSUES and text.strip()), None)
    if slot is None:
        return
    others = tuple(kpi.name for kpi in view.item.kpis if kpi is not judged.kpi)
    if touches(view.issues, judged.kpi.name, view.item.title, others):
        return
    shown = {
        "kpi": judged.kpi.name,
        "target": judged.kpi.target,
        "actual": judged.actual.text.strip(),
        "issues": view.issues,
    }
    says_nothing = _NO_ISSUES.fullmatch(view.issues.strip()) is not None
    yield view.slot_finding(MISSED_NOT_IN_ISSUES, slot, shown, weak=not says_nothing)
