"""Against last year: texts taken over, promises, and ratings that changed with nothing said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dxdesk.domain.checks.finding import Example, Family, Finding, Rule
from dxdesk.domain.checks.view import ItemView
from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.figures import Direction
from dxdesk.domain.judging import Judgement
from dxdesk.domain.lineage import successors
from dxdesk.domain.plan import Column, Item
from dxdesk.domain.rulebook import Severity
from dxdesk.domain.text import same_name, squeeze
from dxdesk.domain.topics import mentions

_LONG = "相談の窓口を三か所に増やし、待ち時間を減らす案内の画面を置いて、使い方を職員が説明した。"

SAME = Rule(
    "same-as-last-year",
    Family.LAST_YEAR,
    Severity.WARNING,
    "昨年度の文と{likeness}%同じです。今年度のことに書き直してください。",
    "昨年度の同じ欄の文と、全く同じか、ほとんど同じ（90%以上、40字以上の文）です。割合は、続いた2文字の組が"
    "どれだけ共通するかで数えます。20字より短い文と、該当なしなどは比べません。改善・課題の欄では参考にとどめます。",
    Example(result=_LONG, last_result=_LONG),
    Example(result="窓口を一か所閉じ、電話での相談に改めた。", last_result=_LONG),
)
PROMISE = Rule(
    "promise-not-taken-up",
    Family.LAST_YEAR,
    Severity.HINT,
    "昨年度に書いた改善策に、今年度の取組実績が触れていません。どうなったかを書いてください。",
    "昨年度の改善・拡充策、課題等と今年度の取組実績に、共通する言葉が一つもありません。"
    "二つの文を並べて示します。どちらかが20字より短いときは示しません。",
    Example(
        result="図書の貸出しを自動の機械に改め、返却の棚を増やした。",
        last_issues="高齢の方に使い方を伝える講習会を、地区の集会所で開く必要がある。",
    ),
    Example(
        result="地区の集会所で講習会を八回開き、高齢の方が使い方を学んだ。",
        last_issues="高齢の方に使い方を伝える講習会を、地区の集会所で開く必要がある。",
    ),
)
RATING_CHANGED = Rule(
    "rating-changed",
    Family.LAST_YEAR,
    Severity.WARNING,
    "評価が昨年度の「{before}」から「{now}」に変わりました。変わった理由を補足に書いてください。",
    "評価が昨年度と違うのに、補足がなく、指標からも変わった理由が分かりません。指標が目標に届くように"
    "なった、届かなくなった、などと同じ向きに変わっていれば示しません。",
    Example(rating="S", last_rating="B"),
    Example(rating="S", last_rating="B", note="対象を全ての窓口に広げた。"),
)

TITLE_CHANGED = Rule(
    "title-changed",
    Family.LAST_YEAR,
    Severity.HINT,
    "題名が昨年度の「{before}」から「{text}」に変わっています。同じ取組か確かめてください。",
    "取組項目の題名が昨年度と違うのに、どの欄にも昨年度の題名が出てきません。全角と半角、空白、括弧、読点、"
    "「の」だけの違いと、統合や分割をした項目では示しません。事務局の検査で示します。",
    Example(last_title="窓口の混雑の緩和"),
    Example(last_title="取組１"),
)
DEPARTMENTS_CHANGED = Rule(
    "departments-changed",
    Family.LAST_YEAR,
    Severity.HINT,
    "担当課が昨年度と違います（なくなった課：{gone}、加わった課：{added}）。組織改編なら計画に記録してください。",
    "担当課が昨年度と違うのに、組織改編として計画に記録されておらず、どの欄にも移管や引継ぎのことが書かれて"
    "いません。課名の全角と半角、空白だけの違いでは示しません。事務局の検査で示します。",
    Example(last_departments=("市民課",)),
    Example(last_departments=("市民課",), note="市民課から移管を受けた。"),
)
KPIS_CHANGED = Rule(
    "kpis-changed",
    Family.LAST_YEAR,
    Severity.HINT,
    "指標が昨年度と違います（なくなった指標：{gone}、加わった指標：{added}）。計画の見直しか、名前を変えたのかを"
    "確かめてください。",
    "昨年度の指標がなくなっているか、昨年度にない指標があります。同じ指標の名前が変わったときは、"
    "kpi-name-changed で示します。事務局の検査で示します。",
    Example(target="100件", actual="120件", last_kpi="利用件数", last_gone_kpi="満足度"),
    Example(target="100件", actual="120件", last_kpi="利用件数"),
)

RULES = (SAME, PROMISE, RATING_CHANGED, TITLE_CHANGED, DEPARTMENTS_CHANGED, KPIS_CHANGED)

_HANDED_OVER = re.compile("移管|所管|引き?継|組織|改編|再編")
_SHORT, _LONG_ENOUGH, _NEAR, _PIECE = 20, 40, 90, 8


def check(view: ItemView) -> Iterator[Finding]:
    """Look at one item beside its last year."""
    if view.material.last is None:
        return
    yield from _check_texts(view)
    yield from _check_promise(view)
    yield from _check_rating(view)
    if before := view.material.last.items.get(view.item.id):
        yield from _check_names(view, before)


def _check_texts(view: ItemView) -> Iterator[Finding]:
    for slot, text in view.slots:
        last = view.last(slot.id)
        if len(last) >= _SHORT and len(text) >= _SHORT:
            alike = likeness(text, last)
            if alike >= _NEAR:
                evidence = {"likeness": alike, "text": text, "last": last}
                weak = slot.column is Column.ISSUES
                yield view.slot_finding(SAME, slot, evidence, weak=weak)


def likeness(text: str, last: str) -> int:
    """How much of two texts is the same in whole per cent, 0 where they are too short to say.

    It is the share of pairs of neighbouring characters that they have in common (Dice), which
    takes linear time; 100 is told of identical texts alone, white space aside.
    """
    if text == last:
        return 100 if len(squeeze(text)) >= _SHORT else 0
    if not _shares_pieces(text, last):
        return 0
    now, before = squeeze(text), squeeze(last)
    if now == before:
        return 100 if len(now) >= _SHORT else 0
    if min(len(now), len(before)) < _LONG_ENOUGH:
        return 0
    here, there = set(pairwise(now)), set(pairwise(before))
    return min(200 * len(here & there) // (len(here) + len(there)), 99)


def _shares_pieces(text: str, last: str) -> bool:
    """Whether enough pieces of `last` stand in `text` for the two to be near.

    It is meant for prose, whose pairs seldom repeat. The change that costs least is a character
    put in: it spoils one piece, takes one pair away and adds two. With P pairs 90 % are left
    while 2(P - e) >= 0.9(2P + e), so after e <= 0.069 P of them.
    """
    starts = range(0, len(last) - _PIECE + 1, _PIECE)
    spoilt = len(last) * 7 // 100
    for at in starts:
        if last[at : at + _PIECE] not in text:
            spoilt -= 1
            if spoilt < 0:
                return False
    return True


def _check_promise(view: ItemView) -> Iterator[Finding]:
    if len(view.result) < _SHORT:
        return
    promised = "\n".join(
        text for slot in view.item.slots_in(Column.ISSUES) if (text := view.last(slot.id))
    )
    if len(promised) < _SHORT:
        return
    if not mentions(view.result, promised):
        evidence = {"promised": promised, "result": view.result}
        slots = (slot for slot, text in view.slots if slot.column is Column.RESULT and text)
        yield view.slot_finding(PROMISE, next(slots), evidence)


def _check_rating(view: ItemView) -> Iterator[Finding]:
    before, now = view.last("rating"), view.rating
    if not before or not now or before == now or view.note or view.grade is None:
        return
    if _is_explained(view, before):
        return
    earlier = view.plan.grades.get(before)
    evidence = {
        "before": before,
        "now": now,
        "before_meaning": earlier.meaning if earlier else "",
        "meaning": view.grade.meaning,
    }
    yield view.finding(RATING_CHANGED, evidence=evidence)


def _is_explained(view: ItemView, before: str) -> bool:
    """Whether figures moved the way the rating did."""
    earlier = view.plan.grades.get(before)
    then = earlier.says.height if earlier else None
    now = view.grade.says.height if view.grade else None
    if then is None or now is None:
        # The work ended, or the scale has no order: the grade's own wording says what changed.
        return view.grade is not None and now is None and then is not None
    rose = now > then
    return any(_moved(judged, view.last(judged.kpi.id), better=rose) for judged in view.judgements)


def _moved(judged: Judgement, last: str, *, better: bool) -> bool:
    """Whether a KPI stands better than last year, or worse, as the rating does."""
    before, value = read_figure(last), judged.actual.value
    if before.value is not None and value is not None:
        if judged.direction is Direction.NOT_SAID:
            # Either way may be the better one: nothing is told of it.
            return value != before.value
        if judged.direction is Direction.KEEP:
            return False
        improved = (value > before.value) is (judged.direction is Direction.MORE)
        return value != before.value and improved is better
    # Words on one side: work that was not done or ended, or was taken up again.
    return (before.value is None) is not (value is None) and (value is not None) is better


def _check_names(view: ItemView, before: Item) -> Iterator[Finding]:
    item = view.item
    if not same_name(before.title, item.title) and before.title not in _written(view):
        yield view.finding(TITLE_CHANGED, evidence={"before": before.title, "text": item.title})
    if before.departments != item.departments:
        then = successors(before.departments, view.plan.successions)
        if set(then) != set(item.departments) and not _HANDED_OVER.search(_written(view)):
            yield from _changed(view, DEPARTMENTS_CHANGED, then, item.departments)
    if [kpi.id for kpi in before.kpis] != [kpi.id for kpi in item.kpis]:
        there = {kpi.id for kpi in before.kpis} & {kpi.id for kpi in item.kpis}
        names = ([k.name for k in one.kpis if k.id not in there] for one in (before, item))
        yield from _changed(view, KPIS_CHANGED, *names)


def _written(view: ItemView) -> str:
    return f"{view.result}\n{view.issues}\n{view.note}"


def _changed(
    view: ItemView, rule: Rule, then: Sequence[str], now: Sequence[str]
) -> Iterator[Finding]:
    """What is no longer among some names, and what is new."""
    gone = [old for old in then if not any(same_name(old, new) for new in now)]
    added = [new for new in now if not any(same_name(old, new) for old in then)]
    if gone or added:
        evidence = {"gone": "、".join(gone) or "なし", "added": "、".join(added) or "なし"}
        yield view.finding(rule, evidence=evidence)
