"""The one question of a plan about its KPIs: which way is better, where nobody has said.

Each KPI comes with what speaks for either side, so that a person can answer with a key; what the
clues agree in is proposed, and is taken only by somebody's act.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from dxdesk.domain.asking import PastFigure
from dxdesk.domain.direction_words import read_direction
from dxdesk.domain.directions import Source, direction_of
from dxdesk.domain.fields import Answers, direction_name, field_of
from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.figures import Direction, Figure, way
from dxdesk.domain.plan import Item, Kpi, Plan
from dxdesk.domain.text import fold
from dxdesk.domain.units import size_of


class Speaks(Enum):
    """What may speak for a direction without deciding it; the value is the code in JSON."""

    NAME = "name"
    UNIT = "unit"
    SIGN = "sign"
    BASELINE = "baseline"
    TARGETS = "targets"
    ACTUAL = "actual"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that speaks for one side; `text` is the word or the figures that do."""

    speaks: Speaks
    side: Direction
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A KPI whose direction is not known, with what speaks for either side."""

    field: str
    item: Item
    kpi: Kpi
    clues: tuple[Clue, ...]

    @property
    def proposal(self) -> Direction:
        """The side that everything speaks for, NOT_SAID where nothing does or clues disagree.

        What its department has answered counts alone. Last year's actual is shown and does not count:
        a third of the indicators of one published plan stood above their target already.
        """
        told = [clue for clue in self.clues if clue.speaks is Speaks.DEPARTMENT] or self.clues
        sides = {clue.side for clue in told if clue.speaks is not Speaks.ACTUAL}
        return sides.pop() if len(sides) == 1 else Direction.NOT_SAID


# The head of a Japanese name stands last: 苦情対応研修の受講者数 counts 受講者.
_MORE_WORDS = re.compile(
    r"導入|整備|登録|利用|参加|受講|開催|公開|採用|配置|達成|普及|設置|活用|申請|交付|研修|訓練|講習|相談|"
    r"受付|アクセス|ダウンロード|投稿|発信|配信|実施|オンライン|電子化|キャッシュレス|フォロワー|友だち|会員|開発|端末|対応|満足|認知度|取得|改善|解消|回収|"
    r"捕獲|締結|養成|是正|処分|点検|除却|撤去|巡回|啓発|指導|整理|提案|報告|雇用|収納|徴収|歳入|収入|来場|入込|貸出|定着|復旧|受験|説明会|セミナー|"
    r"(?:削減|縮減|短縮|減少|低減|減量|防止|抑制)\S{0,4}(?:率|数|量|額|時間|割合|件数|枚数|日数)"
)
_LESS_WORDS = re.compile(
    r"待ち時間|待ち人数|待機児童|苦情|事故|死者|火災|犯認知|犯罪|漏え?い|漏洩|漏水|障害(?!者|児|福祉|支援|の?ある)|不具合|誤り|"
    r"誤送信|誤発送|ミス|滞納|未納|未収|遅延|違反|不正|不法投棄|紛失|排出量|消費量|時間外|残業|廃棄|空き家数|空き店舗|空室|"
    r"離職|停止時間|所要|処理(?:時間|期間|日数)|応答時間|在院日数|用紙の?(?:使用|購入)|使用枚数|自殺者|被害|ロス|(?:市債|町債|起債|借入金|債務)残高|"
    r"負担比率|公債費|経常収支比率|ストレス|未受講|エラーページ|開封|トラブル"
)
_RANK = "位"


def questions(
    plan: Plan,
    past: Iterable[PastFigure] = (),
    told: Mapping[str, Direction] | None = None,
) -> tuple[Question, ...]:
    """The KPIs whose direction is not known and is needed, in the plan's order.

    `past` are the actuals of earlier years, oldest first; `told` is what departments have
    answered, by field.
    """
    before = {figure.field: figure for figure in past if figure.actual.strip()}
    found: list[Question] = []
    for item, kpi in asked_kpis(plan):
        field = field_of(item, kpi.id)
        side = (told or {}).get(field, Direction.NOT_SAID)
        found.append(Question(field, item, kpi, tuple(_clues(kpi, before.get(field), side))))
    return tuple(found)


def asked_kpis(
    plan: Plan, departments: Collection[str] | None = None
) -> Iterator[tuple[Item, Kpi]]:
    """The KPIs that `questions` asks for, each with its item, in the plan's order.

    With `departments` those alone that one of them reports.
    """
    chosen = None if departments is None else frozenset(departments)
    for item in plan.own_items:
        for kpi in item.kpis:
            mine = chosen is None or not chosen.isdisjoint(kpi.departments or item.departments)
            if mine and is_asked(kpi, plan.year):
                yield item, kpi


def is_asked(kpi: Kpi, year: int) -> bool:
    """Whether a KPI has a target that needs a direction, and none is known."""
    target = kpi.figure
    if len(target.measures) != 1 or target.measures[0].upper is not None:
        return False
    return direction_of(kpi, year).source is Source.NOT_KNOWN


def with_departments_asked(plan: Plan, departments: Collection[str]) -> Plan:
    """The plan that asks departments which way of their KPIs is better, where nobody has said."""
    asked = {field_of(item, kpi.id) for item, kpi in asked_kpis(plan, departments)}

    def asking(item: Item, kpi: Kpi) -> Kpi:
        wanted = kpi.asks_direction or field_of(item, kpi.id) in asked
        return replace(kpi, asks_direction=wanted)

    items = (
        replace(item, kpis=tuple(asking(item, kpi) for kpi in item.kpis)) for item in plan.items
    )
    return replace(plan, items=tuple(items))


def told_directions(plan: Plan, answers: Answers) -> dict[str, Direction]:
    """What departments have answered of the KPIs they were asked for, by the KPIs' fields."""
    found: dict[str, Direction] = {}
    for item in plan.own_items:
        for kpi in item.kpis:
            said = answers.get(field_of(item, direction_name(kpi)), "")
            if direction := read_direction(said):
                found[field_of(item, kpi.id)] = direction
    return found


def _clues(kpi: Kpi, before: PastFigure | None, told: Direction) -> Iterator[Clue]:
    target = kpi.figure
    if told is not Direction.NOT_SAID:
        yield Clue(Speaks.DEPARTMENT, told, "")
    yield from _of_name(fold(kpi.name))
    if target.unit == _RANK:
        yield Clue(Speaks.UNIT, Direction.LESS, _RANK)
    if target.value is not None and target.value < 0:
        yield Clue(Speaks.SIGN, Direction.LESS, kpi.target)
    if side := _beside(read_figure(kpi.baseline), target):
        yield Clue(Speaks.BASELINE, side, f"{kpi.baseline} → {kpi.target}")
    for other in kpi.targets:
        due = target.due
        figure = read_figure(other.text)
        pair = (target, figure) if due and due.year < other.year else (figure, target)
        if side := _beside(*pair):
            yield Clue(Speaks.TARGETS, side, f"{other.year}年度 {other.text}")
    if before is not None and (side := _beside(read_figure(before.actual), target)):
        yield Clue(Speaks.ACTUAL, side, f"{before.year}年度 {before.actual} → {kpi.target}")


def _of_name(name: str) -> Iterator[Clue]:
    """The word of a name that stands furthest back, as the head of what is counted."""
    found = [
        (word.end(), len(word[0]), Clue(Speaks.NAME, side, word[0]))
        for side, words in ((Direction.MORE, _MORE_WORDS), (Direction.LESS, _LESS_WORDS))
        for word in words.finditer(name)
    ]
    if found:
        yield max(found, key=lambda one: one[:2])[2]


def _beside(start: Figure, end: Figure) -> Direction | None:
    """The way from one figure to the other; None where they are equal or cannot be compared."""
    mine, theirs = size_of(start.unit), size_of(end.unit)
    if start.value is None or end.value is None or mine.base != theirs.base:
        return None
    moved = way(start.value * mine.factor, end.value * theirs.factor)
    return None if moved is Direction.NOT_SAID else moved
