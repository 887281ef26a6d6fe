"""Unlike treatment within the plan: an item rated higher than another whose achievement is better.

Each item stands in one pair at most, and each pair is told once, at the higher rating: the
worst achievement of a grade is set beside the best one of the grades below it, then the next
worst beside the next best. So one odd rating gives one finding, not one for every other item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dxdesk.domain.checks.finding import Example, Family, Finding, Rule
from dxdesk.domain.checks.view import ItemView, Material
from dxdesk.domain.judging import Verdict
from dxdesk.domain.plan import Item
from dxdesk.domain.rulebook import Severity

UNLIKE = Rule(
    "rated-unlike",
    Family.RATING,
    Severity.WARNING,
    "評価「{rating}」で達成率{rate}%ですが、項目{other}は達成率{other_rate}%で評価「{other_rating}」です。"
    "評価の考え方をそろえるか、理由を書いてください。",
    "達成率のよい項目より、達成率の低い項目の方が高く評価されています。項目の達成率は、その項目で"
    "最も低い指標の達成率です（小数第1位まで）。全ての指標が目標と比べられる項目だけを、目標の年度が"
    "来ているものどうし、まだ先のものどうしで比べ、一つの項目は一組だけに示します。",
    Example(
        target="100件",
        actual="105件",
        rating="S",
        other=Example(target="100件", actual="130件", rating="A"),
    ),
    Example(
        target="100件",
        actual="130件",
        rating="S",
        other=Example(target="100件", actual="105件", rating="A"),
    ),
)

RULES = (UNLIKE,)


@dataclass(frozen=True, slots=True)
class Achievement:
    """What one item contributes: its rating's height, and the lowest rate of its KPIs.

    `weak` says that a pair with it is a hint: the target is not due, or a reason was given.
    """

    item: Item
    code: str
    height: int
    rate: Decimal
    later: bool
    weak: bool


def achievement(view: ItemView) -> Achievement | None:
    """The item's achievement, or None where it cannot be set beside others."""
    height = view.grade.says.height if view.grade else None
    judgements = view.judgements
    if height is None or not judgements:
        return None
    rates: list[Decimal] = []
    for one in judgements:
        if one.verdict is Verdict.UNKNOWN:
            return None
        if one.rate is not None:
            rates.append(one.rate)
        elif one.verdict is Verdict.MISSED:
            return None
    if not rates:
        return None
    later = any(one.later for one in judgements)
    weak = later or bool(view.note)
    return Achievement(view.item, view.rating, height, min(rates), later, weak)


def pairs(material: Material, known: Iterable[Achievement]) -> Iterator[Finding]:
    """The pairs among items of `material`; which they are depends on no order, n log n."""
    pools: dict[bool, list[Achievement]] = {False: [], True: []}
    for one in known:
        pools[one.later].append(one)
    for pool in pools.values():
        for higher, other in _pairs(sorted(pool, key=lambda one: (one.rate, one.item.id))):
            yield _finding(material, higher, other)


def _pairs(ascending: Sequence[Achievement]) -> Iterator[tuple[Achievement, Achievement]]:
    heights = sorted({one.height for one in ascending}, reverse=True)
    used: set[str] = set()
    for height in heights[:-1]:
        lower = iter([one for one in reversed(ascending) if one.height < height])
        for higher in (one for one in ascending if one.height == height):
            if higher.item.id in used:
                continue
            other = next((one for one in lower if one.item.id not in used), None)
            if other is None or other.rate <= higher.rate:
                break
            used |= {higher.item.id, other.item.id}
            yield higher, other


def _finding(material: Material, higher: Achievement, other: Achievement) -> Finding:
    evidence = {
        "rating": higher.code,
        "rate": float(higher.rate),
        "other": other.item.no,
        "other_title": other.item.title,
        "other_rating": other.code,
        "other_rate": float(other.rate),
    }
    view = ItemView(material, higher.item)
    return view.finding(UNLIKE, evidence=evidence, weak=higher.weak or other.weak)
